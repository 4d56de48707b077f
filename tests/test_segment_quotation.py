"""Pairs of quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnlp.document import Span
from newsnlp.segment.quotation import MAX_DEPTH, pair_quotes


def pairs(text: str) -> list[str]:
    """The pairs with two blanks for each level of depth; … after one that nothing closes."""
    return [
        "  " * pair.depth + text[pair.start : pair.end] + ("" if pair.closed else " …")
        for pair in pair_quotes(text, Span(0, len(text)))
    ]


@pytest.mark.parametrize("marks", ["«»", '""', "„“", "„”", "“”", "''''", "<<>>", "❝❞"])
def test_every_shape(marks):
    half = len(marks) // 2
    opening, closing = marks[:half], marks[half:]
    text = f"Он сказал: {opening}Мы готовы{closing}, и ушёл."
    [pair] = pair_quotes(text, Span(0, len(text)))
    assert text[pair.inner.start : pair.inner.end] == "Мы готовы"
    assert text[pair.start : pair.end] == f"{opening}Мы готовы{closing}"
    assert (pair.closed, pair.depth) == (True, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # nested
        ("«Завод „Искра“ закрыт», — сказал он.", ["«Завод „Искра“ закрыт»", "  „Искра“"]),
        ("«Завод «Искра» закрыт», — сказал он.", ["«Завод «Искра» закрыт»", "  «Искра»"]),
        ('"Газета "Коммерсантъ" пишет", - сказал он.', ['"Газета "Коммерсантъ" пишет"', '  "Коммерсантъ"']),
        ('""Заря" вышла", - сказал он.', ['""Заря" вышла"', '  "Заря"']),
        ('"А", "Б" и "В"-"Г"', ['"А"', '"Б"', '"В"', '"Г"']),
        # straight marks without a space, or with one too many
        ('Он сказал:"Да"и ушёл', ['"Да"']),
        ('" Мы готовы ", - сказал он', ['" Мы готовы "']),
        ('по-"русски"', ['"русски"']),
        ('"...и вот"', ['"...и вот"']),
        ("(«Искра»)", ["«Искра»"]),
        # other uses of the signs
        ("экран 5\" и лента 7' у д'Артаньяна", []),
        ("5″ и 5′", []),
        ("Главная » Новости » Пермь", []),
        ('«», "" и « »', []),
        ("««««««««", []),
        ("слово 'шум' и игроков' 90-х", ["'шум'"]),
        # one mark for two levels
        ("ФГБУ «Редакция «Вестника» закрыто.", ["«Редакция «Вестника»", "  «Вестника»"]),
        ("«Мы ждём «Искру» и «Зарю», — сказал он.", ["«Мы ждём «Искру» и «Зарю»", "  «Искру»", "  «Зарю»"]),
        ('"Зенит" - наша команда", - сказал он.', ['"Зенит" - наша команда"', '  "Зенит"']),
        ("Он сказал: «Зенит» — наша команда».", ["«Зенит» — наша команда»", "  «Зенит»"]),
        # a missing or a wrong mark
        ("«Мы готовы, — сказал Иванов. Завод «Искра» рад.", ["«Мы готовы …", "«Искра»"]),
        ("«Мы готовы. Завод «Искра» рад этому.", ["«Мы готовы. …", "«Искра»"]),
        ("«Мы готовы, — сказал он. — Мы идём.", ["«Мы готовы, — сказал он. — Мы идём. …"]),
        ("Мы готовы», — сказал он. «Да», — ответила она.", ["«Да»"]),
        ("«Слово« и «дело»", ["«Слово«", "«дело»"]),
        ('«Слово" и «дело»', ['«Слово"', "«дело»"]),
        ('Итоги "матчей среды', ['"матчей среды …']),
    ],
)
def test_pairs(text, expected):
    assert pairs(text) == expected


def test_a_quote_reopened_in_the_next_paragraph_runs_to_the_end_of_its_own():
    text = "«Мы работаем с «Искрой» и с другими.\n«Второй абзац», — сказал он."
    first, inner = pair_quotes(text, Span(0, text.index("\n")))
    assert (first.end, first.closed, inner.depth) == (text.index("\n"), False, 1)


def test_marks_of_other_blocks_do_not_matter():
    text = "«Раз\nдва» три"
    assert [pair.closed for pair in pair_quotes(text, Span(0, 4))] == [False]
    assert pair_quotes(text, Span(5, len(text))) == []


MARKED = st.text(st.sampled_from("аБ .,!—-:5\n«»„“”\"'<>,`‘’"), max_size=80)


@given(MARKED, st.integers(0, 5))
def test_pairs_are_nested_in_order_and_inside_their_block(text, start):
    block = Span(min(start, len(text)), len(text))
    found = pair_quotes(text, block)
    assert found == sorted(found, key=lambda pair: (pair.start, -pair.end))
    for i, pair in enumerate(found):
        assert block.start <= pair.start < pair.inner.start < pair.inner.end <= pair.end <= block.end
        assert pair.closed == (pair.inner.end < pair.end)
        around = [other for other in found[:i] if other.end > pair.start]
        assert all(other.end >= pair.end for other in around)
        assert pair.depth == len(around) <= 2 * MAX_DEPTH
