"""Plain text with hard line breaks: a paragraph that was broken to a width is one line again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from newsnlp.page.labels import is_credit
from newsnlp.page.lines import Line
from newsnlp.page.shapes import ends_sentence

BROKEN = 60  # characters; a shorter line may be an item of a list
WIDEST = 100  # characters; a longer line was not broken to a width
NARROWEST = 40
SURE = 3  # lines; fewer do not show a width


def join_wrapped(lines: list[Line]) -> list[Line]:
    """The lines, those of a wrapped paragraph joined into one.

    Lines are wrapped where no line could have taken in the first word of the next (what a program
    that breaks lines always does) and most breaks stand inside a sentence. Two lines alone belong
    together where a long one does not end and the next goes on with a small letter.
    """
    return [joined for group in _groups(lines) for joined in (_join(group) if len(group) > 1 else group)]


def _groups(lines: list[Line]) -> Iterator[list[Line]]:
    """Runs of lines without a blank line between them."""
    group: list[Line] = []
    for line in lines:
        if line.gap and group:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _join(group: list[Line]) -> list[Line]:
    if len(group) >= SURE and _is_wrapped(group):
        return [_whole(group)]
    paragraphs = [[group[0]]]
    for line, following in pairwise(group):
        if _is_broken(line, following):
            paragraphs[-1].append(following)
        else:
            paragraphs.append([following])
    return [_whole(paragraph) for paragraph in paragraphs]


def _whole(lines: list[Line]) -> Line:
    first, last = lines[0], lines[-1]
    return first if first is last else Line(first.start, last.end, first.text, first.gap)


def _is_broken(line: Line, following: Line) -> bool:
    return (
        len(line.plain) >= BROKEN
        and (line.plain[-1].isalnum() or line.plain[-1] == ",")
        and not line.plain[0].islower()
        and following.plain[0].islower()
        and following.plain[0].isalpha()
        and not is_credit(following)
    )


def _is_wrapped(group: list[Line]) -> bool:
    width = max(len(line.plain) for line in group)
    if not NARROWEST <= width <= WIDEST:
        return False
    inside = 0
    for line, following in pairwise(group):
        word = following.plain.split(" ", 1)[0]
        if len(line.plain) + 1 + len(word) <= width or word in {"—", "-", "•"}:
            return False
        inside += word[0].islower() or not ends_sentence(line.plain)
    return 2 * inside > len(group) - 1 and any(line.plain[0].islower() for line in group[1:])
