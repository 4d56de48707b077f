"""Bring the documentation up to date: what its examples print, and the JSON Schema.

    python docs/refresh.py

Outputs stand in `console` blocks and below `>>>`; pages in docs/ru have those of their originals. Tests
compare all that with what is printed now. Read what has changed before you commit it.
"""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [*ROOT.glob("README*.md"), *DOCS.glob("*.md")]
CONSOLE = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"(?<=^```python\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"^```(?:python|console|sh)\n.*?^```$", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r" *# ")
COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)


def run(command: str) -> str:
    """What a command prints, run in the project's folder with this Python's scripts first."""
    path = str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]
    shell = ["bash", "-o", "pipefail", "-c", command]
    environment = os.environ | {"PATH": path}
    return subprocess.run(
        shell, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True
    ).stdout.decode()


def session(commands: str) -> str:
    """The commands, each with its output."""
    return "".join(f"$ {command}\n{run(command)}" for command in COMMAND.findall(commands))


class Prints(doctest.DocTestRunner):
    """Runs examples and keeps what those print below which something else stands."""

    def __init__(self) -> None:
        super().__init__(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
        self.got: list[tuple[doctest.Example, str]] = []

    def report_failure(self, out: Any, test: Any, example: doctest.Example, got: str) -> None:
        """Instead of a report."""
        self.got.append((example, got.replace("\n\n", "\n<BLANKLINE>\n")))


def python(page: str, text: str) -> str:
    """The page with what its `>>>` lines print; all its Python blocks are one session."""
    names: dict[str, Any] = {"__name__": "docs"}

    def refreshed(block: re.Match[str]) -> str:
        if not block[0].startswith(">>>"):
            exec(compile(block[0], page, "exec"), names)
            return block[0]
        test = doctest.DocTestParser().get_doctest(block[0], names, page, page, 0)
        prints = Prints()
        prints.run(test, clear_globs=False)
        names.update(test.globs)
        lines = block[0].splitlines(keepends=True)
        for example, got in reversed(prints.got):
            start = example.lineno + example.source.count("\n")
            lines[start : start + example.want.count("\n")] = [got]
        return "".join(lines)

    return PYTHON.sub(refreshed, text)


def translated(text: str, original: str) -> str:
    """The text with what the original's code prints; the comments in its own code stay."""
    code = iter(CODE.findall(original))
    return CODE.sub(lambda block: with_comments_of(block[0], next(code)), text)


def with_comments_of(block: str, original: str) -> str:
    """The original's code with the comments of the block, line by line if it has as many lines."""
    own, lines = block.splitlines(keepends=True), original.splitlines(keepends=True)
    if len(own) != len(lines):
        return original
    return "".join(mine if COMMENT.search(line) else line for mine, line in zip(own, lines, strict=True))


def main() -> None:
    """Rewrite the pages and the schema."""
    os.chdir(ROOT)
    for page in PAGES:
        text = CONSOLE.sub(lambda block: session(block[0]), page.read_text(encoding="utf-8"))
        page.write_text(python(page.name, text), encoding="utf-8")
    for page in (DOCS / "ru").glob("*.md"):
        original = (DOCS / page.name).read_text(encoding="utf-8")
        page.write_text(translated(page.read_text(encoding="utf-8"), original), encoding="utf-8")
    (DOCS / "article.schema.json").write_text(run("newsnlp --schema"), encoding="utf-8")


if __name__ == "__main__":
    main()
