"""Offsets for other languages, which count other units than Python does."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[Any]


class Offsets:
    """Converts offsets into a text from Python's code points to UTF-16 units and UTF-8 bytes, and back.

    JavaScript, Java and C# count UTF-16 code units, Go, Rust and C bytes. The two agree with Python
    only in texts without emoji and the like, or in ASCII. Building the tables takes time and memory
    linear in the text (no lone surrogates may be in it), every answer then constant time, the way back
    logarithmic.

    >>> offsets = Offsets("😀 Да")
    >>> offsets.utf16(2), offsets.utf8(2)
    (3, 5)
    >>> offsets.from_utf16(3), offsets.from_utf8(5)
    (2, 2)
    """

    def __init__(self, text: str) -> None:
        points = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
        self._utf16 = _ends(1 + (points > 0xFFFF))
        self._utf8 = _ends(1 + (points > 0x7F) + (points > 0x7FF) + (points > 0xFFFF))

    def utf16(self, offset: int) -> int:
        """The offset in UTF-16 code units. Raises `IndexError` outside the text."""
        return self._at(self._utf16, offset)

    def utf8(self, offset: int) -> int:
        """The offset in bytes of UTF-8. Raises `IndexError` outside the text."""
        return self._at(self._utf8, offset)

    def from_utf16(self, offset: int) -> int:
        """The Python offset of one in UTF-16 code units.

        Raises `IndexError` outside the text, `ValueError` between the halves of a surrogate pair.
        """
        return self._place(self._utf16, offset)

    def from_utf8(self, offset: int) -> int:
        """The Python offset of one in bytes of UTF-8.

        Raises `IndexError` outside the text, `ValueError` inside a character.
        """
        return self._place(self._utf8, offset)

    @staticmethod
    def _place(ends: Integers, offset: int) -> int:
        if not 0 <= offset <= ends[-1]:
            raise IndexError(f"offset {offset} is outside the text, which ends at {ends[-1]}")
        place = int(np.searchsorted(ends, offset))
        if ends[place] != offset:
            raise ValueError(f"offset {offset} is inside a character, which begins at {ends[place - 1]}")
        return place

    @staticmethod
    def _at(ends: Integers, offset: int) -> int:
        if not 0 <= offset < len(ends):
            raise IndexError(f"offset {offset} is outside the text, which ends at {len(ends) - 1}")
        return int(ends[offset])


def _ends(widths: Integers) -> Integers:
    """Where each character begins, and the last one ends."""
    return np.concatenate(([0], np.cumsum(widths)))
