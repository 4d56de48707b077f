"""An article for human readers: who is in it, and who said what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from newsnlp.schema import Article, Entity, PersonRole, Quote

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]+"
)  # ESC moves the cursor
NAME_COLUMN = 40  # cells, at most


def show(article: Article, console: Console) -> None:
    """Print the summary of an article: its people with roles, organisations, quotes with speakers.

    On a terminal in colour, wrapped to its width; elsewhere as plain lines.
    """
    for depth, line in _lines(article):
        if console.is_terminal:
            console.print(Padding(line, (0, 0, 0, 2 * depth), expand=False))
        else:
            console.print(Text("  " * depth) + line, soft_wrap=True)


def _lines(article: Article) -> Iterator[tuple[int, Text]]:
    """The lines, each with its depth of indentation."""
    yield 0, Text(_clean(article.title or "(no headline)"), style="bold")
    when_and_where = ", ".join(filter(None, (article.date, article.place)))
    if when_and_where:
        yield 0, Text(_clean(when_and_where), style="dim")
    said = Counter(q.speaker.entity for q in article.quotes if q.speaker)
    yield from _section("People", article.persons, said)
    yield from _section("Organisations", article.organizations, said)
    if article.quotes:
        yield from _heading("Quotes")
        for quote in article.quotes:
            yield from _quote(quote)
    if not article.entities and not article.quotes:
        yield 1, Text("(no names and no quotes found)", style="dim")


def _heading(text: str) -> Iterator[tuple[int, Text]]:
    yield 0, Text()
    yield 0, Text(text, style="bold underline")


def _section(
    heading: str, entities: Sequence[Entity], said: Counter[str | None]
) -> Iterator[tuple[int, Text]]:
    if not entities:
        return
    yield from _heading(heading)
    width = min(NAME_COLUMN, max(cell_len(_clean(entity.name)) for entity in entities))
    for entity in entities:
        name = Text(_clean(entity.name), style="green")
        quotes = f"{said[entity.id]} quote{'s' * (said[entity.id] != 1)}" if said[entity.id] else ""
        details = "; ".join(filter(None, (_roles(entity.roles), quotes)))
        if details:
            name.append(" " * max(0, width - cell_len(name.plain)) + "  ", style="")
            name.append(details, style="default")
        yield 1, name


def _roles(roles: Iterable[PersonRole]) -> str:
    return "; ".join(_clean(role.title) for role in roles)


def _quote(quote: Quote) -> Iterator[tuple[int, Text]]:
    speaker = quote.speaker
    who = Text(_clean((speaker and (speaker.name or speaker.text)) or "(speaker unknown)"), style="green")
    if speaker and speaker.role:
        who.append(f", {_clean(speaker.role)}", style="default")
    notes: list[str] = [quote.kind]
    if quote.cue:
        notes.append(_clean(quote.cue.text))
    if quote.via:
        notes.append(f"via {_clean(quote.via.text)}")
    who.append(f"  [{' · '.join(notes)}]", style="dim")
    yield 1, who
    words = " … ".join(_clean(segment.text) for segment in quote.segments)
    yield 2, Text(f"«{words}»" if quote.kind == "direct" else words)


def _clean(text: str) -> str:
    """The text on one line, without what could steer a terminal."""
    return UNSAFE.sub("", " ".join(text.split()))
