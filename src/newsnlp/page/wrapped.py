"""Plain text with hard line breaks: a paragraph that was broken to a width is one line again.

Letters, mailing lists and text copied out of a PDF come so. A program that breaks lines leaves none that
could have taken in the first word of the next, but for the ends of paragraphs.
"""

from __future__ import annotations

import re
from itertools import pairwise

from newsnlp.page.labels import is_credit
from newsnlp.page.lines import Line
from newsnlp.page.shapes import ends_sentence, starts_with_dash

BROKEN = 60  # characters; a shorter line may be an item of a list
NARROWEST, WIDEST = 40, 120  # characters of a line that was broken to a width
SLACK = 0.12  # of the width: on paper, lines of one width have more letters or fewer
SURE = 2  # breaks at the width inside a sentence; fewer do not show it
MOST = 0.9  # of the breaks inside sentences stand at the width; in verse or a list they stand anywhere

_ITEM = re.compile(r"[•*▪●·]|\d{1,3}[.)]\s")


def join_wrapped(lines: list[Line]) -> list[Line]:
    """The lines, those of a wrapped paragraph joined into one.

    Two lines alone belong together where a long one does not end and the next goes on with a small letter;
    lines of a text in which such breaks show a width, wherever the first is full.
    """
    width = _width(lines)
    paragraphs = [[line] for line in lines[:1]]
    for line, following in pairwise(lines):
        title = line is lines[0] and not _runs_on(line, following)
        if following.gap or title or not _goes_on(line, following, width):
            paragraphs.append([following])
        else:
            paragraphs[-1].append(following)
    return [_whole(paragraph) for paragraph in paragraphs]


def _whole(lines: list[Line]) -> Line:
    first, last = lines[0], lines[-1]
    return first if first is last else Line(first.start, last.end, first.text, first.gap)


def _width(lines: list[Line]) -> int | None:
    """The width to which the text was broken; None where its breaks do not show one."""
    breaks = [pair for pair in pairwise(lines) if not pair[1].gap and len(pair[0].plain) <= WIDEST]
    inside = [pair for pair in breaks if _runs_on(*pair)]
    open_ended = [pair for pair in breaks if _runs_on(*pair) or not ends_sentence(pair[0].plain)]
    width = max((len(line.plain) for line, _ in inside), default=0)
    shown = (
        width >= NARROWEST
        and _full(inside, width) >= MOST * len(inside)
        and _full(open_ended, width) >= max(SURE, len(open_ended) / 2)
    )
    return width if shown else None


def _full(breaks: list[tuple[Line, Line]], width: int) -> int:
    return sum(_is_full(line, following, width) for line, following in breaks)


def _goes_on(line: Line, following: Line, width: int | None) -> bool:
    """Whether the paragraph goes on behind a line break."""
    if is_credit(following):
        return False
    if width is None or len(line.plain) > (1 + SLACK) * width:
        return len(line.plain) >= BROKEN and not line.plain[0].islower() and _runs_on(line, following)
    if not _is_full(line, following, width):
        return False
    return not (ends_sentence(line.plain) and _starts_paragraph(following))


def _runs_on(line: Line, following: Line) -> bool:
    """Whether the break stands inside a sentence, by its letters."""
    start = following.plain[0]
    return (line.plain[-1].isalnum() or line.plain[-1] in ",-") and start.isalpha() and start.islower()


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the line could not have taken in the first word of the next."""
    word = following.plain.split(" ", 1)[0]
    return len(line.plain) + 1 + len(word) > (1 - SLACK) * width


def _starts_paragraph(line: Line) -> bool:
    return starts_with_dash(line.plain) or _ITEM.match(line.plain) is not None
