"""Standing phrases of news pages that are no part of the article: «Читайте также», «Все права защищены»."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import Literal, cast

from newsnlp.lexicon import table
from newsnlp.page.dates import has_date
from newsnlp.page.lines import Line, key_of

Furniture = Literal["navigation", "widget", "links", "contents", "tags", "comments", "footer"]

SHORT = 90  # characters of a button or heading
ENDS = 160  # characters of a line that the phrase at its end makes a button
DATED = 60
_ORNAMENT = re.compile(r"[^\w«\"—-]+")
_WORD = re.compile(r"\w+")


def _continues(key: str, phrase: str) -> bool:
    """Whether the word goes on behind the phrase, so that it is another one."""
    return phrase[-1].isalnum() and key[len(phrase) : len(phrase) + 1].isalnum()


def _starts(key: str, phrase: str) -> bool:
    return key.startswith(phrase) and not _continues(key, phrase)


def _short(key: str, phrase: str) -> bool:
    return (
        len(key) <= SHORT and _starts(key, phrase) and (not key.endswith(".") or len(key) <= len(phrase) + 10)
    )


def _whole(key: str, phrase: str) -> bool:
    return key.startswith(phrase) and not any(character.isalpha() for character in key[len(phrase) :])


def _dated(key: str, phrase: str) -> bool:
    return len(key) <= DATED and _starts(key, phrase) and not key.endswith(".") and has_date(key)


TESTS: dict[str, Callable[[str, str], bool]] = {
    "starts": _starts,
    "short": _short,
    "whole": _whole,
    "dated": _dated,
}


def furniture_of(line: Line, more: Collection[str] = ()) -> Furniture | None:
    """What a standing phrase in the line says of it; `more` are further beginnings of lines.

    >>> from newsnlp.page.lines import split_lines
    >>> furniture_of(split_lines("Читайте также: Мост открыли")[0])
    'links'
    """
    ornament = _ORNAMENT.match(line.key)
    key = line.key[ornament.end() :] if ornament else line.key
    if any(_starts(key, phrase) or _starts(line.key, phrase) for phrase in more):
        return "widget"
    first = _WORD.match(key)
    for phrase, test, what in _openings().get(first.group(), ()) if first else ():
        if test(key, phrase):
            return what
    words = _WORD.findall(key)
    if len(key) <= ENDS and words:
        bare = key.rstrip(".!?)]» ")
        for phrase, what in _endings().get(words[-1], ()):
            if bare.endswith(phrase) and not bare[: -len(phrase)][-1:].isalnum():
                return what
    for word in _inside().keys() & set(words):
        for parts, what in _inside()[word]:
            if _holds(key, parts):
                return what
    return None


def _holds(key: str, parts: tuple[str, ...]) -> bool:
    at = 0
    for part in parts:
        at = key.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def _rows(*where: str) -> Iterator[tuple[str, str, Furniture]]:
    for phrase, place, what in table("page_phrases"):
        if place in where:
            yield key_of(phrase), place, cast(Furniture, what)


@cache
def _openings() -> dict[str, list[tuple[str, Callable[[str, str], bool], Furniture]]]:
    """The phrases that open a line, longest first, by their first word."""
    index: dict[str, list[tuple[str, Callable[[str, str], bool], Furniture]]] = {}
    for phrase, place, what in sorted(_rows(*TESTS), key=lambda row: -len(row[0])):
        first = _WORD.search(phrase)
        assert first is not None, phrase
        index.setdefault(first.group(), []).append((phrase, TESTS[place], what))
    return index


@cache
def _endings() -> dict[str, list[tuple[str, Furniture]]]:
    """The phrases that end a line, by their last word."""
    index: dict[str, list[tuple[str, Furniture]]] = {}
    for phrase, _, what in _rows("ends"):
        index.setdefault(_WORD.findall(phrase)[-1], []).append((phrase, what))
    return index


@cache
def _inside() -> dict[str, list[tuple[tuple[str, ...], Furniture]]]:
    """The phrases that stand anywhere, as their parts, by their first word."""
    index: dict[str, list[tuple[tuple[str, ...], Furniture]]] = {}
    for phrase, _, what in _rows("holds"):
        parts = tuple(part.strip() for part in phrase.split("…"))
        index.setdefault(_WORD.findall(phrase)[0], []).append((parts, what))
    return index
