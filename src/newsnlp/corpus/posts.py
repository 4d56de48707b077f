"""Whether two titles can be one person's: «мэр Перми» and «глава Перми», not «нападающий» and «министр»."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from newsnlp import lexicon
from newsnlp.entities.organizations import alias_table
from newsnlp.entities.places import adjective_place, place_table
from newsnlp.entities.posts import HEADS, passing_modifiers, post_forms, post_synonyms
from newsnlp.entities.words import lemmas
from newsnlp.language.morphology import Morphology
from newsnlp.language.spelling import fold
from newsnlp.schema import PersonRole

WORD = re.compile(r"\w[\w-]*")
OF_A_PLACE = re.compile(r"[сц]к(?:ий|ой)$")  # «самарский»
ENDING = re.compile(r"(?:[сц]к(?:ий|ой)?|[аяоеиыйь])$")
SMALL_WORDS = ("PREP", "CONJ", "PRCL")
ONE_HOLDER = frozenset({"office", "post", "public"})  # kinds of posts that one has in one place
FIELD_KINDS = {"sport": "sport", "clergy": "clergy", "law": "law", "noble": "noble", "office": "state"}
BROAD = frozenset({"state", "law", "private"})  # fields so large that having one in common says nothing
ANY_FIELD = frozenset({"глава", "лидер", "вождь", "комиссар"})

ODD = {  # fields of life, and those that their people are seldom in too
    "sport": {"culture", "science", "medicine", "clergy", "state", "law", "private"},
    "culture": {"science", "medicine", "clergy", "state", "law", "private"},
    "clergy": {"state", "law", "medicine", "private", "media"},
    "medicine": {"state", "law", "media"},
    "private": {"state", "law", "medicine", "science"},
}


class Fit(IntEnum):
    """How well the posts of two mentions go together, for them to be of one person."""

    ODD = 0  # a footballer and a minister
    ELSEWHERE = 1  # the mayors of two towns
    UNRELATED = 2  # posts that say nothing of each other
    FIELD = 3  # a singer and a producer
    UNKNOWN = 4  # one of them has no post
    ALIKE = 5  # a minister and the minister of defence, or other posts in one body
    SAME = 6  # the same post in the same place


@dataclass(frozen=True, slots=True)
class Post:
    """A title as it is compared.

    `noun` is the post, `nouns` this and the noun of the title («гендиректор», a «директор»). `words`
    tell where: known bodies and places each as one, other names and nouns; `named` whether there are
    names among them («мэр Перми», not «декан факультета»). `field` is the field of
    life («sport»), `organization` the number of the organisation's group.
    """

    noun: str
    nouns: frozenset[str]
    words: frozenset[str]
    named: bool
    field: str
    past: bool
    organization: int | None = None


class PostReader:
    """Reads titles; knows those that it has read."""

    def __init__(self, morphology: Morphology) -> None:
        self._morphology = morphology
        self._known: dict[tuple[str, str], tuple[str, frozenset[str], bool]] = {}

    def __call__(self, role: PersonRole, organization: int | None) -> Post:
        """The post that a role is; `organization` is the number of its organisation's group."""
        key = role.post, role.title
        if key not in self._known:
            self._known[key] = self._read(*key)
        noun, words, named = self._known[key]
        nouns = frozenset((noun, fold(role.post)))
        return Post(noun, nouns, words, named, _field(nouns), role.status == "former", organization)

    def _read(self, post: str, title: str) -> tuple[str, frozenset[str], bool]:
        head = fold(post)
        words: list[tuple[str, str]] = []  # the word, and what it counts as by itself
        found: set[str] = set()
        for word in WORD.findall(title):
            own = fold(word)
            if own == head or (head, word) == ("министр", head):
                words += [("министерство", "")] if head == "министр" else []
                continue
            place = adjective_place(word, self._morphology)
            if place:
                found.add(place)
            else:
                words.append((word, self._counts_as(word)))
        at = 0
        texts = [word for word, _ in words]
        while at < len(words):
            size, known = self._known_name(texts[at:])
            found.add(known or words[at][1])
            at += size or 1
        noun, telling = _as_usual(head, frozenset(found - {""}))
        names = {lemma for word, lemma in words if word[0].isupper() or word[0].isdigit()}
        named = any(w[0] in "@#" or w in names or OF_A_PLACE.search(w) for w in telling)
        return noun, telling, named

    def _counts_as(self, word: str) -> str:
        """Its dictionary form; empty where it does not tell which post it is: «новый», «научный»."""
        lemma = lemmas(word, self._morphology)[0]
        parts = {parse.tag.POS for parse in self._morphology.parses(word)}
        if lemma in passing_modifiers() or not parts.isdisjoint(SMALL_WORDS):
            return ""
        if "ADJF" in parts and word[0].islower():
            return lemma if OF_A_PLACE.search(lemma) else ""
        return lemma

    def _known_name(self, words: list[str]) -> tuple[int, str]:
        for table in (place_table, alias_table):
            size, values = table(self._morphology).longest(words)
            if len(values) == 1:
                return size, next(iter(values))
        return 0, ""


def _as_usual(noun: str, words: frozenset[str]) -> tuple[str, frozenset[str]]:
    """«гендиректор» as «директор», «глава Минобороны» as a minister."""
    if noun in HEADS and any(word.startswith("#Министерство") for word in words):
        return "министр", words
    for word in sorted(words):
        if f"{noun} {word}" in post_forms():
            return post_forms()[f"{noun} {word}"][0], words - {word}
    return post_forms().get(noun, (noun, words))[0], words


def fit(ones: Iterable[Post], others: Iterable[Post]) -> Fit:
    """How well the posts of two mentions go together: as the best pair, unless pairs speak against it."""
    others = tuple(others)
    found = [_fit(one, other) for one in ones for other in others]
    if not found:
        return Fit.UNKNOWN
    best, worst = max(found), min(found)
    return best if best >= Fit.ALIKE or worst > Fit.ELSEWHERE else worst


def _fit(one: Post, other: Post) -> Fit:
    if one.organization is not None and one.organization == other.organization:
        return Fit.SAME
    same = any(_same_noun(a, b) for a in one.nouns for b in other.nouns)
    shared = [word for word in one.words if any(alike(word, own) for own in other.words)]
    if same and shared:
        return Fit.SAME
    if same and not (one.words and other.words):
        return Fit.ALIKE
    past = one.past or other.past
    if one.noun == other.noun and _kind(one.noun) in ONE_HOLDER and one.named and other.named and not past:
        return Fit.ELSEWHERE
    if other.field in ODD.get(one.field, ()) or one.field in ODD.get(other.field, ()):
        return Fit.UNRELATED if past else Fit.ODD
    offices = one.field == other.field == "state"  # the president and the prime minister of one country
    if any(offices or not word.startswith("@") for word in shared) or _of_a_subject(one, other):
        return Fit.ALIKE
    return Fit.FIELD if one.field == other.field and one.field not in BROAD | {""} else Fit.UNRELATED


def _same_noun(one: str, other: str) -> bool:
    return one == other or other in post_synonyms().get(one, ()) or one in post_synonyms().get(other, ())


def _of_a_subject(one: Post, other: Post) -> bool:
    """«ботаник» and «доцент кафедры ботаники»."""
    return any(alike(a.noun, word) for a, b in ((one, other), (other, one)) for word in b.words)


def alike(one: str, other: str) -> bool:
    """Whether two words may be of one place or thing.

    >>> alike("самарский", "самара"), alike("самарский", "самарканд"), alike("пермский", "пермь")
    (True, False, True)
    """
    if one == other:
        return True
    if one[0] in "@#" or other[0] in "@#":
        return False
    mine, more = ENDING.sub("", one), ENDING.sub("", other)
    common = 0
    for a, b in zip(mine, more, strict=False):
        if a != b:
            break
        common += 1
    return mine == more or (common >= 4 and max(len(mine), len(more)) - common <= 2)


def _field(nouns: frozenset[str]) -> str:
    """The field of life of a post; empty where it may be any."""
    told = [_fields()[noun] for noun in sorted(nouns) if noun in _fields()]
    by_kind = [FIELD_KINDS.get(_kind(noun), "") for noun in sorted(nouns) if noun not in ANY_FIELD]
    return next(iter(told + [field for field in by_kind if field]), "")


def _kind(noun: str) -> str:
    return _kinds().get(noun, "")


@cache
def _kinds() -> dict[str, str]:
    return {fold(row[0]): row[1] for row in lexicon.table("role_heads")}


@cache
def _fields() -> dict[str, str]:
    return {fold(noun): field for noun, field in lexicon.table("role_fields")}
