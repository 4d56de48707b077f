"""What is known of people, organisations and things up to a place of the text.

The scene runs along with the text; every mention changes it, and nothing looks back over the article.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from newsnlp.document import Reference, Referent, Token
from newsnlp.language.inflection import phrase_nominative
from newsnlp.names.words import is_family
from newsnlp.schema import Speaker
from newsnlp.speakers.bodies import Bodies
from newsnlp.speakers.dialogue import Dialogue
from newsnlp.speakers.documents import Documents
from newsnlp.speakers.mentions import Mention, Mentions
from newsnlp.speakers.people import People
from newsnlp.speakers.phrase import Phrase, third_person
from newsnlp.speakers.things import Things
from newsnlp.speakers.titles import Titles

OUTSIDE = ("credit", "contact", "boilerplate")  # blocks that tell nothing


@dataclass(slots=True)
class Scene:
    """The state of the walk.

    `last` is the last speaker with the reporter's sentence in which the report ended (`clock` of
    `Mentions`), `last_body` the last organisation that has spoken, `references` the mentions found
    on the way, by the id of their entity; `asking` who asked last and when.
    """

    mentions: Mentions
    people: People
    bodies: Bodies
    titles: Titles
    documents: Documents
    things: Things = field(default_factory=Things)
    dialogue: Dialogue = field(default_factory=Dialogue)
    last: tuple[Speaker, int] | None = None
    last_body: Referent | None = None
    interviewee: Referent | None = None
    asking: tuple[str, int] | None = None
    references: dict[str, list[Reference]] = field(default_factory=dict)

    def see(self, mention: Mention) -> None:
        """Take note of a name, or of a noun that stands for an organisation."""
        referent = mention.referent
        if referent.type != "person":
            self.bodies.see(mention)
        elif mention.reference.kind == "name":
            token, alone = self.mentions.tokens[mention.first], mention.last == mention.first + 1
            if self.mentions.document.blocks[self.mentions.block_of(token)].kind in OUTSIDE:
                return  # who took the picture takes no part
            if token.tag.number == "Plur" or (alone and is_family(token.text)):
                return  # «к Лапиным», «дом Стахеевых»: a family is nobody of it
            self.people.see(token, referent.id, referent, referent.gender)

    def askers(self, answer: Token) -> frozenset[str]:
        """The key of whoever has just asked and does not answer: «X спросил. «В мае», — ответил он»."""
        if self.asking is None or self.mentions.clock[answer.sentence] - self.asking[1] > 1:
            return frozenset()
        return frozenset({self.asking[0]})

    def speaker_within(self, sentence: int, clauses: int) -> Speaker | None:
        """The last speaker, if the report ended at most so many of the reporter's sentences before."""
        if self.last is None or self.mentions.clock[sentence] - self.last[1] > clauses:
            return None
        return self.last[0]

    def refer(self, referent: Referent, phrase: Phrase) -> None:
        """Add a phrase to the mentions of an entity, where it is none yet."""
        at = self.mentions.at[phrase.head.i]
        if at is not None and at.referent is referent:
            return
        nominative = third_person(phrase.head)
        if nominative is not None:
            self.add(referent, Reference(phrase.span.start, phrase.span.end, "pronoun", nominative))
        else:
            normal = phrase_nominative(self.mentions.document, phrase.first, phrase.last, phrase.head.i)
            self.add(referent, Reference(phrase.span.start, phrase.span.end, "nominal", normal))

    def add(self, referent: Referent, reference: Reference) -> None:
        """Add a mention to an entity; two reports may share a source."""
        known = self.references.setdefault(referent.id, [])
        if reference not in known[-3:]:
            known.append(reference)
