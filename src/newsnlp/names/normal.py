"""The nominative of names as they stand in the text: «Хабибуллиным» gives «Хабибуллин».

Each word of a name has several readings; the context (tagger, preposition, verb), the agreement
of the words with each other and the other forms of the same name in the article choose one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from newsnlp.document import Document, Name
from newsnlp.names.organization_normal import organization_nominative, place_nominative
from newsnlp.names.person_normal import Evidence, gather, person_nominative

NO_EVIDENCE = Evidence()


def nominative(document: Document, name: Name, evidence: Evidence = NO_EVIDENCE) -> str:
    """The nominative form of one mention, spelled (capitals, ё, quotation marks) as in the text.

    `evidence` is what the other names of the article tell (see `gather`); without it the mention
    and its sentence decide alone.
    """
    if name.type == "person":
        return person_nominative(document, name, evidence)
    if name.type == "location":
        return place_nominative(document, name)
    return organization_nominative(document, name)


def nominatives(document: Document, names: Iterable[Name]) -> Mapping[Name, str]:
    """The nominative form of every name of an article, each in the light of the others."""
    names = list(names)
    evidence = gather(document, [name for name in names if name.type == "person"])
    return {name: nominative(document, name, evidence) for name in names}
