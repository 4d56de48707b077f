"""How words are compared, whatever their spelling."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=100_000)  # the same words come again and again
def fold(word: str) -> str:
    """A word as it is compared: lower case, е for ё, no soft hyphens or stress marks.

    >>> fold("Ещё")
    'еще'
    """
    return word.lower().replace("ё", "е").replace("\u00ad", "").replace("\u0301", "")


def is_letter(word: str) -> bool:
    """Whether a word is one capital letter, as initials are.

    >>> is_letter("К"), is_letter("к")
    (True, False)
    """
    return len(word) == 1 and word.isupper()
