"""newsnlp: who said what, in Russian news.

`extract(text)` reads one article; `Extractor` reads many, with settings of yours. The result is an
`Article` with its blocks, sentences, entities, roles and quotes. `people(articles)` says who is who
across many articles. `html_to_text(page)` makes the text of a web page.

`import newsnlp` loads next to nothing: each name comes from its module at its first use, so that a program
that only reads results back waits for no numpy.
"""

from typing import TYPE_CHECKING

from newsnlp._version import __version__

if TYPE_CHECKING:
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
else:  # the same at run time, one name at a time (PEP 562)
    _NAMES = {
        "newsnlp.corpus.counts": "QuoteCount quote_counts",
        "newsnlp.corpus.join": "people",
        "newsnlp.corpus.profiles": "Appearance HeldRole Profile",
        "newsnlp.extractor": "Extractor extract",
        "newsnlp.lexicon": "Lexicon",
        "newsnlp.offsets": "Offsets",
        "newsnlp.schema": "Article Block Candidate Cue Entity Evidence Mention PersonRole Quote Role "
        "Sentence Span Speaker Token",
        "newsnlp.stream": "ExtractionError",
        "newsnlp.web": "html_to_text",
    }
    _HOMES = {name: module for module, names in _NAMES.items() for name in names.split()}

    def __getattr__(name):
        if name not in _HOMES:
            raise AttributeError(f"module 'newsnlp' has no attribute {name!r}")
        from importlib import import_module

        value = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return value

    def __dir__():
        return sorted({*globals(), *_HOMES})


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
