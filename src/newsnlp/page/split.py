"""Split a news page into its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsnlp.document import Block


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a page, in order, and what they state about the article."""

    blocks: list[Block]
    title: str | None = None
    date: str | None = None
    place: str | None = None


def split_page(text: str) -> Page:
    """The blocks of `text`; everything but white space is in one of them."""
    blocks = [Block(m.start(), m.end(), "paragraph") for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    return Page(blocks)
