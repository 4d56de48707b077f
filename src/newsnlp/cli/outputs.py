"""What `newsnlp extract` writes: each output grows by whole batches and can be cut back to any of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from newsnlp.schema import Article


class Output(Protocol):
    """Where articles go. Its length is a number that only the output itself understands, 0 at first."""

    path: Path

    def encode(self, article: Article) -> Any:
        """The article as it waits for `append`, smaller than it is."""

    def append(self, items: Sequence[Any], length: int) -> int:
        """Put items after the first `length`; gives the new length once they are safe on the disk.

        Whatever stands behind `length` goes: the rest of an append that was interrupted. Raises `OSError`
        where that cannot be written, `ValueError` where there is less than `length`.
        """

    def finish(self, length: int) -> int:
        """Make an output of this length a whole one, even if it is empty."""

    def remove(self) -> None:
        """Remove what was written, and nothing else."""


class Lines:
    """A file of lines; its length is in bytes. The output of articles as JSON Lines."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def encode(self, article: Article) -> bytes:
        """See `Output`."""
        return article.model_dump_json().encode() + b"\n"

    def append(self, items: Sequence[bytes], length: int) -> int:
        """See `Output`."""
        if not items and not length and not self.path.exists():
            return 0
        with self.path.open("r+b" if self.path.exists() else "xb") as file:
            _check(self.path, file.seek(0, os.SEEK_END) >= length)
            file.seek(length)
            file.truncate()
            file.writelines(items)
            file.flush()
            os.fsync(file.fileno())
            return file.tell()

    def finish(self, length: int) -> int:
        """See `Output`."""
        self.path.touch()
        return length

    def remove(self) -> None:
        """See `Output`."""
        self.path.unlink(missing_ok=True)


class Parts:
    """A folder with a folder of Parquet files, the parts, for each table; its length is in parts."""

    def __init__(self, path: Path, tables: Sequence[str]) -> None:
        from newsnlp import tables as arrow  # an extra

        self.path = path
        self.tables = tuple(tables)
        self._arrow = arrow

    def encode(self, article: Article) -> dict[str, Any]:
        """See `Output`."""
        return {name: self._arrow.to_table([article], name) for name in self.tables}

    def append(self, items: Sequence[dict[str, Any]], length: int) -> int:
        """See `Output`."""
        last = [self.path / name / _part(length - 1) for name in self.tables if length]
        _check(self.path, all(part.exists() for part in last))
        return self._write(items, length) if items else length  # over what an interrupted append has left

    def finish(self, length: int) -> int:
        """See `Output`."""
        return length or self._write([], length)

    def remove(self) -> None:
        """See `Output`."""
        if self.path.is_file():
            self.path.unlink()
        for name in self.tables:
            for part in list((self.path / name).glob("*part-*.parquet")):
                part.unlink()

    def _write(self, items: Sequence[dict[str, Any]], length: int) -> int:
        import pyarrow as pa
        import pyarrow.parquet as pq

        for name in self.tables:
            folder = self.path / name
            folder.mkdir(parents=True, exist_ok=True)
            empty = self._arrow.SCHEMAS[name].empty_table()
            table = pa.concat_tables([empty, *(item[name] for item in items)])
            unfinished = folder / f".{_part(length)}"  # readers of a folder pass over names with a dot
            with unfinished.open("wb") as file:
                pq.write_table(table.combine_chunks(), file, compression="zstd")
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(folder / _part(length))
            _sync(folder)
        return length + 1


def _part(number: int) -> str:
    return f"part-{number:06}.parquet"


def _check(path: Path, whole: bool) -> None:
    if not whole:
        raise ValueError(f"{path} is shorter than it was left: begin anew with --overwrite, or name another")


def _sync(folder: Path) -> None:
    """Make the names in a folder safe, where the system can do that."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
