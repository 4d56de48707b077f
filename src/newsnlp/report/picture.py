"""An article as a page shows it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from markupsafe import Markup

from newsnlp.report.cards import Card, cards
from newsnlp.report.marks import paint
from newsnlp.report.notes import Note, notes
from newsnlp.report.rows import Row, rows
from newsnlp.report.spans import marks
from newsnlp.report.visible import escaped, visible
from newsnlp.report.voices import Voice, voices
from newsnlp.report.wording import Wording
from newsnlp.schema import Article


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the text: `notes` on the quotes that begin in it, `continued` on those that go on.

    `kind` is `None` for white space between two rows.
    """

    kind: str | None
    html: Markup
    notes: tuple[Note, ...] = ()
    continued: tuple[Note, ...] = ()
    title: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """An article: `id` begins all ids in it, `titled` says that a row of the text is its title."""

    id: str
    title: str | None
    details: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    titled: bool
    cards: tuple[Card, ...]
    notes: tuple[Note, ...]


def picture(article: Article, wording: Wording, place: int = 1) -> Picture:
    """The picture of an article, the `place`-th on its page. Takes time linear in the article."""
    id, known = f"a{place}", voices(article)
    beside = tuple(notes(article, known, wording))
    shown = tuple(_rows(article, known, id, beside))
    source = article.meta.get("source") if isinstance(article.meta, dict) else None
    details = (article.date, article.place, source)
    return Picture(
        id=id,
        title=article.title,
        details=tuple(detail for detail in details if isinstance(detail, str) and detail.strip()),
        rows=shown,
        titled=any(row.title for row in shown),
        cards=tuple(cards(article, known, wording)),
        notes=beside,
    )


def _rows(
    article: Article, known: Mapping[str, Voice], id: str, beside: Sequence[Note]
) -> Iterator[ShownRow]:
    found = rows(article)
    filled = [row for row in found if row.kind is not None]
    stretches = [(row.start, row.end) for row in filled]
    painted = iter(paint(article.text, stretches, marks(article, known, filled, id)))
    touched = _touched(article, filled, beside)
    title = next((row.start for row in filled if row.kind == "headline"), None)
    for row in found:
        if row.kind is None:
            yield ShownRow(None, escaped(visible(article.text[row.start : row.end])))
        else:
            begun, continued = touched[row.start]
            yield ShownRow(row.kind, next(painted), tuple(begun), tuple(continued), title=row.start == title)


def _touched(
    article: Article, filled: Sequence[Row], beside: Sequence[Note]
) -> Mapping[int, tuple[list[Note], list[Note]]]:
    """The notes on the quotes that begin in a row and on those that go on in it, by the row's start."""
    touched: dict[int, tuple[list[Note], list[Note]]] = defaultdict(lambda: ([], []))
    for note in beside:
        rows_of_quote = dict.fromkeys(
            row.start
            for segment in article.quotes[note.place - 1].segments
            for row in _over(filled, segment.start, segment.end)
        )
        for n, start in enumerate(rows_of_quote):
            touched[start][min(n, 1)].append(note)
    return touched


def _over(filled: Sequence[Row], start: int, end: int) -> Iterator[Row]:
    """The rows that a stretch touches."""
    at = bisect_right(filled, start, key=attrgetter("end"))
    while at < len(filled) and filled[at].start < end:
        yield filled[at]
        at += 1
