"""Which person a role noun can take up: «министр» after «министр финансов Иван Орлов»."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from newsnlp.document import RoleLink, RoleMention, Token
from newsnlp.language.spelling import fold
from newsnlp.lexicon import table
from newsnlp.schema import EntityType
from newsnlp.speakers.bodies import name_sorts
from newsnlp.speakers.mentions import Mentions, is_owned
from newsnlp.speakers.nouns import is_deputy, noun_classes, same_role, sorts_of
from newsnlp.speakers.phrase import Phrase

Names = frozenset[tuple[EntityType, str]]  # the words of names of bodies and places, with their types

OF_BODY = "представитель"  # takes up whoever speaks for a body
HOLDERS = 12  # people with one role noun that are looked at
ALIKE = 2  # letters that names of one body or place have in common: «Приморье», «Приморский край»


@dataclass(frozen=True, slots=True)
class Title:
    """A title of a person: the lemma of its head, of all its words, and of the words of names in it."""

    head: str
    words: frozenset[str]
    names: Names


class Titles:
    """The titles of all people of the article."""

    def __init__(self, mentions: Mentions, links: list[RoleLink]) -> None:
        self._mentions = mentions
        self._tokens = mentions.tokens
        self._of: dict[str, list[Title]] = {}
        self._holders: dict[str, list[str]] = {}
        self._fullest: dict[str, tuple[int, str]] = {}
        for link in links:
            known = link.person is not None and link.person in mentions.referents
            if link.person is not None and known and not is_owned(mentions.tokens, link.role):
                self._add(mentions.tokens, link.role, link.person)

    def _add(self, tokens: list[Token], role: RoleMention, person: str) -> None:
        words = words_of(tokens[role.first : role.last])
        rank = 2 * len(words) + (role.status != "former")
        if person not in self._fullest or rank > self._fullest[person][0]:
            self._fullest[person] = (rank, role.title)
        if role.holder is None:  # a noun that stands alone is itself to be resolved
            return
        title = Title(fold(tokens[role.head].lemma), words, self._names(role.first, role.last))
        known = self._of.setdefault(person, [])
        if title not in known and len(known) < HOLDERS:
            known.append(title)
        holders = self._holders.setdefault(title.head, [])
        if person not in holders and len(holders) < HOLDERS:
            holders.append(person)

    def fullest(self, person: str) -> str | None:
        """The longest title of a person, in the nominative."""
        return self._fullest[person][1] if person in self._fullest else None

    def holders(self, phrase: Phrase) -> list[str]:
        """The people who have a role with the head noun of the phrase, or one that the phrase stands for."""
        heads = [fold(phrase.lemma), *sorted(meant_by(self._words(phrase)))]
        return [person for head in heads for person in self._holders.get(head, [])][:HOLDERS]

    def _words(self, phrase: Phrase) -> frozenset[str]:
        return words_of(self._tokens[phrase.first : phrase.last])

    def _names(self, first: int, last: int) -> Names:
        """The capitalised words of bodies and places in a phrase, and of their names: «Штаты» are the USA."""
        found: set[tuple[EntityType, str]] = set()
        for i in range(first, last):
            at, token = self._mentions.at[i], self._tokens[i]
            if at is None or not self._mentions.named(i) or at.referent.type == "person":
                continue
            words = [fold(token.lemma), *map(fold, at.referent.name.split())]
            found |= {(at.referent.type, word) for word in words if token.text[0].isupper()}
        return frozenset(found)

    def excludes(self, phrase: Phrase, person: str) -> bool:
        """Whether what a person is says that the phrase means another."""
        return self._holds_elsewhere(phrase, person) or self._is_deputy(phrase, person)

    def _is_deputy(self, phrase: Phrase, person: str) -> bool:
        """Whether the phrase is for the chief of a deputy: «министр» is not «замминистра Орлов»."""
        head, titles = fold(phrase.lemma), self._of.get(person, ())
        deputy = any(is_deputy(title.head, head) for title in titles)
        return deputy and all(title.head != head for title in titles)

    def _holds_elsewhere(self, phrase: Phrase, person: str) -> bool:
        """Whether a person holds the post of the phrase elsewhere: «мэр Томска Орлов …, сказал мэр Омска»."""
        here = self._names(phrase.first, phrase.last)
        head = fold(phrase.lemma)
        there = [title.names for title in self._of.get(person, ()) if title.head == head and title.names]
        types = {type for names in there for type, _ in names} & {type for type, _ in here}
        known = {word[:ALIKE] for names in there for _, word in names}
        return bool(types) and known.isdisjoint(word[:ALIKE] for _, word in here)

    def match(self, phrase: Phrase, person: str) -> str:
        """How the titles of a person fit the phrase; the name of a feature."""
        titles = self._of.get(person)
        if not titles:
            return "no title"
        head, words = fold(phrase.lemma), self._words(phrase)
        same = [title for title in titles if title.head == head]
        if any(words <= title.words for title in same):
            return "title"
        if head == OF_BODY and len(words) > 1 and any(words - {head} <= title.words for title in titles):
            return "title"  # «представитель МЧС»: the head of its department
        if head == OF_BODY and len(words) == 2 and any(_is_of_sort(words - {head}, t) for t in titles):
            return "title, other"
        meant = meant_by(words)
        related = [t for t in titles if t.head in meant or same_role(head, t.head)]
        here, there = countries(words), countries(frozenset().union(*(t.words for t in related)))
        if here and there:  # «французский лидер»: the president of France, and of no other country
            return "title" if here & there else "other title"
        if any(title.head in meant for title in titles):
            return "title"
        if any(title.words <= words for title in same):
            return "title, longer"
        if meant and len(words) > 1 and not same:
            return "other title"  # «глава города» is no president
        if same:
            return "title, other"
        if any(same_role(head, title.head) or head in called_at(title.words) for title in titles):
            return "synonym"
        return "general noun" if "general" in noun_classes(head) else "other title"


def _is_of_sort(body: frozenset[str], title: Title) -> bool:
    """Whether a title is held at such a body: «представитель министерства», «начальник отдела Минздрава»."""
    sorts = frozenset().union(*map(sorts_of, body)) - {"own"}
    return any(sorts & (sorts_of(word) | name_sorts(word)) for word in title.words)


@cache
def _phrases() -> list[tuple[frozenset[str], frozenset[str]]]:
    return [
        (frozenset(fold(words).split()), frozenset(fold(heads).split()))
        for words, heads in table("role_phrases")
    ]


def meant_by(words: frozenset[str]) -> frozenset[str]:
    """The roles whose holder a phrase takes up without naming them: «глава государства», «гособвинитель».

    >>> sorted(meant_by(frozenset({"глава", "мид", "россия"})))
    ['министр']
    """
    return frozenset(head for phrase, heads in _phrases() if phrase <= words for head in heads)


@cache
def _workplaces() -> list[tuple[frozenset[str], frozenset[str]]]:
    return [
        (frozenset(fold(words).split()), frozenset(fold(nouns).split()))
        for words, nouns in table("workplace_people")
    ]


@lru_cache(maxsize=10_000)
def called_at(words: frozenset[str]) -> frozenset[str]:
    """What people are called by the workplace in their title.

    >>> sorted(called_at(frozenset({"член", "фракция"})))
    ['депутат', 'парламентарий']
    """
    return frozenset(noun for place, nouns in _workplaces() if place <= words for noun in nouns)


@cache
def _countries() -> dict[str, int]:
    return {fold(name): number for number, row in enumerate(table("countries")) for name in row}


def countries(words: frozenset[str]) -> frozenset[int]:
    """The countries that a phrase names, by noun or adjective."""
    return frozenset(_countries()[word] for word in words if word in _countries())


def words_of(tokens: list[Token]) -> frozenset[str]:
    """The lemmas of the words, without «этот», «сам» and prepositions."""
    return frozenset(
        lemma
        for lemma in (fold(t.lemma) for t in tokens if t.is_word and t.tag.pos not in ("ADP", "CCONJ"))
        if "empty" not in noun_classes(lemma)
    )
