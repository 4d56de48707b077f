"""What is marked in the text of an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from newsnlp.report.marks import Mark
from newsnlp.report.rows import Row
from newsnlp.report.voices import NOBODY, Voice, stands
from newsnlp.schema import Article, Quote

BLOCK, QUOTE, REASON, ROLE, ENTITY = range(5)  # layers, outermost first
UNFOCUSED = ' tabindex="-1"'  # a link may lead there, the Tab key does not


def marks(article: Article, known: Mapping[str, Voice], rows: Sequence[Row], id: str) -> list[Mark]:
    """Quotes with what tells their speakers, roles, people and organisations, and blocks within a row.

    Classes and ids are made of words of ours and of numbers; `id` begins every id. Scripts find what
    belongs together by numbers: data-q is that of a quote, data-e of an entity, data-by of who speaks.
    """
    found = [*_quotes(article, known, id), *_roles(article, known), *_entities(article, known, id)]
    found += [
        Mark(b.start, b.end, BLOCK, "span", f'class="{b.kind}"')
        for row in rows
        for b in row.inner
        if b.kind != row.kind
    ]
    return [mark for mark in found if stands(article, mark.start, mark.end)]


def _quotes(article: Article, known: Mapping[str, Voice], id: str) -> Iterator[Mark]:
    for place, quote in enumerate(article.quotes, 1):
        voice = known.get(quote.speaker.entity or "", NOBODY) if quote.speaker else NOBODY
        label = f' data-n="{voice.number or "?"}"'
        attributes = (
            f'class="quote {quote.kind} c{voice.colour}" data-q="{place}" data-by="{voice.place}"'
            f' aria-details="{id}n{place}"'
        )
        anchor = f' id="{id}q{place}"{UNFOCUSED}'
        for segment in quote.segments:
            if stands(article, segment.start, segment.end):
                yield Mark(segment.start, segment.end, QUOTE, "mark", attributes, label + anchor, label)
                anchor = ""
        for start, end in _reasons(quote):
            yield Mark(start, end, REASON, "span", f'class="reason" data-q="{place}"')


def _reasons(quote: Quote) -> Iterator[tuple[int, int]]:
    """Where the text tells the speaker: the cue, the medium, the mention."""
    for span in (quote.cue, quote.via, quote.speaker):
        if span is not None and span.start is not None and span.end is not None:
            yield span.start, span.end


def _roles(article: Article, known: Mapping[str, Voice]) -> Iterator[Mark]:
    for role in article.roles:
        holder = known.get(role.person or "", NOBODY)
        attributes = f'class="role c{holder.colour}" data-e="{holder.place}"'
        yield Mark(role.start, role.end, ROLE, "span", attributes)


def _entities(article: Article, known: Mapping[str, Voice], id: str) -> Iterator[Mark]:
    for entity in article.entities:
        if entity.type != "location":
            voice = known[entity.id]
            attributes = f'class="{entity.type} c{voice.colour}" data-e="{voice.place}"'
            for n, mention in enumerate(entity.mentions, 1):
                anchor = f' id="{id}e{voice.place}m{n}"{UNFOCUSED}'
                yield Mark(mention.start, mention.end, ENTITY, "span", attributes, anchor)
