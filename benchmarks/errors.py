"""What goes wrong with quotes, by class, and how far `confidence` can be believed, as Markdown.

    python -m benchmarks.errors                          # the development articles, the default model
    python -m benchmarks.errors --quotes ../shared/corpora/quotes/styles.jsonl --list
    python -m benchmarks.errors --svg docs/reliability.svg

`--list` prints every error with its class. Uses the scorer in ../shared/score.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from training.pairs import pairs

from newsnlp import Article, Extractor, Quote
from newsnlp.models import DEFAULT

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
EXACT = 0.9  # shared words from which a content is right
SETS = ("quotes", "styles")
FRAMELESS = ("turn", "running speaker", "same speaker", "interviewee", "same words")

CLASSES = {  # in the order of the table: what goes wrong, and what would cure it
    "missed": (
        "no quote found where one is annotated: free indirect speech, verbs that seldom report",
        "more annotated articles for the encoder",
    ),
    "spurious, by rule": (
        "a verb of the table that reports nothing here: «назвал сумму», «обещал и сделал»",
        "more annotated articles for the learned weights; what the verb takes as its object",
    ),
    "spurious, by the encoder": (
        "a clause that only looks like what somebody says",
        "more annotated articles",
    ),
    "kind": ("direct, mixed or indirect confused", "whether the marks hold a sentence or a part of one"),
    "content too long": (
        "the reporter's words after the content: «…, хотя …», «…, после чего …»",
        "more of the syntax of clauses; the encoder's borders are worse",
    ),
    "content too short": ("what precedes an infinitive or a name: «его уволить»", "the same"),
    "content shifted": ("both", "the same"),
    "another phrase": (
        "another noun of the sentence taken for the speaker",
        "the subject by a learned choice among the nouns",
    ),
    "no phrase": ("the phrase that names the speaker not found", "the same"),
    "nobody found": (
        "«эксперт», «представитель МЧС»: somebody whom the article names, but not near or not by this post",
        "posts as meanings, not as words of a table",
    ),
    "somebody else": ("the wrong one of several, or a name in another spelling", "the same; names by sound"),
    "other name": (
        "an organisation under a shorter name, or a branch under that of the whole",
        "organisations joined over the article as people are",
    ),
    "named for nothing": (
        "a name given where the article gives none: «автор статьи», «И Медведев, и Путин»",
        "groups and unnamed people as candidates of their own",
    ),
    "no frame": (
        "turns of a dialogue, headlines, «говорится в сообщении»",
        "a model of the dialogue over several turns",
    ),
}


class Error(NamedTuple):
    """An error: its class, the quote's kind and words, and what is wrong."""

    kind: str
    quote: str
    words: str
    detail: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", default=DEFAULT)
    parser.add_argument("--quotes", nargs="*", help="annotated articles; default: development and styles")
    parser.add_argument("--list", action="store_true", help="every error, too")
    parser.add_argument("--svg", type=Path, help="draw the reliability curve into this file")
    options = parser.parse_args()
    if not (SHARED / "score" / "score.py").exists():
        print(f"nothing to measure with: there is no scorer in {SHARED}", file=sys.stderr)
        return 0
    sys.path.insert(0, str(SHARED / "score"))
    import score

    extractor = Extractor(model=options.model)
    errors: dict[str, list[Error]] = {}
    trust: dict[str, list[tuple[float, bool]]] = {}
    for path in options.quotes or [str(SHARED / "corpora" / "quotes" / f"{name}.jsonl") for name in SETS]:
        score.QUOTES, name = path, Path(path).stem
        errors[name], trust[name] = [], []
        for _, text, gold, _ in score.quotes_gold(""):
            article = extractor.extract(text)
            known = pairs(score, text, gold, article.quotes)
            errors[name] += found_errors(score, article, gold, known)
            trust[name] += believed(score, article, gold, known)
    print(error_table(errors), reliability_table(trust), sep="\n\n")
    if options.list:
        for name, some in errors.items():
            for error in sorted(some):
                print(name, *error, sep="\t")
    if options.svg:
        options.svg.write_text(curve(trust), encoding="utf-8")
    return 0


def found_errors(score: Any, article: Article, gold: Sequence[Any], known: dict[int, int]) -> Iterator[Error]:
    """The errors in one article; one quote may have several."""
    for i, quote in enumerate(gold):
        if i not in known.values() and not quote.get("optional"):
            yield Error("missed", quote["kind"], _words(article.text, quote["segments"]))
    for j, found in enumerate(article.quotes):
        if j not in known:
            by = "the encoder" if found.evidence.pattern == "encoder" else "rule"
            yield Error(f"spurious, by {by}", found.kind, found.text)
            continue
        wanted = gold[known[j]]
        if wanted.get("optional"):
            continue
        if wanted["kind"] != found.kind:
            yield Error("kind", wanted["kind"], found.text, f"found {found.kind}")
        content = _content(score, article.text, wanted, found)
        if content is not None:
            yield Error(content, wanted["kind"], _words(article.text, wanted["segments"]), found.text)
        if not score.speaker_right(article.text, wanted, found.model_dump()):
            name = found.speaker.name if found.speaker is not None else None
            yield Error(
                _speaker(wanted, found), wanted["kind"], found.text, f"{wanted['name']}, found {name}"
            )


def _content(score: Any, text: str, wanted: Any, found: Quote) -> str | None:
    mine = score.words(text, wanted["segments"])
    its = score.words(text, [(s.start, s.end) for s in found.segments])
    if len(mine & its) >= EXACT * len(mine | its):
        return None
    if mine <= its:
        return "content too long"
    return "content too short" if its <= mine else "content shifted"


def _speaker(wanted: Any, found: Quote) -> str:
    speaker, mention = found.speaker, wanted["speaker"]
    named = speaker is not None and speaker.name is not None
    if wanted["name"] is None and named:
        return "named for nothing"
    if mention is None or found.evidence.speaker_rule in FRAMELESS:
        return "no frame"
    if speaker is None or speaker.start is None or speaker.end is None:
        return "no phrase"
    if speaker.end <= mention[0] or mention[1] <= speaker.start:
        return "another phrase"
    if not named:
        return "nobody found"
    return "other name" if wanted["type"] == speaker.kind == "organization" else "somebody else"


def believed(
    score: Any, article: Article, gold: Sequence[Any], known: dict[int, int]
) -> Iterator[tuple[float, bool]]:
    """The confidence of each quote, and whether content, kind and speaker are right."""
    for j, found in enumerate(article.quotes):
        wanted = gold[known[j]] if j in known else None
        if wanted is not None and wanted.get("optional"):
            continue
        right = wanted is not None and wanted["kind"] == found.kind
        yield found.confidence, bool(right and score.speaker_right(article.text, wanted, found.model_dump()))


def _words(text: str, segments: Sequence[Any]) -> str:
    return " … ".join(text[start:end] for start, end in segments)


def error_table(errors: dict[str, list[Error]]) -> str:
    """The classes with their numbers, in the order of `CLASSES`."""
    counts = {name: Counter(error.kind for error in some) for name, some in errors.items()}
    lines = [_row("class", *counts, "what goes wrong", "cure"), _row(*["---"] * (3 + len(counts)))]
    for kind, (what, cure) in CLASSES.items():
        lines.append(_row(kind, *(some[kind] for some in counts.values()), what, cure))
    return "\n".join(lines)


def reliability_table(trust: dict[str, list[tuple[float, bool]]]) -> str:
    """The share of right quotes by confidence, in ten bins."""
    lines = [_row("confidence", *(f"{name}: right, of" for name in trust)), _row(*["---"] * (1 + len(trust)))]
    for low in range(10):
        cells = [_bin(some, low) for some in trust.values()]
        if any(cells):
            lines.append(
                _row(
                    f"{low / 10:.1f} to {(low + 1) / 10:.1f}",
                    *(
                        f"{sum(r for _, r in some) / len(some):.2f}, {len(some)}" if some else ""
                        for some in cells
                    ),
                )
            )
    return "\n".join(lines)


def _bin(trust: Sequence[tuple[float, bool]], low: int) -> list[tuple[float, bool]]:
    return [pair for pair in trust if min(9, int(10 * pair[0])) == low]


def _row(*values: Any) -> str:
    return f"| {' | '.join(map(str, values))} |"


def curve(trust: dict[str, list[tuple[float, bool]]]) -> str:
    """The reliability curve of all quotes together as SVG: a dot for each bin, as large as it has quotes."""
    together = [pair for some in trust.values() for pair in some]
    side, left, top = 300, 60, 20
    dots = []
    for low in range(10):
        some = _bin(together, low)
        if some:
            x = left + side * sum(p for p, _ in some) / len(some)
            y = top + side * (1 - sum(r for _, r in some) / len(some))
            dots.append((x, y, 3 + 14 * (len(some) / len(together)) ** 0.5))
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y, _ in dots)
    marks = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r:.1f}" fill="#0b6e8f"/>' for x, y, r in dots)
    ticks = "".join(
        f'<text x="{left + side * t:.0f}" y="{top + side + 18}" text-anchor="middle">{t:g}</text>'
        f'<text x="{left - 8}" y="{top + side * (1 - t) + 4:.0f}" text-anchor="end">{t:g}</text>'
        for t in (0, 0.25, 0.5, 0.75, 1)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side + 90} {side + 70}" width="{side + 90}" '
        'font-family="sans-serif" font-size="12" fill="#444" role="img" '
        'aria-label="Share of right quotes by confidence: near the diagonal">'
        f'<rect width="100%" height="100%" fill="#fff"/>'
        f'<rect x="{left}" y="{top}" width="{side}" height="{side}" fill="none" stroke="#999"/>'
        f'<line x1="{left}" y1="{top + side}" x2="{left + side}" y2="{top}" stroke="#999" '
        'stroke-dasharray="4"/>'
        f'<polyline points="{line}" fill="none" stroke="#0b6e8f" stroke-width="2"/>{marks}{ticks}'
        f'<text x="{left + side / 2}" y="{top + side + 40}" text-anchor="middle">confidence</text>'
        f'<text x="16" y="{top + side / 2}" text-anchor="middle" '
        f'transform="rotate(-90 16 {top + side / 2})">share right</text></svg>\n'
    )


if __name__ == "__main__":
    sys.exit(main())
