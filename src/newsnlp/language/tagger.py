"""The tagger: parts of speech, syntax and names from the models that natasha ships."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from newsnlp.language import convolution
from newsnlp.language.convolution import EMPTY, Array, Encoder, Row
from newsnlp.language.tags import Tag, parse_tag
from newsnlp.language.threads import one_blas_thread

Words = Sequence[str]

MAX_ROW = 4096  # words in one pass: bounds the memory
MAX_PIECE = 512  # words of a sentence read at once: parsing costs the square, decoding pads to the longest
CONTEXT = 8  # words that a piece of a long sentence sees on either side; three convolutions reach three
CACHED_WORDS = 100_000
CACHED_ROWS = 4  # of sentences: tags and names are asked for one after the other
NO_FORM = (-1, -1)  # no word, no shape
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
                shape_id = pack.load_vocab(SHAPE).encode  # the same in all three
        word_ids, unknown = navec.vocab.word_ids, navec.vocab.unk_id

        def look_up(word: str) -> tuple[int, int]:
            return word_ids.get(word.lower(), unknown), shape_id(word_shape(word))

        self._look_up = lru_cache(CACHED_WORDS)(look_up)
        self._row = lru_cache(CACHED_ROWS)(self._read_row)
        self._embed = self._models["morph"].emb.word
        self._encoders = {kind: Encoder(model, self._embed.dim) for kind, model in self._models.items()}
        self._tags = [parse_tag(tag) for tag in labels["morph"]]
        self._relations, self._bio = labels["syntax"], labels["ner"]

    def tag(self, sentences: Sequence[Words]) -> list[list[Tag]]:
        """A tag for every word."""
        head = self._models["morph"].head
        pieces, of_sentence = _pieces(sentences)
        tags: list[list[Tag]] = []
        with one_blas_thread:
            for piece, hidden in zip(pieces, self._encode("morph", pieces), strict=True):
                ids = convolution.linear(head.proj, hidden[piece.first : piece.last]).argmax(-1)
                tags.append([self._tags[i] for i in ids])
        return [[tag for number, _ in parts for tag in tags[number]] for parts in of_sentence]

    def parse(self, sentences: Sequence[Words]) -> list[list[tuple[int, str]]]:
        """For every word the index of its head in the sentence (-1: root) and the relation.

        A sentence of more than `MAX_PIECE` words is parsed in pieces, each with a root of its own.
        """
        model = self._models["syntax"]
        root = model.rel.root.array.reshape(1, -1)
        pieces, of_sentence = _pieces(sentences)
        arcs: list[list[tuple[int, str]]] = []
        with one_blas_thread:
            for piece, hidden in zip(pieces, self._encode("syntax", pieces), strict=True):
                heads = convolution.heads(model, hidden)
                relations = convolution.relations(model, hidden, np.concatenate((root, hidden))[heads])
                core = slice(piece.first, piece.last)
                arcs.append(
                    [
                        (int(h) - 1, self._relations[r])
                        for h, r in zip(heads[core], relations[core], strict=True)
                    ]
                )
        return [
            [(low + head if head >= 0 else -1, rel) for number, low in parts for head, rel in arcs[number]]
            for parts in of_sentence
        ]

    def names(self, sentences: Sequence[Words]) -> list[list[tuple[int, int, str]]]:
        """The names of every sentence: first word, the word after the last, type."""
        head = self._models["ner"].head
        pieces, of_sentence = _pieces(sentences)
        with one_blas_thread:
            emissions = [convolution.linear(head.proj, hidden) for hidden in self._encode("ner", pieces)]
        paths = convolution.viterbi(emissions, head.crf.transitions.array)
        labels = [
            [self._bio[i] for i in path[piece.first : piece.last]]
            for piece, path in zip(pieces, paths, strict=True)
        ]
        return [list(_bio_spans([bio for n, _ in parts for bio in labels[n]])) for parts in of_sentence]

    def _encode(self, kind: str, pieces: Sequence[_Piece]) -> Iterator[Array]:
        """The hidden states of each piece, its context included."""
        encoder = self._encoders[kind]
        for sentences in _rows([piece.words for piece in pieces]):
            row = self._row(tuple(sentences))
            states = encoder(row)
            for start, stop in pairwise(row.gaps.tolist()):
                yield states[start + 1 : stop]

    def _read_row(self, sentences: tuple[tuple[str, ...], ...]) -> Row:
        """The row of these sentences; tags and names ask for the same."""
        number_of = {NO_FORM: EMPTY}
        forms, gaps = [EMPTY], [0]
        for sentence in sentences:
            forms += [number_of.setdefault(self._look_up(word), len(number_of)) for word in sentence]
            gaps.append(len(forms))
            forms.append(EMPTY)
        distinct: dict[int, int] = {}
        words, shapes = [0], [0]
        for id, shape in list(number_of)[1:]:
            words.append(distinct.setdefault(id, len(distinct)))
            shapes.append(shape)
        vectors = self._embed(np.fromiter(distinct, dtype=np.int64, count=len(distinct)))
        if not distinct:
            vectors = np.zeros((1, self._embed.dim), dtype=np.float32)
        return Row(vectors, np.array(words), np.array(shapes), np.array(forms), np.array(gaps))


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
