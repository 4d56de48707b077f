"""Files as articles: text, web pages and JSON Lines; failures told and counted."""

from __future__ import annotations

import io
import json
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Any, Literal

from newsnlp.decoding import decode
from newsnlp.schema import Article
from newsnlp.stream import ExtractionError

STDIN = "-"
Format = Literal["text", "html", "jsonl"]
FORMATS: tuple[Format, ...] = ("text", "html", "jsonl")
SUFFIXES: dict[str, Format] = {".html": "html", ".htm": "html", ".jsonl": "jsonl", ".ndjson": "jsonl"}


def format_of(name: str) -> Format:
    """What a file is, by its name: text, where the name does not tell."""
    return SUFFIXES.get(Path(name).suffix.lower(), "text")


class Failures:
    """Passes on what works; counts what does not, and says so on standard error.

    `form` and `encoding` are those of all files; without them, names tell the one and bytes the other.
    """

    def __init__(self, *, form: Format | None = None, encoding: str | None = None) -> None:
        self.count = 0
        self._form = form
        self._encoding = encoding
        self._places: deque[str] = deque()  # of the articles whose results have not come

    def readable(self, files: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """The texts of the articles that can be read, each with its source."""
        for name in files:
            try:
                for place, text, meta in self._articles(name):
                    self._places.append(place)
                    yield text, meta
            except OSError as error:
                self._report(name, error.strerror or str(error))
            except (ImportError, ValueError) as error:
                self._report(name, str(error))

    def without(self, results: Iterable[Article | ExtractionError]) -> Iterator[Article]:
        """The articles among the results of all that were `readable`."""
        for result in results:
            place = self._places.popleft()
            if isinstance(result, ExtractionError):
                self._report(place, result.reason)
            else:
                yield result

    def _articles(self, name: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Where an article stands, its text and meta data."""
        if name != STDIN and Path(name).is_dir():
            raise ValueError("is a directory: name the files in it, as in DIRECTORY/*.txt")
        source = {"source": _printable(name)}
        form = self._form or format_of(name)
        with nullcontext(sys.stdin.buffer) if name == STDIN else Path(name).open("rb") as file:
            if form == "jsonl":
                yield from self._lines(name, file, source)
            else:
                yield name, self._text(name, file.read(), form), source

    def _text(self, name: str, data: bytes, form: Format) -> str:
        """The text of a page or file; that of a file exactly as it stands there, with BOM and line ends."""
        if form == "html":
            from newsnlp.web import read_html

            page = read_html(data, encoding=self._encoding)
            self._note(name, page.encoding)
            if not page.text:
                raise ValueError("has no text: is it a page that only a browser's scripts fill?")
            return page.text
        decoded = decode(data, encoding=self._encoding)
        self._note(name, decoded.encoding)
        return decoded.text

    def _lines(
        self, name: str, file: IO[bytes], source: dict[str, str]
    ) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """The articles of a file in JSON Lines; what else a line holds is meta data."""
        lines = io.TextIOWrapper(file, self._encoding or "utf-8", "surrogateescape", newline="\n")
        try:
            for number, line in enumerate(lines, 1):
                if line.strip("\ufeff \t\r\n"):
                    place = f"{name}:{number}"
                    try:
                        record = _record(line)
                    except ValueError as error:
                        self._report(place, str(error))
                    else:
                        yield place, record.pop("text"), source | {"line": number} | record
        finally:
            lines.detach()  # else it would close standard input

    def _note(self, name: str, encoding: str | None) -> None:
        """Say which encoding was found, as it might be another."""
        if self._encoding is None and encoding not in (None, "utf-8"):
            print(f"newsnlp: {_printable(name)}: read as {encoding}", file=sys.stderr)

    def _report(self, place: str, reason: str) -> None:
        self.count += 1
        print(f"newsnlp: {_printable(place)}: {reason}", file=sys.stderr)


def _record(line: str) -> dict[str, Any]:
    """The object in a line."""
    try:
        line.encode()
    except UnicodeEncodeError:
        raise ValueError("is not UTF-8: say which encoding it is in with --encoding") from None
    try:
        record = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is no JSON: {error}") from None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ValueError('must be an object with the text under "text": {"text": "…", …}')
    return record


def _printable(name: str) -> str:
    """A file name whose bytes are no UTF-8 with replacement characters for these bytes."""
    return os.fsencode(name).decode(errors="replace")
