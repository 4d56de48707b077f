"""Lines that give the date of the article: «30 августа, 09:50», «АПК 5 февраля, 10:02 611 прочтений»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from newsnlp.lexicon import table
from newsnlp.page.datelines import is_agency, normal_place, opening_dateline
from newsnlp.page.dates import TIME, Day, find_dates
from newsnlp.page.lines import Line, key_of

LONGEST = 130  # characters
NAMES = 4  # words beside the date that are not known: a town, a medium, an author

_BORDER = re.compile(r"[|·•●/;,()\[\]—]+|\s-\s|(?<=[^\W\d_]{3}[.:])\s")
_COLUMNS = re.compile(r"[|·•●]")
_EDGE = ' .,:;!?«»"()'
_PLACE = re.compile(r"(?P<town>(?:г\. ?)?[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]*)*)(?:, [А-ЯЁ][а-яё]+)?")
_TOWN = re.compile(r"(?:г\. ?)?[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]*)*")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What such a line says: its dates (not those of updates), if it has a time of day, the place."""

    days: tuple[Day, ...]
    clock: bool
    place: str | None


def stamp_of(line: Line) -> Stamp | None:
    """The date line that `line` is; None where it says anything else."""
    plain = line.plain
    if len(plain) > LONGEST or not any(map(str.isdigit, plain)):
        return None
    days, times = find_dates(line.key), [m.span() for m in TIME.finditer(plain)]
    if not days and not times:
        return None
    parts = _BORDER.split(_cut(plain, [(day.start, day.end) for day in days] + times))
    named = [(part.strip(), words) for part in parts for words in [_unknown(part)] if words]
    words = [word for _, found in named for word in found]
    if not days and not _is_relative(line.key) and (words or len(parts) > 2):
        return None
    if len(words) > NAMES or not all(word[0].isupper() for word in words):
        return None
    if any(part.endswith(".") for part, _ in named):
        return None  # a sentence: «01:55. Больную взяли сразу.»
    if words and not times and not (_COLUMNS.search(plain) or _is_dateline(line)):
        return None  # a caption: «Митинг 12 марта 2011 года»
    return Stamp(_stated(line.key, days), bool(times), _place(named))


def _is_dateline(line: Line) -> bool:
    """«г. Липецк, 14 сентября 2022 г.», «РИА Новости, 14.01.2021»."""
    return opening_dateline(line.raw) is not None or is_agency(line.plain)


def town_of(line: Line) -> str | None:
    """The place that a line below the date is: one word that is no section of the site, «Москва, Кремль»."""
    found = _PLACE.fullmatch(line.plain)
    return normal_place(found["town"]) if found and line.key not in sections() else None


@cache
def sections() -> frozenset[str]:
    """Names of sections of news sites and of buttons."""
    return frozenset(key_of(row[0]) for row in table("page_sections"))


@cache
def _labels() -> dict[str, bool]:
    """Words that say nothing but that the line is about the date; whether about that of an update."""
    return {key_of(row[0]): len(row) > 1 for row in table("page_date_labels")}


def _is_relative(key: str) -> bool:
    return key.startswith(("сегодня", "вчера", "позавчера"))


def _stated(key: str, days: list[Day]) -> tuple[Day, ...]:
    """The dates that stand before the first label of an update; all where none does."""
    update = min(
        (at for word, late in _labels().items() if late for at in [key.find(word)] if at >= 0),
        default=len(key),
    )
    return tuple(day for day in days if day.start < update) or tuple(days)


def _cut(plain: str, spans: list[tuple[int, int]]) -> str:
    """The line with a border where these stretches stood."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces.append(plain[at : max(at, start)])
        at = max(at, end)
    return " | ".join([*pieces, plain[at:]])


def _unknown(part: str) -> list[str]:
    """The words of a part of the line that are no labels, sections or numbers."""
    if key_of(part).strip(_EDGE) in sections():
        return []
    words = (word.strip(_EDGE) for word in part.split())
    known = _labels().keys() | sections()
    return [word for word in words if any(map(str.isalpha, word)) and key_of(word) not in known]


def _place(named: list[tuple[str, list[str]]]) -> str | None:
    """The town beside the date: a part of the line that is one name, and not that of a medium."""
    towns = [
        part for part, words in named if len(words) == 1 and _TOWN.fullmatch(part) and not is_agency(part)
    ]
    return normal_place(towns[0]) if len(towns) == 1 else None
