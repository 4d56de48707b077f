"""Datelines, dates and places of news pages."""

from __future__ import annotations

import pytest

from newsnlp.page.datelines import normal_place, opening_dateline
from newsnlp.page.dates import find_dates
from newsnlp.page.split import split_page

TEXT = "Строители уложили последнюю плиту моста, сообщили в агентстве."


@pytest.mark.parametrize(
    ("dateline", "place"),
    [
        ("ПЕРМЬ, 30 авг — РИА Новости.", "Пермь"),
        ("ЯКУТСК, 14 ноя - РИА Новости, Игнат Бережнов.", "Якутск"),
        ("КАЗАНЬ, 22 июля. /ТАСС/.", "Казань"),
        ("НЬЮ-ЙОРК, 24 сентября. /Корр. ТАСС Иван Пахомов/.", "Нью-Йорк"),
        ("МИНСК, 5 марта /Корр. БЕЛТА/.", "Минск"),
        ("Улан-Удэ. 9 августа. ИНТЕРФАКС-СИБИРЬ -", "Улан-Удэ"),
        ("Москва. 3 мая. INTERFAX.RU -", "Москва"),
        ("Пермский край, 4 мая 2019, 10:15 — REGNUM", "Пермский край"),
        ("ЛОНДОН/МОСКВА, 3 фев (Рейтер) -", "Лондон/Москва"),
        ("УФА, 11 окт – «Агидель-информ», Рамиль Ямалов.", "Уфа"),
        ('КАЛИНИНГРАД, 21 ноября, "Амбер-пресс".', "Калининград"),
        ("РОСТОВ-НА-ДОНУ, 5 мая - РИА Новости.", "Ростов-на-Дону"),
        ("С.-ПЕТЕРБУРГ, 14 янв - РИА Новости.", "С.-Петербург"),
        ("ДИМИТРОВГРАД, 3 августа.", "Димитровград"),
        ("ЙОШКАР-ОЛА, 19 октября 2023 года.", "Йошкар-Ола"),
        ("МОСКВА, РИА Новости.", "Москва"),
        ("МОСКВА /ТАСС/.", "Москва"),
        ("Пермь, 30 августа.", "Пермь"),
        ("Вологда, 1 октября 2024 года. –", "Вологда"),
        ("Вологда, 1 октября 2024 г. —", "Вологда"),
    ],
)
def test_a_dateline_at_the_start_of_a_paragraph(dateline: str, place: str) -> None:
    text = f"Мост открыт\n\n{dateline} {TEXT}"
    page = split_page(text)
    assert [block.kind for block in page.blocks] == ["headline", "dateline", "paragraph"]
    assert text[page.blocks[1].start : page.blocks[1].end] == dateline
    assert text[page.blocks[2].start : page.blocks[2].end] == TEXT
    assert page.place == place


@pytest.mark.parametrize(
    "paragraph",
    [
        "Пермь, 30 августа — день города.",
        "Пермь, 30 августа 2010 года — день города.",
        "20 мая 2020 года в Перми открыли мост.",
        "Напомним, 1 октября 2010 г. Иванов ушёл в отставку.",
        "Вчера, 3 мая. Так датирована записка.",
        "Мост, 30 августа принятый комиссией, открыт.",
        "Иван Петров, 5 мая 2019 года назначенный прорабом, доволен.",
        "ПЕРМЬ И КУНГУР СВЯЖЕТ ТРАССА, сообщили в агентстве.",
    ],
)
def test_what_is_no_dateline(paragraph: str) -> None:
    assert opening_dateline(paragraph) is None


def test_a_sentence_with_an_agency_is_no_part_of_the_dateline() -> None:
    text = "ПЕРМЬ, 30 авг — РИА Новости узнали, что мост открыт."
    found = opening_dateline(text)
    assert found is not None
    assert text[: found.end] == "ПЕРМЬ, 30 авг —"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("30 августа 2020, 09:50", "2020-08-30"),
        ("08:01 23.12.2020 12123", "2020-12-23"),
        ("06.08.2019 09:12 | 11064 просмотра", "2019-08-06"),
        ("27 июня 2019 | Спорт", "2019-06-27"),
        ("2 сент. 2022, 19:21", "2022-09-02"),
        ("16 February 2011, 13:20", "2011-02-16"),
        ("Опубликовано: 14 июля 2023 г. в 16:48 Обновлено: 15 июля 2023 г. в 17:20", "2023-07-14"),
        ("(обновлено 26.11.2024) 25.11.2024 23:58", "2024-11-26"),
        ("«Радио Берег», Кунгур, 14.03.2016, 19:08", "2016-03-14"),
        ("Яна Седых · 3 октября 2018 · 19,3 тыс.", "2018-10-03"),
        ("22.04.2024, 08:40. Время чтения: 2 мин.", "2024-04-22"),
        ("14 февраля 2023, 10:40 | Экономика | Фото: Антон Ким", "2023-02-14"),
        ("№ 21 (9876) от 27 мая 2021 года", "2021-05-27"),
        ("Сегодня, 09:15   Образование", None),
        ("вчера в 21:47", None),
        ("30 августа, 09:50", None),
    ],
)
def test_a_line_with_the_date(line: str, date: str | None) -> None:
    page = split_page(f"Мост через Чусовую открыт\n{line}\n\n{TEXT}")
    assert [block.kind for block in page.blocks] == ["headline", "dateline", "paragraph"]
    assert page.date == date


@pytest.mark.parametrize(
    "caption", ["Митинг 12 марта 2011 года в Кунгуре", "Яна Седых, 12 февраля 2020 года", "Мост в 2010 году"]
)
def test_a_caption_with_a_date_is_not_the_date(caption: str) -> None:
    assert split_page(f"Мост открыт\n{caption}\n{TEXT}").date is None


@pytest.mark.parametrize(
    ("page", "date"),
    [
        ("Новости Перми за 30.08.2020\n\n30 августа, 09:50\nМост открыли для машин\n\n{}", "2020-08-30"),
        (
            "Мост открыли для машин\n30 декабря, 09:50\n\n{}\n\nКомментарии\nгость\n02.01.2021 11:30\nУра",
            "2020-12-30",
        ),
        (
            "Мост открыли для машин\n\nПЕРМЬ, 14 янв — РИА Новости. {} Приёмка была 14 января 2021 года.",
            "2021-01-14",
        ),
        (
            "Мост открыли для машин\n\n{}\n\nИсточник: https://bereg.example/russia/24Mar2010/most.html",
            "2010-03-24",
        ),
        ("Мост открыли для машин\n5 мая, 10:00\n\n{} Старый мост снесли в 2016 году.", None),
        (
            "Мост открыли для машин\n5 мая, 10:00\n\n{}\n\nЭл № ФС77-0000 от 21.06.2012. Все права защищены",
            None,
        ),
        ("Мост открыли для машин\n\n{}", None),
    ],
)
def test_the_year_comes_from_another_date_of_the_page_or_from_nowhere(page: str, date: str | None) -> None:
    assert split_page(page.format(TEXT)).date == date


def test_the_place_below_the_date() -> None:
    page = split_page(f"Мост через Чусовую открыт\n17 декабря, 21:40\nНижневартовск\n\n{TEXT}")
    assert page.place == "Нижневартовск"
    assert [block.kind for block in page.blocks[1:3]] == ["dateline", "dateline"]


def test_places() -> None:
    assert normal_place("НИЖНИЙ НОВГОРОД") == "Нижний Новгород"
    assert normal_place("г. Липецк") == "Липецк"
    assert normal_place("США") == "США"
    assert normal_place("ТАСС") is None


def test_impossible_dates_are_none() -> None:
    assert find_dates("31 февраля 2020, 30.02.2020, 12.13.2020, 1 мая 3020") == []
