"""Labels of an interview that are bare initials: «З. И.» is Зарема Ибрагимова."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsnlp.document import Referent

INITIALS = re.compile(r"([А-ЯЁA-Z])\.\s?([А-ЯЁA-Z])\.?")


def join_initials(people: Sequence[Referent]) -> list[Referent]:
    """The people, with those known only by two initials joined to the one person whom they fit."""
    bare = {id(p): m for p in people if (m := INITIALS.fullmatch(p.name.strip())) is not None}
    known: dict[tuple[str, str], list[Referent]] = {}
    for person in people:
        if id(person) not in bare:
            for key in _initials(person):
                known.setdefault(key, []).append(person)
    kept = []
    for person in people:
        match = bare.get(id(person))
        key = (match[1], match[2]) if match is not None else ("", "")
        fitting = known.get(key, [])
        if match is not None and len(fitting) == 1:
            fitting[0].references += person.references
            continue
        kept.append(person)
        if match is not None and not fitting:
            known[key] = [person]  # the same initials again are the same person
    return kept


def _initials(person: Referent) -> set[tuple[str, str]]:
    """The initials that can stand for a person: name and surname in any order, name and patronymic."""
    first, middle, last = (
        part[:1].upper() for part in (person.first or "", person.middle or "", person.last or "")
    )
    pairs = {(first, last), (last, first), (first, middle)}
    return {pair for pair in pairs if all(pair)}
