"""«X призвал прекратить A»."""

from __future__ import annotations

from newsnlp.document import Report
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.speech.clauses import inserted_cue, reports
from newsnlp.speech.context import Context, is_dash
from newsnlp.speech.cues import URGE
from newsnlp.speech.endings import content_end
from newsnlp.speech.frames import read_frame
from newsnlp.speech.indirect.anew import is_told_anew, opens_by_noun
from newsnlp.speech.indirect.report import make_report, stop_of
from newsnlp.speech.media import read_outlet

NOTHING = frozenset({"ничего", "никого", "никому", "никуда"})  # before «не» and an infinitive
ADDRESSING = frozenset({"от", "у", "к"})  # before who is asked
DEPTH = 4  # heads from a word to its infinitive
RELATIVE = 4  # tokens of a relative clause before a frame of its own: «, в числе которых, по его мнению, …»
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
            governed = tokens[i].head == cue or tokens[i].rel in ("xcomp", "ccomp", "obj", "csubj")
            if not governed and context.title_of(i) is None:  # «попросил министров «поспешить»»
                return None
            start = _with_adverbials(context, cue, i)
            stop = stop_of(taken, start, high)
            if tokens[cue].tag.form == "Part":  # «попросивший не называть имени, считает …»
                stop = next((k for k in range(start, stop) if tokens[k].text == ","), stop)
            end = content_end(context, cue, start, _without_verbs(context, cue, start, stop))
            if end < high and tokens[end].text == "," and _is_told(context, end + 1, high):
                return None  # «компания обещает вернуть деньги, сказал Орлов»: he has said the whole
            frame = read_frame(context, cue, low, start)
            return make_report(context, [(start, end)], "infinitive", cue, frame, 0.75)
    return None


def _with_adverbials(context: Context, cue: int, infinitive: int) -> int:
    """Where the words begin that hang on an infinitive behind them: «(пообещал) с 1 марта поднять налог».

    A noun without a preposition and «от мэра» may tell who is asked.
    """
    tokens = context.tokens
    start = i = infinitive
    while i - 1 > cue and (fold(tokens[i - 1].text) in NOTHING or _hangs_on(context, i - 1, infinitive)):
        i -= 1
        pos = tokens[i].tag.pos
        if pos == "ADP" and (fold(tokens[i].text) in ADDRESSING or tokens[i + 1].lemma in column("talks")):
            break
        if pos in ("ADP", "ADV", "PART") or fold(tokens[i].text) in (*NOTHING, "это", "все"):
            start = i
    return start


def _hangs_on(context: Context, i: int, infinitive: int) -> bool:
    """Whether the parser hangs a token on an infinitive, by words between the two."""
    steps = 0
    while i < infinitive and steps < DEPTH:
        head, steps = context.tokens[i].head, steps + 1
        if head == infinitive:
            return True
        if not 0 <= head < infinitive:
            return False
        i = head
    return False


def _is_told(context: Context, low: int, high: int) -> bool:
    """Whether somebody, not a medium, has said what stands before token `low`: «…, сказал Орлов»."""
    cue = inserted_cue(context, low, high)
    outlet = read_outlet(context, cue + 1, cue + 1, high) if cue is not None and cue + 1 < high else None
    return cue is not None and not (outlet is not None and outlet.sure)


def _without_verbs(context: Context, cue: int, start: int, high: int) -> int:
    """Where an infinitive's clause ends at the latest: before a finite verb that nothing subordinates.

    «предложил закрыть мост, но поддержки не нашёл», «попросил подождать и вернулся к гостям».
    """
    tokens = context.tokens
    edge, subordinate = start, False
    for i in range(start + 1, high):
        token = tokens[i]
        if context.pair_at[i] is not None and context.pair_at[i] is not context.pair_at[cue]:
            edge = i + 1
            continue
        if token.text == ":" and not tokens[i - 1].text.isdigit():  # «в 6:40»
            # what explains the request is part of it, if it is not retold: «: денег, по его словам, нет»
            return i if is_told_anew(context, i + 1, high) else high
        if token.text == "," and opens_by_noun(context, i + 1, high):
            relative = any(fold(word.lemma) == "который" for word in tokens[max(edge, i - RELATIVE) : i])
            return edge if relative else i  # «от соседей, | в числе которых, по его мнению, воры»
        if token.text in (",", ";") or is_dash(token):
            edge, subordinate = i, False
        elif token.tag.pos == "CCONJ" and not subordinate:
            edge = i if tokens[i - 1].text != "," else i - 1
        elif token.tag.pos == "SCONJ" or fold(token.lemma) in SUBORDINATING:
            subordinate = True
        elif (
            token.tag.form == "Fin"
            and fold(token.text) != "значит"
            and not subordinate
            and edge > start
            and _goes_on(context, cue, edge, i)
        ):
            return edge
    return high


def _goes_on(context: Context, cue: int, edge: int, verb: int) -> bool:
    """Whether a verb goes on with what the cue tells: in its tense, with its subject or behind «а», «но»."""
    here, there = context.tokens[verb].tag, context.tokens[cue].tag
    joined = any(token.tag.pos == "CCONJ" for token in context.tokens[edge : edge + 2])
    alike = (here.number, here.gender) == (there.number, there.gender)
    return there.form != "Fin" or (here.tense == there.tense and (joined or alike))
