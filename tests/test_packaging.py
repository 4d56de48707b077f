"""What the package needs, loads and leaves alone."""

from __future__ import annotations

import ast
import importlib
import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata, resources
from pathlib import Path

import pytest

import newsnlp
from samples import ROOT

BLOCKER = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {blocked}:
            raise ImportError(f"{{name}} is blocked")

sys.meta_path.insert(0, Blocker())
"""


def python(code: str) -> str:
    """What a fresh interpreter prints that runs this code."""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=120)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode().strip()


MODELS = {"navec", "slovnet", "pymorphy3", "pymorphy3_dicts_ru", "onnxruntime", "tokenizers"}
TOOLS = {"jinja2", "rich", "pyarrow", "spacy", "cassis", "fastapi", "trafilatura", "lxml"}
UNWANTED = {"natasha", "pymorphy2", "setuptools", "pkg_resources", "torch"}


@pytest.mark.parametrize(
    ("statement", "heavy"),
    [
        ("import newsnlp", MODELS | TOOLS | UNWANTED | {"numpy", "pydantic", "razdel"}),
        ("from newsnlp import Article, Lexicon, Profile", MODELS | TOOLS | UNWANTED | {"numpy", "razdel"}),
        ("from newsnlp import *; Extractor()", MODELS | TOOLS | UNWANTED),
    ],
)
def test_an_import_loads_no_more_than_it_must(statement: str, heavy: set[str]) -> None:
    loaded = set(python(f"{statement}; import sys; print(*sys.modules)").split())
    assert not loaded & heavy


def test_every_public_name_is_there_for_readers_of_types_and_at_run_time() -> None:
    source = ast.parse(Path(newsnlp.__file__).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(source) if isinstance(node, ast.ImportFrom)]
    typed = {
        name.name: node.module
        for node in imports
        if node.module not in ("typing", "importlib")
        for name in node.names
    }
    assert sorted(typed) == sorted(newsnlp.__all__)
    for name, module in typed.items():
        assert getattr(newsnlp, name) is getattr(importlib.import_module(module), name)
    assert set(newsnlp.__all__) <= set(dir(newsnlp))
    with pytest.raises(AttributeError, match="nonsense"):
        newsnlp.nonsense  # noqa: B018


def test_extraction_needs_neither_setuptools_nor_what_natasha_imports() -> None:
    """pymorphy2, behind natasha's MorphVocab, needs pkg_resources, which new Pythons lack."""
    blocked = {"setuptools", "pkg_resources", "pymorphy2", "natasha.morph", "distutils"}
    code = BLOCKER.format(blocked=blocked) + (
        "import newsnlp\n"
        "article = newsnlp.extract('Мост откроют в мае, сообщила мэр Ольга Седова.', tokens=True)\n"
        "assert 'natasha' not in sys.modules and 'pymorphy2' not in sys.modules\n"
        "print(article.persons[0].name)"
    )
    assert python(code) == "Ольга Седова"


def test_a_missing_package_of_weights_is_named() -> None:
    """Without natasha there are no weights; the error says what to install."""
    code = (
        "import importlib.util\n"
        "find = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *rest: None if name == 'natasha' else find(name, *rest)\n"
        "import newsnlp\n"
        "try:\n    newsnlp.extract('Текст.')\n"
        "except ImportError as error:\n    print(error)"
    )
    assert "pip install natasha" in python(code)


def test_a_missing_extra_is_named(tmp_path: Path) -> None:
    """JSON Lines need no pyarrow; tables and Parquet say how to get it."""
    (tmp_path / "in.jsonl").write_text('{"text": ""}\n', encoding="utf-8")
    code = BLOCKER.format(blocked={"pyarrow"}) + (
        f"import os; os.chdir({str(tmp_path)!r})\n"
        "from newsnlp.cli import main\n"
        "print(main(['extract', 'in.jsonl', '-o', 'out.jsonl']))\n"
        "sys.stderr = sys.stdout\n"
        "for argv in (['in.jsonl', '-o', 'out.parquet'], ['in.parquet', '-o', 'other.jsonl']):\n"
        "    try:\n        main(['extract', *argv])\n"
        "    except SystemExit as stop:\n        print(stop.code)\n"
        "try:\n    import newsnlp.tables\n"
        "except ImportError as error:\n    print(error)"
    )
    said = python(code)
    assert said.startswith("0\n")
    assert said.count("pip install 'newsnlp[tables]'") == 3
    assert said.splitlines().count("2") == 2


def test_no_network_is_needed() -> None:
    code = (
        "import socket\n"
        "def refuse(*_): raise OSError('no network here')\n"
        "socket.socket.connect = refuse\n"
        "socket.getaddrinfo = refuse\n"
        "import newsnlp\n"
        "print(len(newsnlp.extract('«Мост откроют», — сказала Ольга Седова.').quotes))"
    )
    assert python(code) == "1"


def test_the_data_is_in_the_package_and_states_its_source() -> None:
    tables = [file for file in (resources.files("newsnlp") / "data").iterdir() if file.name.endswith(".tsv")]
    assert tables
    for table in tables:
        first = table.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first.startswith("# "), f"{table.name} begins with no comment on its source"
    assert (resources.files("newsnlp") / "py.typed").is_file()


def test_the_version_is_stated_once() -> None:
    assert metadata.version("newsnlp") == newsnlp.__version__
    newest = re.search(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] in ("Unreleased", newsnlp.__version__)


def test_public_names_are_documented() -> None:
    for name in newsnlp.__all__:
        if name != "__version__":
            assert (getattr(newsnlp, name).__doc__ or "").strip(), name


@pytest.mark.skipif(sys.version_info < (3, 12), reason="wants the newest of the supported versions")
def test_this_python_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"Programming Language :: Python :: {version}" in project["classifiers"]


def test_the_file_system_is_left_alone(tmp_path: object) -> None:
    code = "import os, newsnlp; newsnlp.extract('Мост откроют, сказал мэр.'); print(os.listdir('.'))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=str(tmp_path), capture_output=True, check=True, env=dict(os.environ)
    )
    assert run.stdout.decode().strip() == "[]"
