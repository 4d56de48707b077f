"""Who is who on a page: a number and a colour for everybody who speaks."""

from __future__ import annotations

from dataclasses import dataclass

from newsnlp.schema import Article

COLOURS = 8  # of speakers, in report.css; 0 is the colour of everybody else


@dataclass(frozen=True, slots=True)
class Voice:
    """How a page tells a person or organisation from others.

    `place` is its place among the entities of the article, from 1; `number`, from 1, is for those who
    speak, in the order in which they first do.
    """

    place: int
    number: int | None = None

    @property
    def colour(self) -> int:
        """The number of its colour. After the last colour the first comes again: the number decides."""
        return (self.number - 1) % COLOURS + 1 if self.number else 0


NOBODY = Voice(0)


def voices(article: Article) -> dict[str, Voice]:
    """The voice of every entity, by its id."""
    speakers = (quote.speaker.entity for quote in article.quotes if quote.speaker is not None)
    numbers = {id: number for number, id in enumerate(dict.fromkeys(filter(None, speakers)), 1)}
    return {
        entity.id: Voice(place, numbers.get(entity.id)) for place, entity in enumerate(article.entities, 1)
    }


def stands(article: Article, start: int, end: int) -> bool:
    """Whether a stretch stands in the text and has anything to see: what does not, is not shown.

    All that newsnlp finds does; an article that somebody has made by hand may promise too much.
    """
    return 0 <= start < end <= len(article.text) and not article.text[start:end].isspace()
