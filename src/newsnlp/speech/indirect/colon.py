"""«X сообщил: A», without marks and in one sentence."""

from __future__ import annotations

from newsnlp.document import Report
from newsnlp.speech.clauses import reports
from newsnlp.speech.context import Context, is_colon, is_dash
from newsnlp.speech.cues import SAY, STATE, THINK
from newsnlp.speech.endings import content_end
from newsnlp.speech.frames import read_frame
from newsnlp.speech.indirect.anew import OPENING, has_insertion, is_retold, opens_by_noun
from newsnlp.speech.indirect.bounds import left_start
from newsnlp.speech.indirect.report import REACH, make_report, stop_of
from newsnlp.speech.marked import has_predicate

REPORTING = frozenset({SAY, THINK, STATE})


def by_colon(context: Context, cue: int, low: int, high: int, taken: list[bool]) -> Report | None:
    """X сообщил: A — without marks, in one sentence."""
    if not context.cues[cue] & REPORTING or not reports(context, cue):
        return None
    tokens = context.tokens
    depth = 0  # of brackets
    for i in range(cue + 1, min(high, cue + REACH)):
        depth += {"(": 1, ")": -1}.get(tokens[i].text, 0)
        if taken[i]:
            return None
        if depth > 0:
            continue
        if is_colon(tokens, i) and i + 1 < high:
            if context.pair_at[i + 1] is not None or taken[i + 1]:
                return None
            if not (has_predicate(context, i + 1, high) or _is_nominal_clause(context, i + 1, high)):
                return None
            if is_retold(context, i + 1, high) or has_insertion(context, i + 1, high):
                return None
            start = _behind_opinion(context, i + 1, high)
            end = content_end(context, cue, start, stop_of(taken, start, high))
            if end < high and tokens[end].text == "," and not has_predicate(context, start, end):
                return None  # «он предостерёг от выводов: год, напомнил он, был сухим»
            before = _before(context, cue, low, i, taken)
            frame = read_frame(context, cue, low if before is None else cue, i)
            segments = [(start, end)] if before is None else [before, (start, end)]
            return make_report(context, segments, "colon", cue, frame, 0.7)
        if tokens[i].tag.form == "Fin" and (tokens[i - 1].text == "," or _is_anew(context, cue, i)):
            return None
    return None


def _is_anew(context: Context, cue: int, verb: int) -> bool:
    """Whether a verb of another clause reports, too: «Как пишет газета, учёные утверждают: A»."""
    anew = any(token.text == "," for token in context.tokens[cue:verb])
    return anew and bool(context.cues[verb] & REPORTING) and reports(context, verb)


def _before(context: Context, cue: int, low: int, colon: int, taken: list[bool]) -> tuple[int, int] | None:
    """What is said before the frame, if its subject stands behind the verb: «мост закрыт, сказал X: …»."""
    if cue - 1 <= low or context.tokens[cue - 1].text != ",":
        return None
    frame = read_frame(context, cue, cue, colon)
    if frame.subject is None or frame.subject < cue:
        return None
    start = left_start(context, low, cue, taken, frame)
    return (start, cue - 1) if has_predicate(context, start, cue - 1) else None


def _is_nominal_clause(context: Context, low: int, high: int) -> bool:
    """Whether a clause has no verb: «состояние — тяжёлое», «пострадавших четверо»."""
    tokens = context.tokens
    for i in range(low + 1, high - 1):
        before, after = tokens[i - 1].tag, tokens[i + 1].tag
        if is_dash(tokens[i]) and "Nom" in (before.case, after.case):
            return True
    counted = [t for t in tokens[low:high] if t.is_word or t.text[0].isdigit()][:2]
    return len(counted) == 2 and counted[0].tag.case == "Gen" and counted[1].tag.pos == "NUM"


def _behind_opinion(context: Context, start: int, high: int) -> int:
    """Where the content begins behind «по её мнению,»."""
    tokens = context.tokens
    comma = next((i for i in range(start, min(high, start + OPENING)) if tokens[i].text == ","), start)
    return comma + 1 if opens_by_noun(context, start, comma) else start
