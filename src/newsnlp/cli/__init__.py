"""The command line: one module a command, `read` where none is named (`newsnlp FILE…`)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from newsnlp.cli.options import INTERRUPTED, PIPE_CLOSED

DEFAULT_COMMAND = "read"
COMMANDS = {  # each names a module here, with make_parser() and run(parser, options) -> exit code
    "read": "articles into a summary or JSON",
    "report": "articles into a page to look at",
    "export": "articles into the formats of other tools",
    "extract": "a file of many articles into JSON Lines or Parquet",
    "serve": "the service over HTTP",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line with `argv` (without the program's name); returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    named = words and words[0] in COMMANDS
    command = import_module(f"newsnlp.cli.{words.pop(0) if named else DEFAULT_COMMAND}")
    parser = command.make_parser()
    options = parser.parse_args(words)
    try:
        return int(command.run(parser, options))
    except BrokenPipeError:  # as in `newsnlp … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing left to flush into it
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
