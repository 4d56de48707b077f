"""The command line: `newsnlp FILE…`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from newsnlp._version import __version__
from newsnlp.extractor import MAX_CHARS, Extractor
from newsnlp.lexicon import Lexicon
from newsnlp.models import DEFAULT, MODELS
from newsnlp.schema import Article, json_schema
from newsnlp.stream import ExtractionError
from newsnlp.summary import show

OK, FAILED, USAGE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141
STDIN = "-"

DESCRIPTION = "Who said what, in Russian news: people with their roles, organisations, attributed quotes."
EPILOG = """\
A file is one article, in UTF-8. "-" is standard input, which is also read where no file is named.
In JSON, meta.source names the file. Messages go to standard error.

exit codes: 0 all files read, 1 some file failed (the others are done), 2 wrong usage
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line with `argv` (without the program's name); returns the exit code."""
    parser = _parser()
    options = parser.parse_args(argv)
    try:
        return _run(parser, options)
    except BrokenPipeError:  # as in `newsnlp … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing left to flush into it
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="newsnlp",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help='an article in UTF-8; "-": standard input')
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON: one object, a list for several files")
    form.add_argument("--jsonl", action="store_true", help="print JSON Lines: one object for each file")
    form.add_argument(
        "--schema", action="store_true", help="print the JSON Schema of such an object and exit"
    )
    parser.add_argument("--tokens", action="store_true", help="in JSON, add the tokens of every sentence")
    parser.add_argument("--workers", type=_positive, default=1, metavar="N", help="processes (default: 1)")
    parser.add_argument("--lexicon", metavar="FILE", help="a TOML or JSON file with words of yours")
    parser.add_argument("--model", choices=sorted(MODELS), default=DEFAULT, help="default: %(default)s")
    parser.add_argument(
        "--max-chars",
        type=_positive,
        default=MAX_CHARS,
        metavar="N",
        help="refuse longer files (default: %(default)s)",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    return parser


def _positive(value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 1, not {value!r}")
    return int(value)


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    _prepare(sys.stdout, machine=options.json or options.jsonl or options.schema)
    if options.schema:
        print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
        return OK
    if not options.files and sys.stdin.isatty():
        parser.error("name a file, or pipe an article in: newsnlp article.txt")
    try:
        lexicon = Lexicon.from_file(options.lexicon) if options.lexicon else None
    except (OSError, ValueError) as error:
        parser.error(f"--lexicon: {error}")
    extractor = Extractor(model=options.model, lexicon=lexicon, max_chars=options.max_chars)
    files = options.files or [STDIN]
    failures = Failures()
    with _progress(len(files)) as progress:
        texts = failures.readable(progress.track(files, description="Reading"))
        results = extractor.extract_many(
            texts, workers=options.workers, on_error="yield", tokens=options.tokens
        )
        articles = failures.without(results)
        if options.json:
            _print_json(articles, alone=len(files) == 1)
        elif options.jsonl:
            _print_jsonl(articles)
        else:
            _print_summaries(articles, alone=len(files) == 1)
    sys.stdout.flush()
    return FAILED if failures.count else OK


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


def _prepare(stream: TextIO, *, machine: bool) -> None:
    """JSON is UTF-8 whatever the locale; for people, characters that it lacks become «?»."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8" if machine else None, errors="replace")


def _progress(files: int) -> Progress:
    """A bar on standard error, unless the results themselves show on a terminal how it goes."""
    console = Console(stderr=True)
    shown = files > 1 and console.is_terminal and not sys.stdout.isatty()
    return Progress(console=console, disable=not shown, redirect_stdout=False)


def _print_json(articles: Iterable[Article], *, alone: bool) -> None:
    if alone:
        for article in articles:
            print(article.model_dump_json(indent=2))
        return
    print("[", end="")
    for n, article in enumerate(articles):
        print("," if n else "", article.model_dump_json(indent=2), sep="\n", end="")
    print("\n]")


def _print_jsonl(articles: Iterable[Article]) -> None:
    for article in articles:
        print(article.model_dump_json(), flush=True)


def _print_summaries(articles: Iterable[Article], *, alone: bool) -> None:
    console = Console(highlight=False)
    for article in articles:
        if not alone:
            console.print(Text(f"== {article.meta['source']} ==", style="dim"), soft_wrap=True)
        show(article, console)
        if not alone:
            console.print()
