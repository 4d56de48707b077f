"""Files as articles: read to the last byte, failures told and counted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsnlp.schema import Article
from newsnlp.stream import ExtractionError

STDIN = "-"


class Failures:
    """Passes on what works; counts what does not, and says so on standard error."""

    def __init__(self) -> None:
        self.count = 0

    def readable(self, files: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
        """The texts of the files that can be read, each with its source."""
        for name in files:
            try:
                text = _read(name)
            except OSError as error:
                self._report(name, error.strerror or str(error))
            except ValueError as error:
                self._report(name, str(error))
            else:
                yield text, {"source": _printable(name)}

    def without(self, results: Iterable[Article | ExtractionError]) -> Iterator[Article]:
        """The articles among the results."""
        for result in results:
            if isinstance(result, ExtractionError):
                self._report(result.meta["source"], result.reason)
            else:
                yield result

    def _report(self, name: str, reason: str) -> None:
        self.count += 1
        print(f"newsnlp: {_printable(name)}: {reason}", file=sys.stderr)


def _read(name: str) -> str:
    """The text of a file exactly as it stands there: no BOM removed, no line ends changed."""
    if name != STDIN and Path(name).is_dir():
        raise ValueError("is a directory: name the files in it, as in DIRECTORY/*.txt")
    data = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise ValueError(
            f"is not UTF-8 (byte 0x{data[error.start]:02x} at {error.start}): convert it first, "
            "as in iconv -f windows-1251 -t utf-8 FILE"
        ) from None


def _printable(name: str) -> str:
    """A file name whose bytes are no UTF-8 with replacement characters for these bytes."""
    return os.fsencode(name).decode(errors="replace")
