"""Phrases in the nominative."""

import pytest

from newsnlp.document import Document
from newsnlp.extractor import Extractor
from newsnlp.language.inflection import phrase_nominative, spell_like
from newsnlp.page.split import split_page
from newsnlp.reading import read

EXTRACTOR = Extractor(model="fast")  # the rules by themselves


def document(text: str) -> Document:
    tagger, morphology = EXTRACTOR._models()
    return read(text, split_page(text), tagger, morphology)


def nominative(text: str, phrase: str, head: str, *, singular: bool = False) -> str:
    """The nominative of `phrase`, which stands in `text`; `head` is its head noun."""
    doc = document(text)
    start = text.index(phrase)
    tokens = [t for t in doc.tokens if t.start >= start and t.end <= start + len(phrase)]
    at = next(t.i for t in tokens if doc.text[t.start : t.end] == head)
    return phrase_nominative(doc, tokens[0].i, tokens[-1].i + 1, at, singular=singular)


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        (
            "По словам [директора бизнес-инкубатора] Руслана Ахметова.",
            "директора",
            "директор бизнес-инкубатора",
        ),
        (
            "Он стал [заместителем председателя правительства края].",
            "заместителем",
            "заместитель председателя правительства края",
        ),
        ("Суд арестовал [бывшего мэра Казани].", "мэра", "бывший мэр Казани"),
        ("К [новой главе района] обратились жители.", "главе", "новая глава района"),
        ("Нового [главы и основателя компании] не нашли.", "главы", "глава и основатель компании"),
        ("Его назначили [первым вице-премьером].", "вице-премьером", "первый вице-премьер"),
        ("От [экс-мэра Казани] ждут ответа.", "экс-мэра", "экс-мэр Казани"),
        ("Его сделали [и. о. директора завода].", "директора", "и. о. директора завода"),
        ("У [врио губернатора] нет ответа.", "губернатора", "врио губернатора"),
        (
            "Об этом [исполняющему обязанности главы] сказали.",
            "исполняющему",
            "исполняющий обязанности главы",
        ),
        ("Он говорил с [врачом-терапевтом] больницы.", "врачом-терапевтом", "врач-терапевт"),
        ("Ушла заведующая [методическим отделом] банка.", "отделом", "методический отдел"),
        ("Матч с [лучшим вратарём] года.", "вратарём", "лучший вратарь"),
        ("Она окончила курсы [Высшей школы экономики].", "школы", "Высшая школа экономики"),
        ("Его наградили [высочайшей премией].", "премией", "высочайшая премия"),
        (
            "Командир [13-й долговременной экспедиции] доложил.",
            "экспедиции",
            "13-я долговременная экспедиция",
        ),
        ("Он работал в [Большом театре].", "театре", "Большой театр"),
    ],
)
def test_nominative(text: str, head: str, expected: str) -> None:
    phrase = text[text.index("[") + 1 : text.index("]")]
    assert nominative(text.replace("[", "").replace("]", ""), phrase, head) == expected


def test_singular_on_request() -> None:
    text = "Они были главными редакторами газет."
    phrase, head = "главными редакторами газет", "редакторами"
    assert nominative(text, phrase, head) == "главные редакторы газет"
    assert nominative(text, phrase, head, singular=True) == "главный редактор газет"


def test_spaces_between_words_are_one() -> None:
    assert (
        nominative("Он стал  первым \n заместителем.", "первым \n заместителем", "заместителем")
        == "первый заместитель"
    )


def test_spelling_follows_the_text() -> None:
    assert spell_like("Ковалева", "ковалёв") == "Ковалев"
    assert spell_like("Сёминым", "семин") == "Сёмин"
    assert spell_like("ИВАНОВА", "иванов") == "ИВАНОВ"
    assert spell_like("Римского-Корсакова", "римский-корсаков") == "Римский-Корсаков"
