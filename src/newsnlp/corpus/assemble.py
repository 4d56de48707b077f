"""What the mentions of one person or organisation say together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from newsnlp.corpus.grouping import Group
from newsnlp.corpus.profiles import Appearance, HeldRole, Profile, ProfileType
from newsnlp.corpus.sightings import Sighting
from newsnlp.entities.people import full_forms
from newsnlp.language.spelling import fold
from newsnlp.schema import Gender, PersonRole, RoleStatus

WORD = re.compile(r"\w+")
RARE = 4  # times rarer than the commonest, from which a form of a name is an exception
Form = tuple[frozenset[str], RoleStatus]  # a title as it is compared: its words and time
MAX_ROLES = 64  # of one person that are compared; bounds the cost


def assemble_profile(
    type: ProfileType, group: Group, organizations: Mapping[tuple[int, str], str]
) -> Profile:
    """The profile of a group, without an id; `organizations` are names, by article and entity."""
    members = sorted(group.members, key=lambda member: (member[0].article, member[0].entity))
    seen = [sighting for sighting, _ in members]
    roles = [_roles(sighting, organizations) for sighting in seen]
    first = _commonest(_full(sighting.first for sighting in seen))
    middle = _commonest(sighting.middle for sighting in seen)
    last = _commonest(sighting.last for sighting in seen)
    return Profile(
        id="",
        type=type,
        name=_name(seen, first, middle, last),
        first=first,
        middle=middle,
        last=last,
        gender=_gender(seen),
        roles=_held(seen, roles),
        names=_names(seen),
        confidence=min(chance for _, chance in members),
        appearances=tuple(
            Appearance(
                article=sighting.article,
                entity=sighting.entity,
                name=sighting.name,
                quotes=sighting.quotes,
                mentions=sighting.mentions,
                roles=own,
                confidence=chance,
            )
            for (sighting, chance), own in zip(members, roles, strict=True)
        ),
    )


def _roles(sighting: Sighting, organizations: Mapping[tuple[int, str], str]) -> tuple[PersonRole, ...]:
    """The roles of a person in an article, with the names that the organisations have in all."""
    return tuple(
        role.model_copy(update={"organization": organizations[sighting.article, place]})
        if place is not None
        else role
        for role, place in zip(sighting.roles, sighting.workplaces, strict=True)
    )


def _full(firsts: Iterable[str | None]) -> list[str]:
    """The first names without those that are short for another of them: «Дима» beside «Дмитрий»."""
    found = [first for first in firsts if first is not None]
    there = {fold(first) for first in found}
    return [first for first in found if there.isdisjoint(full_forms().get(fold(first), frozenset()))] or found


def _commonest(values: Iterable[str | None]) -> str | None:
    """The value that most articles have."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], -len(value), value), default=None)


def _name(seen: list[Sighting], first: str | None, middle: str | None, last: str | None) -> str:
    """The fullest name of an article that agrees with the parts; else the parts in their order."""
    parts = [part for part in (first, middle, last) if part]
    counts = Counter(sighting.name for sighting in seen)
    often = max(counts.values())
    if not parts:  # of an organisation: not the long form that one article of many has
        return min(
            (name for name in counts if RARE * counts[name] >= often),
            key=lambda name: (-len(WORD.findall(name)), -counts[name], -len(name), name),
        )
    full = [name for name in counts if all(part in name for part in parts)]
    if not full and len(parts) > 1:
        return " ".join(parts)
    return min(full or counts, key=lambda name: (-len(WORD.findall(name)), -counts[name], -len(name), name))


def _gender(seen: list[Sighting]) -> Gender | None:
    counts = Counter(sighting.gender for sighting in seen if sighting.gender is not None)
    male, female = counts["male"], counts["female"]
    return None if male == female else "male" if male > female else "female"


def _names(seen: list[Sighting]) -> tuple[str, ...]:
    """All forms of the name, those of most articles first."""
    counts = Counter(name for sighting in seen for name in {sighting.name, *sighting.names})
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _held(seen: list[Sighting], roles: list[tuple[PersonRole, ...]]) -> tuple[HeldRole, ...]:
    """The distinct roles, those of most articles first; a shorter form counts for a longer one.

    But not «мэр Перми» for «бывший мэр Перми».
    """
    articles: dict[Form, set[int]] = {}
    forms: dict[Form, Counter[PersonRole]] = {}
    for sighting, own in zip(seen, roles, strict=True):
        for role in own:
            form = frozenset(WORD.findall(fold(role.title))), role.status
            articles.setdefault(form, set()).add(sighting.article)
            forms.setdefault(form, Counter())[role] += 1
    common = sorted(articles, key=lambda form: (-len(articles[form]), sorted(form[0]), form[1]))[:MAX_ROLES]
    held = []
    for form in sorted(common, key=lambda form: (len(form[0]), sorted(form[0]), form[1])):
        longer = [other for other in common if form[0] < other[0] and form[1] == other[1]]
        if longer:  # the commonest of them has what this one counts
            best = min(longer, key=lambda other: (-len(articles[other]), sorted(other[0])))
            articles[best] |= articles[form]
        else:
            held.append((_spelt(forms[form]), len(articles[form])))
    held.sort(key=lambda item: (-item[1], item[0].title))
    return tuple(HeldRole(**role.model_dump(), articles=count) for role, count in held)


def _spelt(forms: Counter[PersonRole]) -> PersonRole:
    """A role as most articles give it, with its organisation where one tells it."""
    return min(
        forms,
        key=lambda role: (
            role.organization is None,
            -forms[role],
            role.title,
            role.post,
            role.organization or "",
        ),
    )
