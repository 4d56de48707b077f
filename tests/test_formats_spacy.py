"""spaCy: the Doc and the component, as spaCy itself stores and reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from anyarticles import articles
from newsnlp import Article, extract
from newsnlp.formats import Annotations, to_spacy
from newsnlp.formats.spacy import GROUPS, NewsReader, annotate, to_doc_bin
from samples import SAMPLES

spacy = pytest.importorskip("spacy")

TEXT = "«Мост 😀 откроют, — сообщила мэр Ольга Седова. — Дорогу тоже». Седова рада."


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    nlp = spacy.blank("ru")
    nlp.add_pipe("newsnlp", config={"model": "fast"})
    return nlp


def seen(doc: spacy.tokens.Doc) -> tuple[object, ...]:
    """All that newsnlp put on a Doc."""
    return (
        [(ent.text, ent.label_, ent.ent_id_) for ent in doc.ents],
        {
            name: [(one.text, one.label_, one.id_, one._.speaker, one._.title) for one in group]
            for name, group in doc.spans.items()
        },
        doc._.article,
    )


def test_names_are_entities() -> None:
    doc = to_spacy(extract(TEXT))
    assert [(ent.text, ent.label_, ent.ent_id_) for ent in doc.ents] == [
        ("Ольга Седова", "PER", "e1"),
        ("Седова", "PER", "e1"),
    ]
    assert doc.ents[1]._.entity_name == "Ольга Седова"


def test_quotes_and_roles_are_span_groups() -> None:
    article = extract(TEXT)
    doc = to_spacy(article)
    first, second = doc.spans["quotes"]
    assert (first.text, second.text) == ("Мост 😀 откроют", "Дорогу тоже")
    assert first.id_ == second.id_ == "q1"
    assert first.label_ == "direct"
    assert (first._.speaker, second._.speaker_id) == ("Ольга Седова", "e1")
    assert first._.confidence == article.quotes[0].confidence
    [role] = doc.spans["roles"]
    assert (role.text, role._.title, role._.holder) == ("мэр", "мэр", "Ольга Седова")
    assert doc._.article == article


def test_who_is_no_entity_speaks_too() -> None:
    doc = to_spacy(extract("Мост откроют в мае, рассказали врачи."))
    [quote] = doc.spans["quotes"]
    assert (quote._.speaker, quote._.speaker_id) == ("врачи", None)


def test_spans_are_widened_to_whole_tokens() -> None:
    """A tokenizer that only splits at spaces keeps quotation marks on the words."""
    nlp = spacy.blank("ru")
    nlp.tokenizer = spacy.tokenizer.Tokenizer(nlp.vocab)
    doc = to_spacy(extract("«Мост откроют», — сказала мэр Ольга Седова."), nlp)
    assert [quote.text for quote in doc.spans["quotes"]] == ["«Мост откроют»,"]
    assert [ent.text for ent in doc.ents] == ["Ольга Седова."]
    assert doc._.article.quotes[0].text == "Мост откроют"


def test_entities_of_others_stay(nlp: spacy.Language) -> None:
    doc = spacy.blank("ru")("Мост 5 мая открыла Ольга Седова из партии Седова.")
    doc.set_ents([doc.char_span(5, 10, label="DATE"), doc.char_span(25, 31, label="MISC")])
    annotate(doc, extract(doc.text))
    assert [(ent.text, ent.label_) for ent in doc.ents][:2] == [("5 мая", "DATE"), ("Ольга Седова", "PER")]
    with pytest.raises(ValueError, match="another text"):
        annotate(doc, extract("Мост."))


def test_the_installed_package_has_the_component() -> None:
    """As a user writes it, in a fresh interpreter that has not imported newsnlp."""
    from test_packaging import python

    code = (
        "import spacy\nnlp = spacy.blank('ru')\nnlp.add_pipe('newsnlp')\n"
        "doc = nlp('Мост откроют, сообщила мэр Ольга Седова.')\n"
        "print(doc.spans['quotes'][0]._.speaker, [ent.label_ for ent in doc.ents])"
    )
    assert python(code) == "Ольга Седова ['PER']"


@pytest.mark.parametrize("processes", [1, 2])
def test_a_pipe_gives_the_docs_in_order(nlp: spacy.Language, processes: int) -> None:
    texts = [*SAMPLES.values(), "", " \n"] if processes == 1 else [TEXT, "", "Мост открыл Иван Орлов."]
    docs = list(nlp.pipe(texts, batch_size=4, n_process=processes))
    assert [doc.text for doc in docs] == texts
    assert [seen(doc) for doc in docs] == [seen(nlp(text)) for text in texts]
    assert len(docs[0].spans["quotes"]) > 0


def test_a_pipeline_is_saved_and_loaded(nlp: spacy.Language, tmp_path: Path) -> None:
    other = spacy.blank("ru")
    other.add_pipe("sentencizer")
    settings = {"model": "fast", "lexicon": {"cues": ["отчеканить"]}}
    other.add_pipe("newsnlp", config=settings)
    text = "Анна Седова отчеканила: «Салат растёт и зимой»."
    doc = other(text)
    assert doc.spans["quotes"][0]._.speaker == "Анна Седова"
    other.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert loaded.get_pipe("newsnlp").extractor.model == "fast"
    assert seen(loaded(text)) == seen(other(text))
    nlp_from_bytes = spacy.blank("ru")
    nlp_from_bytes.add_pipe("sentencizer")
    nlp_from_bytes.add_pipe("newsnlp")
    nlp_from_bytes.from_bytes(other.to_bytes())
    assert seen(nlp_from_bytes(text)) == seen(other(text))
    reader = NewsReader().from_bytes(NewsReader(**settings).to_bytes())
    assert (reader.extractor.model, reader.extractor.lexicon.cues) == ("fast", ("отчеканить",))


def test_docs_are_stored(nlp: spacy.Language, tmp_path: Path) -> None:
    doc = nlp(TEXT)
    assert seen(spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())) == seen(doc)
    data = to_doc_bin([extract(TEXT), extract("Мост.")])
    docs = list(spacy.tokens.DocBin(store_user_data=True).from_bytes(data).get_docs(spacy.blank("ru").vocab))
    assert [seen(one) for one in docs] == [seen(to_spacy(extract(TEXT))), seen(to_spacy(extract("Мост.")))]


def test_a_text_that_fails_is_named(nlp: spacy.Language) -> None:
    with pytest.raises(ValueError, match="model"):
        spacy.blank("ru").add_pipe("newsnlp", config={"model": "none"})


@settings(max_examples=30)
@given(article=articles())
def test_any_article_is_shown_whole(article: Article) -> None:
    doc = to_spacy(article)
    assert doc.text == article.text
    marked = Annotations.of(article)
    for name in set(GROUPS.values()):
        wanted = [s for one in marked.annotations if GROUPS[one.type] == name for s in one.segments]
        spans = list(doc.spans[name])
        visible = [one for one in wanted if one.text.strip()]
        assert len(spans) >= len(visible)
        for one in visible:  # spaces at the ends are in no token
            start = one.end - len(one.text.lstrip())
            end = one.start + len(one.text.rstrip())
            assert any(span.start_char <= start and end <= span.end_char for span in spans)
