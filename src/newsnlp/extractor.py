"""The pipeline: one function for each stage, data flowing one way."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import Any, Literal, overload

from newsnlp._version import __version__
from newsnlp.assemble import assemble
from newsnlp.collector import collector_paused
from newsnlp.entities.link import link_entities
from newsnlp.inputs import checked
from newsnlp.language.morphology import Morphology
from newsnlp.lexicon import Lexicon
from newsnlp.models import DEFAULT, Model, check_name, load_model
from newsnlp.names.find import find_names
from newsnlp.page.split import split_page
from newsnlp.reading import read
from newsnlp.roles.find import find_roles
from newsnlp.schema import Article
from newsnlp.speakers.resolve import resolve_speakers
from newsnlp.speech.find import find_speech
from newsnlp.stream import ExtractionError, Item, OnError, stream

MAX_CHARS = 1_000_000


class Extractor:
    """Reads Russian news articles.

    `model` is the name of a model ("default", the more accurate "best", or "fast"), `lexicon` adds words
    of yours to the library's own, and a text of more than `max_chars` characters is refused. The
    models are loaded once, at the first text; making an `Extractor` costs nothing. Threads may
    share one. A pickled one holds only its settings, so that it travels cheaply to other processes.

    Raises `ValueError` for a model that does not exist.

    >>> extractor = Extractor()
    >>> article = extractor.extract("«Мост откроют в мае», — сказала мэр Ольга Седова.")
    >>> [entity.name for entity in article.persons]
    ['Ольга Седова']
    """

    def __init__(
        self, *, model: str = DEFAULT, lexicon: Lexicon | None = None, max_chars: int = MAX_CHARS
    ) -> None:
        if lexicon is not None and not isinstance(lexicon, Lexicon):
            raise TypeError(
                f"lexicon must be a Lexicon, not {type(lexicon).__name__}: "
                "Lexicon(cues=[…], roles=[…]) or Lexicon.from_file(path)"
            )
        self.model = check_name(model)
        self.lexicon = lexicon if lexicon is not None else Lexicon()
        self.max_chars = max_chars
        self._lock = threading.Lock()
        self._loaded: tuple[Model, Morphology] | None = None

    def extract(self, text: str, *, meta: Any = None, tokens: bool = False) -> Article:
        """Read one article.

        `meta` is any JSON data of yours (an address, an id); the result carries it along.
        `tokens=True` adds to every sentence its tokens with lemmas and tags.

        Raises `TypeError` for a text that is no `str` or a `meta` that is no JSON data, `ValueError`
        for a text that is too long or holds lone surrogates. Any other text works; an empty one
        gives an empty article.

        >>> Extractor().extract("").quotes
        ()
        """
        text, meta = checked(text, meta, self.max_chars)
        if not text.strip():
            return Article(version=__version__, model=self.model, text=text, meta=meta)
        with collector_paused():
            return self._read(text, meta, tokens)

    def _read(self, text: str, meta: Any, tokens: bool) -> Article:
        model, morphology = self._models()
        page = split_page(text, self.lexicon.boilerplate)
        document = read(text, page, model, morphology)
        names, namesakes = find_names(document, self.lexicon.organizations)
        roles = find_roles(document, names, self.lexicon.roles)
        referents, links = link_entities(document, names, roles, namesakes)
        reports = find_speech(document, names, roles, self.lexicon.cues)
        attributions, referents, links = resolve_speakers(document, reports, referents, links)
        return assemble(document, page, referents, links, reports, attributions, meta=meta, tokens=tokens)

    @overload
    def extract_many(
        self,
        texts: Iterable[Item],
        *,
        workers: int = 1,
        on_error: Literal["raise"] = "raise",
        tokens: bool = False,
    ) -> Iterator[Article]: ...

    @overload
    def extract_many(
        self, texts: Iterable[Item], *, workers: int = 1, on_error: OnError, tokens: bool = False
    ) -> Iterator[Article | ExtractionError]: ...

    def extract_many(
        self, texts: Iterable[Item], *, workers: int = 1, on_error: OnError = "raise", tokens: bool = False
    ) -> Iterator[Article | ExtractionError]:
        """Read many articles, one result for each, in order.

        `texts` is any iterable, endless ones too, of texts or of pairs `(text, meta)`. It is read
        as the results are asked for, a few texts ahead at most, and nothing is kept. `workers=1`
        works in this process; more start that many processes, each with models of its own (about
        300 MB), which end with the iteration, even if you leave it early.

        An article that fails raises an `ExtractionError`, or with `on_error="yield"` that error
        stands in its place among the results and the rest goes on.

        In a script, use `workers` of 2 and more under `if __name__ == "__main__":`, as always where
        Python starts processes.

        >>> texts = ["«Мост откроют в мае», — сказала Ольга Седова.", b"bytes"]
        >>> for result in Extractor().extract_many(texts, on_error="yield"):
        ...     print(result if isinstance(result, ExtractionError) else result.persons[0].name)
        Ольга Седова
        item 1: TypeError: the text must be a str, not bytes: decode it first, as in data.decode("utf-8")
        """
        return stream(self, texts, workers=workers, on_error=on_error, tokens=tokens)

    def load(self) -> None:
        """Load the models now rather than at the first text. Takes about a second, once."""
        self._models()

    def _models(self) -> tuple[Model, Morphology]:
        with self._lock:
            if self._loaded is None:
                self._loaded = load_model(self.model), Morphology()
            return self._loaded

    def __getstate__(self) -> dict[str, Any]:
        return {"model": self.model, "lexicon": self.lexicon, "max_chars": self.max_chars}

    def __setstate__(self, state: dict[str, Any]) -> None:
        Extractor.__init__(self, **state)

    def __repr__(self) -> str:
        return f"Extractor(model={self.model!r}, lexicon={self.lexicon!r}, max_chars={self.max_chars})"


_default = Extractor()


def extract(text: str, *, meta: Any = None, tokens: bool = False) -> Article:
    """Read one article, as `Extractor.extract` does, with an extractor that all calls share.

    >>> article = extract("Мэр Перми Иван Орлов заявил, что мост откроют в мае.", meta={"id": 7})
    >>> [(quote.speaker.name, quote.text) for quote in article.quotes]
    [('Иван Орлов', 'мост откроют в мае')]
    >>> article.meta
    {'id': 7}
    """
    return _default.extract(text, meta=meta, tokens=tokens)
