"""«X назвал A «B»»; «X заявил о «B»»: the reporter's sentence with the speaker's words in marks."""

from __future__ import annotations

from newsnlp.document import Report
from newsnlp.language.spelling import fold
from newsnlp.speech.clauses import reports, takes_clause
from newsnlp.speech.context import Context
from newsnlp.speech.cues import CALL, SAY, SPEECH, THAT, THINK, URGE, noun_classes
from newsnlp.speech.frames import Frame, read_frame
from newsnlp.speech.indirect.report import REACH, make_report
from newsnlp.speech.indirect.that_clause import in_relative_clause
from newsnlp.speech.phrases import phrase, source_span
from newsnlp.speech.subjects import find_subject
from newsnlp.speech.verbatim import is_fragment

LEAD = 4  # tokens from the marks to the noun with which their phrase goes on


def by_fragment(context: Context, cue: int, low: int, high: int, taken: list[bool]) -> Report | None:
    """X назвал A «B»; X заявил о «B»: the reporter's sentence with the speaker's words in marks."""
    classes = context.cues[cue]
    if (
        not classes & {CALL, SAY, THINK, URGE}
        or not reports(context, cue)
        or context.tokens[cue].tag.voice == "Pass"
    ):
        return None
    tokens = context.tokens
    last = None
    i = cue + 1
    while i < min(high, cue + 30):
        if (
            taken[i]
            or tokens[i].text == ";"
            or (i > cue + 1 and context.cues[i] & SPEECH and context.pair_at[i] is None and last is not None)
            or (tokens[i].tag.form == "Conv" and context.cues[i] & SPEECH and takes_clause(context, i, high))
        ):
            break
        pair = context.pair_at[i]
        if pair is not None:
            stop = context.index(pair.end)
            if pair.closed and stop <= high and is_fragment(context, pair):
                last = stop
            i = max(stop, i + 1)
            continue
        another = context.cues[i] & {CALL, SAY, THINK}  # «прокомментировал слова X, который назвал …»
        if tokens[i].tag.form == "Fin" and (another or not in_relative_clause(context, cue, i)):
            break
        i += 1
    if last is None or _explains_noun(context, cue, last):
        return None
    subject = find_subject(context, cue, low, last)
    start = cue + 1
    if subject is not None and cue < subject < last:
        start = phrase(context, subject, cue + 1, last)[1]
        source = source_span(context, subject, low, last)
        start = max(start, context.index(source.end))
    while (
        start < last
        and tokens[start].tag.pos in ("ADV", "PART", "PUNCT")
        and context.pair_at[start] is None
        and not start < tokens[start].head < last  # «более высокую цифру»
    ):
        start += 1
    if start >= last:
        return None
    frame = read_frame(context, cue, low, last)
    if CALL not in classes and frame.source is None:
        return None
    end = _complement_end(context, frame, cue, start, last, high) if CALL in classes else last
    segments = [(start, end)]
    if CALL in classes and context.title_of(start + 1) is not None:
        segments = [*_fronted_object(context, frame, cue, low, taken), *segments]
    return make_report(context, segments, "fragment", cue, frame, 0.65)


def _fronted_object(
    context: Context, frame: Frame, cue: int, low: int, taken: list[bool]
) -> list[tuple[int, int]]:
    """What is judged, where it stands before the verb: «Слова мэра тренер назвал «цирком»»."""
    tokens = context.tokens
    for i in range(max(low, cue - REACH), cue):
        token = tokens[i]
        tag = token.tag
        judged = tag.case == "Acc" or (tag.case, tag.animacy) == ("Nom", "Inan")  # both look alike
        if token.head == cue and token.rel == "obj" and judged and i != frame.subject:
            first, last = phrase(context, i, low, cue)
            apart = any(word.text == "," for word in tokens[last:cue])  # «план, который мэр назвал «смелым»»
            noun = tag.pos in ("NOUN", "PROPN") and not any(taken[first:last])
            return [(first, last)] if noun and not apart else []
    return []


def _complement_end(context: Context, frame: Frame, cue: int, start: int, last: int, high: int) -> int:
    """Where a phrase ends that goes on behind its marks: «назвал сад «лучшим местом» для прогулок»."""
    tokens = context.tokens
    noun = last
    while noun < min(high, last + LEAD) and tokens[noun].tag.pos in ("ADJ", "DET", "NUM", "ADP"):
        noun += 1
    tag = tokens[noun].tag if noun < high else None
    if tag is None or tag.pos not in ("NOUN", "PROPN") or noun == frame.subject:
        return last
    apart = tag.case == "Dat" or any(token.tag.pos == "ADP" for token in tokens[last:noun])
    if apart and not start <= tokens[noun].head < noun:
        return last  # «назвал матч «цирком» в интервью»
    end = noun + 1
    while end < high and tokens[end].text[0].isalnum() and tokens[end].head != cue:
        joins = tokens[end].tag.pos == "CCONJ" and not _joins_cases(context, end, high)
        if joins or tokens[end].tag.form in ("Fin", "Conv"):
            break
        end += 1
    return end if tokens[end - 1].tag.pos != "ADP" else end - 1


def _joins_cases(context: Context, conjunction: int, high: int) -> bool:
    """Whether «и» joins two nouns of one case: «(угрозой миру) между властями и повстанцами»."""
    one = context.tokens[conjunction - 1].tag
    two = context.tokens[min(conjunction + 1, high - 1)].tag
    return one.case == two.case and all(tag.pos in ("NOUN", "PROPN") for tag in (one, two))


def _explains_noun(context: Context, cue: int, high: int) -> bool:
    """Whether a noun before «что» has the content: «выразил сожаление, что …»."""
    tokens = context.tokens
    joins = (i for i in range(cue + 2, high) if fold(tokens[i].text) == "что" and tokens[i - 1].text == ",")
    return any(tokens[i - 2].tag.pos == "NOUN" and THAT in noun_classes(tokens[i - 2]) for i in joins)
