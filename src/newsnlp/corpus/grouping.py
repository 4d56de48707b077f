"""Gathers the mentions of many articles into groups, one for each person or organisation.

Mentions that say the same (the same name, the same posts) form a bucket. Buckets come in an order
that depends on what they say, not on the order of the articles: the fullest names first. Each
mention of a bucket is weighed against the groups so far; it joins the likeliest one if that is
likely enough, else the bucket makes a group of its own.

The odds that a mention is of a group are what the names alone say, times how well the posts go
together, times what the articles have in common. Groups that fit equally well share the odds by
their size, so that «Иванов» joins neither of two equal ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from newsnlp.corpus.sightings import Sighting
from newsnlp.language.spelling import fold

JOIN = 0.5  # the chance from which a mention joins
MAX_GROUPS = 48  # groups that a mention is compared with; bounds the cost
TWICE = 0.2  # times where a group has somebody in that article: the article itself keeps them apart
SHARED = (1.0, 3.0, 6.0)  # how much 0, 1, 2 and more names in common raise the odds


@dataclass(slots=True, eq=False)
class Group:
    """The mentions of one person or organisation, each with the chance that it belongs here."""

    members: list[tuple[Sighting, float]] = field(default_factory=list)
    scene: set[str] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)

    def add(self, sighting: Sighting, chance: float) -> None:
        """Take a mention in."""
        self.members.append((sighting, chance))
        self.scene |= sighting.scene.names
        self.articles.add(sighting.article)


G = TypeVar("G", bound=Group)


class Bucket(Protocol[G]):
    """Mentions that say the same."""

    sightings: list[Sighting]

    def found_by(self) -> Iterable[Hashable]:
        """By which groups that may fit are found."""

    def new(self) -> G:
        """An empty group."""

    def meet(self, group: G) -> tuple[int, float]:
        """How well what a group has said fits (for comparing groups), and the odds; 0: it cannot be."""

    def alone(self, rivals: int) -> float:
        """The odds that two mentions of the bucket are of one, where none of so many groups is theirs."""

    def tell(self, group: G, sighting: Sighting) -> float:
        """How much more a mention's article raises the odds of a group."""

    def mark(self, group: G) -> Iterable[Hashable]:
        """Let a group have what the bucket says; the keys by which it is found from now on."""


class Gathering(Generic[G]):
    """The groups so far; `usual` are names of scenes that are in too many articles to tell anything."""

    def __init__(self, usual: frozenset[str]) -> None:
        self.groups: list[G] = []
        self._usual = usual
        self._index: dict[Hashable, dict[int, G]] = {}

    def take(self, bucket: Bucket[G]) -> None:
        """Give the mentions of a bucket to groups."""
        found = self._candidates(bucket)
        left: list[Sighting] = []
        joined: list[tuple[G, Sighting, float]] = []
        for sighting in bucket.sightings:
            group, chance = self._likeliest(bucket, sighting, found)
            if group is None:
                left.append(sighting)
            else:
                joined.append((group, sighting, chance))
        for group, sighting, chance in joined:
            group.add(sighting, chance)
        for group in {id(group): group for group, _, _ in joined}.values():
            self._note(bucket, group)
        if left:
            self._make(bucket, left, len(found))

    def _candidates(self, bucket: Bucket[G]) -> list[tuple[G, int, float]]:
        """Groups that may be theirs, how well each fits, and the odds, divided among those that fit alike."""
        near: dict[int, G] = {}
        for key in bucket.found_by():
            for number, group in self._index.get(key, {}).items():
                if len(near) == MAX_GROUPS:
                    break
                near.setdefault(number, group)
        met = [(group, *bucket.meet(group)) for group in near.values()]
        met = [(group, fits, odds) for group, fits, odds in met if odds > 0]
        sizes: Counter[int] = Counter()
        for group, fits, _ in met:
            sizes[fits] += len(group.members)
        return [
            (group, fits, odds * len(group.members) / sum(n for other, n in sizes.items() if other >= fits))
            for group, fits, odds in met
        ]

    def _likeliest(
        self, bucket: Bucket[G], sighting: Sighting, found: Sequence[tuple[G, int, float]]
    ) -> tuple[G | None, float]:
        best, best_odds, total = None, 0.0, 1.0
        scene = frozenset(n for n in sighting.scene.names - self._usual if not _names(n, sighting))
        for group, _, odds in found:
            odds *= bucket.tell(group, sighting)
            odds *= TWICE if sighting.article in group.articles else _shared(group, scene)
            total += odds
            if odds > best_odds:
                best, best_odds = group, odds
        chance = best_odds / total
        return (best, round(chance, 2)) if chance >= JOIN else (None, 0.0)

    def _make(self, bucket: Bucket[G], left: list[Sighting], rivals: int) -> None:
        """One group for the mentions that joined none; one for each if they are hardly of one."""
        odds = bucket.alone(rivals)
        chance = round(odds / (1 + odds), 2)
        if len(left) > 1 and chance < JOIN:
            for sighting in left:  # no key leads to them: they would be as doubtful for any other mention
                self.groups.append(bucket.new())
                self.groups[-1].add(sighting, 1.0)
            return
        group = bucket.new()
        for sighting in left:
            group.add(sighting, 1.0 if len(left) == 1 else chance)
        self.groups.append(group)
        self._note(bucket, group)

    def _note(self, bucket: Bucket[G], group: G) -> None:
        for key in bucket.mark(group):
            self._index.setdefault(key, {})[id(group)] = group


def _shared(group: Group, scene: frozenset[str]) -> float:
    return SHARED[min(len(scene & group.scene), len(SHARED) - 1)]


def _names(name: str, sighting: Sighting) -> bool:
    """Whether a name of the scene is the mention's own, or a namesake's."""
    return name.endswith(fold(sighting.last or sighting.name))


def usual_names(counts: Mapping[str, int], articles: int) -> frozenset[str]:
    """Names in so many of the articles that having one in common says nothing."""
    limit = max(3, articles // 50)
    return frozenset(name for name, count in counts.items() if count > limit)
