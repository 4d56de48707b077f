"""Tokens, by razdel."""

from __future__ import annotations

from collections.abc import Iterator

import razdel

from newsnlp.document import Span


def tokenize(text: str, span: Span) -> Iterator[Span]:
    """The tokens of `text[span.start:span.end]`."""
    for token in razdel.tokenize(text[span.start : span.end]):
        yield Span(span.start + token.start, span.start + token.stop)
