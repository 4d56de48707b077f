"""The name of a person in the nominative, from all the forms that the article has of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsnlp.document import Document
from newsnlp.entities.paradigms import DICTIONARY, INDECLINABLE, Lexeme, nominative, readings
from newsnlp.entities.people import Person, same_word, shortens
from newsnlp.entities.personal import RUSSIAN_SURNAME, PersonName, Word, given_readings
from newsnlp.entities.variants import skeleton, variant
from newsnlp.language.inflection import join, spell_like
from newsnlp.language.spelling import fold
from newsnlp.names.nicknames import without_nickname
from newsnlp.names.normal import nominative as nominative_alone
from newsnlp.names.person_normal import ADJECTIVES, LIVING, dictionary_options
from newsnlp.names.words import east_asian
from newsnlp.schema import Gender

CERTAIN = 0.3  # a leaning from which the gender is stated

# Which lexeme to trust where the forms of the article do not decide.
PRIOR = {
    "а": 0.1,
    DICTIONARY: 0.6,
    "possessive": 0.5,
    "adjective velar": 0.5,
    "consonant": 0.3,
    "й": 0.3,
    "ь": 0.2,
    "ия": 0.3,
    "fleeting яц": 0.3,
}
INDECLINABLE_ENDING = re.compile(r"(?:[оэеиюё]|[аеиоу]у|аа|[иы]х)$")
ADJECTIVE_ENDING = re.compile(r"[ое](?:го|му)$")  # «Красного»: hardly a name that does not decline
FEMALE_OBLIQUE = re.compile(r"(?:[ыуюе]|[ое]й|(?:^|[^гкх])[гкх]и)$")  # «Дариги», but «Никки»
GENERATION_ENDING = re.compile(r"\b((?:[Мм]лад|[Сс]тар)ш)(ая|ей|ую|его|ему|им|ем)$")
FEMALE_ENDINGS = ("ая", "ей", "ую")
PREPOSITIONAL = frozenset({"Loc"})  # the case that never stands without a preposition
SEEN = 0.6  # for a lexeme whose nominative stands in the text, in the nominative
KNOWN = 0.5  # for a lexeme that the dictionary knows as a surname; less for a common word
ADJECTIVAL = 0.6  # more for a woman's surname in -ая that it knows
ALIEN = 0.6  # against a lexeme to which none of the forms can belong; less where some can
FIRST = 0.35  # for a woman's first name in -а that seems declined
DECLINED = 0.05  # a form that declines is rather not an indeclinable name («Анне»: Анна)
LONG = 7  # letters of a form that no foreign name shares with a common word by chance: «Приставке»
SHORTEST_LOWERED = 4  # letters of a name in capitals that is no abbreviation
MAX_GROUPS = 8  # different words that are compared; bounds the cost


@dataclass(frozen=True, slots=True)
class FullName:
    """A person's name in the nominative, whole and in parts; `normals` are those of the mentions."""

    name: str
    first: str | None
    middle: str | None
    last: str | None
    gender: Gender | None
    normals: tuple[str, ...]


@dataclass(slots=True, eq=False)
class _Group:
    """The forms of one word of a name: «Кашина», «Кашину»."""

    uses: list[tuple[Word, PersonName]]
    nominative: str = ""


def full_name(document: Document, person: Person) -> FullName:
    """The fullest name that the mentions of a person give together.

    «Денис Кашин» and «Дениса Сергеевича» give «Денис Сергеевич Кашин».
    """
    sign = "m" if person.leaning >= 0 else "f"
    firsts = _groups([(m.first, m) for m in person.mentions])
    middles = _groups([(word, m) for m in person.mentions for word in m.middle])
    lasts = _groups([(m.last, m) for m in person.mentions])
    forms: dict[int, str] = {}  # of each word
    for group in (*firsts, *middles):
        group.nominative = _consensus(group, sign, surname=False)
    for group in lasts:
        group.nominative = _consensus(group, sign)
    for group in (*firsts, *middles, *lasts):
        forms |= {id(word): group.nominative for word, _ in group.uses}
    forms |= _spellings(firsts) | _spellings(lasts)
    normals = _in_russian(person, [_normal(document, mention, forms) for mention in person.mentions])
    first, last = _chosen(firsts), _chosen(lasts)
    patronymics = [group.nominative for group in middles if group.uses[0][0].patronymic]
    middle = patronymics[0] if patronymics else None
    gender: Gender | None = None if abs(person.leaning) < CERTAIN else "male" if sign == "m" else "female"
    return FullName(_whole(person, normals, first, middle, last), first, middle, last, gender, normals)


def _groups(uses: Sequence[tuple[Word | None, PersonName]]) -> list[_Group]:
    """The forms that may be of one word together, in order of first use."""
    groups: list[_Group] = []
    known: dict[str, _Group] = {}
    for word, mention in uses:
        if word is None:
            continue
        group = known.get(word.text) or next(
            (g for g in groups[:MAX_GROUPS] if same_word(word, g.uses[0][0])), None
        )
        if group is None:
            group = _Group([])
            groups.append(group)
        known[word.text] = group
        group.uses.append((word, mention))
    return groups


def _chosen(groups: list[_Group]) -> str | None:
    """The commonest form of a name; the full one rather than a short one."""
    if not groups:
        return None
    full = [
        g
        for g in groups
        if not any(shortens(g.uses[0][0], other.uses[0][0]) for other in groups if other is not g)
    ]
    return max(full or groups, key=lambda g: len(g.uses)).nominative


def _spellings(groups: Sequence[_Group]) -> dict[int, str]:
    """The commoner spelling for the words of a rarer one: «Мебаза» beside two of «Мбазаа»."""
    forms: dict[int, str] = {}
    for group in groups:
        better = [other for other in groups if len(other.uses) > len(group.uses) and _respelt(group, other)]
        if better:
            form = max(better, key=lambda other: len(other.uses)).nominative
            forms |= {id(word): form for word, _ in group.uses}
    return forms


def _respelt(one: _Group, other: _Group) -> bool:
    """Whether two groups spell one name; «Наталья» and «Наталия» are two that the dictionary knows."""
    if one.uses[0][0].given and other.uses[0][0].given:
        return False
    mine, more = fold(one.nominative), fold(other.nominative)
    return skeleton(mine) == skeleton(more) and variant(mine, more)


def _in_russian(person: Person, normals: Sequence[str]) -> tuple[str, ...]:
    """The nominatives of the mentions; of one in Latin letters, as the Russian name before it has it.

    «Роя Фоксли (Roy Foxley)» gives «Рой Фоксли» twice.
    """
    found: list[str] = []
    known: dict[tuple[int, int], str] = {}  # by the number of words and initials
    for mention, normal in zip(person.mentions, normals, strict=True):
        size = len(mention.words), len(mention.initials)
        if mention.latin:
            normal = known.get(size, normal)
        elif mention.words and not mention.plural:
            known[size] = normal
        found.append(normal)
    return tuple(found)


def _consensus(group: _Group, sign: str, *, surname: bool = True) -> str:
    """The nominative of the lexeme that the forms of the article agree on best, spelt as in the text."""
    word = group.uses[0][0]
    if word.key[:1] < "а":
        return word.text
    if "-" in word.text and not word.given:
        return _double(group, sign, surname=surname)
    scores: dict[Lexeme, float] = {}
    share: dict[Lexeme, float] = {}  # of the uses that may belong to it
    for used, mention in group.uses:
        case = mention.cases.get(sign, "")
        for lexeme, fit in _fits(used, "p" if mention.plural else sign, case).items():
            scores[lexeme] = scores.get(lexeme, 0.0) + fit / len(group.uses)
            share[lexeme] = share.get(lexeme, 0.0) + 1 / len(group.uses)
    seen = {
        used.key for used, mention in group.uses if used.token.tag.case == mention.cases.get(sign) == "Nom"
    }
    best, form = 0.0, word.key
    for lexeme, score in scores.items():
        candidate = nominative(lexeme, sign)
        if candidate is None:
            continue
        if surname:
            score += _known(word, sign, candidate)
        else:
            score += _first_name(lexeme, word, sign, candidate, score)
        score += _prior(lexeme, word) + DECLINED * (lexeme.paradigm == DICTIONARY and candidate != word.key)
        score += SEEN * share[lexeme] * (candidate in seen) - ALIEN * (1 - share[lexeme])
        if score > best:
            best, form = score, candidate
    texts = sorted((used.text for used, _ in group.uses), key=str.isupper)  # «ОРЛОВ» last
    written = next((text for text in texts if fold(text) == form), None)
    return _lowered(written or _spelt(texts[0], form))


def _lowered(word: str) -> str:
    """A name in capitals as it is written elsewhere: «ОРЛОВ»; what is as short as «ЛСП» stays."""
    if not word.isupper() or len(word) < SHORTEST_LOWERED:
        return word
    return "-".join(part.capitalize() for part in word.split("-"))


def _spelt(word: str, form: str) -> str:
    """`form` with the capitals of `word`, each part of a double name by itself."""
    parts, forms = word.split("-"), form.split("-")
    if len(parts) != len(forms):
        return spell_like(word, form)
    return "-".join(spell_like(part, own) for part, own in zip(parts, forms, strict=True))


def _prior(lexeme: Lexeme, word: Word) -> float:
    """How likely a name declines in this way, before the forms of the article are seen."""
    if lexeme.paradigm == INDECLINABLE:
        if ADJECTIVE_ENDING.search(word.key):
            return 0.0
        return 0.15 if INDECLINABLE_ENDING.search(word.key) else -0.3
    if lexeme.paradigm not in ADJECTIVES and _is_adjective(word):
        return -0.3  # «Шитому» is of Шитый, not of Шитом
    if lexeme.paradigm == "а" and lexeme.stem.endswith(("ск", "цк")):
        return -0.3  # «Гретцки», «Сваровски»
    if lexeme.paradigm == "а" and lexeme.stem.endswith("ав"):
        return 0.4  # surnames of western Georgia: Окуджава
    if lexeme.paradigm == "adjective stressed" and lexeme.stem.endswith(("ов", "ев")):
        return 0.1  # Луговой, Мостовой
    return PRIOR.get(lexeme.paradigm, 0.0)


def _is_adjective(word: Word) -> bool:
    """Whether the dictionary knows a form as one of an adjective, which it can only be: «Шитому»."""
    if not ADJECTIVE_ENDING.search(word.key):
        return False
    parses = word.token.morphology.parses(word.key)
    return any(parse.is_known and parse.tag.POS in ("ADJF", "PRTF") for parse in parses)


def _known(word: Word, sign: str, candidate: str) -> float:
    """How much the dictionary speaks for a nominative: as a surname, or a word that may be one."""
    best = 0.0
    for option in dictionary_options(word.key, word.token.morphology):
        if option.nominative != candidate or option.gender == "p":
            continue
        common = option.weight <= LIVING
        if common and word.key.endswith("е") and len(word.key) < LONG:  # «Жерару Пике» is hardly of Пика
            continue
        if option.gender == sign or (common and candidate.endswith(("а", "я"))):  # a man may be called Дудка
            rare = not common and candidate.endswith("ая")  # listed beside Ярова: the dictionary means it
            best = max(best, KNOWN * option.weight + ADJECTIVAL * rare)
    return best


def _first_name(lexeme: Lexeme, word: Word, sign: str, candidate: str, fit: float) -> float:
    """How likely a lexeme is that of a first name (which the dictionary lacks)."""
    if lexeme.paradigm in ADJECTIVES:  # «Блаженный Августин» is a word that the dictionary knows
        return _known(word, sign, candidate) or -1.0
    declined = lexeme.paradigm == "а" and sign == "f" and FEMALE_OBLIQUE.search(word.key)
    return FIRST * fit if declined else 0.0


def _fits(word: Word, gender: str, case: str) -> dict[Lexeme, float]:
    """How well each lexeme of a word explains its form."""
    fits: dict[Lexeme, float] = {}
    own = word.readings
    if {case for r in own if r.gender == gender for case in r.cases} <= PREPOSITIONAL - {case}:
        own = (*own, *readings(word.key))  # no form of Даниэл without a preposition: «Даниэле Гароццо»
    for reading in own:
        if reading.gender == gender:
            fits[reading.lexeme] = max(fits.get(reading.lexeme, 0.0), 1.0 if case in reading.cases else 0.3)
    return fits


def _double(group: _Group, sign: str, *, surname: bool) -> str:
    """Each part of a double name by itself: «Салтыкова-Щедрина», «Хогана-Хау»."""
    size = group.uses[0][0].text.count("-")
    uses = [(used, mention) for used, mention in group.uses if used.text.count("-") == size]
    parts = []
    for texts in zip(*(used.text.split("-") for used, _ in uses), strict=True):
        words = [(_part(used, text), mention) for (used, mention), text in zip(uses, texts, strict=True)]
        parts.append(_consensus(_Group(words), sign, surname=surname))
    return "-".join(parts)


def _part(word: Word, text: str) -> Word:
    given = given_readings(text, word.token.morphology)
    return replace(word, text=text, readings=(*given, *readings(fold(text))))


def _normal(document: Document, mention: PersonName, forms: dict[int, str]) -> str:
    """The nominative of one mention, with the words as the whole article has them."""
    if mention.plural or not mention.words:
        return nominative_alone(document, mention.name)
    tokens = without_nickname(document.tokens[mention.name.first : mention.name.last])
    words = {token.i: _generation(token.text) for token in tokens}
    for word in mention.words:
        words[word.token.i] = words[word.token.i].replace(word.text, forms.get(id(word), word.text))
    return join(document, tokens, words)


def _generation(word: str) -> str:
    """«Дауни-младшим» with the second part in the nominative."""
    return GENERATION_ENDING.sub(
        lambda found: found[1] + ("ая" if found[2] in FEMALE_ENDINGS else "ий"), word
    )


def _whole(
    person: Person, normals: Sequence[str], first: str | None, middle: str | None, last: str | None
) -> str:
    """The fullest form: a mention that has all parts, else the parts in their natural order."""
    wanted = (first is not None, middle is not None, last is not None)
    best: tuple[int, ...] = ()
    name, complete = "", False
    for mention, normal in zip(person.mentions, normals, strict=True):
        patronymic = any(word.patronymic for word in mention.middle)
        has = (mention.first in mention.words, patronymic, mention.last in mention.words)
        weight = (
            (last or "") in normal,
            sum(has),
            len(mention.words),
            (first or "") in normal,
            len(mention.initials),
            not mention.latin,
        )
        if weight > best:
            best, name, complete = weight, _natural_order(mention, normal), has == wanted
    parts = [part for part in (first, middle, last) if part]
    return name if complete or len(parts) < 2 else " ".join(parts)


def _natural_order(mention: PersonName, normal: str) -> str:
    """«Кашин Денис», «Кашин Д. С.»: the surname to the end; «Си Цзиньпин» stays."""
    normal = normal.partition(" (")[0]
    last, parts = mention.last, normal.split()
    if last is None or len(parts) < 2 or mention.words[0] is not last or last.token.i != mention.name.first:
        return normal
    given = mention.first is not None and mention.first.given
    russian = RUSSIAN_SURNAME.search(last.key) and last.key not in east_asian()  # «Дин Сюэсян»
    swapped = given or mention.initials or russian
    return " ".join([*parts[1:], parts[0].rstrip(",")]) if swapped else normal
