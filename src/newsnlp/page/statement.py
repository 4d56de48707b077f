"""What a page states about its article: when and where it was written."""

from __future__ import annotations

from collections.abc import Iterator

from newsnlp.page.datelines import Dateline
from newsnlp.page.dates import Day, find_dates, with_year
from newsnlp.page.headings import Body
from newsnlp.page.labels import label_of
from newsnlp.page.lines import Line
from newsnlp.page.marks import Mark
from newsnlp.page.stamps import Stamp, stamp_of


def article_date(
    lines: list[Line], marks: list[Mark | None], body: Body, openings: list[Dateline], stamps: dict[int, Stamp]
) -> str | None:
    """The day of the article («2020-08-30»); None where the page does not state it with its year.

    The first of: a date line above the article, a dateline, a heading of the site («Новости Перми за
    30.08.2020»), a date line below the article, the date in the address of the source.
    """
    above = [day for i, stamp in stamps.items() if i < body.first for day in stamp.days]
    below = [day for i, stamp in stamps.items() if i >= body.last for day in stamp.days]
    opening = [dateline.day for dateline in openings if dateline.day]
    site = list(_site_dates(lines, marks))
    stated = next(iter([*above, *opening, *site, *below]), None)
    if stated is None:
        return None
    dated = with_year(stated, [*above, *site, *below, *_comment_dates(lines, marks)])
    if dated.year is None:
        dated = next((day for day in _same_day(lines, stated)), stated)
    return dated.iso()


def _site_dates(lines: list[Line], marks: list[Mark | None]) -> Iterator[Day]:
    """Dates in the names of the site's pages and in the address of the source."""
    for line, mark in zip(lines, marks, strict=True):
        label = label_of(line) if mark is None else None
        if mark == "navigation" or (label and label[0] == "source"):
            yield from find_dates(line.key)


def _comment_dates(lines: list[Line], marks: list[Mark | None]) -> Iterator[Day]:
    """Dates of readers' comments, which stand near that of the article; not those of licences."""
    for line, mark in zip(lines, marks, strict=True):
        stamp = stamp_of(line) if mark == "footer" else None
        if stamp and stamp.clock:
            yield from stamp.days


def _same_day(lines: list[Line], stated: Day) -> Iterator[Day]:
    """The same day with its year, said anywhere on the page."""
    for line in lines:
        for day in find_dates(line.key):
            if day.year is not None and (day.day, day.month) == (stated.day, stated.month):
                yield day


def article_place(openings: list[Dateline], towns: list[str], stamps: dict[int, Stamp], body: Body) -> str | None:
    """The place of the article: that of its dateline, else the town beside or below the date."""
    beside = [stamp.place for i, stamp in stamps.items() if stamp.place and i < body.first]
    return next(iter([*(dateline.place for dateline in openings), *towns, *beside]), None)
