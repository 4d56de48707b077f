"""What a pronoun may mean that is no person: «он» is the bridge as well as the mayor."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsnlp.document import Token
from newsnlp.language.tags import GENDER
from newsnlp.schema import Gender


@dataclass(slots=True)
class Things:
    """The last inanimate nouns of each gender: of any case, and as a subject."""

    any_case: dict[Gender, Token] = field(default_factory=dict)
    subject: dict[Gender, Token] = field(default_factory=dict)

    def see(self, token: Token) -> None:
        """Take note of an inanimate noun in the singular."""
        gender = GENDER.get(token.tag.gender)
        if gender is not None:
            self.any_case[gender] = token
            if token.tag.case == "Nom":
                self.subject[gender] = token

    def is_subject_after(self, gender: Gender, person: int) -> bool:
        """Whether a thing has been a subject since the person was mentioned."""
        subject = self.subject.get(gender)
        return subject is not None and subject.i > person

    def between(self, gender: Gender, person: int, pronoun: Token) -> bool:
        """Whether a thing stands nearer to the pronoun than the person, and so may be meant.

        For the subject «он» only a subject competes, or any noun of the same sentence.
        """
        other = self.any_case.get(gender)
        if self.is_subject_after(gender, person):
            return True
        if other is None or other.i < person:
            return False
        return other.sentence == pronoun.sentence or pronoun.tag.case != "Nom"
