"""Names of organisations: grown to their whole phrase, with legal forms and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsnlp import lexicon
from newsnlp.document import Document, Token
from newsnlp.language.spelling import fold
from newsnlp.names.bodies import (
    ABBREVIATION,
    Bodies,
    body,
    cases,
    is_adjective,
    is_capital,
    is_one_of,
    lemmas,
    opens,
)
from newsnlp.names.draft import QUOTATION_MARKS, Draft, back_over, trimmed
from newsnlp.names.persons import INITIAL
from newsnlp.names.quoted import with_quoted
from newsnlp.names.words import DESCENT, east_asian, is_family, word

LATIN = re.compile(r"[A-Za-z0-9&.'’-]+$")
MAX_ADJECTIVES = 4  # between the first of a name and its noun
MAX_BRACKETED = 8  # words of a name in brackets
MAX_AGAIN = 3  # words of a name that is looked for in the whole article
MIN_SHOUTED = 5  # letters that a word in capitals must exceed to be no abbreviation
EDITION = re.compile(r"-\d+$")  # «ЕГЭ-2013»
SURNAME = re.compile(r"(?:[ОЕ]В|ИН)А?$")
EVENTS = frozenset(
    {"фестиваль", "кинофестиваль", "конкурс", "форум", "съезд", "чемпионат", "турнир", "кубок", "первенство"}
    | {"марш", "конференция", "выставка", "конвенция", "закон", "премия"}
)
GENERIC = frozenset({"организация", "клуб", "компания", "группа", "фирма", "команда", "банк", "союз"})


def mend(document: Document, drafts: list[Draft]) -> list[Draft]:
    """The drafts with those of organisations set right."""
    drafts = [part for draft in drafts for part in _without_addressee(document, draft)]
    drafts = [new for draft in drafts for new in _sound(document, draft)]
    drafts = with_quoted(document, drafts)
    bodies = Bodies(document, drafts)
    organizations = [bodies.grown(draft) for draft in drafts if draft.type == "organization"]
    organizations = _united(document, [*organizations, *bodies.find()])
    organizations += _in_brackets(document, organizations)
    names = _in_marks(document, organizations)
    unmarked = [draft for draft in drafts if _is_unmarked(document.tokens[draft.first], draft, names)]
    gone = set(unmarked)
    drafts = [draft for draft in drafts if draft not in gone]
    organizations += [draft._replace(type="organization") for draft in unmarked]
    inside = {i for draft in organizations for i in range(draft.first, draft.last)}
    others = [d for d in drafts if d.type == "location" or (d.type == "person" and d.first not in inside)]
    return [*_again(document, organizations, others), *others]


def _in_marks(document: Document, organizations: list[Draft]) -> set[str]:
    """The dictionary forms of names of one word in marks: «Ленрыбпром»."""
    names = set()
    for draft in organizations:
        words = [t for t in document.tokens[draft.first : draft.last] if t.text not in QUOTATION_MARKS]
        if words and document.tokens[draft.last - 1].text in QUOTATION_MARKS:
            before = document.tokens[words[-1].i - 1]
            names |= {words[-1].lemma} if before.text in QUOTATION_MARKS else set()
    return names


def _is_unmarked(token: Token, draft: Draft, names: set[str]) -> bool:
    """Whether a lone place or person is a body that the article has in marks: «(суда ушли на) Ленрыбпром».

    What the dictionary knows as a place or a person may be both: «Москва».
    """
    if draft.type == "organization" or draft.last - draft.first > 1 or token.lemma not in names:
        return False
    known = word(token.text, token.morphology)
    return not (known.place or known.personal)


def _without_addressee(document: Document, draft: Draft) -> Iterator[Draft]:
    """A body and the medium it tells something, drawn into one: «Минприроды Бурятии | «Интерфаксу»»."""
    tokens = document.tokens
    at = next(
        (
            i
            for i in range(draft.first, draft.last)
            if draft.type == "organization"
            and not _is_medium(document, draft)
            and tokens[i].tag.case == "Dat"
            and tokens[i].text.lower() in lexicon.column("media")
        ),
        None,
    )
    if at is None:
        yield draft
        return
    yield Draft(at, at + 1, "organization")
    for part in (Draft(draft.first, at, "organization"), Draft(at + 1, draft.last, "organization")):
        if part.first < part.last and any(is_capital(t) for t in tokens[part.first : part.last]):
            yield from trimmed(document, part)


def _is_medium(document: Document, draft: Draft) -> bool:
    """Whether the whole name is that of a known medium: «РИА Новости»."""
    first, last = document.tokens[draft.first], document.tokens[draft.last - 1]
    return document.text[first.start : last.end].lower() in lexicon.column("media")


def _sound(document: Document, draft: Draft) -> Iterator[Draft]:
    """A draft of the model without what is surely wrong about it."""
    tokens = document.tokens[draft.first : draft.last]
    if _is_known(tokens) and draft.type != "organization":
        yield draft._replace(type="organization")
        return
    if draft.type == "location":
        if not _is_no_place(document, draft):
            yield draft
        return
    if draft.type == "person" or lemmas(tokens) in lexicon.column("media"):
        place = len(tokens) == 1 and _compound_place(tokens[0])
        yield draft._replace(type="location") if place else draft
        return
    if any(
        t.tag.pos == "VERB" and t.tag.form == "Fin" and not is_capital(t) for t in tokens
    ) and not _is_quoted(document, draft):
        return
    first = _behind_loose_noun(document, draft)
    first = max(first, _behind_person(document, draft))
    while first < draft.last - 1 and (_is_foreword(document, first) or _is_quoted_person(document, first)):
        first += 1
    last = min(_listed(document, first, draft.last), _before_post(document, first, draft.last))
    while last - 1 > first and (_is_another(document, first, last - 1) or _is_link(document, last - 1)):
        last -= 1
    whole = _with_noun(document, first, last)
    if whole > last and is_one_of(
        document.tokens[whole - 1].text.lower(), "name_bearers", tokens[0].morphology
    ):
        return  # «Федеральный закон»
    last = whole
    for new in trimmed(document, Draft(first, last, "organization")):
        if _is_person(document, new):
            yield new._replace(type="person")
        elif _is_place(document, new) or _is_shouted_place(document, new) or _is_rest(document, draft, new):
            yield new._replace(type="location")
        elif not _is_none(document, new):
            yield new


def _is_known(tokens: list[Token]) -> bool:
    """Whether it is the name of a body that a model may take for something else: «Кремль», «Бауманка»."""
    if len(tokens) == 1:
        return is_one_of(tokens[0].text.lower(), "known_organizations", tokens[0].morphology)
    return len(tokens) < MAX_AGAIN and lemmas(tokens) in lexicon.column("known_organizations")


def _is_another(document: Document, first: int, i: int) -> bool:
    """Whether a noun for people in the nominative cannot belong to the body before it, which stands in
    another case: «(на) комитете по экономике | депутаты»."""
    token = document.tokens[i]
    people = token.tag.pos == "NOUN" and token.tag.animacy == "Anim" and token.text.islower()
    return people and token.tag.case == "Nom" and document.tokens[first].tag.case not in ("Nom", "")


def _listed(document: Document, first: int, last: int) -> int:
    """Where the first body of a list ends that the model took for one: «Центр защиты детей |, полиция».

    What is joined inside a name stands in a case of its dependents: «управление культуры, спорта и туризма».
    """
    dependent: set[str] = set()
    for i in range(first + 1, last - 1):
        token, after = document.tokens[i], document.tokens[i + 1]
        dependent |= {token.tag.case} - {"", "Nom"}
        if token.text in (",", "и") and dependent and after.text.islower():
            possible = cases(after, "NOUN", "ADJF")
            if possible and dependent.isdisjoint(possible):
                return i
    return last


def _before_post(document: Document, first: int, last: int) -> int:
    """Where a body in another case ends before a post in the nominative: «(для) Службы новостей | глава»."""
    if document.tokens[first].tag.case in ("", "Nom"):
        return last
    for token in document.tokens[first + 1 : last]:
        post = token.tag.case == "Nom" and token.tag.pos == "NOUN" and token.tag.animacy == "Anim"
        if post and is_one_of(token.text.lower(), "role_heads", token.morphology):
            return token.i
    return last


def _is_link(document: Document, i: int) -> bool:
    """Whether a word joins a name to what follows: «и», «гвардии (капитан)», a verb, an age."""
    token = document.tokens[i]
    behind = document.tokens[i + 1].text if i + 1 < len(document.tokens) else ""
    if token.tag.form == "Fin" and token.text.islower() and behind not in QUOTATION_MARKS:
        return True
    if token.text[0].isdigit() and "-летн" in token.text:  # «(полковник) ГРУ | 66-летний (Седов)»
        return True
    if token.text == "гвардии" and i + 1 < len(document.tokens):
        return document.tokens[i + 1].tag.animacy == "Anim"
    return token.text.islower() and token.tag.pos in ("ADP", "CCONJ", "SCONJ")


def _behind_loose_noun(document: Document, draft: Draft) -> int:
    """Where a name begins behind a noun that makes none: «руководство | МВД», «власти Франции |»."""
    for i in range(draft.first, draft.last):
        token = document.tokens[i]
        behind = document.tokens[i + 1] if i + 1 < draft.last else token
        if is_adjective(token) and (behind.lemma in EVENTS or is_adjective(behind)):
            continue  # «Национальный съезд | Партии»
        if is_capital(token) and not opens(document, i):
            break
        if is_adjective(token):
            continue
        if token.lemma not in EVENTS and not is_one_of(token.text.lower(), "loose_nouns", token.morphology):
            break
        rest = document.tokens[i + 1 : draft.last]
        named = rest and (is_capital(rest[0]) or rest[0].text in QUOTATION_MARKS)
        place = named and len(rest) == 1 and word(rest[0].text, rest[0].morphology).place
        return i + 1 if named and not place else draft.last
    return draft.first


def _behind_person(document: Document, draft: Draft) -> int:
    """Where a name begins behind a noun for one person: «Председатель | Правительства», «главком | войск».

    A name of one word, and what stands in quotation marks, may be such a noun.
    """
    tokens = document.tokens
    noun = next((i for i in range(draft.first, draft.last) if not is_adjective(tokens[i])), draft.last)
    if noun >= draft.last - 1 or _is_quoted(document, draft):
        return draft.first
    one = tokens[noun].tag.pos in ("NOUN", "PROPN") and tokens[noun].tag.number == "Sing"
    role = one and is_one_of(tokens[noun].text.lower(), "role_heads", tokens[noun].morphology)
    if not role or tokens[noun + 1].tag.case != "Gen":
        return draft.first
    rest = tokens[noun + 1 : draft.last]
    named = is_capital(rest[0]) or any(body(t.text, t.morphology) for t in rest)
    return noun + 1 if named else draft.last


def _with_noun(document: Document, first: int, last: int) -> int:
    """The end with the noun that a name of adjectives only lacks: «Центральным военным | округом»."""
    tokens = document.tokens
    stop = min(document.sentences[tokens[first].sentence].last, last + MAX_ADJECTIVES)
    if not is_capital(tokens[first]) or any(t.tag.pos != "ADJ" for t in tokens[first:last]):
        return last
    for i in range(last, stop):
        if tokens[i].tag.case != tokens[first].tag.case or tokens[i].tag.pos not in ("ADJ", "NOUN"):
            return last
        if tokens[i].tag.pos == "NOUN":
            return i + 1 if tokens[i].tag.animacy == "Inan" else last
    return last


def _is_quoted(document: Document, draft: Draft) -> bool:
    return draft.first > 0 and document.tokens[draft.first - 1].text in QUOTATION_MARKS


def _is_no_place(document: Document, draft: Draft) -> bool:
    """Whether a common word at the head of a sentence was taken for a place: «Посол», «Корр.:»."""
    token = document.tokens[draft.first]
    if draft.last - draft.first > 1 or not opens(document, draft.first) or token.text.isupper():
        return False
    known = word(token.text, token.morphology)
    common = bool(known.common) and not known.place and token.tag.pos != "PROPN"
    return common or fold(token.text) in lexicon.column("interview_labels")


def _is_foreword(document: Document, i: int) -> bool:
    """Whether a token is a common word that a capital at the head of the sentence drew into a name:
    «Представитель НИИ», «Делу Кировлеса», «Выпускница лицея»."""
    token, following = document.tokens[i], document.tokens[i + 1]
    known = word(token.text, token.morphology)
    tagged = token.tag.pos == "VERB" and token.tag.form in ("Fin", "Conv")
    verb = tagged or (known.common == {"VERB"} and not (known.personal or known.place))
    if verb:  # «Окончил факультет», but not in marks: радио «Говорит Москва»
        return i == 0 or document.tokens[i - 1].text not in QUOTATION_MARKS
    if known.place and token.tag.pos != "ADJ" and following.tag.pos == "ADJ" and following.text.islower():
        return True  # «(известной в) Омске | танцевальной студии»
    if not opens(document, i) or not is_capital(token):
        return False
    if not is_capital(following):
        of_body = following.tag.case == "Gen" and body(following.text, following.morphology) is not None
        return of_body and token.tag.pos == "NOUN" and token.tag.animacy == "Anim"
    if not known.common or known.place or token.text.isupper() or is_adjective(token):
        return False
    return body(token.text, token.morphology) is None and following.tag.case in ("Gen", "", token.tag.case)


def _is_quoted_person(document: Document, i: int) -> bool:
    """Whether a token is whom the body quotes: «цитирует форварда | пресс-служба клуба»."""
    one, two = document.tokens[i], document.tokens[i + 1]
    person = one.tag.pos == "NOUN" and one.tag.animacy == "Anim" and one.tag.case in ("Gen", "Acc")
    return person and two.tag.case == "Nom" and body(two.text, two.morphology) is not None


def _is_person(document: Document, draft: Draft) -> bool:
    """Whether it names people: in capitals («Г. АРУТЮНЯН»), Chinese («Го Цзякунь»), many («Рябининых»)."""
    tokens = document.tokens[draft.first : draft.last]
    last = tokens[-1]
    if len(tokens) == 2 and not _is_quoted(document, draft) and _is_chinese(*tokens):
        return True
    if DESCENT.fullmatch(last.text) and len(tokens) > 1:  # «Таалайбек кызы»
        return True
    if len(tokens) == 1 and is_family(last.text) and not _is_quoted(document, draft):
        return last.tag.pos == "PROPN" and is_capital(last)
    if not (last.text.isupper() and len(last.text) > MIN_SHOUTED):
        return False
    if len(tokens) > 1:
        return all(t.text == "." or INITIAL.match(t.text) for t in tokens[:-1])
    return bool(word(last.text, last.morphology).surname) or SURNAME.search(last.text) is not None


def _is_chinese(surname: Token, given: Token) -> bool:
    """Whether a surname of East Asia stands before a word that the dictionary lacks."""
    if fold(surname.text) not in east_asian() or not is_capital(given):
        return False
    return not given.morphology.knows(given.text)


def _is_place(document: Document, draft: Draft) -> bool:
    """Whether a name is built on a noun for a building or a place: «Исаакиевский собор», «Даунинг-стрит»."""
    for token in document.tokens[draft.first : draft.last]:
        if not is_adjective(token):
            compound = _compound_place(token)
            return compound or is_one_of(token.text.lower(), "facilities", token.morphology)
    return False


def _compound_place(token: Token) -> bool:
    """Whether a hyphen joins such a noun to a name: «Карнеги-холл»."""
    name, _, noun = token.text.rpartition("-")
    return bool(name) and noun.islower() and is_one_of(noun, "facilities", token.morphology)


def _is_rest(document: Document, draft: Draft, new: Draft) -> bool:
    """Whether only a place is left of a draft: «Патриоты | России»."""
    token = document.tokens[new.first]
    alone = new.first > draft.first and new.last - new.first == 1
    return alone and bool(word(token.text, token.morphology).place)


def _is_shouted_place(document: Document, draft: Draft) -> bool:
    """Whether a name in capitals is that of a place: «ПЕТЕРБУРГ, 5 мая»."""
    token = document.tokens[draft.first]
    shouted = token.text.isupper() and len(token.text) > MIN_SHOUTED and draft.last - draft.first == 1
    return shouted and bool(word(token.text, token.morphology).place)


def _is_none(document: Document, draft: Draft) -> bool:
    """Whether the model took for an organisation what is none: «СМИ», «МКС», «Facebook» with posts."""
    tokens = document.tokens[draft.first : draft.last]
    token = tokens[0]
    names = {EDITION.sub("", lemmas(tokens)), " ".join(t.text.lower() for t in tokens)}  # «БПЛА» has no lemma
    if len(tokens) <= MAX_AGAIN and not names.isdisjoint(lexicon.column("no_organizations")):
        return True
    if any("/" in t.text or "@" in t.text for t in tokens) or token.text in ("имени", "им"):
        return True  # «(университет, или ВГУ,) имени Бурденко»
    if all(t.tag.pos == "ADJ" and t.text.islower() for t in tokens):
        return True  # «в оборонном (ведомстве)»
    before = document.tokens[draft.first - 1] if draft.first else token
    if before.text in ("имени", "им"):
        return True
    titled = token.text.isascii() or (token.tag.case == "Nom" and not ABBREVIATION.match(token.text))
    if (
        titled
        and before.tag.pos == "NOUN"
        and is_one_of(before.text.lower(), "name_bearers", before.morphology)
    ):
        return not _is_quoted(document, draft)  # «программа Larry King Now»
    if len(tokens) > 1:
        person = token.tag.animacy == "Anim" and token.tag.pos == "NOUN"
        person = person or is_one_of(token.text.lower(), "role_heads", token.morphology)
        if person and opens(document, draft.first):
            return not any(is_capital(t) for t in tokens[1:])  # «Воспитанник спортшколы»
        alone = opens(document, draft.first) and not any(is_capital(t) or not t.is_word for t in tokens[1:])
        return alone and tokens[-1].lemma in GENERIC  # «Мусульманская организация сообщила»
    if is_shouted(token) or fold(token.text) in lexicon.column("interview_labels"):
        return True
    if token.lemma in lexicon.column("organization_labels") and draft.last < len(document.tokens):
        title = document.tokens[draft.last]
        if (
            title.text in QUOTATION_MARKS
            and title.sentence == token.sentence
            and not _is_quoted(document, draft)
        ):
            return True  # «Газета | «Вести»»
    if len(token.text) == 1 and token.text != "Ъ":
        return True
    if token.text.lower().partition("-")[0] in lexicon.column("platforms") and "-" in token.text:
        return True  # «Telegram-канал»
    if is_one_of(token.text.lower(), "platforms", token.morphology):
        return before.tag.pos in ("ADP", "ADJ", "DET", "PRON") or before.lemma in lexicon.column(
            "post_carriers"
        )
    known = word(token.text, token.morphology)
    common = bool(known.common) and not known.place and token.text[1:].islower()
    return common and opens(document, draft.first) and not _is_sort(token) and token.tag.pos != "PROPN"


def _is_sort(token: Token) -> bool:
    """Whether a noun alone may be the name of a body: «Полиция», not «Группа»."""
    found = body(token.text, token.morphology)
    return found is not None and found.kind != "common"


def is_shouted(token: Token) -> bool:
    """Whether a common word is written in capitals: «РЕКЛАМА»."""
    known = word(token.text, token.morphology)
    return token.text.isupper() and len(token.text) > MIN_SHOUTED and bool(known.common) and not known.place


def _with_legal_form(document: Document, draft: Draft) -> Draft:
    """The name with the abbreviated legal form before it: «МАОУ Открытая школа»."""
    legal_forms = lexicon.column("legal_forms")
    return draft._replace(first=back_over(document, draft.first, lambda token: token.text in legal_forms))


def _united(document: Document, drafts: list[Draft]) -> list[Draft]:
    """Names in order, overlapping ones and those that depend on each other made one."""
    out: list[Draft] = []
    drafts = [_with_legal_form(document, draft) for draft in drafts]
    for draft in sorted(set(drafts), key=lambda d: (d.first, -d.last)):
        if out and (draft.first < out[-1].last or _depends(document, out[-1], draft)):
            out[-1] = Draft(out[-1].first, max(out[-1].last, draft.last), "organization")
        else:
            out.append(draft)
    return out


def _depends(document: Document, one: Draft, two: Draft) -> bool:
    """Whether a name depends on the one just before it: «Совет Безопасности | ООН»."""
    left, right = document.tokens[one.last - 1], document.tokens[two.first]
    if one.last != two.first or left.sentence != right.sentence or left.text in QUOTATION_MARKS:
        return False
    legal = lexicon.column("legal_forms")
    if document.text[document.tokens[one.first].start : left.end].lower() in legal:
        return True  # «Государственное унитарное предприятие | Водоканал»
    if right.text in legal:
        return False
    if right.text in QUOTATION_MARKS:
        right = document.tokens[two.first + 1]
        return (
            left.tag.pos in ("NOUN", "PROPN")
            and right.tag.case == "Gen"
            and "Nom" not in cases(right, "NOUN", "ADJF")
        )
    if right.text.isascii() != left.text.isascii():
        return False
    return right.tag.case == "Gen" or ABBREVIATION.match(right.text) is not None or left.text.isascii()


def _in_brackets(document: Document, organizations: list[Draft]) -> Iterator[Draft]:
    """The short or the foreign name in brackets behind one: «Следственный комитет (СК)»."""
    tokens = document.tokens
    starts = {draft.first for draft in organizations}
    for draft in organizations:
        i = draft.last
        if i + 2 >= len(tokens) or tokens[i].text != "(" or i + 1 in starts:
            continue
        end = i + 1
        while end < len(tokens) and end - i <= MAX_BRACKETED and LATIN.match(tokens[end].text):
            end += 1
        if end == i + 1 and ABBREVIATION.match(tokens[end].text):
            end += 1
        if end > i + 1 and end < len(tokens) and tokens[end].text in ");,—" and is_capital(tokens[i + 1]):
            yield Draft(i + 1, end, "organization")
            if end + 1 < len(tokens) and tokens[end].text == "," and ABBREVIATION.match(tokens[end + 1].text):
                yield Draft(end + 1, end + 2, "organization")


def _again(document: Document, organizations: list[Draft], others: list[Draft]) -> Iterator[Draft]:
    """All mentions of what the article calls an organisation somewhere."""
    yield from organizations
    known = {key for d in organizations if (key := _key(document, d.first, d.last))}
    beginnings = {key[0][:2] for key in known}
    inside = {i for d in (*organizations, *others) for i in range(d.first, d.last) if d.type != "location"}
    i = 0
    while i < len(document.tokens):
        size = 0
        if i not in inside and document.tokens[i].text[:2].lower() in beginnings:
            longest = min(MAX_AGAIN, len(document.tokens) - i)
            sizes = (n for n in range(longest, 0, -1) if inside.isdisjoint(range(i, i + n)))
            size = next((n for n in sizes if _key(document, i, i + n) in known), 0)
        if size:
            yield Draft(i, i + size, "organization")
        i += size or 1


def _key(document: Document, first: int, last: int) -> tuple[str, ...]:
    """What mentions of a name have in common; empty for what is not looked for."""
    tokens = document.tokens[first:last]
    if not tokens or len(tokens) > MAX_AGAIN or not all(is_capital(token) for token in tokens):
        return ()
    if len(tokens) == 1 and not ABBREVIATION.match(tokens[0].text):
        known = word(tokens[0].text, tokens[0].morphology)
        if known.common or known.personal or known.place:
            return ()
    return tuple(token.lemma for token in tokens)
