"""python -m training.reports FOLD FOLD FOLD: the weights by which retold speech is accepted.

Writes acceptance.tsv of src/newsnlp/data: a logistic regression, penalised, over every report that a rule or
the encoder proposes in the articles of quotes/train.jsonl, against the annotation. The folders hold encoders
that have not learned from a third of the articles each (`training.folded`). `--check` fits on four fifths of
the articles and tells how the last fifth comes out, five times, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from newsnlp.speech import acceptance, encoded
from training.folded import Folded, arguments
from training.pairs import pairs
from training.tables import Facts, Judged, chances, logistic, parts, unseen, write

PENALTY = 1.0
THRESHOLDS = (0.35, 0.4, 0.45, 0.5, 0.55)


def main() -> None:
    score, folded, check_only = arguments(__doc__)
    proposed, annotated = collect(score, folded)
    print(f"{len(proposed)} reports proposed, {annotated} annotated")
    if check_only:
        check(proposed, annotated)
    else:
        weights = learned(proposed)
        write("acceptance", [[name, f"{weight:.2f}"] for name, weight in sorted(weights.items())])


def learned(proposed: Sequence[Judged]) -> Facts:
    """The weight of each fact for a report being right."""
    return logistic(proposed, PENALTY, free={"always"})


def collect(score: Any, folded: Folded) -> tuple[list[Judged], int]:
    """Everything proposed as retold speech, and how many quotes of that kind are annotated."""
    proposed: list[Judged] = []
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
                    proposed.append(Judged(id, own, known is not None))
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


def check(proposed: Sequence[Judged], annotated: int) -> None:
    """How the weights come out on articles that they were not fitted on, by threshold."""
    found = unseen(proposed, parts(p.article for p in proposed), learned, chances)
    for least in THRESHOLDS:
        kept = [right for probability, right in found if probability >= least]
        print(f"{least}: {sum(kept)} of {len(kept)} right, F1 {2 * sum(kept) / (len(kept) + annotated):.4f}")


if __name__ == "__main__":
    main()
