"""Who is quoted how often, by person, gender, role or organisation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field

from newsnlp.corpus.profiles import Appearance, Profile

By: TypeAlias = Literal["person", "gender", "role", "organization"]


class QuoteCount(BaseModel):
    """A row of `quote_counts`.

    `key` is a name, a gender, a post or the name of an organisation; `None` gathers what the
    articles do not say. `quotes` counts quotes, `people` the different people who said them and
    `articles` the different articles that they stand in. `ids` are the profiles counted, in their
    order: namesakes have rows with the same `key`, which `ids` tells apart.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str | None
    quotes: int = Field(ge=0)
    people: int = Field(ge=0)
    articles: int = Field(ge=0)
    ids: tuple[str, ...] = ()


def quote_counts(profiles: Iterable[Profile], by: By = "person") -> tuple[QuoteCount, ...]:
    """Count the quotes in profiles (the result of `people`), the most first, then by key.

    - "person": one row for each person who is quoted;
    - "gender": "male", "female", and `None` where the articles do not tell;
    - "role": by post («мэр», «директор»). A quote counts for every post that its article gives the
      speaker; where it gives none, for the one that most articles give, and for `None` where
      none does. Rows may therefore add up to more than there are quotes;
    - "organization": by the organisations in those roles, and what organisations say themselves
      («в МВД сообщили»), whose rows count no people for that.

    Raises `ValueError` for another `by` and `TypeError` for what is no `Profile`.

    >>> from newsnlp import extract, people
    >>> texts = ["Мэр Перми Анна Седова заявила, что мост готов.", "«Едем», — сказала мэр А. Седова."]
    >>> for row in quote_counts(people(map(extract, texts)), by="role"):
    ...     print(row.key, row.quotes, row.people, row.articles)
    мэр 2 1 2
    """
    if by not in get_args(By):
        raise ValueError(f"by must be one of {', '.join(map(repr, get_args(By)))}, not {by!r}")
    rows: dict[tuple[str | None, str], list[tuple[Profile, Appearance]]] = {}
    for profile in profiles:
        if not isinstance(profile, Profile):
            raise TypeError(
                f"profiles must be of Profile, as people() gives them, not {type(profile).__name__}"
            )
        for appearance in profile.appearances:
            if appearance.quotes:
                for key in _keys(profile, appearance, by):
                    rows.setdefault(key, []).append((profile, appearance))
    counts = [_count(key, said) for (key, _), said in rows.items()]
    return tuple(sorted(counts, key=lambda row: (-row.quotes, row.key is None, row.key or "", row.ids)))


def _count(key: str | None, said: list[tuple[Profile, Appearance]]) -> QuoteCount:
    ids = dict.fromkeys(profile.id for profile, _ in said)
    return QuoteCount(
        key=key,
        quotes=sum(appearance.quotes for _, appearance in said),
        people=len({profile.id for profile, _ in said if profile.type == "person"}),
        articles=len({appearance.article for _, appearance in said}),
        ids=tuple(ids),
    )


def _keys(profile: Profile, appearance: Appearance, by: By) -> Iterator[tuple[str | None, str]]:
    """The rows that an appearance counts in: what they show, and what tells namesakes apart."""
    if profile.type == "organization":
        if by == "organization":
            yield profile.name, ""
    elif by == "person":
        yield profile.name, profile.id
    elif by == "gender":
        yield profile.gender, ""
    else:
        for value in _of_roles(profile, appearance, by):
            yield value, ""


def _of_roles(profile: Profile, appearance: Appearance, by: By) -> Iterable[str | None]:
    """The posts, or their organisations, of a person in one article; else those of the commonest role."""
    for roles in (appearance.roles, profile.roles):
        values = [role.post if by == "role" else role.organization for role in roles]
        stated = list(dict.fromkeys(value for value in values if value is not None))
        if stated:
            return stated if roles is appearance.roles else stated[:1]
    return [None]
