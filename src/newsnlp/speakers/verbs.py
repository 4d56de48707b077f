"""What the form of a cue says about its subject: number, gender, person, and whether there is one at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from newsnlp.document import Token
from newsnlp.language.morphology import agreement
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column, table
from newsnlp.schema import Gender

VERBAL = ("VERB", "GRND", "PRTS", "ADJS", "PRTF")
GENDERS: dict[str, Gender] = {"masc": "male", "femn": "female"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue read for its subject.

    `subject` is false where the form has none: «сообщается», «было объявлено»; `plural` without a
    subject in sight is «говорят», people in general. `noun` is true for «по данным», «согласно».
    """

    token: Token
    noun: bool = False
    subject: bool = True
    plural: bool = False
    first_person: bool = False
    neuter: bool = False
    gender: Gender | None = None


def read_cue(token: Token) -> Cue:
    """Read the form of a cue. The dictionary decides: the tagger takes «Предложила:» for a name."""
    parses = token.morphology.parses(token.text.lower())
    verbs = [p for p in parses if p.tag.POS in VERBAL]
    if not verbs or (token.tag.pos == "NOUN" and any(p.tag.POS == "NOUN" for p in parses)):
        noun = any(p.tag.POS in ("NOUN", "PREP") for p in parses)
        return Cue(token, noun=noun, subject=not noun)
    parse = max(verbs, key=lambda p: agreement(p.tag, token.tag))
    tag = parse.tag
    neuter = tag.gender == "neut"
    plural = tag.number == "plur"
    impersonal = fold(parse.normal_form) in _impersonal() and tag.POS == "VERB"
    passive = tag.POS == "PRTS" and fold(parse.word) not in _opinions()
    return Cue(
        token,
        subject=not (impersonal or passive or (neuter and tag.POS != "GRND")),
        plural=plural and tag.POS == "VERB",
        first_person=tag.person == "1per" and not plural,
        neuter=neuter,
        gender=GENDERS.get(tag.gender) if not plural else None,
    )


@cache
def _opinions() -> frozenset[str]:
    """Short participles that say what somebody thinks: «убеждён»."""
    return frozenset(stem + end for stem in column("opinion_participles") for end in ("", "а", "о", "ы"))


@cache
def _impersonal() -> frozenset[str]:
    """Verbs of which nobody is the subject: «сообщается», «следует из отчёта»."""
    rows = [*table("cue_verbs"), *table("cue_phrases")]
    return frozenset(fold(row[0]) for row in rows if {"state"} <= {*row[-1].split()} <= {"state", "from"})
