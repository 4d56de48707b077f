"""Who is mentioned at each token: the entities and role links, laid over the document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from newsnlp.document import Document, Reference, Referent, Report, RoleLink, RoleMention, Span, Token
from newsnlp.language.spelling import fold
from newsnlp.speakers.nouns import noun_classes

NARRATIVE, RETOLD, QUOTED = 0, 1, 2  # whose words a token belongs to


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference to an entity as tokens `first` to `last` (half open)."""

    referent: Referent
    reference: Reference
    first: int
    last: int


def is_owned(tokens: list[Token], role: RoleMention) -> bool:
    """Whether the name beside a role is whose it is: «адвокат Орлова» is not Orlov."""
    name, head = role.holder, tokens[role.head]
    if name is None or name.first != role.head + 1 or "kin" not in noun_classes(head.lemma):
        return False
    words = tokens[name.first : name.last]
    alike = head.tag.case in ("Gen", "") and head.tag.number != "Plur"  # «адвоката Орлова» may be Orlov
    return not alike and all(word.tag.case == "Gen" and word.tag.number == "Sing" for word in words)


class Mentions:
    """The mentions and roles of a document by token, and what is quoted in it."""

    def __init__(
        self, document: Document, referents: list[Referent], links: list[RoleLink], reports: list[Report]
    ) -> None:
        self.document = document
        self.tokens = document.tokens
        self._starts = [token.start for token in document.tokens]
        self.referents = {referent.id: referent for referent in referents}
        self.all: list[Mention] = []
        self.at: list[Mention | None] = [None] * len(self.tokens)
        self._place(referents)
        self.role_at: list[RoleLink | None] = [None] * len(self.tokens)
        for link in reversed(links):  # of several holders the first
            for i in range(link.role.first, link.role.last):
                self.role_at[i] = link
        self.voice = self._voices(reports)
        self.clock = self._clock()

    def index(self, offset: int) -> int:
        """The first token that starts at or after an offset."""
        return bisect_left(self._starts, offset)

    def people_in(self, segments: Iterable[Span]) -> Iterator[Mention]:
        """The mentions of people by name in the words of a report, once for each token."""
        for segment in segments:
            for i in self.range(segment):
                at = self.at[i]
                if at is not None and at.referent.type == "person" and at.reference.kind == "name":
                    yield at

    def range(self, span: Span) -> range:
        """The numbers of the tokens that start inside a span."""
        return range(self.index(span.start), self.index(span.end))

    def person_called(self, first: int, last: int) -> Referent | None:
        """The one person whose name has all the capitalised words of these tokens, initials left out."""
        words = [fold(t.text) for t in self.tokens[first:last] if t.text[0].isupper() and len(t.text) > 2]
        if not words or not self.tokens[first].text[0].isupper():
            return None
        found: set[str] | None = None
        for word in words:
            called = self._called.get(word, set())
            found = called if found is None else found & called
        return self.referents[min(found)] if found and len(found) == 1 else None

    def person_with_initial(self, letter: str) -> Referent | None:
        """The one person whose surname begins with this letter, or else whose first name does."""
        people = [referent for referent in self.referents.values() if referent.type == "person"]
        for parts in ([person.last for person in people], [person.first for person in people]):
            found = [p for p, part in zip(people, parts, strict=True) if part and part[0] == letter]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    @cached_property
    def _called(self) -> dict[str, set[str]]:
        """The people by each word of their names, as it stands anywhere in the text or in the nominative."""
        called: dict[str, set[str]] = {}
        for mention in self.all:
            person = mention.referent
            if person.type == "person" and mention.reference.kind == "name":
                for word in (*mention.reference.normal.split(), *person.name.split()):
                    called.setdefault(fold(word), set()).add(person.id)
                for token in self.tokens[mention.first : mention.last]:
                    called.setdefault(fold(token.text), set()).add(person.id)
        return called

    def block_of(self, token: Token) -> int:
        """The number of the block that a token stands in."""
        return self.document.sentences[token.sentence].block

    def named(self, i: int) -> bool:
        """Whether the token is part of a name; the adjective of a place («российский») is none."""
        at = self.at[i]
        if at is None or at.reference.kind != "name":
            return False
        return at.referent.type != "location" or self.tokens[i].tag.pos != "ADJ"

    def holder(self, head: int) -> Referent | None:
        """The person to whom the text itself gives the role whose head noun is this token."""
        link = self.role_at[head]
        if link is None or link.role.holder is None or is_owned(self.tokens, link.role):
            return None
        return self.linked(head)

    def linked(self, head: int) -> Referent | None:
        """The person to whom the entity stage gives that role, if need be from afar."""
        link = self.role_at[head]
        if link is None or link.role.head != head or link.person is None:
            return None
        return self.referents.get(link.person)

    @cached_property
    def headlines(self) -> frozenset[int]:
        """The numbers of the blocks that are headlines."""
        return frozenset(n for n, block in enumerate(self.document.blocks) if block.kind == "headline")

    @cached_property
    def author(self) -> Referent | None:
        """The person whom a byline names."""
        for mention in self.all:
            block = self.document.blocks[self.block_of(self.tokens[mention.first])]
            if block.kind == "byline" and mention.referent.type == "person":
                return mention.referent
        return None

    def _place(self, referents: list[Referent]) -> None:
        found = [(ref.start, -ref.end, n, ref) for n, r in enumerate(referents) for ref in r.references]
        reach = -1
        for start, _, n, reference in sorted(found, key=lambda f: f[:3]):
            first, last = self.index(start), self.index(reference.end)
            if first >= last:
                continue
            mention = Mention(referents[n], reference, first, last)
            self.all.append(mention)
            if reference.end > reach:  # of nested mentions the outer one counts
                for i in range(max(first, self.index(reach)), last):
                    self.at[i] = mention
                reach = reference.end

    def _voices(self, reports: list[Report]) -> list[int]:
        """For each token whether the reporter tells it, or retells or quotes somebody."""
        size = len(self.tokens) + 1
        retold, quoted = [0] * size, [0] * size
        for report in reports:
            depth = quoted if report.kind == "direct" else retold
            for segment in report.segments:
                depth[self.index(segment.start)] += 1
                depth[self.index(segment.end)] -= 1
        return [
            QUOTED if q > 0 else RETOLD if r > 0 else NARRATIVE
            for q, r in zip(accumulate(quoted), accumulate(retold), strict=True)
        ]

    def _clock(self) -> list[int]:
        """For each sentence, how many sentences with words of the reporter have begun before it."""
        ticks = [
            any(self.voice[i] != QUOTED and self.tokens[i].is_word for i in range(s.first, s.last))
            for s in self.document.sentences
        ]
        return [count - 1 for count in accumulate(int(t) for t in ticks)]
