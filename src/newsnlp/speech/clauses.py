"""Clauses: where the content of reported speech ends, and whether it holds verbatim fragments."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import category

from newsnlp.document import Quoted, Token
from newsnlp.language.spelling import fold
from newsnlp.language.tags import Tag
from newsnlp.lexicon import column
from newsnlp.schema import QuoteKind
from newsnlp.speech.context import Context, is_colon, is_dash, is_final, is_finite
from newsnlp.speech.cues import PO, SAY, STATE, THINK, noun_classes

INSERTED = frozenset({SAY, THINK, STATE})
TERMED = ("называем", "названием")  # words before a term
ROW = 40  # tokens from a verb in a row to the last of the row
LINK = 5  # words that link a sentence to the one before: «как бы то ни было»
CODE = frozenset({"уголовный", "кодекс"})
ARTICLE = 8  # tokens from «статья» to its title: «ст. 105 УК России (»
ANEW = 2  # words from «по» to its noun: «по его словам»
NEGATED = frozenset({"исключать", "исключить"})  # «мост закроют, не исключает мэр» tells that it may be so
WITHHELD = frozenset(  # with «не»: what who speaks leaves open
    {"уточнять", "уточнить", "раскрывать", "раскрыть", "вдаваться", "конкретизировать"}
)
QUESTION = 12  # tokens of «что делать с этим дальше»
TERM = 3  # words of a term that is called after somebody
BARE_FRAME = 4  # words of a frame that stands alone
JOINED_REACH = 5  # tokens from «, однако» to its verb
LEADERS = 4  # words between the comma and the cue of an inserted frame: «, как вчера сообщил X»
TAKES_UP = frozenset({"такой", "соответствующий"})  # «такой прогноз дал мэр»
GIVES = frozenset(
    {"дать", "давать", "сделать", "делать", "высказать", "выразить", "привести", "приводить", "озвучить"}
)
MEASURES = frozenset({"так", "настолько", "столько"})
CONJUNCTIONS = frozenset({"что", "чтобы", "чтоб", "будто", "якобы"})
FRAME = 25  # tokens at the beginning of a content that tell whether it is one
OPENERS = frozenset(  # of a clause before the main one
    {"когда", "если", "едва", "пока", "хотя", "поскольку", "после того", "до того", "перед тем", "с тех"}
)
RELATIVES = frozenset({"который", "кто", "что", "чей", "где", "куда", "откуда", "когда", "как", "какой"})
JOINERS = frozenset({"и", "а", "но", "однако", "тогда"})


def is_result(context: Context, conjunction: int) -> bool:
    """Whether «что» tells what came of it: «кричал так, что пришлось отвести трубку»."""
    tokens = context.tokens
    before = tokens[conjunction - 2] if conjunction > 1 and tokens[conjunction - 1].text == "," else None
    return before is not None and fold(tokens[conjunction].text) == "что" and fold(before.text) in MEASURES


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


def content_end(context: Context, cue: int, start: int, high: int) -> int:
    """Where the content clause from token `start` ends: at most `high`, the end of the sentence."""
    tokens = context.tokens
    end = high = _main_clause(context, cue, start, high)
    for i in range(start, high):
        if context.pair_at[i] not in (None, context.pair_at[cue]):
            continue  # «состояние тяжёлое, говорят врачи» in marks is all said
        if tokens[i].text == ";" and context.pair_at[i] is None:
            end = i
            break
        if tokens[i].rel == "conj" and tokens[i].head == cue and _is_joined(context, i, cue, start):
            end = _left_edge(context, i, start)
            break
        if i > start + 2 and _new_report(context, i, cue, start, high):
            end = _left_edge(context, i, start)
            break
        if tokens[i].text == "," and i > start + 1 and _tells_of_speech(context, i, high):
            end = i
            break
        if i > start + 2 and (
            _is_reporters(context, i, cue, start)
            or _goes_on_with_main(context, i, cue, start)
            or _resumes_main(context, i, cue, start)
        ):
            end = _left_edge(context, i, start)
            break
        if (
            context.cues[i] & INSERTED
            and tokens[i].tag.form == "Conv"
            and i > start
            and takes_clause(context, i, high)
        ):
            end = _left_edge(context, i, start)
            break
        if tokens[i].text in (",", ":") and i > start + 1 and told_anew(context, i, start, high):
            end = i
            break
        inserted = inserted_cue(context, i + 1, high) if tokens[i].text == "," and i > start + 1 else None
        if inserted is not None and not _is_predicate(context, start, i, inserted):
            end = i
            break
    return trim_right(context, start, end)


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
        tokens[i].tag.form == "Fin" and _form(tokens[i].tag) == _form(tokens[cue].tag) for i in (verb, last)
    )


def _tells_of_speech(context: Context, comma: int, high: int) -> bool:
    """Whether the reporter goes on behind a comma: «, в ответ Орлов назвал», «, не уточнив сроков»."""
    words = context.tokens[comma + 1 : min(high, comma + 3)]
    withheld = len(words) == 2 and fold(words[0].text) == "не" and words[1].tag.form == "Conv"
    return (withheld and fold(words[1].lemma) in WITHHELD) or _answers(context, comma, high)


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
    alike = here.form == "Fin" and _form(here) == _form(there)
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
    if here.form != "Fin" or _form(here) != _form(tokens[main].tag) or context.pair_at[i] is not None:
        return False
    edge = _left_edge(context, i, start)
    own = any(_form(t.tag) == _form(here) for t in tokens[start:edge] if is_finite(t))
    return _joins(context, edge, i) and not own


def _resumes_main(context: Context, i: int, cue: int, start: int) -> bool:
    """Whether a verb goes on behind a clause with «который»: «X, который сказал, что A, | уехал»."""
    tokens = context.tokens
    here, there = tokens[i].tag, tokens[cue].tag
    alike = _form(here) == _form(there) or _is_attribute(tokens[cue], here)
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
    return (relative or then) and all(_form(t.tag) != _form(here) for t in tokens[start:edge] if is_finite(t))


def _is_attribute(cue: Token, verb: Tag) -> bool:
    """Whether a cue is a participle whose noun may be the subject of the verb."""
    tag = cue.tag
    there = tag.form == "Part" and tag.case == "Nom" and tag.number == verb.number
    return there and (not verb.gender or verb.gender == tag.gender)


def _form(tag: Tag) -> tuple[str, str, str]:
    """What two verbs with one subject share."""
    return tag.tense, tag.number, tag.gender


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


def kind_of(context: Context, low: int, high: int) -> QuoteKind:
    """mixed if the content holds somebody's own words in quotation marks, else indirect."""
    i = low
    while i < high:
        pair = context.pair_at[i]
        if pair is None:
            i += 1
            continue
        last = context.index(pair.end)
        if last <= high + 1 and is_fragment(context, pair):
            return "mixed"
        i = max(last, i + 1)
    return "indirect"


def is_fragment(context: Context, pair: Quoted) -> bool:
    """Whether the marks hold words that somebody said, not a name, title or term."""
    low, high = context.index(pair.inner.start), context.index(pair.inner.end)
    words = [t for t in context.tokens[low:high] if t.is_word]
    if not words:
        return False
    name = context.name_at[low]
    if name is not None and name.last >= high and name.start <= pair.inner.start:
        return False
    if _is_term(context, low, words) or _is_offence(context, low):
        return False
    if any(is_finite(t) for t in words) or len(words) >= 6:
        return not _named(context, low) or not words[0].text[0].isupper()
    return not words[0].text[0].isupper()  # titles begin with a capital


def _is_term(context: Context, low: int, words: list[Token]) -> bool:
    """Whether the marks hold a term, as all call it: «закон Яровой», так называемый «серый импорт»."""
    if words[0].tag.pos == "NOUN" and fold(words[0].lemma) in column("titled_nouns"):
        return 1 < len(words) <= TERM and words[-1].text[0].isupper()
    before = [fold(token.text) for token in context.tokens[max(0, low - 2) : low - 1]]
    return bool(before) and before[-1].startswith(TERMED)


def _is_offence(context: Context, low: int) -> bool:
    """Whether the marks hold the title of an article of a code: «по ст. 105 УК РФ («Убийство»)»."""
    tokens = context.tokens
    for i in range(low - 2, max(0, low - 2 - ARTICLE), -1):
        token = tokens[i]
        if fold(token.lemma) in ("статья", "ст"):
            numbered = any(t.text[0].isdigit() for t in tokens[i + 1 : low - 1])
            return numbered or fold(tokens[i - 1].text) == "по"
        code = token.text.isupper() or token.tag.pos == "PROPN" or fold(token.lemma) in CODE
        if token.is_word and not code:
            return False
    return False


def _named(context: Context, low: int) -> bool:
    """Whether a noun that names things stands before the marks: газета «…», закон «…»."""
    return low >= 2 and names_things(context.tokens[low - 2])


def names_things(token: Token) -> bool:
    """Whether it is a noun whose proper title follows in marks: газета «…», закон «…»."""
    lemma = fold(token.lemma)
    return token.tag.pos == "NOUN" and (lemma in column("titled_nouns") or lemma in column("media_nouns"))


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
