"""Words in marks inside retold speech: somebody's own words, or a name or term."""

from __future__ import annotations

from newsnlp.document import Quoted, Token
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.schema import QuoteKind
from newsnlp.speech.context import Context, is_finite

TERMED = ("называем", "названием")  # words before a term
TERM = 3  # words of a term that is called after somebody
CODE = frozenset({"уголовный", "кодекс"})
ARTICLE = 8  # tokens from «статья» to its title: «ст. 105 УК России (»


def kind_of(context: Context, low: int, high: int) -> QuoteKind:
    """mixed if the content holds somebody's own words in quotation marks, else indirect."""
    i = low
    while i < high:
        pair = context.pair_at[i]
        if pair is None:
            i += 1
            continue
        last = context.index(pair.end)
        if last <= high + 1 and is_fragment(context, pair):
            return "mixed"
        i = max(last, i + 1)
    return "indirect"


def is_fragment(context: Context, pair: Quoted) -> bool:
    """Whether the marks hold words that somebody said, not a name, title or term."""
    low, high = context.index(pair.inner.start), context.index(pair.inner.end)
    words = [t for t in context.tokens[low:high] if t.is_word]
    if not words:
        return False
    name = context.name_at[low]
    if name is not None and name.last >= high and name.start <= pair.inner.start:
        return False
    if _is_term(context, low, words) or _is_offence(context, low):
        return False
    if any(is_finite(t) for t in words) or len(words) >= 6:
        return not _named(context, low) or not words[0].text[0].isupper()
    return not words[0].text[0].isupper()  # titles begin with a capital


def _is_term(context: Context, low: int, words: list[Token]) -> bool:
    """Whether the marks hold a term, as all call it: «закон Яровой», так называемый «серый импорт»."""
    if words[0].tag.pos == "NOUN" and fold(words[0].lemma) in column("titled_nouns"):
        return 1 < len(words) <= TERM and words[-1].text[0].isupper()
    before = [fold(token.text) for token in context.tokens[max(0, low - 2) : low - 1]]
    return bool(before) and before[-1].startswith(TERMED)


def _is_offence(context: Context, low: int) -> bool:
    """Whether the marks hold the title of an article of a code: «по ст. 105 УК РФ («Убийство»)»."""
    tokens = context.tokens
    for i in range(low - 2, max(0, low - 2 - ARTICLE), -1):
        token = tokens[i]
        if fold(token.lemma) in ("статья", "ст"):
            numbered = any(t.text[0].isdigit() for t in tokens[i + 1 : low - 1])
            return numbered or fold(tokens[i - 1].text) == "по"
        code = token.text.isupper() or token.tag.pos == "PROPN" or fold(token.lemma) in CODE
        if token.is_word and not code:
            return False
    return False


def _named(context: Context, low: int) -> bool:
    """Whether a noun that names things stands before the marks: газета «…», закон «…»."""
    return low >= 2 and names_things(context.tokens[low - 2])


def names_things(token: Token) -> bool:
    """Whether it is a noun whose proper title follows in marks: газета «…», закон «…»."""
    lemma = fold(token.lemma)
    return token.tag.pos == "NOUN" and (lemma in column("titled_nouns") or lemma in column("media_nouns"))
