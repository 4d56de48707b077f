"""Pairs of quotation marks: typographic, straight, doubled; nested, unbalanced, unclosed.

One pass with a stack. Each mark is read as opening or closing by its shape, or, where the shape
does not tell (straight marks), by its neighbours; what stays open at the end of the block ends
where the text lets it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from newsnlp.document import Quoted, Span
from newsnlp.lexicon import table

BEFORE_OPENING = frozenset("([{«„“<—–-―/:|>»*•▪\ufeff\u200b\ufe0f")
AFTER_CLOSING = frozenset(".,;:!?…)]}»”—–/%<")
SENTENCE_END = frozenset(".!?…\n\r:")


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    text: str
    opens: bool
    closes: bool


@cache
def _shapes() -> tuple[re.Pattern[str], dict[str, frozenset[str]], frozenset[str]]:
    """The pattern of all marks, the closing marks of each opening one, and the marks that close."""
    closers: dict[str, set[str]] = {}
    for opening, closing in table("quotation_marks"):
        closers.setdefault(opening, set()).add(closing)
    marks = set(closers) | {c for found in closers.values() for c in found}
    pattern = re.compile("|".join(re.escape(m) for m in sorted(marks, key=len, reverse=True)))
    frozen = {opening: frozenset(found) for opening, found in closers.items()}
    return pattern, frozen, frozenset(c for found in closers.values() for c in found)


def pair_quotes(text: str, block: Span) -> list[Quoted]:
    """The pairs of quotation marks in one block, ordered by their start.

    >>> [(q.start, q.end, q.depth) for q in pair_quotes('«Завод «Искра» закрыт»', Span(0, 22))]
    [(0, 22, 0), (7, 14, 1)]
    """
    spans = _pairs(text, block)
    spans.sort(key=lambda pair: (pair[0].start, -pair[1]))
    found: list[Quoted] = []
    ends: list[int] = []
    for mark, end, inner_end, closed in spans:
        while ends and ends[-1] <= mark.start:
            ends.pop()
        found.append(Quoted(mark.start, end, Span(mark.end, inner_end), closed, len(ends)))
        ends.append(end)
    return found


def _pairs(text: str, block: Span) -> list[tuple[_Mark, int, int, bool]]:
    """(opening mark, end, end of the inside, whether closed) for each pair, in no order."""
    _, closers, _ = _shapes()
    stack: list[_Mark] = []
    pairs: list[tuple[_Mark, int, int, bool]] = []
    last_close: list[_Mark] = []
    for mark in _marks(text, block):
        depth = _match(stack, mark, closers) if mark.closes else None
        if mark.opens and not (depth is not None and _must_close(text, mark, stack[-1 - depth], block)):
            stack.append(mark)
        elif depth is not None:
            for lost in stack[len(stack) - depth :]:
                pairs += _unclosed(text, lost, mark.start, last_close)
            del stack[len(stack) - depth :]
            opening = stack.pop()
            if opening.end < mark.start:
                pairs.append((opening, mark.end, mark.start, True))
                last_close.append(mark)
    next_open = block.end
    for lost in reversed(stack):
        pairs += _unclosed(text, lost, next_open, last_close, block)
        if _after_sentence(text, lost.start, block.start):
            next_open = lost.start
    return [pair for pair in pairs if pair[0].end < pair[2]]


def _marks(text: str, block: Span) -> list[_Mark]:
    pattern, closers, closing = _shapes()
    found = []
    for match in pattern.finditer(text, block.start, block.end):
        start, end, shape = match.start(), match.end(), match.group()
        opens, closes = shape in closers, shape in closing
        if opens and closes:
            opens, closes = _direction(text, start, end, block)
        if opens or closes:
            found.append(_Mark(start, end, shape, opens, closes))
    return found


def _direction(text: str, start: int, end: int, block: Span) -> tuple[bool, bool]:
    """Whether a mark of ambiguous shape may open and whether it may close, by its neighbours."""
    before = text[start - 1] if start > block.start else " "
    after = text[end] if end < block.end else " "
    free_left = before.isspace() or before in BEFORE_OPENING or _is_mark(before)
    free_right = after.isspace() or after in AFTER_CLOSING or _is_mark(after)
    if free_left and not after.isspace() and not free_right:
        return True, False
    if free_right and not before.isspace() and not (free_left and not _is_mark(before) and before not in "»"):
        return (_is_mark(before) and not after.isspace() and after not in AFTER_CLOSING), True
    if before.isalnum() and after.isalnum():
        return False, not before.isdigit()
    return True, True


def _is_mark(char: str) -> bool:
    return char in "\"'«»„“”"


def _match(stack: list[_Mark], mark: _Mark, closers: dict[str, frozenset[str]]) -> int | None:
    """How far below the top of the stack the mark that this one closes lies."""
    for depth, opening in enumerate(reversed(stack[-4:])):
        if mark.text in closers[opening.text]:
            return depth
    return None


def _must_close(text: str, mark: _Mark, opening: _Mark, block: Span) -> bool:
    """Whether a mark that may do both closes: no second opening of its kind straight after the first."""
    after = text[mark.end] if mark.end < block.end else " "
    return after.isspace() or after in AFTER_CLOSING or mark.start > opening.end


def _after_sentence(text: str, start: int, low: int) -> bool:
    """Whether what stands before `start` ends a sentence or the block begins there."""
    i = start - 1
    while i >= low and text[i].isspace():
        i -= 1
    return i < low or text[i] in SENTENCE_END


def _unclosed(
    text: str, opening: _Mark, limit: int, closes: list[_Mark], block: Span | None = None
) -> list[tuple[_Mark, int, int, bool]]:
    """The pair of a mark that nothing closes: one mark may have closed two levels, else up to `limit`."""
    if block is None:
        return []
    if closes and opening.end < closes[-1].start < limit:
        close = closes[-1]
        after = text[close.end : close.end + 4].lstrip(" \u00a0")
        if after[:1] in (",", ".", "") or after[:1] in "—–-":
            return [(opening, close.end, close.start, True)]
    end = limit
    while end > opening.end and text[end - 1].isspace():
        end -= 1
    return [(opening, end, end, False)]
