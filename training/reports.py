"""python -m training.reports FOLD FOLD FOLD: the weights by which retold speech is accepted.

Writes acceptance.tsv of src/newsnlp/data: a logistic regression, penalised, over every report that a rule or
the encoder proposes in the articles of quotes/train.jsonl, against the annotation. The folders hold encoders
that have not learned from a third of the articles each (`training.folded`). `--check` fits on four fifths of
the articles and tells how the last fifth comes out, five times, and writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsnlp.speech import acceptance, encoded
from training.folded import Folded
from training.pairs import pairs
from training.tables import Facts, chance, logistic, write

PENALTY = 1.0
PARTS = 5
THRESHOLDS = (0.35, 0.4, 0.45, 0.5, 0.55)


@dataclass
class Proposed:
    """A report that was proposed, and whether words like its are annotated."""

    article: str
    facts: Facts
    right: bool


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folds", type=Path, nargs="+", help="folders with weights, of fold 1, 2, …")
    cli.add_argument("--shared", type=Path, default=Path("../shared"), help="corpora and the scorer")
    cli.add_argument("--check", action="store_true")
    args = cli.parse_args()
    sys.path.insert(0, str(args.shared / "score"))
    import score

    corpora = args.shared / "corpora"
    score.QUOTES = str(corpora / "quotes" / "train.jsonl")
    proposed, annotated = collect(score, Folded(corpora, args.folds))
    print(f"{len(proposed)} reports proposed, {annotated} annotated")
    if args.check:
        check(proposed, annotated)
    else:
        weights = learned(proposed)
        write("acceptance", [[name, f"{weight:.2f}"] for name, weight in sorted(weights.items())])


def learned(proposed: Sequence[Proposed]) -> Facts:
    """The weight of each fact for a report being right."""
    return logistic([p.facts for p in proposed], [p.right for p in proposed], PENALTY, free={"always"})


def collect(score: Any, folded: Folded) -> tuple[list[Proposed], int]:
    """Everything proposed as retold speech, and how many quotes of that kind are annotated."""
    proposed: list[Proposed] = []
    annotated = 0
    with _everything_accepted() as facts:
        for id, text, gold, _ in score.quotes_gold(""):
            facts.clear()
            article = folded.extractor(id).extract(text)
            known_as = pairs(score, text, gold, article.quotes)
            annotated += sum(q["kind"] != "direct" and not q.get("optional") for q in gold)
            for j, quote in enumerate(article.quotes):
                own = facts.get(quote.segments[0].start)
                known = gold[known_as[j]] if j in known_as else None
                if own is not None and not (known and known.get("optional")):
                    proposed.append(Proposed(id, own, known is not None))
    return proposed, annotated


@contextmanager
def _everything_accepted() -> Iterator[dict[int, Facts]]:
    """While it lasts no report is turned down; the facts of each, by where its content begins."""
    seen: dict[int, Facts] = {}
    facts_of: Callable[..., Facts] = acceptance.facts_of
    accepted = encoded.ACCEPTED

    def recorded(context: Any, encoding: Any, report: Any) -> Facts:
        seen[report.segments[0].start] = facts = facts_of(context, encoding, report)
        return facts

    encoded.facts_of, encoded.ACCEPTED = recorded, -1.0
    try:
        yield seen
    finally:
        encoded.facts_of, encoded.ACCEPTED = facts_of, accepted


def check(proposed: Sequence[Proposed], annotated: int) -> None:
    """How the weights come out on articles that they were not fitted on, by threshold."""
    articles = {article: n % PARTS for n, article in enumerate(sorted({p.article for p in proposed}))}
    chances: list[tuple[float, bool]] = []
    for part in range(PARTS):
        weights = learned([p for p in proposed if articles[p.article] != part])
        rest = [p for p in proposed if articles[p.article] == part]
        chances += [(chance(weights, p.facts), p.right) for p in rest]
    for least in THRESHOLDS:
        kept = [right for probability, right in chances if probability >= least]
        print(f"{least}: {sum(kept)} of {len(kept)} right, F1 {2 * sum(kept) / (len(kept) + annotated):.4f}")


if __name__ == "__main__":
    main()
