"""Who governs whom in a text, read when it is asked for.

Most sentences of an article are never asked for it. The first question has the model read all of them in one
pass, which is cheap; the arcs of a sentence are found at the first question about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsnlp.language.tagger import Arc, ArcsOf, Tagger, Words

MAX_PARSED = 160  # words; a longer «sentence» is a list or a table, and parsing costs its square
NOT_PARSED: Arc = (-1, "")


class Syntax:
    """The arcs between the words of a text. Words are counted through all its sentences."""

    def __init__(self, tagger: Tagger, sentences: Sequence[Words]) -> None:
        self._tagger = tagger
        self._sentences = sentences
        self._found: dict[int, tuple[int, list[Arc]]] = {}

    def arc(self, word: int, sentence: int) -> Arc:
        """The head of a word of a sentence (-1: root, or not parsed), and the relation to it."""
        found = self._found.get(sentence)
        if found is None:
            found = self._found[sentence] = self._first[sentence], self._arcs(sentence)
        first, arcs = found
        return arcs[word - first] if arcs else NOT_PARSED

    def _arcs(self, sentence: int) -> list[Arc]:
        first = self._first[sentence]
        return [(first + head if head >= 0 else -1, relation) for head, relation in self._arcs_of(sentence)]

    @cached_property
    def _first(self) -> list[int]:
        """The first word of each sentence."""
        return list(accumulate(map(len, self._sentences), initial=0))

    @cached_property
    def _arcs_of(self) -> ArcsOf:
        return self._tagger.parse([words if len(words) <= MAX_PARSED else () for words in self._sentences])
