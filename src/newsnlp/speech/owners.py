"""Whose words a clause tells without a subject: «слова X», «со ссылкой на X», «в сообщении X», «в мэрии»."""

from __future__ import annotations

from newsnlp.language import inflection
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.speech.context import Context, is_dash, is_finite
from newsnlp.speech.cues import FROM, PO, SAY, SOGLASNO, STATE, noun_classes
from newsnlp.speech.media import (
    is_medium,
    is_network,
    is_source,
)
from newsnlp.speech.phrases import is_nominal
from newsnlp.speech.subjects import REACH

REFERRING = frozenset({"ссылаться", "сослаться"})
ATTRIBUTE_REACH = 8  # tokens of an attribute before its noun
THERE_REACH = 3  # tokens between a verb and «там»
PASSIVE_TEXTS = ("в", "во", "на")
RELAYING = frozenset({"цитировать", "процитировать", "приводить", "приводиться", "привести", "передавать"})
WORDS = frozenset({"слова", "комментарий", "комментарии", "рассказ", "ответ", "высказывание", "мнение"})
POSSESSIVE = frozenset({"его", "ее", "их", "своим"})
OPEN = frozenset({"«", '"', "„", "“"})


def find_owner(context: Context, noun: int, preposition: int, high: int) -> int | None:
    """Whose words: the genitive after the noun, or «его», «их» before it."""
    tokens = context.tokens
    for i in range(noun + 1, min(high, noun + 8)):
        token = tokens[i]
        if token.text in (",", ";", ":", ".") or is_finite(token) or (is_dash(token)):
            break
        if fold(token.text) == "у":  # «по сообщениям, у мэра приступ», often without the comma
            break
        if fold(token.text) in ("то", "том"):  # «обратил внимание на то, что …»
            break
        if fold(token.text) in POSSESSIVE and _is_of_noun(context, i + 1, high):
            continue  # «по словам его адвоката»
        if _stands_before(context, i, high):
            return token.head
        if context.name_at[i] is not None or (
            is_nominal(token) and token.tag.case in ("Gen", "Acc", "Ins", "")
        ):
            return None if _is_origin(context, i) or _begins_content(context, i) else i
        if is_nominal(token) and token.tag.case in ("Nom", "Dat"):
            break
    for i in range(preposition + 1, noun):
        if fold(tokens[i].text) in POSSESSIVE:
            return i
    return None


def _stands_before(context: Context, i: int, high: int) -> bool:
    """Whether an adjective and what it governs stand before its noun: «близкого к властям чиновника»."""
    token = context.tokens[i]
    if token.rel not in ("amod", "acl") or not i + 2 < token.head < min(high, i + ATTRIBUTE_REACH):
        return False
    noun = context.tokens[token.head]
    governs = context.tokens[i + 1].tag.pos == "ADP"
    return governs and is_nominal(noun) and noun.tag.case in ("Gen", "Acc") and noun.tag.animacy == "Anim"


def _is_of_noun(context: Context, i: int, high: int) -> bool:
    """Whether a noun in the genitive follows, with adjectives before it or without."""
    while i < high and context.tokens[i].tag.pos == "ADJ":
        i += 1
    tag = context.tokens[i].tag if i < high else None
    return tag is not None and tag.pos in ("NOUN", "PROPN") and tag.case == "Gen"


def _begins_content(context: Context, i: int) -> bool:
    """Whether a person's name in the nominative is no owner: «По официальным данным Иван Орлов уехал»."""
    name = context.name_at[i]
    if name is None or name.type != "person":
        return False
    return inflection.name_cases(context.tokens[name.first : name.last]) == {"nomn"}


def _is_origin(context: Context, i: int) -> bool:
    """Whether a place is where news comes from: «по сообщениям из Сеула»."""
    name = context.name_at[i]
    return name is not None and name.type == "location" and fold(context.tokens[i - 1].text) == "из"


def find_cited(context: Context, cue: int, low: int, high: int) -> int | None:
    """Whom a medium cites: «со ссылкой на X», «ссылаясь на X», «цитирует X», «приводит слова X»."""
    reference = reference_of(context, low, min(high, cue + REACH))
    if reference is not None and not _is_anothers(context, reference, low, cue):
        return _informant(context, reference)
    if fold(context.tokens[cue].lemma) in RELAYING:
        return whose_words(context, low, high) or _object(context, cue, low, high)
    return None


def reference_of(context: Context, low: int, high: int) -> int | None:
    """The noun of «со ссылкой на X», «ссылаясь на X», «который ссылается на X»."""
    tokens = context.tokens
    for i in range(low, high):
        if _cites(context, i, low) and i + 2 < len(tokens) and fold(tokens[i + 1].text) == "на":
            named = context.name_at[i + 2] is not None
            return i + 2 if named else _governed(context, i + 1, min(len(tokens), i + 12))
    return None


def _cites(context: Context, i: int, low: int) -> bool:
    """Whether a word says that somebody, who is told of already, cites: «ссылкой», «ссылающийся»."""
    token = context.tokens[i]
    if not token.text.lower().startswith(("ссыл", "сосл")):
        return False
    before = context.tokens[max(low, i - 2) : i]
    if fold(token.text) == "ссылкой":
        return any(fold(t.text) == "со" for t in before[-1:])
    relative = any(fold(t.lemma) == "который" for t in before)
    return fold(token.lemma) in REFERRING and (token.tag.form in ("Conv", "Part") or relative)


def _is_anothers(context: Context, reference: int, low: int, cue: int) -> bool:
    """Whether a verb before cites, in a clause of its own: «Как пишет A со ссылкой на B, C считает»."""
    closed = any(token.text == "," for token in context.tokens[reference:cue])
    return closed and any(SAY in context.cues[i] for i in range(low, reference))


def whose_words(context: Context, low: int, high: int) -> int | None:
    """«передаёт её слова», «приводятся слова директора Орлова»."""
    for i in range(low, high):
        if fold(context.tokens[i].text) not in WORDS:
            continue
        if i > low and fold(context.tokens[i - 1].text) in POSSESSIVE:
            return i - 1
        return find_owner(context, i, i, high)
    return None


def _informant(context: Context, noun: int) -> int | None:
    """Who speaks where «на NOUN» is cited: a body, or whose the materials are; «на то, что» nobody."""
    token = context.tokens[noun]
    lemma = fold(token.lemma)
    if context.name_at[noun] is not None or context.role_at[noun] is not None:
        return noun
    if token.tag.animacy == "Anim" or is_source(token) or lemma in column("speaking_bodies"):
        return noun
    if token.text.isupper() and len(token.text) > 1:
        return noun
    owner = _owner(context, noun, len(context.tokens)) if token.tag.pos == "NOUN" else None
    if owner is None:
        return None
    body = fold(context.tokens[owner].lemma) in column("speaking_bodies")
    return owner if body or context.name_at[owner] is not None else None


def _object(context: Context, cue: int, low: int, high: int) -> int | None:
    """The person or body in the accusative, or in the genitive after «слова», beside a verb of citing."""
    tokens = context.tokens
    for i in range(low, high):
        if i == cue or (
            context.name_at[i] is not None and context.name_at[i] is context.name_at[i - 1] and i > low
        ):
            continue
        token = tokens[i]
        case = token.tag.case
        somebody = token.tag.animacy == "Anim" or context.name_at[i] is not None or token.tag.pos == "PRON"
        somebody = somebody or fold(token.lemma) in column("speaking_bodies")
        if case in ("Acc", "Gen") and somebody and is_nominal(token) and not is_outlet(context, i):
            return i
    return None


def is_outlet(context: Context, i: int) -> bool:
    """Whether token `i` stands in the name of a medium."""
    name = context.name_at[i]
    return name is not None and name.type != "person" and is_medium(context, name.first, name.last)


def find_institution(context: Context, cue: int, low: int, high: int) -> int | None:
    """«сообщили в МВД», «говорится в заявлении компании»: the noun in the locative."""
    tokens = context.tokens
    verb = tokens[cue]
    impersonal = verb.tag.number == "Plur" or STATE in context.cues[cue] or verb.tag.variant == "Short"
    if not impersonal:
        return None
    places = ("из",) if FROM in context.cues[cue] else PASSIVE_TEXTS
    best, distance = None, REACH
    for i in range(max(low, cue - REACH), min(high - 1, cue + REACH)):
        if fold(tokens[i].text) not in places:
            continue
        noun = _governed(context, i, high)
        if noun is None or abs(noun - cue) >= distance or _is_aside(context, i, cue):
            continue
        speaks = _institution(context, noun, high)
        if speaks is not None:
            best, distance = speaks, abs(noun - cue)
    return _there(context, cue, low, high) if best is None else best


def _is_aside(context: Context, i: int, cue: int) -> bool:
    """Whether a bracket opens or closes between two tokens: «в ответе (копия есть в редакции) сказано»."""
    between = [token.text for token in context.tokens[min(i, cue) : max(i, cue)]]
    return between.count("(") != between.count(")")


def _there(context: Context, cue: int, low: int, high: int) -> int | None:
    """«Там» beside the verb: «обратился в полицию. Там сообщили, что …»."""
    near = range(max(low, cue - THERE_REACH), min(high, cue + THERE_REACH))
    return next((i for i in near if fold(context.tokens[i].text) == "там"), None)


def _governed(context: Context, preposition: int, high: int) -> int | None:
    """The noun that a preposition governs."""
    tokens = context.tokens
    head = tokens[preposition].head
    if preposition < head < min(high, preposition + 8) and is_nominal(tokens[head]):
        return head
    for i in range(preposition + 1, min(high, preposition + 6)):
        if is_nominal(tokens[i]):
            return i
        if tokens[i].tag.pos not in ("ADJ", "DET", "PUNCT", "ADV", "NUM"):
            return None
    return None


def _institution(context: Context, noun: int, high: int) -> int | None:
    """The token that names who speaks in «в NOUN …»: the body itself, or the owner of a document."""
    token = context.tokens[noun]
    name = context.name_at[noun]
    if is_network(context, noun, noun + 1) or is_network(context, noun + 1, min(noun + 2, high)):
        return None  # «в Facebook пишут»: who writes there
    if name is not None and name.type != "person":
        return noun
    if _is_titled(context, noun):
        return noun
    lemma = fold(token.lemma)
    if lemma in column("own_pages"):
        owner = _owner(context, noun, high)
        named = context.name_at[owner] if owner is not None else None
        return None if named is not None and named.type == "person" else owner
    if lemma in column("speaking_documents") or noun_classes(token) & {PO, SOGLASNO}:
        return _owner(context, noun, high)
    if lemma in column("speaking_bodies") or (token.text.isupper() and len(token.text) > 1):
        return noun
    return None


def page_owner(context: Context, cue: int, low: int, high: int) -> int | None:
    """Whose page it is on which words appear: «в телеграм-канале губернатора появилась запись: …»."""
    tokens = context.tokens
    for i in range(max(low + 1, cue - REACH), min(high, cue + REACH)):
        if fold(tokens[i].lemma) in column("own_pages") and tokens[i].tag.case == "Loc":
            return _owner(context, i, high)
    return None


def _is_titled(context: Context, noun: int) -> bool:
    """Whether marks alone tell of a body: «в «Водоканале» говорят»; of a network only who writes there."""
    tokens = context.tokens
    behind = noun > 1 and fold(tokens[noun - 2].text) in PASSIVE_TEXTS
    return behind and context.title_of(noun) is not None and tokens[noun].text[0].isupper()


def _owner(context: Context, noun: int, high: int) -> int | None:
    """Whose document it is: the genitive after «в сообщении»."""
    tokens = context.tokens
    noun = _site(context, noun, high)
    for i in range(noun + 1, min(high, noun + 6)):
        token = tokens[i]
        if is_nominal(token) or context.name_at[i] is not None:
            if token.tag.case in ("Gen", "") or context.name_at[i] is not None:
                return i
            return None
        if token.tag.pos not in ("ADJ", "DET") and token.text not in OPEN:
            return None
    return None


def _site(context: Context, noun: int, high: int) -> int:
    """The last word of «(в сообщении) на сайте», else the noun itself: whose site it is, speaks."""
    tokens = context.tokens
    if noun + 2 < high and fold(tokens[noun + 1].text) == "на":
        for i in range(noun + 2, min(high, noun + 4)):
            if fold(tokens[i].lemma) in column("own_pages"):
                return i
    return noun
