"""The words by which a text says that somebody holds a role: verbs, posts, «один из»."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from newsnlp import lexicon
from newsnlp.document import Token
from newsnlp.roles.extent import Phrase

DASHES = ("—", "–", "-", "−")
MAX_ADJECTIVES = 5  # between a post and the role: «пост нового главного врача»
ONE_OF = 7  # tokens from «один» to the phrase


def use(verb: Token) -> str | None:
    """Whether a verb says a role of its subject or its object."""
    return _predicates().get(verb.lemma)


def is_passive(verb: Token) -> bool:
    """Whether a verb of appointing speaks of its subject: «назначен», «избирается»."""
    return verb.tag.voice == "Pass" or verb.text.endswith(("ся", "сь"))


def case_of(tokens: Sequence[Token], phrase: Phrase) -> str | None:
    """The case of a role in its sentence: «(станет) исполняющим обязанности мэра»; None: «врио» has none."""
    if not phrase.acting:
        return tokens[phrase.head.i].tag.case
    forms = (t.tag for t in tokens[phrase.first : phrase.head.i] if t.tag.form == "Part")
    return next((tag.case for tag in forms), None)


def position(tokens: Sequence[Token], phrase: Phrase) -> int | None:
    """The token «пост», «должность» right before a phrase, or before a dash: «два поста — мэра и …»."""
    i = phrase.wide - 1
    if i > 0 and tokens[i].text in DASHES and tokens[i - 1].lemma in _positions():
        i -= 1
    while i > phrase.wide - MAX_ADJECTIVES and i > 0 and tokens[i].tag.pos in ("ADJ", "DET"):
        i -= 1
    if i < 0 or tokens[i].lemma not in _positions():
        return None
    same = tokens[i].sentence == tokens[phrase.head.i].sentence
    return i if same and tokens[i - 1].text.lower() != "за" else None


def one_of(tokens: Sequence[Token], phrase: Phrase) -> int | None:
    """Where «один» of «один из лучших врачей» stands before a phrase."""
    for i in range(phrase.wide - 1, max(phrase.wide - ONE_OF, 0), -1):
        if tokens[i].sentence != tokens[phrase.head.i].sentence:
            return None
        if tokens[i].text.lower() == "из" and tokens[i - 1].lemma == "один":
            return i - 1
    return None


@cache
def change_words(kind: str) -> frozenset[str]:
    """The words of `post_changes.tsv` of one kind.

    >>> "преемник" in change_words("succeeding")
    True
    """
    return frozenset(row[0] for row in lexicon.table("post_changes") if row[1] == kind)


@cache
def _predicates() -> dict[str, str]:
    return {row[0]: row[1] for row in lexicon.table("role_predicates")}


@cache
def _positions() -> frozenset[str]:
    return lexicon.column("role_positions")
