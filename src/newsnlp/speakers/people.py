"""Who can be meant at a place of the text: the people mentioned so far, and how present each is.

The state runs along with the text, one step for each mention: nothing looks back over the article.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nlargest
from itertools import islice
from math import log1p

from newsnlp.document import Referent, Token
from newsnlp.schema import Gender
from newsnlp.speakers.mentions import NARRATIVE, QUOTED, Mentions

NEAR = 12  # people looked at, the latest mentioned first
MAIN = 3  # people named most often, who may be meant in a headline
FEW = 3  # the same, of people without a name
FAR = 6  # sentences of the reporter after which distance tells nothing more


@dataclass(slots=True)
class Person:
    """Somebody the text has mentioned: an entity, or somebody without a name.

    `called` are the nouns that have taken them up so far; `new` says of somebody without a name that the
    last noun for them means nobody named before.
    """

    key: str
    referent: Referent | None
    gender: Gender | None
    token: int
    clock: int
    block: int
    subject: bool
    voice: int
    count: int = 0
    topic: bool = False
    noun: str = ""
    new: bool = False
    called: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Spoken:
    """The last report: who spoke, and where it ended."""

    key: str | None
    clock: int
    block: int
    end: int
    retold_by_noun: bool = False  # «по словам Орлова, он …»: is that Orlov?


@dataclass
class People:
    """The people mentioned so far, the latest last: those with names, and the others."""

    mentions: Mentions
    named: OrderedDict[str, Person] = field(default_factory=OrderedDict)
    unnamed: OrderedDict[str, Person] = field(default_factory=OrderedDict)
    nouns: set[str] = field(default_factory=set)  # for those without names
    spoken: Spoken | None = None

    def see(
        self,
        token: Token,
        key: str,
        referent: Referent | None,
        gender: Gender | None,
        noun: str = "",
        subject: bool | None = None,
    ) -> Person:
        """Take note of a mention at `token`."""
        mentions = self.mentions
        voice = mentions.voice[token.i]
        clock, block = mentions.clock[token.sentence], mentions.block_of(token)
        is_subject = token.tag.case == "Nom" if subject is None else subject
        people = self.named if referent is not None else self.unnamed
        person = people.get(key)
        if person is None:
            person = Person(key, referent, gender, token.i, clock, block, is_subject, voice, noun=noun)
            people[key] = person
            self.nouns |= {noun} - {""}
        elif voice == QUOTED and person.voice != QUOTED:
            person.count += 1
            return person  # who is spoken about in a quote is no more present for it
        else:
            people.move_to_end(key)
            # two mentions in one clause: the subject counts
            if person.clock == clock and person.subject and person.voice == voice:
                is_subject = True
            person.token, person.clock, person.block = token.i, clock, block
            person.subject, person.voice = is_subject, voice
        person.count += 1
        person.gender = person.gender or gender
        person.topic = person.topic or block in mentions.headlines
        return person

    def is_known(self, noun: str) -> bool:
        """Whether the text has so called somebody without a name."""
        return noun in self.nouns

    @cached_property
    def main(self) -> list[Person]:
        """The people named most often; to be asked when the whole text is known."""
        return nlargest(MAIN, self.named.values(), key=lambda person: person.count)

    def known(self, referent: Referent) -> Person:
        """A person as mentioned so far, or one whom the text will name only later."""
        person = self.named.get(referent.id)
        if person is None:
            return Person(referent.id, referent, referent.gender, -1, -1, -1, False, NARRATIVE)
        return person

    def latest(self, gender: Gender | None, also: Iterable[Person] = ()) -> Iterator[Person]:
        """The people who can be meant, the latest first."""
        near = [*islice(reversed(self.named.values()), NEAR), *islice(reversed(self.unnamed.values()), FEW)]
        near.sort(key=lambda person: -person.token)
        seen = {person.key for person in near}
        near += [person for person in also if person.key not in seen]
        return (person for person in near if agrees(person, gender))

    def since(self, token: int, gender: Gender) -> Iterator[Person]:
        """The people mentioned after a token whom a pronoun of this gender can mean."""
        for people in (self.named, self.unnamed):
            for person in reversed(people.values()):
                if person.token <= token:
                    break
                if agrees(person, gender):
                    yield person

    def presence(self, person: Person, token: Token, order: int) -> dict[str, float]:
        """How present a person is at `token`, as features; `order` is their place among the candidates."""
        if person.token < 0:
            return {"named later": 1.0}
        clock, block = self.mentions.clock[token.sentence], self.mentions.block_of(token)
        gap = clock - person.clock
        features: dict[str, float] = {}
        if gap <= 0:
            features["same sentence"] = 1
        elif gap <= 2:
            features[f"{gap} back"] = 1
        else:
            features["farther"] = 1
            features["distance"] = min(gap, FAR) / FAR
        features["same block"] = float(person.block == block)
        if person.subject:
            features["subject"] = 1
            if gap == 1:
                features["subject before"] = 1
        if person.voice == QUOTED:
            features["in quote"] = 1
        elif person.voice != NARRATIVE:
            features["in content"] = 1
        if order < 2:
            features[("latest", "second")[order]] = 1
        features["often"] = log1p(person.count)
        features["topic"] = float(person.topic)
        if person.gender is None:
            features["gender unknown"] = 1
        if person.referent is None:
            features["unnamed"] = 1
            features["unnamed subject"] = float(person.subject and gap <= 1)
        spoken = self.spoken
        if spoken is not None and spoken.key == person.key:
            features["spoke last"] = 1
            features["spoke in block"] = float(spoken.block == block)
            features["spoke before"] = float(clock - spoken.clock <= 1)
        return features


def agrees(person: Person, gender: Gender | None) -> bool:
    """Whether gender lets the person be meant."""
    return gender is None or person.gender is None or person.gender == gender
