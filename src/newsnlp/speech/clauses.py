"""Clauses of reported speech: what a cue takes, and content without what only leads to it."""

from __future__ import annotations

from unicodedata import category

from newsnlp.language.spelling import fold
from newsnlp.language.tags import Tag
from newsnlp.lexicon import column
from newsnlp.speech.context import Context, is_colon, is_dash, is_final, is_finite
from newsnlp.speech.cues import SAY, STATE, THINK

INSERTED = frozenset({SAY, THINK, STATE})
NEGATED = frozenset({"исключать", "исключить"})  # «мост закроют, не исключает мэр» tells that it may be so
LEADERS = 4  # words between the comma and the cue of an inserted frame: «, как вчера сообщил X»
LINK = 5  # words that link a sentence to the one before: «как бы то ни было»
QUESTION = 12  # tokens of «что делать с этим дальше»
MEASURES = frozenset({"так", "настолько", "столько"})
CONJUNCTIONS = frozenset({"что", "чтобы", "чтоб", "будто", "якобы"})
RELATIVES = frozenset({"который", "кто", "что", "чей", "где", "куда", "откуда", "когда", "как", "какой"})
FRAME = 25  # tokens at the beginning of a content that tell whether it is one
BARE_FRAME = 4  # words of a frame that stands alone
TAKES_UP = frozenset({"такой", "соответствующий"})  # «такой прогноз дал мэр»
GIVES = frozenset(
    {"дать", "давать", "сделать", "делать", "высказать", "выразить", "привести", "приводить", "озвучить"}
)


def is_result(context: Context, conjunction: int) -> bool:
    """Whether «что» tells what came of it: «кричал так, что пришлось отвести трубку»."""
    tokens = context.tokens
    before = tokens[conjunction - 2] if conjunction > 1 and tokens[conjunction - 1].text == "," else None
    return before is not None and fold(tokens[conjunction].text) == "что" and fold(before.text) in MEASURES


def asks_what(context: Context, i: int) -> bool:
    """Whether «что» asks, for an infinitive is all that is said of it: «рассказал, что делать»."""
    tokens = context.tokens
    if not 0 <= i < len(tokens) - 1 or fold(tokens[i].text) != "что" or tokens[i + 1].tag.form != "Inf":
        return False
    for token in tokens[i + 2 : i + 2 + QUESTION]:
        if not token.is_word and not token.text[0].isdigit():
            break
        if is_finite(token) or fold(token.text) in column("predicatives"):
            return False  # «что увольнять он никого не намерен»
    return True


def inserted_cue(context: Context, low: int, high: int) -> int | None:
    """The cue if a frame is inserted from token `low`, just after a comma: «, сообщил X», «, как пишет X»."""
    tokens = context.tokens
    for i in range(low, min(high, low + LEADERS)):
        token = tokens[i]
        if fold(token.lemma) == "который":
            return None  # «письмо, в котором он сообщил о переменах, …»
        if i == low and fold(token.text) == "не" and fold(tokens[i + 1].lemma) in NEGATED:
            continue
        if context.cues[i] & INSERTED and reports(context, i) and token.tag.form in ("Fin", ""):
            if token.tag.tense == "Fut" and i > low:
                return None  # «, он продолжит работу»
            if takes_clause(context, i, high):
                return None
            return i
        if token.tag.pos in ("ADV", "PART", "PRON", "PROPN", "NOUN", "ADP", "DET", "ADJ") or fold(
            token.text
        ) in ("как", "также", "тоже"):
            if (
                i == low
                and token.tag.pos in ("PRON", "DET")
                and fold(token.lemma) in ("который", "что", "кто", "чей")
            ):
                return None
            if (
                i > low
                or fold(token.text)
                in ("как", "также", "тоже", "в", "ранее", "ещё", "еще", "он", "она", "впрочем", "добавляет")
                or token.tag.pos in ("ADV", "PRON")
            ):
                continue
        return None
    return None


def shared_form(tag: Tag) -> tuple[str, str, str]:
    """What two verbs with one subject share."""
    return tag.tense, tag.number, tag.gender


def takes_clause(context: Context, cue: int, high: int) -> bool:
    """Whether a clause with «что» or a colon follows the cue in its own clause."""
    tokens = context.tokens
    for i in range(cue + 1, min(high, cue + 25)):
        if fold(tokens[i].text) in ("что", "чтобы", "будто", "якобы") and tokens[i - 1].text in (
            ",",
            "лишь",
            "только",
        ):
            return True
        if is_colon(tokens, i):
            return True
        if is_finite(tokens[i]) and tokens[i].tag.variant != "Short":
            return False
    return False


def reports(context: Context, cue: int) -> bool:
    """Whether the cue reports somebody's words: not «стоит отметить», «напомним», «признаёт ли»."""
    token = context.tokens[cue]
    tag = token.tag
    if tag.mood == "Imp" or tag.person in ("1", "2"):
        return False
    if cue + 1 < len(context.tokens) and fold(context.tokens[cue + 1].text) == "ли":
        return False
    if tag.form == "Inf":
        modals = column("author_modals")
        return not any(fold(t.text) in modals for t in context.tokens[max(0, cue - 4) : cue])
    return True


def trim_right(context: Context, start: int, end: int) -> int:
    """The end without punctuation that does not close anything opened inside."""
    tokens = context.tokens
    while end > start and not tokens[end - 1].text[-1].isalnum():
        pair = context.pair_at[end - 1]
        if pair is not None and pair.start >= tokens[start].start and pair.end <= tokens[end - 1].end:
            break
        opens = pair is not None and pair.start == tokens[end - 1].start and end - 1 > start
        if tokens[end - 1].text in (")", "%", "₽", "$", "€") or not (
            opens
            or is_final(tokens[end - 1])
            or is_dash(tokens[end - 1])
            or tokens[end - 1].text in ",;:»\"'“”("
        ):
            break
        end -= 1
    return end


def trim_left(context: Context, start: int, end: int) -> int:
    """The start without dashes, bullets, stray marks, «о том, что», «при этом»; with the mark before it."""
    tokens = context.tokens
    while start < end and (
        tokens[start].text in (",", ":", ";", ".", "•", "·", "*")
        or is_dash(tokens[start])
        or category(tokens[start].text[0]) == "So"
        or _closing(context, start)
    ):
        start += 1
    for that in (start + 1, start + 2):  # «о | том, что», «внимание на | то, что»
        announced = that + 3 < end and fold(tokens[that].text) in ("то", "том", "тем", "того")
        announced = announced and tokens[start].tag.form != "Inf"  # «(призвал) следить за тем, что»
        joined = announced and tokens[that + 1].text == "," and fold(tokens[that + 2].text) == "что"
        if joined and not asks_what(context, that + 2):
            start = that + 3
            break
    start = _behind_link(context, _behind_that(context, start, end), end)
    pair = context.pair_at[start] if start < end else None
    if (
        pair is not None
        and start > 0
        and tokens[start - 1].start == pair.start
        and pair.end <= tokens[end - 1].end + 1
    ):
        start -= 1
    return start


def _behind_that(context: Context, start: int, end: int) -> int:
    """The start without «то, что», if all is its clause: «То, что | мост закроют, подтвердили в мэрии»."""
    words = [fold(token.text) for token in context.tokens[start:end]]
    return start + 3 if words[:3] == ["то", ",", "что"] and "," not in words[3:] else start


def _behind_link(context: Context, start: int, end: int) -> int:
    """The start without what links a sentence to the one before: «Тем не менее мост, по словам мэра, …»."""
    if start >= end or start != context.sentence_range(start)[0]:
        return start
    words = [fold(token.text) for token in context.tokens[start : min(end, start + LINK)]]
    links = (n for n in range(len(words), 1, -1) if " ".join(words[:n]) in column("sentence_links"))
    behind = start + next(links, 0)
    comma = start < behind < end and context.tokens[behind].text == ","
    return behind + comma


def _closing(context: Context, i: int) -> bool:
    """Whether token `i` closes a pair that opens before it."""
    pair = context.pair_at[i]
    return pair is not None and pair.closed and pair.end == context.tokens[i].end


def is_frame(context: Context, low: int, high: int) -> bool:
    """Whether the words only say that somebody spoke: «Об этом сообщил мэр, передаёт Интерфакс».

    Also «Такой прогноз дал мэр».
    """
    words = [token for token in context.tokens[low : min(high, low + FRAME)] if token.is_word]
    if len(words) < 2 or any(fold(word.text) in CONJUNCTIONS for word in words):
        return False
    last = words[-1]
    if SAY in context.cues[last.i] and last.tag.form == "Fin" and len(words) <= BARE_FRAME:
        return True  # «(пишет, что) Олег Ивин заявил»
    about = fold(words[0].text) in ("об", "обо") and fold(words[1].text) == "этом"
    about = about or (
        fold(words[0].text) in ("о", "об", "обо") and SAY in context.cues[last.i] and last.tag.form == "Fin"
    )  # «О закрытии моста сообщает»
    about = about or (
        fold(words[0].lemma) in TAKES_UP and any(fold(word.lemma) in GIVES for word in words[2:3])
    )
    return about or (SAY in context.cues[words[0].i] and words[0].tag.form == "Fin")
