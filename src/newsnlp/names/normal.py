"""The nominative of a name as it stands in the text."""

from __future__ import annotations

from newsnlp.document import Document, Name


def nominative(document: Document, name: Name) -> str:
    """The nominative form of one mention: «Хабибуллиным» gives «Хабибуллин»."""
    return document.words(name)
