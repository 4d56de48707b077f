"""How much faster two workers are than one: articles a second through `BatchExtractor` under Dask.

    python benchmarks/clusters.py                       # the samples, 5 rounds
    python benchmarks/clusters.py --articles 40 --rounds 1

Both pools of processes are warm: they have started and loaded their models before the clock runs. A round
times one worker and two in turn, on the same articles, so that what else the machine does meets both alike;
the ratio is the median of the rounds, with the lowest and the highest beside it. Where other work keeps the
cores busy, two workers get no second core and that ratio says little; the processor's seconds for an article
then tell what two workers cost each other. The articles are the samples in examples/, each with a number at
its end, so that no answer comes from a cache.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import dask
import pyarrow as pa

from newsnlp import Extractor
from newsnlp.models import DEFAULT, MODELS
from newsnlp.tables import BatchExtractor

ROOT = Path(__file__).resolve().parent.parent
WORKERS = (1, 2)
BATCH = 3  # articles: small, so that both workers end at about the same time


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=60, metavar="N", help="a round (default: 60)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="default: 5")
    parser.add_argument("--model", choices=sorted(MODELS), default=DEFAULT)
    options = parser.parse_args()
    read = BatchExtractor(Extractor(model=options.model))
    spawn = multiprocessing.get_context("spawn")
    pools = {n: ProcessPoolExecutor(n, spawn) for n in WORKERS}
    for n, pool in pools.items():
        seconds(read, articles(20 * n, "start"), pool)
    ratios, costs = [], {n: [] for n in WORKERS}
    for round in range(options.rounds):
        table, rates = articles(options.articles, str(round)), []
        for n in WORKERS:
            spent, processor = seconds(read, table, pools[n])
            rates.append(options.articles / spent)
            costs[n].append(processor / options.articles)
        ratios.append(rates[1] / rates[0])
        one, two = rates
        print(f"round {round + 1}: 1 worker {one:.1f}, 2 workers {two:.1f} articles/s: {two / one:.2f}")
    low, high = min(ratios), max(ratios)
    print(f"2 workers are {statistics.median(ratios):.2f} times as fast as 1 ({low:.2f} to {high:.2f})")
    one, two = (statistics.median(costs[n]) for n in WORKERS)
    print(
        f"processor's seconds an article: {one:.3f} with 1 worker, {two:.3f} with 2 ({two / one:.2f} times)"
    )
    for pool in pools.values():
        pool.shutdown()


def articles(count: int, mark: str) -> pa.Table:
    samples = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    texts = [f"{text}\n{mark} {n}" for n, text in zip(range(count), itertools.cycle(samples), strict=False)]
    return pa.table({"id": range(count), "text": texts})


def seconds(read: BatchExtractor, table: pa.Table, pool: ProcessPoolExecutor) -> tuple[float, float]:
    """How long it takes by the clock, and how long the processors of the workers are at it."""
    batches = [dask.delayed(timed)(read, batch) for batch in table.to_batches(max_chunksize=BATCH)]
    start = time.perf_counter()
    results = dask.compute(*batches, pool=pool, scheduler="processes")
    spent = time.perf_counter() - start
    whole = pa.Table.from_batches([result for result, _ in results])
    assert whole.num_rows == whole.column("error").null_count == table.num_rows
    return spent, sum(processor for _, processor in results)


def timed(read: BatchExtractor, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, float]:
    start = time.process_time()
    return read(batch), time.process_time() - start


if __name__ == "__main__":
    main()
