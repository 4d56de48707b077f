"""Whether the page of an article takes time linear in its length.

    python benchmarks/report.py

reads a sample, repeats the article to 250,000 and to 1,000,000 characters with all that is found in it, makes
the page of each, and ends with 1 if the time grows more than 7 times. (Quadratic time would grow 16 times;
more than 4 come from pages of megabytes, which leave the processor's cache.)
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import Any

from newsnlp import Article, extract

LIMIT = 7
SHORT, LONG = 250_000, 1_000_000
SAMPLE = Path(__file__).parent.parent / "examples" / "court.txt"


def main() -> int:
    article = extract(SAMPLE.read_text(encoding="utf-8") + "\n\n")
    short, long = (repeated(article, size) for size in (SHORT, LONG))
    times = [min(seconds(one) for _ in range(5)) for one in (short, long)]
    ratio = times[1] / times[0]
    print(f"{len(short.text):>11,}{len(long.text):>12,} characters")
    print(f"{len(short.quotes):>11,}{len(long.quotes):>12,} quotes")
    print(f"{times[0]:>10.2f}s{times[1]:>11.2f}s   ratio {ratio:.1f}" + "  above the limit" * (ratio > LIMIT))
    return int(ratio > LIMIT)


def repeated(article: Article, size: int) -> Article:
    """The article over and over: the same entities, with as many more mentions, roles and quotes."""
    width = len(article.text)
    shifts = range(0, size, width)
    plain = article.model_dump()

    def tiled(spans: list[dict[str, Any]]) -> list[Any]:
        return [shifted(span, by) for by in shifts for span in spans]

    plain |= {name: tiled(plain[name]) for name in ("blocks", "sentences", "roles", "quotes")}
    for entity in plain["entities"]:
        entity["mentions"] = tiled(entity["mentions"])
    return Article.model_validate(plain | {"text": article.text * len(shifts)})


def shifted(value: Any, by: int) -> Any:
    """A span and all in it, further on in the text."""
    if isinstance(value, dict):
        moved = {key: shifted(one, by) for key, one in value.items()}
        return moved | {key: value[key] + by for key in ("start", "end") if value.get(key) is not None}
    return [shifted(one, by) for one in value] if isinstance(value, list | tuple) else value


def seconds(article: Article) -> float:
    gc.collect()
    gc.freeze()  # the page is measured, not how long the collector looks through the articles
    start = time.process_time()
    article.to_html()
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
