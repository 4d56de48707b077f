"""Accuracy on annotated articles, as Markdown tables.

    python benchmarks/accuracy.py                  # all that there is
    python benchmarks/accuracy.py quotes cards     # some of it
    python benchmarks/accuracy.py --limit 20       # a quick look
    python benchmarks/accuracy.py --model best     # another model than the default

Calls the scorer in ../shared/score, which reads the annotated corpora in ../shared/corpora; neither
is part of this repository. docs/accuracy.md explains the figures.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from itertools import groupby
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SCORER = SHARED / "score" / "score.py"
STYLES = SHARED / "corpora" / "quotes" / "styles.jsonl"
WHAT = ("entities", "roles", "quotes", "styles", "cards", "normal", "coreference", "contract")
COLUMNS = {  # the scorer's names for its figures, in words
    "p": "precision",
    "r": "recall",
    "f1": "F1",
    "accuracy": "share right",
    "gold": "annotated",
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="*", metavar="WHAT", help=", ".join(WHAT))
    parser.add_argument("--model", help="of newsnlp: best, default, fast")
    parser.add_argument("--limit", type=int, help="only so many articles of each corpus")
    options = parser.parse_args()
    if unknown := set(options.what) - set(WHAT):
        parser.error(f"no such thing to measure: {', '.join(sorted(unknown))}")
    if not SCORER.exists():
        print(f"nothing to measure with: there is no {SCORER}", file=sys.stderr)
        return 0
    for what in options.what or WHAT:
        print(table(what, score(what, options.limit, options.model)), flush=True)
    return 0


def score(what: str, limit: int | None, model: str | None) -> dict[str, dict[str, Any]]:
    """The figures that the scorer writes, by name."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "figures.json"
        command = [sys.executable, str(SCORER), "quotes" if what == "styles" else what, "--json", str(answer)]
        command += ["--quotes", str(STYLES)] if what == "styles" else []
        command += ["--limit", str(limit)] if limit else []
        command += ["--model", model] if model else []
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        figures: dict[str, dict[str, Any]] = json.loads(answer.read_text(encoding="utf-8"))
        return figures


def table(what: str, figures: dict[str, dict[str, Any]]) -> str:
    """Markdown tables, one for the rows with the same figures."""
    lines = [f"\n### {what}"]
    for keys, rows in groupby(sorted(figures.items(), key=columns), key=columns):
        lines += ["", cells("", *(COLUMNS.get(key, key) for key in keys)), cells(*["---"] * (len(keys) + 1))]
        lines += [cells(name, *(row[key] for key in keys)) for name, row in rows]
    return "\n".join(lines)


def columns(row: tuple[str, dict[str, Any]]) -> tuple[str, ...]:
    return tuple(key for key in row[1] if key != "found")


def cells(*values: Any) -> str:
    return f"| {' | '.join(f'{value:.3f}' if isinstance(value, float) else str(value) for value in values)} |"


if __name__ == "__main__":
    sys.exit(main())
