"""Speed: articles a second, where the time goes, and natasha's pipeline beside it.

    python benchmarks/speed.py                  # all articles
    python benchmarks/speed.py --articles 40    # a short run
    python benchmarks/speed.py --model fast     # another model
    python benchmarks/speed.py --workers 2      # the same through extract_many

One process on one core, unless workers are asked for. The articles are the annotated ones in
../shared/corpora, or, without that folder, the samples in examples/; each is read once, so that
no answer comes from a cache. natasha's pipeline (segmentation, morphology, syntax, names, lemmas,
normal names) reads the same articles, in turns with newsnlp, if it can be imported:
`pip install natasha 'setuptools<82'`.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import wraps
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import newsnlp
from newsnlp import extractor
from newsnlp.language.threads import one_blas_thread
from newsnlp.models import DEFAULT, MODELS

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpora" / "quotes" / "quotes.jsonl"
GROUP = 10  # articles
SPAWN = get_context("spawn")
STAGES = (
    "split_page",
    "read",
    "find_names",
    "find_roles",
    "link_entities",
    "find_speech",
    "resolve_speakers",
    "assemble",
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, metavar="N", help="read only N articles")
    parser.add_argument("--model", choices=list(MODELS), default=DEFAULT, help="newsnlp's model")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="worker processes")
    options = parser.parse_args()
    texts = list(islice(articles(), options.articles))
    if options.workers > 1:
        show(
            "newsnlp",
            texts,
            many(texts, options.workers, options.model),
            f"with {options.workers} workers, their start included",
        )
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    # Each in a process of its own: neither pays for what the other keeps in memory.
    with ProcessPoolExecutor(1, SPAWN) as ours, ProcessPoolExecutor(1, SPAWN) as theirs:
        print(f"first text, models loaded: {ours.submit(load, options.model).result():.2f} s")
        peer = theirs.submit(load_natasha).result()
        spent = peers = 0.0
        for group in batched(texts):  # in turns, so that both meet the same moods of the machine
            spent += ours.submit(read, group).result()
            if peer:
                peers += theirs.submit(read, group).result()
        stages = ours.submit(stages_of).result()
    show("newsnlp", texts, spent, f"model {options.model}, JSON included")
    for name, part in stages.most_common():
        print(f"  {name:18}{part / spent:7.1%}")
    print(f"  {'JSON, the rest':18}{1 - stages.total() / spent:7.1%}")
    if not peer:
        print("natasha's pipeline cannot be imported here: pip install natasha 'setuptools<82'")
        return
    show("natasha", texts, peers, "its whole pipeline")
    print(f"newsnlp is {peers / spent:.2f} times as fast")


def batched(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), GROUP):
        yield texts[start : start + GROUP]


def articles() -> list[str]:
    if not CORPUS.exists():
        return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    with CORPUS.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


# What follows runs in the process of one of the two, which has one reader.

READERS: list[Callable[[str], object]] = []
SPENT = Counter[str]()  # seconds, by stage


def load(model: str) -> float:
    """Make newsnlp the reader; the seconds until it has read a first text."""
    start = time.perf_counter()
    extract = newsnlp.Extractor(model=model).extract
    extract("Мост откроют в мае, сказал мэр.")
    spent = time.perf_counter() - start
    for name in STAGES:
        setattr(extractor, name, timed(SPENT, name, getattr(extractor, name)))
    READERS.append(lambda text: extract(text).model_dump_json())
    return spent


def load_natasha() -> bool:
    """Make natasha's pipeline the reader, if it can be imported."""
    peer = natasha()
    if peer is not None:
        READERS.append(peer)
    return peer is not None


def read(texts: Sequence[str]) -> float:
    """The seconds that the reader needs for these texts, on one core."""
    start = time.perf_counter()
    with one_blas_thread:
        for text in texts:
            READERS[0](text)
    return time.perf_counter() - start


def stages_of() -> Counter[str]:
    return SPENT


def many(texts: Sequence[str], workers: int, model: str) -> float:
    start = time.perf_counter()
    for article in newsnlp.Extractor(model=model).extract_many(texts, workers=workers):
        article.model_dump_json()
    return time.perf_counter() - start


def timed(spent: Counter[str], name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
    """The stage, which adds the seconds that it takes to `spent`."""

    @wraps(stage)
    def run(*arguments: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return stage(*arguments, **named)
        finally:
            spent[name] += time.perf_counter() - start  # type: ignore[assignment]

    return run


def natasha() -> Callable[[str], object] | None:
    """natasha's pipeline, warm, or None where it cannot be imported."""
    try:
        from natasha import (
            Doc,
            MorphVocab,
            NewsEmbedding,
            NewsMorphTagger,
            NewsNERTagger,
            NewsSyntaxParser,
            Segmenter,
        )

        vocabulary = MorphVocab()
    except ImportError:
        return None
    segmenter, embedding = Segmenter(), NewsEmbedding()
    morph, syntax, names = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)

    def read(text: str) -> None:
        document = Doc(text)
        document.segment(segmenter)
        document.tag_morph(morph)
        document.parse_syntax(syntax)
        document.tag_ner(names)
        for token in document.tokens:
            token.lemmatize(vocabulary)
        for span in document.spans:
            span.normalize(vocabulary)

    read("Мост откроют в мае, сказал мэр Иван Орлов.")
    return read


def show(name: str, texts: Sequence[str], spent: float, what: str) -> None:
    rate, kilo = len(texts) / spent, sum(map(len, texts)) / spent / 1000
    print(f"{name}: {rate:.1f} articles/s, {kilo:.0f}k characters/s over {len(texts)} articles ({what})")


if __name__ == "__main__":
    main()
