"""Whether what follows a colon has a frame of its own: «: денег, по его словам, нет»."""

from __future__ import annotations

from itertools import islice

from newsnlp.language.spelling import fold
from newsnlp.speech.clauses import inserted_cue, takes_clause
from newsnlp.speech.context import Context
from newsnlp.speech.cues import PO, SPEECH, noun_classes

COMMAS = 3  # behind a colon at which a frame of its own may be inserted
OPENING = 4  # tokens from a colon to a verb that reports on its own


def is_told_anew(context: Context, low: int, high: int) -> bool:
    """Whether a clause has a frame of its own: «: по его словам, …», «: у города, говорит она, …»."""
    if has_insertion(context, low, high) or opens_by_noun(context, low, high):
        return True
    commas = (i for i in range(low + 1, high) if context.tokens[i].text == "," and context.pair_at[i] is None)
    return any(inserted_cue(context, i + 1, high) is not None for i in islice(commas, COMMAS))


def is_retold(context: Context, start: int, high: int) -> bool:
    """Whether a report of its own follows the colon: «предложил договор: он заявил, что …»."""
    opening = range(start, min(high, start + OPENING))
    verb = next((i for i in opening if context.tokens[i].tag.form == "Fin"), None)
    return verb is not None and bool(context.cues[verb] & SPEECH) and takes_clause(context, verb, high)


def has_insertion(context: Context, low: int, high: int) -> bool:
    """Whether «по словам X» stands inside: then the frame is that."""
    tokens = context.tokens
    for i in range(low + 1, high - 2):
        if tokens[i].text == "," and fold(tokens[i + 1].text) == "по":
            nouns = (noun_classes(token) for token in tokens[i + 2 : i + 4])
            if any(PO in classes for classes in nouns):
                return True
    return False


def opens_by_noun(context: Context, low: int, high: int) -> bool:
    """Whether «по его мнению» stands at token `low`."""
    words = context.tokens[low : min(high, low + OPENING)]
    return bool(words) and fold(words[0].text) == "по" and any(PO in noun_classes(word) for word in words)
