"""How often a pronoun is given to the right person in RuCoCo, as the scorer counts and by covering mentions.

    python benchmarks/pronouns.py [--model best]

RuCoCo marks «президент Орлов» as one mention, newsnlp the name «Орлов» in it. The scorer asks for names with
the very borders of RuCoCo's, so that a person who is always named with a title counts as wrong. Here the
narrowest mention of RuCoCo that covers the name tells the chain, too.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from newsnlp import Article, Entity, Extractor
from newsnlp.models import DEFAULT

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
ARTICLES = 300  # as many as the scorer reads

Chains = dict[tuple[int, int], int]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", default=DEFAULT)
    options = parser.parse_args()
    if not (SHARED / "score" / "score.py").exists():
        print(f"nothing to measure with: there is no scorer in {SHARED}", file=sys.stderr)
        return 0
    sys.path.insert(0, str(SHARED / "score"))
    import score

    extractor = Extractor(model=options.model)
    exact = covered = given = 0
    lines = (SHARED / "corpora" / "rucoco" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    for gold in map(json.loads, lines[:ARTICLES]):
        article = extractor.extract(gold["text"])
        chains = {
            score.trim(article.text, *span): n for n, spans in enumerate(gold["entities"]) for span in spans
        }
        for person in article.persons:
            for answer, one, two in answers(score, article, person, chains):
                given, exact, covered = given + 1, exact + (answer in one), covered + (answer in one | two)
    print(f"{given} pronouns given to a person that stand in a chain")
    print(f"right by exact names: {exact / given:.3f}; by covering mentions, too: {covered / given:.3f}")
    return 0


def answers(
    score: Any, article: Article, person: Entity, chains: Chains
) -> list[tuple[int, set[int], set[int]]]:
    """For each pronoun of a person its chain, the chains of the names, those of what covers the names."""
    names = [m for m in person.mentions if m.kind == "name"]
    exact = {chains[span] for m in names if (span := score.trim(article.text, m.start, m.end)) in chains}
    covering = set()
    for m in names:
        around = [(b - a, n) for (a, b), n in chains.items() if a <= m.start and m.end <= b]
        covering |= {min(around)[1]} if around else set()
    pronouns = [score.trim(article.text, m.start, m.end) for m in person.mentions if m.kind == "pronoun"]
    return [(chains[span], exact, covering) for span in pronouns if span in chains]


if __name__ == "__main__":
    sys.exit(main())
