"""A record batch of texts into a record batch of results: what clusters run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from threading import Lock
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from newsnlp.extractor import Extractor
from newsnlp.lexicon import Lexicon
from newsnlp.schema import Article
from newsnlp.tables.arrow import ARTICLE, SCHEMAS, VERSION, check_names, columns, field, fields, id_text
from newsnlp.tables.layouts import LAYOUTS

NESTED = tuple(name for name in LAYOUTS if name != "articles")  # the tables that a result holds as lists
EXTRACTORS = 4  # with their models, that a process keeps


class Result(NamedTuple):
    """What became of an article: it, or the error; `id` is None where the error is that there is none."""

    id: str | None
    article: Article | None
    error: str | None


class BatchExtractor:
    """Reads the articles of a record batch; gives a record batch of as many rows, in the same order.

    The input has a column of texts, `text`, and one of ids, `id`; others are left alone. A row of the result
    has `article`, the id as a string; `error`, null unless the article could not be read; the columns of
    the table `articles`; and for each of `tables` the list of its rows, null beside an error. `schema` is the
    schema of all that. `unnest` makes of such results the tables that `to_table` gives.

    An article that fails is a row with the reason in `error`, never an exception. A column that the input
    lacks raises `ValueError`, and the message lists those that it has. `extractor` has the model and the
    lexicon, those of `Extractor()` if it is left out. Unknown `tables` raise `ValueError`.

    Pickled, it holds its settings only, and all that have the same settings share one loaded model
    in each process: a worker loads it once, however many tasks it is given.

    >>> import pyarrow as pa
    >>> batch = pa.record_batch({"id": [1, 2], "text": ["«Мост откроют», — сказала Ольга Седова.", None]})
    >>> read = BatchExtractor(tables=["quotes"])
    >>> for row in read(batch).to_pylist():
    ...     print(row["article"], row["error"], row["quotes"] and row["quotes"][0]["speaker"])
    1 None Ольга Седова
    2 TypeError: the text must be a str, not NoneType None
    """

    def __init__(
        self,
        extractor: Extractor | None = None,
        *,
        text: str = "text",
        id: str = "id",
        tables: Sequence[str] = NESTED,
    ) -> None:
        check_names(tables)
        if "articles" in tables:
            raise ValueError("the columns of the table articles are in every result: leave it out of tables")
        self.extractor = extractor if extractor is not None else Extractor()
        self.text = text
        self.id = id
        self.tables = tuple(tables)

    @property
    def schema(self) -> pa.Schema:
        """The schema of the results.

        >>> BatchExtractor(tables=["roles"]).schema.names
        ['article', 'error', 'title', 'date', 'place', 'characters', 'model', 'version', 'roles']
        """
        error = pa.field("error", pa.string(), metadata={"description": "why the article could not be read"})
        flat = [field(ARTICLE), error, *fields(LAYOUTS["articles"])]
        lists = [pa.field(name, _list_type(name)) for name in self.tables]
        about = {"newsnlp.tables_version": VERSION}
        return pa.schema([one.with_nullable(True) for one in [*flat, *lists]], metadata=about)

    def __call__(self, batch: Any) -> Any:
        """Read a record batch, a table, or any frame that Arrow takes in (Polars, pandas 2.2 or newer).

        A record batch gives a record batch, all else gives a table.
        """
        if isinstance(batch, pa.RecordBatch):
            return self._read(batch)
        table = batch if isinstance(batch, pa.Table) else pa.table(batch)
        self._check(table.schema)
        return pa.Table.from_batches(self.map(table.to_batches()), self.schema)

    def map(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Read a stream of record batches, one by one: the function that Spark's `mapInArrow` takes."""
        return map(self._read, batches)

    def _read(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        self._check(batch.schema)
        cells = zip(batch.column(self.id), batch.column(self.text), strict=True)
        results = [self._attempt(id, text) for id, text in cells]
        articles = [result.article for result in results]
        arrays = [
            pa.array([result.id for result in results], pa.string()),
            pa.array([result.error for result in results], pa.string()),
            *columns(LAYOUTS["articles"], articles),
            *(_lists(name, articles) for name in self.tables),
        ]
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema)

    def _check(self, schema: pa.Schema) -> None:
        for name in (self.text, self.id):
            if schema.names.count(name) != 1:
                raise ValueError(
                    f"the input must have one column {name!r}; it has: {', '.join(schema.names) or 'none'}. "
                    "Name yours, as in BatchExtractor(text='body', id='url')"
                )

    def _attempt(self, id: pa.Scalar, text: pa.Scalar) -> Result:
        name = None
        try:  # as_py too: a column of strings may hold bytes that are no UTF-8
            if not id.is_valid:
                raise ValueError("the id is null: give every article an id")
            name = id_text(id.as_py())
            return Result(name, _shared(self.extractor).extract(text.as_py()), None)
        except Exception as error:
            return Result(name, None, f"{type(error).__name__}: {error}")

    def __repr__(self) -> str:
        return f"BatchExtractor({self.extractor!r}, text={self.text!r}, id={self.id!r}, tables={self.tables})"


def unnest(results: Any, table: str = "quotes") -> pa.Table:
    """One of the tables out of results of a `BatchExtractor`: what `to_table` gives for the same articles.

    `results` is a table, a record batch, or any frame that Arrow takes in. Raises `ValueError` for an unknown
    table and for results that were made without it.

    >>> import pyarrow as pa
    >>> results = BatchExtractor()(pa.table({"id": ["a7"], "text": ["Приехал мэр Иван Орлов."]}))
    >>> unnest(results, "roles").select(["article", "title", "person"]).to_pylist()
    [{'article': 'a7', 'title': 'мэр', 'person': 'Иван Орлов'}]
    """
    check_names([table])
    whole = pa.Table.from_batches([results]) if isinstance(results, pa.RecordBatch) else pa.table(results)
    schema = SCHEMAS[table]
    if table == "articles":
        nullable = pa.schema([one.with_nullable(True) for one in schema])  # as they are beside an error
        rows = whole.select(schema.names).cast(nullable)
        return rows.filter(pc.is_null(whole.column("error"))).cast(schema)
    if table not in whole.schema.names:
        raise ValueError(
            f"these results have no {table!r}: make them with BatchExtractor(tables=[{table!r}])"
        )
    lists = whole.column(table)
    rows = pc.list_flatten(lists)
    if not len(rows):
        return schema.empty_table()
    ids = whole.column("article").cast(pa.string())
    own = [pc.struct_field(rows, name) for name in schema.names[1:]]
    return pa.table([ids.take(pc.list_parent_indices(lists)), *own], names=schema.names).cast(schema)


def _list_type(table: str) -> pa.DataType:
    return pa.list_(pa.struct(fields(LAYOUTS[table])))


def _lists(table: str, articles: Sequence[Article | None]) -> pa.Array:
    """The rows of each article as a list, null where there is no article."""
    layout = LAYOUTS[table]
    rows = [None if article is None else list(layout.rows(article)) for article in articles]
    flat = list(chain.from_iterable(some or () for some in rows))
    ends = accumulate((len(some or ()) for some in rows), initial=0)
    return pa.ListArray.from_arrays(
        pa.array(ends, pa.int32()),
        pa.StructArray.from_arrays(columns(layout, flat), fields=fields(layout)),
        type=_list_type(table),
        mask=pa.array([some is None for some in rows], pa.bool_()),
    )


def _shared(extractor: Extractor) -> Extractor:
    """The extractor of this process with the same settings: clusters unpickle a new one for every task."""
    with _making:
        return _made(extractor.model, extractor.lexicon, extractor.max_chars)


_making = Lock()


@lru_cache(EXTRACTORS)
def _made(model: str, lexicon: Lexicon, max_chars: int) -> Extractor:
    return Extractor(model=model, lexicon=lexicon, max_chars=max_chars)
