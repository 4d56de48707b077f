"""`newsnlp FILE…`: articles read into a summary or JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from typing import TextIO

from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from newsnlp._version import __version__
from newsnlp.cli.files import FORMATS, STDIN, Failures, format_of
from newsnlp.cli.options import FAILED, OK, add_extractor_options, make_extractor, positive
from newsnlp.decoding import is_encoding
from newsnlp.schema import Article, json_schema
from newsnlp.summary import UNSAFE, show

DESCRIPTION = "Who said what, in Russian news: people with their roles, organisations, attributed quotes."
EPILOG = """\
A file is one article: plain text, or a web page (.html, .htm); or one article a line (.jsonl), with the
text under "text". "-" is standard input, which is also read where no file is named. In JSON, meta.source
names the file, and meta has what else a line of JSON holds. Messages go to standard error.

exit codes: 0 all files read, 1 some file failed (the others are done), 2 wrong usage
"""


def make_parser() -> argparse.ArgumentParser:
    """The options of this command."""
    parser = argparse.ArgumentParser(
        prog="newsnlp",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help='text, HTML or JSON Lines; "-": standard input'
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON: one object, a list for several files")
    form.add_argument("--jsonl", action="store_true", help="print JSON Lines: one object for each file")
    form.add_argument(
        "--schema", action="store_true", help="print the JSON Schema of such an object and exit"
    )
    parser.add_argument("--tokens", action="store_true", help="in JSON, add the tokens of every sentence")
    parser.add_argument(
        "--format", choices=FORMATS, help="what the files are (default: their names tell; else text)"
    )
    parser.add_argument(
        "--encoding", metavar="NAME", help="of the files, as windows-1251 (default: it is found out)"
    )
    parser.add_argument("--workers", type=positive, default=1, metavar="N", help="processes (default: 1)")
    add_extractor_options(parser)
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    return parser


def run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """Read the files and print what is in them; returns the exit code."""
    _prepare(sys.stdout, machine=options.json or options.jsonl or options.schema)
    if options.schema:
        print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
        return OK
    if options.encoding and not is_encoding(options.encoding):
        parser.error(f"--encoding: there is no encoding {options.encoding!r}; one is windows-1251")
    if not options.files and sys.stdin.isatty():
        parser.error("name a file, or pipe an article in: newsnlp article.txt")
    extractor = make_extractor(parser, options)
    files = options.files or [STDIN]
    alone = len(files) == 1 and (options.format or format_of(files[0])) != "jsonl"
    failures = Failures(form=options.format, encoding=options.encoding)
    with _progress(len(files)) as progress:
        texts = failures.readable(progress.track(files, description="Reading"))
        results = extractor.extract_many(
            texts, workers=options.workers, on_error="yield", tokens=options.tokens
        )
        articles = failures.without(results)
        if options.json:
            _print_json(articles, alone=alone)
        elif options.jsonl:
            _print_jsonl(articles)
        else:
            _print_summaries(articles, alone=alone)
    sys.stdout.flush()
    return FAILED if failures.count else OK


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
            console.print(Text(f"== {_place(article)} ==", style="dim"), soft_wrap=True)
        show(article, console)
        if not alone:
            console.print()


def _place(article: Article) -> str:
    """The file, and the line where it has many articles."""
    line = f":{article.meta['line']}" if "line" in article.meta else ""
    return UNSAFE.sub("", f"{article.meta['source']}{line}")
