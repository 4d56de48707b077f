"""What a page states about its article: when and where it was written."""

from __future__ import annotations

from collections.abc import Iterator

from newsnlp.page.datelines import Dateline
from newsnlp.page.dates import Day, find_dates, with_year
from newsnlp.page.labels import label_of
from newsnlp.page.layout import Layout
from newsnlp.page.stamps import Stamp, stamp_of, town_of
from newsnlp.schema import BlockKind

OPENING = 3  # paragraphs of the article: a dateline further below is that of another one


def article_date(layout: Layout, kinds: list[BlockKind], openings: dict[int, Dateline]) -> str | None:
    """The day of the article («2020-08-30»); None where the page does not state it with its year.

    The first of: a date line above the article, a dateline, a heading of the site («Новости Перми за
    30.08.2020») or the address of the source, a date line below the article.
    """
    stamps = _stamps(layout, kinds)
    above = [day for i, stamp in stamps.items() if i < layout.first for day in stamp.days]
    below = [day for i, stamp in stamps.items() if i >= layout.last for day in stamp.days]
    opening = [found.day for found in _of_article(layout, openings) if found.day]
    site = list(_site_dates(layout))
    stated = next(iter([*above, *opening, *site, *below]), None)
    if stated is None:
        return None
    dated = with_year(stated, [*above, *site, *below, *_comment_dates(layout)])
    if dated.year is None:
        dated = next(_same_day(layout, stated), stated)
    return dated.iso()


def article_place(layout: Layout, kinds: list[BlockKind], openings: dict[int, Dateline]) -> str | None:
    """The place of the article: that of its dateline, else the town below or beside the date."""
    stamps = _stamps(layout, kinds)
    opening = [found.place for found in _of_article(layout, openings) if found.place]
    head = enumerate(layout.lines[: layout.first])
    below = (town_of(line) for i, line in head if kinds[i] == "dateline" and i not in stamps)
    towns = [town for town in below if town]
    beside = [stamp.place for i, stamp in stamps.items() if stamp.place and i < layout.first]
    return next(iter([*opening, *towns, *beside]), None)


def _stamps(layout: Layout, kinds: list[BlockKind]) -> dict[int, Stamp]:
    """The date lines of the page."""
    lines = enumerate(layout.lines)
    return {i: stamp for i, line in lines if kinds[i] == "dateline" and (stamp := stamp_of(line))}


def _of_article(layout: Layout, openings: dict[int, Dateline]) -> list[Dateline]:
    return [found for i, found in openings.items() if i < layout.first + OPENING]


def _site_dates(layout: Layout) -> Iterator[Day]:
    """Dates in the names of the site's pages and in the address of the source."""
    for line, mark in zip(layout.lines, layout.marks, strict=True):
        label = label_of(line) if mark is None else None
        if mark == "navigation" or (label and label[0] == "source"):
            yield from find_dates(line.key)


def _comment_dates(layout: Layout) -> Iterator[Day]:
    """Dates of readers' comments, which lie near that of the article; not those of licences."""
    for line, mark in zip(layout.lines, layout.marks, strict=True):
        stamp = stamp_of(line) if mark == "footer" else None
        if stamp and stamp.clock:
            yield from stamp.days


def _same_day(layout: Layout, stated: Day) -> Iterator[Day]:
    """The same day with its year, said anywhere on the page."""
    for line in layout.lines:
        for day in find_dates(line.key):
            if day.year is not None and (day.day, day.month) == (stated.day, stated.month):
                yield day
