"""newsnlp: who said what, in Russian news.

`extract(text)` reads one article; `Extractor` reads many, with settings of yours. The result is an
`Article` with its blocks, sentences, entities, roles and quotes. `people(articles)` says who is who
across many articles.
"""

from newsnlp._version import __version__
from newsnlp.corpus.counts import QuoteCount, quote_counts
from newsnlp.corpus.join import people
from newsnlp.corpus.profiles import Appearance, HeldRole, Profile
from newsnlp.extractor import Extractor, extract
from newsnlp.lexicon import Lexicon
from newsnlp.offsets import Offsets
from newsnlp.schema import (
    Article,
    Block,
    Candidate,
    Cue,
    Entity,
    Evidence,
    Mention,
    PersonRole,
    Quote,
    Role,
    Sentence,
    Span,
    Speaker,
    Token,
)
from newsnlp.stream import ExtractionError
from newsnlp.web import html_to_text

__all__ = [
    "Appearance",
    "Article",
    "Block",
    "Candidate",
    "Cue",
    "Entity",
    "Evidence",
    "ExtractionError",
    "Extractor",
    "HeldRole",
    "Lexicon",
    "Mention",
    "Offsets",
    "PersonRole",
    "Profile",
    "Quote",
    "QuoteCount",
    "Role",
    "Sentence",
    "Span",
    "Speaker",
    "Token",
    "__version__",
    "extract",
    "html_to_text",
    "people",
    "quote_counts",
]
