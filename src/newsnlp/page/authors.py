"""A name that stands alone: the author of the article, or somebody it speaks of?"""

from __future__ import annotations

import re

from newsnlp.page.lines import Line, key_of
from newsnlp.page.shapes import NAME, starts_with_dash, starts_with_quote

LONGEST = 90  # characters

_ALONE = re.compile(rf"(?P<name>{NAME})(?P<rest>, .{{2,60}}|\.)?")
_SURNAME_IN_CAPITALS = re.compile(r"[А-ЯЁ]{3,}(?:-[А-ЯЁ]{3,})*")
_MEDIUM = re.compile(r", (?:специально для |для |ИА |газета |журнал )?[«\"][^«»\"]+[»\"]\.?")
_TOWN = re.compile(r", [А-ЯЁ][а-яё]+(?:[ -][А-ЯЁ]?[а-яё]+)*\.?")


def is_author(line: Line, above: Line | None, others: list[Line]) -> bool:
    """Whether a name alone in a line at the head or tail of an article is that of its author.

    It is not where the `others`, the lines of the article, name the person, and not where the line
    `above` is a quotation, whose speaker it then names.
    """
    found = _ALONE.fullmatch(line.plain) if len(line.plain) <= LONGEST else None
    if found is None:
        return False
    name, rest = found["name"].split(), found["rest"] or ""
    stem = key_of(name[-1])[: max(4, len(name[-1]) - 2)]
    named = re.compile(rf"(?<!\w){re.escape(stem)}")
    if any(named.search(other.key) for other in others):
        return False
    if _SURNAME_IN_CAPITALS.fullmatch(name[-1]):
        return True
    if len(name) != 2 or not (rest in ("", ".") or _MEDIUM.fullmatch(rest) or _TOWN.fullmatch(rest)):
        return False
    return rest not in ("", ".") or above is None or not _is_quotation(above)


def _is_quotation(line: Line) -> bool:
    """Whether the whole line is somebody's words, with nobody named."""
    plain = line.plain.rstrip(".,")
    return any(map(str.isalpha, plain)) and (
        starts_with_dash(plain) or (starts_with_quote(plain) and plain.endswith(("»", '"')))
    )
