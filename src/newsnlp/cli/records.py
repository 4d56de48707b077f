"""The articles of a JSONL, CSV or Parquet file, one by one; what cannot be read keeps its place."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple

EXCERPT = 80  # characters
BATCH = 64  # rows of Parquet in memory
CELL = 2**31 - 1  # the longest cell of CSV, the most that csv takes on every system
DELIMITERS = {".csv": ",", ".tsv": "\t"}
CONVERT = "is not UTF-8: convert the file first, as in iconv -f windows-1251 -t utf-8 FILE"


class Columns(NamedTuple):
    """The columns to read: of the text, of the id (None: the position counts), and those to keep as meta."""

    text: str = "text"
    id: str | None = None
    keep: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """All of them, each once."""
        return list(dict.fromkeys([self.text, *([self.id] if self.id else []), *self.keep]))


class Record(NamedTuple):
    """An article of the input, or the problem that it has; `end` is how much of the input is read with it."""

    meta: dict[str, Any]
    text: Any
    end: int
    problem: str | None = None
    excerpt: str | None = None


class Unreadable(NamedTuple):
    """Stands for a row that cannot be read."""

    problem: str
    excerpt: str | None = None


Row = Mapping[str, Any] | Unreadable


class Source(NamedTuple):
    """An input: its size, and its rows, each with how much of that size is read by then."""

    size: int
    rows: Iterator[tuple[Row, int]]


def open_source(path: Path, columns: Columns, delimiter: str | None = None) -> Source:
    """The input in a file, by its suffix.

    Raises `OSError` where it cannot be opened, `ImportError` where its format needs an extra, and
    `ValueError` for an unknown suffix and for columns that a table lacks.
    """
    match suffix := path.suffix.lower():
        case ".jsonl" | ".ndjson":
            return Source(path.stat().st_size, _jsonl(path))
        case ".csv" | ".tsv":
            return _csv(path, columns, delimiter or DELIMITERS[suffix])
        case ".parquet":
            return _parquet(path, columns)
        case _:
            raise ValueError(f"{path}: the input must be a .jsonl, .csv or .parquet file")


def records(source: Source, columns: Columns) -> Iterator[Record]:
    """The articles of an input, in order."""
    for position, (row, end) in enumerate(source.rows):
        yield _record(row, position, end, columns)


def _record(row: Row, position: int, end: int, columns: Columns) -> Record:
    if isinstance(row, Unreadable):
        return Record({"id": position}, None, end, row.problem, row.excerpt)
    id = _json(row.get(columns.id)) if columns.id else position
    meta = {name: _json(row[name]) for name in columns.keep if name in row} | {"id": id}
    text = row.get(columns.text)
    problem = None
    if id is None:
        problem = f"it has no id in {columns.id!r}"
    elif text is None:
        problem = f"it has no text in {columns.text!r}; it has: {', '.join(row)}"
    return Record(meta, text, end, problem)


def _json(value: Any) -> Any:
    """A value that JSON can hold: dates and the like as text, numbers that are none as null."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return str(value)
    return value


def _jsonl(path: Path) -> Iterator[tuple[Row, int]]:
    end = 0
    with path.open("rb") as lines:
        for line in lines:
            start, end = end, end + len(line)
            if not line.isspace():
                yield _object(line.removeprefix(b"\xef\xbb\xbf") if start == 0 else line), end


def _object(line: bytes) -> Row:
    excerpt = line[: 4 * EXCERPT].decode(errors="replace").strip()[:EXCERPT]
    try:
        row = json.loads(line.decode())
    except UnicodeDecodeError:
        return Unreadable(f"the line {CONVERT}", excerpt)
    except (ValueError, RecursionError) as error:
        return Unreadable(f"the line is no JSON: {error}", excerpt)
    return row if isinstance(row, dict) else Unreadable("the line is no JSON object", excerpt)


def _csv(path: Path, columns: Columns, delimiter: str) -> Source:
    csv.field_size_limit(CELL)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as lines:
        header = next(csv.reader(lines, delimiter=delimiter), [])
    _check(path, header, columns, "; if another character divides them, name it with --delimiter")
    return Source(path.stat().st_size, _csv_rows(path, header, delimiter))


def _csv_rows(path: Path, header: list[str], delimiter: str) -> Iterator[tuple[Row, int]]:
    with (
        path.open("rb") as binary,  # which knows how far it is, unlike the text around it
        TextIOWrapper(binary, encoding="utf-8-sig", errors="surrogateescape", newline="") as lines,
    ):
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        next(reader)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Unreadable(f"line {reader.line_num} is no CSV: {error}"), binary.tell()
            else:
                if cells:
                    yield _cells(header, cells), binary.tell()


def _cells(header: list[str], cells: list[str]) -> Row:
    excerpt = " ".join(cells)[:EXCERPT]
    if len(cells) != len(header):
        return Unreadable(f"the row has {len(cells)} cells, the header {len(header)}", excerpt)
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return Unreadable(f"the row {CONVERT}", excerpt)
    return dict(zip(header, cells, strict=True))


def _parquet(path: Path, columns: Columns) -> Source:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ImportError("Parquet needs pyarrow: pip install 'newsnlp[tables]'") from error
    try:
        file = pq.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise ValueError(f"{path} is no Parquet file: {error}") from None
    _check(path, file.schema_arrow.names, columns)
    return Source(file.metadata.num_rows, _parquet_rows(file, columns.names))


def _parquet_rows(file: Any, names: list[str]) -> Iterator[tuple[Row, int]]:
    position = 0
    with file:
        for batch in file.iter_batches(BATCH, columns=names):
            for n in range(batch.num_rows):
                position += 1
                yield _values(batch, n, names), position


def _values(batch: Any, n: int, names: list[str]) -> Row:
    try:
        return {name: batch.column(name)[n].as_py() for name in names}
    except ValueError as error:  # a string that is no UTF-8
        return Unreadable(f"the row cannot be read: {error}")


def _check(path: Path, header: Sequence[str], columns: Columns, hint: str = "") -> None:
    for name in columns.names:
        if header.count(name) != 1:
            found = "several columns" if name in header else "no column"
            raise ValueError(f"{path} has {found} {name!r}; its columns are: {', '.join(header)}{hint}")
