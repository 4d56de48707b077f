"""The samples, the demo and every piece of code in the documentation."""

from __future__ import annotations

import doctest
import importlib
import os
import pkgutil
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import newsnlp
from samples import ROOT, SAMPLES

PAGES = [ROOT / "README.md", ROOT / "README.ru.md", *sorted((ROOT / "docs").glob("*.md"))]
MODULES = [
    module.name
    for module in pkgutil.walk_packages(newsnlp.__path__, "newsnlp.")
    if "__main__" not in module.name
]

NEEDS = {  # the packages of extras that the examples of pages and modules need
    "formats.md": ["spacy", "cassis"],
    "newsnlp.formats.cas": ["cassis"],
    "newsnlp.formats.spacy": ["spacy"],
    "newsnlp.formats.spacy_factory": ["spacy"],
}


def skip_without_extras(name: str) -> None:
    """Skip a test where a page or module needs a package that is not installed."""
    for package in NEEDS.get(name, ()):
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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_code_of_a_page_runs_and_shows_what_it_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All Python blocks of a page in turn, as one session; `>>>` lines must give what stands below."""
    skip_without_extras(page.name)
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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_shell_sessions_of_a_page_print_what_they_say(page: Path) -> None:
    """Blocks `console`: lines after `$ ` are run in the project's folder, the rest is their output."""
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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    broken = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert not broken
