"""Articles with other names and signs, from which the encoder learns: the labels still fit."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.corpora import Sample
from training.variations import Variations


def sample(text: str, *people: tuple[int, int]) -> Sample:
    """An article of words; `people` are the tokens of names."""
    words = text.split()
    size = len(words)
    return Sample(
        "a", words, [True] * size, [0] * size, [0] * size, frozenset({"person"}), {"person": [*people]}
    )


ARTICLE = sample(
    "Директор школы Денис Орлов сказал : « Всё готово » . Потом Орлова хвалил Иван Седов — мэр Перми .",
    (2, 4),
    (12, 13),
    (14, 16),
)
OTHERS = sample("Пётр Лыков и Анна Белова пришли , Ольгу Белову ждали", (0, 2), (3, 5), (7, 9))


@pytest.fixture(scope="module")
def variations() -> Variations:
    return Variations([ARTICLE, OTHERS])


def test_a_person_has_one_new_name_in_the_same_forms(variations: Variations) -> None:
    words = variations._renamed(ARTICLE, list(ARTICLE.words), random.Random(3))
    surname = words[3]
    assert surname in ("Орлов", "Лыков", "Белов", "Седов")
    assert words[12] == surname + "а"  # «Орлова» of a man: the genitive
    kept = [i for i in range(len(words)) if i not in (2, 3, 12, 14, 15)]
    assert [words[i] for i in kept] == [ARTICLE.words[i] for i in kept]


def test_somebody_gets_another_name(variations: Variations) -> None:
    made = {tuple(variations._renamed(ARTICLE, list(ARTICLE.words), random.Random(n))) for n in range(20)}
    assert len(made) > 3


@given(st.integers(0, 10_000))
def test_the_words_stay_as_many_and_the_marks_in_place(variations: Variations, seed: int) -> None:
    words = variations(ARTICLE, random.Random(seed))
    assert len(words) == len(ARTICLE.words)
    assert all(words)
    assert words[6] not in ARTICLE.words[:5]
    assert not words[6].isalnum()
    assert not words[9].isalnum()
