"""The processes that read articles, each with models of its own, one article at a time.

Processes and not threads, because only a process can be stopped: an article that takes too long costs the
service one worker for the second or two that another takes to load the models, and the other workers
nothing, as no queue or pipe is shared between them. The same happens if the system kills a worker.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from newsnlp.extractor import Extractor
from newsnlp.service.messages import MISTAKE, Refusal, Submission

RETRY_AFTER = 1  # seconds
LOADING = 120.0  # seconds that a worker may take to load its models

log = logging.getLogger(__name__)


class Pool:
    """Reads articles, as many at once as there are workers; further ones wait for their turn."""

    def __init__(self, extractor: Extractor, workers: int) -> None:
        self.ready = False  # whether every worker has once loaded its models
        self.workers = workers
        self._all = [_Worker(extractor) for _ in range(workers)]
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()

    async def start(self) -> None:
        """Wait until all have loaded their models. Raises `RuntimeError` if one cannot."""
        for worker in self._all:
            worker.start()
        for worker in self._all:
            try:
                await worker.loaded()
            except (BrokenProcessPool, TimeoutError) as error:
                raise RuntimeError("a worker could not load the models; its own message is above") from error
            self._free.put_nowait(worker)
        self.ready = True

    async def read(self, article: Submission, timeout: float) -> bytes:
        """The result as JSON in UTF-8.

        Waits at most `timeout` seconds for a free worker and as long for the article. Raises `Refusal`.
        """
        try:
            async with asyncio.timeout(timeout):
                worker = await self._free.get()
        except TimeoutError:
            raise Refusal(
                503,
                f"no worker became free within {timeout:g} s: send it again later, or run the service "
                "with more --workers",
                retry_after=RETRY_AFTER,
            ) from None
        # Whatever happens to the request, the worker comes back when it is done, not before.
        reading = asyncio.ensure_future(self._read(worker, article, timeout))
        return await asyncio.shield(reading)

    async def _read(self, worker: _Worker, article: Submission, timeout: float) -> bytes:
        try:
            return await worker.read(article, timeout)
        except Refusal:
            raise
        except Exception:
            log.exception("an article could not be read")
            raise Refusal(500, MISTAKE) from None
        finally:
            self._free.put_nowait(worker)

    def close(self) -> None:
        """End the workers, whatever they are doing."""
        for worker in self._all:
            worker.stop()


class _Worker:
    """One process, replaced by a new one when it is stopped or dies."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._process: ProcessPoolExecutor | None = None
        self._pid: Future[int] | None = None

    def start(self) -> None:
        # A fresh process, not a fork: a fork of a process with threads may hang.
        context = multiprocessing.get_context("spawn")
        self._process = ProcessPoolExecutor(1, context, _start, (self._extractor,))
        self._pid = self._process.submit(os.getpid)

    async def loaded(self) -> None:
        """Wait for the models."""
        assert self._pid is not None
        await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(self._pid)), LOADING)

    async def read(self, article: Submission, timeout: float) -> bytes:
        """The result as JSON. Raises `Refusal` if the article takes too long or ends two processes."""
        for _ in range(2):  # the first may have died while it had nothing to do
            try:
                await self.loaded()
                assert self._process is not None
                work = self._process.submit(_read, article.text, article.meta, article.tokens)
                return await asyncio.wait_for(asyncio.wrap_future(work), timeout)
            except BrokenProcessPool:
                self._pid = None  # another process may have it by now
                self._replace("a process ended unasked")
            except TimeoutError:
                self._replace(f"an article took more than {timeout:g} s")
                raise Refusal(
                    503,
                    f"the article took more than {timeout:g} s: split it, or run the service with a higher "
                    "--timeout",
                    retry_after=RETRY_AFTER,
                ) from None
        raise Refusal(
            500,
            "the system ended the process that read this article, twice (too little memory?): split it, or "
            "give the service more memory",
        )

    def _replace(self, why: str) -> None:
        log.warning("%s: starting another worker process", why)
        self.stop()
        self.start()

    def stop(self) -> None:
        if self._process is None:
            return
        self._process.shutdown(wait=False, cancel_futures=True)
        if self._pid is not None and self._pid.done() and self._pid.exception() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid.result(), signal.SIGKILL)
        self._process = self._pid = None


_extractor: Extractor  # of this worker process


def _start(extractor: Extractor) -> None:
    global _extractor
    for stop in (signal.SIGINT, signal.SIGTERM):  # sent to the whole group; the service ends its workers
        signal.signal(stop, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _extractor = extractor
    extractor.load()


def _end_with_parent() -> None:
    """Leave no worker behind if the service is killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read(text: str, meta: object, tokens: bool) -> bytes:
    return _extractor.extract(text, meta=meta, tokens=tokens).model_dump_json().encode()
