"""Examples in docstrings, `>>> …`, as code: Markdown would take them for quotations of quotations."""

from __future__ import annotations

import re
from typing import Any

import griffe

# Prompts and what they print, up to an empty line.
SESSION = re.compile(r"^([ ]*)>>> .*(?:\n(?![ ]*$).*)*", re.MULTILINE)


class Doctests(griffe.Extension):
    """Fences every session of a docstring before mkdocstrings reads it."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Change the docstring of an object once it is known."""
        if obj.docstring is not None:
            obj.docstring.value = SESSION.sub(fenced, obj.docstring.value)


def fenced(session: re.Match[str]) -> str:
    """The session between fences, at its own indentation."""
    margin = session[1]
    return f"{margin}```pycon\n{session[0]}\n{margin}```"
