"""Where a frame amid the content begins and ends: «A, по словам X, B»; «как рассказал X, директор, A»."""

from __future__ import annotations

from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.page.dates import months
from newsnlp.speech.context import Context, is_finite
from newsnlp.speech.frames import Frame
from newsnlp.speech.indirect.report import REACH
from newsnlp.speech.marked import has_predicate


def left_start(context: Context, low: int, start: int, taken: list[bool], frame: Frame) -> int:
    """Where the content before an inserted frame begins: after what is taken, and after a finished quote.

    Also behind the colon of a clause about the speaker, whom the frame takes up: «Орлов осторожнее: денег, по
    его словам, нет».
    """
    tokens = context.tokens
    source = tokens[context.index(frame.source.start)] if frame.source is not None else None
    taken_up = source is not None and context.name_at[source.i] is None
    body = source is not None and fold(source.lemma) in column("speaking_bodies")
    several = source is not None and fold(source.text) in ("их", "они")
    i = start - 1
    while i > low and not taken[i - 1]:
        if tokens[i - 1].text == ";":
            break
        if (
            tokens[i - 1].text == ":"
            and taken_up
            and any(_is_somebody(context, k, several, body) for k in range(low, i - 1))
        ):
            break
        i -= 1
    return i


def of_cut_clause(context: Context, left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    """What stands before a frame in the clause that it cuts: «лёд слаб, но | мост, по словам X, закроют»."""
    low, high = left
    if not has_predicate(context, *right):
        return left
    for i in range(high - 1, low, -1):
        if is_finite(context.tokens[i]) or context.pair_at[i] is not None:
            break
        if (
            fold(context.tokens[i].text) in ("но", "а", "хотя", "однако")
            and context.tokens[i - 1].text == ","
        ):
            return (i + 1, high) if i + 2 < high else left
    return left


def _is_somebody(context: Context, i: int, several: bool, body: bool) -> bool:
    """Whether the token is a subject by which the text means a person: a name, «он», «она».

    `several`: by which it means people, «женщины», «они»; `body`: or an organisation.
    """
    token = context.tokens[i]
    name = context.name_at[i]
    if several:
        people = token.tag.animacy == "Anim" or fold(token.text) == "они"
        return people and (token.tag.number, token.tag.case) == ("Plur", "Nom")
    types = ("person", "organization") if body else ("person",)
    person = (name is not None and name.type in types) or fold(token.text) in ("он", "она")
    return person and token.tag.case == "Nom"


def attribute_end(
    context: Context, comma: int, high: int, cases: tuple[str, ...] = ("Gen", "Dat", "Ins")
) -> int | None:
    """The comma that closes a clause about the holder: «по словам людей, которые были с ним, …»."""
    tokens = context.tokens
    if comma + 2 >= high or tokens[comma].text != "," or not opens_attribute(context, comma + 1, cases):
        return None
    verb = fold(tokens[comma + 1].lemma) == "который"
    for i in range(comma + 2, min(high, comma + REACH)):
        verb = verb and not is_finite(tokens[i])
        if tokens[i].text == "," and context.pair_at[i] is None and not verb:
            return i
    return None


def opens_attribute(context: Context, i: int, cases: tuple[str, ...]) -> bool:
    """Whether a clause about the noun before it begins: «(источник,) близкий к компании», «которые»."""
    first, second = context.tokens[i : i + 2]
    if fold(first.lemma) == "который":
        return True
    kinds = {parse.tag.POS for parse in first.morphology.parses(first.text)}
    close = "ADJF" in kinds and second.tag.pos == "ADP"
    if second.tag.pos == "NOUN" and second.tag.case == first.tag.case:
        return False  # «как сказала Седова, управляющая компания …»
    return first.tag.case in cases and ("PRTF" in kinds or close)


def in_apposition(context: Context, comma: int, high: int) -> bool:
    """Whether a role after the comma explains the name before it: «сообщил Иванов, директор школы»."""
    i = comma + 1
    if i >= high:
        return False
    name, noun, before = context.name_at[i], context.tokens[comma - 1], context.name_at[comma - 1]
    if before is not None and before.type == "person" and context.tokens[i].tag.number == "Plur":
        return False  # «по словам Иванова, водители …»
    if context.role_at[i] is not None:
        person = before is not None and before.type == "person"
        return person or (context.role_at[comma - 1] is not None and _is_closed(context, i, high))
    if name is None:
        return False
    if context.role_at[comma - 1] is not None:
        return name.type == "person"
    return name.type == "organization" and noun.tag.animacy == "Anim"  # «по данным подрядчика, ООО «Мост»,»


def _is_closed(context: Context, i: int, high: int) -> bool:
    """Whether nothing follows a role with its holder: «сообщил глава фонда, доктор наук Иванов, …»."""
    role = context.role_at[i]
    end = role.last if role is not None else i
    name = context.name_at[end] if end < high else None
    end = name.last if name is not None else end
    if end >= high or context.tokens[end].text in (".", "!", "…"):
        return name is not None and name.type == "person"
    return context.tokens[end].text == ","


def is_of_date(context: Context, comma: int, high: int) -> bool:
    """Whether a comma opens or closes the date of the frame: «заявил сегодня, 20 июня, министр Орлов»."""
    tokens = context.tokens
    opens = comma + 2 < high and _is_date(context, comma + 1)
    year = 2 if comma > 4 and fold(tokens[comma - 1].lemma) == "год" else 0  # «8 июля 2018 года»
    day = comma - year - 2
    closes = day > 0 and tokens[day - 1].text == "," and _is_date(context, day)
    somebody = comma + 1 < high and (
        context.role_at[comma + 1] or context.name_at[comma + 1] or tokens[comma + 1].tag.animacy == "Anim"
    )
    return (opens and tokens[comma - 1].tag.pos in ("NOUN", "ADV")) or (closes and bool(somebody))


def _is_date(context: Context, i: int) -> bool:
    return context.tokens[i].text.isdigit() and fold(context.tokens[i + 1].text) in months()


def only_connects(context: Context, left: tuple[int, int], preposition: int) -> bool:
    """Whether only connectives stand before the frame: «но, по словам …», «при этом, …», «которые, по …»."""
    tokens = context.tokens
    words = [t for t in tokens[left[0] : left[1]] if t.is_word]
    if all(
        t.tag.pos in ("CCONJ", "ADV", "PART", "ADP", "SCONJ")
        or fold(t.text) in ("этом", "время", "того", "очередь", "свою", "же", "тем")
        for t in words
    ):
        return True
    if not words:
        return True
    last = fold(words[-1].text)
    joins = last in ("что", "а", "но", "и", "однако", "где", "куда", "ведь") or words[-1].tag.pos == "SCONJ"
    return joins or fold(words[-1].lemma) == "который"
