"""`newsnlp extract INPUT -o OUTPUT`: a file of many articles into JSON Lines or Parquet, resumable."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from newsnlp._version import __version__
from newsnlp.cli.ledger import Commit, Ledger
from newsnlp.cli.options import FAILED, OK, add_extractor_options, make_extractor, positive
from newsnlp.cli.outputs import Lines, Output, Parts
from newsnlp.cli.records import Columns, Record, Source, open_source, records
from newsnlp.extractor import Extractor
from newsnlp.schema import Article
from newsnlp.stream import ExtractionError, Result

DESCRIPTION = "Read the articles of a JSONL, CSV or Parquet file into JSON Lines or Parquet."
EPILOG = """\
OUTPUT is a file NAME.jsonl with one article a line, or a folder NAME.parquet with a folder of Parquet
files for each table. Beside it, OUTPUT.failed.jsonl has the articles that failed, with the reason, and
OUTPUT.state.jsonl how far the work is: the same command after an interrupt goes on from there.

exit codes: 0 all articles read, 1 some failed (the others are done) or a file could not be written,
2 wrong usage, 130 interrupted
"""
EVERY = 500  # articles between two commits, which are in memory until then
TABLES = ("articles", "quotes", "segments", "entities", "mentions", "roles")
SAMPLE = 1 << 20  # bytes at each end of the input that tell it from others


def make_parser() -> argparse.ArgumentParser:
    """The options of this command."""
    parser = argparse.ArgumentParser(
        prog="newsnlp extract",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("input", type=Path, metavar="INPUT", help="a .jsonl, .csv, .tsv or .parquet file")
    parser.add_argument("-o", "--output", type=Path, required=True, help="NAME.jsonl or NAME.parquet")
    parser.add_argument("--text-column", default="text", metavar="NAME", help="default: %(default)s")
    parser.add_argument("--id-column", metavar="NAME", help="default: the position in the file, from 0")
    parser.add_argument(
        "--keep",
        action="append",
        default=[],
        metavar="NAME",
        help="a column to keep in meta; may be repeated",
    )
    parser.add_argument(
        "--delimiter", type=_character, metavar="C", help="of a CSV file (default: a comma; in .tsv a tab)"
    )
    parser.add_argument(
        "--table",
        action="append",
        choices=TABLES,
        dest="tables",
        help="a table for Parquet; may be repeated (default: all)",
    )
    parser.add_argument("--tokens", action="store_true", help="in JSON, add the tokens of every sentence")
    parser.add_argument("--workers", type=positive, default=1, metavar="N", help="processes (default: 1)")
    parser.add_argument(
        "--commit-every",
        type=positive,
        default=EVERY,
        metavar="N",
        help="articles in a part of Parquet, and at most to read again after a crash (default: %(default)s)",
    )
    parser.add_argument("--overwrite", action="store_true", help="begin anew, whatever is at OUTPUT")
    add_extractor_options(parser)
    return parser


def run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """Read the input into the output; returns the exit code."""
    extractor = make_extractor(parser, options)
    columns = Columns(options.text_column, options.id_column, tuple(options.keep))
    try:
        source = open_source(options.input, columns, options.delimiter)
        output = _output(options)
        failures = Lines(_beside(options.output, "failed"))
        state = _beside(options.output, "state")
        _make_room(output, failures, state, options)
        ledger = Ledger(state, _job(options, extractor))
    except (OSError, ValueError, ImportError) as error:
        parser.error(_message(error))
    with ledger:
        work = Work(output, failures, ledger, options.commit_every)
        try:
            work.resume()
        except (OSError, ValueError) as error:
            parser.error(_message(error))
        if ledger.last.finished:
            _say(f"{output.path} was finished before: --overwrite begins anew")
            return work.report()
        try:
            _read(source, columns, extractor, work, options)
        except (KeyboardInterrupt, OSError, ValueError, RuntimeError) as error:
            work.save()
            _say(_message(error) or "interrupted")
            _say(f"stopped after {ledger.last.records} articles: the same command goes on from there")
            if isinstance(error, KeyboardInterrupt):
                raise
            return FAILED
        return work.report()


class Done(NamedTuple):
    """A record that has been read: its article, encoded, or the line on its failure."""

    article: Any = None
    failure: bytes | None = None


class Work:
    """Results on their way: they wait here, and go to the disk together, in the order of the input."""

    def __init__(self, output: Output, failures: Lines, ledger: Ledger, every: int) -> None:
        self._output = output
        self._failures = failures
        self._ledger = ledger
        self._every = every
        self._waiting: list[Done] = []

    def resume(self) -> None:
        """Cut off what an interrupted commit has left. Raises `ValueError` where something is missing."""
        self._write([])

    @property
    def position(self) -> int:
        """How many records of the input are read."""
        return self._ledger.last.records + len(self._waiting)

    def add(self, result: Result, record: Record) -> None:
        """Take the next result."""
        if isinstance(result, Article):
            done = Done(article=self._output.encode(result))
        else:
            done = Done(failure=_failure(self.position, result, record))
        self._waiting.append(done)  # in one step: an interrupt finds a record here or not
        if len(self._waiting) >= self._every:
            self.commit()

    def commit(self, *, finished: bool = False) -> None:
        """Write what waits. After an error or an interrupt in the midst of it the commit before counts."""
        waiting, self._waiting = self._waiting, []  # first, so that nothing can be written twice
        done = self._write(waiting)
        if finished:
            done = done._replace(output=self._output.finish(done.output), finished=True)
        self._ledger.commit(done)

    def save(self) -> None:
        """Write what waits, if that is possible; nothing is done where the commit itself was interrupted."""
        if self._waiting:
            with suppress(OSError):
                self.commit()

    def report(self) -> int:
        """Say what has become of the articles; returns the exit code."""
        last = self._ledger.last
        _say(f"{last.records - last.failed} articles read into {self._output.path}, {last.failed} failed")
        if last.failed:
            with self._failures.path.open(encoding="utf-8") as lines:
                first = json.loads(next(lines))
            _say(f"see {self._failures.path}; the first, {first['id']!r}: {first['reason']}")
        return FAILED if last.failed else OK

    def _write(self, waiting: list[Done]) -> Commit:
        last = self._ledger.last
        failures = [done.failure for done in waiting if done.failure is not None]
        return Commit(
            last.records + len(waiting),
            last.failed + len(failures),
            self._output.append([done.article for done in waiting if done.failure is None], last.output),
            self._failures.append(failures, last.failures),
        )


def _read(
    source: Source, columns: Columns, extractor: Extractor, work: Work, options: argparse.Namespace
) -> None:
    if work.position:
        _say(f"going on after {work.position} articles")
    ahead: list[Record] = []  # read, but without a result yet

    def items() -> Iterator[tuple[Any, dict[str, Any]]]:
        for record in islice(records(source, columns), work.position, None):
            ahead.append(record)
            yield None if record.problem else record.text, record.meta

    with _progress(source.size) as progress:
        task = progress.add_task("Reading", total=source.size, articles=work.position)
        for result in extractor.extract_many(
            items(), workers=options.workers, on_error="yield", tokens=options.tokens
        ):
            record = ahead.pop(0)
            work.add(result, record)
            progress.update(task, completed=record.end, articles=work.position)
    work.commit(finished=True)


def _failure(position: int, error: ExtractionError, record: Record) -> bytes:
    entry = {
        "position": position,
        "id": record.meta["id"],
        "reason": record.problem or error.reason,
        "excerpt": record.excerpt or error.excerpt,
    }
    line = json.dumps(entry, ensure_ascii=False, default=str) + "\n"
    return line.encode(errors="backslashreplace")  # a lone surrogate becomes its escape in JSON


def _output(options: argparse.Namespace) -> Output:
    match options.output.suffix.lower():
        case ".jsonl" | ".ndjson":
            if options.tables:
                raise ValueError("--table is for Parquet: name the output NAME.parquet")
            return Lines(options.output)
        case ".parquet":
            return Parts(options.output, options.tables or TABLES)
        case _:
            raise ValueError(f"{options.output}: the output must be named NAME.jsonl or NAME.parquet")


def _character(value: str) -> str:
    """What divides cells, for argparse; `\\t` is a tab, which few shells let one type."""
    character = value.replace("\\t", "\t")
    if len(character) != 1 or character in '"\r\n':
        raise argparse.ArgumentTypeError(f"must be one character, such as ; or \\t, not {value!r}")
    return character


def _beside(output: Path, what: str) -> Path:
    return output.with_name(f"{output.name}.{what}.jsonl")


def _make_room(output: Output, failures: Lines, state: Path, options: argparse.Namespace) -> None:
    """Nothing that is no result of this command is overwritten, unless the user wants it."""
    existing = [path for path in (output.path, failures.path, state) if path.exists()]
    if options.overwrite:
        if any(path.samefile(options.input) for path in existing):
            raise ValueError(f"this would overwrite the input, {options.input}: name another output")
        output.remove()
        failures.remove()
        state.unlink(missing_ok=True)
    elif existing and state not in existing:
        raise ValueError(f"{existing[0]} exists: name another output, or begin anew with --overwrite")


def _job(options: argparse.Namespace, extractor: Extractor) -> dict[str, Any]:
    """What decides on the output: going on with another job would mix two."""
    return {
        "newsnlp": __version__,
        "input": options.input.name,
        "input size": options.input.stat().st_size,
        "input digest": _digest(options.input),
        "--text-column": options.text_column,
        "--id-column": options.id_column,
        "--keep": options.keep,
        "--delimiter": options.delimiter,
        "--table": options.tables,
        "--tokens": options.tokens,
        "--model": extractor.model,
        "--max-chars": extractor.max_chars,
        "--lexicon": extractor.lexicon.model_dump(mode="json"),
    }


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.sha256(file.read(SAMPLE))
        file.seek(max(0, path.stat().st_size - SAMPLE))
        digest.update(file.read(SAMPLE))
    return digest.hexdigest()


def _progress(size: int) -> Progress:
    """A bar on standard error, if that is a terminal."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[articles]} articles"),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
        redirect_stdout=False,
    )


def _message(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'the output'}: {error.strerror}"
    return str(error)


def _say(text: str) -> None:
    print(f"newsnlp: {text}", file=sys.stderr)
