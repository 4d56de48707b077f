"""«X пришёл к выводу, что A»; «в заявлении о том, что A»."""

from __future__ import annotations

from newsnlp.document import Report
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.speech.context import Context, is_finite
from newsnlp.speech.cues import REMARK, THAT, noun_classes
from newsnlp.speech.endings import content_end
from newsnlp.speech.frames import Frame, read_frame
from newsnlp.speech.indirect.anew import is_retold, is_told_anew
from newsnlp.speech.indirect.report import make_report, stop_of
from newsnlp.speech.marked import has_predicate
from newsnlp.speech.owners import find_owner
from newsnlp.speech.phrases import source_span

REACH = 10  # tokens from a noun to its clause


def by_noun_with_that(context: Context, noun: int, low: int, high: int, taken: list[bool]) -> Report | None:
    """X пришёл к выводу, что A; в заявлении о том, что A."""
    tokens = context.tokens
    join = _join(context, noun, high)
    if join is None or taken[join] or THAT not in noun_classes(tokens[noun]):
        return None
    verb = tokens[noun].head
    end = content_end(context, noun, join + 1, stop_of(taken, join + 1, high))
    if low <= verb < high and is_finite(tokens[verb]) and REMARK not in context.cues[verb]:
        frame = read_frame(context, verb, low, join)
        if frame.subject == noun:  # «из мэрии поступили заявления, что …»
            origin = _origin(context, low, join)
            frame = frame if origin is None else Frame(source_span(context, origin, low, join))
    else:
        holder = find_owner(context, noun, noun, join)
        frame = Frame(source_span(context, holder, low, join) if holder is not None else None)
    if frame.source is None:
        return None
    return make_report(context, [(join + 1, end)], "noun with that-clause", noun, frame, 0.6)


def _origin(context: Context, low: int, high: int) -> int | None:
    """From whom words come: the body behind «из», «от»."""
    for i in range(low + 1, high):
        if fold(context.tokens[i - 1].text) not in ("из", "от"):
            continue
        name = context.name_at[i]
        body = name is not None and name.type == "organization"
        if body or fold(context.tokens[i].lemma) in column("speaking_bodies"):
            return i
    return None


def _join(context: Context, noun: int, high: int) -> int | None:
    """The «что» behind the first comma after the noun: «сообщения агентства о том, что …».

    Or the colon behind the noun, if what follows has no frame of its own: «обращает внимание: …».
    """
    tokens = context.tokens
    if noun + 2 < high and tokens[noun + 1].text == ":" and context.pair_at[noun + 2] is None:
        anew = is_retold(context, noun + 2, high) or is_told_anew(context, noun + 2, high)
        return noun + 1 if has_predicate(context, noun + 2, high) and not anew else None
    for i in range(noun + 1, min(high - 1, noun + REACH)):
        if tokens[i].text == ",":
            return i + 1 if fold(tokens[i + 1].text) == "что" else None
        if is_finite(tokens[i]) or tokens[i].text in (":", ";"):
            return None
    return None
