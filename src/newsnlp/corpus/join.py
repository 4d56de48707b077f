"""From articles to profiles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from newsnlp.corpus.profiles import Appearance, HeldRole, Profile
from newsnlp.language.spelling import fold
from newsnlp.schema import Article


def people(articles: Iterable[Article]) -> tuple[Profile, ...]:
    """The persons and organisations of many articles, those with most quotes first, then by name."""
    found: dict[tuple[str, str], list] = {}
    for at, article in enumerate(articles):
        if not isinstance(article, Article):
            raise TypeError(f"item {at} is no Article but {type(article).__name__}")
        quotes = Counter(q.speaker.entity for q in article.quotes if q.speaker is not None)
        for entity in article.entities:
            if entity.type != "location":
                found.setdefault((entity.type, fold(entity.name)), []).append((at, entity, quotes[entity.id]))
    profiles = []
    for (kind, _), group in found.items():
        one = group[0][1]
        titles = {}
        for at, entity, _ in group:
            for role in entity.roles:
                titles.setdefault((role.title, role.post, role.organization, role.status), set()).add(at)
        profiles.append(
            Profile(
                id="",
                type=kind,
                name=one.name,
                first=one.first,
                middle=one.middle,
                last=one.last,
                gender=one.gender,
                roles=tuple(
                    HeldRole(title=t, post=p, organization=o, status=s, articles=len(a))
                    for (t, p, o, s), a in sorted(titles.items(), key=lambda i: -len(i[1]))
                ),
                names=tuple(
                    dict.fromkeys(m.normal for _, e, _ in group for m in e.mentions if m.kind == "name")
                ),
                appearances=tuple(
                    Appearance(article=at, entity=e.id, name=e.name, quotes=q, mentions=len(e.mentions), roles=e.roles)
                    for at, e, q in group
                ),
            )
        )
    profiles.sort(key=lambda p: (-p.quotes, p.name))
    numbers: Counter[str] = Counter()
    result = []
    for profile in profiles:
        numbers[profile.type] += 1
        result.append(profile.model_copy(update={"id": f"{profile.type}{numbers[profile.type]}"}))
    return tuple(result)
