"""Attributions: a speaker who is an entity, one without a name, one of whom nothing is known."""

from __future__ import annotations

from typing import Any

from newsnlp.document import Document, Referent, Span, Token
from newsnlp.language.spelling import fold
from newsnlp.schema import Gender, Speaker, SpeakerKind
from newsnlp.speakers.attribution import Attribution, Scored
from newsnlp.speakers.candidates import Options, find_candidates
from newsnlp.speakers.choice import Kind, probabilities, reasons
from newsnlp.speakers.mentions import QUOTED
from newsnlp.speakers.people import Person
from newsnlp.speakers.phrase import Phrase
from newsnlp.speakers.scene import Scene

Shown = tuple[Scored, ...]

ENOUGH: dict[Kind, float] = {"pronoun": 0.45, "noun": 0.4, "dropped": 0.45}  # from which one is the answer
SURE = 0.75  # probability from which the phrase becomes a mention of the person
SHOWN = 5
RULES: dict[Kind, str] = {"pronoun": "pronoun", "noun": "noun", "dropped": "running speaker"}


def entity(
    scene: Scene,
    referent: Referent,
    span: Span | None,
    rule: str,
    confidence: float,
    candidates: Shown | None = None,
) -> Attribution:
    """A speaker who is an entity of the article."""
    person = referent.type == "person"
    speaker = Speaker(
        **_words(scene.mentions.document, span),
        name=referent.name,
        kind="person" if person else "organization",
        entity=referent.id,
        role=scene.titles.fullest(referent.id) if person else None,
    )
    return Attribution(speaker, rule, candidates or (Scored(referent.id, 1.0),), confidence)


def nameless(
    scene: Scene, kind: SpeakerKind, span: Span | None, rule: str, confidence: float, candidates: Shown = ()
) -> Attribution:
    """A group, or somebody whom the article does not name."""
    speaker = Speaker(**_words(scene.mentions.document, span), kind=kind)
    return Attribution(speaker, rule, candidates, confidence)


def unknown(
    scene: Scene, span: Span | None, rule: str, confidence: float, candidates: Shown = ()
) -> Attribution:
    """A speaker of whom nothing is known; none at all where nothing is mentioned."""
    if span is None:
        return Attribution(None, rule, candidates, confidence)
    return nameless(scene, "unknown", span, rule, confidence, candidates)


def again(scene: Scene, speaker: Speaker | None, rule: str, confidence: float) -> Attribution:
    """Somebody who has spoken already, here without a mention."""
    if speaker is None:
        return unknown(scene, None, rule, confidence)
    if speaker.entity is None:
        return nameless(scene, speaker.kind, None, rule, confidence)
    return entity(scene, scene.mentions.referents[speaker.entity], None, rule, confidence)


def choose(
    scene: Scene,
    kind: Kind,
    anchor: Token,
    gender: Gender | None,
    phrase: Phrase | None = None,
    *,
    without: frozenset[str] = frozenset(),
    rule: str | None = None,
    somebody: bool = False,
) -> Attribution:
    """The person most likely meant by a pronoun, a noun or a dropped subject.

    `without` has the keys of those who cannot be meant; `somebody` says that it must be one of the
    others, of whom the article itself tells or whom the dialogue calls by name.
    """
    options = find_candidates(scene, kind, anchor, gender, phrase, without)
    if somebody:
        options = [o for o in options if o.value is not None and _takes_part(scene, o.value)]
    if not options:
        return unknown(scene, None, rule or RULES[kind], 0.5)
    return pick(scene, kind, options, anchor, phrase, rule)


def _takes_part(scene: Scene, person: Person) -> bool:
    """Whether somebody can answer in a dialogue: nobody of whom the speakers only tell."""
    return person.referent is not None and (person.voice != QUOTED or person.key in scene.dialogue.called)


def pick(
    scene: Scene,
    kind: Kind,
    options: Options,
    anchor: Token,
    phrase: Phrase | None = None,
    rule: str | None = None,
) -> Attribution:
    """The best of the candidates, if it is good enough; the scene takes note of it."""
    ranked = probabilities(kind, options)
    features = {o.value.key: o.features for o in options if o.value is not None}
    named = [(p, x) for p, x in ranked if p is not None and p.referent is not None]
    shown = tuple(
        Scored(p.referent.id, round(x, 3), reasons(kind, features[p.key]))
        for p, x in named[:SHOWN]
        if p.referent is not None
    )
    nobody = max(0.0, 1 - sum(x for _, x in named))
    span = phrase.span if phrase is not None else None
    rule = rule or RULES[kind]
    best, probability = ranked[0]
    if best is not None and best.referent is not None and probability >= ENOUGH[kind]:
        token = phrase.head if phrase is not None else anchor
        gender = best.gender or (phrase.gender if phrase is not None and kind == "pronoun" else None)
        seen = scene.people.see(token, best.key, best.referent, gender, subject=True)
        if phrase is not None and kind == "noun":
            seen.called.add(fold(phrase.lemma))
        if phrase is not None and probability >= SURE:
            scene.refer(best.referent, phrase)
        return entity(scene, best.referent, span, rule, probability, shown)
    if kind == "noun":
        return nameless(scene, "anonymous", span, "anonymous", nobody, shown)
    if best is not None and best.referent is None:
        return nameless(scene, "anonymous", span, rule, probability, shown)
    return unknown(scene, span, rule, nobody if span is None else 0.1, shown)


def _words(document: Document, span: Span | None) -> dict[str, Any]:
    if span is None:
        return {}
    return {"start": span.start, "end": span.end, "text": document.words(span)}
