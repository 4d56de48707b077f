"""Read the phrase that a framing clause uses for the speaker: its head, kind, gender and number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from newsnlp.document import Referent, RoleLink, Span, Token
from newsnlp.lexicon import table
from newsnlp.schema import Gender
from newsnlp.speakers.mentions import Mention, Mentions
from newsnlp.speakers.nouns import fold, is_animate, noun_classes, sorts_of

PhraseKind = Literal[
    "name",
    "role",
    "pronoun",
    "plural",
    "relative",
    "author",
    "noun",
    "group",
    "organization",
    "there",
    "text",
]

GENDER: dict[str, Gender] = {"Masc": "male", "Fem": "female"}
MODIFIERS = frozenset({"ADJ", "DET", "NUM"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
RELATIVE = frozenset({"который", "кто"})
SOME = frozenset({"многие", "некоторые", "другие", "все", "остальные", "иные", "обе", "оба", "двое", "трое"})
ONE = frozenset({"один", "одна", "кто-то", "некто", "кое-кто", "никто", "кто-нибудь"})
DEMONSTRATIVE = frozenset({"этот", "тот", "данный", "сам", "самый", "наш", "весь"})
EPICENE = frozenset({"глава", "судья", "коллега", "звезда", "персона", "знаменитость", "староста", "воевода"})
COMMON = frozenset(
    {"спортсмен", "артист", "актер", "певец", "чиновник", "россиянин", "монарх", "понтифик", "король"}
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the source of a report says about the speaker.

    `bare` is true for a noun without any complement or adjective («компания»); `complement` for
    one with a genitive or a prepositional phrase after it («представитель МВД»). `owner` is the
    person whom the phrase mentions only as somebody's («адвокат Сноудена»).
    """

    span: Span
    kind: PhraseKind
    head: Token
    first: int
    last: int
    gender: Gender | None = None
    gender_sure: bool = False
    plural: bool = False
    name: Mention | None = None
    link: RoleLink | None = None
    bare: bool = False
    complement: bool = False
    owner: Referent | None = None

    @property
    def lemma(self) -> str:
        """The lemma of the head."""
        return self.head.lemma


@cache
def pronouns() -> dict[str, str]:
    """The nominative of each form of the third-person pronouns."""
    return {form: nominative for form, nominative in table("third_person")}


def third_person(token: Token) -> str | None:
    """«он», «она» or «они» where the token is a form of it.

    «им» is singular or plural; the tag decides.
    """
    nominative = pronouns().get(token.text.lower())
    if nominative == "он" and token.text.lower() == "им" and token.tag.number == "Plur":
        return "они"
    return nominative


def read_phrase(mentions: Mentions, span: Span, cue: Token | None) -> Phrase | None:
    """The phrase in `span`, the subject of `cue`; None where it holds no word."""
    tokens = mentions.tokens
    first, last = mentions.index(span.start), mentions.index(span.end)
    while first < last and (tokens[first].tag.pos == "ADP" or not (tokens[first].text[0].isalnum())):
        if tokens[first].text in ("«", '"', "„", "“") and mentions.at[first] is not None:
            break
        first += 1
    if first >= last:
        return None
    span = Span(tokens[first].start, max(tokens[last - 1].end, tokens[first].end))
    pronoun = _pronoun(span, tokens, first, last)
    if pronoun is not None:
        return pronoun
    plural_verb = cue is not None and cue.tag.number == "Plur" and cue.tag.form == "Fin"
    head = _head(mentions, first, last)
    if _coordinated(mentions, first, last, head, plural_verb):
        return Phrase(span, "group", tokens[head], first, last, plural=True)
    at = mentions.at[head]
    if at is not None and at.reference.kind == "name":
        return _named(mentions, span, head, first, last, at)
    return _common(mentions, span, head, first, last, cue)


def _pronoun(span: Span, tokens: list[Token], first: int, last: int) -> Phrase | None:
    token = tokens[first]
    if last - first > 1:
        if token.text.lower() in ("сам", "сама") and last - first == 2:
            token, first = tokens[first + 1], first + 1
        else:
            return None
    kind = third_person(token)
    word = fold(token.text)
    if kind == "они":
        return Phrase(span, "plural", token, first, last, plural=True)
    if kind is not None:
        return Phrase(span, "pronoun", token, first, last, "female" if kind == "она" else "male", True)
    if word in ("тот", "та", "последний", "последняя", "последнего", "последней", "сам", "сама"):
        gender = GENDER.get(token.tag.gender)
        return Phrase(span, "pronoun", token, first, last, gender, gender is not None)
    if fold(token.lemma) in RELATIVE and word not in ("кто",):
        gender = GENDER.get(token.tag.gender)
        return Phrase(
            span, "relative", token, first, last, gender, gender is not None, token.tag.number == "Plur"
        )
    if word in ("я", "мой", "моему", "моим"):
        return Phrase(span, "author", token, first, last)
    if word in ("там", "здесь", "тут"):
        return Phrase(span, "there", token, first, last)
    return None


def _head(mentions: Mentions, first: int, last: int) -> int:
    """The token of the head: the first noun that agrees with the modifiers before it."""
    tokens = mentions.tokens
    lead = tokens[first]
    if mentions.at[first] is not None or lead.tag.pos in NOMINAL:
        return first
    fallback = None
    for i in range(first, last):
        token = tokens[i]
        if token.tag.pos in NOMINAL or mentions.at[i] is not None:
            if (
                not lead.tag.case
                or not token.tag.case
                or token.tag.case == lead.tag.case
                or lead.tag.pos == "NUM"
            ):
                return i
            fallback = i if fallback is None else fallback
    return fallback if fallback is not None else first


def _coordinated(mentions: Mentions, first: int, last: int, head: int, plural_verb: bool) -> bool:
    """Whether the phrase joins several speakers: «Израиль и США», «Иван Орлов и его коллеги»."""
    tokens = mentions.tokens
    for i in range(head + 1, last - 1):
        if tokens[i].text not in ("и", ",", "или") or mentions.at[i] is not None:
            continue
        one, two = mentions.at[i - 1], mentions.at[i + 1]
        if two is not None and two.referent.type == "person" and (plural_verb or one is not None):
            return one is None or one.referent is not two.referent
        if plural_verb and tokens[i].text == "и" and tokens[head].tag.number != "Plur":
            return True
    return False


def _named(mentions: Mentions, span: Span, head: int, first: int, last: int, at: Mention) -> Phrase:
    """A phrase whose head is a name."""
    if at.referent.type == "person":
        span = Span(at.reference.start, at.reference.end)
    return Phrase(span, "name", mentions.tokens[head], first, last, at.referent.gender, name=at)


def _common(mentions: Mentions, span: Span, head: int, first: int, last: int, cue: Token | None) -> Phrase:
    """A phrase whose head is a common noun."""
    tokens = mentions.tokens
    noun = tokens[head]
    lemma = fold(noun.lemma)
    classes = noun_classes(lemma)
    link = mentions.role_at[head]
    if link is not None and not link.role.first <= head < link.role.last:
        link = None
    inner = next((m for m in (mentions.at[i] for i in range(head + 1, last)) if m is not None), None)
    plural = noun.tag.number == "Plur"
    gender, sure = _gender(noun, cue)
    bare = head + 1 == last and all(fold(t.lemma) in DEMONSTRATIVE for t in tokens[first:head])
    complement = any(t.tag.pos in ("NOUN", "PROPN", "ADP") for t in tokens[head + 1 : last])
    owner = inner.referent if inner is not None and inner.referent.type == "person" else None
    if owner is None and first < head and third_person(tokens[first]) in ("он", "она"):
        owner = _NOBODY

    def phrase(kind: PhraseKind, name: Mention | None = None) -> Phrase:
        where = span
        if name is not None and name.referent.type == "person":
            where = Span(name.reference.start, name.reference.end)
        return Phrase(
            where, kind, noun, first, last, gender, sure, plural, name, link, bare, complement, owner
        )

    if noun.tag.pos not in NOMINAL and _is_some(noun, first, last, tokens):
        return phrase("group")
    if fold(tokens[first].lemma) in ONE or fold(noun.lemma) in ONE:
        return phrase("noun")
    if "group" in classes and not (link is not None and link.person is not None):
        return phrase("group")
    if plural or any(t.tag.pos == "NUM" and fold(t.lemma) not in ONE for t in tokens[first:head]):
        return phrase("group")
    sorts = sorts_of(lemma)
    if inner is not None and inner.reference.kind == "name" and _apposed(tokens, head, inner, bool(sorts)):
        if inner.referent.type == "person" and not sorts:
            return phrase("name", inner)
        if inner.referent.type != "person" and sorts and "press" not in sorts:
            return phrase("name", inner)
    if link is not None and link.person is not None and link.person in mentions.referents:
        return phrase("role")
    if sorts and not (link is not None and is_animate(noun) and not _known_body(mentions, head)):
        return phrase("organization")
    if _known_body(mentions, head):
        return phrase("organization")
    if "text" in classes:
        return phrase("text")
    if is_animate(noun) or classes or link is not None or noun.tag.pos not in NOMINAL:
        return phrase("noun")
    return phrase("organization")


_NOBODY = Referent("", "person", "", 0.0, [])


def _known_body(mentions: Mentions, head: int) -> bool:
    """Whether the entity stage takes the noun for an organisation."""
    at = mentions.at[head]
    return at is not None and at.referent.type == "organization"


def _is_some(token: Token, first: int, last: int, tokens: list[Token]) -> bool:
    """«многие», «некоторые из них», «двое», «менее 3 %»: several people, no noun."""
    if fold(token.text) in SOME:
        return True
    return token.tag.number == "Plur" or (token.tag.pos in ("NUM", "ADV") and fold(token.lemma) not in ONE)


def _apposed(tokens: list[Token], head: int, name: Mention, body: bool) -> bool:
    """Whether a name after the head noun renames it: «директор Иван Орлов», «газета «Труд»»."""
    noun, first = tokens[head].tag, tokens[name.first]
    if body:
        if name.first - head > 2:
            return False
        quoted = tokens[name.first].text in ("«", '"', "„", "“") or tokens[name.first - 1].text in (
            "«",
            '"',
            "„",
            "“",
        )
        inner = next((t for t in tokens[name.first : name.last] if t.is_word), first)
        if not quoted:
            return inner.text.isascii() or (noun.case == inner.tag.case and noun.case not in ("Gen", ""))
        return inner.tag.case != "Gen" or noun.case == "Gen" or inner.text.isascii()
    if noun.case == "Gen" or not noun.case:
        relational = "kin" in noun_classes(tokens[head].lemma)
        return name.first == head + 1 and not relational and first.tag.case in ("Gen", "")
    return first.tag.case in (noun.case, "")


def _gender(noun: Token, cue: Token | None) -> tuple[Gender | None, bool]:
    """The gender of the person whom a noun names, and whether that is certain.

    A feminine noun tells it («актриса»), a masculine one only with the verb («министр сообщила»).
    """
    verb = GENDER.get(cue.tag.gender) if cue is not None and cue.tag.number != "Plur" else None
    lemma = fold(noun.lemma)
    if lemma in EPICENE:
        return verb, verb is not None
    if noun.tag.gender == "Fem" and noun.tag.pos != "PROPN":
        return "female", True
    if verb == "female":
        return "female", True
    if lemma in COMMON:
        return "male", True
    return ("male", False) if verb == "male" or noun.tag.gender == "Masc" else (None, False)
