"""The dateline that opens a paragraph: «ПЕРМЬ, 30 авг — РИА Новости.»"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from newsnlp.lexicon import column, table
from newsnlp.page.dates import Day, find_dates, worded
from newsnlp.page.lines import key_of

LONGEST = 200  # characters
NAME_WORDS = 4  # of an agency that is not known
SHORTEST_IN_CAPITALS = 3  # letters

_WORD = r"[А-ЯЁA-Z][А-ЯЁа-яёA-Za-z.’'-]*"
_PLACE = rf"(?:г\.\s?)?{_WORD}(?:[\s/]+(?:{_WORD}|на|де|да|край|область|район)){{0,4}}?"
_NEW_SENTENCE = r"\.(?=\s|$|[А-ЯЁ«\"“„])"
_DASH = r"\s[-–—]+(?=\s)"
_AGENCY = re.compile(
    r"(?P<lead>\s*[.,]?\s*[-–—]+\s*|\s*[.,]\s*)"
    r"(?P<agency>(?i:(?:соб\.\s)?корр\.\s)?[^\s.](?:[^.]|\.(?=\w)){1,70}?)"
    rf"(?P<end>{_NEW_SENTENCE}|{_DASH}|:(?=\s)|$)"
)
_BRACKETED = re.compile(
    rf"\s*[.,]?\s*(?:/(?P<slashed>[^/]{{2,60}})/|\((?P<bracketed>[^()]{{2,60}})\))(?:\s?[.,:])?(?:{_DASH})?"
)
_LATIN_AGENCY = re.compile(r"\s*[.,]?\s*[-–—]+\s*(?P<agency>[A-Z]{3,})(?=\s[А-ЯЁ«\"“„])")
_END = re.compile(rf"\s*(?:{_NEW_SENTENCE}(?:{_DASH})?|:(?=\s)|$)|{_DASH}")
_PLACE_IN_CAPITALS = re.compile(
    r"(?:[А-ЯЁ]\.[ -]?)?[А-ЯЁ][А-ЯЁ-]{2,}(?:[\s/][А-ЯЁ-]{2,}){0,3}?(?=\s*[,./(]|\s[-–—(/])"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_QUOTED = re.compile(r"[«\"][^«»\"]*[»\"]")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: `end` is where it ends in its line, `day` and `place` what it says."""

    end: int
    day: Day | None
    place: str | None


def opening_dateline(raw: str) -> Dateline | None:
    """The dateline that opens a paragraph; None where there is none.

    >>> found = opening_dateline("ПЕРМЬ, 30 авг — РИА Новости. В городе открылась школа.")
    >>> found.end, found.place
    (28, 'Пермь')
    """
    head = raw[:LONGEST].replace("\n", " ")
    return _dated(head) or _undated(head)


@cache
def _place_and_date() -> re.Pattern[str]:
    time = r"(?:,?\s(?:в\s)?\d{1,2}[:.]\d\d)?"
    return re.compile(rf"(?P<place>{_PLACE})(?P<gap>\s*[.,]\s*|\s+[-–—]\s+|\s+)(?i:{worded()}){time}")


def _dated(head: str) -> Dateline | None:
    found = _place_and_date().match(head)
    if found is None:
        return None
    capitals = _in_capitals(found["place"])
    apart = found["gap"].strip() or found["place"].endswith(".")
    at = found.end() - found.group().endswith(".")  # the full stop may be that of «авг.» and of the dateline
    end = _end(head, at, capitals) if capitals or apart else None
    days = find_dates(found.group().lower())
    return Dateline(end, days[0], normal_place(found["place"])) if end and days else None


def _end(head: str, at: int, capitals: bool) -> int | None:
    """Where the dateline ends whose place and date end at `at`; None where it is none.

    A place that is not in capitals needs more: an agency or a full stop («Пермь, 30 августа — день города»).
    """
    bracketed = _BRACKETED.match(head, at)
    if bracketed:
        return bracketed.end()
    agency = _AGENCY.match(head, at)
    if agency and _may_be_agency(agency, capitals):
        return agency.end()
    latin = _LATIN_AGENCY.match(head, at)
    if latin and is_agency(latin["agency"]):
        return latin.end()
    plain = _END.match(head, at)
    if plain is None or not (capitals or _is_plain_place(head, at, plain)):
        return None
    return plain.end()


def _is_plain_place(head: str, at: int, end: re.Match[str]) -> bool:
    """«Пермь, 30 августа. Текст», «Пермь, 30 августа 2024 года – Банк», one word and no agency.

    But «Напомним, 30 августа 2010 г. Иванов …».
    """
    place = re.split(r"[.,]", head, maxsplit=1)[0]
    if " " in place or key_of(place) in column("page_date_labels"):
        return False
    rest, sign = head[end.end() :].lstrip(), end.group().strip()
    if _YEAR.search(head, 0, at) and sign[-1:] in "-–—":  # of a press release
        return bool(rest) and not rest[0].islower()
    return not rest or (sign.startswith(".") and not rest[0].islower() and head[at - 1] != "г")


def _undated(head: str) -> Dateline | None:
    """«МОСКВА, РИА Новости.», «МОСКВА /ТАСС/.»: without a date the agency must be known."""
    place = _PLACE_IN_CAPITALS.match(head)
    if place is None:
        return None
    bracketed = _BRACKETED.match(head, place.end())
    if bracketed and is_agency(bracketed["slashed"] or bracketed["bracketed"]):
        return Dateline(bracketed.end(), None, normal_place(place.group()))
    agency = _AGENCY.match(head, place.end())
    if agency and is_agency(agency["agency"]) and _may_be_agency(agency, capitals=True):
        return Dateline(agency.end(), None, normal_place(place.group()))
    return None


def _may_be_agency(found: re.Match[str], capitals: bool) -> bool:
    words = found["agency"]
    named = _QUOTED.sub("", words).replace(",", " ").split()
    if any(word[0].islower() and word not in column("page_agencies") for word in named):
        return False  # a sentence: «— РИА Новости узнали, что …»
    if is_agency(words):
        return True
    if not capitals or not found["end"].strip():
        return False
    return words.isupper() if found["lead"].strip() == "." else len(named) <= NAME_WORDS


def is_agency(words: str) -> bool:
    """Whether the words begin with an agency that is known, or with a name in quotation marks."""
    key = key_of(words)
    if key.startswith(("«", '"')):
        return _QUOTED.match(key) is not None
    first = key.replace(",", " ").split(" ", 1)[0]
    return not column("page_agencies").isdisjoint({key, first, re.split(r"[-.]", first, maxsplit=1)[0]})


def _in_capitals(place: str) -> bool:
    """«РОСТОВ-на-ДОНУ» too; «г. Липецк» is as sure a sign."""
    letters = [character for character in place if character.isalpha()]
    large = sum(map(str.isupper, letters))
    return place.startswith("г.") or (large >= SHORTEST_IN_CAPITALS and 2 * large > len(letters))


def normal_place(place: str) -> str | None:
    """A place as it is written inside a sentence; None for a news agency.

    >>> normal_place("РОСТОВ-НА-ДОНУ"), normal_place("г. Липецк")
    ('Ростов-на-Дону', 'Липецк')
    """
    if is_agency(place):
        return None
    bare = re.sub(r"\Aг\.\s?", "", " ".join(place.split())).rstrip(".,")
    parts = re.split(r"([\s/.-]+)", bare)
    return "".join(map(_normal_word, parts))


def _normal_word(word: str) -> str:
    return _place_words().get(word.lower(), word.capitalize()) if word.isupper() and len(word) > 1 else word


@cache
def _place_words() -> dict[str, str]:
    """Words of place names that are not simply written with a capital letter, and how they are written."""
    return {row[0]: row[1] for row in table("page_place_words")}
