"""Articles as files in every format, for the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from newsnlp.formats import brat, cas, spacy
from newsnlp.formats.conllu import to_conllu
from newsnlp.formats.schema_org import to_schema_org
from newsnlp.formats.tei import to_tei
from newsnlp.formats.web_annotation import to_web_annotation
from newsnlp.schema import Article

Files = dict[str, bytes]  # contents by suffix or by name


class Format(NamedTuple):
    """How an article is written: the contents of its files by their suffixes.

    `beside` gives, by name, the files that stand once in the folder; `tokens` says that the article must
    have been read with its tokens.
    """

    write: Callable[[Article], Files]
    beside: Callable[[], Files] = dict
    tokens: bool = False


def _brat(article: Article) -> Files:
    files = brat.to_brat(article)
    return {".txt": files.txt.encode(), ".ann": files.ann.encode()}


def _cas_xmi(article: Article) -> Files:
    return {".xmi": (cas.to_cas(article).to_xmi() or "").encode()}


def _cas_json(article: Article) -> Files:
    return {".json": (cas.to_cas(article).to_json() or "").encode()}


def _spacy(article: Article) -> Files:
    return {".spacy": spacy.to_doc_bin([article])}


def _json(graph: dict[str, Any]) -> bytes:
    return (json.dumps(graph, ensure_ascii=False, indent=2) + "\n").encode()


FORMATS = {
    "brat": Format(_brat, lambda: {"annotation.conf": brat.CONF.encode()}),
    "cas-xmi": Format(
        _cas_xmi, lambda: {"TypeSystem.xml": (cas.type_system().to_xml() or "").encode()}, tokens=True
    ),
    "cas-json": Format(_cas_json, tokens=True),
    "conllu": Format(lambda article: {".conllu": to_conllu(article).encode()}, tokens=True),
    "schema-org": Format(lambda article: {".jsonld": _json(to_schema_org(article))}),
    "spacy": Format(_spacy),
    "tei": Format(lambda article: {".xml": to_tei(article).encode()}),
    "web-annotation": Format(lambda article: {".jsonld": _json(to_web_annotation(article))}),
}
