"""The tagger: parts of speech, syntax and names from the models that natasha ships."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

import numpy as np
from slovnet.shape import word_shape

from newsnlp.language.convolution import (
    EMPTY,
    WEIGHTS,
    Array,
    Biaffine,
    Convolutions,
    Projection,
    Row,
    arcs_of,
    viterbi,
)
from newsnlp.language.embedding import Embedding
from newsnlp.language.tags import Tag, parse_tag
from newsnlp.language.threads import one_blas_thread

Words = Sequence[str]
Arc = tuple[int, str]  # a head and a relation
ArcsOf = Callable[[int], list[Arc]]  # the arcs of a sentence, by its number
Answer = TypeVar("Answer")

MAX_ROW = 4096  # words in one pass: bounds the memory
MAX_PIECE = 512  # words of a sentence read at once: parsing costs the square, decoding pads to the longest
CONTEXT = 8  # words that a piece of a long sentence sees on either side; three convolutions reach three
CACHED_WORDS = 100_000
CACHED_ROWS = 4  # of sentences: tags, names and syntax are asked for one after the other
NO_FORM = (-1, -1)  # no word, no shape
KINDS = ("morph", "syntax", "ner")
LABELS = ("shapes", "tags", "relations", "names")
NAME_TYPES = {"PER": "person", "ORG": "organization", "LOC": "location"}


class Tagger(Protocol):
    """What the pipeline asks of a model. A sentence is a sequence of words."""

    name: str

    def tag(self, sentences: Sequence[Words]) -> list[list[Tag]]:
        """A tag for every word."""

    def parse(self, sentences: Sequence[Words]) -> ArcsOf:
        """What tells, of a sentence, for every word the index of its head (-1: root) and the relation."""

    def names(self, sentences: Sequence[Words]) -> list[list[tuple[int, int, str]]]:
        """The names of every sentence: first word, the word after the last, type."""


class NatashaTagger:
    """slovnet's morphology, syntax and name models over navec embeddings, from the package natasha."""

    name = "natasha"

    def __init__(self) -> None:
        arrays = dict(np.load(io.BytesIO((WEIGHTS / "heads.npz").read_bytes())))
        labels = {key: bytes(arrays[key]).decode().split("\n") for key in LABELS}
        shapes = {shape: number for number, shape in enumerate(labels["shapes"])}
        self._embed = embed = Embedding(arrays["words.step"])

        def look_up(word: str) -> tuple[int, int]:
            return embed.id(word), shapes[word_shape(word)]

        self._look_up = lru_cache(CACHED_WORDS)(look_up)
        self._row = lru_cache(CACHED_ROWS)(self._read_row)
        self._layers = {kind: Convolutions(kind, arrays[f"{kind}.shapes"]) for kind in KINDS}
        self._heads, self._rels = (_biaffine(arrays, f"syntax.{name}") for name in ("head", "rel"))
        self._transitions = arrays["ner.transitions"]
        self._tags = [parse_tag(tag) for tag in labels["tags"]]
        self._relations, self._bio = labels["relations"], labels["names"]

    def tag(self, sentences: Sequence[Words]) -> list[list[Tag]]:
        """A tag for every word."""
        pieces, of_sentence = _pieces(sentences)
        tags = [
            [self._tags[number] for number in scores[piece.first : piece.last].argmax(-1).tolist()]
            for piece, scores in zip(pieces, self._read("morph", pieces), strict=True)
        ]
        return [_whole([tags[number] for number, _ in parts]) for parts in of_sentence]

    def parse(self, sentences: Sequence[Words]) -> ArcsOf:
        """What tells, of a sentence, for every word the index of its head (-1: root) and the relation.

        A sentence of more than `MAX_PIECE` words is parsed in pieces, each with a root of its own.
        """
        pieces, of_sentence = _pieces(sentences)
        states = list(self._read("syntax", pieces))

        def arcs(number: int, low: int) -> list[Arc]:
            """Those of a piece that begins with this word of its sentence."""
            with one_blas_thread:
                found = arcs_of(self._heads, self._rels, states[number])
            own = found[pieces[number].first : pieces[number].last].tolist()
            return [(low + head - 1 if head else -1, self._relations[relation]) for head, relation in own]

        return lambda sentence: _whole([arcs(number, low) for number, low in of_sentence[sentence]])

    def names(self, sentences: Sequence[Words]) -> list[list[tuple[int, int, str]]]:
        """The names of every sentence: first word, the word after the last, type."""
        pieces, of_sentence = _pieces(sentences)
        paths = viterbi(list(self._read("ner", pieces)), self._transitions)
        labels = [
            [self._bio[number] for number in path[piece.first : piece.last]]
            for piece, path in zip(pieces, paths, strict=True)
        ]
        return [list(_bio_spans(_whole([labels[number] for number, _ in parts]))) for parts in of_sentence]

    def _read(self, kind: str, pieces: Sequence[_Piece]) -> Iterator[Array]:
        """What a model says of the words of each piece, its context included."""
        for sentences in _rows([piece.words for piece in pieces]):
            row = self._row(tuple(sentences))
            states = self._layers[kind](row)
            for start, stop in pairwise(row.gaps.tolist()):
                yield states[start + 1 : stop]

    def _read_row(self, sentences: tuple[tuple[str, ...], ...]) -> Row:
        """The row of these sentences; tags, names and syntax ask for the same."""
        number_of = {NO_FORM: EMPTY}
        forms, gaps = [EMPTY], [0]
        for sentence in sentences:
            forms += [number_of.setdefault(self._look_up(word), len(number_of)) for word in sentence]
            gaps.append(len(forms))
            forms.append(EMPTY)
        ids, shapes = np.array(list(number_of)[1:], dtype=np.int64).reshape(-1, 2).T
        return Row(self._embed(ids), shapes, np.array(forms), np.array(gaps))


def _biaffine(arrays: Mapping[str, Array], name: str) -> Biaffine:
    head, tail = (
        Projection(arrays[f"{name}.{side}.weight"], arrays[f"{name}.{side}.bias"])
        for side in ("head", "tail")
    )
    return Biaffine(head, tail, arrays[f"{name}.kernel"], arrays[f"{name}.root"])


class _Piece(NamedTuple):
    """Words that are read together, of which those from `first` to `last` are answered."""

    words: tuple[str, ...]
    first: int
    last: int


def _pieces(sentences: Sequence[Words]) -> tuple[list[_Piece], list[list[tuple[int, int]]]]:
    """The different pieces to read, and for each sentence their numbers and where in it they begin.

    A sentence is one piece, a long one several that overlap by their context, an empty one none.
    What a page repeats is read once.
    """
    numbers: dict[_Piece, int] = {}
    of_sentence = []
    for sentence in sentences:
        parts = []
        for start in range(0, len(sentence), MAX_PIECE):
            low, stop = max(0, start - CONTEXT), min(len(sentence), start + MAX_PIECE)
            piece = _Piece(tuple(sentence[low : stop + CONTEXT]), start - low, stop - low)
            parts.append((numbers.setdefault(piece, len(numbers)), low))
        of_sentence.append(parts)
    return list(numbers), of_sentence


def _whole(parts: list[list[Answer]]) -> list[Answer]:
    """The answers for a sentence, from those for its pieces."""
    return parts[0] if len(parts) == 1 else [answer for part in parts for answer in part]


def _rows(sentences: Sequence[Words]) -> Iterator[list[Words]]:
    """Consecutive sentences of at most MAX_ROW words together (one longer stands alone)."""
    row: list[Words] = []
    size = 0
    for sentence in sentences:
        if row and size + len(sentence) > MAX_ROW:
            yield row
            row, size = [], 0
        row.append(sentence)
        size += len(sentence) + 1
    if row:
        yield row


def _bio_spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The names that labels spell. Unlike slovnet's, one may begin with I: the model means a name there."""
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if tag == "O" and not kind:
            continue
        part, _, new = tag.partition("-")
        if kind and (part != "I" or new != kind):
            yield start, i, NAME_TYPES[kind]
            kind = ""
        if part in ("B", "I") and not kind:
            start, kind = i, new
