"""Resolve who speaks: one walk over the article, in which every mention changes who is present.

The walk meets, in the order of the text, the mentions of entities, the pronouns, and the reports of
`newsnlp.speech`. A report is resolved by what its source phrase is (`phrase`), by who is present
(`people`, `bodies`) and, without any source, by who spoke before (`dialogue`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from newsnlp.document import Document, Referent, Report, RoleLink, Token
from newsnlp.speakers.attribution import Attribution
from newsnlp.speakers.interviewee import find_interviewee
from newsnlp.speakers.mentions import Mentions
from newsnlp.speakers.nouns import is_animate
from newsnlp.speakers.phrase import third_person
from newsnlp.speakers.walk import Walk

__all__ = ["Attribution", "resolve_speakers"]

Event = tuple[int, int, Callable[[], None]]


def resolve_speakers(
    document: Document, reports: list[Report], referents: list[Referent], links: list[RoleLink]
) -> tuple[list[Attribution], list[Referent]]:
    """An attribution for every report, and the entities with the mentions found on the way.

    The entities gain the pronouns and role nouns that refer to them; an organisation that only a
    common noun names («следствие») is added after the others.
    """
    mentions = Mentions(document, referents, links, reports)
    walk = Walk(mentions, links, find_interviewee(mentions, reports))
    answers: dict[int, Attribution] = {}

    def answer(number: int) -> None:
        answers[number] = walk.report(reports[number])

    events: list[Event] = [(m.first, 0, partial(walk.mention, m)) for m in mentions.all]
    events += _other_mentions(mentions, links, reports, walk)
    events += [(_place(mentions, report), 1, partial(answer, n)) for n, report in enumerate(reports)]
    for _, _, step in sorted(events, key=lambda event: event[:2]):
        step()
    return [answers[n] for n in range(len(reports))], _with_references(walk, referents)


def _place(mentions: Mentions, report: Report) -> int:
    """The token at which the walk asks for the speaker: after the source, at the cue, before the content."""
    if report.source is not None:
        return mentions.index(report.source.end) - 1
    if report.cue is not None:
        return mentions.index(report.cue.start)
    return mentions.index(report.segments[0].start) - 1


def _other_mentions(
    mentions: Mentions, links: list[RoleLink], reports: list[Report], walk: Walk
) -> list[Event]:
    """Roles of people, pronouns, and nouns for people without a name."""
    events: list[Event] = []
    sources = {i for r in reports if r.source is not None for i in mentions.range(r.source)}
    for link in links:
        if (
            link.person is not None
            and link.person in mentions.referents
            and mentions.at[link.role.head] is None
        ):
            events.append((link.role.head, 0, partial(walk.role, link)))
    for i, token in enumerate(mentions.tokens):
        if token.tag.pos in ("PRON", "DET"):
            if i not in sources and third_person(token) is not None:
                events.append((i, 0, partial(walk.pronoun, token)))
        elif token.tag.number == "Sing" and token.tag.pos in ("NOUN", "PROPN"):
            step = _noun(mentions, token, walk)
            if step is not None:
                events.append((i, 0, step))
    return events


def _noun(mentions: Mentions, token: Token, walk: Walk) -> Callable[[], None] | None:
    """What the walk does with a noun that mentions no known person."""
    at, role = mentions.at[token.i], mentions.role_at[token.i]
    if at is not None and at.referent.type == "person":
        return None
    if token.tag.animacy == "Inan":
        return partial(walk.things.see, token)
    if at is None and token.tag.case == "Nom" and (role is None or role.person is None) and is_animate(token):
        return partial(walk.noun, token)
    return None


def _with_references(walk: Walk, referents: list[Referent]) -> list[Referent]:
    """The entities with the mentions that the walk has found, in order."""
    out = []
    for referent in [*referents, *walk.bodies.made]:
        found = walk.references.get(referent.id)
        if found:
            merged = sorted([*referent.references, *found], key=lambda r: (r.start, r.end))
            referent = replace(referent, references=merged)
        out.append(referent)
    return out
