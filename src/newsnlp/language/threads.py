"""Keep the models' matrix products from fighting for the processor.

Their matrices are small. More threads in BLAS win nothing on an idle machine, and on a busy one
(with a worker process on every core, say) they wait for each other and take many times as long.
"""

from __future__ import annotations

import ctypes
import threading
from pathlib import Path
from typing import Any

import numpy as np

SYMBOLS = ("scipy_openblas_{}_num_threads64_", "openblas_{}_num_threads64_", "openblas_{}_num_threads")


class _OneBlasThread:
    """A context manager: BLAS has one thread while anybody is inside, then as many as before.

    That is for OpenBLAS, as numpy's wheels bring it along; it does nothing for any other.
    """

    def __init__(self) -> None:
        self._get, self._set = _openblas()
        self._lock = threading.Lock()
        self._inside = 0
        self._before = 1

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._before = self._get()
                self._set(1)
            self._inside += 1

    def __exit__(self, *error: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._set(self._before)


def _openblas() -> tuple[Any, Any]:
    """OpenBLAS's functions to get and set its number of threads; stand-ins where it is not found."""
    for path in Path(np.__file__).parent.with_name("numpy.libs").glob("*openblas*"):
        library = ctypes.CDLL(str(path))  # the one that numpy has loaded
        for symbol in SYMBOLS:
            if hasattr(library, symbol.format("set")):
                return getattr(library, symbol.format("get")), getattr(library, symbol.format("set"))
    return (lambda: 1), (lambda number: None)


one_blas_thread = _OneBlasThread()  # one for the process, as the number is
