"""What several commands share: exit codes, and the options that make an extractor."""

from __future__ import annotations

import argparse

from newsnlp.extractor import MAX_CHARS, Extractor
from newsnlp.lexicon import Lexicon
from newsnlp.models import DEFAULT, MODELS

OK, FAILED, USAGE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141


def add_extractor_options(parser: argparse.ArgumentParser) -> None:
    """The options that `make_extractor` understands."""
    parser.add_argument("--lexicon", metavar="FILE", help="a TOML or JSON file with words of yours")
    parser.add_argument("--model", choices=sorted(MODELS), default=DEFAULT, help="default: %(default)s")
    parser.add_argument(
        "--max-chars",
        type=positive,
        default=MAX_CHARS,
        metavar="N",
        help="refuse longer texts (default: %(default)s)",
    )


def make_extractor(parser: argparse.ArgumentParser, options: argparse.Namespace) -> Extractor:
    """The extractor that the options ask for; a lexicon that cannot be read is wrong usage."""
    try:
        lexicon = Lexicon.from_file(options.lexicon) if options.lexicon else None
    except (OSError, ValueError) as error:
        parser.error(f"--lexicon: {error}")
    return Extractor(model=options.model, lexicon=lexicon, max_chars=options.max_chars)


def positive(value: str) -> int:
    """A whole number of at least 1, for argparse."""
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 1, not {value!r}")
    return int(value)


def positive_number(value: str) -> float:
    """A number above 0, for argparse."""
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"must be a number above 0, not {value!r}")
    return number
