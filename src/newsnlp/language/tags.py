"""Part-of-speech tags in the Universal Dependencies scheme, as plain interned values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsnlp.schema import Gender

GENDER: dict[str, Gender] = {"Masc": "male", "Fem": "female"}  # of a person, by that of the word


@dataclass(frozen=True, slots=True)
class Tag:
    """A UD tag: `pos` and the features that the rules read; "" where a feature is absent."""

    pos: str
    case: str = ""  # Nom Gen Dat Acc Ins Loc Par Voc
    number: str = ""  # Sing Plur
    gender: str = ""  # Masc Fem Neut
    animacy: str = ""  # Anim Inan
    person: str = ""  # 1 2 3
    tense: str = ""  # Past Pres Fut
    mood: str = ""  # Ind Imp Cnd
    form: str = ""  # Fin Inf Part Conv
    voice: str = ""  # Act Pass Mid
    variant: str = ""  # Short
    degree: str = ""  # Pos Cmp Sup
    source: str = ""  # the tag as the tagger wrote it

    @property
    def feats(self) -> dict[str, str]:
        """All features, as in the sixth column of CoNLL-U."""
        return dict(pair.split("=", 1) for pair in self.source.split("|")[1:])


@lru_cache(maxsize=4096)
def parse_tag(source: str) -> Tag:
    """The tag that `source` spells.

    >>> parse_tag("NOUN|Case=Gen|Number=Sing").case
    'Gen'
    """
    pos, *rest = source.split("|")
    feats = dict(pair.split("=", 1) for pair in rest)
    return Tag(
        pos,
        feats.get("Case", ""),
        feats.get("Number", ""),
        feats.get("Gender", ""),
        feats.get("Animacy", ""),
        feats.get("Person", ""),
        feats.get("Tense", ""),
        feats.get("Mood", ""),
        feats.get("VerbForm", ""),
        feats.get("Voice", ""),
        feats.get("Variant", ""),
        feats.get("Degree", ""),
        source,
    )
