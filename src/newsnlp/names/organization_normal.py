"""Names of organisations and places in the nominative."""

from __future__ import annotations

import re

from newsnlp.document import Document, Name, Token
from newsnlp.entities.paradigms import nominative, readings
from newsnlp.language.inflection import ADJECTIVES, CASE_OF, agree, join, phrase_nominative, spell_like
from newsnlp.lexicon import column
from newsnlp.names.draft import QUOTATION_MARKS

NUMBERED = re.compile(r"[а-яё]-\d+$")
DECLENSION = {"Masc": ("consonant", "й"), "Fem": ("а", "я", "ия")}  # of tagged genders
CYRILLIC = re.compile(r"[А-Яа-яЁё]")
ABBREVIATION = re.compile(r"[А-ЯЁа-яё]+[А-ЯЁ]$")  # «МВД», «БелТА», but no ending: «МИДа»
NEUTER = frozenset({"МВД", "МЧС"})  # ministries; also what begins with «управление»
REGION = re.compile(r"(?P<stem>(?:При|За|По|Под|Меж|Пред|Верх)[а-яё]+ь)(?:е|я|ю|ем)$")  # «Приамурье»
STIFF = ("у", "ю", "и", "о", "э", "ий")  # ends of foreign words that do not decline
SHARED = 20  # tokens from an adjective to the noun of its list
NUMBER = re.compile(r"\d+-?[а-я]{0,3}$")


def organization_nominative(document: Document, name: Name) -> str:
    """The nominative of an organisation's name."""
    return _name_nominative(document, name)


def place_nominative(document: Document, name: Name) -> str:
    """The nominative of a place name, with the noun that it shares: «(в) Омской и Томской областях»."""
    return _with_shared_noun(document, name) or _name_nominative(document, name)


def _with_shared_noun(document: Document, name: Name) -> str | None:
    """«Омская область» for an adjective in the singular and a noun in the plural at the end of its list."""
    adjective = document.tokens[name.first]
    if adjective.tag.pos != "ADJ" or adjective.tag.number != "Sing" or name.last - name.first > 2:
        return None
    for token in document.tokens[name.first + 1 : name.first + SHARED]:
        if token.tag.pos == "NOUN":
            shared = token.tag.number == "Plur" and token.tag.case == adjective.tag.case
            noun = token.parse.inflect("nomn", "sing") if shared else None
            if noun is None or token.lemma not in column("territory_nouns"):
                return None
            parses = (p for p in adjective.morphology.parses(adjective.text) if p.tag.POS == "ADJF")
            forms = (p.inflect("nomn", "sing", token.parse.tag.gender) for p in parses)
            form = next((form for form in forms if form), None)
            return None if form is None else f"{spell_like(adjective.text, form)} {noun}"
        if token.text not in (",", "и") and token.tag.pos != "ADJ":
            return None
    return None


def _name_nominative(document: Document, name: Name) -> str:
    first, last = name.first, name.last
    text = " ".join(document.words(name).split())
    while first < last and document.tokens[first].text in QUOTATION_MARKS:
        first += 1
    abbreviation = _abbreviation(document, first, last)
    if abbreviation is not None:
        return _with_abbreviation(document, name, abbreviation)
    head = _head(document, first, last)
    if head is None:
        return text
    region = REGION.fullmatch(text)
    if region and not document.tokens[head].morphology.knows(text):
        return region["stem"] + "е"
    alone = all(token.text in QUOTATION_MARKS for token in document.tokens[head + 1 : last])
    compound = _compound(document.tokens[head]) if alone else None
    if compound is not None:
        return text.replace(document.tokens[head].text, compound, 1)
    if alone and _is_strange_nominative(document.tokens[head]):
        return text
    if alone and _is_misread(document.tokens[head]):
        return text.replace(document.tokens[head].text, _by_ending(document.tokens[head]), 1)
    if last - head == 2 and _declines_alone(document.tokens[head], document.tokens[head + 1]):
        head += 1
    quoted = _is_quoted(document, first)
    if quoted and (_is_apposition(document, first, head) or _is_many(document.tokens[head])):
        return text
    normal = phrase_nominative(document, name.first, last, head)
    token = document.tokens[head]
    if normal == text and token.tag.case not in ("", "Nom") and not _may_be_nominative(token):
        return text.replace(token.text, _by_ending(token), 1)
    return normal


def _abbreviation(document: Document, first: int, last: int) -> int | None:
    """The abbreviation, if nothing but adjectives stands before it: «в республиканском МВД», «БелТА»."""
    for i in range(first, last):
        token = document.tokens[i]
        if ABBREVIATION.match(token.text):
            return i
        if not _is_adjective(token):
            return None
    return None


def _with_abbreviation(document: Document, name: Name, at: int) -> str:
    """A name that an abbreviation heads, its adjectives in the nominative; it is not inflected itself."""
    tokens = document.tokens[name.first : name.last]
    words = {token.i: token.text for token in tokens}
    abbreviation = document.tokens[at].text
    neuter = abbreviation in NEUTER or abbreviation.startswith(("У", "ГУ"))
    for token in document.tokens[name.first : at]:
        if token.tag.case == "Nom" or not token.is_word:
            continue
        parses = [p for p in token.morphology.parses(token.text) if p.tag.POS in ADJECTIVES]
        parses = [p for p in parses if p.tag.number == "sing" and CASE_OF.get(p.tag.case) == token.tag.case]
        genders = {p.tag.gender for p in parses}
        gender = "femn" if genders == {"femn"} else "neut" if neuter and "neut" in genders else "masc"
        form = parses[0].inflect("nomn", "sing", gender) if parses else None
        words[token.i] = spell_like(token.text, form or token.text)
    return join(document, tokens, words)


def _is_many(token: Token) -> bool:
    """Whether only many could stand in the genitive by this form: «корреспонденту «Урал-пресс»»."""
    forms = {(p.tag.case, p.tag.number) for p in token.morphology.parses(token.text)}
    return ("nomn", "sing") in forms and ("gent", "plur") in forms and ("gent", "sing") not in forms


def _declines_alone(one: Token, two: Token) -> bool:
    """Whether only the second of two nouns is inflected, by its form: «(в) Почта Банке»."""
    first = {parse.tag.case for parse in one.morphology.parses(one.text) if parse.is_known}
    second = {parse.tag.case for parse in two.morphology.parses(two.text) if parse.is_known}
    return first <= {"nomn", "accs"} and bool(second) and second.isdisjoint({"nomn", "accs", "gent"})


def _compound(token: Token) -> str | None:
    """The nominative of a strange word with a common noun at its end: «(в) Альфа-капитале»."""
    start, hyphen, noun = token.text.rpartition("-")
    if not hyphen or token.morphology.knows(token.text):
        return None
    if any(not p.is_known or p.tag.case in ("", "nomn") for p in token.morphology.parses(noun)):
        return None  # «(в) Урал-пресс»
    parse = token.morphology.parse(noun, token.tag)
    form = parse.inflect("nomn", parse.tag.number)
    first = (
        p for p in token.morphology.parses(start) if p.is_known and p.tag.case == parse.tag.case != "gent"
    )
    whole = next((spell_like(start, p.inflect("nomn", "sing") or start) for p in first), start)
    return None if form is None else whole + hyphen + spell_like(noun, form)  # «(с) Локомотивом-Кубанью»


def _is_misread(token: Token) -> bool:
    """Whether the dictionary only guesses at a word, and not in its case: «(с) Автодором»."""
    parses = token.morphology.parses(token.text)
    guessed = token.tag.case not in ("", "Nom") and not any(parse.is_known for parse in parses)
    return guessed and all(CASE_OF.get(parse.tag.case) != token.tag.case for parse in parses)


def _may_be_nominative(token: Token) -> bool:
    """Whether the dictionary knows a form as a nominative: «(возглавил) округ»."""
    return any(parse.is_known and parse.tag.case == "nomn" for parse in token.morphology.parses(token.text))


def _by_ending(token: Token) -> str:
    """The nominative of a word that the dictionary cannot decline: «Экрана-5», «Урал-консалта»."""
    word, number, rest = token.text.partition("-") if NUMBERED.search(token.text) else (token.text, "", "")
    paradigms = DECLENSION.get(token.tag.gender, ())
    if token.morphology.knows(word):
        form = next((p.inflect("nomn", "sing") for p in token.morphology.parses(word) if p.tag.case), None)
        return spell_like(word, form or word.lower()) + number + rest
    for reading in readings(word):
        if reading.lexeme.paradigm in paradigms and token.tag.case in reading.cases:
            return (
                spell_like(word, nominative(reading.lexeme, reading.gender) or word.lower()) + number + rest
            )
    return token.text


def _is_strange_nominative(token: Token) -> bool:
    """Whether a word stands in the nominative and the dictionary, which lacks it, may not be asked."""
    return token.tag.case == "Nom" and not token.morphology.knows(token.text)


def _head(document: Document, first: int, last: int) -> int | None:
    """The noun that the name is built on: «Пермский [центр] бизнеса»; None: nothing to inflect."""
    for i in range(first, last):
        token = document.tokens[i]
        if NUMBER.match(token.text) or token.text in (",", "и"):
            continue
        if token.text in QUOTATION_MARKS and i > first and _is_adjective(document.tokens[i - 1]):
            continue  # московского «Центра»
        if not CYRILLIC.match(token.text) or (token.text.isupper() and len(token.text) > 1):
            return None
        if _is_adjective(token) or (i + 1 < last and _is_stiff(token, document.tokens[i + 1])):
            continue
        return i if token.tag.pos in ("NOUN", "PROPN", "ADJ", "X", "PRON", "DET") else None
    return last - 1 if last - first == 1 else None


def _is_stiff(token: Token, noun: Token) -> bool:
    """Whether a foreign word before the noun that declines does not: «(депутаты) Жогорку Кенеша»."""
    foreign = token.text.endswith(STIFF) and not token.morphology.knows(token.text)
    oblique = noun.morphology.knows(noun.text) and not _may_be_nominative(noun)
    return foreign and noun.text[0].isupper() and (oblique or noun.tag.case not in ("", "Nom"))


def _is_adjective(token: Token) -> bool:
    """Whether a word modifies a noun that follows: the dictionary, then the tagger decide."""
    parts = {p.tag.POS for p in token.morphology.parses(token.text)}
    if not parts & set(ADJECTIVES):
        return False
    return "NOUN" not in parts or token.tag.pos in ("ADJ", "DET", "VERB")


def _is_quoted(document: Document, first: int) -> bool:
    return first > 0 and document.tokens[first - 1].text in QUOTATION_MARKS


def _is_apposition(document: Document, first: int, head: int) -> bool:
    """Whether a name stays in the nominative beside a noun: «партии «Яблоко»»."""
    i = first - 1
    while i > 0 and document.tokens[i].text in QUOTATION_MARKS:
        i -= 1
    before = document.tokens[i]
    if not (before.tag.pos == "NOUN" and before.tag.animacy == "Inan") and not before.text.isupper():
        return False
    name = document.tokens[first : head + 1]
    genitive = name[0].tag.case == "Gen" and name[0].morphology.knows(name[0].text)  # «на сайте «Фонтанки»»
    if len(name) == 1 and not genitive and before.lemma in column("organization_labels"):
        return True  # «в сервисе «Мигом»», «бюро «Забейда»»
    words = [token.morphology.parses(token.text) for token in name]
    nouns = [parse for parse in words.pop() if parse.tag.case == "nomn"]
    return any(all(any(agree(noun, parse) for parse in parses) for parses in words) for noun in nouns)
