"""The kind of each line, once it is known where the article begins and ends and which line is its title."""

from __future__ import annotations

from collections.abc import Iterator

from newsnlp.page.authors import is_author
from newsnlp.page.contacts import contact_end
from newsnlp.page.dates import has_date
from newsnlp.page.headings import TITLE_WORDS, Body, is_link_headline, is_subhead
from newsnlp.page.labels import label_of
from newsnlp.page.lines import Line
from newsnlp.page.marks import WEAK, Mark, kind_of
from newsnlp.page.shapes import looks_like_title, starts_with_name
from newsnlp.page.stamps import is_town
from newsnlp.schema import BlockKind

HEAD_LINES = 8  # and
TAIL_LINES = 4  # around the article, where a name alone may be that of its author
SPACED = 0.5  # share of lines with a blank line above that shows that the page sets its paragraphs apart


def arrange(lines: list[Line], marks: list[Mark | None], body: Body, title: int | None) -> list[BlockKind]:
    """The kinds of the lines, in order; each line of contacts is a «contact»."""
    spaced = sum(line.gap for line in lines) > SPACED * len(lines)
    kinds = [_kind(lines, marks, i, body, title, spaced) for i in range(len(lines))]
    for first, end in contacts(lines, marks):
        kinds[first:end] = ["contact"] * (end - first)
    return kinds


def contacts(lines: list[Line], marks: list[Mark | None]) -> Iterator[tuple[int, int]]:
    """The runs of lines that are contacts: first index and the one after the last."""
    i = 0
    while i < len(lines):
        end = contact_end(lines, i) if marks[i] in (None, "number") else i
        if end > i and WEAK.issuperset(mark for mark in marks[i:end] if mark):
            yield i, end
        i = max(end, i + 1)


def _kind(
    lines: list[Line], marks: list[Mark | None], i: int, body: Body, title: int | None, spaced: bool
) -> BlockKind:
    mark, inside = marks[i], body.first <= i < body.last
    if i == title or (title is not None and lines[i].key == lines[title].key):
        return "headline"
    if mark is not None and not (mark in WEAK and inside):
        return kind_of(mark)
    if i < body.first:
        return _kind_above(lines, marks, i, body, title)
    if inside:
        return "headline" if is_subhead(lines, marks, i, body, spaced) or is_link_headline(lines, i) else "paragraph"
    return _kind_below(lines, i, body)


def _kind_above(lines: list[Line], marks: list[Mark | None], i: int, body: Body, title: int | None) -> BlockKind:
    """The kind of a line above the article: a name of the site, an author, a place, a subtitle, a caption."""
    line = lines[i]
    if title is None:
        return "paragraph"
    if i < title:
        return "boilerplate"
    if marks[i - 1] in ("dateline", "stamp") and is_town(line):
        return "dateline"
    if i < title + HEAD_LINES and is_author(line, None, lines[body.first : body.last]):
        near = marks[max(0, i - 1) : i + 2]
        return "byline" if line.plain.split()[-1].isupper() or "dateline" in near or "stamp" in near else "paragraph"
    return "headline" if _is_subtitle(lines, i) else "paragraph"


def _is_subtitle(lines: list[Line], i: int) -> bool:
    """Whether a line below the title belongs to it. A caption stands right above the article instead."""
    line = lines[i]
    apart = i + 1 < len(lines) and (lines[i + 1].gap or lines[i + 1].plain[0].isdigit())
    return (
        apart
        and len(line.plain.split()) >= TITLE_WORDS
        and looks_like_title(line.plain, 200)
        and not starts_with_name(line.plain)
        and not has_date(line.key)
    )


def _kind_below(lines: list[Line], i: int, body: Body) -> BlockKind:
    line = lines[i]
    label = label_of(line)
    if label and label[0] == "source" and label[1]:
        return "boilerplate"
    if i < body.last + TAIL_LINES and is_author(line, lines[i - 1] if i else None, lines[body.first : body.last]):
        return "byline"
    return "paragraph"
