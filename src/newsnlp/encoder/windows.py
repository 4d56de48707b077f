"""Cut a long text into windows that the encoder reads one by one, each with context on both sides."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from newsnlp.encoder.vocabulary import BEGIN, END

SIZE = 384  # pieces of which a window answers for the words, at most
CONTEXT = 32  # pieces that it sees on either side
LONGEST = 512  # positions that the encoder knows


class Window(NamedTuple):
    """Words `low` to `high` are read, those from `first` to `last` are answered (half open)."""

    low: int
    first: int
    last: int
    high: int


class Positions(NamedTuple):
    """A window as the encoder reads it: its pieces, between marks of beginning, end and new blocks.

    For each word and mark `first` and `last` are the places of its pieces among `ids`, and `words` is its
    number in the text, -1 for a mark.
    """

    ids: list[int]
    first: list[int]
    last: list[int]
    words: list[int]


def positions(window: Window, pieces: Sequence[Sequence[int]], blocks: Sequence[int]) -> Positions:
    """The positions of a window of a text whose words have these pieces and stand in these blocks."""
    ids: list[int] = []
    first: list[int] = []
    last: list[int] = []
    words: list[int] = []

    def add(word: int, own: Sequence[int]) -> None:
        first.append(len(ids))
        ids.extend(own)
        last.append(len(ids) - 1)
        words.append(word)

    add(-1, (BEGIN,))
    for i in range(window.low, window.high):
        if i > window.low and blocks[i] != blocks[i - 1]:
            add(-1, (END,))
        add(i, pieces[i])
    add(-1, (END,))
    return Positions(ids, first, last, words)


def windows(
    sizes: Sequence[int],
    sentences: Sequence[int],
    blocks: Sequence[int],
    size: int = SIZE,
    context: int = CONTEXT,
) -> Iterator[Window]:
    """The windows of a text whose words have `sizes` pieces and stand in these sentences and blocks.

    A window ends with a block, or else a sentence, in its second half, or else where it is full.
    """
    total = [0, *accumulate(n + (i > 0 and blocks[i] != blocks[i - 1]) for i, n in enumerate(sizes))]
    first, count = 0, len(sizes)
    while first < count:
        full = bisect_left(total, total[first] + size + 1) - 1
        last = count if full >= count else _border(max(full, first + 1), first, sentences, blocks)
        low = bisect_left(total, total[first] - context)
        high = max(bisect_left(total, total[last] + context + 1) - 1, last)
        yield Window(low, first, last, min(high, count))
        first = last


def _border(full: int, first: int, sentences: Sequence[int], blocks: Sequence[int]) -> int:
    """The last good place to cut, at most at word `full`."""
    for groups in (blocks, sentences):
        for i in range(full, (first + full) // 2, -1):
            if groups[i] != groups[i - 1]:
                return i
    return full
