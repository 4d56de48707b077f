"""Mentions of people by nouns and pronouns outside the frames of reports: only where they are certain."""

from __future__ import annotations

from newsnlp.document import Reference, Token
from newsnlp.language.spelling import fold
from newsnlp.language.tags import GENDER
from newsnlp.lexicon import column
from newsnlp.names.draft import QUOTATION_MARKS
from newsnlp.schema import Gender
from newsnlp.speakers.candidates import find_candidates, find_for_pronoun
from newsnlp.speakers.choice import Kind, probabilities
from newsnlp.speakers.framed import heard
from newsnlp.speakers.mentions import QUOTED, RETOLD
from newsnlp.speakers.nouns import noun_classes, noun_lemma
from newsnlp.speakers.people import Person
from newsnlp.speakers.phrase import Phrase, read_noun, third_person
from newsnlp.speakers.scene import Scene

# Probabilities from which a candidate is the answer: at least 95 % of such choices are right in the annotated
# articles, out of fold (`python -m training.speakers --check`); and 98 %, where a thing stands nearer.
CERTAIN: dict[Kind, float] = {"noun": 0.75, "pronoun": 0.65}
BEYOND_DOUBT = 0.9
CLAUSE = 5  # tokens from «он» to its verb
NOBODY = "?"  # begins the key of somebody without a name
PLACE = frozenset({"в", "во", "на", "из", "под"})  # «в нём», «из неё»: things


def see_noun(scene: Scene, token: Token) -> None:
    """A noun for a person: it takes up somebody («министр»), or means somebody without a name."""
    lemma, gender = fold(noun_lemma(token)), GENDER.get(token.tag.gender)
    phrase = read_noun(scene.mentions, token)
    if _is_title(scene.mentions.tokens, phrase):
        return
    speaker = heard(scene, phrase)
    if speaker is not None:  # «собеседница агентства вернулась за вещами»
        scene.refer(speaker, phrase)
        scene.people.see(token, speaker.id, speaker, speaker.gender)
        return
    role = scene.mentions.role_at[token.i] is not None
    known = role or ("general" in noun_classes(lemma) and not phrase.complement)
    new = phrase.complement or lemma not in column("kin")  # «внучка» of the text may be anybody known
    if phrase.kind == "noun" and known and not _is_new(scene, phrase):
        options = find_candidates(scene, "noun", token, phrase.gender, phrase)
        best, probability = probabilities("noun", options)[0]
        if best is not None and best.referent is not None and not _is_introduced(scene, best, phrase):
            if probability >= CERTAIN["noun"] and not _in_general(scene, best, phrase):
                scene.refer(best.referent, phrase)
                scene.people.see(token, best.key, best.referent, gender).called.add(lemma)
                return
            new = scene.titles.match(phrase, best.key) == "other title"
    scene.people.see(token, nobody(lemma), None, gender, lemma).new = new


def _is_title(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether the noun is a title in marks: «по программе «Земский доктор»»."""
    before, after = tokens[max(phrase.first - 1, 0)], tokens[min(phrase.last, len(tokens) - 1)]
    return before.text in QUOTATION_MARKS and after.text in QUOTATION_MARKS


def _in_general(scene: Scene, person: Person, phrase: Phrase) -> bool:
    """Whether somebody's quote speaks of such people, not of this person: «Продавец отдаёт до 45 %»."""
    quoted = scene.mentions.voice[phrase.head.i] == QUOTED
    return quoted and scene.titles.match(phrase, person.key) in ("no title", "other title")


def _is_introduced(scene: Scene, person: Person, phrase: Phrase) -> bool:
    """Whether a subject behind its verb is news, not this person: «Машину заметил дорожный мастер»."""
    tokens = scene.mentions.tokens
    if (
        phrase.head.tag.case != "Nom"
        or not phrase.first
        or (phrase.last < len(tokens) and tokens[phrase.last].is_word)
    ):
        return False
    verb = tokens[phrase.first - 1]
    if phrase.head.rel == "conj" and phrase.head.head >= 0:  # «погибли подросток и взрослый мужчина»
        verb = tokens[tokens[phrase.head.head].head]
    behind = verb.tag.form == "Fin" and verb.sentence == phrase.head.sentence and verb.i < phrase.first
    return behind and scene.titles.match(phrase, person.key) in ("no title", "other title", "general noun")


def see_pronoun(scene: Scene, token: Token) -> None:
    """«он», «её»: a mention of somebody, unless a thing or another person may be meant."""
    nominative = third_person(token)
    if nominative not in ("он", "она") or scene.mentions.voice[token.i] == QUOTED or _is_place(scene, token):
        return
    gender: Gender = "female" if nominative == "она" else "male"
    best, probability = probabilities("pronoun", find_for_pronoun(scene, token, gender))[0]
    if best is None or best.referent is None or best.gender is None or probability < CERTAIN["pronoun"]:
        return
    doubt = probability < BEYOND_DOUBT or scene.things.is_subject_after(gender, best.token)
    if doubt and scene.things.between(gender, best.token, token) and not _speaks(scene, token):
        return
    if _in_own_words(scene, best, token) or _has_rival(scene, best, token, gender):
        return
    scene.add(best.referent, Reference(token.start, token.end, "pronoun", nominative))
    scene.people.see(token, best.key, best.referent, gender, subject=token.tag.case == "Nom")


def _is_new(scene: Scene, phrase: Phrase) -> bool:
    """Whether the noun names somebody else than before: «новый поставщик», «другой депутат»."""
    before = scene.mentions.tokens[phrase.first - 1] if phrase.first else None
    return before is not None and (
        fold(before.lemma) == "новый" or fold(before.lemma) in column("indefinite_words")
    )


def nobody(lemma: str) -> str:
    """The key of somebody without a name, whom a noun names."""
    return NOBODY + lemma


def _speaks(scene: Scene, token: Token) -> bool:
    """Whether the pronoun is the subject of a verb of saying or thinking: no thing does that."""
    if token.tag.case != "Nom":
        return False
    for word in scene.mentions.tokens[token.i + 1 : token.i + CLAUSE]:
        if word.tag.form == "Fin" or word.tag.variant == "Short":
            return word.lemma in column("cue_verbs")
        if not word.is_word:
            return False
    return False


def _has_rival(scene: Scene, person: Person, token: Token, gender: Gender) -> bool:
    """Whether somebody else stands between the person and the pronoun: «Орлов просил Седова, чтобы ему …».

    A subject «он» takes up a subject; any other case may mean whoever is nearest.
    """
    first = scene.mentions.document.sentences[token.sentence].first
    subject = token.tag.case == "Nom"
    return any(
        rival.token >= first and (rival.subject or not subject)
        for rival in scene.people.since(person.token, gender)
        if rival.key != person.key
    )


def _in_own_words(scene: Scene, person: Person, token: Token) -> bool:
    """Whether the person is the source in «по словам Орлова, он …»: «он» may be Orlov as well as not."""
    spoken = scene.people.spoken
    if spoken is None or not spoken.retold_by_noun or spoken.key != person.key:
        return False
    return token.end <= spoken.end and scene.mentions.voice[token.i] == RETOLD


def _is_place(scene: Scene, token: Token) -> bool:
    before = scene.mentions.tokens[token.i - 1] if token.i else None
    return before is not None and before.tag.pos == "ADP" and fold(before.text) in PLACE
