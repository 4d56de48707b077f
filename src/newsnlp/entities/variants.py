"""Spellings of one foreign name: «Мбазаа» and «Мебаза», «Саакашвили» and «Сааакашвили»."""

from __future__ import annotations

import re
from functools import lru_cache

from newsnlp.language.spelling import fold

VOWELS = re.compile("[аеёиоуыэюяйьъ]+")
DOUBLED = re.compile(r"(.)\1+")
SHORTEST = 5  # letters; shorter names differ by one letter too often


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """The consonants of a name, doubled ones once: «мбазаа» gives «мбз»."""
    return DOUBLED.sub(r"\1", VOWELS.sub("", fold(word)))


def variant(one: str, other: str) -> bool:
    """Whether two folded surnames are so alike that beside the same first name they are one.

    >>> variant("мбазаа", "мебаза"), variant("петров", "смирнов")
    (True, False)
    """
    if min(len(one), len(other)) < SHORTEST or one[0] != other[0]:
        return False
    size = min(len(one), len(other))
    limit = 2 if skeleton(one) == skeleton(other) else 1 if size > SHORTEST else 0
    return distance(one, other, limit) <= limit


def distance(one: str, other: str, limit: int) -> int:
    """The number of letters to change, add or drop; `limit` + 1 where it is more than `limit`."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
