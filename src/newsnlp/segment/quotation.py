"""Pairs of quotation marks."""

from __future__ import annotations

from newsnlp.document import Quoted, Span


def pair_quotes(text: str, block: Span) -> list[Quoted]:
    """The pairs of quotation marks in one block, ordered by their start."""
    found, stack = [], []
    for i in range(block.start, block.end):
        if text[i] == "«":
            stack.append(i)
        elif text[i] == "»" and stack:
            start = stack.pop()
            found.append(Quoted(start, i + 1, Span(start + 1, i), True, len(stack)))
    return sorted(found, key=lambda q: q.start)
