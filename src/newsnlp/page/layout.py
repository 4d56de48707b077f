"""Where on the page the article stands: its first and last line, and its title."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from newsnlp.page.datelines import opening_dateline
from newsnlp.page.lines import Line
from newsnlp.page.marks import ABOVE, Mark
from newsnlp.page.shapes import (
    ends_sentence,
    is_prose,
    last_mark,
    looks_like_title,
    starts_with_dash,
    starts_with_quote,
)

TITLE_WORDS = 4
LONGEST_TITLE = 200  # characters
LONGEST_CLOSED_TITLE = 60  # of a title that ends with a full stop
LONGEST_QUESTION = 110  # of a heading that ends with ?, ! or …
LONGEST_OPEN = 160  # of a heading anywhere but in the first line
ANNOUNCEMENT = 4  # lines: how far below the announcement of an article its title may stand


@dataclass(frozen=True, slots=True)
class Layout:
    """A page in its lines: `first` to `last` (half open) is the article, between the head and the tail.

    `marks` are what the lines say of themselves, `title` the index of the title, None where there is none.
    """

    lines: list[Line]
    marks: list[Mark | None]
    first: int
    last: int
    title: int | None

    def contains(self, i: int) -> bool:
        """Whether line `i` is inside the article."""
        return self.first <= i < self.last

    def article(self) -> list[Line]:
        """The lines of the article."""
        return self.lines[self.first : self.last]


def find_layout(lines: list[Line], marks: list[Mark | None]) -> Layout:
    """The article is all from the first paragraph that is no heading to the last."""
    paragraphs = range(len(lines))
    first = next((i for i in paragraphs if marks[i] is None and _opens_article(lines, i)), len(lines))
    last = next(
        (i for i in reversed(paragraphs[first + 1 :]) if marks[i] is None and is_prose(lines[i].plain)), first
    )
    last = min(last + 1, len(lines))
    return Layout(lines, marks, first, last, _title(lines, marks, first, last))


def _opens_article(lines: list[Line], i: int) -> bool:
    """Whether a line can only be a paragraph, even at the top of the page."""
    line, plain = lines[i], lines[i].plain
    mark = last_mark(plain)
    if (starts_with_dash(plain) and ends_sentence(plain)) or len(lines) == 1:
        return True
    if i == 0 and mark == "." and lines[1].gap and _may_be_closed_title(line):
        return False
    if mark and mark in ".:;,":
        return True
    if mark and mark in "?!…":
        return len(plain) > LONGEST_QUESTION
    return len(plain) > (LONGEST_TITLE if i == 0 else LONGEST_OPEN)


def _may_be_closed_title(line: Line) -> bool:
    """Whether it is a title in spite of its full stop: «Кризис одолел моду.»"""
    plain = line.plain
    return (
        len(plain) <= LONGEST_CLOSED_TITLE
        and not starts_with_quote(plain)
        and opening_dateline(line.raw) is None
    )


def _title(lines: list[Line], marks: list[Mark | None], first: int, last: int) -> int | None:
    """The first heading below the menus of the site; but what is repeated on the page is rather the title."""
    above = max((i for i in range(first) if marks[i] in ABOVE), default=-1)
    head = [i for i in range(first) if marks[i] is None and _may_be_title(lines[i])]
    long = [i for i in head if len(lines[i].plain.split()) >= TITLE_WORDS]
    count = Counter(line.key for line in lines[: last + 1]) if len(head) > 1 else Counter[str]()
    for candidates in (
        [i for i in long if count[lines[i].key] > 1],
        [i for i in (head if above < 0 else long) if i > above],
        [i for i in head if i > above and not ends_sentence(lines[i].plain)],
        long,
    ):
        if candidates:
            return candidates[0]
    if first and marks[0] == "rubric":
        return 0  # «Космос», and nothing else above the article
    below = range(first + 1, min(last - 1, first + ANNOUNCEMENT))
    return next((i for i in below if marks[i] is None and _stands_above_dateline(lines, i)), None)


def _may_be_title(line: Line) -> bool:
    return len(line.plain) <= LONGEST_TITLE and not line.plain[0].islower() and last_mark(line.plain) != ":"


def _stands_above_dateline(lines: list[Line], i: int) -> bool:
    return looks_like_title(lines[i].plain) and opening_dateline(lines[i + 1].raw) is not None
