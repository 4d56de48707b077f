"""What holds for any text at all."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from invariants import check
from newsnlp import Offsets, extract
from samples import SAMPLES

TEXTS = list(SAMPLES.values())
MARKS = list("«»“”„\"'‚‘’‹›—–-−:;,.!?…()[]{}<>/|\\•●@#№%&*+=~^_`")
WORDS = [
    "Иванов",
    "Анна",
    "Петровна",
    "Ленин",
    "Кашина",
    "А.",
    "Б.",
    "ООО",
    "МИД",
    "«Ромашка»",
    "Москва",
    "Лондон",
    "мэр",
    "директор",
    "пресс-секретарь",
    "он",
    "она",
    "они",
    "я",
    "сказал",
    "сказала",
    "заявил,",
    "что",
    "по",
    "словам",
    "считает",
    "мнению",
    "отметил",
    "сообщает",
    "ТАСС",
    "бывший",
    "и.",
    "о.",
    "врио",
    "депутат",
    "Госдумы",
    "не",
    "в",
    "на",
    "г.",
    "т.",
    "д.",
    "им.",
    "2020",
    "30",
    "августа",
    "09:50",
    "Фото:",
    "Читайте",
    "также",
    "Вернуться",
    "назад",
    "–",
    "—",
    "Корр.:",
    "Вопрос:",
]
ODD = [
    "\u00ad",
    "\u0301",
    "\ufeff",
    "\u200b",
    "\u200d",
    "\u2028",
    "\x00",
    "\x85",
    "\u00a0",
    "\t",
    "👩‍⚕️",
    "🙂",
    "ё",
    "é",
    "中",
    "א",
    "ﷺ",
]
ODD += ["<<", ">>", "...", "!»", "?» —", "», — ", "»:", "http://a.b/c?d", "a@b.c", "\r\n", "\n", "\n\n", "\r"]

fragments = st.sampled_from([" ", " ", " ", ". ", ", ", "\n", *MARKS, *WORDS, *ODD])
soup = st.lists(fragments, max_size=120).map("".join)
prose = st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=120).map(" ".join)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A sample article with pieces cut out, doubled, moved and strewn with odd characters."""
    text = draw(st.sampled_from(TEXTS))
    at = st.integers(0, len(text))
    for _ in range(draw(st.integers(1, 6))):
        start, end = sorted((draw(at), draw(at)))
        end = min(end, start + draw(st.sampled_from([1, 20, 400])))
        deed = draw(st.sampled_from(["cut", "double", "move", "insert"]))
        piece = draw(soup) if deed == "insert" else text[start:end]
        rest = text if deed in ("insert", "double") else text[:start] + text[end:]
        to = start if deed in ("insert", "cut") else min(draw(at), len(rest))
        text = rest if deed == "cut" else rest[:to] + piece + rest[to:]
    return text


@settings(max_examples=120)
@given(text=st.text(max_size=300))
@example(text="\ufeff")
@example(text="\u00ad\u0301")
@example(text="«" * 500)
@example(text="— " * 500)
@example(text="(" * 500)
def test_any_text_at_all(text: str) -> None:
    check(extract(text, tokens=True), text)


@settings(max_examples=150)
@given(text=soup)
def test_marks_words_and_odd_characters_in_any_order(text: str) -> None:
    check(extract(text, tokens=True), text)


@settings(max_examples=120)
@given(text=prose)
def test_words_of_news_in_any_order(text: str) -> None:
    check(extract(text), text)


@settings(max_examples=150)
@given(text=damaged())
def test_damaged_articles(text: str) -> None:
    check(extract(text), text)


@settings(max_examples=25)
@given(text=damaged(), between=st.sampled_from(TEXTS))
def test_the_same_text_gives_the_same_result(text: str, between: str) -> None:
    first = extract(text, tokens=True)
    extract(between)  # leaves nothing behind
    assert extract(text, tokens=True) == first


@pytest.mark.parametrize("break_", ["\r\n", "\r", "\n\n\n", "\n \t\n"])
def test_line_ends_do_not_matter(break_: str) -> None:
    """The same article under other line ends has the same contents."""
    for text in (SAMPLES["regional-portal"], SAMPLES["press-service"]):
        usual = extract(text.replace("\n", "\n\n"))
        other = extract(text.replace("\n", break_ if "\n\n" in break_ else break_ * 2))
        assert [e.name for e in other.entities] == [e.name for e in usual.entities]
        assert [q.text for q in other.quotes] == [q.text for q in usual.quotes]


@given(text=st.text(max_size=80))
def test_offsets_agree_with_the_encoders(text: str) -> None:
    offsets = Offsets(text)
    for i in range(len(text) + 1):
        assert offsets.utf8(i) == len(text[:i].encode())
        assert offsets.utf16(i) == len(text[:i].encode("utf-16-le")) // 2
