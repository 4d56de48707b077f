"""Keep numpy's matrix products on one thread.

The models' matrices are small: more threads win nothing on an idle machine, and on a busy one (say,
with a worker process on every core) they wait for each other and take many times as long.
"""

from __future__ import annotations

import threading
from typing import Any

import numpy as np  # noqa: F401 - loads the BLAS library that the controller looks for
from threadpoolctl import ThreadpoolController


class _OneBlasThread:
    """A context manager: one thread while anybody is inside, afterwards as many as before."""

    def __init__(self) -> None:
        self._controller = ThreadpoolController()
        self._lock = threading.Lock()
        self._inside = 0
        self._limit: Any = None

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._limit = self._controller.limit(limits=1, user_api="blas")
            self._inside += 1

    def __exit__(self, *error: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._limit.restore_original_limits()


one_blas_thread = _OneBlasThread()  # one for the process, as its setting is
