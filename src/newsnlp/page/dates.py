"""Dates of news: «30 августа, 09:50», «23.12.2020», «2 сент. 2022»; the day of the article."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from newsnlp.document import Span
from newsnlp.lexicon import table

NEAR = 60  # days: how far another date of the page may lie from the one that it gives its year
YEARS = range(1900, 2101)
TIME = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])")
_NUMERIC = re.compile(r"(?<![\d.:/-])(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d\d)(?![\d/-]|\.\d)")
_NUMERIC_WITH_TIME = re.compile(r"(?<![\d.:/-])(\d{1,2})\.(\d\d)(?=,? (?:в )?\d{1,2}:\d\d)")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
_ADDRESS = re.compile(r"/(\d\d)([a-z]{3})(\d{4})/|/(\d{4})/(\d\d)/(\d\d)/")


@dataclass(frozen=True, slots=True)
class Day(Span):
    """A date as it stands at `start` to `end` of a line; `year` is None where it is not said."""

    day: int
    month: int
    year: int | None

    def iso(self) -> str | None:
        """«2020-08-30»; None without a year."""
        return None if self.year is None else f"{self.year:04}-{self.month:02}-{self.day:02}"


@cache
def months() -> dict[str, int]:
    """The forms of month names and their numbers."""
    return {form: int(number) for form, number in table("page_dates")}


@cache
def worded() -> str:
    """A regular expression, in verbose mode's stead with named groups, for «30 авг. 2020 г.»."""
    forms = "|".join(sorted(months(), key=lambda form: (-len(form), form)))
    return (
        rf"(?<![\d.,:/])(?P<day>\d{{1,2}})(?:-?го)?\s(?P<month>{forms})(?!\w)\.?"
        r"(?:,?\s(?P<year>\d{4})(?!\d)(?:\s?(?:года?|г)(?!\w)\.?)?)?"
    )


@cache
def _worded() -> re.Pattern[str]:
    return re.compile(worded(), re.IGNORECASE)


def find_dates(key: str) -> list[Day]:
    """The dates in a line (in lower case), in order.

    >>> [day.iso() for day in find_dates("новости перми за 30.08.2020")]
    ['2020-08-30']
    """
    return sorted({day.start: day for day in _candidates(key)}.values(), key=lambda day: day.start)


def has_date(key: str) -> bool:
    """Whether there is a date in the line (in lower case)."""
    return next(_candidates(key), None) is not None


def _candidates(key: str) -> Iterator[Day]:
    if not any(character.isdigit() for character in key):
        return
    for m in _worded().finditer(key):
        year = int(m["year"]) if m["year"] else None
        yield from _valid(m, int(m["day"]), months()[m["month"].lower()], year)
    for m in _NUMERIC.finditer(key):
        yield from _valid(m, int(m[1]), int(m[3]), _full_year(m[4]))
    for m in _NUMERIC_WITH_TIME.finditer(key):
        yield from _valid(m, int(m[1]), int(m[2]), None)
    for m in _ISO.finditer(key):
        yield from _valid(m, int(m[3]), int(m[2]), int(m[1]))
    for m in _ADDRESS.finditer(key):
        if m[1] and m[2] in months():
            yield from _valid(m, int(m[1]), months()[m[2]], int(m[3]))
        elif m[4]:
            yield from _valid(m, int(m[6]), int(m[5]), int(m[4]))


def _full_year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= 70 else 2000)


def _valid(match: re.Match[str], day: int, month: int, year: int | None) -> Iterator[Day]:
    if (year is None or year in YEARS) and _exists(day, month, year or 2000):
        yield Day(match.start(), match.end(), day, month, year)


def _exists(day: int, month: int, year: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def with_year(stated: Day, others: Iterable[Day]) -> Day:
    """`stated` with its year, taken where need be from the nearest of the other dates on the page.

    Another date gives the year only where it lies within two months of it, and the nearest year that
    makes it so is taken: «30 декабря» beside «02.01.2021» is of 2020.
    """
    if stated.year is not None:
        return stated
    gaps = [
        (abs((datetime.date(year, stated.month, stated.day) - _date(other)).days), year)
        for other in others
        if other.year is not None
        for year in (other.year - 1, other.year, other.year + 1)
        if _exists(stated.day, stated.month, year)
    ]
    gap, year = min(gaps, default=(NEAR + 1, 0))
    return stated if gap > NEAR else Day(stated.start, stated.end, stated.day, stated.month, year)


def _date(day: Day) -> datetime.date:
    assert day.year is not None
    return datetime.date(day.year, day.month, day.day)
