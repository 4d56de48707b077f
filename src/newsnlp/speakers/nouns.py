"""What a noun says about the speaker whom it names, from the tables of nouns."""

from __future__ import annotations

from functools import cache

from newsnlp.document import Token
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column, table

Classes = frozenset[str]
NONE: Classes = frozenset()


@cache
def _table(name: str) -> dict[str, Classes]:
    rows: dict[str, Classes] = {}
    for row in table(name):
        rows[fold(row[0])] = rows.get(fold(row[0]), NONE) | frozenset(" ".join(row[1:]).split())
    return rows


def noun_classes(lemma: str) -> Classes:
    """The classes of a noun in `speaker_nouns.tsv`.

    >>> sorted(noun_classes("собеседник"))
    ['anonymous', 'heard', 'kin']
    """
    return _first_known("speaker_nouns", lemma)


def noun_lemma(token: Token) -> str:
    """The lemma of a noun; of a participle that stands for one, its nominative: «потерпевшая»."""
    if token.parse.tag.POS != "PRTF":
        return token.lemma
    gender = "femn" if token.tag.gender == "Fem" else "masc"
    return token.parse.inflect("nomn", "sing", gender) or token.lemma


def sorts_of(lemma: str) -> Classes:
    """The sorts of organisation that a common noun can stand for; empty if it is no such noun."""
    return _first_known("organization_nouns", lemma)


def _first_known(name: str, lemma: str) -> Classes:
    """The entry of a noun, or of the main part of a compound: «компания-оператор», «медиа-эксперт»."""
    entries, lemma = _table(name), fold(lemma)
    first, hyphen, rest = lemma.partition("-")
    if hyphen and lemma not in entries and first in column("role_prefixes"):
        return entries.get(rest, NONE)  # «медиа-эксперт» is an expert
    return entries.get(lemma, entries.get(first, NONE))


@cache
def _synonyms() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, row in enumerate(table("role_synonyms")):
        for word in row:
            found[fold(word)] = found.get(fold(word), frozenset()) | {number}
    return found


def same_role(one: str, two: str) -> bool:
    """Whether one role noun may take up the other: «премьер» and «глава правительства».

    >>> same_role("вратарь", "голкипер")
    True
    >>> same_role("министр", "замминистра")
    False
    """
    one, two = fold(one).removeprefix("экс-"), fold(two).removeprefix("экс-")
    if is_deputy(one, two) or is_deputy(two, one):
        return False
    return one == two or bool(_synonyms().get(one, frozenset()) & _synonyms().get(two, frozenset()))


def is_deputy(one: str, chief: str) -> bool:
    """Whether a noun is for the deputy of another: «вице-мэр», «замминистра»."""
    return one == "вице-" + chief or one.startswith("зам" + chief.removesuffix("а"))


def is_animate(token: Token) -> bool:
    """Whether a noun names a living being, by tag and dictionary."""
    if token.tag.animacy:
        if token.tag.animacy == "Anim":
            return True
        return bool(noun_classes(token.lemma) & {"anonymous", "general"})
    return getattr(token.parse.tag, "animacy", None) == "anim"
