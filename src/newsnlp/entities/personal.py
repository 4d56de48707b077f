"""The name of a person taken apart: first name, patronymic, surname, initials, gender."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from newsnlp import lexicon
from newsnlp.document import Document, Name, Token
from newsnlp.entities.fits import (
    Fits,
    given_fits,
    other_fits,
    patronymic_fits,
    surname_fits,
)
from newsnlp.entities.paradigms import (
    CASES,
    DICTIONARY,
    INDECLINABLE,
    Lexeme,
    Reading,
    lexemes,
    nominative,
    readings,
)
from newsnlp.language.inflection import CASE_OF, governed_cases
from newsnlp.language.morphology import Morphology
from newsnlp.language.spelling import fold
from newsnlp.language.tags import Tag
from newsnlp.names.nicknames import without_nickname
from newsnlp.names.words import DESCENT, east_asian, is_family
from newsnlp.names.words import word as known_word

DAUGHTER = re.compile(r"[ое]вн(?:[аыеу]|[ое]й)$")
PATRONYMIC = re.compile(r"(?:(?:[ое]вич|[ьмт]ич)(?P<m>[ауие]|[ое]м)?|(?:[ое]вн|ичн)(?P<f>[аыеу]|[ое]й))$")
RUSSIAN_SURNAME = re.compile(
    r"(?:[ое]в|[иы]н)(?:[аеу]|ой|ым|ых|ы)?$|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ие|их)$|(?:енко|швили|дзе)$|(?:[чщ]ук)(?:[ауе]|ом)?$"
)
PILGRIM = frozenset({"хаджи", "хажи"})  # what is joined to a name and does not decline: «Ахмата-Хаджи»
GENERATION = re.compile(r"(?:младш|старш)[а-я]+$|(?:мл|ст|jr|sr)$")
ELDER = re.compile(r"(?:младш|старш)(?:ий|его|ему|им|ем|(?P<f>ая|ей|ую))$")
NUMERAL = re.compile(r"[IVXLC]+$")  # Николай II
APOSTROPHES = frozenset("'’ʼ`")
GENDERS = {"masc": "m", "femn": "f", "": "mf"}  # "": of common gender, «Саша»
ALIEN = re.compile(r"(?:[бвджзсфхцчшщ]|(?<!н)г)$")  # ends of no syllable in East Asia: «Рид»
SYLLABLE_IN = re.compile(r"[иы]н(?:[ауе]|ом)?$")
CLEAR = 2.5  # for a gender that nothing else can contradict
VOWELS = re.compile("[аеиоуыэюя]+")
SUBJECT = 2.0  # for the nominative, against the tags; and
TITLED = 3.0  # for the case of the role before the name
WITHOUT_PREPOSITION = 0.3  # against a prepositional case without a preposition: «Хейноненом»


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a personal name; `text` is without a particle that a hyphen joins to it («аль-»).

    `given` is set where the dictionary knows it as a first name.
    """

    text: str
    token: Token
    readings: tuple[Reading, ...]
    given: bool = False
    patronymic: str = ""  # m or f

    @property
    def key(self) -> str:
        """The word as it is compared."""
        return fold(self.text)

    @property
    def plural(self) -> bool:
        """Whether the context makes it a plural: «Петровы»."""
        many = self.token.tag.number == "Plur" or is_family(self.text)
        return many and any(reading.gender == "p" for reading in self.readings)

    @property
    def lexemes(self) -> frozenset[Lexeme]:
        """The lexemes that it may be a form of."""
        plural = self.plural
        return frozenset(r.lexeme for r in self.readings if plural or r.gender != "p")


@dataclass(slots=True, eq=False)
class PersonName:
    """One mention of a person by name, taken apart.

    `words` are in the order of the text, `initials` the letters beside the surname. `leaning` says
    how much the forms speak for a man (positive) or a woman (negative).
    """

    name: Name
    words: tuple[Word, ...]
    initials: tuple[str, ...] = ()
    first: Word | None = None
    middle: tuple[Word, ...] = ()
    last: Word | None = None
    leaning: float = 0.0
    place: int = -1  # among the mentions of people
    governed: dict[str, float] = field(default_factory=dict)  # what the context says of the case
    cases: dict[str, str] = field(default_factory=dict)  # the case if it is a man's (m), a woman's (f)

    @property
    def case(self) -> str:
        """The case, by the gender that the forms lean to."""
        return self.cases.get("m" if self.leaning >= 0 else "f", "")

    @property
    def plural(self) -> bool:
        """Whether it names several people: «Царнаевы»."""
        return len(self.words) == 1 and not self.initials and self.words[0].plural

    @property
    def full(self) -> bool:
        """Whether a surname stands with a first name or initials."""
        return self.last is not None and (self.first is not None or bool(self.initials))

    @property
    def latin(self) -> bool:
        """Whether it is written in Latin letters."""
        return bool(self.words) and all(word.key[0] < "а" for word in self.words)


def take_apart(document: Document, name: Name, title_case: str = "") -> PersonName:
    """The parts of a person's name as this mention gives them; `title_case` is that of a role before it."""
    tokens = without_nickname(document.tokens[name.first : name.last])
    bracket = next((i for i, token in enumerate(tokens) if i and token.text == "("), len(tokens))
    tokens = tokens[:bracket]
    initials = tuple(fold(t.text[0]) for i, t in enumerate(tokens) if _is_initial(tokens, i))
    full = [i for i in range(len(tokens)) if _is_full(tokens, i)]
    person = PersonName(
        name, tuple(_word(tokens[i], at, tokens[i + 1 :]) for at, i in enumerate(full)), initials
    )
    _assign(person)
    person.governed = {title_case: TITLED} if title_case else _governed(document, name)
    if not person.governed and _is_subject(document, name):
        person.governed = {"Nom": SUBJECT}
    person.leaning, person.cases = _leaning(person)
    person.leaning += sum(_kin_leaning(token.text) for token in tokens)
    return person


@lru_cache(maxsize=20_000)
def _kin_leaning(word: str) -> float:
    """What «-младший», «-старшей», «оглы», «кызы» at the end of a name say about the gender."""
    found = ELDER.search(fold(word)) or DESCENT.search(fold(word))
    return 0.0 if found is None else -CLEAR if found["f"] else CLEAR


def _is_subject(document: Document, name: Name) -> bool:
    """Whether a name before a verb is its subject, though tagged as a man's: «Сидорова поёт»."""
    token = document.tokens[name.first]
    end = document.sentences[token.sentence].last
    at = name.last + (name.last < end and document.tokens[name.last].text == "не")
    if at >= end or token.tag.case not in ("Gen", "Acc"):
        return False
    verb = document.tokens[at]
    third = verb.tag.form == "Fin" and verb.tag.number == "Sing" and verb.tag.person == "3"
    return third and token.rel == "nsubj" and token.head == verb.i


def _governed(document: Document, name: Name) -> dict[str, float]:
    """How much the word before a name speaks for each case: a preposition, or the role of the person."""
    if not name.first:
        return {}
    before = document.tokens[name.first - 1]
    if before.sentence != document.tokens[name.first].sentence:
        return {}
    if before.tag.animacy == "Anim" and before.tag.pos == "NOUN":
        return {before.tag.case: 0.5}
    return dict.fromkeys(governed_cases(document, name.first - 1), 0.8)


def _is_initial(tokens: list[Token], i: int) -> bool:
    text = tokens[i].text.rstrip(".")
    if (
        len(tokens) == 1
        or not text.isalpha()
        or _is_syllable(tokens, i)
        or not text[0].isupper()
        or (i and NUMERAL.match(text))
    ):
        return False
    following = tokens[i + 1].text if i + 1 < len(tokens) else ""
    dotted = tokens[i].text.endswith(".") or following == "."
    if following in APOSTROPHES:  # О’Рейли
        return False
    return len(text) == 1 or (len(text) == 2 and dotted)  # «А», «А.», «Дж.»


def _is_syllable(tokens: list[Token], i: int) -> bool:
    """Whether a letter is a given name, or a part of one: «Ван И», «Ким Ё Чжон»; an initial has a dot."""
    dotted = i + 1 < len(tokens) and tokens[i + 1].text == "."
    return (
        i > 0
        and not dotted
        and VOWELS.fullmatch(fold(tokens[i].text)) is not None
        and fold(tokens[0].text) in east_asian()
    )


def _is_full(tokens: list[Token], i: int) -> bool:
    """Whether a token is a name, and no initial, particle («фон», «аль»), number or mark."""
    text = tokens[i].text
    if _is_syllable(tokens, i):
        return True
    if len(tokens) > 1 and (len(text) == 1 or (i and NUMERAL.match(text)) or _is_initial(tokens, i)):
        return False
    return any(c.isupper() for c in text) and not GENERATION.match(fold(text))


def _word(token: Token, at: int, behind: Sequence[Token]) -> Word:
    text = token.text
    head, _, rest = text.partition("-")
    if rest and fold(head) in lexicon.column("name_particles"):
        text = rest
    elif "-" in text and (GENERATION.match(last := fold(text.rpartition("-")[2])) or last in PILGRIM):
        text = text.rpartition("-")[0]
    key = fold(text)
    found = PATRONYMIC.search(key) if at else None
    if found and _is_patronymic(key, token.morphology):
        return Word(text, token, readings(key), patronymic="f" if found["f"] else "m")
    given = given_readings(text, token.morphology)
    if not given and "-" in text:
        given = _double_given(text, token.morphology)
    descent = DESCENT.fullmatch(behind[0].text) if behind and at else None
    if descent:
        return Word(text, token, given or readings(key), patronymic="f" if descent["f"] else "m")
    return Word(text, token, given or readings(key), given=bool(given))


@lru_cache(maxsize=20_000)
def _is_patronymic(key: str, morphology: Morphology) -> bool:
    """«Сергеевич», but not the surnames «Янукович», «Рабинович»; «Абрамович» may be either.

    No surname ends as a daughter's patronymic does, whatever the father's name is: «Эчановна».
    """
    known = [parse.tag for parse in morphology.parses(key) if parse.is_known]
    if known:
        return any("Patr" in tag for tag in known)
    if DAUGHTER.search(key):
        return True
    father = re.sub(r"(ович|овн|евич|евн|ич|ичн)[а-я]{0,2}$", "", key)
    return any(given_readings(father + ending, morphology) for ending in ("", "й", "ь", "а"))


@lru_cache(maxsize=20_000)
def _is_adjective(word: str, morphology: Morphology) -> bool:
    """Whether the dictionary knows a word as an adjective: «Блаженный Августин»."""
    return any(parse.is_known and parse.tag.POS == "ADJF" for parse in morphology.parses(word))


@lru_cache(maxsize=20_000)
def given_readings(word: str, morphology: Morphology) -> tuple[Reading, ...]:
    """The readings of a form of a first name that pymorphy3 or the table of names knows; else empty."""
    own = [(name, r) for r in readings(word) if (name := _first_name(r))]
    exact = any(name == fold(word) for name, _ in own)  # «Эдуарду»; the dictionary may know Эдуард
    found: dict[tuple[Lexeme, str], set[str]] = {}
    for parse in morphology.parses(word):
        tag = parse.tag
        case = CASE_OF.get(tag.case)
        if exact and fold(parse.normal_form) == fold(word):
            continue  # the table knows better whose name it is: «Этери»
        if "Name" in tag and parse.is_known and tag.number == "sing" and case:
            lexeme = Lexeme(fold(parse.normal_form), DICTIONARY)
            for gender in GENDERS.get(tag.gender, ""):
                found.setdefault((lexeme, gender), set()).add(case)
    for name, reading in own:
        found.setdefault((Lexeme(name, DICTIONARY), reading.gender), set()).update(reading.cases)
    return tuple(Reading(lexeme, gender, frozenset(cases)) for (lexeme, gender), cases in found.items())


def _first_name(reading: Reading) -> str:
    """The name of the table that declines as this reading («Акира», but not «Аркади»); else empty."""
    name = nominative(reading.lexeme, reading.gender) or ""
    if reading.gender not in _first_names().get(name, ""):
        return ""
    fixed = reading.lexeme.paradigm == INDECLINABLE
    may_stay = name[-1] not in "ая" and reading.gender == "f"  # «Тинатин»
    right = fixed if name[-1] in "еёиоуыэю" else not fixed or may_stay
    return name if right else ""


@cache
def _first_names() -> dict[str, str]:
    """The first names that the dictionary lacks, with their genders."""
    return {fold(name): genders for name, genders in lexicon.table("first_names")}


@lru_cache(maxsize=2000)
def _double_given(word: str, morphology: Morphology) -> tuple[Reading, ...]:
    """The readings of a double first name that both parts agree on: «Жан-Луи», «Ириной-Камелией»."""
    parts = [given_readings(part, morphology) for part in word.split("-")]
    if not parts[0]:
        return ()
    parts[1:] = [part or readings(text) for part, text in zip(parts[1:], word.split("-")[1:], strict=True)]
    found = []
    for reading in parts[0]:
        alike = [next((r for r in part if _agree(r, reading)), None) for part in parts[1:]]
        if None not in alike:
            both = [reading, *(r for r in alike if r is not None)]
            cases = frozenset.intersection(*(r.cases for r in both))
            stem = "-".join(nominative(r.lexeme, r.gender) or r.lexeme.stem for r in both)
            found.append(Reading(Lexeme(stem, DICTIONARY), reading.gender, cases))
    return tuple(found)


def _agree(one: Reading, other: Reading) -> bool:
    return one.gender == other.gender and not one.cases.isdisjoint(other.cases)


def _assign(person: PersonName) -> None:
    """Tell first name, patronymic and surname from each other."""
    words = person.words
    if len(words) == 3 and RUSSIAN_SURNAME.search(words[0].key) and may_be_patronymic(words[2]):
        words = person.words = (*words[:2], _as_patronymic(words[2]))  # Машиев Медер Эргешевич
    patronymic = next((i for i, word in enumerate(words) if word.patronymic), None)
    if not words:
        return
    if len(words) == 1:
        lone = words[0].given and (not person.initials or _abbreviates(person))  # «Сергей М.»
        order: tuple[int | None, tuple[int, ...], int | None] = (0, (), None) if lone else (None, (), 0)
    elif patronymic is not None and patronymic == len(words) - 1 == 2:  # Кашин Денис Сергеевич
        order = 1, (2,), 0
    elif patronymic is not None and len(words) > patronymic + 1:  # Денис Сергеевич Кашин
        order = 0, tuple(range(1, patronymic + 1)), patronymic + 1
    elif patronymic == 1 and not _is_surname_too(words[0], words[1]):  # Денис Сергеевич
        order = 0, (1,), None
    elif _is_east_asian(words):  # Си Цзиньпин
        order = 1, tuple(range(2, len(words))), 0
    elif len(words) == 2 and words[1].given and not words[0].given and RUSSIAN_SURNAME.search(words[0].key):
        order = 1, (), 0  # Кашин Денис
    else:
        order = 0, tuple(range(1, len(words) - 1)), len(words) - 1
    first, middle, last = order
    if last is not None:
        person.words = words = (*words[:last], _as_surname(words[last]), *words[last + 1 :])
        person.last = words[last]
    person.first = None if first is None else words[first]
    person.middle = tuple(words[i] for i in middle)


def _abbreviates(person: PersonName) -> bool:
    """Whether one letter stands behind the word, that of a surname: «Сергей М.»."""
    return len(person.initials) == 1 and person.words[0].token.i == person.name.first


def _is_surname_too(first: Word, second: Word) -> bool:
    """«Роман Абрамович», «Юлия Васильевич»: a surname, though it looks like a patronymic."""
    if any("Surn" in parse.tag for parse in second.token.morphology.parses(second.text) if parse.is_known):
        return True
    return first.given and all(reading.gender != second.patronymic for reading in first.readings)


def _as_surname(word: Word) -> Word:
    """The word read as a surname; one that is a first name too keeps both readings."""
    return replace(
        word, readings=(*readings(word.key), *(word.readings if word.given else ())), patronymic=""
    )


def as_surname(mention: PersonName) -> PersonName:
    """A single word that is also a first name («Данна», «Романа»), read as a surname."""
    word = _as_surname(mention.words[0])
    again = PersonName(mention.name, (word,), last=word)
    again.governed = mention.governed
    again.leaning, again.cases = _leaning(again)
    return again


def may_be_patronymic(word: Word) -> bool:
    """Whether a surname looks like the patronymic of a man: «Абрамович», «Мяликгулыевич»."""
    found = PATRONYMIC.search(word.key)
    return found is not None and not found["f"]


def read_patronymic(mention: PersonName) -> None:
    """Read the last word of a first name and a surname as a patronymic."""
    assert mention.last is not None
    word = _as_patronymic(mention.last)
    mention.words = (*mention.words[:-1], word)
    mention.middle, mention.last = (word,), None
    mention.leaning, mention.cases = _leaning(mention)


def _as_patronymic(word: Word) -> Word:
    """A word read as the patronymic of a man."""
    declined = [r for r in word.readings if r.lexeme.paradigm == "consonant" and r.gender == "m"]
    return replace(word, readings=tuple(declined), given=False, patronymic="m")


def _is_east_asian(words: tuple[Word, ...]) -> bool:
    """Surname first: «Си Цзиньпин», «Ким Чен Ын», but «Ким Кардашьян», «Ли Харви Освальд», «Дины Корзун»."""
    surname, table = words[0].key, east_asian()
    declined = len(words) > 2 and any(lexeme.stem in table for lexeme in lexemes(surname))  # «Кима Чен Ына»
    if surname not in table and not declined:
        return False
    if any(word.given for word in words[1:]):
        return False
    parts = [(part, word.token.morphology) for word in words[1:] for part in word.key.split("-")]
    return all(_is_syllables(part, morphology) for part, morphology in parts)


def _is_syllables(word: str, morphology: Morphology) -> bool:
    """Whether it may be a given name of East Asia: two syllables at most, no surname of another kind."""
    if len(VOWELS.findall(word)) > 2 or ALIEN.search(word):
        return False
    if SYLLABLE_IN.search(word):  # «Цзиньпин», «Нин», but «Калинин»
        return not known_word(word, morphology).surname
    return not RUSSIAN_SURNAME.search(word)


def _leaning(person: PersonName) -> tuple[float, dict[str, str]]:
    """For a man (positive) or a woman (negative), as the forms together say; and the case for either."""
    if not person.words:
        return 0.0, {}
    fits = [_fits(word, word is person.last) for word in person.words]
    best = {gender: max((_total(person, fits, gender, case), case) for case in CASES) for gender in "mf"}
    return best["m"][0] - best["f"][0], {gender: case for gender, (_, case) in best.items()}


def _total(person: PersonName, fits: list[Fits], gender: str, case: str) -> float:
    bare = case == "Loc" and "Loc" not in person.governed
    context = person.governed.get(case, 0.0) - WITHOUT_PREPOSITION * bare
    return context + sum(
        _tagged(word.token.tag, gender, case) + fit[gender, case]
        for word, fit in zip(person.words, fits, strict=True)
    )


def _tagged(tag: Tag, gender: str, case: str) -> float:
    """What the tagger says for a gender and a case."""
    return 0.6 * (tag.case == case) + 0.3 * (tag.gender == ("Masc" if gender == "m" else "Fem"))


def _fits(word: Word, surname: bool) -> Fits:
    """How well the form of a word fits each gender and case."""
    if word.patronymic:
        return patronymic_fits(word.patronymic)
    if surname:
        return surname_fits(word.key, word.readings)
    if word.given:
        return given_fits(word.key, word.readings)
    return other_fits(word.key, word.readings, _is_adjective(word.key, word.token.morphology))
