"""The encoder: pieces, windows, decoding, and that it reads an article the same way every time."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnlp import Extractor
from newsnlp.encoder.decode import BEGIN, INSIDE, OUTSIDE, spans
from newsnlp.encoder.encoding import bucket
from newsnlp.encoder.model import Encoder
from newsnlp.encoder.vocabulary import MAX_PIECES, UNKNOWN, Vocabulary
from newsnlp.encoder.windows import CONTEXT, LONGEST, SIZE, windows
from samples import SAMPLES

PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
PIECES += [("▁", -4.0), ("▁мэр", -5.0), ("мэр", -6.0), ("и", -3.0), ("я", -3.0), ("м", -7.0), ("э", -7.0)]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder("default")


def read(encoder: Encoder, words: list[str]) -> np.ndarray:
    return encoder(words, [True] * len(words), [0] * len(words), [0] * len(words)).states


def test_a_word_after_a_space_has_other_pieces():
    vocabulary = Vocabulary(PIECES)
    number = {piece: i for i, (piece, _) in enumerate(PIECES)}
    assert vocabulary.pieces("мэрия", True) == (number["▁мэр"], number["и"], number["я"])
    assert vocabulary.pieces("мэрия", False) == (number["мэр"], number["и"], number["я"])


@pytest.mark.parametrize("word", ["東", "🔥", "", "\u00ad", "a\u0301" * 500])
def test_every_word_has_pieces(word):
    pieces = Vocabulary(PIECES).pieces(word, True)
    assert 1 <= len(pieces) <= MAX_PIECES
    if word == "東":
        assert UNKNOWN in pieces


def test_a_vocabulary_without_its_marks_is_refused():
    with pytest.raises(ValueError, match="begins with"):
        Vocabulary(PIECES[1:])


@given(st.lists(st.tuples(st.integers(1, 10), st.booleans(), st.integers(0, 9)), max_size=900))
def test_windows_answer_every_word_once_and_fit(words):
    sizes = [size for size, _, _ in words]
    sentences = list(itertools.accumulate(ends for _, ends, _ in words))
    blocks = list(itertools.accumulate(ends and luck == 0 for _, ends, luck in words))
    found = list(windows(sizes, sentences, blocks))
    assert [i for w in found for i in range(w.first, w.last)] == list(range(len(words)))
    for w in found:
        assert 0 <= w.low <= w.first < w.last <= w.high <= len(words)
        marks = sum(blocks[i] != blocks[i - 1] for i in range(w.low + 1, w.high))
        assert sum(sizes[w.low : w.high]) + marks + 2 <= LONGEST
        assert sum(sizes[w.first : w.last]) <= SIZE
        assert sum(sizes[w.low : w.first]) <= CONTEXT
        assert sum(sizes[w.last : w.high]) <= CONTEXT


def test_a_window_ends_with_a_block_where_it_can():
    sentences = [i // 10 for i in range(500)]
    blocks = [i // 100 for i in range(500)]
    assert [w.last for w in windows([1] * 500, sentences, blocks)] == [300, 500]


def best_by_trying(log: np.ndarray) -> tuple[int, ...]:
    """The best path, found among all."""

    def allowed(path: tuple[int, ...]) -> bool:
        return all(
            label != INSIDE or before in (BEGIN, INSIDE)
            for before, label in itertools.pairwise((OUTSIDE, *path))
        )

    paths = filter(allowed, itertools.product(range(3), repeat=len(log)))
    return max(paths, key=lambda path: sum(row[label] for row, label in zip(log, path, strict=True)))


@given(st.integers(0, 10**6), st.integers(1, 6))
def test_decoding_finds_the_best_path(seed, length):
    dice = np.random.default_rng(seed)
    log = np.log(dice.dirichlet([0.5] * 3, size=length).clip(1e-6))
    path = best_by_trying(log)
    expected = [
        (i, next((j for j in range(i + 1, length) if path[j] != INSIDE), length))
        for i, label in enumerate(path)
        if label == BEGIN
    ]
    assert [(f.first, f.last) for f in spans(log)] == expected


def test_distances_fall_into_classes_by_side_and_size():
    found = [bucket(d) for d in range(-1000, 1001)]
    assert set(found) == set(range(16)) - {8}  # nothing stands behind at no distance
    assert bucket(3) != bucket(-3)


def test_an_article_is_read_the_same_way_beside_others(encoder):
    words = SAMPLES["agency"].split()
    alone = read(encoder, words)
    for sample in SAMPLES.values():
        read(encoder, sample.split())
    assert np.array_equal(alone, read(encoder, words))
    assert len(alone) == len(words)


def test_the_context_of_a_window_reaches_into_its_neighbours(encoder):
    """Two windows of one text see enough of each other that the labels at the border hold."""
    words = SAMPLES["federal-paper"].split()
    dice = random.Random(1)
    filler = [dice.choice(words) for _ in range(150)]
    whole = read(encoder, filler + words)
    assert len(whole) == 150 + len(words)


@pytest.mark.parametrize("text", ["!", "\u00ad", "🔥🔥🔥", "東京", "а" * 5000, "а " * 3000, "«" * 300])
def test_any_text_can_be_read(text):
    assert Extractor().extract(text).text == text
