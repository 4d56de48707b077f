"""Which lexemes a form of a first name or surname may belong to.

«Петрова» is the genitive of the man Петров, the nominative of the woman, or (to a foreigner) a
name that does not decline. A single form seldom decides; the forms of one article together do.
Two forms can be of one name if they share a lexeme.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from newsnlp import lexicon
from newsnlp.language.spelling import fold

CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
INDECLINABLE = "indeclinable"
DICTIONARY = "dictionary"  # a first name whose dictionary form is known: its stem is that form
MAX_ENDING = 3
FIXED = re.compile(r"(?:оглу|оглы|кызы|заде|швили)$")  # Turkic and Georgian surnames that never decline


class Lexeme(NamedTuple):
    """A name as a dictionary word: its stem (lower case, е for ё) and how it declines."""

    stem: str
    paradigm: str


class Reading(NamedTuple):
    """A form as one of a lexeme: `gender` m, f or p (plural); the cases that it may stand in."""

    lexeme: Lexeme
    gender: str
    cases: frozenset[str]


class _Ending(NamedTuple):
    paradigm: str
    stem: re.Pattern[str]
    gender: str
    case: str


@lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[Reading, ...]:
    """All readings of a form of a name; the indeclinable one is always among them, last.

    >>> sorted({r.lexeme.stem for r in readings("Кашиным")})
    ['кашин', 'кашиным']
    """
    word = fold(word)
    before, hyphen, last = word.rpartition("-")
    found: dict[tuple[Lexeme, str], set[str]] = {}
    longest = -1 if FIXED.search(word) else min(MAX_ENDING, max(0, len(last) - 1))
    for size in range(longest + 1):
        stem, ending = last[: len(last) - size], last[len(last) - size :]
        for way in _endings().get(ending, ()):
            if way.stem.search(stem) and (len(stem) > 1 or way.stem.pattern.startswith("^")):
                lexeme = Lexeme(_root(before) + hyphen + stem, way.paradigm)
                found.setdefault((lexeme, way.gender), set()).add(way.case)
    declined = [Reading(lexeme, gender, frozenset(cases)) for (lexeme, gender), cases in found.items()]
    fixed = Lexeme(word, INDECLINABLE)
    return (*declined, *(Reading(fixed, gender, frozenset(CASES)) for gender in "mf"))


@lru_cache(maxsize=20_000)
def lexemes(word: str) -> frozenset[Lexeme]:
    """The lexemes that a form may belong to in the singular."""
    return frozenset(reading.lexeme for reading in readings(word) if reading.gender != "p")


def nominative(lexeme: Lexeme, gender: str) -> str | None:
    """The nominative singular of a lexeme for a man (m) or a woman (f), in lower case."""
    if lexeme.paradigm in (INDECLINABLE, DICTIONARY):
        return lexeme.stem
    ending = _nominatives().get((lexeme.paradigm, gender))
    return None if ending is None else lexeme.stem + ending


def _root(part: str) -> str:
    """The first part of a double name, without what may be its ending: «Салтыкова-Щедрина»."""
    return part.rstrip("аеиоуыэюяймхь") or part


@cache
def _endings() -> dict[str, tuple[_Ending, ...]]:
    found: dict[str, list[_Ending]] = {}
    for paradigm, stem, genders, endings in lexicon.table("name_paradigms"):
        pattern = re.compile(stem + "$")
        for case, variants in zip(CASES, endings.split(), strict=True):
            for variant in variants.split("|"):
                for gender in genders:
                    found.setdefault(variant.strip("-"), []).append(_Ending(paradigm, pattern, gender, case))
    return {ending: tuple(ways) for ending, ways in found.items()}


@cache
def _nominatives() -> dict[tuple[str, str], str]:
    return {
        (paradigm, gender): endings.split()[0].split("|")[0].strip("-")
        for paradigm, _, genders, endings in lexicon.table("name_paradigms")
        for gender in genders
    }
