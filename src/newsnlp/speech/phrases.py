"""Noun phrases: from a head word to the phrase as a reader would mark it."""

from __future__ import annotations

from newsnlp.document import Span, Token
from newsnlp.language.inflection import is_dative, is_oblique, name_cases
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.speech.context import Context

# Dependents that belong to a noun phrase; clauses and coordinated heads do not.
INSIDE = frozenset(
    {
        "amod", "det", "nmod", "nummod", "nummod:gov", "nummod:entity", "flat", "flat:name", "flat:foreign",
        "case", "compound", "fixed", "appos", "obl", "advmod", "punct", "obj", "iobj", "acl",
    }
)  # fmt: skip
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
BORDERS = frozenset({",", ";", ":", ".", "—", "–", "(", ")", "!", "?", "…"})
INDECLINABLE = ("ых", "их", "у", "ю")  # surnames that stand in any case: «адвокат Рябых», «тренер Гру»
LONGEST = 40  # tokens; a longer «phrase» is a parser's mistake


def phrase(context: Context, head: int, low: int, high: int) -> tuple[int, int]:
    """The tokens of the noun phrase of `head` inside `low`..`high` (half open)."""
    tokens = context.tokens
    first, last = head, head + 1
    if tokens[head].tag.pos == "PRON" and context.name_at[head] is None:
        return first, last
    low, high = max(low, head - LONGEST), min(high, head + LONGEST)
    while first > low and _belongs(context, first - 1, head, first, last):
        first -= 1
    first = _attribute(context, first, head, low)
    while last < high and _belongs(context, last, head, first, last):
        last += 1
    while last - 1 > head and (not tokens[last - 1].is_word and not _closes(context, last - 1, first)):
        last -= 1
    while first < head and not tokens[first].is_word and context.pair_at[first] is None:
        first += 1
    return _whole_names(context, first, last)


def _belongs(context: Context, i: int, head: int, first: int, last: int) -> bool:
    """Whether token `i`, beside the phrase so far, hangs on it."""
    token = context.tokens[i]
    if context.name_at[i] is not None and context.name_at[i] in (
        context.name_at[first],
        context.name_at[last - 1],
    ):
        return True
    pair = context.pair_at[i]
    beside = pair in (context.pair_at[first], context.pair_at[last - 1])
    if pair is not None and beside and pair is not context.pair_at[head]:
        return True
    if token.text in BORDERS or token.tag.form == "Fin" or _is_object(context, i, head):
        return False
    if i < head and (
        token.tag.pos == "ADP" or _is_other_noun(context, i, head) or _is_of_attribute(context, i)
    ):
        return False
    up, steps = i, 0
    while up >= 0 and steps < 8:
        relation, parent = context.tokens[up].rel, context.tokens[up].head
        if relation not in INSIDE:
            return False
        if relation == "acl" and not (up == i and token.end < context.tokens[head].start):
            return False  # a participle before its noun belongs, a clause after it does not
        if first <= parent < last:
            own = parent == head and (i > head or relation == "obl")
            return not (own and relation in ("obl", "advmod", "obj", "iobj"))
        up, steps = parent, steps + 1
    return False


def _is_object(context: Context, i: int, head: int) -> bool:
    """Whether a noun before a person's name is a thing of its own: «загибает пальцы Анна Вдовина»."""
    name, tag = context.name_at[head], context.tokens[i].tag
    thing = tag.pos == "NOUN" and tag.animacy == "Inan" and context.role_at[i] is None
    return thing and i == head - 1 and name is not None and name.type == "person"


def _is_of_attribute(context: Context, i: int) -> bool:
    """Whether an attribute before the head governs the noun: «близкого к властям (чиновника)»."""
    before = context.tokens[max(0, i - 4) : i]
    return context.tokens[i].rel == "obl" and any(t.tag.pos == "ADP" and t.head == i for t in before)


def _attribute(context: Context, first: int, head: int, low: int) -> int:
    """Where an attribute before the head begins with what it governs: «близкого к властям (чиновника)».

    A participle only tells what somebody known does: «прибывший в Омск министр».
    """
    if first - 1 <= low or not _is_of_attribute(context, first - 1):
        return first
    adjective = context.tokens[first - 1].head
    own = low <= adjective < first and context.tokens[adjective].head == head
    return adjective if own and context.tokens[adjective].tag.form != "Part" else first


def _is_other_noun(context: Context, i: int, head: int) -> bool:
    """Whether a noun before the head is no part of its phrase: «решение эксперт назвал»."""
    one, two = context.tokens[i].tag, context.tokens[head].tag
    return one.pos == "NOUN" and one.case not in ("", two.case) and context.tokens[i].head == head


def _closes(context: Context, i: int, first: int) -> bool:
    """Whether token `i` closes quotation marks or brackets that open in the phrase."""
    pair = context.pair_at[i]
    return pair is not None and pair.start >= context.tokens[first].start


def _whole_names(context: Context, first: int, last: int) -> tuple[int, int]:
    """The phrase, with no name and no pair of quotation marks cut in two."""
    for edge in (first, last - 1):
        name = context.name_at[edge]
        if name is not None:
            first, last = min(first, name.first), max(last, name.last)
    pair = context.pair_at[last - 1]
    if (
        pair is not None
        and context.tokens[first].start <= pair.start
        and pair.start < context.tokens[last - 1].start
    ):
        last = max(last, context.index(pair.end))
    return first, last


def source_span(context: Context, head: int, low: int, high: int) -> Span:
    """The mention of the speaker with this head word: the person's name if there is one, else the phrase."""
    name = context.name_at[head]
    if name is not None and (
        name.type == "person" or head != name.first or context.tokens[head].tag.pos in ("PROPN", "PUNCT")
    ):
        return Span(name.start, name.end)
    if context.tokens[head].tag.pos in ("PRON", "DET"):
        return context.span(head, head + 1)
    title = context.title_of(head)
    if name is None and title is not None:
        return Span(title.start, title.end)  # «в «Водоканале»»
    first, last = phrase(context, head, low, high)
    while last > head + 1 and context.tokens[last - 1].tag.pos == "ADP":
        last -= 1
    titled = context.name_at[last] if last < high else None
    beside = titled is not None and titled.type == "organization" and last == head + 1 == titled.first
    if titled is not None and beside and context.tokens[head].tag.animacy != "Anim":
        words = context.tokens[titled.first : titled.last]
        if context.tokens[head].tag.case == "Dat" or not is_dative(words):
            return Span(titled.start, titled.end)  # «агентство DHA», «газета «Труд»»
    renamed = _renaming(context, head, max(last, head + 1), high)
    if renamed is not None:
        return renamed
    return context.span(first, last)


def _renaming(context: Context, head: int, last: int, high: int) -> Span | None:
    """The name that the noun leads to: «директор школы Денис Кашин», «певец и депутат Иосиф Кобзон»."""
    tokens = context.tokens
    if tokens[head].tag.pos == "PRON":
        return None
    i = head + 1
    while i < min(high, head + LONGEST):
        token = tokens[i]
        name = context.name_at[i]
        if name is not None:
            following = context.name_at[name.last] if name.last < high else None
            if name.type == "person" and following is not None and following.type == "person":
                i = name.last  # «врач Мэри Смит Джон Браун»: the first of two names is whose doctor it is
                continue
            explained = _explained(context, head, name.last, high)
            if explained is not None:
                return explained
            if name.type == "person" and not _is_governed(context, head, i) and _apposed(context, head, i):
                return Span(name.start, name.end)
            i = name.last
            continue
        if i >= last and not _leads_on(context, i, high):
            break
        if token.text == "(":
            i = _after_brackets(context, i, high)
            continue
        if token.tag.form == "Fin" or token.text in (":", ";", "."):
            break
        i += 1
    return None


def _is_governed(context: Context, head: int, first: int) -> bool:
    """Whether a preposition governs the role right before a name: «актёр на встрече с врачом Беловой»."""
    role = context.role_at[first - 1]
    if role is None or role.head == head or role.first <= head:
        return False
    return context.tokens[role.first - 1].tag.pos == "ADP"


def _explained(context: Context, head: int, i: int, high: int) -> Span | None:
    """The name between commas of a relative: «внучка Сморчковой, Татьяна, рассказала»."""
    tokens = context.tokens
    if i + 2 >= high or tokens[i].text != "," or fold(tokens[head].lemma) not in column("kin"):
        return None
    name = context.name_at[i + 1]
    if name is None or name.type != "person" or name.last >= len(tokens) or tokens[name.last].text != ",":
        return None
    return None if is_oblique(tokens[name.first : name.last]) else Span(name.start, name.end)


def _after_brackets(context: Context, i: int, high: int) -> int:
    """The token after «(РФС)»; `high` where the brackets hold more than a few words."""
    close = next((j for j in range(i + 1, min(high, i + 6)) if context.tokens[j].text == ")"), high)
    return min(close + 1, high)


def _leads_on(context: Context, i: int, high: int) -> bool:
    """Whether the noun phrase may go on at token `i`: another noun of the row, not a new clause."""
    token = context.tokens[i]
    if token.text in (",", "и", "-", "–", "—"):
        following = context.tokens[i + 1] if i + 1 < high else None
        if following is None or following.tag.pos not in ("NOUN", "PROPN", "ADJ", "DET", "ADP", "PRON"):
            return False
        if following.tag.pos == "PRON":
            return fold(following.text) in ("его", "ее", "их")
        # «по стратегии и развитию», «в России и на Украине»
        return following.tag.case in ("Nom", "Gen", "", context.tokens[i - 1].tag.case)
    leads = token.tag.pos in ("NOUN", "PROPN", "ADJ", "NUM", "PUNCT", "ADP", "DET", "PRON")
    return leads and token.text not in (",", ":")


def _apposed(context: Context, head: int, first: int) -> bool:
    """Whether the name from token `first` renames the head: same case, not governed in the genitive."""
    one, two = context.tokens[head], context.tokens[first]
    name = context.name_at[first]
    words = context.tokens[name.first : name.last] if name is not None else [two]
    if one.tag.case == "Nom" and name is not None and is_oblique(words):
        return words[-1].text.endswith(INDECLINABLE) and _before_colon(context, name.last)
    if one.tag.number == "Plur" and two.tag.number == "Sing":
        return False
    if {one.tag.gender, two.tag.gender} == {"Masc", "Fem"} and fold(one.lemma) in column("kin"):
        return False  # «матери Ивана Орлова»
    if two.tag.case and one.tag.case:
        if one.tag.case == "Gen" and one.tag.animacy == "Inan":
            return False
        same = any(word.tag.case == one.tag.case for word in words)  # the tags of rare names may be wrong
        same = same or (one.tag.case == "Nom" and name_cases(words) == {"nomn"})
        same = same or words[-1].text.endswith(INDECLINABLE)
        if two.tag.gender and one.tag.case == "Nom" and two.tag.case == "Gen" and not same:
            return False
        return same or (two.rel in ("appos", "flat", "flat:name") and two.head == head)
    return two.rel in ("appos", "flat", "flat:name", "nsubj")


def _before_colon(context: Context, i: int) -> bool:
    return i < len(context.tokens) and context.tokens[i].text == ":"


def is_nominal(token: Token) -> bool:
    """Whether the token can head a noun phrase."""
    return token.tag.pos in NOMINAL
