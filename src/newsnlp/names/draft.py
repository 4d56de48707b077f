"""Names while they are being found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from newsnlp.document import Document, Name, Token
from newsnlp.schema import EntityType

QUOTATION_MARKS = frozenset("«»„“”\"'‘’") | {"''", "``", "<<", ">>", ",,"}
MAX_WORDS = {"person": 12, "organization": 40, "location": 20}  # a longer stretch is a list, no name
BRACKETS = frozenset("()[]{}<>")
SEPARATORS = frozenset("|•·;/\\…*=_")


class Draft(NamedTuple):
    """Tokens `first` to `last` (half open), taken for a name of this type."""

    first: int
    last: int
    type: EntityType

    def covers(self, other: Draft) -> bool:
        """Whether the other lies inside."""
        return self.first <= other.first and other.last <= self.last


def name_of(document: Document, draft: Draft) -> Name:
    """The finished name."""
    tokens = document.tokens
    return Name(tokens[draft.first].start, tokens[draft.last - 1].end, draft.type, draft.first, draft.last)


def back_over(document: Document, first: int, wanted: Callable[[Token], bool]) -> int:
    """The first of the words straight before token `first`, in its sentence, that are all `wanted`."""
    tokens = document.tokens
    at = first
    while at and wanted(tokens[at - 1]) and tokens[at - 1].sentence == tokens[first].sentence:
        at -= 1
    return at


def split_at_marks(document: Document, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Cut drafts at brackets and other marks that no name contains.

    «Арон Эрнандес (Aaron Hernandez)» are two mentions, «Исламское государство (ИГ)» too. No name ends
    between quotation marks that open in it: «АЭС | «Токио дэнриоку»».
    """
    ends = {pair.start: pair.inner.end for pair in document.quoted if pair.closed}
    for draft in drafts:
        marks = BRACKETS | SEPARATORS | ({","} if draft.type == "person" else set())
        start, end = draft.first, document.tokens[draft.last - 1].end
        for i in range(draft.first, draft.last + 1):
            cut = i == draft.last or document.tokens[i].text in marks
            if cut or ends.get(document.tokens[i].start, 0) > end:
                yield from trimmed(document, Draft(start, i, draft.type))
                start = i + 1


def closed(document: Document, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts with the mark that closes what is opened inside: «служба «Пролив»»."""
    opened_by = {pair.end: pair.start for pair in document.quoted if pair.closed}
    for draft in drafts:
        following = document.tokens[draft.last] if draft.last < len(document.tokens) else None
        start = opened_by.get(following.end) if following is not None else None
        inside = start is not None and document.tokens[draft.first].start <= start
        yield draft._replace(last=draft.last + 1) if inside else draft


def trimmed(document: Document, draft: Draft) -> Iterator[Draft]:
    """The draft without marks at its ends; nothing if no letter is left."""
    first, last = draft.first, draft.last
    while first < last and not document.tokens[first].text[0].isalnum():
        first += 1
    while first < last and not document.tokens[last - 1].text[-1].isalnum():
        last -= 1
    if last - first <= MAX_WORDS[draft.type] and any(t.is_word for t in document.tokens[first:last]):
        yield Draft(first, last, draft.type)


def without_overlaps(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts in order, the longer of two that overlap; a place may lie inside an organisation."""
    kept: list[Draft] = []
    for draft in sorted(set(drafts), key=lambda d: (d.first, -d.last, d.type)):
        over = next((k for k in reversed(kept[-2:]) if k.last > draft.first), None)
        if over is None or (over.type == "organization" and draft.type == "location" and over.covers(draft)):
            kept.append(draft)
    return kept
