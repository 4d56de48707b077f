"""What role nouns and the nouns in role phrases take: «директор по», «управляющий чем», «советник кого»."""

from __future__ import annotations

from functools import cache

from newsnlp import lexicon


def takes(lemma: str) -> frozenset[str]:
    """The prepositions and marks of `role_valency.tsv` for a noun in the dictionary form.

    >>> "по" in takes("комитет")
    True
    """
    return _table().get(lemma, frozenset())


@cache
def _table() -> dict[str, frozenset[str]]:
    return {row[0]: frozenset(row[1].split()) for row in lexicon.table("role_valency")}
