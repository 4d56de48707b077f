"""The sees of bishops, which are no places and no surnames: «митрополит Тверской и Кашинский Амвросий»."""

from __future__ import annotations

from collections.abc import Iterator

from newsnlp.document import Document, Token
from newsnlp.language.inflection import same_case
from newsnlp.names.draft import Draft

BISHOPS = frozenset({"патриарх", "католикос", "митрополит", "архиепископ", "епископ", "папа"})
OPENINGS = tuple(title[:4] for title in BISHOPS)  # to look up no other lemmas
LANDS = ("ский", "цкий", "ской", "ская", "цкая")  # ends of adjectives that are made of places
MAX_SEES = 6  # tokens of «Тверской и Кашинский», «Московский и всея Руси»


def end_of_lands(document: Document, title: int) -> int:
    """Where the sees or lands behind a title end: «епископ Тверской и Кашинский |», «папа Римский |»."""
    tokens = document.tokens
    last = min(document.sentences[tokens[title].sentence].last, title + 1 + MAX_SEES)
    end = i = title + 1
    while i < last:
        if _is_land(tokens, i, title):
            end = i + 1
        elif tokens[i].text == "всея" and i + 1 < last:
            return i + 2
        elif tokens[i].text not in ("и", ","):
            break
        i += 1
    return end


def _is_land(tokens: list[Token], i: int, title: int) -> bool:
    """Whether token `i` is made of a land's name, and no adjective of a noun: «епископ российских общин»."""
    token = tokens[i]
    if token.tag.pos not in ("ADJ", "PROPN") or not token.lemma.endswith(LANDS):
        return False
    if i + 1 < len(tokens) and tokens[i + 1].text.islower():
        after = tokens[i + 1].tag
        if after.pos in ("ADJ", "NOUN") and after.case == token.tag.case:
            return False
    return same_case(token, tokens[title])


def without_sees(document: Document, drafts: list[Draft]) -> Iterator[Draft]:
    """The drafts without the sees of bishops, and the names behind these: «епископ Тверской | Амвросий»."""
    behind = dict(_sees(document))
    if not behind:
        yield from drafts
        return
    for draft in drafts:
        name = next((behind[i] for i in range(draft.first, draft.last) if i in behind), None)
        if name is None:
            yield draft
        elif draft.last > name:
            yield Draft(name, draft.last, "person")
    inside = {i for draft in drafts for i in range(draft.first, draft.last)}
    yield from (Draft(i, i + 1, "person") for i in sorted(set(behind.values()) - inside))


def _sees(document: Document) -> Iterator[tuple[int, int]]:
    """Each token of a see that a name follows, and where the name is."""
    tokens = document.tokens
    for token in tokens:
        titled = token.text.lower().startswith(OPENINGS) and token.lemma in BISHOPS
        end = end_of_lands(document, token.i) if titled else token.i + 1
        if end == token.i + 1 or end == len(tokens) or tokens[end].sentence != token.sentence:
            continue
        if tokens[end].text.istitle():
            yield from ((i, end) for i in range(token.i + 1, end))
