"""Other words for the same article: other signs, other names, words not seen. The labels stay as they are."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pymorphy3 import MorphAnalyzer

from training.corpora import Sample

# Other signs that news writes for the same: the text says no less with them.
OPENING, CLOSING, DASHES = ("«", "„", "“", '"'), ("»", "“", "”", '"'), ("—", "–", "-")
MARKS, RENAMED, HIDDEN = 0.3, 0.35, 0.35  # of articles: that get other signs, other names, hidden words
WORDS = 0.06  # of the words of an article are hidden
NAMES = ("Name", "Surn", "Patr")
ENDING = 2  # letters: names with the same ones decline alike («-ов», «-ий», «-ко»)
UNSEEN = "\ufffd"  # a word that the vocabulary does not know


@dataclass(frozen=True)
class Form:
    """A form of a name: its dictionary form, what kind of name it is, and its grammemes."""

    lemma: str
    kind: str
    grammemes: frozenset[str]

    @property
    def like(self) -> tuple[str, str, str]:
        """Names that may stand for one another."""
        gender = next(iter(self.grammemes & {"masc", "femn"}), "") if self.kind == "Name" else ""
        return self.kind, gender, self.lemma[-ENDING:]


class Variations:
    """Varies articles; the names that it puts in are those of `samples`."""

    def __init__(self, samples: Iterable[Sample]) -> None:
        self.morphology = MorphAnalyzer()
        self.form = cache(self._form)
        self.declined = cache(self._declined)
        pool: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for sample in samples:
            for i in _people(sample):
                if form := self.form(sample.words[i]):
                    pool[form.like].add(form.lemma)
        self.pool = {like: sorted(lemmas) for like, lemmas in pool.items()}

    def __call__(self, sample: Sample, dice: random.Random) -> list[str]:
        """The words of an article, varied now and then; as many as it has."""
        words = list(sample.words)
        if dice.random() < RENAMED:
            words = self._renamed(sample, words, dice)
        words = _signs(words, dice)
        if dice.random() < HIDDEN:
            words = [UNSEEN if w[0].isalpha() and dice.random() < WORDS else w for w in words]
        return words

    def _renamed(self, sample: Sample, words: list[str], dice: random.Random) -> list[str]:
        """Everybody under another name, the same one all over the article and in the same forms."""
        new: dict[tuple[str, str, str, str], str] = {}
        for i in _people(sample):
            form = self.form(words[i])
            if form is None:
                continue
            lemma = new.setdefault((form.lemma, *form.like), dice.choice(self.pool[form.like]))
            words[i] = _spelled(words[i], self.declined(lemma, form.kind, form.grammemes) or words[i].lower())
        return words

    def _form(self, word: str) -> Form | None:
        """A word of a name as a form; None where it is no name that declines as the dictionary has it."""
        for parse in self.morphology.parse(word):
            kind = next((kind for kind in NAMES if kind in parse.tag), None)
            if kind and parse.tag.case and "Fixd" not in parse.tag:
                wanted = {parse.tag.case, parse.tag.number, parse.tag.gender} - {None}
                form = Form(parse.normal_form, kind, frozenset(wanted))
                if self._declined(form.lemma, kind, form.grammemes) == word.lower():
                    return form
        return None

    def _declined(self, lemma: str, kind: str, grammemes: frozenset[str]) -> str | None:
        for parse in self.morphology.parse(lemma):
            if kind in parse.tag and parse.normal_form == lemma:
                form = parse.inflect(set(grammemes))
                return form.word if form else None
        return None


def _people(sample: Sample) -> Iterable[int]:
    """The tokens that are words of people's names."""
    return [i for first, last in sample.spans.get("person", ()) for i in range(first, last)]


def _signs(words: Sequence[str], dice: random.Random) -> list[str]:
    """The words with other quotation marks and dashes now and then."""
    swap: dict[str, str] = {}
    if dice.random() < MARKS:
        style = dice.randrange(4)
        swap |= {"«": OPENING[style], "»": CLOSING[style]}
    if dice.random() < MARKS:
        dash = dice.choice(DASHES)
        swap |= {"—": dash, "–": dash}
    return [swap.get(word, word) for word in words]


def _spelled(word: str, new: str) -> str:
    """`new` with the capitals of `word`."""
    if word.isupper() and len(word) > 1:
        return new.upper()
    return "-".join(part.capitalize() for part in new.split("-")) if word[:1].isupper() else new
