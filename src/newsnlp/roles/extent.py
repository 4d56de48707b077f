"""Role phrases: the borders around a role noun, from modifiers and complements."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsnlp.document import Document, Name
from newsnlp.roles.complements import Complements
from newsnlp.roles.context import Context
from newsnlp.roles.heads import Head, RoleNouns
from newsnlp.roles.modifiers import FORMER, Modifiers

MAX_TITLE_CHARS = 40  # of a work: «Принц и нищий»


@dataclass(frozen=True, slots=True)
class Phrase:
    """A role phrase: tokens `first` to `last` (half open) around `head`.

    `wide` is where the phrase begins with the words of origin and time that belong to the title but
    not to the role: «(бывший российский) певец».
    """

    head: Head
    first: int
    last: int
    wide: int
    former: bool
    acting: bool
    inner: list[Head] = field(default_factory=list)


class Extents:
    """Finds the borders of role phrases in one document."""

    def __init__(self, document: Document, names: list[Name], nouns: RoleNouns) -> None:
        self.context = Context(document, names, nouns)
        self.modifiers = Modifiers(self.context)
        self.complements = Complements(self.context)

    def phrase(self, head: Head) -> Phrase:
        """The phrase around a head noun."""
        first, wide, former = self.modifiers.left(head)
        acting_from = self.modifiers.acting(first)
        if acting_from is not None:
            first = wide = acting_from
        opening = self.context.tokens[first].text.lower()
        former = former or head.entry.skip > 0 or opening.startswith(FORMER)
        return Phrase(head, first, self.complements.right(head), wide, former, acting_from is not None)

    def is_named(self, head: Head) -> bool:
        """Whether a role noun is a part of a name; «администрация президента» speaks of a president too."""
        name = self.context.name_at.get(head.i)
        if name is None:
            return False
        if name.type == "person" and name.last - name.first == 1:  # «Хакер взломал сайт»
            parses = self.context.tokens[head.i].morphology.parses(self.context.tokens[head.i].text)
            return any("Surn" in p.tag or "Name" in p.tag for p in parses)
        ruler = head.entry.kind == "office" and self.context.tokens[head.i].tag.number == "Sing"
        return not (ruler and name.type == "organization" and head.i > name.first)

    def is_title(self, i: int) -> bool:
        """Whether token `i` begins a title in quotation marks: «Таксист», «Принц и нищий»."""
        token = self.context.tokens[i]
        if i == 0 or not token.text[0].isupper():
            return False
        quoted = self.context.quoted_at.get(self.context.tokens[i - 1].start)
        if quoted is None or not quoted.closed or quoted.inner.start != token.start:
            return False
        if quoted.inner.end - quoted.inner.start > MAX_TITLE_CHARS:
            return False
        name = self.context.name_at.get(i + 1)
        if (
            name is not None
            and name.type == "person"
            and self.context.tokens[name.last - 1].end < quoted.inner.end
        ):
            return False  # «Полковник Кашин готов»
        inner = self.context.document.words(quoted.inner)
        return inner.count(" ") < 4 and inner[-1].isalnum()
