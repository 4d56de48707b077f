"""Encodings: found out, reported, and refused where they cannot be told."""

from __future__ import annotations

import sys

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

pytest.importorskip("charset_normalizer")

from newsnlp.decoding import RUSSIAN, decode, russian_share
from samples import SAMPLES

TEXTS = list(SAMPLES.values())
ENCODINGS = {name: python for name, python in RUSSIAN.items() if name != "x-mac-cyrillic"}
ENCODINGS |= {"utf-8": "utf-8", "utf-16": "utf-16"}
LEAST = 60  # characters


@st.composite
def slices(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(TEXTS))
    start = draw(st.integers(0, len(text) - LEAST))
    return text[start : start + draw(st.integers(LEAST, 600))]


@settings(max_examples=150)
@given(slices(), st.sampled_from(sorted(ENCODINGS)))
def test_a_text_is_read_right_or_not_at_all(text: str, name: str) -> None:
    data = text.encode(ENCODINGS[name], "ignore")
    text = data.decode(ENCODINGS[name])
    try:
        found = decode(data)
    except ValueError:
        assert russian_share(text) < 0.6, "a text in plain Russian was refused"
        return
    assume(text.isascii() is False)
    assert (found.text.removeprefix("\ufeff"), found.encoding) == (text, name)


@pytest.mark.parametrize("name", sorted(RUSSIAN))
def test_whole_articles(name: str) -> None:
    for text in TEXTS:
        text = text.encode(RUSSIAN[name], "ignore").decode(RUSSIAN[name])
        found = decode(text.encode(RUSSIAN[name]))
        assert (found.text, found.encoding) == (text, name)


@given(st.binary(max_size=200))
@example("Привет".encode("cp1251"))
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf\xff")
@example(b"\x00\x01\x02")
def test_any_bytes_are_decoded_to_the_last_or_refused(data: bytes) -> None:
    try:
        found = decode(data)
    except ValueError:
        return
    python = RUSSIAN.get(found.encoding, found.encoding)
    ends = ("-le", "-be") if found.encoding in ("utf-16", "utf-32") else ("",)
    assert data in [found.text.encode(python + end) for end in ends]


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_tells_and_stays(codec: str) -> None:
    found = decode("\ufeffПривет".encode(codec))
    assert found.text == "\ufeffПривет"
    assert found.encoding == codec.removesuffix("-le").removesuffix("-be")


def test_utf_16_without_a_mark() -> None:
    text = TEXTS[0]
    for codec in ("utf-16-le", "utf-16-be"):
        assert decode(text.encode(codec)).text == text


def test_a_file_of_mixed_encodings_is_refused() -> None:
    data = "Мост через Каму открыли в среду".encode() + "сообщил мэр".encode("cp1251")
    with pytest.raises(ValueError, match=r"is not UTF-8 \(byte 0xf1 at 57\), and no Russian"):
        decode(data)


def test_english_is_not_russian() -> None:
    with pytest.raises(ValueError, match="say which it is in"):
        decode("The café près de l’église is naïve about Zoë and François, said Renée.".encode("cp1252"))


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "charset_normalizer", None)
    assert decode("Привет".encode()).encoding == "utf-8"
    with pytest.raises(ImportError, match=r"--encoding .* pip install 'newsnlp\[html\]'"):
        decode("Мост через Каму открыли".encode("cp1251"))
