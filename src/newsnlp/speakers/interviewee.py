"""The guest of an interview: whoever is introduced before the first question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsnlp.document import Referent, Report
from newsnlp.speakers.mentions import NARRATIVE, Mentions

QUESTIONS = 2  # that make an interview
TURNS = ("dash", "turn")


def find_interviewee(mentions: Mentions, reports: Sequence[Report]) -> Referent | None:
    """The person whom the article introduces before its questions and answers, or else between them.

    Of several the one named most often before the first turn; of equals nobody.
    """
    turns = [r for r in reports if r.pattern in TURNS and r.source is None and r.cue is None]
    text = mentions.document.text
    if (
        sum(text[r.segments[-1].start : r.segments[-1].end + 1].rstrip().endswith("?") for r in turns)
        < QUESTIONS
    ):
        return None
    people = [mention for mention in mentions.all if mention.referent.type == "person"]
    before = [mention for mention in people if mention.reference.end <= turns[0].start]
    told = [mention for mention in people if mentions.voice[mention.first] == NARRATIVE]
    ranked = Counter(mention.referent.id for mention in before or told).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return mentions.referents[ranked[0][0]]
