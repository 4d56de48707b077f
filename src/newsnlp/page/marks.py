"""What each line of a page says of itself, before its neighbours are asked."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from newsnlp.page.furniture import shape_of
from newsnlp.page.labels import is_byline, is_credit
from newsnlp.page.lines import Line
from newsnlp.page.phrases import Furniture, furniture_of
from newsnlp.page.stamps import stamp_of
from newsnlp.schema import BlockKind

Mark = Literal["credit", "byline", "dateline", "stamp", "rubric", "number"] | Furniture
"""`dateline` is a date with a time of day, `stamp` one without. `stamp`, `rubric` and `number` hold only
above and below the article: inside it such a line is a heading or an item."""

WEAK: frozenset[Mark] = frozenset({"stamp", "rubric", "number"})
ABOVE: frozenset[Mark] = frozenset({"navigation", "rubric"})
FURNITURE: frozenset[Mark] = frozenset(
    {"navigation", "widget", "links", "contents", "tags", "comments", "footer", "rubric", "number"}
)


def mark_of(line: Line, boilerplate: Collection[str] = ()) -> Mark | None:
    """What the line is by its own words and shape; None where it may be part of the article.

    >>> from newsnlp.page.lines import split_lines
    >>> mark_of(split_lines("Фото: Анна Ким")[0])
    'credit'
    """
    if is_credit(line):
        return "credit"
    if is_byline(line):
        return "byline"
    found = furniture_of(line, boilerplate)
    if found:
        return found
    stamp = stamp_of(line)
    if stamp:
        return "dateline" if stamp.clock else "stamp"
    return shape_of(line)


def kind_of(mark: Mark) -> BlockKind:
    """The kind of block that a line with this mark is."""
    if mark == "credit" or mark == "byline":
        return mark
    return "dateline" if mark in ("dateline", "stamp") else "boilerplate"
