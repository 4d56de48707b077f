"""Whose document it is: «Минобороны опубликовало доклад … — говорится в документе»."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from functools import cache

from newsnlp.document import Referent, Span, Token
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column, table
from newsnlp.speakers.bodies import Bodies
from newsnlp.speakers.mentions import QUOTED, Mention, Mentions
from newsnlp.speakers.nouns import sorts_of
from newsnlp.speakers.phrase import read_phrase

CITING = frozenset({"в", "во", "согласно", "по", "на", "из"})  # before a document that is only cited
OWNER_REACH = 7  # tokens from a document to whose it is: «письмо главы комитета Орлова»
SHOWN_REACH = 5  # tokens from a document to «опубликованный»
PEOPLE_REACH = 3  # tokens from «представители» to whose they are
NEAR = 3  # sentences over which any document may be the one that was mentioned last
BEFORE = 2  # sentences before the citing one in which whoever acts may have issued the document
SHOWN = frozenset({"опубликовать", "публиковать", "разместить", "размещать", "выложить", "вывесить"})
RECEIVING = frozenset({"получить", "получать", "найти", "обнаружить", "прийти", "приходить", "изучить"})
ANY = frozenset({"документ", "текст", "бумага", "акт", "публикация", "материал"})  # take up every document


@cache
def issuing_sorts() -> dict[str, str]:
    """The documents that only organisations of one sort issue: приговор."""
    return {fold(row[0]): row[1] for row in table("cited_documents") if len(row) > 1}


@cache
def _documents() -> frozenset[str]:
    return frozenset(map(fold, column("speaking_documents") | column("cited_documents")))


def is_document(token: Token) -> bool:
    """Whether the noun names something in which words can stand."""
    return fold(token.lemma) in _documents()


@dataclass(slots=True)
class Documents:
    """The documents that the text has mentioned, each with who issued it."""

    mentions: Mentions
    media: Container[int]  # tokens that name who only relays
    bodies: Bodies
    issuers: dict[str, tuple[Referent, int]] = field(default_factory=dict)
    last: tuple[Referent, int] | None = None
    by_gender: dict[bool, tuple[Referent, int] | None] = field(default_factory=dict)  # feminine ones, others
    _hosts: dict[int, Referent | None] = field(default_factory=dict)  # by sentence, as far as asked for
    _agents: dict[int, Referent | None] = field(default_factory=dict)

    def see(self, token: Token) -> None:
        """Take note of a document, if the text says whose it is."""
        issuer = self._owner(token) or self.publisher(token)
        if issuer is None and not (
            self._is_cited(token) or self._is_people_s(token) or self.is_received(token)
        ):
            issuer = self.host(token.sentence) or self.agent(token.sentence)
        found = (issuer, token.start) if issuer is not None else None
        if self.mentions.voice[token.i] != QUOTED:
            self.by_gender[token.tag.gender == "Fem"] = found
        if found is not None:
            self.issuers[fold(token.lemma)] = self.last = found

    def issuer(self, lemma: str) -> tuple[Referent, int] | None:
        """Who issued the document of this name that was mentioned last, and where; «документ» is any."""
        return self.issuers.get(lemma) or (self.last if lemma in ANY else None)

    def is_nobody_s(self, *, feminine: bool) -> bool:
        """Whether the text does not tell whose the last document of this gender is: «жалоба жителей»."""
        return feminine in self.by_gender and self.by_gender[feminine] is None

    def issued_near(self, token: Token) -> Referent | None:
        """Who issued the last document of all, if that was a few sentences before at most."""
        if self.last is None:
            return None
        clock = self.mentions.clock
        there = self.mentions.tokens[self.mentions.index(self.last[1])].sentence
        return self.last[0] if clock[token.sentence] - clock[there] <= NEAR else None

    def agent_before(self, sentence: int) -> Referent | None:
        """Who acts in the sentences before: «Орлова поздравил Седов. В поздравлении говорится …»."""
        for number in range(sentence - 1, max(-1, sentence - 1 - BEFORE), -1):
            agent = self.agent(number)
            if agent is not None:
                return agent
        return None

    def _owner(self, token: Token) -> Referent | None:
        """The person or body in the genitive after the document."""
        mentions = self.mentions
        for i in range(token.i + 1, min(len(mentions.tokens), token.i + OWNER_REACH)):
            word, at = mentions.tokens[i], mentions.at[i]
            if word.sentence != token.sentence:
                return None
            if word.tag.case not in ("Gen", "") or word.tag.pos == "ADP":
                return None
            if not word.is_word and at is None:
                return None
            holder = mentions.holder(i)
            if holder is not None:
                return holder
            if at is not None and at.referent.type != "location":
                return at.referent
        return None

    def _is_people_s(self, token: Token) -> bool:
        """Whether people without a name have written it: «получил жалобу жителей»."""
        tokens = self.mentions.tokens
        after = tokens[token.i + 1] if token.i + 1 < len(tokens) else token
        return (after.tag.pos, after.tag.case, after.tag.animacy) == ("NOUN", "Gen", "Anim")

    def is_received(self, token: Token) -> bool:
        """Whether the subject only gets the document: «Орлова получила письмо, в котором сообщалось …»."""
        bounds = self.mentions.document.sentences[token.sentence]
        before = reversed(self.mentions.tokens[bounds.first : token.i])
        verb = next((t for t in before if t.tag.form in ("Fin", "Conv")), None)
        return verb is not None and fold(verb.lemma) in RECEIVING

    def _is_cited(self, token: Token) -> bool:
        reach = 1 if token.tag.case in ("Nom", "Acc") else 2  # «опубликовал в сети обращение» cites none
        before = self.mentions.tokens[max(0, token.i - reach) : token.i]
        return any(fold(t.text) in CITING for t in before)

    def publisher(self, document: Token) -> Referent | None:
        """On whose page a document was put: «в отчёте, опубликованном на сайте мэрии»."""
        behind = self.mentions.tokens[document.i + 1 : document.i + SHOWN_REACH]
        shown = next((t for t in behind if t.tag.form == "Part"), None)
        if shown is None or fold(shown.lemma) not in SHOWN or shown.sentence != document.sentence:
            return None
        return self.host(document.sentence)

    def host(self, sentence: int) -> Referent | None:
        """The body on whose site the documents of a sentence appeared."""
        if sentence not in self._hosts:
            self._hosts[sentence] = self._find_host(sentence)
        return self._hosts[sentence]

    def _find_host(self, sentence: int) -> Referent | None:
        bounds = self.mentions.document.sentences[sentence]
        for i in range(bounds.first, bounds.last - 1):
            token, at = self.mentions.tokens[i], self.mentions.at[i + 1]
            if fold(token.lemma) in column("own_pages"):
                host = at.referent if at is not None else self._owner(token)  # «на сайте газеты «Труд»»
                host = host or self._taken_up(self.mentions.tokens[i + 1])
                if host is not None:
                    return host if host.type == "organization" else None
        return None

    def _taken_up(self, noun: Token) -> Referent | None:
        """The body that a bare noun means: «на сайте компании»."""
        if noun.tag.case != "Gen" or not sorts_of(noun.lemma):
            return None
        phrase = read_phrase(self.mentions, Span(noun.start, noun.end), None)
        found = self.bodies.find(phrase) if phrase is not None else None
        return found[0] if found is not None else None

    def agent(self, sentence: int) -> Referent | None:
        """The subject of a sentence: the first name in the nominative, of nobody who only relays."""
        if sentence not in self._agents:
            self._agents[sentence] = self._find_agent(sentence)
        return self._agents[sentence]

    def _find_agent(self, sentence: int) -> Referent | None:
        mentions = self.mentions
        bounds = mentions.document.sentences[sentence]
        for i in range(bounds.first, bounds.last):
            at = mentions.at[i]
            if at is None or at.first != i or at.referent.type == "location" or mentions.voice[i] == QUOTED:
                continue
            aside = i in self.media or (i and mentions.tokens[i - 1].text == "(")
            if (mentions.tokens[i].tag.case == "Nom" or self._has_people(at, bounds.first)) and not aside:
                return at.referent if not self._is_one_of_several(at) else None
        return None

    def _is_one_of_several(self, person: Mention) -> bool:
        """Whether another person's name follows in a list: «исследователи Анна Белова и Пётр Орлов»."""
        behind = self.mentions.at[person.last + 1 : person.last + 2]
        listed = behind and self.mentions.tokens[person.last].text in (",", "и")
        return bool(listed) and behind[0] is not None and behind[0].referent.type == person.referent.type

    def _has_people(self, body: Mention, low: int) -> bool:
        """Whether people of a body act: «представители аэроклуба «Авиа» выразили соболезнования»."""
        tokens = self.mentions.tokens
        before = tokens[max(low, body.first - PEOPLE_REACH) : body.first]
        people = (t for t in before if t.tag.animacy == "Anim" and t.tag.number == "Plur")
        return body.referent.type == "organization" and any(t.tag.case == "Nom" for t in people)
