"""The organisation in which a role is held: a name in the phrase, or a common noun («школы № 5»)."""

from __future__ import annotations

from functools import cache

from newsnlp import lexicon
from newsnlp.document import Document, Name, Nominal
from newsnlp.language.inflection import phrase_nominative
from newsnlp.roles.extent import Phrase
from newsnlp.roles.valency import takes

ARMS = frozenset({"армия", "флот", "авиация"})  # in ranks: «генерал армии»
REACH = 6  # tokens from a role to the name of the organisation after «в»


def workplace(document: Document, phrase: Phrase, name_at: dict[int, Name]) -> Name | Nominal | None:
    """The organisation that a role phrase names; a country, region or city alone is none."""
    for i in range(phrase.head.i + 1, phrase.last):
        name = name_at.get(i)
        if name is not None and name.type == "organization":
            return name
    for i in range(phrase.head.i + 1, phrase.last):
        token = document.tokens[i]
        if token.text == "по":  # «директор по управлению рисками»: a field
            break
        rank = phrase.head.entry.lemma in lexicon.column("role_ranks") and token.lemma in ARMS
        if token.tag.pos == "NOUN" and token.lemma in _organizations() and not rank:
            return _nominal(document, phrase, i)
    return _where(document, phrase, name_at)


def _where(document: Document, phrase: Phrase, name_at: dict[int, Name]) -> Name | None:
    """The organisation right after a role that a verb says: «работал врачом в клинике «Здоровье»»."""
    tokens = document.tokens
    at = phrase.last
    sentence = tokens[phrase.head.i].sentence
    if (
        tokens[phrase.head.i].tag.case != "Ins"
        or at >= len(tokens)
        or tokens[at].text not in ("в", "во", "на")
    ):
        return None
    for i in range(at + 1, min(at + REACH, len(tokens))):
        name = name_at.get(i)
        if name is not None:
            return name if name.type == "organization" else None
        if tokens[i].sentence != sentence or tokens[i].tag.pos not in ("ADJ", "NOUN", "PUNCT"):
            return None
    return None


def _nominal(document: Document, phrase: Phrase, noun: int) -> Nominal:
    """The noun with its adjectives and all that depends on it; «по кадрам» is the deputy's."""
    tokens = document.tokens
    first = noun
    last = phrase.last
    if "по" not in takes(tokens[noun].lemma):
        last = next((i for i in range(noun, last) if tokens[i].text == "по"), last)
    while (
        first - 1 > phrase.head.i
        and tokens[first - 1].tag.pos in ("ADJ", "NUM")
        and tokens[first - 1].tag.case
    ):
        first -= 1
    normal = phrase_nominative(document, first, last, noun)
    return Nominal(tokens[first].start, tokens[last - 1].end, first, last, normal)


@cache
def _organizations() -> frozenset[str]:
    return lexicon.column("organization_nouns") | lexicon.column("workplace_nouns")
