"""The medium of a quote: who carries the words of somebody else, beside the cue that introduces them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from newsnlp.document import Span, Token
from newsnlp.language import inflection
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column, table
from newsnlp.page.dates import months
from newsnlp.speech.context import Context, is_dash, is_finite
from newsnlp.speech.cues import SAY, THINK, URGE

REACH = 25  # tokens from the cue to its medium
LONGEST = 8  # tokens of a title in marks
LEAD = 4  # words of the noun phrase that leads to the name: «корреспонденту британской газеты X»
NEAR_TALK = 3  # the same, to a name of which nothing is known
TALK_REACH = 8  # tokens from «интервью» to whom it is given: «в интервью, опубликованном на сайте X»
OPEN = frozenset({"«", '"', "„", "“", "''"})
ENDINGS = (".ru", ".ру", ".com", ".ua", ".info", ".рф", ".net", ".online", ".онлайн")
SHARES = frozenset({"поделиться", "делиться"})  # «поделилась с агентством»
PLACES = frozenset({"в", "во", "на"})
BROADCAST = PLACES | {"по"}  # «по телевидению»
ASKED = frozenset({"опросить", "опрашивать"})  # «опрошенные X эксперты»
OWN = frozenset({"наш", "свой", "мой"})  # «нашему корреспонденту» names nobody


@dataclass(frozen=True, slots=True)
class Outlet:
    """What may be a medium: tokens `first`..`last` (half open) are its name or, without one, its noun.

    `start` is where the noun phrase begins that leads to the name, `noun` the token of the noun
    («журнал», «корреспондент») that heads it. `sure` says that it is a medium by its noun or by its name.
    """

    first: int
    last: int
    start: int
    noun: int | None
    sure: bool
    named: bool = True


def find_via(context: Context, cue: int, low: int, high: int, subject: int | None) -> Outlet | None:
    """The medium that hears or shows the words: «заявил ТАСС», «в интервью газете X», «в эфире X».

    `subject` is who speaks. The medium may stand before or after the cue, tokens `low`..`high`.
    """
    source = _source_outlet(context, subject, high) if subject is not None else None
    if source is not None:
        return source
    i, end = max(low, cue - REACH), min(high, cue + REACH)
    while i < end:
        outlet = read_outlet(context, i, low, high)
        if outlet is None or outlet.last <= i:
            i += 1
            continue
        speaks = (
            subject is not None and outlet.first <= subject < outlet.last and outlet.start == outlet.first
        )
        if not speaks and _hears(context, outlet, cue, low, subject):
            return outlet
        i = outlet.last
    return None


def find_relay(context: Context, cue: int, low: int, high: int, cited: int) -> Outlet | None:
    """The medium that cites somebody: the known one nearest to the cue, else a title in marks."""
    known, titles, nouns = [], [], []
    i = low
    while i < high:
        outlet = read_outlet(context, i, low, high)
        if outlet is None or outlet.first <= cited < outlet.last:
            i += 1
            continue
        i = outlet.last
        before = context.tokens[outlet.start - 1] if outlet.start > low else None
        if before is not None and before.tag.pos == "ADP":
            continue
        if not outlet.named:
            if context.tokens[outlet.first].tag.case in ("Nom", "Acc"):
                nouns.append(outlet)
        elif outlet.sure:
            known.append(outlet)
        elif context.pair_at[outlet.first] is not None and not is_dative(context, outlet):
            titles.append(outlet)
    return min(known or titles or nouns, key=lambda outlet: abs(outlet.first - cue), default=None)


def outlet_span(context: Context, outlet: Outlet) -> Span:
    """The name without outer marks."""
    first, last = outlet.first, outlet.last
    pair = context.pair_at[first]
    if pair is not None and pair.start == context.tokens[first].start and context.index(pair.end) == last:
        return pair.inner
    return context.span(first, last)


def read_outlet(context: Context, i: int, low: int, high: int) -> Outlet | None:
    """What may be a medium and begins at token `i`: a name, a title in marks, a medium's noun."""
    bounds = _name(context, i, high)
    if bounds is not None:
        first, last = bounds
        start, noun = _lead(context, first, low)
        sure = noun is not None or is_medium(context, first, last)
        return Outlet(first, last, start, noun, sure)
    if not is_medium_noun(context.tokens[i]):
        return None
    ahead = _name_ahead(context, i + 1, high)
    if ahead is not None:
        return None  # it is read when its turn comes
    start, _ = _lead(context, i, low)
    if any(fold(t.lemma) in OWN for t in context.tokens[start:i]):
        return None
    if fold(context.tokens[i].lemma) in column("reporters") and start == i and not _outlet_noun(context, i):
        return None
    return Outlet(i, i + 1, start, i, True, named=False)


def _outlet_noun(context: Context, i: int) -> bool:
    """Whether the noun is for a medium itself and not for who works there."""
    return _is_media_lemma(fold(context.tokens[i].lemma))


def _name(context: Context, i: int, high: int) -> tuple[int, int] | None:
    """The tokens of the name or title that begins at token `i`; no person's."""
    tokens = context.tokens
    name, pair = context.name_at[i], context.pair_at[i]
    opens = pair is not None and pair.closed and pair.start == tokens[i].start
    if (
        opens
        and pair is not None
        and (name is None or name.first == i or name.last >= context.index(pair.end))
    ):
        last = context.index(pair.end)
        inside = range(i + 1, context.index(pair.inner.end))
        if last <= high and 0 < len(inside) <= LONGEST and not is_speech(context, inside):
            return i, last
    if name is None:
        return _unnamed(context, i, high)
    if name.first != i or name.type == "person":
        return None
    return name.first, name.last


def _unnamed(context: Context, i: int, high: int) -> tuple[int, int] | None:
    """A medium that the earlier stages take for no name: «prian.ru», «в Facebook», «каналу @city_news»."""
    tokens = context.tokens
    if i + 2 < high and tokens[i + 1].text == "." and tokens[i].end == tokens[i + 1].start:
        domain = tokens[i].text.isascii() and "." + fold(tokens[i + 2].text) in ENDINGS
        return (i, i + 3) if domain else None
    if is_network(context, i, i + 1) or (i > 0 and is_medium_noun(tokens[i - 1]) and _is_handle(tokens[i])):
        return i, i + 1
    known = tokens[i].text[0].isupper() and not is_medium_noun(tokens[i]) and is_medium(context, i, i + 1)
    return (i, i + 1) if known else None


def _is_handle(token: Token) -> bool:
    """Whether the word is a foreign title or the handle of a channel: «@city_news»."""
    return token.text.isascii() and (token.is_word or token.text[0] == "@")


def _name_ahead(context: Context, i: int, high: int) -> tuple[int, int] | None:
    """The name that the noun phrase before token `i` leads to."""
    for k in range(i, min(high, i + LEAD)):
        bounds = _name(context, k, high)
        if bounds is not None:
            return bounds
        token = context.tokens[k]
        if token.tag.pos not in ("ADJ", "DET", "NOUN", "PROPN") or (
            token.tag.pos in ("NOUN", "PROPN") and not is_medium_noun(token)
        ):
            return None
    return None


def _lead(context: Context, first: int, low: int) -> tuple[int, int | None]:
    """Where the noun phrase begins that leads to token `first`, and the medium's noun that heads it."""
    tokens = context.tokens
    start, noun, k = first, None, first - 1
    while k >= low and first - k <= LEAD and context.name_at[k] is None:
        token = tokens[k]
        if is_medium_noun(token) or (token.tag.pos == "NOUN" and fold(token.lemma) in column("reporters")):
            start = noun = k
        elif token.tag.pos not in ("ADJ", "DET") or token.tag.form == "Part":
            break
        k -= 1
    while start - 1 >= low and tokens[start - 1].tag.pos in ("ADJ", "DET"):
        start -= 1
    return start, noun


def _hears(context: Context, outlet: Outlet, cue: int, low: int, subject: int | None) -> bool:
    """Whether the words were said to the medium, or in it."""
    tokens = context.tokens
    before = tokens[outlet.start - 1] if outlet.start > low else None
    word = fold(before.text) if before is not None else ""
    if outlet.noun is not None and tokens[outlet.noun].tag.case == "Nom":
        return False  # «в эфире сообщает местное телевидение»
    if _after_talk(context, outlet, low):
        titled = before is not None and fold(before.lemma) in column("talks")  # «в эфире программы «X»»
        return outlet.sure or titled or _may_be_medium(context, outlet)
    if _elsewhere(context, outlet, cue, low):
        return False
    if outlet.named and is_network(context, outlet.first, outlet.last):
        return (
            subject is not None
            and bool(context.cues[cue] & {SAY, THINK})
            and _posted(context, outlet.start, low)
        )
    if word == "с":
        return outlet.sure and fold(tokens[cue].lemma) in SHARES
    if word == "через":
        return outlet.sure
    if before is not None and before.tag.pos == "ADP":
        told = outlet.named or outlet.start < outlet.first  # «в канале» alone tells nothing
        into = outlet.noun is not None and word in PLACES and tokens[outlet.noun].tag.case == "Acc"
        return outlet.sure and told and word in BROADCAST and not into and _shows(context, outlet)
    if before is not None and before.tag.form == "Part" and fold(before.lemma) in ASKED:
        return outlet.sure or _may_be_medium(context, outlet)
    return _addressed(context, outlet, cue, before, subject)


def _elsewhere(context: Context, outlet: Outlet, cue: int, low: int) -> bool:
    """Whether the medium belongs to another clause than the cue; a gerund has a clause of its own."""
    tokens = context.tokens
    between = range(outlet.last, cue) if outlet.last <= cue else range(cue + 1, outlet.start)
    if any(is_finite(tokens[k]) and context.pair_at[k] is None for k in between):
        return True
    if outlet.last > cue or all(tokens[k].text != "," for k in between):
        return False
    k = outlet.start - 1
    while k >= low and tokens[k].text != ",":
        if is_finite(tokens[k]):
            return True  # «после того как об этом написали в газете X, Y заявил …»
        k -= 1
    return tokens[cue].tag.form == "Conv"


def _posted(context: Context, start: int, low: int) -> bool:
    """Whether «в» leads to the network: «в Facebook», «на своей странице в социальной сети X»."""
    for k in range(start - 1, max(low, start - LEAD) - 1, -1):
        token = context.tokens[k]
        if token.tag.pos == "ADP":
            return fold(token.text) in PLACES
        if token.tag.pos not in ("ADJ", "DET") and fold(token.lemma) not in column("post_carriers"):
            return False
    return False


def _shows(context: Context, outlet: Outlet) -> bool:
    """Whether the noun is where one speaks: «в газете X», «на канале X»; «в агентстве» people speak."""
    return outlet.noun is not None and _outlet_noun(context, outlet.noun)


def _addressed(context: Context, outlet: Outlet, cue: int, before: Token | None, subject: int | None) -> bool:
    """Whether it is the addressee of the cue: in the dative, or where a word without cases can be one."""
    tokens = context.tokens
    classes = context.cues[cue]
    if before is not None and before.tag.form == "Part":
        return False  # «слова, сказанные агентству»
    if outlet.noun is not None:
        return tokens[outlet.noun].tag.case == "Dat"
    if not classes & {SAY, THINK} or (URGE in classes and not outlet.sure):
        return False
    titled = context.pair_at[outlet.first] is not None and subject is not None
    told = titled and outlet.first == cue + 1  # «сообщил «Ока24» источник»: somebody else is the subject
    if not outlet.sure:
        if subject is None and not any(t.tag.case == "Dat" for t in tokens[outlet.first : outlet.last]):
            return False  # «как сообщила «Ромашка»»: with nobody else, it speaks itself
        beside = outlet.first == cue + 1 or outlet.last == cue
        speaks_behind = subject is not None and subject >= outlet.last
        told = told or (outlet.first == cue + 1 and speaks_behind and _indeclinable(context, outlet))
        return (told or (beside and is_dative(context, outlet))) and _may_be_medium(context, outlet)
    if told or is_dative(context, outlet):
        return True
    if _indeclinable(context, outlet):
        return before is None or _stands_apart(context, outlet.start - 1, cue)
    return False


def is_dative(context: Context, outlet: Outlet) -> bool:
    """Whether the name of an outlet stands in the dative."""
    return inflection.is_dative(context.tokens[outlet.first : outlet.last])


def _stands_apart(context: Context, i: int, cue: int) -> bool:
    """Whether a word without cases after token `i` is no complement of it: «сказала она РБК»."""
    token = context.tokens[i]
    if i == cue or token.tag.pos in ("PRON", "ADV", "VERB") or context.name_at[i] is not None:
        return True
    if fold(token.text) in months() and i and context.tokens[i - 1].text.isdigit():
        return True  # «заявил мэр 6 июля ТАСС»
    role = context.role_at[i]
    if role is not None and role.last == i + 1:
        return True  # «сказал депутат | ТАСС», but «сказал журналист ТАСС»
    return token.tag.pos == "NOUN" and i > 0 and fold(context.tokens[i - 1].text) in ("в", "во")


def _indeclinable(context: Context, outlet: Outlet) -> bool:
    """Whether the name has no cases: «ТАСС», «РИА Новости», «Reuters»."""
    words = [t for t in context.tokens[outlet.first : outlet.last] if t.is_word]
    return bool(words) and (words[0].text.isupper() or words[0].text.isascii())


def _may_be_medium(context: Context, outlet: Outlet) -> bool:
    """Whether a name of which nothing is known can be a medium's: no place, no body of another sort."""
    tokens = context.tokens
    name = next((n for n in context.name_at[outlet.first : outlet.last] if n is not None), None)
    if name is not None and name.type != "organization" and context.pair_at[outlet.first] is None:
        return False
    words = [fold(t.lemma) for t in tokens[outlet.first : outlet.last] if t.is_word]
    if not words or " ".join(words) in _other_sorts():
        return False
    return not any(word in column("speaking_bodies") or word in _other_sorts() for word in words)


@cache
def _other_sorts() -> frozenset[str]:
    """The abbreviations and parts of names by which an organisation is no medium."""
    rows = [*table("organization_sorts"), *table("organization_nouns")]
    return frozenset(fold(row[0]) for row in rows if "media" not in row[1].split())


def _after_talk(context: Context, outlet: Outlet, low: int) -> bool:
    """Whether «в интервью», «в беседе с», «в эфире» … lead to the medium, with no other clause between."""
    tokens = context.tokens
    reach = TALK_REACH if outlet.sure else NEAR_TALK
    for k in range(outlet.start - 1, max(low, outlet.start - reach) - 1, -1):
        token = tokens[k]
        if token.tag.pos == "NOUN" and fold(token.lemma) in column("talks"):
            m = k
            while m > low and tokens[m - 1].tag.pos in ("ADJ", "DET", "PRON"):
                m -= 1
            into = token.tag.case == "Acc" and fold(tokens[m - 1].text) in PLACES  # «в программу «X»»
            if m > low and tokens[m - 1].tag.pos == "ADP" and not into:
                return True
        elif is_finite(token) or is_dash(token) or token.text == ":" or context.name_at[k] is not None:
            return False
    return False


def _source_outlet(context: Context, subject: int, high: int) -> Outlet | None:
    """The medium whose source it is: «источник «Интерфакса»», «собеседник РБК»."""
    if not is_source(context.tokens[subject]):
        return None
    bounds = _name(context, subject + 1, high) if subject + 1 < high else None
    if bounds is None:
        return None
    outlet = Outlet(*bounds, bounds[0], None, is_medium(context, *bounds))
    return outlet if outlet.sure or _may_be_medium(context, outlet) else None


def is_source(token: Token) -> bool:
    """Whether the noun is for somebody unnamed who speaks to a medium: «источник», «собеседник»."""
    return fold(token.lemma) in ("источник", "собеседник")


def is_medium_noun(token: Token) -> bool:
    """Whether the noun is for a medium, or for who asks and hears for it."""
    return (
        token.tag.pos == "NOUN"
        and token.tag.number == "Sing"
        and (_is_media_lemma(fold(token.lemma)) or fold(token.lemma) in column("reporters"))
    )


def _is_media_lemma(lemma: str) -> bool:
    """Whether the noun is for a medium: «газета», «интернет-издание», «YouTube-канал»."""
    return lemma in column("media_nouns") or lemma.rpartition("-")[2] in column("media_nouns")


def is_speech(context: Context, inside: range) -> bool:
    """Whether the words in marks are a clause and no name."""
    return (
        any(context.tokens[k].tag.form == "Fin" for k in inside)
        or context.tokens[inside[0]].text[0].islower()
    )


def is_medium(context: Context, first: int, last: int) -> bool:
    """Whether the name of tokens `first`..`last` is that of a medium."""
    known = column("media")
    words = [t for t in context.tokens[first:last] if t.is_word]
    if not words:
        return False
    texts, lemmas = [fold(t.text) for t in words], [fold(t.lemma) for t in words]
    if known.intersection(texts) or (len(lemmas) == 1 and lemmas[0] in known):
        return True
    pairs = [" ".join(forms[k : k + 2]) for forms in (texts, lemmas) for k in range(len(words) - 1)]
    if known.intersection(pairs) or " ".join(texts) in known:
        return True
    if _is_media_lemma(lemmas[0]) or _is_media_lemma(lemmas[-1]):  # «Канал 24», «Парламентская газета»
        return True
    if fold(context.document.words(context.span(first, last))).strip("«»\"'„“”").endswith(ENDINGS):
        return True
    k = first - 1
    if k >= 0 and context.tokens[k].text in OPEN:
        k -= 1
    return k >= 0 and is_medium_noun(context.tokens[k])


def is_network(context: Context, first: int, last: int) -> bool:
    """Whether it is a social network: «в Facebook», «в своём Твиттере»."""
    words = [t for t in context.tokens[first:last] if t.is_word and "-" not in t.text]
    if len(words) != 1:
        return False
    parses = words[0].morphology.parses(words[0].text)
    forms = {words[0].text, words[0].lemma, *(parse.normal_form for parse in parses)}
    if words[0].tag.number == "Plur" and words[0].text[0].isupper():  # «в «Одноклассниках»»
        forms |= {form for parse in parses if (form := parse.inflect("nomn", "plur"))}
    return bool({fold(form) for form in forms} & column("platforms"))
