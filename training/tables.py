"""Small linear models and the tables of src/newsnlp/data that keep them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

import torch

DATA = Path(__file__).resolve().parent.parent / "src" / "newsnlp" / "data"

Facts = dict[str, float]


def logistic(
    rows: Sequence[Facts], right: Sequence[bool], penalty: float, free: Collection[str] = ()
) -> Facts:
    """The weight of each fact for a yes: logistic regression, penalised but for the `free` facts."""
    names = sorted({name for row in rows for name in row})
    facts = matrix(rows, names)
    wanted = torch.tensor(right, dtype=torch.float64)
    held = torch.tensor([float(name not in free) for name in names], dtype=torch.float64)

    def loss(weights: torch.Tensor) -> torch.Tensor:
        wrong = torch.nn.functional.binary_cross_entropy_with_logits(facts @ weights, wanted, reduction="sum")
        return wrong + penalty / 2 * (held * weights.square()).sum()

    return dict(zip(names, minimum(loss, len(names)), strict=True))


def chance(weights: Facts, row: Facts) -> float:
    """The probability of a yes."""
    odds = sum(weights.get(name, 0.0) * value for name, value in row.items())
    return float(torch.tensor(odds).sigmoid())


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
