"""What the dictionary says of a word: pymorphy3's parses with their grammemes at hand.

pymorphy3 looks each grammatical category up in the set of all grammemes whenever it is asked for. Here it is
looked up once for each of the few thousand tags there are.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

MAX_TAGS = 10_000  # more than OpenCorpora's dictionary has
CACHED_FORMS = 100_000


class Grammemes:
    """A tag of OpenCorpora (https://opencorpora.org/dict.php?act=gram); "" for a category without a value."""

    __slots__ = (
        "POS",
        "animacy",
        "case",
        "gender",
        "grammemes",
        "mood",
        "number",
        "person",
        "tense",
    )

    def __init__(self, tag: Any) -> None:
        self.grammemes: frozenset[str] = frozenset(tag.grammemes)
        self.POS = str(tag.POS or "")
        self.animacy = str(tag.animacy or "")
        self.case = str(tag.case or "")
        self.gender = str(tag.gender or "")
        self.mood = str(tag.mood or "")
        self.number = str(tag.number or "")
        self.person = str(tag.person or "")
        self.tense = str(tag.tense or "")

    def __contains__(self, grammeme: str) -> bool:
        return grammeme in self.grammemes


class Parse:
    """One reading of a word: the word in lower case, its tag, its normal form."""

    __slots__ = ("_source", "normal_form", "tag", "word")

    def __init__(self, source: Any) -> None:
        self._source = source  # a pymorphy3.analyzer.Parse, which is untyped
        self.word: str = source.word
        self.normal_form: str = source.normal_form
        self.tag = _grammemes(source.tag)

    @property
    def is_known(self) -> bool:
        """Whether the dictionary has the word; else it is read by its ending."""
        known: bool = self._source.is_known
        return known

    def inflect(self, *grammemes: str) -> str | None:
        """The form of the word with these grammemes, in lower case, if it has one."""
        return _inflect(self._source, frozenset(grammemes))


@lru_cache(maxsize=MAX_TAGS)
def _grammemes(tag: Any) -> Grammemes:
    return Grammemes(tag)


@lru_cache(maxsize=CACHED_FORMS)
def _inflect(source: Any, grammemes: frozenset[str]) -> str | None:
    if "Supr" in source.tag:  # лучший, наилучший and хороший are one lexeme to the dictionary
        forms = [f.word for f in source.lexeme if "Supr" in f.tag and f.tag.grammemes.issuperset(grammemes)]
        prefixed = source.word.startswith("наи")
        return next((str(form) for form in forms if form.startswith("наи") == prefixed), None)
    form = source.inflect(grammemes)
    return None if form is None else str(form.word)
