"""The framing clause: who its subject is and which medium it names."""

from __future__ import annotations

from dataclasses import dataclass, replace

from newsnlp.document import Report, Span
from newsnlp.language.spelling import fold
from newsnlp.speech.context import Context
from newsnlp.speech.media import (
    Outlet,
    find_relay,
    find_via,
    is_source,
    outlet_span,
    read_outlet,
)
from newsnlp.speech.owners import (
    PASSIVE_TEXTS,
    RELAYING,
    find_cited,
    find_institution,
    find_owner,
    is_outlet,
    page_owner,
    reference_of,
    whose_words,
)
from newsnlp.speech.phrases import source_span
from newsnlp.speech.subjects import find_subject, is_addressee

TRANSMITTING = frozenset({"передавать", "передать", "сообщать", "сообщить"})
REPORTERS = frozenset({"корреспондент", "спецкорреспондент", "корр", "спецкор"})
REPORTER_REACH = 4  # tokens from «корреспондент» to the name of the medium


@dataclass(frozen=True, slots=True)
class Frame:
    """What a framing clause says about the speaker."""

    source: Span | None = None
    via: Span | None = None
    subject: int | None = None


def framed(context: Context, report: Report, cue: int, frame: Frame) -> Report:
    """The report with its cue, and with what the frame says about the speaker."""
    token = context.tokens[cue]
    return replace(
        report,
        cue=Span(token.start, token.end),
        cue_lemma=token.lemma,
        source=frame.source,
        via=frame.via,
    )


def read_frame(context: Context, cue: int, low: int, high: int) -> Frame:
    """The subject of the cue verb and the medium in the framing clause, tokens `low`..`high`."""
    if context.tokens[cue].tag.pos == "NOUN" and not context.cues[cue]:
        return _noun_frame(context, cue, low, high)
    subject = find_subject(context, cue, low, high)
    reports_for = _reporter_of(context, cue, subject, high)
    cited = find_cited(context, cue, low, high)
    others = reference_of(context, low, high) is not None or whose_words(context, low, high) is not None
    if reports_for is not None and (cited is None or not others):
        return Frame(outlet_span(context, reports_for), None, reports_for.first)
    if cited is not None and cited != subject:
        relay = find_relay(context, cue, low, high, cited)
        if relay is not None:
            stop = relay.start if relay.start > cited else high
            return Frame(source_span(context, cited, cited, stop), outlet_span(context, relay), cited)
        if subject is not None and not _is_person(context, subject):
            body = source_span(context, subject, low, high)
            return Frame(source_span(context, cited, cited, high), body, cited)
        if subject is None and fold(context.tokens[cue].lemma) in RELAYING:  # «приводятся слова X»
            return Frame(source_span(context, cited, cited, high), subject=cited)
    if cited is None and fold(context.tokens[cue].lemma) in ("цитировать", "процитировать"):
        relay = find_relay(context, cue, low, high, cue)
        if relay is not None:  # «цитирует доклад X»: who cites has not said it
            return Frame(None, outlet_span(context, relay))
    institution = find_institution(context, cue, low, high)
    aside = subject is not None and (
        is_outlet(context, subject) or is_addressee(context, subject) or _is_told(context, subject, cue)
    )
    if subject is None or (institution is not None and aside):
        subject = institution  # «в мэрии «Ъ» сообщили»
    if subject is None and context.tokens[cue].tag.variant == "Short":
        subject = page_owner(context, cue, low, high)  # «на странице мэра опубликован пост»
    outlet = find_via(context, cue, low, high, subject)
    if outlet is not None and subject is not None and outlet.first <= subject < outlet.last:
        subject = find_subject(context, cue, low, high, range(outlet.start, outlet.last))
    return with_medium(context, subject, outlet, low, high)


def _reporter_of(context: Context, cue: int, subject: int | None, high: int) -> Outlet | None:
    """The medium whose reporter without a name reports: «передаёт корреспондент ТАСС» is TASS."""
    tokens = context.tokens
    if subject is None or subject < cue or fold(tokens[cue].lemma) not in TRANSMITTING:
        return None
    if fold(tokens[subject].lemma) not in REPORTERS or context.name_at[subject] is not None:
        return None
    for i in range(subject + 1, min(high, subject + REPORTER_REACH)):
        outlet = read_outlet(context, i, i, high)
        if outlet is not None:
            following = context.name_at[outlet.last] if outlet.last < high else None
            return None if following is not None and following.type == "person" else outlet
        if tokens[i].tag.case not in ("Gen", ""):
            return None
    return None


def with_medium(context: Context, subject: int | None, outlet: Outlet | None, low: int, high: int) -> Frame:
    """The frame of this subject and this medium; the phrase of the subject ends before the medium."""
    via = outlet_span(context, outlet) if outlet is not None else None
    if subject is None:
        return Frame(None, via)
    source = source_span(context, subject, low, high)
    if outlet is None or via is None or is_source(context.tokens[subject]):
        return Frame(source, via, subject)
    if source.start >= via.start and via.covers(source):
        return Frame(source, None, subject)
    if source.start < context.tokens[outlet.start].start < source.end:
        last = context.tokens[max(subject, outlet.start - 1)]
        source = Span(source.start, max(last.end, context.tokens[subject].end))
    return Frame(source, via, subject)


def _noun_frame(context: Context, noun: int, low: int, high: int) -> Frame:
    """«по словам X: …», «комментарий X: …»; «X обратился с просьбой: …» is the subject's speech."""
    outlet = find_via(context, noun, low, high, None)
    draws = fold(context.tokens[noun].lemma) == "внимание"  # «обратил внимание суда на то, что …»
    subject = find_owner(context, noun, low, high) if not draws else None
    if subject is None and context.tokens[noun].tag.case != "Nom":
        verbs = [i for i in range(low, high) if context.tokens[i].tag.form == "Fin"]
        before = [i for i in verbs if i < noun]
        if verbs:
            subject = find_subject(context, before[-1] if before else verbs[0], low, high)
    if subject is None:
        subject = page_owner(context, noun, low, high)
    return with_medium(context, subject, outlet, low, high)


def _is_person(context: Context, i: int) -> bool:
    name = context.name_at[i]
    return name.type == "person" if name is not None else context.tokens[i].tag.pos == "PRON"


def _is_told(context: Context, i: int, cue: int) -> bool:
    """Whether one body stands beside a verb for several: «рассказали «Искре» в управлении образования»."""
    name = context.name_at[i]
    if name is None or name.type != "organization" or context.tokens[cue].tag.number != "Plur":
        return False
    head = next((t for t in context.tokens[name.first : name.last] if t.is_word), context.tokens[i])
    behind = context.tokens[name.last] if name.last < len(context.tokens) else head
    return head.tag.number == "Sing" and fold(behind.text) in PASSIVE_TEXTS
