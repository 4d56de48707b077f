"""Articles with quotes, each read by an encoder that has not learned from it.

README.md beside this file tells how to train them. What is learned from how well quotes come out
(`training.reports`, `training.speakers`) would otherwise take the encoder for better than it is.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from newsnlp import Extractor
from newsnlp.encoder.model import Encoder
from training.corpora import trained_on

NAME = "fold"  # of the weights in each folder


class Folded:
    """The extractors of all folds, and which is whose: `folders` hold the weights of fold 1, 2, …"""

    def __init__(self, corpora: Path, folders: Sequence[Path]) -> None:
        lines = (corpora / "quotes" / "train.jsonl").read_text(encoding="utf-8").splitlines()
        names = {d["id"]: d.get("source") or d["id"] for d in map(json.loads, lines)}
        learned = [name for name in trained_on(corpora) if name in set(names.values())]
        number = {name: n % len(folders) for n, name in enumerate(learned)}
        self.fold = {id: number.get(name, 0) for id, name in names.items()}
        self.extractors = [_with_weights(folder) for folder in folders]

    def extractor(self, article: str) -> Extractor:
        """The extractor for the article of this id."""
        return self.extractors[self.fold[article]]


def arguments(about: str | None) -> tuple[Any, Folded, bool]:
    """The command line of what is learned here: the scorer, the folds, and whether only to check."""
    cli = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folds", type=Path, nargs="+", help="folders with weights, of fold 1, 2, …")
    cli.add_argument("--shared", type=Path, default=Path("../shared"), help="corpora and the scorer")
    cli.add_argument("--check", action="store_true")
    args = cli.parse_args()
    sys.path.insert(0, str(args.shared / "score"))
    import score

    corpora = args.shared / "corpora"
    score.QUOTES = str(corpora / "quotes" / "train.jsonl")
    return score, Folded(corpora, args.folds), args.check


def _with_weights(folder: Path) -> Extractor:
    extractor = Extractor(model="best")
    model, morphology = extractor._models()
    extractor._loaded = model._replace(encoder=Encoder(NAME, folder)), morphology
    return extractor
