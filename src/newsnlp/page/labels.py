"""Credits and bylines: who took the pictures and who wrote the article."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, cast

from newsnlp.lexicon import column, table
from newsnlp.page.lines import Line, key_of
from newsnlp.page.shapes import NAME, ends_sentence

LabelKind = Literal["credit", "byline", "contact", "source"]

LONGEST_LABEL = 45  # characters
LABEL_WORDS = 4
LONGEST_BYLINE = 120
LONGEST_CREDIT = 250
LONGEST_CAPTION = 160
WORDS_OF_CREDIT = 12
NAME_WORDS = 3
SENTENCE_WORDS = 8

_COLON = re.compile(r" ?: ?| ?— ?")
_MARKUP = re.compile(
    r"(?:thumb|left|right|center|мини|слева|справа|центр|файл|file|image)(?:\s*\||:\s*\S+\.(?:jpe?g|png|svg))"
)
_BEFORE_SOURCE = re.compile(r"(?:[/|©(:]|\bby|фото) ?\Z")
_SPEECH_OR_SENTENCES = re.compile(r"[,!?…] ?[-–—]|:|[.!?…][»\"]?\s+[А-ЯЁ«\"„“]")
_FREE = ("предоставлен", "архив")  # behind these words of a credit, anything may name whose picture it is
_CAMERA = ("📷", "📸", "🎥")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|\(с\))\s*(?!\d)", re.IGNORECASE)
_TRAILING = re.compile(
    r"(?<=[.!?»\")…])\s+"
    r"(?=(?:Фото|Видео|Изображени[ея]|Иллюстраци[яи]|Скриншот|Снимок|На фото)\b[^\n]{0,100}\Z)"
)
_WITH_PICTURES = re.compile(rf"{NAME}, (?:фото|видео|текст|рисун)\w* .{{0,60}}автор.{{0,60}}")
_NAMED = re.compile(rf"{NAME}(?:, [^,.]{{1,60}})?\.?")


@cache
def _labels() -> dict[str, tuple[LabelKind, bool]]:
    """The labels, their kinds and whether a name may follow without a colon."""
    return {
        key_of(label): (cast(LabelKind, kind), mode == "name") for label, kind, mode in table("page_labels")
    }


def label_of(line: Line) -> tuple[LabelKind, str] | None:
    """The kind of the label that opens a line, with what follows it.

    >>> from newsnlp.page.lines import split_lines
    >>> label_of(split_lines("Автор: Иван Ким")[0])
    ('byline', 'Иван Ким')
    """
    plain = line.plain
    for stop in _COLON.finditer(plain, 0, LONGEST_LABEL):
        found = _labels().get(line.key[: stop.start()])
        if found:
            return found[0], plain[stop.end() :]
    return None


def starts_with_label(line: Line, kind: LabelKind) -> bool:
    """Whether the first words of the line are such a label: «Пресс-служба министерства»."""
    words = line.key.split(" ", LABEL_WORDS)[:LABEL_WORDS]
    return any(_labels().get(" ".join(words[:count]), ("",))[0] == kind for count in range(1, len(words) + 1))


def is_bare_label(line: Line) -> bool:
    """Whether it is a heading of the authors' names below it: «Авторы», «Текст:»."""
    return _labels().get(line.key.rstrip(": "), ("",))[0] == "byline"


def is_byline(line: Line) -> bool:
    """Whether a label names the author: «Автор: …», «Подготовила Анна Ким»."""
    if len(line.plain) > LONGEST_BYLINE:
        return False
    found = label_of(line)
    if found:
        return found[0] == "byline" and bool(found[1]) and not _is_speech(found[1])
    if _WITH_PICTURES.fullmatch(line.plain):
        return True
    words = line.plain.split(" ")
    for count in range(1, min(4, len(words))):
        label = _labels().get(key_of(" ".join(words[:count])))
        if label and label[1] and _NAMED.fullmatch(" ".join(words[count:])):
            return True
    return False


def _is_speech(words: str) -> bool:
    """Whether what follows the label is no name but words: «Корреспондент: Почему вы ушли?»"""
    return words.startswith(("«", '"', "—", "-")) or (
        ends_sentence(words) and len(words.split()) >= SENTENCE_WORDS
    )


def is_credit(line: Line) -> bool:
    """Whether the line says where a picture is from, with or without a caption."""
    plain = line.plain
    if plain.startswith(_CAMERA):
        return len(plain) <= LONGEST_CAPTION
    if len(plain) > LONGEST_CREDIT:
        return False
    if _MARKUP.match(line.key):
        return True
    copyright_sign = _COPYRIGHT.match(plain)
    if copyright_sign:
        return not any(map(str.isdigit, plain)) and len(plain) <= LONGEST_BYLINE
    if _is_credit_text(line):
        return True
    return _is_caption_with_credit(line) or _ends_with_source(line)


def _is_caption_with_credit(line: Line) -> bool:
    """«Новая опора. Фото: Анна Ким»: one sentence without speech, then the credit."""
    credit = trailing_credit(line)
    caption = None if credit is None else line.text[line.start : credit].strip()
    return (
        caption is not None and len(caption) <= LONGEST_CAPTION and not _SPEECH_OR_SENTENCES.search(caption)
    )


def _is_credit_text(line: Line) -> bool:
    found = label_of(line)
    if found and found[0] == "credit" and found[1]:
        return line.key.startswith(("на фото", "на снимке")) or not _is_speech(found[1])
    return _is_unlabelled_credit(line.plain)


def _is_unlabelled_credit(plain: str) -> bool:
    """«Фото из архива школы», «скриншот видео очевидца»: a label, then names and a few known words."""
    words = plain.rstrip(".").split(" ")
    if not 2 <= len(words) <= WORDS_OF_CREDIT or _labels().get(key_of(words[0]), ("",))[0] != "credit":
        return False
    known = column("page_credit_words")
    inside = False
    for word in words[1:]:
        if word.lower().startswith(_FREE):
            return True
        inside = inside or word.startswith(("«", '"'))
        bare = word.strip('.,:;()/|«»"')
        if not (inside or not bare or bare[0].isupper() or bare.lower() in known):
            return False
        if word.endswith(("»", '"', '",', "»,")):
            inside = False
    return True


def trailing_credit(line: Line) -> int | None:
    """Where in the text the credit starts that ends a longer line: «… открылась школа. Фото: Анна Ким»."""
    from_here = max(line.start, line.end - LONGEST_BYLINE)
    found = _TRAILING.search(line.text, from_here, line.end)
    if found is None:
        return None
    rest = Line(found.end(), line.end, line.text, False)
    return found.end() if _is_credit_text(rest) else None


def _ends_with_source(line: Line) -> bool:
    """Whether a caption ends with its source: «… у входа / Reuters», «… Reuters / Иван Ким»."""
    if ends_sentence(line.plain):
        return False
    caption, _, author = line.key.rpartition(" / ")
    if caption and len(author.split()) <= NAME_WORDS and _before_source(caption) is not None:
        return True
    before = _before_source(line.key)
    return before is not None and _BEFORE_SOURCE.search(before) is not None


def _before_source(key: str) -> str | None:
    """What stands before the source at the end of `key`; None where none is there."""
    for source in _sources().get(key.rsplit(" ", 1)[-1].rsplit("/", 1)[-1], ()):
        before = key.removesuffix(source)
        if len(before) < len(key) and not before[-1:].isalnum():
            return before
    return None


@cache
def _sources() -> dict[str, list[str]]:
    """The sources of pictures by their last word."""
    index: dict[str, list[str]] = {}
    for (source,) in table("page_picture_sources"):
        index.setdefault(source.rsplit(" ", 1)[-1], []).append(source)
    return index
