"""Which mentions in many articles are one organisation: by name, well-known alias, label and place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from newsnlp import lexicon
from newsnlp.corpus.grouping import Gathering, Group
from newsnlp.corpus.posts import OF_A_PLACE, alike
from newsnlp.corpus.sightings import Sighting
from newsnlp.entities.organizations import VAGUE, alias_table
from newsnlp.entities.places import adjective_place, place_table
from newsnlp.entities.words import lemmas
from newsnlp.language.morphology import Morphology
from newsnlp.language.spelling import fold

WORD = re.compile(r"\w[\w.&’'+-]*")
QUOTED = re.compile(r"[«„“\"](.+)[»“”\"]")
MARKS = re.compile(r"[«»„“”\"]")
HOME = "@Россия"  # whose bodies Russian news name without a country
PROPER = ("Orgn", "Trad", "Geox", "Name", "Surn", "Abbr")

Key = tuple[str, ...]

# The odds that two mentions with one proper name are of one organisation, by how telling that is.
KNOWN, TELLING, WORDS = 30.0, 9.0, 2.5  # «МВД», «Уралмаш-Прибор», «Ромашка»
SHORT = 3.0  # «ИПЭ» for the only name of the corpus with these initials
SAME_LABEL, OTHER_LABEL = 6.0, 0.03  # школа «Радуга», завод «Радуга»
SAME_PLACE, OTHER_PLACE = 5.0, 0.001
ABROAD = 0.02  # «МВД» beside «МВД Украины»
NAMED_PLACE, UNNAMED_PLACE = 4.0, 0.6  # whether the article names the place that only one of two has


@dataclass(slots=True, eq=False)
class OrganizationGroup(Group):
    """The mentions of one organisation, and what they say."""

    cores: set[Key] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    towns: set[str] = field(default_factory=set)  # that its articles name


@dataclass(frozen=True, slots=True)
class OrganizationTraits:
    """A name as it is compared.

    `core` is the proper name, `others` those that the same article has for it; `label` says what it
    is («завод»), `places` where. `odds` are for two with this core.
    """

    core: Key
    others: frozenset[Key]
    label: str
    places: frozenset[str]
    odds: float

    @property
    def order(self) -> tuple[object, ...]:
        """Names that say more come first; ties are broken by what they say."""
        return (
            -len(self.others),
            not (self.places and self.label),
            not self.places,
            not self.label,
            -len(self.core),
            self.core,
            self.label,
            sorted(self.places),
            sorted(self.others),
        )


@dataclass(slots=True, eq=False)
class OrganizationBucket:
    """Mentions that say the same of an organisation."""

    traits: OrganizationTraits
    sightings: list[Sighting] = field(default_factory=list)

    def found_by(self) -> Iterator[Hashable]:
        """By proper name, and by what an abbreviation stands for."""
        yield self.traits.core
        yield from sorted(self.traits.others)
        if len(self.traits.core) == 1:
            yield "initials", self.traits.core[0]

    def new(self) -> OrganizationGroup:
        """An organisation of which nothing is known yet."""
        return OrganizationGroup()

    def meet(self, group: OrganizationGroup) -> tuple[int, float]:
        """The odds by name, label and place."""
        own = self.traits
        named = own.core in group.cores or not own.others.isdisjoint(group.cores)
        odds = own.odds if named else SHORT
        if own.label and group.labels:
            odds *= SAME_LABEL if own.label in group.labels else OTHER_LABEL
        if own.places and group.places:
            odds *= SAME_PLACE if _one_place(own.places, group.places) else OTHER_PLACE
        return 0, odds

    def alone(self, rivals: int) -> float:
        """As if another mention said the same; without label and place it may be any of that name."""
        own = self.traits
        odds = own.odds * (SAME_LABEL if own.label else 1) * (SAME_PLACE if own.places else 1)
        return odds if own.label or own.places else odds / (1 + rivals)

    def tell(self, group: OrganizationGroup, sighting: Sighting) -> float:
        """Whether the article of the one names the place of the other."""
        own = self.traits.places
        if bool(own) == bool(group.places):
            return 1.0
        named = _one_place(own, group.towns) if own else _one_place(group.places, sighting.scene.places)
        if named:
            return NAMED_PLACE
        if (own or group.places) == {HOME}:
            return 1.0
        return ABROAD if self.traits.odds == KNOWN else UNNAMED_PLACE

    def mark(self, group: OrganizationGroup) -> Iterator[Hashable]:
        """Add the names, label and places."""
        own = self.traits
        group.cores |= {own.core, *own.others}
        group.labels |= {own.label} - {""}
        group.places |= own.places
        for sighting in self.sightings:
            group.towns |= sighting.scene.places
        for core in sorted(group.cores):
            yield core
            if len(core) > 2 and not core[0].startswith("#"):
                yield "initials", "".join(word[0] for word in core)


def gather_organizations(
    sightings: Iterable[Sighting], morphology: Morphology, usual: frozenset[str]
) -> list[OrganizationGroup]:
    """The organisations that these are; each mention by a common noun («полиция») is one of its own."""
    reader = NameReader(morphology)
    buckets: dict[OrganizationTraits, list[Sighting]] = defaultdict(list)
    nameless: list[OrganizationGroup] = []
    for sighting in sightings:
        traits = reader.traits(sighting)
        if traits is None:
            nameless.append(OrganizationGroup())
            nameless[-1].add(sighting, 1.0)
        else:
            buckets[traits].append(sighting)
    gathering = Gathering[OrganizationGroup](usual)
    for traits in sorted(buckets, key=lambda traits: traits.order):
        gathering.take(OrganizationBucket(traits, buckets[traits]))
    return gathering.groups + nameless


class NameReader:
    """Takes names of organisations apart; knows those that it has read."""

    def __init__(self, morphology: Morphology) -> None:
        self._morphology = morphology
        self._known: dict[str, OrganizationTraits | None] = {}

    def traits(self, sighting: Sighting) -> OrganizationTraits | None:
        """What the names of an organisation in an article say; `None` for a common noun only."""
        names = [
            traits for name in (sighting.name, *sighting.names) if (traits := self.read(name)) is not None
        ]
        if not names:
            return None
        best = names[0]
        others = frozenset(
            name.core for name in names if name.odds > WORDS and not set(name.core) <= set(best.core)
        )
        label = next((name.label for name in names if name.core == best.core and name.label), "")
        places = frozenset[str]().union(*(name.places for name in names if name.core == best.core))
        return OrganizationTraits(best.core, others, label, places, best.odds)

    def read(self, name: str) -> OrganizationTraits | None:
        """What a name says; `None` for a common noun: «полиция», «пресс-служба технопарка»."""
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> OrganizationTraits | None:
        quoted = QUOTED.search(name)
        if quoted:
            core = tuple(fold(word) for word in self._bare(WORD.findall(MARKS.sub(" ", quoted[1]))))
            around = self._bare(WORD.findall(MARKS.sub(" ", name[: quoted.start()])), keep=0)
            after = WORD.findall(MARKS.sub(" ", name[quoted.end() :]))
            label, places = self._around(around, after)
            if core and label in _parts():  # «совет директоров «Газпрома»» is no «Газпром»
                core = (*(fold(word) for word in around), *core)
                return OrganizationTraits(core, frozenset(), "", places, self._odds((), core))
            if core:
                known = self._alias(list(core))
                return OrganizationTraits(known or core, frozenset(), label, places, self._odds(known, core))
        words = self._bare(WORD.findall(MARKS.sub(" ", name)))
        places, rest = self._places(words)
        known = self._alias(rest)
        if fold(name) in _sorts() or not (known or self._is_name(words)):
            return None
        label = ""
        if not known and len(rest) > 1 and fold(rest[0]) in _labels() and rest[1][0].isupper():
            label, rest = fold(rest[0]), rest[1:]
        core = tuple(map(fold, rest or words))
        return OrganizationTraits(known or core, frozenset(), label, places, self._odds(known, core))

    def _bare(self, words: list[str], keep: int = 1) -> list[str]:
        """Without legal form; `keep` words stay."""
        while len(words) > keep and words[0] in _legal():
            words = words[1:]
        while len(words) > keep and words[-1].rstrip(".") in _legal() and words[-1][0] < "А":
            words = words[:-1]
        return words

    def _around(self, before: list[str], after: list[str]) -> tuple[str, frozenset[str]]:
        """The label and the places that stand around a name in marks: «Омский завод «Восток»»."""
        places, rest = self._places(before)
        more, _ = self._places(after)
        label = next((fold(word) for word in rest if not self._is_adjective(word)), "")
        return "" if label in VAGUE or label in _vague() else label, places | more

    def _places(self, words: list[str]) -> tuple[frozenset[str], list[str]]:
        """The places that a name says, and its other words."""
        found: set[str] = set()
        rest: list[str] = []
        at = 0
        while at < len(words):
            size, values = place_table(self._morphology).longest(words[at:]) if at else (0, frozenset[str]())
            place = adjective_place(words[at], self._morphology)
            lemma = lemmas(words[at], self._morphology)[0]
            if len(values) == 1:
                found |= values
            elif place:
                found.add(place)
            elif at == 0 and len(words) > 1 and words[at][0].isupper() and OF_A_PLACE.search(lemma):
                found.add(lemma)
            else:
                rest.append(words[at])
            at += size if len(values) == 1 else 1
        return frozenset(found), rest or words

    def _alias(self, words: list[str]) -> Key:
        """The well-known organisation that the words name, and what follows it."""
        size, values = alias_table(self._morphology).longest(words) if words else (0, frozenset[str]())
        if len(values) != 1:
            return ()
        return (next(iter(values)), *map(fold, words[size:]))

    def _odds(self, known: Key, core: Key) -> float:
        """How telling a proper name is: a word of the dictionary, «Ромашка», may be that of several."""
        if known or " ".join(core) in _media():
            return KNOWN
        return WORDS if len(core) == 1 and self._is_common(core[0]) else TELLING

    def _is_common(self, word: str) -> bool:
        tags = [parse.tag for parse in self._morphology.parses(word) if parse.is_known]
        return bool(tags) and not any(mark in tag for tag in tags for mark in PROPER)

    def _is_adjective(self, word: str) -> bool:
        return self._morphology.parses(word)[0].tag.POS in ("ADJF", "PRTF")

    def _is_name(self, words: list[str]) -> bool:
        """Whether words without marks are a proper name, not «Полиция» at the beginning of a sentence."""
        if any(word[0].isupper() or word[0].isdigit() for word in words[1:]):
            return True
        first = words[0] if words else ""
        return bool(first) and first[0].isupper() and (first[1:2].isupper() or not self._is_common(first))


def _one_place(ones: Iterable[str], others: Iterable[str]) -> bool:
    plain = [fold(other.lstrip("@")) for other in others]
    return any(alike(fold(one.lstrip("@")), other) for one in ones for other in plain if other)


@cache
def _legal() -> frozenset[str]:
    return frozenset(form for form in lexicon.column("legal_forms") if " " not in form)


@cache
def _labels() -> frozenset[str]:
    return frozenset(fold(label) for label in lexicon.column("organization_labels"))


@cache
def _sorts() -> frozenset[str]:
    return frozenset(map(fold, lexicon.column("sort_abbreviations")))


@cache
def _parts() -> frozenset[str]:
    """Nouns for a part of an organisation."""
    return frozenset(map(fold, lexicon.column("body_parts")))


@cache
def _media() -> frozenset[str]:
    return frozenset(map(fold, lexicon.column("media")))


@cache
def _vague() -> frozenset[str]:
    return frozenset({"концерн", "холдинг", "корпорация", "клуб", "фк", "хк", "бк", "команда"})
