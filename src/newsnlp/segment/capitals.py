"""Sentences all in capitals, spelled as in running text: «В НИЖНЕМ НОВГОРОДЕ ОТКРЫЛИ МОСТ»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsnlp.language.morphology import Morphology
from newsnlp.language.parses import Parse
from newsnlp.language.spelling import fold

CYRILLIC = re.compile(r"[А-ЯЁ]+(?:-[А-ЯЁ]+)*$")
WRITTEN = re.compile(r"(?<=[а-яё,] )[А-ЯЁ][а-яё]{2,}")  # a name inside a sentence
PROPER = ("Name", "Surn", "Patr", "Geox", "Orgn")  # pymorphy3's marks
TERRITORIES = frozenset({"область", "край", "район", "округ", "республика", "федерация"})
RELATIONAL = ("ский", "цкий", "ской")
OPENING = frozenset("«„“\"'")
INNER = frozenset({"на", "де", "ла", "аль", "эль"})  # parts of names in small letters: «Ростов-на-Дону»
TOWN_ADJECTIVES = frozenset(
    {"нижний", "верхний", "великий", "малый", "большой", "новый", "старый", "красный", "белый", "черный"}
    | {"северный", "южный", "западный", "восточный", "набережный", "минеральный"}
)
STEM = 5  # letters that the forms of a name share
MIN_COMMON = 4  # letters of a word that tells that more is in capitals than abbreviations
MAX_ABBREVIATION = 5  # letters of one that the dictionary lacks: «БПЛА»


def names_written(text: str) -> frozenset[str]:
    """The beginnings of the words that a text has with a capital inside its sentences."""
    return frozenset(_stem(found.group()) for found in WRITTEN.finditer(text))


def recased(words: Sequence[str], morphology: Morphology, written: frozenset[str]) -> list[str]:
    """The words of a sentence all in capitals with these only where running text has them.

    A capital is for names by the dictionary's likeliest reading, surnames that the text has with one
    elsewhere (`written`), and what the dictionary lacks; abbreviations stay. Of names alone nothing changes.
    """
    parses = [[p for p in morphology.parses(w) if p.is_known] if CYRILLIC.match(w) else [] for w in words]
    if not any(len(w) >= MIN_COMMON and _is_common(found) for w, found in zip(words, parses, strict=True)):
        return list(words)
    named = [_is_name(w, found, written) for w, found in zip(words, parses, strict=True)]
    for i in range(len(words) - 1):
        one, two = parses[i], parses[i + 1]
        if _is_of_person(one) and _is_of_person(two) and (_is_given(one) or _is_given(two)):
            named[i] = named[i + 1] = named[i] or named[i + 1]
        named[i] |= _is_territory(one, two) or (named[i + 1] and _is_town(one, two))
    return list(_spelled(words, parses, named))


def _spelled(words: Sequence[str], parses: list[list[Parse]], named: list[bool]) -> Iterator[str]:
    before = ""
    for i, word in enumerate(words):
        if not CYRILLIC.match(word) or _is_initial(words, i, named) or _is_abbreviation(word, parses[i]):
            yield word
        elif named[i]:
            yield "-".join(p.lower() if p.lower() in INNER else p.capitalize() for p in word.split("-"))
        else:
            yield word.capitalize() if not i or before in OPENING else word.lower()
        before = word


def _is_name(word: str, parses: list[Parse], written: frozenset[str]) -> bool:
    if not parses:
        return len(word) > 1
    proper = any(mark in parses[0].tag for mark in PROPER)
    return proper or (_may_be(parses, "Surn") and _stem(word) in written)


def _is_common(parses: list[Parse]) -> bool:
    """Whether the likeliest reading is a common word."""
    return bool(parses) and not any(mark in parses[0].tag for mark in (*PROPER, "Abbr"))


def _is_abbreviation(word: str, parses: list[Parse]) -> bool:
    if parses:
        return all("Abbr" in parse.tag for parse in parses)
    return len(word) <= MAX_ABBREVIATION


def _is_initial(words: Sequence[str], i: int, named: list[bool]) -> bool:
    """Whether a letter stands for a name, which one beside it tells: not in «И. О. МЭРА»."""
    if len(words[i]) > 1 or words[i + 1 : i + 2] != ["."]:
        return False
    behind = next((j for j in range(i + 1, min(i + 5, len(words))) if len(words[j]) > 1), i)
    return named[behind] or any(named[max(0, i - 3) : i])


def _is_of_person(parses: list[Parse]) -> bool:
    return _may_be(parses, "Surn") or _is_given(parses)


def _is_given(parses: list[Parse]) -> bool:
    return _may_be(parses, "Name") or _may_be(parses, "Patr")


def _is_town(one: list[Parse], two: list[Parse]) -> bool:
    """«ВЕЛИКИЙ НОВГОРОД»."""
    return _may_be(two, "Geox") and any(
        p.tag.POS == "ADJF" and fold(p.normal_form) in TOWN_ADJECTIVES for p in one
    )


def _is_territory(one: list[Parse], two: list[Parse]) -> bool:
    """«ОРЛОВСКОЙ ОБЛАСТИ», not «ГОРОДСКОГО ОКРУГА»."""
    territory = any(parse.normal_form in TERRITORIES for parse in two)
    adjectives = [fold(p.normal_form) for p in one if p.tag.POS == "ADJF"] if territory else []
    return any(a.endswith(RELATIONAL) and a not in ("городской", "сельский") for a in adjectives)


def _may_be(parses: list[Parse], mark: str) -> bool:
    return any(mark in parse.tag for parse in parses)


def _stem(word: str) -> str:
    return fold(word)[:STEM]
