"""The walk over the article: who is present, and who speaks in each report."""

from __future__ import annotations

from newsnlp.document import Reference, Referent, Report, RoleLink, Span, Token
from newsnlp.language.inflection import phrase_nominative
from newsnlp.schema import Gender, Speaker, SpeakerKind
from newsnlp.speakers.attribution import Attribution
from newsnlp.speakers.bodies import Bodies
from newsnlp.speakers.choice import Kind, Option, probabilities
from newsnlp.speakers.dialogue import Dialogue, Turn
from newsnlp.speakers.mentions import QUOTED, Mention, Mentions
from newsnlp.speakers.nouns import fold, noun_classes, sorts_of
from newsnlp.speakers.people import People, Person, Spoken
from newsnlp.speakers.phrase import GENDER, Phrase, read_phrase, third_person
from newsnlp.speakers.titles import Titles

NOBODY = "?"  # the candidate «somebody whom the article does not name»
ENOUGH = 0.5  # probability from which a candidate is the answer
SURE = 0.75  # probability from which a pronoun becomes a mention
TURNS = ("dash", "turn")
PRESS_CUES = frozenset({"сообщать", "сообщить", "писать", "передавать", "передать", "написать", "отмечать"})


class Walk:
    """What is known of people and organisations up to a place of the text."""

    def __init__(self, mentions: Mentions, links: list[RoleLink]) -> None:
        self.mentions = mentions
        self.people = People(mentions)
        self.bodies = Bodies(mentions)
        self.titles = Titles(mentions, links)
        self.dialogue = Dialogue()
        self.references: dict[str, list[Reference]] = {}
        self.last: tuple[Spoken, Speaker | None] | None = None
        self._group: Token | None = None

    # ------------------------------------------------------------ mentions

    def mention(self, mention: Mention) -> None:
        """A name, or a noun that stands for an organisation."""
        token = self.mentions.tokens[mention.first]
        referent = mention.referent
        if referent.type == "person":
            self.people.see(token, referent.id, referent, referent.gender)
        else:
            self.bodies.see(mention)

    def role(self, link: RoleLink) -> None:
        """A role without a name whose holder is known."""
        assert link.person is not None
        referent = self.mentions.referents[link.person]
        self.people.see(self.mentions.tokens[link.role.head], referent.id, referent, referent.gender)

    def noun(self, token: Token) -> None:
        """A noun for somebody whom nobody has named: «женщина»."""
        gender = GENDER.get(token.tag.gender)
        self.people.see(token, NOBODY + fold(token.lemma), None, gender, fold(token.lemma))

    def pronoun(self, token: Token) -> None:
        """A pronoun outside the frames of reports."""

    # ------------------------------------------------------------ reports

    def report(self, report: Report) -> Attribution:
        """Who speaks in a report."""
        cue = self.mentions.tokens[self.mentions.index(report.cue.start)] if report.cue is not None else None
        phrase = read_phrase(self.mentions, report.source, cue) if report.source is not None else None
        if phrase is not None:
            found = self._by_phrase(report, phrase, cue)
        elif report.pattern.split(",")[0] in TURNS and report.cue is None:
            found = self._by_turn(report)
        else:
            found = self._by_context(report, cue)
        self._spoken(report, found, phrase, cue)
        return found

    def _by_phrase(self, report: Report, phrase: Phrase, cue: Token | None) -> Attribution:
        if phrase.kind == "name":
            return self._by_name(phrase)
        if phrase.kind == "role":
            assert phrase.link is not None and phrase.link.person is not None
            referent = self.mentions.referents[phrase.link.person]
            self._refer(referent, phrase)
            return Attribution(self._speaker(referent, phrase.span), "role", ((referent.id, 1.0),), 0.9)
        if phrase.kind == "pronoun":
            return self._choose("pronoun", phrase.head, phrase.gender, phrase, report)
        if phrase.kind == "noun":
            return self._choose("noun", phrase.head, phrase.gender, phrase, report)
        if phrase.kind == "relative":
            return self._by_antecedent(phrase, report)
        if phrase.kind == "author":
            return self._by_author(phrase.span)
        if phrase.kind == "organization":
            return self._by_body(phrase)
        if phrase.kind == "there":
            referent_ = self.bodies.last(self.mentions.clock[phrase.head.sentence])
            if referent_ is not None:
                return Attribution(
                    self._speaker(referent_, phrase.span), "there", ((referent_.id, 1.0),), 0.7
                )
            return self._unknown(phrase.span, "there", 0.3)
        if phrase.kind == "plural":
            return self._by_plural(phrase)
        if phrase.kind == "group":
            return Attribution(self._nameless("group", phrase.span), "group", (), 0.9)
        return self._unknown(phrase.span, "text", 0.5)

    def _by_name(self, phrase: Phrase) -> Attribution:
        assert phrase.name is not None
        referent = phrase.name.referent
        rule = "place" if referent.type == "location" else "name"
        return Attribution(self._speaker(referent, phrase.span), rule, ((referent.id, 1.0),), 0.95)

    def _by_body(self, phrase: Phrase) -> Attribution:
        """«ведомство», «в пресс-службе театра»: an organisation named before, or one with no other name."""
        at = self.mentions.at[phrase.head.i]
        known = at.referent if at is not None and at.referent.type == "organization" else None
        if known is not None and any(r.kind == "name" for r in known.references):
            found = (known, 0.9)
        else:
            better = self.bodies.find(phrase)
            if better is not None and (known is None or better[1] >= 0.7):
                found = better
            else:
                found = (known, 0.7) if known is not None else (self.bodies.make(phrase), 0.7)
        referent, confidence = found
        self.bodies.note(referent, phrase)
        self._refer(referent, phrase)
        rule = "organization"
        return Attribution(self._speaker(referent, phrase.span), rule, ((referent.id, 1.0),), confidence)

    def _by_plural(self, phrase: Phrase) -> Attribution:
        """«они», «по их словам»: the organisation whose people spoke last, else a group."""
        if self.last is not None:
            spoken, speaker = self.last
            clock = self.mentions.clock[phrase.head.sentence]
            if speaker is not None and speaker.kind == "organization" and clock - spoken.clock <= 1:
                referent = self.mentions.referents.get(speaker.entity or "")
                if referent is not None:
                    return Attribution(
                        self._speaker(referent, phrase.span), "pronoun", ((referent.id, 1.0),), 0.5
                    )
        return Attribution(self._nameless("group", phrase.span), "group", (), 0.8)

    def _by_antecedent(self, phrase: Phrase, report: Report) -> Attribution:
        """«…, который заявил»: the noun or name before the clause."""
        tokens, low = self.mentions.tokens, self.mentions.document.sentences[phrase.head.sentence].first
        for i in range(phrase.head.i - 1, max(low, phrase.head.i - 15) - 1, -1):
            token = tokens[i]
            at, role = self.mentions.at[i], self.mentions.role_at[i]
            if at is not None:
                if phrase.plural and at.referent.type == "person":
                    continue
                if phrase.gender and at.referent.gender and at.referent.gender != phrase.gender:
                    continue
                return Attribution(
                    self._speaker(at.referent, phrase.span), "relative", ((at.referent.id, 1.0),), 0.8
                )
            if token.tag.pos != "NOUN" or (token.tag.number == "Plur") != phrase.plural:
                continue
            if not phrase.plural and GENDER.get(token.tag.gender) not in (None, phrase.gender):
                continue
            if phrase.plural:
                return Attribution(self._nameless("group", phrase.span), "relative", (), 0.8)
            if role is not None and role.person is not None and role.person in self.mentions.referents:
                referent = self.mentions.referents[role.person]
                return Attribution(
                    self._speaker(referent, phrase.span), "relative", ((referent.id, 1.0),), 0.8
                )
            if sorts_of(token.lemma):
                continue
            return Attribution(self._nameless("anonymous", phrase.span), "relative", (), 0.5)
        return self._unknown(phrase.span, "relative", 0.3)

    def _by_author(self, span: Span | None) -> Attribution:
        """«спрашиваю», «я»: whoever wrote the article."""
        author = self.mentions.author
        if author is None:
            return self._unknown(span, "author", 0.3)
        return Attribution(self._speaker(author, span), "author", ((author.id, 1.0),), 0.8)

    # ------------------------------------------------------------ no source

    def _by_context(self, report: Report, cue: Token | None) -> Attribution:
        """No subject in the frame, or no frame at all."""
        if cue is not None:
            if cue.tag.person == "1" and cue.tag.number == "Sing":
                return self._by_author(None)
            if not self._has_subject(cue):
                return self._unknown(None, "no subject", 0.8)
        anchor = cue or self.mentions.tokens[self.mentions.index(report.segments[0].start)]
        previous = self._goes_on(anchor, cue)
        if previous is not None:
            return previous
        gender = GENDER.get(cue.tag.gender) if cue is not None else None
        return self._choose("dropped", anchor, gender, None, report)

    def _has_subject(self, cue: Token) -> bool:
        """Whether the verb has somebody as its subject, though it is left out."""
        tag = cue.tag
        if tag.pos not in ("VERB", "AUX") and not (tag.variant == "Short" and tag.gender != "Neut"):
            return False
        if tag.form == "Fin" and (tag.number == "Plur" or tag.gender == "Neut" or tag.voice == "Pass"):
            return False
        if cue.text.lower().endswith(("ся", "сь")) and tag.voice != "Act" and tag.form == "Fin":
            return fold(cue.lemma) in ("признаться", "поделиться", "удивиться", "усмехнуться", "улыбнуться")
        return tag.form in ("Fin", "Conv") or tag.variant == "Short"

    def _goes_on(self, anchor: Token, cue: Token | None) -> Attribution | None:
        """The speaker of the report before, where that is no person: «Также в ведомстве…». Добавили…»."""
        if self.last is None:
            return None
        spoken, speaker = self.last
        clock = self.mentions.clock[anchor.sentence]
        if speaker is None or speaker.kind == "person" or clock - spoken.clock > 1:
            return None
        if cue is None and speaker.kind in ("organization", "anonymous"):
            referent = self.mentions.referents.get(speaker.entity or "")
            if referent is not None:
                return Attribution(self._speaker(referent, None), "same speaker", ((referent.id, 1.0),), 0.6)
            return Attribution(self._nameless(speaker.kind, None), "same speaker", (), 0.5)
        return None

    def _by_turn(self, report: Report) -> Attribution:
        """A dash paragraph or an interview turn that does not say whose it is."""
        block = self._block(report.segments[0].start)
        before = self.dialogue.last(block)
        anchor = self.mentions.tokens[self.mentions.index(report.segments[0].start)]
        if before is None:
            return self._choose("dropped", anchor, None, None, report)
        other = self.dialogue.other()
        if other is not None:
            return self._again(other.speaker, "turn", 0.75)
        if before.asks or before.speaker is None or before.speaker.kind != "person":
            return self._choose("dropped", anchor, None, None, report, without=before.key, rule="turn")
        if self._asks(report):
            return self._unknown(None, "turn", 0.5)
        return self._again(before.speaker, "same speaker", 0.6)

    def _again(self, speaker: Speaker | None, rule: str, confidence: float) -> Attribution:
        """Somebody who has spoken already, here without a mention."""
        if speaker is None:
            return self._unknown(None, rule, confidence)
        referent = self.mentions.referents.get(speaker.entity or "")
        if referent is None:
            return Attribution(self._nameless(speaker.kind, None), rule, (), confidence)
        return Attribution(self._speaker(referent, None), rule, ((referent.id, 1.0),), confidence)

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
        also = []
        owner = phrase.owner.id if phrase is not None and phrase.owner is not None else without
        if phrase is not None and kind == "noun":
            also = [self.people.recent[p] for p in self.titles.holders(phrase) if p in self.people.recent]
        sure = gender if phrase is None or phrase.gender_sure else None
        options: list[Option[Person | None]] = []
        for order, person in enumerate(self.people.latest(sure, also)):
            if person.key == owner or (phrase is not None and person.token == phrase.head.i):
                continue
            features = self.people.presence(person, anchor, order)
            if gender is not None and person.gender is not None and person.gender != gender:
                features["gender other"] = 1
            if phrase is not None and kind == "noun":
                features |= self._fit(phrase, person)
            options.append(Option(person, features))
        options.append(Option(None, self._nobody(phrase)))
        return options

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
        report: Report,
        *,
        without: str | None = None,
        rule: str | None = None,
    ) -> Attribution:
        """The person most likely meant by a pronoun, a noun or a dropped subject."""
        options = self.options(kind, anchor, gender, phrase, without)
        ranked = probabilities(kind, options)
        span = phrase.span if phrase is not None else None
        best, probability = ranked[0]
        shown = tuple((p.referent.id, round(x, 3)) for p, x in ranked if p is not None and p.referent)[:5]
        rule = rule or {"pronoun": "pronoun", "noun": "noun", "dropped": "running speaker"}[kind]
        if best is not None and best.referent is not None and probability >= ENOUGH:
            if phrase is not None:
                self._refer(best.referent, phrase, probability)
            self._see(best, phrase.head if phrase is not None else anchor)
            return Attribution(self._speaker(best.referent, span), rule, shown, probability)
        if kind == "noun":
            return Attribution(
                self._nameless("anonymous", span), "anonymous", shown, 1 - sum(x for _, x in shown)
            )
        if best is not None and best.referent is None and kind == "pronoun":
            return Attribution(self._nameless("anonymous", span), rule, shown, probability)
        return self._unknown(span, rule, 1 - sum(x for _, x in shown), shown)

    def _see(self, person: Person, token: Token) -> None:
        self.people.see(token, person.key, person.referent, person.gender, person.noun, subject=True)

    # ------------------------------------------------------------ answers

    def _speaker(self, referent: Referent, span: Span | None) -> Speaker:
        person = referent.type == "person"
        return Speaker(
            start=span.start if span is not None else None,
            end=span.end if span is not None else None,
            text=self.mentions.document.words(span) if span is not None else None,
            name=referent.name,
            kind="person" if person else "organization",
            entity=referent.id,
            role=self.titles.fullest(referent.id) if person else None,
        )

    def _nameless(self, kind: SpeakerKind, span: Span | None) -> Speaker:
        return Speaker(
            start=span.start if span is not None else None,
            end=span.end if span is not None else None,
            text=self.mentions.document.words(span) if span is not None else None,
            kind=kind,
        )

    def _unknown(
        self, span: Span | None, rule: str, confidence: float, shown: tuple[tuple[str, float], ...] = ()
    ) -> Attribution:
        speaker = self._nameless("unknown", span) if span is not None else None
        return Attribution(speaker, rule, shown, max(0.0, min(1.0, confidence)))

    # ------------------------------------------------------------ consequences

    def _spoken(self, report: Report, found: Attribution, phrase: Phrase | None, cue: Token | None) -> None:
        """Remember who has spoken."""
        mentions = self.mentions
        speaker = found.speaker
        end = max(report.segments[-1].end, report.frame.end)
        last = mentions.tokens[max(0, mentions.index(end) - 1)]
        key: str | None = None
        if speaker is not None and speaker.entity is not None:
            key = speaker.entity
            referent = mentions.referents[key]
            if referent.type == "organization" and cue is not None:
                self.bodies.spoken(referent, report.cue_lemma in PRESS_CUES)
        elif speaker is not None and speaker.kind == "anonymous" and phrase is not None:
            key = NOBODY + fold(phrase.lemma) if third_person(phrase.head) is None else None
            if key is not None:
                self.people.see(phrase.head, key, None, phrase.gender, fold(phrase.lemma), subject=True)
        spoken = Spoken(key, mentions.clock[last.sentence], mentions.block_of(last), end, report.kind)
        if key is not None or report.kind == "direct":
            self.people.spoken = spoken
            self.last = (spoken, speaker)
        if report.kind == "direct":
            who = key or (speaker.kind if speaker is not None else NOBODY)
            first = self._block(report.segments[0].start)
            self.dialogue.add(
                Turn(who, speaker, first, self._block(report.segments[-1].start), self._asks(report))
            )

    def _block(self, offset: int) -> int:
        return self.mentions.block_of(self.mentions.tokens[self.mentions.index(offset)])

    def _refer(self, referent: Referent, phrase: Phrase, probability: float = 1.0) -> None:
        """Add the phrase as a mention of an entity, where it is none yet."""
        if probability < SURE:
            return
        at = self.mentions.at[phrase.head.i]
        if at is not None and at.referent is referent:
            return
        nominative = third_person(phrase.head)
        if nominative is not None:
            self._add(referent, Reference(phrase.span.start, phrase.span.end, "pronoun", nominative))
            return
        normal = phrase_nominative(self.mentions.document, phrase.first, phrase.last, phrase.head.i)
        self._add(referent, Reference(phrase.span.start, phrase.span.end, "nominal", normal))

    def _add(self, referent: Referent, reference: Reference) -> None:
        known = self.references.setdefault(referent.id, [])
        if reference not in known:
            known.append(reference)
