"""Personal names in the nominative."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product

from newsnlp import lexicon
from newsnlp.document import Document, Name, Token
from newsnlp.entities import paradigms
from newsnlp.language.inflection import CASE_OF, governed_cases, join, spell_like
from newsnlp.language.morphology import Morphology
from newsnlp.language.parses import Parse
from newsnlp.language.spelling import fold
from newsnlp.names.nicknames import without_nickname
from newsnlp.names.words import east_asian

CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
TARGETS = tuple(product(CASES, "mfp"))  # m, f: one man, one woman; p: several people
TAG_GENDER = {"Masc": "m", "Fem": "f"}
DICTIONARY_GENDER = {"masc": "m", "femn": "f", "": "mf"}  # "": of common gender
PATRONYMIC = re.compile(r"((?:[ое]в|ь|[кмт])ич|(?:[ое]в|ьи|[кмт]ин)н)(?:а|у|ем|е|ой|ы|)$")
INDECLINABLE_ENDINGS = (  # how likely a man's name with this ending does not decline
    (re.compile(r"[ое](?:го|му)$"), 0.2),
    (re.compile(r"(?:[ая]йте|[ую]те|ко|[оэ]|[ыи]х|[сц]ки|швили|дзе|[аеиоу][еиу])$"), 0.7),
    (re.compile(r"и$"), 0.46),
    (re.compile(r"(?:[её]|аа|уа)$"), 0.4),
    (re.compile(r"[ую]$"), 0.3),
    (re.compile(r"ы$"), 0.0),
)
RUSSIAN = re.compile(r"..[ое]в$")  # a woman of that name is «-ова»
INSTRUMENTAL = re.compile(r"..(?:[ое]в|[иы]н)ым$")  # of a surname such as Пунин
POSSESSIVE = re.compile(r"(?:[ое]в|[иы]н)а$")
VELAR = re.compile(r"[гкх].$")
HUSHING = re.compile(r"[жшчщ].$")
ADJECTIVE_ENDING = re.compile(r"(?:[ое]го|[ое]му)$")
DECLINED = 0.03  # a form that declines is rather not an indeclinable name («Анне»: Анна)
FAR_FETCHED = 0.15  # weight of a reading that is no evidence
GIVEN = 0.9  # weight of a first name or a patronymic that the dictionary knows
COMMON = 0.35  # weight of a surname that is a common word («Пила»)
LIVING = 0.55  # of one that is a noun for a living being («Заяц»)
TELLING = {"possessive": 1.0, "adjective velar": 0.9, "ия": 0.7, "fleeting ец": 0.45}
ADJECTIVES = {"adjective velar", "adjective", "adjective soft", "adjective stressed"}


@dataclass(frozen=True, slots=True)
class Option:
    """A reading of one word of a name: its nominative (lower case) for a gender, and its cases."""

    nominative: str
    gender: str  # m f p
    cases: frozenset[str]
    weight: float
    given: bool = False  # a first name or a patronymic that the dictionary knows


@dataclass(slots=True)
class Evidence:
    """What the names of an article tell about each other.

    `forms` holds, for each nominative that some word may have, the forms in the text that may
    belong to it; `seen` the words that stand in the nominative for certain.
    """

    forms: dict[str, set[str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def support(self, nominative: str) -> float:
        """How much the article speaks for a name with this nominative."""
        forms = len(self.forms.get(nominative, ())) - 1
        return 0.45 * min(max(forms, 0), 3) + 0.3 * (nominative in self.seen)


def gather(document: Document, names: Iterable[Name]) -> Evidence:
    """The evidence of all personal names of an article."""
    evidence = Evidence()
    for name in names:
        for token in _words(document, name):
            word = fold(token.text)
            readings = [o for o in options(token.text, token.morphology) if o.weight > FAR_FETCHED]
            for option in readings:
                evidence.forms.setdefault(option.nominative, set()).add(word)
            if token.tag.case == "Nom" and {option.nominative for option in readings} == {word}:
                evidence.seen.add(word)
    return evidence


def person_nominative(document: Document, name: Name, evidence: Evidence) -> str:
    """The nominative of a person's name."""
    tokens = without_nickname(document.tokens[name.first : name.last])
    words = {token.i: token.text for token in tokens}
    full = list(_words(document, name))
    if full:
        context = _context(document, name)
        best: tuple[float, list[Option | None]] = (float("-inf"), [])
        eastern = len(full) > 1 and fold(full[0].text) in east_asian()  # Ким Чен Ын
        readings = [
            _fixed(token.text) if eastern else _given(options(token.text, token.morphology))
            for token in full[:-1]
        ]
        readings.append(options(full[-1].text, full[-1].morphology))
        for case, gender in TARGETS:
            score, chosen = context.get(case, 0.0) - 0.4 * (gender == "p"), []
            for token, candidates in zip(full, readings, strict=True):
                worth, option = _best(token, candidates, case, gender, evidence)
                score += worth
                chosen.append(option)
            if score > best[0]:
                best = score, chosen
        for token, option in zip(full, best[1], strict=True):
            if option is not None:
                words[token.i] = spell_like(token.text, option.nominative)
    return join(document, tokens, words)


def _best(
    token: Token, candidates: tuple[Option, ...], case: str, gender: str, evidence: Evidence
) -> tuple[float, Option | None]:
    """The best option of a word in a case and gender, with its worth; None: it stays as it is."""
    tag = token.tag
    worth = 0.8 * _same_case(tag.case, case, gender) + 0.3 * (TAG_GENDER.get(tag.gender) == gender)
    worth += 0.4 * ((tag.number == "Plur") == (gender == "p"))
    if token.text.isupper():
        worth *= 0.4  # capitals confuse the tagger
    form = fold(token.text)
    known = any(option.given for option in candidates)
    best: tuple[float, Option | None] = (-2.0 if known else -0.6, None)
    for option in candidates:
        if option.gender == gender and case in option.cases:
            value = option.weight + evidence.support(option.nominative)
            value += DECLINED * (option.nominative != form)
            if value > best[0]:
                best = value, option
    return best[0] + worth, best[1]


def _fixed(word: str) -> tuple[Option, ...]:
    """A word that does not decline, or does: «Ким Чен Ына», «Кима Чен Ына»."""
    folded = fold(word)
    return tuple(Option(folded, gender, frozenset(CASES), 0.6) for gender in "mf")


def _given(candidates: tuple[Option, ...]) -> tuple[Option, ...]:
    """The readings of a first name: where the dictionary knows it, only those of the dictionary."""
    known = tuple(option for option in candidates if option.given)
    return known or candidates


def _same_case(tagged: str, case: str, gender: str) -> float:
    if tagged == case:
        return 1.0
    return 0.9 if gender != "f" and {tagged, case} == {"Gen", "Acc"} else 0.0


def _context(document: Document, name: Name) -> dict[str, float]:
    """What stands around a name and speaks for its case."""
    weights = {"Nom": 0.15}
    if name.first:
        before = document.tokens[name.first - 1]
        for case in governed_cases(document, name.first - 1):
            weights[case] = 0.8
        if before.sentence == document.tokens[name.first].sentence:
            if before.tag.animacy == "Anim":  # «директора Кашина» stand in one case
                weights[before.tag.case] = 0.5
            elif before.tag.pos == "NOUN":  # «речь Кашина»
                weights["Gen"] = 0.3
    return weights


def _words(document: Document, name: Name) -> Iterable[Token]:
    """The tokens of a name that may decline: no initials, particles, Latin words or marks."""
    for token in without_nickname(document.tokens[name.first : name.last]):
        if len(token.text) > 1 and _is_declinable(token.text):
            yield token


@lru_cache(maxsize=20_000)
def _is_declinable(word: str) -> bool:
    if not word[0].isalpha() or word in ("Дж", "Ст", "Ю.", "Св"):
        return False
    return "а" <= word[-1].lower() <= "ё" and (word[0].isupper() or "-" in word)


@lru_cache(maxsize=20_000)
def options(word: str, morphology: Morphology) -> tuple[Option, ...]:
    """All readings of a word of a personal name."""
    before, hyphen, last = word.rpartition("-")
    if not hyphen:
        return _simple_options(word, morphology)
    if fold(last) in _particles():
        return tuple(
            Option(f"{o.nominative}-{last.lower()}", o.gender, o.cases, o.weight)
            for o in options(before, morphology)
        )
    found = []
    firsts = () if before.lower() in _particles() else options(before, morphology)
    for option in _simple_options(last, morphology):
        for case in option.cases:
            strong = [o for o in firsts if o.gender == option.gender and case in o.cases and o.weight >= 0.5]
            first = max(strong, key=lambda o: (o.weight, o.nominative != before.lower()), default=None)
            start = first.nominative if first is not None else before.lower()
            weight = option.weight + (0.2 if first is not None else 0.0)
            nominative = f"{start}-{option.nominative}"
            found.append(Option(nominative, option.gender, frozenset({case}), weight, option.given))
    return tuple(found)


def _simple_options(word: str, morphology: Morphology) -> tuple[Option, ...]:
    folded = fold(word)
    found = dict.fromkeys(dictionary_options(word, morphology))
    genders = {option.gender for option in found if option.weight > LIVING}
    known = bool(genders)
    patronymic = PATRONYMIC.search(folded)
    for reading in paradigms.readings(word):
        nominative = paradigms.nominative(reading.lexeme, "m" if reading.gender == "p" else reading.gender)
        if nominative is None:
            continue
        weight = _weight(folded, nominative, reading, patronymic is not None)
        if known:  # the dictionary is right, but the article may speak of a namesake
            weight -= 0.25 if reading.gender in genders else 0.35
        if weight > 0:
            found[Option(nominative, reading.gender, reading.cases, weight)] = None
    return tuple(found)


@lru_cache(maxsize=1000)
def _indeclinable(word: str) -> float:
    """How likely a man's name does not decline."""
    rare = 0.05 if word[-1] in "ая" else 0.0
    return next((weight for ending, weight in INDECLINABLE_ENDINGS if ending.search(word)), rare)


def _weight(word: str, nominative: str, reading: paradigms.Reading, patronymic: bool) -> float:
    """How likely a reading by ending alone is; 0: impossible."""
    paradigm = reading.lexeme.paradigm
    if word == nominative and INSTRUMENTAL.search(word):
        return FAR_FETCHED
    if paradigm == paradigms.INDECLINABLE:
        likely = _indeclinable(word)
        if reading.gender == "m" or word[-1] in "аяы":
            return likely
        return FAR_FETCHED if RUSSIAN.search(word) else max(likely, 0.5)
    if patronymic:
        return float(
            (paradigm, reading.gender) in (("consonant", "m"), ("а", "f")) and nominative[-2] in "ин"
        )
    if paradigm == "ь feminine":
        return 0.0
    if paradigm in ADJECTIVES:
        if nominative.endswith(("ский", "цкий", "ская", "цкая")):
            return 0.9
        return 0.6 if ADJECTIVE_ENDING.search(word) else 0.3
    if ADJECTIVE_ENDING.search(word):
        return 0.2
    if paradigm == "possessive" and len(reading.lexeme.stem) < 4:
        return 0.4
    if paradigm.startswith("fleeting"):
        return 0.6 if paradigm == "fleeting ец" and nominative[-3] in "внбпдмс" else 0.2
    if paradigm == "й" and nominative.endswith(("ой", "ей")) and word == nominative:
        return 0.3
    if paradigm == "я":
        return 0.4
    if paradigm == "а" and word[-1] in "ыи":
        fitting = HUSHING.search(word) or VELAR.search(word)
        if bool(fitting) != (word[-1] == "и"):
            return 0.0
        return 0.4 if HUSHING.search(word) else 0.5
    if paradigm == "consonant" and word.endswith("ем") and word[-3] not in "жшчщц":
        return 0.1  # «Меркелем» is of Меркель
    if paradigm in ("а", "consonant") and POSSESSIVE.search(nominative):
        return 0.15  # Казанова
    return TELLING.get(paradigm, 0.5)


@lru_cache(maxsize=20_000)
def dictionary_options(word: str, morphology: Morphology) -> tuple[Option, ...]:
    """The readings that the dictionary gives: names first, then nouns that may be surnames."""
    cases: dict[tuple[str, str, str, float], set[str]] = {}
    lexemes: dict[tuple[str, str, str, float], Parse] = {}
    for parse in morphology.parses(word):
        tag = parse.tag
        case = CASE_OF.get(tag.case)
        name = "Name" in tag or "Surn" in tag or "Patr" in tag
        if (
            not case
            or not (name or (tag.POS in ("NOUN", "ADJF") and tag.number == "sing"))
            or not parse.is_known
        ):
            continue
        weight = GIVEN if "Name" in tag or "Patr" in tag else 0.8
        if not name:
            weight = LIVING if tag.POS == "NOUN" and tag.animacy == "anim" else COMMON
        genders = "p" if tag.number == "plur" else DICTIONARY_GENDER.get(tag.gender, "")
        lexeme = parse.normal_form, tag.gender, genders, weight
        lexemes.setdefault(lexeme, parse)
        cases.setdefault(lexeme, set()).add(case)
    found = []
    for lexeme, parse in lexemes.items():
        form = parse.inflect("nomn", "sing")
        if form is not None:
            for gender in lexeme[2]:
                weight = lexeme[3]
                known = frozenset(cases[lexeme])
                found.append(Option(fold(form), gender, known, weight, weight == GIVEN))
    return tuple(found)


@cache
def _particles() -> frozenset[str]:
    return frozenset(fold(word) for word in lexicon.column("name_particles"))
