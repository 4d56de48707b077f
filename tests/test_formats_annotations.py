"""Annotations of articles, and what `newsnlp.formats` loads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from anyarticles import articles, sample
from newsnlp import Article, extract
from newsnlp.formats import Annotations
from samples import SAMPLES
from test_packaging import BLOCKER, python


@pytest.mark.parametrize("name", SAMPLES)
def test_everything_of_an_article_is_there(name: str) -> None:
    article = sample(name)
    marked = Annotations.of(article)
    for entity in article.entities:
        of_entity = {(one.start, one.end) for one in marked.of_type(entity.type) if one.entity == entity.id}
        assert {(mention.start, mention.end) for mention in entity.mentions} <= of_entity
    assert [one.segments for one in marked.of_type("quote")] == [quote.segments for quote in article.quotes]
    assert [one.name for one in marked.of_type("role")] == [role.title for role in article.roles]
    for one, quote in zip(marked.of_type("quote"), article.quotes, strict=True):
        speaker = marked.speaker_of(one)
        assert (speaker.entity if speaker else None) == (quote.speaker.entity if quote.speaker else None)
        assert (speaker is None) == (
            quote.speaker is None or (quote.speaker.text is None and not quote.speaker.entity)
        )
    for one, role in zip(marked.of_type("role"), article.roles, strict=True):
        assert [holder.entity for holder in marked.linked(one, "holder")] == [role.person] * bool(role.person)


def test_a_speaker_without_a_mention_is_the_nearest_one() -> None:
    article = extract("Глава района Анна Седова: «Мост готов».\n\n— Откроем его в мае. Дорогу тоже.")
    for one, quote in zip(Annotations.of(article).of_type("quote"), article.quotes, strict=True):
        speaker = Annotations.of(article).speaker_of(one)
        assert quote.speaker is None or speaker is not None


def test_a_changed_copy_knows_its_own_links() -> None:
    marked = Annotations.of(extract("Мост откроют в мае, сообщила мэр Ольга Седова."))
    assert marked.speaker_of("q1") is not None
    assert marked.model_copy(update={"links": ()}).speaker_of("q1") is None


def test_an_unknown_id_is_named() -> None:
    with pytest.raises(KeyError, match="q7"):
        Annotations.of(extract("Мост открыт.")).annotation("q7")


@settings(max_examples=50)
@given(article=articles())
def test_ids_are_unique_and_links_lead_somewhere(article: Article) -> None:
    marked = Annotations.of(article)
    ids = [one.id for one in marked.annotations]
    assert len(ids) == len(set(ids))
    assert {end for link in marked.links for end in (link.source, link.target)} <= set(ids)
    starts = [one.start for one in marked.annotations]
    assert starts == sorted(starts)
    for one in marked.annotations:
        assert all(marked.text[part.start : part.end] == part.text for part in one.segments)
    assert Annotations.model_validate_json(marked.model_dump_json()) == marked


def test_formats_load_no_libraries_until_they_are_used() -> None:
    loaded = set(python("import newsnlp.formats, newsnlp.cli, sys; print(*sys.modules)").split())
    assert not loaded & {"spacy", "cassis", "lxml", "onnxruntime", "pymorphy3"}


@pytest.mark.parametrize(("function", "package"), [("to_cas", "cassis"), ("to_spacy", "spacy")])
def test_a_missing_extra_is_named(function: str, package: str) -> None:
    code = BLOCKER.format(blocked={package}) + (
        "from newsnlp import Article\nfrom newsnlp import formats\n"
        f"try: formats.{function}(Article(version='', model='', text=''))\n"
        "except ImportError as error: print(error)"
    )
    assert "pip install 'newsnlp[" in python(code)
