"""How far a job has come: a file that a crash at any moment leaves readable."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any, NamedTuple, Self

try:
    import fcntl
except ImportError:  # Windows, where two jobs on one output are not kept apart
    fcntl = None  # type: ignore[assignment]


class Commit(NamedTuple):
    """What is done for good: records of the input, those that failed, lengths of output and failures."""

    records: int = 0
    failed: int = 0
    output: int = 0
    failures: int = 0
    finished: bool = False


class Ledger:
    """A file with a line that says what the job is, and one for each commit; the last whole line counts.

    Use it in a `with` statement. Opening raises `ValueError` where the file tells of another job or another
    process works on it, and `OSError` where it cannot be opened.
    """

    def __init__(self, path: Path, job: dict[str, Any]) -> None:
        self.path = path
        self._file = path.open("a+b", buffering=0)  # what fails to be written shall not be tried again
        try:
            self._lock()
            self.last = self._resume(job)
        except BaseException:
            self._file.close()
            raise

    def commit(self, commit: Commit) -> None:
        """Write down what is done. Raises `OSError` where that fails; the one before then counts."""
        self._write(list(commit))
        self.last = commit

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _lock(self) -> None:
        if fcntl is None:
            return
        try:  # the lock ends with the process, however that ends
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ValueError(f"another process is writing here ({self.path}): wait until it ends") from None

    def _resume(self, job: dict[str, Any]) -> Commit:
        self._file.seek(0)
        data = self._file.read()
        entries, end = _entries(data)
        if entries or b"\n" in data:
            _compare(entries[0] if entries else None, job, self.path)
        self._file.truncate(end)
        if not entries:
            self._write(job)
            return Commit()
        return Commit(*entries[-1]) if len(entries) > 1 else Commit()

    def _write(self, entry: Any) -> None:
        line = json.dumps(entry, ensure_ascii=False).encode() + b"\n"
        if self._file.write(line) != len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
        os.fsync(self._file.fileno())


def _entries(data: bytes) -> tuple[list[Any], int]:
    """The entries up to the first line that is not whole, and where they end."""
    entries, end = [], 0
    for line in data.splitlines(keepends=True):
        try:
            entry = json.loads(line)
        except ValueError:
            break
        if not line.endswith(b"\n"):
            break
        entries.append(entry)
        end += len(line)
    return entries, end


def _compare(then: Any, now: dict[str, Any], path: Path) -> None:
    if not isinstance(then, dict):
        raise ValueError(f"{path} is no file of newsnlp: name another output")
    changed = [
        f"{key} was {then.get(key)!r} and is {now.get(key)!r}"
        for key in now.keys() | then.keys()
        if then.get(key) != now.get(key)
    ]
    if changed:
        raise ValueError(
            f"this output was begun otherwise ({'; '.join(sorted(changed))}): run the same command, "
            "name another output, or begin anew with --overwrite"
        )
