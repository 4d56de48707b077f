"""Which organisation a common noun in a role means: «директор школы», after «Открытая школа»."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from newsnlp import lexicon
from newsnlp.document import Document, Name, Nominal, Referent
from newsnlp.entities.words import content
from newsnlp.language.spelling import fold

NEAR = 8  # organisations looked at, the latest mentioned first
REACH = 300  # tokens within which «компания» takes up a company
OWN = "own"  # the sort of nouns that name a body of their own: «суд», «следствие»


@dataclass(slots=True)
class _Body:
    """An organisation of the article: the words and sorts that it may be called by."""

    referent: Referent
    words: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    sorts: set[str] = field(default_factory=set)
    last: int = 0


class Workplaces:
    """Finds or makes the organisations that common nouns name, in the order of the text."""

    def __init__(self, document: Document, mentions: Iterable[tuple[Name, Referent]]) -> None:
        """`mentions` are the organisations' mentions by name, in order."""
        self._document = document
        self._mentions = list(mentions)
        self._at = 0
        self._recent: dict[int, _Body] = {}
        self.made: dict[str, Referent] = {}

    def find(self, nominal: Nominal) -> Referent:
        """The organisation that a common noun means. Ask in the order of the text."""
        self._read(nominal.first)
        tokens = content(self._document.tokens[nominal.first : nominal.last])
        this = self._is_this(nominal)
        if this:  # whatever is said of it: «этой известной компании»
            tokens = [token for token in tokens if token.tag.pos == "NOUN"][:1] or tokens
        words = {fold(token.lemma) for token in tokens}
        sorts = noun_sorts().get(next(iter(words)), frozenset()) if len(words) == 1 else frozenset()
        nearest = list(islice(reversed(self._recent.values()), NEAR))
        body = (
            next((b for b in nearest if words <= b.nouns), None)
            or next((b for b in nearest if len(words) > 1 and words <= b.words), None)
            or next((b for b in nearest if self._takes_up(b, sorts, nominal)), None)
            or (next((b for b in nearest[:1] if not b.sorts), None) if this and sorts else None)
        )
        if body is not None:
            return body.referent
        key = fold(nominal.normal)
        if key not in self.made:
            self.made[key] = Referent("", "organization", nominal.normal, 0.6, [])
        return self.made[key]

    def _is_this(self, nominal: Nominal) -> bool:
        """Whether a pronoun before the noun says that it has been spoken of."""
        return nominal.first > 0 and self._document.tokens[nominal.first - 1].lemma in ("этот", "данный")

    def _takes_up(self, body: _Body, sorts: frozenset[str], nominal: Nominal) -> bool:
        return OWN not in sorts and not sorts.isdisjoint(body.sorts) and nominal.first - body.last < REACH

    def _read(self, end: int) -> None:
        """Take note of the organisations named before token `end`."""
        while self._at < len(self._mentions) and self._mentions[self._at][0].first < end:
            name, referent = self._mentions[self._at]
            self._at += 1
            body = self._recent.pop(id(referent), None) or _Body(referent)
            self._recent[id(referent)] = body
            body.last = name.last
            if len(body.words) < NEAR * NEAR:
                self._describe(body, name)

    def _describe(self, body: _Body, name: Name) -> None:
        tokens = self._document.tokens
        words = content(tokens[name.first : name.last])
        for token in words:
            body.words |= {fold(token.lemma), fold(token.text)}
            body.sorts |= _kinds().get(fold(token.text), frozenset())
        body.sorts |= _kinds().get(" ".join(fold(token.text) for token in words), frozenset())
        label = next((t for t in reversed(tokens[max(0, name.first - 2) : name.first]) if t.is_word), None)
        if label is not None and label.sentence == tokens[name.first].sentence and label.tag.pos == "NOUN":
            words = [label, *words]
        for token in words[:3]:
            noun = fold(token.lemma)
            if noun in noun_sorts() and token.tag.pos != "ADJ":
                body.nouns.add(noun)
                body.sorts |= noun_sorts()[noun]
                break


@cache
def noun_sorts() -> dict[str, frozenset[str]]:
    """What sorts of organisation a common noun can mean."""
    found = {
        fold(row[0]): frozenset(row[1].split()) for row in lexicon.table("organization_nouns") if len(row) > 1
    }
    return {fold(noun): frozenset[str]() for noun in lexicon.column("workplace_nouns")} | found


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """What sorts of organisation a proper name tells: «МВД», «банк»."""
    return {fold(row[0]): frozenset(row[1].split()) for row in lexicon.table("organization_sorts")}
