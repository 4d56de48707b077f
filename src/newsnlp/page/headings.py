"""Headings beside the title: subtitles, subheads, headlines of other articles."""

from __future__ import annotations

from newsnlp.page.dates import has_date
from newsnlp.page.layout import LONGEST_TITLE, TITLE_WORDS, Layout
from newsnlp.page.shapes import (
    ends_sentence,
    is_prose,
    last_mark,
    looks_like_title,
    starts_with_dash,
    starts_with_name,
    starts_with_quote,
)

LONGEST_SUBHEAD = 110  # characters
SPACED = 0.5  # share of lines below a blank one that shows that the page sets its paragraphs apart
GOES_ON = frozenset(":;,")  # a line that ends so is no paragraph's end


def is_spaced(layout: Layout) -> bool:
    """Whether blank lines stand between the paragraphs of the page."""
    return sum(line.gap for line in layout.lines) > SPACED * len(layout.lines)


def is_subtitle(layout: Layout, i: int) -> bool:
    """Whether a line below the title belongs to it; a caption stands right above the article instead."""
    line = layout.lines[i]
    apart = i + 1 < layout.first or (i + 1 < len(layout.lines) and layout.lines[i + 1].gap)
    return (
        apart
        and len(line.plain.split()) >= TITLE_WORDS
        and looks_like_title(line.plain, LONGEST_TITLE)
        and not starts_with_name(line.plain)
        and not has_date(line.key)
    )


def is_subhead(layout: Layout, i: int, spaced: bool) -> bool:
    """Whether a line inside the article is a heading: short, apart from what precedes, above a paragraph."""
    line = layout.lines[i]
    if line.plain.startswith("==") and line.plain.endswith("=="):
        return True
    return (
        looks_like_title(line.plain, LONGEST_SUBHEAD)
        and not starts_with_name(line.plain)
        and not (starts_with_quote(line.plain) and line.plain.endswith(("»", '"')))
        and (line.gap or not spaced)
        and not _goes_on_above(layout, i)
        and _stands_above_paragraph(layout, i)
    )


def _goes_on_above(layout: Layout, i: int) -> bool:
    """Whether the line above announces this one: «Награды получили:»."""
    return (
        i > layout.first and layout.marks[i - 1] is None and last_mark(layout.lines[i - 1].plain) in GOES_ON
    )


def _stands_above_paragraph(layout: Layout, i: int, deep: bool = True) -> bool:
    """Whether a paragraph, or one more heading and a paragraph, follows."""
    if i + 1 >= layout.last or layout.lines[i + 1].plain[0].islower():
        return False
    below = layout.lines[i + 1]
    if layout.marks[i + 1] is not None or is_prose(below.plain):
        return True
    next_heading = deep and below.gap and looks_like_title(below.plain, LONGEST_SUBHEAD)
    return next_heading and _stands_above_paragraph(layout, i + 1, deep=False)


def links_with_dashes(layout: Layout) -> set[int]:
    """The lines that are headlines of other articles behind a dash: «- Мост закрыли на ремонт».

    Speech and items of a list end with a mark of punctuation or begin with a small letter; on a page
    that has speech behind dashes no such line is taken for a link.
    """
    dashed = [i for i, line in enumerate(layout.lines) if starts_with_dash(line.plain)]
    if any(ends_sentence(layout.lines[i].plain) for i in dashed):
        return set()
    return {i for i in dashed if i and _is_link(layout, i)}


def _is_link(layout: Layout, i: int) -> bool:
    plain = layout.lines[i].plain
    title = plain[1:].lstrip()
    return (
        len(title.split()) >= TITLE_WORDS
        and looks_like_title(title, LONGEST_TITLE)
        and not starts_with_name(plain)
        and not starts_with_quote(title)
        and last_mark(layout.lines[i - 1].plain) not in GOES_ON
    )
