"""What the encoder says of reported speech: how sure a report is, and reports that no rule has found.

Marks, dashes and paragraphs are certain: a span of the encoder is cut at the borders of its block and
fills the quotation marks in which it mostly stands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from newsnlp.document import Report, Span
from newsnlp.encoder.decode import Found
from newsnlp.encoder.encoding import Encoding
from newsnlp.language.inflection import name_cases
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.speech.acceptance import ACCEPTED, facts_of, probability
from newsnlp.speech.clauses import RELATIVES, asks_what, is_frame, is_result, trim_left, trim_right
from newsnlp.speech.context import Context
from newsnlp.speech.cues import CALL, STATE
from newsnlp.speech.frames import Frame, framed, read_frame
from newsnlp.speech.marked import has_predicate
from newsnlp.speech.media import is_network
from newsnlp.speech.owners import RELAYING
from newsnlp.speech.subjects import RELATIVE
from newsnlp.speech.verbatim import kind_of

LEAST = {"direct": 0.7, "reported": 0.5}  # probability from which a span of the encoder alone may be a report
SHORTEST = {"direct": 1, "reported": 3}  # words of such a span
OPENING = 3  # tokens from a verb to the content that it opens: «узнал, что …»
SAYS_THERE = frozenset({"в", "во", "на", "у", "из", "от", "по"})  # «в мэрии», but not «через пресс-службу»
FRAMED = 0.5  # probability of a cue or a source in its frame
BESIDE = 30  # tokens between a content and its frame


class Evidence:
    """The encoder's reading of one document, by token."""

    def __init__(self, context: Context, encoding: Encoding) -> None:
        self.context, self.encoding = context, encoding
        self.starts = {head: [f.first for f in encoding.spans(head)] for head in ("cue", "source")}

    def accepted(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The reports that are likely enough, with their probability; direct ones stay as they are."""
        for report in reports:
            if report.kind == "direct":
                yield report
                continue
            chance = probability(facts_of(self.context, self.encoding, report))
            if chance >= ACCEPTED:
                yield replace(report, confidence=chance)

    def reports(self, taken: list[bool]) -> Iterator[Report]:
        """The reports whose words nobody has taken."""
        for head in ("direct", "reported"):
            for found in self.encoding.spans(head):
                if found.probability < LEAST[head] or any(taken[found.first : found.last]):
                    continue
                content = self._content(found, head)
                if content is None or self._known(content[0]) or is_result(self.context, content[0] - 1):
                    continue
                report = self._report(head, *content, found.probability)
                if report.kind != "indirect" or self._says_something(report, *content):
                    yield report

    def _content(self, found: Found, head: str) -> tuple[int, int] | None:
        """The tokens of a span: in one block, without marks at its ends, whole quotation marks."""
        context, tokens = self.context, self.context.tokens
        first, last = found.first, min(found.last, context.block_range(found.first)[1])
        if context.kind_at(first) not in ("paragraph", "headline"):
            return None
        pair = context.pair_at[(first + last) // 2]
        if head == "direct":
            if pair is None:
                return None
            low, high = context.index(pair.inner.start), context.index(pair.inner.end)
            if 2 * (min(high, last) - max(low, first)) <= high - low:
                return None
            return low, high
        first = trim_left(context, first, last)
        first -= asks_what(context, first - 1)
        governed = first > 0 and tokens[first - 1].tag.pos == "ADP" and first <= tokens[first - 1].head < last
        if governed and has_predicate(context, first, last):
            first -= 1  # «пообещал (в) случае победы уйти»
        last = trim_right(context, first, last)
        if tokens[last - 1].text == ")" and all(token.text != "(" for token in tokens[first:last]):
            last -= 1
        if is_frame(context, first, last) or fold(tokens[first].lemma) in RELATIVE:
            return None
        words = sum(token.is_word for token in tokens[first:last])
        if fold(tokens[last - 1].lemma) in RELATIVES:
            return None
        whole = words >= SHORTEST[head] and tokens[last - 1].tag.pos not in ("SCONJ", "CCONJ", "ADP")
        return (first, last) if whole else None

    def _says_something(self, report: Report, first: int, last: int) -> bool:
        """Whether a content without marks has a predicate, or is called something: «назвал игру скучной»."""
        cue = self.context.index(report.cue.start) if report.cue is not None else None
        called = cue is not None and CALL in self.context.cues[cue]
        return called or has_predicate(self.context, first, last)

    def _known(self, first: int) -> bool:
        """Whether a verb of knowing, not of saying, opens the content: «узнал, что»."""
        low = max(self.context.sentence_range(first)[0], first - OPENING)
        verbs = column("knowledge_verbs")
        return any(fold(token.lemma) in verbs for token in self.context.tokens[low:first])

    def complete(self, report: Report) -> Report:
        """The report with the source that the encoder sees in its frame, where the rules see none.

        What a passive or an impersonal verb tells nobody says.
        """
        context = self.context
        if report.source is not None or report.cue is None:
            return report
        cue = context.index(report.cue.start)
        token = context.tokens[cue]
        if STATE in context.cues[cue] or (token.tag.variant == "Short" and token.tag.voice == "Pass"):
            return report
        low, high = context.sentence_range(cue)
        relays = fold(token.lemma) in RELAYING  # «приводит слова россиянина»
        near = (
            found
            for found in self._within("source", low, high)
            if not any(s.start <= context.tokens[found.first].start < s.end for s in report.segments)
            and not (
                found.last == cue and found.first == cue - 1 and context.tokens[cue - 1].tag.pos == "ADJ"
            )
            and (token.tag.pos != "VERB" or relays or self._may_be_subject(found))
        )
        source = min(near, key=lambda found: abs(found.first - cue), default=None)
        return self._of(report, source)

    def _may_be_subject(self, source: Found) -> bool:
        """Whether a phrase may be that of who speaks: «в мэрии», «врач», but not «(рассказали) врачу»."""
        tokens = self.context.tokens
        if is_network(self.context, source.first, source.last):
            return False
        if source.first and tokens[source.first - 1].tag.pos == "ADP":
            return fold(tokens[source.first - 1].text) in SAYS_THERE
        name = self.context.name_at[source.first]
        cases = name_cases(tokens[name.first : name.last]) if name is not None else set()
        noun = next((t for t in tokens[source.first : source.last] if t.tag.pos in ("NOUN", "PROPN")), None)
        if name is None and noun is not None:
            cases = {p.tag.case for p in noun.morphology.parses(noun.text) if p.is_known}
        return not cases or "nomn" in cases

    def _of(self, report: Report, source: Found | None) -> Report:
        """The report with its source, if there is one."""
        return replace(report, source=self.context.span(source.first, source.last)) if source else report

    def _within(self, head: str, low: int, high: int) -> Iterator[Found]:
        """The probable spans of a head that begin among these tokens."""
        starts, spans = self.starts[head], self.encoding.spans(head)
        for n in range(bisect_left(starts, low), len(starts)):
            if starts[n] >= high:
                break
            if spans[n].probability > FRAMED:
                yield spans[n]

    def _report(self, head: str, first: int, last: int, probability: float) -> Report:
        context = self.context
        span = context.span(first, last)
        kind = "direct" if head == "direct" else kind_of(context, first, last)
        pair = context.pair_at[first] if kind == "direct" else None
        outer = pair if pair is not None else span
        report = Report(kind, outer.start, outer.end, (span,), "encoder", span, confidence=probability)
        low, high = context.sentence_range(first)[0], context.sentence_range(last - 1)[1]
        found = self._beside("cue", first, last, low, high)
        source = self._beside("source", first, last, low, high)
        if found is None:
            return self._of(report, source)
        cue = found.first
        frame = self._frame(cue, source, first, last, low, high)
        if kind == "direct":
            stretch = Span(min(span.start, context.tokens[cue].start), max(span.end, context.tokens[cue].end))
            report = replace(report, frame=stretch)
        return framed(context, report, cue, frame)

    def _frame(self, cue: int, source: Found | None, first: int, last: int, low: int, high: int) -> Frame:
        before = cue < first
        frame = read_frame(self.context, cue, low if before else last, first if before else high)
        if source is None or frame.source is not None:
            return frame
        return Frame(self.context.span(source.first, source.last), frame.via, source.first)

    def _beside(self, head: str, first: int, last: int, low: int, high: int) -> Found | None:
        """The nearest span of a head in the sentence, outside the content."""
        near = self._within(head, max(low, first - BESIDE), min(high, last + BESIDE))
        outside = (found for found in near if not first <= found.first < last)
        return min(outside, key=lambda found: max(first - found.first, found.first - last), default=None)
