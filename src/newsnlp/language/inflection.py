"""Noun phrases put into the nominative: «бывшего мэра Казани» becomes «бывший мэр Казани»."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from newsnlp import lexicon
from newsnlp.document import Document, Token
from newsnlp.language.morphology import UD_CASE, agreement
from newsnlp.language.parses import Parse

CASE_OF = UD_CASE | {
    "gen1": "Gen",
    "gen2": "Gen",
    "acc2": "Acc",
    "loc1": "Loc",
    "loc2": "Loc",
}
ADJECTIVES = ("ADJF", "PRTF")
AGREEING = 4.0  # for a noun, that an adjective before it agrees with it: it outweighs the tags
PERSONAL = ("Name", "Surn", "Patr")
NOUNS = ("NOUN", "ADJF", "PRTF", "NPRO")
ACTING = re.compile(r"\b(?:и\. ?о\.?|врио|врид) $", re.IGNORECASE)  # «и. о. главы»: the genitive stays

ORDINAL = re.compile(r"(\d+)-(?:й|я|е|го|му|м|ой|ю|ая|ый|ом|ым|х|ми)")
ORDINAL_ENDINGS = {"masc": "-й", "femn": "-я", "neut": "-е"}


def phrase_nominative(document: Document, first: int, last: int, head: int, *, singular: bool = False) -> str:
    """The noun phrase of tokens `first` to `last` (half open) in the nominative.

    The head noun (token `head`) and what agrees with it are inflected: adjectives and participles
    before it, nouns coordinated with it; dependents stay as they are. With `singular` a plural
    head becomes singular: «главными редакторами» gives «главный редактор».
    """
    tokens = document.tokens[first:last]
    words = {token.i: token.text for token in tokens}
    if ACTING.search(document.text[document.tokens[first].start : document.tokens[head].start]):
        return join(document, tokens, words)
    modifiers = list(_modifiers(document, first, head))
    parse = head_parse(document, head, modifiers, before=first - 1)
    if parse is None:
        return join(document, tokens, words)
    case, number = parse.tag.case, parse.tag.number
    target = "sing" if singular or number != "plur" else "plur"
    words[head] = inflected(document.tokens[head].text, parse, {"nomn", target})
    for token in modifiers:
        words[token.i] = _agreeing(token, parse, target)
    for token in _coordinated(document, head, last, case, number):
        more = list(_modifiers(document, head + 1, token.i))
        other = head_parse(document, token.i, more, before=-1, case=case)
        if other is not None:
            words[token.i] = inflected(token.text, other, {"nomn", target})
            for modifier in more:
                words[modifier.i] = _agreeing(modifier, other, target)
    return join(document, tokens, words)


def head_parse(
    document: Document, head: int, modifiers: Iterable[Token], *, before: int, case: str | None = None
) -> Parse | None:
    """The parse of a head noun that tagger, modifiers and preposition together like best."""
    token = document.tokens[head]
    parses = [p for p in token.morphology.parses(token.text) if p.tag.POS in NOUNS and p.tag.case]
    governed = governed_cases(document, before)

    def fitness(parse: Parse) -> float:
        score = agreement(parse.tag, token.tag)
        score += sum(AGREEING * any(agree(parse, p) for p in m.morphology.parses(m.text)) for m in modifiers)
        if governed:
            score += 1.5 * (CASE_OF.get(parse.tag.case) in governed)
        return score + 4 * bool(parse.tag.case == case)

    return max(parses, key=fitness, default=None)


def governed_cases(document: Document, i: int) -> frozenset[str]:
    """The cases that token `i` governs if it is a preposition; else empty."""
    if i < 0:
        return frozenset()
    return _government().get(document.tokens[i].text.lower(), frozenset())


def name_cases(words: Iterable[Token]) -> set[str]:
    """The cases that the dictionary lets a name have: «Антонина Вдовина» the nominative only; or none.

    The vocative tells nothing: «Илон» is one of Илона, as «Лен» is of Лена.
    """
    cases: set[str] = set()
    for word in words:
        parses = word.morphology.parses(word.text)
        known = [p.tag for p in parses if p.is_known and p.tag.number == "sing"]
        found = {str(tag.case) for tag in known if any(mark in tag for mark in PERSONAL)} - {"voct"}
        cases = found & cases if cases and found else found | cases
    return cases


def is_oblique(words: Iterable[Token]) -> bool:
    """Whether the dictionary lets a name have no nominative: «Кристины Фернандес».

    A form that can be prepositional only is of another name: «Буше» without «о» is not of Буш.
    """
    cases = name_cases(words) - {"loct"}
    return bool(cases) and "nomn" not in cases


def same_case(token: Token, noun: Token) -> bool:
    """Whether an adjective may agree with a noun in case, by the tagger or by the dictionary."""
    if token.tag.case == noun.tag.case:
        return True
    cases = {p.tag.case for p in token.morphology.parses(token.text)}
    return bool(cases & {p.tag.case for p in noun.morphology.parses(noun.text)} - {""})


def is_dative(words: Iterable[Token]) -> bool:
    """Whether a name stands in the dative, by its forms: of names in marks the tagger is no judge."""
    cases = [{p.tag.case for p in t.morphology.parses(t.text)} - {""} for t in words if t.is_word]
    cases = [found for found in cases if found]
    if not cases or "datv" not in cases[0]:
        return False
    return any("datv" in found and not found & {"nomn", "gent"} for found in cases)


def agree(noun: Parse, adjective: Parse) -> bool:
    """Whether an adjective's parse agrees with a noun's in case, number and gender."""
    if adjective.tag.POS not in ADJECTIVES or adjective.tag.number != noun.tag.number:
        return False
    if CASE_OF.get(adjective.tag.case) != CASE_OF.get(noun.tag.case):
        return False
    return (
        noun.tag.number == "plur"
        or noun.tag.gender not in ("masc", "femn", "neut")
        or adjective.tag.gender == noun.tag.gender
    )


def inflected(word: str, parse: Parse, grammemes: set[str]) -> str:
    """A word in another form, spelled like the word; the word itself where there is no such form."""
    form = parse.inflect(*grammemes)
    return word if form is None else spell_like(word, form)


def spell_like(word: str, form: str) -> str:
    """`form` with the capitals of `word`, and ё exactly where `word` has it.

    >>> spell_like("Ковалева", "ковалёв"), spell_like("СЁМИНЫМ", "семин")
    ('Ковалев', 'СЁМИН')
    """
    word = word.replace("\u00ad", "")
    parts, forms = word.split("-"), form.split("-")
    if len(parts) == len(forms) > 1:  # «Римского-Корсакова»
        return "-".join(map(spell_like, parts, forms))
    if word.isupper() and len(word) > 1:
        return "".join(map(_spell, form, word.lower().ljust(len(form)))).upper()
    return "".join(map(_spell, form, word.ljust(len(form))))


def _spell(new: str, old: str) -> str:
    """A letter of a new form, in the place where the old form has `old`."""
    if new in "её":
        new = "ё" if old in "ёЁ" else "е"
    return new.upper() if old.isupper() else new


def join(document: Document, tokens: list[Token], words: dict[int, str]) -> str:
    """The words of consecutive tokens with the spaces that the text has between them, each of them one."""
    out = ""
    for previous, token in zip([None, *tokens], tokens, strict=False):
        if previous is not None and token.start > previous.end:
            out += " "
        out += words[token.i]
    return out


def _modifiers(document: Document, first: int, head: int) -> Iterable[Token]:
    """The tokens between `first` and `head` that may agree with the head, nearest first."""
    through_noun = False
    noun = document.tokens[head]
    for i in range(head - 1, first - 1, -1):
        token = document.tokens[i]
        if ORDINAL.fullmatch(token.text):
            yield token
        parses = token.morphology.parses(token.text) if token.is_word else ()
        adjectives = [p for p in parses if p.tag.POS in ADJECTIVES]
        adjective = bool(adjectives) and len(adjectives) == len(parses)  # «Верховному», to the tagger a name
        name = token.tag.pos == "PROPN" and not adjective
        if (
            name
            or (token.tag.pos in ("NOUN", "ADP") and not adjective)
            or (parses and not adjectives and token.tag.pos not in ("ADV", "CCONJ", "PART", "NUM"))
        ):
            through_noun = True
        elif adjectives and (not through_noun or "PRTF" in {p.tag.POS for p in adjectives}):
            same_case = {CASE_OF.get(p.tag.case) for p in adjectives}
            if same_case & {CASE_OF.get(p.tag.case) for p in noun.morphology.parses(noun.text)}:
                yield token


def _agreeing(token: Token, noun: Parse, number: str) -> str:
    """A modifier of `noun` in the nominative."""
    ordinal = ORDINAL.fullmatch(token.text)
    if ordinal:
        return ordinal[1] + ("-е" if number == "plur" else ORDINAL_ENDINGS.get(noun.tag.gender, "-й"))
    parses = [p for p in token.morphology.parses(token.text) if p.tag.POS in ADJECTIVES]
    gender = noun.tag.gender if noun.tag.gender in ("masc", "femn", "neut") else None

    def fitness(parse: Parse) -> float:
        return (
            4 * agree(noun, parse)
            + 2 * (CASE_OF.get(parse.tag.case) == CASE_OF.get(noun.tag.case))
            + agreement(parse.tag, token.tag) / 8
        )

    parse = max(parses, key=fitness)
    own = parse.tag.gender or gender or "masc"
    return inflected(token.text, parse, {"nomn", number} | ({own} if number == "sing" else set()))


def _coordinated(document: Document, head: int, last: int, case: str, number: str) -> Iterable[Token]:
    """The nouns coordinated with the head: «главы и основателя компании»."""
    if head + 1 >= last or document.tokens[head + 1].text not in (",", "и"):
        return
    for i in range(head + 2, last):
        token = document.tokens[i]
        if token.tag.pos not in ("NOUN", "ADJ", "VERB", "CCONJ", "PUNCT"):
            return
        if token.tag.pos == "NOUN":
            parses = token.morphology.parses(token.text)
            if any(p.tag.case == case and p.tag.number == number and p.tag.animacy == "anim" for p in parses):
                yield token
            return


@cache
def _government() -> dict[str, frozenset[str]]:
    return {row[0]: frozenset(row[1].split()) for row in lexicon.table("prepositions")}
