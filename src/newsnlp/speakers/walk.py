"""The walk over the article: who is present, and who speaks in each report."""

from __future__ import annotations

from math import log1p
from typing import Any

from newsnlp.document import Reference, Referent, Report, RoleLink, Span, Token
from newsnlp.language.inflection import phrase_nominative
from newsnlp.lexicon import column
from newsnlp.schema import Gender, Speaker, SpeakerKind
from newsnlp.speakers.attribution import Attribution
from newsnlp.speakers.bodies import Bodies
from newsnlp.speakers.choice import Kind, Option, probabilities
from newsnlp.speakers.dialogue import Dialogue, Turn
from newsnlp.speakers.mentions import QUOTED, RETOLD, Mention, Mentions
from newsnlp.speakers.nouns import fold, noun_classes, sorts_of
from newsnlp.speakers.people import People, Person, Spoken, agrees
from newsnlp.speakers.phrase import GENDER, Phrase, read_noun, read_phrase, third_person
from newsnlp.speakers.things import Things
from newsnlp.speakers.titles import Titles
from newsnlp.speakers.unlisted import Unlisted
from newsnlp.speakers.verbs import Cue, read_cue

NOBODY = "?"  # begins the key of somebody without a name
ENOUGH = 0.45  # probability from which a candidate is the answer
CERTAIN = 0.85  # the same, outside the frames of reports
CLAUSE = 40  # tokens; the longest clause looked at
BREAKS = frozenset({",", ";", ":", "—", "–", "(", ")"})
MAIN = 3  # people named most often, who may be meant in a headline
SURE = 0.75  # probability from which a pronoun becomes a mention
UNFRAMED_TURNS = ("dash", "turn")
DOCUMENT_REACH = 8  # tokens between «говорится» and «в документе»
RULES: dict[Kind, str] = {"pronoun": "pronoun", "noun": "noun", "dropped": "running speaker"}


class Walk:
    """What is known of people and organisations up to a place of the text."""

    def __init__(
        self, mentions: Mentions, links: list[RoleLink], interviewee: Referent | None = None
    ) -> None:
        self.mentions = mentions
        self.interviewee = interviewee
        self.people = People(mentions)
        self.bodies = Bodies(mentions)
        self.titles = Titles(mentions, links)
        self.dialogue = Dialogue()
        self.things = Things()
        self.references: dict[str, list[Reference]] = {}
        self.last: tuple[Spoken, Speaker] | None = None
        self.last_body: Referent | None = None  # the organisation that has spoken last

    # ------------------------------------------------------------ mentions

    def mention(self, mention: Mention) -> None:
        """A name, or a noun that stands for an organisation."""
        token = self.mentions.tokens[mention.first]
        referent = mention.referent
        if referent.type == "person" and mention.reference.kind == "name":
            self.people.see(token, referent.id, referent, referent.gender)
        elif referent.type != "person":
            self.bodies.see(mention)

    def noun(self, token: Token) -> None:
        """A noun for somebody whom nobody has named: «женщина»."""
        phrase = read_noun(self.mentions, token)
        lemma, gender = fold(token.lemma), GENDER.get(token.tag.gender)
        if phrase.kind == "noun" and self._takes_up(token):
            best, probability = probabilities("noun", self.options("noun", token, phrase.gender, phrase))[0]
            if best is not None and best.referent is not None and probability >= CERTAIN:
                self._refer(best.referent, phrase, probability)
                self.people.see(token, best.key, best.referent, gender)
                return
        self.people.see(token, NOBODY + lemma, None, gender, lemma)

    def _takes_up(self, token: Token) -> bool:
        """Whether the noun is of those that take up a person named before: a role, «спортсменка»."""
        return self.mentions.role_at[token.i] is not None or "general" in noun_classes(token.lemma)

    def pronoun(self, token: Token) -> None:
        """A pronoun outside the frames of reports: a mention of somebody, where that is certain."""
        nominative, tag = third_person(token), token.tag
        if nominative not in ("он", "она") or self.mentions.voice[token.i] == QUOTED:
            return
        gender: Gender = "female" if nominative == "она" else "male"
        if self._is_place(token):
            return
        ranked = probabilities("pronoun", self._options_beside_subject(token, gender))
        best, probability = ranked[0]
        if best is None or best.referent is None or probability < CERTAIN or best.gender is None:
            return
        if self.things.between(gender, best.token, token) or self._in_own_words(best, token):
            return
        self._add(best.referent, Reference(token.start, token.end, "pronoun", nominative))
        self.people.see(token, best.key, best.referent, gender, subject=tag.case == "Nom")

    def _in_own_words(self, person: Person, token: Token) -> bool:
        """Whether the person is the source in «по словам Орлова, он …»: «он» may be Orlov as well as not."""
        spoken = self.people.spoken
        if spoken is None or not spoken.retold_by_noun or spoken.key != person.key:
            return False
        return token.end <= spoken.end and self.mentions.voice[token.i] == RETOLD

    def _is_place(self, token: Token) -> bool:
        """Whether a preposition of place makes it a thing: «в нём», «из неё»."""
        before = self.mentions.tokens[token.i - 1] if token.i else None
        return (
            before is not None
            and before.tag.pos == "ADP"
            and fold(before.text) in ("в", "во", "на", "из", "под")
        )

    def _options_beside_subject(self, token: Token, gender: Gender) -> list[Option[Person | None]]:
        """The options for a pronoun; in an oblique case it is not the subject of its own clause."""
        options = self.options("pronoun", token, gender, None)
        if token.tag.case == "Nom":
            return options
        low = self.mentions.document.sentences[token.sentence].first
        clause = next(
            (
                i
                for i in range(token.i - 1, max(low, token.i - CLAUSE) - 1, -1)
                if self.mentions.tokens[i].text in BREAKS
            ),
            low,
        )
        return [o for o in options if o.value is None or not (o.value.subject and o.value.token >= clause)]

    # ------------------------------------------------------------ reports

    def report(self, report: Report) -> Attribution:
        """Who speaks in a report."""
        cue = None
        if report.cue is not None:
            cue = read_cue(self.mentions.tokens[self.mentions.index(report.cue.start)])
        phrase = read_phrase(self.mentions, report.source, cue) if report.source is not None else None
        if phrase is not None:
            found = self._by_phrase(phrase)
        elif report.pattern in UNFRAMED_TURNS and cue is None:
            found = self._by_turn(report)
        else:
            found = self._by_context(report, cue)
        self._spoken(report, found, phrase, cue)
        return found

    def heading(self, report: Report) -> Attribution:
        """Who speaks in a headline that names the speaker by a noun: asked after the whole text."""
        cue = None
        if report.cue is not None:
            cue = read_cue(self.mentions.tokens[self.mentions.index(report.cue.start)])
        phrase = read_phrase(self.mentions, report.source, cue) if report.source is not None else None
        if phrase is None:
            return self._unknown(None, "headline", 0.5)
        if phrase.kind != "noun":
            return self._by_phrase(phrase)
        often = sorted(self.people.named.values(), key=lambda person: -person.count)[:MAIN]
        people = {person.key: person for person in [*self._holders(phrase), *often]}
        options: list[Option[Person | None]] = [Option(None, self._nobody(phrase))]
        for person in people.values():
            if agrees(person, phrase.gender if phrase.gender_sure else None):
                features = {"named later": 1.0, "often": log1p(person.count)} | self._fit(phrase, person)
                options.append(Option(person, features))
        return self._pick("noun", options, phrase, phrase.head)

    def echo(self, known: Attribution) -> Attribution:
        """The speaker of a quote that repeats another."""
        return self._again(known.speaker, "same words", 0.8)

    def _by_phrase(self, phrase: Phrase) -> Attribution:
        kind, span = phrase.kind, phrase.span
        if kind == "name" and phrase.referent is not None:
            rule = "place" if phrase.referent.type == "location" else "name"
            return self._answer(phrase.referent, span, rule, 0.95)
        if phrase.unlisted is not None:
            return self._by_unlisted(phrase.unlisted, phrase.head)
        if kind == "role" and phrase.referent is not None:
            self._refer(phrase.referent, phrase)
            return self._answer(phrase.referent, span, "role", 0.9)
        if kind == "pronoun":
            return self._choose("pronoun", phrase.head, phrase.gender, phrase)
        if kind == "noun":
            return self._choose("noun", phrase.head, phrase.gender, phrase)
        if kind == "relative":
            return self._by_antecedent(phrase)
        if kind == "author":
            return self._by_author(span)
        if kind == "organization":
            return self._by_body(phrase)
        if kind == "there":
            return self._by_place(phrase)
        if kind == "own":
            return self._choose("dropped", phrase.head, None, None, rule="own")
        if kind == "plural":
            return self._by_plural(phrase)
        if kind == "group":
            return self._nameless("group", span, "group", 0.9)
        if kind == "anonymous":
            return self._nameless("anonymous", span, "anonymous", 0.9)
        return self._unknown(span, "text", 0.5)

    def _by_unlisted(self, name: Unlisted, head: Token) -> Attribution:
        """A name that no earlier stage has found: an entity more."""
        referent = self.bodies.add(name.type, name.name)
        self._add(referent, Reference(name.span.start, name.span.end, "name", name.name))
        if referent.type == "person":
            self.people.see(head, referent.id, referent, referent.gender, subject=True)
        return self._answer(referent, name.span, "name", 0.8)

    def _by_body(self, phrase: Phrase) -> Attribution:
        """«ведомство», «в пресс-службе театра»: an organisation named before, or one with no other name."""
        at = self.mentions.at[phrase.head.i]
        known = at.referent if at is not None and at.referent.type == "organization" else None
        taken_up = self.bodies.find(phrase)
        if known is not None and any(r.kind == "name" for r in known.references):
            referent, confidence = known, 0.9
        elif taken_up is not None and (known is None or taken_up[1] >= 0.7):
            referent, confidence = taken_up
        else:
            referent, confidence = known or self.bodies.make(phrase), 0.7
        self.bodies.note(referent, phrase)
        self._refer(referent, phrase)
        return self._answer(referent, phrase.span, "organization", confidence)

    def _by_place(self, phrase: Phrase) -> Attribution:
        """«там»: the organisation mentioned last."""
        place = self.bodies.last(self.mentions.clock[phrase.head.sentence])
        if place is None:
            return self._unknown(phrase.span, "there", 0.3)
        return self._answer(place, phrase.span, "there", 0.75)

    def _by_plural(self, phrase: Phrase) -> Attribution:
        """«они», «по их словам»: the organisation whose people spoke last, else a group."""
        if self.last is not None:
            spoken, speaker = self.last
            near = self.mentions.clock[phrase.head.sentence] - spoken.clock <= 1
            if near and speaker.kind == "organization" and speaker.entity is not None:
                referent = self.mentions.referents[speaker.entity]
                return self._answer(referent, phrase.span, "pronoun", 0.5)
        return self._nameless("group", phrase.span, "pronoun", 0.85)

    def _by_antecedent(self, phrase: Phrase) -> Attribution:
        """«…, который заявил»: the noun or name before the clause."""
        tokens, low = self.mentions.tokens, self.mentions.document.sentences[phrase.head.sentence].first
        somebody = False
        for i in range(phrase.head.i - 1, max(low, phrase.head.i - 15) - 1, -1):
            token = tokens[i]
            at = self.mentions.at[i]
            if at is not None:
                is_person = at.referent.type == "person"
                gender = at.referent.gender if is_person else GENDER.get(token.tag.gender)
                if (is_person and phrase.plural) or (gender and phrase.gender and gender != phrase.gender):
                    continue
                return self._answer(at.referent, phrase.span, "relative", 0.8)
            if token.tag.pos != "NOUN" or (token.tag.number == "Plur") != phrase.plural:
                continue
            if not phrase.plural and GENDER.get(token.tag.gender) not in (None, phrase.gender):
                continue
            if phrase.plural:
                return self._nameless("group", phrase.span, "relative", 0.8)
            holder = self.mentions.holder(i)
            if holder is not None:
                return self._answer(holder, phrase.span, "relative", 0.8)
            somebody = somebody or not sorts_of(token.lemma)
        if somebody:
            return self._nameless("anonymous", phrase.span, "relative", 0.5)
        return self._unknown(phrase.span, "relative", 0.3)

    def _by_author(self, span: Span | None) -> Attribution:
        """«спрашиваю», «я»: whoever wrote the article."""
        author = self.mentions.author
        return self._answer(author, span, "author", 0.8) if author else self._unknown(span, "author", 0.3)

    # ------------------------------------------------------------ no source

    def _by_context(self, report: Report, cue: Cue | None) -> Attribution:
        """No subject in the frame, or no frame at all."""
        if cue is not None:
            if cue.first_person:
                return self._by_author(None)
            if not cue.subject:
                return self._by_document(report, cue) or self._unknown(None, "no subject", 0.8)
        anchor = cue.token if cue is not None else self._first(report)
        goes_on = self._goes_on(anchor, cue)
        if goes_on is not None:
            return goes_on
        if cue is not None and cue.plural:
            return self._unknown(None, "no subject", 0.6)
        return self._choose("dropped", anchor, cue.gender if cue is not None else None, None)

    def _by_document(self, report: Report, cue: Cue) -> Attribution | None:
        """«в сообщении говорится», «согласно документу»: whoever has just spoken by that document."""
        document = self._document(cue.token)
        if document is None:
            return None
        personal = "personal" in noun_classes(document.lemma)
        authors = ("person",) if personal else ("person", "organization")
        if self.last is not None and self.last[1].kind in authors:
            if self.mentions.clock[cue.token.sentence] - self.last[0].clock <= 2:
                return self._again(self.last[1], "document", 0.5)
        if personal:
            found = self._choose("dropped", cue.token, None, None, rule="document")
            return found if found.speaker is not None else None
        return self._answer(self.last_body, None, "document", 0.5) if self.last_body is not None else None

    def _document(self, cue: Token) -> Token | None:
        """The document that speaks, near the cue in its sentence."""
        sentence = self.mentions.document.sentences[cue.sentence]
        low, high = max(sentence.first, cue.i - DOCUMENT_REACH), min(sentence.last, cue.i + DOCUMENT_REACH)
        for token in self.mentions.tokens[low:high]:
            if token.tag.pos == "NOUN" and token.tag.case in ("Loc", "Dat"):
                lemma = fold(token.lemma)
                if lemma in column("speaking_documents") and "law" not in noun_classes(lemma):
                    return token
        return None

    def _goes_on(self, anchor: Token, cue: Cue | None) -> Attribution | None:
        """The last speaker, where that is no person: «…, уточнили в МВД. Также добавили, что …»."""
        if self.last is None:
            return None
        spoken, speaker = self.last
        if speaker.kind == "person" or self.mentions.clock[anchor.sentence] - spoken.clock > 1:
            return None
        if cue is None or (cue.plural and speaker.kind in ("organization", "group")):
            return self._again(speaker, "same speaker", 0.6)
        return None

    def _by_turn(self, report: Report) -> Attribution:
        """A dash paragraph or an interview turn that does not say whose it is."""
        anchor = self._first(report)
        before = self.dialogue.last(self.mentions.block_of(anchor))
        guest = self.interviewee
        if guest is not None and not self._asks(report):
            return self._answer(guest, None, "interviewee", 0.75)
        if before is None:
            return self._choose("dropped", anchor, None, None)
        other = self.dialogue.other()
        if other is not None and other.speaker is not None and other.speaker.kind != "unknown":
            return self._again(other.speaker, "turn", 0.75)
        if before.asks or before.speaker is None or before.speaker.kind != "person":
            answers = before.asks or (before.speaker is not None and before.speaker.kind == "anonymous")
            return self._choose(
                "dropped", anchor, None, None, without=before.key, rule="turn", somebody=answers
            )
        if self._asks(report):
            return self._unknown(None, "turn", 0.5)
        return self._again(before.speaker, "same speaker", 0.6)

    def _again(self, speaker: Speaker | None, rule: str, confidence: float) -> Attribution:
        """Somebody who has spoken already, here without a mention."""
        if speaker is None:
            return self._unknown(None, rule, confidence)
        if speaker.entity is None:
            return self._nameless(speaker.kind, None, rule, confidence)
        return self._answer(self.mentions.referents[speaker.entity], None, rule, confidence)

    def _first(self, report: Report) -> Token:
        """The first token of the content."""
        tokens = self.mentions.tokens
        return tokens[min(self.mentions.index(report.segments[0].start), len(tokens) - 1)]

    def _asks(self, report: Report) -> bool:
        """Whether a report ends with a question."""
        i = self.mentions.index(report.segments[-1].end) - 1
        return "?" in self.mentions.tokens[i].text

    # ------------------------------------------------------------ choice

    def options(
        self,
        kind: Kind,
        anchor: Token,
        gender: Gender | None,
        phrase: Phrase | None,
        without: str | None = None,
    ) -> list[Option[Person | None]]:
        """The people who can be meant, with their features, and nobody of them."""
        also = self._holders(phrase) if phrase is not None and kind == "noun" else []
        owner = phrase.owner.id if phrase is not None and phrase.owner is not None else without
        sure = gender if phrase is None or phrase.gender_sure else None
        options: list[Option[Person | None]] = []
        order = 0  # among those with names
        for person in self.people.latest(sure, also):
            itself = person.referent is None and phrase is not None and person.token == phrase.head.i
            if person.key == owner or itself:
                continue
            features = self.people.presence(person, anchor, order)
            order += person.referent is not None
            if gender is not None and person.gender is not None and person.gender != gender:
                features["gender other"] = 1
            if phrase is not None and kind == "noun":
                features |= self._fit(phrase, person)
            options.append(Option(person, features))
        options.append(Option(None, self._nobody(phrase)))
        return options

    def _holders(self, phrase: Phrase) -> list[Person]:
        """The people who hold such a role anywhere in the article."""
        holders = [self.mentions.referents[key] for key in self.titles.holders(phrase)]
        linked = self.mentions.linked(phrase.head.i)
        if linked is not None and linked not in holders:
            holders.append(linked)
        return [self.people.known(referent) for referent in holders]

    def _fit(self, phrase: Phrase, person: Person) -> dict[str, float]:
        """How a noun phrase fits a person."""
        if person.referent is None:
            return {"same noun": float(person.noun == fold(phrase.lemma))}
        match = self.titles.match(phrase, self.mentions.tokens, person.key)
        features = {match: 1.0}
        if "general" in noun_classes(phrase.lemma):
            features[f"general, {match}"] = 1.0
        return features

    def _nobody(self, phrase: Phrase | None) -> dict[str, float]:
        """What speaks for somebody whom the article does not name."""
        features = {"nobody": 1.0}
        if phrase is None or phrase.kind != "noun":
            return features
        classes = noun_classes(phrase.lemma)
        for name in ("anonymous", "general", "kin"):
            if name in classes:
                features[f"nobody, {name}"] = 1.0
        if phrase.owner is not None:
            features["nobody, owner"] = 1.0
        if phrase.complement:
            features["nobody, complement"] = 1.0
        if phrase.bare:
            features["nobody, bare"] = 1.0
        return features

    def _choose(
        self,
        kind: Kind,
        anchor: Token,
        gender: Gender | None,
        phrase: Phrase | None,
        *,
        without: str | None = None,
        rule: str | None = None,
        somebody: bool = False,
    ) -> Attribution:
        """The person most likely meant by a pronoun, a noun or a dropped subject.

        `without` is somebody who cannot be meant; `somebody` says that it must be one of the others.
        """
        options = self.options(kind, anchor, gender, phrase, without)
        if somebody:
            options = [o for o in options if o.value is not None and o.value.referent is not None]
        if not options:
            return self._unknown(None, rule or RULES[kind], 0.5)
        return self._pick(kind, options, phrase, anchor, rule)

    def _pick(
        self,
        kind: Kind,
        options: list[Option[Person | None]],
        phrase: Phrase | None,
        anchor: Token,
        rule: str | None = None,
    ) -> Attribution:
        """The best of the candidates, if it is good enough."""
        ranked = probabilities(kind, options)
        span = phrase.span if phrase is not None else None
        best, probability = ranked[0]
        shown = tuple((p.referent.id, round(x, 3)) for p, x in ranked if p is not None and p.referent)[:5]
        nobody = 1 - sum(x for p, x in ranked if p is not None and p.referent)
        rule = rule or RULES[kind]
        if best is not None and best.referent is not None and probability >= ENOUGH:
            self._see(best, phrase.head if phrase is not None else anchor)
            if phrase is not None:
                self._refer(best.referent, phrase, probability)
            return self._answer(best.referent, span, rule, probability, shown)
        if kind == "noun":
            return self._nameless("anonymous", span, "anonymous", nobody, shown)
        if kind == "pronoun" and best is not None and best.referent is None:
            return self._nameless("anonymous", span, rule, probability, shown)
        return self._unknown(span, rule, nobody, shown)

    def _see(self, person: Person, token: Token) -> None:
        self.people.see(token, person.key, person.referent, person.gender, person.noun, subject=True)

    # ------------------------------------------------------------ answers

    def _answer(
        self,
        referent: Referent,
        span: Span | None,
        rule: str,
        confidence: float,
        candidates: tuple[tuple[str, float], ...] | None = None,
    ) -> Attribution:
        """A speaker who is an entity."""
        person = referent.type == "person"
        speaker = Speaker(
            **self._mention(span),
            name=referent.name,
            kind="person" if person else "organization",
            entity=referent.id,
            role=self.titles.fullest(referent.id) if person else None,
        )
        return Attribution(speaker, rule, candidates or ((referent.id, 1.0),), confidence)

    def _nameless(
        self,
        kind: SpeakerKind,
        span: Span | None,
        rule: str,
        confidence: float,
        candidates: tuple[tuple[str, float], ...] = (),
    ) -> Attribution:
        """A group, or somebody whom the article does not name."""
        return Attribution(Speaker(**self._mention(span), kind=kind), rule, candidates, confidence)

    def _unknown(
        self, span: Span | None, rule: str, confidence: float, candidates: tuple[tuple[str, float], ...] = ()
    ) -> Attribution:
        """A speaker of whom nothing is known; none at all where nothing is mentioned."""
        speaker = Speaker(**self._mention(span), kind="unknown") if span is not None else None
        return Attribution(speaker, rule, candidates, confidence)

    def _mention(self, span: Span | None) -> dict[str, Any]:
        if span is None:
            return {}
        return {"start": span.start, "end": span.end, "text": self.mentions.document.words(span)}

    # ------------------------------------------------------------ consequences

    def _spoken(self, report: Report, found: Attribution, phrase: Phrase | None, cue: Cue | None) -> None:
        """Remember who has spoken."""
        mentions = self.mentions
        speaker = found.speaker
        key: str | None = None
        if speaker is not None and speaker.entity is not None:
            key = speaker.entity
            if speaker.kind == "organization":
                self.last_body = mentions.referents[key]
            if cue is not None and fold(report.cue_lemma or "") in column("press_cues"):
                self.bodies.medium(key)
        elif (
            speaker is not None
            and speaker.kind == "anonymous"
            and phrase is not None
            and not phrase.is_pronoun
        ):
            key = NOBODY + fold(phrase.lemma)
            self.people.see(phrase.head, key, None, phrase.gender, fold(phrase.lemma), subject=True)
        if report.via is not None:
            for i in mentions.range(report.via):
                at = mentions.at[i]
                if at is not None:
                    self.bodies.medium(at.referent.id)
        end = max(report.segments[-1].end, report.frame.end)
        last = mentions.tokens[max(0, mentions.index(end) - 1)]
        if speaker is not None and (key is not None or speaker.kind == "group"):
            by_noun = cue is not None and cue.noun and report.kind != "direct"
            spoken = Spoken(key, mentions.clock[last.sentence], mentions.block_of(last), end, by_noun)
            self.people.spoken = spoken
            self.last = (spoken, speaker)
        if report.kind == "direct":
            who = key or (speaker.kind if speaker is not None else NOBODY)
            first = mentions.block_of(self._first(report))
            self.dialogue.add(Turn(who, speaker, first, mentions.block_of(last), self._asks(report)))

    def _refer(self, referent: Referent, phrase: Phrase, probability: float = 1.0) -> None:
        """Add the phrase as a mention of an entity, where it is none yet."""
        at = self.mentions.at[phrase.head.i]
        if probability < SURE or (at is not None and at.referent is referent):
            return
        nominative = third_person(phrase.head)
        if nominative is None:
            normal = phrase_nominative(self.mentions.document, phrase.first, phrase.last, phrase.head.i)
            self._add(referent, Reference(phrase.span.start, phrase.span.end, "nominal", normal))
        else:
            self._add(referent, Reference(phrase.span.start, phrase.span.end, "pronoun", nominative))

    def _add(self, referent: Referent, reference: Reference) -> None:
        known = self.references.setdefault(referent.id, [])
        if reference not in known[-3:]:
            known.append(reference)
