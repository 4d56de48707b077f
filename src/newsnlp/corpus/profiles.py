"""What is known of one person or organisation from many articles: frozen pydantic models."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from newsnlp.schema import Gender, PersonRole, RoleStatus

ProfileType = Literal["person", "organization"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class HeldRole(_Model):
    """A distinct title of a person in many articles.

    As a `PersonRole`, `organization` being the name of that organisation's profile; `articles` is
    the number of articles that give the person this title or a shorter form of it («директор» for
    «директор школы»).
    """

    title: str
    post: str
    organization: str | None = None
    status: RoleStatus = "current"
    articles: int = Field(ge=1)


class Appearance(_Model):
    """A person or organisation in one article.

    `article` is the position of the article among those given, from 0; `entity` the id of the
    entity in it and `name` its name there. `quotes` counts the quotes whose speaker it is,
    `mentions` its mentions of every kind. `roles` are those that this article gives, `organization`
    in them being the name of a profile. `confidence` is the chance that the appearance is of this
    person or organisation.
    """

    article: int = Field(ge=0)
    entity: str
    name: str
    quotes: int = Field(ge=0)
    mentions: int = Field(ge=0)
    roles: tuple[PersonRole, ...] = ()
    confidence: float = Field(default=1.0, ge=0, le=1)


class Profile(_Model):
    """One person or organisation of many articles.

    `id` is unique in the result of `people`. `name` is the fullest form that the articles give, in
    the nominative; `names` are all its forms, the commonest first. `first`, `middle`, `last`,
    `gender` and `roles` (the commonest first) are for persons; organisations have `None` and no
    roles. `appearances` are in the order of the articles. `confidence` is the chance that the most
    doubtful of them belongs here: 1.0 where nothing was doubtful.
    """

    id: str
    type: ProfileType
    name: str
    first: str | None = None
    middle: str | None = None
    last: str | None = None
    gender: Gender | None = None
    roles: tuple[HeldRole, ...] = ()
    names: tuple[str, ...] = ()
    confidence: float = Field(default=1.0, ge=0, le=1)
    appearances: tuple[Appearance, ...] = ()

    @property
    def quotes(self) -> int:
        """How many quotes it has in all articles."""
        return sum(appearance.quotes for appearance in self.appearances)

    @property
    def articles(self) -> int:
        """In how many articles it appears."""
        return len({appearance.article for appearance in self.appearances})
