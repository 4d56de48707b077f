"""Who can be meant by a pronoun, a noun or a dropped subject, with the facts for and against each."""

from __future__ import annotations

from math import log1p

from newsnlp.document import Token
from newsnlp.language.spelling import fold
from newsnlp.schema import Gender
from newsnlp.speakers.choice import Kind, Option
from newsnlp.speakers.mentions import QUOTED
from newsnlp.speakers.nouns import noun_classes
from newsnlp.speakers.people import Person, agrees
from newsnlp.speakers.phrase import Phrase, third_person
from newsnlp.speakers.scene import Scene

Options = list[Option[Person | None]]  # None: somebody whom the article does not name

CLAUSE = 40  # tokens; the longest clause looked at
OBJECT = 4  # tokens from a subject to the pronoun that is its object
GENDERS: dict[str, Gender] = {"он": "male", "она": "female"}
BREAKS = frozenset({",", ";", ":", "—", "–", "(", ")"})


def find_candidates(
    scene: Scene,
    kind: Kind,
    anchor: Token,
    gender: Gender | None,
    phrase: Phrase | None,
    without: frozenset[str] = frozenset(),
) -> Options:
    """The people who can be meant at `anchor`; `without` has the keys of those who cannot."""
    also = _holders(scene, phrase) if phrase is not None and kind == "noun" else []
    owner = phrase.owner.id if phrase is not None and phrase.owner is not None else None
    beside = _pronoun_beside(scene, phrase) if phrase is not None and kind == "noun" else None
    sure = gender if phrase is None or phrase.gender_sure else None
    options: Options = []
    order = 0  # among those with names
    for person in scene.people.latest(sure, also):
        itself = person.referent is None and phrase is not None and person.token == phrase.head.i
        if person.key == owner or person.key in without or itself:
            continue
        if kind == "pronoun" and _is_only_spoken_of(scene, person, anchor):
            continue
        if phrase is not None and kind == "noun" and _is_another(scene, phrase, person):
            continue
        if beside is not None and person.gender == beside:
            beside = None  # the latest one is meant by the pronoun
            continue
        features = scene.people.presence(person, anchor, order)
        order += person.referent is not None
        if not agrees(person, gender):
            features["gender other"] = 1.0
        if phrase is not None and kind == "noun":
            features |= _fit(scene, phrase, person)
        options.append(Option(person, features))
    if phrase is not None and kind == "noun" and _is_himself(scene, phrase):
        options = _others(scene, phrase, options)
    seen = phrase is not None and kind == "noun" and scene.people.is_known(fold(phrase.lemma))
    options.append(Option(None, _nobody(phrase) | {"nobody, noun seen": float(seen)}))
    return options


def find_in_whole_text(scene: Scene, phrase: Phrase, without: frozenset[str]) -> Options:
    """The people whom a noun in a headline can mean, when the whole text is known."""
    people = {person.key: person for person in [*_holders(scene, phrase), *scene.people.main]}
    options: Options = [Option(None, _nobody(phrase))]
    for person in people.values():
        if person.key not in without and agrees(person, phrase.gender if phrase.gender_sure else None):
            features = {"named later": 1.0, "often": log1p(person.count)} | _fit(scene, phrase, person)
            options.append(Option(person, features))
    return options


def _pronoun_beside(scene: Scene, phrase: Phrase) -> Gender | None:
    """The gender of an object or owner beside a subject, who is somebody else: «Охранник советует ей ждать».

    «Его отец» is not he, either.
    """
    tokens = scene.mentions.tokens
    if phrase.first < phrase.head.i and tokens[phrase.first].tag.pos in ("DET", "PRON"):
        gender = GENDERS.get(third_person(tokens[phrase.first]) or "")
        if gender is not None:
            return gender
    if phrase.head.tag.case != "Nom":
        return None
    for token in tokens[phrase.last : phrase.last + OBJECT]:
        if not token.is_word:
            return None
        gender = GENDERS.get(third_person(token) or "")
        if gender is not None and token.tag.pos == "PRON" and token.tag.case not in ("", "Nom"):
            return gender
    return None


def _is_himself(scene: Scene, phrase: Phrase) -> bool:
    """Whether a role stands with «сам»: «сам водитель»."""
    before = scene.mentions.tokens[phrase.first : phrase.head.i]
    return scene.mentions.role_at[phrase.head.i] is not None and any(fold(t.lemma) == "сам" for t in before)


def _others(scene: Scene, phrase: Phrase, options: Options) -> Options:
    """Without who has just spoken, if «сам форвард» fits somebody else better: it is set against them."""
    spoken = scene.people.spoken
    poor = [o for o in options if o.features.keys() & {"other title", "general noun"}]
    named = (o for o in options if o.value is not None and o.value.referent is not None)
    better = any("gender other" not in o.features for o in named if o not in poor)
    if spoken is None or not better:
        return options
    return [o for o in options if o not in poor or o.value is None or o.value.key != spoken.key]


def find_for_pronoun(scene: Scene, token: Token, gender: Gender) -> Options:
    """The candidates for a pronoun; in an oblique case it is not the subject of its own clause."""
    options = find_candidates(scene, "pronoun", token, gender, None)
    if token.tag.case == "Nom":
        return options
    tokens = scene.mentions.tokens
    low = max(scene.mentions.document.sentences[token.sentence].first, token.i - CLAUSE)
    clause = next((i for i in range(token.i - 1, low - 1, -1) if tokens[i].text in BREAKS), low)
    return [o for o in options if o.value is None or not (o.value.subject and o.value.token >= clause)]


def _is_only_spoken_of(scene: Scene, person: Person, token: Token) -> bool:
    """Whether only what somebody says here names a person: «Звонил Миша», – сказал он."""
    told = scene.mentions.voice[token.i] != QUOTED
    return told and person.voice == QUOTED and person.block == scene.mentions.block_of(token)


def _is_another(scene: Scene, phrase: Phrase, person: Person) -> bool:
    """Whether a noun means somebody else: by their titles, or as only a quote names them who have no such."""
    titles = scene.titles
    if titles.match(phrase, person.key) in ("no title", "other title"):
        return _is_only_spoken_of(scene, person, phrase.head) or titles.excludes(phrase, person.key)
    return titles.excludes(phrase, person.key)


def _holders(scene: Scene, phrase: Phrase) -> list[Person]:
    """The people who hold such a role anywhere in the article."""
    referents = scene.mentions.referents
    holders = {key: referents[key] for key in scene.titles.holders(phrase)}
    linked = scene.mentions.linked(phrase.head.i)
    if linked is not None:
        holders[linked.id] = linked
    return [scene.people.known(referent) for referent in holders.values()]


def _fit(scene: Scene, phrase: Phrase, person: Person) -> dict[str, float]:
    """How a noun phrase fits a person."""
    if person.referent is None:
        return {"same noun": float(person.noun == fold(phrase.lemma))}
    match = scene.titles.match(phrase, person.key)
    linked = scene.mentions.linked(phrase.head.i)
    features = {
        match: 1.0,
        "called so": float(fold(phrase.lemma) in person.called),
        "linked": float(linked is not None and linked.id == person.key),
    }
    classes = noun_classes(phrase.lemma)
    for sort in ("general", "court"):
        if sort in classes:
            features[f"{sort}, {match}"] = 1.0
    return features


def _nobody(phrase: Phrase | None) -> dict[str, float]:
    """What speaks for somebody whom the article does not name."""
    features = {"nobody": 1.0}
    if phrase is None or phrase.kind != "noun":
        return features
    classes = noun_classes(phrase.lemma)
    facts = {
        "anonymous": "anonymous" in classes,
        "general": "general" in classes,
        "kin": "kin" in classes,
        "court": "court" in classes,
        "owner": phrase.owner is not None,
        "complement": phrase.complement,
        "bare": phrase.bare,
    }
    return features | {f"nobody, {fact}": 1.0 for fact, holds in facts.items() if holds}
