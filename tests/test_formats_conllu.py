"""CoNLL-U, read back by the conllu library."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from anyarticles import articles, sample
from newsnlp import Article, extract
from newsnlp.formats import to_conllu
from samples import SAMPLES

conllu = pytest.importorskip("conllu")

UNESCAPED = {r"\s": " ", r"\t": "\t", r"\r": "\r", r"\n": "\n", r"\p": "|", r"\\": "\\"}


def unescaped(gap: str) -> str:
    return re.sub(r"\\U([0-9a-f]{8})|\\.", lambda m: chr(int(m[1], 16)) if m[1] else UNESCAPED[m[0]], gap)


def text_of(sentences: conllu.models.SentenceList) -> str:
    """The text, put together again by the rules of UDPipe."""
    text = ""
    for sentence in sentences:
        for token in sentence:
            misc = token["misc"]
            after = "" if misc.get("SpaceAfter") == "No" else unescaped(misc.get("SpacesAfter", r"\s"))
            text += unescaped(misc.get("SpacesBefore", "")) + token["form"] + after
    return text


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_come_back_whole(name: str) -> None:
    article = sample(name, tokens=True)
    sentences = conllu.parse(to_conllu(article))
    tokens = [token for sentence in article.sentences for token in sentence.tokens or ()]
    read = [token for sentence in sentences for token in sentence]
    assert text_of(sentences) == article.text
    assert [(one["form"], one["lemma"], one["upos"], one["feats"] or {}) for one in read] == [
        (one.text, one.lemma, one.pos, one.feats) for one in tokens
    ]
    assert [one["misc"]["TokenRange"] for one in read] == [f"{one.start}:{one.end}" for one in tokens]


def test_names_are_marked_by_the_longest() -> None:
    text = "Завод в Нижнем Тагиле открыла Ольга Седова из «Банка Москвы»."
    [sentence] = conllu.parse(to_conllu(extract(text, tokens=True)))
    marked = [(token["form"], token["misc"]["NER"]) for token in sentence if "NER" in token["misc"]]
    assert marked[:4] == [("Нижнем", "B-LOC"), ("Тагиле", "I-LOC"), ("Ольга", "B-PER"), ("Седова", "I-PER")]
    assert [tag for _, tag in marked[4:]] == ["B-ORG", *["I-ORG"] * (len(marked) - 5)]


def test_an_article_without_tokens_is_refused() -> None:
    with pytest.raises(ValueError, match="tokens=True"):
        to_conllu(extract("Мост открыт."))


def test_a_blank_text_gives_nothing() -> None:
    assert to_conllu(extract(" \n ", tokens=True)) == ""


@settings(max_examples=50)
@given(article=articles())
def test_any_text_comes_back(article: Article) -> None:
    written = to_conllu(article)
    if any(sentence.tokens for sentence in article.sentences):
        assert text_of(conllu.parse(written)) == article.text
    else:
        assert written == ""


@settings(max_examples=50)
@given(article=articles())
def test_names_begin_with_b_and_go_on_with_i(article: Article) -> None:
    before = "O"
    for sentence in conllu.parse(to_conllu(article)):
        for token in sentence:
            tag = token["misc"].get("NER", "O")
            assert tag[0] != "I" or before[1:] == tag[1:]
            before = tag
