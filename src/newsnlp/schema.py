"""The result of an extraction: frozen pydantic models.

Every span carries `start` and `end`, offsets of Python's `str` into the text as it was given,
half open, and `text`, which equals `article.text[start:end]`. Ids are strings that are unique in
their article. What the article does not say is `None`, never `""` or `"Unknown"`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from newsnlp.offsets import Offsets
    from newsnlp.report.wording import Language

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
    """A word, number or punctuation mark.

    `lemma` is its dictionary form in lower case, `pos` and `feats` are its tag by Universal
    Dependencies: «NOUN», {"Case": "Gen", "Number": "Sing", …}.
    """

    lemma: str
    pos: str
    feats: dict[str, str]


class Sentence(Span):
    """A sentence; `tokens` is filled only where `extract(..., tokens=True)` asked for it."""

    tokens: tuple[Token, ...] | None = None


class Block(Span):
    """A part of the news page, by its `kind`.

    headline; dateline (where and when: «ПЕРМЬ, 30 авг — РИА Новости.», «30 августа, 09:50»);
    byline (the author); credit (of a photo); paragraph; contact (several lines are one block);
    boilerplate (menus, «Читайте также», comment forms, cookie notices).
    """

    kind: BlockKind


class Mention(Span):
    """One place where the text refers to an entity.

    By a name, a noun (nominal: «директор») or a pronoun. `normal` is the nominative of this very
    mention («Хабибуллиным» gives «Хабибуллин»), in the commonest spelling that the article has of
    the name; that of a person in Latin letters («Бен Кон (Ben Kohn)») is the Russian name where the
    article has one. `in_quote` says whether it stands inside the content of a direct or mixed
    quote, that is, in the words of a speaker.
    """

    kind: MentionKind
    normal: str
    in_quote: bool = False


class PersonRole(_Model):
    """A distinct title of a person, as a reader would list it.

    `title` is the fullest phrase («бывший мэр Владивостока»), `post` its head noun («мэр»), both
    nominative; `organization` is the name of the organisation, where the article names it.
    """

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

    `name` is the fullest form that the article gives, in the nominative; `confidence`, in [0, 1],
    is that of its type and name. `first`, `middle` (the patronymic), `last`, `gender` and `roles`
    are for persons; the others have `None` and no roles.
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

    Also generic ones («врачи») and those of nobody who is named. `title` is the phrase in the
    nominative, `post` its head noun; `person`, who holds it, and `organization`, where, are ids of
    entities. A phrase that names several holders («врачи Орлов и Седов») is listed once for each.
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
    """Who speaks.

    `start`, `end` and `text` are the mention in the framing clause («он», «директор», «Кашин»),
    `None` for a quote without framing whose speaker the context tells. `entity` is the id of who
    that is and `name` its name; a group («врачи»), an anonymous source («собеседник агентства»)
    and an unknown speaker have neither. `role` is a person's role in the nominative.
    """

    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    text: str | None = None
    name: str | None = None
    kind: SpeakerKind
    entity: str | None = None
    role: str | None = None


class Candidate(_Model):
    """An entity that was considered as the speaker, with its score (higher is better).

    `reasons` are the facts that speak most for it, the strongest first («spoke last», «title»: it holds
    such a post), where a weighing of facts decided.
    """

    entity: str
    name: str
    score: float
    reasons: tuple[str, ...] = ()


class Evidence(_Model):
    """Why a quote was found and how its speaker was chosen.

    `pattern` names the construction, `speaker_rule` the rule that decided between `candidates`.
    """

    pattern: str
    speaker_rule: str | None = None
    candidates: tuple[Candidate, ...] = ()


class Quote(_Model):
    """A piece of reported speech: who said what.

    `kind` is direct (the speaker's words, verbatim, as an utterance of their own), mixed (the
    reporter's sentence with a verbatim fragment in quotation marks) or indirect (retold).
    `start` and `end` take in the outer marks; `segments` are the content without them, without a
    leading dash and without the comma that leads to the author's words; `text` is the segments
    joined by one space (a quote is therefore no `Span`: the author's words may stand inside it).
    `cue` is the word that introduces it, `via` the medium that relays the words of somebody else.
    `confidence`, in [0, 1], is the chance that content, kind and speaker are all right.
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

    `text` is the text as given and `meta` the caller's own data. `title`, `date` (ISO 8601, such as
    2020-08-30, as far as the page states it) and `place` (of the dateline) are those of the page.
    The rest stands in the order of the text: `blocks`, `sentences`, `entities` (by their first
    mentions), `roles`, `quotes`. `schema_version` is that of this schema, `version` the library's,
    `model` the name of the model that was used.
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
        """The people, in the order of their first mentions.

        >>> from newsnlp import extract
        >>> [person.name for person in extract("Мост осмотрели мэр Иван Орлов и Анна Серова.").persons]
        ['Иван Орлов', 'Анна Серова']
        """
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

    def offsets(self) -> Offsets:
        """A converter of this article's offsets to UTF-16 units and to bytes, for other languages.

        >>> from newsnlp import extract
        >>> article = extract("😀 Приехал Иван Орлов.")
        >>> offsets, start = article.offsets(), article.persons[0].mentions[0].start
        >>> start, offsets.utf16(start), offsets.utf8(start)
        (10, 11, 20)
        """
        from newsnlp.offsets import Offsets  # numpy: results are read back without it

        return Offsets(self.text)

    def to_html(self, *, language: Language = "ru") -> str:
        """A page to look at: the text with people, organisations, roles and quotes marked in place.

        Beside each quote stand its speaker and why newsnlp thinks so; a card for each person has roles,
        quotes and mentions. The page is one file that loads nothing; what stands in the article is shown
        as text, whatever it is. `language` is that of the interface, "ru" or "en"; another raises
        `ValueError`. `newsnlp.report.to_html` makes one page of many articles.

        >>> from newsnlp import extract
        >>> page = extract("Мэр Перми Иван Орлов заявил, что мост откроют в мае.").to_html()
        >>> page.startswith("<!doctype html>")
        True
        """
        from newsnlp.report import to_html  # templates are for those who look, and import this module

        return to_html(self, language=language)

    def _repr_html_(self) -> str:
        """What a notebook shows: the page in a frame, which styles nothing outside."""
        from newsnlp.report import frame

        return frame(self.to_html(), self.title or "newsnlp")


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `Article.model_dump_json()` writes.

    >>> json_schema()["title"]
    'Article'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Article.model_json_schema(mode="serialization"),
    }
