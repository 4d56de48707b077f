"""«Путин: мост построят»: a speaker, a colon and the words, at the start of a headline or paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from newsnlp.document import Report, Span
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.speech.clauses import trim_right
from newsnlp.speech.context import Context, is_finite
from newsnlp.speech.marked import has_predicate
from newsnlp.speech.phrases import is_nominal, source_span
from newsnlp.speech.verbatim import kind_of


def find_headlines(context: Context, taken: list[bool]) -> Iterator[Report]:
    """Путин: мост построят — a speaker, a colon and the words, at the start of a headline or paragraph."""
    tokens = context.tokens
    for block, (low, high) in zip(context.document.blocks, context.blocks, strict=True):
        if block.kind not in ("headline", "paragraph") or low >= high:
            continue
        limit = min(high - 1, low + (10 if block.kind == "headline" else 6))
        colon = next((i for i in range(low + 1, limit) if tokens[i].text == ":"), None)
        if colon is None or any(taken[low:high]) or any(is_finite(t) for t in tokens[low:colon]):
            continue
        head = next(
            (
                i
                for i in range(low, colon)
                if context.name_at[i] is not None or (is_nominal(tokens[i]) and tokens[i].tag.case == "Nom")
            ),
            None,
        )
        if head is None or not _can_speak(context, head) or not has_predicate(context, colon + 1, high):
            continue
        end = trim_right(
            context, colon + 1, high if block.kind == "headline" else context.sentence_range(colon + 1)[1]
        )
        span = context.span(colon + 1, max(end, colon + 2))
        kind = kind_of(context, colon + 1, end)
        source = source_span(context, head, low, colon)
        yield Report(
            kind,
            span.start,
            span.end,
            (span,),
            "headline",
            Span(tokens[low].start, span.end),
            source=source,
            confidence=0.65,
        )


def _can_speak(context: Context, head: int) -> bool:
    name = context.name_at[head]
    if name is not None:
        return name.type in ("person", "organization")
    token = context.tokens[head]
    return (
        context.role_at[head] is not None
        or token.tag.animacy == "Anim"
        or fold(token.lemma) in column("speaking_bodies")
        or fold(token.text) in ("сми", "источник")
    )
