"""The speakers of many articles: a row of the table and a bar of the chart for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsnlp.corpus.join import people
from newsnlp.corpus.profiles import Profile
from newsnlp.report.wording import Wording
from newsnlp.schema import Article

SURE = 0.9  # confidence of a profile below which the page says that it may be several people
FORMS = 6  # of a name, at most


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is quoted. `articles` are pairs of the place of an article, from 1, and its quotes."""

    name: str
    type: str
    roles: tuple[str, ...]
    forms: tuple[str, ...]
    quotes: int
    articles: tuple[tuple[int, int], ...]
    doubt: str | None
    share: float  # of the quotes of the one who is quoted most


def speakers(articles: Sequence[Article], wording: Wording) -> list[Speaker]:
    """All who are quoted, the most quoted first."""
    profiles = [profile for profile in people(articles) if profile.quotes]
    most = max((profile.quotes for profile in profiles), default=1)
    return [_speaker(profile, most, wording) for profile in profiles]


def _speaker(profile: Profile, most: int, wording: Wording) -> Speaker:
    quotes: Counter[int] = Counter()
    for appearance in profile.appearances:
        quotes[appearance.article + 1] += appearance.quotes
    return Speaker(
        name=profile.name,
        type=profile.type,
        roles=tuple(dict.fromkeys(role.title for role in profile.roles)),
        forms=tuple(_other_forms(profile)),
        quotes=profile.quotes,
        articles=tuple((place, n) for place, n in quotes.items() if n),
        doubt=wording.percent(profile.confidence) if profile.confidence < SURE else None,
        share=profile.quotes / most,
    )


def _other_forms(profile: Profile) -> Iterator[str]:
    """Forms of the name that differ from it: what else to search the articles for."""
    others = [name for name in dict.fromkeys(profile.names) if name != profile.name]
    yield from others[:FORMS]
