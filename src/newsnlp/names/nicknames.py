"""Nicknames inside personal names: «Дуэйн «Скала» Джонсон», «Александр (Саша) Петров»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsnlp.document import Document, Token
from newsnlp.names.draft import QUOTATION_MARKS, Draft
from newsnlp.names.words import word

OPENING = QUOTATION_MARKS | {"("}
CLOSING = QUOTATION_MARKS | {")"}
LONGEST = 3  # words of a nickname
BYNAMES = frozenset({"позывной", "псевдоним", "прозвище", "никнейм"})  # what people have only
OPENING_LETTERS = 4  # by which most words are passed over, as their dictionary forms take time to find
BEGINNINGS = frozenset(noun[:OPENING_LETTERS] for noun in BYNAMES)
BEFORE_BYNAMES = frozenset({"с", "по", "под", ",", "("})


def with_nicknames(document: Document, people: Sequence[Draft]) -> list[Draft]:
    """One name where a nickname in marks stands between a first name and the surname."""
    at = {i: draft for draft in people for i in range(draft.first, draft.last)}
    out: list[Draft] = []
    for draft in sorted(people):
        if out and draft.first < out[-1].last:
            out[-1] = out[-1]._replace(last=max(out[-1].last, draft.last))
            continue
        behind = _behind_nickname(document, draft)
        surname = at.get(behind)
        drawn_in = draft.last > draft.first + 1  # the model took the nickname into the name
        if behind >= draft.last and (surname is not None or drawn_in):
            draft = draft._replace(last=surname.last if surname else behind + 1)
        out.append(draft)
    return out


def bynames(document: Document) -> Iterator[Draft]:
    """Call signs and nicknames behind a noun that says so: «(боец с) позывным «Гранит»», «прозвищу Крот»."""
    for token in document.tokens:
        if token.text[:OPENING_LETTERS] not in BEGINNINGS or token.lemma not in BYNAMES or not token.i:
            continue
        if document.tokens[token.i - 1].text.lower() in BEFORE_BYNAMES:
            yield from _byname(document, token.i + 1)


def _byname(document: Document, first: int) -> Iterator[Draft]:
    """The name that begins at a token, or inside marks that open there."""
    end = document.sentences[document.tokens[first - 1].sentence].last
    marked = first < end and document.tokens[first].text in QUOTATION_MARKS
    first += marked
    last = first
    while last < min(end, first + LONGEST) and document.tokens[last].text[0].isupper():
        last += 1
    closed = last < end and document.tokens[last].text in QUOTATION_MARKS
    if last > first and marked == closed:
        yield Draft(first, last, "person")


def without_nickname(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a name but for a nickname inside and its marks."""
    opening = next((i for i, token in enumerate(tokens) if i and token.text in OPENING), len(tokens))
    closing = next((i for i in range(opening + 1, len(tokens) - 1) if tokens[i].text in CLOSING), None)
    return list(tokens) if closing is None else [*tokens[:opening], *tokens[closing + 1 :]]


def _behind_nickname(document: Document, draft: Draft) -> int:
    """The token behind the nickname that follows a first name; -1 where none follows."""
    tokens = document.tokens[draft.first : draft.first + LONGEST + 4]
    if len(tokens) < 5 or tokens[1].text not in OPENING or not _is_given(tokens[0]):
        return -1
    words = next((n for n, token in enumerate(tokens[2:]) if not token.is_word), 0)
    if not 0 < words <= LONGEST or len(tokens) < words + 4:
        return -1
    closing, surname = tokens[words + 2 : words + 4]
    named = tokens[2].text[0].isupper() and surname.text[0].isupper()
    inside = closing.text in CLOSING and (closing.text == ")") == (tokens[1].text == "(")
    return surname.i if named and inside and surname.sentence == tokens[0].sentence else -1


def _is_given(token: Token) -> bool:
    """Whether a word is a first name, or may be one that the dictionary lacks."""
    known = word(token.text, token.morphology)
    return bool(known.given) or not (known.common or known.place or known.surname)
