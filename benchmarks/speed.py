"""Speed: articles a second, where the time goes, and natasha's pipeline beside it.

    python benchmarks/speed.py                  # all articles
    python benchmarks/speed.py --articles 40    # a short run
    python benchmarks/speed.py --model fast     # another model
    python benchmarks/speed.py --workers 2      # the same through extract_many

One process on one core, unless workers are asked for. The articles are the annotated ones in
../shared/corpora, or, without that folder, the samples in examples/; each is read once, so that
no answer comes from a cache. natasha's pipeline (segmentation, morphology, syntax, names, lemmas,
normal names) reads the same articles in turns with newsnlp if it can be imported:
`pip install natasha 'setuptools<82'`.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from itertools import islice
from pathlib import Path
from typing import Any

import newsnlp
from newsnlp import extractor
from newsnlp.language.threads import one_blas_thread
from newsnlp.models import DEFAULT, MODELS

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpora" / "quotes" / "quotes.jsonl"
GROUP = 10  # articles
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
    start = time.perf_counter()
    read = newsnlp.Extractor(model=options.model).extract
    read("Мост откроют в мае, сказал мэр.")
    print(f"first text, models loaded: {time.perf_counter() - start:.2f} s")
    stages = Counter[str]()
    for name in STAGES:
        setattr(extractor, name, timed(stages, name, getattr(extractor, name)))
    peer = natasha()
    ours = theirs = 0.0
    for group in batched(texts):  # in turns, so that both meet the same moods of the machine
        ours += seconds(group, lambda text: read(text).model_dump_json())
        if peer is not None:
            with one_blas_thread:  # as newsnlp does: more would only cost it time on one core
                theirs += seconds(group, peer)
    show("newsnlp", texts, ours, f"model {options.model}, JSON included")
    for name, spent in stages.most_common():
        print(f"  {name:18}{spent / ours:7.1%}")
    print(f"  {'JSON, the rest':18}{1 - stages.total() / ours:7.1%}")
    if peer is None:
        print("natasha's pipeline cannot be imported here: pip install natasha 'setuptools<82'")
        return
    show("natasha", texts, theirs, "its whole pipeline")
    print(f"newsnlp is {theirs / ours:.2f} times as fast")


def batched(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), GROUP):
        yield texts[start : start + GROUP]


def articles() -> list[str]:
    if not CORPUS.exists():
        return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    with CORPUS.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def seconds(texts: Sequence[str], read: Callable[[str], object]) -> float:
    start = time.perf_counter()
    for text in texts:
        read(text)
    return time.perf_counter() - start


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
