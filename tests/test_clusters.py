"""`BatchExtractor` where it is meant to run: the examples of docs/clusters.md give what one process gives."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow")
pc = pytest.importorskip("pyarrow.compute")

from newsnlp import Extractor  # noqa: E402
from newsnlp.tables import SCHEMAS, BatchExtractor, unnest  # noqa: E402
from samples import ROOT, SAMPLES  # noqa: E402

read = BatchExtractor(Extractor(model="fast"))


@pytest.fixture(scope="module")
def news() -> Any:
    """The samples, and two rows that cannot be read."""
    return pa.table({"id": [*SAMPLES, "zz-null", None], "text": [*SAMPLES.values(), None, "текст"]})


@pytest.fixture(scope="module")
def expected(news: Any) -> Any:
    return read(news)


@pytest.fixture(autouse=True)
def where_workers_look(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")
    monkeypatch.chdir(tmp_path)


def example(title: str, n: int, news: Any) -> dict[str, Any]:
    """What the names of a section's n-th block of code hold when it has run."""
    page = (ROOT / "docs" / "clusters.md").read_text(encoding="utf-8")
    section = page.split(f"\n## {title}\n")[1].split("\n## ")[0]
    block = re.findall(r"^```py(?:thon)?\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)[n]
    names = {"__name__": "docs", "pa": pa, "read": read, "unnest": unnest, "news": news}
    exec(compile(block, title, "exec"), names)
    return names


def assert_same(results: Any, expected: Any) -> None:
    """The same articles, errors and tables, in whatever order the articles came."""
    results = pa.table(results)
    assert sorted(map(str, results.column("article").to_pylist())) == sorted(
        map(str, expected.column("article").to_pylist())
    )
    assert set(map(str, results.column("error").to_pylist())) == set(
        map(str, expected.column("error").to_pylist())
    )
    for table in SCHEMAS:
        ours, theirs = (in_order(unnest(made, table)) for made in (results, expected))
        assert ours.equals(theirs), table


def in_order(table: Any) -> Any:
    """Sorted by article; the rows of an article as they were."""
    places = pa.array(range(table.num_rows))
    order = pc.sort_indices(table.append_column("n", places), [("article", "ascending"), ("n", "ascending")])
    return table.take(order)


def test_polars(news: Any, expected: Any) -> None:
    pytest.importorskip("polars")
    assert_same(example("Polars", 0, news)["table"], expected)


def test_dask_delayed(news: Any, expected: Any) -> None:
    pytest.importorskip("dask")
    assert example("Dask", 0, news)["table"].equals(expected)


def test_dask_frames(news: Any, expected: Any) -> None:
    pytest.importorskip("dask.dataframe")
    names = example("Dask", 1, news)
    assert names["quotes"].equals(unnest(expected, "quotes"))
    assert_same(names["results"].compute(scheduler="synchronous"), expected)


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_spark(news: Any, expected: Any) -> None:
    pytest.importorskip("pyspark")
    names = example("Spark", 0, news)
    try:
        assert_same(names["table"], expected)
        quotes = names["quotes"].toArrow().cast(SCHEMAS["quotes"])
        assert in_order(quotes).equals(in_order(unnest(expected, "quotes")))
    finally:
        names["spark"].stop()


def test_ray(news: Any, expected: Any) -> None:
    ray = pytest.importorskip("ray")
    pytest.importorskip("ray.data")
    ray.init(num_cpus=2, include_dashboard=False)
    try:
        assert_same(example("Ray Data", 0, news)["table"], expected)
    finally:
        ray.shutdown()
