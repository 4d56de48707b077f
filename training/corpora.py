"""The annotated articles to train on, as tokens of newsnlp with labels.

What each head learns, and from where (conventions differ between the corpora, so that a head learns
organisations from one of them only):

- person, place: NEREL and factRuEval; organization, role: NEREL; body: organisations of factRuEval, which
  take in what describes them («компания «Ромашка»»);
- direct, reported, cue, source, via: the articles with annotated quotes.

Articles that serve to evaluate are left out: see `held_out`.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from newsnlp.document import Document
from newsnlp.extractor import Extractor
from newsnlp.page.split import split_page
from newsnlp.reading import read

HEADS = ("person", "organization", "role", "place", "body", "direct", "reported", "cue", "source", "via")
NAMES = frozenset({"person", "organization", "role", "place"})
FACTS = frozenset({"person", "place", "body"})
QUOTES = frozenset({"direct", "reported", "cue", "source", "via"})
LINKS = (
    "person",
    "organization",
    "speaker",
)  # of a role its holder and its workplace, of a quote its speaker

PLACES = {"COUNTRY", "CITY", "STATE_OR_PROVINCE", "LOCATION", "DISTRICT"}
NEREL = {"PERSON": "person", "ORGANIZATION": "organization", "PROFESSION": "role"} | dict.fromkeys(
    PLACES, "place"
)
FACT_TYPES = {"Person": "person", "Org": "body", "Location": "place", "LocOrg": "place"}
Offsets = tuple[int, int]
Tokens = tuple[int, int]


@dataclass
class Link:
    """An anchor (tokens: its content, its cue, its source; -1 where it has none) and its candidates."""

    kind: str
    anchor: tuple[int, int, int]
    candidates: list[Tokens]
    right: list[int]  # numbers of candidates; empty: nobody


@dataclass
class Sample:
    """An article as the encoder learns it."""

    id: str
    words: list[str]
    spaced: list[bool]  # whether white space stands before the word
    blocks: list[int]
    sentences: list[int]
    known: frozenset[str]  # heads for which it is annotated
    spans: dict[str, list[Tokens]]
    ignored: set[int] = field(default_factory=set)  # tokens that no quote head learns from
    links: list[Link] = field(default_factory=list)


def held_out(corpora: Path) -> set[str]:
    """Names of the files that must not be trained on: those that `quotes.jsonl` names as its source."""
    lines = (corpora / "quotes" / "quotes.jsonl").read_text(encoding="utf-8").splitlines()
    return {json.loads(line)["source"] for line in lines}


def factrueval_names(corpora: Path, left_out: bool) -> list[str]:
    """The files of factRuEval's devset: every fifth is left out of training, to report on."""
    names = sorted(path.stem for path in (corpora / "factrueval" / "devset").glob("book_*.txt"))
    return [name for i, name in enumerate(names) if (i % 5 == 4) == left_out]


def trained_on(corpora: Path) -> list[str]:
    """The names of all articles to train on, NEREL's first."""
    forbidden = held_out(corpora)
    nerel = sorted(path.stem for path in (corpora / "nerel" / "train").glob("*.txt"))
    facts = factrueval_names(corpora, left_out=False)
    lines = (corpora / "quotes" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    quoted = [d.get("source") or d["id"] for d in map(json.loads, lines)]
    forbidden |= set(factrueval_names(corpora, left_out=True))
    return [name for name in dict.fromkeys([*nerel, *facts, *quoted]) if name not in forbidden]


class Reader:
    """Turns annotated articles into samples."""

    def __init__(self, corpora: Path) -> None:
        self.corpora = corpora
        self.extractor = Extractor(model="natasha")
        self.model, self.morphology = self.extractor._models()
        lines = (corpora / "quotes" / "train.jsonl").read_text(encoding="utf-8").splitlines()
        self.quoted = {d.get("source") or d["id"]: d for d in map(json.loads, lines)}

    def samples(self) -> Iterator[Sample]:
        """All articles to train on."""
        for name in trained_on(self.corpora):
            if (self.corpora / "nerel" / "train" / f"{name}.txt").exists():
                yield self.nerel(self.corpora / "nerel" / "train" / name)
            elif name.startswith("book_"):
                yield self.factrueval(name)
            else:
                yield self._sample(name, self.quoted[name]["text"], {}, frozenset(), self.quoted[name])

    def nerel(self, path: Path) -> Sample:
        """An article of NEREL."""
        text = path.with_suffix(".txt").open(encoding="utf-8", newline="").read()
        typed: dict[str, tuple[int, int, str]] = {}
        relations = []
        for line in path.with_suffix(".ann").open(encoding="utf-8"):
            cells = line.rstrip("\n").split("\t")
            if line[0] == "T":
                kind, start, *_, stop = cells[1].replace(";", " ").split()
                typed[cells[0]] = (int(start), int(stop), kind)
            elif line[0] == "R":
                kind, one, two = cells[1].split()
                relations.append((kind, one[5:], two[5:]))
        spans: dict[str, list[Offsets]] = defaultdict(list)
        for start, stop, kind in typed.values():
            if kind in NEREL:
                spans[NEREL[kind]].append((start, stop))
        sample = self._sample(path.stem, text, spans, NAMES, self.quoted.get(path.stem))
        _link_roles(sample, self._tokens, typed, relations)
        return sample

    def factrueval(self, name: str) -> Sample:
        """An article of factRuEval's devset."""
        path = self.corpora / "factrueval" / "devset" / name
        text = path.with_suffix(".txt").open(encoding="utf-8", newline="").read()
        places: dict[str, Offsets] = {}
        for line in path.with_suffix(".spans").open(encoding="utf-8"):
            cells = line.split()
            if len(cells) > 4:
                places[cells[0]] = (int(cells[2]), int(cells[2]) + int(cells[3]))
        spans: dict[str, list[Offsets]] = defaultdict(list)
        for line in path.with_suffix(".objects").open(encoding="utf-8"):
            cells = line.split("#")[0].split()
            parts = [places[cell] for cell in cells[2:] if cell in places]
            if parts and cells[1] in FACT_TYPES:
                spans[FACT_TYPES[cells[1]]].append((min(a for a, _ in parts), max(b for _, b in parts)))
        return self._sample(name, text, spans, FACTS, self.quoted.get(name))

    def read(self, text: str) -> Document:
        """The document of a text, as the pipeline reads it."""
        return read(text, split_page(text), self.model, self.morphology)

    def _sample(
        self, id: str, text: str, spans: dict[str, list[Offsets]], known: frozenset[str], quoted: dict | None
    ) -> Sample:
        document = self.read(text)
        tokens = document.tokens
        self._starts, self._ends = [t.start for t in tokens], [t.end for t in tokens]
        sample = Sample(
            id,
            [t.text for t in tokens],
            [t.start == 0 or text[t.start - 1].isspace() for t in tokens],
            [document.sentences[t.sentence].block for t in tokens],
            [t.sentence for t in tokens],
            known,
            {head: self._all(_outermost(found)) for head, found in spans.items()},
        )
        if quoted is not None:
            sample.known |= QUOTES
            self._quotes(sample, text, quoted["quotes"])
        return sample

    def _tokens(self, span: Iterable[int]) -> Tokens | None:
        """The tokens that a stretch of the text touches."""
        start, stop = span
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, stop)
        return (first, last) if first < last else None

    def _all(self, spans: Iterable[Offsets]) -> list[Tokens]:
        return [found for span in spans if (found := self._tokens(span))]

    def _quotes(self, sample: Sample, text: str, quotes: list[dict]) -> None:
        article = self.extractor.extract(text)
        mentions = [
            (found, entity)
            for entity in article.entities
            if entity.type != "location"
            for mention in entity.mentions
            if mention.kind == "name" and (found := self._tokens((mention.start, mention.end)))
        ]
        for quote in quotes:
            fields = {"cue": quote["cue"], "source": quote["speaker"]}
            found = {name: self._tokens(span) for name, span in fields.items() if span}
            content = self._all(map(tuple, quote["segments"]))
            if quote.get("optional"):
                for first, last in [*content, *filter(None, found.values())]:
                    sample.ignored.update(range(first, last))
                continue
            sample.spans.setdefault("direct" if quote["kind"] == "direct" else "reported", []).extend(content)
            for name, span in found.items():
                if span:
                    sample.spans.setdefault(name, []).append(span)
            if quote["via"]:
                sample.spans.setdefault("via", []).extend(self._via(text, quote))
            if content:
                sample.links.append(_link_speaker(quote, content, found, mentions))

    def _via(self, text: str, quote: dict) -> list[Tokens]:
        """Where the medium stands: the mention nearest to the quote."""
        around = [tuple(s) for s in quote["segments"]] + [s for s in (quote["cue"], quote["speaker"]) if s]
        low, high = min(a for a, _ in around), max(b for _, b in around)
        places = [m.start() for m in re.finditer(re.escape(quote["via"]), text)]
        if not places:
            return []
        start = min(places, key=lambda at: max(low - at, at - high, 0))
        found = self._tokens((start, start + len(quote["via"])))
        return [found] if found and max(low - start, start - high) < 200 else []


def _outermost(spans: Iterable[Offsets]) -> list[Offsets]:
    kept: list[Offsets] = []
    for span in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return kept


def _link_roles(sample: Sample, tokens, typed, relations) -> None:
    """NEREL's WORKS_AS (a person has a role) and WORKPLACE (a role is at an organisation)."""
    same: dict[str, set[str]] = defaultdict(set)
    for kind, one, two in relations:
        if kind in ("ALTERNATIVE_NAME", "ABBREVIATION"):
            same[one].add(two)
            same[two].add(one)
    for link, relation, wanted in (
        ("person", "WORKS_AS", "PERSON"),
        ("organization", "WORKPLACE", "ORGANIZATION"),
    ):
        holders: dict[str, set[str]] = defaultdict(set)
        for kind, one, two in relations:
            if kind == relation and one in typed and two in typed:
                other, role = (one, two) if link == "person" else (two, one)
                holders[role] |= {other} | same[other]
        others = {
            id: found for id, (a, b, kind) in typed.items() if kind == wanted and (found := tokens((a, b)))
        }
        candidates = sorted(set(others.values()))
        number = {span: i for i, span in enumerate(candidates)}
        for id, (start, stop, kind) in typed.items():
            role = tokens((start, stop)) if kind == "PROFESSION" else None
            if role:
                right = sorted({number[others[x]] for x in holders[id] if x in others})
                sample.links.append(Link(link, (role[0], role[1] - 1, -1), candidates, right))


def _link_speaker(
    quote: dict, content: list[Tokens], found: dict, mentions: list[tuple[Tokens, object]]
) -> Link:
    cue, source = found.get("cue"), found.get("source")
    anchor = (content[0][0], cue[0] if cue else -1, source[0] if source else -1)
    right = []
    if quote["type"] in ("person", "organization"):
        right = [
            i
            for i, (_, entity) in enumerate(mentions)
            if same_name(quote["name"], entity.name, quote["type"])
        ]
        right = [i for i in right if mentions[i][1].type == quote["type"]]
    return Link("speaker", anchor, [span for span, _ in mentions], right)


def same_name(gold: str | None, found: str, kind: str) -> bool:
    """Whether two nominative names are of one person or organisation, as the scorer decides it."""
    g, f = _fold(gold or ""), _fold(found)
    if not g or not f:
        return False
    small, large = sorted((g, f), key=len)
    inside = all(any(_fits(w, x) for x in large) for w in small)
    if kind == "person":
        return inside and (g[-1] in f or f[-1] in g[1:])
    return inside and 2 * len(small) >= len(large)


def _fits(one: str, two: str) -> bool:
    return one == two or (len(one) == 1 and two.startswith(one)) or (len(two) == 1 and one.startswith(two))


def _fold(name: str) -> list[str]:
    return re.sub(r"[^\w ]+", " ", name.lower().replace("ё", "е")).split()
