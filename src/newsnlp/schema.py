"""The result of an extraction: frozen pydantic models.

Every span carries `start` and `end`, offsets of Python's `str` into the text as it was given,
half open, and `text`, which equals `article.text[start:end]`. Ids are strings that are unique in
their article. What the article does not say is `None`, never `""` or `"Unknown"`.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1"

BlockKind = Literal["headline", "dateline", "byline", "credit", "paragraph", "contact", "boilerplate"]
EntityType = Literal["person", "organization", "location"]
Gender = Literal["male", "female"]
MentionKind = Literal["name", "nominal", "pronoun"]
QuoteKind = Literal["direct", "mixed", "indirect"]
RoleStatus = Literal["current", "former", "acting"]
SpeakerKind = Literal["person", "organization", "group", "anonymous", "unknown"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Model):
    """A stretch of the article: `article.text[start:end] == text`."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Token(Span):
    """A word, number or punctuation mark, with its lemma and its Universal Dependencies tag."""

    lemma: str
    pos: str
    feats: dict[str, str]


class Sentence(Span):
    """A sentence; `tokens` is filled only where `extract(..., tokens=True)` asked for it."""

    tokens: tuple[Token, ...] | None = None


class Block(Span):
    """A part of the news page: a headline, a paragraph, a photo credit, a menu."""

    kind: BlockKind


class Mention(Span):
    """One place where the text refers to an entity.

    `normal` is the nominative of this very mention («Хабибуллиным» gives «Хабибуллин»);
    `in_quote` says whether it stands inside the content of a direct or mixed quote.
    """

    kind: MentionKind
    normal: str
    in_quote: bool = False


class PersonRole(_Model):
    """A distinct title of a person, as a reader would list it, with the organisation's name."""

    title: str
    post: str
    organization: str | None = None
    status: RoleStatus = "current"

    @property
    def former(self) -> bool:
        """Whether the person held the role in the past only."""
        return self.status == "former"


class Entity(_Model):
    """A person, organisation or place of the article with all its mentions, in order.

    `name` is the fullest form that the article gives, in the nominative. The fields from `first`
    on are for persons; they are `None` (or empty) for the others.
    """

    id: str
    type: EntityType
    name: str
    confidence: float = Field(ge=0, le=1)
    mentions: tuple[Mention, ...]
    first: str | None = None
    middle: str | None = None
    last: str | None = None
    gender: Gender | None = None
    roles: tuple[PersonRole, ...] = ()


class Role(Span):
    """A mention of a post, profession, title or status: «директора бизнес-инкубатора».

    `title` is the phrase in the nominative, `post` its head noun; `person` and `organization` are
    ids of entities.
    """

    title: str
    post: str
    status: RoleStatus = "current"
    person: str | None = None
    organization: str | None = None
    confidence: float = Field(ge=0, le=1)


class Cue(Span):
    """The word that introduces a quote: «отметил», «словам»."""

    lemma: str


class Speaker(_Model):
    """Who speaks. `start`, `end` and `text` are the mention in the framing clause.

    They are `None` for a quote without framing whose speaker is known from the context. `name` is
    the name of `entity`; a group, an anonymous source and an unknown speaker have none.
    """

    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    text: str | None = None
    name: str | None = None
    kind: SpeakerKind
    entity: str | None = None
    role: str | None = None


class Candidate(_Model):
    """An entity that was considered as the speaker, with its score (higher is better)."""

    entity: str
    name: str
    score: float


class Evidence(_Model):
    """Why a quote was found and how its speaker was chosen."""

    pattern: str
    speaker_rule: str | None = None
    candidates: tuple[Candidate, ...] = ()


class Quote(_Model):
    """A piece of reported speech.

    `start` and `end` take in the outer marks; `segments` are the content without them, without a
    leading dash and without the comma that leads to the author's words; `text` is the segments
    joined by one space (a quote is therefore no `Span`: the author's words may stand inside it).
    `via` is the medium that relays the words of somebody else.
    """

    id: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    kind: QuoteKind
    segments: tuple[Span, ...]
    cue: Cue | None = None
    speaker: Speaker | None = None
    via: Span | None = None
    confidence: float = Field(ge=0, le=1)
    evidence: Evidence


class Article(_Model):
    """A news article, read.

    >>> from newsnlp import extract
    >>> article = extract("Мэр Перми Иван Орлов заявил, что мост откроют в мае.")
    >>> [person.name for person in article.persons]
    ['Иван Орлов']
    >>> article.quotes[0].text
    'мост откроют в мае'
    """

    schema_version: str = SCHEMA_VERSION
    version: str
    model: str
    text: str
    meta: Any = None
    title: str | None = None
    date: str | None = None
    place: str | None = None
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    roles: tuple[Role, ...] = ()
    quotes: tuple[Quote, ...] = ()

    def _of_type(self, kind: EntityType) -> tuple[Entity, ...]:
        return tuple(entity for entity in self.entities if entity.type == kind)

    @property
    def persons(self) -> tuple[Entity, ...]:
        """The people, in the order of their first mentions."""
        return self._of_type("person")

    @property
    def organizations(self) -> tuple[Entity, ...]:
        """The organisations, in the order of their first mentions."""
        return self._of_type("organization")

    @property
    def locations(self) -> tuple[Entity, ...]:
        """The places, in the order of their first mentions."""
        return self._of_type("location")

    def entity(self, id: str) -> Entity:
        """The entity with this id. Raises `KeyError` if there is none."""
        for entity in self.entities:
            if entity.id == id:
                return entity
        raise KeyError(f"no entity {id!r} in this article")

    def quotes_of(self, entity: Entity | str) -> tuple[Quote, ...]:
        """The quotes whose speaker is `entity` (an `Entity` or its id), in order.

        >>> from newsnlp import extract
        >>> article = extract("Мэр Перми Иван Орлов заявил, что мост откроют в мае.")
        >>> [quote.text for quote in article.quotes_of(article.persons[0])]
        ['мост откроют в мае']
        """
        wanted = entity if isinstance(entity, str) else entity.id
        return tuple(q for q in self.quotes if q.speaker is not None and q.speaker.entity == wanted)
