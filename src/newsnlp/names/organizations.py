"""Names of organisations: grown to their whole phrase, with legal forms and quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from newsnlp import lexicon
from newsnlp.document import Document, Quoted, Token
from newsnlp.language.inflection import ADJECTIVES, CASE_OF
from newsnlp.language.morphology import Morphology
from newsnlp.names.draft import QUOTATION_MARKS, Draft, trimmed
from newsnlp.names.words import word

ABBREVIATION = re.compile(r"[А-ЯЁA-Z][А-ЯЁA-Z0-9]+-?[а-яё]{0,2}$")
ABROAD = frozenset(
    {"посольство", "консульство", "генконсульство", "представительство", "миссия", "постпредство"}
)
MAX_QUOTED = 9  # words of a name in quotation marks
STOPS = frozenset(".?!…")


def mend(document: Document, drafts: list[Draft]) -> list[Draft]:
    """The drafts with those of organisations set right."""
    drafts = [draft for draft in drafts if draft.type != "organization" or not _is_none(document, draft)]
    drafts = _with_quoted(document, drafts)
    finder = _Finder(document, drafts)
    found = [phrase for token in document.tokens for phrase in finder.phrase(token.i)]
    organizations = [finder.grown(draft) for draft in drafts if draft.type == "organization"]
    organizations = _united(document, [*organizations, *found])
    covered = {i for draft in organizations for i in range(draft.first, draft.last)}
    others = [
        draft
        for draft in drafts
        if draft.type == "location" or (draft.type == "person" and draft.first not in covered)
    ]
    return [*_again(document, organizations, others), *others]


# --------------------------------------------------------------------------- words


@lru_cache(maxsize=50_000)
def _body(form: str, morphology: Morphology) -> tuple[str, str] | None:
    """The noun and its class, if a form is one of a noun on which names of bodies are built."""
    if form[:3].lower() not in _beginnings():
        return None
    nouns = _bodies()
    for parse in morphology.parses(form):
        if parse.normal_form in nouns and "NOUN" in parse.tag:
            return parse.normal_form, nouns[parse.normal_form]
    return None


@cache
def _bodies() -> dict[str, str]:
    return {row[0]: row[1] for row in lexicon.table("body_nouns")}


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(noun[:3] for noun in _bodies())


@lru_cache(maxsize=50_000)
def _is_one_of(form: str, table: str, morphology: Morphology) -> bool:
    """Whether a form belongs to a word of a table."""
    words = lexicon.column(table)
    return form in words or any(parse.normal_form in words for parse in morphology.parses(form))


@cache
def _place_adjectives() -> frozenset[str]:
    return frozenset(a for row in lexicon.table("places") if len(row) > 2 for a in row[2].split(";"))


@lru_cache(maxsize=50_000)
def _is_of_place(form: str, morphology: Morphology) -> bool:
    """Whether an adjective is made of the name of a place: «пермский»."""
    adjectives = _place_adjectives()
    return any(parse.normal_form in adjectives for parse in morphology.parses(form))


def _cases(token: Token, *parts: str) -> set[str]:
    """The cases in which a word can stand as one of these parts of speech."""
    return {
        CASE_OF[p.tag.case]
        for p in token.morphology.parses(token.text)
        if p.tag.POS in parts and p.tag.case in CASE_OF
    }


def _is_adjective(token: Token) -> bool:
    return token.tag.pos in ("ADJ", "PROPN", "VERB", "NOUN", "DET") and bool(_cases(token, *ADJECTIVES))


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper()


def _opens(document: Document, i: int) -> bool:
    """Whether a capital at token `i` means nothing: it opens a sentence or a quotation."""
    return i == document.sentences[document.tokens[i].sentence].first or (
        not document.tokens[i - 1].is_word and document.tokens[i - 1].text not in ",.-–("
    )


# --------------------------------------------------------------------------- phrases


@dataclass(slots=True)
class _Tail:
    """What follows a head: where it ends, whether it names a place or somebody, what it deals with."""

    last: int
    proper: bool = False
    topic: bool = False


class _Finder:
    """Finds the phrases around nouns such as «министерство» and grows names to their whole phrase."""

    def __init__(self, document: Document, drafts: Iterable[Draft]) -> None:
        self.document = document
        self.tokens = document.tokens
        self.named = {draft.first: draft for draft in drafts}
        self.people = {i for d in drafts if d.type == "person" for i in range(d.first, d.last)}

    def phrase(self, head: int) -> Iterator[Draft]:
        """The name built on the noun at `head`, if there is one."""
        token = self.tokens[head]
        body = _body(token.text, token.morphology) if token.is_word and len(token.text) > 2 else None
        if body is None or token.tag.pos not in ("NOUN", "PROPN"):
            return
        noun, sort = body
        first, capital, placed, official = self._left(head)
        tail = self._right(head + 1, sort if not capital else "office", noun)
        if noun == "власть" and token.tag.number != "Plur":
            return
        if capital:
            named = head > first or tail.last > head + 1 or self._is_known(head)
        elif sort == "state":
            named = tail.proper or placed or (official and noun in ("суд", "прокуратура", "дума", "полиция"))
        elif sort == "office":
            named = tail.proper or (
                tail.topic and (official or noun == "министерство" or self._deals(head, tail))
            )
            named = named or (placed and noun in ("кабинет", "министерство", "палата", "комитет"))
        else:
            named = False
        if named:
            yield from trimmed(self.document, Draft(first, tail.last, "organization"))

    def _is_known(self, head: int) -> bool:
        return head in self.named and self.named[head].type == "organization"

    def _deals(self, head: int, tail: _Tail) -> bool:
        return any(token.text in ("по", "при") for token in self.tokens[head + 1 : tail.last])

    def _left(self, head: int) -> tuple[int, bool, bool, bool]:
        """Where the modifiers of a head begin; whether a capital, a place, an official word is there."""
        start = self.document.sentences[self.tokens[head].sentence].first
        cases = _cases(self.tokens[head], "NOUN")
        capital = _is_capital(self.tokens[head]) and not _opens(self.document, head)
        placed = official = False
        first = i = head
        while i > start:
            i -= 1
            token = self.tokens[i]
            if token.text in ("и", "-") and i > start and _is_adjective(self.tokens[i - 1]) and first < head:
                continue
            if not _is_adjective(token) or not _cases(token, *ADJECTIVES) & cases:
                break
            big = _is_capital(token)
            of_place = _is_of_place(token.text, token.morphology)
            of_office = _is_one_of(token.text.lower(), "official_adjectives", token.morphology)
            if not (big or of_place or of_office):
                if not (i > start and _is_capital(self.tokens[i - 1]) and _is_adjective(self.tokens[i - 1])):
                    break
            if big and _opens(self.document, i) and not (of_place or of_office or capital):
                break
            capital = capital or (big and not _opens(self.document, i))
            placed, official = placed or of_place, official or of_office
            first = i
        return first, capital, placed, official

    def _right(self, i: int, sort: str, noun: str) -> _Tail:
        """What belongs to a name behind its head, from token `i` on."""
        stop = self.document.sentences[self.tokens[i - 1].sentence].last
        tail = _Tail(i)
        while i < stop:
            end = self._named(i) or self._number(i, stop) or self._in_honour(i, stop)
            if end:
                tail.proper = True
            else:
                end = self._prepositional(i, stop, sort, noun, tail) or self._genitive(i, stop, sort, tail)
            if not end:
                break
            tail.last = i = end
        return tail

    def _named(self, i: int) -> int:
        """The end of a name in the genitive that begins at `i`: «России», «МВД», «Пермского края»."""
        draft, token = self.named.get(i), self.tokens[i]
        if draft is not None and draft.type != "person":
            head = self.tokens[draft.last - 1]
            if ABBREVIATION.match(token.text) or "Gen" in (token.tag.case, head.tag.case):
                return draft.last
            return 0
        return i + 1 if ABBREVIATION.match(token.text) and i not in self.people else 0

    def _number(self, i: int, stop: int) -> int:
        """The end of «№ 5»."""
        if self.tokens[i].text == "№" and i + 1 < stop and self.tokens[i + 1].text[0].isdigit():
            return i + 2
        return 0

    def _in_honour(self, i: int, stop: int) -> int:
        """The end of «имени Вахтангова», «им. М. В. Ломоносова»."""
        if self.tokens[i].text not in ("имени", "им", "им."):
            return 0
        end = i + 1
        while end < stop and (self.tokens[end].text in (".", "-") or _is_capital(self.tokens[end])):
            end += 1
        return end if end > i + 1 and any(_is_capital(t) for t in self.tokens[i + 1 : end]) else 0

    def _prepositional(self, i: int, stop: int, sort: str, noun: str, tail: _Tail) -> int:
        """The end of «по культуре и спорту», «при президенте», «в Москве» (of an embassy)."""
        preposition = self.tokens[i].text
        case = {"по": "Dat", "при": "Loc", "в": "Loc", "на": "Loc"}.get(preposition)
        if case is None or (preposition in ("в", "на") and noun not in ABROAD):
            return 0
        end, proper = self._group(i + 1, stop, case)
        if not end or not (sort == "office" or proper) or (preposition != "по" and not proper):
            return 0
        tail.topic, tail.proper = True, tail.proper or proper
        return self._and_more(end, stop, case) if not proper else end

    def _genitive(self, i: int, stop: int, sort: str, tail: _Tail) -> int:
        """The end of «внутренних дел», «города Перми»."""
        end, proper = self._group(i, stop, "Gen")
        if not end:
            return 0
        last = self.tokens[end - 1]
        territory = _is_one_of(last.text.lower(), "territory_nouns", last.morphology)
        if not (proper or territory or sort == "office"):
            return 0
        if last.tag.animacy == "Anim" and not (territory or proper):
            return 0
        tail.topic, tail.proper = True, tail.proper or proper or (territory and sort == "state")
        return self._and_more(end, stop, "Gen") if sort == "office" and not proper else end

    def _group(self, i: int, stop: int, case: str) -> tuple[int, bool]:
        """Adjectives and a noun in a case, from `i` on: the end (0: none) and whether it has a capital."""
        start = i
        while (
            i < stop
            and self.tokens[i].tag.case == case
            and _is_adjective(self.tokens[i])
            and i not in self.people
        ):
            if "NOUN" in {p.tag.POS for p in self.tokens[i].morphology.parses(self.tokens[i].text)} and not (
                i + 1 < stop and self.tokens[i + 1].tag.case == case
            ):
                break
            i += 1
        if i >= stop or i in self.people:
            return 0, False
        token = self.tokens[i]
        if self.tokens[i].text in ("г", "г.") and i + 1 < stop:  # по г. Москве
            i += 2 if self.tokens[i + 1].text == "." else 1
            token = self.tokens[i] if i < stop else token
        if i >= stop or token.tag.pos not in ("NOUN", "PROPN", "X"):
            return 0, False
        abbreviation = ABBREVIATION.match(token.text) is not None
        if token.tag.case != case and not abbreviation:
            return 0, False
        proper = any(_is_capital(t) for t in self.tokens[start : i + 1])
        return i + 1, proper

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
            if (
                more
                and not proper
                and last.tag.animacy != "Anim"
                and _body(last.text, last.morphology) is None
            ):
                return more
        return end

    def grown(self, draft: Draft) -> Draft:
        """A name that the model found, with what belongs to it."""
        first, last = draft.first, draft.last
        tokens = self.tokens
        head = tokens[first]
        if not "А" <= head.text[0].upper() <= "Я" or tokens[last - 1].text in QUOTATION_MARKS:
            return draft
        stop = self.document.sentences[head.sentence].last
        while last < stop:
            end = self._named(last)
            if not end and tokens[last].text == "по" and ABBREVIATION.match(tokens[last - 1].text):
                end, proper = self._group(last + 1, stop, "Dat")
                end = end if proper else 0
            if not end or tokens[end - 1].sentence != head.sentence:
                break
            last = end
        before = tokens[first - 1] if first else head
        if (
            ABBREVIATION.match(head.text)
            and before.sentence == head.sentence
            and before.tag.pos == "ADJ"
            and _is_of_place(before.text, before.morphology)
        ):
            first -= 1
        return Draft(first, last, "organization")


# --------------------------------------------------------------------------- quotation marks


def _with_quoted(document: Document, drafts: list[Draft]) -> list[Draft]:
    """Names in quotation marks whole, with the legal form before them; without titles of works."""
    starts = [token.start for token in document.tokens]
    taken: list[Draft] = []
    dropped: set[tuple[int, int]] = set()
    by_token = {i: draft for draft in drafts for i in range(draft.first, draft.last)}
    for quoted in document.quoted:
        first, last = bisect_left(starts, quoted.start), bisect_left(starts, quoted.end)
        if not quoted.closed or not 2 < last - first <= MAX_QUOTED + 2:
            continue
        found = _quoted_name(document, quoted, first, last, by_token)
        if found is None:
            continue
        inside = Draft(first, last, "organization")
        dropped.update(
            (d.first, d.last) for i in range(first, last) if (d := by_token.get(i)) and inside.covers(d)
        )
        if found.type == "organization":
            taken.append(found)
            dropped.update(
                (d.first, d.last)
                for i in range(found.first, last)
                if (d := by_token.get(i)) and found.covers(d)
            )
    return [d for d in drafts if (d.first, d.last) not in dropped] + taken


def _quoted_name(
    document: Document, quoted: Quoted, first: int, last: int, by_token: dict[int, Draft]
) -> Draft | None:
    """The organisation in a pair of quotation marks; a draft of another type: a title of something
    else; None: nothing is known."""
    inner = document.tokens[first + 1 : last - 1]
    if not inner or not (_is_capital(inner[0]) or inner[0].text[0].isdigit() or inner[0].text[0].isascii()):
        return None
    if inner[-1].text in STOPS or inner[-1].text == "," or any(t.text in "?!:;" for t in inner):
        return None
    marked = [by_token[t.i].type for t in inner if t.i in by_token]
    before = first - 1
    if before >= 0 and document.tokens[before].sentence == document.tokens[first].sentence:
        token = document.tokens[before]
        if token.text in lexicon.column("legal_forms"):
            while before > 0 and document.tokens[before - 1].text in lexicon.column("legal_forms"):
                before -= 1
            return Draft(before, last, "organization")
        if (
            ABBREVIATION.match(token.text)
            and by_token.get(before, Draft(0, 0, "location")).type == "organization"
        ):
            if marked == [] or "organization" in marked:
                return Draft(by_token[before].first, last, "organization")
        if token.tag.pos == "NOUN" and token.is_word:
            low = token.text.lower()
            if _is_one_of(low, "name_bearers", token.morphology):
                return Draft(first, last, "location")
            if _is_one_of(low, "organization_labels", token.morphology) or _body(low, token.morphology):
                own = _is_capital(token) and not _opens(document, before)
                return Draft(before if own else first, last, "organization")
    if "organization" in marked:
        return Draft(first, last, "organization")
    return None


# --------------------------------------------------------------------------- all together


def _is_none(document: Document, draft: Draft) -> bool:
    """Whether the model took for an organisation what is none: «СМИ», «МКС»."""
    if draft.last - draft.first > 1:
        return False
    token = document.tokens[draft.first]
    text = token.text
    if text in lexicon.column("no_organizations") or not any(c.isalpha() for c in text):
        return True
    if len(text) == 1 and text != "Ъ":
        return True
    known = word(text, token.morphology)
    common = bool(known.common) and not known.place and text[1:].islower()
    return (
        common
        and _opens(document, draft.first)
        and _body(text, token.morphology) is None
        and token.tag.pos != "PROPN"
    )


def _united(document: Document, drafts: list[Draft]) -> list[Draft]:
    """Names in order, overlapping ones and those that depend on each other made one."""
    out: list[Draft] = []
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
    if right.text in QUOTATION_MARKS:
        right = document.tokens[two.first + 1]
        return (
            left.tag.pos in ("NOUN", "PROPN")
            and right.tag.case == "Gen"
            and "Nom" not in _cases(right, "NOUN", "ADJF")
        )
    if right.text.isascii() != left.text.isascii():
        return False
    return right.tag.case == "Gen" or ABBREVIATION.match(right.text) is not None or left.text.isascii()


def _again(document: Document, organizations: list[Draft], others: list[Draft]) -> Iterator[Draft]:
    """All mentions of abbreviations that the article uses for an organisation somewhere."""
    known = {
        document.tokens[d.first].text
        for d in organizations
        if d.last - d.first == 1 and ABBREVIATION.match(document.tokens[d.first].text)
    }
    inside = {i for draft in (*organizations, *others) for i in range(draft.first, draft.last)}
    yield from organizations
    if known:
        for token in document.tokens:
            if token.text in known and token.i not in inside:
                yield Draft(token.i, token.i + 1, "organization")
