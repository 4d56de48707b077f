"""Read the sample articles beside this script, or the files you name, and print who said what.

python examples/demo.py
python examples/demo.py my-article.txt
"""

import sys
from pathlib import Path

from rich.console import Console

from newsnlp import Extractor
from newsnlp.summary import show

SAMPLES = sorted(Path(__file__).parent.glob("*.txt"))


def main() -> None:
    paths = [Path(name) for name in sys.argv[1:]] or SAMPLES
    texts = ((path.read_text(encoding="utf-8"), path.name) for path in paths)
    console = Console(highlight=False)
    people = quotes = 0
    for article in Extractor().extract_many(texts):
        console.print(f"--- {article.meta} ---", style="dim")
        show(article, console)
        console.print()
        people += len(article.persons)
        quotes += len(article.quotes)
    console.print(f"{len(paths)} articles, {people} people, {quotes} quotes", style="bold")


if __name__ == "__main__":
    main()
