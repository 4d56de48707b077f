"""`newsnlp report FILE…`: articles into a page of HTML to look at."""

from __future__ import annotations

import argparse
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import get_args

from newsnlp.cli.files import STDIN, Failures
from newsnlp.cli.options import FAILED, OK, add_extractor_options, make_extractor, positive
from newsnlp.report import to_html
from newsnlp.report.wording import Language

DESCRIPTION = """\
A page of HTML to look at: the text with people, organisations, roles and quotes marked in place, and who
said what. Several files make one page with an index of who is quoted how often.
"""
EPILOG = """\
The page is one file that loads nothing from the network. A file is one article, in UTF-8; "-" is
standard input.

exit codes: 0 all files read, 1 some file failed (the page has the others), 2 wrong usage
"""


def make_parser() -> argparse.ArgumentParser:
    """The options of this command."""
    parser = argparse.ArgumentParser(
        prog="newsnlp report",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help='an article in UTF-8; "-": standard input')
    parser.add_argument("-o", "--output", metavar="FILE", help="the page (default: standard output)")
    parser.add_argument(
        "--language", choices=get_args(Language), default="ru", help="of the page (default: %(default)s)"
    )
    parser.add_argument("--workers", type=positive, default=1, metavar="N", help="processes (default: 1)")
    add_extractor_options(parser)
    return parser


def run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """Read the files and write the page; returns the exit code."""
    if options.output is None and sys.stdout.isatty():
        parser.error("name the page: newsnlp report article.txt -o report.html")
    extractor = make_extractor(parser, options)
    failures = Failures()
    texts = failures.readable(options.files)
    results = extractor.extract_many(texts, workers=options.workers, on_error="yield")
    articles = list(failures.without(results))
    if articles:
        alone = len(options.files) == 1
        page = to_html(articles[0] if alone else articles, language=options.language)
        if not _written(page, options.output):
            return FAILED
    return FAILED if failures.count else OK


def _written(page: str, output: str | None) -> bool:
    """Write the page; a file that cannot be written is told on standard error."""
    if output is None or output == STDIN:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        sys.stdout.write(page)
        sys.stdout.flush()
        return True
    try:
        Path(output).write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        print(f"newsnlp: {output}: {error.strerror or error}", file=sys.stderr)
        return False
    return True
