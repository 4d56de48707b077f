"""The text of an article in rows, as a page shows it: paragraphs, headlines, menus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsnlp.report.visible import visible
from newsnlp.schema import Article, Block

LINE_BREAK = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
LOOSE = "paragraph"  # what stands in no block


class Row(NamedTuple):
    """A stretch of the text: `kind` is a kind of block, `None` for white space between two rows.

    `inner` are the blocks in it where it has several, as a dateline that begins a paragraph.
    """

    start: int
    end: int
    kind: str | None
    inner: tuple[Block, ...] = ()


def rows(article: Article) -> list[Row]:
    """The rows, which cover the text without a gap."""
    found: list[Row] = []
    at = 0
    for block in article.blocks:
        start, end = max(block.start, at), min(block.end, len(article.text))
        if start >= end:
            continue
        gap = article.text[at:start]
        if found and found[-1].inner and not LINE_BREAK.search(gap) and not visible(gap).strip():
            found[-1] = _joined(found[-1], end, block)
        else:
            found += _between(article.text, at, start)
            found.append(Row(start, end, block.kind, (block,)))
        at = end
    found += _between(article.text, at, len(article.text))
    return [row if len(row.inner) > 1 else row._replace(inner=()) for row in found]


def _between(text: str, start: int, end: int) -> Iterator[Row]:
    if start < end:
        yield Row(start, end, LOOSE if visible(text[start:end]).strip() else None)


def _joined(row: Row, end: int, block: Block) -> Row:
    """A row with one block more on its line; the paragraph says what the whole is."""
    kind = "paragraph" if block.kind == "paragraph" else row.kind
    return Row(row.start, end, kind, (*row.inner, block))
