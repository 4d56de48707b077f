"""What a line looks like: a sentence, a title, a name."""

from __future__ import annotations

import re
from functools import lru_cache

LONG = 160  # characters; a longer line is no heading
SHORTEST_PROSE = 40
SENTENCE_MARKS = frozenset(".!?…:;,")
CLOSING = "»\")]}'’"
_TRAIL = re.compile(r"[^\w.!?…:;,—*/%»\")\]}'’-]+\Z")  # emoji and other ornaments
BULLETS = ("•", "*", "▪", "◾", "●", "·")
DASHES = ("—", "-")
QUOTES = ("«", '"', "'", "<<", "[«")

_WORD = r"[А-ЯЁA-Z][а-яёa-z’']+(?:-(?:[А-ЯЁA-Z]?[а-яёa-z’']+))*"
_CAPITALS = r"[А-ЯЁ]{4,}(?:-[А-ЯЁ]{2,})*"  # shorter is an abbreviation: «Про ЕГЭ»
_INITIAL = r"[А-ЯЁ]\."
_FAMILY = rf"(?:{_WORD}|{_CAPITALS})"
NAME = rf"(?:{_INITIAL} ?(?:{_INITIAL} ?)?{_FAMILY}|{_WORD}(?: (?:{_WORD}|{_INITIAL}))?(?: {_FAMILY}))"
_STARTS_WITH_NAME = re.compile(rf"(?:[—-] ?)?(?:[А-ЯЁ][а-яё]+(?: [а-яё]+)?: )?{NAME}(?= ?[,(—:]|$)")


def last_mark(plain: str) -> str:
    """The last character that is no closing quotation mark, bracket or ornament; "" where there is none."""
    return _last_mark(plain[-40:])


@lru_cache(maxsize=10_000)
def _last_mark(end: str) -> str:
    return _TRAIL.sub("", end).rstrip(CLOSING + " ")[-1:]


def ends_sentence(plain: str) -> bool:
    """Whether it ends as a sentence (or a stretch of speech) does.

    >>> ends_sentence('«Мы готовы!»'), ends_sentence("Завод «Заря»")
    (True, False)
    """
    return last_mark(plain) in SENTENCE_MARKS


def starts_with_dash(plain: str) -> bool:
    """Whether it may be a turn of speech or an item of a list."""
    return plain.startswith(DASHES) and len(plain) > 1 and not plain[1].isdigit()


def starts_with_quote(plain: str) -> bool:
    """Whether a quotation mark opens it."""
    return plain.startswith(QUOTES)


def starts_with_name(plain: str) -> bool:
    """Whether it is a name and who that is: «— Денис Кашин, директор школы», «Гость: Яна Ким»."""
    return _STARTS_WITH_NAME.match(plain[:200]) is not None


def is_balanced(plain: str) -> bool:
    """Whether the quotation marks in it close."""
    return plain.count("«") == plain.count("»") and plain.count('"') % 2 == 0


def is_prose(plain: str) -> bool:
    """Whether it is a paragraph of an article that has begun: a sentence, a turn of speech, long."""
    if len(plain) > LONG:
        return True
    opens_speech = starts_with_dash(plain) or starts_with_quote(plain)
    return ends_sentence(plain) and (opens_speech or len(plain) >= SHORTEST_PROSE)


def looks_like_title(plain: str, longest: int = 120) -> bool:
    """Whether it may be a heading: short, no sentence's end, nothing that opens speech or a list."""
    return (
        2 <= len(plain) <= longest
        and not ends_sentence(plain)
        and not starts_with_dash(plain)
        and not plain.startswith(BULLETS)
        and not plain[0].islower()
        and any(character.isalpha() for character in plain)
        and is_balanced(plain)
    )
