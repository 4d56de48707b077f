"""`newsnlp extract`: every article of the input once, whatever interrupts the work."""

from __future__ import annotations

import json
import os
import random
import re
import shlex
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsnlp import Article, Extractor, extract
from newsnlp.cli import ledger, main, outputs
from samples import ROOT

TEXT = "Мост откроют в мае, сообщила мэр Ольга Седова."
ARTICLES = 150
NAMES = ("Иван Орлов", "Ольга Седова", "Пётр Лыков", "Анна Крылова")


def run(*argv: object) -> int:
    return main(["extract", *map(str, argv)])


def usage(capsys: pytest.CaptureFixture[str], *argv: object) -> str:
    """What standard error says of a wrong use."""
    with pytest.raises(SystemExit) as stop:
        run(*argv)
    assert stop.value.code == 2
    return capsys.readouterr().err


def jsonl(path: Path, rows: list[Any]) -> Path:
    """A file with these rows; strings as they are."""
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def read(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def failed(output: Path) -> list[tuple[Any, str]]:
    """Id and reason of the articles that failed."""
    return [(row["id"], row["reason"]) for row in read(output.with_name(output.name + ".failed.jsonl"))]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


# Input


def test_json_lines(tmp_path: Path, output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = jsonl(
        tmp_path / "in.jsonl", [{"id": "a", "text": TEXT, "url": "u"}, "", {"id": "b", "text": ""}]
    )
    assert run(source, "-o", output, "--id-column", "id", "--keep", "url", "--keep", "section") == 0
    articles = [Article.model_validate(row) for row in read(output)]
    assert articles == [extract(TEXT, meta={"id": "a", "url": "u"}), extract("", meta={"id": "b"})]
    assert capsys.readouterr() == ("", f"newsnlp: 2 articles read into {output}, 0 failed\n")
    assert not output.with_name("out.jsonl.failed.jsonl").exists()


def test_the_id_is_the_position_where_no_column_is_named(tmp_path: Path, output: Path) -> None:
    run(
        jsonl(tmp_path / "in.jsonl", [{"text": "", "id": "x"}, "", {"text": ""}]),
        "-o",
        output,
        "--keep",
        "id",
    )
    assert [row["meta"] for row in read(output)] == [{"id": 0}, {"id": 1}]


def test_csv(tmp_path: Path, output: Path) -> None:
    source = tmp_path / "in.csv"
    text = f'{TEXT}\n«Деньги есть», — добавила она; и ещё "кавычки", и запятые'
    cell = '"' + text.replace('"', '""') + '"'
    source.write_text(f"﻿url;body\r\nu1;{cell}\r\n\r\nu2;\r\n", encoding="utf-8", newline="")
    assert run(source, "-o", output, "--delimiter", ";", "--text-column", "body", "--id-column", "url") == 0
    assert [Article.model_validate(row) for row in read(output)] == [
        extract(text, meta={"id": "u1"}),
        extract("", meta={"id": "u2"}),
    ]


def test_tsv(tmp_path: Path, output: Path) -> None:
    source = tmp_path / "in.tsv"
    source.write_text("n\ttext\n7\tМост, дорога\n", encoding="utf-8")
    assert run(source, "-o", output, "--id-column", "n") == 0
    source = source.rename(tmp_path / "in.csv")
    assert run(source, "-o", output, "--id-column", "n", "--delimiter", r"\t", "--overwrite") == 0
    assert [(row["meta"]["id"], row["text"]) for row in read(output)] == [("7", "Мост, дорога")]


def test_parquet(tmp_path: Path, output: Path) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    source = tmp_path / "in.parquet"
    rows = {
        "text": [TEXT, None, ""],
        "n": [1, 2, 3],
        "day": [date(2021, 3, 18), None, None],
        "price": [0.5, float("nan"), None],
        "html": ["big"] * 3,
    }
    pq.write_table(pa.table(rows), source)
    assert run(source, "-o", output, "--id-column", "n", "--keep", "day", "--keep", "price") == 1
    assert [row["meta"] for row in read(output)] == [
        {"id": 1, "day": "2021-03-18", "price": 0.5},
        {"id": 3, "day": None, "price": None},
    ]
    assert failed(output) == [(2, "it has no text in 'text'; it has: text, n, day, price")]


def test_what_fails_is_told_and_the_rest_is_done(
    tmp_path: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"id": "ok", "text": TEXT},
        {"id": "long", "text": "ы" * 101},
        "{broken",
        "[1]",
        "[" * 100_000,
        {"id": "none"},
        {"text": TEXT},
        {"id": "number", "text": 7},
        r'{"id": "half", "text": "\ud83d"}',
        {"id": "last", "text": TEXT},
    ]
    source = jsonl(tmp_path / "in.jsonl", rows)
    source.write_bytes(source.read_bytes() + '{"id": "w", "text": "мир"}\n'.encode("cp1251"))
    assert run(source, "-o", output, "--id-column", "id", "--max-chars", 100, "--model", "fast") == 1
    assert [row["meta"]["id"] for row in read(output)] == ["ok", "last"]
    reasons = dict(failed(output))
    assert list(reasons) == ["long", 2, 3, 4, "none", None, "number", "half", 10]
    assert "101 characters, more than max_chars=100" in reasons["long"]
    assert reasons[2].startswith("the line is no JSON: ")
    assert reasons[3] == "the line is no JSON object"
    assert reasons[4].startswith("the line is no JSON: ")
    assert reasons["none"] == "it has no text in 'text'; it has: id"
    assert reasons[None] == "it has no id in 'id'"
    assert "not int" in reasons["number"]
    assert "lone surrogate" in reasons["half"]
    assert "iconv -f windows-1251" in reasons[10]
    rows = read(tmp_path / "out.jsonl.failed.jsonl")
    assert [row["position"] for row in rows] == [1, 2, 3, 4, 5, 6, 7, 8, 10]
    assert (rows[0]["excerpt"], rows[1]["excerpt"]) == ("ы" * 80, "{broken")
    err = capsys.readouterr().err
    assert f"newsnlp: 2 articles read into {output}, 9 failed\n" in err
    assert "out.jsonl.failed.jsonl; the first, 'long': ValueError: the text has 101" in err


def test_bad_rows_of_csv(tmp_path: Path, output: Path) -> None:
    source = tmp_path / "in.csv"
    good = "1,текст\n".encode()
    source.write_bytes(
        b"id,text\n" + good + b"2,a,b\n" + "3,мир\n".encode("cp1251") + b'4,"a"b\n' + good + b'5,"open\n'
    )
    assert run(source, "-o", output, "--id-column", "id") == 1
    assert [row["meta"]["id"] for row in read(output)] == ["1", "1"]
    assert [(id, reason[:30]) for id, reason in failed(output)] == [
        (1, "the row has 3 cells, the heade"),
        (2, "the row is not UTF-8: convert "),
        (3, "line 5 is no CSV: ',' expected"),
        (5, "line 7 is no CSV: unexpected e"),
    ]


def test_an_empty_input(tmp_path: Path, output: Path) -> None:
    assert run(jsonl(tmp_path / "in.jsonl", []), "-o", output) == 0
    assert output.read_bytes() == b""


@pytest.mark.parametrize(
    ("name", "content", "options", "message"),
    [
        ("in.txt", "", [], "must be a .jsonl, .csv or .parquet file"),
        ("in.csv", "id;text\n1;a\n", [], "no column 'text'; its columns are: id;text; if another character"),
        ("in.csv", "text\n", ["--delimiter", ";;"], "must be one character"),
        ("in.csv", "text\n", ["--delimiter", '"'], "must be one character"),
        ("in.csv", "", [], "no column 'text'; its columns are: "),
        ("in.csv", "text,text\n", [], "several columns 'text'"),
        ("in.csv", "text\n", ["--keep", "url"], "no column 'url'"),
        ("in.parquet", "text", [], "is no Parquet file"),
        ("in.jsonl", "", ["--table", "quotes"], "--table is for Parquet"),
        ("in.jsonl", "", ["-o", "out.csv"], "must be named NAME.jsonl or NAME.parquet"),
        ("in.jsonl", "", ["-o", "nowhere/out.jsonl"], "No such file or directory"),
        ("in.jsonl", "", ["-o", "in.jsonl"], "exists: name another output"),
        ("in.jsonl", "", ["-o", "in.jsonl", "--overwrite"], "would overwrite the input"),
        ("o.jsonl.failed.jsonl", "", ["-o", "o.jsonl", "--overwrite"], "would overwrite the input"),
        ("in.jsonl", "", ["--commit-every", "0"], "at least 1"),
        ("in.jsonl", "", ["--lexicon", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_wrong_usage(
    name: str,
    content: str,
    options: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if "parquet" in name:
        pytest.importorskip("pyarrow")
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(content, encoding="utf-8")
    assert message in usage(capsys, name, "-o", "out.jsonl", *options)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_missing_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("in.jsonl", "in.csv", "in.parquet"):
        if name.endswith(".parquet"):
            pytest.importorskip("pyarrow")
        assert "No such file or directory" in usage(capsys, tmp_path / name, "-o", tmp_path / "out.jsonl")


# Parquet


def test_parquet_output_has_the_tables(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from newsnlp.cli.extract import TABLES
    from newsnlp.tables import SCHEMAS, to_table

    assert set(TABLES) == set(SCHEMAS)
    source = jsonl(
        tmp_path / "in.jsonl", [{"text": f"{TEXT} Номер {n}."} for n in range(5)] + [{"text": None}]
    )
    output = tmp_path / "out.parquet"
    assert run(source, "-o", output, "--commit-every", 2, "--model", "fast") == 1
    articles = [Extractor(model="fast").extract(f"{TEXT} Номер {n}.") for n in range(5)]
    for name, schema in SCHEMAS.items():
        table = parts(output / name)
        assert table.equals(to_table(articles, name))
        assert table.schema.equals(schema, check_metadata=True)
        assert len(list((output / name).iterdir())) == 3
    assert failed(output) == [(5, "it has no text in 'text'; it has: text")]


def test_others_read_the_folder_as_one_table(tmp_path: Path) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    source = jsonl(tmp_path / "in.jsonl", [{"text": " "}] * 5)
    assert run(source, "-o", tmp_path / "out.parquet", "--commit-every", 2, "--table", "articles") == 0
    folder = tmp_path / "out.parquet" / "articles"
    assert pandas.read_parquet(folder)["article"].to_list() == list("01234")
    assert polars.read_parquet(folder)["article"].to_list() == list("01234")


def test_only_the_tables_that_are_named(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from newsnlp.tables import SCHEMAS

    output = tmp_path / "out.parquet"
    assert run(jsonl(tmp_path / "in.jsonl", []), "-o", output, "--table", "quotes", "--table", "roles") == 0
    assert sorted(path.name for path in output.iterdir()) == ["quotes", "roles"]
    assert parts(output / "quotes").equals(SCHEMAS["quotes"].empty_table())


def parts(folder: Path) -> Any:
    """The table in a folder, read as others read such folders."""
    dataset = pytest.importorskip("pyarrow.dataset")
    return dataset.dataset(folder, format="parquet").to_table()


def test_the_commands_of_the_documentation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    commands = re.findall(r"^newsnlp extract .*$", page, re.MULTILINE)
    assert len(commands) == 3
    monkeypatch.chdir(tmp_path)
    jsonl(tmp_path / "news.jsonl", [{"url": "u", "section": "город", "text": TEXT}])
    (tmp_path / "news.csv").write_text(f'body\n"{TEXT}"\n', encoding="utf-8")
    pq.write_table(pa.table({"text": [TEXT]}), tmp_path / "archive.parquet")
    for line in commands:
        assert main(shlex.split(line)[1:]) == 0
    [article] = read(tmp_path / "articles.jsonl")
    assert article["meta"] == {"id": "u", "section": "город"}
    assert parts(tmp_path / "tables.parquet" / "roles").column("title").to_pylist() == ["мэр"]
    assert parts(tmp_path / "quotes.parquet" / "quotes").column("speaker").to_pylist() == ["Ольга Седова"]


# Going on


def test_a_finished_work_is_left_alone(
    tmp_path: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = jsonl(tmp_path / "in.jsonl", [{"text": ""}, {}])
    assert run(source, "-o", output) == 1
    before = output.read_bytes()
    capsys.readouterr()
    assert run(source, "-o", output) == 1
    assert "was finished before: --overwrite begins anew" in capsys.readouterr().err
    assert output.read_bytes() == before
    assert run(source, "-o", output, "--overwrite", "--tokens") == 1
    assert len(read(output)) == len(failed(output)) == 1


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        ([{"text": "другой"}], [], "input digest was"),
        ([{"text": "ещё больше текста"}], [], "input size was"),
        ([{"text": "первый"}], ["--model", "fast"], "--model was 'default' and is 'fast'"),
        ([{"text": "первый"}], ["--keep", "url"], "--keep was [] and is ['url']"),
        ([{"text": "первый"}], ["--id-column", "text"], "--id-column was None and is 'text'"),
    ],
)
def test_another_work_is_not_mixed_in(
    rows: list[Any], options: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out.jsonl"
    run(jsonl(tmp_path / "in.jsonl", [{"text": "первый"}]), "-o", output, "--max-chars", 10)
    before = output.read_bytes()
    source = jsonl(tmp_path / "in.jsonl", rows)
    err = usage(capsys, source, "-o", output, "--max-chars", 10, *options)
    assert message in err
    assert "begin anew with --overwrite" in err
    assert output.read_bytes() == before


def test_an_output_that_is_not_ours_is_left_alone(
    tmp_path: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = jsonl(tmp_path / "in.jsonl", [{"text": ""}])
    output.write_text("precious")
    assert "exists: name another output" in usage(capsys, source, "-o", output)
    assert output.read_text() == "precious"
    (tmp_path / "out.parquet").mkdir()
    (tmp_path / "out.parquet" / "mine.parquet").write_text("precious")
    pytest.importorskip("pyarrow")
    assert run(source, "-o", tmp_path / "out.parquet", "--overwrite") == 0
    assert (tmp_path / "out.parquet" / "mine.parquet").read_text() == "precious"


def test_a_state_that_is_not_ours_is_left_alone(
    tmp_path: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, state = jsonl(tmp_path / "in.jsonl", [{"text": ""}]), tmp_path / "out.jsonl.state.jsonl"
    for precious in ("precious\n", "[1]\n", '{"my": "data"}\n'):
        state.write_text(precious)
        assert "name another output" in usage(capsys, source, "-o", output)
        assert state.read_text() == precious


def test_an_output_that_has_shrunk_is_not_continued(
    tmp_path: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = jsonl(tmp_path / "in.jsonl", [{"text": ""}])
    run(source, "-o", output)
    output.write_bytes(output.read_bytes()[:-5])
    assert "is shorter than it was left" in usage(capsys, source, "-o", output)


def test_two_at_once_are_refused(tmp_path: Path, output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("fcntl")
    source = jsonl(tmp_path / "in.jsonl", [{"text": ""}])
    run(source, "-o", output)
    with (tmp_path / "out.jsonl.state.jsonl").open() as file:
        ledger.fcntl.flock(file, ledger.fcntl.LOCK_EX)
        assert "another process is writing here" in usage(capsys, source, "-o", output)


class Killed(BaseException):
    """Nothing catches it: the process is gone."""


def killed_at(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Let the process die at its `step`-th attempt to make something safe on the disk."""
    steps = iter(range(step))

    def fsync(_: int) -> None:
        if next(steps, None) is None:
            raise Killed

    for module in (outputs, ledger):
        monkeypatch.setattr(module.os, "fsync", fsync)


@settings(max_examples=60)
@given(
    good=st.lists(st.booleans(), max_size=12),
    every=st.integers(1, 5),
    crashes=st.lists(
        st.tuples(
            st.integers(0, 12), st.sampled_from(["out", "out.failed", "out.state"]), st.binary(max_size=9)
        ),
        max_size=5,
    ),
    parquet=st.booleans(),
)
def test_no_crash_loses_or_doubles_an_article(
    good: list[bool],
    every: int,
    crashes: list[tuple[int, str, bytes]],
    parquet: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The process dies between any two writes and leaves half a write behind; in the end nothing shows it."""
    if parquet:
        pytest.importorskip("pyarrow")
    folder = tmp_path_factory.mktemp("crashes")
    rows = [{"id": n, "text": " " * (n + 1)} if is_good else {"id": n} for n, is_good in enumerate(good)]
    output = folder / ("out.parquet" if parquet else "out.jsonl")
    argv = [jsonl(folder / "in.jsonl", rows), "-o", output, "--id-column", "id", "--commit-every", every]
    if parquet:
        argv += ["--table", "articles"]
    for step, torn, rest in crashes:
        with pytest.MonkeyPatch.context() as monkeypatch:
            killed_at(monkeypatch, step)
            try:
                run(*argv)
            except Killed:
                path = output.with_name(
                    torn.replace("out", output.name, 1) + (".jsonl" if "." in torn else "")
                )
                if path.is_file():
                    with path.open("ab") as file:
                        file.write(rest.replace(b"\n", b""))
    assert run(*argv) == (0 if all(good) else 1)
    state = read(output.with_name(f"{output.name}.state.jsonl"))
    assert state[-1][:2] == [len(good), good.count(False)]
    if parquet:
        ids = [int(id) for id in parts(output / "articles").column("article").to_pylist()]
        assert not [path for path in (output / "articles").iterdir() if path.name.startswith(".")]
    else:
        ids = [row["meta"]["id"] for row in read(output)]
    assert ids == [n for n, is_good in enumerate(good) if is_good]
    if not all(good):
        assert [id for id, _ in failed(output)] == [n for n, is_good in enumerate(good) if not is_good]


# Processes


def command(*argv: object) -> list[str]:
    return [sys.executable, "-m", "newsnlp", "extract", *map(str, argv)]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles that take a few seconds; some of them cannot be read."""
    rows: list[Any] = []
    for n in range(ARTICLES):
        text = f"Мост номер {n} откроют в мае, сообщил мэр Перми {NAMES[n % 4]}. «Деньги есть», — добавил он."
        rows.append("{" if n % 41 == 7 else {"id": n, "text": None if n % 31 == 5 else text * 3})
    return jsonl(tmp_path_factory.mktemp("news") / "in.jsonl", rows)


@pytest.fixture(scope="module")
def whole(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run without an interrupt gives."""
    output = tmp_path_factory.mktemp("whole") / "out.jsonl"
    assert run(news, "-o", output, "--model", "fast") == 1
    assert len(read(output)) + len(failed(output)) == ARTICLES
    return output


def interrupted(argv: list[str], state: Path, how: signal.Signals, seed: int) -> int:
    """Start the command and send it a signal some time after its next commit; gives the exit code."""
    before = len(state.read_bytes().splitlines()) if state.exists() else 1
    work = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while work.poll() is None and len(state.read_bytes().splitlines() if state.exists() else []) <= before:
        time.sleep(0.002)
    time.sleep(random.Random(seed).random() / 10)
    work.send_signal(how)
    return work.wait(timeout=60)


def committed(state: Path) -> int:
    return int(json.loads(state.read_bytes().splitlines()[-1])[0])


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("workers", [1, 2])
def test_killed_in_the_middle_and_resumed(workers: int, news: Path, whole: Path, tmp_path: Path) -> None:
    output, state = tmp_path / "out.jsonl", tmp_path / "out.jsonl.state.jsonl"
    argv = command(news, "-o", output, "--model", "fast", "--commit-every", 7, "--workers", workers)
    assert interrupted(argv, state, signal.SIGKILL, workers) == -signal.SIGKILL
    first = committed(state)
    if workers == 1:
        assert interrupted(argv, state, signal.SIGINT, workers) == 130
        assert first < committed(state) < ARTICLES
    assert subprocess.run(argv, capture_output=True).returncode == 1
    assert output.read_bytes() == whole.read_bytes()
    assert failed(output) == failed(whole)


@pytest.mark.skipif(os.name != "posix", reason="limits")
def test_a_full_disk(tmp_path: Path) -> None:
    """Writing fails in the middle of an article; with more room, the work goes on."""
    source = jsonl(tmp_path / "in.jsonl", [{"text": " " * 500} for _ in range(100)])
    output = tmp_path / "out.jsonl"
    argv = command(source, "-o", output, "--commit-every", 20)
    full = subprocess.run(["bash", "-c", 'ulimit -f 50; exec "$@"', "-", *argv], capture_output=True)
    assert full.returncode == 1
    said = full.stderr.decode()
    assert "File too large" in said
    assert 0 < committed(tmp_path / "out.jsonl.state.jsonl") < 100
    again = subprocess.run(argv, capture_output=True)
    assert again.returncode == 0
    assert (
        f"going on after {re.findall(r'stopped after ([0-9]+)', said)[0]} articles" in again.stderr.decode()
    )
    assert [row["meta"]["id"] for row in read(output)] == list(range(100))
