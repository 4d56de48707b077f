"""The models by name: what tags words, and the encoder that reads names, roles and quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsnlp.encoder.model import Encoder
    from newsnlp.language.tagger import Tagger

# The encoder's weights of each model; None: natasha's models and the rules alone.
MODELS: dict[str, str | None] = {"best": "best", "default": "default", "fast": None, "natasha": None}
DEFAULT = "default"


class Model(NamedTuple):
    """A loaded model."""

    name: str
    tagger: Tagger
    encoder: Encoder | None


def check_name(name: str) -> str:
    """The name; raises `ValueError` if no model has it."""
    if name not in MODELS:
        raise ValueError(f"unknown model {name!r}; choose one of: {', '.join(sorted(MODELS))}")
    return name


def load_model(name: str) -> Model:
    """Load the weights: about a second."""
    weights = MODELS[check_name(name)]
    # numpy, onnxruntime: not before somebody reads an article
    from newsnlp.language.tagger import NatashaTagger

    tagger = NatashaTagger()
    if weights is None:
        return Model(name, tagger, None)
    from newsnlp.encoder.model import Encoder

    return Model(name, tagger, Encoder(weights))
