"""Sentences, by razdel, mended for news.

razdel looks at every mark that may end a sentence and asks its rules, one after the other, whether the
sentence goes on. Here rules for news are asked first. What razdel's own loop does in quadratic time
(it copies the sentence at every mark) is done on offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from razdel.rule import JOIN
from razdel.segmenters.sentenize import BULLET_SIZE, DELIMITER, RULES, SentSplitter
from razdel.segmenters.sokr import PAIR_SOKRS, SOKRS

from newsnlp.document import Quoted, Span
from newsnlp.lexicon import column, table
from newsnlp.segment.tokens import INVISIBLE

LEFT, RIGHT = 80, 40  # characters that the rules see before and after a mark
EMBEDDED = 600  # characters; a longer stretch in quotation marks is no part of one sentence
TITLE = 60  # characters; a longer one is no title

ENDINGS = ".?!…"
CLOSING = "»”“\"')]>"
DASH = "‐‑‒–—―−-"
BLANK = re.compile(rf"(?![\ufe00-\ufe0f])[\s{INVISIBLE}]")  # a variation selector belongs to its emoji
SPLITTER = SentSplitter(DELIMITER[:-1] + "|[“>])")  # razdel's marks, and two more that may close

LAST_WORD = re.compile(r"(?<![^\W\d-])[^\W\d_]+(?:-[^\W\d_]+)*\Z")  # also of «2011г»
NEXT_WORD = re.compile(r"\s*[«„“\"'(<]*([А-ЯЁA-Z][\w-]*)(\.?)")
GLUED_WORD = re.compile(r"[А-ЯЁ][а-яё]+|[А-ЯЁ](?=\s+[а-яё\d])")
BEFORE_DASH = re.compile(rf"\s*[{DASH}]")
NUMBER = re.compile(r"(?:\d|\b[IVXLC]+|\b(?:тыс|млн|млрд|трлн|кв|куб)\.?)[\s-]*\Z")
YEAR = re.compile(r"\b\d{4}\Z")
DEGREE = re.compile(r"\b[кд]\.\s?(?:[а-я]{1,6}\.[\s-]?){1,2}н\Z")  # к.ф.-м.н
REIGN = re.compile(r"[А-ЯЁ][а-яё]+\s[IVX]\Z")  # Николай I
ADVERBIAL = re.compile(  # «…, ещё в августе 2020 г.»: what a clause begins with
    r"(?:^|[,;:(«\"]\s*|\s[—–-]\s+|\b(?:и|а|но|что|где|когда)\s+)"
    r"(?:(?:ещё|еще|уже|только|лишь|затем|потом|позже|так|именно)\s+)?"
    r"(?:(?:во?|со?|ко?|до|на|по|от|за|после|около|весной|летом|осенью|зимой)\s+(?:[а-яё]+\s+){0,3})?"
    r"(?:\d{1,2}\s+[а-яё]+\s+)?[\dIVXLC–—-]+\s*\w*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark that may end a sentence, what stands before it in the sentence, and what after it."""

    left: str
    sign: str
    right: str


def split_sentences(text: str, block: Span, quoted: Sequence[Quoted] = ()) -> Iterator[Span]:
    """The sentences of one block, in order; together they cover all that is visible.

    `quoted` are the pairs of quotation marks of the block, by their start: no sentence ends inside a pair
    that stands in the middle of it (игра «Что? Где? Когда?» вышла).

    >>> text = "Школа им. А. С. Пушкина открыта в 2020 г. Она новая.Её ждали."
    >>> [text[s.start : s.end] for s in split_sentences(text, Span(0, len(text)))]
    ['Школа им. А. С. Пушкина открыта в 2020 г.', 'Она новая.', 'Её ждали.']
    """
    start = block.start
    for end in _ends(text[block.start : block.end], _embedded(text, block, quoted)):
        sentence = _visible(text, start, block.start + end)
        if sentence is not None:
            yield sentence
        start = block.start + end


def _ends(text: str, embedded: list[Span]) -> Iterator[int]:
    """Where the sentences of `text` end; a border inside one of the spans `embedded` is none."""
    parts = SPLITTER(text)  # the text up to a mark, the mark, the text up to the next, …
    at = len(next(parts))
    start, inside = 0, 0
    for split in parts:
        end = at + len(split.delimiter)
        while inside < len(embedded) and embedded[inside].end <= at:
            inside += 1
        if inside == len(embedded) or at < embedded[inside].start:
            mark = _Mark(text[max(start, at - LEFT) : at], split.delimiter, text[end : end + RIGHT])
            split.buffer = text[start : min(at, start + BULLET_SIZE + 1)]
            if _ends_sentence(mark, split):
                yield end
                start = end
        at = end + len(next(parts))
    yield len(text)


def _ends_sentence(mark: _Mark, split: Any) -> bool:
    for rule in RULES_FOR_NEWS:
        answer = rule(mark)
        if answer is not None:
            return answer
    for razdel_rule in RULES:
        action = razdel_rule(split)
        if action:
            return bool(action != JOIN)
    return True


def _embedded(text: str, block: Span, quoted: Sequence[Quoted]) -> list[Span]:
    """The insides of quotation marks that stand in a sentence: it goes on after, or leads to a title."""
    found: list[Span] = []
    for pair in quoted:
        size = pair.end - pair.start
        if pair.closed and size <= EMBEDDED and (not found or found[-1].end < pair.start - block.start):
            before = _last_visible(text, block.start, pair.start)
            after = _first_visible(text, pair.end, block.end)
            if after.islower() or (size <= TITLE and (before.isalnum() or before == ",")):
                found.append(Span(pair.start - block.start, pair.inner.end - block.start))
    return found


def _first_visible(text: str, start: int, end: int) -> str:
    return next((text[i] for i in range(start, end) if not _is_blank(text[i])), " ")


def _last_visible(text: str, start: int, end: int) -> str:
    return next((text[i] for i in range(end - 1, start - 1, -1) if not _is_blank(text[i])), " ")


def _visible(text: str, start: int, end: int) -> Span | None:
    """The stretch without blanks at its ends; None where nothing else is in it."""
    while start < end and _is_blank(text[start]):
        start += 1
    while start < end and _is_blank(text[end - 1]):
        end -= 1
    return Span(start, end) if start < end else None


def _is_blank(char: str) -> bool:
    return BLANK.match(char) is not None


@cache
def _abbreviations() -> dict[str, str]:
    return {row[0]: row[1] for row in table("abbreviations")}


def _opens(right: str) -> bool:
    """Whether what follows begins with a word that begins sentences and no name: «Он», «В городе»."""
    word = NEXT_WORD.match(right)
    if word is None or word.group(2) or word.group(1).lower() not in column("sentence_openers"):
        return False
    return len(word.group(1)) > 1 or right[word.end() : word.end() + 1].isspace()


def _joined(mark: _Mark) -> bool | None:
    """perm.ru, 12.05.2020, «ждём...»: this rule only saves time, razdel has the like."""
    after = mark.right[:1]
    return None if after.isspace() or after.isupper() else False


def _semicolon(mark: _Mark) -> bool | None:
    return False if mark.sign == ";" else None


def _glued(mark: _Mark) -> bool | None:
    """«…итоги голосования.Трамп одержал»: the space after the sentence is missing."""
    if not GLUED_WORD.match(mark.right):
        return None
    if mark.sign in "»”":
        return True if mark.left[-1:] in ENDINGS else None
    if mark.sign not in ENDINGS:
        return None
    if mark.left.endswith(("»", "”", ")", "%")) or YEAR.search(mark.left):
        return True
    found = LAST_WORD.search(mark.left)
    word = found.group() if found else ""
    if len(word) < 2 or not word[-1].islower():
        return None
    if mark.sign != "." or _opens(mark.right):
        return True
    if word[0].isupper() or word in SOKRS or word in _abbreviations():
        return None  # Яндекс.Такси, ул.Ленина
    return True if len(word) > 3 or word[-1] in "аеёиоуыэюяьй" else None


def _before_dash(mark: _Mark) -> bool | None:
    """«Ура!» — Иван не скрывал радости."""
    return False if mark.sign in CLOSING and BEFORE_DASH.match(mark.right) else None


def _closed_twice(mark: _Mark) -> bool | None:
    """(«Это победа!») Он ушёл. razdel looks for the end of the sentence behind one closing mark only."""
    if mark.sign not in CLOSING:
        return None
    inner = mark.left.rstrip(CLOSING)
    if inner == mark.left and mark.sign not in "“>":
        return None
    return (
        inner[-1:] in tuple(ENDINGS) and mark.right[:1].isspace() and NEXT_WORD.match(mark.right) is not None
    )


def _abbreviation(mark: _Mark) -> bool | None:
    found = LAST_WORD.search(mark.left) if mark.sign == "." else None
    if found is None or (len(found.group()) == 1 and found.group().isupper()):
        return None
    word, before = found.group().lower(), mark.left[: found.start()]
    kind = _abbreviations().get(word)
    if kind is None or _is_pair(before, word):
        return None
    if not NEXT_WORD.match(mark.right):
        return False
    if _opens(mark.right):
        return True
    if kind in ("unit", "year") and not NUMBER.search(before):
        kind = "head"
    return kind != "head" and not (kind == "year" and ADVERBIAL.search(mark.left))


def _degree(mark: _Mark) -> bool | None:
    """«доцент, к.ф.-м.н. Иван Орлов»: the abbreviation of a degree ends no sentence before a name."""
    if mark.sign != "." or not DEGREE.search(mark.left):
        return None
    return _opens(mark.right)


def _is_pair(before: str, word: str) -> bool:
    """Whether the word is the second of «т. д.», «н. э.», which razdel knows."""
    first = LAST_WORD.search(before.rstrip().removesuffix(".")) if before.rstrip().endswith(".") else None
    return first is not None and (first.group().lower(), word) in PAIR_SOKRS


def _initial(mark: _Mark) -> bool | None:
    """«…группы А. Это уже третий случай», «при Николае I. Дом построил…»: a letter that is no initial."""
    found = LAST_WORD.search(mark.left) if mark.sign == "." else None
    if found is None or len(found.group()) > 1 or not found.group().isupper():
        return None
    if REIGN.search(mark.left):
        return NEXT_WORD.match(mark.right) is not None
    alone = not mark.left[: found.start()].endswith(".")  # P.S.
    return True if alone and mark.right[:1].isspace() and _opens(mark.right) else None


RULES_FOR_NEWS = (_joined, _semicolon, _glued, _before_dash, _closed_twice, _degree, _abbreviation, _initial)
