"""Where the article begins and ends, its title and its subheads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from newsnlp.page.datelines import opening_dateline
from newsnlp.page.lines import Line
from newsnlp.page.marks import ABOVE, Mark
from newsnlp.page.shapes import (
    ends_sentence,
    last_mark,
    looks_like_title,
    starts_with_dash,
    starts_with_name,
    starts_with_quote,
)

TITLE_WORDS = 4
LONGEST_TITLE = 200  # characters
LONGEST_CLOSED_TITLE = 90  # of a title that ends with a full stop
LONGEST_SUBHEAD = 110
SHORTEST_PROSE = 40
LONG = 160  # a line without the end of a sentence that is longer than this is no title


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of the article proper: from `first` to `last`, half open; above it the head, below it the tail."""

    first: int
    last: int


def find_body(lines: list[Line], marks: list[Mark | None]) -> Body:
    """From the first paragraph that is no heading to the last."""
    prose = [i for i, line in enumerate(lines) if marks[i] is None and _opens_body(line, i)]
    if not prose:
        return Body(len(lines), len(lines))
    last = next((i for i in range(len(lines) - 1, prose[0], -1) if marks[i] is None and _is_prose(lines[i])), prose[0])
    return Body(prose[0], last + 1)


def _opens_body(line: Line, index: int) -> bool:
    """Whether it can only be a paragraph, even at the top of the page."""
    plain = line.plain
    if starts_with_dash(plain) and ends_sentence(plain):
        return True
    if index == 0 and len(plain) <= LONGEST_CLOSED_TITLE and opening_dateline(line.raw) is None:
        return False
    mark = last_mark(plain)
    if mark and mark in ".:;,":
        return not (mark == ":" and len(plain) < SHORTEST_PROSE and index == 0)
    if mark and mark in "?!…":
        return len(plain) > LONGEST_SUBHEAD
    return len(plain) > (LONGEST_TITLE if index == 0 else LONG)


def _is_prose(line: Line) -> bool:
    """Whether it is part of the article once that has begun: a sentence, a turn of speech."""
    plain = line.plain
    return len(plain) > LONG or (
        ends_sentence(plain) and (len(plain) >= SHORTEST_PROSE or starts_with_dash(plain) or starts_with_quote(plain))
    )


def find_title(lines: list[Line], marks: list[Mark | None], body: Body) -> int | None:
    """The index of the line that is the title; None where the page has none.

    The first heading below the menus of the site, which may stand above the title; what is repeated on the
    page is the title rather than anything else.
    """
    head = [i for i in range(body.first) if marks[i] is None and _may_be_title(lines[i])]
    below = max((i for i in range(body.first) if marks[i] in ABOVE), default=-1)
    full = [i for i in head if len(lines[i].plain.split()) >= TITLE_WORDS]
    again = Counter(line.key for line in lines)
    for candidates in (
        [i for i in full if again[lines[i].key] > 1],
        [i for i in (full if below >= 0 else head) if i > below],
        [i for i in head if i > below and not ends_sentence(lines[i].plain)],
        full,
    ):
        if candidates:
            return candidates[0]
    if body.first and marks[0] == "rubric":
        return 0  # «Космос», with nothing else above the article
    return _title_above_dateline(lines, marks, body)


def _may_be_title(line: Line) -> bool:
    return len(line.plain) <= LONGEST_TITLE and not line.plain[0].islower() and last_mark(line.plain) != ":"


def _title_above_dateline(lines: list[Line], marks: list[Mark | None], body: Body) -> int | None:
    """A heading that follows an announcement of the article and stands above its dateline."""
    for i in range(body.first + 1, min(body.last - 1, body.first + 4)):
        if marks[i] is None and looks_like_title(lines[i].plain) and opening_dateline(lines[i + 1].raw):
            return i
    return None


def is_subhead(lines: list[Line], marks: list[Mark | None], i: int, body: Body, spaced: bool) -> bool:
    """Whether a line inside the article is a heading: short, apart from what precedes, above a paragraph."""
    line = lines[i]
    if line.plain.startswith("==") and line.plain.endswith("=="):
        return True
    if (
        not looks_like_title(line.plain, LONGEST_SUBHEAD)
        or starts_with_name(line.plain)
        or _is_whole_quote(line.plain)
        or (spaced and not line.gap)
        or i + 1 >= body.last
        or lines[i + 1].plain[0].islower()
    ):
        return False
    below, above = lines[i + 1].plain, lines[i - 1].plain
    if i > body.first and marks[i - 1] is None and last_mark(above) in (":", ";", ","):
        return False
    if marks[i + 1] is not None or _is_prose(lines[i + 1]):
        return True
    return looks_like_title(below, LONGEST_SUBHEAD) and i + 2 < body.last and lines[i + 1].gap and _is_prose(lines[i + 2])


def is_link_headline(lines: list[Line], i: int) -> bool:
    """Whether a line with a dash is the headline of another article («- Мост закрыли на ремонт»), no speech, no item.

    Speech and items of a list end with a mark of punctuation, or begin with a small letter.
    """
    plain = lines[i].plain
    title = plain[1:].lstrip()
    return (
        starts_with_dash(plain)
        and len(title.split()) >= TITLE_WORDS
        and looks_like_title(title, LONGEST_TITLE)
        and not starts_with_name(plain)
        and not title.startswith(("«", '"'))
        and last_mark(lines[i - 1].plain) not in (":", ";", ",")
    )


def _is_whole_quote(plain: str) -> bool:
    """«…» from end to end is somebody's words rather than a heading."""
    return starts_with_quote(plain) and plain.endswith(("»", '"'))
