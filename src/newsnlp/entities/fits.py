"""How well the form of a name fits a gender and a case: «Петровым» a man's, of «Петровой» a woman's.

A form recurs all over an article, so what it says is found once, for all genders and cases together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import product

from newsnlp.entities.paradigms import CASES, INDECLINABLE, Reading, readings
from newsnlp.names.words import east_asian

Fits = Mapping[tuple[str, str], float]  # by gender (m, f) and case

CACHED = 20_000  # forms
PAIRS = tuple(product("mf", CASES))
NOTHING: frozenset[str] = frozenset()
DECLINES = re.compile(r"(?:[ое]в|[иы]н)ой$|[^л]ы$")  # of a man's surname; but «Гурбангулы»
FIRST_DECLINES = re.compile(r".{2}[бвгджзклмнпрстфх]ой$|[^л]ы$")  # «Голямрезой», «Дилары»

# How much a form says about the gender, by its paradigm: «Петрова», «Зеленская» a lot, «Кона» little.
TELLING = {
    "possessive": 1.5,
    "adjective velar": 1.5,
    "adjective": 0.8,
    "adjective soft": 0.8,
    INDECLINABLE: 0.3,
}
OTHER, NONE = 0.6, -0.5  # what another paradigm says, and that the form has no such reading
UNDECLINED = -2.0  # «Александру Фишман» is hardly a man
STRESSED = frozenset({"adjective stressed", "adjective"})
ENDING_IN_A = frozenset({"а", "я", "ия"})
MASCULINE = frozenset({"consonant", "й", "ь"})  # a man's surname of these paradigms always declines


def patronymic_fits(gender: str) -> Fits:
    """Of a patronymic of a man (m) or a woman (f)."""
    return _patronymics()[gender]


@lru_cache(maxsize=CACHED)
def given_fits(key: str, own: tuple[Reading, ...]) -> Fits:
    """Of a first name with its readings; it may be another one, of a foreigner: «Арлену», of Арлен?"""
    sure, foreign = _paradigms(own), _paradigms(readings(key))
    return {pair: 2.0 if pair in sure else 0.3 if pair in foreign else -2.0 for pair in PAIRS}


@lru_cache(maxsize=CACHED)
def surname_fits(key: str, own: tuple[Reading, ...]) -> Fits:
    """Of a surname with its readings."""
    read, declines, impossible = _paradigms(own), _declines(own), _unstressed(own)
    found = {}
    for gender, case in PAIRS:
        fits = read.get((gender, case), NOTHING)
        if gender == "m" and declines:
            fits -= {INDECLINABLE}
            if not fits and not may_stay(key):
                found[gender, case] = UNDECLINED
                continue
        if (DECLINES if gender == "m" else FIRST_DECLINES).search(key):
            fits -= {INDECLINABLE}
        found[gender, case] = _telling(fits - impossible)
    return found


@lru_cache(maxsize=CACHED)
def other_fits(key: str, own: tuple[Reading, ...], adjective: bool) -> Fits:
    """Of another word, mostly a first name that no list has; `adjective`: «Блаженный Августин»."""
    read, declines, impossible = _paradigms(own), _declines(own), _unstressed(own)
    if not adjective:
        impossible = STRESSED  # «Яффой» is of Яффа
    found = {}
    for gender, case in PAIRS:
        fits = read.get((gender, case), NOTHING) - impossible
        if (gender == "m" and declines) or FIRST_DECLINES.search(key):
            fits -= {INDECLINABLE}
        if fits & (ENDING_IN_A if gender == "f" else MASCULINE):  # most first names in -а are of women
            found[gender, case] = 1.2 if gender == "f" and case == "Nom" else 0.9
        elif gender == "m" and fits and fits <= ENDING_IN_A | {INDECLINABLE}:
            found[gender, case] = 0.2
        else:
            found[gender, case] = _telling(fits)
    return found


def may_stay(surname: str) -> bool:
    """Whether a man's surname in a consonant may not decline: «Черных», «Ким»."""
    return surname.endswith(("ых", "их")) or surname in east_asian()


def _paradigms(own: tuple[Reading, ...]) -> dict[tuple[str, str], frozenset[str]]:
    """The paradigms of the readings, by gender and case."""
    found: dict[tuple[str, str], set[str]] = {}
    for reading in own:
        for case in reading.cases:
            found.setdefault((reading.gender, case), set()).add(reading.lexeme.paradigm)
    return {pair: frozenset(paradigms) for pair, paradigms in found.items()}


def _declines(own: tuple[Reading, ...]) -> bool:
    """Whether the form is that of a man's name in a consonant, which declines."""
    return any(r.gender == "m" and "Nom" in r.cases and r.lexeme.paradigm in MASCULINE for r in own)


def _unstressed(own: tuple[Reading, ...]) -> frozenset[str]:
    """The paradigms that the form cannot be of: «Завьяловой» is of Завьялова."""
    return STRESSED if any(r.lexeme.paradigm == "possessive" for r in own) else NOTHING


def _telling(fits: frozenset[str]) -> float:
    return max((TELLING.get(paradigm, OTHER) for paradigm in fits), default=NONE)


@cache
def _patronymics() -> dict[str, Fits]:
    return {own: {pair: 3.0 if pair[0] == own else -3.0 for pair in PAIRS} for own in "mf"}
