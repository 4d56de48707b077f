"""What the encoder is trained on: never what it is measured by. Needs the corpora beside the repository."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from samples import ROOT

CORPORA = ROOT.parent / "shared" / "corpora"
pytestmark = pytest.mark.skipif(not CORPORA.exists(), reason="the corpora do not lie beside the repository")


@pytest.fixture(scope="module")
def names() -> list[str]:
    from training.corpora import trained_on

    return trained_on(CORPORA)


def articles(name: str) -> list[dict]:
    lines = (CORPORA / "quotes" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_no_article_to_evaluate_on_is_trained_on(names):
    evaluated = {d.get("source") or d["id"] for d in articles("quotes") + articles("styles")}
    cards = (CORPORA / "cards" / "cards.jsonl").read_text(encoding="utf-8").splitlines()
    evaluated |= {json.loads(line)["id"] for line in cards}
    evaluated |= {path.stem for path in (CORPORA / "nerel" / "dev").glob("*.txt")}
    assert names
    assert not evaluated & set(names)


def test_no_text_to_evaluate_on_is_trained_on(names):
    """The same by content, whatever the names are."""
    texts = {d["text"].strip() for d in articles("quotes") + articles("styles")}
    texts |= {path.read_text(encoding="utf-8").strip() for path in (CORPORA / "nerel" / "dev").glob("*.txt")}
    by_name = {d.get("source") or d["id"]: d["text"] for d in articles("train")}
    for name in names:
        path = next((p for p in _files(name) if p.exists()), None)
        text = path.read_text(encoding="utf-8") if path else by_name[name]
        assert text.strip() not in texts


def _files(name: str) -> list[Path]:
    return [CORPORA / "nerel" / "train" / f"{name}.txt", CORPORA / "factrueval" / "devset" / f"{name}.txt"]


def test_every_fifth_file_of_factrueval_is_left_out(names):
    files = sorted(path.stem for path in (CORPORA / "factrueval" / "devset").glob("book_*.txt"))
    assert not set(files[4::5]) & set(names)
    assert len(set(files) & set(names)) > len(files) / 2
