"""Where the content of retold speech ends: «X заявил, что A, | призвал ждать и сообщил, что B»."""

from __future__ import annotations

from itertools import pairwise

from newsnlp.document import Token
from newsnlp.language.spelling import fold
from newsnlp.language.tags import Tag
from newsnlp.speech.clauses import (
    FRAME,
    INSERTED,
    LEADERS,
    LINK,
    RELATIVES,
    inserted_cue,
    shared_form,
    takes_clause,
    trim_right,
)
from newsnlp.speech.context import Context, is_finite
from newsnlp.speech.cues import PO, noun_classes

ROW = 40  # tokens from a verb in a row to the last of the row
ANEW = 2  # words from «по» to its noun: «по его словам»
WITHHELD = frozenset(  # with «не»: what who speaks leaves open
    {"уточнять", "уточнить", "раскрывать", "раскрыть", "вдаваться", "конкретизировать"}
)
UNSAID = WITHHELD | {"назвать", "называть", "сообщить", "пояснить", "объяснить", "привести"}
JOINED_REACH = 5  # tokens from «, однако» to its verb
OPENERS = frozenset(  # of a clause before the main one
    {"когда", "если", "едва", "пока", "хотя", "поскольку", "после того", "до того", "перед тем", "с тех"}
)
JOINERS = frozenset({"и", "а", "но", "однако", "тогда"})


def content_end(context: Context, cue: int, start: int, high: int) -> int:
    """Where the content clause from token `start` ends: at most `high`, the end of the sentence."""
    end = high = _main_clause(context, cue, start, high)
    for i in range(start, high):
        if context.pair_at[i] not in (None, context.pair_at[cue]):
            continue  # «состояние тяжёлое, говорят врачи» in marks is all said
        if _ends_at(context, i, start, high):
            end = i
            break
        if _is_told_by_reporter(context, i, cue, start, high):
            end = _left_edge(context, i, start)
            break
    return trim_right(context, start, end)


def _ends_at(context: Context, i: int, start: int, high: int) -> bool:
    """Whether the content ends at a mark: a semicolon, or a comma or colon before the reporter's words."""
    mark = context.tokens[i].text
    if mark == ";":
        return context.pair_at[i] is None
    if mark not in (",", ":") or i <= start + 1:
        return False
    if told_anew(context, i, start, high):
        return True
    if mark == ":":
        return False
    inserted = inserted_cue(context, i + 1, high)
    return _tells_of_speech(context, i, high) or (
        inserted is not None and not _is_predicate(context, start, i, inserted)
    )


def _is_told_by_reporter(context: Context, i: int, cue: int, start: int, high: int) -> bool:
    """Whether a verb is none of the content, which then ends where the verb's clause begins."""
    token = context.tokens[i]
    if token.rel == "conj" and token.head == cue and _is_joined(context, i, cue, start):
        return True
    if i > start + 2 and (
        _new_report(context, i, cue, start, high)
        or _is_reporters(context, i, cue, start)
        or _goes_on_with_main(context, i, cue, start)
        or _resumes_main(context, i, cue, start)
    ):
        return True
    reports = token.tag.form == "Conv" and bool(context.cues[i] & INSERTED)
    return reports and i > start and takes_clause(context, i, high)


def told_anew(context: Context, comma: int, start: int, high: int) -> bool:
    """Whether «, по словам X,» parts two whole clauses: «(что) мост закроют, | по его словам, лёд слаб»."""
    tokens = context.tokens
    if comma + 2 >= high or context.pair_at[comma] is not None:
        return False
    by, joined = comma + 1, fold(tokens[comma + 1].text) in ("но", "а", "однако")
    if joined:  # «(что) мост закроют, | но, по его словам, лёд слаб»
        by += 1 + (tokens[comma + 2].text == ",")
    if by + 1 >= high or fold(tokens[by].text) != "по":
        return False
    if not any(PO in noun_classes(token) for token in tokens[by + 1 : min(high, by + 1 + ANEW)]):
        return False
    if tokens[comma].text == ":":
        return True
    close = next((i for i in range(by + 1, min(high, by + FRAME)) if tokens[i].text == ","), high)
    rest = tokens[close + 1 : high]
    verb = next((t for t in rest if t.tag.form == "Fin"), None)
    subject = verb is not None and any(t.rel.startswith("nsubj") and t.head == verb.i for t in rest)
    subject = subject or (joined and verb is not None)
    whole = any(t.tag.form == "Fin" for t in tokens[start:comma]) and fold(tokens[start].text) not in OPENERS
    return subject and whole


def _main_clause(context: Context, cue: int, start: int, high: int) -> int:
    """Where the main clause begins behind «Когда мэр сказал, что A, | все ушли»; `high` without one."""
    tokens = context.tokens
    low = context.sentence_range(cue)[0]
    words = [fold(token.text) for token in tokens[low : low + 4]]
    if words[2:] == [",", "как"] and " ".join(words[:2]) in OPENERS:
        low += 3  # «После того, | как мэр сказал»
    elif words[0] not in OPENERS and " ".join(words[:2]) not in OPENERS:
        return high
    if any(token.text == "," for token in tokens[low:cue]):
        return high
    commas = [i for i in range(start + 1, high) if tokens[i].text == "," and context.pair_at[i] is None]
    told = False  # a clause of the content has had its verb
    for begin, end in pairwise([start - 1, *commas, high]):
        word = tokens[min(begin + 1, high - 1)]
        linked = word.tag.pos in ("SCONJ", "CCONJ") or fold(word.lemma) in RELATIVES
        if not linked and any(map(is_finite, tokens[begin + 1 : end])):
            if told:
                return begin
            told = True
    return high


def _is_joined(context: Context, i: int, cue: int, start: int) -> bool:
    """Whether syntax may join a verb to the cue: they agree in number, or nothing else is its own."""
    tokens = context.tokens
    here, there = tokens[i].tag, tokens[cue].tag
    if not is_finite(tokens[i]):
        return False
    if not here.number or not there.number or here.number == there.number:
        return True
    subject = any(t.rel.startswith("nsubj") and t.head == i for t in tokens[start:i])
    alike = any(
        (t.tag.tense, t.tag.number) == (here.tense, here.number) for t in tokens[start:i] if is_finite(t)
    )
    return not (subject or alike)


def _is_predicate(context: Context, start: int, comma: int, verb: int) -> bool:
    """Whether a verb behind a comma is the content's own: «(что) подрядчик, ООО «Мост», | обещает»."""
    before = context.tokens[start:comma]
    subject = any(t.rel.startswith("nsubj") and t.head == verb for t in before)
    return subject and not any(is_finite(token) for token in before)


def _new_report(context: Context, i: int, cue: int, start: int, high: int) -> bool:
    """Whether another report begins here: «…, а глава МИД отметил, что …», «… и пригрозил уйти»."""
    tokens = context.tokens
    here, there = tokens[i].tag, tokens[cue].tag
    if (
        not context.cues[i]
        or here.form != "Fin"
        or (here.tense != there.tense and there.form not in ("Inf", "Conv"))
        or context.pair_at[i] is not None
    ):
        return False
    edge = _left_edge(context, i, start)
    if there.form == "Inf":  # «на просьбу уточнить, кто уйдёт, | мэр ответил, что …»
        named = any(token.tag.case == "Nom" for token in tokens[edge + 1 : i])
        return named and tokens[edge].text == "," and takes_clause(context, i, high)
    if there.form == "Conv" and tokens[edge].text != ",":
        return False
    if _begins_anew(context, edge, i, start) and takes_clause(context, i, high):
        return True
    if _is_in_row(context, edge, i, cue, high):
        return True
    if edge >= i or not any(fold(t.text) in ("а", "но", "и") for t in tokens[edge : min(edge + 2, i)]):
        return False
    if takes_clause(context, i, high):
        return True
    same_subject = here.gender == there.gender and here.number == there.number and i - edge <= 3
    return same_subject and not any(t.rel.startswith("nsubj") and t.head == i for t in tokens[edge:i])


def _is_in_row(context: Context, comma: int, verb: int, cue: int, high: int) -> bool:
    """Whether a verb is one of a row with the cue: «X заявил, что A, призвал ждать и сообщил, что B»."""
    tokens = context.tokens
    if comma + 1 != verb or tokens[comma].text != ",":
        return False
    here = range(verb + 1, min(high, verb + ROW))
    last = next((i for i in here if fold(tokens[i - 1].text) == "и" and context.cues[i]), None)
    return last is not None and all(
        tokens[i].tag.form == "Fin" and shared_form(tokens[i].tag) == shared_form(tokens[cue].tag)
        for i in (verb, last)
    )


def _tells_of_speech(context: Context, comma: int, high: int) -> bool:
    """Whether the reporter goes on behind a comma: «, в ответ Орлов назвал», «, не уточнив сроков»."""
    words = context.tokens[comma + 1 : min(high, comma + 3)]
    withheld = len(words) == 2 and fold(words[0].text) == "не" and words[1].tag.form == "Conv"
    withheld = withheld and fold(words[1].lemma) in WITHHELD
    return withheld or _leaves_open(context, comma, high) or _answers(context, comma, high)


def _leaves_open(context: Context, comma: int, high: int) -> bool:
    """Whether the reporter tells what who speaks has not said: «…, однако точных сроков она не назвала»."""
    tokens = context.tokens
    if comma + 1 >= high or fold(tokens[comma + 1].text) not in ("но", "однако"):
        return False
    near = range(comma + 2, min(high, comma + 2 + JOINED_REACH + LINK))
    verb = next((i for i in near if tokens[i].tag.form == "Fin"), None)
    if verb is None or fold(tokens[verb - 1].text) != "не" or fold(tokens[verb].lemma) not in UNSAID:
        return False
    subjects = (t for t in tokens[comma + 2 : verb] if t.tag.case == "Nom")
    return tokens[verb].tag.tense == "Past" and all(fold(t.text) in ("он", "она", "они") for t in subjects)


def _answers(context: Context, comma: int, high: int) -> bool:
    """Whether the reporter tells behind a comma what another has answered: «…, в ответ Орлов назвал …»."""
    words = [fold(token.text) for token in context.tokens[comma + 1 : min(high, comma + 3)]]
    verbs = (i for i in range(comma + 3, min(high, comma + 3 + LINK)) if is_finite(context.tokens[i]))
    verb = next(verbs, None)
    return words == ["в", "ответ"] and verb is not None and bool(context.cues[verb])


def _is_reporters(context: Context, i: int, cue: int, start: int) -> bool:
    """Whether a verb has the subject of the cue, for that of the content would not fit.

    «заверил, что дом достроят, однако срок не назвал»: coordinated verbs agree in number.
    """
    tokens = context.tokens
    here, there = tokens[i].tag, tokens[cue].tag
    alike = here.form == "Fin" and shared_form(here) == shared_form(there)
    if not alike or here.tense != "Past" or here.number != "Sing" or context.pair_at[i] is not None:
        return False
    edge = _left_edge(context, i, start)
    verbs = [t.tag for t in tokens[start:edge] if t.tag.form == "Fin"]
    return _joins(context, edge, i) and bool(verbs) and all(verb.number != here.number for verb in verbs)


def _goes_on_with_main(context: Context, i: int, cue: int, start: int) -> bool:
    """Whether a verb goes on with what the subject of a gerund does: «встал, сказав, что устал, и вышел»."""
    tokens = context.tokens
    main = tokens[cue].head
    if tokens[cue].tag.form != "Conv" or not 0 <= main < cue or tokens[main].tag.form != "Fin":
        return False
    here = tokens[i].tag
    if (
        here.form != "Fin"
        or shared_form(here) != shared_form(tokens[main].tag)
        or context.pair_at[i] is not None
    ):
        return False
    edge = _left_edge(context, i, start)
    own = any(shared_form(t.tag) == shared_form(here) for t in tokens[start:edge] if is_finite(t))
    return _joins(context, edge, i) and not own


def _resumes_main(context: Context, i: int, cue: int, start: int) -> bool:
    """Whether a verb goes on behind a clause with «который»: «X, который сказал, что A, | уехал»."""
    tokens = context.tokens
    here, there = tokens[i].tag, tokens[cue].tag
    alike = shared_form(here) == shared_form(there) or _is_attribute(tokens[cue], here)
    if here.form != "Fin" or not alike or context.pair_at[i] is not None:
        return False
    edge = _left_edge(context, i, start)
    if tokens[edge].text != "," or any(
        t.tag.case == "Nom" or t.tag.pos == "SCONJ" for t in tokens[edge + 1 : i]
    ):
        return False
    relative = any(fold(t.lemma) == "который" for t in tokens[max(0, cue - LEADERS) : cue])
    relative = relative or _is_attribute(tokens[cue], here)  # «X, сказавший, что A, | уехал»
    then = fold(tokens[edge + 1].text) in ("после", "затем", "потом")  # «сказал, что A, после чего уехал»
    return (relative or then) and all(
        shared_form(t.tag) != shared_form(here) for t in tokens[start:edge] if is_finite(t)
    )


def _is_attribute(cue: Token, verb: Tag) -> bool:
    """Whether a cue is a participle whose noun may be the subject of the verb."""
    tag = cue.tag
    there = tag.form == "Part" and tag.case == "Nom" and tag.number == verb.number
    return there and (not verb.gender or verb.gender == tag.gender)


def _joins(context: Context, edge: int, verb: int) -> bool:
    """Whether «, и», «, однако» at token `edge` lead to a verb without a subject of its own."""
    tokens = context.tokens
    joined = tokens[edge].text == "," and fold(tokens[edge + 1].text) in ("однако", "но", "и")
    return (
        joined and verb - edge <= JOINED_REACH and all(t.tag.case != "Nom" for t in tokens[edge + 1 : verb])
    )


def _begins_anew(context: Context, comma: int, verb: int, start: int) -> bool:
    """Whether «, он» and the verb begin a sentence of their own: «(что) мост нужен, он добавил, что …»."""
    tokens = context.tokens
    pronoun = tokens[comma + 1] if comma + 2 == verb else None
    if tokens[comma].text != "," or pronoun is None or fold(pronoun.text) not in ("он", "она", "они"):
        return False
    return not any(token.tag.pos == "SCONJ" for token in tokens[start:comma])


def _left_edge(context: Context, verb: int, start: int) -> int:
    """Where the clause of a coordinated verb begins: the comma or conjunction before it."""
    for i in range(verb - 1, max(start, verb - 12), -1):
        token = context.tokens[i]
        if fold(token.text) == "и" and fold(context.tokens[i - 1].text) == "так":
            continue  # «так и не извинился»
        if token.text == "," or token.tag.pos == "CCONJ" or fold(token.text) in JOINERS:
            return i - 1 if i - 1 > start and context.tokens[i - 1].text == "," else i
    return verb
