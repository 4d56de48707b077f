"""Direct speech set off by paragraphs: dashes, interview labels, a block after a colon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsnlp.document import Report, Span
from newsnlp.language.spelling import fold, is_letter
from newsnlp.lexicon import column
from newsnlp.speech.author import Turn, frame_cue, split_turn
from newsnlp.speech.context import Context, is_dash, is_final, is_finite, speaks_of_himself
from newsnlp.speech.cues import SPEECH
from newsnlp.speech.frames import framed, read_frame
from newsnlp.speech.marked import CLOSERS, according, before_topic, has_predicate, last_cue, last_talk
from newsnlp.speech.phrases import source_span

LABEL = 7  # tokens of a speaker's label before its colon: «Н. ЛОГИНОВА (смеётся):»
UNMARKED = 3  # questions that make an interview without marks
QUESTION = 60  # tokens of an interviewer's question
FRAME = 25  # tokens of a frame at the end of a paragraph, and of the words that tell who speaks
FURTHER = 4  # paragraphs of one speech whose last one has the frame
LINE = 14  # tokens of a line that only tells who speaks
TURNS = 2  # labelled paragraphs that make an interview


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as tokens, with the label that opens it; `body` is where its content begins."""

    low: int
    high: int
    body: int
    label: tuple[int, int] | None = None
    dash: bool = False
    follows_colon: bool = False
    turn: Turn | None = None  # of a dash paragraph: its content and the author's words


def find_paragraphs(context: Context) -> Iterator[Report]:
    """The direct speech that paragraphs set off."""
    paragraphs = list(_paragraphs(context))
    labelled = sum(
        p.label is not None and _utterance(context, p) and _predicated(context, p) for p in paragraphs
    )
    interview = _unmarked_interview(context, paragraphs)
    spoken = _spoken_runs(context, paragraphs)
    i = 0
    while i < len(paragraphs):
        paragraph = paragraphs[i]
        report: Report | None = None
        used = 1
        if paragraph.dash and paragraph.label is None:
            report, used = _over_paragraphs(context, paragraphs, i)
            report = report or _dash(context, paragraph, paragraphs[i - 1] if i else None, spoken[i])
            if used == 1 and report is not None and _monologue(context, paragraphs, i, report):
                more = _dash(context, paragraphs[i + 1], None, True)
                if more is not None:
                    report, used = replace(report, end=more.end, segments=report.segments + more.segments), 2
        elif (
            paragraph.label is not None
            and labelled >= TURNS
            and (paragraph.dash or _ends(context, paragraph))
        ):
            report, used = _turn(context, paragraphs, i)
        elif i in interview:
            span = context.span(paragraph.body, paragraph.high)
            report = Report("direct", span.start, span.end, (span,), "turn", span, confidence=0.7)
        elif paragraph.follows_colon and i:
            report, used = _set_off(context, paragraphs, i)
        if report is None and not paragraph.dash:
            report = _without_marks(context, paragraph)
        if report is not None:
            yield report
        i += used


def _paragraphs(context: Context) -> Iterator[Paragraph]:
    """The paragraphs of the article, without headlines and the furniture of the page."""
    tokens = context.tokens
    colon = False
    pairs = zip(context.document.blocks, context.blocks, strict=True)
    for n, (block, (low, high)) in enumerate(pairs):
        if block.kind not in ("paragraph", "headline") or low >= high:
            continue
        if block.kind == "headline":
            colon = False
            continue
        colon = colon and not _is_torn(context, n)
        dash = is_dash(tokens[low]) and high - low > 1
        body = low + dash
        label = _label(context, body, high)
        if label is not None and label[1] + 1 == high:
            label = None  # the words follow in the next paragraph
        if label is not None:
            body = label[1] + 1
            if body < high and is_dash(tokens[body]):
                body += 1
        if body < high:
            turn = split_turn(context, body, high, in_marks=False) if dash else None
            yield Paragraph(low, high, body, label, dash, colon, turn)
        colon = tokens[high - 1].text == ":" and context.pair_at[high - 1] is None


def _is_torn(context: Context, block: int) -> bool:
    """Whether a wider gap than usual shows that something is missing before a block: a picture, a post."""
    return context.newlines_before(block) > max(2, context.usual_gap)


def _label(context: Context, low: int, high: int) -> tuple[int, int] | None:
    """The speaker's label at the start of an interview turn, as tokens without its colon or dash."""
    tokens = context.tokens
    for i in range(low + 1, min(high, low + LABEL)):
        if tokens[i].text == ":" or (
            is_dash(tokens[i]) and fold(tokens[low].text) in column("interview_labels")
        ):
            return (low, i) if _is_label(context, low, i) else None
        aside = tokens[i - 1].text == "("  # «А. ОРЛОВ (смеётся):»
        name = context.name_at[i] is not None or tokens[i].text.isupper()
        if tokens[i].tag.form == "Fin" and not name and not aside:
            return None
    return None


def _is_label(context: Context, low: int, end: int) -> bool:
    name = context.name_at[low]
    if name is not None and name.type == "person" and name.first == low:
        return True
    words = [t for t in context.tokens[low:end] if t.is_word]
    if words and fold(words[0].text) in column("interview_labels"):
        return True
    if end == low + 2 and is_letter(context.tokens[low].text) and context.tokens[low + 1].text == ".":
        return True  # «К.: … Б.: …»
    return (
        bool(words) and len(words) <= 3 and all(t.text.isupper() for t in words) and len(words[-1].text) > 3
    )


def _spoken_runs(context: Context, paragraphs: list[Paragraph]) -> list[bool]:
    """For each paragraph, whether the run of dash paragraphs it stands in is speech and no list.

    Somebody speaks where one of them has a frame, a question, an exclamation, or a first or second person,
    and where one stands alone, for a list has more items.
    """
    spoken = [False] * len(paragraphs)
    i = 0
    while i < len(paragraphs):
        j = i
        while j < len(paragraphs) and paragraphs[j].dash:
            j += 1
        if j > i:
            run = paragraphs[i:j]
            alone = len(run) == 1 and _predicated(context, run[0])
            spoken[i:j] = [alone or any(_sounds_spoken(context, p) for p in run)] * len(run)
        i = max(j, i + 1)
    return spoken


def _sounds_spoken(context: Context, paragraph: Paragraph) -> bool:
    tokens = context.tokens[paragraph.body : paragraph.high]
    if any(t.text in ("?", "!") or speaks_of_himself(t) for t in tokens):
        return True
    return paragraph.turn is not None and paragraph.turn.cue is not None


def _ends(context: Context, paragraph: Paragraph) -> bool:
    """Whether the paragraph ends as a sentence does."""
    last = context.tokens[paragraph.high - 1]
    return (
        is_final(last)
        or last.text in (")", "»", '"')
        or has_predicate(context, paragraph.body, paragraph.high)
    )


def _dash(context: Context, paragraph: Paragraph, before: Paragraph | None, spoken: bool) -> Report | None:
    """– A, – сказал X. – B"""
    tokens = context.tokens
    turn = paragraph.turn
    if turn is None or not turn.segments:
        return None
    spans = tuple(context.span(*segment) for segment in turn.segments)
    start, end = tokens[paragraph.low].start, tokens[paragraph.high - 1].end
    if turn.cue is not None:
        stop = max(spans[-1].end, tokens[turn.frames[-1][1] - 1].end)
        report = Report("direct", start, stop, spans, "dash, framed", Span(start, end), confidence=0.93)
        return framed(context, report, turn.cue, read_frame(context, turn.cue, *turn.frames[0]))
    if _is_item(context, paragraph) or not _utterance(context, paragraph):
        return None
    report = Report("direct", start, spans[-1].end, spans, "dash", Span(start, end), confidence=0.7)
    if before is None or not paragraph.follows_colon:
        return report if spoken else None
    if spoken:
        framed_before = _with_frame(context, report, before, "dash, frame before")
        return framed_before or _nameless_before(context, report, before) or report
    return _named_before(context, report, before.low, before.high - 1)


def _over_paragraphs(context: Context, paragraphs: list[Paragraph], i: int) -> tuple[Report | None, int]:
    """– A¶ B, – сказал X: the words up to the paragraph with the frame, and how many paragraphs they fill."""
    first = paragraphs[i].turn
    if first is None or first.cue is not None or not first.segments:
        return None, 1
    segments = [*first.segments]
    for n, paragraph in enumerate(paragraphs[i + 1 : i + FURTHER], 2):
        if paragraph.dash or paragraph.label is not None or context.pair_at[paragraph.low] is not None:
            break
        turn = split_turn(context, paragraph.low, paragraph.high, in_marks=False)
        segments += turn.segments
        if turn.cue is not None:
            frame = turn.frames[0]
            last = turn.segments[-1] if turn.segments else frame
            if (
                len(turn.segments) != 1
                or frame[1] < paragraph.high - 1
                or context.pair_at[last[1] - 1] is not None
            ):
                break  # «A», – сказал X: that is a quote in marks
            spans = tuple(context.span(*segment) for segment in segments)
            whole = context.span(paragraphs[i].low, paragraph.high)
            report = Report("direct", whole.start, whole.end, spans, "dash, framed", whole, confidence=0.9)
            return framed(context, report, turn.cue, read_frame(context, turn.cue, *frame)), n
    return None, 1


def _without_marks(context: Context, paragraph: Paragraph) -> Report | None:
    """A, – сказал X: speech that opens no paragraph, or whose opening dash or mark is lost.

    The comma before the dash may be missing behind the words of the first person.
    """
    tokens, low, high = context.tokens, paragraph.low, paragraph.high
    if not tokens[low].text[0].isupper() or context.pair_at[low] is not None:
        return None
    dash = next((i for i in range(high - 2, max(low + 2, high - FRAME), -1) if is_dash(tokens[i])), None)
    cue = frame_cue(context, dash + 1, high) if dash is not None and context.pair_at[dash] is None else None
    if dash is None or cue is None or not context.cues[cue] & SPEECH:
        return None
    if fold(tokens[dash + 1].text) == "так":
        return None  # «A, – так говорится в отчёте»: the reporter's words
    end = dash - 1 if tokens[dash - 1].text == "," else dash
    own = any(speaks_of_himself(token) and context.pair_at[token.i] is None for token in tokens[low:end])
    lone = any(tokens[i].text in CLOSERS and context.pair_at[i] is None for i in range(low, end))
    if lone or context.pair_at[end - 1] is not None or (end == dash and not (own and cue == dash + 1)):
        return None
    opened = (i for i in range(end - 1, low, -1) if is_dash(tokens[i]) and is_final(tokens[i - 1]))
    start = next(opened, low - 1) + 1  # «Он вышел. — | Холодно, — сказал он.»
    if start >= end or context.pair_at[start] is not None:
        return None
    span, whole = context.span(start, end), context.span(start, high)
    report = Report("direct", whole.start, whole.end, (span,), "dash, framed", whole, confidence=0.7)
    return framed(context, report, cue, read_frame(context, cue, dash + 1, high))


def _monologue(context: Context, paragraphs: list[Paragraph], i: int, report: Report) -> bool:
    """Whether the next dash paragraph, alone and without a frame, goes on with the framed one before it."""
    if report.cue is None or i + 1 >= len(paragraphs) or (i and paragraphs[i - 1].dash):
        return False
    following = paragraphs[i + 1]
    if not following.dash or (i + 2 < len(paragraphs) and paragraphs[i + 2].dash):
        return False
    if context.document.text[report.segments[-1].end - 1] == "?":
        return False
    return following.turn is not None and following.turn.cue is None


def _utterance(context: Context, paragraph: Paragraph) -> bool:
    """Whether the paragraph ends as an utterance does; headings and links have no full stop."""
    last = context.tokens[paragraph.high - 1]
    return is_final(last) or last.text in (")", "»", '"') or fold(last.text).startswith("корр")


def _is_item(context: Context, paragraph: Paragraph) -> bool:
    """Whether it is an item of a list: «- хлеб;», «- 5 тонн угля»."""
    first, last = context.tokens[paragraph.body], context.tokens[paragraph.high - 1]
    return (
        last.text in (";", ",")
        or first.text[0].islower()
        or not any(token.is_word for token in context.tokens[paragraph.body : paragraph.high])
    )


def _turn(context: Context, paragraphs: list[Paragraph], i: int) -> tuple[Report | None, int]:
    """И. Иванов: A — with the paragraphs that go on without a label."""
    paragraph = paragraphs[i]
    tokens = context.tokens
    assert paragraph.label is not None
    pair = context.pair_at[paragraph.body]
    if (
        pair is not None
        and context.index(pair.end) >= paragraph.high - 1
        and pair.start == tokens[paragraph.body].start
    ):
        return None, 1  # the marks are read elsewhere
    segments = [context.span(paragraph.body, paragraph.high)]
    used = 1
    while i + used < len(paragraphs) and _goes_on(context, paragraphs, i + used):
        segments.append(context.span(paragraphs[i + used].body, paragraphs[i + used].high))
        used += 1
    low, high = paragraph.label
    report = Report(
        "direct",
        tokens[paragraph.low].start,
        segments[-1].end,
        tuple(segments),
        "turn",
        Span(tokens[paragraph.low].start, segments[0].end),
        source=source_span(context, low, low, high),
        confidence=0.85,
    )
    return report, used


def _predicated(context: Context, paragraph: Paragraph) -> bool:
    return has_predicate(context, paragraph.body, paragraph.high)


def _unmarked_interview(context: Context, paragraphs: list[Paragraph]) -> set[int]:
    """The turns of an interview without any marks: question, answer, question, answer."""
    questions = [i for i, p in enumerate(paragraphs) if _asks(context, p)]
    answered = [i for i in questions if i + 1 < len(paragraphs) and not _asks(context, paragraphs[i + 1])]
    if len(answered) < UNMARKED:
        return set()
    return {k for i in answered for k in (i, i + 1)}


def _asks(context: Context, paragraph: Paragraph) -> bool:
    if paragraph.dash or paragraph.label is not None or paragraph.high - paragraph.low > QUESTION:
        return False
    return context.tokens[paragraph.high - 1].text in ("?", "?!") and context.pair_at[paragraph.low] is None


def _goes_on(context: Context, paragraphs: list[Paragraph], i: int) -> bool:
    """Whether paragraph `i`, without label or dash, still belongs to the turn before it."""
    paragraph = paragraphs[i]
    if paragraph.label is not None or paragraph.dash:
        return False
    if not any(p.label is not None for p in paragraphs[i + 1 : i + 3]):
        return False
    return any(speaks_of_himself(t) for t in context.tokens[paragraph.body : paragraph.high])


def _set_off(context: Context, paragraphs: list[Paragraph], i: int) -> tuple[Report | None, int]:
    """X сообщил: and a paragraph without any marks."""
    paragraph = paragraphs[i]
    tokens = context.tokens
    pair = context.pair_at[paragraph.body]
    if pair is not None and pair.start == tokens[paragraph.body].start:
        return None, 1
    if tokens[paragraph.body].text[0].islower() or not has_predicate(context, paragraph.body, paragraph.high):
        return None, 1
    last = context.sentence_range(paragraph.high - 1)[0]
    if tokens[paragraph.high - 1].text == ":" and last_cue(context, last, paragraph.high) is not None:
        return None, 1  # «В заявлении клуба говорится:» is the frame of the next paragraph
    segments = [context.span(paragraph.body, paragraph.high)]
    used = 1
    while i + used < len(paragraphs) and _tight(context, paragraphs[i + used - 1], paragraphs[i + used]):
        segments.append(context.span(paragraphs[i + used].body, paragraphs[i + used].high))
        used += 1
    start, end = segments[0].start, segments[-1].end
    report = Report("direct", start, end, tuple(segments), "block", segments[0], confidence=0.8)
    return _with_frame(context, report, paragraphs[i - 1], "block"), used


def _tight(context: Context, one: Paragraph, two: Paragraph) -> bool:
    """Whether two paragraphs are lines of one block on a page that parts its blocks by blank lines."""
    text = context.document.text
    gap = text[context.tokens[one.high - 1].end : context.tokens[two.low].start]
    more = two.label is None and not two.dash and context.tokens[two.high - 1].text != ":"
    return more and gap.count("\n") == 1 and context.has_blank_lines


def _with_frame(context: Context, report: Report, before: Paragraph, pattern: str) -> Report | None:
    """The report with what the paragraph before it, which ends in a colon, says of the speaker."""
    end = before.high - 1
    low = context.document.sentences[context.tokens[end].sentence].first
    cue = last_cue(context, low, end)
    if cue is None or not context.cues[cue] & SPEECH:
        cue = last_talk(context, low, end) or cue
    if cue is None and any(speaks_of_himself(t) for t in context.tokens[before.high : before.high + FRAME]):
        cue = according(context, low, end)
    if cue is None:
        return _named_before(context, report, low, end)
    report = replace(report, pattern=pattern)
    return framed(context, report, cue, read_frame(context, cue, low, end))


def _named_before(context: Context, report: Report, low: int, end: int) -> Report | None:
    """The report after a line that only names somebody: «Иван Орлов, тренер «Ижа»:», «Орлов — о матче:»."""
    end = before_topic(context, low, end)
    role = context.role_at[low]
    first = role.last if role is not None and role.first == low else low
    name = context.name_at[first] if first < end else None
    if name is None or name.type != "person" or name.first != first or name.last > end:
        return None
    if any(is_finite(token) for token in context.tokens[low:end]):
        return None
    return replace(report, source=source_span(context, first, low, end))


def _nameless_before(context: Context, report: Report, before: Paragraph) -> Report | None:
    """The report after a line that tells somebody by a noun only: «Пенсионерка, бывшая ткачиха:»."""
    low, end = before.low, before.high - 1
    if end - low > LINE or any(is_finite(token) for token in context.tokens[low:end]):
        return None
    for head in range(low, end):
        tag = context.tokens[head].tag
        if tag.pos not in ("ADJ", "DET"):
            somebody = (tag.pos, tag.case, tag.number, tag.animacy) == ("NOUN", "Nom", "Sing", "Anim")
            return replace(report, source=source_span(context, head, low, end)) if somebody else None
    return None
