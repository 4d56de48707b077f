"""Lines of a page: what the other modules of this stage judge."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from newsnlp.document import Span

_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{_BREAKS}]+")
_SINGLE_BREAKS = frozenset({"\r\n", *_BREAKS})
_INK = re.compile(r"[^\s\u200b-\u200f\u2060\ufeff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f]")
_ALIKE = [*((quote, '"') for quote in "„“”‟❝❞"), *((dash, "—") for dash in "‒–―−")]


def _plain(words: str) -> str:
    for character, like in _ALIKE:
        words = words.replace(character, like)
    return " ".join(_INVISIBLE.sub("", words).split())


@dataclass(frozen=True, eq=False)
class Line(Span):
    """A line that is not blank, without the white space around it; `gap` tells that a blank line precedes."""

    text: str = field(repr=False)
    gap: bool

    @cached_property
    def raw(self) -> str:
        """The line as it stands in the text."""
        return self.text[self.start : self.end]

    @cached_property
    def plain(self) -> str:
        """The line with single spaces, one kind of dash and no invisible characters; never empty."""
        return _plain(self.raw) or self.raw

    @cached_property
    def key(self) -> str:
        """`plain` as tables have it: in lower case, «е» for «ё»."""
        return self.plain.lower().replace("ё", "е")


def key_of(phrase: str) -> str:
    """A phrase as it is compared, without regard to case, «ё», spaces and kinds of dashes.

    >>> key_of("Читайте  ЕЩЁ")
    'читайте еще'
    """
    return _plain(phrase).lower().replace("ё", "е")


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that are not blank, in order.

    >>> [(line.raw, line.gap) for line in split_lines(" Пермь \\n\\nЗавтра")]
    [('Пермь', True), ('Завтра', True)]
    """
    lines = []
    end, gap = 0, True
    for found in _LINE.finditer(text):
        gap = gap or text[end : found.start()] not in _SINGLE_BREAKS
        line = trim(text, found.start(), found.end())
        if line:
            lines.append(Line(line.start, line.end, text, gap))
        end, gap = found.end(), line is None
    return lines


def trim(text: str, start: int, end: int) -> Span | None:
    """The stretch without white space (also of no width) at its edges; none where nothing is left."""
    first = _INK.search(text, start, end)
    if first is None:
        return None
    while not _INK.match(text, end - 1, end):
        end -= 1
    return Span(first.start(), end)
