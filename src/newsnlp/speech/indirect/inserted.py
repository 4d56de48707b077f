"""«A, считает X»; «A, вспоминает он, B»; «как сообщил X, A»."""

from __future__ import annotations

from newsnlp.document import Report
from newsnlp.language.spelling import fold
from newsnlp.speech.clauses import INSERTED, inserted_cue, is_frame, reports, shared_form, takes_clause
from newsnlp.speech.context import Context, is_dash, is_finite
from newsnlp.speech.cues import URGE
from newsnlp.speech.endings import content_end
from newsnlp.speech.frames import read_frame
from newsnlp.speech.indirect.bounds import (
    attribute_end,
    in_apposition,
    is_of_date,
    left_start,
    of_cut_clause,
    only_connects,
    opens_attribute,
)
from newsnlp.speech.indirect.report import make_report, stop_of
from newsnlp.speech.marked import has_predicate
from newsnlp.speech.subjects import find_subject, is_thing

QUOTING = frozenset({"мол", "дескать"})
LEAD = 4  # tokens from «и» to the verb that it joins: «и в то же время добавил»


def by_inserted_frame(context: Context, cue: int, low: int, high: int, taken: list[bool]) -> Report | None:
    """A, считает X; A, вспоминает он, B; как сообщил X, A."""
    tokens = context.tokens
    advises = not context.cues[cue] & INSERTED and _advises(context, cue, high)
    if not (context.cues[cue] & INSERTED or advises) or not reports(context, cue):
        return None
    start = cue
    while (
        start > low
        and tokens[start - 1].text not in (",", ";", ":", "(")
        and not (start == cue and _ends_with(context, cue, high))
        and cue - start < 4
        and not taken[start - 1]
    ):
        start -= 1
    if start > low and tokens[start - 1].text not in (",", "(") and not is_dash(tokens[start - 1]):
        return None
    as_clause = fold(tokens[start].text) == "как" or (
        start + 1 < cue
        and fold(tokens[start + 1].text) == "как"
        and tokens[start].tag.pos in ("CCONJ", "PART", "ADV")
    )
    if start == low and not as_clause:
        return None
    if start > low + 1 and fold(tokens[start - 2].text) in QUOTING:
        return None  # «Он отмахнулся: мол, кричал на лёд»: what he has said begins here
    if advises and start != cue:
        return None
    if not (as_clause or advises) and inserted_cue(context, start, high) != cue:
        return None
    if as_clause and takes_clause(context, cue, high):
        return None
    if not as_clause and _is_said(context, cue, high):
        return None
    end = _insertion_end(context, cue, high)
    frame = read_frame(context, cue, start, end)
    if advises and frame.source is None:
        return None
    left = (left_start(context, low, start, taken, frame), max(low, start - 1))
    right = (min(end + 1, high), stop_of(taken, min(end + 1, high), high))
    left = of_cut_clause(context, left, right)
    if (
        not as_clause
        and frame.source is None
        and _has_infinitive(context, cue, end)
        and not has_predicate(context, *left)
    ):
        return None  # «Орлов, в свою очередь, пообещал уйти»
    if not as_clause and frame.source is None and _is_subject(context, left, cue):
        return None  # «Орлова, чемпионка мира, рассказала, как живёт»
    has_left = left[0] < left[1] and (has_predicate(context, *left) or left[1] - left[0] > 4)
    has_right = right[0] < right[1] and tokens[end].text == "," if end < high else False
    if has_right and left[0] < left[1] and not (as_clause and start == low):
        # «Тот, как утверждает министр, пообещал …» is cut
        cut = (as_clause or _is_predicate(context, *right)) and not has_predicate(context, *left)
        if not cut and not _continues(context, cue, right):
            has_right = False
        else:
            has_left = True
    if has_left and has_right and only_connects(context, left, start):
        has_left = False
    segments = [part for part, there in ((left, has_left), (right, has_right)) if there]
    if not segments or is_frame(context, *segments[0]):
        return None
    if not (as_clause or has_predicate(context, *segments[0])) and is_thing(context, frame.subject):
        return None  # «В пользу версии, пишут они, говорят кости»
    if len(segments) == 1 and _only_names(context, *segments[0]):
        return None
    start, stop = segments[-1]
    segments[-1] = (start, content_end(context, cue, start, stop))
    if has_predicate(context, start, stop) and not any(has_predicate(context, *part) for part in segments):
        return None  # «Как пишет X, врачи | утверждают, что …»
    pattern, confidence = ("as-clause", 0.85) if as_clause else ("inserted frame", 0.88)
    return make_report(context, segments, pattern, cue, frame, confidence)


def _ends_with(context: Context, cue: int, high: int) -> bool:
    """Whether a frame behind a bare dash ends the sentence: «Песни живы — сказала певица Анна Седова.»"""
    dash = context.tokens[cue - 1]
    behind = context.tokens[cue + 1 : high]
    return is_dash(dash) and bool(behind) and all(token.is_word or token.text == "." for token in behind)


def _only_names(context: Context, low: int, high: int) -> bool:
    """Whether there is but a noun with a clause about it: «Врач, который …, | считает»."""
    tokens = context.tokens
    commas = [i for i in range(low, high) if tokens[i].text == "," and context.pair_at[i] is None]
    if not commas or commas[0] + 1 >= high or any(map(is_dash, tokens[low : commas[0]])):
        return False
    opening = tokens[commas[0] + 1 : commas[0] + 3]  # «который», «в котором»
    about = opening[0].tag.form == "Part" or any(fold(token.lemma) == "который" for token in opening)
    rest = commas[1] if len(commas) > 1 else high
    return about and not has_predicate(context, low, commas[0]) and not has_predicate(context, rest, high)


def _is_subject(context: Context, left: tuple[int, int], cue: int) -> bool:
    """Whether what stands before the verb only names who speaks: «Внучка Орлова, певица (рассказала)»."""
    words = context.tokens[left[0] : left[1]]
    if not words or has_predicate(context, *left) or any(word.tag.pos == "ADP" for word in words[:1]):
        return False
    subject = find_subject(context, cue, left[0], cue)
    return subject is not None and subject < left[1] and words[0].tag.case in ("Nom", "")


def _is_said(context: Context, cue: int, high: int) -> bool:
    """Whether the verb is itself what another says: «банк, впрочем, обещает вернуть деньги, сказал он»."""
    tokens = context.tokens
    comma = next((i for i in range(cue + 1, high) if tokens[i].text == ","), high)
    said = comma < high and inserted_cue(context, comma + 1, high) is not None
    return said and _has_infinitive(context, cue, comma)


def _has_infinitive(context: Context, cue: int, high: int) -> bool:
    return any(token.tag.form == "Inf" for token in context.tokens[cue + 1 : high])


def _is_predicate(context: Context, verb: int, high: int) -> bool:
    """Whether a verb behind an inserted frame is what the clause says: no other frame begins with it."""
    if not is_finite(context.tokens[verb]):
        return False
    return not context.cues[verb] & INSERTED or is_thing(context, find_subject(context, verb, verb, high))


def _advises(context: Context, cue: int, high: int) -> bool:
    """Whether a verb of asking has a subject behind it and no infinitive: «…, советуют врачи, …»."""
    if URGE not in context.cues[cue]:
        return False
    tokens = context.tokens
    end = next((i for i in range(cue + 1, high) if not tokens[i].is_word), high)
    return cue + 1 < end and not _has_infinitive(context, cue, end)


def _continues(context: Context, cue: int, right: tuple[int, int]) -> bool:
    """Whether what follows the inserted frame belongs to the content, not to the frame."""
    if _joins(context, cue, *right):
        return False
    word = fold(context.tokens[right[0]].lemma)
    if word in ("который", "где", "когда") or context.tokens[right[0]].tag.form in ("Conv", "Part"):
        return False
    if word in ("а", "но", "однако", "передавать", "сообщать"):
        return False
    if right[0] + 1 < right[1] and opens_attribute(context, right[0], ("Nom", "Acc")):
        return False  # «сообщил источник, знакомый с ситуацией»
    return not context.cues[right[0]] & INSERTED


def _joins(context: Context, cue: int, low: int, high: int) -> bool:
    """Whether another verb of who speaks follows: «A, сообщила мэрия, и выразила надежду, что B»."""
    tokens = context.tokens
    if fold(tokens[low].text) not in ("и", "но"):
        return False
    verb = next((t for t in tokens[low + 1 : min(high, low + LEAD)] if is_finite(t)), None)
    if verb is None or not context.cues[verb.i]:
        return False
    return shared_form(tokens[cue].tag) == shared_form(verb.tag)


def _insertion_end(context: Context, cue: int, high: int) -> int:
    """The comma that closes an inserted frame, or the end of the sentence.

    A clause about the speaker belongs to it: «Как рассказал источник, близкий к компании, …».
    """
    tokens = context.tokens
    for i in range(cue + 1, high):
        if tokens[i].text in (",", ";") and context.pair_at[i] is None:
            attribute = attribute_end(context, i, high, ("Nom", "Gen", "Loc", "Acc"))
            if attribute is not None:
                return attribute
            cites = i + 1 < high and fold(tokens[i + 1].text) in ("ссылаясь", "со")
            if cites or in_apposition(context, i, high) or is_of_date(context, i, high):
                continue
            return i
        if tokens[i].text == ")" and tokens[i].head >= 0:
            continue
        if is_dash(tokens[i]) and i > cue + 1:
            return i
    return high
