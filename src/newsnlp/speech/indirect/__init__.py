"""Indirect and mixed speech: «заявил, что …», «по словам X, …», «…, считает X», «призвал прекратить …».

One module for each construction; `find_indirect` asks them in turn at every word that may be a cue.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsnlp.document import Report
from newsnlp.speech.context import Context
from newsnlp.speech.indirect.according import by_noun
from newsnlp.speech.indirect.colon import by_colon
from newsnlp.speech.indirect.fragment import by_fragment
from newsnlp.speech.indirect.headline import find_headlines
from newsnlp.speech.indirect.infinitive import by_infinitive
from newsnlp.speech.indirect.inserted import by_inserted_frame
from newsnlp.speech.indirect.noun import by_noun_with_that
from newsnlp.speech.indirect.that_clause import by_that_clause

__all__ = ["find_headlines", "find_indirect"]

WINDOW = 300  # tokens on either side of a cue: what is longer is no sentence, and cost stays linear
OF_VERBS = (by_inserted_frame, by_that_clause, by_infinitive, by_colon, by_fragment)
OF_NOUNS = (by_noun, by_noun_with_that)


def find_indirect(context: Context, taken: list[bool]) -> Iterator[Report]:
    """The indirect and mixed speech outside the tokens that direct speech has taken."""
    for block, (low, high) in zip(context.document.blocks, context.blocks, strict=True):
        if block.kind not in ("paragraph", "headline"):
            continue
        start = low
        while start < high:
            last = min(context.sentence_range(start)[1], high)
            yield from _sentence(context, taken, start, last, _behind_marks(context, start, last))
            start = max(last, start + 1)


def _behind_marks(context: Context, low: int, high: int) -> int:
    """The end of a sentence, or of the last one in the marks that open in it: «заявил, что «A. B. C»»."""
    pair = context.pair_at[high - 1]
    if pair is None or pair.end <= context.tokens[high - 1].end or pair.start < context.tokens[low].start:
        return high
    return context.sentence_range(context.index(pair.end) - 1)[1]


def _sentence(context: Context, taken: list[bool], low: int, end: int, high: int) -> Iterator[Report]:
    """What the cues among the tokens `low`..`end` report; it may go on up to token `high`."""
    for i in range(low, end):
        finders = OF_VERBS if context.cues[i] else OF_NOUNS if context.tokens[i].tag.pos == "NOUN" else ()
        if not finders or taken[i]:
            continue
        first, last = max(low, i - WINDOW), min(high, i + WINDOW)
        for finder in finders:
            report = finder(context, i, first, last, taken)
            if report is not None:
                yield report
                break
