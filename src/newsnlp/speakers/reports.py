"""Who speaks in a report, and what the report changes in the scene."""

from __future__ import annotations

from itertools import pairwise

from newsnlp.document import Report
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.speakers.answers import pick, unknown
from newsnlp.speakers.attribution import Attribution
from newsnlp.speakers.candidates import find_in_whole_text
from newsnlp.speakers.coreference import NOBODY, nobody
from newsnlp.speakers.dialogue import Turn
from newsnlp.speakers.framed import by_phrase, taken_up
from newsnlp.speakers.mentions import Mention, Mentions
from newsnlp.speakers.nouns import noun_classes
from newsnlp.speakers.people import Spoken
from newsnlp.speakers.phrase import Phrase, read_phrase
from newsnlp.speakers.scene import Scene
from newsnlp.speakers.unframed import asks, by_context, by_turn, called_by_name, first_token
from newsnlp.speakers.verbs import Cue, read_cue
from newsnlp.speech.cues import ANSWER, ASK, verb_classes

ADDING = frozenset(
    {"добавить", "добавлять", "уточнить", "уточнять", "продолжить", "продолжать", "подытожить"}
)
HEARING = frozenset({"слышать", "услышать", "расслышать"})
INTRODUCTION = 5  # tokens from «я,» to the name of who speaks
TURNS = ("dash", "turn")  # patterns of speech without a frame in which speakers take turns


def attribute(scene: Scene, report: Report) -> Attribution:
    """Who speaks in a report; the scene takes note of it."""
    cue, phrase = _read(scene, report)
    others = _others(scene, report, cue, phrase)
    if cue is not None and fold(cue.token.lemma) in HEARING:
        found = unknown(scene, None, "no subject", 0.75)  # «услышала она в трубке»: another has said it
    elif phrase is not None:
        found = _going_on(scene, cue, phrase, others) or by_phrase(scene, phrase, others)
    elif report.pattern in TURNS and cue is None:
        found = by_turn(scene, report)
    else:
        found = by_context(scene, report, cue, others)
    _note(scene, report, found, phrase, cue)
    return found


def _going_on(scene: Scene, cue: Cue | None, phrase: Phrase, others: frozenset[str]) -> Attribution | None:
    """Who has just spoken, where a pronoun adds to it: «По словам Орлова, Лыков болен. Он добавил, что …»."""
    if cue is None or phrase.kind != "pronoun" or fold(cue.token.lemma) not in ADDING:
        return None
    speaker = scene.speaker_within(cue.token.sentence, 1)
    if speaker is None or speaker.kind != "person" or speaker.entity is None or speaker.entity in others:
        return None
    person = scene.mentions.referents[speaker.entity]
    return taken_up(scene, person, phrase, "pronoun", 0.95) if person.gender == phrase.gender else None


def attribute_heading(scene: Scene, report: Report) -> Attribution:
    """Who speaks in a headline that names the speaker by a noun: asked when the whole text is known."""
    cue, phrase = _read(scene, report)
    others = _spoken_of(scene, report, phrase)
    if phrase is None:
        return by_context(scene, report, cue, others)
    if phrase.kind != "noun":
        return by_phrase(scene, phrase, others)
    return pick(scene, "noun", find_in_whole_text(scene, phrase, others), phrase.head, phrase)


def _others(scene: Scene, report: Report, cue: Cue | None, phrase: Phrase | None) -> frozenset[str]:
    """The people who do not speak here, whatever phrase there is for the speaker."""
    others = _spoken_of(scene, report, phrase)
    if cue is not None and ANSWER in verb_classes(cue.token):
        others |= scene.askers(cue.token)
    label = phrase is not None and cue is None and report.pattern in TURNS
    spoken = scene.people.spoken
    if label and spoken is not None and spoken.key is not None:
        others |= {spoken.key}  # whom a label tells by a noun is another: «Пенсионерка, бывшая ткачиха:»
    return others


def _spoken_of(scene: Scene, report: Report, phrase: Phrase | None) -> frozenset[str]:
    """The people whom the words call by name, and who do not say them: «Он сказал, что Орлов придёт».

    Retold words before their frame may be theirs («Орлов, по его словам, придёт»), and so may spoken ones
    where nobody else is there: «Пишите просто: Анна Орлова», — просила она.
    """
    mentions = scene.mentions
    frame = report.source or report.cue
    if frame is None or (report.kind != "direct" and frame.start > report.segments[0].start):
        return frozenset()
    people = mentions.people_in(report.segments)
    called = frozenset(at.referent.id for at in people if not _introduces(mentions, at))
    if not called or report.kind != "direct":
        return called
    present = scene.people.latest(phrase.gender) if phrase is not None else ()
    return called if any(p.referent is not None and p.key not in called for p in present) else frozenset()


def _introduces(mentions: Mentions, name: Mention) -> bool:
    """Whether a speaker tells their own name: «я, адвокат Иван Орлов», «меня зовут Иван»."""
    words = [fold(t.text) for t in mentions.tokens[max(0, name.first - INTRODUCTION) : name.first]]
    return ("я", ",") in pairwise(words) or words[-2:] == ["меня", "зовут"]


def _read(scene: Scene, report: Report) -> tuple[Cue | None, Phrase | None]:
    mentions = scene.mentions
    cue = None
    if report.cue is not None:
        i = min(mentions.index(report.cue.start), len(mentions.tokens) - 1)
        cue = read_cue(mentions.tokens[i])
    phrase = read_phrase(mentions, report.source, cue) if report.source is not None else None
    return cue, phrase


def _note(scene: Scene, report: Report, found: Attribution, phrase: Phrase | None, cue: Cue | None) -> None:
    """Remember who has spoken, and which organisations are media."""
    mentions, speaker = scene.mentions, found.speaker
    if report.via is not None:
        for i in mentions.range(report.via):
            at = mentions.at[i]
            if at is not None:
                scene.bodies.medium(at.referent.id)
    key = speaker.entity if speaker is not None else None
    if key is not None and mentions.referents[key].type == "organization":
        scene.last_body = mentions.referents[key]
        if fold(report.cue_lemma or "") in column("press_cues"):
            scene.bodies.medium(key)
    if speaker is not None and speaker.kind == "anonymous" and phrase is not None and not phrase.is_pronoun:
        lemma = fold(phrase.lemma)
        key = nobody(lemma)
        somebody = scene.people.see(phrase.head, key, None, phrase.gender, lemma, subject=True)
        somebody.new = "general" not in noun_classes(lemma)  # «гость» may be anybody known
    end = max(report.segments[-1].end, report.frame.end)
    last = mentions.tokens[max(0, mentions.index(end) - 1)]
    clock, block = mentions.clock[last.sentence], mentions.block_of(last)
    if speaker is not None and (key is not None or speaker.kind == "group"):
        by_noun = cue is not None and cue.noun and report.kind != "direct"
        scene.people.spoken = Spoken(key, clock, block, end, by_noun)
        scene.last = (speaker, clock)
    if cue is not None and key is not None and ASK in verb_classes(cue.token):
        scene.asking = key, clock
    if report.kind == "direct":
        who = key or (speaker.kind if speaker is not None else NOBODY)
        first = mentions.block_of(first_token(scene, report))
        called = called_by_name(scene, report)
        scene.dialogue.add(Turn(who, speaker, first, block, asks(scene, report)), called)
