"""python -m training: train newsnlp's encoder on the corpora. README.md beside this file says how."""

from __future__ import annotations

import argparse
import json
import pickle
from pathlib import Path

import torch

from newsnlp.encoder.vocabulary import Vocabulary
from training.corpora import QUOTES, Reader, Sample, factrueval_names
from training.evaluate import figures
from training.fit import fit, predict
from training.network import Network
from training.pieces import Pretrained, load


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("name", help="of the run: its files are written to --out")
    cli.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    cli.add_argument("--out", type=Path, default=Path("build/training"))
    cli.add_argument("--layers", default="0-11", help="of the pretrained encoder: «0-11», «0,2,4,6,8,10»")
    cli.add_argument(
        "--start", type=Path, help="a run to start from: --layers are then numbers of its layers"
    )
    cli.add_argument("--teacher", type=Path, help="a run whose answers are learned beside the labels")
    cli.add_argument("--low", type=int, default=3, help="layers that read pieces; the others read words")
    cli.add_argument("--epochs", type=int, default=8)
    cli.add_argument("--until", type=int, help="stop after this epoch of the schedule")
    cli.add_argument("--rate", type=float, default=1.5e-4)
    cli.add_argument("--seed", type=int, default=0)
    cli.add_argument("--budget", type=int, default=3000, help="pieces in a batch")
    cli.add_argument("--fold", help="«1/3»: leave out every third article with quotes, from the first")
    args = cli.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    log_file = (args.out / f"{args.name}.log").open("w", encoding="utf-8")

    def log(line: str) -> None:
        print(line, flush=True)
        print(line, file=log_file, flush=True)

    log(json.dumps({k: str(v) for k, v in vars(args).items()}))
    torch.manual_seed(args.seed)
    pretrained = load()
    vocabulary = Vocabulary(pretrained.pieces)
    train, test = _samples(args.corpora, args.out)
    left: list[Sample] = []
    if args.fold:
        number, of = map(int, args.fold.split("/"))
        left = [s for i, s in enumerate(s for s in train if s.known & QUOTES) if i % of == number - 1]
        names = {s.id for s in left}
        train = [s for s in train if s.id not in names]
    log(f"{len(pretrained.pieces)} pieces, {len(train)} articles, {sum(len(s.words) for s in train)} words")
    network = Network(pretrained, _layers(args.layers), args.low)
    if args.start:
        network.load_state_dict(_thinned(args.start, _layers(args.layers)))

    def save() -> None:
        settings = {"layers": _layers(args.layers), "low": args.low, "state": network.state_dict()}
        torch.save(settings, args.out / f"{args.name}.pt")

    teacher = _trained(args.teacher, pretrained) if args.teacher else None
    choices = {
        "teacher": teacher,
        "until": args.until,
        "seed": args.seed,
        "budget": args.budget,
        "save": save,
        "log": log,
    }
    fit(network, train, vocabulary, args.epochs, args.rate, **choices)
    for name, samples in {**test, "left out": left}.items():
        if samples:
            logs = [predict(network, sample, vocabulary) for sample in samples]
            for head, figure in figures(samples, logs).items():
                log(f"{name:10} {head:13} exact {figure.exact:.3f} overlap {figure.overlap:.3f}")


def _trained(run: Path, pretrained: Pretrained) -> Network:
    """The network of a run."""
    saved = torch.load(run, map_location="cpu", weights_only=True)
    network = Network(pretrained, saved["layers"], saved["low"])
    network.load_state_dict(saved["state"])
    return network.eval()


def _thinned(run: Path, kept: list[int]) -> dict[str, torch.Tensor]:
    """The weights of a run with only some of its layers."""
    state = torch.load(run, map_location="cpu", weights_only=True)["state"]
    made = {}
    for key, value in state.items():
        if not key.startswith("body.layers."):
            made[key] = value
            continue
        _, _, number, rest = key.split(".", 3)
        if int(number) in kept:
            made[f"body.layers.{kept.index(int(number))}.{rest}"] = value
    return made


def _layers(text: str) -> list[int]:
    if "-" in text:
        first, last = map(int, text.split("-"))
        return list(range(first, last + 1))
    return [int(part) for part in text.split(",")]


def _samples(corpora: Path, out: Path) -> tuple[list[Sample], dict[str, list[Sample]]]:
    """Articles to train on and to report on; kept in `out`, for reading them takes a minute."""
    kept = out / "samples.pickle"
    if kept.exists():
        return pickle.loads(kept.read_bytes())
    reader = Reader(corpora)
    train = list(reader.samples())
    names = sorted(path.stem for path in (corpora / "nerel" / "dev").glob("*.txt"))
    test = {
        "nerel-dev": [reader.nerel(corpora / "nerel" / "dev" / name) for name in names],
        "factrueval": [reader.factrueval(name) for name in factrueval_names(corpora, left_out=True)],
    }
    for name in ("quotes", "styles"):
        lines = (corpora / "quotes" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        articles = [json.loads(line) for line in lines]
        test[name] = [reader._sample(d["id"], d["text"], {}, frozenset(), d) for d in articles]
    kept.write_bytes(pickle.dumps((train, test)))
    return train, test


if __name__ == "__main__":
    main()
