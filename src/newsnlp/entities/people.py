"""Which mentions by name are one person.

Full names come first, the fullest before the others; a surname, first name or first name with
patronymic alone then joins the person that was named last before it and fits in gender.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

from newsnlp import lexicon
from newsnlp.document import Document, Name, RoleMention, Token
from newsnlp.entities.context import declension_leaning, pronoun_leanings, verb_leaning
from newsnlp.entities.paradigms import DICTIONARY, Lexeme
from newsnlp.entities.personal import (
    PersonName,
    Word,
    as_surname,
    may_be_patronymic,
    read_patronymic,
    take_apart,
)
from newsnlp.entities.variants import skeleton, variant
from newsnlp.language.inflection import CASE_OF
from newsnlp.language.spelling import fold

MAX_CANDIDATES = 8  # people of one surname that are compared with a mention; bounds the cost
MAN = re.compile(r"..(?:[ое]в|[иы]н)$")  # a man's surname in the nominative
MAX_REMARK = 12  # tokens in brackets between two names
SURE = 1.0  # a leaning from which the gender is certain,
SURE_OF_FULL = 2.5  # even against a person of that first name and surname: «Веселина Топалова»


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
    into: Person | None = None  # the person that this one turned out to be
    texts: set[tuple[str, ...]] = field(default_factory=set)  # the words of the mentions

    def knows(self, mention: PersonName) -> bool:
        """Whether the very same words are a mention already."""
        return tuple(word.key for word in mention.words) in self.texts


def gather_people(
    document: Document, names: Sequence[Name], roles: Sequence[RoleMention] = ()
) -> list[Person]:
    """The people that these names (of type person) mention, in order of first mention."""
    titles = {
        role.holder.start: role
        for role in roles
        if role.holder is not None and _stands_before(document, role, role.holder)
    }
    titled = {start: _case_of(document.tokens[role.head]) for start, role in titles.items()}
    mentions: list[PersonName] = []
    for before, name, behind in zip([None, *names], names, [*names[1:], None], strict=False):
        case = _owner_case(document, name, before, behind) or titled.get(name.start)
        case = case or _joined_case(document, mentions, name)
        mentions.append(take_apart(document, name, case))
    for place, mention in enumerate(mentions):
        mention.place = place
        if not mention.plural and (mention.case == "Nom" or _is_namesake(mention)):
            title = titles.get(mention.name.start)
            first = mention.name.first if title is None else title.first
            mention.leaning += verb_leaning(document, first, mention.name.last)
    _share_surnames(document, mentions)
    _tell_patronymics(mentions)
    gathering = _Gathering()
    for mention in sorted(
        (m for m in mentions if m.full), key=lambda m: (-len(m.words), -len(m.initials), m.place)
    ):
        gathering.anchor(mention)
    partner: dict[int, PersonName] = {}
    for one, two in _aliases(document, mentions):
        gathering.merge(one, two)
        partner |= {one.place: two, two.place: one}
    bracketed = {lone.place: other for lone, other in _bracketed(document, mentions)}
    for mention in mentions:
        person = gathering.person_of(mention)
        if person is None and mention.place in partner:
            person = gathering.person_of(partner[mention.place])
            if person is not None:
                gathering.add(person, mention, alias=True)
        if person is None:
            instead = bracketed.get(mention.place)
            person = gathering.partial(mention, gathering.person_of(instead) if instead else None)
        person.seen = mention.place
    people = [person for person in gathering.people if person.into is None]
    for mention, leaning in pronoun_leanings(document, mentions):
        person = gathering.person_of(mention)
        if person is not None:
            person.leaning += leaning
    for person in people:
        person.mentions.sort(key=lambda m: m.place)
        person.leaning += declension_leaning(person.last)
    return sorted(people, key=lambda p: p.start)


def _is_namesake(mention: PersonName) -> bool:
    """Whether a lone word may be a name that the dictionary lacks: «сказала Ванга» is not of Ванг."""
    if len(mention.words) != 1 or not mention.words[0].given:
        return False
    word = mention.words[0]
    return word.token.tag.case == "Nom" and all("Nom" not in r.cases for r in word.readings)


def _case_of(noun: Token) -> str:
    """The case of a role, if its form bears out the tagger, who may err: «Президенты», «завлит»."""
    cases = {CASE_OF.get(parse.tag.case) for parse in noun.morphology.parses(noun.text)}
    return noun.tag.case if noun.tag.case in cases else ""


def _stands_before(document: Document, role: RoleMention, name: Name) -> bool:
    """Whether a role stands right before its holder, at most a mark between: «чемпиона мира — Топалова»."""
    between = document.tokens[role.last : name.first]
    return role.last <= name.first <= role.last + TITLE_GAP and not any(token.is_word for token in between)


def _joined_case(document: Document, mentions: list[PersonName], name: Name) -> str:
    """The case of the name to which «и» joins this one: «Кашин и Жукова», «Жукова (Омск) и Кашин».

    The form of a man's surname may tell the case of both.
    """
    if not mentions or not name.first or document.tokens[name.first - 1].text != "и":
        return ""
    if _behind_remark(document, mentions[-1].name.last) != name.first - 1:
        return ""
    last = document.tokens[name.last - 1]
    if mentions[-1].case == "Nom" or not MAN.search(last.text):
        return mentions[-1].case
    if last.tag.case != "Nom":
        return ""
    mentions[-1] = take_apart(document, mentions[-1].name, "Nom")
    return "Nom"


def _behind_remark(document: Document, i: int) -> int:
    """Where a remark in brackets that begins at token `i` ends; else `i`."""
    if i < len(document.tokens) and document.tokens[i].text == "(":
        inside = range(i, min(i + MAX_REMARK, len(document.tokens)))
        return next((j + 1 for j in inside if document.tokens[j].text == ")"), i)
    return i


def _owner_case(document: Document, name: Name, before: Name | None, behind: Name | None) -> str:
    """The case of one of two names side by side: «(с) юристом Гаева | Анной Кох».

    The noun before them is of the second, in whose case it stands, and belongs to the first.
    """
    if behind is not None and behind.first == name.last:
        return "Gen" if _noun_case(document, name) else ""
    if before is not None and before.last == name.first:
        return _noun_case(document, before)
    return ""


def _noun_case(document: Document, name: Name) -> str:
    """The case of a noun for a person right before a name."""
    noun = document.tokens[name.first - 1] if name.first else None
    if noun is None or noun.tag.animacy != "Anim" or noun.sentence != document.tokens[name.first].sentence:
        return ""
    return noun.tag.case


def _share_surnames(document: Document, mentions: list[PersonName]) -> None:
    """«Алла и Виктор Бут», «сёстры Винус и Серена Уильямс»: the surname is of both."""
    for one, two in pairwise(mentions):
        adjacent = two.name.first == one.name.last + 1 and document.tokens[one.name.last].text == "и"
        if (
            not adjacent
            or len(one.words) != 1
            or len(two.words) != 2
            or two.first is None
            or two.last is None
        ):
            continue
        before = document.tokens[one.name.first - 1] if one.name.first else None
        family = before is not None and before.tag.number == "Plur" and fold(before.lemma) in _kin()
        if one.first is not None or family:
            one.first, one.last = one.words[0], two.last


def _tell_patronymics(mentions: list[PersonName]) -> None:
    """«Лев Абрамович» behind «Лев Додин» is a patronymic, unless the article has somebody «Абрамович»."""
    alone = {lexeme for m in mentions if len(m.words) == 1 for lexeme in m.words[0].lexemes}
    surnames: dict[Lexeme, Word] = {}  # by the first name; of whom it names first
    for mention in mentions:
        first, last = mention.first, mention.last
        if first is None or last is None or len(mention.words) != 2:
            continue
        other = next((surnames[lexeme] for lexeme in first.lexemes if lexeme in surnames), None)
        if other is None:
            surnames |= dict.fromkeys(first.lexemes, last)
        elif may_be_patronymic(last) and not same_word(last, other) and alone.isdisjoint(last.lexemes):
            read_patronymic(mention)


@cache
def _kin() -> frozenset[str]:
    return frozenset(map(fold, lexicon.column("kin")))


class _Gathering:
    """The people so far, by the lexemes of their names."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._by_last: dict[Lexeme, list[Person]] = {}
        self._by_other: dict[Lexeme, list[Person]] = {}  # first names, patronymics, parts of double surnames
        self._by_sound: dict[str, list[Person]] = {}
        self._by_initials: dict[tuple[str, ...], list[Person]] = {}
        self._home: dict[int, Person] = {}

    def person_of(self, mention: PersonName) -> Person | None:
        """The person that a mention has been given to."""
        person = self._home.get(mention.place)
        return person and _final(person)

    def merge(self, mention: PersonName, alias: PersonName) -> None:
        """Make the people of two mentions one, if both have one."""
        kept, other = self.person_of(mention), self.person_of(alias)
        if kept is None or other is None or kept is other:
            return
        if len(other.mentions) > len(kept.mentions):
            kept, other = other, kept
        other.into = kept
        kept.mentions += other.mentions
        kept.texts |= other.texts
        kept.leaning += other.leaning
        kept.start = min(kept.start, other.start)
        for mine, more in ((kept.first, other.first), (kept.middle, other.middle), (kept.last, other.last)):
            mine += more

    def anchor(self, mention: PersonName) -> Person:
        """The person of a full name: an old one, or a new one."""
        assert mention.last is not None
        alike = _found(self._by_last, mention.last.lexemes)
        if mention.first is not None and not mention.middle:  # «Хабибуллин Руслан»
            alike += [p for p in _found(self._by_last, mention.first.lexemes) if p not in alike]
        fits = [person for person in alike if _compatible(person, mention)]
        if not fits and mention.first is not None:
            near = [p for p in _found(self._by_sound, [skeleton(mention.last.key)]) if p not in alike]
            near += [
                p for p in _found(self._by_other, mention.first.lexemes) if p not in near and p not in alike
            ]
            fits = [person for person in near if _misspelt(person, mention) or _within(person, mention)]
        person = max(
            fits, key=lambda p: (_agreement(p, mention), -abs(p.start - mention.place)), default=None
        )
        return self.add(person, mention)

    def partial(self, mention: PersonName, instead: Person | None) -> Person:
        """The person of a name without surname, or of a surname alone; `instead` if none has such a name."""
        ranked = self._candidates(mention)
        if not ranked and len(mention.words) == 1 and mention.first is not None and not mention.initials:
            again = as_surname(mention)
            ranked = self._candidates(again)
            if ranked:
                mention.words, mention.first, mention.last = again.words, None, again.last
                mention.leaning, mention.cases = again.leaning, again.cases
        best = max((rank for rank, _ in ranked), default=0)
        fits = [person for rank, person in ranked if rank == best]
        seen = [person for person in fits if person.seen >= 0]
        person: Person | None = None
        if seen:
            person = max(seen, key=lambda p: (_agreement(p, mention), p.seen))
        elif fits:
            person = max(fits, key=lambda p: (_agreement(p, mention), -p.start))
        if person is not None and len(fits) > 1:
            if best == BY_FIRST and not mention.plural and mention.place - person.seen > NEAR:
                person = None  # «Анна», when the article has two of them
            else:
                person.ambiguous += 1
        return self.add(person or (None if fits else instead), mention)

    def _candidates(self, mention: PersonName) -> list[tuple[int, Person]]:
        if not mention.words:
            return []
        ranked: dict[int, tuple[int, Person]] = {}
        if len(mention.words) == 1:
            word = mention.words[0]
            for person in _found(self._by_last, word.lexemes):
                known = not word.given or any(word.key == own.key for own in person.last)
                ranked[id(person)] = (BY_LAST if not word.given else BY_FIRST if known else 1), person
            for person in _found(self._by_other, _keys(word)):
                first = any(alike(word, own) for own in person.first)
                if id(person) not in ranked or word.given:
                    ranked[id(person)] = BY_FIRST if first else 1, person
            if not ranked and not word.given:
                for person in _found(self._by_sound, [skeleton(word.key)]):
                    if any(variant(word.key, own.key) for own in person.last):
                        ranked[id(person)] = 1, person
        else:
            head = mention.first or mention.words[0]
            for person in _found(self._by_other, _keys(head)):
                ranked[id(person)] = BY_FIRST, person
            if not ranked and mention.last is None and mention.middle and mention.middle[0].patronymic:
                letters = (head.key[0], mention.middle[0].key[0])  # «В. Н. Чарин», «Валерий Николаевич»
                initialled = (p for p in _found(self._by_initials, [letters]) if not p.first)
                ranked = {id(person): (BY_FIRST, person) for person in initialled}
        return [(rank, p) for rank, p in ranked.values() if not _contradicts(p, mention)]

    def add(self, person: Person | None, mention: PersonName, *, alias: bool = False) -> Person:
        """Give a mention to a person (a new one if there is none); an alias is no part of the full name."""
        if person is None:
            person = Person(start=mention.place)
            self.people.append(person)
        person.mentions.append(mention)
        person.texts.add(tuple(word.key for word in mention.words))
        person.start = min(person.start, mention.place)
        self._home[mention.place] = person
        if mention.plural and len(person.mentions) > 1:
            return person
        own = 1.0 if len(mention.words) > 1 or (mention.first and mention.first.given) else 0.5
        person.leaning += own * mention.leaning
        person.initials = max(person.initials, mention.initials, key=len)
        first, middle, last = mention.first, mention.middle, mention.last
        if (
            first
            and last
            and person.last
            and not middle
            and not any(same_word(last, own) for own in person.last)
        ) and any(same_word(first, own) for own in person.last):
            first, last = last, first  # Хабибуллин Руслан
        if len(mention.words) == 1 and person.mentions[0] is not mention:
            word = mention.words[0]
            first, last = (word, None) if any(alike(word, own) for own in person.first) else (None, word)
            if alias or any(same_word(word, own) for own in person.middle):
                first, middle, last = None, (word,), None
            elif (
                last is not None and person.last and not any(_same_surname(last, own) for own in person.last)
            ):
                middle, last = (word,), None  # a nickname
        mention.first, mention.middle, mention.last = first, middle, last
        for words, more in ((person.first, [first]), (person.middle, middle), (person.last, [last])):
            own_texts = {own.text for own in words}
            words += [word for word in more if word is not None and word.text not in own_texts]
        self._index(person, first, middle, last)
        return person

    def _index(self, person: Person, first: Word | None, middle: Iterable[Word], last: Word | None) -> None:
        if last is not None:
            for lexeme in last.lexemes:
                _note(self._by_last, lexeme, person)
            _note(self._by_sound, skeleton(last.key), person)
            _note(self._by_initials, person.initials, person)
            for part in last.text.split("-")[:-1] if "-" in last.text else ():
                _note(self._by_other, Lexeme(fold(part), DICTIONARY), person)
        for word in (first, *middle):
            for lexeme in _keys(word) if word is not None else ():
                _note(self._by_other, lexeme, person)


BY_FIRST, BY_LAST = 2, 3
TITLE_GAP = 1  # tokens between a role and the name that agrees with it: «чемпиона мира — Топалова»
ALIAS_REACH = 8  # words between a name and another name of the same person
NEAR = 3  # mentions back within which an ambiguous first name still means the same person


def _note(index: dict[Any, list[Person]], key: object, person: Person) -> None:
    people = index.setdefault(key, [])
    if not people or people[-1] is not person:
        people.append(person)


def _found(index: dict[Any, list[Person]], keys: Iterable[object]) -> list[Person]:
    return list(
        dict.fromkeys(_final(person) for key in keys for person in index.get(key, ())[-MAX_CANDIDATES:])
    )


def _final(person: Person) -> Person:
    while person.into is not None:
        person = person.into
    return person


def same_word(one: Word, other: Word) -> bool:
    """Whether two words can be forms of one name."""
    return one.key == other.key or not one.lexemes.isdisjoint(other.lexemes)


def _same_surname(one: Word, other: Word) -> bool:
    return same_word(one, other) or variant(one.key, other.key)


def _agreement(person: Person, mention: PersonName) -> int:
    """1 where the forms lean to the gender of the person, -1 where to the other, else 0."""
    product = person.leaning * mention.leaning
    return (product > 0) - (product < 0)


def _is_declined(person: Person, mention: PersonName) -> bool:
    """Whether a surname that a woman has in a consonant takes an ending, as a man's does: «Шефферу»."""
    if person.leaning > -SURE or mention.last is None or len(mention.words) > 1:
        return False
    nominatives = {lexeme.stem for lexeme in mention.last.lexemes if lexeme.paradigm == "consonant"}
    return any(own.key in nominatives and own.key != mention.last.key for own in person.last)


def _contradicts(person: Person, mention: PersonName, sure: float = SURE) -> bool:
    """Whether gender or patronymic (middle name) tells them apart."""
    if mention.last is None and mention.initials and _other_surname(person, mention.initials[0]):
        return True
    if _is_declined(person, mention):
        return True
    if person.knows(mention):
        return False
    if (
        abs(person.leaning) >= sure <= abs(mention.leaning)
        and _agreement(person, mention) < 0
        and not mention.plural
    ):
        return True
    if not person.middle or not mention.middle:
        return False
    return not any(
        same_word(one, other) for one in mention.middle for other in person.middle[:MAX_CANDIDATES]
    )


def _other_surname(person: Person, letter: str) -> bool:
    """Whether the surname begins with another letter: Сергей Петров is not «Сергей М.»."""
    if person.last:
        return all(word.key[0] != letter for word in person.last)
    return bool(person.initials) and person.initials[0] != letter


def _compatible(person: Person, mention: PersonName) -> bool:
    """Whether a full name may be this person's: first name, patronymic and gender allow it."""
    if _contradicts(person, mention, SURE_OF_FULL) or not mention.last:
        return False
    first, last = mention.first, mention.last
    if not any(same_word(last, own) for own in person.last):
        return bool(first) and _swapped(person, mention)
    if first is not None:
        names = [*person.first, *person.middle]
        if any(alike(first, own) for own in names):
            return True
        if person.first:
            return any(
                variant(first.key, own.key) and not (first.given and own.given) for own in person.first
            )
        return not person.initials or person.initials[0] == first.key[0]
    if person.first:
        return any(mention.initials[0] == word.key[0] for word in person.first)
    return not (person.initials and mention.initials) or person.initials[0] == mention.initials[0]


def _swapped(person: Person, mention: PersonName) -> bool:
    """Surname and first name in the other order, where no dictionary told which is which."""
    first, last = mention.first, mention.last
    assert first is not None
    assert last is not None
    return any(same_word(first, own) for own in person.last) and any(
        same_word(last, own) for own in person.first
    )


def _misspelt(person: Person, mention: PersonName) -> bool:
    """A surname spelt in another way beside the same first name: «Фуад Мбазаа», «Фуад Мебаза»."""
    first, last = mention.first, mention.last
    if first is None or last is None or _contradicts(person, mention):
        return False
    return any(same_word(first, own) for own in person.first) and any(
        variant(last.key, own.key) for own in person.last
    )


def alike(one: Word, other: Word) -> bool:
    """Whether two first names can be one person's: «Дениса», «Денис»; «Юра», «Юрий»."""
    return same_word(one, other) or shortens(one, other) or shortens(other, one)


def _keys(word: Word) -> frozenset[Lexeme]:
    """What a first name is found by: its lexemes, and the full names that it is short for."""
    full = {name for lexeme in word.lexemes for name in full_forms().get(lexeme.stem, ())}
    return word.lexemes | {Lexeme(name, DICTIONARY) for name in full}


def _within(person: Person, mention: PersonName) -> bool:
    """Whether all the words are among those of a longer name: «Кристина Фернандес (де Киршнер)»."""
    own = [*person.first, *person.middle, *person.last][: 2 * MAX_CANDIDATES]
    if len(own) < 3 or _contradicts(person, mention) or any(word.patronymic for word in person.middle):
        return False
    return all(any(same_word(word, other) for other in own) for word in mention.words)


def shortens(one: Word, other: Word) -> bool:
    """Whether the first name `one` is a short form of `other`: «Джо», «Джозеф»."""
    shorts = {one.key, *(lexeme.stem for lexeme in one.lexemes)}
    fulls = {other.key, *(lexeme.stem for lexeme in other.lexemes)}
    return any(not fulls.isdisjoint(full_forms().get(short, ())) for short in shorts)


@cache
def full_forms() -> dict[str, frozenset[str]]:
    """The full names that each short first name may stand for, folded: «саша»."""
    forms: dict[str, frozenset[str]] = {}
    for short, full in lexicon.table("diminutives"):
        for form in (fold(short), *_familiar(fold(short))):
            forms[form] = forms.get(form, frozenset()) | {fold(name) for name in full.split()}
    return forms


def _familiar(short: str) -> list[str]:
    """The form in -ка of a short name: «витя», «витька»; «миша», «мишка»."""
    softened = {"я": "ька", "а": "ка"}
    return [short[:-1] + softened[short[-1]]] if short[-1] in softened and short[-2] not in "аеиоуья" else []


def _aliases(document: Document, mentions: list[PersonName]) -> Iterable[tuple[PersonName, PersonName]]:
    """Pairs of neighbouring mentions that the text calls one person, the name before the other.

    In brackets in the other script, «Бен Кон (Ben Kohn)»; or with words that say so, «Баста,
    настоящее имя Василий Вакуленко».
    """
    for one, two in pairwise(mentions):
        gap = document.tokens[one.name.last : min(two.name.first, one.name.last + ALIAS_REACH + 1)]
        if not gap or len(gap) > ALIAS_REACH or gap[0].sentence != document.tokens[two.name.first].sentence:
            continue
        if two.latin and not one.latin and one.words and _opens(gap):
            yield one, two
        elif one.words and two.words and not same_word(one.words[-1], two.words[-1]):
            lemmas = [token.lemma.replace("ё", "е") for token in gap]
            if any(_says_alias(lemmas, at) for at in range(len(lemmas))):
                yield one, two


def _bracketed(document: Document, mentions: list[PersonName]) -> Iterable[tuple[PersonName, PersonName]]:
    """A name in brackets after another one: «Никодим (Ротов)», «Баста (Василий Вакуленко)».

    Pairs of the mention that is incomplete and the one whose person it may be.
    """
    tokens = document.tokens
    for one, two in pairwise(mentions):
        if two.name.first != one.name.last + 1 or tokens[one.name.last].text != "(" or len(one.words) != 1:
            continue
        if two.name.last < len(tokens) and tokens[two.name.last].text == ")":
            if two.full:
                yield one, two
            elif one.words[0].given and len(two.words) == 1 and not two.words[0].given:
                yield two, one


def _opens(gap: list[Token]) -> bool:
    """A bracket, with at most the name of the language: «(англ. »."""
    marks = {token.text for token in gap[:2]}
    return not marks.isdisjoint("(/;") and sum(token.is_word for token in gap) <= 1


def _says_alias(lemmas: list[str], at: int) -> bool:
    beside = _alias_words().get(lemmas[at])
    if beside is None:
        return False
    return not beside or not beside.isdisjoint(lemmas[max(0, at - 1) : at] + lemmas[at + 1 : at + 3])


@cache
def _alias_words() -> dict[str, frozenset[str]]:
    return {word: frozenset(beside.strip("-").split()) for word, beside in lexicon.table("alias_words")}
