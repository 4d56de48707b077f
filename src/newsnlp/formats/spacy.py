"""spaCy: a `Doc` with names as entities, mentions, roles, quotes and cues as span groups
(`pip install 'newsnlp[spacy]'`).

spaCy's spans are made of tokens, newsnlp's of characters. Where they disagree («т.е.» is one token of
spaCy's and four of newsnlp's), a span is widened to whole tokens: nothing is dropped, and `doc._.article`
has the exact offsets.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsnlp.extractor import Extractor
from newsnlp.formats.annotations import MENTIONS, Annotation, Annotations
from newsnlp.lexicon import Lexicon
from newsnlp.models import DEFAULT
from newsnlp.schema import Article
from newsnlp.schema import Span as Segment

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

LABELS = {"person": "PER", "organization": "ORG", "location": "LOC"}  # as in spaCy's Russian models
GROUPS = {
    **dict.fromkeys(MENTIONS, "mentions"),
    "role": "roles",
    "quote": "quotes",
    "cue": "cues",
    "speaker": "speakers",
    "medium": "speakers",
}
EXTENSIONS = ("entity_name", "title", "holder", "speaker", "speaker_id", "confidence")
ARTICLE = "newsnlp"  # in doc.user_data: the article as JSON, which spaCy can store


def to_spacy(article: Article, nlp: Language | None = None) -> Doc:
    """The article as a Doc, with the tokens of `nlp` (by default, of `spacy.blank("ru")`).

    `doc.ents` are the names (PER, ORG, LOC; the longest where they nest) with the entity's id as `ent_id_`.
    `doc.spans` has the groups "mentions" (pronouns and nouns too), "roles" (label: current, …), "quotes"
    (label: direct, …; a span for each segment, all with the quote's id as `id_`), "cues" and "speakers"
    (those that are no mentions). Extensions: `_.entity_name` of mentions; `_.title` (nominative) and
    `_.holder` (the name of who holds it) of roles; `_.speaker` (a name, or «врачи»), `_.speaker_id` (of the
    entity) and `_.confidence` of quotes; `doc._.article`, the Article.

    Raises `ImportError` without spaCy.

    >>> from newsnlp import extract
    >>> doc = to_spacy(extract("Мост откроют в мае, сообщила мэр Ольга Седова."))
    >>> [(ent.text, ent.label_, ent.ent_id_) for ent in doc.ents]
    [('Ольга Седова', 'PER', 'e1')]
    >>> [(quote.text, quote.label_, quote._.speaker) for quote in doc.spans["quotes"]]
    [('Мост откроют в мае', 'indirect', 'Ольга Седова')]
    """
    return annotate((nlp or _blank()).make_doc(article.text), article)


def annotate(doc: Doc, article: Article) -> Doc:
    """Put the annotations of an article on a Doc of the same text, as `to_spacy` does; returns the Doc.

    Where an entity that the Doc has already overlaps one of newsnlp's, the longer stays. Raises
    `ValueError` for another text.
    """
    if doc.text != article.text:
        raise ValueError("the Doc has another text than the article")
    spacy = _spacy()
    _register_extensions()
    marked = Annotations.of(article)
    doc.user_data[ARTICLE] = article.model_dump_json()
    groups: dict[str, list[Span]] = {name: [] for name in dict.fromkeys(GROUPS.values())}
    names: list[Span] = []
    for one in marked.annotations:
        spans = [span for segment in one.segments if (span := _span(doc, one, segment)) is not None]
        groups[GROUPS[one.type]] += spans
        if one.type in MENTIONS and one.kind == "name":
            names += spans
        _extend(spans, one, marked)
    for name, of_group in groups.items():
        doc.spans[name] = of_group
    doc.set_ents(spacy.util.filter_spans([*names, *doc.ents]))
    return doc


def to_doc_bin(articles: Iterable[Article], nlp: Language | None = None) -> bytes:
    """Articles as a `.spacy` file (a DocBin): `DocBin(store_user_data=True).from_bytes(…)` reads it.

    >>> from newsnlp import extract
    >>> import spacy
    >>> data = to_doc_bin([extract("Мост открыла Ольга Седова.")])
    >>> docs = spacy.tokens.DocBin(store_user_data=True).from_bytes(data).get_docs(spacy.blank("ru").vocab)
    >>> [doc.ents[0].text for doc in docs]
    ['Ольга Седова']
    """
    spacy = _spacy()
    docs = [to_spacy(article, nlp) for article in articles]
    return bytes(spacy.tokens.DocBin(docs=docs, store_user_data=True).to_bytes())


def _spacy() -> Any:
    try:
        import spacy
    except ImportError as error:
        raise ImportError("a spaCy Doc needs spaCy: pip install 'newsnlp[spacy]'") from error
    return spacy


@cache
def _blank() -> Any:
    return _spacy().blank("ru")


def _register_extensions() -> None:
    from spacy.tokens import Doc, Span

    for name in EXTENSIONS:
        if not Span.has_extension(name):
            Span.set_extension(name, default=None)
    if not Doc.has_extension("article"):
        Doc.set_extension("article", getter=_article)


def _article(doc: Doc) -> Article | None:
    return Article.model_validate_json(doc.user_data[ARTICLE]) if ARTICLE in doc.user_data else None


def _span(doc: Doc, one: Annotation, segment: Segment) -> Span | None:
    in_mention = one.type in MENTIONS
    return doc.char_span(
        segment.start,
        segment.end,
        label=LABELS[one.type] if in_mention else one.kind or one.type,
        span_id=one.entity or one.id if in_mention else one.id,
        alignment_mode="expand",
    )


def _extend(spans: Iterable[Span], one: Annotation, marked: Annotations) -> None:
    for span in spans:
        if one.type in MENTIONS:
            span._.entity_name = one.name
        elif one.type == "role":
            span._.title = one.name
            holders = marked.linked(one, "holder")
            span._.holder = holders[0].name if holders else None
        elif one.type == "quote":
            speaker = marked.speaker_of(one)
            span._.speaker = (speaker.name or speaker.text) if speaker else None
            span._.speaker_id = speaker.entity if speaker else None
            span._.confidence = one.confidence


class NewsReader:
    """The spaCy component "newsnlp": reads the text of each Doc and annotates it, as `to_spacy` does.

    `nlp.add_pipe("newsnlp", config={"model": "fast", "lexicon": {"roles": ["сити-фермер"]}})`; without a
    config, the default model and no words of yours. It works on any pipeline, before or behind other
    components, and saves its settings with it (`nlp.to_disk`, `nlp.to_bytes`). With
    `nlp.pipe(texts, n_process=2)` each process loads the models.

    >>> import spacy
    >>> nlp = spacy.blank("ru")
    >>> _ = nlp.add_pipe("newsnlp")
    >>> for doc in nlp.pipe(["Мост откроют, сообщила мэр Ольга Седова.", "Дороги нет, отметил Иван Орлов."]):
    ...     print(doc.spans["quotes"][0]._.speaker)
    Ольга Седова
    Иван Орлов
    """

    def __init__(self, model: str = DEFAULT, lexicon: dict[str, Any] | None = None) -> None:
        self.model = model
        self.lexicon = lexicon
        self.extractor = Extractor(model=model, lexicon=Lexicon(**lexicon) if lexicon else None)

    def __call__(self, doc: Doc) -> Doc:
        """Read the text of a Doc and annotate the Doc."""
        return annotate(doc, self.extractor.extract(doc.text))

    def to_bytes(self, **_: Any) -> bytes:
        """The settings, as spaCy stores them."""
        return json.dumps({"model": self.model, "lexicon": self.lexicon}).encode()

    def from_bytes(self, data: bytes, **_: Any) -> NewsReader:
        """Take over the settings that `to_bytes` gave."""
        self.__init__(**json.loads(data))  # type: ignore[misc]
        return self

    def to_disk(self, path: Path | str, **_: Any) -> None:
        """Write the settings into a file."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: Path | str, **_: Any) -> NewsReader:
        """Take over the settings in a file."""
        return self.from_bytes(Path(path).read_bytes())
