"""Tokens."""

from __future__ import annotations

import itertools
import time

import pytest
import razdel
from hypothesis import given
from hypothesis import strategies as st

from newsnlp.document import Span
from newsnlp.segment.tokens import clean, is_unusual, rejoin, tokenize


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in tokenize(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "Директор школы № 5 Денис Кашин, 45-летний пермяк, считает: сотрудничество необходимо.",
        "Завод им. Ленина (г. Пермь, ул. Мира, д. 5) открыли 12.08.2020 г. в 09:50 — 2,5 тыс. рублей, 100%.",
        "В 2010–2012 гг. цена на COVID-19 выросла на 1,5 кг... Почему?! Да-да, кто-то из-за Нью-Йорка.",
        "«Мы готовы!» — сказал И. И. Иванов. — Счёт 2:1 и 3/4 пути.",
        "М.Ганнучи и С.П.Королёв приехали на Ил-76 и Ту-154М в с/х район; 5кг, 27-й, 1990-е.",
    ],
)
def test_ordinary_text_is_cut_as_razdel_cuts_it(text):
    assert cut(text) == [token.text for token in razdel.tokenize(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("жи\u00adвёт за\u0301мок", ["жи\u00adвёт", "за\u0301мок"]),
        ("и\u0306од Ко\u0301шелев", ["и\u0306од", "Ко\u0301шелев"]),
        ("инку-\nбатор, радио-\nи телепрограммы", ["инку-\nбатор", ",", "радио-", "и", "телепрограммы"]),
        ("\ufeffПутин\u200b сказал", ["Путин", "сказал"]),
        ("Cбербанк", ["Cбербанк"]),  # the first letter is Latin
        ("О'Нил, д’Артаньян", ["О'Нил", ",", "д’Артаньян"]),
        ("ivanov-i@perm.ru.", ["ivanov-i@perm.ru", "."]),
        ("(https://ya.ru/a?b=c). www.perm.ru!", ["(", "https://ya.ru/a?b=c", ")", ".", "www.perm.ru", "!"]),
        ("@perm59 #новости", ["@perm59", "#новости"]),
        ("''Playboy'' ,,Труд'' <<Мир>>", ["''", "Playboy", "''", ",,", "Труд", "''", "<<", "Мир", ">>"]),
        ("👍🏽 👨‍👩‍👧 🇷🇺🇰🇿 🔥🔥 ❤️", ["👍🏽", "👨‍👩‍👧", "🇷🇺", "🇰🇿", "🔥", "🔥", "❤️"]),
        ("=====  *****  «««««", ["=====", "*****", "«««««"]),
        ("в 2010, 2011", ["в", "2010", ",", "2011"]),
        ("школа- это", ["школа", "-", "это"]),
        ("теле- и радиоканал", ["теле-", "и", "радиоканал"]),
        ("2010—2012, Пермь—Москва", ["2010—2012", ",", "Пермь", "—", "Москва"]),
        ("г.Пермь №5", ["г", ".", "Пермь", "№", "5"]),
        ("東京 العربية", ["東京", "العربية"]),
        ("\u200b\u00ad", []),
        ("", []),
    ],
)
def test_tokens(text, tokens):
    assert cut(text) == tokens


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("за\u0301мок", "замок"),
        ("ин\u00adку\u00adба\u00adтор", "инкубатор"),
        ("и\u0306од", "йод"),
        ("е\u0308лка", "ёлка"),
        ("Cбербанк", "Сбербанк"),
        ("Кóшелев", "Кошелев"),
        ("PC-игра", "PC-игра"),
        ("ITшник", "ITшник"),
        ("бизнес‑центр", "бизнес-центр"),
        ("''", '"'),
        ("<<", "«"),
        ("слово", "слово"),
        ("\u00ad", "\u00ad"),  # nothing would be left
    ],
)
def test_a_word_is_cleaned(word, plain):
    assert clean(word) == plain
    assert is_unusual(word) == (word != plain) or word in ("PC-игра", "ITшник", "\u00ad")


def test_tokens_of_a_stretch_keep_the_offsets_of_the_text():
    text = "Раз. Два три. Четыре"
    assert list(tokenize(text, Span(5, 13))) == [(5, 8), (9, 12), (12, 13)]


@given(
    st.text(
        st.characters(exclude_categories=["Cs"]) | st.sampled_from("ая.,-–'\"«»@#1 \u00ad\u0301\u200b🔥🏽")
    )
)
def test_tokens_stand_in_order_and_cover_all_that_is_printed(text):
    tokens = list(tokenize(text, Span(0, len(text))))
    assert all(0 <= start < end <= len(text) for start, end in tokens)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(tokens))
    covered = {i for start, end in tokens for i in range(start, end)}
    assert all(i in covered for i, char in enumerate(text) if char.isalnum() or char in ".,«»🔥")
    assert all(text[start:end].strip() and clean(text[start:end]) for start, end in tokens)


@pytest.mark.parametrize(
    "pattern", ["а\u00ad", "а-", "1,", "a@", "http://", "а.", "'", "🔥\u200d", "а'", "x+", "- "]
)
def test_time_is_linear(pattern):
    def seconds(size: int) -> float:
        text = pattern * (size // len(pattern))
        start = time.process_time()
        for _ in tokenize(text, Span(0, len(text))):
            pass
        return time.process_time() - start

    short = min(seconds(20_000) for _ in range(3))
    assert seconds(200_000) < 40 * short + 0.05


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("инку-\nбатор", "инкубатор"),
        ("бизнес-\r\n  инкубатор", "бизнес-инкубатор"),
        ("Нью-\nЙорк", "Нью-Йорк"),
        ("ИНКУ-\nБАТОР", "ИНКУБАТОР"),
        ("Хабибул\u00ad\nлин", "Хабибуллин"),
        ("бизнес-инкубатор", "бизнес-инкубатор"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_whole_again(broken, whole):
    assert rejoin(broken, lambda word: word.lower() in {"инкубатор", "бизнес"}) == whole
    assert cut(broken) == [broken]
