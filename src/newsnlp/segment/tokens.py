"""Tokens: razdel's, by one regular expression, mended for scraped pages.

The tagger was trained on razdel's tokens, so ordinary text is cut as razdel cuts it (a test compares
them): «г.» is two tokens, «бизнес-инкубатор», «12.08.2020» and «2010–2012» are one. Other than razdel's
rules the expression takes linear time on any text, and it

- looks through what is invisible: a soft hyphen or a stress mark («за́мок») does not end a word, nor does
  the hyphen at which a word was broken for the end of a line;
- keeps together addresses, @names, #tags, «О'Нил», a word that mixes alphabets, a whole emoji,
  quotation marks of several characters («''», «<<»), and rows of one sign («=====»);
- cuts «слово- слово» and «в 2010, 2011» where the white space shows that the sign is no part of the word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from newsnlp.document import Span

INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
COMBINING = "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
HIDDEN = rf"[{INVISIBLE}{COMBINING}]"
BREAK = r"[-‐\u00ad][^\S\n]*+\n\s*+"  # lines of one block are those of a broken paragraph
LETTERS = rf"[^\W\d_]++(?:(?:{HIDDEN}++|{BREAK}(?!(?:и|или)\b))[^\W\d_]++)*+[{COMBINING}]*+"
WORD = rf"{LETTERS}(?:['’`]{LETTERS})*+"
NUMBER = r"\d++(?:[.,/\\]\d++)*+"
PART = rf"(?:{NUMBER}|{WORD})"
EMOJI = r"[\u203c\u2049\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\U0001f000-\U0001faff]"
TOKEN = re.compile(
    rf"""
    (?:https?://|www\.) [^\s<>«»"„“”]* [\w/]
  | [\w.+-]{{1,64}}+ @ (?:[\w-]{{1,63}}+\.){{1,8}} \w++
  | [@\#] \w++
  | {PART} (?: [-‐‑–−_] {PART} | (?<=\d)—(?=\d) {PART} )*+ (?: - (?=,|\s(?:и|или)\s) )?
  | ([^\w\s{INVISIBLE}]) \1{{3,}}+
  | [.?!…]++ | -{{2,}}+ | \*{{2,}}+ | << | >> | '' | `` | ,,(?=\w)
  | (?<![\w.]) [:;] -? (?:\){{1,3}} | \({{1,3}})
  | [\U0001f1e6-\U0001f1ff]{{2}}
  | {EMOJI} [\ufe0f\U0001f3fb-\U0001f3ff]*+ (?:\u200d {EMOJI} [\ufe0f\U0001f3fb-\U0001f3ff]*+)*+
  | [^\s{INVISIBLE}] [{COMBINING}]*+
    """,
    re.VERBOSE | re.IGNORECASE,
)

# Signs that a tagger or a dictionary knows under another form.
SIGNS = {"‑": "-", "‐": "-", "−": "-", "''": '"', "``": '"', ",,": "„", "<<": "«", ">>": "»", "’": "'"}
SIGN = re.compile("|".join(SIGNS))
UNUSUAL = re.compile(rf"{HIDDEN}|{BREAK}|{SIGN.pattern}|[а-яё][a-zà-ÿ]|[a-zà-ÿ][а-яё]", re.IGNORECASE)
BROKEN = re.compile(rf"(?<=[^\W\d_]){BREAK}(?=[^\W\d_])")
REMOVED = re.compile(rf"[{INVISIBLE}\u0300\u0301\u0341]")
LETTER_RUN = re.compile(r"[^\W\d_]+")
CYRILLIC, LATIN = re.compile(r"[а-яё]", re.IGNORECASE), re.compile(r"[a-z]", re.IGNORECASE)
LOOKALIKES = str.maketrans("aceopxyáéóýABCEHKMOPTXÁÉÓ", "асеорхуаеоуАВСЕНКМОРТХАЕО")


def tokenize(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Start and end of the tokens of `text[span.start:span.end]`: all that is neither white space nor invi

    >>> text = "Он жи\u00adвёт на 5-й ул. О'Генри."
    >>> [text[start:end] for start, end in tokenize(text, Span(0, len(text)))]
    ['Он', 'жи\xadвёт', 'на', '5-й', 'ул', '.', "О'Генри", '.']
    """
    for match in TOKEN.finditer(text, span.start, span.end):
        yield match.span()


def is_unusual(text: str) -> bool:
    """Whether `text` holds anything that `clean` takes away or replaces."""
    return UNUSUAL.search(text) is not None


def clean(word: str) -> str:
    """The word as a dictionary spells it: no soft hyphens or stress marks, one alphabet, usual signs.

    >>> clean("за\u0301мок"), clean("ин\u00adку\u00adба\u00adтор"), clean("бизнес‑центр"), clean("Cбербанк")
    ('замок', 'инкубатор', 'бизнес-центр', 'Сбербанк')
    """
    if not is_unusual(word):
        return word
    plain = REMOVED.sub("", unicodedata.normalize("NFC", word))
    plain = SIGN.sub(lambda sign: SIGNS[sign.group()], plain)
    return LETTER_RUN.sub(_one_alphabet, plain) or word


def rejoin(word: str, is_known: Callable[[str], bool]) -> str:
    """A word that was broken at the end of a line, whole; its hyphen stays if the word has it anywhere.

    >>> rejoin("инкуба-\\nтор", {"инкубатор"}.__contains__)
    'инкубатор'
    """
    parts = BROKEN.split(word)
    whole = "".join(parts)
    if len(parts) == 1 or is_known(whole):
        return whole
    is_name = not word.isupper() and any(part[0].isupper() for part in parts[1:])  # «Нью-Йорк»
    return "-".join(parts) if is_name or all(is_known(part) for part in parts) else whole


def _one_alphabet(letters: re.Match[str]) -> str:
    """A Cyrillic word in which Latin letters of the same look stand, all Cyrillic."""
    word = letters.group()
    if CYRILLIC.search(word):
        mended = word.translate(LOOKALIKES)
        if not LATIN.search(mended):
            return mended
    return word
