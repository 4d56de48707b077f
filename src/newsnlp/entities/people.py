"""Which mentions by name are one person.

Full names come first, the fullest before the others; a surname, first name or first name with
patronymic alone then joins the person that was named last before it and fits in gender.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from newsnlp import lexicon
from newsnlp.document import Document, Name
from newsnlp.entities.context import verb_leaning
from newsnlp.entities.paradigms import DICTIONARY, Lexeme, fold
from newsnlp.entities.personal import PersonName, Word, as_surname, take_apart
from newsnlp.entities.variants import skeleton, variant

MAX_CANDIDATES = 8  # people of one surname that are compared with a mention; bounds the cost
SURE = 1.0  # a leaning from which the gender is certain


@dataclass(slots=True, eq=False)
class Person:
    """The mentions of one person, and what they have in common."""

    mentions: list[PersonName] = field(default_factory=list)
    first: list[Word] = field(default_factory=list)
    middle: list[Word] = field(default_factory=list)
    last: list[Word] = field(default_factory=list)
    initials: tuple[str, ...] = ()
    leaning: float = 0.0
    ambiguous: int = 0  # mentions that might have been somebody else's
    seen: int = -1  # place of the last mention so far, in the order of the text
    start: int = 0  # place of the first mention


def gather_people(document: Document, names: list[Name]) -> list[Person]:
    """The people that these names (of type person) mention, in order of first mention."""
    mentions = [take_apart(document, name) for name in names]
    for mention in mentions:
        if mention.case == "Nom" and not mention.plural:
            mention.leaning += verb_leaning(document, mention.name)
    gathering = _Gathering()
    aliases = dict(_bracketed(document, mentions))
    rank = {id(mention): place for place, mention in enumerate(mentions)}
    anchors = [m for m in mentions if m.full and id(m) not in aliases]
    anchors.sort(key=lambda m: (-len(m.words), -len(m.initials), rank[id(m)]))
    home: dict[int, Person] = {}
    for mention in anchors:
        home[id(mention)] = gathering.anchor(mention, rank[id(mention)])
    for mention in mentions:
        place = rank[id(mention)]
        person = home.get(id(mention))
        if person is None and id(mention) in aliases:
            person = home[id(aliases[id(mention)])]
            gathering.add(person, mention, place)
        if person is None:
            person = gathering.partial(mention, place)
        home[id(mention)] = person
        person.seen = place
    for person in gathering.people:
        person.mentions.sort(key=lambda m: m.name.start)
    return sorted(gathering.people, key=lambda p: p.start)


class _Gathering:
    """The people so far, by the lexemes of their names."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._by_last: dict[Lexeme, list[Person]] = {}
        self._by_other: dict[Lexeme, list[Person]] = {}  # first names, patronymics, parts of double surnames
        self._by_sound: dict[str, list[Person]] = {}

    def anchor(self, mention: PersonName, place: int) -> Person:
        """The person of a full name: an old one, or a new one."""
        assert mention.last is not None
        alike = _found(self._by_last, mention.last.lexemes)
        if mention.first is not None and not mention.middle:  # «Хабибуллин Руслан»
            alike += [p for p in _found(self._by_last, mention.first.lexemes) if p not in alike]
        fits = [person for person in alike if _compatible(person, mention)]
        if not fits and mention.first is not None:
            near = [p for p in self._by_sound.get(skeleton(mention.last.key), [])[-MAX_CANDIDATES:] if p not in alike]
            near += [p for p in _found(self._by_other, mention.first.lexemes) if p not in near and p not in alike]
            fits = [person for person in near if _misspelt(person, mention)]
        person = max(fits, key=lambda p: (_agreement(p, mention), -abs(p.start - place)), default=None)
        return self.add(person, mention, place)

    def partial(self, mention: PersonName, place: int) -> Person:
        """The person of a name without surname, or of a surname alone."""
        ranked = self._candidates(mention)
        if not ranked and len(mention.words) == 1 and mention.first is not None:
            again = as_surname(mention)
            ranked = self._candidates(again)
            mention = again if ranked else mention
        best = max((rank for rank, _ in ranked), default=0)
        fits = [person for rank, person in ranked if rank == best]
        seen = [person for person in fits if person.seen >= 0]
        person: Person | None = None
        if seen:
            person = max(seen, key=lambda p: (_agreement(p, mention), p.seen))
        elif fits:
            person = max(fits, key=lambda p: (_agreement(p, mention), -p.start))
        if person is not None and len(fits) > 1:
            if best == BY_FIRST and not mention.plural and place - person.seen > NEAR:
                person = None  # «Анна», when the article has two of them
            else:
                person.ambiguous += 1
        return self.add(person, mention, place)

    def _candidates(self, mention: PersonName) -> list[tuple[int, Person]]:
        if not mention.words:
            return []
        ranked: dict[int, tuple[int, Person]] = {}
        if len(mention.words) == 1:
            word = mention.words[0]
            for person in _found(self._by_last, word.lexemes):
                ranked[id(person)] = BY_LAST if not word.given else BY_FIRST - 1, person
            for person in _found(self._by_other, word.lexemes):
                first = any(same_word(word, own) for own in person.first)
                if id(person) not in ranked or word.given:
                    ranked[id(person)] = BY_FIRST if first else 1, person
            if not ranked and not word.given:
                for person in self._by_sound.get(skeleton(word.key), [])[-MAX_CANDIDATES:]:
                    if any(variant(word.key, own.key) for own in person.last):
                        ranked[id(person)] = 1, person
        else:
            head = mention.first or mention.words[0]
            for person in _found(self._by_other, head.lexemes):
                ranked[id(person)] = BY_FIRST, person
        return [(rank, p) for rank, p in ranked.values() if not _contradicts(p, mention)]

    def add(self, person: Person | None, mention: PersonName, place: int) -> Person:
        """Give a mention to a person (a new one if there is none)."""
        if person is None:
            person = Person(start=place)
            self.people.append(person)
        person.mentions.append(mention)
        person.start = min(person.start, place)
        if mention.plural and len(person.mentions) > 1:
            return person
        own = 1.0 if len(mention.words) > 1 or (mention.first and mention.first.given) else 0.5
        person.leaning += own * mention.leaning
        person.initials = max(person.initials, mention.initials, key=len)
        first, middle, last = mention.first, mention.middle, mention.last
        if first and last and person.last and not middle and not any(same_word(last, own) for own in person.last):
            if any(same_word(first, own) for own in person.last):
                first, last = last, first  # Хабибуллин Руслан
        if len(mention.words) == 1 and person.mentions[0] is not mention:
            word = mention.words[0]
            first, last = (word, None) if any(same_word(word, own) for own in person.first) else (None, word)
            if last is not None and not any(same_word(last, own) for own in person.last) and person.last:
                last = None
        mention.first, mention.middle, mention.last = first, middle, last
        for words, more in ((person.first, [first]), (person.middle, middle), (person.last, [last])):
            words += [word for word in more if word is not None and word.text not in {own.text for own in words}]
        self._index(person, first, middle, last)
        return person

    def _index(self, person: Person, first: Word | None, middle: Iterable[Word], last: Word | None) -> None:
        if last is not None:
            for lexeme in last.lexemes:
                _note(self._by_last, lexeme, person)
            _note(self._by_sound, skeleton(last.key), person)
            for part in last.text.split("-")[:-1] if "-" in last.text else ():
                _note(self._by_other, Lexeme(fold(part), DICTIONARY), person)
        for word in (first, *middle):
            for lexeme in word.lexemes if word is not None else ():
                _note(self._by_other, lexeme, person)


BY_FIRST, BY_LAST = 2, 3
NEAR = 3  # mentions back within which an ambiguous first name still means the same person


def _note(index: dict[Any, list[Person]], key: object, person: Person) -> None:
    people = index.setdefault(key, [])
    if not people or people[-1] is not person:
        people.append(person)


def _found(index: dict[Lexeme, list[Person]], keys: Iterable[Lexeme]) -> list[Person]:
    return list(dict.fromkeys(person for key in keys for person in index.get(key, ())[-MAX_CANDIDATES:]))


def same_word(one: Word, other: Word) -> bool:
    """Whether two words can be forms of one name."""
    return one.key == other.key or not one.lexemes.isdisjoint(other.lexemes)


def _agreement(person: Person, mention: PersonName) -> int:
    """1 where the forms lean to the gender of the person, -1 where to the other, else 0."""
    product = person.leaning * mention.leaning
    return (product > 0) - (product < 0)


def _contradicts(person: Person, mention: PersonName) -> bool:
    """Whether gender or patronymic (middle name) tells them apart."""
    if abs(person.leaning) >= SURE <= abs(mention.leaning) and _agreement(person, mention) < 0 and not mention.plural:
        return True
    if not person.middle or not mention.middle:
        return False
    return not any(same_word(one, other) for one in mention.middle for other in person.middle[:MAX_CANDIDATES])


def _compatible(person: Person, mention: PersonName) -> bool:
    """Whether a full name may be this person's: nothing in first name, patronymic or gender speaks against it."""
    if _contradicts(person, mention) or not mention.last:
        return False
    first, last = mention.first, mention.last
    if not any(same_word(last, own) for own in person.last):
        return bool(first) and _swapped(person, mention)
    if first is not None:
        names = [*person.first, *person.middle]
        if any(same_word(first, own) or shortens(first, own) or shortens(own, first) for own in names):
            return True
        if person.first:
            return any(variant(first.key, own.key) and not (first.given and own.given) for own in person.first)
        return not person.initials or person.initials[0] == first.key[0]
    if person.first:
        return any(mention.initials[0] == word.key[0] for word in person.first)
    return not (person.initials and mention.initials) or person.initials[0] == mention.initials[0]


def _swapped(person: Person, mention: PersonName) -> bool:
    """Surname and first name in the other order, where no dictionary told which is which."""
    first, last = mention.first, mention.last
    assert first is not None
    assert last is not None
    return any(same_word(first, own) for own in person.last) and any(same_word(last, own) for own in person.first)


def _misspelt(person: Person, mention: PersonName) -> bool:
    """A surname spelt in another way beside the same first name: «Фуад Мбазаа», «Фуад Мебаза»."""
    first, last = mention.first, mention.last
    if first is None or last is None or _contradicts(person, mention):
        return False
    return any(same_word(first, own) for own in person.first) and any(variant(last.key, own.key) for own in person.last)


def shortens(one: Word, other: Word) -> bool:
    """Whether the first name `one` is a short form of `other`: «Джо», «Джозеф»."""
    shorts = {one.key, *(lexeme.stem for lexeme in one.lexemes)}
    fulls = {other.key, *(lexeme.stem for lexeme in other.lexemes)}
    return any(not fulls.isdisjoint(_full_forms().get(short, ())) for short in shorts)


@cache
def _full_forms() -> dict[str, frozenset[str]]:
    forms: dict[str, frozenset[str]] = {}
    for short, full in lexicon.table("diminutives"):
        forms[fold(short)] = forms.get(fold(short), frozenset()) | {fold(name) for name in full.split()}
    return forms


def _bracketed(document: Document, mentions: list[PersonName]) -> Iterable[tuple[int, PersonName]]:
    """A name in brackets after a name, in the other script: «Бен Кон (Ben Kohn)»."""
    for one, two in zip(mentions, mentions[1:], strict=False):
        gap = document.tokens[one.name.last : two.name.first]
        if 1 <= len(gap) <= 3 and gap[0].text in "(/" and two.latin and not one.latin and one.full:
            yield id(two), one
