"""Cues: the words that introduce reported speech, from the tables `cue_*.tsv`."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from newsnlp.document import Token
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column, table

SAY, THINK, URGE, CALL, STATE = "say", "think", "urge", "call", "state"
ASK, ANSWER, REMARK, FROM = "ask", "answer", "remark", "from"
PO, SOGLASNO, THAT = "po", "soglasno", "that"
SPEECH = frozenset({SAY, THINK, URGE, STATE})

Classes = frozenset[str]
NONE: Classes = frozenset()


@cache
def _classes(name: str) -> dict[str, Classes]:
    found: dict[str, Classes] = {}
    for lemma, classes in table(name):
        found[fold(lemma)] = found.get(fold(lemma), NONE) | frozenset(classes.split())
    return found


@cache
def _predicates() -> frozenset[str]:
    return frozenset(fold(lemma) for lemma in column("cue_predicates"))


def verb_classes(token: Token, more: Collection[str] = ()) -> Classes:
    """What the verb takes, by its classes in the table; empty for other words.

    `more` are further verbs of saying, folded.
    """
    if token.tag.pos in ("VERB", "AUX"):
        lemma = fold(token.lemma)
        return frozenset({SAY}) if lemma in more else _classes("cue_verbs").get(lemma, NONE)
    if token.tag.variant == "Short" and fold(token.lemma) in _predicates():
        return frozenset({THINK})
    return NONE


@cache
def _phrases() -> dict[tuple[str, str], Classes]:
    return {(fold(verb), words): frozenset(classes.split()) for verb, words, classes in table("cue_phrases")}


@cache
def _phrase_verbs() -> frozenset[str]:
    return frozenset(verb for verb, _ in _phrases())


def opens_phrase(token: Token) -> bool:
    """Whether a verb reports with certain words beside it: «следует», «дал»."""
    return token.tag.pos == "VERB" and fold(token.lemma) in _phrase_verbs()


def phrase_classes(token: Token, words: Collection[str]) -> Classes:
    """What the verb takes if one of these words or phrases stands with it: «следует из», «дал понять»."""
    lemma = fold(token.lemma)
    return next((_phrases()[lemma, word] for word in words if (lemma, word) in _phrases()), NONE)


def noun_classes(token: Token) -> Classes:
    """In which constructions the noun introduces reported speech; empty for other words."""
    return _classes("cue_nouns").get(fold(token.lemma), NONE) if token.tag.pos == "NOUN" else NONE
