"""Names in quotation marks: whole, with the legal form before them; titles of works are no names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from newsnlp import lexicon
from newsnlp.document import Document, Token
from newsnlp.names.bodies import body, cases, is_capital, is_of_town, is_one_of, lemmas, opens
from newsnlp.names.draft import Draft, back_over

MAX_WORDS = 9
MAX_AGAIN = 3  # words of a name that is looked for elsewhere; a longer one may be a quotation
NO_END = frozenset(".?!…,")
NO_MIDDLE = frozenset("?!:;")


def with_quoted(document: Document, drafts: list[Draft]) -> list[Draft]:
    """The drafts with organisations in quotation marks whole and without titles of other things."""
    by_token = {i: draft for draft in drafts for i in range(draft.first, draft.last)}
    gone: set[Draft] = set()
    found: list[Draft] = []
    known: set[str] = set()  # organisations in marks, in the dictionary forms
    unknown: list[Draft] = []
    previous: Draft | None = None
    for first, last in _pairs(document):
        inside = Draft(first, last, "organization")
        name = _name(document, first, last, by_token, previous)
        if name is None:
            unknown.append(inside)
            continue
        previous = name._replace(last=last)
        if name.type == "organization":
            if last - first <= MAX_AGAIN + 2:
                known.add(_inner(document, inside))
            found.append(name)
            inside = name
        over = {d for i in range(inside.first, last) if (d := by_token.get(i))}
        gone.update(d for d in over if inside.covers(d) or (d.first == first - 1 and d.last <= last))
    again = [draft for draft in unknown if _inner(document, draft) in known]
    return [draft for draft in drafts if draft not in gone] + found + again


def _inner(document: Document, quoted: Draft) -> str:
    """What stands between the marks, in the dictionary forms."""
    return lemmas(document.tokens[quoted.first + 1 : quoted.last - 1])


def _pairs(document: Document) -> Iterator[tuple[int, int]]:
    """The tokens (with the marks) of each pair of quotation marks that may hold a name."""
    starts = [token.start for token in document.tokens]
    for quoted in document.quoted:
        first, last = bisect_left(starts, quoted.start), bisect_left(starts, quoted.end)
        if not quoted.closed or not 2 < last - first <= MAX_WORDS + 2:
            continue
        inner = document.tokens[first + 1 : last - 1]
        if inner[-1].text in NO_END or any(token.text in NO_MIDDLE for token in inner):
            continue
        if is_capital(inner[0]) or not inner[0].text[0].isalpha() or inner[0].text.isascii():
            yield first, last


def _name(
    document: Document, first: int, last: int, by_token: dict[int, Draft], previous: Draft | None
) -> Draft | None:
    """The organisation in a pair of quotation marks, a place where it is the title of something
    else, None where nothing is known."""
    whole, title = Draft(first, last, "organization"), Draft(first, last, "location")
    inner = document.tokens[first + 1 : last - 1]
    if lemmas(inner) in lexicon.column("no_organizations"):
        return title
    if document.text[inner[0].start : inner[-1].end].lower() in lexicon.column("media"):
        return whole
    before = _before(document, first)
    if before is not None:
        if _is_prefix(before):
            return Draft(back_over(document, first, _is_prefix), last, "organization")
        if previous is not None and previous.last == before.i and before.text in (",", "и"):
            return whole._replace(type=previous.type)  # партий «Союз», «Отечество» и «Свобода»
        if before.tag.number == "Sing" and is_of_town(before.text.lower(), before.morphology):
            return whole  # «омский «Авангард»»
        noun = _class_noun(document, before)
        sentence = noun is not before and any(token.tag.pos in ("VERB", "PRON") for token in inner)
        if noun.tag.pos in ("NOUN", "PROPN") and not noun.text.isupper() and not sentence:
            low = noun.text.lower().rpartition("-")[2]  # «синти-поп-сингл»
            if _is_dependent(inner):  # «акции «Газпрома»», but «закон «О печати»»
                if is_one_of(low, "organization_people", noun.morphology):
                    return whole
            elif is_one_of(low, "name_bearers", noun.morphology):
                return title
            if _is_body(noun) or _is_label(document, noun):
                own = noun is before and is_capital(noun) and not opens(document, noun.i)
                return Draft(noun.i, last, "organization") if own else whole
    if any(token.tag.form == "Fin" and token.tag.person in ("1", "2") for token in inner):
        return None  # «Дойдём до Верховного суда»
    marked = sum(i in by_token and by_token[i].type == "organization" for i in range(first + 1, last - 1))
    return whole if 2 * marked >= len(inner) else None


def _is_body(noun: Token) -> bool:
    """Whether a noun, or the first of two that are joined, is a body's: «компания-перевозчик»."""
    word = noun.text.lower()
    return any(body(part, noun.morphology) for part in {word, word.partition("-")[0]})


def _is_label(document: Document, noun: Token) -> bool:
    """Whether a noun, or it with the word before, says what body is named: «детского дома «Радуга»»."""
    if is_one_of(noun.text.lower(), "organization_labels", noun.morphology):
        return True
    return lemmas(document.tokens[max(noun.i - 1, 0) : noun.i + 1]) in lexicon.column("organization_labels")


def _is_dependent(inner: list[Token]) -> bool:
    """Whether a quoted name stands in the genitive: «сотрудники «Яблока»»."""
    if not inner[0].morphology.knows(inner[0].text):
        return inner[0].tag.case == "Gen"
    found = cases(inner[0], "NOUN", "ADJF", "PRTF")
    return "Gen" in found and "Nom" not in found


def _class_noun(document: Document, before: Token) -> Token:
    """The noun that says what the quoted names are: «такие фильмы, как «Цирк»»."""
    i = before.i
    if before.text in ("как", "которых", ":"):
        start = document.sentences[before.sentence].first
        for token in reversed(document.tokens[max(start, i - 4) : i]):
            if token.tag.pos == "NOUN":
                return token
    return before


def _before(document: Document, first: int) -> Token | None:
    """The token before the opening mark, in the same sentence."""
    if not first or document.tokens[first - 1].sentence != document.tokens[first].sentence:
        return None
    return document.tokens[first - 1]


def _is_prefix(token: Token) -> bool:
    """Whether a word is a legal form or another abbreviation that belongs to the name: «МКУ», «ФК»."""
    return token.text in lexicon.column("legal_forms") or token.text in lexicon.column("name_prefixes")
