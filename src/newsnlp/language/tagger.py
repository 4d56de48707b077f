"""The tagger: parts of speech, syntax and names from the models that natasha ships."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from newsnlp.language import convolution
from newsnlp.language.convolution import Array, Encoder
from newsnlp.language.tags import Tag, parse_tag
from newsnlp.language.threads import one_blas_thread

Words = Sequence[str]

MAX_ROW = 4096  # words in one pass: bounds the memory
MAX_PIECE = 512  # words of a sentence read at once: parsing costs the square, decoding pads to the longest
CONTEXT = 8  # words that a piece of a long sentence sees on either side; three convolutions reach three
NAME_TYPES = {"PER": "person", "ORG": "organization", "LOC": "location"}


class Tagger(Protocol):
    """What the pipeline asks of a model. A sentence is a sequence of words."""

    name: str

    def tag(self, sentences: Sequence[Words]) -> list[list[Tag]]:
        """A tag for every word."""

    def parse(self, sentences: Sequence[Words]) -> list[list[tuple[int, str]]]:
        """For every word the index of its head in the sentence (-1: root) and the relation."""

    def names(self, sentences: Sequence[Words]) -> list[list[tuple[int, int, str]]]:
        """The names of every sentence: first word, the word after the last, type."""


class NatashaTagger:
    """slovnet's morphology, syntax and name models over navec embeddings, as natasha ships them."""

    name = "natasha"

    def __init__(self) -> None:
        from navec import Navec
        from slovnet.const import SHAPE
        from slovnet.exec.model import NER, Morph, Syntax
        from slovnet.exec.pack import Pack
        from slovnet.shape import word_shape

        spec = importlib.util.find_spec("natasha")  # found but not imported: it needs setuptools
        if spec is None or spec.origin is None:
            raise ImportError("the models' weights are in the package natasha: pip install natasha")
        data = Path(spec.origin).parent / "data"
        navec = Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
        self._models: dict[str, Any] = {}
        labels: dict[str, list[str]] = {}
        for kind, model, vocab in (("morph", Morph, "tag"), ("syntax", Syntax, "rel"), ("ner", NER, "tag")):
            with Pack(data / "model" / f"slovnet_{kind}_news_v1.tar") as pack:
                pack.load_meta().check_protocol()
                loaded = pack.load_model(model)
                arrays = dict(pack.load_arrays(loaded.weights))
                self._models[kind] = loaded.inject_arrays(arrays).inject_navec(navec)
                labels[kind] = list(pack.load_vocab(vocab).items)
                self._shape_id = pack.load_vocab(SHAPE).encode  # the same in all three
        self._word_ids: dict[str, int] = navec.vocab.word_ids
        self._unknown: int = navec.vocab.unk_id
        self._shape = word_shape
        self._embed = self._models["morph"].emb.word
        self._encoders = {kind: Encoder(model, self._embed.dim) for kind, model in self._models.items()}
        self._tags = [parse_tag(tag) for tag in labels["morph"]]
        self._relations, self._bio = labels["syntax"], labels["ner"]

    def tag(self, sentences: Sequence[Words]) -> list[list[Tag]]:
        """A tag for every word."""
        head = self._models["morph"].head
        pieces = list(_pieces(sentences))
        found: list[list[Tag]] = [[] for _ in sentences]
        with one_blas_thread:
            for piece, hidden in zip(pieces, self._encode("morph", sentences, pieces), strict=True):
                ids = convolution.linear(head.proj, hidden[piece.core]).argmax(-1)
                found[piece.sentence] += [self._tags[i] for i in ids]
        return found

    def parse(self, sentences: Sequence[Words]) -> list[list[tuple[int, str]]]:
        """For every word the index of its head in the sentence (-1: root) and the relation.

        A sentence of more than `MAX_PIECE` words is parsed in pieces, each with a root of its own.
        """
        model = self._models["syntax"]
        root = model.rel.root.array.reshape(1, -1)
        pieces = list(_pieces(sentences))
        found: list[list[tuple[int, str]]] = [[] for _ in sentences]
        with one_blas_thread:
            for piece, hidden in zip(pieces, self._encode("syntax", sentences, pieces), strict=True):
                heads = convolution.heads(model, hidden)
                relations = convolution.relations(model, hidden, np.concatenate((root, hidden))[heads])
                found[piece.sentence] += [
                    (piece.low + int(h) - 1 if h else -1, self._relations[r])
                    for h, r in zip(heads[piece.core], relations[piece.core], strict=True)
                ]
        return found

    def names(self, sentences: Sequence[Words]) -> list[list[tuple[int, int, str]]]:
        """The names of every sentence: first word, the word after the last, type."""
        head = self._models["ner"].head
        pieces = list(_pieces(sentences))
        with one_blas_thread:
            emissions = [
                convolution.linear(head.proj, hidden) for hidden in self._encode("ner", sentences, pieces)
            ]
        labels: list[list[str]] = [[] for _ in sentences]
        paths = convolution.viterbi(emissions, head.crf.transitions.array)
        for piece, path in zip(pieces, paths, strict=True):
            labels[piece.sentence] += [self._bio[i] for i in path[piece.core]]
        return [list(_bio_spans(row)) for row in labels]

    def _encode(self, kind: str, sentences: Sequence[Words], pieces: Sequence[_Piece]) -> Iterator[Array]:
        """The hidden states of each piece, its context included."""
        encoder = self._encoders[kind]
        for row in _rows([sentences[piece.sentence][piece.low : piece.high] for piece in pieces]):
            words, shapes, gaps = [0], [0], [0]
            distinct: dict[int, int] = {}
            for sentence in row:
                for word in sentence:
                    id = self._word_ids.get(word.lower(), self._unknown)
                    words.append(distinct.setdefault(id, len(distinct)))
                    shapes.append(self._shape_id(self._shape(word)))
                gaps.append(len(words))
                words.append(0)
                shapes.append(0)
            vectors = self._embed(np.fromiter(distinct, dtype=np.int64, count=len(distinct)))
            if not distinct:
                vectors = np.zeros((1, self._embed.dim), dtype=np.float32)
            states = encoder(vectors, np.array(words), np.array(shapes), np.array(gaps))
            for start, stop in pairwise(gaps):
                yield states[start + 1 : stop]


class _Piece(NamedTuple):
    """Words `low` to `high` of a sentence, of which those of `core` (places in the piece) are answered."""

    sentence: int
    low: int
    high: int
    core: slice


def _pieces(sentences: Sequence[Words]) -> Iterator[_Piece]:
    """A sentence as one piece, a long one as several that overlap by their context, an empty one as none."""
    for number, sentence in enumerate(sentences):
        size = len(sentence)
        if not size:
            continue
        if size <= MAX_PIECE:
            yield _Piece(number, 0, size, slice(0, size))
            continue
        for start in range(0, size, MAX_PIECE):
            low, stop = max(0, start - CONTEXT), min(size, start + MAX_PIECE)
            yield _Piece(number, low, min(size, stop + CONTEXT), slice(start - low, stop - low))


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
        part, _, new = tag.partition("-")
        if kind and (part != "I" or new != kind):
            yield start, i, NAME_TYPES[kind]
            kind = ""
        if part in ("B", "I") and not kind:
            start, kind = i, new
