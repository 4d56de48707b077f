"""The distinct roles of each person, as a reader would list them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from newsnlp.document import RoleLink
from newsnlp.language.spelling import fold
from newsnlp.schema import PersonRole

MAX_ROLES = 64  # of one person that are compared; bounds the cost
WORD = re.compile(r"\w+")


def titles(links: Sequence[RoleLink], names: Mapping[str, str]) -> dict[str, tuple[PersonRole, ...]]:
    """The roles of each person, by id; `names` are the names of the entities.

    A role in a longer and a shorter form («директор», «директор школы») is one, the longer; it has
    the organisation that either form tells.
    """
    by_person: dict[str, dict[frozenset[str], RoleLink]] = {}
    for link in links:
        if link.person is not None:
            roles = by_person.setdefault(link.person, {})
            words = frozenset(WORD.findall(fold(link.role.title)))
            if words not in roles or (roles[words].organization is None and link.organization):
                roles[words] = link
    return {person: tuple(_longest(roles, names)) for person, roles in by_person.items()}


def _longest(roles: Mapping[frozenset[str], RoleLink], names: Mapping[str, str]) -> list[PersonRole]:
    """The roles whose words are not all in another's, in order of first mention."""
    found = list(roles.items())[:MAX_ROLES]
    kept = []
    for words, link in found:
        if any(words < other for other, _ in found):
            continue
        shorter = [other.organization for own, other in found if own < words and other.organization]
        organization = link.organization or next(iter(shorter), None)
        role = link.role
        name = names.get(organization) if organization else None
        kept.append(PersonRole(title=role.title, post=role.post, organization=name, status=role.status))
    return kept
