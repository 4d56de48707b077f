"""Names that only their place in a framing clause shows to be names: «Марк», «kolyma_kama», «stana.ua»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsnlp.document import Name, Span, Token
from newsnlp.language.inflection import PERSONAL, inflected
from newsnlp.language.morphology import agreement
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.names.draft import QUOTATION_MARKS
from newsnlp.names.organization_normal import organization_nominative
from newsnlp.schema import EntityType
from newsnlp.speakers.mentions import Mentions

BYNAMES = frozenset({"ник", "никнейм", "позывной"})
NO_NAMES = ("PRTF", "VERB", "GRND", "INFN")  # parts of speech that are never names
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]{2,}")


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A name with its type, its nominative and its words in the text."""

    type: EntityType
    name: str
    span: Span


def read_unlisted(mentions: Mentions, first: int, last: int) -> Unlisted | None:
    """The name that tokens `first` to `last` (half open) end in; None where they hold none."""
    tokens = mentions.tokens
    token = tokens[first]
    opened = first > 0 and tokens[first - 1].text in QUOTATION_MARKS and tokens[first - 1].end == token.start
    if opened and tokens[last - 1].text in QUOTATION_MARKS:
        return _titled(mentions, first - 1, last)
    if last - first > 1 and not _is_contiguous(tokens, first, last):
        return None
    return _latin(mentions, first) or _cyrillic(token)


def read_byname(mentions: Mentions, first: int, last: int) -> Unlisted | None:
    """The nickname or call sign by which somebody goes: «боец с позывным «Гранит»», «под ником mothman»."""
    tokens = mentions.tokens
    for i in range(first, last):
        if fold(tokens[i].lemma) not in BYNAMES:
            continue
        near = range(i + 1, min(i + 3, len(tokens)))  # the name, or a mark and the name
        at = next((k for k in near if tokens[k].text not in QUOTATION_MARKS), None)
        if at is None or tokens[at].sentence != tokens[i].sentence or mentions.named(at):
            return None
        token = tokens[at]
        return _latin(mentions, at) or (
            Unlisted("person", token.text, Span(token.start, token.end)) if token.text[0].isupper() else None
        )
    return None


def _titled(mentions: Mentions, first: int, last: int) -> Unlisted | None:
    """A body that only marks tell to be one: «в «Водоканале» говорят»."""
    tokens = mentions.tokens
    if not tokens[first + 1].text[0].isupper():
        return None
    name = Name(tokens[first].start, tokens[last - 1].end, "organization", first, last)
    normal = organization_nominative(mentions.document, name)
    return Unlisted("organization", normal, Span(name.start, name.end))


def _latin(mentions: Mentions, i: int) -> Unlisted | None:
    """A nickname in small letters, a site, a brand."""
    tokens, text = mentions.tokens, mentions.document.text
    if not LATIN.fullmatch(tokens[i].text):
        return None
    last = i
    while (
        last + 1 < len(tokens) and tokens[last + 1].start == tokens[last].end and _goes_on(tokens[last + 1])
    ):
        last += 1
    if tokens[last].text == ".":
        last -= 1
    span = Span(tokens[i].start, tokens[last].end)
    name = text[span.start : span.end]
    nickname = name == name.lower() and "." not in name
    return Unlisted("person" if nickname else "organization", name, span)


def _goes_on(token: Token) -> bool:
    return token.text == "." or (token.text.isascii() and token.text.replace("_", "").isalnum())


def _cyrillic(token: Token) -> Unlisted | None:
    """A first name or surname that stands alone."""
    if token.tag.pos != "PROPN" or not token.text[0].isupper() or len(token.text) < 3:
        return None
    known = token.morphology.parses(token.text)
    parses = [p for p in known if any(mark in p.tag for mark in PERSONAL)]
    first, hyphen, _ = fold(token.text).partition("-")
    if token.tag.number == "Plur" or (hyphen and first in column("role_prefixes")):
        return None  # «Экс-чиновница»
    if not parses:  # «Макрон: …»: to the dictionary a thing, if anything
        living = any(p.is_known and (p.tag.animacy == "anim" or p.tag.POS in NO_NAMES) for p in known)
        person = token.tag.animacy == "Anim" and token.tag.case == "Nom" and not living
        return Unlisted("person", token.text, Span(token.start, token.end)) if person else None
    parse = max(parses, key=lambda p: agreement(p.tag, token.tag))
    return Unlisted("person", inflected(token.text, parse, {"nomn", "sing"}), Span(token.start, token.end))


def _is_contiguous(tokens: list[Token], first: int, last: int) -> bool:
    return all(tokens[i].end == tokens[i + 1].start for i in range(first, last - 1))
