"""Which mentions in many articles are one person: by name, initials, posts and gender."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import sqrt

from newsnlp import lexicon
from newsnlp.corpus.grouping import Gathering, Group
from newsnlp.corpus.posts import Fit, Post, PostReader, fit
from newsnlp.corpus.sightings import Sighting
from newsnlp.entities.people import full_forms
from newsnlp.entities.personal import RUSSIAN_SURNAME
from newsnlp.entities.variants import skeleton, variant
from newsnlp.language.spelling import fold

INITIAL = re.compile(r"\b([^\W\d_])(?:\.|\b(?=\s))")
DOUBLED = re.compile(r"(.)\1+")
SOFT = re.compile(r"ь(?=[аеиоуыэюя])")  # «Наталья» as «Наталия»
MAX_POSTS = 24  # of a person that are compared
MANY = 4  # first names beside one surname from which that is a common one

# The odds that two mentions are of one person by their names alone, for a rare and a common surname.
PATRONYMIC, FULL, INITIALS, LETTER, SURNAME = (30.0, 5.0), (20.0, 2.5), (9.0, 1.5), (4.0, 0.9), (2.0, 0.35)
RESPELT, SHORTENED = 0.4, 0.35  # times for «Мбазаа» beside «Мебаза», «Дима» beside «Дмитрий»
FIRST_NAMES = {"noble": 3.0, "clergy": 3.0, "culture": 1.0}  # by field, for «королева Елизавета»; else
FIRST_NAME = 0.2
FIT = {
    Fit.ODD: 0.03,
    Fit.ELSEWHERE: 0.15,
    Fit.UNRELATED: 0.35,
    Fit.FIELD: 1.5,
    Fit.UNKNOWN: 1.0,
    Fit.ALIKE: 4.0,
    Fit.SAME: 20.0,
}


@dataclass(slots=True, eq=False)
class PersonGroup(Group):
    """The mentions of one person, and what they say of the name and posts."""

    last: set[str] = field(default_factory=set)
    first: set[str] = field(default_factory=set)
    middle: set[str] = field(default_factory=set)
    initials: str = ""
    gender: str | None = None
    posts: dict[Post, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonTraits:
    """What a mention says, spelt as it is compared.

    `initials` are those of first name and patronymic. `last` is empty for a first name alone, and
    `first` then the whole name.
    """

    last: str
    first: str
    middle: str
    initials: str
    gender: str | None
    posts: frozenset[Post]

    @property
    def order(self) -> tuple[object, ...]:
        """Buckets that say more come first; ties are broken by what they say."""
        level = 0 if self.middle else 1 if self.first else 4 - len(self.initials)
        posts = sorted(
            (p.noun, sorted(p.words), p.past, -1 if p.organization is None else p.organization)
            for p in self.posts
        )
        short = self.first in full_forms()
        return (
            level,
            short,
            -len(posts),
            self.last,
            self.first,
            self.middle,
            self.initials,
            self.gender or "",
            posts,
        )


@dataclass(slots=True, eq=False)
class PersonBucket:
    """Mentions that say the same of a person; `common` tells whether many people have the surname."""

    traits: PersonTraits
    common: bool
    sightings: list[Sighting] = field(default_factory=list)

    def found_by(self) -> Iterator[Hashable]:
        """By first name, by post and initial, or by surname."""
        own = self.traits
        if own.first:
            for first in (own.first, *full_forms().get(own.first, ())):
                yield "first", own.last, plain(first)
            yield from self._sounds()
            return
        letter = own.initials[:1]
        for post in sorted({post.noun for post in own.posts}):
            yield "post", own.last, letter, post
        yield "letter", own.last, letter

    def new(self) -> PersonGroup:
        """A person of whom nothing is known yet."""
        return PersonGroup()

    def meet(self, group: PersonGroup) -> tuple[int, float]:
        """The fit of the posts and the odds; 0 where name or gender contradict."""
        own = self.traits
        odds = self._by_name(group)
        if own.gender and group.gender and own.gender != group.gender:
            odds = 0.0
        if odds == 0:
            return 0, 0.0
        how = fit(own.posts, group.posts)
        return how, odds * FIT[how]

    def alone(self, rivals: int) -> float:
        """As if another mention said the same; without posts they may be of any of the namesakes."""
        own = self.traits
        names = (
            _first_names(own.posts)
            if not own.last
            else PATRONYMIC[self.common]
            if own.middle
            else FULL[self.common]
            if own.first
            else (SURNAME, LETTER, INITIALS)[len(own.initials)][self.common]
        )
        return names * FIT[fit(own.posts, own.posts)] / (1 if own.posts else 1 + rivals)

    def tell(self, group: PersonGroup, sighting: Sighting) -> float:
        """An article says nothing more of its people than it says of everything."""
        return 1.0

    def mark(self, group: PersonGroup) -> Iterator[Hashable]:
        """Add the parts of the name and the posts."""
        own = self.traits
        for parts, part in ((group.last, own.last), (group.first, own.first), (group.middle, own.middle)):
            if part:
                parts.add(part)
        group.initials = max(group.initials, own.initials, key=len)
        group.gender = group.gender or own.gender
        for post in sorted(own.posts, key=lambda post: (post.noun, sorted(post.words))):
            if len(group.posts) < MAX_POSTS:
                group.posts[post] = None
        yield from self._marks()

    def _marks(self) -> Iterator[Hashable]:
        own = self.traits
        if own.first:
            yield "first", own.last, own.first
            yield from self._sounds()
        for letter in {own.initials[:1], ""} if own.last else ():
            yield "letter", own.last, letter
            for post in sorted({post.noun for post in own.posts}):
                yield "post", own.last, letter, post

    def _sounds(self) -> Iterator[Hashable]:
        """By which the other spellings of a name are found."""
        own = self.traits
        if own.last:
            yield "first and sound", own.first, skeleton(own.last)
            yield "sound and last", skeleton(own.first), own.last

    def _by_name(self, group: PersonGroup) -> float:
        """The odds by the names alone; 0 where they contradict."""
        own = self.traits
        if not own.last:
            return _first_names(own.posts)
        if self._contradicts(group):
            return 0.0
        likeness = self._likeness(group)
        if own.middle and group.middle:
            rare, common = PATRONYMIC
        elif own.first and group.first:
            rare, common = FULL
        else:
            rare, common = (SURNAME, LETTER, INITIALS)[min(len(own.initials), len(group.initials))]
            if not own.initials or not group.initials:  # news call by surname alone whom everybody knows
                likeness *= sqrt(len(group.members))
        return likeness * (common if self.common else rare)

    def _contradicts(self, group: PersonGroup) -> bool:
        """Whether patronymics or initials do not go together."""
        own = self.traits
        if own.middle and group.middle:
            return own.middle not in group.middle
        both = list(zip(own.initials, group.initials, strict=False))
        if own.first and group.first:  # «Саша» may be Александр
            both = both[1:]
        return any(a != b for a, b in both)

    def _likeness(self, group: PersonGroup) -> float:
        """1 for the same first name and surname, less for other spellings, 0 for others."""
        own = self.traits
        same_last = own.last in group.last
        if not own.first or not group.first:
            return float(same_last)
        if own.first in group.first:
            return 1.0 if same_last else RESPELT * _respelt(own.last, group.last)
        if not same_last:
            return 0.0
        if any(_shortens(own.first, one) or _shortens(one, own.first) for one in group.first):
            return SHORTENED
        return RESPELT * _respelt(own.first, group.first)


def gather_persons(
    sightings: Iterable[Sighting],
    organizations: Mapping[tuple[int, str], int],
    read: PostReader,
    usual: frozenset[str],
) -> list[PersonGroup]:
    """The people that these are; `organizations` are the groups of those, by article and entity."""
    buckets: dict[PersonTraits, list[Sighting]] = defaultdict(list)
    firsts: dict[str, set[str]] = defaultdict(set)
    for sighting in sightings:
        traits = _traits(sighting, organizations, read)
        buckets[traits].append(sighting)
        if traits.first and len(firsts[traits.last]) < MANY:
            firsts[traits.last].add(traits.first)
    gathering = Gathering[PersonGroup](usual)
    for traits in sorted(buckets, key=lambda traits: traits.order):
        common = is_common(traits.last) or len(firsts[traits.last]) >= MANY
        gathering.take(PersonBucket(traits, common, buckets[traits]))
    return gathering.groups


def _traits(
    sighting: Sighting, organizations: Mapping[tuple[int, str], int], read: PostReader
) -> PersonTraits:
    posts = frozenset(
        read(role, organizations.get((sighting.article, place)) if place else None)
        for role, place in zip(sighting.roles, sighting.workplaces, strict=True)
    )
    first, middle = plain(sighting.first or ""), plain(sighting.middle or "")
    last = plain(sighting.last or "")
    if not last:  # «Елизавета II» is not «Елизавета I»
        return PersonTraits("", plain(sighting.name), middle, "", sighting.gender, posts)
    initials = first[:1] + middle[:1] if first else "".join(map(fold, INITIAL.findall(sighting.name)))[:2]
    return PersonTraits(last, first, middle, initials, sighting.gender, posts)


@lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """A name as it is compared: «Наталия» and «Наталья», «Дэвид» and «Девид» are one.

    >>> plain("Наталья") == plain("Наталия"), plain("Семён") == plain("Семен")
    (True, True)
    """
    return DOUBLED.sub(r"\1", SOFT.sub("и", fold(name).replace("э", "е")))


def _shortens(short: str, full: str) -> bool:
    return full in _longer(short)


@cache
def _longer(short: str) -> frozenset[str]:
    return frozenset(plain(name) for name in full_forms().get(short, ()))


def _respelt(last: str, others: Iterable[str]) -> bool:
    """Whether a surname is another one in other letters; «Семёнов» and «Симонов» are two."""
    return not RUSSIAN_SURNAME.search(last) and any(
        skeleton(last) == skeleton(other) and variant(last, other) for other in others
    )


def _first_names(posts: Iterable[Post]) -> float:
    return max((FIRST_NAMES.get(post.field, FIRST_NAME) for post in posts), default=FIRST_NAME)


def is_common(last: str) -> bool:
    """Whether a surname, as `plain` gives it, is one that many people have.

    >>> is_common("иванова"), is_common("задонщинский")
    (True, False)
    """
    forms = (last, last.removesuffix("а"), f"{last.removesuffix('ая')}ий")
    return any(form in _common() for form in forms)


@cache
def _common() -> frozenset[str]:
    return frozenset(plain(name) for name in lexicon.column("common_surnames"))
