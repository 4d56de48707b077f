"""What the dictionary knows about a word that may be part of a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from newsnlp.language.inflection import CASE_OF
from newsnlp.language.morphology import Morphology
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column

FAMILY = re.compile("(?:[оеё]в|[иы]н)ых$")
DESCENT = re.compile(r"(?:оглы|оглу|огли|угли|улы|уулу|(?P<f>кызы|гызы|кизи))$")  # «Расул оглы»: Rasul's son


@dataclass(frozen=True, slots=True)
class Word:
    """A word form: in which cases it is a first name, a patronymic, a surname, a place, a common word."""

    given: frozenset[str] = frozenset()
    patronymic: frozenset[str] = frozenset()
    surname: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()  # parts of speech of its readings that are no names

    @property
    def personal(self) -> bool:
        """Whether it may be part of a personal name."""
        return bool(self.given or self.patronymic or self.surname)


@lru_cache(maxsize=50_000)
def word(text: str, morphology: Morphology) -> Word:
    """What is known about a word form; nothing about one that the dictionary lacks."""
    found: dict[str, set[str]] = {"Name": set(), "Patr": set(), "Surn": set(), "Geox": set(), "": set()}
    for parse in morphology.parses(text):
        if not parse.is_known:
            continue
        mark = next((m for m in ("Name", "Patr", "Surn", "Geox") if m in parse.tag), "")
        if mark:
            found[mark].add(CASE_OF.get(parse.tag.case, ""))
        elif parse.tag.POS and "Abbr" not in parse.tag:
            found[""].add(str(parse.tag.POS))
    return Word(*(frozenset(found[mark]) for mark in ("Name", "Patr", "Surn", "Geox", "")))


@cache
def east_asian() -> frozenset[str]:
    """The surnames that Chinese, Koreans and Vietnamese put first, without ё."""
    return frozenset(fold(name) for name in column("east_asian_surnames"))


def is_family(surname: str) -> bool:
    """Whether the form is of a surname in the plural, whatever the tagger says: «(дом) Стахеевых»."""
    return FAMILY.search(surname) is not None
