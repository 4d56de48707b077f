"""How sure the figures for quotes are: bootstrap intervals by article, as a Markdown table.

    python benchmarks/intervals.py                   # the development articles, the default model
    python benchmarks/intervals.py --model best --quotes ../shared/corpora/quotes/styles.jsonl

Articles are drawn with replacement, as many as there are, a thousand times; the interval holds 95 % of
the figures so obtained. Quotes of one article are alike, so that drawing quotes would make the intervals
too narrow. Uses the scorer in ../shared/score.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
DRAWS = 1000
SEED = 0

Counts = dict[str, tuple[float, float, float]]  # of one article: hits, annotated, found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", help="of newsnlp: best, default, fast")
    parser.add_argument("--quotes", help="annotated articles; default: the development articles")
    options = parser.parse_args()
    if not (SHARED / "score" / "score.py").exists():
        print(f"nothing to measure with: there is no scorer in {SHARED}", file=sys.stderr)
        return 0
    sys.path.insert(0, str(SHARED / "score"))
    import score

    score.MODEL, score.QUOTES = options.model, options.quotes
    articles = list(counts(score))
    print("| figure | value | 95 % interval |", "| --- | --- | --- |", sep="\n")
    for name in dict.fromkeys(name for article in articles for name in article):
        table = np.array([article.get(name, (0.0, 0.0, 0.0)) for article in articles])
        low, high = interval(table)
        print(f"| {name} | {figure(table.sum(0)):.3f} | {low:.3f} to {high:.3f} |")
    return 0


def counts(score: Any) -> Iterator[Counts]:
    """What the scorer counts in each article by itself."""
    folder = str(SHARED / "corpora" / "quotes")
    articles = list(score.quotes_gold(folder))
    for article in articles:
        score.quotes_gold = lambda _, article=article: iter([article])
        yield {name: triple(row) for name, row in score.score_quotes(str(SHARED / "corpora"), None).items()
               if "f1" in row or "accuracy" in row}  # fmt: skip
    score.quotes_gold = lambda _: iter(articles)


def triple(row: dict[str, Any]) -> tuple[float, float, float]:
    """Hits, annotated and found; for a share right, the last two are the same."""
    if "accuracy" in row:
        return round(row["accuracy"] * row["of"]), row["of"], row["of"]
    return round(row["r"] * row["gold"]), row["gold"], row["found"]


def figure(sums: Any) -> float:
    """F1 of the sums of hits, annotated and found."""
    hits, gold, found = sums
    return float(2 * hits / (gold + found)) if gold + found else 0.0


def interval(table: Any) -> tuple[float, float]:
    """The figures between which 95 % of the draws lie. `table` [article, 3]."""
    dice = np.random.default_rng(SEED)
    draws = dice.integers(0, len(table), (DRAWS, len(table)))
    figures = [figure(table[draw].sum(0)) for draw in draws]
    low, high = np.quantile(figures, (0.025, 0.975))
    return float(low), float(high)


if __name__ == "__main__":
    sys.exit(main())
