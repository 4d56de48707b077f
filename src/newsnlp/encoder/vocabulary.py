"""Words as pieces of a unigram vocabulary."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from tokenizers import models

BEGIN, PAD, END, UNKNOWN = range(4)
MAX_PIECES = 10  # of one word; a longer one is an address or a row of signs
MAX_CHARS = 60  # of a word that are looked at
CACHED_WORDS = 100_000
SPACE = "▁"


class Vocabulary:
    """Finds the pieces of a word: those that are most probable together (Kudo 2018, arXiv 1804.10959).

    `pieces` are all pieces with their log probabilities; the first four are the marks of beginning, padding,
    end and the unknown. Raises `ValueError` where they are not.
    """

    def __init__(self, pieces: Sequence[tuple[str, float]]) -> None:
        if [piece for piece, _ in pieces[:4]] != ["<s>", "<pad>", "</s>", "<unk>"]:
            raise ValueError("a vocabulary begins with the pieces <s>, <pad>, </s>, <unk>")
        self._model = models.Unigram(list(pieces), unk_id=UNKNOWN)
        self.pieces = lru_cache(CACHED_WORDS)(self._pieces)

    def _pieces(self, word: str, spaced: bool) -> tuple[int, ...]:
        """The numbers of the pieces of a word, which white space precedes or not."""
        text = unicodedata.normalize("NFKC", word[:MAX_CHARS]).replace(" ", "")
        found = self._model.tokenize((SPACE if spaced else "") + text)
        return tuple(piece.id for piece in found)[:MAX_PIECES] or (UNKNOWN,)
