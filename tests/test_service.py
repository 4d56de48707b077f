"""The service, over a real socket, as its clients see it."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")

from newsnlp import Article, Extractor
from newsnlp.cli import main
from newsnlp.schema import json_schema
from newsnlp.service.messages import Refusal, Submission
from newsnlp.service.pool import Pool
from samples import ROOT, SAMPLES

TEXT = "Мэр Перми Иван Орлов заявил, что мост откроют в мае."
LONG = f"{TEXT}\n" * 15_000  # many seconds' work
ONE, MANY = "/v1/extract", "/v1/extract_many"
JSON = {"Content-Type": "application/json"}


class Service:
    """A running `newsnlp serve`."""

    def __init__(self, *options: object) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "newsnlp", "serve", "--port", "0", "--model", "fast", *map(str, options)],
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self.process.stderr is not None
        found = re.search(r"http://([\d.]+):(\d+)", self.process.stderr.readline())
        assert found is not None
        self.host, self.port = found[1], int(found[2])
        self.log: list[str] = []
        self._reader = Thread(target=self.log.extend, args=(self.process.stderr,), daemon=True)
        self._reader.start()

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.host, self.port, timeout=60)

    def send(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] = JSON
    ) -> tuple[int, Any, http.client.HTTPMessage]:
        """Status, body (JSON decoded) and headers of the answer to a request."""
        connection = self.connect()
        plain = body is None or isinstance(body, str | bytes | Iterator)
        connection.request(method, path, body if plain else json.dumps(body), headers)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        kind = response.headers["Content-Type"]
        return response.status, json.loads(content) if "json" in kind else content.decode(), response.headers

    def post(self, path: str, body: Any) -> tuple[int, Any]:
        return self.send("POST", path, body)[:2]

    def wait(self) -> None:
        """Until the models are loaded."""
        for _ in range(600):
            if self.send("GET", "/ready")[0] == 200:
                return
            time.sleep(0.05)
        raise AssertionError("not ready after 30 s")

    def workers(self) -> list[int]:
        """The ids of the processes that read."""
        found = []
        for child in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
        return found

    def stop(self, by: int = signal.SIGTERM) -> int:
        self.process.send_signal(by)
        code = self.process.wait(timeout=60)
        self._reader.join(timeout=10)
        return code


@contextmanager
def running(*options: object) -> Iterator[Service]:
    service = Service(*options)
    try:
        service.wait()
        yield service
    finally:
        service.stop(signal.SIGKILL)


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    """With limits that are easy to reach."""
    limits = ("--max-body", 2_000_000, "--max-batch", 5, "--max-chars", 1_000_000)
    with running("--workers", 2, *limits) as service:
        yield service


@pytest.fixture(scope="module")
def hasty() -> Iterator[Service]:
    """With a time that a long article exceeds."""
    with running("--workers", 2, "--timeout", 3) as service:
        yield service


@pytest.fixture(scope="module")
def fast() -> Extractor:
    return Extractor(model="fast")


def detail(problem: dict[str, Any], status: int) -> str:
    """What a problem says; checks its form."""
    assert problem["status"] == status
    assert problem["title"]
    return str(problem["detail"])


def is_gone(process: int) -> bool:
    for _ in range(100):
        try:
            if Path(f"/proc/{process}/stat").read_text().split()[2] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.1)
    return False


def test_an_article_is_read_as_the_library_reads_it(service: Service, fast: Extractor) -> None:
    for name, text in SAMPLES.items():
        sent = {"text": text, "meta": {"source": name, "n": [1, None, 0.5]}, "tokens": True}
        status, got = service.post(ONE, sent)
        assert status == 200
        assert Article.model_validate(got) == fast.extract(text, meta=sent["meta"], tokens=True)


def test_a_batch_has_its_results_in_order_and_problems_in_their_place(service: Service) -> None:
    articles = [{"text": TEXT, "meta": 1}, {"txt": TEXT}, {"text": "\ud83d"}, 7, {"text": "", "meta": 5}]
    status, got = service.post(MANY, {"articles": articles})
    assert status == 200
    first, second, third, fourth, fifth = got["results"]
    assert (first["article"]["text"], first["article"]["meta"]) == (TEXT, 1)
    assert "text: Field required" in detail(second["problem"], 422)
    assert "surrogate" in detail(third["problem"], 422)
    assert "dictionary or object" in detail(fourth["problem"], 422)
    assert fifth["article"]["meta"] == 5
    assert service.post(MANY, {"articles": []}) == (200, {"results": []})


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "text: Field required"),
        ({"text": None}, "text: Input should be a valid string"),
        ({"text": TEXT, "title": "Мост"}, "title: Extra inputs are not permitted"),
        ({"text": TEXT, "tokens": "yes"}, "tokens: Input should be a valid boolean"),
        ({"text": "\ud83d", "meta": 1}, "surrogate"),
        ({"text": TEXT, "meta": "\ud83d"}, "meta must be JSON data"),
        ({"text": TEXT, "meta": float("nan")}, "meta must be JSON data"),
        ({"text": TEXT, "\ud83d" * 1000: 1}, "valid string"),
        ([], "valid dictionary"),
        (b'{"text', "no valid JSON"),
        (b"", "Field required"),
        (b"[" * 100_000, "nested too deeply"),
        (json.dumps({"text": TEXT}, ensure_ascii=False).encode("cp1251"), "no JSON in UTF-8"),
    ],
)
def test_what_cannot_be_read_is_told(service: Service, body: Any, message: str) -> None:
    status, got = service.post(ONE, body)
    assert status == 422
    said = detail(got, 422)
    assert message in said
    assert len(said) < 500
    assert got["request_id"]


def test_a_body_that_is_not_declared_as_json(service: Service) -> None:
    status, got, _ = service.send("POST", ONE, json.dumps({"text": TEXT}), {"Content-Type": "text/plain"})
    assert (status, detail(got, 422)) == (422, "send JSON, with the header Content-Type: application/json")


def test_too_much_is_told(service: Service) -> None:
    status, got = service.post(ONE, b"x" * 2_000_001)
    assert (status, "--max-body" in detail(got, 413)) == (413, True)
    status, got = service.post(ONE, (b"x" * 100_000 for _ in range(200)))  # chunked: its length is not said
    assert (status, "--max-body" in detail(got, 413)) == (413, True)
    status, got = service.post(ONE, {"text": "x" * 1_000_001})
    assert (status, "--max-chars" in detail(got, 413)) == (413, True)
    status, got = service.post(MANY, {"articles": [{"text": TEXT}] * 6})
    assert (status, "--max-batch" in detail(got, 413)) == (413, True)


def test_a_body_is_not_read_beyond_the_limit(service: Service) -> None:
    """The answer comes while the client still sends."""
    connection = service.connect()
    connection.putrequest("POST", ONE)
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    chunk = b"x" * 1_000_000
    for _ in range(3):
        connection.send(b"%x\r\n%s\r\n" % (len(chunk), chunk))
    assert connection.getresponse().status == 413
    connection.close()


def test_paths_and_methods_that_there_are_not(service: Service) -> None:
    assert detail(service.send("GET", "/nowhere")[1], 404)
    status, got, headers = service.send("GET", ONE)
    assert (status, detail(got, 405) != "", headers["Allow"]) == (405, True, "POST")


def test_an_article_that_takes_too_long_harms_no_other(hasty: Service) -> None:
    with ThreadPoolExecutor() as threads:
        long = threads.submit(hasty.send, "POST", ONE, {"text": LONG})
        time.sleep(0.3)
        began = time.monotonic()
        assert hasty.post(ONE, {"text": TEXT})[0] == 200  # by the other worker
        assert time.monotonic() - began < 2.5
        status, got, headers = long.result()
    assert (status, headers["Retry-After"]) == (503, "1")
    assert "took more than 3 s" in detail(got, 503)
    assert "--timeout" in got["detail"]
    for _ in range(4):  # by a new worker too
        assert hasty.post(ONE, {"text": TEXT})[0] == 200


def test_an_article_of_a_batch_that_takes_too_long(hasty: Service) -> None:
    status, got = hasty.post(MANY, {"articles": [{"text": LONG}, {"text": TEXT}]})
    assert status == 200
    assert "took more than 3 s" in detail(got["results"][0]["problem"], 503)
    assert got["results"][1]["article"]["text"] == TEXT


def test_a_body_that_comes_too_slowly(hasty: Service) -> None:
    connection = hasty.connect()
    connection.putrequest("POST", ONE)
    connection.putheader("Content-Length", "100")
    connection.endheaders(b"{")
    response = connection.getresponse()
    assert "within 3 s" in detail(json.loads(response.read()), 408)
    connection.close()


def test_a_worker_that_is_killed_is_replaced(service: Service) -> None:
    for worker in service.workers():
        os.kill(worker, signal.SIGKILL)
        assert is_gone(worker)
    for _ in range(4):
        assert service.post(ONE, {"text": TEXT})[0] == 200
    assert len(service.workers()) == 2
    assert "a process ended unasked" in "".join(service.log)


class Mistaken(Extractor):
    """Fails at every article."""

    def extract(self, text: str, *, meta: Any = None, tokens: bool = False) -> Article:
        raise KeyError(text)


def test_a_mistake_of_ours_is_a_problem_of_one_article(caplog: pytest.LogCaptureFixture) -> None:
    async def read() -> Refusal:
        pool = Pool(Mistaken(model="fast"), workers=1)
        try:
            await pool.start()
            with pytest.raises(Refusal) as told:
                await pool.read(Submission(text=TEXT), timeout=30)
            return told.value
        finally:
            pool.close()

    assert asyncio.run(read()).status == 500
    assert "KeyError" in caplog.text


def test_nothing_is_mixed_up_between_clients(service: Service) -> None:
    texts = list(SAMPLES.values())

    def read(n: int) -> bool:
        sent = {"text": f"{texts[n % len(texts)]}\nСтатья {n}.", "meta": {"n": n}}
        status, got = service.post(ONE, sent)
        return status == 200 and {"text": got["text"], "meta": got["meta"]} == sent

    with ThreadPoolExecutor(16) as threads:
        assert all(threads.map(read, range(64)))


def test_a_request_has_an_id_in_the_answer_and_in_the_log(service: Service) -> None:
    _, _, headers = service.send("POST", ONE, {"text": TEXT}, JSON | {"X-Request-ID": "mine-1"})
    assert headers["X-Request-ID"] == "mine-1"
    _, got, headers = service.send("POST", ONE, {}, JSON | {"X-Request-ID": 'no"good'})
    assert re.fullmatch(r"[0-9a-f]{32}", headers["X-Request-ID"])
    assert got["request_id"] == headers["X-Request-ID"]
    for _ in range(100):
        if any(headers["X-Request-ID"] in line for line in service.log):
            break
        time.sleep(0.05)
    lines = [json.loads(line) for line in service.log]
    [own] = [line for line in lines if line.get("request_id") == "mine-1"]
    assert (own["method"], own["path"], own["status"]) == ("POST", ONE, 200)
    assert own["ms"] > 0
    assert "Орлов" not in "".join(service.log)


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_the_client_in_javascript(service: Service) -> None:
    small = f"http://{service.host}:{service.port}"  # its batch is larger than this service takes
    run = subprocess.run(["node", ROOT / "examples" / "client.mjs", small], capture_output=True, text=True)
    assert "the batch has 9 articles, more than 5" in run.stderr
    with running("--workers", 1) as other:
        address = f"http://{other.host}:{other.port}"
        run = subprocess.run(
            ["node", ROOT / "examples" / "client.mjs", address], capture_output=True, check=True
        )
    *lines, last = run.stdout.decode().splitlines()
    assert [line.split(":")[0] for line in lines] == [f"{name}.txt" for name in sorted(SAMPLES)]
    assert last == "Ольга Седова"


def test_openapi_has_the_schema_of_an_article(service: Service) -> None:
    status, got, _ = service.send("GET", "/openapi.json")
    assert status == 200
    ours = json_schema()
    assert got["components"]["schemas"]["Article"]["properties"].keys() == ours["properties"].keys()
    for operation in (got["paths"][path]["post"] for path in (ONE, MANY)):
        assert {"200", "413", "422", "503"} <= operation["responses"].keys()
    submission = got["components"]["schemas"]["Batch"]["properties"]["articles"]["items"]
    assert submission == {"$ref": "#/components/schemas/Submission"}


def test_the_page_of_docs_needs_nothing_from_elsewhere(service: Service) -> None:
    status, page, headers = service.send("GET", "/docs")
    assert (status, headers.get_content_type()) == (200, "text/html")
    assert "POST /v1/extract_many" in page
    assert re.findall(r"(?:src|href)=\S+", page) == ['href="openapi.json">openapi.json</a>.</p>']
    assert "<script" not in page


def test_it_lives_before_it_is_ready() -> None:
    service = Service("--workers", 1)
    try:
        status, got, _ = service.send("GET", "/health")
        assert (status, got["status"], got["model"]) == (200, "alive", "fast")
        status, got, headers = service.send("GET", "/ready")
        assert (status, headers["Retry-After"]) == (503, "1")
        assert "being loaded" in detail(got, 503)
        assert service.post(ONE, {"text": TEXT})[0] == 200  # waits
        assert service.send("GET", "/ready")[0] == 200
    finally:
        service.stop(signal.SIGKILL)


def test_more_than_it_takes_is_turned_away_at_once() -> None:
    with running("--workers", 1, "--max-concurrent", 1) as service:
        busy = service.connect()
        busy.putrequest("POST", ONE)
        busy.putheader("Content-Type", "application/json")
        body = json.dumps({"text": TEXT}).encode()
        busy.putheader("Content-Length", str(len(body)))
        busy.endheaders(body[:1])
        time.sleep(0.2)
        status, got, headers = service.send("POST", ONE, {"text": TEXT})
        assert (status, headers["Retry-After"]) == (503, "1")
        assert "1 requests are in progress" in detail(got, 503)
        assert service.send("GET", "/health")[0] == 200
        busy.send(body[1:])
        assert busy.getresponse().status == 200
        busy.close()
        assert service.post(ONE, {"text": TEXT})[0] == 200


def test_who_waits_too_long_is_told() -> None:
    with running("--workers", 1, "--timeout", 2) as service, ThreadPoolExecutor() as threads:
        long = []
        for _ in range(2):
            long.append(threads.submit(service.post, ONE, {"text": LONG}))
            time.sleep(0.5)
        status, got, headers = service.send("POST", ONE, {"text": TEXT})
        assert (status, headers["Retry-After"]) == (503, "1")
        assert "no worker became free within 2 s" in detail(got, 503)
        assert {answer.result()[0] for answer in long} == {503}
        assert service.post(ONE, {"text": TEXT})[0] == 200


def test_a_signal_lets_what_is_in_progress_finish_and_takes_no_more() -> None:
    with running("--workers", 1) as service, ThreadPoolExecutor(8) as threads:
        workers = service.workers()
        sent = [{"text": f"{TEXT}\n" * 400, "meta": n} for n in range(8)]
        answers = [threads.submit(service.post, ONE, one) for one in sent]
        time.sleep(0.3)  # all have come in, few are done
        service.process.send_signal(signal.SIGTERM)
        os.kill(workers[0], signal.SIGTERM)  # as a service manager sends it to all
        time.sleep(0.3)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((service.host, service.port))
        assert service.process.poll() is None
        assert [answer.result()[0] for answer in answers] == [200] * 8
        assert [answer.result()[1]["meta"] for answer in answers] == list(range(8))
        assert service.process.wait(timeout=60) == 0
        assert all(map(is_gone, workers))


def test_no_worker_outlives_a_service_that_is_killed() -> None:
    with running("--workers", 1) as service:
        workers = service.workers()
        assert len(workers) == 1
        service.stop(signal.SIGKILL)
        assert all(map(is_gone, workers))


def test_a_port_that_is_taken(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", str(service.port)]) == 1
    assert f"cannot listen on 127.0.0.1:{service.port}: Address already in use" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [["--timeout", "0"], ["--port", "70000"], ["--workers", "0"], ["file.txt"]])
def test_wrong_usage(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["serve", *argv])
    assert stop.value.code == 2
    assert "newsnlp serve: error:" in capsys.readouterr().err


def test_without_the_extra_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert main(["serve"]) == 1
    assert "pip install 'newsnlp[serve]'" in capsys.readouterr().err
