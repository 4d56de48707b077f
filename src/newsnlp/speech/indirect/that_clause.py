"""«X заявил, что A»."""

from __future__ import annotations

from newsnlp.document import Report
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.speech.clauses import CONJUNCTIONS, asks_what, is_result, reports
from newsnlp.speech.context import Context
from newsnlp.speech.cues import ASK, REMARK, SAY, SPEECH, STATE, THINK, URGE
from newsnlp.speech.endings import content_end
from newsnlp.speech.frames import read_frame
from newsnlp.speech.indirect.anew import opens_by_noun
from newsnlp.speech.indirect.report import REACH, make_report, stop_of
from newsnlp.speech.marked import has_predicate
from newsnlp.speech.owners import POSSESSIVE
from newsnlp.speech.subjects import find_subject, is_thing

WHETHER = 3  # tokens of a question up to its «ли»
TESTIFYING = frozenset({"говорить", "свидетельствовать"})
THINGS = frozenset({"это", "все", "последнее", "что", "многое"})
ADDRESSEE = 5  # tokens for who is asked


def by_that_clause(context: Context, cue: int, low: int, high: int, taken: list[bool]) -> Report | None:
    """X заявил, что A."""
    classes = context.cues[cue]
    if not classes & SPEECH or not reports(context, cue):
        return None
    join = _conjunction(context, cue, high, taken, questions=SAY in classes and THINK not in classes)
    if join is None and cue == low:
        join = _bare_comma(context, cue, high)
    if join is None or _is_of_infinitive(context, cue, join):
        return None
    if REMARK in classes and join > cue + 2:
        return None  # «прокомментировал слухи о том, что …»
    if _testifies(context, cue, low, join):
        return None
    asks = ASK in classes and fold(context.tokens[join].text) == "что"  # «спросил, что будет»
    asks = asks or asks_what(context, join)
    question = asks or fold(context.tokens[join].text) not in (*CONJUNCTIONS, ",")
    if question and cue > low and fold(context.tokens[cue - 1].text) == "не":
        return None  # «не уточнил, когда»
    bare = context.tokens[join].text == ","
    start = join + 1 if bare or (fold(context.tokens[join].text) in CONJUNCTIONS and not asks) else join
    start = _behind_opinion(context, start, high)
    end = content_end(context, cue, start, stop_of(taken, start, high))
    supposed = (
        fold(context.tokens[join].text) == "якобы"
    )  # before any word: «попросил деньги, якобы на лечение»
    if (supposed or end - start < 2) and not has_predicate(context, start, end):
        return None
    frame = read_frame(context, cue, low, join)
    return make_report(context, [(start, end)], "that-clause", cue, frame, 0.88)


def _behind_opinion(context: Context, start: int, high: int) -> int:
    """Where the content begins behind «(что), по его мнению,»: who speaks is told already."""
    tokens = context.tokens
    low = start + (tokens[start].text == ",")
    words = [fold(token.text) for token in tokens[low : min(high, low + 4)]]
    own = words[:1] == ["по"] and words[1:2] and words[1] in POSSESSIVE and words[3:] == [","]
    return low + 4 if own and opens_by_noun(context, low, high) else start


def _testifies(context: Context, cue: int, low: int, join: int) -> bool:
    """Whether a thing tells and nobody says it: «это говорит о том, что A», «говорить о том, что A, рано»."""
    tokens = context.tokens
    about = [fold(t.text) for t in tokens[max(cue, join - 3) : join - 1]] == ["о", "том"]
    if not about or fold(tokens[cue].lemma) not in TESTIFYING:
        return False
    if tokens[cue].tag.form == "Inf" or any(fold(t.text) in THINGS for t in tokens[max(low, cue - 2) : cue]):
        return True
    return is_thing(context, find_subject(context, cue, low, join))


def _bare_comma(context: Context, cue: int, high: int) -> int | None:
    """The comma behind a verb without subject that opens a sentence: «Говорит, денег нет»."""
    tokens = context.tokens
    present = tokens[cue].tag.tense == "Pres" and context.cues[cue] & {SAY, THINK}
    if not present or cue + 2 >= high or tokens[cue + 1].text != ",":
        return None
    first = tokens[cue + 2]
    row = first.tag.form == "Fin" and first.tag.tense == "Pres"  # «Пишет, рисует, поёт»
    linked = first.tag.pos in ("SCONJ", "CCONJ") or fold(first.text) in ("что", "как")
    return None if row or linked or not has_predicate(context, cue + 2, high) else cue + 1


def _is_of_infinitive(context: Context, cue: int, join: int) -> bool:
    """Whether the clause belongs to an infinitive: «пообещал выделить деньги, чтобы помочь»."""
    if URGE not in context.cues[cue] or fold(context.tokens[join].text) not in ("чтобы", "чтоб", "что"):
        return False
    return any(token.tag.form == "Inf" for token in context.tokens[cue + 1 : join])


def _conjunction(context: Context, cue: int, high: int, taken: list[bool], *, questions: bool) -> int | None:
    """The conjunction that opens the content clause of the cue."""
    tokens = context.tokens
    for i in range(cue + 1, min(high, cue + REACH)):
        if taken[i] or tokens[i].text in (":", ";"):
            return None
        if context.pair_at[i] is not context.pair_at[cue]:
            continue  # «корреспонденту радио «Говорит Москва»»
        word = fold(tokens[i].text)
        comma = tokens[i - 1].text in (",", ":") or fold(tokens[i - 1].text) in (
            "лишь",
            "только",
            "буквально",
        )
        if comma and is_result(context, i):
            return None
        if word in CONJUNCTIONS and comma:
            return None if _is_of_gerund(context, cue, i) else i
        if questions and comma and _asks(context, i, high) and _to_somebody(context, cue + 1, i - 1):
            return i
        if context.cues[i] & (SPEECH - {STATE}) or (
            tokens[i].tag.form == "Fin" and not in_relative_clause(context, cue, i)
        ):
            return None
    return None


def _is_of_gerund(context: Context, cue: int, conjunction: int) -> bool:
    """Whether a gerund in between governs the clause: «чем требовал X, сославшись на то, что A»."""
    tokens = context.tokens
    gerund = any(token.tag.form == "Conv" for token in tokens[cue + 1 : conjunction])
    governed = tokens[max(cue, conjunction - 3) : conjunction - 1]
    return gerund and [fold(t.text) for t in governed] in (["на", "то"], ["о", "том"], ["тем", "фактом"])


def _asks(context: Context, i: int, high: int) -> bool:
    """Whether a question begins at token `i`: «почему …», «не закроют ли …»."""
    words = [fold(token.text) for token in context.tokens[i : min(high, i + WHETHER)]]
    return words[0] in column("question_words") or "ли" in words


def _to_somebody(context: Context, low: int, high: int) -> bool:
    """Whether nothing stands before the question but who is asked: «спросил у врача, когда …»."""
    if low == high:
        return True
    tokens = context.tokens[low:high]
    name = context.name_at[high - 1]
    somebody = tokens[-1].tag.animacy == "Anim" or tokens[-1].tag.pos == "PRON"
    somebody = somebody or (name is not None and name.type == "person")
    others = any(token.tag.pos == "ADP" and fold(token.text) != "у" for token in tokens)
    return somebody and len(tokens) <= ADDRESSEE and not others


def in_relative_clause(context: Context, cue: int, verb: int) -> bool:
    """Whether the verb stands in a relative clause between the cue and its conjunction."""
    return any(fold(t.lemma) == "который" for t in context.tokens[cue + 1 : verb])
