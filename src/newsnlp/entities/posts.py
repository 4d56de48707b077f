"""Who holds a role that stands alone: «директор сообщила», «министр отметил», «глава ведомства».

The holder is the person to whom the article has given the same post, in a form that does not
contradict: the same workplace or country, the same time, a gender that agrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from newsnlp import lexicon
from newsnlp.document import Document, Referent, RoleMention
from newsnlp.entities.organizations import alias_table
from newsnlp.entities.paradigms import fold
from newsnlp.entities.places import adjective_place, place_table
from newsnlp.entities.words import content

MAX_HELD = 12  # holders of one post that are looked at, the latest first
NEAR = 120  # tokens within which a synonym («глава» for «директор») takes up a person
AHEAD = 60  # tokens within which the person may be named after the role


@dataclass(slots=True, eq=False)
class Held:
    """A role of the text: whose it is and where, as far as known. `qualifiers` are its other words."""

    role: RoleMention
    post: str
    qualifiers: frozenset[str]
    person: Referent | None
    organization: Referent | None


def find_holders(
    document: Document,
    roles: Sequence[RoleMention],
    people: dict[tuple[int, int], Referent],
    organizations: Sequence[Referent | None],
) -> list[Held]:
    """Every role with its holder and organisation, in order.

    `people` are the people by the span of each of their mentions, `organizations` the workplaces
    that the roles name themselves.
    """
    held = [
        Held(role, fold(role.post), _qualifiers(document, role), None, organization)
        for role, organization in zip(roles, organizations, strict=True)
    ]
    for one in held:
        if one.role.holder is not None:
            one.person = people.get((one.role.holder.start, one.role.holder.end))
    _refer(document, held, people)
    _carry_organizations(held)
    return held


def _refer(document: Document, held: list[Held], people: dict[tuple[int, int], Referent]) -> None:
    """Give the roles that stand alone to the people who hold them."""
    alone = {id(one) for one in held if one.role.holder is None}
    given = [one for one in held if one.person is not None]
    by_post: dict[str, list[Held]] = {}
    for one in given:
        by_post.setdefault(one.post, []).append(one)
    before: dict[str, list[Held]] = {}
    seen: dict[int, int] = {}  # the last mention of each person so far
    mentions = sorted((span[0], id(person)) for span, person in people.items())
    at = 0
    for one in held:
        while at < len(mentions) and mentions[at][0] < one.role.start:
            seen[mentions[at][1]] = mentions[at][0]
            at += 1
        if id(one) in alone and _refers(document, one.role):
            person = _holder(one, before.get(one.post, ()), seen)
            if person is None:
                person = _named_later(one, by_post.get(one.post, ()))
            one.person = person
        if one.person is not None:
            before.setdefault(one.post, []).append(one)


def _holder(one: Held, candidates: Sequence[Held], seen: dict[int, int]) -> Referent | None:
    """The person to whom the text has given the post before."""
    fits = [(strength, other) for other in candidates[-MAX_HELD:] if (strength := _strength(one, other)) > 0]
    if not fits:
        return None
    best = max(strength for strength, _ in fits)
    holders = {id(other.person): other.person for strength, other in fits if strength == best}
    return max(holders.values(), key=lambda person: seen.get(id(person), -1))


def _named_later(one: Held, candidates: Sequence[Held]) -> Referent | None:
    """The only holder in the article, named soon after: «Губернатор уволил … . Иван Орлов, губернатор …»."""
    later = [other for other in candidates if other.role.first > one.role.first]
    if not later or later[0].role.first - one.role.last > AHEAD:
        return None
    holders = {id(other.person): other.person for other in candidates if _strength(one, other) > 0}
    return next(iter(holders.values())) if len(holders) == 1 and _strength(one, later[0]) > 1 else None


def _strength(one: Held, other: Held) -> int:
    """How well the role of `other` fits one that stands alone; 0: it contradicts."""
    assert other.person is not None
    if "former" in (one.role.status, other.role.status) and one.role.status != other.role.status:
        return 0
    same_place = one.organization is not None and one.organization is other.organization
    if one.organization is not None and other.organization is not None and not same_place:
        return 0
    if one.qualifiers <= other.qualifiers or same_place:
        return 2
    if other.qualifiers <= one.qualifiers:
        return 1
    return 0


def _refers(document: Document, role: RoleMention) -> bool:
    """Whether the phrase can mean a definite person: singular, no predicate, not «пост директора», «любой врач»."""
    tokens = document.tokens
    head = tokens[role.head]
    if head.tag.number == "Plur":
        return False
    before = [t for t in tokens[max(0, role.first - 2) : role.first] if t.sentence == head.sentence]
    if before and (before[-1].text in "—–-" or fold(before[-1].lemma) in _indefinite()):
        return False
    if any(fold(token.lemma) in _indefinite() for token in tokens[role.first : role.head]):
        return False
    if before and fold(before[-1].lemma) in _positions():
        return False
    return head.tag.case != "Ins" or bool(before and before[-1].tag.pos == "ADP")


def _qualifiers(document: Document, role: RoleMention) -> frozenset[str]:
    """The words of a role besides its head, as they are compared."""
    morphology = document.morphology
    tokens = content(document.tokens[role.first : role.last])
    words = [token.text for token in tokens]
    found: set[str] = set()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.i == role.head or token.tag.pos in ("ADP", "CCONJ"):
            continue
        size, known = _known(words[at - 1 :], document)
        if known:
            found.add(known)
            at += size - 1
        elif fold(token.lemma) not in _passing():
            found.add(adjective_place(token.text, morphology) or fold(token.lemma))
    return frozenset(found)


def _known(words: Sequence[str], document: Document) -> tuple[int, str]:
    for table in (place_table, alias_table):
        size, values = table(document.morphology).longest(words)
        if len(values) == 1:
            return size, next(iter(values))
    return 0, ""


def _carry_organizations(held: Iterable[Held]) -> None:
    """A post named again without its workplace is held where the person holds that post elsewhere in the text."""
    known: dict[tuple[int, str], set[int]] = {}
    bodies: dict[int, Referent] = {}
    held = list(held)
    for one in held:
        if one.person is not None and one.organization is not None:
            known.setdefault((id(one.person), one.post), set()).add(id(one.organization))
            bodies[id(one.organization)] = one.organization
    for one in held:
        if one.person is not None and one.organization is None and not one.qualifiers:
            where = known.get((id(one.person), one.post), set())
            if len(where) == 1:
                one.organization = bodies[next(iter(where))]


@cache
def _passing() -> frozenset[str]:
    return frozenset(map(fold, lexicon.column("passing_modifiers")))


@cache
def _indefinite() -> frozenset[str]:
    return frozenset(map(fold, lexicon.column("indefinite_words")))


@cache
def _positions() -> frozenset[str]:
    return frozenset(map(fold, lexicon.column("role_positions")))
