"""Mentions by name: what the model finds, set right by what is certain about Russian."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import get_args

from newsnlp import lexicon
from newsnlp.document import Document, Name, Token
from newsnlp.encoder.encoding import Encoding
from newsnlp.language.inflection import name_cases, same_case
from newsnlp.names import organizations, persons
from newsnlp.names.bodies import RELATIONAL
from newsnlp.names.draft import Draft, closed, name_of, split_at_marks, without_overlaps
from newsnlp.names.known import with_known
from newsnlp.names.sees import without_sees
from newsnlp.page.datelines import is_agency
from newsnlp.schema import EntityType

TYPES = get_args(EntityType)
NOT_DENIED = 0.2  # probability for the encoder from which a name counts that only the tagger finds
ANOTHER = 0.5  # probability that it is a name of another type
AGREED = 0.3  # what a span is likelier that the tagger finds, too
LIKELY = 0.8  # the same for a person into whose name an organisation reaches
ALONE = 0.9  # probability from which a person or a place counts that only the encoder finds
NAMED, COMMON = 0.6, 0.9  # the same as a body, for an organisation with a capital and without any
HEADS: dict[EntityType, str] = {"person": "person", "organization": "organization", "location": "place"}
ALSO: dict[EntityType, tuple[str, ...]] = {
    "person": ("person",),
    "organization": ("organization", "body"),
    "location": ("place",),
}
NAME_HEADS = (*HEADS.values(), "body")


def find_names(document: Document, known: Collection[str] = ()) -> tuple[list[Name], list[Name]]:
    """The names of the document, and the people in the names of organisations, both in order.

    No name overlaps another, except that a place may lie inside an organisation («МВД России»). People in
    organisations are mentions of somebody («штаб Навального») or namesakes («институт Пушкина»): that
    depends on whether the article names them elsewhere. `known` are further names of organisations, in the
    nominative.
    """
    found = _tagged(document) if document.encoding is None else _encoded(document, document.encoding)
    drafts = list(split_at_marks(document, with_known(document, found, known)))
    drafts = list(without_sees(document, persons.mend(document, drafts)))
    people = [draft for draft in drafts if draft.type == "person"]
    whole = closed(document, organizations.mend(document, drafts))
    drafts = [_placed(document, draft) for draft in without_overlaps(whole)]
    drafts = [d for d in drafts if not (_is_furniture(document, d) or _is_modifier(document, d))]
    return [name_of(document, draft) for draft in drafts], [
        name_of(document, draft) for draft in _inside(people, drafts)
    ]


def _inside(people: list[Draft], drafts: list[Draft]) -> list[Draft]:
    """The people whose names are parts of the names of organisations."""
    body_at = {i: d for d in drafts if d.type == "organization" for i in range(d.first, d.last)}
    return [
        person
        for person in sorted(set(people))
        if (body := body_at.get(person.first)) and body.covers(person) and body[:2] != person[:2]
    ]


def _placed(document: Document, draft: Draft) -> Draft:
    """The draft; what opens a dateline and is no agency is a place: «ОМСК, 14 марта»."""
    token = document.tokens[draft.first]
    block = document.blocks[document.sentences[token.sentence].block]
    if draft.type != "organization" or block.kind != "dateline" or token.start != block.start:
        return draft
    words = document.text[token.start : document.tokens[draft.last - 1].end]
    return draft if is_agency(words) else draft._replace(type="location")


def _is_furniture(document: Document, draft: Draft) -> bool:
    """Whether it stands in a menu or a comment form, and is no full name of a person («• Иван Петров»)."""
    sentence = document.sentences[document.tokens[draft.first].sentence]
    full = draft.type == "person" and draft.last - draft.first > 1
    return not full and document.blocks[sentence.block].kind == "boilerplate"


OTHERS = ("Dat", "Ins")  # cases of no dependent noun in the name of a body


def _is_modifier(document: Document, draft: Draft) -> bool:
    """Whether an adjective before its noun was taken for a place: «минское «Динамо»», «Амурский колледж»."""
    token = document.tokens[draft.first]
    if draft.type != "location" or draft.last - draft.first > 1 or token.tag.pos != "ADJ":
        return False
    behind = document.tokens[draft.last] if draft.last < len(document.tokens) else token
    noun = behind.tag.pos in ("NOUN", "PROPN", "ADJ") and same_case(token, behind)
    named = behind.text in ("«", "„") or noun
    return token.text.islower() or (named and RELATIONAL.search(token.text) is not None)


def _encoded(document: Document, encoding: Encoding) -> list[Draft]:
    """What the encoder and the tagger take for names together.

    Of two that overlap the likelier stays, but people and places in organisations, too. What both find is
    likelier, what only one finds must convince the encoder more.
    """
    people = _swallowed(encoding)
    tagged = [
        draft
        for draft in _tagged(document)
        if draft.type != "organization" or people.isdisjoint(range(draft.first + 1, draft.last))
    ]
    both = {(i, draft.type) for draft in tagged for i in range(draft.first, draft.last)}
    worth = {draft: value for draft in tagged if (value := _worth(encoding, draft)) is not None}
    for type, head in HEADS.items():
        for found in encoding.spans(head):
            draft = Draft(found.first, found.last, type)
            agreed = any((i, type) in both for i in range(found.first, found.last))
            if agreed or _convinces(document, draft, encoding):
                worth[draft] = max(worth.get(draft, 0.0), found.probability)
    worth = dict(_cut(document, worth))
    kept: list[Draft] = []
    taken: dict[int, Draft] = {}
    for draft in sorted(worth, key=lambda d: (d.type != "organization", -worth[d], d)):
        words = range(draft.first, draft.last)
        over = {taken[i] for i in words if i in taken}
        parts = {draft.type, *(other.type for other in over)} == {"organization"}  # to be made one
        if parts or all(other.type == "organization" and other.covers(draft) for other in over):
            kept.append(draft)
            taken.update((i, draft) for i in words if i not in taken)
    return kept


def _cut(document: Document, worth: dict[Draft, float]) -> Iterator[tuple[Draft, float]]:
    """The drafts with their worth; an organisation ends where a person begins: «комитета | Н. В. Орлова»."""
    people = (draft for draft, value in worth.items() if draft.type == "person" and value > LIKELY)
    person_at = {i: person for person in people for i in range(person.first, person.last)}
    for draft, value in worth.items():
        first = draft.last
        if draft.type == "organization":
            over = (person_at[i] for i in range(draft.first, draft.last) if i in person_at)
            outside = (p for p in over if not draft.covers(p) or _stands_alone(document, draft, p))
            first = min((person.first for person in outside), default=draft.last)
            inner = range(draft.first + 1, first)
            first = next((i for i in inner if _begins_another(document, i)), first)
            if first in person_at:  # «управления МВД | подполковника полиции Ивана Орлова»
                first = next((i for i in inner if _is_rank(document.tokens[i])), first)
        if first > draft.first:
            yield draft._replace(last=first), value


def _begins_another(document: Document, i: int) -> bool:
    """Whether token `i` is no part of a body before: «суда | от России», «службы | и. о. директора»."""
    return _begins_acting(document, i) or _is_beside(document, i) or _is_sent(document, i)


def _is_sent(document: Document, i: int) -> bool:
    """Whether «от» tells for whom somebody sits in a body: «(депутат) Госдумы | от КПРФ»."""
    following = document.tokens[i + 1 : i + 2]
    return document.tokens[i].text == "от" and bool(following) and following[0].text[0].isupper()


def _begins_acting(document: Document, i: int) -> bool:
    """Whether «и. о.» begins at token `i`, a role of its own: «(глава) службы | и. о. директора»."""
    return [t.text.lower() for t in document.tokens[i : i + 4]] == ["и", ".", "о", "."]


def _is_beside(document: Document, i: int) -> bool:
    """Whether a person stands in another case than the genitive before: «(депутатом) совета | Анной»."""
    before, token = document.tokens[i - 1].tag, document.tokens[i].tag
    return before.case == "Gen" and token.animacy == "Anim" and token.pos == "PROPN" and token.case in OTHERS


def _is_rank(token: Token) -> bool:
    """Whether a word is a rank or degree of one person."""
    return token.tag.number == "Sing" and token.lemma in lexicon.column("role_ranks")


def _stands_alone(document: Document, body: Draft, person: Draft) -> bool:
    """Whether a full name in the nominative ends a body that stands in another case: «(аспирантка)
    кафедры | Дарья Клименко»."""
    words = document.tokens[person.first : person.last]
    oblique = document.tokens[body.first].tag.case not in ("Nom", "")
    return len(words) > 1 and oblique and name_cases(words) == {"nomn"}


def _swallowed(encoding: Encoding) -> set[int]:
    """The words where people begin whom the tagger may draw into a body: «комитета по транспорту | Иван»."""
    return {
        found.first
        for found in encoding.spans(HEADS["person"])
        if found.probability > ALONE
        and _mean(encoding, HEADS["organization"], Draft(found.first, found.last, "person")) < NOT_DENIED
    }


def _convinces(document: Document, draft: Draft, encoding: Encoding) -> bool:
    """Whether what the encoder alone takes for a name is one.

    NEREL, from which it learns names, marks «правительство» and «университет» wherever they stand: such
    must be an organisation by another annotation, too.
    """
    if draft.type != "organization":
        return _mean(encoding, HEADS[draft.type], draft) > ALONE
    named = any(t.text[0].isupper() or t.text[0].isdigit() for t in document.tokens[draft.first : draft.last])
    return _mean(encoding, "body", draft) > (NAMED if named else COMMON)


def _worth(encoding: Encoding, draft: Draft) -> float | None:
    """What a name of the tagger counts: little if the encoder sees another type, None if it sees none."""
    means = {head: _mean(encoding, head, draft) for head in NAME_HEADS}
    own = max(means[head] for head in ALSO[draft.type])
    if own > NOT_DENIED:
        return own + AGREED
    return 0.0 if max(means.values()) > ANOTHER else None


def _mean(encoding: Encoding, head: str, draft: Draft) -> float:
    return float(encoding.inside(head)[draft.first : draft.last].mean())


def _tagged(document: Document) -> list[Draft]:
    """What the tagger takes for names."""
    words = [[token.text for token in document.tokens_of(s)] for s in document.sentences]
    return [
        Draft(
            sentence.first + first,
            _before_predicate(document, sentence.first + first, sentence.first + last),
            next(t for t in TYPES if t == kind),
        )
        for sentence, names in zip(document.sentences, document.model.tagger.names(words), strict=True)
        for first, last, kind in names
    ]


def _before_predicate(document: Document, first: int, last: int) -> int:
    """The end of a name without the predicate that the tagger draws in: «в «Росатоме» | рады»."""
    while last - first > 1:
        token = document.tokens[last - 1]
        if token.text[0].isupper() or not (token.tag.variant == "Short" or token.tag.form == "Fin"):
            break
        last -= 1
    return last
