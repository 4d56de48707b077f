"""The author's words inside direct speech: «A, — сказал он. — B» is two segments and a frame."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsnlp.language.spelling import fold
from newsnlp.speech.context import Context, is_dash, is_final
from newsnlp.speech.cues import SPEECH

BEFORE_DASH = frozenset(
    {",", "!", "?", "…", "...", ".", "?!", "!!", "!!!", "?..", "!..", "..", "»", "!?", '"', "”", "“", ")"}
)
EMPHATIC = frozenset({"!", "?", "…", "...", "?!"})
AFTER_FRAME = frozenset({".", ",", "!", "?", ":", ";", "…", "...", ")"})
BRINGING = frozenset({"приводить", "привести"})
WORDS = frozenset({"слова", "комментарий", "комментарии", "цитату", "высказывание", "ответ", "мнение"})
NEAR = 4  # tokens from the dash to a verb that only here is a cue
ACTORS = frozenset({"он", "она", "они", "кто-то"})
LEAD = 3  # tokens from the name that begins a frame to its verb
WINDOW = 200  # tokens in which a frame must end
REACH = 14  # tokens from the dash to a known cue verb


@dataclass(slots=True)
class Turn:
    """Direct speech: content segments and framing clauses, each a range of tokens, and the cue verb."""

    segments: list[tuple[int, int]] = field(default_factory=list)
    frames: list[tuple[int, int]] = field(default_factory=list)
    cue: int | None = None


def split_turn(context: Context, low: int, high: int, *, in_marks: bool) -> Turn:
    """Separate the content in tokens `low`..`high` from the author's words between dashes.

    Inside quotation marks (`in_marks`) what follows the frame's full stop is content again;
    in a paragraph that a dash opens it is the author's.
    """
    turn = Turn()
    tokens = context.tokens
    start = i = low
    while i < high:
        if is_dash(tokens[i]) and i > low and not _nested(context, i, low, in_marks):
            cue = None
            if tokens[i - 1].text in BEFORE_DASH:
                cue = frame_cue(context, i + 1, high)
                if cue is None and (tokens[i - 1].text in EMPHATIC or _is_actor(context, i + 1)):
                    cue = _gesture(context, i + 1, high)
            if cue is not None:
                _add(turn, context, start, i)
                turn.cue = cue if turn.cue is None else turn.cue
                end, after, resumes = _frame_end(context, cue, high)
                turn.frames.append((i + 1, end))
                if not (resumes or in_marks):
                    again = _resumed(context, end, high)
                    if again is None:
                        return turn
                    after = again
                start = i = after
                continue
        i += 1
    _add(turn, context, start, high)
    return turn


def _resumed(context: Context, end: int, high: int) -> int | None:
    """Where content goes on after more words of the author: «— A, — сказал он. Он устал. — B»."""
    tokens = context.tokens
    for i in range(end, min(high - 1, end + WINDOW)):
        if is_final(tokens[i]) and is_dash(tokens[i + 1]) and i + 2 < high:
            return i + 2 if tokens[i + 2].text[0].isupper() else None
    return None


def _nested(context: Context, i: int, low: int, in_marks: bool) -> bool:
    """Whether token `i` stands in quotation marks that open after `low`."""
    pair = context.pair_at[i]
    if in_marks or pair is None:
        return False
    return pair.start >= context.tokens[low].start


def frame_cue(context: Context, low: int, high: int) -> int | None:
    """The cue verb if the author's words begin at token `low`: «сказал он», «развёл руками врач»."""
    tokens = context.tokens
    if low >= high or not (
        tokens[low].text[0].islower() or context.name_at[low] is not None or _title(context, low)
    ):
        return None
    verbs_seen = 0
    for i in range(low, min(high, low + REACH)):
        token = tokens[i]
        if is_final(token) or is_dash(token) or token.text in (":", ";"):
            break
        speaks = context.cues[i] & SPEECH or _brings_words(context, i)
        if speaks and _third_person(context, i):
            return i if verbs_seen == 0 or i - low <= NEAR else None
        if token.tag.form == "Fin" or token.tag.form == "Inf":
            leads = token.tag.form == "Fin" and i - low <= LEAD and _is_somebody(context, low)
            if verbs_seen == 0 and leads and _third_person(context, i):
                return i  # «— Орлов уже достаёт карту. —»
            if (
                verbs_seen == 0
                and i - low <= 1
                and _third_person(context, i)
                and _subject_follows(context, i, high)
            ):
                return i
            verbs_seen += 1
        if token.text == "," and verbs_seen:
            break
    return None


def _brings_words(context: Context, i: int) -> bool:
    """Whether a verb that says nothing by itself relays somebody's words: «приводит слова директора»."""
    if fold(context.tokens[i].lemma) not in BRINGING:
        return False
    return any(fold(token.text) in WORDS for token in context.tokens[i + 1 : i + 1 + NEAR])


def _is_somebody(context: Context, i: int) -> bool:
    """Whether a person's name or «он» in the nominative begins here."""
    token, name = context.tokens[i], context.name_at[i]
    if token.tag.case != "Nom":
        return False
    return (name is not None and name.type == "person") or token.text.lower() in ("он", "она")


def _is_actor(context: Context, i: int) -> bool:
    """Whether a noun for a person in the nominative stands here: «, — посол загнул палец. —»."""
    tag = context.tokens[i].tag if i < len(context.tokens) else None
    return tag is not None and (tag.pos, tag.case, tag.animacy) == ("NOUN", "Nom", "Anim")


def _gesture(context: Context, low: int, high: int) -> int | None:
    """The verb of a short clause between dashes on what the speaker does: «— боцман видит всё. —»."""
    tokens = context.tokens
    if low >= high or not (tokens[low].text[0].islower() or context.name_at[low] is not None):
        return None
    verb = None
    for i in range(low, min(high, low + REACH)):
        if is_dash(tokens[i]):
            return verb if tokens[i - 1].text in (".", ":") else None
        if tokens[i].tag.form == "Fin" and verb is None:
            if not _third_person(context, i):
                return None
            verb = i
    return None


def _title(context: Context, low: int) -> bool:
    return context.role_at[low] is not None


def _third_person(context: Context, i: int) -> bool:
    """Whether a verb may tell that somebody spoke: «сказал», «говорит», the author's «спрашиваю»."""
    tag = context.tokens[i].tag
    return (
        (tag.form in ("Fin", "Conv", "") and tag.person not in ("1", "2") and tag.mood != "Imp")
        or tag.variant == "Short"
        or tag.person == "1"
    )


def _subject_follows(context: Context, verb: int, high: int) -> bool:
    """Whether the verb's subject, a person, comes right after it: «вздыхает сосед», «развёл руками он»."""
    tokens = context.tokens
    for i in range(verb + 1, min(high, verb + 9)):
        token = tokens[i]
        if token.text in (",", ".", ":") or is_dash(token):
            break
        name = context.name_at[i]
        if name is not None and name.type == "person":
            return True
        tag = token.tag
        if tag.case == "Nom" and (
            tag.animacy == "Anim" or (tag.pos == "PRON" and token.text.lower() in ACTORS)
        ):
            return tag.number == tokens[verb].tag.number or not tag.number
    return False


def _frame_end(context: Context, cue: int, high: int) -> tuple[int, int, bool]:
    """Where the author's words end, where content may go on, and whether a mark says that it does."""
    tokens = context.tokens
    depth = 0  # of brackets: «— A, — сказал X (премьеру отложили: занавес не готов)»
    for i in range(cue + 1, min(high, cue + WINDOW)):
        depth += {"(": 1, ")": -1}.get(tokens[i].text, 0)
        if depth > 0:
            continue
        if is_dash(tokens[i]) and tokens[i - 1].text in AFTER_FRAME:
            return i - 1, i + 1, True
        if tokens[i].text == ":" and i + 1 < high and not is_dash(tokens[i + 1]):
            return i, i + 1, True
        if is_final(tokens[i]) and i + 1 < high and tokens[i].sentence != tokens[i + 1].sentence:
            dash = is_dash(tokens[i + 1])
            return i, i + 1 + dash, dash
    return high, high, False


def _add(turn: Turn, context: Context, start: int, end: int) -> None:
    """Add a content segment without the comma and dash at its end."""
    tokens = context.tokens
    while end > start and (tokens[end - 1].text == "," or is_dash(tokens[end - 1])):
        end -= 1
    while start < end and (is_dash(tokens[start]) or tokens[start].text == ","):
        start += 1
    if start < end:
        turn.segments.append((start, end))
