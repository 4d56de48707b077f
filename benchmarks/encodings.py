"""Encodings: how often pieces of text without any declaration are read right, refused, or read wrong.

    python benchmarks/encodings.py                  # 1000 pieces of each length in each encoding
    python benchmarks/encodings.py --pieces 100

The pieces are random ones of the samples in examples/. Prints the table of docs/input.md.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from newsnlp.decoding import RUSSIAN, decode

ROOT = Path(__file__).resolve().parent.parent
TEXTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
LENGTHS = (60, 120, 300, 1000)
ENCODINGS = {
    "utf-8": "utf-8",
    "utf-16 with a mark": "utf-16",
    "utf-16 without": "utf-16-le",
    **RUSSIAN,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pieces", type=int, default=1000, metavar="N")
    options = parser.parse_args()
    for name, codec in ENCODINGS.items():
        cells = [rates(codec, length, options.pieces) for length in LENGTHS]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def rates(codec: str, length: int, pieces: int) -> str:
    """The shares in per cent: right, and if there are any, refused and wrong."""
    chance = random.Random(length)
    counts: Counter[str] = Counter(outcome(piece(chance, length), codec) for _ in range(pieces))
    told = [f"{100 * counts['right'] / pieces:.1f} %"]
    told += [f"{100 * counts[kind] / pieces:.1f} % {kind}" for kind in ("refused", "wrong") if counts[kind]]
    return ", ".join(told)


def piece(chance: random.Random, length: int) -> str:
    text = chance.choice([text for text in TEXTS if len(text) >= length])
    start = chance.randrange(len(text) - length + 1)
    return text[start : start + length]


def outcome(text: str, codec: str) -> str:
    data = text.encode(codec, "ignore")  # without what the encoding lacks, as an emoji
    try:
        found = decode(data)
    except ValueError:
        return "refused"
    return "right" if found.text.removeprefix("\ufeff") == data.decode(codec) else "wrong"


if __name__ == "__main__":
    main()
