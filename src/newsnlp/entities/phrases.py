"""Tables of names of several words, found in a text in any case: «Российской Федерации»."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsnlp.entities.words import lemmas
from newsnlp.language.morphology import Morphology
from newsnlp.language.spelling import fold


class PhraseTable:
    """Finds which entries of a table a sequence of words begins with."""

    def __init__(self, entries: Iterable[tuple[str, str]], morphology: Morphology) -> None:
        """`entries` are pairs of a phrase in the nominative and what it stands for."""
        self._morphology = morphology
        self._by_first: dict[str, list[tuple[tuple[frozenset[str], ...], str]]] = {}
        for phrase, value in entries:
            words = tuple(frozenset({fold(word), *lemmas(word, morphology)}) for word in split(phrase))
            for lemma in words[0]:
                self._by_first.setdefault(lemma, []).append((words, value))

    def longest(self, words: Sequence[str]) -> tuple[int, frozenset[str]]:
        """How many words the longest entry at the start has, and the values of the entries of that length."""
        best, values = 0, set[str]()
        forms = [set(lemmas(word, self._morphology)) for word in words[:1]]
        for first in forms[0] if forms else ():
            for phrase, value in self._by_first.get(first, ()):
                if best <= len(phrase) <= len(words):
                    while len(forms) < len(phrase):
                        forms.append(set(lemmas(words[len(forms)], self._morphology)))
                    if all(not own.isdisjoint(form) for own, form in zip(phrase, forms, strict=False)):
                        if len(phrase) > best:
                            best, values = len(phrase), set()
                        values.add(value)
        return best, frozenset(values)


def split(phrase: str) -> list[str]:
    """The words of an entry, as the tokenizer makes them, without marks."""
    return [word for word in phrase.replace("(", " ").replace(")", " ").split() if word[0].isalnum()]
