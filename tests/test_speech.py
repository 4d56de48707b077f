"""Reported speech: what is content, what kind it is, the cue, the source phrase, the medium."""

from __future__ import annotations

import pytest

from newsnlp import Article, Quote, extract

CASES = [
    # (text, kind, content, cue, speaker mention)
    (
        "«Мост откроют весной», — сообщил мэр Олег Ивин.",
        "direct",
        "Мост откроют весной",
        "сообщил",
        "Олег Ивин",
    ),
    (
        '"Мост откроют весной", - сообщил мэр Олег Ивин.',
        "direct",
        "Мост откроют весной",
        "сообщил",
        "Олег Ивин",
    ),
    (
        "„Мост откроют весной“, – сообщил мэр Олег Ивин.",
        "direct",
        "Мост откроют весной",
        "сообщил",
        "Олег Ивин",
    ),
    (
        "<<Мост откроют весной>>, — сообщил мэр Олег Ивин.",
        "direct",
        "Мост откроют весной",
        "сообщил",
        "Олег Ивин",
    ),
    (
        "Мэр Олег Ивин сообщил: «Мост откроют весной».",
        "direct",
        "Мост откроют весной",
        "сообщил",
        "Олег Ивин",
    ),
    (
        "«Мост откроют весной, — сообщил Олег Ивин. — Денег хватит».",
        "direct",
        "Мост откроют весной Денег хватит",
        "сообщил",
        "Олег Ивин",
    ),
    (
        "– Мост – это дорога жизни, – сказала Анна Котова. – Мы его построим.",
        "direct",
        "Мост – это дорога жизни Мы его построим.",
        "сказала",
        "Анна Котова",
    ),
    ("— Готово! — вздохнула повар Анна Котова.", "direct", "Готово!", "вздохнула", "Анна Котова"),
    (
        'Газета "Труд" пишет: "Завод "Искра" закрыт навсегда".',
        "direct",
        'Завод "Искра" закрыт навсегда',
        "пишет",
        '"Труд"',
    ),
    ("Олег Ивин заявил, что мост откроют весной.", "indirect", "мост откроют весной", "заявил", "Олег Ивин"),
    (
        "По словам Олега Ивина, мост откроют весной.",
        "indirect",
        "мост откроют весной",
        "словам",
        "Олега Ивина",
    ),
    ("Мост, по мнению Ивина, откроют весной.", "indirect", "Мост откроют весной", "мнению", "Ивина"),
    ("Мост откроют весной, считает Олег Ивин.", "indirect", "Мост откроют весной", "считает", "Олег Ивин"),
    (
        "Как рассказал Олег Ивин, мост откроют весной.",
        "indirect",
        "мост откроют весной",
        "рассказал",
        "Олег Ивин",
    ),
    ("Олег Ивин призвал жителей не жечь траву.", "indirect", "не жечь траву", "призвал", "Олег Ивин"),
    ("Олег Ивин уверен, что мост откроют весной.", "indirect", "мост откроют весной", "уверен", "Олег Ивин"),
    ("В мэрии сообщили, что мост откроют весной.", "indirect", "мост откроют весной", "сообщили", "мэрии"),
    ("Олег Ивин назвал проект «полной ерундой».", "mixed", "проект «полной ерундой»", "назвал", "Олег Ивин"),
    (
        "Олег Ивин заявил, что мост «никому не нужен».",
        "mixed",
        "мост «никому не нужен»",
        "заявил",
        "Олег Ивин",
    ),
]


def only(article: Article) -> Quote:
    assert len(article.quotes) == 1, [quote.text for quote in article.quotes]
    return article.quotes[0]


@pytest.mark.parametrize(("text", "kind", "content", "cue", "speaker"), CASES)
def test_constructions(text: str, kind: str, content: str, cue: str, speaker: str) -> None:
    quote = only(extract(text))
    assert (quote.kind, quote.text) == (kind, content)
    assert quote.cue is not None
    assert quote.cue.text == cue
    assert quote.speaker is not None
    assert quote.speaker.text is not None
    assert speaker.strip('"') in quote.speaker.text


@pytest.mark.parametrize(
    "text",
    [
        "Компания «Северный лёс» открыла завод в Твери.",
        "«Спартак» — чемпион страны.",
        "Лучшей названа повесть: «Дом на набережной».",
        "Стоит отметить, что работы идут с мая.",
        "Напомним, что мост закрыли осенью.",
        "Счёт матча – 3:1, перерыв – 15 минут.",
        "Купить нужно:\n- хлеб;\n- молоко;\n- крупу.",
        "Телефон:\nНаталья Жукова – 212-93-52",
        "Город узнал, что зима будет тёплой.",
    ],
)
def test_no_quote(text: str) -> None:
    assert extract(text).quotes == ()


def test_outer_marks_belong_to_the_quote_and_not_to_its_content() -> None:
    text = "«Да», — сказал Ивин."
    quote = only(extract(text))
    assert text[quote.start : quote.end] == "«Да»"
    assert quote.segments[0].text == "Да"


def test_two_quotes_with_one_speaker() -> None:
    article = extract("«Мы готовы», — сказал Ивин. «Налоги не вырастут», — добавил Ивин.")
    assert [quote.text for quote in article.quotes] == ["Мы готовы", "Налоги не вырастут"]


def test_a_quote_that_goes_on_in_a_second_pair() -> None:
    quote = only(extract("«Мы готовы, — сказал Ивин. — Начнём завтра же!»"))
    assert [segment.text for segment in quote.segments] == ["Мы готовы", "Начнём завтра же!"]


def test_marks_reopened_at_each_paragraph() -> None:
    article = extract("Ивин написал: «Мы начали стройку весной.\n\n«Мы закончим её к зиме».\n\nРабота идёт.")
    assert [segment.text for segment in only(article).segments] == [
        "Мы начали стройку весной.",
        "Мы закончим её к зиме",
    ]


def test_a_block_without_marks_after_a_colon() -> None:
    article = extract(
        "Мэр Олег Ивин написал:\nМы начали стройку весной и закончим её к зиме.\n\nРабота идёт."
    )
    quote = only(article)
    assert quote.evidence.pattern == "block"
    assert quote.text == "Мы начали стройку весной и закончим её к зиме."


def test_interview_with_labels() -> None:
    article = extract(
        "Мост почти готов\n\nКорр.: Когда откроют мост?\nО. Ивин: Думаю, весной.\n"
        "Корр.: А деньги есть?\nО. Ивин: Мы их нашли."
    )
    assert [quote.text for quote in article.quotes] == [
        "Когда откроют мост?",
        "Думаю, весной.",
        "А деньги есть?",
        "Мы их нашли.",
    ]
    assert {quote.evidence.pattern for quote in article.quotes} == {"turn"}


def test_interview_without_marks() -> None:
    turns = [
        "Когда откроют мост?",
        "Думаю, весной.",
        "А деньги есть?",
        "Нашли.",
        "Кто строит?",
        "Тверской трест.",
    ]
    article = extract("Мэр Ивин рассказал о стройке.\n\n" + "\n\n".join(turns))
    assert [quote.text for quote in article.quotes] == turns


def test_headline_with_a_colon() -> None:
    quote = extract("Олег Ивин: мост откроют весной\n\nСтройка в Твери идёт по плану.").quotes[0]
    assert quote.text == "мост откроют весной"
    assert quote.cue is None


def test_the_medium_that_hears_and_the_medium_that_relays() -> None:
    heard = only(extract("«Мост откроют весной», — заявил ТАСС мэр Олег Ивин."))
    relayed = only(extract("Мост откроют весной, сообщает ТАСС со ссылкой на мэрию."))
    alone = only(extract("Мост откроют весной, сообщает РИА Новости."))
    assert heard.via is not None
    assert heard.via.text == "ТАСС"
    assert relayed.via is not None
    assert relayed.via.text == "ТАСС"
    assert relayed.speaker is not None
    assert relayed.speaker.text == "мэрию"
    assert alone.via is None
    assert alone.speaker is not None
    assert alone.speaker.text == "РИА Новости"


def test_a_second_report_ends_the_first() -> None:
    article = extract("Ивин сообщил, что мост готов, и добавил, что дорогу откроют в мае.")
    assert [quote.text for quote in article.quotes] == ["мост готов", "дорогу откроют в мае"]


def test_a_quote_inside_a_quote_is_not_marked() -> None:
    quote = only(extract("«Он сказал мне: „Уходи“. И я ушёл», — рассказал Ивин."))
    assert quote.text == "Он сказал мне: „Уходи“. И я ушёл"


@pytest.mark.parametrize(
    "text", ["«", "»", '"', "«««", "– ", "—\n—", "«А", "А»", "сказал: «", "По словам", "считает", ", что"]
)
def test_fragments_of_speech_do_no_harm(text: str) -> None:
    extract(text)


def test_a_foreign_name_in_marks_is_no_speech() -> None:
    text = "Вода попала в море, сообщила компания-оператор АЭС «Токио дэнриоку»."
    assert [quote.kind for quote in extract(text).quotes] == ["indirect"]
