"""newsnlp: who said what, in Russian news."""

from newsnlp._version import __version__
from newsnlp.extractor import Extractor, extract
from newsnlp.schema import Article, Block, Cue, Entity, Mention, Quote, Role, Sentence, Span, Speaker, Token

__all__ = [
    "Article",
    "Block",
    "Cue",
    "Entity",
    "Extractor",
    "Mention",
    "Quote",
    "Role",
    "Sentence",
    "Span",
    "Speaker",
    "Token",
    "__version__",
    "extract",
]
