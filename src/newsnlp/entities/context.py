"""What the words around a name, and its forms in the article, say about the person's gender.

Every function returns how much that is: positive for a man, negative for a woman.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import zip_longest

from newsnlp.document import Document, Token
from newsnlp.entities.fits import MASCULINE
from newsnlp.entities.personal import PersonName, Word
from newsnlp.language.morphology import Morphology

REACH = 4  # words from the name to the verb that agrees with it
FAR = 40  # words from the name to the pronoun that takes it up
VERB = 1.5
PRONOUN = 0.6
FEMALE_POST = -2.5  # «актриса», «спортсменка»
MALE_POST = 0.3  # «актёр», «министр»: a woman may be called so
DECLINED = 2.0  # a surname in a consonant that declines: «Шефферу»
FEMALE_NOUNS = ("ка", "ша", "ица", "иня", "есса", "иса", "ая")


def verb_leaning(document: Document, first: int, last: int) -> float:
    """By the verb or adjective beside a name in the nominative, with its title: «сказала сенатор Клинтон»."""
    sentence = document.sentences[document.tokens[first].sentence]
    after = range(last, min(sentence.last, last + REACH))
    before = range(first - 1, max(sentence.first, first - REACH) - 1, -1)
    return _first_verb(document, after) or _first_verb(document, before)


def _first_verb(document: Document, places: range) -> float:
    for i in places:
        token = document.tokens[i]
        if _agrees(token):
            sign = 1 if token.tag.gender == "Masc" else -1
            return 0.0 if places.step > 0 and _has_subject_behind(document, token) else sign * VERB
        if token.tag.pos in ("PUNCT", "VERB", "AUX", "CCONJ", "SCONJ"):
            return 0.0
        if token.tag.pos == "PROPN" and token.tag.case == "Nom":
            return 0.0
    return 0.0


def _has_subject_behind(document: Document, verb: Token) -> bool:
    """Whether the noun behind a verb is its subject: «(на встрече с Чжан Сяо) отмечена важность (дела)»."""
    if verb.i + 1 >= len(document.tokens):
        return False
    noun = document.tokens[verb.i + 1].tag
    subject = noun.pos == "NOUN" and noun.case == "Nom" and noun.gender == verb.tag.gender
    return subject and (verb.tag.variant == "Short" or noun.gender == "Fem")


def _agrees(token: Token) -> bool:
    """A verb in the past, a short or full participle or an adjective: they have a gender."""
    tag = token.tag
    if tag.number != "Sing" or tag.gender not in ("Masc", "Fem"):
        return False
    if tag.pos in ("VERB", "AUX"):
        finite = tag.tense == "Past" and tag.form == "Fin"
        return finite or tag.variant == "Short" or (tag.form == "Part" and tag.case == "Nom")
    return tag.pos == "ADJ" and tag.case == "Nom"


def pronoun_leanings(
    document: Document, mentions: Sequence[PersonName]
) -> Iterable[tuple[PersonName, float]]:
    """By «он» or «она» as the next subject, before anybody else is named."""
    for mention, following in zip_longest(mentions, mentions[1:]):
        end = following.name.first if following is not None else len(document.tokens)
        for token in document.tokens[mention.name.last : min(end, mention.name.last + FAR)]:
            if token.tag.pos == "PRON" and token.tag.case == "Nom" and token.text.lower() in ("он", "она"):
                yield mention, PRONOUN if token.text.lower() == "он" else -PRONOUN
                break


@lru_cache(maxsize=2000)
def post_leaning(post: str, morphology: Morphology) -> float:
    """By the noun of a role: «певица» is said of women only, «певец» mostly of men."""
    tags = [
        parse.tag
        for parse in morphology.parses(post)
        if parse.tag.case == "nomn" and parse.tag.number == "sing"
    ]
    if post.endswith(FEMALE_NOUNS) and any(tag.gender == "femn" and tag.animacy == "anim" for tag in tags):
        return FEMALE_POST
    return MALE_POST if any(tag.gender == "masc" and tag.animacy == "anim" for tag in tags) else 0.0


def declension_leaning(surnames: Iterable[Word]) -> float:
    """By a surname that ends in a consonant: a man's declines, a woman's does not."""
    cases: dict[object, set[frozenset[str]]] = {}
    for word in surnames:
        for reading in word.readings:
            if reading.lexeme.paradigm in MASCULINE and reading.gender == "m":
                cases.setdefault(reading.lexeme, set()).add(reading.cases)
    return DECLINED if any(len(found) > 1 for found in cases.values()) else 0.0
