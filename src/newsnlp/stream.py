"""Many articles: results in the order of the input, with a bounded number in flight."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from newsnlp.inputs import checked
from newsnlp.schema import Article

if TYPE_CHECKING:
    from newsnlp.extractor import Extractor

Item: TypeAlias = str | tuple[str, Any]  # a text, or a text with its meta data
OnError: TypeAlias = Literal["raise", "yield"]

AHEAD = 4  # texts in flight for each worker: enough that none waits for the consumer
EXCERPT = 80  # characters


class ExtractionError(Exception):
    """An article that could not be read: raised by `Extractor.extract_many`, or among its results.

    `index` counts the items from 0; `reason` names the error («ValueError: the text has …»);
    `excerpt` is the beginning of the text and `meta` what came with it, `None` where the item had
    none. Its `__cause__` is the original error where that arose in this process.
    """

    def __init__(self, index: int, reason: str, excerpt: str | None = None, meta: Any = None) -> None:
        super().__init__(index, reason, excerpt, meta)
        self.index = index
        self.reason = reason
        self.excerpt = excerpt
        self.meta = meta

    def __str__(self) -> str:
        return f"item {self.index}: {self.reason}"


Result: TypeAlias = Article | ExtractionError


def stream(
    extractor: Extractor, items: Iterable[Item], *, workers: int, on_error: OnError, tokens: bool
) -> Iterator[Result]:
    """What `Extractor.extract_many` returns. Wrong arguments raise here, not at the first result."""
    if isinstance(items, str | bytes):
        raise TypeError(
            f"extract_many reads an iterable of texts, not one {type(items).__name__}: use extract"
        )
    if on_error not in ("raise", "yield"):
        raise ValueError(f'on_error must be "raise" or "yield", not {on_error!r}')
    if workers < 1:
        raise ValueError(f"workers must be at least 1, not {workers}")
    jobs = ((index, *_text_and_meta(item)) for index, item in enumerate(items))
    results = (
        (_attempt(extractor, *job, tokens) for job in jobs)
        if workers == 1
        else _in_processes(extractor, jobs, workers, tokens)
    )
    return results if on_error == "yield" else _raising(results)


def _text_and_meta(item: Item) -> tuple[str, Any]:
    return item if isinstance(item, tuple) and len(item) == 2 else (item, None)


def _raising(results: Generator[Result]) -> Iterator[Result]:
    with closing(results):
        for result in results:
            if isinstance(result, ExtractionError):
                raise result
            yield result


def _attempt(extractor: Extractor, index: int, text: str, meta: Any, tokens: bool) -> Result:
    try:
        return extractor.extract(text, meta=meta, tokens=tokens)
    except Exception as cause:
        return _error(index, text, meta, cause)


def _error(index: int, text: object, meta: Any, cause: Exception) -> ExtractionError:
    excerpt = text[:EXCERPT] if isinstance(text, str) else None
    error = ExtractionError(index, f"{type(cause).__name__}: {cause}", excerpt, meta)
    error.__cause__ = cause
    return error


def _in_processes(
    extractor: Extractor, jobs: Iterator[tuple[int, str, Any]], workers: int, tokens: bool
) -> Generator[Result]:
    # Fresh processes, not forks: a fork of a process with threads (numpy's, the caller's) may hang.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, _start_worker, (extractor,))
    waiting: deque[Future[Result]] = deque()
    try:
        for index, text, meta in jobs:
            waiting.append(_submit(pool, extractor, index, text, meta, tokens))
            while waiting and (len(waiting) >= AHEAD * workers or waiting[0].done()):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as cause:
        raise RuntimeError(
            "a worker process has ended: it was killed (too little memory?), or the calling script lacks "
            '`if __name__ == "__main__":` around its work'
        ) from cause
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(
    pool: ProcessPoolExecutor, extractor: Extractor, index: int, text: str, meta: Any, tokens: bool
) -> Future[Result]:
    try:  # what cannot be read need not travel, and perhaps cannot
        text, meta = checked(text, meta, extractor.max_chars)
    except (TypeError, ValueError) as cause:
        refused: Future[Result] = Future()
        refused.set_result(_error(index, text, meta, cause))
        return refused
    return pool.submit(_work, index, text, meta, tokens)


_extractor: Extractor  # of this worker process


def _start_worker(extractor: Extractor) -> None:
    global _extractor
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it and ends the workers
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    _extractor = extractor
    extractor.load()


def _end_with_the_parent() -> None:
    """A parent that is killed cannot end its workers, which would wait for more texts for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(index: int, text: str, meta: Any, tokens: bool) -> Result:
    result = _attempt(_extractor, index, text, meta, tokens)
    if isinstance(result, ExtractionError):  # its cause does not travel
        result.add_note("".join(traceback.format_exception(result.__cause__)))
    return result
