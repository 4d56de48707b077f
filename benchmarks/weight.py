"""What newsnlp weighs: the time of its import, the memory of its models, the size of its files.

    python benchmarks/weight.py                  # import and memory
    python benchmarks/weight.py --rounds 20      # more processes for each time
    python -m build && python benchmarks/weight.py --dist dist    # the sizes of wheel and sdist too

Prints Markdown tables. Each time is that of a fresh process, the median of the rounds; in each round
`import pydantic`, whose users know what it takes, is measured too, and the ratio is the median of the ratios.
Memory is that of a process of its own (resident; Linux: /proc/self/status), with one thread.
`python -X importtime -c "import newsnlp"` shows where the time of an import goes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from statistics import median

from newsnlp.models import MODELS

REFERENCE = "import pydantic"
STATEMENTS = (
    "import newsnlp",
    "from newsnlp import Article",
    "from newsnlp import Extractor",
    "from newsnlp import extract; extract('Мост открыла мэр Анна Седова.')",
)
TIMED = "import time; start = time.perf_counter(); {}; print((time.perf_counter() - start) * 1000)"
WEIGHED = """
def weight(field):
    lines = open("/proc/self/status").read().splitlines()
    return int(next(line for line in lines if line.startswith(field)).split()[1]) / 1024

from newsnlp import Extractor
imported = weight("VmRSS")
extractor = Extractor(model={model!r})
extractor.load()
loaded = weight("VmRSS")
extractor.extract(open({text!r}, encoding="utf-8").read())
print(imported, loaded, weight("VmRSS"), weight("VmHWM"))
"""
ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "examples" / "federal-paper.txt"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=11, metavar="N", help="default: %(default)s")
    parser.add_argument("--dist", type=Path, metavar="DIR", help="a folder with a wheel and an sdist")
    options = parser.parse_args()
    show_imports(options.rounds)
    show_memory()
    if options.dist:
        show_sizes(options.dist)


def show_imports(rounds: int) -> None:
    statements = (REFERENCE, *STATEMENTS)
    for statement in statements:  # once, so that all read their files from the cache
        milliseconds(statement)
    times = [{statement: milliseconds(statement) for statement in statements} for _ in range(rounds)]
    print("| statement | ms | times `import pydantic` | modules |\n| --- | --- | --- | --- |")
    for statement in statements:
        ratio = median(one[statement] / one[REFERENCE] for one in times)
        modules = python(f"import sys; n = len(sys.modules); {statement}; print(len(sys.modules) - n)")
        print(f"| `{statement}` | {median(one[statement] for one in times):.0f} | {ratio:.2f} | {modules} |")
    print()


def show_memory() -> None:
    print("| model | imported, MB | loaded | after an article | at most |\n| --- | --- | --- | --- | --- |")
    for model in dict.fromkeys(name for name in MODELS if name != "natasha"):
        weights = map(float, python(WEIGHED.format(model=model, text=str(SAMPLE))).split())
        print(f"| `{model}` | {' | '.join(f'{weight:.0f}' for weight in weights)} |")
    print()


def show_sizes(folder: Path) -> None:
    print("| file | MB | unpacked, MB |\n| --- | --- | --- |")
    for path in sorted((*folder.glob("*.whl"), *folder.glob("*.tar.gz"))):
        unpacked = "–"
        if path.suffix == ".whl":
            unpacked = megabytes(sum(file.file_size for file in zipfile.ZipFile(path).infolist()))
        print(f"| `{path.name}` | {megabytes(path.stat().st_size)} | {unpacked} |")


def megabytes(size: float) -> str:
    return f"{size / 1e6:.1f}"


def milliseconds(statement: str) -> float:
    return float(python(TIMED.format(statement)))


def python(code: str) -> str:
    """What a fresh interpreter prints that runs this code."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, env=environment
    ).stdout.strip()


if __name__ == "__main__":
    main()
