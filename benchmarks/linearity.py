"""Linear time: what 1,000,000 characters of one thing cost beside 100,000 of them.

    python benchmarks/linearity.py              # «, – and ( : what the tests of a release ask for
    python benchmarks/linearity.py --all        # many more patterns, some minutes
    python benchmarks/linearity.py '«. ' 'а-'   # patterns of yours

Each pattern is repeated to the two lengths and read by `extract`, models loaded before. Times are of the
processor, the best of three runs of each text, for some take little. Ten is the ratio of linear time;
above it is what Python's garbage collector costs on millions of objects. The exit status is 1 where «, – or (
is above the limit of 12, or a pattern of yours.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time

import newsnlp

LIMIT = 12
SHORT, LONG = 100_000, 1_000_000
ASKED = ("«", "–", "(")
OTHERS = (
    "«»",
    '"',
    '" ',
    "'",
    "«а ",
    "«а» ",
    "«а», — сказал Иванов. ",
    ")",
    "...",
    "-",
    "- ",
    "а. ",
    "А. ",
    "1. ",
    "г. ",
    ": ",
    ", ",
    "а-",
    "а",
    "а ",
    "Иван ",
    "Иванов И. И. ",
    "директор ",
    "сказал ",
    "что ",
    "он ",
    "он сказал: ",
    "— Да.\n",
    "\n",
    " \n",
    "а\n",
    "\u00ad",
    "\u0301",
    "\u200b",
    "🔥",
    "@",
    "http://",
    "<<",
    "Мост откроют в мае, сказал мэр Иван Орлов. ",
)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("patterns", nargs="*", metavar="PATTERN", help="what to repeat")
    parser.add_argument("--all", action="store_true", help="further patterns, for the eye")
    options = parser.parse_args()
    patterns = options.patterns or ASKED + (OTHERS if options.all else ())
    newsnlp.extract("Мост откроют в мае, сказал мэр Иван Орлов.")
    print(f"{'pattern':28}{SHORT:>10,}{LONG:>12,}   ratio")
    worst = 0.0
    for pattern in patterns:
        short, long = (min(seconds(pattern, size) for _ in range(3)) for size in (SHORT, LONG))
        if pattern not in OTHERS:
            worst = max(worst, long / short)
        mark = "  above the limit" if long / short > LIMIT else ""
        print(f"{pattern!r:28}{short:9.2f}s{long:11.2f}s{long / short:8.1f}{mark}", flush=True)
    return int(worst > LIMIT)


def seconds(pattern: str, size: int) -> float:
    text = (pattern * (size // len(pattern) + 1))[:size]
    gc.collect()
    start = time.process_time()
    newsnlp.extract(text)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
