"""Who is the subject of a verb, by the order and the forms of words.

The person in the nominative before the verb («Кашин в 2010 году уехал, а с 2015 года был мэром»), or,
behind «он» or a subject left out, the subject of the sentence before («Кашин родился в Перми. С 2010 года
был мэром»).
"""

from __future__ import annotations

from bisect import bisect_right

from newsnlp.document import Document, Name, Token
from newsnlp.language.inflection import CASE_OF

BACK = 3  # sentences in which somebody stays the subject without being named
BEFORE, BEHIND = 60, 8  # tokens from a verb to its subject
ANAPHORS = {"он": "Masc", "она": "Fem"}
RELATIVE = "который"
NOMINAL = ("NOUN", "PROPN", "PRON")


class Subjects:
    """Finds the subjects of the verbs of one document; `person_at` are the people by their tokens."""

    def __init__(self, document: Document, person_at: dict[int, Name]) -> None:
        self.document = document
        self.tokens = document.tokens
        self.person_at = person_at
        self.speech = [(q.start, q.end) for q in document.quoted if q.depth == 0]
        self._people: dict[int, list[Name]] | None = None

    def before(self, verb: int) -> Name | None:
        """The subject before a verb, in its sentence or, where it has none there, in those before."""
        token = self.tokens[verb]
        if self._is_plural_or_speaks(token):
            return None
        if token.tag.form == "Part" and token.tag.case:  # «Кашин, назначенный мэром»
            name = self._before_comma(verb - 1)
            return name if name is not None and self._agrees(name, token.tag.gender) else None
        first = self.document.sentences[token.sentence].first
        brackets = 0
        for i in range(verb - 1, max(first, verb - BEFORE) - 1, -1):
            word = self.tokens[i]
            brackets += (word.text == ")") - (word.text == "(" and brackets > 0)
            name = self.person_at.get(i)
            if brackets:
                continue
            if name is not None:
                if i == name.first and self._may_be_subject(name) and self._agrees(name, token.tag.gender):
                    return name
            elif word.lemma == RELATIVE and word.tag.case == "Nom":
                return self._before_comma(i - 1)
            elif word.text.lower() in ANAPHORS:
                return self.of_sentence_before(token.sentence, ANAPHORS[word.text.lower()])
            elif self._is_subject(word):
                return None
        return self.of_sentence_before(token.sentence, token.tag.gender)

    def behind(self, verb: int) -> Name | None:
        """The subject after a verb: «Мэром стал (близкий друг Седова) Иван Орлов»."""
        token = self.tokens[verb]
        last = self.document.sentences[token.sentence].last
        noun = False
        for i in range(verb + 1, min(verb + BEHIND, last)):
            name = self.person_at.get(i)
            noun = noun or self._is_subject(self.tokens[i])
            if name is None:
                if not self.tokens[i].is_word and self.tokens[i].text not in "()":
                    return None
                continue
            nominative = self._cases(name) == {"Nom"} if noun else self._may_be_subject(name)
            if nominative and self._agrees(name, token.tag.gender):
                return name
        return None

    def several(self, verb: int) -> Name | None:
        """The nearest of several subjects of a verb in the plural: «Орлов и Седова стали депутатами»."""
        if self.tokens[verb].tag.number != "Plur":
            return None
        sentence = self.document.sentences[self.tokens[verb].sentence]
        before = range(verb - 1, max(sentence.first, verb - BEHIND) - 1, -1)
        for places in (before, range(verb + 1, min(verb + BEHIND, sentence.last))):
            for i in places:
                name = self.person_at.get(i)
                if name is not None and self._is_listed(name) and self._may_be_subject(name):
                    return name
                if name is None and self._is_subject(self.tokens[i]):
                    break
        return None

    def _is_listed(self, name: Name) -> bool:
        """Whether another person stands beside, behind «и» or a comma."""
        for mark, other in ((name.last, name.last + 1), (name.first - 1, name.first - 2)):
            if other in self.person_at and self.tokens[mark].text in ("и", ","):
                return True
        return False

    def of_sentence_before(self, sentence: int, gender: str) -> Name | None:
        """The subject of the sentences before, whom a pronoun or a verb without subject takes up."""
        for index in range(sentence - 1, max(sentence - 1 - BACK, -1), -1):
            named = self._named().get(index, [])
            subjects = [name for name in named if "Nom" in self._cases(name)]
            for name in subjects or (named if len(named) == 1 else []):
                if self._agrees(name, gender):
                    return name
            if named:
                return None
        return None

    def _named(self) -> dict[int, list[Name]]:
        """The people named in each sentence, but for those in brackets."""
        if self._people is None:
            self._people = {}
            sentence, brackets = -1, 0
            for token in self.tokens:
                if token.sentence != sentence:
                    sentence, brackets = token.sentence, 0
                brackets += (token.text == "(") - (token.text == ")" and brackets > 0)
                name = self.person_at.get(token.i)
                if name is not None and name.first == token.i and not brackets:
                    self._people.setdefault(sentence, []).append(name)
        return self._people

    def _before_comma(self, i: int) -> Name | None:
        """The person right before the comma at token `i`."""
        return self.person_at.get(i - 1) if i > 0 and self.tokens[i].text == "," else None

    def _is_plural_or_speaks(self, verb: Token) -> bool:
        """Whether several do it, or it stands in speech: «были директорами», «„Я был директором“»."""
        if verb.tag.number == "Plur" or verb.tag.person in ("1", "2"):
            return True
        at = bisect_right(self.speech, (verb.start, len(self.document.text))) - 1
        return at >= 0 and verb.start < self.speech[at][1]

    def _is_subject(self, word: Token) -> bool:
        return word.tag.pos in NOMINAL and word.tag.case == "Nom" and word.i not in self.person_at

    def _may_be_subject(self, name: Name) -> bool:
        """Whether all words of the name may stand in the nominative, and no preposition governs it."""
        first = self.tokens[name.first]
        before = self.tokens[name.first - 1] if name.first else None
        if before is not None and before.tag.pos == "ADP" and before.sentence == first.sentence:
            return False
        for token in self.tokens[name.first : name.last]:
            if token.is_word and len(token.text) > 1 and token.tag.case != "Nom":
                cases = {CASE_OF.get(p.tag.case, "") for p in token.morphology.parses(token.text)} - {""}
                if cases and "Nom" not in cases:
                    return False
        return True

    def _agrees(self, name: Name, gender: str) -> bool:
        """Whether the name may be of the gender («» is any)."""
        genders = {t.tag.gender for t in self.tokens[name.first : name.last] if t.tag.gender}
        return not gender or not genders or gender in genders

    def _cases(self, name: Name) -> set[str]:
        return {t.tag.case for t in self.tokens[name.first : name.last] if t.tag.case}
