"""The web pages of tests/pages: what a reader would keep of each, marked in the page itself.

A file begins with the encoding, title and date of the page. In it, ⟦…⟧ is of the article and ⟪…⟫ is not.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("pages")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Page:
    """A page as the server sends it, and what it is expected to give."""

    name: str
    data: bytes
    encoding: str
    title: str
    date: str | None
    kept: list[str]
    dropped: list[str]


def load(path: Path) -> Page:
    head, start, rest = path.read_text(encoding="utf-8").partition("\n<")
    told = dict(line.split(":", 1) for line in head.splitlines())
    encoding, source = told["encoding"].strip(), start.lstrip() + rest
    return Page(
        path.stem,
        re.sub("[⟦⟧⟪⟫]", "", source).encode(encoding, "xmlcharrefreplace"),
        encoding,
        told["title"].strip(),
        told["date"].strip() or None,
        [plain(found) for found in re.findall("⟦(.*?)⟧", source, re.DOTALL)],
        [plain(found) for found in re.findall("⟪(.*?)⟫", source, re.DOTALL)],
    )


def plain(source: str) -> str:
    """What a piece of HTML shows: a line break is a space, other tags are nothing."""
    return " ".join(html.unescape(_TAG.sub("", source.replace("<br>", " "))).split())


PAGES = [load(path) for path in sorted(FOLDER.glob("*.html"))]
