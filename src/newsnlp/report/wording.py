"""The words of the interface, from `data/report_words.tsv`."""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

from newsnlp.lexicon import table

Language = Literal["ru", "en"]


class Wording:
    """The words of one language.

    Raises `ValueError` for a language that the table does not have.

    >>> Wording("en")("roles")
    'Roles'
    >>> Wording("en")("pattern", "as-clause")
    '“as X said”'
    """

    def __init__(self, language: Language) -> None:
        if language not in get_args(Language):
            raise ValueError(f'language must be "ru" or "en", not {language!r}')
        self.language = language
        self._words = _words(get_args(Language).index(language))

    def __call__(self, key: str, code: str | None = None) -> str:
        """The words for a key; with a code of the schema, the words for that, else the code itself."""
        return self._words[key] if code is None else self._words.get(f"{key}: {code}", code)

    def percent(self, share: float) -> str:
        """A number in [0, 1] as a percentage.

        >>> Wording("en").percent(0.876)
        '88%'
        """
        return f"{round(100 * share)}" + ("%" if self.language == "en" else "\u00a0%")

    def quoted(self, text: str) -> str:
        """In the quotation marks of the language."""
        return f"“{text}”" if self.language == "en" else f"«{text}»"


@cache
def _words(column: int) -> dict[str, str]:
    return {key: words[column] for key, *words in table("report_words")}
