"""«X призвал прекратить A»."""

from __future__ import annotations

from newsnlp.document import Report
from newsnlp.language.spelling import fold
from newsnlp.speech.clauses import content_end, inserted_cue, reports
from newsnlp.speech.context import Context, is_dash
from newsnlp.speech.cues import URGE
from newsnlp.speech.frames import read_frame
from newsnlp.speech.indirect.anew import is_told_anew
from newsnlp.speech.indirect.report import make_report, stop_of

NOTHING = frozenset({"ничего", "никого", "никому", "никуда"})  # before «не» and an infinitive
SUBORDINATING = frozenset(
    {"который", "кто", "что", "чей", "какой", "где", "когда", "куда", "откуда", "как", "сколько", "почему"}
)


def by_infinitive(context: Context, cue: int, low: int, high: int, taken: list[bool]) -> Report | None:
    """X призвал прекратить A."""
    if URGE not in context.cues[cue] or not reports(context, cue):
        return None
    tokens = context.tokens
    if tokens[cue].tag.form == "Part" and tokens[cue].tag.voice == "Pass":
        return None
    for i in range(cue + 1, min(high, cue + 14)):
        if taken[i] or tokens[i].text in (":", ";") or tokens[i].tag.form == "Fin" or is_dash(tokens[i]):
            return None
        if tokens[i].tag.form == "Inf":
            if tokens[i].head != cue and tokens[i].rel not in ("xcomp", "ccomp", "obj", "csubj"):
                return None
            start = i
            while start - 1 > cue and (
                (tokens[start - 1].tag.pos in ("ADV", "PART") and tokens[start - 1].head == i)
                or fold(tokens[start - 1].text) in NOTHING
            ):
                start -= 1
            stop = stop_of(taken, start, high)
            if tokens[cue].tag.form == "Part":  # «попросивший не называть имени, считает …»
                stop = next((k for k in range(start, stop) if tokens[k].text == ","), stop)
            end = content_end(context, cue, start, _without_verbs(context, start, stop))
            if end < high and tokens[end].text == "," and inserted_cue(context, end + 1, high) is not None:
                return None  # «компания обещает вернуть деньги, сказал Орлов»: he has said the whole
            frame = read_frame(context, cue, low, start)
            return make_report(context, [(start, end)], "infinitive", cue, frame, 0.75)
    return None


def _without_verbs(context: Context, start: int, high: int) -> int:
    """Where an infinitive's clause ends at the latest: before a finite verb that nothing subordinates.

    «предложил закрыть мост, но поддержки не нашёл», «попросил подождать и вернулся к гостям».
    """
    tokens = context.tokens
    edge, subordinate = start, False
    for i in range(start + 1, high):
        token = tokens[i]
        if context.pair_at[i] is not None and context.pair_at[i] is not context.pair_at[start]:
            edge = i + 1
            continue
        if token.text == ":" and not tokens[i - 1].text.isdigit():  # «в 6:40»
            # what explains the request is part of it, if it is not retold: «: денег, по его словам, нет»
            return i if is_told_anew(context, i + 1, high) else high
        if token.text in (",", ";") or is_dash(token):
            edge, subordinate = i, False
        elif token.tag.pos == "CCONJ" and not subordinate:
            edge = i if tokens[i - 1].text != "," else i - 1
        elif token.tag.pos == "SCONJ" or fold(token.lemma) in SUBORDINATING:
            subordinate = True
        elif token.tag.form == "Fin" and not subordinate and edge > start:
            return edge
    return high
