"""What the words around a name say about the person."""

from __future__ import annotations

from newsnlp.document import Document, Name, Token

REACH = 4  # words from the name to the verb that agrees with it
VERB = 1.5  # how much «сказала» speaks for a woman


def verb_leaning(document: Document, name: Name) -> float:
    """Positive where a verb beside a name in the nominative is masculine, negative where feminine."""
    sentence = document.sentences[document.tokens[name.first].sentence]
    after = range(name.last, min(sentence.last, name.last + REACH))
    before = range(name.first - 1, max(sentence.first, name.first - REACH) - 1, -1)
    return _first_verb(document, after) or _first_verb(document, before)


def _first_verb(document: Document, places: range) -> float:
    for i in places:
        token = document.tokens[i]
        if _agrees(token):
            return VERB if token.tag.gender == "Masc" else -VERB
        if token.tag.pos == "PUNCT" or (token.tag.pos == "PROPN" and token.tag.case == "Nom"):
            return 0.0
        if token.tag.pos in ("VERB", "AUX", "CCONJ", "SCONJ"):
            return 0.0
    return 0.0


def _agrees(token: Token) -> bool:
    """A verb in the past or a short participle, which have a gender."""
    tag = token.tag
    return (
        tag.pos in ("VERB", "AUX")
        and tag.number == "Sing"
        and tag.gender in ("Masc", "Fem")
        and (tag.tense == "Past" and tag.form == "Fin" or tag.variant == "Short")
    )
