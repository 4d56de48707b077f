"""Which annotated quote each found one is, as the scorer pairs them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def pairs(score: Any, text: str, gold: Sequence[Any], quotes: Sequence[Any]) -> dict[int, int]:
    """The number of the annotated quote for the numbers of found ones that share at least half its words.

    `score` is the scorer's module, `gold` its quotes, `quotes` those of an `Article`.
    """
    wanted = [score.words(text, quote["segments"]) for quote in gold]
    found = [score.words(text, [(s.start, s.end) for s in quote.segments]) for quote in quotes]
    shared = [
        (bool(gold[i].get("optional")), -len(g & f) / len(g | f), gold[i]["kind"] != quotes[j].kind, i, j)
        for i, g in enumerate(wanted)
        for j, f in enumerate(found)
        if 2 * len(g & f) >= len(g | f) > 0
    ]
    known: dict[int, int] = {}
    for *_, i, j in sorted(shared):
        if j not in known and i not in known.values():
            known[j] = i
    return known
