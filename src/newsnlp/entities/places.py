"""Places: one entity for «Россия», «РФ», «Российской Федерации»; countries inside other names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from newsnlp import lexicon
from newsnlp.document import Document, Name
from newsnlp.entities.phrases import PhraseTable
from newsnlp.entities.words import Keys, content, lemmas
from newsnlp.language.morphology import Morphology
from newsnlp.language.spelling import fold


def gather_places(document: Document, names: Sequence[Name]) -> list[list[Name]]:
    """The mentions (of type location) of each place, in order of first mention."""
    keys = Keys(document.morphology)
    places: dict[tuple[str, ...], list[Name]] = {}
    for name in names:
        words = [token.text for token in content(document.tokens[name.first : name.last])]
        places.setdefault(_key(words, keys, document.morphology), []).append(name)
    return list(places.values())


def _key(words: list[str], keys: Keys, morphology: Morphology) -> tuple[str, ...]:
    size, found = place_table(morphology).longest(words)
    if size == len(words) and len(found) == 1:
        return tuple(found)
    if len(words) > 1 and lemmas(words[0], morphology)[0] in _labels():
        return _key(words[1:], keys, morphology)
    return tuple(keys(word) for word in words)


@lru_cache(maxsize=4)
def place_table(morphology: Morphology) -> PhraseTable:
    """The names of places; each stands for the place's first name, with @ before it."""
    return PhraseTable(
        (
            (name, f"@{main}")
            for main, others, _ in lexicon.table("places")
            for name in (main, *(others.split(";") if others != "-" else ()))
        ),
        morphology,
    )


def adjective_place(word: str, morphology: Morphology) -> str | None:
    """The place that an adjective is made of: «российское», «японскому»."""
    return next((_adjectives()[lemma] for lemma in lemmas(word, morphology) if lemma in _adjectives()), None)


@cache
def _adjectives() -> dict[str, str]:
    return {
        fold(adjective): f"@{main}"
        for main, _, adjectives in lexicon.table("places")
        for adjective in adjectives.strip("-").split(";")
        if adjective
    }


@cache
def _labels() -> frozenset[str]:
    return frozenset(fold(label) for label in lexicon.column("place_labels"))
