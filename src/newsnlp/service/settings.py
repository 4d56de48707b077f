"""What the service allows."""

from __future__ import annotations

import os
from dataclasses import dataclass

MOST_WORKERS = 4  # started unless asked for more: each takes about 300 MB


def default_workers() -> int:
    """One process for each processor that this one may use, up to `MOST_WORKERS`."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST_WORKERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The limits of the service. Raises `ValueError` for a limit that is not above zero.

    `workers` processes read articles. A request body has at most `max_body` bytes and a batch `max_batch`
    articles. An article waits at most `timeout` seconds for a free process, and is then read for at most
    as long; a body must have arrived within that time too. `max_concurrent` requests are in progress at
    once, waiting ones included; further ones are turned away.

    >>> Settings(timeout=10).timeout
    10
    >>> Settings(workers=0)
    Traceback (most recent call last):
        ...
    ValueError: workers must be above 0, not 0
    """

    workers: int = 1
    max_body: int = 8_000_000
    max_batch: int = 100
    timeout: float = 60.0
    max_concurrent: int = 64

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} must be above 0, not {getattr(self, name)}")
