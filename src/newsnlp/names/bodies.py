"""Names built on a common noun: «министерство обороны», «Пермский краевой суд», «полиция Москвы»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from newsnlp import lexicon
from newsnlp.document import Document, Token
from newsnlp.language.inflection import ADJECTIVES, CASE_OF, ORDINAL
from newsnlp.language.morphology import Morphology
from newsnlp.names.draft import QUOTATION_MARKS, Draft, trimmed

ABBREVIATION = re.compile(r"(?=.*[А-ЯЁA-Z].*[А-ЯЁA-Z])[А-ЯЁA-Z][А-ЯЁA-Zа-яё0-9]*[А-ЯЁA-Z0-9]-?[а-яё]{0,2}$")
CYRILLIC = re.compile(r"[А-Яа-яЁё]")
RELATIONAL = re.compile(r"(?<!че)(?<!и[кч]е)[сц]к[а-я]{2,3}$")  # «миланский», not «политический»
TOWNS = (  # ends of adjectives and of the towns of which they are made
    *(("ский", end) for end in ("", "ск", "ь", "ль", "а", "ово", "ино")),
    *(("цкий", end) for end in ("цк", "ц")),
    *((end, "а") for end in ("ьский", "енский", "имский")),
    ("инский", "и"),
)
CAPITALS = frozenset(
    {"московский", "петербургский", "нижегородский", "киевский", "лондонский", "парижский", "пекинский"}
)
MAX_FRONT = 10  # words before the head of a name
MAX_TAIL = 40  # words behind it
ABROAD = frozenset(
    {"посольство", "консульство", "генконсульство", "представительство", "миссия", "постпредство"}
)
GOVERNED = {
    **{(noun, "с"): "Ins" for noun in ("борьба", "связь", "сотрудничество", "взаимодействие", "работа")},
    **{(noun, "за"): "Ins" for noun in ("надзор", "контроль", "наблюдение")},
    ("подготовка", "к"): "Dat",
}
PLURAL = frozenset({"сила", "войско"})
ADJECTIVE_NEEDED = frozenset({"сила", "войско"})  # «силами полиции» is no body
ALWAYS = frozenset({"министерство", "пресс-служба"})  # with whatever they deal with
NUMBERED = frozenset({"отдел", "отделение", "управление", "суд"})
ADJECTIVAL = frozenset({"ADJ", "PROPN", "VERB", "NOUN", "DET", "NUM"})


class Body(NamedTuple):
    """A noun of `body_nouns.tsv`."""

    noun: str
    kind: str
    official: bool


@lru_cache(maxsize=50_000)
def body(form: str, morphology: Morphology) -> Body | None:
    """The noun on which names of bodies are built, if `form` is one of its forms."""
    if form[:3].lower() not in _beginnings():
        return None
    nouns = _bodies()
    for parse in morphology.parses(form):
        if parse.normal_form in nouns and "NOUN" in parse.tag:
            return nouns[parse.normal_form]
    return None


@lru_cache(maxsize=50_000)
def is_one_of(form: str, table: str, morphology: Morphology) -> bool:
    """Whether a form belongs to a word in the first column of a table."""
    words = lexicon.column(table)
    return form in words or any(parse.normal_form in words for parse in morphology.parses(form))


@lru_cache(maxsize=50_000)
def is_of_place(form: str, morphology: Morphology) -> bool:
    """Whether an adjective is made of the name of a place: «российский»."""
    adjectives = _place_adjectives()
    return any(parse.normal_form in adjectives for parse in morphology.parses(form))


@lru_cache(maxsize=50_000)
def is_of_town(form: str, morphology: Morphology) -> bool:
    """Whether an adjective is made of the name of a town that the dictionary knows: «омский»."""
    lemmas = {parse.normal_form for parse in morphology.parses(form) if parse.tag.POS == "ADJF"}
    if lemmas & CAPITALS:
        return True
    lemmas -= _place_adjectives() | {"русский"}  # what is «китайский» may be a thing
    names = [lemma.removesuffix(end) + town for lemma in lemmas for end, town in TOWNS if lemma.endswith(end)]
    return any("Geox" in parse.tag for name in names for parse in morphology.parses(name) if parse.is_known)


def cases(token: Token, *parts: str) -> frozenset[str]:
    """The cases in which a word can stand as one of these parts of speech."""
    return _cases(token.text, parts, token.morphology)


@lru_cache(maxsize=50_000)
def _cases(form: str, parts: tuple[str, ...], morphology: Morphology) -> frozenset[str]:
    tags = [parse.tag for parse in morphology.parses(form)]
    return frozenset(CASE_OF[tag.case] for tag in tags if tag.POS in parts and tag.case in CASE_OF)


def lemmas(tokens: Iterable[Token]) -> str:
    """The dictionary forms of words, joined by spaces."""
    return " ".join(token.lemma for token in tokens)


def opens(document: Document, i: int) -> bool:
    """Whether a capital at token `i` means nothing: it opens a sentence or a quotation."""
    return i == document.sentences[document.tokens[i].sentence].first or (
        not document.tokens[i - 1].is_word and document.tokens[i - 1].text not in ",.-–("
    )


def is_capital(token: Token) -> bool:
    """Whether a word begins with a capital."""
    return token.text[0].isupper()


def is_adjective(token: Token) -> bool:
    """Whether a word may be an adjective here."""
    return token.tag.pos in ADJECTIVAL and bool(cases(token, *ADJECTIVES))


@dataclass(slots=True)
class _Front:
    """What stands before a head: where it begins, and whether it has a capital, a place, an official word."""

    first: int
    capital: bool = False
    placed: bool = False
    official: bool = False


@dataclass(slots=True)
class _Tail:
    """What follows a head: where it ends, and whether it names somebody, a topic, a number or «имени»."""

    last: int
    proper: bool = False
    topic: bool = False
    number: bool = False


GAMES = frozenset({("с", "мячом"), ("с", "шайбой"), ("на", "траве"), ("на", "снегу")})  # kinds of hockey


class Bodies:
    """Finds the names around nouns such as «министерство» and grows others to their whole phrase."""

    def __init__(self, document: Document, drafts: Iterable[Draft]) -> None:
        self.document = document
        self.tokens = document.tokens
        drafts = list(drafts)
        self.named = {draft.first: draft for draft in drafts}
        self.people = {i for d in drafts if d.type == "person" for i in range(d.first, d.last)}

    def find(self) -> Iterator[Draft]:
        """All names built on a common noun."""
        for token in self.tokens:
            if token.tag.pos in ("NOUN", "PROPN") and len(token.text) > 2:
                found = body(token.text, token.morphology)
                person = token.text.lower() in lexicon.column("role_heads")  # «главком», rarely of «главк»
                if found is not None and not person:
                    yield from self._name(token.i, found)

    def _name(self, head: int, found: Body) -> Iterator[Draft]:
        token = self.tokens[head]
        front = self._front(head)
        kind = "office" if front.capital and found.kind != "state" else found.kind
        tail = self._tail(head + 1, kind, found.noun, front.capital)
        if (token.tag.number == "Plur") != (found.noun in PLURAL):
            named = front.capital and token.tag.number == "Plur" and tail.last > head + 1
        elif front.capital:
            named = head > front.first or tail.last > head + 1 or self._is_known(head)
        elif front.official and found.official:
            named = True
        elif found.kind == "state":
            named = (
                front.placed
                or self._is_relational(head)
                or (tail.proper and found.noun not in ADJECTIVE_NEEDED)
            )
        elif found.kind == "office":
            deals = any(t.text in ("по", "при") for t in self.tokens[head + 1 : tail.last])
            named = (
                tail.proper
                or tail.number
                or (tail.topic and (front.official or found.noun in ALWAYS or deals))
            )
        else:
            named = found.kind == "house" and tail.number
        named = named or self._is_phrase(front.first, head)
        if named:
            first = front.first if front.capital else self._relational(front.first)
            yield from trimmed(self.document, Draft(first, self._game(tail.last), "organization"))

    def _is_known(self, head: int) -> bool:
        return head in self.named and self.named[head].type == "organization"

    def _is_phrase(self, first: int, head: int) -> bool:
        """Whether it is one of the phrases that are names by themselves: «кабинет министров»."""
        phrases = lexicon.column("body_phrases")
        before = self.tokens[head - 1 : head + 1] if head else []
        return lemmas(self.tokens[head : head + 2]) in phrases or (bool(before) and lemmas(before) in phrases)

    def _is_relational(self, head: int) -> bool:
        """Whether an adjective made of a place or an office stands before: «миланский суд»."""
        before = self.tokens[head - 1] if head else self.tokens[head]
        return (
            before.tag.pos == "ADJ"
            and RELATIONAL.search(before.text) is not None
            and bool(cases(before, *ADJECTIVES) & cases(self.tokens[head], "NOUN"))
            and not _is_passing(before)
        )

    def _relational(self, first: int) -> int:
        """Where the adjectives that tell which body it is begin: «исторический факультет»."""
        start = max(self.document.sentences[self.tokens[first].sentence].first, first - MAX_FRONT)
        wanted = cases(self.tokens[first], "NOUN", *ADJECTIVES)
        while first > start:
            token = self.tokens[first - 1]
            if token.tag.pos != "ADJ" or _is_passing(token):
                break
            parses = [p for p in token.morphology.parses(token.text) if p.tag.POS == "ADJF"]
            if not parses or any("Qual" in p.tag or "Apro" in p.tag or "Anum" in p.tag for p in parses):
                break
            if not cases(token, "ADJF") & wanted:
                break
            first -= 1
        return first

    def _front(self, head: int) -> _Front:
        start = max(self.document.sentences[self.tokens[head].sentence].first, head - MAX_FRONT)
        wanted = cases(self.tokens[head], "NOUN")
        front = _Front(head, is_capital(self.tokens[head]) and not opens(self.document, head))
        i = head
        while i > start:
            i -= 1
            token = self.tokens[i]
            if (
                token.text in ("и", "-")
                and i > start
                and front.first < head
                and is_adjective(self.tokens[i - 1])
            ):
                continue
            if ORDINAL.fullmatch(token.text):  # «2-я гвардейская армия»
                front.first = i
                continue
            if not is_adjective(token) or not cases(token, *ADJECTIVES) & wanted:
                break
            big, opening = is_capital(token), opens(self.document, i)
            of_place = is_of_place(token.text, token.morphology)
            of_office = is_one_of(token.text.lower(), "official_adjectives", token.morphology)
            led = i > start and is_capital(self.tokens[i - 1]) and is_adjective(self.tokens[i - 1])
            led = led and not is_one_of(
                self.tokens[i - 1].text.lower(), "passing_modifiers", token.morphology
            )
            if not (big or of_place or of_office or led):
                break
            if big and opening and not (of_place or of_office or front.capital):
                break
            front.capital = front.capital or (big and not opening)
            front.placed, front.official = front.placed or of_place, front.official or of_office
            front.first = i
        return front

    def _tail(self, i: int, kind: str, noun: str, capital: bool) -> _Tail:
        stop = min(self.document.sentences[self.tokens[i - 1].sentence].last, i + MAX_TAIL)
        tail = _Tail(i)
        while i < stop:
            end = self._dependent(i)
            if end:
                tail.proper = True
            elif end := self._number(i, stop, noun) or self._in_honour(i, stop):
                tail.number = True
            else:
                rights = capital and self.tokens[min(i + 1, stop - 1)].text == "правам"  # Европейский суд
                topical = kind == "office" or noun == "сборная" or rights
                end = self._prepositional(i, stop, topical, noun, tail) or self._genitive(
                    i, stop, kind, capital, tail
                )
            if not end:
                break
            tail.last = i = end
        return tail

    def _dependent(self, i: int) -> int:
        """The end of a name in the genitive that begins at `i`: «России», «МВД», «Пермского края»."""
        draft, token = self.named.get(i), self.tokens[i]
        if draft is not None and draft.type != "person":
            if CYRILLIC.match(token.text) is None:
                return 0
            head = self.tokens[draft.last - 1]
            if ABBREVIATION.match(token.text) or "Gen" in (token.tag.case, head.tag.case):
                return draft.last
            return 0
        known = ABBREVIATION.match(token.text) and CYRILLIC.match(token.text) and i not in self.people
        return i + 1 if known else 0

    def _number(self, i: int, stop: int, noun: str) -> int:
        """The end of «№ 5»."""
        numbered = _bodies()[noun].kind == "house" or noun in NUMBERED
        if numbered and self.tokens[i].text == "№" and i + 1 < stop and self.tokens[i + 1].text[0].isdigit():
            return i + 2
        return 0

    def _in_honour(self, i: int, stop: int) -> int:
        """The end of «имени Вахтангова», «им. М. В. Ломоносова»."""
        if self.tokens[i].text not in ("имени", "им", "им."):
            return 0
        end = i + 1
        while end < stop and self._may_honour(end) and not self._is_another(end, i + 1):
            end += 1
        return end if any(is_capital(t) for t in self.tokens[i + 1 : end]) else 0

    def _is_another(self, i: int, first: int) -> bool:
        """Whether somebody else begins behind the surname: «театра им. Вахтангова | Кирилла Крока»."""
        name = self.named.get(i)
        person = name is not None and name.type == "person" and name.last - name.first > 1
        return person and len(self.tokens[i - 1].text) > 2 and i > first

    def _may_honour(self, i: int) -> bool:
        """Whether a token may be part of «А. П. Чехова» behind «имени»."""
        token = self.tokens[i]
        genitive = token.tag.case in ("Gen", "Acc", "") or "Gen" in cases(token, "NOUN", *ADJECTIVES)
        return token.text in (".", "-") or (is_capital(token) and (len(token.text) < 3 or genitive))

    def _prepositional(self, i: int, stop: int, topical: bool, noun: str, tail: _Tail) -> int:
        """The end of «по культуре и спорту», «при президенте», «в Москве» (of an embassy)."""
        preposition = self.tokens[i].text
        case = {"по": "Dat", "при": "Loc", "в": "Loc", "на": "Loc"}.get(preposition)
        if case is None or (preposition in ("в", "на") and noun not in ABROAD):
            return 0
        end, proper = self._group(i + 1, stop, case)
        if not end or not (topical or proper) or (preposition != "по" and not proper):
            return 0
        topic = self.tokens[end - 1]
        if is_one_of(topic.text.lower(), "topic_stops", topic.morphology):
            return 0
        tail.topic, tail.proper = True, tail.proper or proper
        if proper:
            return self._and_place(end, stop, case)
        named = self._territory(end, stop)
        return named or self._and_more(self._object(end, stop), stop, case)

    def _territory(self, i: int, stop: int) -> int:
        """The end of the place that is named behind its sort: «(по городу) Омску»; 0: there is none."""
        if i >= stop or not self._is_sort_of_place(i - 1):
            return 0
        return self._dependent(i) or self._nominative_place(i)

    def _is_sort_of_place(self, i: int) -> bool:
        token = self.tokens[i]
        sort = is_one_of(token.text.lower(), "territory_nouns", token.morphology)
        return sort and token.tag.animacy != "Anim"

    def _object(self, i: int, stop: int) -> int:
        """The end of what a noun governs: «борьбе с коррупцией», «надзору за рынками»."""
        case = GOVERNED.get((self.tokens[i - 1].lemma, self.tokens[i].text)) if i < stop else None
        return (self._group(i + 1, stop, case)[0] if case else 0) or i

    def _genitive(self, i: int, stop: int, kind: str, capital: bool, tail: _Tail) -> int:
        """The end of «внутренних дел», «города Перми», «прав человека»."""
        end, proper = self._group(i, stop, "Gen")
        if not end:
            return 0
        last = self.tokens[end - 1]
        if not is_plural(last) and is_one_of(last.text.lower(), "role_ranks", last.morphology):
            return 0  # «(начальника пресс-службы флота) капитана 2-го ранга»
        territory = is_one_of(last.text.lower(), "territory_nouns", last.morphology)
        if not proper and self._is_sort_of_place(end - 1):  # «города Перми», «мэрии города»
            named = self._territory(end, stop)
            if not named and capital:
                return 0
            end, proper = named or end, bool(named)
        elif not (proper or territory or kind == "office" or tail.topic):
            return 0
        if last.tag.animacy == "Anim" and not (territory or proper or tail.topic or is_plural(last)):
            return 0
        tail.topic, tail.proper = True, tail.proper or proper
        return self._and_more(end, stop, "Gen") if kind == "office" and not proper else end

    def _nominative_place(self, i: int) -> int:
        """The end of a place name that does not decline behind its sort: «штата Огайо»."""
        token = self.tokens[i]
        fits = is_capital(token) and i not in self.people and token.tag.pos in ("PROPN", "X", "NOUN")
        return i + 1 if fits else 0

    def _group(self, i: int, stop: int, case: str) -> tuple[int, bool]:
        """Adjectives and a noun in a case, from `i` on: the end (0: none) and whether it has a capital."""
        start = i
        while (
            i + 1 < stop
            and i not in self.people
            and self.tokens[i].tag.case == case
            and is_adjective(self.tokens[i])
        ):
            if cases(self.tokens[i], "NOUN") and self.tokens[i].tag.pos in ("NOUN", "PROPN"):
                break
            i += 1
        if i + 1 < stop and self.tokens[i].text == "г":  # по г. Москве
            i += 2 if self.tokens[i + 1].text == "." else 1
        if i >= stop or i in self.people:
            return 0, False
        token = self.tokens[i]
        abbreviation = ABBREVIATION.match(token.text) is not None and CYRILLIC.match(token.text) is not None
        in_case = token.tag.case == case or (case, token.tag.case) == ("Dat", "Loc")  # «(по) обороне»
        if token.tag.pos not in ("NOUN", "PROPN", "X") or not (in_case or abbreviation):
            return 0, False
        return i + 1, any(is_capital(t) for t in self.tokens[start : i + 1])

    def _and_place(self, i: int, stop: int, case: str) -> int:
        """The end of «(по Петербургу) и Ленинградской области»."""
        more, proper = (
            self._group(i + 1, stop, case) if i + 1 < stop and self.tokens[i].text == "и" else (0, False)
        )
        return more if proper else i

    def _and_more(self, i: int, stop: int, case: str) -> int:
        """The end of what is joined to a group: «(ресурсов), собственности и земельных отношений»."""
        end = i
        if i + 1 < stop and self.tokens[i].text == ",":
            more, proper = self._group(i + 1, stop, case)
            if not more or proper or more >= stop or self.tokens[more].text != "и":
                return end
            i = more
        if i + 1 < stop and self.tokens[i].text == "и":
            more, proper = self._group(i + 1, stop, case)
            last = self.tokens[more - 1]
            joined = last.tag.animacy != "Anim" or (is_plural(last) and is_plural(self.tokens[i - 1]))
            if more and not proper and joined and body(last.text, last.morphology) is None:
                return more
        return end

    def grown(self, draft: Draft) -> Draft:
        """A name that the model found, with what depends on it: «МВД» becomes «МВД России»."""
        first, last = draft.first, draft.last
        tokens = self.tokens
        head = tokens[first]
        if CYRILLIC.match(head.text) is None or tokens[last - 1].text in QUOTATION_MARKS:
            return draft
        stop = min(self.document.sentences[head.sentence].last, last + MAX_TAIL)
        if lemmas(tokens[first:last]) in lexicon.column("unions"):
            stop = last
        while last < stop:
            end = self._dependent(last)
            if (
                not end
                and tokens[last].text == "по"
                and any(ABBREVIATION.match(t.text) for t in tokens[first:last])
            ):
                end, proper = self._group(last + 1, stop, "Dat")
                if end and is_one_of(tokens[end - 1].text.lower(), "topic_stops", head.morphology):
                    break  # «ВТБ по МСФО»
                end = self._and_place(end, stop, "Dat") if proper else self._territory(end, stop)
            if not end:
                break
            last = end
        before = tokens[first - 1] if first else head
        if (
            ABBREVIATION.match(head.text)
            and before.sentence == head.sentence
            and before.tag.pos == "ADJ"
            and is_of_place(before.text, before.morphology)
        ):
            first -= 1
        return Draft(first, self._game(last), "organization")

    def _game(self, last: int) -> int:
        """The end of a name that ends with a game of two words: «(сборная по хоккею) с мячом»."""
        if self.tokens[last - 1].tag.pos == "ADP":
            last -= 1
        game = tuple(t.text for t in self.tokens[last : last + 2])
        return last + 2 if game in GAMES else last


def _is_passing(token: Token) -> bool:
    """Whether an adjective does not tell which body it is: «новое министерство»."""
    return is_one_of(token.text.lower(), "passing_modifiers", token.morphology)


def is_plural(token: Token) -> bool:
    """Whether a noun stands in the plural: «союз журналистов»."""
    return token.tag.number == "Plur"


@cache
def _bodies() -> dict[str, Body]:
    return {row[0]: Body(row[0], row[1], "official" in row[2:]) for row in lexicon.table("body_nouns")}


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(noun[:3] for noun in _bodies())


@cache
def _place_adjectives() -> frozenset[str]:
    made = {a for row in lexicon.table("places") if len(row) > 2 for a in row[2].split(";")}
    return frozenset(made | {row[0] for row in lexicon.table("official_adjectives") if "place" in row[1:]})
