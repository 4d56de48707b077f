"""The kind of each line, once it is known where the article stands."""

from __future__ import annotations

from collections.abc import Iterator

from newsnlp.page.authors import is_author
from newsnlp.page.contacts import contact_end
from newsnlp.page.headings import is_spaced, is_subhead, is_subtitle, links_with_dashes
from newsnlp.page.labels import label_of
from newsnlp.page.layout import Layout
from newsnlp.page.marks import WEAK, kind_of
from newsnlp.page.stamps import town_of
from newsnlp.schema import BlockKind

HEAD_LINES = 8  # and
TAIL_LINES = 4  # around the article, where a name alone may be that of its author


def arrange(layout: Layout) -> list[BlockKind]:
    """The kinds of the lines, in order."""
    spaced = is_spaced(layout)
    kinds = [_kind(layout, i, spaced) for i in range(len(layout.lines))]
    for i in links_with_dashes(layout):
        if kinds[i] == "paragraph":
            kinds[i] = "headline"
    for first, end in contacts(layout):
        kinds[first:end] = ["contact"] * (end - first)
    return kinds


def contacts(layout: Layout) -> Iterator[tuple[int, int]]:
    """The runs of lines that are contacts: index of the first and the one after the last."""
    lines, marks = layout.lines, layout.marks
    i = 0
    while i < len(lines):
        end = contact_end(lines, i) if marks[i] in (None, "number") else i
        if end > i and all(mark is None or mark in WEAK for mark in marks[i:end]):
            yield i, end
        i = max(end, i + 1)


def _kind(layout: Layout, i: int, spaced: bool) -> BlockKind:
    line, mark = layout.lines[i], layout.marks[i]
    if layout.title is not None and line.key == layout.lines[layout.title].key:
        return "headline"
    if mark is not None and not (mark in WEAK and layout.contains(i)):
        return kind_of(mark)
    if layout.contains(i):
        return "headline" if is_subhead(layout, i, spaced) else "paragraph"
    return _kind_above(layout, i) if i < layout.first else _kind_below(layout, i)


def _kind_above(layout: Layout, i: int) -> BlockKind:
    """The kind of a line above the article: name of the site, place, author, subtitle or caption."""
    line, title = layout.lines[i], layout.title
    if title is None:
        return "paragraph"
    if i < title:
        return "boilerplate"
    if layout.marks[i - 1] in ("dateline", "stamp") and town_of(line):
        return "dateline"
    if i < title + HEAD_LINES and is_author(line, None, layout.article()):
        return "byline" if _is_sure_author(layout, i) else "paragraph"
    return "headline" if is_subtitle(layout, i) else "paragraph"


def _is_sure_author(layout: Layout, i: int) -> bool:
    """A name above the article may be a caption, too, unless it is «Анна КИМ» or stands beside the date."""
    beside = layout.marks[max(0, i - 1) : i + 2]
    return layout.lines[i].plain.rstrip(".")[-3:].isupper() or "dateline" in beside or "stamp" in beside


def _kind_below(layout: Layout, i: int) -> BlockKind:
    """The kind of a line below the article: source, author, or a last paragraph."""
    line, above = layout.lines[i], layout.lines[i - 1] if i else None
    label = label_of(line)
    if label and label[0] == "source" and label[1]:
        return "boilerplate"
    if i < layout.last + TAIL_LINES and is_author(line, above, layout.article()):
        return "byline"
    return "paragraph"
