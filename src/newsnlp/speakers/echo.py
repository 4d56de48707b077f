"""A quote that repeats another: a headline or a pull quote has the speaker of the words in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from newsnlp.document import Report
from newsnlp.language.spelling import fold
from newsnlp.speakers.attribution import Attribution
from newsnlp.speakers.mentions import Mentions

ENOUGH = 0.75  # share of the words that must be in the other quote
WORDS = 3  # fewer tell nothing
POSTINGS = 40  # quotes looked at that have one word


class Echoes:
    """The words of the verbatim quotes whose speaker is known."""

    def __init__(
        self, mentions: Mentions, reports: Sequence[Report], answers: Mapping[int, Attribution]
    ) -> None:
        self._mentions = mentions
        self._answers = answers
        self._quotes: dict[str, list[int]] = {}
        for number, report in enumerate(reports):
            answer = answers.get(number)
            speaker = answer.speaker if answer is not None else None
            if report.kind != "indirect" and speaker is not None and speaker.kind != "unknown":
                for word in self._words(report):
                    quotes = self._quotes.setdefault(word, [])
                    if len(quotes) < POSTINGS:
                        quotes.append(number)

    def find(self, report: Report) -> Attribution | None:
        """The attribution of the quote that has nearly all the words of this one."""
        words = self._words(report)
        if len(words) < WORDS:
            return None
        shared = Counter(number for word in words for number in self._quotes.get(word, ()))
        best, count = max(shared.items(), key=lambda pair: (pair[1], -pair[0]), default=(-1, 0))
        return self._answers[best] if count >= ENOUGH * len(words) else None

    def _words(self, report: Report) -> set[str]:
        tokens = self._mentions.tokens
        return {
            fold(tokens[i].text)
            for segment in report.segments
            for i in self._mentions.range(segment)
            if tokens[i].is_word
        }
