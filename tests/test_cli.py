"""The command line, run as a user runs it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsnlp import Article, __version__, extract
from newsnlp.cli import main
from samples import ROOT, SAMPLES

EXAMPLES = ROOT / "examples"
TEXT = "Мост откроют в мае, сообщила мэр Ольга Седова."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "мост.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def output(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a run."""
    code = main([str(argument) for argument in argv])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def usage(capsys: pytest.CaptureFixture[str], *argv: object) -> str:
    """What standard error says of a wrong use."""
    with pytest.raises(SystemExit) as stop:
        main([str(argument) for argument in argv])
    assert stop.value.code == 2
    return capsys.readouterr().err


def test_the_summary_names_people_and_quotes(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = output(capsys, article)
    assert (code, err) == (0, "")
    people, quotes = out.split("Quotes")
    assert "Ольга Седова" in people
    assert "мэр" in people
    assert "1 quote" in people
    assert "Ольга Седова, мэр  [indirect · сообщила]\n    Мост откроют в мае\n" in quotes


def test_plain_output_has_no_escapes_and_no_trailing_spaces(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = output(capsys, *sorted(EXAMPLES.glob("*.txt")))
    assert "\x1b" not in out
    assert not [line for line in out.splitlines() if line != line.rstrip()]


def test_an_article_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nasty = tmp_path / "nasty.txt"
    nasty.write_text("«Мы \x1b[31mготовы\u202e [red]работать[/red]», — сказал Иван Орлов.", encoding="utf-8")
    _, out, _ = output(capsys, nasty)
    assert "«Мы [31mготовы [red]работать[/red]»" in out


def test_one_file_gives_one_json_object(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = output(capsys, "--json", article)
    assert code == 0
    assert Article.model_validate_json(out) == extract(TEXT, meta={"source": str(article)})


def test_several_files_give_a_json_list(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = output(capsys, "--json", article, article)
    assert code == 0
    assert [one["text"] for one in json.loads(out)] == [TEXT, TEXT]


def test_json_lines_with_tokens_and_workers(capsys: pytest.CaptureFixture[str]) -> None:
    paths = sorted(EXAMPLES.glob("*.txt"))
    code, out, _ = output(capsys, "--jsonl", "--tokens", "--workers", 2, *paths)
    assert code == 0
    articles = [Article.model_validate_json(line) for line in out.splitlines()]
    assert articles == [
        extract(path.read_text(encoding="utf-8"), meta={"source": str(path)}, tokens=True) for path in paths
    ]


def test_bad_files_do_not_stop_the_rest(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cyrillic = tmp_path / "cp1251.txt"
    cyrillic.write_bytes("Привет".encode("cp1251"))
    missing = tmp_path / "missing.txt"
    code, out, err = output(capsys, "--jsonl", cyrillic, missing, tmp_path, article)
    assert code == 1
    assert [json.loads(line)["meta"]["source"] for line in out.splitlines()] == [str(article)]
    first, second, third = err.splitlines()
    assert first.startswith(f"newsnlp: {cyrillic}: is not UTF-8 (byte 0xcf at 0)")
    assert "--encoding" in first
    assert second == f"newsnlp: {missing}: No such file or directory"
    assert third.startswith(f"newsnlp: {tmp_path}: is a directory")


def test_a_list_of_no_results_is_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = output(capsys, "--json", tmp_path / "a", tmp_path / "b")
    assert (code, json.loads(out)) == (1, [])


def test_a_file_that_is_too_long(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = output(capsys, "--max-chars", 10, article)
    assert (code, out) == (1, "")
    assert "more than max_chars=10" in err


def test_the_text_is_that_of_the_file_to_the_last_byte(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "windows.txt"
    path.write_bytes(b"\xef\xbb\xbf" + f"{TEXT}\r\n\r\n{TEXT}\r".encode())
    code, out, _ = output(capsys, "--json", path)
    assert code == 0
    assert json.loads(out)["text"] == f"\ufeff{TEXT}\r\n\r\n{TEXT}\r"


@pytest.mark.parametrize("argv", [[], ["-"]])
def test_standard_input(
    argv: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    code, out, _ = output(capsys, "--json", *argv)
    assert code == 0
    assert json.loads(out)["meta"] == {"source": "-"}


def test_no_file_at_a_terminal_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    assert "name a file" in usage(capsys)


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--workers", "0"], "at least 1"),
        (["--workers", "two"], "at least 1"),
        (["--json", "--jsonl"], "not allowed with"),
        (["--model", "tiny"], "natasha"),
        (["--lexicon", "nowhere.toml"], "nowhere.toml"),
        (["--nonsense"], "unrecognized"),
    ],
)
def test_wrong_usage(
    argv: list[str], message: str, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert message in usage(capsys, *argv, article)


def test_version_and_schema(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"newsnlp {__version__}\n"
    assert main(["--schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Article"


def test_the_published_schema_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--schema"])
    published = (ROOT / "docs" / "article.schema.json").read_text(encoding="utf-8")
    assert published == capsys.readouterr().out, "newsnlp --schema > docs/article.schema.json"


def test_results_fit_the_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "docs" / "article.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for text in SAMPLES.values():
        jsonschema.validate(json.loads(extract(text, tokens=True).model_dump_json()), schema)


def test_as_a_module_with_a_reader_that_leaves(article: Path) -> None:
    run = subprocess.Popen(
        [sys.executable, "-m", "newsnlp", "--jsonl", *[str(article)] * 300],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert run.stdout is not None
    assert run.stdout.readline()
    run.stdout.close()
    _, err = run.communicate(timeout=60)
    assert (run.returncode, err) == (141, b"")


def test_colour_on_a_terminal_only_where_it_is_wanted(article: Path) -> None:
    def shown(**environment: str) -> str:
        run = subprocess.run(
            [sys.executable, "-m", "newsnlp", str(article)],
            env={k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")} | environment,
            capture_output=True,
            check=True,
        )
        return run.stdout.decode()

    assert "\x1b[32m" in shown(FORCE_COLOR="1")
    assert "\x1b[32m" not in shown(FORCE_COLOR="1", NO_COLOR="1")
    assert "\x1b" not in shown()


def test_an_old_encoding_is_found_out_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("charset_normalizer")
    old = tmp_path / "old.txt"
    for name in ("windows-1251", "koi8-r"):
        old.write_bytes(TEXT.encode(name))
        code, out, err = output(capsys, "--json", old)
        assert (code, err) == (0, f"newsnlp: {old}: read as {name}\n")
        assert json.loads(out)["text"] == TEXT


def test_an_encoding_that_is_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    short = tmp_path / "short.txt"
    short.write_bytes("Привет".encode("koi8-r"))
    code, out, err = output(capsys, "--json", "--encoding", "koi8-r", short)
    assert (code, json.loads(out)["text"], err) == (0, "Привет", "")
    code, _, err = output(capsys, "--json", "--encoding", "utf-8", short)
    assert code == 1
    assert "is not in utf-8 (byte 0xf0 at 0)" in err
    assert "there is no encoding 'koi9'" in usage(capsys, "--encoding", "koi9", short)


def test_a_web_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("trafilatura")
    page, empty = tmp_path / "page.HTM", tmp_path / "empty.html"
    page.write_bytes(f"<title>Газета</title><h1>Мост открыт</h1><p>{TEXT}</p>".encode("koi8-r"))
    empty.write_text("<script>draw()</script>", encoding="utf-8")
    code, out, err = output(capsys, "--jsonl", page, empty)
    assert code == 1
    got = json.loads(out)
    assert (got["title"], got["meta"]) == ("Мост открыт", {"source": str(page)})
    assert f"newsnlp: {page}: read as koi8-r\n" in err
    assert f"newsnlp: {empty}: has no text" in err


def test_json_lines_are_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = tmp_path / "news.jsonl"
    records = [
        json.dumps({"text": TEXT, "id": 7, "url": "/a"}, ensure_ascii=False),
        "",
        '{"txt": "no"}',
        "[]",
        "{",
        '{"text": "\\ud83d"}',
        json.dumps({"text": "Пусто.\u2028", "source": "ТАСС"}),
    ]
    lines.write_bytes(("\ufeff" + "\r\n".join(records)).encode() + b'\n{"text": "\xcf"}\n')
    code, out, err = output(capsys, "--json", lines)
    assert code == 1
    first, last = json.loads(out)
    assert (first["text"], first["meta"]) == (TEXT, {"source": str(lines), "line": 1, "id": 7, "url": "/a"})
    assert (last["text"], last["meta"]) == ("Пусто.\u2028", {"source": "ТАСС", "line": 7})
    told = sorted(line.removeprefix(f"newsnlp: {lines}:") for line in err.splitlines())
    assert [line[:30] for line in told] == [
        "3: must be an object with the ",
        "4: must be an object with the ",
        "5: is no JSON: Expecting prope",
        "6: ValueError: the text has a ",
        "8: is not UTF-8: say which enc",
    ]


def test_the_format_of_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = json.dumps({"text": TEXT}).encode() + b"\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    code, out, _ = output(capsys, "--format", "jsonl")
    assert (code, out.startswith("== -:1 ==\n")) == (0, True)
    assert not sys.stdin.buffer.closed
