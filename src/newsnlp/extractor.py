"""The pipeline: one function for each stage, data flowing one way."""

from __future__ import annotations

import threading
from typing import Any

from newsnlp.assemble import assemble
from newsnlp.entities.link import link_entities
from newsnlp.language.morphology import Morphology
from newsnlp.language.tagger import NatashaTagger, Tagger
from newsnlp.names.find import find_names
from newsnlp.page.split import split_page
from newsnlp.reading import read
from newsnlp.roles.find import find_roles
from newsnlp.schema import Article
from newsnlp.speakers.resolve import resolve_speakers
from newsnlp.speech.find import find_speech

MODELS: dict[str, type[NatashaTagger]] = {"natasha": NatashaTagger}


class Extractor:
    """Reads Russian news articles. Loads its models once, at the first text."""

    def __init__(self, *, model: str = "natasha") -> None:
        if model not in MODELS:
            raise ValueError(f"unknown model {model!r}; choose one of: {', '.join(sorted(MODELS))}")
        self.model = model
        self._lock = threading.Lock()
        self._loaded: tuple[Tagger, Morphology] | None = None

    def extract(self, text: str, *, meta: Any = None, tokens: bool = False) -> Article:
        """Read one article."""
        tagger, morphology = self._load()
        page = split_page(text)
        document = read(text, page, tagger, morphology)
        names = find_names(document)
        roles = find_roles(document, names)
        referents, links = link_entities(document, names, roles)
        reports = find_speech(document, names, roles)
        attributions = resolve_speakers(document, reports, referents, links)
        return assemble(document, page, referents, links, reports, attributions, meta=meta, tokens=tokens)

    def _load(self) -> tuple[Tagger, Morphology]:
        with self._lock:
            if self._loaded is None:
                self._loaded = MODELS[self.model](), Morphology()
            return self._loaded


_default: Extractor | None = None


def extract(text: str, *, meta: Any = None, tokens: bool = False) -> Article:
    """Read one article with the default extractor, which is kept for the next call."""
    global _default
    if _default is None:
        _default = Extractor()
    return _default.extract(text, meta=meta, tokens=tokens)
