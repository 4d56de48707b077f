"""Personal names: what the model cut too short, too long or in two is set right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newsnlp import lexicon
from newsnlp.document import Document, Token
from newsnlp.language.inflection import name_cases
from newsnlp.language.spelling import fold
from newsnlp.names.draft import QUOTATION_MARKS, Draft, trimmed
from newsnlp.names.nicknames import bynames, with_nicknames
from newsnlp.names.person_normal import PATRONYMIC, Option, options
from newsnlp.names.words import DESCENT, east_asian, word

ROMAN = re.compile(r"[IVX]+(?:-?(?:й|го|му|м|я|ю))?$")
INITIAL = re.compile(r"(?:[А-ЯЁA-Z]|Дж)$")
GENERATION = re.compile(r"(?:младш|старш)(?:ий|его|ему|им|ем)$|[js]r$", re.IGNORECASE)
AGE = re.compile(r"летн(?:ий|яя|его|ей|ему|им|ем|юю|ею)$")
MAX_GROWTH = 6  # words that may be missing from a name on either side
MAX_WORDS = 7  # of a name in Latin letters in brackets
OWNER = re.compile(r"..(?:[ое]в|[иы]н|ян)а$")  # «Гаева»: a woman, or the genitive of a man
RUSSIAN_SURNAME = re.compile(r"..[ое]ва?$")
VOWEL = re.compile(r"[аеёиоуыэюя]", re.IGNORECASE)
CYRILLIC = re.compile(r"[а-яё]$", re.IGNORECASE)
FUNCTION_WORDS = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})
OWNERS = frozenset({"его", "ее", "мой", "моя"})
SURE = 0.2  # weight of a reading that is not far-fetched
CERTAIN = 0.95  # probability from which the encoder is believed against the dictionary


def mend(document: Document, drafts: list[Draft]) -> list[Draft]:
    """The drafts with those of people set right; the others as they were."""
    others = [draft for draft in drafts if draft.type != "person"]
    taken = {i for draft in others for i in range(draft.first, draft.last)}
    people = [part for draft in drafts if draft.type == "person" for part in _divided(document, draft)]
    people = [new for draft in people for new in _without_title(document, draft)]
    full = {i for draft in people if draft.last - draft.first > 1 for i in range(draft.first, draft.last)}
    people = _united([_grown(document, draft, taken | full) for draft in people])
    people = with_nicknames(document, _joined(document, people))
    people += _in_latin(document, people, taken)
    people = list(_believable(document, people))
    called = list(bynames(document))
    inside = {i for draft in called for i in range(draft.first, draft.last)}
    people, others = (_apart(drafts, inside) for drafts in (people, others))
    people += called
    return [*_again(document, people, taken), *others]


def _apart(drafts: list[Draft], inside: set[int]) -> list[Draft]:
    """The drafts without these words."""
    return [draft for draft in drafts if inside.isdisjoint(range(draft.first, draft.last))]


def _divided(document: Document, draft: Draft) -> Iterator[Draft]:
    """Two people whom the model took for one, as their cases tell: «адвокат Гаева Александр Аснис»."""
    first = draft.first
    for i in range(draft.first + 1, draft.last):
        another = _is_behind_surname(document, i, draft.last) or (
            i == draft.first + 1 and _is_relative(document, i, draft.last)
        )
        if another or _is_new_initial(document, first, i) or _is_behind_letter(document, first, i):
            yield Draft(first, i, "person")
            first = i
            continue
        left, *rest = (t for t in document.tokens[i - 1 : draft.last] if t.i == i - 1 or _is_full(t))
        if rest and rest[0].i == i and _is_full(left) and (_differ(left, rest) or _parts(left, rest)):
            yield Draft(first, i, "person")
            first = i
    yield Draft(first, draft.last, "person")


def _differ(left: Token, rest: list[Token]) -> bool:
    """Whether a word and the next cannot stand in one case: «(о травме) Масленникова | Ташуев»."""
    return not _agree(left, rest[0], surname=len(rest) == 1 and _may_be_first(left))


def _may_be_first(token: Token) -> bool:
    """Whether a word may be a first name: it is no surname alone, by the dictionary or by its ending."""
    known = word(token.text, token.morphology)
    return bool(known.given) or not (known.personal or RUSSIAN_SURNAME.search(fold(token.text)))


def _is_new_initial(document: Document, first: int, i: int) -> bool:
    """Whether another person begins behind a surname with initials: «Б.Шелеста | А.Комаров»."""
    tokens = document.tokens
    if not INITIAL.match(tokens[first].text) or not _is_full(tokens[i - 1]):
        return False
    return bool(INITIAL.match(tokens[i].text) or word(tokens[i].text, tokens[i].morphology).given)


def _is_behind_letter(document: Document, first: int, i: int) -> bool:
    """Whether another person begins behind a first name with one letter: «Сергей М. | Анна К.»."""
    tokens = document.tokens
    short = (
        first >= 0
        and i == first + 3
        and tokens[i - 1].text == "."
        and INITIAL.match(tokens[i - 2].text) is not None
    )
    return short and all(word(t.text, t.morphology).given for t in (tokens[first], tokens[i]))


def _is_relative(document: Document, i: int, last: int) -> bool:
    """Whether a first name at `i` is not of whom the word before it names: «внучка Шелестова | Анна».

    So it is behind a noun for a person with a surname in between, for a surname does not precede the first
    name in running text, and with a first name that is not of the relative's gender: «сын Анны | Пётр».
    """
    tokens = document.tokens
    if i < 2 or tokens[i - 2].sentence != tokens[i].sentence or tokens[i - 2].tag.animacy != "Anim":
        return False
    noun, other, given = tokens[i - 2 : i + 1]
    known = word(other.text, other.morphology)
    kin = fold(noun.lemma) in lexicon.column("kin")
    if not _given_genders(given) or not _is_full(other):
        return False
    if kin and known.given:
        own = any(o.given and o.gender != "p" and "Nom" in o.cases for o in _readings(other))
        if not own and "Nom" in word(given.text, given.morphology).given:
            return True  # «мама Насти | Елена»
        return noun.tag.gender[:1].lower() not in _given_genders(other)
    patronymic = last - i > 1 and _is_patronymic(tokens[i + 1])
    if known.given and patronymic and noun.tag.case == "Gen":  # «мама ученика Данила | Ольга Сергеевна»
        return _given_genders(other).isdisjoint(_given_genders(given))
    owned = i > 2 and fold(tokens[i - 3].text) in OWNERS  # «его жена Шелестова Анна»
    hers = any(o.gender in _given_genders(given) and "Nom" in o.cases for o in _readings(other))
    tagged = other.tag.case == "Gen" or (kin and not (hers and (patronymic or owned)))
    genitive = tagged and any("Gen" in option.cases for option in _readings(other))
    return genitive and not known.given and (kin or (last - i > 1 and not patronymic))


def _is_behind_surname(document: Document, i: int, last: int) -> bool:
    """Whether a first name with a surname begins at `i` behind a surname, which can only be of another:
    «юрист Гаева | Анна Кох». A patronymic or a second first name is no surname («Гаева Анна Львовна»)."""
    if i < 1 or last - i < 2:
        return False
    other, given, surname = document.tokens[i - 1 : i + 2]
    if not (_is_full(other) and _is_full(given) and surname.text[0].isupper()):
        return False
    if _is_patronymic(given) or _is_patronymic(surname) or word(other.text, other.morphology).given:
        return False
    second = word(surname.text, surname.morphology).given and not RUSSIAN_SURNAME.search(fold(surname.text))
    return OWNER.search(fold(other.text)) is not None and not second


def _is_patronymic(token: Token) -> bool:
    known = word(token.text, token.morphology).patronymic
    return bool(known) or PATRONYMIC.search(fold(token.text)) is not None


def _given_genders(token: Token) -> set[str]:
    """The genders of a first name that the dictionary knows."""
    return {option.gender for option in _readings(token) if option.given}


def _parts(left: Token, rest: list[Token]) -> bool:
    """Whether the words behind one cannot stand in its case: «Баффета | Чарли Мангер»."""
    case = left.tag.case
    if any(token.tag.case == case for token in rest):
        return False
    form = fold(left.text)
    singular = [option for option in _readings(left) if option.gender != "p"]
    genders = {o.gender for o in singular if case in o.cases and o.nominative != form}
    return bool(genders) and not any(
        all(any(o.gender == gender and case in o.cases for o in _readings(t)) for t in rest)
        for gender in genders
    )


def _readings(token: Token, least: float = SURE) -> list[Option]:
    return [option for option in options(token.text, token.morphology) if option.weight > least]


def _is_full(token: Token) -> bool:
    """Whether a word is long enough to show its case; «Ким», «Чен» decline or not as they please."""
    return (
        len(VOWEL.findall(token.text)) > 1
        and token.text[0].isupper()
        and CYRILLIC.search(token.text) is not None
    )


def _without_title(document: Document, draft: Draft) -> Iterator[Draft]:
    """Without a common word that a capital at the head of the sentence drew into the name.

    The encoder knows such words by their use: «Бой Джордж».
    """
    first = draft.first
    while first < draft.last - 1 and (
        document.tokens[first].text[0].isdigit()
        or _is_town(document, first)
        or _is_bare_title(document.tokens[first])
        or (not _is_certain(document, first) and _is_common(document, first, first == draft.first))
    ):
        first += 1
    yield from trimmed(document, Draft(first, draft.last, "person"))


def _is_certain(document: Document, i: int) -> bool:
    """Whether a token is part of a personal name to the encoder, beyond doubt."""
    return document.encoding is not None and document.encoding.inside("person")[i] > CERTAIN


def _is_bare_title(token: Token) -> bool:
    """Whether a word is a title and no name of anybody: «Шейх (Салах)», not «Султан (Хамзаев)»."""
    known = word(token.text, token.morphology)
    titles = lexicon.column("person_titles")
    return not known.personal and any(p.normal_form in titles for p in token.morphology.parses(token.text))


def _is_town(document: Document, i: int) -> bool:
    """Whether a place is named behind its sort: «(гражданин) города Днепр | Георгий»."""
    token, before = document.tokens[i], document.tokens[i - 1] if i else document.tokens[i]
    sort = before.lemma in lexicon.column("territory_nouns") and before.tag.animacy != "Anim"
    return sort and bool(word(token.text, token.morphology).place)


def _is_common(document: Document, i: int, outer: bool) -> bool:
    """Whether a token is a common word: «Племянник Алишера Усманова», «Сэр Алекс Фергюсон»."""
    token = document.tokens[i]
    known = word(token.text.rpartition("-")[2], token.morphology)
    titles = lexicon.column("person_titles")
    if any(p.normal_form in titles for p in token.morphology.parses(token.text)):
        return True
    if not known.personal and _is_role(token):
        return True
    if known.personal or known.place or not known.common:
        return False
    if token.tag.pos in ("DET", "PRON", "ADP") and opens_sentence(document, i):
        return True
    if not (outer and opens_sentence(document, i)) or token.text.isupper():
        return False
    following = document.tokens[i + 1]
    if INITIAL.match(following.text):
        return False
    person = (
        token.tag.animacy == "Anim" or "-" in token.text or known.common & {"ADVB", "CONJ", "PREP", "VERB"}
    )
    return bool(person) or token.tag.case != following.tag.case


def _is_role(token: Token) -> bool:
    """Whether a word is a noun for a role, or made of one: «врач-гастроэнтеролог», «медиаюрист»."""
    roles, parses = lexicon.column("role_heads"), token.morphology.parses
    low = token.text.lower()
    parts = {low, low.partition("-")[0]}
    if not token.morphology.knows(low):
        parts |= {low[n:] for n in range(2, len(low) - 3) if low[:n] in lexicon.column("role_prefixes")}
    return low in roles or any(parse.normal_form in roles for part in parts for parse in parses(part))


def opens_sentence(document: Document, i: int) -> bool:
    """Whether token `i` is capitalised because of its place: first of a sentence, after a mark."""
    token = document.tokens[i]
    first = document.sentences[token.sentence].first
    return i == first or (not document.tokens[i - 1].is_word and document.tokens[i - 1].text not in ",.-–)")


def _grown(document: Document, draft: Draft, taken: set[int]) -> Draft:
    """With the initials, first name, patronymic and number beside it."""
    tokens, sentence = document.tokens, document.sentences[document.tokens[draft.first].sentence]
    first, last = draft.first, draft.last
    lowest, highest = max(sentence.first, first - MAX_GROWTH), min(sentence.last, last + MAX_GROWTH)
    while True:  # to the left: «И. И.», «Иван», particles
        if (
            first - 2 >= lowest
            and tokens[first - 1].text == "."
            and first - 2 not in taken
            and INITIAL.match(tokens[first - 2].text)
            and tokens[first - 1].start == tokens[first - 2].end
            and not _is_behind_letter(document, first - 3, first)
        ):
            first -= 2
        elif (
            first > sentence.first
            and first - 1 not in taken
            and _continues(tokens[first - 1], tokens[first], left=True)
            and not _is_relative(document, first, last)
            and not _is_behind_surname(document, first, last)
        ):
            first -= 1
        else:
            break
    while last < highest and last not in taken:
        token = tokens[last]
        if (
            INITIAL.match(token.text)
            and last + 1 < highest
            and tokens[last + 1].text == "."
            and _is_initial_after(tokens, first, last)
        ):
            last += 2
        elif (
            token.text == "."
            and INITIAL.match(tokens[last - 1].text)
            and token.start == tokens[last - 1].end
            and last - 1 > first
        ) or (
            (
                ROMAN.match(token.text)
                or GENERATION.match(token.text)
                or DESCENT.fullmatch(token.text)
                or _continues(token, tokens[last - 1], left=False)
            )
            and token.start > tokens[last - 1].end
        ):
            last += 1
        else:
            break
    return Draft(first, last, "person")


def _is_initial_after(tokens: list[Token], first: int, at: int) -> bool:
    """Whether the capital at `at` is an initial after a surname: «Иванов И. И.», not a new sentence."""
    if ROMAN.match(tokens[at].text):
        return False
    if tokens[at - 1].text == "." or tokens[at].text.isascii():
        return True
    return at - first == 1 and (at + 2 >= len(tokens) or not tokens[at + 2].text[0].islower())


def _continues(token: Token, beside: Token, *, left: bool) -> bool:
    """Whether a token beside a name belongs to it: a first name before, a patronymic after."""
    if not token.text[0].isupper() or token.sentence != beside.sentence:
        return False
    known = word(token.text.rpartition("-")[2], token.morphology)  # «Анна-Мария»
    if not left:
        return bool(known.patronymic) and not known.common
    if INITIAL.match(beside.text) and not known.given:  # «человек Б.Шелеста | А.Комаров»
        return False
    if known.common & FUNCTION_WORDS or not _agree(token, beside, given=True, surname=_may_be_first(token)):
        return False
    if known.given:
        return True
    eastern = east_asian()  # «Си» before «Цзиньпин»
    if fold(token.text) in eastern and (_is_exotic(beside) or fold(beside.text) in eastern):
        return True
    if _is_role(token):
        return False
    return _is_exotic(token) and not token.text.isupper() and CYRILLIC.search(token.text) is not None


def _is_exotic(token: Token) -> bool:
    """Whether the dictionary knows nothing about a word, and it is no age: «шестидесятилетняя»."""
    if AGE.search(fold(token.text)):
        return False
    known = word(token.text.rpartition("-")[2], token.morphology)
    return not (known.common or known.personal or known.place)


def _agree(one: Token, two: Token, *, given: bool = False, surname: bool = True) -> bool:
    """Whether two words of a name can stand in one case. `given`: the first is a first name;
    `surname`: the second may be a surname that is also a first name («Эллис Уолтер»)."""
    left, right = (
        _roles(one, SURE if given or not surname else SURE / 2),
        _roles(two, SURE / 2 if surname else SURE),
    )
    return not left or not right or bool(left & right)


def _roles(token: Token, least: float) -> set[tuple[str, str]]:
    """The cases and genders in which a word of a name can stand."""
    return {(case, option.gender) for option in _readings(token, least) for case in option.cases}


def _united(people: Iterable[Draft]) -> list[Draft]:
    """The drafts in order, overlaps united."""
    out: list[Draft] = []
    for draft in sorted(people):
        if out and draft.first < out[-1].last:
            out[-1] = Draft(out[-1].first, max(out[-1].last, draft.last), "person")
        else:
            out.append(draft)
    return out


def _joined(document: Document, people: list[Draft]) -> list[Draft]:
    """One name where the model saw two side by side: «Виталины | Цымбалюк-Романовской»."""
    out: list[Draft] = []
    for draft in people:
        if out and out[-1].last == draft.first and _are_one(document, out[-1], draft):
            out[-1] = Draft(out[-1].first, draft.last, "person")
        else:
            out.append(draft)
    return out


def _are_one(document: Document, one: Draft, two: Draft) -> bool:
    left, right = document.tokens[one.last - 1], document.tokens[two.first]
    if left.sentence != right.sentence or (one.last - one.first > 1 and two.last - two.first > 1):
        return False
    if _is_behind_letter(document, one.first, two.first):
        return False
    if _is_new_initial(document, one.first, two.first) or _is_behind_surname(document, two.first, two.last):
        return False
    if two.first == one.first + 1 and _is_relative(document, two.first, two.last):
        return False
    known = word(left.text, left.morphology)
    if known.place and not known.personal:  # «мастера Дагестана | Сугры Мирзабековой»
        return False
    alone = one.last - one.first == two.last - two.first == 1 and _may_be_first(left)
    if not _agree(left, right, given=bool(known.given), surname=alone):
        return False
    alike = left.tag.case == right.tag.case and left.tag.gender == right.tag.gender
    return alike or bool(known.given or known.patronymic or INITIAL.match(left.text))


def _in_latin(document: Document, people: list[Draft], taken: set[int]) -> Iterator[Draft]:
    """The same name in Latin letters, in brackets behind: «Тони Ивоби (Toni Iwobi)»."""
    tokens = document.tokens
    known = {draft.first for draft in people}
    for draft in people:
        i = draft.last
        if i + 1 >= len(tokens) or tokens[i].text != "(" or i + 1 in known or i + 1 in taken:
            continue
        end = i + 1
        while end < len(tokens) and end - i <= MAX_WORDS and _is_latin(tokens[end]):
            end += 1
        if end - i > 2 and tokens[end - 1].text != "." and end < len(tokens) and tokens[end].text in "),;—":
            yield Draft(i + 1, end, "person")


def _is_latin(token: Token) -> bool:
    return token.text in (".", "-", "'", "’") or (
        (token.is_word and fold(token.text)[-1] < "а") or (token.text[0] > "я" and token.text[0] not in "ёЁ")
    )


def _believable(document: Document, people: list[Draft]) -> Iterator[Draft]:
    """Without common words, letters, titles of works and things named after people; places are places."""
    surnames = {_stem(document.tokens[d.last - 1]) for d in people if d.last - d.first > 1}
    alone = (document.tokens[d.first] for d in people if d.last - d.first == 1)
    sure = surnames | {_stem(t) for t in alone if t.tag.pos == "PROPN" and not opens_sentence(document, t.i)}
    for draft in people:
        token = document.tokens[draft.first]
        if draft.last - draft.first == 1 and not any(mark in token.text for mark in "/:@"):
            known = word(token.text, token.morphology)
            unknown = not known.personal and _stem(token) not in sure
            bearer = _is_called(document, token)  # «министр Кашин», though Кашин is a town
            if known.place and not known.personal and _stem(token) not in surnames and not bearer:
                draft = draft._replace(type="location")
            elif (
                _is_label(document, token)
                or (unknown and (_is_verbal(document, token) or _is_common_noun(token)))
                or len(token.text) < 2
            ):
                continue
        if draft.type != "person" or not (_is_namesake(document, draft.first) or _is_title(document, draft)):
            yield draft


def _is_called(document: Document, token: Token) -> bool:
    """Whether a noun for a person stands before a name in the same case: «министр Кашин»."""
    before = document.tokens[token.i - 1] if token.i else token
    noun = before.tag.pos == "NOUN" and before.tag.animacy == "Anim" and before.sentence == token.sentence
    return noun and (before.tag.case, before.tag.number) == (token.tag.case, token.tag.number)


def _stem(token: Token) -> str:
    """What the forms of a name share, roughly."""
    return fold(token.text)[:4]


def _is_label(document: Document, token: Token) -> bool:
    """Whether a word labels a turn of an interview: «Корр.:»."""
    return opens_sentence(document, token.i) and fold(token.text) in lexicon.column("interview_labels")


def _is_verbal(document: Document, token: Token) -> bool:
    """Whether a strange word at the head of a sentence is no name to the tagger: «Услышимся!»"""
    return opens_sentence(document, token.i) and token.tag.pos != "PROPN"


def _is_common_noun(token: Token) -> bool:
    """Whether the dictionary knows a word, or the last part of a compound, as no name."""
    last = word(token.text.rpartition("-")[2], token.morphology)
    return bool(last.common) and not last.personal and (token.text[0].isupper() or "-" not in token.text)


def _is_title(document: Document, draft: Draft) -> bool:
    """Whether a name is the title of a work: «песня «Юлия»»."""
    i = draft.first - 1
    if i < 1 or document.tokens[i].text not in QUOTATION_MARKS:
        return False
    if document.tokens[i].end < document.tokens[draft.first].start:
        return False  # a mark that closes: «обозреватель «Новой газеты» Юлия Седова»
    nouns = lexicon.column("titled_nouns")
    before = document.tokens[i - 1]
    return any(parse.normal_form in nouns for parse in before.morphology.parses(before.text))


def _again(document: Document, people: list[Draft], taken: set[int]) -> Iterator[Draft]:
    """All mentions of people whom the article names elsewhere: a name once is a name everywhere."""
    first_names: dict[str, set[str]] = {}
    for draft in people:
        words = [t for t in document.tokens[draft.first : draft.last] if _is_full(t)]
        if len(words) > 1:
            for surname in _nominatives(words[-1]):
                first_names.setdefault(surname, set()).update(_nominatives(words[0]))
    inside = {i for draft in people for i in range(draft.first, draft.last)}
    for draft in people:
        if (
            draft.last - draft.first == 1
            and draft.first
            and draft.first - 1 not in inside
            and draft.first - 1 not in taken
        ):
            before = document.tokens[draft.first - 1]
            firsts = {f for s in _nominatives(document.tokens[draft.first]) for f in first_names.get(s, ())}
            if _is_full(before) and not firsts.isdisjoint(_nominatives(before)):
                inside.add(before.i)
                draft = draft._replace(first=before.i)
        yield draft
    beginnings = {surname[:2] for surname in first_names}
    for token in document.tokens:
        if (
            fold(token.text[:2]) not in beginnings
            or token.i in inside
            or token.i in taken
            or not _is_full(token)
        ):
            continue
        if not first_names.keys().isdisjoint(_nominatives(token)) and not _is_namesake(document, token.i):
            known = word(token.text, token.morphology)
            common = known.common and not known.personal and opens_sentence(document, token.i)
            if not common or _is_subject(document, token):
                yield Draft(token.i, token.i + 1, "person")


def _is_subject(document: Document, token: Token) -> bool:
    """Whether a word can be the subject as a surname only: «Рассказов считает», which is no story."""
    known = {(p.tag.case, p.tag.number) for p in token.morphology.parses(token.text) if p.is_known}
    if known != {("gent", "plur")}:
        return False
    sentence = document.sentences[token.sentence]
    behind = document.tokens[token.i + 1 : sentence.last]
    verb = next((t.tag for t in behind if t.tag.form == "Fin"), None)
    return verb is not None and verb.number == "Sing" and verb.gender in ("", "Masc")


def _nominatives(token: Token) -> set[str]:
    return {option.nominative for option in _readings(token)}


def _is_namesake(document: Document, i: int) -> bool:
    """Whether a name only names a thing: «улица Ленина», «премия имени Сахарова»."""
    tokens, nouns = document.tokens, lexicon.column("namesake_nouns")
    cases = name_cases([tokens[i]])
    if cases and "gent" not in cases:
        return False  # «жительница улицы Юбилейной Наталья»
    for token in reversed(tokens[max(i - 5, 0) : i]):
        if token.sentence != tokens[i].sentence:
            return False
        if fold(token.text) == "имени":  # «человек по имени Иван» is a person
            return token.i == 0 or fold(tokens[token.i - 1].text) not in ("по", "от")
        if any(parse.normal_form in nouns for parse in token.morphology.parses(token.text)):
            return True
        if _is_full(token) and token.tag.case != tokens[i].tag.case:
            return False
        if token.text != "." and not _is_full(token) and not INITIAL.match(token.text):
            return False
    return False
