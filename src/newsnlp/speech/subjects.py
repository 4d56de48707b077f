"""The subject of a cue verb, by syntax and by the forms of words."""

from __future__ import annotations

from collections.abc import Container

from newsnlp.document import Token
from newsnlp.language import inflection
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.speech.clauses import shared_form
from newsnlp.speech.context import Context, is_dash, is_final
from newsnlp.speech.cues import SAY, STATE
from newsnlp.speech.media import (
    is_dative,
    is_source,
    read_outlet,
)
from newsnlp.speech.phrases import is_nominal

RELATIVE = frozenset({"который", "кто", "чей"})
SUBORDINATING = frozenset({"который", "кто", "что", "чей", "где", "куда", "откуда", "когда", "чтобы"})
REACH = 25  # tokens from the cue to its subject
MAIN_REACH = 100  # tokens from a gerund back to its verb: cost stays linear
MODIFYING = frozenset({"amod", "acl", "advcl", "conj"})
QUANTITIES = frozenset({"большинство", "меньшинство", "ряд", "часть", "половина", "треть", "множество"})
NUMBERS = {"sing": "Sing", "plur": "Plur"}  # of the dictionary, which knows better than the tagger


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
    others = [pair for pair in scores if not (pair[0] > 0 and is_addressee(context, pair[1]))]
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


def is_thing(context: Context, subject: int | None) -> bool:
    """Whether a subject is a thing that says nothing."""
    if subject is None or context.name_at[subject] is not None:
        return False
    token = context.tokens[subject]
    lemma = fold(token.lemma)
    speaks = lemma in column("speaking_bodies") or lemma in column("speaking_documents")
    return token.tag.pos == "NOUN" and token.tag.animacy == "Inan" and not (speaks or is_source(token))


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
    same = shared_form(one) == shared_form(two) and one.person == two.person
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


def _is_set_against(context: Context, i: int, cue: int) -> bool:
    """Whether «, а» and a subject of its own open the cue's clause: «Орлов уехал, а Седов сообщил, что …»."""
    tokens = context.tokens
    for j in range(i + 2, cue):
        if tokens[j].text == "а" and tokens[j - 1].text == ",":
            nouns = (t for t in tokens[j + 1 : cue] if is_nominal(t) and t.tag.case == "Nom")
            return any(_agrees(noun, tokens[cue]) for noun in nouns)
    return False


def is_addressee(context: Context, i: int) -> bool:
    """Whether a title in the dative begins at token `i`, whatever the parser says: «говорила «Труду»»."""
    outlet = read_outlet(context, i, i, len(context.tokens))
    return outlet is not None and outlet.named and outlet.first == i and is_dative(context, outlet)


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
