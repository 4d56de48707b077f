"""python -m training.speakers FOLD FOLD FOLD: how a speaker is chosen and how far a quote is trusted.

Writes two tables of src/newsnlp/data from the annotated articles of quotes/train.jsonl:

- salience.tsv: how strongly each fact speaks for a person being meant by a pronoun, by a noun («министр») or
  by a dropped subject: a choice among all people present (conditional logit, penalised);
- trust.tsv: the chance that a quote is right in all, by its pattern and by the rule that named its speaker
  (logistic regression, penalised).

The folders hold encoders that have not learned from a third of the articles each (`training.folded`); trust
is learned from the answers of the rules alone, too. `--check` fits on four fifths of the articles and tells
how the fifth comes out, five times, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from newsnlp import Extractor
from newsnlp.lexicon import table
from newsnlp.speakers import answers, reports, resolve
from newsnlp.speakers.choice import COLUMNS, Kind
from newsnlp.speakers.trust import features
from training.folded import arguments
from training.pairs import pairs
from training.tables import Facts, Judged, chances, logistic, matrix, minimum, parts, unseen, write

PENALTY = {"salience": 0.003, "trust": 3.0}
FREE = {"always", "odds", "rules alone", "odds, rules alone"}


@dataclass
class Choice:
    """Who was meant: the candidates' features, and the numbers of the right ones.

    Where the article does not name the speaker that is everybody without a name.
    """

    article: str
    kind: Kind
    options: list[Facts]
    right: list[int]


def main() -> None:
    score, folded, check_only = arguments(__doc__)
    rules = Extractor(model="fast")
    choices, judged = collect(score, folded.extractor)
    judged += collect(score, lambda id: rules)[1]
    print(f"{len(choices)} choices, {len(judged)} quotes")
    if check_only:
        check(choices, judged)
        return
    weights = {kind: salience([c for c in choices if c.kind == kind]) for kind in COLUMNS}
    names = sorted({name for column in weights.values() for name in column})
    write(
        "salience", [[name, *(f"{weights[kind].get(name, 0.0):.2f}" for kind in COLUMNS)] for name in names]
    )
    write("trust", [[name, f"{weight:.2f}"] for name, weight in sorted(trust(judged).items())])


def collect(score: Any, reader: Callable[[str], Extractor]) -> tuple[list[Choice], list[Judged]]:
    """The choices and quotes of the annotated articles, with what is right; `reader` reads an article."""
    choices, judged = [], []
    made = _Recorder()
    for id, text, gold, _ in score.quotes_gold(""):
        made.choices.clear()
        extractor = reader(id)
        article = extractor.extract(text)
        known_as = pairs(score, text, gold, article.quotes)
        for j, quote in enumerate(article.quotes):
            known = gold[known_as[j]] if j in known_as else None
            if known is not None and known.get("optional"):
                continue
            found = quote.model_dump()
            right = (
                known is not None and known["kind"] == quote.kind and score.speaker_right(text, known, found)
            )
            product = made.products.get(quote.segments[0].start, quote.confidence)
            evidence, alone = quote.evidence, extractor.model == "fast"
            facts = features(evidence.pattern, evidence.speaker_rule, product, alone=alone)
            judged.append(Judged(id, facts, bool(right)))
            choice = made.choices.get(quote.segments[0].start)
            if known is not None and choice is not None:
                kind, names, options = choice
                wanted = _right(score, known, names)
                if wanted:
                    choices.append(Choice(id, kind, options, wanted))
    return choices, judged


class _Recorder:
    """Looks over the shoulder of the speaker stage: every choice, by where the quote begins."""

    def __init__(self) -> None:
        self.choices: dict[int, tuple[Kind, list[str | None], list[Facts]]] = {}
        self.products: dict[int, float] = {}
        self._at: list[int] = []
        pick = answers.pick

        def recorded(scene: Any, kind: Kind, options: Any, *rest: Any, **more: Any) -> Any:
            if self._at:
                names = [_name(option.value) for option in options]
                self.choices[self._at[-1]] = kind, names, [dict(option.features) for option in options]
            return pick(scene, kind, options, *rest, **more)

        answers.pick = reports.pick = recorded  # type: ignore[assignment]
        resolve.attribute = self._watched(resolve.attribute)  # type: ignore[attr-defined]
        resolve.attribute_heading = self._watched(resolve.attribute_heading)  # type: ignore[attr-defined]

    def _watched(self, attribute: Callable[..., Any]) -> Callable[..., Any]:
        def watched(scene: Any, report: Any) -> Any:
            start = report.segments[0].start
            self._at.append(start)
            try:
                found = attribute(scene, report)
            finally:
                self._at.pop()
            self.products[start] = report.confidence * found.confidence
            return found

        return watched


def _name(person: Any) -> str | None:
    """The name of a candidate; «?» for somebody without one, None for nobody in the text."""
    if person is None:
        return None
    return "?" if person.referent is None else str(person.referent.name)


def _right(score: Any, gold: dict[str, Any], names: Sequence[str | None]) -> list[int]:
    """The numbers of the candidates of whom one is meant."""
    if gold["type"] not in ("person", "organization"):
        return [n for n, name in enumerate(names) if name in (None, "?")]
    return [
        n
        for n, name in enumerate(names)
        if name and name != "?" and score.same_name(gold["name"], name, gold["type"])
    ]


def salience(choices: Sequence[Choice]) -> dict[str, float]:
    """The weight of each fact for one kind of mention."""
    names = sorted({name for choice in choices for option in choice.options for name in option})
    tables = [(matrix(choice.options, names), choice.right) for choice in choices]

    def loss(weights: torch.Tensor) -> torch.Tensor:
        each = [torch.log_softmax(facts @ weights, 0)[right].logsumexp(0) for facts, right in tables]
        return -torch.stack(each).mean() + PENALTY["salience"] * weights.square().sum()

    return dict(zip(names, minimum(loss, len(names)), strict=True))


def trust(judged: Sequence[Judged]) -> Facts:
    """The weight of each fact for a quote being right."""
    return logistic(judged, PENALTY["trust"], FREE)


def check(choices: Sequence[Choice], judged: Sequence[Judged]) -> None:
    """How the tables come out on articles that they were not fitted on."""
    part = parts(row.article for row in (*choices, *judged))
    present = {
        kind: {row[0]: float(row[n + 1]) for row in table("salience")} for n, kind in enumerate(COLUMNS)
    }
    for kind in COLUMNS:
        mine = [c for c in choices if c.kind == kind]
        answers = unseen(mine, part, salience, _answers)
        hits = sum(right for _, right in answers)
        table_hits = sum(right for _, right in _answers(present[kind], mine))
        print(f"{kind}: {hits} of {len(mine)} right out of fold, {table_hits} by the table")
        for least in (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 0.95):
            sure = [right for chance, right in answers if chance >= least]
            print(f"  {least}: {sum(sure)} of {len(sure)}, {sum(sure) / max(1, len(sure)):.3f}")
    found = unseen(judged, part, trust, chances)
    gap = 0.0
    for low in range(10):
        bin = [(p, right) for p, right in found if min(9, int(10 * p)) == low]
        gap += abs(sum(p - right for p, right in bin)) / len(found)
    print(f"trust: calibration error {gap:.3f} out of fold")


def _answers(weights: dict[str, float], choices: Sequence[Choice]) -> list[tuple[float, bool]]:
    """The probability of the likeliest candidate of each choice, and whether it is the right one."""
    found = []
    for choice in choices:
        worth = [sum(weights.get(k, 0.0) * v for k, v in option.items()) for option in choice.options]
        chances = torch.tensor(worth).softmax(0).tolist()
        best = max(range(len(chances)), key=chances.__getitem__)
        found.append((chances[best], best in choice.right))
    return found


if __name__ == "__main__":
    main()
