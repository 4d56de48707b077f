"""Words of names as they are compared: «Газпрома» and «Газпромом» are one word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from newsnlp.document import Token
from newsnlp.language.morphology import Morphology
from newsnlp.language.spelling import fold


@lru_cache(maxsize=50_000)
def lemmas(word: str, morphology: Morphology) -> tuple[str, ...]:
    """The dictionary forms that a form may be of, best guesses first; others are their own."""
    key = fold(word)
    if not ("а" <= key[:1] <= "я"):
        return (key,)
    parses = morphology.parses(key)
    forms = dict.fromkeys(fold(parse.normal_form) for parse in parses)
    if not any(parse.is_known for parse in parses):  # «Автодор», «Автодором»: the dictionary only guesses
        forms |= {key: None, key.removesuffix("ом"): None}
    return tuple(forms)


def content(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that are words or numbers."""
    return [token for token in tokens if token.text[0].isalnum()]


class Keys:
    """Gives the forms of one word in an article the same key.

    «Росприроднадзору» alone may be of two lexemes; the forms of an article that share one get the
    key of the first of them.
    """

    def __init__(self, morphology: Morphology) -> None:
        self._morphology = morphology
        self._keys: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """The key of a word."""
        forms = lemmas(word, self._morphology)
        key = next((self._keys[form] for form in forms if form in self._keys), forms[0])
        for form in forms:
            self._keys.setdefault(form, key)
        return key
