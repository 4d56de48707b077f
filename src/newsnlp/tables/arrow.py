"""Articles that have been read, as Arrow tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from newsnlp.schema import Article
from newsnlp.tables.layouts import LAYOUTS, Column, Layout

VERSION = "1"  # of the tables; another one where a column goes or changes its meaning
ROWS = 10_000
TYPES = {str: pa.string(), int: pa.int32(), float: pa.float64(), bool: pa.bool_()}
ARTICLE = Column("article", str, "the article's id", lambda row: row)


def field(column: Column) -> pa.Field:
    """A column as Arrow has it, its meaning in its metadata."""
    return pa.field(
        column.name, TYPES[column.type], nullable=column.optional, metadata={"description": column.meaning}
    )


def fields(layout: Layout) -> list[pa.Field]:
    """The columns of a table but for the article's id."""
    return [field(column) for column in layout.columns]


def _schema(name: str, layout: Layout) -> pa.Schema:
    about = {
        "newsnlp.table": name,
        "newsnlp.tables_version": VERSION,
        "description": f"One row: {layout.row}",
    }
    return pa.schema([field(ARTICLE), *fields(layout)], metadata=about)


#: The schema of each table, by its name.
SCHEMAS: Mapping[str, pa.Schema] = MappingProxyType(
    {name: _schema(name, layout) for name, layout in LAYOUTS.items()}
)


def to_batches(
    articles: Iterable[Article], table: str = "quotes", *, id: str = "id", rows: int = ROWS
) -> pa.RecordBatchReader:
    """One of the tables of many articles, as a stream of record batches.

    `table` is a name in `SCHEMAS`. The id of an article is `article.meta[id]`, as a string, or its position
    among the articles, from 0, where its meta has no such key. The articles are read as the batches are asked
    for; a batch has `rows` rows, and more only where one article has more. No articles give no batches.

    Raises `ValueError` for an unknown table or `rows` below 1, and `TypeError`, at its batch, for what is
    no article.

    >>> from newsnlp import extract
    >>> article = extract("«Мост откроют в мае», — сказала Ольга Седова.", meta={"id": "a7"})
    >>> for batch in to_batches([article], "mentions"):
    ...     print(batch.select(["article", "name", "kind"]).to_pylist())
    [{'article': 'a7', 'name': 'Ольга Седова', 'kind': 'name'}]
    """
    check_names([table])
    if rows < 1:
        raise ValueError(f"rows must be at least 1, not {rows}")
    schema = SCHEMAS[table]
    return pa.RecordBatchReader.from_batches(schema, _batches(articles, table, id, rows))


def to_table(articles: Iterable[Article], table: str = "quotes", *, id: str = "id") -> pa.Table:
    """One of the tables of many articles, whole; `to_batches` says what the arguments are.

    >>> from newsnlp import extract
    >>> articles = [extract("Мост откроют в мае, сообщила мэр Ольга Седова.")]
    >>> to_table(articles).select(["article", "speaker", "speaker_role", "text"]).to_pylist()
    [{'article': '0', 'speaker': 'Ольга Седова', 'speaker_role': 'мэр', 'text': 'Мост откроют в мае'}]
    >>> to_table([], "roles").num_rows
    0
    """
    return to_batches(articles, table, id=id).read_all()


def check_names(tables: Iterable[str]) -> None:
    """Raises `ValueError` if there is no table of one of these names."""
    for name in tables:
        if name not in SCHEMAS:
            raise ValueError(f"unknown table {name!r}; choose from: {', '.join(SCHEMAS)}")


def id_text(id: Any) -> str:
    """The id of an article as it stands in a table: a string as it is, else what `str` makes of it."""
    return id if isinstance(id, str) else str(id)


def columns(layout: Layout, rows: list[Any]) -> list[pa.Array]:
    """The columns of some rows; a row that is None is null in all of them."""
    return [
        pa.array([None if row is None else column.value(row) for row in rows], TYPES[column.type])
        for column in layout.columns
    ]


def _batches(articles: Iterable[Article], table: str, id: str, size: int) -> Iterator[pa.RecordBatch]:
    layout = LAYOUTS[table]
    ids: list[str] = []
    rows: list[Any] = []
    for position, article in enumerate(articles):
        if not isinstance(article, Article):
            raise TypeError(
                f"item {position} is no Article but {article!r}: leave out what could not be read, "
                "as in (result for result in results if isinstance(result, Article))"
            )
        more = list(layout.rows(article))
        if rows and len(rows) + len(more) > size:
            yield _batch(table, ids, rows)
            ids, rows = [], []
        rows += more
        ids += [_id(article, position, id)] * len(more)
    if rows:
        yield _batch(table, ids, rows)


def _batch(table: str, ids: list[str], rows: list[Any]) -> pa.RecordBatch:
    arrays = chain([pa.array(ids, pa.string())], columns(LAYOUTS[table], rows))
    return pa.RecordBatch.from_arrays(list(arrays), schema=SCHEMAS[table])


def _id(article: Article, position: int, key: str) -> str:
    own = article.meta.get(key) if isinstance(article.meta, dict) else None
    return id_text(position if own is None else own)
