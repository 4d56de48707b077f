"""«По словам X, A»; «A, по данным X, B»; «согласно отчёту X, A»."""

from __future__ import annotations

from newsnlp.document import Report, Token
from newsnlp.language.spelling import fold
from newsnlp.speech.context import Context, is_dash, is_finite
from newsnlp.speech.cues import PO, SOGLASNO, noun_classes
from newsnlp.speech.endings import content_end, told_anew
from newsnlp.speech.frames import Frame, with_medium
from newsnlp.speech.indirect.bounds import (
    attribute_end,
    in_apposition,
    left_start,
    of_cut_clause,
    only_connects,
)
from newsnlp.speech.indirect.report import make_report, stop_of
from newsnlp.speech.marked import has_predicate
from newsnlp.speech.media import find_via, outlet_span, read_outlet
from newsnlp.speech.owners import find_cited, find_owner
from newsnlp.speech.phrases import phrase, source_span

BRACKETS = 20  # tokens of a remark in brackets


def by_noun(context: Context, noun: int, low: int, high: int, taken: list[bool]) -> Report | None:
    """По словам X, A; A, по данным X, B; согласно отчёту X, A."""
    tokens = context.tokens
    token = tokens[noun]
    if token.tag.pos != "NOUN" or token.tag.case not in ("Dat", "Gen"):
        return None
    preposition = _preposition(context, noun, low)
    if preposition is None:
        return None
    classes = noun_classes(token)
    wanted = {"по": PO, "согласно": SOGLASNO, "со": PO}[fold(tokens[preposition].text)]
    if wanted not in classes:
        return None
    holder = find_owner(context, noun, preposition, high)
    edge = noun + 1
    source = None
    if holder is not None:
        source = source_span(context, holder, preposition, high)
        edge = max(
            edge, context.index(source.end), phrase(context, holder, noun, high)[1] if holder > noun else edge
        )
    end = edge
    while (
        end < high
        and end - edge < 15
        and tokens[end].text not in (",", ";", ":")
        and not is_finite(tokens[end])
        and not is_dash(tokens[end])
    ):
        end = _behind_brackets(context, end, high) or end + 1
    clause = attribute_end(context, end, high)
    if clause is not None:
        end = clause
    elif end < high and tokens[end].text != ",":
        end = edge  # no comma closes the frame
    elif end < high and in_apposition(context, end, high):
        commas = (k for k in range(end + 1, min(high, end + 20)) if tokens[k].text == ",")
        again = next((k for k in commas if context.pair_at[k] is None), None)
        end = again if again is not None else end
    outlet = find_via(context, noun, preposition, min(end, high), holder)
    frame = with_medium(context, holder, outlet, preposition, high)
    cited = find_cited(context, noun, preposition, min(end, high))
    if cited is not None and frame.source is not None and frame.via is None:
        outlets = (read_outlet(context, i, noun + 1, high) for i in range(noun + 1, edge))
        medium = next(
            (outlet_span(context, outlet) for outlet in outlets if outlet is not None), frame.source
        )
        frame = Frame(source_span(context, cited, cited, high), medium, cited)
    before = left_start(context, low, preposition, taken, frame) if preposition > low else low
    left = (before, preposition)
    right = (min(end, high), stop_of(taken, min(end, high), high))
    left = of_cut_clause(context, left, right)
    words_left = sum(t.is_word for t in tokens[left[0] : left[1]])
    has_left = words_left > 1 or (words_left == 1 and _may_be_said(tokens[left[0]]))
    has_right = right[1] - right[0] > 1
    apart = _is_apart(context, left, right) or only_connects(context, left, preposition)
    apart = apart or _is_said(context, left, high)
    if has_left and has_right and apart:
        has_left = False
    segments = [part for part, there in ((left, has_left), (right, has_right)) if there]
    if not segments or not any(has_predicate(context, *part) or part[1] - part[0] > 3 for part in segments):
        return None
    segments[-1] = (segments[-1][0], content_end(context, noun, *segments[-1]))
    return make_report(context, segments, "according to", noun, frame, 0.88)


def _is_apart(context: Context, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether another clause stands before the frame: «Высказался и Лыков: по его мнению, …».

    Or before a dash that no other one closes: «Она проверила запись – по её словам, всё подтвердилось».
    """
    if left[0] >= left[1] or right[0] >= right[1]:
        return False
    mark = context.tokens[left[1] - 1]
    dashed = is_dash(mark) and context.tokens[right[0]].text == ","
    return mark.text == ":" or (dashed and has_predicate(context, *left) and has_predicate(context, *right))


def _is_said(context: Context, left: tuple[int, int], high: int) -> bool:
    """Whether what stands before the frame is a clause with its own: «сказал, что A, по его словам, B»."""
    tokens = context.tokens
    joins = (i for i in range(left[0] + 1, left[1]) if fold(tokens[i].text) == "что")
    that = next((i for i in joins if tokens[i - 1].text == ","), None)
    return that is not None and told_anew(context, left[1] - 1, that + 1, high)


def _behind_brackets(context: Context, start: int, high: int) -> int | None:
    """Where brackets that open here end: «по мнению Тимура (он не назвал фамилию), A»."""
    tokens = context.tokens
    if tokens[start].text != "(":
        return None
    return next((i + 1 for i in range(start, min(high, start + BRACKETS)) if tokens[i].text == ")"), None)


def _may_be_said(token: Token) -> bool:
    """Whether one word before a frame is the subject of what is said: «Собаки, по словам …», «Второй, …»."""
    return token.tag.pos in ("NOUN", "PROPN", "PRON") or (
        token.tag.pos in ("ADJ", "NUM", "DET") and token.tag.case == "Nom"
    )


def _preposition(context: Context, noun: int, low: int) -> int | None:
    """The token «по», «согласно» or «со» that governs the noun."""
    for i in range(noun - 1, max(low, noun - 5) - 1, -1):
        text = fold(context.tokens[i].text)
        if text in ("по", "согласно"):
            return i
        if text == "со" and fold(context.tokens[noun].text) == "слов":
            return i
        if (
            context.tokens[i].tag.pos not in ("ADJ", "DET", "PRON", "ADV", "NUM")
            or context.tokens[i].text == ","
        ):
            return None
    return None
