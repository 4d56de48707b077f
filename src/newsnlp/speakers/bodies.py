"""Which organisation speaks: «ведомство», «в компании», «там» take up one that was named before."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from newsnlp.document import Reference, Referent, Token
from newsnlp.language.inflection import phrase_nominative
from newsnlp.language.spelling import fold
from newsnlp.language.tags import GENDER
from newsnlp.lexicon import column, table
from newsnlp.schema import EntityType, Gender
from newsnlp.speakers.mentions import Mention, Mentions
from newsnlp.speakers.nouns import noun_classes, sorts_of
from newsnlp.speakers.phrase import PRESS, Phrase

NEAR = 12  # organisations looked at, the latest mentioned first
REACH = 10  # sentences over which a common noun takes up an organisation
PRONOUN_REACH = 1  # the same for «он», «она»
BLIND_REACH = 3  # the same, where nothing is known of the sort of the organisation


@dataclass(slots=True)
class Body:
    """An organisation that the text has mentioned, the nouns used for it and its sorts.

    `gender` is that of the noun which named it last as a subject; `members` are nouns for many that do not
    name it («пресс-служба судов»). Without a `referent` it is a body that only a common noun names
    («прокуратура»): an entity as soon as something takes it up.
    """

    referent: Referent | None
    nouns: set[str] = field(default_factory=set)
    sorts: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    clock: int = 0
    gender: Gender | None = None
    noun: Token | None = None


class Bodies:
    """The organisations mentioned so far, the latest last."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions = mentions
        self.recent: OrderedDict[str, Body] = OrderedDict()
        self.made: list[Referent] = []
        self._made_by_name: dict[str, Referent] = {}

    def see(self, mention: Mention) -> None:
        """Take note of an organisation or a place mentioned."""
        key = mention.referent.id
        body = self.recent.pop(key, None)
        if body is None:
            body = Body(mention.referent)
        self.recent[key] = body
        tokens = self.mentions.tokens
        body.clock = self.mentions.clock[tokens[mention.first].sentence]
        within = (t for t in tokens[mention.first : mention.last] if t.tag.gender)
        title = self._noun_before(mention) if mention.referent.type == "organization" else None
        noun = title or next(within, tokens[mention.first])
        body.gender = GENDER.get(noun.tag.gender) if noun.tag.case == "Nom" else None
        if len(body.words) < 40:
            self._describe(body, mention, title)

    def see_noun(self, token: Token) -> None:
        """Take note of a body that a common noun names: «обратились в прокуратуру»."""
        lemma, sorts = fold(token.lemma), sorts_of(token.lemma)
        if "own" not in sorts or len(sorts) == 1:
            return
        near = islice(reversed(self.recent.values()), NEAR)
        if any(body.referent is not None and lemma in body.nouns for body in near):
            return  # «суд» is the court that has a name
        body = self.recent.pop(lemma, None) or Body(None, {lemma}, set(sorts) - {"own"}, {lemma})
        if body.referent is None:
            body.noun = token
        body.clock = self.mentions.clock[token.sentence]
        self.recent[lemma] = body

    def _entity(self, body: Body) -> Referent:
        """The entity of a body; a new one for a common noun, which is its first mention."""
        if body.referent is None:
            assert body.noun is not None
            noun, lemma = body.noun, fold(body.noun.lemma)
            body.referent = self.add("organization", lemma)
            if not body.referent.references:
                body.referent.references.append(Reference(noun.start, noun.end, "nominal", lemma))
        return body.referent

    def medium(self, key: str) -> None:
        """Take note that an organisation reports as the press does."""
        body = self.recent.get(key)
        if body is not None and not body.sorts:
            body.sorts.add("media")

    def _describe(self, body: Body, mention: Mention, title: Token | None) -> None:
        tokens = self.mentions.tokens
        words = [t for t in tokens[mention.first : mention.last] if t.is_word]
        for token in words:
            lemma, text = fold(token.lemma), fold(token.text)
            body.words |= {lemma, text}
            sorts = sorts_of(lemma)
            if token.tag.number == "Plur" and token is not words[0]:
                body.members.add(lemma)
            elif sorts:
                body.nouns.add(lemma)
                body.sorts |= sorts
            body.sorts |= name_sorts(text)
        body.sorts |= name_sorts(fold(" ".join(t.text for t in words)))
        if self.mentions.document.blocks[self.mentions.block_of(tokens[mention.first])].kind == "dateline":
            body.sorts.add("media")  # «МОСКВА, 5 мая — РИА «Курс»»
        if title is not None:
            lemma = fold(title.lemma)
            body.nouns.add(lemma)
            body.sorts |= sorts_of(lemma)

    def _noun_before(self, mention: Mention) -> Token | None:
        """The noun that tells the sort of a body before its name: «банк «Заря»»."""
        tokens = self.mentions.tokens
        before = mention.first - 1
        if before >= 0 and not tokens[before].is_word:
            before -= 1  # an opening mark
        if before < 0 or tokens[before].sentence != tokens[mention.first].sentence:
            return None
        noun = tokens[before]
        sorts = sorts_of(noun.lemma) if noun.tag.pos == "NOUN" else frozenset()
        return noun if sorts and PRESS not in sorts else None

    def find(self, phrase: Phrase) -> tuple[Referent, float] | None:
        """The organisation that a common noun takes up, with how sure that is."""
        lemma = fold(phrase.lemma)
        sorts = sorts_of(lemma)
        clock = self.mentions.clock[phrase.head.sentence]
        tokens = self.mentions.tokens[phrase.first : phrase.last]
        words = {fold(t.lemma) for t in tokens if t.is_word}
        best: tuple[float, Body] | None = None
        for order, body in enumerate(islice(reversed(self.recent.values()), NEAR)):
            strength = self._strength(body, lemma, sorts, words, phrase, clock)
            if strength > 0:
                score = strength - 0.04 * order
                if best is None or score > best[0]:
                    best = (score, body)
        return None if best is None else (self._entity(best[1]), min(0.95, best[0]))

    def _strength(
        self, body: Body, lemma: str, sorts: frozenset[str], words: set[str], phrase: Phrase, clock: int
    ) -> float:
        if body.referent is not None and body.referent.type != "organization":
            return 0.0
        gap = clock - body.clock
        if words <= body.words and not words <= body.members:
            return 0.9
        if words - {lemma} and _is_in_field(words - {lemma}, body):
            return 0.85 if gap <= REACH else 0.6
        if not phrase.bare:
            return 0.0
        if lemma in body.nouns:
            return 0.85 if gap <= REACH else 0.6
        if "own" in sorts:
            return 0.0
        if sorts & body.sorts:
            return 0.75 if gap <= REACH else 0.5
        return 0.45 if sorts and not body.sorts and gap <= BLIND_REACH else 0.0

    def make(self, phrase: Phrase) -> Referent:
        """An organisation that the text names by a common noun only: «следствие», «пресс-служба театра»."""
        mentions = self.mentions
        first = phrase.first
        while first < phrase.head.i and "empty" in noun_classes(mentions.tokens[first].lemma):
            first += 1  # «в (самом) ведомстве»
        last = phrase.last
        if last - 1 > phrase.head.i and mentions.tokens[last - 1].lemma == "который":
            last -= 1  # «в пресс-службе которого»
        name = phrase_nominative(mentions.document, first, last, phrase.head.i)
        if not mentions.tokens[first].text.isupper() and not _is_proper(mentions, phrase):
            name = name[:1].lower() + name[1:]
        bare = self._bare(phrase)
        if bare is not None:
            bare.name = name
            self._made_by_name[fold(name)] = bare
            return bare
        return self.add("organization", name)

    def _bare(self, phrase: Phrase) -> Referent | None:
        """An entity that only the noun names which heads the phrase: «управление (образования)»."""
        if not phrase.complement:
            return None
        lemma = fold(phrase.lemma)
        named = (r for r in self.mentions.referents.values() if r.type == "organization")
        return next((r for r in named if r.name.islower() and fold(r.name) == lemma), None)

    def add(self, type: EntityType, name: str) -> Referent:
        """A new entity, or the one of that name made before."""
        known = self._made_by_name.get(fold(name))
        if known is not None:
            return known
        referents = self.mentions.referents
        number = len(referents) + 1
        while f"e{number}" in referents:
            number += 1
        made = Referent(f"e{number}", type, name, 0.6, [])
        referents[made.id] = made
        self._made_by_name[fold(name)] = made
        self.made.append(made)
        return made

    def note(self, referent: Referent, phrase: Phrase) -> None:
        """Take note of an organisation mentioned by a common noun."""
        body = self.recent.pop(referent.id, None) or Body(referent)
        self.recent[referent.id] = body
        body.clock = self.mentions.clock[phrase.head.sentence]
        body.gender = GENDER.get(phrase.head.tag.gender)  # who is the source is a subject
        body.nouns.add(fold(phrase.lemma))
        body.sorts |= sorts_of(phrase.lemma)
        tokens = self.mentions.tokens[phrase.first : phrase.last]
        if len(body.words) < 40:
            body.words |= {fold(t.lemma) for t in tokens if t.is_word}

    def subject(self, gender: Gender, clock: int) -> Referent | None:
        """The organisation that was the last subject of this grammatical gender, if that is near."""
        for body in reversed(self.recent.values()):
            if clock - body.clock > PRONOUN_REACH:
                return None
            if body.gender == gender and body.referent is not None and body.referent.type == "organization":
                return body.referent
        return None

    def is_medium(self, key: str | None) -> bool:
        """Whether an organisation is known to report as the press does."""
        body = self.recent.get(key) if key is not None else None
        return body is not None and "media" in body.sorts

    def of_sort(self, sort: str) -> Referent | None:
        """The organisation of a sort that was mentioned last."""
        body = next((b for b in reversed(self.recent.values()) if sort in b.sorts), None)
        return self._entity(body) if body is not None else None

    def last(self, clock: int) -> Referent | None:
        """The organisation mentioned last, if it is near: «там»."""
        for body in reversed(self.recent.values()):
            near = clock - body.clock <= BLIND_REACH
            if body.referent is not None and body.referent.type != "organization":
                continue
            if near and "media" not in body.sorts:
                return self._entity(body)
        return None


def _is_proper(mentions: Mentions, phrase: Phrase) -> bool:
    """Whether the first word is capital for itself and not for the sentence."""
    token = mentions.tokens[phrase.first]
    opens = token.i == mentions.document.sentences[token.sentence].first
    return token.text[0].isupper() and not opens


def _is_in_field(adjectives: set[str], body: Body) -> bool:
    """Whether the adjectives tell the body: «оборонное ведомство» is Минобороны."""
    return all(not body.words.isdisjoint(_fields().get(word, ())) for word in adjectives)


@cache
def _fields() -> dict[str, frozenset[str]]:
    return {fold(row[0]): frozenset(fold(row[1]).split()) for row in table("agency_fields")}


@cache
def _names() -> dict[str, frozenset[str]]:
    return {fold(row[0]): frozenset(row[1].split()) for row in table("organization_sorts")}


def name_sorts(text: str) -> frozenset[str]:
    """The sorts of organisation that a (folded) name or word of a name tells.

    >>> sorted(name_sorts("минобороны"))
    ['ministry', 'state']
    """
    known = _names().get(text)
    if known is not None:
        return known
    if text in column("media") or text.endswith((".ru", ".com", ".ua", ".info", ".рф")):
        return frozenset({"media"})
    if (text.startswith("мин") and len(text) > 5) or (text.startswith("рос") and len(text) > 8):
        return frozenset({"state", "ministry"} if text.startswith("мин") else {"state"})
    return frozenset()
