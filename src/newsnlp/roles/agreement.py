"""Agreement of a role with the name of its holder, in case, number and gender."""

from __future__ import annotations

from newsnlp.document import Document, Name, Token
from newsnlp.language.inflection import CASE_OF, name_cases
from newsnlp.language.morphology import NUMBER
from newsnlp.roles.extent import Phrase
from newsnlp.roles.heads import FORMER_PREFIX
from newsnlp.roles.valency import takes
from newsnlp.roles.verbs import one_of

OBJECT = frozenset(("Gen", "Acc"))  # one form of a man: «директора»
REACH = 12  # tokens from a role back to the noun that it belongs to


class Agreement:
    """Tells whether a name may stand beside a role, in one document."""

    def __init__(self, document: Document, starting: dict[int, Name]) -> None:
        self.tokens = document.tokens
        self.starting = starting
        self.inside = {i for name in starting.values() for i in range(name.first, name.last)}

    def agree(self, phrase: Phrase, name: Name, *, strict: bool = False) -> bool:
        """Whether case, number and gender let the name stand beside the role.

        Where the tagger gives them different cases, other readings of the words may still agree
        (foreign names are often misread), unless `strict` or the role takes a person in the
        genitive («адвокат Навального» is not Navalny).
        """
        if not self.fit(phrase, name):
            return False
        case = self._case(phrase.head.i)
        tagged, owned = self.cases(name), self.is_owned(phrase)
        if owned and "Gen" not in (self._possible(name) or {"Gen"}):
            return False  # «дочь писателя Мария Седова»
        if phrase.acting or phrase.head.entry.unchanging or not case or not tagged or case in tagged:
            return True
        if self._one_of(phrase):
            return "Nom" in tagged
        bare = phrase.last == phrase.head.i + 1
        serving = bare and {"person", "client"} & takes(phrase.head.entry.lemma)
        if not serving and case in OBJECT and tagged <= OBJECT <= self.readings(phrase.head.i):
            return True  # which of two cases of one form it is, the tagger guesses
        strict = strict or bool(serving)
        strict = strict or (owned and tagged == {"Nom"})
        return not strict and self.may_agree(phrase, name) and not self.is_subject(phrase, name)

    def may_agree(self, phrase: Phrase, name: Name) -> bool:
        """Whether the role and the name have a case in common, whatever the tagger says."""
        return bool(self._possible(name) & self.readings(phrase.head.i))

    def is_subject(self, phrase: Phrase, name: Name) -> bool:
        """Whether a name is the subject of a verb and the role is not: «После ссоры с врачом Диас ушла»."""
        if name.last >= len(self.tokens) or "Nom" in self.readings(phrase.head.i):
            return False
        words = self.tokens[name.first : name.last]
        return self.tokens[name.last].tag.form == "Fin" and any(w.rel.startswith("nsubj") for w in words)

    def fit(self, phrase: Phrase, name: Name) -> bool:
        """Whether number and gender let the person hold the role."""
        if is_plural(self.tokens[phrase.head.i]) and not (
            self._several(phrase, name) or self._one_of(phrase)
        ):
            return False
        return not (phrase.head.entry.female and self.male(name))

    def cases(self, name: Name) -> set[str]:
        """The cases that the tagger gives the words of a name; no nominative that the dictionary excludes."""
        tagged = {t.tag.case for t in self.tokens[name.first : name.last] if t.tag.case}
        known = self._known(name) if "Nom" in tagged else set()
        return known if known and "Nom" not in known else tagged

    def _known(self, name: Name) -> set[str]:
        """The cases that the dictionary lets the name have; empty where it does not know it."""
        cases = name_cases(self.tokens[name.first : name.last])
        return {CASE_OF[case] for case in cases & CASE_OF.keys()}  # «Валь» may be a vocative

    def is_owned(self, phrase: Phrase) -> bool:
        """Whether the role is a genitive of another person's noun: «дочь писателя и актёра (Мария)»."""
        head = self.tokens[phrase.head.i]
        for i in range(phrase.wide - 1, max(phrase.wide - REACH, -1), -1):
            token = self.tokens[i]
            if head.tag.case != "Gen" or token.sentence != head.sentence or phrase.acting:
                return False  # «главой комитета (назначен) и. о. мэра»
            if token.tag.pos == "NOUN" and token.tag.case != "Gen":
                return token.tag.animacy == "Anim"
            if token.tag.case != "Gen" and token.text not in ("и", ","):
                return False
        return False

    def serves(self, phrase: Phrase, name: Name) -> bool:
        """Whether the name may be a genitive that the role takes: «пресс-секретарь Путина»."""
        return "Gen" in self.cases(name) and self.tokens[phrase.head.i].tag.case != "Gen"

    def _several(self, phrase: Phrase, name: Name) -> bool:
        """«министры Иванов и Петров»."""
        listed = self._text(name.last) in ("и", ",") and name.last + 1 in self.starting
        if name.last <= phrase.first and name.first:  # «Иванов и Петров — министры»
            listed = self._text(name.first - 1) in ("и", ",") and name.first - 2 in self.inside
        head = self.tokens[phrase.head.i]
        return listed or (
            head.tag.case == "Nom" and self.cases(name) == {"Nom"} and name.first >= phrase.last
        )

    def _one_of(self, phrase: Phrase) -> bool:
        """«один из адвокатов — Оксана Михалкина»."""
        return one_of(self.tokens, phrase) is not None

    def male(self, name: Name) -> bool:
        """Whether a name is surely that of a man."""
        genders = {t.tag.gender for t in self.tokens[name.first : name.last] if t.tag.gender}
        return genders == {"Masc"} and self.tokens[name.first].tag.case in ("Nom", "Acc")

    def _possible(self, name: Name) -> set[str]:
        """The cases in which all words of the name may stand."""
        known = self._known(name)
        cases = known if known and "Nom" not in known else None
        for token in self.tokens[name.first : name.last]:
            if not token.is_word or len(token.text) == 1:
                continue
            parses = token.morphology.parses(token.text)
            mine = {CASE_OF.get(p.tag.case, "") for p in parses if p.tag.case}
            if mine:
                cases = mine if cases is None else cases & mine
        return cases or set()

    def readings(self, i: int) -> set[str]:
        """The cases of the head noun in its number: «спортсменки» of one is no nominative."""
        token = self.tokens[i]
        word = token.text.lower().removeprefix(f"{FORMER_PREFIX}-")
        parses = [p for p in token.morphology.parses(word) if p.tag.case]
        parses = [p for p in parses if p.tag.animacy == "anim"] or parses  # an agent is no chemical
        number = NUMBER.get(token.tag.number)
        alike = [p for p in parses if p.tag.number == number] if number is not None else parses
        return {CASE_OF.get(p.tag.case, "") for p in alike or parses}

    def _case(self, i: int) -> str:
        """The case of the head noun: the tagger's, unless its form can only be in another one."""
        tagged, readings = self.tokens[i].tag.case, self.readings(i)
        return next(iter(readings)) if tagged and len(readings) == 1 else tagged

    def _text(self, i: int) -> str:
        return self.tokens[i].text.lower() if i < len(self.tokens) else ""


def is_plural(noun: Token) -> bool:
    """Whether a role noun is plural, in form and, where the form leaves it open, by the tagger.

    «экс-министр» is not, whatever the tagger says, and «Президенты» is.
    """
    word = noun.text.lower().removeprefix(f"{FORMER_PREFIX}-")
    numbers = {p.tag.number for p in noun.morphology.parses(word) if p.tag.POS == "NOUN"} - {""}
    if len(numbers) == 1:
        return numbers == {"plur"}
    return noun.tag.number == "Plur"
