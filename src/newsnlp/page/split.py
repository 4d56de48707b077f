"""Split a news page into its parts.

Each line is first judged by itself (`marks`), then by the headings above it (`spread`); what is left is the
article (`headings`), whose lines are told by where they stand (`arrange`). At last the dateline that opens a
paragraph and the credit that ends one become blocks of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from newsnlp.document import Block
from newsnlp.page.arrange import arrange, contacts
from newsnlp.page.datelines import Dateline, normal_place, opening_dateline
from newsnlp.page.furniture import breadcrumb_title
from newsnlp.page.headings import find_body, find_title
from newsnlp.page.labels import trailing_credit
from newsnlp.page.lines import Line, key_of, split_lines, trim
from newsnlp.page.marks import Mark, mark_of
from newsnlp.page.spread import spread
from newsnlp.page.statement import article_date, article_place
from newsnlp.page.stamps import stamp_of
from newsnlp.page.wrapped import join_wrapped
from newsnlp.schema import BlockKind

OPENING_PARAGRAPHS = 3  # of the article: a dateline further below is that of another one


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

    >>> page = split_page("Мост открыли\\n\\nПЕРМЬ, 30 авг — РИА Новости. Мост открыли в срок.\\n\\nФото: Анна Ким")
    >>> [block.kind for block in page.blocks], page.title, page.place
    (['headline', 'dateline', 'paragraph', 'credit'], 'Мост открыли', 'Пермь')
    """
    lines = join_wrapped(split_lines(text))
    phrases = tuple(key for key in map(key_of, boilerplate) if key)
    marks: list[Mark | None] = [mark_of(line, phrases) for line in lines]
    spread(lines, marks)
    body = find_body(lines, marks)
    title = find_title(lines, marks, body)
    headline = Block(lines[title].start, lines[title].end, "headline") if title is not None else None
    if headline is None:
        title, headline = next(_titles_in_paths(lines[: body.first]), (None, None))
    kinds = arrange(lines, marks, body, title)
    openings = {i: found for i, line in enumerate(lines) if kinds[i] == "paragraph" and (found := opening_dateline(line.raw))}
    stamps = {i: found for i, line in enumerate(lines) if kinds[i] == "dateline" and (found := stamp_of(line))}
    first = [openings[i] for i in openings if i < body.first + OPENING_PARAGRAPHS]
    towns = [normal_place(line.plain) for i, line in enumerate(lines[: body.first]) if kinds[i] == "dateline" and i not in stamps]
    return Page(
        list(_blocks(text, lines, marks, kinds, openings, headline)),
        None if headline is None else text[headline.start : headline.end],
        article_date(lines, marks, body, first, stamps),
        article_place(first, towns, stamps, body),
    )


def _titles_in_paths(lines: list[Line]) -> Iterator[tuple[int, Block]]:
    """The titles that end a path through the site, where none stands in a line of its own."""
    for i, line in enumerate(lines):
        at = breadcrumb_title(line)
        if at is not None:
            yield i, Block(at, line.end, "headline")


def _blocks(
    text: str,
    lines: list[Line],
    marks: list[Mark | None],
    kinds: list[BlockKind],
    openings: dict[int, Dateline],
    headline: Block | None,
) -> Iterator[Block]:
    together = dict(contacts(lines, marks))
    end = 0
    for i, line in enumerate(lines):
        if line.start < end:
            continue  # in the block of contacts above
        if i in together:
            end = lines[together[i] - 1].end
            yield Block(line.start, end, "contact")
        elif kinds[i] == "paragraph":
            yield from _paragraph(text, line, openings.get(i))
        elif headline and line.start < headline.start < line.end:
            yield from _cut(text, line, headline.start, "boilerplate", "headline")
        else:
            yield Block(line.start, line.end, kinds[i])


def _paragraph(text: str, line: Line, opening: Dateline | None) -> Iterator[Block]:
    """A paragraph, with the dateline that opens it and the credit that ends it as blocks of their own."""
    start = line.start + opening.end if opening else line.start
    credit = trailing_credit(line)
    if opening:
        yield from _block(text, line.start, start, "dateline")
    if credit is not None and credit > start:
        yield from _cut(text, Line(start, line.end, text, False), credit, "paragraph", "credit")
    else:
        yield from _block(text, start, line.end, "paragraph")


def _cut(text: str, line: Line, at: int, before: BlockKind, after: BlockKind) -> Iterator[Block]:
    yield from _block(text, line.start, at, before)
    yield from _block(text, at, line.end, after)


def _block(text: str, start: int, end: int, kind: BlockKind) -> Iterator[Block]:
    span = trim(text, start, end)
    if span:
        yield Block(span.start, span.end, kind)
