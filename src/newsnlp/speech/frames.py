"""The framing clause: who its subject is and which medium it names."""

from __future__ import annotations

from dataclasses import dataclass, replace

from newsnlp.document import Report, Span, Token
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.speech.context import Context, is_final
from newsnlp.speech.cues import SAY, STATE, THINK
from newsnlp.speech.phrases import is_nominal, phrase, source_span

RELATIVE = frozenset({"который", "кто"})
REACH = 25  # tokens from the cue to its subject
PASSIVE_TEXTS = ("в", "на")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a framing clause says about the speaker."""

    source: Span | None = None
    via: Span | None = None
    subject: int | None = None


def framed(context: Context, report: Report, cue: int, frame: Frame) -> Report:
    """The report with its cue, and with what the frame says about the speaker."""
    token = context.tokens[cue]
    return replace(
        report,
        cue=Span(token.start, token.end),
        cue_lemma=token.lemma,
        source=frame.source,
        via=frame.via,
    )


def read_frame(context: Context, cue: int, low: int, high: int) -> Frame:
    """The subject of the cue verb and the medium in the framing clause, tokens `low`..`high`."""
    context.parse(cue)
    subject = find_subject(context, cue, low, high)
    cited = find_cited(context, cue, low, high)
    if cited is not None and cited != subject:
        relay = source_span(context, subject, low, high) if subject is not None else None
        if relay is None or subject is None or not _is_person(context, subject):
            return Frame(source_span(context, cited, cited, high), relay, cited)
    if subject is None:
        subject = find_institution(context, cue, low, high)
    via = find_via(context, cue, low, high, subject)
    if subject is None:
        return Frame(None, via)
    source = source_span(context, subject, low, high)
    if via is None:
        return Frame(source, _own_medium(context, subject, source), subject)
    if source.covers(via) or via.covers(source):
        if source.start >= via.start:
            return Frame(source, None, subject)
        last = context.tokens[max(subject, context.index(via.start) - 1)]
        last = context.tokens[last.i - 1] if not last.is_word and last.i > subject else last
        source = Span(source.start, max(last.end, context.tokens[subject].end))
    return Frame(source, via, subject)


def _own_medium(context: Context, subject: int, source: Span) -> Span | None:
    """The medium whose source it is: «источник «Интерфакса»», «собеседник РБК»."""
    if fold(context.tokens[subject].lemma) not in ("источник", "собеседник"):
        return None
    following = context.index(context.tokens[subject].end)
    for i in range(following, min(following + 2, len(context.tokens))):
        name = context.name_at[i]
        if name is not None and name.type == "organization" and source.start < name.start < source.end:
            return Span(name.start, name.end)
    return None


def _is_person(context: Context, i: int) -> bool:
    name = context.name_at[i]
    return name.type == "person" if name is not None else context.tokens[i].tag.pos == "PRON"


def find_cited(context: Context, cue: int, low: int, high: int) -> int | None:
    """Whom a medium cites: «со ссылкой на X», «ссылаясь на X», «цитирует X», «приводит слова X»."""
    tokens = context.tokens
    for i in range(low, min(high, cue + REACH)):
        word = fold(tokens[i].text)
        cites = word == "ссылаясь" or (word == "ссылкой" and i > low and fold(tokens[i - 1].text) == "со")
        if cites and i + 2 < len(tokens) and fold(tokens[i + 1].text) == "на":
            return _governed(context, i + 1, min(len(tokens), i + 12))
    if fold(tokens[cue].lemma) in ("цитировать", "процитировать", "приводить", "привести"):
        return _object(context, cue, low, high)
    return None


def _object(context: Context, cue: int, low: int, high: int) -> int | None:
    """The person or body in the accusative, or in the genitive after «слова», beside a verb of citing."""
    tokens = context.tokens
    for i in range(low, high):
        if i == cue or (
            context.name_at[i] is not None and context.name_at[i] is context.name_at[i - 1] and i > low
        ):
            continue
        token = tokens[i]
        case = token.tag.case
        somebody = token.tag.animacy == "Anim" or context.name_at[i] is not None or token.tag.pos == "PRON"
        somebody = somebody or fold(token.lemma) in column("speaking_bodies")
        if case in ("Acc", "Gen") and somebody and is_nominal(token) and not _is_outlet(context, i):
            return i
    return None


def _is_outlet(context: Context, i: int) -> bool:
    name = context.name_at[i]
    return name is not None and name.type != "person" and is_medium(context, name.first, name.last)


def find_subject(context: Context, cue: int, low: int, high: int) -> int | None:
    """The token that heads the subject of the cue verb."""
    tokens = context.tokens
    verb = tokens[cue]
    if context.cues[cue] == {STATE} or (verb.tag.variant == "Short" and verb.tag.voice == "Pass"):
        return None  # what a passive is about does not speak
    if verb.tag.form == "Conv":
        return _shared_subject(context, cue)
    if verb.tag.form == "Part" and verb.tag.variant != "Short":
        return _modified(context, cue)
    scores = [
        (_subject_score(context, i, cue), i)
        for i in range(max(low, cue - REACH), min(high, cue + REACH))
        if i != cue
    ]
    score, best = max(scores, default=(0.0, -1), key=lambda pair: (pair[0], -abs(pair[1] - cue)))
    if score <= 0:
        return _shared_subject(context, cue) if verb.rel == "conj" else None
    name = context.name_at[best]
    if name is not None and name.type != "person":  # «сообщил «Спорту» источник»: the medium is the addressee
        people = [
            pair
            for pair in scores
            if pair[0] > 0 and pair[1] > best and tokens[pair[1]].tag.animacy == "Anim"
        ]
        if people and (context.pair_at[best] is not None or name.first == cue + 1):
            return max(people)[1]
    return best


def _shared_subject(context: Context, cue: int) -> int | None:
    """The subject of the verb that governs a gerund or a coordinated verb: «X уехал, заявив, что …»."""
    tokens = context.tokens
    first, last = context.sentence_range(cue)
    verb, steps = tokens[cue].head, 0
    while first <= verb < last and steps < 5:
        for i in range(first, last):
            if (
                tokens[i].head == verb
                and tokens[i].rel.startswith("nsubj")
                and _agrees(tokens[i], tokens[verb])
            ):
                return i
        verb, steps = tokens[verb].head, steps + 1
    return None


def _modified(context: Context, cue: int) -> int | None:
    """The noun that a participle modifies: «министр, заявивший, что …»."""
    head = context.tokens[cue].head
    return head if head >= 0 and is_nominal(context.tokens[head]) else None


def _subject_score(context: Context, i: int, cue: int) -> float:
    """How likely token `i` is the subject of the cue; 0 where it cannot be."""
    tokens = context.tokens
    token, verb = tokens[i], tokens[cue]
    by_syntax = token.rel.startswith("nsubj") and token.head == cue
    name = context.name_at[i]
    if not (is_nominal(token) or name is not None or fold(token.text) in RELATIVE or by_syntax):
        return 0.0
    if not (name is not None and i == name.first) and name is not None:
        return 0.0
    pair = context.pair_at[i]
    quoted = pair is not None and pair is not context.pair_at[cue]
    if quoted and pair is not None and not by_syntax and (name is None or name.start > pair.start + 2):
        return 0.0
    if (
        name is not None
        and name.type != "person"
        and i
        and fold(tokens[i - 1].text) in ("в", "на", "из", "от", "для", "по")
    ):
        return 0.0
    case = token.tag.case
    if case not in ("Nom", "") and not by_syntax and not (case == "Acc" and token.tag.animacy != "Anim"):
        return 0.0
    if token.tag.pos == "PRON" and case != "Nom" and fold(token.text) not in ("это", "кто"):
        return 0.0
    if fold(token.text) in ("это", "что", "об", "чем", "том", "все", "ничего", "то"):
        return 0.0
    if not _agrees(token, verb):
        return 0.0
    score = 0.0
    if by_syntax:
        score += 5
    if case == "Nom":
        score += 2
    if name is not None:
        score += 1 if name.type == "person" else 0.5
    if token.tag.animacy == "Anim" or token.tag.pos == "PRON":
        score += 1
    if token.rel in ("nmod", "obl", "obj", "iobj", "conj", "flat:name", "flat"):
        score -= 2
    low, high = min(i, cue) + 1, max(i, cue)
    barrier = sum(
        1 for j in range(low, high) if tokens[j].text in (",", ":", ";", "—", "–") or is_final(tokens[j])
    )
    verbs = sum(1 for j in range(low, high) if tokens[j].tag.form == "Fin")
    score -= 0.15 * (high - low) + (0.5 if by_syntax else 1.2) * barrier + (0.5 if by_syntax else 2) * verbs
    return score


def _agrees(noun: Token, verb: Token) -> bool:
    """Whether number (and in the past tense gender) let the noun be the subject of the verb."""
    a, b = noun.tag, verb.tag
    if b.person in ("1", "2") and a.pos != "PRON":
        return False
    if a.number and b.number and a.number != b.number:
        return noun.text.isupper() or a.pos in ("NUM",)
    if b.gender and a.gender and b.number == "Sing" and a.gender != b.gender:
        return a.pos == "PROPN" or noun.text.isupper() or a.animacy == "Anim"
    return True


def find_institution(context: Context, cue: int, low: int, high: int) -> int | None:
    """«сообщили в МВД», «говорится в заявлении компании»: the noun in the locative."""
    tokens = context.tokens
    verb = tokens[cue]
    impersonal = verb.tag.number == "Plur" or STATE in context.cues[cue] or verb.tag.variant == "Short"
    if not impersonal:
        return None
    best, distance = None, REACH
    for i in range(max(low, cue - REACH), min(high - 1, cue + REACH)):
        if fold(tokens[i].text) not in PASSIVE_TEXTS:
            continue
        noun = _governed(context, i, high)
        if noun is None or abs(noun - cue) >= distance:
            continue
        speaks = _institution(context, noun, high)
        if speaks is not None:
            best, distance = speaks, abs(noun - cue)
    return best


def _governed(context: Context, preposition: int, high: int) -> int | None:
    """The noun that a preposition governs."""
    tokens = context.tokens
    head = tokens[preposition].head
    if preposition < head < min(high, preposition + 8) and is_nominal(tokens[head]):
        return head
    for i in range(preposition + 1, min(high, preposition + 6)):
        if is_nominal(tokens[i]):
            return i
        if tokens[i].tag.pos not in ("ADJ", "DET", "PUNCT", "ADV", "NUM"):
            return None
    return None


def _institution(context: Context, noun: int, high: int) -> int | None:
    """The token that names who speaks in «в NOUN …»: the body itself, or the owner of a document."""
    token = context.tokens[noun]
    name = context.name_at[noun]
    if name is not None and name.type != "person":
        return noun
    lemma = fold(token.lemma)
    if lemma in column("speaking_documents"):
        return _owner(context, noun, high)
    if lemma in column("speaking_bodies") or (token.text.isupper() and len(token.text) > 1):
        return noun
    return None


def _owner(context: Context, noun: int, high: int) -> int | None:
    """Whose document it is: the genitive after «в сообщении»."""
    tokens = context.tokens
    noun = _site(context, noun, high)
    for i in range(noun + 1, min(high, noun + 6)):
        token = tokens[i]
        if is_nominal(token) or context.name_at[i] is not None:
            if token.tag.case in ("Gen", "") or context.name_at[i] is not None:
                return i
            return None
        if token.tag.pos not in ("ADJ", "DET") and token.text not in OPEN:
            return None
    return None


def _site(context: Context, noun: int, high: int) -> int:
    """The last word of «(в сообщении) на сайте», else the noun itself: whose site it is, speaks."""
    tokens = context.tokens
    if noun + 2 < high and fold(tokens[noun + 1].text) == "на":
        for i in range(noun + 2, min(high, noun + 4)):
            if fold(tokens[i].lemma) in ("сайт", "страница", "страничка", "портал"):
                return i
    return noun


OPEN = frozenset({"«", '"', "„", "“"})


def find_via(context: Context, cue: int, low: int, high: int, subject: int | None) -> Span | None:
    """The medium that received or relays the words: «заявил ТАСС», «в интервью газете X», «в эфире X»."""
    tokens = context.tokens
    for i in range(max(low, cue - REACH), min(high, cue + REACH)):
        if i == cue + 1 and context.cues[cue] & {SAY, THINK} and tokens[i].text != "СМИ":
            addressee = _addressee(context, i, subject)
            if addressee is not None:
                return addressee
        name = context.name_at[i]
        if name is not None and (i != name.first or name.type == "person"):
            continue
        if i == subject or (subject is not None and name is not None and name.first <= subject < name.last):
            continue
        if name is not None and _told_to(context, i, low):
            return Span(name.start, name.end)
        if name is None and _is_medium_noun(tokens[i]) and _told_to(context, i, low):
            return _medium_span(context, i, low, high)
    return None


def _is_medium_noun(token: Token) -> bool:
    return (
        token.tag.pos == "NOUN" and token.tag.number == "Sing" and fold(token.lemma) in column("media_nouns")
    )


def _told_to(context: Context, i: int, low: int) -> bool:
    """Whether the words were said to the medium at token `i`: a dative, or an occasion («в интервью»)."""
    tokens = context.tokens
    name = context.name_at[i]
    before = tokens[i - 1] if i > low else None
    word = fold(before.text) if before is not None else ""
    if _after_talk(context, i, low):
        return True
    if before is not None and before.tag.case == "Dat" and fold(before.lemma) in column("reporters"):
        return True
    if name is not None and not is_medium(context, name.first, name.last):
        return False
    if tokens[i].tag.case == "Dat" and word not in ("по", "к"):
        return True
    return word in ("в", "на") or (name is not None and tokens[i].text.isupper())


def _medium_span(context: Context, i: int, low: int, high: int) -> Span:
    """The medium's name, if its noun has one, else the noun phrase."""
    first, last = phrase(context, i, low, high)
    inner = next((name for name in context.name_at[first:last] if name is not None), None)
    if inner is not None and inner.type != "person":
        return Span(inner.start, inner.end)
    return context.span(first, last)


def _addressee(context: Context, i: int, subject: int | None) -> Span | None:
    """The medium in the dative straight after the cue: «рассказал «Спорту» тренер», «сообщила ТАСС мэр»."""
    pair, name = context.pair_at[i], context.name_at[i]
    if pair is not None and pair.start == context.tokens[i].start:
        inside = range(i + 1, context.index(pair.inner.end))
        if (
            0 < len(inside) <= 4
            and (subject is None or subject not in inside)
            and not is_speech(context, inside)
        ):
            return pair.inner
    if name is not None and name.type == "organization" and subject is not None:
        return Span(name.start, name.end)
    return None


def is_speech(context: Context, inside: range) -> bool:
    """Whether the words in marks are a clause and no name."""
    return (
        any(context.tokens[k].tag.form == "Fin" for k in inside)
        or context.tokens[inside[0]].text[0].islower()
    )


def _after_talk(context: Context, i: int, low: int) -> bool:
    """Whether «интервью», «беседе», «эфире» … stand shortly before token `i`."""
    talks = column("talks")
    return any(
        context.tokens[k].tag.pos == "NOUN" and fold(context.tokens[k].lemma) in talks
        for k in range(max(low, i - 5), i)
    )


def is_medium(context: Context, first: int, last: int) -> bool:
    """Whether the name of tokens `first`..`last` is that of a medium."""
    known = column("media")
    words = [fold(context.tokens[k].text).strip("«»\"'„“") for k in range(first, last)]
    if any(word in known for word in words) or " ".join(w for w in words if w) in known:
        return True
    return first > 0 and fold(context.tokens[first - 1].lemma) in column("media_nouns")
