"""The service under load: requests a second, latencies, and whether each client gets its own answer.

    pip install -e '.[serve]' locust
    python benchmarks/service.py                     # 1, 4, 16 and 64 clients, 400 requests each
    python benchmarks/service.py --requests 100 --clients 4 --workers 1

Starts `newsnlp serve` on a free port of this machine and lets locust send the samples of examples/, each
made unlike any other by a number. An answer counts as mixed up if it has not the text and the meta data
of its own request. At last, more clients than a small service takes: what is turned away, and how.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402
import re  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections import Counter  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from contextlib import contextmanager  # noqa: E402
from itertools import count  # noqa: E402
from pathlib import Path  # noqa: E402

import gevent  # noqa: E402
from locust import constant, task  # noqa: E402
from locust.contrib.fasthttp import FastHttpUser  # noqa: E402
from locust.env import Environment  # noqa: E402
from locust.exception import StopUser  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
TEXTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=400, metavar="N", help="for each number of clients")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 4, 16, 64], metavar="N")
    parser.add_argument("--workers", type=int, default=2, metavar="N")
    options = parser.parse_args()
    with service("--workers", str(options.workers)) as address:
        load(address, clients=4, requests=40)  # warm
        for clients in options.clients:
            show(clients, *load(address, clients, options.requests))
    print("64 clients, --max-concurrent 8:")
    with service("--workers", str(options.workers), "--max-concurrent", "8") as address:
        show(64, *load(address, 64, options.requests))


@contextmanager
def service(*options: str) -> Iterator[str]:
    """The address of a service that is ready."""
    command = [sys.executable, "-m", "newsnlp", "serve", "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = re.search(r"http://\S+", process.stderr.readline())
        assert found is not None, "the service has not started"
        for line in process.stderr:
            if '"ready: ' in line:
                break
        log = gevent.spawn(process.stderr.read)
        try:
            yield found[0]
        finally:
            process.terminate()
            log.join()


def load(address: str, clients: int, requests: int) -> tuple[float, Counter[str], list[float]]:
    """Seconds that it took, the number of each kind of answer, and the latencies of the good ones."""
    numbers = count()
    answers: Counter[str] = Counter()
    latencies: list[float] = []

    class Client(FastHttpUser):
        host = address
        wait_time = constant(0)
        concurrency = 1

        @task
        def read(self) -> None:
            n = next(numbers)
            if n >= requests:
                raise StopUser
            sent = {"text": f"{TEXTS[n % len(TEXTS)]}\nСтатья № {n}.", "meta": {"number": n}}
            start = time.perf_counter()
            with self.client.post("/v1/extract", json=sent, catch_response=True) as response:
                spent = time.perf_counter() - start
                if response.status_code == 200:
                    got = response.json()
                    own = got["text"] == sent["text"] and got["meta"] == sent["meta"]
                    answers["own" if own else "mixed up"] += 1
                    latencies.append(spent)
                else:
                    waits = "Retry-After" in (response.headers or {})
                    answers[f"{response.status_code}{' with Retry-After' if waits else ''}"] += 1
                response.success()

    environment = Environment(user_classes=[Client])
    runner = environment.create_local_runner()
    start = time.perf_counter()
    runner.start(clients, spawn_rate=clients)
    gevent.sleep(0.1)
    while answers.total() < requests:
        gevent.sleep(0.01)
    spent = time.perf_counter() - start
    runner.quit()
    return spent, answers, latencies


def show(clients: int, spent: float, answers: Counter[str], latencies: list[float]) -> None:
    ordered = sorted(latencies)
    quantiles = ", ".join(
        f"{name} {1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)]:.0f} ms"
        for name, share in (("median", 0.5), ("95 %", 0.95), ("99 %", 0.99))
    )
    told = ", ".join(f"{number} {kind}" for kind, number in sorted(answers.items()))
    print(f"{clients:3} clients: {len(latencies) / spent:6.1f} articles/s; {quantiles}; {told}", flush=True)


if __name__ == "__main__":
    main()
