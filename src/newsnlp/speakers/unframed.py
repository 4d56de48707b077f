"""Who speaks where the frame has no subject, or where there is no frame at all."""

from __future__ import annotations

from newsnlp.document import Referent, Report, Token
from newsnlp.language.spelling import fold
from newsnlp.speakers.answers import again, choose, entity, unknown
from newsnlp.speakers.attribution import Attribution
from newsnlp.speakers.documents import is_document, issuing_sorts
from newsnlp.speakers.framed import by_author
from newsnlp.speakers.mentions import QUOTED, Mentions
from newsnlp.speakers.nouns import noun_classes
from newsnlp.speakers.phrase import third_person
from newsnlp.speakers.scene import Scene
from newsnlp.speakers.verbs import Cue
from newsnlp.speech.context import FINAL
from newsnlp.speech.cues import CALL, SAY, verb_classes

CITING = frozenset({"цитировать", "процитировать"})  # «цитирует доклад газета»: who cites has not said it
OWN, YOURS = frozenset({"я", "мы", "мой", "наш"}), frozenset({"ты", "вы", "твой", "ваш"})
TELLING = frozenset({SAY, CALL})  # verbs by which a sentence announces a quote
MARKS = 3  # tokens before the first word of a quote
DOCUMENT_REACH = 8  # tokens between «говорится» and «в документе»


def by_context(scene: Scene, report: Report, cue: Cue | None, without: frozenset[str]) -> Attribution:
    """The running speaker: «Добавил, что …», or the next sentence in quotation marks; not `without`."""
    if cue is not None and cue.first_person:
        return by_author(scene, None)
    cites = cue is not None and fold(cue.token.lemma) in CITING
    found = _by_document(scene, report, cue) if cue is not None and (cites or not cue.subject) else None
    if found is not None or (cue is not None and not cue.subject):
        return found or unknown(scene, None, "no subject", 0.75)
    anchor = cue.token if cue is not None else first_token(scene, report)
    announced = _announced(scene, anchor) if cue is None else None
    if announced is not None:
        return entity(scene, announced, None, "running speaker", 0.8)
    last = _goes_on(scene, anchor, cue)
    if last is not None:
        return last
    if cue is not None and cue.plural:
        return unknown(scene, None, "no subject", 0.6)
    return choose(scene, "dropped", anchor, cue.gender if cue is not None else None, without=without)


def _names(scene: Scene, report: Report, person: Referent) -> bool:
    """Whether a report names somebody: «В иске говорится, что Орлов угрожал …» is not his."""
    people = scene.mentions.people_in(report.segments)
    return report.kind != "direct" and any(at.referent is person for at in people)


def by_turn(scene: Scene, report: Report) -> Attribution:
    """A dash paragraph or an interview turn that does not say whose it is."""
    anchor = first_token(scene, report)
    question = asks(scene, report)
    if scene.interviewee is not None and not question:
        return entity(scene, scene.interviewee, None, "interviewee", 0.75)
    called = called_by_name(scene, report)
    before, other = scene.dialogue.last(scene.mentions.block_of(anchor)), scene.dialogue.other()
    if before is None and question and scene.interviewee is not None:
        return unknown(scene, None, "turn", 0.5)
    announced = _announced(scene, anchor) if before is None and not question else None
    if announced is not None:
        return entity(scene, announced, None, "running speaker", 0.8)
    if before is None:
        return choose(scene, "dropped", anchor, None, without=frozenset({called} if called else ()))
    if other is not None and other.speaker is not None and other.speaker.entity == called is not None:
        return unknown(scene, None, "turn", 0.5)
    if other is not None and other.speaker is not None and other.speaker.kind != "unknown":
        return again(scene, other.speaker, "turn", 0.75)
    if before.asks or before.speaker is None or before.speaker.kind != "person":
        answered = before.asks or (before.speaker is not None and before.speaker.kind == "anonymous")
        asker = frozenset({before.key})
        return choose(scene, "dropped", anchor, None, without=asker, rule="turn", somebody=answered)
    if question:
        return unknown(scene, None, "turn", 0.5)
    return again(scene, before.speaker, "same speaker", 0.6)


def called_by_name(scene: Scene, report: Report) -> str | None:
    """The id of the person whom the words call by name: «Ильдар Маратович, когда откроют мост?»."""
    mentions = scene.mentions
    for segment in report.segments:
        inside = mentions.range(segment)
        for i in inside:
            at = mentions.at[i]
            if at is None or at.first != i or at.referent.type != "person":
                continue
            before = mentions.tokens[i - 1].text if i > inside[0] else ","
            after = mentions.tokens[at.last].text if at.last < len(mentions.tokens) else "."
            opens = i == inside[0] or before in (",", *FINAL)
            if mentions.tokens[i].tag.case in ("Nom", "") and opens and after in (",", *FINAL):
                return at.referent.id
    return None


def first_token(scene: Scene, report: Report) -> Token:
    """The first token of the content."""
    tokens = scene.mentions.tokens
    return tokens[min(scene.mentions.index(report.segments[0].start), len(tokens) - 1)]


def asks(scene: Scene, report: Report) -> bool:
    """Whether a report ends with a question, or is the turn of who asks in an interview.

    Nobody asks of themselves: «Расскажите о дебюте», «Говорят, вас хвалили»; and behind an answer it is the
    turn of who asks: «В первом тайме игра не шла».
    """
    if "?" in scene.mentions.tokens[scene.mentions.index(report.segments[-1].end) - 1].text:
        return True
    if scene.interviewee is None or report.cue is not None:
        return False
    before = scene.dialogue.last(scene.mentions.block_of(first_token(scene, report)))
    tokens = scene.mentions.tokens
    words = [tokens[i] for segment in report.segments for i in scene.mentions.range(segment)]
    if (before is not None and before.asks) or any(_has_person(word, "1", OWN) for word in words):
        return False
    return before is not None or any(_has_person(word, "2", YOURS) for word in words)


def _has_person(word: Token, person: str, pronouns: frozenset[str]) -> bool:
    """Whether a word is a verb or a pronoun of a grammatical person."""
    return word.tag.person == person or fold(word.lemma) in pronouns


def _announced(scene: Scene, quote: Token) -> Referent | None:
    """The person who speaks by the sentence before a quote: «Орлов прокомментировал уход Седова. «Жаль»»."""
    mentions = scene.mentions
    if not quote.sentence or not _opens(mentions, quote, mentions.document.sentences[quote.sentence].first):
        return None
    before = mentions.document.sentences[quote.sentence - 1]
    words = mentions.tokens[before.first : before.last]
    if not any(mentions.voice[t.i] != QUOTED and verb_classes(t) & TELLING for t in words):
        return None
    agent = scene.documents.agent(quote.sentence - 1)
    return agent if agent is not None and agent.type == "person" else None


def _opens_block(scene: Scene, token: Token) -> bool:
    """Whether a quote begins its paragraph."""
    mentions = scene.mentions
    return _opens(mentions, token, mentions.index(mentions.document.blocks[mentions.block_of(token)].start))


def _opens(mentions: Mentions, token: Token, first: int) -> bool:
    """Whether nothing but marks stands between token `first` and the first word of a quote."""
    return not any(t.is_word for t in mentions.tokens[first : min(token.i, first + MARKS)])


def _goes_on(scene: Scene, anchor: Token, cue: Cue | None) -> Attribution | None:
    """The last speaker, where nobody else can be meant.

    That is a body («…, уточнили в МВД. Также добавили, что …») that is no medium, for a medium passes on the
    words of others, or the person whose quote fills the next paragraph.
    """
    speaker = scene.speaker_within(anchor.sentence, 1)
    if speaker is None:
        return None
    if cue is not None:
        goes_on = cue.plural and speaker.kind in ("organization", "group")
    elif speaker.kind == "person":
        goes_on = _opens_block(scene, anchor)
    else:
        goes_on = not scene.bodies.is_medium(speaker.entity)
    return again(scene, speaker, "same speaker", 0.6) if goes_on else None


def _by_document(scene: Scene, report: Report, cue: Cue) -> Attribution | None:
    """«в сообщении говорится», «согласно документу»: whoever issued it, has just spoken, or acted last."""
    document = _document(scene, cue)
    if document is None:
        return None
    lemma, documents = fold(document.lemma), scene.documents
    if documents.is_received(document):
        return None
    publisher = documents.publisher(document)
    if publisher is not None:
        return entity(scene, publisher, None, "document", 0.6)
    third = third_person(document)  # «… опубликовал письмо. В нём говорится …»
    if third is not None and documents.is_nobody_s(feminine=third == "она"):
        return None
    issuer = documents.by_gender.get(third == "она") if third is not None else documents.issuer(lemma)
    sort = issuing_sorts().get(lemma)
    body = scene.bodies.of_sort(sort) if sort is not None else None
    if body is not None:
        return entity(scene, body, None, "document", 0.6)
    spoken = scene.people.spoken
    if issuer is not None and (spoken is None or spoken.end <= issuer[1]):
        return entity(scene, issuer[0], None, "document", 0.6)
    personal = "personal" in noun_classes(lemma)
    speaker = scene.speaker_within(cue.token.sentence, 2)
    if speaker is not None and speaker.kind in (("person",) if personal else ("person", "organization")):
        return again(scene, speaker, "document", 0.5)
    if issuer is not None:
        return entity(scene, issuer[0], None, "document", 0.5)
    near = documents.issued_near(cue.token) if third is None else None
    if near is not None:
        return entity(scene, near, None, "document", 0.45)
    if speaker is not None and speaker.kind == "group":
        return again(scene, speaker, "document", 0.45)
    agent = documents.agent_before(cue.token.sentence)
    if agent is not None and _names(scene, report, agent):
        return None
    if agent is not None and not (personal and agent.type != "person"):
        return entity(scene, agent, None, "document", 0.45)
    if personal:
        found = choose(scene, "dropped", cue.token, None, rule="document")
        return found if found.speaker is not None else None
    body = scene.last_body
    return (
        None
        if body is None or scene.bodies.is_medium(body.id)
        else entity(scene, body, None, "document", 0.5)
    )


def _document(scene: Scene, cue: Cue) -> Token | None:
    """The document that speaks, near the cue in its sentence: «в документе», «в котором», «в нём»."""
    tokens, word = scene.mentions.tokens, cue.token
    sentence = scene.mentions.document.sentences[word.sentence]
    cases = ("Acc", "Gen") if fold(word.lemma) in CITING else ("Loc", "Dat")
    low, high = max(sentence.first, word.i - DOCUMENT_REACH), min(sentence.last, word.i + DOCUMENT_REACH)
    for token in tokens[low:high]:
        several = cue.noun and token.i == word.i and token.tag.number == "Plur"  # «по сообщениям»: anybody's
        noun = token.tag.pos in ("NOUN", "PROPN")  # «в Указе»
        names = noun and token.tag.case in cases and is_document(token)
        if names and not several and "law" not in noun_classes(token.lemma):
            return token
        if token.i < 1 or fold(tokens[token.i - 1].text) not in ("в", "во"):
            continue
        if fold(token.lemma) == "который":
            return next((t for t in reversed(tokens[sentence.first : token.i]) if is_document(t)), None)
        if fold(token.text) in ("нем", "ней"):
            return token
    return None
