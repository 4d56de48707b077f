"""Names of organisations that the user's lexicon or the table of media knows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache, lru_cache

from newsnlp import lexicon
from newsnlp.document import Document, Span, Token
from newsnlp.language.morphology import Morphology
from newsnlp.names.draft import Draft
from newsnlp.segment.tokens import tokenize

Forms = frozenset[str]
Table = tuple[dict[str, list[list[Forms]]], frozenset[str]]
OPENING = 1  # letters that all forms of a name share


def with_known(document: Document, drafts: Iterable[Draft], names: Collection[str]) -> list[Draft]:
    """The drafts and every mention of one of these organisations, in whatever case; it goes first."""
    known = _find(document, _table(document.morphology, (*sorted(names), *_media())))
    taken = {i for draft in known for i in range(draft.first, draft.last)}
    return known + [draft for draft in drafts if taken.isdisjoint(range(draft.first, draft.last))]


@lru_cache(maxsize=8)
def _table(morphology: Morphology, names: tuple[str, ...]) -> Table:
    """The names by the dictionary forms of their first words, and the letters with which these begin."""
    wanted: dict[str, list[list[Forms]]] = {}
    for name in names:
        words = [name[start:end] for start, end in tokenize(name, Span(0, len(name)))]
        forms = [_forms(morphology, word) for word in words]
        for form in forms[0]:
            wanted.setdefault(form, []).append(forms)
    return wanted, frozenset(name[:OPENING].lower() for name in names)


def _find(document: Document, table: Table) -> list[Draft]:
    wanted, openings = table
    found = []
    end = 0
    for token in document.tokens:
        if token.i < end or not token.text[0].isupper() or token.text[:OPENING].lower() not in openings:
            continue
        here = _forms(document.morphology, token.text)
        ways = {id(w): w for form in here for w in wanted.get(form, ())}.values()
        length = max((len(w) for w in ways if _matches(document, token, w)), default=0)
        if length:
            end = token.i + length
            found.append(Draft(token.i, end, "organization"))
    return found


@cache
def _media() -> tuple[str, ...]:
    """Media whose names are common words: «Голос Америки»; «Первый канал» may be one of several."""
    names = [name for name in lexicon.column("media") if " " in name]
    return tuple(sorted(name for name in names if not name.endswith("канал")))


def _forms(morphology: Morphology, word: str) -> Forms:
    """The dictionary forms that a word may have."""
    return frozenset(parse.normal_form for parse in morphology.parses(word.lower()))


def _matches(document: Document, first: Token, words: list[Forms]) -> bool:
    tokens = document.tokens[first.i : first.i + len(words)]
    return len(tokens) == len(words) and all(
        token.sentence == first.sentence and not forms.isdisjoint(_forms(document.morphology, token.text))
        for token, forms in zip(tokens, words, strict=True)
    )
