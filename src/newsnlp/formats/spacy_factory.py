"""The entry point through which spaCy finds the component "newsnlp": only spaCy imports this module."""

from __future__ import annotations

from typing import Any

from spacy.language import Language

from newsnlp.formats.spacy import NewsReader
from newsnlp.models import DEFAULT


def make_reader(nlp: Language, name: str, model: str, lexicon: dict[str, Any] | None) -> NewsReader:
    """The component, by its config."""
    return NewsReader(model=model, lexicon=lexicon)


Language.factory(
    "newsnlp",
    assigns=["doc.ents", "doc.spans", "doc._.article"],
    default_config={"model": DEFAULT, "lexicon": None},
    func=make_reader,
)
