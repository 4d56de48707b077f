"""Find reported speech: all finders over one document, certain patterns first."""

from __future__ import annotations

from newsnlp.document import Document, Name, Report, RoleMention
from newsnlp.speech.context import Context
from newsnlp.speech.marked import find_marked
from newsnlp.speech.paragraphs import find_paragraphs

FINDERS = (find_marked, find_paragraphs)


def find_speech(document: Document, names: list[Name], roles: list[RoleMention]) -> list[Report]:
    """The reports of the document, ordered by their first segment."""
    context = Context(document, names, roles)
    reports: list[Report] = []
    for finder in FINDERS:
        reports += finder(context)
    return sorted(reports, key=lambda report: report.segments[0].start)
