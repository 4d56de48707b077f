"""Media that pass a report on outside its frame: «X заявил, что A, пишет Y»; «Об этом сообщает Y».

The medium of such an insertion is no second speaker: the words belong to whom the report names.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsnlp.document import Report, Span, Token
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.speech.context import Context, is_dash, is_finite
from newsnlp.speech.cues import PO, SAY, SOGLASNO, noun_classes
from newsnlp.speech.media import Outlet, is_dative, outlet_span, read_outlet
from newsnlp.speech.owners import POSSESSIVE, REFERRING, RELAYING

INSERTION = 14  # tokens of an insertion that names a medium
WINDOW = 60  # tokens from a report to the insertion; farther off it belongs to others, and cost stays linear
LEADERS = 4  # tokens of an insertion before its verb
TAKEN_UP = 7  # tokens of a sentence up to the verb that tells who reports: «Слова мэра Ивина приводит»
RELATIVES = frozenset({"который", "чей"})
# How the insertion by itself is read, with the medium for its speaker.
INDIRECT = ("as-clause", "inserted frame", "according to", "that-clause")

Cue = tuple[int, Span | None]  # the token of a cue, and who speaks


@dataclass(frozen=True, slots=True)
class Relay:
    """An insertion that names a medium: tokens `first`..`last`, the word that reports, the medium."""

    first: int
    last: int
    cue: int
    outlet: Outlet


def relayed(context: Context, reports: list[Report], more: list[Report]) -> tuple[list[Report], list[Report]]:
    """Both lists, with the media that pass the reports on.

    `more` loses the reports that take such a medium for the speaker of what somebody else has said.
    """
    relays: dict[int, list[Relay]] = {}
    everything = [*reports, *more]
    cues = sorted(
        ((_cue(context, r), r.source) for r in everything if r.cue is not None), key=lambda pair: pair[0]
    )
    out: list[Report] = []
    heard: set[int] = set()  # the cues of insertions whose words somebody else has said
    for report in everything:
        sentence = _sentence_of(context, report)
        if sentence not in relays:
            relays[sentence] = list(_relays(context, sentence))
        relay = _relay_of(context, report, relays[sentence], cues)
        if relay is not None:
            heard.add(relay.cue)
        else:
            relay = _about_it(context, report, sentence)
        out.append(report if relay is None else replace(report, via=outlet_span(context, relay.outlet)))
    n = len(reports)
    return out[:n], [r for r in out[n:] if not (r.pattern in INDIRECT and _cue(context, r) in heard)]


def _sentence_of(context: Context, report: Report) -> int:
    """The sentence in which the frame ends, or the content where the report has no frame."""
    end = max(report.segments[-1].end, report.cue.end if report.cue is not None else 0)
    return context.tokens[max(0, context.index(end) - 1)].sentence


def _cue(context: Context, report: Report) -> int:
    return context.index(report.cue.start) if report.cue is not None else -1


def _relays(context: Context, sentence: int) -> Iterator[Relay]:
    """The insertions in a sentence that name a medium."""
    tokens = context.tokens
    first, last = context.document.sentences[sentence].first, context.document.sentences[sentence].last
    i = first
    while i < last:
        relay = None
        if tokens[i].tag.form == "Fin" and (SAY in context.cues[i] or _relays_words(tokens[i])):
            relay = _by_verb(context, i, first, last) or _by_clause(context, i, first, last)
        elif tokens[i].tag.pos == "NOUN" and noun_classes(tokens[i]) & {PO, SOGLASNO}:
            relay = _by_noun(context, i, first, last)
        if relay is not None:
            yield relay
        i = relay.last if relay is not None else i + 1


def _relays_words(token: Token) -> bool:
    return fold(token.lemma) in column("press_cues") or fold(token.lemma) in REFERRING


def _by_verb(context: Context, verb: int, low: int, high: int) -> Relay | None:
    """«, пишет X»; «как сообщает агентство X»; «, которого цитирует X»; «, чьи слова приводит X»."""
    tokens = context.tokens
    start = _relay_start(context, verb, low)
    opened = start == low or tokens[start - 1].text in (",", "(") or is_dash(tokens[start - 1])
    relative = any(fold(t.lemma) in RELATIVES for t in tokens[start:verb])
    if not opened or (start == low and fold(tokens[start].text) != "как"):
        return None
    if fold(tokens[verb].lemma) in REFERRING and not relative:
        return None
    press = fold(tokens[verb].lemma) in column("press_cues")
    for i in range(verb + 1, min(high, verb + INSERTION)):
        outlet = read_outlet(context, i, verb + 1, high)
        if outlet is not None:
            between = tokens[verb + 1 : outlet.start]
            plain = all(t.tag.pos in ("ADV", "ADP", "NOUN", "ADJ", "NUM") for t in between)
            known = outlet.sure or (press and context.pair_at[outlet.first] is not None)
            subject = outlet.noun is None or tokens[outlet.noun].tag.case == "Nom"
            if (
                plain
                and known
                and subject
                and not is_dative(context, outlet)
                and (not between or between[-1].tag.pos != "ADP")
            ):
                return Relay(start, _end(context, outlet.last, high), verb, outlet)
            return None
        if tokens[i].text in (",", ".") or is_finite(tokens[i]) or tokens[i].tag.animacy == "Anim":
            return None
    return None


def _by_clause(context: Context, verb: int, low: int, high: int) -> Relay | None:
    """«Газета X пишет, что …»: what Y has said stands inside, «…, что Y заявил, что A»."""
    tokens = context.tokens
    if verb + 2 >= high or tokens[verb + 1].text != "," or fold(tokens[verb + 2].text) != "что":
        return None
    for i in range(max(low, verb - INSERTION), verb):
        outlet = read_outlet(context, i, low, verb)
        if outlet is not None and outlet.sure and outlet.named and outlet.last >= verb - 1:
            before = tokens[outlet.start - 1] if outlet.start > low else None
            if before is None or before.tag.pos != "ADP":
                return Relay(outlet.start, verb + 3, verb, outlet)
    return None


def _relay_start(context: Context, verb: int, low: int) -> int:
    """Where the insertion of a verb begins: «, как пишет»; «, слова мэра передаёт»."""
    tokens = context.tokens
    words = range(verb - 1, max(low, verb - LEADERS) - 1, -1)
    start = next((i for i in words if fold(tokens[i].text) == "слова"), None)
    if start is not None and fold(tokens[verb].lemma) in RELAYING:
        return start - (start > low and fold(tokens[start - 1].text) in POSSESSIVE)
    start = verb
    while start > low and verb - start < LEADERS and _leads(context, start - 1):
        start -= 1
    return start


def _leads(context: Context, i: int) -> bool:
    """Whether the word may stand between the comma and the verb of an insertion."""
    token = context.tokens[i]
    if fold(token.lemma) in RELATIVES or fold(token.lemma) == "слово":
        return True
    return fold(token.text) in ("как", "также", "об", "этом", "на") or token.tag.pos == "ADV"


def _by_noun(context: Context, noun: int, low: int, high: int) -> Relay | None:
    """«По данным газеты X, A»; «A, по сообщению X, B»."""
    tokens = context.tokens
    if noun == low or fold(tokens[noun - 1].text) not in ("по", "согласно"):
        return None
    opened = noun - 1 == low or tokens[noun - 2].text in (",", "(") or is_dash(tokens[noun - 2])
    for i in range(noun + 1, min(high, noun + 5)):
        outlet = read_outlet(context, i, noun + 1, high)
        if outlet is not None and outlet.start == noun + 1 and outlet.sure and opened:
            return Relay(noun - 1, _end(context, outlet.last, high), noun, outlet)
    return None


def _end(context: Context, last: int, high: int) -> int:
    """The comma that closes the insertion, or the end of the sentence."""
    i = last
    while i < min(high, last + WINDOW) and context.tokens[i].text != "," and not is_dash(context.tokens[i]):
        i += 1
    return i


def _relay_of(context: Context, report: Report, relays: list[Relay], cues: list[Cue]) -> Relay | None:
    """The medium that passes on a report of its sentence: no report of somebody else stands between."""
    if report.via is not None or report.cue is None or report.source is None:
        return None
    cue = context.index(report.cue.start)
    near = slice(
        bisect_left(relays, cue - WINDOW, key=lambda relay: relay.cue),
        bisect_left(relays, context.index(report.segments[-1].end) + WINDOW, key=lambda relay: relay.cue),
    )
    for relay in relays[near]:
        if relay.cue == cue or _overlap(context, report.source, relay.outlet):
            continue
        if report.kind != "direct" and _within(context, report, relay):
            continue
        before = (t for t in context.tokens[relay.last : cue] if t.i != context.tokens[cue].head)
        if relay.last <= cue and any(map(is_finite, before)):
            continue  # «по данным X, A, а Y заявил, что B»: X tells more than what Y said
        if not _other_between(cues, cue, relay.cue, report.source):
            return relay
    return None


def _other_between(cues: list[Cue], one: int, two: int, source: Span) -> bool:
    """Whether the cue of another speaker stands between two tokens."""
    low, high = sorted((one, two))
    first = bisect_right(cues, low, key=lambda pair: pair[0])
    last = bisect_left(cues, high, key=lambda pair: pair[0])
    return any(other != source for _, other in cues[first:last])


def _overlap(context: Context, source: Span, outlet: Outlet) -> bool:
    span = context.span(outlet.first, outlet.last)
    return span.start < source.end and source.start < span.end


def _within(context: Context, report: Report, relay: Relay) -> bool:
    """Whether the insertion belongs to the words that somebody has said."""
    start = context.tokens[relay.first].start
    return any(span.start < start < span.end for span in report.segments)


def _about_it(context: Context, report: Report, sentence: int) -> Relay | None:
    """«X заявил, что A. Об этом сообщает Y.», «Его слова приводит Y.»: the medium of the next sentence."""
    if report.via is not None or report.source is None or sentence + 1 >= len(context.document.sentences):
        return None
    following = context.document.sentences[sentence + 1]
    low, high = following.first, following.last
    verb = _takes_up(context, low, high)
    if verb is None:
        return None
    for i in range(verb + 1, min(high, verb + INSERTION)):
        outlet = read_outlet(context, i, verb + 1, high)
        if outlet is not None:
            own = _overlap(context, report.source, outlet)
            return Relay(low, high, verb, outlet) if outlet.named and outlet.sure and not own else None
    return None


def _takes_up(context: Context, low: int, high: int) -> int | None:
    """The verb of «Об этом сообщает X», «Его слова приводит X»."""
    tokens = context.tokens
    words = [fold(token.text) for token in tokens[low : min(high, low + TAKEN_UP)]]
    if words[:2] == ["об", "этом"] and len(words) > 3:
        return low + 2 if fold(tokens[low + 2].lemma) in column("press_cues") else None
    if "слова" not in words[:2]:
        return None
    verbs = (i for i in range(low, low + len(words)) if tokens[i].tag.form == "Fin")
    verb = next(verbs, None)
    return verb if verb is not None and fold(tokens[verb].lemma) in RELAYING else None
