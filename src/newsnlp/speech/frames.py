"""The framing clause: who its subject is and which medium it names."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace

from newsnlp.document import Report, Span, Token
from newsnlp.language import inflection
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.speech.context import Context, is_dash, is_final, is_finite
from newsnlp.speech.cues import FROM, PO, SAY, SOGLASNO, STATE, noun_classes
from newsnlp.speech.media import (
    Outlet,
    find_relay,
    find_via,
    is_dative,
    is_medium,
    is_network,
    is_source,
    outlet_span,
    read_outlet,
)
from newsnlp.speech.phrases import is_nominal, source_span

RELATIVE = frozenset({"который", "кто", "чей"})
SUBORDINATING = frozenset({"который", "кто", "что", "чей", "где", "куда", "откуда", "когда", "чтобы"})
REACH = 25  # tokens from the cue to its subject
TRANSMITTING = frozenset({"передавать", "передать", "сообщать", "сообщить"})
REPORTERS = frozenset({"корреспондент", "спецкорреспондент", "корр", "спецкор"})
MAIN_REACH = 100  # tokens from a gerund back to its verb: cost stays linear
REFERRING = frozenset({"ссылаться", "сослаться"})
MODIFYING = frozenset({"amod", "acl", "advcl", "conj"})
ATTRIBUTE_REACH = 8  # tokens of an attribute before its noun
THERE_REACH = 3  # tokens between a verb and «там»
REPORTER_REACH = 4  # tokens from «корреспондент» to the name of the medium
QUANTITIES = frozenset({"большинство", "меньшинство", "ряд", "часть", "половина", "треть", "множество"})
PASSIVE_TEXTS = ("в", "во", "на")
NUMBERS = {"sing": "Sing", "plur": "Plur"}  # of the dictionary, which knows better than the tagger
RELAYING = frozenset({"цитировать", "процитировать", "приводить", "приводиться", "привести", "передавать"})
WORDS = frozenset({"слова", "комментарий", "комментарии", "рассказ", "ответ", "высказывание", "мнение"})
POSSESSIVE = frozenset({"его", "ее", "их", "своим"})


@dataclass(frozen=True, slots=True)
class Frame:
    """What a framing clause says about the speaker."""

    source: Span | None = None
    via: Span | None = None
    subject: int | None = None


def framed(context: Context, report: Report, cue: int, frame: Frame) -> Report:
    """The report with its cue, and with what the frame says about the speaker."""
    token = context.tokens[cue]
    return replace(
        report,
        cue=Span(token.start, token.end),
        cue_lemma=token.lemma,
        source=frame.source,
        via=frame.via,
    )


def read_frame(context: Context, cue: int, low: int, high: int) -> Frame:
    """The subject of the cue verb and the medium in the framing clause, tokens `low`..`high`."""
    if context.tokens[cue].tag.pos == "NOUN" and not context.cues[cue]:
        return _noun_frame(context, cue, low, high)
    subject = find_subject(context, cue, low, high)
    reports_for = _reporter_of(context, cue, subject, high)
    cited = find_cited(context, cue, low, high)
    others = _reference(context, low, high) is not None or _whose_words(context, low, high) is not None
    if reports_for is not None and (cited is None or not others):
        return Frame(outlet_span(context, reports_for), None, reports_for.first)
    if cited is not None and cited != subject:
        relay = find_relay(context, cue, low, high, cited)
        if relay is not None:
            stop = relay.start if relay.start > cited else high
            return Frame(source_span(context, cited, cited, stop), outlet_span(context, relay), cited)
        if subject is not None and not _is_person(context, subject):
            body = source_span(context, subject, low, high)
            return Frame(source_span(context, cited, cited, high), body, cited)
        if subject is None and fold(context.tokens[cue].lemma) in RELAYING:  # «приводятся слова X»
            return Frame(source_span(context, cited, cited, high), subject=cited)
    if cited is None and fold(context.tokens[cue].lemma) in ("цитировать", "процитировать"):
        relay = find_relay(context, cue, low, high, cue)
        if relay is not None:  # «цитирует доклад X»: who cites has not said it
            return Frame(None, outlet_span(context, relay))
    institution = find_institution(context, cue, low, high)
    aside = subject is not None and (
        _is_outlet(context, subject) or _is_addressee(context, subject) or _is_told(context, subject, cue)
    )
    if subject is None or (institution is not None and aside):
        subject = institution  # «в мэрии «Ъ» сообщили»
    if subject is None and context.tokens[cue].tag.variant == "Short":
        subject = _page_owner(context, cue, low, high)  # «на странице мэра опубликован пост»
    outlet = find_via(context, cue, low, high, subject)
    if outlet is not None and subject is not None and outlet.first <= subject < outlet.last:
        subject = find_subject(context, cue, low, high, range(outlet.start, outlet.last))
    return with_medium(context, subject, outlet, low, high)


def _reporter_of(context: Context, cue: int, subject: int | None, high: int) -> Outlet | None:
    """The medium whose reporter without a name reports: «передаёт корреспондент ТАСС» is TASS."""
    tokens = context.tokens
    if subject is None or subject < cue or fold(tokens[cue].lemma) not in TRANSMITTING:
        return None
    if fold(tokens[subject].lemma) not in REPORTERS or context.name_at[subject] is not None:
        return None
    for i in range(subject + 1, min(high, subject + REPORTER_REACH)):
        outlet = read_outlet(context, i, i, high)
        if outlet is not None:
            following = context.name_at[outlet.last] if outlet.last < high else None
            return None if following is not None and following.type == "person" else outlet
        if tokens[i].tag.case not in ("Gen", ""):
            return None
    return None


def with_medium(context: Context, subject: int | None, outlet: Outlet | None, low: int, high: int) -> Frame:
    """The frame of this subject and this medium; the phrase of the subject ends before the medium."""
    via = outlet_span(context, outlet) if outlet is not None else None
    if subject is None:
        return Frame(None, via)
    source = source_span(context, subject, low, high)
    if outlet is None or via is None or is_source(context.tokens[subject]):
        return Frame(source, via, subject)
    if source.start >= via.start and via.covers(source):
        return Frame(source, None, subject)
    if source.start < context.tokens[outlet.start].start < source.end:
        last = context.tokens[max(subject, outlet.start - 1)]
        source = Span(source.start, max(last.end, context.tokens[subject].end))
    return Frame(source, via, subject)


def _noun_frame(context: Context, noun: int, low: int, high: int) -> Frame:
    """«по словам X: …», «комментарий X: …»; «X обратился с просьбой: …» is the subject's speech."""
    outlet = find_via(context, noun, low, high, None)
    draws = fold(context.tokens[noun].lemma) == "внимание"  # «обратил внимание суда на то, что …»
    subject = find_owner(context, noun, low, high) if not draws else None
    if subject is None and context.tokens[noun].tag.case != "Nom":
        verbs = [i for i in range(low, high) if context.tokens[i].tag.form == "Fin"]
        before = [i for i in verbs if i < noun]
        if verbs:
            subject = find_subject(context, before[-1] if before else verbs[0], low, high)
    if subject is None:
        subject = _page_owner(context, noun, low, high)
    return with_medium(context, subject, outlet, low, high)


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


def _is_person(context: Context, i: int) -> bool:
    name = context.name_at[i]
    return name.type == "person" if name is not None else context.tokens[i].tag.pos == "PRON"


def find_cited(context: Context, cue: int, low: int, high: int) -> int | None:
    """Whom a medium cites: «со ссылкой на X», «ссылаясь на X», «цитирует X», «приводит слова X»."""
    reference = _reference(context, low, min(high, cue + REACH))
    if reference is not None and not _is_anothers(context, reference, low, cue):
        return _informant(context, reference)
    if fold(context.tokens[cue].lemma) in RELAYING:
        return _whose_words(context, low, high) or _object(context, cue, low, high)
    return None


def _reference(context: Context, low: int, high: int) -> int | None:
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


def _whose_words(context: Context, low: int, high: int) -> int | None:
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
        if case in ("Acc", "Gen") and somebody and is_nominal(token) and not _is_outlet(context, i):
            return i
    return None


def _is_outlet(context: Context, i: int) -> bool:
    name = context.name_at[i]
    return name is not None and name.type != "person" and is_medium(context, name.first, name.last)


def find_subject(context: Context, cue: int, low: int, high: int, barred: Container[int] = ()) -> int | None:
    """The token that heads the subject of the cue verb; none of the `barred` ones."""
    tokens = context.tokens
    verb = tokens[cue]
    stated = STATE in context.cues[cue] and SAY not in context.cues[cue]
    if stated or (verb.tag.variant == "Short" and verb.tag.voice == "Pass"):
        return None  # what a passive is about does not speak
    if verb.tag.form == "Conv":
        main = _main_verb(context, cue)
        subject = find_subject(context, main, low, cue) if main is not None else None
        return subject if subject is not None else _shared_subject(context, cue, low)
    if verb.tag.form == "Part" and verb.tag.variant != "Short":
        return _modified(context, cue)
    scores = [
        (_subject_score(context, i, cue), i)
        for i in range(max(low, cue - REACH), min(high, cue + REACH))
        if i != cue and i not in barred
    ]
    others = [pair for pair in scores if not (pair[0] > 0 and _is_addressee(context, pair[1]))]
    if any(pair[0] > 0 for pair in others):
        scores = others
    score, best = max(scores, default=(0.0, -1), key=lambda pair: (pair[0], -abs(pair[1] - cue)))
    shared = verb.rel == "conj" and not _is_subject(context, best, cue)
    if score <= 0 or shared:
        subject = _shared_subject(context, cue, low) if verb.rel == "conj" else None
        if subject is None:
            subject = _subject_before(context, cue, low)
        if subject is not None or score <= 0:
            return subject
    name = context.name_at[best]
    titled = context.pair_at[best] is not None and context.pair_at[best] is not context.pair_at[cue]
    if titled if name is None else name.type != "person":  # «сообщил «Спорту» источник»: who is told
        people = [
            pair
            for pair in scores
            if pair[0] > 0
            and (pair[1] > best or _is_subject(context, pair[1], cue))
            and (tokens[pair[1]].tag.animacy == "Anim" or is_source(tokens[pair[1]]))
        ]
        if people and (titled or best == cue + 1):
            return max(people)[1]
    return best


def _is_subject(context: Context, i: int, cue: int) -> bool:
    """Whether syntax calls a word of the name or noun at token `i` the subject of the cue."""
    name = context.name_at[i]
    words = context.tokens[name.first : name.last] if name is not None else [context.tokens[i]]
    return any(word.rel.startswith("nsubj") and word.head == cue for word in words)


def _main_verb(context: Context, gerund: int) -> int | None:
    """The verb whose subject a gerund shares: the last one before it that nothing subordinates."""
    tokens = context.tokens
    first = max(context.sentence_range(gerund)[0], gerund - MAIN_REACH)
    depth = 0  # of brackets: «(«Труд» писал об этом), отметив, что …»
    for i in range(gerund - 1, first - 1, -1):
        depth += {")": 1, "(": -1}.get(tokens[i].text, 0)
        finite = tokens[i].tag.form == "Fin" and context.pair_at[i] is context.pair_at[gerund]
        if finite and depth <= 0 and not _is_subordinate(context, i, first):
            return i
    return None


def _is_subordinate(context: Context, verb: int, first: int) -> bool:
    """Whether a conjunction or «который» opens the verb's clause."""
    for i in range(verb - 1, first - 1, -1):
        token = context.tokens[i]
        if token.tag.pos == "SCONJ" or fold(token.lemma) in SUBORDINATING:
            return True
        if token.text in (",", ";", ":", "(", ")") or token.tag.form == "Fin" or is_dash(token):
            return False
    return False


def _subject_before(context: Context, cue: int, low: int) -> int | None:
    """The subject of the verb before «и», of the same form: «актриса попросила не писать и добавила: …».

    Also before a comma or a colon, or in a relative clause: «мужчина уходить отказался: заявил, что …»,
    «служба разослала письмо, в котором заявила, что …».
    """
    tokens = context.tokens
    relative = fold(tokens[cue - 1].lemma) == "который"
    joined = fold(tokens[cue - 1].text) in ("и", ",", ":") or relative
    main = _main_verb(context, cue) if joined else None
    if main is None or main < low:
        return None
    one, two = tokens[main].tag, tokens[cue].tag
    same = (one.tense, one.number, one.gender, one.person) == (two.tense, two.number, two.gender, two.person)
    near = range(max(low, main - REACH), cue) if same else range(0)
    subject = next((i for i in near if _is_subject(context, i, main)), None)
    if relative and subject is not None and tokens[subject].tag.animacy == "Anim":
        return None  # who has just acted is found as whoever speaks without being named
    return subject


def _shared_subject(context: Context, cue: int, low: int) -> int | None:
    """The subject of the verb that governs a gerund or a coordinated verb: «X уехал, заявив, что …».

    Nothing before token `low`: in «— Ты слыхала? — и подмигивает» that is the speech.
    """
    tokens = context.tokens
    first, last = context.sentence_range(cue)
    first = max(first, low)
    if tokens[cue].tag.form == "Fin":
        last = cue  # what follows «X пришёл и кричит, что …» is said
    verb, steps = tokens[cue].head, 0
    while first <= verb < last and steps < 5:
        for i in range(first, last):
            if (
                tokens[i].head == verb
                and tokens[i].rel.startswith("nsubj")
                and _agrees(tokens[i], tokens[verb])
                and _agrees(tokens[i], tokens[cue])
            ):
                return i
        verb, steps = tokens[verb].head, steps + 1
    return None


def _modified(context: Context, cue: int) -> int | None:
    """The noun that a participle modifies: «министр, заявивший, что …».

    The parser may take one that is farther away and of another case or gender.
    """
    tokens = context.tokens
    head = tokens[cue].head
    named = context.name_at[cue - 2] if cue >= 2 and tokens[cue - 1].text == "," else None
    if named is not None and named.type == "person" and not named.first <= head < named.last:
        fits = head >= 0 and _same_form(tokens[head], tokens[cue])
        if not fits and all(_same_form(word, tokens[cue]) for word in tokens[named.first : named.last]):
            return named.first
    return head if head >= 0 and is_nominal(tokens[head]) else None


def _is_noun_by_use(context: Context, i: int) -> bool:
    """Whether a participle modifies nothing and stands for people: «присутствующие начали кричать»."""
    tag, rel = context.tokens[i].tag, context.tokens[i].rel
    plural = (tag.form, tag.case, tag.number) == ("Part", "Nom", "Plur")
    return plural and rel not in MODIFYING and (i == 0 or context.tokens[i - 1].text != ",")


def _same_form(noun: Token, participle: Token) -> bool:
    """Whether case, number and gender let a participle modify a noun."""
    a, b = noun.tag, participle.tag
    pairs = ((a.case, b.case), (a.number, b.number), (a.gender, b.gender))
    return all(not x or not y or x == y for x, y in pairs)


def _is_explained(context: Context, i: int) -> bool:
    """Whether a comma and a participle stand behind a subject: «Женщина, назвавшаяся матерью Орлова, …»."""
    comma, word = context.tokens[i + 1], context.tokens[i + 2]
    explains = comma.text == "," and word.tag.form == "Part" and word.tag.case == "Nom"
    return explains and _same_form(context.tokens[i], word)


def _subject_score(context: Context, i: int, cue: int) -> float:
    """How likely token `i` is the subject of the cue; 0 where it cannot be."""
    tokens = context.tokens
    token, verb = tokens[i], tokens[cue]
    name = context.name_at[i]
    words = tokens[name.first : name.last] if name is not None and name.first == i else [token]
    by_syntax = any(word.rel.startswith("nsubj") and word.head == cue for word in words)
    by_syntax = by_syntax and not _is_set_against(context, i, cue)
    noun = is_nominal(token) or _is_noun_by_use(context, i)
    if not (noun or name is not None or fold(token.text) in RELATIVE or by_syntax):
        return 0.0
    if not (name is not None and i == name.first) and name is not None:
        return 0.0
    pair = context.pair_at[i]
    quoted = pair is not None and pair is not context.pair_at[cue]
    if quoted and pair is not None and not by_syntax and (name is None or name.start > pair.start + 2):
        return 0.0
    before = i - 2 if context.title_of(i) is not None else i - 1  # «опубликовано в «Труде»»
    person = name is not None and name.type == "person"
    if not person and before >= 0 and tokens[before].tag.pos == "ADP":
        return 0.0  # «через пресс-службу передал»
    if name is not None and not person and inflection.is_dative(words):
        return 0.0  # «В мэрии «Вечернему Омску» сообщили»
    cases = inflection.name_cases(words) if person else set()
    if cases and "nomn" not in cases:
        return 0.0  # «пресс-секретарь Кристины Фернандес заявила»
    named = cases == {"nomn"}  # whatever the parser says
    case = "Nom" if named else token.tag.case
    if case not in ("Nom", "") and not by_syntax and not (case == "Acc" and token.tag.animacy != "Anim"):
        return 0.0
    if token.tag.pos == "PRON" and case != "Nom" and fold(token.text) not in ("это", "кто"):
        return 0.0
    if fold(token.text) in ("это", "что", "об", "чем", "том", "все", "ничего", "то"):
        return 0.0
    if not _agrees(token, verb) and not (by_syntax and name is not None and name.type == "organization"):
        return 0.0
    score = 0.0
    if by_syntax and case in ("Gen", "Acc") and i and tokens[i - 1].tag.pos in ("NOUN", "VERB"):
        score -= 4  # «после визита Орлова сообщил»: the word before governs it
    if by_syntax:
        score += 5
    if named:
        score += 4
    if case == "Nom":
        score += 2
    if name is not None:
        score += 1 if person else 0.5
    if token.tag.animacy == "Anim" or token.tag.pos == "PRON":
        score += 1
    if token.rel in ("nmod", "obl", "obj", "iobj", "conj", "flat:name", "flat"):
        score -= 2
    low, high = min(i, cue) + 1, max(i, cue)
    barrier = sum(
        1 for j in range(low, high) if tokens[j].text in (",", ":", ";", "—", "–") or is_final(tokens[j])
    )
    if barrier > 1 and i < cue and _is_explained(context, i):
        barrier -= 2
    own = verb.head if verb.tag.form == "Inf" else cue  # «люди начали кричать»: one predicate
    verbs = sum(1 for j in range(low, high) if tokens[j].tag.form == "Fin" and j != own)
    score -= 0.15 * (high - low) + (0.5 if by_syntax else 1.2) * barrier + (0.5 if by_syntax else 2) * verbs
    return score


def _is_set_against(context: Context, i: int, cue: int) -> bool:
    """Whether «, а» and a subject of its own open the cue's clause: «Орлов уехал, а Седов сообщил, что …»."""
    tokens = context.tokens
    for j in range(i + 2, cue):
        if tokens[j].text == "а" and tokens[j - 1].text == ",":
            nouns = (t for t in tokens[j + 1 : cue] if is_nominal(t) and t.tag.case == "Nom")
            return any(_agrees(noun, tokens[cue]) for noun in nouns)
    return False


def _is_addressee(context: Context, i: int) -> bool:
    """Whether a title in the dative begins at token `i`, whatever the parser says: «говорила «Труду»»."""
    outlet = read_outlet(context, i, i, len(context.tokens))
    return outlet is not None and outlet.named and outlet.first == i and is_dative(context, outlet)


def _is_told(context: Context, i: int, cue: int) -> bool:
    """Whether one body stands beside a verb for several: «рассказали «Искре» в управлении образования»."""
    name = context.name_at[i]
    if name is None or name.type != "organization" or context.tokens[cue].tag.number != "Plur":
        return False
    head = next((t for t in context.tokens[name.first : name.last] if t.is_word), context.tokens[i])
    behind = context.tokens[name.last] if name.last < len(context.tokens) else head
    return head.tag.number == "Sing" and fold(behind.text) in PASSIVE_TEXTS


def _agrees(noun: Token, verb: Token) -> bool:
    """Whether number (and in the past tense gender) let the noun be the subject of the verb."""
    a, b = noun.tag, verb.tag
    if b.person in ("1", "2") and a.pos != "PRON":
        return False
    number = NUMBERS.get(verb.parse.tag.number, "") if b.form == "Fin" else b.number
    if a.number and number and a.number != number:
        return noun.text.isupper() or a.pos in ("NUM",) or fold(noun.lemma) in QUANTITIES
    if b.gender and a.gender and number == "Sing" and a.gender != b.gender:
        return a.pos == "PROPN" or noun.text.isupper() or a.animacy == "Anim"
    return True


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


def _page_owner(context: Context, cue: int, low: int, high: int) -> int | None:
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


OPEN = frozenset({"«", '"', "„", "“"})
