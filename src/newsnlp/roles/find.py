"""Role phrases."""

from __future__ import annotations

from collections.abc import Collection

from newsnlp.document import Document, Name, RoleMention
from newsnlp.language.inflection import phrase_nominative
from newsnlp.roles.extent import Extents, Phrase
from newsnlp.roles.heads import RoleNouns


def find_roles(document: Document, names: list[Name], more: Collection[str] = ()) -> list[RoleMention]:
    """The role mentions of the document, in order."""
    nouns = RoleNouns(document.morphology, more)
    extents = Extents(document, names, nouns)
    found: list[RoleMention] = []
    end = 0
    for head in nouns.find(document):
        if head.i < end or head.i in extents.name_at:
            continue
        phrase = extents.phrase(head)
        if head.entry.kind in ("held",) or head.entry.kind == "member" and phrase.last == head.i + 1:
            continue
        first = max(phrase.first, end)
        end = phrase.last
        t = document.tokens
        start = t[first].start + (head.entry.skip if first == head.i else 0)
        found.append(
            RoleMention(start, t[end - 1].end, first, end, head.i, "", head.entry.lemma, "current", None, None, 0.5)
        )
    return found
