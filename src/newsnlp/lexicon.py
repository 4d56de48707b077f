"""The linguistic knowledge: tables in `newsnlp/data`, plus what the user adds.

A table is a UTF-8 text file: one entry a line, columns separated by tabs, `#` starts a comment,
the first comment says where the knowledge comes from.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/NAME.tsv`, each a tuple of its cells.

    >>> ("«", "»") in table("quotation_marks")
    True
    """
    return tuple(_rows(name))


@cache
def column(name: str) -> frozenset[str]:
    """The first cells of the rows of `data/NAME.tsv`."""
    return frozenset(row[0] for row in table(name))


def _rows(name: str) -> Iterator[tuple[str, ...]]:
    source = resources.files("newsnlp") / "data" / f"{name}.tsv"
    for line in source.read_text(encoding="utf-8").splitlines():
        entry = line.split("#", 1)[0].rstrip()
        if entry:
            yield tuple(cell.strip() for cell in entry.split("\t"))
