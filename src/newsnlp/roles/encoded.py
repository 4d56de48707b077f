"""Whom the encoder gives a role: a share for each person near it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from newsnlp.document import Name
from newsnlp.encoder.encoding import Encoding
from newsnlp.roles.extent import Phrase

BEFORE, BEHIND = 24, 6  # people before and behind a role whom the encoder is asked about
FAR = 250  # words between them

Shares = tuple[tuple[Name, float], ...]


class Encoded:
    """Asks the encoder about the people of one document."""

    def __init__(self, encoding: Encoding, people: Iterable[Name]) -> None:
        self.encoding = encoding
        self.people = sorted(people, key=lambda name: name.first)
        self.starts = [name.first for name in self.people]

    def shares(self, phrase: Phrase) -> Shares:
        """How probable it is of each mention near the phrase that its bearer holds the role."""
        at = bisect_left(self.starts, phrase.head.i)
        near = [
            name
            for name in self.people[max(0, at - BEFORE) : at + BEHIND]
            if abs(name.first - phrase.first) < FAR
        ]
        if not near:
            return ()
        anchor = phrase.first, phrase.last - 1, -1
        found = self.encoding.link("person", anchor, [(name.first, name.last) for name in near])
        return tuple(zip(near, found[:-1].tolist(), strict=True))
