"""Read the phrase that a framing clause uses for the speaker: its head, kind, gender and number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from newsnlp.document import Referent, Span, Token
from newsnlp.language.inflection import is_oblique, same_case
from newsnlp.language.spelling import fold, is_letter
from newsnlp.language.tags import GENDER
from newsnlp.lexicon import column, table
from newsnlp.schema import Gender
from newsnlp.speakers.mentions import NARRATIVE, Mention, Mentions
from newsnlp.speakers.nouns import is_animate, noun_classes, noun_lemma, sorts_of
from newsnlp.speakers.unlisted import Unlisted, read_byname, read_unlisted
from newsnlp.speakers.verbs import Cue

PhraseKind = Literal[
    "name",
    "unlisted",
    "role",
    "pronoun",
    "plural",
    "relative",
    "author",
    "own",
    "noun",
    "anonymous",
    "group",
    "organization",
    "there",
    "text",
]

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
LEADING = frozenset({"ADP", "CCONJ", "PART"})
OPENING = frozenset({"«", '"', "„", "“"})
AGED = re.compile(r"\d+-летн")
LATTER = frozenset({"тот", "та", "последний", "последняя", "последнего", "последней"})
HIMSELF = frozenset({"сам", "сама"})
PRESS = "press"  # the sort of «пресс-служба», which speaks for another body


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the source of a report says about the speaker.

    `bare` is true for a noun without any complement or adjective («компания»); `complement` for
    one with a genitive or a prepositional phrase after it («представитель МВД»). `owner` is the
    person whom the phrase mentions only as somebody's («адвокат Сноудена»; an entity without an id
    for «его адвокат»). `referent` is who the phrase names by itself, `unlisted` a name that no
    earlier stage has found.
    """

    span: Span
    kind: PhraseKind
    head: Token
    first: int
    last: int
    gender: Gender | None = None
    gender_sure: bool = False
    plural: bool = False
    referent: Referent | None = None
    bare: bool = False
    complement: bool = False
    owner: Referent | None = None
    unlisted: Unlisted | None = None

    @property
    def is_pronoun(self) -> bool:
        """Whether it is a pronoun that stands for somebody mentioned before."""
        return self.kind in ("pronoun", "plural", "relative")

    @property
    def lemma(self) -> str:
        """The lemma of the head."""
        return noun_lemma(self.head)


SOMEBODY = Referent("", "person", "", 0.0, [])


@cache
def _pronouns() -> dict[str, str]:
    return {row[0]: row[1] for row in table("third_person")}


def third_person(token: Token) -> str | None:
    """«он», «она» or «они» where the token is a form of it.

    «им» and «ним» are singular or plural; the tag decides.
    """
    nominative = _pronouns().get(token.text.lower())
    if nominative == "он" and token.text.lower() in ("им", "ним") and token.tag.number == "Plur":
        return "они"
    return nominative


def read_phrase(mentions: Mentions, source: Span, cue: Cue | None) -> Phrase | None:
    """The phrase in `source`, the subject of `cue`; None where it holds no word."""
    tokens = mentions.tokens
    first, last = mentions.index(source.start), mentions.index(source.end)
    while first < last and (tokens[first].tag.pos in LEADING or not tokens[first].text[0].isalnum()):
        if tokens[first].text in OPENING and mentions.at[first] is not None:
            break
        first += 1
    if first >= last:
        return None
    span = Span(tokens[first].start, tokens[last - 1].end)
    pronoun = _pronoun(span, tokens, first, last)
    if pronoun is not None:
        return pronoun
    head = _head(mentions, first, last)
    if mentions.at[head] is None and _is_gerund(tokens[head]):
        return None  # «помолчав, добавил»: no noun at all
    byname = read_byname(mentions, first, last)
    if byname is not None:
        return Phrase(byname.span, "unlisted", tokens[head], first, last, unlisted=byname)
    label = not mentions.named(head) and mentions.holder(head) is None  # and no «В. Дудин»
    if label and fold(tokens[head].text).rstrip(".") in column("interview_labels"):
        return Phrase(span, "anonymous", tokens[head], first, last)
    if label and is_letter(tokens[head].text):  # «Б.: …»
        person = mentions.person_with_initial(tokens[head].text)
        gender = person.gender if person is not None else None
        return Phrase(
            span, "name" if person else "anonymous", tokens[head], first, last, gender, referent=person
        )
    plural = cue is not None and (cue.plural or _shares_plural(tokens, cue.token, last))
    if _coordinated(mentions, first, last, head, plural) or (plural and _is_joined(mentions, first, last)):
        return Phrase(span, "group", tokens[head], first, last, plural=True)
    named = _named(mentions, span, head, first, last)
    if named is not None and _is_owner(tokens, named, cue):
        span = Span(tokens[head - 1].start, span.end)
        return _common(mentions, span, head - 1, head - 1, last, cue)
    return named or _common(mentions, span, head, first, last, cue)


def _shares_plural(tokens: list[Token], gerund: Token, last: int) -> bool:
    """Whether a gerund's verb is plural: «Орлов и Седов ушли, заявив, что …»."""
    verbs = (t for t in tokens[last : gerund.i] if gerund.tag.form == "Conv" and t.tag.form == "Fin")
    return next((verb.tag.number for verb in verbs), "") == "Plur"


def _is_gerund(token: Token) -> bool:
    """Whether the dictionary knows the word as a gerund and as no noun."""
    kinds = {p.tag.POS for p in token.morphology.parses(token.text.lower())}
    return "GRND" in kinds and "NOUN" not in kinds


def _is_owner(tokens: list[Token], named: Phrase, cue: Cue | None) -> bool:
    """Whether a woman's name that does not inflect depends on the noun before: «агент Мориссетт сообщил»."""
    i = named.head.i
    if cue is None or cue.gender != "male" or named.gender != "female" or i == 0:
        return False
    before = tokens[i - 1]
    return before.tag.pos == "NOUN" and before.tag.case == "Nom" and before.sentence == named.head.sentence


def read_noun(mentions: Mentions, token: Token) -> Phrase:
    """The phrase of a noun outside the frames: its role phrase, or what agrees with it."""
    tokens = mentions.tokens
    link = mentions.role_at[token.i]
    if link is not None and link.role.head == token.i:
        first, last = link.role.first, link.role.last
    else:
        first, last = token.i, token.i + 1
        while (
            first
            and tokens[first - 1].tag.pos in ("ADJ", "DET")
            and tokens[first - 1].tag.case == token.tag.case
        ):
            first -= 1
        if last < len(tokens) and tokens[last].tag.case == "Gen" and tokens[last].tag.pos in NOMINAL:
            last += 1
    return _common(mentions, Span(tokens[first].start, tokens[last - 1].end), token.i, first, last, None)


def _pronoun(span: Span, tokens: list[Token], first: int, last: int) -> Phrase | None:
    """A phrase that is a pronoun: «он», «тот», «который», «я», «там»."""
    if last - first == 2 and fold(tokens[first].text) in HIMSELF:
        first += 1
    if last - first > 1:
        return None
    token = tokens[first]
    kind, word, gender = third_person(token), fold(token.text), GENDER.get(token.tag.gender)
    if kind == "они":
        return Phrase(span, "plural", token, first, last, plural=True)
    if kind is not None:
        return Phrase(span, "pronoun", token, first, last, "female" if kind == "она" else "male", True)
    if word in LATTER or word in HIMSELF:
        return Phrase(span, "pronoun", token, first, last, gender, gender is not None)
    if fold(token.lemma) == "который":
        plural = token.tag.number == "Plur"
        return Phrase(span, "relative", token, first, last, gender, gender is not None, plural)
    if fold(token.lemma) in ("собственный", "свой"):
        return Phrase(span, "own", token, first, last)
    if word == "я":
        return Phrase(span, "author", token, first, last)
    if word in ("там", "здесь", "тут"):
        return Phrase(span, "there", token, first, last)
    return None


def _head(mentions: Mentions, first: int, last: int) -> int:
    """The token of the head: the first noun that agrees with the modifiers before it."""
    tokens = mentions.tokens
    if first + 1 < last and third_person(tokens[first]) is not None:
        first += 1  # «его адвокат»
    lead, role = tokens[first], mentions.role_at[first]
    if mentions.named(first) or lead.tag.pos in NOMINAL:
        return first
    counts = first + 1 < last and lead.tag.pos == "ADJ" and tokens[first + 1].tag.pos in NOMINAL
    if "one" in noun_classes(lead.lemma) and not counts:  # «первый», but «первый зампред»
        return first
    if role is not None and role.role.head == first:
        return first  # «заведующая лабораторией»
    fallback = None
    for i in range(first, last):
        token = tokens[i]
        if token.tag.pos in NOMINAL or mentions.named(i):
            if lead.tag.pos == "NUM" or token.tag.case in (lead.tag.case, "") or not lead.tag.case:
                return i
            fallback = i if fallback is None else fallback
    return fallback if fallback is not None else first


def _coordinated(mentions: Mentions, first: int, last: int, head: int, plural_verb: bool) -> bool:
    """Whether the phrase joins several speakers: «Израиль и США», «Иван Орлов и его коллеги»."""
    tokens = mentions.tokens
    for i in range(head + 1, last - 1):
        if tokens[i].text not in ("и", ",", "или") or mentions.at[i] is not None:
            continue
        before = i - 2 if tokens[i - 1].text == "," and i - 2 >= head else i - 1
        one, two = mentions.at[before], mentions.at[i + 1]
        if one is not None and two is not None:
            return one.referent is not two.referent
        if plural_verb and (tokens[i].text == "и" or two is not None) and tokens[head].tag.number != "Plur":
            return True
    return False


def _is_joined(mentions: Mentions, first: int, last: int) -> bool:
    """Whether the source is one of two names joined by «и»: «Пятый канал и НТВ сообщают»."""
    tokens, at = mentions.tokens, mentions.at
    one = at[first]
    if one is None or (first and tokens[first - 1].tag.pos == "ADP"):
        return False
    after = at[last + 1] if last + 1 < len(tokens) and fold(tokens[last].text) == "и" else None
    before = at[first - 2] if first >= 2 and fold(tokens[first - 1].text) == "и" else None
    return any(two is not None and two.referent.type == one.referent.type for two in (after, before))


def _named(mentions: Mentions, span: Span, head: int, first: int, last: int) -> Phrase | None:
    """A phrase whose head is a name."""
    at, token = mentions.at[head], mentions.tokens[head]
    if at is None or not mentions.named(head):
        person = mentions.person_called(head, last)
        if person is None:
            unlisted = read_unlisted(mentions, head, last)
            if unlisted is None:
                return None
            return Phrase(unlisted.span, "unlisted", token, first, last, unlisted=unlisted)
        return Phrase(span, "name", token, first, last, person.gender, referent=person)
    referent = at.referent
    if referent.type == "person":
        span = Span(at.reference.start, at.reference.end)
    else:
        if _names_many(mentions, at):
            return Phrase(span, "group", token, first, last, plural=True)
        referent = mentions.person_called(head, at.last) or referent
    return Phrase(span, "name", token, first, last, referent.gender, referent=referent)


def _names_many(mentions: Mentions, name: Mention) -> bool:
    """Whether a «name» means many people or bodies: «СМИ», «иорданцы», «киевские власти»."""
    tokens = mentions.tokens
    opening = tokens[name.first - 1].text if name.first else ""
    if tokens[name.first].text in OPENING or opening in OPENING:
        return False
    words = tokens[name.first : name.last]
    noun = next((t for t in words if t.tag.pos in ("NOUN", "PROPN")), words[0])
    if "group" in noun_classes(noun.lemma) | noun_classes(noun.text):
        return True
    return noun.tag.number == "Plur" and (noun.tag.animacy == "Anim" or noun.text[0].islower())


def _common(mentions: Mentions, span: Span, head: int, first: int, last: int, cue: Cue | None) -> Phrase:
    """A phrase whose head is a common noun."""
    tokens = mentions.tokens
    noun = tokens[head]
    lemma = noun_lemma(noun)
    classes, sorts = noun_classes(lemma), sorts_of(lemma)
    link, holder = mentions.role_at[head], mentions.holder(head)
    if holder is not None and cue is not None and {cue.gender, holder.gender} == {"male", "female"}:
        holder = None  # «помощник Хиллари Клинтон сообщил»: the verb would agree with her
    if holder is not None and _owns(mentions, head):
        holder = None
    inside = [m for m in (mentions.at[i] for i in range(head + 1, last)) if m is not None and m.first > head]
    people = [m for m in inside if m.referent.type == "person"]
    if len({m.referent.id for m in people}) > 1:
        people.sort(key=lambda m: tokens[m.first].tag.case != noun.tag.case)  # «мать Орлова Анна Седова»
    inner = people[0] if people else inside[0] if inside else None
    owner = inner.referent if inner is not None and inner.referent.type == "person" else None
    if owner is None and first < head and third_person(tokens[first]) in ("он", "она"):
        owner = SOMEBODY
    gender, sure = _gender(noun, cue)

    def phrase(kind: PhraseKind, referent: Referent | None = None, where: Span = span) -> Phrase:
        return Phrase(
            where,
            kind,
            noun,
            first,
            last,
            gender,
            sure,
            kind == "group",
            referent,
            bare=head + 1 == last and all("empty" in noun_classes(t.lemma) for t in tokens[first:head]),
            complement=any(t.tag.pos in ("NOUN", "PROPN", "ADP") for t in tokens[head + 1 : last]),
            owner=owner,
        )

    explained = _explained(mentions, noun, last)
    if "one" in classes and explained is not None:
        return phrase("name", explained)
    if "one" in classes:
        return phrase("group" if noun.tag.number == "Plur" else "anonymous")
    issuer = inner.referent if inner is not None and inner.reference.kind == "name" else None
    if "text" in classes and issuer is not None and issuer.type == "organization":
        return phrase("name", issuer)  # «данные опроса ВЦИОМ»
    several = "text" not in classes and _is_several(tokens, first, head, cue is not None and cue.plural)
    if several or ("group" in classes and holder is None):
        return phrase("group")
    if any("unnamed" in noun_classes(t.lemma) for t in tokens[first:head]):
        return phrase("anonymous")
    told_apart = _is_of_some(tokens, head, last) or (cue is not None and _is_attributed(tokens, noun, first))
    if inner is None and told_apart:
        return phrase("anonymous")
    if inner is not None and inner.reference.kind == "name":
        if (
            owner is not None
            and not sorts
            and _renamed(tokens, head, inner, owner, gender if sure or (cue and cue.gender) else None, holder)
        ):
            return phrase("name", owner, Span(inner.reference.start, inner.reference.end))
        if owner is None and sorts and PRESS not in sorts and _titled(tokens, head, inner):
            return phrase("name", inner.referent)
    if holder is not None:
        return phrase("role", holder)
    if explained is not None:
        return phrase("name", explained)
    at = mentions.at[head]
    if at is not None and at.referent.type == "organization":
        return phrase("organization")
    if classes & {"text", "law"}:
        return phrase("text")
    if sorts and not (link is not None and is_animate(noun)):
        return phrase("organization")
    if is_animate(noun) or classes or link is not None or noun.tag.pos not in NOMINAL:
        return phrase("noun")
    start = mentions.document.sentences[noun.sentence].first
    proper = any(t.text[0].isupper() and t.i != start for t in tokens[first : head + 1])
    return phrase("organization" if proper or fold(noun.lemma) in column("speaking_bodies") else "text")


def _owns(mentions: Mentions, head: int) -> bool:
    """Whether the name after a noun in the nominative cannot be nominative: «менеджер Мии Фарроу»."""
    at = mentions.at[head + 1] if head + 1 < len(mentions.tokens) else None
    if mentions.tokens[head].tag.case != "Nom" or at is None or at.referent.type != "person":
        return False
    word = mentions.tokens[at.first]
    cases = {p.tag.case for p in word.morphology.parses(word.text) if "Name" in p.tag}
    return bool(cases) and "nomn" not in cases


def _explained(mentions: Mentions, noun: Token, last: int) -> Referent | None:
    """Who is named behind a comma: «соавтор работы, профессор Иван Орлов», «подрядчик, ООО «Мост», …»."""
    tokens = mentions.tokens
    if last + 1 >= len(tokens) or tokens[last].text != "," or mentions.voice[last + 1] != NARRATIVE:
        return None
    if AGED.match(tokens[last + 1].text) and last + 2 < len(tokens) and same_case(tokens[last + 1], noun):
        last += 1  # «тёща, 71-летняя Патимат Омарова»
    at, link = mentions.at[last + 1], mentions.role_at[last + 1]
    if link is not None and link.role.first == last + 1:
        at = mentions.at[link.role.last] if link.role.last < len(tokens) else None
        person = mentions.linked(link.role.head)
        named = link.role.holder is not None or (at is not None and at.referent is person)
        return person if named and _alike(noun, tokens[link.role.head]) else None
    if at is None or at.reference.kind != "name" or at.first != last + 1 or at.last >= len(tokens):
        return None
    word = next((t for t in tokens[at.first : at.last] if t.is_word), tokens[at.first])
    fits = at.referent.type == "organization" or (at.referent.type == "person" and is_animate(noun))
    fits = fits and (word.text.isupper() or _alike(noun, word))
    return at.referent if fits and not tokens[at.last].is_word else None


def _alike(one: Token, two: Token) -> bool:
    """Whether two nouns stand in one case, as far as their forms tell."""
    return not one.tag.case or not two.tag.case or one.tag.case == two.tag.case


def _is_several(tokens: list[Token], first: int, head: int, plural: bool) -> bool:
    """Whether the phrase names more than one: a plural, a number, «многие».

    `plural`: the verb is plural, so that a form of both numbers is («бабушки кричат»).
    """
    noun = tokens[head]
    if plural and any({"plur", "nomn", "anim"} <= p.tag.grammemes for p in noun.morphology.parses(noun.text)):
        return True
    if noun.tag.number == "Plur" or "some" in noun_classes(noun.text):
        return True
    return any(t.tag.pos == "NUM" and "one" not in noun_classes(t.lemma) for t in tokens[first : head + 1])


def _is_of_some(tokens: list[Token], head: int, last: int) -> bool:
    """Whether the noun belongs to something that is not told: «менеджер одного из заводов»."""
    behind = zip(tokens[head + 1 : last], tokens[head + 2 : last], strict=False)
    return any("one" in noun_classes(one.lemma) and of.text == "из" for one, of in behind)


def _is_attributed(tokens: list[Token], noun: Token, first: int) -> bool:
    """Whether an attribute with a complement tells somebody new: «близкий к властям чиновник»."""
    complement = any(t.tag.pos == "ADP" for t in tokens[first + 1 : noun.i])
    return complement and is_animate(noun) and tokens[first].tag.pos in ("ADJ", "NOUN")


def _renamed(
    tokens: list[Token],
    head: int,
    name: Mention,
    person: Referent,
    gender: Gender | None,
    holder: Referent | None,
) -> bool:
    """Whether a person's name renames the noun («директор Орлов») and does not own it («адвокат Орлова»)."""
    if holder is not None:
        return holder.id == person.id
    if gender is not None and person.gender is not None and gender != person.gender:
        return False
    noun, word = tokens[head], tokens[name.first]
    if noun.tag.case == "Nom" and is_oblique(tokens[name.first : name.last]):
        return False
    if noun.tag.case in ("Gen", "") or not word.tag.case:
        return name.first == head + 1 and "kin" not in noun_classes(noun.lemma)
    return word.tag.case == noun.tag.case


def _titled(tokens: list[Token], head: int, name: Mention) -> bool:
    """Whether a name after a noun for a body renames it: «газета «Труд»», «агентство Reuters»."""
    if name.first - head > 2:
        return False
    noun = tokens[head].tag
    word = next((t for t in tokens[name.first : name.last] if t.is_word), tokens[name.first])
    if tokens[name.first].text in OPENING or tokens[name.first - 1].text in OPENING:
        return word.tag.case != "Gen" or noun.case == "Gen" or word.text.isascii()
    return word.text.isascii() or (noun.case == word.tag.case and noun.case not in ("Gen", ""))


def _gender(noun: Token, cue: Cue | None) -> tuple[Gender | None, bool]:
    """The gender of the person whom a noun names, and whether that is certain.

    A feminine noun tells it («актриса»), a masculine one only with the verb («министр сообщила»).
    """
    verb = cue.gender if cue is not None else None
    classes = noun_classes(noun.lemma)
    if "epicene" in classes:
        return verb, verb is not None
    if verb == "female" or (noun.tag.gender == "Fem" and noun.tag.pos != "PROPN"):
        return "female", True
    if "male" in classes:
        return "male", True
    return ("male", False) if verb == "male" or noun.tag.gender == "Masc" else (None, False)
