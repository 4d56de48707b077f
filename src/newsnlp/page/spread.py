"""What a heading says of the lines below it: links to other articles, readers' comments, forms."""

from __future__ import annotations

import re
from collections.abc import Callable

from newsnlp.page.labels import is_bare_label
from newsnlp.page.lines import Line
from newsnlp.page.marks import FURNITURE, WEAK, Mark
from newsnlp.page.shapes import ends_sentence, last_mark, looks_like_title, starts_with_dash, starts_with_name

MOST_LINKS = 12
LONGEST_LINK = 150  # characters
COMMENT_SIGNS = 8  # lines below «Комментарии» that must show a reader's comment or a form
_ITEM = re.compile(r"(?:[—-]|[*•▪️◾▫]+|\d{1,2}[.)])\s*(?=\w|[«\"])")

Marks = list[Mark | None]


def spread(lines: list[Line], marks: Marks) -> None:
    """Extend the marks in `marks` to the lines that belong to them."""
    _spread_comments(lines, marks)
    for i, mark in enumerate(list(marks)):
        if mark in ("links", "contents") and _is_bare_heading(lines[i]):
            _spread_down(lines, marks, i, _is_link)
        elif mark == "tags":
            _spread_down(lines, marks, i, _is_tag)
        elif (
            is_bare_label(lines[i])
            and i + 1 < len(lines)
            and not lines[i + 1].gap
            and starts_with_name(lines[i + 1].plain)
        ):
            marks[i] = marks[i + 1] = "byline"
        elif mark == "widget" and lines[i].plain[0] in "◯○⚪☐⭕◻" and i and marks[i - 1] is None:
            marks[i - 1] = "widget"  # the question of a poll
    _spread_footer(lines, marks)


def _is_bare_heading(line: Line) -> bool:
    """Whether the links stand below it: «Читайте также:», not «Читайте также: Мост открыли»."""
    before, colon, after = line.plain.partition(":")
    return not after.strip() and (bool(colon) or len(before.split()) <= 5)


def _spread_down(lines: list[Line], marks: Marks, heading: int, belongs: Callable[[Line], bool]) -> None:
    apart = heading + 1 < len(lines) and lines[heading + 1].gap
    for i in range(heading + 1, min(len(lines), heading + 1 + MOST_LINKS)):
        if (lines[i].gap and not apart) or not (marks[i] in WEAK or (marks[i] is None and belongs(lines[i]))):
            return
        marks[i] = "widget"


def _is_link(line: Line) -> bool:
    item = _ITEM.match(line.plain)
    title = line.plain[item.end() :] if item else line.plain
    if not line.gap and last_mark(title) in tuple("?!…"):
        return len(title) <= LONGEST_LINK and not starts_with_dash(title)
    return bool(title) and looks_like_title(title, LONGEST_LINK)


def _is_tag(line: Line) -> bool:
    return len(line.plain) <= LONGEST_LINK and not ends_sentence(line.plain)


def _spread_comments(lines: list[Line], marks: Marks) -> None:
    """All below the heading of the readers' comments, where there are comments or a form to write one."""
    prose = False
    for i, line in enumerate(lines):
        if marks[i] == "comments" and prose:
            below = marks[i + 1 : i + 1 + COMMENT_SIGNS]
            if not below or "dateline" in below or "footer" in below:
                marks[i + 1 :] = ["footer"] * (len(lines) - i - 1)
                return
            marks[i] = "rubric"  # a heading of the article, perhaps: comments of experts
        prose = prose or (marks[i] is None and ends_sentence(line.plain))


def _spread_footer(lines: list[Line], marks: Marks) -> None:
    """What stands between the parts of a footer («Проверка», the terms of the licence) belongs to it."""
    furniture = [i for i, mark in enumerate(marks) if mark in FURNITURE]
    first = next((i for i in furniture if marks[i] == "footer"), None)
    if first is None:
        return
    last = furniture[-1]
    if 2 * sum(i >= first for i in furniture) > last - first + 1:
        for i in range(first, last):
            if marks[i] is None or marks[i] in WEAK:
                marks[i] = "footer"
