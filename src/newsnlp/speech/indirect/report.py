"""What every finder needs: the report of a content, where a content and a frame may end."""

from __future__ import annotations

from newsnlp.document import Report, Span
from newsnlp.schema import QuoteKind
from newsnlp.speech.clauses import trim_left, trim_right
from newsnlp.speech.context import Context, is_final
from newsnlp.speech.frames import Frame, framed
from newsnlp.speech.verbatim import kind_of

REACH = 25  # tokens from a cue to its conjunction or colon


def make_report(
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
    """The end with the mark that closes what the content opens: «призвала «не молчать»».

    Also sentences further on: «Он «зашёл и взял нож. Нож был большой»».
    """
    tokens = context.tokens
    pair = context.pair_at[end - 1] if start < end else None
    if pair is None or not pair.closed or pair.start < tokens[start].start or pair.end <= tokens[end - 1].end:
        return end
    close = context.index(pair.end)
    ended = close == end + 1 or tokens[end].sentence != tokens[end - 1].sentence or is_final(tokens[end])
    return close if ended else end


def stop_of(taken: list[bool], start: int, high: int) -> int:
    """The first taken token from `start` on."""
    i = start
    while i < high and not taken[i]:
        i += 1
    return i
