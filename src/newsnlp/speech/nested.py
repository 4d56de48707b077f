"""Quotation marks inside retold speech belong to it: «уверен, что разницы нет: «и там, и там кружево»»."""

from __future__ import annotations

from dataclasses import replace

from newsnlp.document import Quoted, Report, Span
from newsnlp.speech.context import Context
from newsnlp.speech.verbatim import kind_of

BESIDE = 3  # tokens around the end of the retold words in which the colon and the mark stand


def with_nested(context: Context, reports: list[Report]) -> list[Report]:
    """The reports, where retold speech that ends before a colon and marks has taken in what they hold.

    That is so if the words in the marks go on with the sentence.
    """
    at = {report.start: report for report in reports}
    dropped: set[int] = set()
    out = []
    for report in reports:
        pair = _pair_after(context, report) if report.kind != "direct" else None
        inner = at.get(pair.start) if pair is not None else None
        if pair is not None and inner is not None and _goes_on(context, inner):
            dropped.add(inner.start)
            report = _extended(context, report, pair)
        out.append(report)
    return [report for report in out if report.start not in dropped]


def _pair_after(context: Context, report: Report) -> Quoted | None:
    """The quotation marks behind a colon at the end of the content."""
    end = context.index(report.segments[-1].end)
    for i in range(max(1, end - BESIDE), min(len(context.tokens), end + BESIDE)):
        pair = context.pair_at[i]
        if pair is not None and pair.start == context.tokens[i].start and context.tokens[i - 1].text == ":":
            return pair
    return None


def _goes_on(context: Context, inner: Report) -> bool:
    """Whether the words in the marks go on with the sentence: they begin with a small letter."""
    first = context.tokens[context.index(inner.segments[0].start)]
    return len(inner.segments) == 1 and first.is_word and first.text[0].islower()


def _extended(context: Context, report: Report, pair: Quoted) -> Report:
    last = Span(report.segments[-1].start, pair.end)
    low, high = context.index(report.segments[0].start), context.index(pair.end)
    return replace(
        report,
        kind=kind_of(context, low, high),
        end=max(report.end, pair.end),
        segments=(*report.segments[:-1], last),
        frame=Span(min(report.frame.start, report.start), max(report.frame.end, pair.end)),
    )
