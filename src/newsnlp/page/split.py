"""Split a news page into its parts.

Each line is first judged by itself (`marks`), then by the headings above it (`spread`); what is left is the
article and its title (`layout`), whose lines are told by where they stand (`arrange`). At last the dateline
that opens a paragraph and the credit that ends one become blocks of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from newsnlp.document import Block
from newsnlp.page.arrange import arrange, contacts
from newsnlp.page.datelines import Dateline, opening_dateline
from newsnlp.page.furniture import breadcrumb_title
from newsnlp.page.labels import label_of, trailing_credit
from newsnlp.page.layout import Layout, find_layout
from newsnlp.page.lines import Line, key_of, split_lines, trim
from newsnlp.page.marks import Mark, mark_of
from newsnlp.page.spread import spread
from newsnlp.page.statement import article_date, article_place
from newsnlp.page.wrapped import join_wrapped
from newsnlp.schema import BlockKind


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a page, in order, and what they state about the article.

    `date` is «2020-08-30», `place` that of the dateline, nominative; None is what the page does not state.
    """

    blocks: list[Block]
    title: str | None = None
    date: str | None = None
    place: str | None = None


def split_page(text: str, boilerplate: Collection[str] = ()) -> Page:
    """The blocks of `text`: everything but white space is in exactly one of them.

    `boilerplate` are further phrases, in any case, that make the line that starts with one boilerplate.

    >>> page = split_page("Мост открыли\\n\\nПЕРМЬ, 30 авг — РИА Новости. Мост открыт.\\nФото: Анна Ким")
    >>> [block.kind for block in page.blocks], page.title, page.place
    (['headline', 'dateline', 'paragraph', 'credit'], 'Мост открыли', 'Пермь')
    """
    lines = join_wrapped(split_lines(text))
    layout = find_layout(lines, _marks(lines, boilerplate))
    headline = None
    if layout.title is not None:
        headline = _headline(lines[layout.title])
    else:
        layout, headline = _with_title_in_path(layout)
    kinds = arrange(layout)
    paragraphs = (i for i in range(len(lines)) if kinds[i] == "paragraph")
    openings = {i: found for i in paragraphs if (found := opening_dateline(lines[i].raw))}
    blocks = list(_blocks(layout, kinds, openings, headline))
    title = next((block for block in blocks if block.kind == "headline"), None)  # a number to call is none
    return Page(
        blocks,
        text[headline.start : headline.end] if headline and title else None,
        article_date(layout, kinds, openings),
        article_place(layout, kinds, openings),
    )


def _marks(lines: list[Line], boilerplate: Collection[str]) -> list[Mark | None]:
    """What each line says, by itself or by the heading above it."""
    phrases = tuple(key for key in map(key_of, boilerplate) if key)
    marks: list[Mark | None] = [mark_of(line, phrases) for line in lines]
    if lines and marks[0] == "credit" and label_of(lines[0]) is None:
        marks[0] = None  # no picture stands above the title: «Фото ДТП в Перми»
    spread(lines, marks)
    return marks


def _headline(line: Line) -> Block:
    return Block(line.start, line.end, "headline")


def _with_title_in_path(layout: Layout) -> tuple[Layout, Block | None]:
    """The layout with the title that ends a path through the site («Главная > Общество > Мост открыли»)."""
    for i, line in enumerate(layout.lines[: layout.first]):
        at = breadcrumb_title(line)
        title = None if at is None else trim(line.text, at, line.end)
        if title is not None:
            return replace(layout, title=i), Block(title.start, title.end, "headline")
    return layout, None


def _blocks(
    layout: Layout, kinds: list[BlockKind], openings: dict[int, Dateline], headline: Block | None
) -> Iterator[Block]:
    together = dict(contacts(layout))
    end = 0
    for i, line in enumerate(layout.lines):
        if line.start < end:
            continue  # in the block of contacts above
        if i in together:
            end = layout.lines[together[i] - 1].end
            yield Block(line.start, end, "contact")
        elif kinds[i] == "paragraph":
            yield from _paragraph(line, openings.get(i))
        elif headline and line.start < headline.start < line.end:
            yield from _cut(line, [(line.start, "boilerplate"), (headline.start, "headline")])
        else:
            yield Block(line.start, line.end, kinds[i])


def _paragraph(line: Line, opening: Dateline | None) -> Iterator[Block]:
    """A paragraph, with the dateline that opens it and the credit that ends it as blocks of their own."""
    start = line.start + opening.end if opening else line.start
    parts: list[tuple[int, BlockKind]] = [(line.start, "dateline")] if opening else []
    parts.append((start, "paragraph"))
    credit = trailing_credit(line)
    if credit is not None and credit > start:
        parts.append((credit, "credit"))
    yield from _cut(line, parts)


def _cut(line: Line, parts: list[tuple[int, BlockKind]]) -> Iterator[Block]:
    """The blocks of a line of several kinds: where each begins, and its kind."""
    ends = [start for start, _ in parts[1:]] + [line.end]
    for (start, kind), end in zip(parts, ends, strict=True):
        span = trim(line.text, start, end)
        if span:
            yield Block(span.start, span.end, kind)
