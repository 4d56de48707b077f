"""Role phrases: posts, professions, ranks, titles and statuses, with their holders."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from newsnlp.document import Document, Name, RoleMention
from newsnlp.roles.extent import Extents, Phrase
from newsnlp.roles.heads import Head, role_nouns
from newsnlp.roles.holders import Holders, Holding
from newsnlp.roles.modifiers import FORMER
from newsnlp.roles.titles import post, shares, status, title
from newsnlp.roles.workplaces import workplace

# How often a phrase of each kind is a role, as counted in NEREL's training part.
CONFIDENCE = {
    "office": 0.93,
    "clergy": 0.95,
    "post": 0.9,
    "law": 0.88,
    "profession": 0.85,
    "noble": 0.85,
    "sport": 0.85,
    "standing": 0.6,
    "member": 0.6,
    "staff": 0.6,
}


DOUBTED = 0.01  # probability of a role noun, below which it is none


def find_roles(document: Document, names: list[Name], more: Collection[str] = ()) -> list[RoleMention]:
    """The role mentions of the document, in order, none overlapping another.

    `more` are role nouns of the user's own, in the nominative singular.
    """
    extents = Extents(document, names, role_nouns(document.morphology, frozenset(more)))
    holders = Holders(document, names)
    found: list[RoleMention] = []
    heads = list(extents.context.nouns.find(document))
    while heads:
        phrases = _phrases(extents, heads)
        heads = []
        for phrase, holding in zip(phrases, holders.find(phrases), strict=True):
            if _counts(document, phrase, holding) and not _doubted(document, phrase, holding):
                others = holders.others(phrase, holding)
                found.append(_mention(document, phrase, holding, others, extents))
            else:  # «представителей администрации президента»: the inner phrase may count
                heads += [head for head in phrase.inner if head.i < phrase.last]
    return sorted(found, key=lambda role: role.start)


def _is_furniture(document: Document, head: Head) -> bool:
    """Whether a noun stands in a menu, a notice or the like."""
    sentence = document.sentences[document.tokens[head.i].sentence]
    return document.blocks[sentence.block].kind == "boilerplate"


def _phrases(extents: Extents, heads: list[Head]) -> list[Phrase]:
    """The outermost phrases around these role nouns."""
    found: list[Phrase] = []
    end = 0
    for head in heads:
        if extents.is_named(head) or extents.is_title(head.i):
            continue
        if head.i < end:
            found[-1].inner.append(head)
            continue
        phrase = extents.phrase(head)
        if phrase.wide < end:
            phrase = replace(phrase, first=max(phrase.first, end), wide=end)
        found.append(phrase)
        end = phrase.last
    return found


def _counts(document: Document, phrase: Phrase, holding: Holding | None) -> bool:
    """Whether a role noun of this kind is a role here."""
    if holding is not None:
        return True
    if _is_furniture(document, phrase.head):
        return False
    plural = document.tokens[phrase.head.i].tag.number == "Plur"
    complement = phrase.last > phrase.head.i + 1
    official = phrase.first < phrase.head.i
    match phrase.head.entry.kind:
        case "standing" | "held":
            return False
        case "member":
            return complement and (not plural or official)
        case "staff":
            return complement or official
        case "crowd":
            return complement or not plural or official
        case _:
            return True


def _doubted(document: Document, phrase: Phrase, holding: Holding | None) -> bool:
    """Whether the encoder is sure that the noun is no role here: «отец» of an idea, «врачей не хватает».

    A post, profession or lasting status right beside a name is beyond doubt.
    """
    if holding is not None and holding.where in ("before", "after") and phrase.head.entry.kind in CONFIDENCE:
        return False
    return document.encoding is not None and document.encoding.inside("role")[phrase.head.i] < DOUBTED


def _mention(
    document: Document,
    phrase: Phrase,
    holding: Holding | None,
    others: tuple[Name, ...],
    extents: Extents,
) -> RoleMention:
    head = phrase.head
    begin = document.tokens[phrase.first]
    start = begin.start + (head.entry.skip if phrase.first == head.i else 0)
    if phrase.first < head.i and begin.text.lower().startswith(FORMER):  # «экс-» says when, not what
        start += len(FORMER)
    name_at = extents.context.name_at
    called = title(document, phrase)
    return RoleMention(
        start,
        document.tokens[phrase.last - 1].end,
        phrase.first,
        phrase.last,
        head.i,
        title=called,
        post=post(document, phrase),
        status=status(phrase, past=holding is not None and holding.past),
        holder=holding.name if holding is not None and holding.where != "encoder" else None,
        others=others,
        shares=shares(document, phrase, called, name_at) if len(others) == 1 else (),
        likely=holding.name if holding is not None and holding.where == "encoder" else None,
        workplace=workplace(document, phrase, name_at),
        confidence=_confidence(phrase, holding),
    )


def _confidence(phrase: Phrase, holding: Holding | None) -> float:
    """How likely the phrase is a role."""
    sure = CONFIDENCE.get(phrase.head.entry.kind, 0.6)
    if holding is not None:
        return round(1 - (1 - sure) / 2, 3)
    return sure if phrase.last > phrase.head.i + 1 else round(sure * 0.95, 3)
