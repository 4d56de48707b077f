"""What may come in: checks whose messages say what to do."""

from __future__ import annotations

import json
from typing import Any


def checked(text: str, meta: Any, max_chars: int) -> tuple[str, Any]:
    """The text and the meta data as the article will hold them.

    Raises `TypeError` for a text that is no `str` or a `meta` that is no JSON data, `ValueError` for
    a text that is too long or holds lone surrogates.
    """
    if not isinstance(text, str):
        remedy = ': decode it first, as in data.decode("utf-8")' if isinstance(text, bytes) else ""
        raise TypeError(f"the text must be a str, not {type(text).__name__}{remedy}")
    if len(text) > max_chars:
        raise ValueError(
            f"the text has {len(text)} characters, more than max_chars={max_chars}: "
            "split it into articles, or allow more with Extractor(max_chars=…)"
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(
            f"the text has a lone surrogate, U+{ord(text[error.start]):04X}, at offset {error.start}, "
            "which is no character: decode its source properly, or replace such with "
            'text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")'
        ) from None
    try:
        plain = json.dumps(meta, ensure_ascii=False, allow_nan=False)
        plain.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise TypeError(f"meta must be JSON data: {error}") from None
    return str(text), json.loads(plain)
