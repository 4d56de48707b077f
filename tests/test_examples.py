"""The samples, the demo and every piece of code in the documentation."""

from __future__ import annotations

import doctest
import importlib
import json
import os
import pkgutil
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import newsnlp
from newsnlp.cli import COMMANDS, DEFAULT_COMMAND, main
from newsnlp.language.morphology import Morphology
from newsnlp.models import load_model
from samples import ROOT, SAMPLES

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "README.ru.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
TRANSLATED = [page for page in PAGES if page.parent == DOCS / "ru"]  # whose code is that of the English pages
ORIGINAL = [page for page in PAGES if page not in TRANSLATED]
MODULES = [
    module.name
    for module in pkgutil.walk_packages(newsnlp.__path__, "newsnlp.")
    if "__main__" not in module.name
]

NEEDS = {  # the packages of extras that the examples of pages and modules need
    "docs/clusters.md": ["pyarrow", "dask", "pandas", "polars"],
    "docs/cookbook.md": ["pyarrow", "pandas"],
    "docs/formats.md": ["spacy", "cassis"],
    "docs/index.md": ["pyarrow", "pandas", "trafilatura"],
    "docs/input.md": ["trafilatura"],
    "docs/service.md": ["fastapi"],
    "docs/tables.md": ["pyarrow", "pandas", "polars"],
    "newsnlp.cli.serve": ["fastapi"],
    "newsnlp.formats.cas": ["cassis"],
    "newsnlp.formats.spacy": ["spacy"],
    "newsnlp.formats.spacy_factory": ["spacy"],
    "newsnlp.service": ["fastapi"],
    "newsnlp.tables": ["pyarrow"],
    "newsnlp.web": ["trafilatura"],
}


@pytest.fixture(autouse=True, scope="module")
def _models_are_loaded_once() -> Iterator[None]:
    """All extractors of the examples share their models; who makes one sees no difference but the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("newsnlp.extractor.load_model", cache(load_model))
        patch.setattr("newsnlp.extractor.Morphology", cache(Morphology))
        yield


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def skip_without_extras(name: str) -> None:
    """Skip a test where a page or module needs a package that is not installed."""
    for thing, packages in NEEDS.items():
        if name == thing or name.startswith(f"{thing}."):
            for package in packages:
                pytest.importorskip(package)


def blocks(page: Path, language: str) -> list[str]:
    """The code blocks of a page in one language."""
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_samples_are_of_many_styles() -> None:
    assert len(SAMPLES) >= 8
    for name, text in SAMPLES.items():
        article = newsnlp.extract(text)
        assert article.persons, name
        assert article.quotes, name
        assert any(quote.speaker for quote in article.quotes), name


def test_the_demo_reads_all_samples() -> None:
    run = subprocess.run([sys.executable, ROOT / "examples" / "demo.py"], capture_output=True, check=True)
    shown = run.stdout.decode()
    assert all(f"--- {name}.txt ---" in shown for name in SAMPLES)
    assert re.search(rf"^{len(SAMPLES)} articles, \d+ people, \d+ quotes$", shown, re.MULTILINE)


@pytest.mark.parametrize("page", ORIGINAL, ids=name_of)
def test_the_code_of_a_page_runs_and_shows_what_it_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All Python blocks of a page in turn, as one session; `>>>` lines must give what stands below."""
    skip_without_extras(name_of(page))
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {"__name__": "docs"}
    for n, block in enumerate(blocks(page, "python")):
        if block.startswith(">>>"):
            test = doctest.DocTestParser().get_doctest(block, names, f"{page.name}[{n}]", str(page), 0)
            runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
            assert runner.run(test, clear_globs=False).failed == 0, block
            names.update(test.globs)
        else:
            exec(compile(block, f"{page.name}[{n}]", "exec"), names)


@pytest.mark.parametrize("page", ORIGINAL, ids=name_of)
def test_the_shell_sessions_of_a_page_print_what_they_say(page: Path) -> None:
    """Blocks `console`: lines after `$ ` are run in the project's folder, the rest is their output."""
    skip_without_extras(name_of(page))
    scripts = str(Path(sys.executable).parent)
    for block in blocks(page, "console"):
        for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            run = subprocess.run(
                ["bash", "-c", command],
                cwd=ROOT,
                env=os.environ | {"PATH": scripts + os.pathsep + os.environ["PATH"]},
                capture_output=True,
                check=False,
            )
            assert run.stdout.decode() == expected, shlex.join([page.name, command])


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples(name: str) -> None:
    skip_without_extras(name)
    module = importlib.import_module(name)
    assert doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE).failed == 0


@pytest.mark.parametrize("page", TRANSLATED, ids=name_of)
def test_a_translated_page_has_the_code_of_its_original(page: Path) -> None:
    """But for comments. So what is run of the one is run of the other."""
    for language in ("python", "console", "sh"):
        code, original = (list(map(without_comments, blocks(p, language))) for p in (page, DOCS / page.name))
        assert code == original


def without_comments(code: str) -> str:
    return re.sub(r" *# .*", "", code)


def test_every_block_of_code_is_of_a_kind_that_is_tested() -> None:
    """`py` is run by tests/test_clusters.py, which has what those examples go on from."""
    for page in PAGES:
        fences = re.findall(r"^```(.*)\n", page.read_text(encoding="utf-8"), re.MULTILINE)[::2]
        known = {"python", "console", "sh", "toml", "json", *(["py"] if page.name == "clusters.md" else [])}
        assert set(fences) <= known, name_of(page)


@pytest.mark.parametrize("page", ORIGINAL, ids=name_of)
def test_commands_are_given_as_the_command_line_takes_them(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of blocks `sh`, and those that stand indented. Those that read the examples are run."""
    monkeypatch.chdir(tmp_path)
    Path("examples").symlink_to(ROOT / "examples")
    text = page.read_text(encoding="utf-8")
    code = "".join(blocks(page, "sh")) + "\n".join(re.findall(r"^ {4}(newsnlp .*)$", text, re.MULTILINE))
    for line in re.findall(r"^newsnlp (.*)$", code, re.MULTILINE):
        words = shlex.split(line, comments=True)
        name, *rest = words if words[0] in COMMANDS else [DEFAULT_COMMAND, *words]
        skip_without_extras(f"newsnlp.cli.{name}")
        importlib.import_module(f"newsnlp.cli.{name}").make_parser().parse_args(rest)
        if "examples/" in line:
            skip_without_extras(name_of(page))
            assert main(words) == 0, line


@pytest.mark.parametrize("page", ORIGINAL, ids=name_of)
def test_data_on_a_page_can_be_read(page: Path) -> None:
    for block in blocks(page, "toml"):
        newsnlp.Lexicon.model_validate(tomllib.loads(block))
    bodies = re.findall(r" -d '(.*)'$", page.read_text(encoding="utf-8"), re.MULTILINE)
    for block in [*blocks(page, "json"), *bodies]:
        json.loads(block)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """As a code-hosting page reads them: to files, folders and headings."""
    text = without_code(page)
    for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)", text):
        if "://" not in target:
            goal = page.parent / target if target else page
            assert goal.exists(), target
            assert not anchor or anchor in anchors(goal), f"{target}#{anchor}"


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code-hosting pages make them."""
    headings = re.findall(r"^#+ (.*)$", without_code(page), re.MULTILINE)
    plain = (re.sub(r"[^\w\s-]", "", heading).strip().lower() for heading in headings)
    return {re.sub(r"\s", "-", heading) for heading in plain}


def without_code(page: Path) -> str:
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
