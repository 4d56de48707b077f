"""What the tables hold: for each, its rows in an article and its columns, with type, meaning and value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from newsnlp.schema import Article, Entity, Mention, Quote, Role, Span


class Column(NamedTuple):
    """A column. `value` takes it from a row; None, which only an `optional` one has, is «not stated»."""

    name: str
    type: type
    meaning: str
    value: Callable[[Any], Any]
    optional: bool = False


class Layout(NamedTuple):
    """A table: what one row is, the rows of an article, the columns after `article`, its id."""

    row: str
    rows: Callable[[Article], Iterator[Any]]
    columns: tuple[Column, ...]


class QuoteRow(NamedTuple):
    """A quote beside the entity that speaks, if that is one."""

    quote: Quote
    entity: Entity | None


class MentionRow(NamedTuple):
    """A mention beside its entity."""

    mention: Mention
    entity: Entity


class SegmentRow(NamedTuple):
    """A segment beside its quote."""

    segment: Span
    quote: Quote


class EntityRow(NamedTuple):
    """An entity with the number of its quotes."""

    entity: Entity
    quotes: int


class RoleRow(NamedTuple):
    """A role beside its holder and its organisation, where the article names them."""

    role: Role
    person: Entity | None
    organization: Entity | None


def _articles(article: Article) -> Iterator[Article]:
    yield article


def _quotes(article: Article) -> Iterator[QuoteRow]:
    entities = _by_id(article)
    for quote in article.quotes:
        speaker = quote.speaker
        yield QuoteRow(quote, entities[speaker.entity] if speaker and speaker.entity else None)


def _segments(article: Article) -> Iterator[SegmentRow]:
    return (SegmentRow(segment, quote) for quote in article.quotes for segment in quote.segments)


def _entities(article: Article) -> Iterator[EntityRow]:
    return (EntityRow(entity, len(article.quotes_of(entity))) for entity in article.entities)


def _mentions(article: Article) -> Iterator[MentionRow]:
    rows = (MentionRow(mention, entity) for entity in article.entities for mention in entity.mentions)
    return iter(sorted(rows, key=lambda row: (row.mention.start, row.mention.end)))


def _roles(article: Article) -> Iterator[RoleRow]:
    entities = _by_id(article)
    for role in article.roles:
        yield RoleRow(role, entities.get(role.person or ""), entities.get(role.organization or ""))


def _by_id(article: Article) -> dict[str, Entity]:
    return {entity.id: entity for entity in article.entities}


def _of(path: str) -> Callable[[Any], Any]:
    """What stands at a path of attributes, or None where a step of it is None."""
    names = path.split(".")

    def value(row: Any) -> Any:
        for name in names:
            if row is None:
                return None
            row = getattr(row, name)
        return row

    return value


def _speakers_organization(row: QuoteRow) -> str | None:
    speaker = row.quote.speaker
    if speaker is None or row.entity is None:
        return None
    held = (role.organization for role in row.entity.roles if role.title == speaker.role)
    return next(held, None)


def _first_role(part: str) -> Callable[[EntityRow], Any]:
    def value(row: EntityRow) -> Any:
        return getattr(row.entity.roles[0], part) if row.entity.roles else None

    return value


def _place(path: str, what: str, prefix: str = "", *, optional: bool = False) -> tuple[Column, Column]:
    """The two columns of where something stands."""
    return (
        Column(f"{prefix}start", int, f"where {what} begins", _of(f"{path}.start"), optional),
        Column(f"{prefix}end", int, f"where {what} ends", _of(f"{path}.end"), optional),
    )


LAYOUTS = {
    "articles": Layout(
        "an article",
        _articles,
        (
            Column("title", str, "its headline", _of("title"), True),
            Column("date", str, "its date as far as the page states it: 2020-08-30", _of("date"), True),
            Column("place", str, "the place of its dateline", _of("place"), True),
            Column("characters", int, "the length of its text", lambda article: len(article.text)),
            Column("model", str, "the model that read it", _of("model")),
            Column("version", str, "the version of newsnlp that read it", _of("version")),
        ),
    ),
    "quotes": Layout(
        "a quote",
        _quotes,
        (
            Column("quote", str, "its id, unique in the article", _of("quote.id")),
            Column("kind", str, "direct, mixed or indirect", _of("quote.kind")),
            *_place("quote", "it, with its outer marks,"),
            Column("text", str, "what was said: its segments joined by a space", _of("quote.text")),
            Column("speaker", str, "the name of who speaks", _of("quote.speaker.name"), True),
            Column(
                "speaker_kind",
                str,
                "person, organization, group, anonymous or unknown; null: no clue who speaks",
                _of("quote.speaker.kind"),
                True,
            ),
            Column("speaker_role", str, "the person's role, nominative", _of("quote.speaker.role"), True),
            Column(
                "speaker_organization", str, "the organisation of that role", _speakers_organization, True
            ),
            Column("speaker_gender", str, "male or female, of a person", _of("entity.gender"), True),
            Column(
                "speaker_entity", str, "the speaker's id in `entities`", _of("quote.speaker.entity"), True
            ),
            Column("speaker_text", str, "how the text names the speaker", _of("quote.speaker.text"), True),
            *_place("quote.speaker", "that", "speaker_", optional=True),
            Column("cue", str, "the word that introduces the quote", _of("quote.cue.text"), True),
            Column("cue_lemma", str, "its dictionary form", _of("quote.cue.lemma"), True),
            *_place("quote.cue", "it", "cue_", optional=True),
            Column("via", str, "the medium that only relays the words", _of("quote.via.text"), True),
            *_place("quote.via", "it", "via_", optional=True),
            Column(
                "confidence",
                float,
                "the chance, 0 to 1, that content, kind and speaker are right",
                _of("quote.confidence"),
            ),
            Column("pattern", str, "the construction that gave the quote", _of("quote.evidence.pattern")),
            Column(
                "speaker_rule",
                str,
                "the rule that chose the speaker",
                _of("quote.evidence.speaker_rule"),
                True,
            ),
        ),
    ),
    "segments": Layout(
        "a piece of a quote that stands in the text without a break",
        _segments,
        (
            Column("quote", str, "the quote's id", _of("quote.id")),
            *_place("segment", "it"),
            Column("text", str, "the words, without marks and dashes", _of("segment.text")),
        ),
    ),
    "entities": Layout(
        "a person, organisation or place of an article",
        _entities,
        (
            Column("entity", str, "its id, unique in the article", _of("entity.id")),
            Column("type", str, "person, organization or location", _of("entity.type")),
            Column("name", str, "the fullest form that the article has, nominative", _of("entity.name")),
            Column("first", str, "a person's first name", _of("entity.first"), True),
            Column("middle", str, "a person's patronymic", _of("entity.middle"), True),
            Column("last", str, "a person's last name", _of("entity.last"), True),
            Column("gender", str, "male or female, of a person", _of("entity.gender"), True),
            Column(
                "role", str, "the first role that a person has here, nominative", _first_role("title"), True
            ),
            Column("organization", str, "the organisation of that role", _first_role("organization"), True),
            Column("mentions", int, "how often it is mentioned", lambda row: len(row.entity.mentions)),
            Column("quotes", int, "how many quotes are its own", _of("quotes")),
            Column("confidence", float, "that of type and name, 0 to 1", _of("entity.confidence")),
        ),
    ),
    "mentions": Layout(
        "a place where the text refers to an entity",
        _mentions,
        (
            Column("entity", str, "the entity's id", _of("entity.id")),
            Column("type", str, "the entity's type", _of("entity.type")),
            Column("name", str, "the entity's name", _of("entity.name")),
            *_place("mention", "the mention"),
            Column("text", str, "the mention as it stands in the text", _of("mention.text")),
            Column("kind", str, "name, nominal or pronoun", _of("mention.kind")),
            Column("normal", str, "the mention in the nominative", _of("mention.normal")),
            Column("in_quote", bool, "whether it stands in a direct or mixed quote", _of("mention.in_quote")),
        ),
    ),
    "roles": Layout(
        "a mention of a post, profession or title",
        _roles,
        (
            *_place("role", "the mention"),
            Column("text", str, "the mention as it stands in the text", _of("role.text")),
            Column("title", str, "the phrase in the nominative", _of("role.title")),
            Column("post", str, "its head noun", _of("role.post")),
            Column("status", str, "current, former or acting", _of("role.status")),
            Column("person", str, "the name of who holds it", _of("person.name"), True),
            Column("person_entity", str, "that person's id in `entities`", _of("person.id"), True),
            Column("organization", str, "the name of the organisation", _of("organization.name"), True),
            Column("organization_entity", str, "its id in `entities`", _of("organization.id"), True),
            Column("confidence", float, "that of the role, 0 to 1", _of("role.confidence")),
        ),
    ),
}
