"""`newsnlp export`, run as a user runs it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from newsnlp import Extractor
from newsnlp.cli import main
from newsnlp.formats import Annotations, from_brat, from_tei, to_conllu
from newsnlp.formats.files import FORMATS

TEXT = "Мост откроют в мае, сообщила мэр Ольга Седова."
EXTRACTOR = Extractor(model="fast")


@pytest.fixture(autouse=True)
def _one_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading the models for each run would take most of the time."""
    monkeypatch.setattr("newsnlp.cli.export.make_extractor", lambda parser, options: EXTRACTOR)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "мост.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_brat_gets_its_files(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    assert main(["export", str(article), "--format", "brat", "-o", str(out)]) == 0
    assert {path.name for path in out.iterdir()} == {"annotation.conf", "мост.ann", "мост.txt"}
    read = from_brat((out / "мост.txt").read_text("utf-8"), (out / "мост.ann").read_text("utf-8"))
    assert [one.text for one in read.of_type("quote")] == ["Мост откроют в мае"]


def test_formats_that_need_tokens_get_them(article: Path, tmp_path: Path) -> None:
    assert main(["export", str(article), "--format", "conllu", "-o", str(tmp_path)]) == 0
    assert (tmp_path / "мост.conllu").read_text("utf-8") == to_conllu(EXTRACTOR.extract(TEXT, tokens=True))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_files(name: str, article: Path, tmp_path: Path) -> None:
    pytest.importorskip({"spacy": "spacy", "cas-xmi": "cassis", "cas-json": "cassis"}.get(name, "newsnlp"))
    out = tmp_path / "out"
    assert main(["export", str(article), "--format", name, "-o", str(out)]) == 0
    assert [path for path in out.iterdir() if path.stem == "мост" and path.stat().st_size]


def test_corrections_are_not_overwritten(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corrected = tmp_path / "мост.ann"
    corrected.write_text("T1\tPerson 33 45\tОльга Седова\n", encoding="utf-8")
    other = tmp_path / "other" / "дом.txt"
    other.parent.mkdir()
    other.write_text(TEXT, encoding="utf-8")
    argv = ["export", str(article), str(other), "--format", "brat", "-o", str(tmp_path)]
    assert main(argv) == 1
    assert "is there already (--overwrite replaces it)" in capsys.readouterr().err
    assert corrected.read_text("utf-8") == "T1\tPerson 33 45\tОльга Седова\n"
    assert (tmp_path / "дом.ann").exists()  # the others are done
    assert main([*argv, "--overwrite"]) == 0
    assert "Quote" in corrected.read_text("utf-8")


def test_articles_of_one_name_have_files_of_their_own(article: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin" / "мост.txt"
    twin.parent.mkdir()
    twin.write_text("Дорогу открыл Иван Орлов.", encoding="utf-8")
    out = tmp_path / "out"
    assert main(["export", str(article), str(twin), "--format", "tei", "-o", str(out)]) == 0
    texts = [from_tei((out / name).read_text("utf-8")).text for name in ("мост.xml", "мост-2.xml")]
    assert texts == [TEXT, "Дорогу открыл Иван Орлов."]


def test_failures_are_told_and_the_rest_is_done(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    control = tmp_path / "control.txt"
    control.write_text("Мост\x00 открыт.", encoding="utf-8")
    argv = ["export", str(tmp_path / "none.txt"), str(control), str(article), "--format", "tei"]
    assert main([*argv, "-o", str(tmp_path / "out")]) == 1
    err = capsys.readouterr().err
    assert "none.txt: No such file or directory" in err
    assert "control.txt: 1 characters that XML forbids" in err
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["control.xml", "мост.xml"]


def test_a_missing_library_is_named(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cassis", None)
    with pytest.raises(SystemExit):
        main(["export", str(article), "--format", "cas-xmi", "-o", str(tmp_path / "out")])
    assert "pip install 'newsnlp[cas]'" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_exported_annotations_are_the_articles(article: Path, tmp_path: Path) -> None:
    assert main(["export", str(article), "--format", "tei", "-o", str(tmp_path)]) == 0
    assert from_tei((tmp_path / "мост.xml").read_text("utf-8")) == Annotations.of(EXTRACTOR.extract(TEXT))
