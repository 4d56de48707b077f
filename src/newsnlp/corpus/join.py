"""Who is who: from articles to profiles, in three steps that each look at all articles.

`sightings` keeps of each article what is needed; `gather_organizations` and `gather_persons` say
which of them are one; `assemble_profile` puts together what is known of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from newsnlp.corpus.assemble import assemble_profile
from newsnlp.corpus.grouping import Group, usual_names
from newsnlp.corpus.organizations import gather_organizations
from newsnlp.corpus.persons import gather_persons
from newsnlp.corpus.posts import PostReader
from newsnlp.corpus.profiles import Profile
from newsnlp.corpus.sightings import Sighting, sightings
from newsnlp.language.morphology import Morphology
from newsnlp.schema import Article
from newsnlp.stream import ExtractionError


def people(articles: Iterable[Article]) -> tuple[Profile, ...]:
    """The persons and organisations of many articles, the most quoted first, then by name.

    «В. Путин», «Владимир Путин» and «Путин» are joined by name, initials, gender and posts, and
    organisations by name and well-known alias; namesakes whose patronymics, genders or posts do not
    go together stay apart. A doubtful join has a `confidence` below 1.

    `articles` is any iterable; it is read once, and of each article only what is needed is kept (no
    text). The order of the articles makes no difference to who is joined with whom.

    Raises `TypeError` for what is no iterable of `Article`, such as the failures that
    `extract_many(…, on_error="yield")` gives.

    >>> from newsnlp import extract
    >>> texts = ["Мэр Перми Анна Седова открыла мост.", "«Мост готов», — сказала мэр А. Седова."]
    >>> for found in people(map(extract, texts)):
    ...     print(found.name, found.names, found.articles, found.quotes)
    Анна Седова ('А. Седова', 'Анна Седова') 2 1
    """
    if isinstance(articles, Article | str | bytes):
        raise TypeError(
            f"people reads an iterable of articles, not one {type(articles).__name__}: people([article])"
        )
    kept: dict[str, list[Sighting]] = {"person": [], "organization": []}
    names: Counter[str] = Counter()
    count = 0
    for article in articles:
        _check(count, article)
        seen = None
        for kind, sighting in sightings(count, article):
            kept[kind].append(sighting)
            seen = sighting.scene
        names.update(seen.names if seen else ())
        count += 1
    usual = usual_names(names, count)
    bodies = gather_organizations(kept["organization"], _morphology(), usual)
    known = {
        (member.article, member.entity): number
        for number, group in enumerate(bodies)
        for member, _ in group.members
    }
    persons = gather_persons(kept["person"], known, PostReader(_morphology()), usual)
    return _numbered(persons, bodies, known)


def _check(at: int, article: object) -> None:
    if isinstance(article, ExtractionError):
        raise TypeError(
            f"item {at} is an article that failed ({article}): leave out what is an ExtractionError"
        )
    if not isinstance(article, Article):
        raise TypeError(f"item {at} must be an Article, not {type(article).__name__}: extract texts first")


def _numbered(
    persons: Iterable[Group], bodies: Iterable[Group], known: dict[tuple[int, str], int]
) -> tuple[Profile, ...]:
    """The profiles in order, with their ids."""
    organizations = [assemble_profile("organization", group, {}) for group in bodies]
    names = {at: organizations[number].name for at, number in known.items()}
    found = organizations + [assemble_profile("person", group, names) for group in persons]
    found.sort(key=lambda one: (-one.quotes, one.name, -one.articles, one.appearances[0].article))
    numbers: Counter[str] = Counter()
    result = []
    for one in found:
        numbers[one.type] += 1
        result.append(one.model_copy(update={"id": f"{one.type}{numbers[one.type]}"}))
    return tuple(result)


@cache
def _morphology() -> Morphology:
    return Morphology()
