"""Notes beside the text: who says a quote, and why newsnlp thinks so, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from newsnlp.report.voices import NOBODY, Voice, stands
from newsnlp.report.wording import Wording
from newsnlp.schema import Article, Quote


@dataclass(frozen=True, slots=True)
class Note:
    """The note on a quote, the `place`-th of the article.

    `who` is the name, else the words of the text («врачи»), else that the speaker is unknown. `reasons` are
    pairs of a label and what it labels.
    """

    place: int
    voice: Voice
    who: str
    role: str | None
    gist: str
    reasons: tuple[tuple[str, str], ...]


def notes(article: Article, known: Mapping[str, Voice], wording: Wording) -> Iterator[Note]:
    """The notes on all quotes, in order."""
    for place, quote in enumerate(article.quotes, 1):
        if any(stands(article, segment.start, segment.end) for segment in quote.segments):
            yield _note(quote, place, known, wording)


def _note(quote: Quote, place: int, known: Mapping[str, Voice], wording: Wording) -> Note:
    speaker = quote.speaker
    gist = [
        wording("kind", quote.kind),
        wording.quoted(quote.cue.text) if quote.cue is not None else None,
        wording.percent(quote.confidence),
    ]
    return Note(
        place=place,
        voice=known.get(speaker.entity or "", NOBODY) if speaker is not None else NOBODY,
        who=(speaker.name or speaker.text if speaker is not None else None) or wording("unknown speaker"),
        role=speaker.role if speaker is not None else None,
        gist=" · ".join(filter(None, gist)),
        reasons=tuple((wording(label), text) for label, text in _reasons(quote, wording)),
    )


def _reasons(quote: Quote, wording: Wording) -> Iterator[tuple[str, str]]:
    speaker, evidence = quote.speaker, quote.evidence
    if speaker is not None:
        yield "speaker kind", wording("speaker", speaker.kind)
        if speaker.text:
            yield "mention", wording.quoted(speaker.text)
    if quote.cue is not None:
        yield "cue", wording.quoted(quote.cue.text)
    if quote.via is not None:
        yield "via", quote.via.text
    yield "pattern", wording("pattern", evidence.pattern)
    if evidence.speaker_rule is not None:
        yield "rule", wording("rule", evidence.speaker_rule)
    others = [c for c in evidence.candidates if speaker is None or c.entity != speaker.entity]
    if others:
        yield "others", "; ".join(f"{c.name} ({c.score:.2f})" for c in others)
    yield "confidence", wording.percent(quote.confidence)
