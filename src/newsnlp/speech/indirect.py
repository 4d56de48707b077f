"""Indirect and mixed speech: «заявил, что …», «по словам X, …», «…, считает X», «призвал прекратить …»."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from newsnlp.document import Report, Span, Token
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.schema import QuoteKind
from newsnlp.speech.clauses import (
    CONJUNCTIONS,
    INSERTED,
    content_end,
    inserted_cue,
    is_fragment,
    is_frame,
    is_result,
    kind_of,
    reports,
    takes_clause,
    trim_left,
    trim_right,
)
from newsnlp.speech.context import Context, is_dash, is_finite
from newsnlp.speech.cues import ASK, CALL, PO, SAY, SOGLASNO, SPEECH, STATE, THAT, THINK, URGE, noun_classes
from newsnlp.speech.frames import (
    Frame,
    find_cited,
    find_owner,
    find_subject,
    framed,
    read_frame,
    with_medium,
)
from newsnlp.speech.marked import has_predicate
from newsnlp.speech.media import find_via, is_source
from newsnlp.speech.phrases import is_nominal, phrase, source_span

REACH = 25
COMMAS = 3  # behind a colon at which a frame of its own may be inserted
OPENING = 4  # tokens from a colon to a verb that reports on its own
NOTHING = frozenset({"ничего", "никого", "никому", "никуда"})  # before «не» and an infinitive
SUBORDINATING = frozenset(
    {"который", "кто", "что", "чей", "какой", "где", "когда", "куда", "откуда", "как", "сколько", "почему"}
)
WINDOW = 300  # tokens on either side of a cue: what is longer is no sentence, and cost stays linear


def find_indirect(context: Context, taken: list[bool]) -> Iterator[Report]:
    """The indirect and mixed speech outside the tokens that direct speech has taken."""
    for block, (low, high) in zip(context.document.blocks, context.blocks, strict=True):
        if block.kind not in ("paragraph", "headline"):
            continue
        start = low
        while start < high:
            last = context.sentence_range(start)[1]
            yield from _sentence(context, taken, start, min(last, high))
            start = max(last, start + 1)


def _sentence(context: Context, taken: list[bool], low: int, high: int) -> Iterator[Report]:
    for i in range(low, high):
        if taken[i] or not (context.cues[i] or context.tokens[i].tag.pos == "NOUN"):
            continue
        first, last = max(low, i - WINDOW), min(high, i + WINDOW)
        for finder in (_by_noun, _inserted, _that, _infinitive, _after_colon, _called, _noun_that):
            report = finder(context, i, first, last, taken)
            if report is not None:
                yield report
                break


def _report(
    context: Context, segments: list[tuple[int, int]], pattern: str, cue: int, frame: Frame, confidence: float
) -> Report | None:
    """The report, if its content has words; mixed if it holds somebody's own words in marks."""
    spans = []
    kinds = set()
    for start, end in segments:
        start = trim_left(context, start, end)
        end = _with_closing(context, start, trim_right(context, start, end))
        if start < end and any(t.text[0].isalnum() for t in context.tokens[start:end]):
            spans.append(context.span(start, end))
            kinds.add(kind_of(context, start, end))
    if not spans:
        return None
    token, start, end = context.tokens[cue], spans[0].start, spans[-1].end
    stretch = Span(min(start, token.start), max(end, token.end))
    kind: QuoteKind = "mixed" if "mixed" in kinds else "indirect"
    report = Report(kind, start, end, tuple(spans), pattern, stretch, confidence=confidence)
    return framed(context, report, cue, frame)


def _with_closing(context: Context, start: int, end: int) -> int:
    """The end with the mark that closes what the first token opens: «призвала «не молчать»»."""
    pair, tokens = context.pair_at[start], context.tokens
    if pair is None or pair.start != tokens[start].start or end >= len(tokens):
        return end
    return end + 1 if tokens[end].end == pair.end else end


def _that(context: Context, cue: int, low: int, high: int, taken: list[bool]) -> Report | None:
    """X заявил, что A."""
    classes = context.cues[cue]
    if not classes & SPEECH or not reports(context, cue):
        return None
    join = _conjunction(context, cue, high, taken, questions=SAY in classes and THINK not in classes)
    if join is None:
        return None
    context.parse()
    asks = ASK in classes and fold(context.tokens[join].text) == "что"  # «спросил, что будет»
    start = join + 1 if fold(context.tokens[join].text) in CONJUNCTIONS and not asks else join
    end = content_end(context, cue, start, _stop(taken, start, high))
    if end - start < 2 and not has_predicate(context, start, end):
        return None
    frame = read_frame(context, cue, low, join)
    return _report(context, [(start, end)], "that-clause", cue, frame, 0.88)


def _conjunction(context: Context, cue: int, high: int, taken: list[bool], *, questions: bool) -> int | None:
    """The conjunction that opens the content clause of the cue."""
    tokens = context.tokens
    for i in range(cue + 1, min(high, cue + REACH)):
        if taken[i] or tokens[i].text in (":", ";"):
            return None
        word = fold(tokens[i].text)
        comma = tokens[i - 1].text in (",", ":") or fold(tokens[i - 1].text) in (
            "лишь",
            "только",
            "буквально",
        )
        if comma and is_result(context, i):
            return None
        if word in CONJUNCTIONS and comma and context.pair_at[i] is context.pair_at[cue]:
            return i
        if questions and comma and i == cue + 2 and word in column("question_words"):
            return i
        if context.cues[i] & (SPEECH - {STATE}) or (
            tokens[i].tag.form == "Fin" and not _relative(context, cue, i)
        ):
            return None
    return None


def _relative(context: Context, cue: int, verb: int) -> bool:
    """Whether the verb stands in a relative clause between the cue and its conjunction."""
    return any(fold(t.lemma) == "который" for t in context.tokens[cue + 1 : verb])


def _stop(taken: list[bool], start: int, high: int) -> int:
    """The first taken token from `start` on."""
    i = start
    while i < high and not taken[i]:
        i += 1
    return i


def _infinitive(context: Context, cue: int, low: int, high: int, taken: list[bool]) -> Report | None:
    """X призвал прекратить A."""
    if URGE not in context.cues[cue] or not reports(context, cue):
        return None
    context.parse()
    tokens = context.tokens
    if tokens[cue].tag.form == "Part" and tokens[cue].tag.voice == "Pass":
        return None
    for i in range(cue + 1, min(high, cue + 14)):
        if taken[i] or tokens[i].text in (":", ";") or tokens[i].tag.form == "Fin" or is_dash(tokens[i]):
            return None
        if tokens[i].tag.form == "Inf":
            if tokens[i].head != cue and tokens[i].rel not in ("xcomp", "ccomp", "obj", "csubj"):
                return None
            start = i
            while start - 1 > cue and (
                (tokens[start - 1].tag.pos in ("ADV", "PART") and tokens[start - 1].head == i)
                or fold(tokens[start - 1].text) in NOTHING
            ):
                start -= 1
            stop = _stop(taken, start, high)
            if tokens[cue].tag.form == "Part":  # «попросивший не называть имени, считает …»
                stop = next((k for k in range(start, stop) if tokens[k].text == ","), stop)
            end = content_end(context, cue, start, _without_verbs(context, start, stop))
            frame = read_frame(context, cue, low, start)
            return _report(context, [(start, end)], "infinitive", cue, frame, 0.75)
    return None


def _without_verbs(context: Context, start: int, high: int) -> int:
    """Where an infinitive's clause ends at the latest: before a finite verb that nothing subordinates.

    «предложил закрыть мост, но поддержки не нашёл», «попросил подождать и вернулся к гостям».
    """
    tokens = context.tokens
    edge, subordinate = start, False
    for i in range(start + 1, high):
        token = tokens[i]
        if context.pair_at[i] is not None and context.pair_at[i] is not context.pair_at[start]:
            edge = i + 1
            continue
        if token.text == ":" and not tokens[i - 1].text.isdigit():  # «в 6:40»
            # what explains the request is part of it, if it is not retold: «: денег, по его словам, нет»
            return i if _is_told_anew(context, i + 1, high) else high
        if token.text in (",", ";") or is_dash(token):
            edge, subordinate = i, False
        elif token.tag.pos == "CCONJ" and not subordinate:
            edge = i if tokens[i - 1].text != "," else i - 1
        elif token.tag.pos == "SCONJ" or fold(token.lemma) in SUBORDINATING:
            subordinate = True
        elif token.tag.form == "Fin" and not subordinate and edge > start:
            return edge
    return high


def _after_colon(context: Context, cue: int, low: int, high: int, taken: list[bool]) -> Report | None:
    """X сообщил: A — without marks, in one sentence."""
    if not context.cues[cue] & {SAY, THINK, STATE} or not reports(context, cue):
        return None
    tokens = context.tokens
    for i in range(cue + 1, min(high, cue + REACH)):
        if taken[i]:
            return None
        if tokens[i].text == ":" and i + 1 < high:
            if context.pair_at[i + 1] is not None or taken[i + 1]:
                return None
            if not (has_predicate(context, i + 1, high) or _is_nominal_clause(context, i + 1, high)):
                return None
            if _is_retold(context, i + 1, high) or _has_insertion(context, i + 1, high):
                return None
            start = _behind_opinion(context, i + 1, high)
            end = content_end(context, cue, start, _stop(taken, start, high))
            if end < high and tokens[end].text == "," and not has_predicate(context, start, end):
                return None  # «он предостерёг от выводов: год, напомнил он, был сухим»
            return _report(context, [(start, end)], "colon", cue, read_frame(context, cue, low, i), 0.7)
        if tokens[i].tag.form == "Fin" and tokens[i - 1].text == ",":
            return None
    return None


def _has_insertion(context: Context, low: int, high: int) -> bool:
    """Whether «по словам X» stands inside: then the frame is that."""
    tokens = context.tokens
    for i in range(low + 1, high - 2):
        if tokens[i].text == "," and fold(tokens[i + 1].text) == "по":
            nouns = (noun_classes(token) for token in tokens[i + 2 : i + 4])
            if any(PO in classes for classes in nouns):
                return True
    return False


def _is_told_anew(context: Context, low: int, high: int) -> bool:
    """Whether a clause has a frame of its own: «: по его словам, …», «: у города, говорит она, …»."""
    if _has_insertion(context, low, high) or _opens_by_noun(context, low, high):
        return True
    commas = (i for i in range(low + 1, high) if context.tokens[i].text == "," and context.pair_at[i] is None)
    return any(inserted_cue(context, i + 1, high) is not None for i in islice(commas, COMMAS))


def _opens_by_noun(context: Context, low: int, high: int) -> bool:
    """Whether «по его мнению» stands at token `low`."""
    words = context.tokens[low : min(high, low + OPENING)]
    return bool(words) and fold(words[0].text) == "по" and any(PO in noun_classes(word) for word in words)


def _is_nominal_clause(context: Context, low: int, high: int) -> bool:
    """Whether a clause has no verb: «состояние — тяжёлое», «пострадавших четверо»."""
    tokens = context.tokens
    for i in range(low + 1, high - 1):
        before, after = tokens[i - 1].tag, tokens[i + 1].tag
        if is_dash(tokens[i]) and "Nom" in (before.case, after.case):
            return True
    counted = [t for t in tokens[low:high] if t.is_word or t.text[0].isdigit()][:2]
    return len(counted) == 2 and counted[0].tag.case == "Gen" and counted[1].tag.pos == "NUM"


def _behind_opinion(context: Context, start: int, high: int) -> int:
    """Where the content begins behind «по её мнению,»."""
    tokens = context.tokens
    comma = next((i for i in range(start, min(high, start + OPENING)) if tokens[i].text == ","), start)
    return comma + 1 if _opens_by_noun(context, start, comma) else start


def _is_retold(context: Context, start: int, high: int) -> bool:
    """Whether a report of its own follows the colon: «предложил договор: он заявил, что …»."""
    opening = range(start, min(high, start + OPENING))
    verb = next((i for i in opening if context.tokens[i].tag.form == "Fin"), None)
    return verb is not None and bool(context.cues[verb] & SPEECH) and takes_clause(context, verb, high)


def _inserted(context: Context, cue: int, low: int, high: int, taken: list[bool]) -> Report | None:
    """A, считает X; A, вспоминает он, B; как сообщил X, A."""
    tokens = context.tokens
    advises = not context.cues[cue] & INSERTED and _advises(context, cue, high)
    if not (context.cues[cue] & INSERTED or advises) or not reports(context, cue):
        return None
    start = cue
    while (
        start > low
        and tokens[start - 1].text not in (",", ";", ":", "(")
        and cue - start < 4
        and not taken[start - 1]
    ):
        start -= 1
    if start > low and tokens[start - 1].text not in (",", "(") and not is_dash(tokens[start - 1]):
        return None
    as_clause = fold(tokens[start].text) == "как" or (
        start + 1 < cue
        and fold(tokens[start + 1].text) == "как"
        and tokens[start].tag.pos in ("CCONJ", "PART", "ADV")
    )
    if start == low and not as_clause:
        return None
    if advises and start != cue:
        return None
    if not (as_clause or advises) and inserted_cue(context, start, high) != cue:
        return None
    if as_clause and takes_clause(context, cue, high):
        return None
    context.parse()
    end = _insertion_end(context, cue, high, leading=as_clause and start == low)
    frame = read_frame(context, cue, start, end)
    if advises and frame.source is None:
        return None
    left = (_left_start(context, low, start, taken, frame), max(low, start - 1))
    right = (min(end + 1, high), _stop(taken, min(end + 1, high), high))
    has_left = left[0] < left[1] and (has_predicate(context, *left) or left[1] - left[0] > 4)
    has_right = right[0] < right[1] and tokens[end].text == "," if end < high else False
    if has_right and left[0] < left[1] and not (as_clause and start == low):
        cut = (as_clause or _is_predicate(context, *right)) and not has_predicate(context, *left)
        if not cut and not _continues(context, right):  # «Тот, как утверждает министр, пообещал …» is cut
            has_right = False
        else:
            has_left = True
    if has_left and has_right and _dependent(context, left, start):
        has_left = False
    segments = [part for part, there in ((left, has_left), (right, has_right)) if there]
    if not segments or is_frame(context, *segments[0]):
        return None
    if not (as_clause or has_predicate(context, *segments[0])) and _is_thing(context, frame.subject):
        return None  # «В пользу версии, пишут они, говорят кости»
    segments[-1] = (segments[-1][0], content_end(context, cue, *segments[-1]))
    pattern, confidence = ("as-clause", 0.85) if as_clause else ("inserted frame", 0.88)
    return _report(context, segments, pattern, cue, frame, confidence)


def _is_predicate(context: Context, verb: int, high: int) -> bool:
    """Whether a verb behind an inserted frame is what the clause says: no other frame begins with it."""
    if not is_finite(context.tokens[verb]):
        return False
    return not context.cues[verb] & INSERTED or _is_thing(context, find_subject(context, verb, verb, high))


def _is_thing(context: Context, subject: int | None) -> bool:
    """Whether a subject is a thing that says nothing."""
    if subject is None or context.name_at[subject] is not None:
        return False
    token = context.tokens[subject]
    lemma = fold(token.lemma)
    speaks = lemma in column("speaking_bodies") or lemma in column("speaking_documents")
    return token.tag.pos == "NOUN" and token.tag.animacy == "Inan" and not (speaks or is_source(token))


def _advises(context: Context, cue: int, high: int) -> bool:
    """Whether a verb of asking has a subject behind it and no infinitive: «…, советуют врачи, …»."""
    if URGE not in context.cues[cue]:
        return False
    tokens = context.tokens
    end = next((i for i in range(cue + 1, high) if not tokens[i].is_word), high)
    return cue + 1 < end and not any(token.tag.form == "Inf" for token in tokens[cue + 1 : end])


def _left_start(context: Context, low: int, start: int, taken: list[bool], frame: Frame) -> int:
    """Where the content before an inserted frame begins: after what is taken, and after a finished quote.

    Also behind the colon of a clause about the speaker, whom the frame takes up: «Орлов осторожнее: денег, по
    его словам, нет».
    """
    tokens = context.tokens
    source = tokens[context.index(frame.source.start)] if frame.source is not None else None
    taken_up = source is not None and context.name_at[source.i] is None
    several = source is not None and fold(source.text) in ("их", "они")
    i = start - 1
    while i > low and not taken[i - 1]:
        if tokens[i - 1].text == ";":
            break
        if (
            tokens[i - 1].text == ":"
            and taken_up
            and any(_is_somebody(context, k, several) for k in range(low, i - 1))
        ):
            break
        i -= 1
    return i


def _is_somebody(context: Context, i: int, several: bool) -> bool:
    """Whether the token is a subject by which the text means a person: a name, «он», «она».

    `several`: by which it means people, «женщины», «они».
    """
    token = context.tokens[i]
    name = context.name_at[i]
    if several:
        people = token.tag.animacy == "Anim" or fold(token.text) == "они"
        return people and (token.tag.number, token.tag.case) == ("Plur", "Nom")
    person = (name is not None and name.type == "person") or fold(token.text) in ("он", "она")
    return person and token.tag.case == "Nom"


def _continues(context: Context, right: tuple[int, int]) -> bool:
    """Whether what follows the inserted frame belongs to the content, not to the frame."""
    word = fold(context.tokens[right[0]].lemma)
    if word in ("который", "где", "когда") or context.tokens[right[0]].tag.form in ("Conv", "Part"):
        return False
    if word in ("а", "но", "однако", "передавать", "сообщать"):
        return False
    return not context.cues[right[0]] & INSERTED


def _insertion_end(context: Context, cue: int, high: int, *, leading: bool) -> int:
    """The comma that closes an inserted frame, or the end of the sentence.

    `leading`: the frame stands first, so that a clause about the speaker belongs to it: «Как рассказал
    источник, близкий к компании, …».
    """
    tokens = context.tokens
    for i in range(cue + 1, high):
        if tokens[i].text in (",", ";") and context.pair_at[i] is None:
            attribute = _attribute_end(context, i, high, ("Nom",)) if leading else None
            if attribute is not None:
                return attribute
            if _apposition(context, i, high) or (
                i + 1 < high and fold(tokens[i + 1].text) in ("ссылаясь", "со")
            ):
                continue
            return i
        if tokens[i].text == ")" and tokens[i].head >= 0:
            continue
        if is_dash(tokens[i]) and i > cue + 1:
            return i
    return high


def _apposition(context: Context, comma: int, high: int) -> bool:
    """Whether a role after the comma explains the name before it: «сообщил Иванов, директор школы»."""
    i = comma + 1
    if i >= high:
        return False
    name, noun, before = context.name_at[i], context.tokens[comma - 1], context.name_at[comma - 1]
    if context.role_at[i] is not None and before is not None:
        return before.type == "person"
    if context.role_at[i] is not None:
        return context.role_at[comma - 1] is not None and _is_closed(context, i, high)
    if name is None:
        return False
    if context.role_at[comma - 1] is not None:
        return name.type == "person"
    return name.type == "organization" and noun.tag.animacy == "Anim"  # «по данным подрядчика, ООО «Мост»,»


def _is_closed(context: Context, i: int, high: int) -> bool:
    """Whether a comma follows a role with its holder: «сообщил глава фонда, доктор наук Иванов, …»."""
    role = context.role_at[i]
    end = role.last if role is not None else i
    name = context.name_at[end] if end < high else None
    end = name.last if name is not None else end
    return end < high and context.tokens[end].text == ","


def _by_noun(context: Context, noun: int, low: int, high: int, taken: list[bool]) -> Report | None:
    """По словам X, A; A, по данным X, B; согласно отчёту X, A."""
    tokens = context.tokens
    token = tokens[noun]
    if token.tag.pos != "NOUN" or token.tag.case not in ("Dat", "Gen"):
        return None
    preposition = _preposition(context, noun, low)
    if preposition is None:
        return None
    classes = noun_classes(token)
    wanted = {"по": PO, "согласно": SOGLASNO, "со": PO}[fold(tokens[preposition].text)]
    if wanted not in classes:
        return None
    context.parse()
    holder = find_owner(context, noun, preposition, high)
    edge = noun + 1
    source = None
    if holder is not None:
        source = source_span(context, holder, preposition, high)
        edge = max(
            edge, context.index(source.end), phrase(context, holder, noun, high)[1] if holder > noun else edge
        )
    end = edge
    while (
        end < high
        and end - edge < 15
        and tokens[end].text not in (",", ";", ":")
        and not is_finite(tokens[end])
        and not is_dash(tokens[end])
    ):
        end += 1
    clause = _attribute_end(context, end, high)
    if clause is not None:
        end = clause
    elif end < high and tokens[end].text != ",":
        end = edge  # no comma closes the frame
    elif end < high and _apposition(context, end, high):
        again = next((k for k in range(end + 1, min(high, end + 20)) if tokens[k].text == ","), None)
        end = again if again is not None else end
    outlet = find_via(context, noun, preposition, min(end, high), holder)
    frame = with_medium(context, holder, outlet, preposition, high)
    cited = find_cited(context, noun, preposition, min(end, high))
    if cited is not None and frame.source is not None and frame.via is None:
        frame = Frame(source_span(context, cited, cited, high), frame.source, cited)
    before = _left_start(context, low, preposition, taken, frame) if preposition > low else low
    left = (before, preposition)
    right = (min(end, high), _stop(taken, min(end, high), high))
    words_left = sum(t.is_word for t in tokens[left[0] : left[1]])
    has_left = words_left > 1 or (words_left == 1 and _may_be_said(tokens[left[0]]))
    has_right = right[1] - right[0] > 1
    announced = (
        preposition > low and tokens[preposition - 1].text == ":"
    )  # «Высказался и Лыков: по его мнению, …»
    if has_left and has_right and (announced or _dependent(context, left, preposition)):
        has_left = False
    segments = [part for part, there in ((left, has_left), (right, has_right)) if there]
    if not segments or not any(has_predicate(context, *part) or part[1] - part[0] > 3 for part in segments):
        return None
    segments[-1] = (segments[-1][0], content_end(context, noun, *segments[-1]))
    return _report(context, segments, "according to", noun, frame, 0.88)


def _may_be_said(token: Token) -> bool:
    """Whether one word before a frame is the subject of what is said: «Собаки, по словам …», «Второй, …»."""
    return token.tag.pos in ("NOUN", "PROPN", "PRON") or (
        token.tag.pos in ("ADJ", "NUM", "DET") and token.tag.case == "Nom"
    )


def _attribute_end(
    context: Context, comma: int, high: int, cases: tuple[str, ...] = ("Gen", "Dat", "Ins")
) -> int | None:
    """The comma that closes a clause about the holder: «по словам людей, которые были с ним, …»."""
    tokens = context.tokens
    if comma + 2 >= high or tokens[comma].text != ",":
        return None
    first = tokens[comma + 1]
    relative = fold(first.lemma) == "который"
    kinds = {parse.tag.POS for parse in first.morphology.parses(first.text)}
    close = "ADJF" in kinds and tokens[comma + 2].tag.pos == "ADP"  # «близкий к компании»
    if not relative and not (first.tag.case in cases and ("PRTF" in kinds or close)):
        return None
    verb = relative
    for i in range(comma + 2, min(high, comma + REACH)):
        verb = verb and not is_finite(tokens[i])
        if tokens[i].text == "," and context.pair_at[i] is None and not verb:
            return i
    return None


def _dependent(context: Context, left: tuple[int, int], preposition: int) -> bool:
    """Whether only connectives stand before the frame: «но, по словам …», «при этом, …»."""
    tokens = context.tokens
    words = [t for t in tokens[left[0] : left[1]] if t.is_word]
    if all(
        t.tag.pos in ("CCONJ", "ADV", "PART", "ADP", "SCONJ")
        or fold(t.text) in ("этом", "время", "того", "очередь", "свою", "же", "тем")
        for t in words
    ):
        return True
    return fold(words[-1].text) in ("что", "а", "но", "и", "однако") if words else True


def _preposition(context: Context, noun: int, low: int) -> int | None:
    """The token «по», «согласно» or «со» that governs the noun."""
    for i in range(noun - 1, max(low, noun - 5) - 1, -1):
        text = fold(context.tokens[i].text)
        if text in ("по", "согласно"):
            return i
        if text == "со" and fold(context.tokens[noun].text) == "слов":
            return i
        if (
            context.tokens[i].tag.pos not in ("ADJ", "DET", "PRON", "ADV", "NUM")
            or context.tokens[i].text == ","
        ):
            return None
    return None


def _called(context: Context, cue: int, low: int, high: int, taken: list[bool]) -> Report | None:
    """X назвал A «B»; X заявил о «B»: the reporter's sentence with the speaker's words in marks."""
    classes = context.cues[cue]
    if (
        not classes & {CALL, SAY, THINK, URGE}
        or not reports(context, cue)
        or context.tokens[cue].tag.voice == "Pass"
    ):
        return None
    tokens = context.tokens
    last = None
    i = cue + 1
    while i < min(high, cue + 30):
        if (
            taken[i]
            or tokens[i].text == ";"
            or (i > cue + 1 and context.cues[i] & SPEECH and context.pair_at[i] is None and last is not None)
            or (tokens[i].tag.form == "Conv" and context.cues[i] & SPEECH and takes_clause(context, i, high))
        ):
            break
        pair = context.pair_at[i]
        if pair is not None:
            stop = context.index(pair.end)
            if pair.closed and stop <= high and is_fragment(context, pair):
                last = stop
            i = max(stop, i + 1)
            continue
        another = context.cues[i] & {CALL, SAY, THINK}  # «прокомментировал слова X, который назвал …»
        if tokens[i].tag.form == "Fin" and (another or not _relative(context, cue, i)):
            break
        i += 1
    if last is None or _explains_noun(context, cue, last):
        return None
    context.parse()
    subject = find_subject(context, cue, low, last)
    start = cue + 1
    if subject is not None and cue < subject < last:
        start = phrase(context, subject, cue + 1, last)[1]
        source = source_span(context, subject, low, last)
        start = max(start, context.index(source.end))
    while (
        start < last and tokens[start].tag.pos in ("ADV", "PART", "PUNCT") and context.pair_at[start] is None
    ):
        start += 1
    if start >= last:
        return None
    frame = read_frame(context, cue, low, last)
    if CALL not in classes and frame.source is None:
        return None
    return _report(context, [(start, last)], "fragment", cue, frame, 0.65)


def _explains_noun(context: Context, cue: int, high: int) -> bool:
    """Whether a noun before «что» has the content: «выразил сожаление, что …»."""
    tokens = context.tokens
    joins = (i for i in range(cue + 2, high) if fold(tokens[i].text) == "что" and tokens[i - 1].text == ",")
    return any(tokens[i - 2].tag.pos == "NOUN" and THAT in noun_classes(tokens[i - 2]) for i in joins)


def _noun_that(context: Context, noun: int, low: int, high: int, taken: list[bool]) -> Report | None:
    """X пришёл к выводу, что A; в заявлении о том, что A."""
    tokens = context.tokens
    if tokens[noun].tag.pos != "NOUN" or noun + 2 >= high:
        return None
    join = next(
        (
            i
            for i in range(noun + 2, min(high, noun + 5))
            if fold(tokens[i].text) == "что" and tokens[i - 1].text == ","
        ),
        None,
    )
    if join is None or taken[join] or THAT not in noun_classes(tokens[noun]):
        return None
    context.parse()
    verb = tokens[noun].head
    end = content_end(context, noun, join + 1, _stop(taken, join + 1, high))
    if low <= verb < high and is_finite(tokens[verb]):
        frame = read_frame(context, verb, low, join)
    else:
        holder = find_owner(context, noun, noun, join)
        frame = Frame(source_span(context, holder, low, join) if holder is not None else None)
    if frame.source is None:
        return None
    return _report(context, [(join + 1, end)], "noun with that-clause", noun, frame, 0.6)


def find_headlines(context: Context, taken: list[bool]) -> Iterator[Report]:
    """Путин: мост построят — a speaker, a colon and the words, at the start of a headline or paragraph."""
    tokens = context.tokens
    for block, (low, high) in zip(context.document.blocks, context.blocks, strict=True):
        if block.kind not in ("headline", "paragraph") or low >= high:
            continue
        limit = min(high - 1, low + (10 if block.kind == "headline" else 6))
        colon = next((i for i in range(low + 1, limit) if tokens[i].text == ":"), None)
        if colon is None or any(taken[low:high]) or any(is_finite(t) for t in tokens[low:colon]):
            continue
        head = next(
            (
                i
                for i in range(low, colon)
                if context.name_at[i] is not None or (is_nominal(tokens[i]) and tokens[i].tag.case == "Nom")
            ),
            None,
        )
        if head is None or not _can_speak(context, head) or not has_predicate(context, colon + 1, high):
            continue
        context.parse()
        end = trim_right(
            context, colon + 1, high if block.kind == "headline" else context.sentence_range(colon + 1)[1]
        )
        span = context.span(colon + 1, max(end, colon + 2))
        kind = kind_of(context, colon + 1, end)
        source = source_span(context, head, low, colon)
        yield Report(
            kind,
            span.start,
            span.end,
            (span,),
            "headline",
            Span(tokens[low].start, span.end),
            source=source,
            confidence=0.65,
        )


def _can_speak(context: Context, head: int) -> bool:
    name = context.name_at[head]
    if name is not None:
        return name.type in ("person", "organization")
    token = context.tokens[head]
    return (
        context.role_at[head] is not None
        or token.tag.animacy == "Anim"
        or fold(token.lemma) in column("speaking_bodies")
        or fold(token.text) in ("сми", "источник")
    )
