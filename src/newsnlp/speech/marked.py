"""Direct speech in quotation marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsnlp.document import Quoted, Report, Span, Token
from newsnlp.language.inflection import CASE_OF
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.speech.author import Turn, frame_cue, split_turn
from newsnlp.speech.context import Context, is_dash, is_final, is_finite, speaks_of_himself
from newsnlp.speech.cues import PO, SAY, SPEECH, noun_classes
from newsnlp.speech.frames import framed, read_frame
from newsnlp.speech.phrases import is_nominal, source_span
from newsnlp.speech.verbatim import names_things

WINDOW = 200  # tokens to look through for the borders of a clause: cost stays linear
LONG = 12  # words; a text in quotation marks as long as this is no title
PARAGRAPHS = 6  # over which a quote in marks may run
CLOSERS = frozenset({"»", '"', "“", "”", "''"})
ABOUT = frozenset({"о", "об", "обо", "про"})  # opens what a headline says that somebody speaks about
STAMP = 6  # tokens of a date or a time before what is told under it
LEAD = 4  # tokens from «который» to the verb of its clause
SHORT_FRAME = 12  # tokens of a headline before its colon


@dataclass(frozen=True, slots=True)
class Marked:
    """A pair of quotation marks as tokens: `low`..`high` are inside, `before` and `after` beside."""

    pair: Quoted
    before: int
    low: int
    high: int
    after: int


def find_marked(context: Context) -> Iterator[Report]:
    """The direct speech in quotation marks, block by block."""
    taken_to = -1  # a later pair that already is a segment of an earlier report
    for pair in context.pairs:
        marked = _locate(context, pair)
        if marked is None or marked.low < taken_to or context.kind_at(marked.low) == "boilerplate":
            continue
        report = _read(context, marked)
        if report is not None:
            more, after = _further_paragraphs(context, marked, framed=report.cue is not None)
            if more:
                report = _with_paragraphs(context, marked, report, more, after)
            elif report.pattern == "marks, frame before":
                report = _with_row(context, marked, report)
            taken_to = context.index(report.segments[-1].end)
            yield report


def _with_row(context: Context, marked: Marked, report: Report) -> Report:
    """The report with the marks in a row behind the same frame: «скандировали: «A», «B» и «C»»."""
    tokens = context.tokens
    segments = [*report.segments]
    after = marked.after
    while after + 1 < len(tokens) and fold(tokens[after].text) in (",", "и"):
        pair = context.pair_at[after + 1]
        following = _locate(context, pair) if pair is not None else None
        if following is None or following.before != after or tokens[following.low].text[0].islower():
            break
        segments.append(context.span(following.low, following.high))
        after = following.after
    if after == marked.after or (after < len(tokens) and not is_final(tokens[after])):
        return report
    end = tokens[after - 1].end
    return replace(report, end=end, segments=tuple(segments), frame=replace(report.frame, end=end))


def _with_paragraphs(
    context: Context, marked: Marked, report: Report, more: list[Span], after: int
) -> Report:
    """The report with the paragraphs in which it goes on, and with a frame behind their closing mark."""
    if report.cue is None:
        low, high = context.block_range(after - 1)
        whole = replace(marked, high=context.index(more[-1].end), after=after)
        report = _frame_after(context, whole, low, high) or report
        first, *resumed = report.segments
        segments = (replace(first, end=context.span(marked.low, marked.high).end), *more, *resumed)
    else:
        segments = (*report.segments, *more)
    return replace(report, end=max(report.end, more[-1].end), segments=segments)


def _further_paragraphs(context: Context, marked: Marked, *, framed: bool) -> tuple[list[Span], int]:
    """The paragraphs in which a quote goes on whose marks its own paragraph does not close.

    Either each reopens the marks, or the last of them has the closing mark. Also the token behind that mark.
    A quote has one frame: if it is `framed`, a paragraph with marks and a frame of its own is another one.
    """
    if marked.pair.closed:
        return [], marked.after
    number = context.document.sentences[context.tokens[marked.low].sentence].block
    spans: list[Span] = []
    for low, high in context.blocks[number + 1 : number + 1 + PARAGRAPHS]:
        if low >= high:
            break
        first = low + 1 if context.tokens[low].text == ">" else low
        pair = context.pair_at[first]
        if pair is not None and pair.start == context.tokens[first].start:
            spans.append(_content(context, context.index(pair.inner.start), context.index(pair.inner.end)))
            if pair.closed:
                after = context.index(pair.end)
                framed_after = any(map(is_dash, context.tokens[after : min(after + 2, high)]))
                goes_on = not framed if framed_after else after >= high - 2
                return (spans if goes_on else spans[:-1]), after
            continue
        closing = _lone_closer(context, first, high)
        if closing is None:
            closing = _shared_closer(context, first, high)
        spans.append(_content(context, first, high if closing is None else closing))
        if closing is not None:
            return spans, closing + 1
    return [], marked.after


def _content(context: Context, low: int, high: int) -> Span:
    """What is said, without a comma that stands in the marks: «Лёд тронулся,» — сказал X."""
    return context.span(low, _before_comma(context, low, high))


def _before_comma(context: Context, low: int, high: int) -> int:
    return high - 1 if high - 1 > low and context.tokens[high - 1].text == "," else high


def _lone_closer(context: Context, low: int, high: int) -> int | None:
    """A mark that closes no pair of its paragraph, at the end of a clause: «…», — сказал X."""
    tokens = context.tokens
    for i in range(low + 1, min(high, low + WINDOW)):
        if tokens[i].text in CLOSERS and context.pair_at[i] is None:
            ends = i + 1 == high or not (tokens[i + 1].is_word or tokens[i + 1].text[0].isdigit())
            return i if ends else None
    return None


def _shared_closer(context: Context, low: int, high: int) -> int | None:
    """A mark that closes a title and the quote that ends with it: «(…) обыграли «Ладу», — сказал X."""
    tokens = context.tokens
    if is_dash(tokens[low]):
        return None
    i = low
    while i < min(high, low + WINDOW):
        pair = context.pair_at[i]
        marked = _locate(context, pair) if pair is not None and pair.closed else None
        if marked is None:
            i += 1
            continue
        i = marked.after
        framed = i + 1 < high and tokens[i].text == "," and is_dash(tokens[i + 1])
        if framed and frame_cue(context, i + 2, high) is not None:
            apart = _starts_sentence(context, marked, low) or _after_colon(context, marked)
            return None if apart else i - 1
    return None


def _locate(context: Context, pair: Quoted) -> Marked | None:
    low, high = context.index(pair.inner.start), context.index(pair.inner.end)
    first = context.index(pair.start)
    if low >= high:
        return None
    return Marked(pair, first - 1, low, _before_comma(context, low, high), context.index(pair.end))


def _read(context: Context, marked: Marked) -> Report | None:
    """The report of one pair."""
    if is_title(context, marked):
        return None
    turn = split_turn(context, marked.low, marked.high, in_marks=True)
    if turn.cue is not None and turn.segments:
        return _framed_inside(context, marked, turn, turn.cue)
    low, high = context.block_range(marked.low)
    after, before = _frame_after(context, marked, low, high), None
    if after is None or (_after_colon(context, marked) and after.cue_lemma in column("press_cues")):
        before = _frame_before(context, marked, low)  # «X сказал: «A», сообщает Y»: the words are those of X
    if after is not None and (before is None or before.source is None):
        return after
    return before or _captioned(context, marked, low, high) or _unframed(context, marked, low, high)


def _whole(context: Context, marked: Marked, pattern: str, frame: Span, confidence: float) -> Report:
    """The report whose content is all that stands in the marks."""
    return Report(
        "direct",
        marked.pair.start,
        marked.pair.end,
        (context.span(marked.low, marked.high),),
        pattern,
        frame,
        confidence=confidence,
    )


def _framed_inside(context: Context, marked: Marked, turn: Turn, cue: int) -> Report:
    """«A, — сказал X. — B»"""
    end = max(marked.pair.end, context.tokens[turn.frames[-1][1] - 1].end)
    report = _whole(context, marked, "marks, author inside", Span(marked.pair.start, end), 0.95)
    report = replace(report, segments=tuple(context.span(*segment) for segment in turn.segments))
    return framed(context, report, cue, read_frame(context, cue, *turn.frames[0]))


def _frame_after(context: Context, marked: Marked, low: int, high: int) -> Report | None:
    """«A», — сказал X."""
    tokens = context.tokens
    i = marked.after
    apart = _starts_sentence(context, marked, low) or _after_colon(context, marked)
    if marked.before >= low and tokens[marked.before].text == "(":  # «(«A», — сказал X)»
        apart, high = True, next((k for k in range(i, high) if tokens[k].text == ")"), high)
    if not apart:
        return None
    comma, dash = tokens[marked.high].text == "," if marked.high < i else False, False
    while i < high and tokens[i].text in (",", ".", "!", "?", "…"):
        comma = comma or tokens[i].text == ","
        i += 1
    if i < high and is_dash(tokens[i]):
        dash, i = True, i + 1
    if i >= high or not (comma or dash):
        return None
    emphatic = is_final(tokens[marked.high - 1]) and tokens[marked.high - 1].text != "."
    cue = frame_cue(context, i, high)
    if cue is None:
        return None
    if not (dash and (comma or emphatic)) and not (
        context.cues[cue] & SPEECH and _speech_like(context, marked, 2)
    ):
        return None
    end = _clause_end(context, cue, high)
    frame = read_frame(context, cue, i, end)
    stretch = Span(marked.pair.start, max(marked.pair.end, tokens[end - 1].end))
    report = framed(context, _whole(context, marked, "marks, frame after", stretch, 0.95), cue, frame)
    resumed = _resumed(context, cue, end, high)
    if resumed is None:
        return report
    return replace(
        report,
        end=resumed.pair.end,
        segments=(*report.segments, context.span(resumed.low, resumed.high)),
        frame=Span(marked.pair.start, max(resumed.pair.end, tokens[end - 1].end)),
    )


def _resumed(context: Context, cue: int, end: int, high: int) -> Marked | None:
    """«A», — сказал X. — «B»; «A», сказал X: «B»: the pair in which the quote goes on after its frame."""
    tokens = context.tokens
    i = end
    while i < high and tokens[i].text in (".", ","):
        i += 1
    if i + 1 >= high or not (is_dash(tokens[i]) or (i == end and tokens[i].text == ":")):
        return None
    if tokens[i].text == ":" and last_cue(context, cue + 1, i) is not None:
        return None  # «A», — сказал X и добавил: «B»
    pair = context.pair_at[i + 1]
    return _locate(context, pair) if pair is not None and pair.start == tokens[i + 1].start else None


def _frame_before(context: Context, marked: Marked, low: int) -> Report | None:
    """X сказал: «A»."""
    tokens = context.tokens
    b = marked.before
    if b < low and not (b > 0 and tokens[b].text == ":"):
        return None  # a colon may end the paragraph before
    colon = tokens[b].text == ":"
    start = _clause_start(context, b, min(low, context.block_range(b)[0]))
    cue = last_cue(context, start, b if colon else marked.low - 1)
    if not (colon or (cue is not None and _is_object(context, marked, cue))):
        return None
    if cue is not None and _turns_to_another(context, cue, b):
        return _told(context, marked, cue + 1, b)
    if cue is None:
        cue = last_talk(context, start, b)
    if cue is None and _sentence_like(context, marked):
        cue = according(context, start, b)
    if cue is None:
        return _headline(context, marked, start, b) or _told(context, marked, start, b)
    if not (_speech_like(context, marked, 1) or is_final(tokens[marked.high - 1])):
        return None
    stretch = Span(min(tokens[cue].start, marked.pair.start), marked.pair.end)
    report = _whole(context, marked, "marks, frame before", stretch, 0.9)
    return framed(context, report, cue, read_frame(context, cue, start, b))


def _is_object(context: Context, marked: Marked, cue: int) -> bool:
    """Whether marks without a colon hold what is said: «кричали «Позор!»», «сказал он — «Приду завтра»»."""
    words = context.tokens[marked.low : marked.high]
    foreign = any(map(is_finite, words)) and not any(map(_is_known_verb, words))
    sentence = _sentence_like(context, marked) and not foreign
    if cue == marked.before:
        return SAY in context.cues[cue] and (sentence or _exclaimed(context, marked))
    return sentence and (marked.before - cue <= 2 or is_dash(context.tokens[marked.before]))


def _turns_to_another(context: Context, cue: int, colon: int) -> bool:
    """Whether a clause about another follows the cue: «назвал ленту честной, а Бруни смеялась: «…»»."""
    tokens = context.tokens
    for i in range(cue + 1, colon - 1):
        if tokens[i].text == "," and fold(tokens[i + 1].text) == "а":
            verb = next((k for k in range(i + 2, colon) if is_finite(tokens[k])), None)
            return verb is not None and any(_names_somebody(context, k, "Nom") for k in range(i + 2, verb))
    return False


def _headline(context: Context, marked: Marked, start: int, colon: int) -> Report | None:
    """Путин: «…» — a noun phrase in the nominative before the colon, and no verb."""
    tokens = context.tokens
    stop = before_topic(context, start, colon)
    if tokens[colon].text != ":" or stop - start > SHORT_FRAME or not _speech_like(context, marked, 2):
        return None
    if any(tokens[i].tag.form == "Fin" for i in range(start, stop)):
        return None
    words = [i for i in range(start, stop) if not tokens[i].text[0].isdigit()]  # «10:40 Мэр: «…»»
    nouns = (i for i in words if is_nominal(tokens[i]) or context.name_at[i] is not None)
    heads = [i for i in nouns if (tokens[i].tag.pos, tokens[i].tag.case) != ("PRON", "Gen")]  # «её сосед»
    if not heads or not (_sentence_like(context, marked) or context.name_at[heads[0]] is not None):
        return None
    report = _whole(context, marked, "headline", Span(marked.pair.start, marked.pair.end), 0.8)
    return replace(report, source=source_span(context, heads[0], start, stop))


def before_topic(context: Context, low: int, high: int) -> int:
    """Where a line ends that tells who speaks, before what they speak of: «Орлов — о том, почему ушёл:»."""
    tokens = context.tokens
    dashes = (i for i in range(low + 1, high - 1) if is_dash(tokens[i]))
    return next((i for i in dashes if fold(tokens[i + 1].text) in ABOUT), high)


def _told(context: Context, marked: Marked, start: int, colon: int) -> Report | None:
    """Она была краткой: «Изучаем». — a clause with a subject before the colon, a sentence after it."""
    tokens = context.tokens
    first = tokens[marked.low]
    spoken = any(t.tag.form == "Fin" or is_final(t) for t in tokens[marked.low : marked.high])
    spoken = spoken or fold(tokens[colon - 1].lemma) in column("speech_manners")  # «был краток: «Обидно»»
    if tokens[colon].text != ":" or first.text[0].islower() or not spoken:
        return None
    verbs = [i for i in range(start, colon) if is_finite(tokens[i]) and context.pair_at[i] is None]
    full = [i for i in verbs if tokens[i].tag.variant != "Short"]  # «был краток»: «был» tells the subject
    verb = next(reversed(full or verbs), None)
    if verb is None or tokens[verb].tag.person in ("1", "2"):
        return None
    frame = read_frame(context, verb, start, colon)
    heading = context.document.sentences[first.sentence].block <= 1
    if frame.source is None and not heading:
        return None
    stretch = Span(tokens[verb].start, marked.pair.end)
    if heading:
        report = _whole(context, marked, "headline", stretch, 0.6)
        return replace(report, source=frame.source) if _is_somebody(context, frame.subject) else report
    return framed(context, _whole(context, marked, "marks, clause before", stretch, 0.6), verb, frame)


def _is_somebody(context: Context, subject: int | None) -> bool:
    """Whether the subject of a headline can speak: «Водители не вышли на линию: «Работаем в минус»»."""
    if subject is None:
        return False
    name, tag = context.name_at[subject], context.tokens[subject].tag
    return name.type == "person" if name is not None else tag.animacy == "Anim" and tag.case == "Nom"


def _captioned(context: Context, marked: Marked, low: int, high: int) -> Report | None:
    """«A»: пожарный Иван Орлов — о работе; «A». Интервью с Иваном Орловым — a headline with who says it.

    A body must speak about something: «A»: минздрав — о прививках. Who acts has probably said it, too:
    «A»: родители написали президенту.
    """
    tokens = context.tokens
    if context.kind_at(marked.low) != "headline" or marked.before >= low:
        return None
    words = tokens[marked.low : marked.high]
    if not (_speech_like(context, marked, 2) or any(speaks_of_himself(word) for word in words)):
        return None
    caption = _caption(context, marked.after, high)
    if caption is None:
        return None
    low, stop, case, sure = caption
    head = next((i for i in range(low, stop) if _names_somebody(context, i, case)), None)
    if head is None and any(fold(token.text) in ABOUT for token in tokens[low:high]):
        head = next((i for i in range(low, stop) if _is_body(context, i)), None)
    if head is None:
        return None
    report = _whole(context, marked, "headline", Span(marked.pair.start, marked.pair.end), sure)
    return replace(report, source=source_span(context, head, low, stop))


def _caption(context: Context, after: int, high: int) -> tuple[int, int, str, float] | None:
    """The tokens behind the marks that may name the speaker, the case in which, and how sure that is."""
    tokens = context.tokens
    low = next((i for i in range(after, high) if tokens[i].text[0].isalnum()), high)
    stop = next((i for i in range(low, high) if is_dash(tokens[i])), high)
    if stop < high and not (stop + 1 < high and fold(tokens[stop + 1].text) in ABOUT):
        return None
    verb = next((i for i in range(low, high) if is_finite(tokens[i])), high)
    if verb < high:  # «A»: премьер обозначил сроки
        return (low, verb, "Nom", 0.6) if low < verb < stop else None
    if low + 1 < stop and fold(tokens[low].lemma) in column("talks"):
        return (low + 2, stop, "Ins", 0.75) if fold(tokens[low + 1].text) in ("с", "со") else None
    return low, stop, "Nom", 0.75


def _names_somebody(context: Context, i: int, case: str) -> bool:
    """Whether a token in this case names somebody: a person, a role, a living being."""
    token, name = context.tokens[i], context.name_at[i]
    if name is not None:
        return name.type == "person" and token.tag.case == case
    somebody = context.role_at[i] is not None or (token.tag.animacy == "Anim" and token.tag.pos == "NOUN")
    return somebody and case in {token.tag.case, CASE_OF.get(token.parse.tag.case, "")}


def _is_body(context: Context, i: int) -> bool:
    """Whether a token in the nominative names a body that can speak."""
    token, name = context.tokens[i], context.name_at[i]
    body = name.type == "organization" if name is not None else fold(token.lemma) in column("speaking_bodies")
    return body and token.tag.case == "Nom"


def _unframed(context: Context, marked: Marked, low: int, high: int) -> Report | None:
    """A whole sentence in quotation marks without any frame."""
    tokens = context.tokens
    if not _starts_sentence(context, marked, low) or not _ends_sentence(context, marked, high):
        return None
    if not _sentence_like(context, marked):
        return None
    stretch = Span(marked.pair.start, tokens[marked.high - 1].end)
    return _whole(context, marked, "marks", stretch, 0.7)


def is_title(context: Context, marked: Marked) -> bool:
    """Whether the marks are around a name or title: «Открытая школа», песня «Не плачь!»."""
    words = sum(token.is_word for token in context.tokens[marked.low : marked.high])
    if words < LONG and marked.before >= 0 and names_things(context.tokens[marked.before]):
        return True
    name = context.name_at[marked.low]
    covered = name is not None and name.first <= marked.low and name.last >= marked.high
    return covered and not any(map(_is_known_verb, context.tokens[marked.low : marked.high]))


def _is_known_verb(token: Token) -> bool:
    """Whether a word is a finite verb of the dictionary: of foreign names the tagger makes verbs, too."""
    return is_finite(token) and token.morphology.knows(token.text)


def _speech_like(context: Context, marked: Marked, least: int) -> bool:
    """Whether the text in marks can be an utterance: a predicate, or so long that it is no title."""
    words = sum(1 for i in range(marked.low, marked.high) if context.tokens[i].is_word)
    if words >= LONG:
        return True
    return words >= least and has_predicate(context, marked.low, marked.high)


def _sentence_like(context: Context, marked: Marked) -> bool:
    """Whether it reads as a whole sentence: a capital first, and a predicate."""
    first = next((t for t in context.tokens[marked.low : marked.high] if t.is_word), None)
    return first is not None and not first.text[0].islower() and _speech_like(context, marked, 2)


def _exclaimed(context: Context, marked: Marked) -> bool:
    """Whether it is a word or more with a capital and an exclamation mark: «Позор!»."""
    first, last = context.tokens[marked.low], context.tokens[marked.high - 1]
    return first.text[0].isupper() and last.text[0] in "!?"


def has_predicate(context: Context, low: int, high: int) -> bool:
    """Whether the tokens hold a predicate: a finite verb, a short form, an infinitive, «нет», «можно»."""
    words = column("predicatives")
    return any(
        is_finite(token) or token.tag.form == "Inf" or fold(token.text) in words or token.text in ("!", "?")
        for token in context.tokens[low:high]
    )


def _starts_sentence(context: Context, marked: Marked, low: int) -> bool:
    b = marked.before
    if b < low:
        return True
    token = context.tokens[b]
    if b - low < STAMP and not any(t.text[0].isalpha() for t in context.tokens[low : b + 1]):
        return True  # «10:40 «…», — сказал X»
    if is_final(token) or token.text in CLOSERS:
        pair = context.pair_at[b]
        return is_final(token) or pair is not None
    if is_dash(token):
        return b - 1 < low or is_final(context.tokens[b - 1])
    return context.tokens[marked.low].sentence != token.sentence or (
        not token.text[0].isalnum() and token.text not in ",:;(—–-"
    )


def _after_colon(context: Context, marked: Marked) -> bool:
    return marked.before >= 0 and context.tokens[marked.before].text == ":"


def _ends_sentence(context: Context, marked: Marked, high: int) -> bool:
    if marked.after >= high or not marked.pair.closed:
        return True
    token = context.tokens[marked.after]
    return (
        is_final(token)
        or token.sentence != context.tokens[marked.high - 1].sentence
        or token.text in ("(", "«", '"')
    )


def _clause_start(context: Context, b: int, low: int) -> int:
    """Where the sentence that leads to token `b` begins; quotes before it stay out."""
    tokens = context.tokens
    i = b
    while i > max(low, b - WINDOW):
        if tokens[i - 1].sentence != tokens[b].sentence and is_final(tokens[i - 1]):
            break
        pair = context.pair_at[i - 1]
        if (
            pair is not None
            and pair.end == tokens[i - 1].end
            and tokens[i].text == ","
            and is_dash(tokens[i + 1])
        ):
            break  # «A», — | сказал X и добавил: «B»
        i -= 1
    return i


def _clause_end(context: Context, cue: int, high: int) -> int:
    """Where the frame ends: at the end of its sentence, or at the dash or colon that leads on."""
    tokens = context.tokens
    for i in range(cue + 1, min(high, cue + WINDOW)):
        if tokens[i].sentence != tokens[i - 1].sentence and is_final(tokens[i - 1]):
            return i - 1
        if is_dash(tokens[i]) and tokens[i - 1].text in (".", ",", "!", "?", "…"):
            return i - 1
        if tokens[i].text == ":" and i + 1 < high and context.pair_at[i + 1] is not None:
            return i
    return min(high, cue + WINDOW)


def last_cue(context: Context, low: int, high: int) -> int | None:
    """The last cue verb before the colon that stands outside quotation marks; none that is itself told."""
    for i in range(high - 1, low - 1, -1):
        tag = context.tokens[i].tag
        attribute = tag.form == "Part" and tag.voice == "Pass" and tag.variant != "Short"  # «предполагаемый»
        if context.cues[i] and context.pair_at[i] is None and not attribute and not _is_told(context, low, i):
            return i
    return None


def _is_told(context: Context, low: int, verb: int) -> bool:
    """Whether a verb that is none of saying stands in what is told: «сказал, что считает …: «A»».

    Also in a clause with «который» behind «по его словам».
    """
    tokens = context.tokens
    if SAY in context.cues[verb]:
        return False
    said = False
    low = max(low, verb - WINDOW)
    for i in range(low, verb):
        said = said or (SAY in context.cues[i] and context.pair_at[i] is None)
        if said and tokens[i].text == "," and fold(tokens[i + 1].text) == "что":
            return True
    relative = any(fold(token.lemma) == "который" for token in tokens[max(low, verb - LEAD) : verb])
    return relative and according(context, low, verb) is not None


def according(context: Context, low: int, high: int) -> int | None:
    """The noun of «по его подсчётам, рынок упадёт: «…»»: the sentence in marks is that person's, too."""
    for i in range(low, min(high, low + SHORT_FRAME)):
        if PO in noun_classes(context.tokens[i]):
            before = [fold(token.text) for token in context.tokens[max(low, i - 3) : i]]
            return i if "по" in before else None
    return None


def last_talk(context: Context, low: int, high: int) -> int | None:
    """A noun of speech before the colon: «такой вывод», «его слова»."""
    nouns = column("speech_nouns")
    for i in range(high - 1, low - 1, -1):
        token = context.tokens[i]
        if token.tag.pos == "NOUN" and context.pair_at[i] is None and fold(token.lemma) in nouns:
            return i
    return None
