"""Resolve who speaks: one walk over the article, in which every mention changes who is present.

The walk meets, in the order of the text, the mentions of entities, the pronouns, and the reports of
`newsnlp.speech`. A report is resolved by what its source phrase is (`phrase`, `framed`), by who is
present (`scene`, `candidates`) and, without any source, by who spoke before (`unframed`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from newsnlp.document import Document, Referent, Report, RoleLink, Token
from newsnlp.language.inflection import PERSONAL
from newsnlp.lexicon import column
from newsnlp.speakers.answers import again, entity
from newsnlp.speakers.attribution import Attribution
from newsnlp.speakers.bodies import Bodies
from newsnlp.speakers.coreference import see_noun, see_pronoun
from newsnlp.speakers.documents import Documents, is_document
from newsnlp.speakers.echo import Echoes
from newsnlp.speakers.interviewee import find_interviewee
from newsnlp.speakers.mentions import Mentions
from newsnlp.speakers.nouns import is_animate, noun_classes, noun_lemma
from newsnlp.speakers.people import People
from newsnlp.speakers.phrase import third_person
from newsnlp.speakers.reports import attribute, attribute_heading
from newsnlp.speakers.scene import Scene
from newsnlp.speakers.titles import Titles

__all__ = ["Attribution", "resolve_speakers"]

NOBODY = ""  # in place of an entity: a noun for somebody without a name
Event = tuple[int, int, Callable[[], None]]


def resolve_speakers(
    document: Document, reports: list[Report], referents: list[Referent], links: list[RoleLink]
) -> tuple[list[Attribution], list[Referent], list[RoleLink]]:
    """An attribution for every report, the entities with the mentions found on the way, and the roles.

    The entities gain the pronouns and role nouns that refer to them; an organisation that only a
    common noun names («следствие») is added after the others. A role noun that takes up a speaker is theirs.
    """
    mentions = Mentions(document, referents, links, reports)
    media = {i for r in reports if r.via is not None for i in mentions.range(r.via)}
    bodies = Bodies(mentions)
    documents = Documents(mentions, media, bodies)
    scene = Scene(mentions, People(mentions), bodies, Titles(mentions, links), documents)
    scene.interviewee = find_interviewee(mentions, reports)
    answers: dict[int, Attribution] = {}

    def answer(number: int) -> None:
        answers[number] = attribute(scene, reports[number])

    def answer_heading(number: int) -> None:
        answers[number] = attribute_heading(scene, reports[number])

    events: list[Event] = [(m.first, 0, partial(scene.see, m)) for m in mentions.all]
    events += _other_mentions(scene, reports)
    for n, report in enumerate(reports):
        if _looks_ahead(mentions, report):
            events.append((len(mentions.tokens), 1, partial(answer_heading, n)))
        else:
            events.append((_place(mentions, report), 1, partial(answer, n)))
    for _, _, step in sorted(events, key=lambda event: event[:2]):
        step()
    unknown = [n for n, report in enumerate(reports) if _may_echo(report, answers[n])]
    echoes = Echoes(mentions, reports if unknown else [], answers)
    for n in unknown:
        report = reports[n]
        known = echoes.find(report)
        if known is not None:
            answers[n] = again(scene, known.speaker, "same words", 0.8)
        elif scene.interviewee is not None and _is_heading(mentions, report):
            answers[n] = entity(scene, scene.interviewee, None, "interviewee", 0.8)
    found = [answers[n] for n in range(len(reports))]
    nouns = _nouns(scene, found)
    return found, _with_references(scene, referents, nouns), _with_holders(scene, links, nouns, found)


def _may_echo(report: Report, answer: Attribution) -> bool:
    """Whether a quote may be another once more, as headlines and pull quotes are, but no question."""
    nobody = answer.speaker is None or answer.speaker.kind == "unknown"
    return nobody and answer.rule != "turn" and report.cue is None and report.kind != "indirect"


def _looks_ahead(mentions: Mentions, report: Report) -> bool:
    """Whether a headline names the speaker by a noun only: who that is, the text says later."""
    inside = mentions.range(report.source) if report.source is not None else range(0)
    if not inside or mentions.block_of(mentions.tokens[inside[0]]) not in mentions.headlines:
        return False
    return not any(mentions.named(i) for i in inside)


def _is_heading(mentions: Mentions, report: Report) -> bool:
    """Whether the words stand in a headline: that of an interview quotes whom it is with."""
    i = mentions.index(report.segments[0].start)
    return mentions.block_of(mentions.tokens[i]) in mentions.headlines


def _place(mentions: Mentions, report: Report) -> int:
    """The token at which the walk asks for the speaker: after the source, at the cue, before the content."""
    if report.source is not None:
        return mentions.index(report.source.end) - 1
    if report.cue is not None:
        return mentions.index(report.cue.start)
    return mentions.index(report.segments[0].start) - 1


def _other_mentions(scene: Scene, reports: list[Report]) -> list[Event]:
    """Pronouns, and nouns for people and things, outside the sources of reports."""
    events: list[Event] = []
    mentions = scene.mentions
    sources = {i for r in reports if r.source is not None for i in mentions.range(r.source)}
    for i, token in enumerate(mentions.tokens):
        pos = token.tag.pos
        if pos in ("PRON", "DET"):
            if i not in sources and third_person(token) is not None:
                events.append((i, 0, partial(see_pronoun, scene, token)))
        elif pos in ("NOUN", "PROPN") and is_document(token):
            events.append((i, 0, partial(scene.documents.see, token)))
        if pos in ("NOUN", "PROPN") and token.tag.number == "Sing" and not _is_named(mentions, i):
            if token.tag.animacy == "Inan":
                events.append((i, 0, partial(scene.things.see, token)))
                if mentions.at[i] is None and i not in sources:
                    events.append((i, 0, partial(scene.bodies.see_noun, token)))
            elif i not in sources and _is_somebody(mentions, token):
                events.append((i, 0, partial(see_noun, scene, token)))
        elif i not in sources and _is_accused(token):
            events.append((i, 0, partial(see_noun, scene, token)))
    return events


def _is_accused(token: Token) -> bool:
    """Whether a participle is the noun for somebody, as a subject: «осуждённый вину не признал»."""
    if token.tag.form != "Part" or token.tag.number != "Sing" or token.tag.case != "Nom":
        return False
    return "general" in noun_classes(noun_lemma(token)) and token.rel.startswith("nsubj")


def _is_named(mentions: Mentions, i: int) -> bool:
    """Whether the token is part of a person's name, or of a role that the text itself gives to somebody."""
    at = mentions.at[i]
    named = at is not None and at.reference.kind == "name" and at.referent.type == "person"
    return named or mentions.holder(i) is not None


def _is_somebody(mentions: Mentions, token: Token) -> bool:
    """Whether the noun is a role, or the subject and a person."""
    role = mentions.role_at[token.i]
    if role is not None and role.role.head == token.i:
        return True
    if mentions.at[token.i] is not None or token.tag.case != "Nom" or not is_animate(token):
        return False
    return token.tag.pos == "NOUN" or _opens(mentions, token)


def _opens(mentions: Mentions, token: Token) -> bool:
    """Whether a common noun has its capital from the sentence: «Покупательница», «Осуждённый»."""
    if token.i != mentions.document.sentences[token.sentence].first or token.lemma in column("kin"):
        return False  # «Внучка» may be anybody known
    parses = [p for p in token.morphology.parses(token.text) if p.is_known]
    somebody = any(p.tag.animacy == "anim" or p.tag.POS == "PRTF" for p in parses)
    return somebody and not any(mark in p.tag for p in parses for mark in PERSONAL)


def _with_references(scene: Scene, referents: list[Referent], nouns: dict[int, str]) -> list[Referent]:
    """The entities with the mentions that the walk has found, in the order of their first mentions.

    A noun that it has found to mean one entity, or nobody with a name (`nouns`), is no mention of another.
    """
    out = []
    for referent in [*referents, *scene.bodies.made]:
        found = scene.references.get(referent.id, [])
        own = [
            r
            for r in referent.references
            if r.kind != "nominal" or nouns.get(r.start, referent.id) == referent.id
        ]
        if found or len(own) < len(referent.references):
            merged = sorted([*own, *found], key=lambda r: (r.start, r.end))
            referent = replace(referent, references=merged)
        out.append(referent)
    return sorted(out, key=lambda referent: referent.references[0].start if referent.references else 0)


def _with_holders(
    scene: Scene, links: list[RoleLink], nouns: dict[int, str], answers: list[Attribution]
) -> list[RoleLink]:
    """The roles; one that stands alone, which the walk has found to be another person's, is theirs.

    So is one of nobody by which a person speaks.
    """
    people = (a.speaker for a in answers if a.speaker is not None and a.speaker.kind == "person")
    speaking = {speaker.start: speaker.entity for speaker in people if speaker.start is not None}
    return [
        replace(link, person=_holder(scene, link, nouns) or speaking.get(link.role.start)) for link in links
    ]


def _holder(scene: Scene, link: RoleLink, nouns: dict[int, str]) -> str | None:
    if link.person is None or link.role.holder is not None or link.role.start not in nouns:
        return link.person
    found = nouns[link.role.start]
    if found == NOBODY:
        return None
    return found if scene.mentions.referents[found].type == "person" else link.person


def _nouns(scene: Scene, answers: list[Attribution]) -> dict[int, str]:
    """Where the nouns begin that the walk has found to mean an entity, and which; `NOBODY` for no entity."""
    speakers = [answer.speaker for answer in answers if answer.speaker is not None]
    nobody = {s.start: NOBODY for s in speakers if s.kind == "anonymous" and s.start is not None}
    return nobody | {
        reference.start: id
        for id, references in scene.references.items()
        for reference in references
        if reference.kind == "nominal"
    }
