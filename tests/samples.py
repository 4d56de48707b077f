"""The sample articles of examples/, by name."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))}
