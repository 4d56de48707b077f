"""What the modules of this stage look up in a document: names and quotation marks by their places."""

from __future__ import annotations

from newsnlp.document import Document, Name, Quoted
from newsnlp.roles.heads import RoleNouns


class Context:
    """A document with its names, quotation marks and role nouns at hand."""

    def __init__(self, document: Document, names: list[Name], nouns: RoleNouns) -> None:
        self.document = document
        self.tokens = document.tokens
        self.nouns = nouns
        self.name_at: dict[int, Name] = {i: name for name in names for i in range(name.first, name.last)}
        self.quoted_at: dict[int, Quoted] = {quoted.start: quoted for quoted in document.quoted}
