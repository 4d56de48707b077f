"""Bytes to text: which encoding a file or page of unknown origin is in.

What is certain comes first: a byte order mark, valid UTF-8. Then come the encoding that the page declares and
those that charset-normalizer finds likely; the dictionary of pymorphy3 decides whether what they give is
Russian. What gives none is refused rather than guessed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

# Names as they are known (WHATWG's labels where it has them), and as Python and charset-normalizer call them.
RUSSIAN = {
    "windows-1251": "cp1251",
    "koi8-r": "koi8_r",
    "ibm866": "cp866",
    "iso-8859-5": "iso8859_5",
    "x-mac-cyrillic": "mac_cyrillic",
}
RARE = "x-mac-cyrillic"  # differs from windows-1251 in few letters, and is hardly ever met
MARGIN = 0.2  # by which it must be better, in the share of Russian words
MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
PLENTY = 400  # words: more make no judgement surer
ENOUGH = 3  # words: fewer allow none
RUSSIAN_SHARE = 0.6  # of a text's words that the dictionary knows; a wrong encoding leaves hardly any
NAME_IT = "say which it is in (--encoding on the command line, encoding=… in Python)"
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # a text has none
MOST_CONTROLS = 0.1  # of the characters of a text
_WORD = re.compile(r"[^\x00-\x7f\s«»„“”‘’–—…№•°§©®™€]{3,}")  # whatever stands there in a wrong encoding
_CASE = re.compile(r"[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+")  # in a wrong encoding, capitals stand inside words too


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding that it was in: «utf-8», «windows-1251», «koi8-r», …"""

    text: str
    encoding: str


def decode(data: bytes, *, encoding: str | None = None, declared: Sequence[str] = ()) -> Decoded:
    """The text of `data`, to the last byte: byte order marks and line ends stay.

    `encoding` is obeyed, whatever the data look like. `declared` are encodings that somebody claims, such
    as a page's `<meta charset>`; they count where the text is Russian in them, or nothing else is.

    Raises `ValueError` for an encoding that there is not, for data that are not in `encoding` and, without
    one, for data that no encoding makes sense of; `ImportError` where charset-normalizer would have to tell.

    >>> decode("Мост через Каму откроют в мае".encode("koi8-r"))
    Decoded(text='Мост через Каму откроют в мае', encoding='koi8-r')
    """
    if encoding is not None:
        return _forced(data, encoding)
    for mark, name, codec in MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data, codec, name), name)
    plain = _attempt(data, "utf-8")
    if plain is not None:  # UTF-16 may pass for it too
        controls = len(CONTROLS.findall(plain))
        other = _detect(data) if controls else None
        if other is None and controls > MOST_CONTROLS * len(plain):
            raise ValueError(f"has control characters as no text in UTF-8 has: {NAME_IT}")
        return other or Decoded(plain, "utf-8")
    claims = [found for label in declared if (found := _known(label))]
    for name, codec in claims:
        text = _attempt(data, codec)
        if text is not None and russian_share(text) >= RUSSIAN_SHARE:
            return Decoded(text, name)
    detected = _detect(data)
    if detected is not None:
        return detected
    for name, codec in claims:
        text = _attempt(data, codec)
        if text is not None and not CONTROLS.search(text):
            return Decoded(text, name)
    raise ValueError(_puzzle(data))


def is_encoding(name: str) -> bool:
    """Whether there is an encoding of text by this name.

    >>> is_encoding("windows-1251"), is_encoding("rot13"), is_encoding("windows-1521")
    (True, False, False)
    """
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def russian_share(text: str) -> float:
    """The share of Russian among the words at the beginning of a text, those in ASCII left out.

    It is 0 if there are too few of them.

    >>> russian_share("Мост через Каму откроют в мае"), russian_share("The bridge is open")
    (1.0, 0.0)
    """
    words = [match[0] for match in islice(_WORD.finditer(text), PLENTY)]
    if len(words) < ENOUGH:
        return 0.0
    known = _dictionary().word_is_known
    return len([1 for word in words if _CASE.fullmatch(word) and known(word.lower())]) / len(words)


def _forced(data: bytes, label: str) -> Decoded:
    if not is_encoding(label):
        raise ValueError(
            f"unknown encoding {label!r}: utf-8, utf-16, windows-1251, koi8-r and ibm866 are common ones"
        )
    return Decoded(_strictly(data, codecs.lookup(label).name, label), label)


def _strictly(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeError as error:
        at = f" (byte 0x{data[error.start]:02x} at {error.start})" if hasattr(error, "start") else ""
        raise ValueError(f"is not in {name}{at}: {NAME_IT}") from None


def _attempt(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeError:
        return None


def _known(label: str) -> tuple[str, str] | None:
    """An encoding by a label of the web: its name, and Python's."""
    try:
        codec = codecs.lookup(label.strip().lower()).name
    except LookupError:
        return None
    names = {codecs.lookup(python).name: name for name, python in RUSSIAN.items()}
    return names.get(codec, codec), codec


def _detect(data: bytes) -> Decoded | None:
    """The best of the candidates, if it makes Russian of the data."""
    found = [
        (russian_share(text), Decoded(text, name))
        for name, codec in _candidates(data)
        if (text := _attempt(data, codec)) is not None and not CONTROLS.search(text)
    ]
    share, best = max(found, key=lambda each: each[0], default=(0.0, None))  # the first of equals
    if best is not None and best.encoding == RARE:
        others = max((share for share, other in found if other.encoding != RARE), default=0.0)
        share = share if share - others > MARGIN else 0.0  # too close to tell
    return best if share >= RUSSIAN_SHARE else None


def _candidates(data: bytes) -> Iterator[tuple[str, str]]:
    """Encodings that may be meant, the commonest first: where several make the same sense, it counts."""
    if CONTROLS.search(data[:4096].decode("latin-1")):  # every other byte of UTF-16 is one
        yield "utf-16", "utf-16-le"
        yield "utf-16", "utf-16-be"
        return
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise ImportError(
            f"{_no_utf8(data)}: {NAME_IT}, or have it found out: pip install 'newsnlp[html]'"
        ) from None
    likely = {match.encoding for match in from_bytes(data, cp_isolation=list(RUSSIAN.values()))}
    yield from ((name, codec) for name, codec in RUSSIAN.items() if codec in likely)


def _puzzle(data: bytes) -> str:
    return f"{_no_utf8(data)}, and no Russian in another encoding: {NAME_IT}"


def _no_utf8(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"is not UTF-8 (byte 0x{data[error.start]:02x} at {error.start})"
    raise AssertionError("is UTF-8")


@cache
def _dictionary() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")
