"""What the dictionary says of a word: pymorphy3's parses with their grammemes at hand.

pymorphy3 looks each grammatical category up in the set of all grammemes whenever it is asked for. Here it
is looked up once for each of the few thousand tags there are. Its parses also hold how each was made. Kept
by the ten thousand, that is most of what the garbage collector has to go through, so it is let go, and the
few words that are inflected are parsed again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

MAX_TAGS = 10_000  # more than OpenCorpora's dictionary has
MAX_WORD = 80  # letters; pymorphy3 recurs at each prefix, so that «экс-экс-экс-…» would exhaust the stack
NOMINATIVE = frozenset({"nomn", "sing"})
STEM = 4  # letters that tell «высшая» from «высочайшая»
UNKNOWN = "\ufffd"
CACHED = 100_000  # words, inflected forms


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


class Dictionary:
    """pymorphy3 behind a cache. Safe to share between threads: nothing in it changes."""

    def __init__(self) -> None:
        import pymorphy3
        from pymorphy3.units import DictionaryAnalyzer

        # Without the estimator parses come twice as fast; the tagger chooses among them.
        self._analyzer = pymorphy3.MorphAnalyzer(lang="ru", probability_estimator_cls=None)
        self._look_up = DictionaryAnalyzer
        self.parses = lru_cache(maxsize=CACHED)(self._parses)
        self.inflect = lru_cache(maxsize=CACHED)(self._inflect)

    def _parses(self, word: str) -> tuple[Parse, ...]:
        """The parses of a word in lower case."""
        sources = enumerate(self._sources(word))
        return tuple(Parse(source, self._is_known(source), self, word, i) for i, source in sources)

    def _is_known(self, source: Any) -> bool:
        """Whether the dictionary has the word; what was found there and nowhere else needs no second look."""
        methods = source.methods_stack
        found = len(methods) == 1 and isinstance(methods[0][0], self._look_up)
        return found or bool(source.is_known)

    def _sources(self, word: str) -> list[Any]:
        """The same, as pymorphy3.analyzer.Parse, which is untyped."""
        try:
            if len(word) <= MAX_WORD:
                parses: list[Any] = self._analyzer.parse(word)
                return parses
        except ValueError:  # pymorphy3 asks unicodedata for the names of letters, and some have none
            pass
        return [parse._replace(word=word, normal_form=word) for parse in self._analyzer.parse(UNKNOWN)]

    def _inflect(self, word: str, place: int, grammemes: frozenset[str]) -> str | None:
        """The form with these grammemes of the word as its parse at a place reads it."""
        source = self._sources(word)[place]
        if "Supr" in source.tag:  # высший, высочайший, наивысший and высокий are one lexeme to the dictionary
            forms = [
                f.word for f in source.lexeme if "Supr" in f.tag and f.tag.grammemes.issuperset(grammemes)
            ]
            stem = word[:STEM]
            return next((str(form) for form in forms if form.startswith(stem)), None)
        form = source.inflect(grammemes)
        return None if form is None else str(form.word)


class Parse:
    """One reading of a word: the word in lower case, its tag, its normal form.

    `is_known` says whether the dictionary has the word; else it is read by its ending.
    """

    __slots__ = ("_dictionary", "_key", "_place", "is_known", "normal_form", "tag", "word")

    def __init__(self, source: Any, is_known: bool, dictionary: Dictionary, key: str, place: int) -> None:
        self.word: str = source.word
        self.normal_form: str = source.normal_form
        self.tag = _grammemes(source.tag)
        self.is_known = is_known
        self._dictionary = dictionary
        self._key = key
        self._place = place

    def inflect(self, *grammemes: str) -> str | None:
        """The form of the word with these grammemes, in lower case, if it has one."""
        wanted = frozenset(grammemes)
        if wanted <= self.tag.grammemes and "Supr" not in self.tag:
            return self.word
        if wanted <= NOMINATIVE and self._is_plain_noun():
            return self.normal_form
        return self._dictionary.inflect(self._key, self._place, wanted)

    def _is_plain_noun(self) -> bool:
        """Whether the normal form is the nominative of this very word.

        That of «рабу» may be «раб» or «раба», that of «Марковны» is «маркович», that of «шофёра» «шофер».
        """
        tag = self.tag
        plain = tag.POS == "NOUN" and tag.number == "sing" and tag.animacy == "inan"
        return plain and "Geox" not in tag and "ё" not in self.word


@lru_cache(maxsize=MAX_TAGS)
def _grammemes(tag: Any) -> Grammemes:
    return Grammemes(tag)
