"""The nouns that name a role: «директор», «экс-президент», «замминистра», «рок-музыкант»."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from newsnlp import lexicon
from newsnlp.document import Document, Token
from newsnlp.language.inflection import CASE_OF
from newsnlp.language.morphology import Morphology
from newsnlp.language.parses import Parse
from newsnlp.roles.valency import takes

# The tagger calls a substantivised adjective or participle by its part of speech: «управляющий банком».
ROLE_POS = ("NOUN", "PROPN", "ADJ", "VERB", "X")
SHORTEST, LONGEST = 3, 5  # letters by which a word is sifted before it is parsed
ALL_CASES = frozenset(CASE_OF.values())
FORMER_PREFIX = "экс"
STANDINGS = ("standing", "held")  # kinds of nouns that count only with a holder
ADJECTIVE_ENDINGS = ("ый", "ий", "ой", "ая")
# Endings of nouns for women only; «глава», «судья», «звезда» serve both.
VOWELS = tuple("аеёиоуыэюя")
SCHOLARS = ("олог", "овед", "ограф", "навт", "иатр")
OF_MEN = ("ка", "ша", "иня")  # endings of words for women made of those for men
FEMININE = ("ка", "ша", "ица", "иня", "есса", "иса", "трисса", "ина", "ая")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word as a role noun.

    `lemma` is its dictionary form, `kind` the kind of role, `cases` are the cases (UD) in which the
    form may stand, `skip` is the number of characters of a prefix that says when («экс-»), not what.
    `female`: it is said of women only. `adjectival`: in form an adjective or participle
    («управляющий»). `homonyms`: the form belongs to other nouns too («политику»). `inanimate`: to
    the dictionary it is no person («глава», «звезда»).
    """

    lemma: str
    kind: str
    cases: frozenset[str]
    female: bool = False
    adjectival: bool = False
    homonyms: bool = False
    inanimate: bool = False
    skip: int = 0

    @property
    def unchanging(self) -> bool:
        """Whether the word has one form for all cases: «замминистра», «завкафедрой»."""
        return len(self.cases) == len(ALL_CASES)

    @property
    def key(self) -> str:
        """The lemma as it is compared: with е for ё."""
        return fold(self.lemma)


@dataclass(frozen=True, slots=True)
class Head:
    """A role noun in the text: token `i` of the document."""

    i: int
    entry: Entry


@lru_cache(maxsize=8)
def role_nouns(morphology: Morphology, more: frozenset[str]) -> RoleNouns:
    """The finder of role nouns for a morphology and the user's own nouns, kept between texts."""
    return RoleNouns(morphology, more)


class RoleNouns:
    """Finds the role nouns of a document; `more` are lemmas that the user added."""

    def __init__(self, morphology: Morphology, more: Collection[str] = ()) -> None:
        self.morphology = morphology
        self.kinds = _kinds() | {fold(lemma.lower()): (lemma.lower(), "post") for lemma in more}
        self.openings = _openings(self.kinds)
        self.entry = lru_cache(maxsize=100_000)(self._entry)  # of a word in lower case

    def find(self, document: Document) -> Iterator[Head]:
        """The role nouns, in order."""
        for token in document.tokens:
            entry = self.role(document, token)
            if entry is not None:
                yield Head(token.i, entry)

    def role(self, document: Document, token: Token) -> Entry | None:
        """What a token says as a role noun, if it is one here."""
        if token.tag.pos not in ROLE_POS or not token.is_word:
            return None
        entry = self.entry(token.text.lower())
        return entry if entry is not None and self._is_role(document, token, entry) else None

    def _is_role(self, document: Document, token: Token, entry: Entry) -> bool:
        """Whether the word is this noun here, not an adjective or another noun of the same form."""
        if entry.adjectival and (_attributive(document, token, entry) or _participle(document, token)):
            return False
        before = document.tokens[token.i - 1] if token.i else None
        if entry.lemma == "глава" and _is_no_chief(document, token):
            return False
        if before is not None and token.tag.case == "Gen" and before.lemma in lexicon.column("role_bodies"):
            return False
        if entry.adjectival:
            return True
        if entry.inanimate and entry.kind == "crowd":  # «модель» of clothes, not of development
            return token.tag.animacy == "Anim"
        if not entry.homonyms or token.tag.pos == "X":
            return True
        if token.tag.animacy == "Inan" and not entry.inanimate:
            return False
        return fold(token.lemma) == entry.key

    def _entry(self, word: str) -> Entry | None:
        """What a word in lower case says as a role noun."""
        if self._may_be(word):
            return self._simple(word) or self._hyphenated(word) or self._prefixed(word)
        if "-" in word:
            return self._hyphenated(word)
        return self._scholar(word) if any(ending in word for ending in SCHOLARS) else None

    def _may_be(self, word: str) -> bool:
        """Whether the word begins like a role noun, so that it is worth a look into the dictionary."""
        opening = fold(word[:LONGEST])
        return any(opening[:size] in self.openings for size in range(SHORTEST, LONGEST + 1))

    def _simple(self, word: str) -> Entry | None:
        """A word of the table, in whatever form."""
        found: dict[str, list[Any]] = {}
        nouns = set()
        adjectival = True
        for parse in self.morphology.parses(word):
            lemma = self._dictionary_form(parse)
            if parse.tag.POS == "NOUN":
                if parse.is_known:
                    nouns.add(lemma)
                adjectival = adjectival and lemma.endswith(ADJECTIVE_ENDINGS)
            if lemma in self.kinds and parse.tag.case:
                found.setdefault(lemma, []).append(parse.tag)
        for lemma, tags in found.items():
            cases = frozenset(CASE_OF.get(tag.case, "") for tag in tags)
            return Entry(
                *self.kinds[lemma],
                cases,
                female=lemma.endswith(FEMININE) and any(tag.gender != "masc" for tag in tags),
                adjectival=adjectival and lemma.endswith(ADJECTIVE_ENDINGS),
                homonyms=bool(nouns - {lemma}),
                inanimate=not any(tag.animacy == "anim" for tag in tags),
            )
        return self._scholar(word) or self._woman(word) or self._unchanging(word)

    def _unchanging(self, word: str) -> Entry | None:
        """A word of the table that the dictionary lacks and that has one form: «завкафедрой», «CEO»."""
        found = self.kinds.get(fold(word))
        return None if found is None else Entry(*found, ALL_CASES)

    def _woman(self, word: str) -> Entry | None:
        """A new word for a woman, made of that for a man: «авторка», «психологиня»."""
        parses = self.morphology.parses(word)
        for parse in parses:
            lemma = parse.normal_form
            known = parses[0].is_known and parse.tag.animacy != "anim"
            if known or parse.tag.POS != "NOUN" or not lemma.endswith(OF_MEN):
                continue
            man = self.kinds.get(fold(lemma[: -3 if lemma.endswith("иня") else -2]))
            if man is not None:
                return Entry(lemma, man[1], self._cases(word), female=True)
        return None

    def _cases(self, word: str) -> frozenset[str]:
        """The cases in which the form may stand."""
        return frozenset(CASE_OF.get(p.tag.case, "") for p in self.morphology.parses(word) if p.tag.case)

    def _dictionary_form(self, parse: Parse) -> str:
        """The nominative singular of a noun, or of an adjective or participle in its gender."""
        if parse.tag.POS == "NOUN":
            return fold(parse.normal_form)
        if parse.tag.POS == "PRTF" and fold(parse.word[:3]) in _participle_openings():
            form = parse.inflect("nomn", "sing", "femn" if parse.tag.gender == "femn" else "masc")
            return fold(form or "")
        if parse.tag.POS == "ADJF":
            masculine = fold(parse.normal_form)
            feminine = masculine[:-2] + "ая"
            return feminine if parse.tag.gender == "femn" and feminine in self.kinds else masculine
        return ""

    def _scholar(self, word: str) -> Entry | None:
        """A word that the table lacks, formed like «вулканолог», «искусствовед», «астронавт»."""
        for parse in self.morphology.parses(word):
            lemma = parse.normal_form
            if parse.tag.POS == "NOUN" and parse.tag.animacy == "anim" and lemma.endswith(SCHOLARS):
                sure = parse.is_known or lemma.endswith(SCHOLARS[:2])
                return Entry(lemma, "profession", self._cases(word)) if sure and len(lemma) > 6 else None
        return None

    def _hyphenated(self, word: str) -> Entry | None:
        """«экс-мэр», «вице-президент», «писатель-сатирик»: one of the parts is a role noun."""
        parts = word.split("-")
        if not 2 <= len(parts) <= 4 or not all(parts):
            return None
        if parts[0] == FORMER_PREFIX:
            rest = self.entry(word[len(FORMER_PREFIX) + 1 :])
            if rest is not None:
                return replace(rest, homonyms=False, skip=rest.skip + len(FORMER_PREFIX) + 1)
            return None
        if self._is_thing(parts[0]):
            return None
        for part in (parts[-1], parts[0]):
            if part == parts[0] and not self._animate(parts[-1]):
                continue
            inner = self._simple(part) or self._prefixed(part)
            if inner is not None and inner.kind != "member":
                lemma = "-".join(inner.lemma if p == part else self._nominative(p, parts[0]) for p in parts)
                kind = "profession" if inner.kind in STANDINGS else inner.kind  # «хип-хоп-исполнитель»
                return replace(inner, lemma=lemma, kind=kind, homonyms=False)
        return None

    def _is_thing(self, word: str) -> bool:
        """Whether the first part of a compound declines and is no person: «компания-подрядчик»."""
        parses = self.morphology.parses(word)
        return (
            word not in _prefixes()
            and word.endswith(VOWELS)
            and all(
                p.tag.POS == "NOUN" and p.is_known and p.tag.animacy == "inan" and "Fixd" not in p.tag
                for p in parses
            )
            and self._simple(word) is None
        )

    def _animate(self, word: str) -> bool:
        parses = self.morphology.parses(word)
        return any(p.tag.animacy == "anim" for p in parses) or not any(p.is_known for p in parses)

    def _nominative(self, part: str, first: str) -> str:
        """The dictionary form of a part of a compound; the first part of «вице-мэр» is no noun."""
        if part == first or part in _prefixes():
            return part
        for parse in self.morphology.parses(part):
            if parse.tag.POS == "NOUN":
                return str(parse.normal_form)
        return part

    def _prefixed(self, word: str) -> Entry | None:
        """«экспрезидент», «замминистра», «телеведущий»."""
        for size in range(2, min(8, len(word) - 3)):
            use = _prefixes().get(word[:size])
            rest = word[size:].lstrip("-")
            inner = self._simple(rest) if use is not None and self._may_be(rest) else None
            if inner is None or inner.kind in ("member", "noble", *STANDINGS):
                continue
            skip = size if use == "former" else 0
            if use == "genitive":  # «замминистра» has one form for all cases
                if "Gen" not in inner.cases:
                    continue
                return Entry(word, "post", ALL_CASES)
            lemma = inner.lemma if use == "former" else word[:size] + inner.lemma
            return replace(inner, lemma=lemma, homonyms=False, skip=skip)
        return None


def _attributive(document: Document, token: Token, entry: Entry) -> bool:
    """Whether an adjective stands before a noun of its own: «ведущий специалист», «рабочий день»."""
    if token.tag.pos not in ("ADJ", "VERB"):
        return False
    for other in document.tokens[token.i + 1 : token.i + 4]:
        if other.sentence != token.sentence or not other.is_word or other.tag.case != token.tag.case:
            return False
        if other.tag.case == "Ins" and other.tag.animacy != "Anim" and "ins" in takes(entry.lemma):
            return False  # «заведующей лабораторией»
        if other.tag.pos == "NOUN":
            same_gender = "" in (other.tag.gender, token.tag.gender) or other.tag.gender == token.tag.gender
            return other.tag.number == token.tag.number and same_gender
        if other.tag.pos != "ADJ":
            return False
    return False


def _is_no_chief(document: Document, token: Token) -> bool:
    """Whether «глава» is a chapter («глава 3») or «во главе»."""
    around = document.tokens[max(token.i - 1, 0) : token.i + 2]
    return around[0].text.lower() == "во" or any(
        t.text[0].isdigit() for t in around if t.sentence == token.sentence
    )


def _participle(document: Document, token: Token) -> bool:
    """Whether a participle governs an object or a place: «дорога, ведущая в город»."""
    if token.tag.pos != "VERB" or token.i + 1 >= len(document.tokens):
        return False
    after = document.tokens[token.i + 1]
    return after.tag.pos == "ADP" or (after.tag.pos in ("NOUN", "ADJ") and after.tag.case in ("Acc", "Dat"))


def fold(word: str) -> str:
    """A word with е for ё, which articles write as they like."""
    return word.replace("ё", "е")


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    return {fold(row[0]): (row[0], row[1]) for row in lexicon.table("role_heads")}


def _openings(kinds: Collection[str]) -> frozenset[str]:
    """What all forms of role nouns, and the first parts of compounds, begin with: three to five letters.

    The ending changes at most the last three letters, but «боец» has «бойца».
    """
    found = {lemma[: min(max(len(lemma) - 3, SHORTEST), LONGEST)] for lemma in kinds}
    found |= {(lemma[:-2] + "йц")[:SHORTEST] for lemma in kinds if lemma.endswith("ец")}
    found |= {prefix[:SHORTEST] for prefix in _prefixes()}
    short = {prefix for prefix in _prefixes() if len(prefix) < 3}
    letters = "абвгдежзийклмнопрстуфхцчшщъыьэюя-"
    return frozenset(found) | {prefix + letter for prefix in short for letter in letters}


@cache
def _participle_openings() -> frozenset[str]:
    """How the participles among the role nouns begin: «управляющий», «заведующая»."""
    return frozenset(
        lemma[:3] for lemma in _kinds() if lemma.endswith(("щий", "щая", "мый", "мая", "ный", "ная"))
    )


@cache
def _prefixes() -> dict[str, str]:
    return {row[0]: row[1] if len(row) > 1 else "" for row in lexicon.table("role_prefixes")}
