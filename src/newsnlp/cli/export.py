"""`newsnlp export FILE… --format NAME -o DIR`: articles into the formats of other tools."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path

from newsnlp._version import __version__
from newsnlp.cli.files import Failures
from newsnlp.cli.options import FAILED, OK, add_extractor_options, make_extractor, positive
from newsnlp.formats.files import FORMATS, Files, Format
from newsnlp.schema import Article

EPILOG = """\
A file is one article, in UTF-8; its files in DIR have its name. What stands in DIR already is left alone
(it may be somebody's work) unless --overwrite is given. docs/formats.md has the formats.

exit codes: 0 all files written, 1 some failed (the others are done), 2 wrong usage
"""


def make_parser() -> argparse.ArgumentParser:
    """The options of this command."""
    parser = argparse.ArgumentParser(
        prog="newsnlp export",
        description="Articles into the formats of other tools.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help='an article in UTF-8; "-": standard input')
    parser.add_argument("--format", required=True, choices=FORMATS, help=", ".join(FORMATS), metavar="NAME")
    parser.add_argument("-o", "--output", required=True, metavar="DIR", type=Path, help="made if need be")
    parser.add_argument("--overwrite", action="store_true", help="replace files that stand in DIR")
    parser.add_argument("--workers", type=positive, default=1, metavar="N", help="processes (default: 1)")
    add_extractor_options(parser)
    return parser


def run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """Read the files and write them anew; returns the exit code."""
    form: Format = FORMATS[options.format]
    try:
        form.write(Article(version=__version__, model=options.model, text=""))  # is its library there?
        options.output.mkdir(parents=True, exist_ok=True)
    except ImportError as error:
        parser.error(f"--format {options.format}: {error}")
    except OSError as error:
        parser.error(f"--output {options.output}: {error.strerror}")
    failures = Failures()
    results = make_extractor(parser, options).extract_many(
        failures.readable(options.files), workers=options.workers, on_error="yield", tokens=form.tokens
    )
    unwritten = _write_all(failures.without(results), form, options.output, options.overwrite)
    return FAILED if failures.count or unwritten else OK


def _write_all(articles: Iterable[Article], form: Format, folder: Path, overwrite: bool) -> int:
    """Write the articles; returns how many could not be."""
    for name, data in form.beside().items():
        _write(folder / name, data, overwrite=True)
    unwritten = 0
    taken: set[str] = set()
    for article in articles:
        source = article.meta["source"]
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            files = form.write(article)
        for warning in caught:
            print(f"newsnlp: {source}: {warning.message}", file=sys.stderr)
        stem = _free_name("stdin" if source == "-" else Path(source).stem, taken)
        try:
            _write_article(folder, stem, files, overwrite)
        except OSError as error:
            unwritten += 1
            hint = " (--overwrite replaces it)" if isinstance(error, FileExistsError) else ""
            print(f"newsnlp: {source}: {error.filename}: {error.strerror}{hint}", file=sys.stderr)
    return unwritten


def _free_name(stem: str, taken: set[str]) -> str:
    """The stem, with a number where an article of another folder has the same."""
    name, n = stem, 1
    while name in taken:
        n += 1
        name = f"{stem}-{n}"
    taken.add(name)
    return name


def _write_article(folder: Path, stem: str, files: Files, overwrite: bool) -> None:
    for suffix in files:
        if not overwrite and (path := folder / (stem + suffix)).exists():
            raise FileExistsError(0, "is there already", str(path))
    for suffix, data in files.items():
        _write(folder / (stem + suffix), data, overwrite)


def _write(path: Path, data: bytes, overwrite: bool) -> None:
    with path.open("wb" if overwrite else "xb") as file:
        file.write(data)
