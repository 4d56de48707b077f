"""What holds for the blocks of any text."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsnlp.page.split import split_page

ARTICLES = Path(__file__).parents[2] / "shared" / "articles"
BLANK = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

PIECES = st.sampled_from(
    [
        *'«»"„“–—-(),.:;!?…#>|/•',
        *["\n", "\n\n", "\r\n", "\u2028", " ", "\u00a0", "\ufeff", "\u200b", "\u00ad", "  "],
        *[
            "Мост",
            "открыт",
            "Анна Ким",
            "ПЕРМЬ, 30 авг — ",
            "РИА Новости. ",
            "Фото: ",
            "Читайте также: ",
            "12:30",
        ],
        *[
            "30 августа 2020",
            "Комментарии",
            "Ответить",
            "Контакты:",
            "212-00-00",
            "сказал он.",
            "📷",
            "◯",
            "🤷\u200d♀️",
        ],
        *[
            "Главная > ",
            "Автор: ",
            "Источник: ",
            "==",
            "thumb|",
            "Теги",
            "©",
            "«Мы готовы», — ",
            "ИА",
            "г. Пермь, ",
        ],
    ]
)
PAGES = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))


@given(PAGES)
@example(f"{'0' * 40}\r\xad\r0")  # a line of nothing but a soft hyphen
@settings(max_examples=300, deadline=None)
def test_every_character_that_shows_is_in_exactly_one_block(text: str) -> None:
    blocks = split_page(text).blocks
    assert all(block.start < block.end for block in blocks)
    assert all(before.end <= after.start for before, after in pairwise(blocks))
    inside = {i for block in blocks for i in range(block.start, block.end)}
    assert all(i in inside or c.isspace() or c in BLANK for i, c in enumerate(text))
    for block in blocks:
        assert text[block.start : block.end].strip() == text[block.start : block.end]


@given(PAGES)
@example("A0-00-00\r0")  # a number to call, where the title should stand
@example("ГЛАВНАЯ > \ufeff 0 0 A")  # a title that begins with what does not show
@settings(max_examples=100, deadline=None)
def test_the_title_is_a_headline_and_the_answer_is_always_the_same(text: str) -> None:
    page = split_page(text)
    headlines = [text[block.start : block.end] for block in page.blocks if block.kind == "headline"]
    assert page.title is None or page.title in headlines
    assert split_page(text) == page


@given(PAGES, PAGES)
@settings(max_examples=50, deadline=None)
def test_phrases_of_the_user_may_be_anything(text: str, phrase: str) -> None:
    split_page(text, (phrase,))


def test_the_perm_article() -> None:
    if not ARTICLES.is_dir():
        pytest.skip(f"the reference article is not there: {ARTICLES}")
    text = (ARTICLES / "perm-2020-08-30.txt").read_text(encoding="utf-8")
    expected = json.loads((ARTICLES / "perm-2020-08-30.json").read_text(encoding="utf-8"))
    page = split_page(text)
    assert (page.title, page.date) == (expected["title"], expected["date"])
    assert len(page.blocks) == len(expected["blocks"])
    for block, wanted in zip(page.blocks, expected["blocks"], strict=True):
        found = text[block.start : block.end]
        assert block.kind == wanted["kind"]
        assert found == wanted.get("text", found)
        assert found.startswith(wanted.get("starts", ""))
        assert found.endswith(wanted.get("ends", ""))
