"""Bring the documentation up to date: the output of every `console` block, and the JSON Schema.

    python docs/refresh.py

Tests compare both with what the commands print now. Read what has changed before you commit it.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md")]
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
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


def main() -> None:
    """Rewrite the pages and the schema."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        page.write_text(BLOCK.sub(lambda block: session(block[0]), text), encoding="utf-8")
    (ROOT / "docs" / "article.schema.json").write_text(run("newsnlp --schema"), encoding="utf-8")


if __name__ == "__main__":
    main()
