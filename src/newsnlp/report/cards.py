"""Cards: all that an article says of a person or organisation, with the places in the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from newsnlp.report.voices import Voice, stands
from newsnlp.report.wording import Wording
from newsnlp.schema import Article, Quote

EXCERPT = 160  # characters of a quote on a card


@dataclass(frozen=True, slots=True)
class Card:
    """A person or organisation: quotes are (place, kind, beginning), mentions (place, text)."""

    voice: Voice
    type: str
    name: str
    roles: tuple[str, ...]
    quotes: tuple[tuple[int, str, str], ...]
    mentions: tuple[tuple[int, str], ...]
    confidence: str


def cards(article: Article, known: Mapping[str, Voice], wording: Wording) -> list[Card]:
    """The cards of people and organisations: first those who speak, by number, then the others."""
    said: dict[str, list[tuple[int, Quote]]] = defaultdict(list)
    for place, quote in enumerate(article.quotes, 1):
        if quote.speaker is not None and quote.speaker.entity is not None:
            said[quote.speaker.entity].append((place, quote))
    found = [
        Card(
            voice=known[entity.id],
            type=entity.type,
            name=entity.name,
            roles=tuple(role.title for role in entity.roles),
            quotes=tuple(_quotes(article, said[entity.id], wording)),
            mentions=tuple(
                (n, m.text) for n, m in enumerate(entity.mentions, 1) if stands(article, m.start, m.end)
            ),
            confidence=wording.percent(entity.confidence),
        )
        for entity in article.entities
        if entity.type != "location"
    ]
    return sorted(found, key=lambda card: (card.voice.number is None, card.voice.number or 0))


def _quotes(
    article: Article, said: list[tuple[int, Quote]], wording: Wording
) -> Iterator[tuple[int, str, str]]:
    for place, quote in said:
        if any(stands(article, segment.start, segment.end) for segment in quote.segments):
            yield place, wording("kind", quote.kind), _beginning(quote)


def _beginning(quote: Quote) -> str:
    """A quote in a line or two, cut between words."""
    text = " … ".join(" ".join(segment.text[: 2 * EXCERPT].split()) for segment in quote.segments[:3])
    return text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + " …"
