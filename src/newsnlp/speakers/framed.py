"""Who speaks, by the phrase that the framing clause has for the speaker."""

from __future__ import annotations

from collections.abc import Sequence

from newsnlp.document import Reference, Referent, Span, Token
from newsnlp.language.spelling import fold
from newsnlp.language.tags import GENDER
from newsnlp.lexicon import column
from newsnlp.speakers.answers import choose, entity, nameless, unknown
from newsnlp.speakers.attribution import Attribution
from newsnlp.speakers.mentions import NARRATIVE, Mention, Mentions
from newsnlp.speakers.nouns import is_animate, noun_classes, sorts_of
from newsnlp.speakers.people import Person
from newsnlp.speakers.phrase import LATTER, Phrase
from newsnlp.speakers.scene import Scene
from newsnlp.speakers.unlisted import Unlisted

LATTER_REACH = 1  # sentences from «тот» back to whom it means
COLON_REACH = 60  # tokens from a pronoun back over the clause before the colon
HEARD_REACH = 1  # sentences of the reporter from «собеседник агентства» back to whom it means
RELATIVE_REACH = 15  # tokens from «который» back to its noun
SEXES = frozenset({"мужчина", "женщина", "девушка", "юноша", "парень", "старик", "старушка"})
SOURCES = frozenset({"источник", "собеседник", "собеседница"})  # who speak of others


def by_phrase(scene: Scene, phrase: Phrase, without: frozenset[str] = frozenset()) -> Attribution:
    """The speaker whom a phrase names, takes up or leaves without a name; nobody with these keys."""
    match phrase.kind:
        case "name" | "role" if phrase.referent is not None:
            return _by_name(scene, phrase)
        case "unlisted" if phrase.unlisted is not None:
            return _by_unlisted(scene, phrase.unlisted, phrase.head)
        case "noun" if _is_witness_again(scene, phrase):
            return nameless(scene, "anonymous", phrase.span, "noun", 0.7)
        case "noun" if (speaker := heard(scene, phrase)) is not None:
            return taken_up(scene, speaker, phrase, "noun", 0.75)
        case "noun":
            return choose(scene, "noun", phrase.head, phrase.gender, phrase, without=without)
        case "pronoun":
            return _by_pronoun(scene, phrase, without)
        case "own":
            return choose(scene, "dropped", phrase.head, None, without=without, rule="own")
        case "plural":
            return _by_plural(scene, phrase)
        case "relative":
            return _by_antecedent(scene, phrase)
        case "author":
            return by_author(scene, phrase.span)
        case "organization":
            return _by_body(scene, phrase)
        case "there":
            return _by_place(scene, phrase)
        case "text":
            return _by_page(scene, phrase)
        case "group" | "anonymous":
            return nameless(scene, phrase.kind, phrase.span, phrase.kind, 0.9)
    return unknown(scene, phrase.span, "text", 0.5)


def by_author(scene: Scene, span: Span | None) -> Attribution:
    """«спрашиваю», «я»: whoever wrote the article."""
    author = scene.mentions.author
    if author is None:
        return unknown(scene, span, "author", 0.3)
    return entity(scene, author, span, "author", 0.8)


def _by_name(scene: Scene, phrase: Phrase) -> Attribution:
    """A name, or a role whose holder the text itself names."""
    referent = phrase.referent
    assert referent is not None
    if phrase.kind == "role":
        scene.refer(referent, phrase)
        return entity(scene, referent, phrase.span, "role", 0.9)
    rule = "place" if referent.type == "location" else "name"
    return entity(scene, referent, phrase.span, rule, 0.95)


def taken_up(scene: Scene, person: Referent, phrase: Phrase, rule: str, confidence: float) -> Attribution:
    """A person whom the phrase takes up, and who is by it the subject of the clause."""
    scene.refer(person, phrase)
    scene.people.see(phrase.head, person.id, person, person.gender, subject=True)
    return entity(scene, person, phrase.span, rule, confidence)


def _last_told(scene: Scene, phrase: Phrase) -> Person | None:
    """Whom of the phrase's gender the reporter has mentioned last, with a name or without."""
    return next((p for p in scene.people.latest(phrase.gender) if p.voice == NARRATIVE), None)


def _is_witness_again(scene: Scene, phrase: Phrase) -> bool:
    """Whether a noun that tells the sex takes up who has just spoken: «сказала мать ученика. Женщина …»."""
    spoken = scene.people.spoken
    if spoken is None or not phrase.bare or phrase.lemma not in SEXES:
        return False
    last = _last_told(scene, phrase)
    if last is None or last.referent is not None or last.key != spoken.key or last.noun in SOURCES:
        return False
    near = scene.mentions.clock[phrase.head.sentence] - spoken.clock <= 1
    return near and (last.noun in column("kin") or "anonymous" in noun_classes(last.noun))


def heard(scene: Scene, phrase: Phrase) -> Referent | None:
    """Who has just spoken, with a name: «…, добавил Орлов. «…», — подчеркнул собеседник агентства».

    Not where a source without a name has been told of, nor where more tells one apart:
    «собеседник в мэрии», «собеседник агентства, знакомый с делом».
    """
    if "heard" not in noun_classes(phrase.lemma) or any(scene.people.is_known(noun) for noun in SOURCES):
        return None
    speaker = scene.speaker_within(phrase.head.sentence, HEARD_REACH)
    if speaker is None or speaker.kind != "person" or speaker.entity is None:
        return None
    if _is_told_apart(scene.mentions.tokens, phrase):
        return None
    person = scene.mentions.referents[speaker.entity]
    if person.gender not in (None, GENDER.get(phrase.head.tag.gender)):
        return None
    seen = scene.people.named.get(person.id)
    if seen is not None and scene.mentions.tokens[seen.token].sentence == phrase.head.sentence:
        return None  # «процитировал Орлова собеседник агентства»
    return person


def _is_told_apart(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase says more of somebody than whom they speak to."""
    before, behind = tokens[phrase.first : phrase.head.i], tokens[phrase.head.i + 1 : phrase.last + 1]
    if any(t.tag.pos in ("ADJ", "NUM") for t in before) or any(t.tag.pos == "ADP" for t in behind):
        return True
    comma, following = tokens[phrase.last : phrase.last + 1], tokens[phrase.last + 1 : phrase.last + 2]
    if not following or comma[0].text != ",":
        return False
    told = following[0]
    return told.tag.pos == "ADJ" or told.tag.form == "Part" or told.lemma == "который"


def _by_pronoun(scene: Scene, phrase: Phrase, without: frozenset[str]) -> Attribution:
    """«он», «она»: a person, or, where nobody can be meant, an organisation: «Комиссия …, заявила она»."""
    latter = _latter(scene, phrase) if fold(phrase.head.text) in LATTER else None
    if latter is not None:
        return latter
    subject = _before_colon(scene, phrase)
    if subject is not None:
        return subject
    if _is_of_court(scene, phrase) or _is_of_unnamed(scene, phrase):
        return nameless(scene, "anonymous", phrase.span, "pronoun", 0.6)
    person = choose(scene, "pronoun", phrase.head, phrase.gender, phrase, without=without)
    if (
        person.candidates
        or phrase.gender is None
        or person.speaker is None
        or person.speaker.kind != "unknown"
    ):
        return person
    body = scene.bodies.subject(phrase.gender, scene.mentions.clock[phrase.head.sentence])
    if body is None:
        return person
    scene.refer(body, phrase)
    return entity(scene, body, phrase.span, "pronoun", 0.6)


def _is_of_court(scene: Scene, phrase: Phrase) -> bool:
    """Whether only an officer of the court is subject in the sentence before: «Прокурор просил Орлову …»."""
    clock, block = scene.mentions.clock[phrase.head.sentence], scene.mentions.block_of(phrase.head)
    near = [p for p in scene.people.latest(phrase.gender) if 0 <= clock - p.clock <= 1 and p.block == block]
    subjects = [p for p in near if p.subject]
    return len(near) > len(subjects) == 1 and "court" in noun_classes(subjects[0].noun)


def _is_of_unnamed(scene: Scene, phrase: Phrase) -> bool:
    """Whether who is subject directly before has no name: «Водитель назваться не стал. «…», — сказал он»."""
    last = _last_told(scene, phrase)
    if last is None or not last.new:
        return False
    near = scene.mentions.clock[phrase.head.sentence] - last.clock <= 1
    return near and scene.mentions.tokens[last.token].rel == "nsubj"


def _latter(scene: Scene, phrase: Phrase) -> Attribution | None:
    """«Орлов позвонил Седову. Тот …»: whoever was named last and was no subject; «тот» marks the change."""
    clock = scene.mentions.clock[phrase.head.sentence]
    for person in scene.people.latest(phrase.gender):
        if clock - person.clock > LATTER_REACH:
            return None
        if person.subject:
            continue
        if person.referent is None:
            return nameless(scene, "anonymous", phrase.span, "pronoun", 0.7)
        scene.people.see(phrase.head, person.key, person.referent, person.gender, subject=True)
        return entity(scene, person.referent, phrase.span, "pronoun", 0.8)
    return None


def _before_colon(scene: Scene, phrase: Phrase) -> Attribution | None:
    """The only subject of the clause before a colon: «Орлов осторожнее: денег, по его словам, нет»."""
    mentions, tokens = scene.mentions, scene.mentions.tokens
    first = max(mentions.document.sentences[phrase.head.sentence].first, phrase.first - COLON_REACH)
    colon = next((i for i in range(phrase.first - 1, first, -1) if tokens[i].text == ":"), first)
    found = (mentions.at[i] for i in range(first, colon) if tokens[i].tag.case == "Nom")
    people = {m.referent.id: m.referent for m in found if m is not None and m.referent.type == "person"}
    person = next(iter(people.values()), None)
    if person is None or len(people) > 1 or person.gender != phrase.gender:
        return None
    return taken_up(scene, person, phrase, "pronoun", 0.85)


def _by_unlisted(scene: Scene, name: Unlisted, head: Token) -> Attribution:
    """A name that no earlier stage has found: an entity more."""
    referent = scene.bodies.add(name.type, name.name)
    scene.add(referent, Reference(name.span.start, name.span.end, "name", name.name))
    if referent.type == "person":
        scene.people.see(head, referent.id, referent, referent.gender, subject=True)
    return entity(scene, referent, name.span, "name", 0.8)


def _by_body(scene: Scene, phrase: Phrase) -> Attribution:
    """«ведомство», «в пресс-службе театра»: an organisation named before, or one with no other name."""
    at = scene.mentions.at[phrase.head.i]
    known = at.referent if at is not None and at.referent.type == "organization" else None
    taken_up = scene.bodies.find(phrase)
    if known is not None and any(r.kind == "name" for r in known.references):
        referent, confidence = known, 0.9
    elif taken_up is not None and (known is None or taken_up[1] >= 0.7):
        referent, confidence = taken_up
    else:
        referent, confidence = known or scene.bodies.make(phrase), 0.7
    scene.bodies.note(referent, phrase)
    scene.refer(referent, phrase)
    return entity(scene, referent, phrase.span, "organization", confidence)


def _by_place(scene: Scene, phrase: Phrase) -> Attribution:
    """«там»: the organisation mentioned last."""
    place = scene.bodies.last(scene.mentions.clock[phrase.head.sentence])
    if place is None:
        return unknown(scene, phrase.span, "there", 0.3)
    return entity(scene, place, phrase.span, "there", 0.75)


def _by_page(scene: Scene, phrase: Phrase) -> Attribution:
    """«на сайте мэрии появилась информация о том, что …»: whose page it is; «в СМИ …»: the media."""
    host = scene.documents.host(phrase.head.sentence)
    if host is not None:
        return entity(scene, host, None, "document", 0.6)
    first = scene.mentions.document.sentences[phrase.head.sentence].first
    many = [t for t in scene.mentions.tokens[first : phrase.first] if "group" in noun_classes(t.lemma)]
    if many and many[0].tag.case == "Loc":
        return nameless(scene, "group", Span(many[0].start, many[-1].end), "text", 0.6)
    return unknown(scene, phrase.span, "text", 0.5)


def _by_plural(scene: Scene, phrase: Phrase) -> Attribution:
    """«они», «по их словам»: the organisation whose people spoke last, or other people."""
    speaker = scene.speaker_within(phrase.head.sentence, 1)
    before = scene.mentions.document.sentences[max(phrase.head.sentence - 1, 0)]
    told = scene.mentions.tokens[before.first : phrase.head.i]
    if any(t.tag.pos == "NOUN" and t.tag.number == "Plur" and is_animate(t) for t in told):
        return nameless(scene, "group", phrase.span, "pronoun", 0.85)  # «жалоба от граждан. Они заявили»
    if speaker is not None and speaker.kind == "organization" and speaker.entity is not None:
        return entity(scene, scene.mentions.referents[speaker.entity], phrase.span, "pronoun", 0.5)
    return nameless(scene, "group", phrase.span, "pronoun", 0.85)


def _by_antecedent(scene: Scene, phrase: Phrase) -> Attribution:
    """«…, который заявил»: the noun or name before the clause."""
    mentions, head = scene.mentions, phrase.head
    low = max(mentions.document.sentences[head.sentence].first, head.i - RELATIVE_REACH)
    somebody = False
    for i in range(head.i - 1, low - 1, -1):
        token, at = mentions.tokens[i], mentions.at[i]
        if at is not None:
            if _can_head(phrase, token, at):
                return entity(scene, at.referent, phrase.span, "relative", 0.8)
            continue
        if token.tag.pos != "NOUN" or (token.tag.number == "Plur") != phrase.plural:
            continue
        if phrase.plural:
            return nameless(scene, "group", phrase.span, "relative", 0.8)
        if GENDER.get(token.tag.gender) not in (None, phrase.gender):
            continue
        holder = mentions.holder(i)
        if holder is not None:
            return entity(scene, holder, phrase.span, "relative", 0.8)
        if is_animate(token) and _is_beside(mentions, i, head):
            named = _before_apposition(phrase, mentions, i)
            if named is not None:
                return entity(scene, named, phrase.span, "relative", 0.7)
            return nameless(scene, "anonymous", phrase.span, "relative", 0.7)
        somebody = somebody or not sorts_of(token.lemma)
    if somebody:
        return nameless(scene, "anonymous", phrase.span, "relative", 0.5)
    return unknown(scene, phrase.span, "relative", 0.3)


def _before_apposition(phrase: Phrase, mentions: Mentions, noun: int) -> Referent | None:
    """The person whom a noun behind a comma explains: «Джона Орлова, своего союзника, который …»."""
    first = noun
    case = mentions.tokens[noun].tag.case
    while first and mentions.tokens[first - 1].tag.case == case and mentions.tokens[first - 1].is_word:
        first -= 1
    at = mentions.at[first - 2] if first >= 2 and mentions.tokens[first - 1].text == "," else None
    if at is None or at.referent.type != "person" or not _can_head(phrase, mentions.tokens[at.first], at):
        return None
    return at.referent if mentions.tokens[at.first].tag.case in ("", case) else None


def _is_beside(mentions: Mentions, noun: int, relative: Token) -> bool:
    """Whether nothing but its own words, a comma and a preposition stand between a noun and «который»."""
    link = mentions.role_at[noun]
    last = link.role.last if link is not None and link.role.head == noun else noun + 1
    between = mentions.tokens[last : relative.i]
    return all(t.text == "," or t.tag.pos == "ADP" for t in between)


def _can_head(phrase: Phrase, token: Token, at: Mention) -> bool:
    """Whether number and gender let a relative pronoun follow a mention."""
    person = at.referent.type == "person"
    gender = at.referent.gender if person else GENDER.get(token.tag.gender)
    if person and phrase.plural:
        return False
    genders = {token.tag.gender, phrase.head.tag.gender} - {""}
    if not person and not phrase.plural and len(genders) > 1:
        return False  # «представителя правительства, который …»
    return gender is None or phrase.gender is None or gender == phrase.gender
