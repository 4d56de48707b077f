"""Offsets for other languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnlp import Offsets

ENCODINGS = [("utf16", "utf-16-le", 2), ("utf8", "utf-8", 1)]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize(("name", "encoding", "unit"), ENCODINGS)
@given(text=TEXTS)
def test_offsets_are_those_of_the_encoders_and_lead_back(text, name, encoding, unit):
    offsets = Offsets(text)
    for i in range(len(text) + 1):
        there = getattr(offsets, name)(i)
        assert there == len(text[:i].encode(encoding)) // unit
        assert getattr(offsets, f"from_{name}")(there) == i


@pytest.mark.parametrize(("name", "encoding", "unit"), ENCODINGS)
def test_offsets_outside_the_text_are_refused(name, encoding, unit):
    text = "Да 😀"
    offsets, size = Offsets(text), len(text.encode(encoding)) // unit
    for bad in (-1, len(text) + 1):
        with pytest.raises(IndexError, match="outside the text"):
            getattr(offsets, name)(bad)
    for bad in (-1, size + 1):
        with pytest.raises(IndexError, match="outside the text"):
            getattr(offsets, f"from_{name}")(bad)


def test_offsets_inside_a_character_are_refused():
    offsets = Offsets("Д😀")
    with pytest.raises(ValueError, match="inside a character, which begins at 1"):
        offsets.from_utf16(2)
    with pytest.raises(ValueError, match="inside a character, which begins at 0"):
        offsets.from_utf8(1)


def test_the_empty_text_has_one_offset():
    offsets = Offsets("")
    assert (offsets.utf16(0), offsets.utf8(0), offsets.from_utf16(0), offsets.from_utf8(0)) == (0, 0, 0, 0)
