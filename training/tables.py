"""Small linear models and the tables of src/newsnlp/data that keep them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

DATA = Path(__file__).resolve().parent.parent / "src" / "newsnlp" / "data"

PARTS = 5  # of the articles, for checking

Facts = dict[str, float]


@dataclass
class Judged:
    """Something found in an article: what its chance to be right depends on, and whether it is right."""

    article: str
    facts: Facts
    right: bool


def logistic(judged: Sequence[Judged], penalty: float, free: Collection[str] = ()) -> Facts:
    """The weight of each fact for being right: logistic regression, penalised but for the `free` facts."""
    rows = [j.facts for j in judged]
    names = sorted({name for row in rows for name in row})
    facts = matrix(rows, names)
    wanted = torch.tensor([j.right for j in judged], dtype=torch.float64)
    held = torch.tensor([float(name not in free) for name in names], dtype=torch.float64)

    def loss(weights: torch.Tensor) -> torch.Tensor:
        wrong = torch.nn.functional.binary_cross_entropy_with_logits(facts @ weights, wanted, reduction="sum")
        return wrong + penalty / 2 * (held * weights.square()).sum()

    return dict(zip(names, minimum(loss, len(names)), strict=True))


def chances(weights: Facts, judged: Sequence[Judged]) -> list[tuple[float, bool]]:
    """The probability of each to be right, and whether it is."""
    odds = (sum(weights.get(name, 0.0) * value for name, value in j.facts.items()) for j in judged)
    return [(float(torch.tensor(o).sigmoid()), j.right) for o, j in zip(odds, judged, strict=True)]


def parts(articles: Iterable[str]) -> dict[str, int]:
    """The part that each article is in."""
    return {article: n % PARTS for n, article in enumerate(sorted(set(articles)))}


def unseen(
    rows: Sequence[Any],
    part: Mapping[str, int],
    learn: Callable[[Sequence[Any]], Facts],
    answer: Callable[[Facts, Sequence[Any]], list[tuple[float, bool]]],
) -> list[tuple[float, bool]]:
    """The answers for the rows of each part by weights that are learned from the other parts."""
    found = []
    for n in range(PARTS):
        weights = learn([row for row in rows if part[row.article] != n])
        found += answer(weights, [row for row in rows if part[row.article] == n])
    return found


def matrix(rows: Iterable[Facts], names: Sequence[str]) -> torch.Tensor:
    """A row of numbers for each row of facts."""
    return torch.tensor([[row.get(name, 0.0) for name in names] for row in rows], dtype=torch.float64)


def minimum(loss: Callable[[torch.Tensor], torch.Tensor], size: int) -> list[float]:
    """The weights for which the loss is least."""
    weights = torch.zeros(size, dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS([weights], max_iter=500, tolerance_change=1e-10, line_search_fn="strong_wolfe")

    def step() -> torch.Tensor:
        search.zero_grad()
        found = loss(weights)
        found.backward()  # type: ignore[no-untyped-call]
        return found

    search.step(step)  # type: ignore[no-untyped-call]
    return [float(weight) for weight in weights.detach()]


def write(name: str, rows: Iterable[Sequence[str]]) -> None:
    """The rows under the comment that the table has."""
    path = DATA / f"{name}.tsv"
    comment = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    path.write_text("\n".join([*comment, *("\t".join(row) for row in rows)]) + "\n", encoding="utf-8")
