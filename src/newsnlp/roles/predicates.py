"""Roles said of somebody by a verb: «Кашин работает врачом», «назначен директором», «избрали мэром»."""

from __future__ import annotations

from newsnlp.document import Document, Name
from newsnlp.roles.agreement import is_plural
from newsnlp.roles.extent import Phrase
from newsnlp.roles.order import Order
from newsnlp.roles.verbs import case_of, change_words, is_passive, one_of, position, use

MAX_CHAIN = 5  # verbs or nouns joined to one another
SUBJECT = ("nsubj", "nsubj:pass", "csubj")
OBJECT = ("obj", "iobj")
NAMING = ("appos", "flat", "flat:name", "flat:foreign", "nmod")


class Predicates:
    """Finds by syntax, and where that fails by order, the person of whom a sentence says a role.

    `holder_at` gives the holder of the role whose head is a token, where that is known already.
    """

    def __init__(self, document: Document, person_at: dict[int, Name]) -> None:
        self.document = document
        self.tokens = document.tokens
        self.person_at = person_at
        self.named = {document.tokens[i].sentence for i in person_at}
        self.order = Order(document, person_at)
        self.children: dict[int, dict[int, list[int]]] = {}

    def may_be(self, phrase: Phrase) -> bool:
        """Whether the phrase may be said of somebody."""
        token = self.tokens[phrase.head.i]
        if is_plural(token):
            return token.tag.case == "Ins" or one_of(self.tokens, phrase) is not None
        if phrase.wide and self.tokens[phrase.wide - 1].text.lower() == "не":
            return False
        cases = ("Ins", "Nom", "", None)
        return case_of(self.tokens, phrase) in cases or position(self.tokens, phrase) is not None

    def holder(self, phrase: Phrase, holder_at: dict[int, Name]) -> Name | None:
        """The person who is, becomes, was made what the phrase says; of several, one."""
        if is_plural(self.tokens[phrase.head.i]):
            return self.order.holder(phrase)
        named = self.is_named(phrase)
        return (self._by_syntax(phrase, holder_at) if named else None) or self.order.holder(phrase)

    def is_wished(self, phrase: Phrase) -> bool:
        """Whether the sentence says that nobody holds the role yet: «мечтает стать мэром»."""
        return case_of(self.tokens, phrase) == "Ins" and self.order.is_wished(phrase)

    def is_named(self, phrase: Phrase) -> bool:
        """Whether its sentence names people, so that parsing it is worth while."""
        return self.tokens[phrase.head.i].sentence in self.named

    def _by_syntax(self, phrase: Phrase, holder_at: dict[int, Name]) -> Name | None:
        tokens = self.tokens
        at = position(self.tokens, phrase)
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
        if verb >= 0 and tokens[tokens[verb].head].lemma in change_words("wishing"):
            return None
        if verb < 0 or (at is None and tokens[top].rel in (*SUBJECT, *OBJECT)):
            return None
        of = use(tokens[verb]) or ("subject" if at is not None else None)
        return self._of_verb(verb, of, holder_at) if of is not None else None

    def _of_verb(self, verb: int, of: str, holder_at: dict[int, Name]) -> Name | None:
        """The subject of a verb, or the object of an active verb of appointing."""
        tokens = self.tokens
        wanted = OBJECT if of == "object" and not is_passive(tokens[verb]) else SUBJECT
        for i in self._children_of(tokens[verb].sentence).get(verb, ()):
            if tokens[i].rel in wanted:
                relative = tokens[i].lemma == "который"
                return (relative and self._before(i)) or self._named(
                    tokens[verb].head if relative else i, holder_at
                )
        if tokens[verb].rel == "acl" and tokens[verb].tag.form == "Part":  # «Кашин, назначенный директором»
            return self._named(tokens[verb].head, holder_at)
        joined = self._first_joined(verb)
        if joined != verb and wanted == SUBJECT:  # «Кашин приехал в 2010 году и стал директором»
            for i in self._children_of(tokens[verb].sentence).get(joined, ()):
                if tokens[i].rel in SUBJECT:
                    return self._named(i, holder_at)
        return None

    def _before(self, i: int) -> Name | None:
        """The person in the nominative right before «, который»: «Орлова и Седова, которая является …»."""
        name = self.person_at.get(i - 2) if i > 1 and self.tokens[i - 1].text == "," else None
        return name if name is not None and self.tokens[name.first].tag.case == "Nom" else None

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
