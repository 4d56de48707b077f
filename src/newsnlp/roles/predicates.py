"""Roles said of somebody by a verb: «Кашин работает врачом», «назначен директором», «избрали мэром»."""

from __future__ import annotations

from functools import cache

from newsnlp import lexicon
from newsnlp.document import Document, Name, Token
from newsnlp.roles.agreement import is_plural, one_of
from newsnlp.roles.extent import Phrase
from newsnlp.roles.subjects import Subjects

MAX_CHAIN = 5  # verbs or nouns joined to one another
SUBJECT = ("nsubj", "nsubj:pass", "csubj")
OBJECT = ("obj", "iobj")
REACH = 10  # tokens between a verb and the role it gives
STOPS = frozenset(',;:—–()«»"')
DASHES = ("—", "–", "-", "−")
SUCCEEDING = frozenset(
    (
        "преемник",
        "преемница",
        "сменщик",
        "предшественник",
        "предшественница",
        "сменить",
        "сменять",
        "заменить",
    )
)
OBJECTIVE = frozenset(("Acc", "Gen"))
OBJECT_PRONOUNS = {"его": "Masc", "ее": "Fem", "её": "Fem"}
NAMING_NOUNS = frozenset(
    ("избрание", "переизбрание", "назначение", "утверждение", "провозглашение", "выдвижение")
)
KNOWN = ("известный", "знаменитый")
NAMING = ("appos", "flat", "flat:name", "flat:foreign", "nmod")


class Predicates:
    """Finds by syntax the person of whom a sentence says a role.

    `holder_at` gives the holder of the role whose head is a token, where that is known already.
    """

    def __init__(self, document: Document, person_at: dict[int, Name]) -> None:
        self.document = document
        self.tokens = document.tokens
        self.person_at = person_at
        self.subjects = Subjects(document, person_at)
        self.children: dict[int, dict[int, list[int]]] = {}

    def may_be(self, phrase: Phrase) -> bool:
        """Whether it is worth parsing the sentence of this phrase."""
        token = self.tokens[phrase.head.i]
        if is_plural(token):
            return one_of(self.tokens, phrase) is not None
        if phrase.wide and self.tokens[phrase.wide - 1].text.lower() == "не":
            return False
        return token.tag.case in ("Ins", "Nom", "") or self._position(phrase) is not None

    def holder(self, phrase: Phrase, holder_at: dict[int, Name]) -> Name | None:
        """The person who is, becomes, was made what the phrase says."""
        return self._by_syntax(phrase, holder_at) or self._by_order(phrase)

    def _by_order(self, phrase: Phrase) -> Name | None:
        """The person whom the order of words tells, where the parser finds none."""
        tokens = self.tokens
        at = self._position(phrase)
        start = phrase.wide if at is None else at
        one = one_of(tokens, phrase)
        if one is not None:  # «был одним из лучших врачей»
            start = one
        if at is None and (self._after_years(phrase) or self._is_all(phrase)):
            return self.subjects.of_sentence_before(tokens[phrase.head.i].sentence, "")
        if at is None and (doing := self._known_as(phrase)) is not None:
            return self.subjects.before(doing)
        governed = start > 0 and tokens[start - 1].tag.pos == "ADP"  # «вместе с бывшим директором»
        if at is None and (tokens[phrase.head.i if one is None else one].tag.case != "Ins" or governed):
            return None
        if (named := self._of_naming(start)) is not None:
            return named
        verb = self._verb_before(phrase, start)
        if at is not None:
            named = self._beside_position(at, verb)
            if named is not None:
                return named
        if verb is not None:
            if self._denied(verb) or self._denied(phrase.head.i):
                return None
            if self._appoints(verb, start):
                return self._object(verb, start, phrase.last)
            return self.subjects.before(verb)
        after = phrase.last
        if after >= len(tokens) or tokens[after].sentence != tokens[phrase.head.i].sentence:
            return None
        said = self._is_said_by(after) or (at is not None and tokens[after].tag.form == "Fin")
        if said and not self._denied(after):
            return self.subjects.behind(after)
        return self.subjects.behind(after - 1) if at is not None and after in self.person_at else None

    def _beside_position(self, at: int, verb: int | None) -> Name | None:
        """Whose post it is: «уход Орлова с поста», «поздравил Орлова с избранием на пост»."""
        tokens = self.tokens
        if at == 0 or tokens[at - 1].tag.pos not in ("ADP", "ADJ", "DET"):
            return None
        if verb is not None and tokens[verb].lemma in SUCCEEDING:
            return None
        first = tokens[at].sentence
        for i in range(at - 2, max(at - REACH, -1) if verb is None else verb, -1):
            if tokens[i].sentence != first or tokens[i].text in STOPS:
                return None
            name = self.person_at.get(i)
            if name is not None and name.first:
                before = tokens[name.first - 1]
                succeeded = before.lemma in SUCCEEDING or before.tag.pos == "ADP"
                return None if succeeded else name
        return None

    def _after_years(self, phrase: Phrase) -> bool:
        """«С 2010 по 2015 год — директор школы»: of the one whose life is told."""
        sentence = self.document.sentences[self.tokens[phrase.head.i].sentence]
        if phrase.wide - 1 <= sentence.first or self.tokens[phrase.wide - 1].text not in DASHES:
            return False
        words = self.tokens[sentence.first : phrase.wide - 1]
        dated = any(word.text[0].isdigit() for word in words)
        return dated and all(word.tag.case != "Nom" and word.tag.pos not in ("VERB", "AUX") for word in words)

    def _of_naming(self, start: int) -> Name | None:
        """«(после) избрания Орлова (президентом)»."""
        name = self.person_at.get(start - 1)
        if name is None or not name.first or self.tokens[name.first - 1].lemma not in NAMING_NOUNS:
            return None
        return name if "Gen" in {t.tag.case for t in self.tokens[name.first : name.last]} else None

    def _known_as(self, phrase: Phrase) -> int | None:
        """The verb before «как» and a role: «дебютировал как певец», «известный как изобретатель»."""
        tokens = self.tokens
        i = phrase.wide - 1
        if i < 2 or tokens[i].text.lower() != "как" or tokens[phrase.head.i].tag.case != "Nom":
            return None
        i -= 2 if tokens[i - 1].tag.pos == "ADV" else 1
        same = i >= 0 and tokens[i].sentence == tokens[phrase.head.i].sentence
        return i if same and (tokens[i].tag.pos == "VERB" or tokens[i].lemma in KNOWN) else None

    def _is_all(self, phrase: Phrase) -> bool:
        """Whether the role is all that a sentence says: «Бывший директор школы.»"""
        sentence = self.document.sentences[self.tokens[phrase.head.i].sentence]
        nominative = self.tokens[phrase.head.i].tag.case == "Nom"
        before = self.tokens[sentence.first : phrase.wide]
        after = self.tokens[phrase.last : sentence.last]
        adjectives = all(word.tag.pos in ("ADJ", "DET") for word in before)
        return nominative and adjectives and [word.text for word in after] == ["."]

    def _verb_before(self, phrase: Phrase, start: int) -> int | None:
        """The verb before the phrase by which it is said."""
        tokens = self.tokens
        for i in range(start - 1, max(start - REACH, -1), -1):
            if tokens[i].sentence != tokens[phrase.head.i].sentence or tokens[i].text in STOPS:
                return None
            if tokens[i].tag.pos in ("VERB", "AUX"):
                said = tokens[i].lemma in _predicates() or self._position(phrase) is not None
                return i if said else None
        return None

    def _is_said_by(self, verb: int) -> bool:
        """Whether a verb says what its subject is: not «назначил», but «назначен» and «стал»."""
        token = self.tokens[verb]
        use = _predicates().get(token.lemma)
        return use == "subject" or (use == "object" and self._is_passive(token))

    def _appoints(self, verb: int, start: int) -> bool:
        """Whether a verb says what its object is: «назначил на пост», but not «объявил об уходе с поста»."""
        if _predicates().get(self.tokens[verb].lemma) != "object" or self._is_passive(self.tokens[verb]):
            return False
        between = range(verb + 1, start)
        return all(self.tokens[i].tag.pos != "NOUN" or i in self.person_at for i in between)

    def _is_passive(self, verb: Token) -> bool:
        return verb.tag.voice == "Pass" or verb.text.endswith(("ся", "сь"))

    def _object(self, verb: int, start: int, end: int) -> Name | None:
        """The object of a verb of appointing: «назначил (его) директором (Ивана Орлова)»."""
        tokens = self.tokens
        sentence = tokens[verb].sentence
        for i in range(verb + 1, min(end + REACH, len(tokens))):
            if tokens[i].sentence != sentence or (i >= end and tokens[i].text in STOPS):
                return None
            name = self.person_at.get(i)
            if name is not None and (i < start or i >= end):
                return name if OBJECTIVE & {t.tag.case for t in tokens[name.first : name.last]} else None
            if i < start and tokens[i].text.lower() in OBJECT_PRONOUNS and tokens[i].tag.pos == "PRON":
                gender = OBJECT_PRONOUNS[tokens[i].text.lower()]
                return self.subjects.of_sentence_before(sentence, gender)
        return None

    def _by_syntax(self, phrase: Phrase, holder_at: dict[int, Name]) -> Name | None:
        tokens = self.tokens
        at = self._position(phrase)
        top = phrase.head.i if at is None else at
        for _ in range(MAX_CHAIN):  # «исполняющим обязанности главы»
            if not phrase.first <= tokens[top].head < top:
                break
            top = tokens[top].head
        children = self._children_of(tokens[top].sentence)
        if self._denied(top) or self._denied(tokens[top].head):
            return None
        if at is None:
            for i in children.get(top, ()):
                if tokens[i].rel in SUBJECT and not phrase.first <= i < phrase.last:
                    return self._named(i, holder_at)
        top = self._first_joined(top)
        verb = tokens[top].head
        if verb < 0 or (at is None and tokens[top].rel in (*SUBJECT, *OBJECT)):
            return None
        use = _predicates().get(tokens[verb].lemma, "subject" if at is not None else None)
        return self._of_verb(verb, use, holder_at) if use is not None else None

    def _of_verb(self, verb: int, use: str, holder_at: dict[int, Name]) -> Name | None:
        """The subject of a verb, or the object of an active verb of appointing."""
        tokens = self.tokens
        wanted = OBJECT if use == "object" and not self._is_passive(tokens[verb]) else SUBJECT
        for i in self._children_of(tokens[verb].sentence).get(verb, ()):
            if tokens[i].rel in wanted:
                return self._named(tokens[verb].head if tokens[i].lemma == "который" else i, holder_at)
        if tokens[verb].rel == "acl" and tokens[verb].tag.form == "Part":  # «Кашин, назначенный директором»
            return self._named(tokens[verb].head, holder_at)
        joined = self._first_joined(verb)
        if joined != verb and wanted == SUBJECT:  # «Кашин приехал в 2010 году и стал директором»
            for i in self._children_of(tokens[verb].sentence).get(joined, ()):
                if tokens[i].rel in SUBJECT:
                    return self._named(i, holder_at)
        return None

    def _denied(self, i: int) -> bool:
        """Whether «не» belongs to the word: «не является директором»."""
        children = self._children_of(self.tokens[i].sentence).get(i, ()) if i >= 0 else ()
        return any(self.tokens[child].text.lower() == "не" for child in children)

    def _named(self, i: int, holder_at: dict[int, Name]) -> Name | None:
        """The person at token `i`: named there, or by a role, or beside («француз Арсен Венгер»)."""
        if i < 0:
            return None
        found = self.person_at.get(i) or holder_at.get(i)
        if found is not None:
            return found
        for child in self._children_of(self.tokens[i].sentence).get(i, ()):
            if self.tokens[child].rel in NAMING and child in self.person_at:
                same = self.tokens[child].tag.case == self.tokens[i].tag.case
                return self.person_at[child] if same else None
        return None

    def _position(self, phrase: Phrase) -> int | None:
        """The token «пост», «должность» right before the phrase, or before a dash: «два поста — мэра и …»."""
        i = phrase.wide - 1
        if i > 0 and self.tokens[i].text in DASHES and self.tokens[i - 1].lemma in _positions():
            i -= 1
        while i > phrase.wide - MAX_CHAIN and i > 0 and self.tokens[i].tag.pos in ("ADJ", "DET"):
            i -= 1
        if i < 0 or self.tokens[i].lemma not in _positions():
            return None
        same = self.tokens[i].sentence == self.tokens[phrase.head.i].sentence
        return i if same and self.tokens[i - 1].text.lower() != "за" else None

    def _first_joined(self, i: int) -> int:
        """The first of the words joined by «и» or a comma."""
        for _ in range(MAX_CHAIN):
            if self.tokens[i].rel != "conj" or self.tokens[i].head < 0:
                break
            i = self.tokens[i].head
        return i

    def _children_of(self, sentence: int) -> dict[int, list[int]]:
        if sentence not in self.children:
            found: dict[int, list[int]] = {}
            for token in self.document.tokens_of(self.document.sentences[sentence]):
                found.setdefault(token.head, []).append(token.i)
            self.children[sentence] = found
        return self.children[sentence]


@cache
def _predicates() -> dict[str, str]:
    return {row[0]: row[1] for row in lexicon.table("role_predicates")}


@cache
def _positions() -> frozenset[str]:
    return lexicon.column("role_positions")
