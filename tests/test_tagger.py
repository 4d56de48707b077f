"""The tagger answers as slovnet does, for each sentence by itself."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from navec import Navec
from razdel import sentenize, tokenize
from slovnet import NER, Morph, Syntax

from newsnlp.language.embedding import natasha_data
from newsnlp.language.tagger import MAX_PIECE, MAX_ROW, NatashaTagger
from samples import SAMPLES

SENTENCES = [
    "Директор школы № 5 Денис Кашин считает , что сотрудничество с « Ромашкой » необходимо .",
    "По словам главы МВД России Анны-Марии О'Нил , в 2010–2012 гг . было открыто 1,5 тыс . дел ...",
    "ПЕРМЬ , 30 авг - РИА Новости .",
    "— Мы готовы !",
    "Да",
    ".",
    "The company Apple Inc. announced it .",
    "Київ і Мінськ 東京 العربية ქართული 🔥 ☭ ½",
    "\u00ad \u0301 A\u0301 -5 +7 @perm #тег https://ya.ru",
    "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
    "Пресс-секретарь президента Дмитрий Песков заявил ТАСС , что Путин и Си Цзиньпин встретятся в Москве .",
    "Об этом сообщает Газета . Ru со ссылкой на Reuters .",
]


@pytest.fixture(scope="module")
def tagger() -> NatashaTagger:
    return NatashaTagger()


@pytest.fixture(scope="module")
def slovnet():
    data = natasha_data()
    navec = Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
    models = {}
    for kind, model in (("morph", Morph), ("syntax", Syntax), ("ner", NER)):
        models[kind] = model.load(data / "model" / f"slovnet_{kind}_news_v1.tar", batch_size=1)
        models[kind].navec(navec)
    return models


@pytest.fixture(scope="module")
def words() -> list[list[str]]:
    return [sentence.split(" ") for sentence in SENTENCES]


@pytest.fixture(scope="module")
def news() -> list[list[str]]:
    """The sentences of the sample articles."""
    return [
        [token.text for token in tokenize(sentence.text)]
        for text in SAMPLES.values()
        for sentence in sentenize(text)
    ]


def share_of(pairs: Iterable[tuple[object, object]]) -> float:
    same = [one == other for one, other in pairs]
    assert len(same) > 1000
    return sum(same) / len(same)


def test_tags_are_slovnet_s(tagger, slovnet, words, news):
    # but for the rounding to 8 bits: 0.996 of the tags of 60 articles are the same, 0.988 of the heads
    pairs = [
        (tag.source, token.tag)
        for sentence, tags in zip(words + news, tagger.tag(words + news), strict=True)
        for tag, token in zip(tags, slovnet["morph"](sentence).tokens, strict=True)
    ]
    assert share_of(pairs) > 0.99


def test_arcs_are_slovnet_s(tagger, slovnet, words, news):
    arcs_of = tagger.parse(words + news)
    pairs = [
        (arc, (int(token.head_id) - 1, token.rel))
        for i, sentence in enumerate(words + news)
        for arc, token in zip(arcs_of(i), slovnet["syntax"](sentence).tokens, strict=True)
    ]
    assert share_of(pairs) > 0.95


def test_names_are_slovnet_s(tagger, slovnet, words):
    # but for names whose labels begin with I, which slovnet drops; there are none here
    types = {"PER": "person", "ORG": "organization", "LOC": "location"}
    compared = 0
    for sentence, names in zip(words, tagger.names(words), strict=True):
        text = " ".join(sentence)
        if [token.text for token in tokenize(text)] == sentence:  # slovnet's recogniser cuts tokens itself
            starts = [len(" ".join(sentence[:i])) + bool(i) for i in range(len(sentence))]
            ends = [start + len(word) for start, word in zip(starts, sentence, strict=True)]
            expected = [(span.start, span.stop, types[span.type]) for span in slovnet["ner"](text).spans]
            assert [(starts[first], ends[last - 1], kind) for first, last, kind in names] == expected
            compared += len(names)
    assert compared >= 10


def all_arcs(tagger):
    def read(sentences):
        arcs_of = tagger.parse(sentences)
        return [arcs_of(i) for i in range(len(sentences))]

    return read


def test_a_sentence_is_read_alike_among_others_and_alone(tagger, words):
    many = words * (MAX_ROW // sum(map(len, words)) + 2)
    for read in (tagger.tag, tagger.names, all_arcs(tagger)):
        assert read(many)[-len(words) :] == [read([sentence])[0] for sentence in words]


@pytest.mark.parametrize("sentences", [[], [[]], [[], ["Да"], []], [["Да"], [], ["Нет", "."]]])
def test_empty_lists_and_sentences(tagger, sentences):
    for read in (tagger.tag, all_arcs(tagger)):
        assert [len(answer) for answer in read(sentences)] == [len(sentence) for sentence in sentences]
    assert tagger.names(sentences) == [[] for _ in sentences]


def test_a_long_sentence_is_read_in_pieces(tagger):
    short = ["Денис", "Кашин", "приехал", "в", "Пермь", "."]
    filler = ["и"] * (MAX_PIECE - len(short))
    long = filler + short + short
    assert [tag.pos for tag in tagger.tag([long])[0][-len(short) :]] == [
        tag.pos for tag in tagger.tag([short])[0]
    ]
    assert (MAX_PIECE, MAX_PIECE + 2, "person") in tagger.names([long])[0]


def test_a_name_may_cross_the_border_of_pieces(tagger):
    text = ["и"] * (MAX_PIECE - 4) + ["сказал", "нам", "вчера", "Владимир", "Путин", "в", "Москве", "."]
    spans = [(first, last) for first, last, kind in tagger.names([text])[0] if kind == "person"]
    assert (MAX_PIECE - 1, MAX_PIECE + 1) in spans
