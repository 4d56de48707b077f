"""Find reported speech: all finders over one document, the most certain first."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from newsnlp.document import Document, Name, Report, RoleMention
from newsnlp.speech.context import Context
from newsnlp.speech.encoded import Evidence
from newsnlp.speech.indirect import find_headlines, find_indirect
from newsnlp.speech.marked import find_marked
from newsnlp.speech.nested import with_nested
from newsnlp.speech.paragraphs import find_paragraphs
from newsnlp.speech.relays import relayed


def find_speech(
    document: Document, names: list[Name], roles: list[RoleMention], cues: Collection[str] = ()
) -> list[Report]:
    """The reports of the document, ordered by their first segment.

    A report gives way where an earlier finder has taken its words: a quote inside a quote is not
    marked by itself, and what stands in marks or after a dash is no indirect speech. `cues` are
    further verbs of saying, in the infinitive.
    """
    context = Context(document, names, roles, cues)
    evidence = Evidence(context, document.encoding) if document.encoding is not None else None
    taken = [False] * len(context.tokens)
    reports = _accept(context, taken, find_paragraphs(context))
    reports += _accept(context, taken, find_marked(context))
    reports, indirect = relayed(context, reports, list(find_indirect(context, taken)))
    reports += _accept(context, taken, indirect)
    reports += _accept(context, taken, list(find_headlines(context, taken)))
    if evidence is not None:
        taken = [False] * len(context.tokens)
        reports = _accept(context, taken, evidence.accepted(map(evidence.complete, reports)))
        more = map(evidence.complete, evidence.reports(taken))
        reports += _accept(context, taken, evidence.accepted(more))
    return sorted(with_nested(context, reports), key=lambda report: report.segments[0].start)


def _accept(context: Context, taken: list[bool], reports: Iterable[Report]) -> list[Report]:
    """The reports whose content nobody has taken; takes it. Of two that overlap the earlier found stays."""
    kept = []
    for report in reports:
        inside = [
            i for span in report.segments for i in range(context.index(span.start), context.index(span.end))
        ]
        if inside and not any(taken[i] for i in inside):
            for i in inside:
                taken[i] = True
            kept.append(report)
    return kept
