"""Who holds a role that stands alone: «директор сообщила», «министр отметил», «глава ведомства».

The holder is the person to whom the article has given the same post, in a form that does not
contradict: the same workplace or country, the same time, a gender that agrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from newsnlp import lexicon
from newsnlp.document import Document, Referent, RoleMention
from newsnlp.entities.organizations import alias_table
from newsnlp.entities.places import adjective_place, place_table
from newsnlp.entities.words import content
from newsnlp.language.spelling import fold
from newsnlp.language.tags import GENDER
from newsnlp.schema import Gender

MAX_HELD = 12  # holders of one post that are looked at, the latest first
NEAR_PEOPLE = 4  # people that a synonym may mean, the latest first,
REACH = 800  # characters back
AHEAD = 60  # tokens within which the person may be named after the role
HEADS = ("глава", "руководитель")
MAX_WORDS = 12  # of a known name
OFFICES = ("office", "post", "noble", "clergy")  # kinds of role nouns
PROFESSIONS = ("sport", "public")
COMING = ("новый", "будущий")
FEMALE = ("ка", "ша", "ица", "иня", "есса")


@dataclass(slots=True, eq=False)
class Held:
    """A role of the text: whose it is and where, as far as known.

    `post` is its head noun and `qualifiers` its other words, as they are compared; `places` are the
    countries among them. `coming`: the phrase speaks of who comes next («новый директор»),
    `settled`: of who is in office («директор Орлов»). `gender` is that of the verb beside it.
    """

    role: RoleMention
    post: str
    qualifiers: frozenset[str]
    person: Referent | None
    organization: Referent | None
    coming: bool = False
    settled: bool = False
    gender: Gender | None = None

    @property
    def places(self) -> frozenset[str]:
        """The countries and regions among the qualifiers."""
        return frozenset(word for word in self.qualifiers if word.startswith("@"))


def find_holders(
    document: Document,
    roles: Sequence[RoleMention],
    people: dict[tuple[int, int], Referent],
    organizations: Sequence[Referent | None],
) -> list[Held]:
    """Every role with its holder and organisation, in order; once for each of several holders.

    `people` are the people by the span of each of their mentions, `organizations` the workplaces
    that the roles name themselves.
    """
    held = [
        Held(
            each,
            *_post(document, each),
            None,
            organization if each.title in (role.title, *role.shares[:1]) else None,
            *_term(document, each),
            _verb_gender(document, each),
        )
        for role, organization in zip(roles, organizations, strict=True)
        for each in _each(role)
    ]
    starting = {start for start, _ in people}
    for one in held:
        if one.role.holder is not None:
            one.person = people.get((one.role.holder.start, one.role.holder.end))
        elif one.role.last < len(document.tokens):
            following = document.tokens[one.role.last]
            if following.start in starting:  # «адвокат Маркива»
                one.qualifiers |= {following.text}
    _refer(document, held, people)
    _carry_organizations(held)
    return held


def _each(role: RoleMention) -> list[RoleMention]:
    """The role once for each of its holders, in the order of the text."""
    if role.holder is None or not role.others:
        return [role]
    holders = sorted((role.holder, *role.others), key=lambda name: name.start)
    titles = role.shares if len(role.shares) == len(holders) else [role.title] * len(holders)
    return [replace(role, holder=holder, title=title) for holder, title in zip(holders, titles, strict=True)]


def _refer(document: Document, held: list[Held], people: dict[tuple[int, int], Referent]) -> None:
    """Give the roles that stand alone to the people who hold them."""
    given: dict[str, list[Held]] = {}
    for one in held:
        if one.person is not None:
            given.setdefault(one.post, []).append(one)
    known = _Known(_hero(people.values()))
    mentions = sorted(people.items())
    at = 0
    for one in held:
        while at < len(mentions) and mentions[at][0][0] < one.role.start:
            known.see(mentions[at][1], mentions[at][0][0])
            at += 1
        if one.role.holder is None and _refers(document, one.role):
            one.person = _referred(one, known, given.get(one.post, ()))
        if one.person is None and one.role.likely is not None and not _is_label(document, one.role):
            person = people.get((one.role.likely.start, one.role.likely.end))
            one.person = None if _holds_another(one, person, given.get(one.post, ())) else person
        if one.person is not None:
            known.hold(one)


def _referred(one: Held, known: _Known, given: Sequence[Held]) -> Referent | None:
    """The person that a role standing alone means, if one is certain."""
    holder = _holder(one, known, given)
    if holder is not None and (one.qualifiers or one.role.start - known.place(holder) < REACH):
        return holder
    return _synonym(one, known) or holder or _only_one(one, known) or _named_later(one, given)


def _holds_another(one: Held, person: Referent | None, given: Sequence[Held]) -> bool:
    """Whether the text gives somebody later such a post of another kind: «тренер вратарей … тренер Орлов»."""
    theirs = [other for other in given[:MAX_HELD] if other.person is person]
    return bool(theirs) and all(
        other.role.first > one.role.first and _strength(one, other) == 0 for other in theirs
    )


def _hero(mentioned: Iterable[Referent]) -> Referent | None:
    """The person whom the article is about: who has most of the mentions of people."""
    counts: dict[int, int] = {}
    people = {id(person): person for person in mentioned}
    for person in people.values():
        counts[id(person)] = len(person.references)
    best = max(counts, key=counts.__getitem__, default=None)
    if best is None or counts[best] < 3 or 2 * counts[best] < sum(counts.values()):
        return None
    return people[best]


class _Known:
    """The people named so far, the latest last, and the roles that they have been given."""

    def __init__(self, hero: Referent | None) -> None:
        self.hero = hero  # whom the article is about
        self.latest: dict[int, tuple[Referent, int]] = {}
        self.by_post: dict[str, list[Held]] = {}
        self.by_person: dict[int, list[Held]] = {}

    def see(self, person: Referent, place: int) -> None:
        """Take note of a mention by name."""
        self.latest.pop(id(person), None)
        self.latest[id(person)] = person, place

    def hold(self, one: Held) -> None:
        """Take note of a role given to somebody."""
        assert one.person is not None
        self.by_post.setdefault(one.post, []).append(one)
        roles = self.by_person.setdefault(id(one.person), [])
        if len(roles) < MAX_HELD:
            roles.append(one)
        self.see(one.person, one.role.start)

    def elsewhere(self, person: Referent | None, one: Held) -> bool:
        """Whether the person holds such a post in another country."""
        places = [o.places for o in self.by_person.get(id(person), ()) if o.post == one.post and o.places]
        return bool(one.places and places) and all(one.places.isdisjoint(other) for other in places)

    def place(self, person: Referent) -> int:
        """Where a person was last mentioned; -1: not yet."""
        return self.latest.get(id(person), (person, -1))[1]


def _holder(one: Held, known: _Known, given: Sequence[Held]) -> Referent | None:
    """The person to whom the text has given the post before."""
    fits = [
        (strength, other)
        for other in known.by_post.get(one.post, ())[-MAX_HELD:]
        if (strength := _strength(one, other)) > 0 and not known.elsewhere(other.person, one)
    ]
    if not fits:
        return None
    best = max(strength for strength, _ in fits)
    if best == 1 and len({id(other.person) for other in given[:MAX_HELD]}) > 1:
        return None  # «французский президент» after «президент Медведев», if the text has another president
    holders = {
        id(other.person): other.person
        for strength, other in fits
        if strength == best and other.person is not None
    }
    return max(holders.values(), key=known.place)


def _synonym(one: Held, known: _Known) -> Referent | None:
    """The person named last whose post another noun takes up: «чиновник», «французский лидер».

    Somebody named later of whom nothing is known might be meant too: then nobody is certain.
    """
    for person, place in islice(reversed(known.latest.values()), NEAR_PEOPLE):
        if one.role.start - place > REACH:
            break
        roles = known.by_person.get(id(person), [])
        if not _agrees(one, person):
            continue
        fits = [(words, other) for other in roles if (words := _takes_up(one, other)) is not None]
        if any(_same_place(words, other) for words, other in fits):
            return person
        if not one.qualifiers and (fits or not roles):
            break
    return None


def _only_one(one: Held, known: _Known) -> Referent | None:
    """The only person named shortly before a noun of profession: «Бритни Спирс … певица»."""
    if one.qualifiers:
        return None
    if one.post.endswith(FEMALE):
        women = [p for p, _ in islice(reversed(known.latest.values()), NEAR_PEOPLE) if p.gender == "female"]
        return women[0] if len(women) == 1 else None
    if one.post not in _professions():
        return None
    near = [
        person
        for person, place in islice(reversed(known.latest.values()), 2)
        if one.role.start - place < REACH // 2
    ]
    if len(near) != 1 or near[0] is not known.hero or not near[0].gender or not _agrees(one, near[0]):
        return None
    return near[0]


def _same_place(one: Held, other: Held) -> bool:
    """Whether a role in other words is held in the same place, or says nothing of it."""
    if _strength(one, other) < 2:
        return False
    if not one.qualifiers or (one.organization is not None and one.organization is other.organization):
        return True
    more = other.qualifiers - one.qualifiers  # «глава Минобороны» after «министр обороны России»
    return not more or (more <= other.places and not one.qualifiers <= one.places)


def _takes_up(one: Held, other: Held) -> Held | None:
    """The role as it would be with the other's noun, if that may stand for it: «глава» for «губернатор»."""
    nouns = post_synonyms().get(other.post, frozenset())
    if one.post in nouns:
        return one
    for word in one.qualifiers:
        if f"{one.post} {word}" in nouns:
            return replace(one, qualifiers=one.qualifiers - {word}, organization=None)
    return None


def _agrees(one: Held, person: Referent) -> bool:
    """Whether a noun for a woman only is given to a woman, and «чиновник получил» to no woman."""
    if one.post.endswith(FEMALE):
        return person.gender == "female"
    return {one.gender, person.gender} != {"male", "female"}


def _named_later(one: Held, given: Sequence[Held]) -> Referent | None:
    """The only holder in the article, named soon after: «Губернатор уволил … . Иван Орлов, губернатор …»."""
    later = [other for other in given[:MAX_HELD] if other.role.first > one.role.first]
    if not later or later[0].role.first - one.role.last > AHEAD or _strength(one, later[0]) < 2:
        return None
    if not one.qualifiers:
        return None
    holders = {id(other.person): other.person for other in given[:MAX_HELD]}
    return later[0].person if len(holders) == 1 else None


def _strength(one: Held, other: Held) -> int:
    """How well the role of `other` fits one that stands alone; 0: it contradicts."""
    if one.coming and other.settled:  # «мэр Орлов», and then «новый мэр»
        return 0
    if "former" in (one.role.status, other.role.status) and one.role.status != other.role.status:
        return 0
    if one.places and other.places and one.places.isdisjoint(other.places):
        return 0
    same_place = one.organization is not None and one.organization is other.organization
    if one.organization is not None and other.organization is not None and not same_place:
        return 0
    if one.qualifiers <= other.qualifiers or same_place:
        return 2
    more = one.qualifiers - other.qualifiers  # «директор соседней школы» is no «директор школы»
    return 1 if other.qualifiers <= one.qualifiers and (not other.qualifiers or more <= one.places) else 0


def _refers(document: Document, role: RoleMention) -> bool:
    """Whether the phrase can mean a definite person: singular, no predicate, not «любой врач»."""
    tokens = document.tokens
    head = tokens[role.head]
    if head.tag.number == "Plur" or _is_label(document, role):
        return False
    before = [t for t in tokens[max(0, role.first - 2) : role.first] if t.sentence == head.sentence]
    if before and (before[-1].text in "—–-" or fold(before[-1].lemma) in _indefinite()):
        return False
    if any(fold(token.lemma) in _indefinite() for token in tokens[role.first : role.head]):
        return False
    if before and fold(before[-1].lemma) in _positions():
        return False
    return head.tag.case != "Ins" or bool(before and before[-1].tag.pos == "ADP")


def _is_label(document: Document, role: RoleMention) -> bool:
    """Whether the noun only labels the turns of somebody without a name: «СЛУШАТЕЛЬ: …»."""
    noun = document.tokens[role.head]
    colon = role.last < len(document.tokens) and document.tokens[role.last].text == ":"
    return colon and fold(noun.text) in lexicon.column("interview_labels")


def _term(document: Document, role: RoleMention) -> tuple[bool, bool]:
    """Whether the role is of who comes next («новый директор»); of who is in office («директор Орлов»)."""
    words = document.tokens[max(0, role.first - 1) : role.head]
    if any(fold(word.lemma) in COMING for word in words):
        return True, False
    named = role.holder is not None and role.holder.first >= role.last
    return False, named and document.tokens[role.head].tag.case != "Ins"  # «назначил директором Орлова»


def _verb_gender(document: Document, role: RoleMention) -> Gender | None:
    """The gender in the verb beside a subject: «чиновник получил», «рассказала врач»."""
    tokens = document.tokens
    if tokens[role.head].tag.case != "Nom":
        return None
    for i in (role.last, role.first - 1):
        if 0 <= i < len(tokens) and tokens[i].sentence == tokens[role.head].sentence:
            tag = tokens[i].tag
            if tag.form == "Fin" and tag.tense == "Past" and tag.gender in GENDER:
                return GENDER[tag.gender]
    return None


def _post(document: Document, role: RoleMention) -> tuple[str, frozenset[str]]:
    """The post and its qualifiers as they are compared.

    «гендиректор» is «генеральный директор», «глава государства» a president, «глава Минобороны» a
    minister.
    """
    post, qualifiers = fold(role.post), _qualifiers(document, role)
    if post in HEADS and any(word.startswith("#Министерство") for word in qualifiers):
        return "министр", qualifiers
    for word in qualifiers:
        if f"{post} {word}" in post_forms():
            post, more = post_forms()[f"{post} {word}"]
            return post, qualifiers - {word} | more
    post, more = post_forms().get(post, (post, frozenset[str]()))
    return post, qualifiers | more


@cache
def post_forms() -> dict[str, tuple[str, frozenset[str]]]:
    """Ways to say a post, each with the post and its qualifiers: «гендиректор», a «генеральный директор»."""
    return {
        fold(form): (fold(post), frozenset(fold(word) for word in more.strip("-").split()))
        for form, post, more in lexicon.table("post_forms")
    }


def _qualifiers(document: Document, role: RoleMention) -> frozenset[str]:
    """The words of a role besides its head, as they are compared; known bodies and countries each as one."""
    found: set[str] = set()
    words: list[tuple[str, str]] = []  # the word, and its lemma where it counts by itself
    for token in content(document.tokens[role.first : role.last]):
        country = adjective_place(token.text, document.morphology)
        if token.i == role.head:
            if fold(role.post) == "министр":  # «министр обороны» heads «министерство обороны»
                words.append(("министерство", ""))
        elif country:
            found.add(country)
        elif fold(token.lemma) not in passing_modifiers():
            words.append((token.text, "" if token.tag.pos in ("ADP", "CCONJ") else fold(token.lemma)))
    texts = [text for text, _ in words]
    at = 0
    while at < len(words):
        size, known = _known(texts[at : at + MAX_WORDS], document)
        found.add(known or words[at][1])
        at += size or 1
    return frozenset(found - {""})


def _known(words: Sequence[str], document: Document) -> tuple[int, str]:
    for table in (place_table, alias_table):
        size, values = table(document.morphology).longest(words)
        if len(values) == 1:
            return size, next(iter(values))
    return 0, ""


def _carry_organizations(held: Iterable[Held]) -> None:
    """A post named again without its workplace is held where the person holds it elsewhere."""
    known: dict[tuple[int, str], set[int]] = {}
    bodies: dict[int, Referent] = {}
    held = list(held)
    for one in held:
        if one.person is not None and one.organization is not None:
            known.setdefault((id(one.person), one.post), set()).add(id(one.organization))
            bodies[id(one.organization)] = one.organization
    for one in held:
        if one.person is not None and one.organization is None and not one.qualifiers:
            where = known.get((id(one.person), one.post), set())
            if len(where) == 1:
                one.organization = bodies[next(iter(where))]


@cache
def post_synonyms() -> dict[str, frozenset[str]]:
    """The nouns and phrases that may take up a post.

    The line of a table begins with the post; among the others of a line, a profession may take up
    what stands beside it («эксперт» a director), an office may not («президент» a head).
    """
    offices = {fold(row[0]) for row in lexicon.table("role_heads") if row[1] in OFFICES}
    found: dict[str, frozenset[str]] = {}
    for row in lexicon.table("role_synonyms"):
        nouns = frozenset(map(fold, row))
        for noun in nouns:
            more = nouns if noun == fold(row[0]) else nouns - offices
            found[noun] = found.get(noun, frozenset()) | more
    return found


@cache
def _professions() -> frozenset[str]:
    """Nouns for what people do, by which the text may call them at any time."""
    return frozenset(fold(row[0]) for row in lexicon.table("role_heads") if row[1] in PROFESSIONS)


@cache
def passing_modifiers() -> frozenset[str]:
    """Adjectives that do not tell which post it is: «новый директор»."""
    return frozenset(map(fold, lexicon.column("passing_modifiers")))


@cache
def _indefinite() -> frozenset[str]:
    return frozenset(map(fold, lexicon.column("indefinite_words")))


@cache
def _positions() -> frozenset[str]:
    return frozenset(map(fold, lexicon.column("role_positions")))
