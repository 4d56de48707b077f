"""Text in XML: which characters XML 1.0 has no place for, and what stands there instead."""

from __future__ import annotations

import re
import warnings

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
REPLACEMENT = "\ufffd"


class ForbiddenCharacters(UserWarning):
    """The text has characters that XML forbids, which the output shows as U+FFFD."""


def for_xml(text: str) -> str:
    """The text with U+FFFD for every character that XML 1.0 forbids (U+0000, U+001B, U+FFFF, …).

    Lengths stay the same, in characters as in UTF-16 units, and so does every offset. Such a text is
    announced by a `ForbiddenCharacters` warning.

    >>> for_xml("Мост\\tи дорога")
    'Мост\\tи дорога'
    """
    replaced, count = FORBIDDEN.subn(REPLACEMENT, text)
    if count:
        warnings.warn(
            f"{count} characters that XML forbids are written as U+FFFD (offsets stay)",
            ForbiddenCharacters,
            stacklevel=3,
        )
    return replaced
