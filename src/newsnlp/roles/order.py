"""Roles said of somebody, by the order and the forms of words: where the parser finds no holder.

«68-летний Орлов в мае был мэром», «объявил об уходе с поста мэра», «С 2010 года — мэр Перми», «назначил
его директором».
"""

from __future__ import annotations

from newsnlp.document import Document, Name
from newsnlp.roles.agreement import is_plural
from newsnlp.roles.extent import Phrase
from newsnlp.roles.subjects import Subjects
from newsnlp.roles.verbs import DASHES, case_of, change_words, is_passive, one_of, position, use

REACH = 10  # tokens between a verb and the role that it gives
GAP = 5  # tokens between a role and the verb behind it
MAX_DATES = 16  # tokens of «С 2010 года и до конца жизни —»
MAX_LIST = 40  # tokens of a list of roles
MAX_VERBS = 4  # of «не захотел быть назначен»
STOPS = frozenset(',;:—–()«»"')
OBJECTIVE = frozenset(("Acc", "Gen"))
OBJECT_PRONOUNS = {"его": "Masc", "ее": "Fem", "её": "Fem"}


class Order:
    """Finds the holders of the predicative roles of one document."""

    def __init__(self, document: Document, person_at: dict[int, Name]) -> None:
        self.document = document
        self.tokens = document.tokens
        self.person_at = person_at
        self.subjects = Subjects(document, person_at)

    def holder(self, phrase: Phrase) -> Name | None:
        """The person who is, becomes, was made what the phrase says."""
        tokens = self.tokens
        at = position(tokens, phrase)
        if at is not None:
            return self._by_post(phrase, at)
        if self._after_years(phrase) or self._is_all(phrase):
            return self.subjects.of_sentence_before(tokens[phrase.head.i].sentence, "")
        doing = self._known_as(phrase)
        if doing is not None:
            return self.subjects.before(doing)
        one = one_of(tokens, phrase)
        start = phrase.wide if one is None else one  # «был одним из лучших врачей»
        governed = start > 0 and tokens[start - 1].tag.pos == "ADP"  # «вместе с бывшим директором»
        case = tokens[one].tag.case if one is not None else case_of(tokens, phrase)
        if governed or case not in ("Ins", None):
            return None
        if one is None and is_plural(tokens[phrase.head.i]):
            return self._of_several(phrase)
        return self._of_naming(start) or self._by_verb(phrase, start)

    def taker(self, phrase: Phrase) -> Name | None:
        """Who takes a post that is filled: «Назначили нового директора. Им стал Иван Орлов»."""
        tokens = self.tokens
        modifiers = tokens[max(0, phrase.wide - 1) : phrase.head.i]
        verb = self.document.sentences[tokens[phrase.head.i].sentence].last + 1
        if not any(word.lemma == "новый" for word in modifiers) or verb >= len(tokens):
            return None
        taken_up = tokens[verb - 1].text in ("Им", "Ею", "Ей")
        return self.subjects.behind(verb) if taken_up and self._is_said_by(verb) else None

    def is_wished(self, phrase: Phrase) -> bool:
        """Whether a verb before a role says that nobody holds it yet: «может стать членом жюри»."""
        verb = self._verb_before(phrase, phrase.wide)
        return verb is not None and use(self.tokens[verb]) is not None and self._is_wished(verb)

    def _of_several(self, phrase: Phrase) -> Name | None:
        """«Орлов и Седова стали депутатами», «Депутатами стали Орлов и Седова»."""
        verb = self._verb_before(phrase, phrase.wide)
        verb = phrase.last if verb is None and self._inside(phrase.last, phrase) else verb
        if verb is None or not self._is_said_by(verb) or self._is_denied(verb):
            return None
        return self.subjects.several(verb)

    def _by_verb(self, phrase: Phrase, start: int) -> Name | None:
        """«был мэром», «назначил его мэром», «Мэром стал»."""
        verb = self._verb_before(phrase, start)
        if verb is not None:
            if use(self.tokens[verb]) is None or self._is_denied(verb):
                return None
            if self._appoints(verb, start):
                return self._object(verb, start, phrase.last)
            return self.subjects.before(verb)
        after = self._verb_behind(phrase)
        if after is None or self._is_denied(after):
            return None
        if self._appoints(after, after):  # «Мэром избрали Орлова»
            return self._object(after, phrase.wide, after)
        return self.subjects.behind(after) if self._is_said_by(after) else None

    def _verb_behind(self, phrase: Phrase) -> int | None:
        """The verb behind a phrase, past a time or place: «Мэром Перми (с мая) станет Иван Орлов»."""
        for i in range(phrase.last, min(phrase.last + GAP, len(self.tokens))):
            token = self.tokens[i]
            if not self._inside(i, phrase) or token.text in STOPS or token.tag.case == "Nom":
                return None
            if token.tag.pos in ("VERB", "AUX"):
                return i
        return None

    def _by_post(self, phrase: Phrase, at: int) -> Name | None:
        """«занял пост мэра», «уход Орлова с поста мэра», «На посту мэра Орлов»."""
        verb = self._verb_before(phrase, at)
        owner = self._owner(at, verb)
        if owner is not None:
            return owner
        if self._is_open(at):
            return None
        if verb is not None:
            if self._is_denied(verb):
                return None
            if self._appoints(verb, at):
                return self._object(verb, at, phrase.last)
            return self.subjects.before(verb)
        after = phrase.last
        if not self._inside(after, phrase) or self._is_denied(after):
            return None
        if self._is_said_by(after) or self.tokens[after].tag.form == "Fin":
            return self.subjects.behind(after)
        return self.subjects.behind(after - 1) if after in self.person_at else None

    def _is_open(self, at: int) -> bool:
        """Whether the noun before says that the post is yet to be filled: «кандидатура на пост»."""
        words = self.tokens[max(0, at - GAP) : at]
        governed = [i for i, word in enumerate(words) if word.tag.pos == "ADP"]
        return bool(governed) and governed[-1] > 0 and words[governed[-1] - 1].lemma in change_words("open")

    def _owner(self, at: int, verb: int | None) -> Name | None:
        """Whose post it is: «уход Орлова с поста», «поздравил Орлова с избранием на пост»."""
        tokens = self.tokens
        if at == 0 or tokens[at - 1].tag.pos not in ("ADP", "ADJ", "DET"):
            return None
        succeeding = change_words("succeeding")
        if verb is not None and tokens[verb].lemma in succeeding:
            return None
        for i in range(at - 2, max(at - REACH, -1) if verb is None else verb, -1):
            if tokens[i].sentence != tokens[at].sentence or tokens[i].text in STOPS:
                return None
            name = self.person_at.get(i)
            if name is not None and name.first:
                before = tokens[name.first - 1]
                return None if before.lemma in succeeding or before.tag.pos == "ADP" else name
        return None

    def _of_naming(self, start: int) -> Name | None:
        """«(после) избрания Орлова (мэром)», «(о) назначении Орлова своим (советником)»."""
        if start and self.tokens[start - 1].tag.pos == "DET":
            start -= 1
        name = self.person_at.get(start - 1)
        if name is None or not name.first or self.tokens[name.first - 1].lemma not in change_words("naming"):
            return None
        return name if "Gen" in self._cases(name) else None

    def _after_years(self, phrase: Phrase) -> bool:
        """«С 2010 по 2015 год — мэр Перми»: of the one whose life is told."""
        tokens = self.tokens
        first = self.document.sentences[tokens[phrase.head.i].sentence].first
        dash = phrase.wide - 1
        if not first < dash < first + MAX_DATES or tokens[dash].text not in DASHES:
            return False
        words = tokens[first:dash]
        dated = any(word.text[0].isdigit() for word in words)
        return dated and all(word.tag.case != "Nom" and word.tag.pos not in ("VERB", "AUX") for word in words)

    def _is_all(self, phrase: Phrase) -> bool:
        """Whether roles are all that a sentence says: «Бывший мэр Перми.», «Профессор, автор книг.»"""
        tokens = self.tokens
        sentence = self.document.sentences[tokens[phrase.head.i].sentence]
        rest = tokens[phrase.last : min(sentence.last, phrase.last + MAX_LIST)]
        if not rest or rest[-1].text != "." or (len(rest) > 1 and rest[0].text != ","):
            return False
        if any(t.tag.form in ("Fin", "Inf") or t.i in self.person_at for t in rest):
            return False
        if tokens[phrase.head.i].tag.case != "Nom" or phrase.wide > sentence.first + REACH:
            return False
        return all(word.tag.pos in ("ADJ", "DET") for word in tokens[sentence.first : phrase.wide])

    def _known_as(self, phrase: Phrase) -> int | None:
        """The verb before «как» and a role: «дебютировал как певец», «известный как певец»."""
        tokens = self.tokens
        i = phrase.wide - 1
        if i < 2 or tokens[i].text.lower() != "как" or tokens[phrase.head.i].tag.case != "Nom":
            return None
        i -= 2 if tokens[i - 1].tag.pos == "ADV" else 1
        said = tokens[i].tag.pos == "VERB" or tokens[i].lemma in change_words("known")
        return i if said and self._inside(i, phrase) else None

    def _verb_before(self, phrase: Phrase, start: int) -> int | None:
        """The verb before token `start` in its clause."""
        for i in range(start - 1, max(start - REACH, -1), -1):
            if not self._inside(i, phrase) or self.tokens[i].text in STOPS:
                return None
            if self.tokens[i].tag.pos in ("VERB", "AUX"):
                return i
        return None

    def _is_said_by(self, verb: int) -> bool:
        """Whether a verb says what its subject is: not «назначил», but «назначен» and «стал»."""
        token = self.tokens[verb]
        return use(token) == "subject" or (use(token) == "object" and is_passive(token))

    def _appoints(self, verb: int, start: int) -> bool:
        """Whether a verb says what its object is: «назначил на пост», but not «объявил об уходе с поста»."""
        if use(self.tokens[verb]) != "object" or is_passive(self.tokens[verb]):
            return False
        between = range(verb + 1, start)
        return all(self.tokens[i].tag.pos != "NOUN" or i in self.person_at for i in between)

    def _object(self, verb: int, start: int, end: int) -> Name | None:
        """The object of a verb of appointing: «назначил (его) мэром (Ивана Орлова)»."""
        tokens = self.tokens
        sentence = tokens[verb].sentence
        for i in range(verb + 1, min(end + REACH, len(tokens))):
            if tokens[i].sentence != sentence or (i >= end and tokens[i].text in STOPS):
                return None
            if start <= i < end:
                continue
            name = self.person_at.get(i)
            if name is not None:
                return name if OBJECTIVE & self._cases(name) else None
            gender = OBJECT_PRONOUNS.get(tokens[i].text.lower())
            if gender is not None and i < start and tokens[i].tag.pos == "PRON":
                return self.subjects.of_sentence_before(sentence, gender)
        return None

    def _is_denied(self, verb: int) -> bool:
        """«не стал мэром», «не был назначен мэром», «не захотел быть мэром»."""
        return self._is_wished(verb) or self._has_before(verb, frozenset(("не",)))

    def _is_wished(self, verb: int) -> bool:
        """«мечтает стать мэром», «может быть назначен мэром»."""
        return self._has_before(verb, change_words("wishing"))

    def _has_before(self, verb: int, words: frozenset[str]) -> bool:
        """Whether one of the verbs and adverbs right before a verb is one of these words."""
        for i in range(verb - 1, max(verb - MAX_VERBS, 0) - 1, -1):
            if self.tokens[i].lemma in words:
                return True
            if self.tokens[i].tag.pos not in ("VERB", "AUX", "ADV"):
                return False
        return False

    def _cases(self, name: Name) -> set[str]:
        return {token.tag.case for token in self.tokens[name.first : name.last]}

    def _inside(self, i: int, phrase: Phrase) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].sentence == self.tokens[phrase.head.i].sentence
