"""Organisations and places: which mentions are one, and what it is called."""

from __future__ import annotations

import pytest

from marked import entities
from newsnlp import Extractor


def names(extractor: Extractor, text: str) -> list[str]:
    return list(entities(extractor, text))


def test_an_adjective_before_an_abbreviation(extractor: Extractor) -> None:
    text = "В {o республиканском МВД} и {o краевом УФСБ} молчат. Об этом заявили в {o областной ФСБ}."
    assert names(extractor, text) == ["республиканское МВД", "краевое УФСБ", "областная ФСБ"]


def test_a_chinese_name_is_no_organization() -> None:
    text = (
        "В МИД КНР выразили надежду на положительный результат. Официальный представитель ведомства "
        "Го Цзякунь на брифинге отметил, что «прошедшие консультации показали: диалог лучше»."
    )
    found = Extractor().extract(text).entities
    assert [entity.name for entity in found if entity.type == "person"] == ["Го Цзякунь"]


def test_an_adjective_is_no_place() -> None:
    text = "Врачи Тамбовского медколледжа и подмосковный «Восход» ждут гостей из Самары и Жуковского."
    found = Extractor().extract(text).entities
    assert [entity.name for entity in found if entity.type == "location"] == ["Самара", "Жуковский"]


@pytest.mark.parametrize(
    "text",
    [
        "В {o МВД} сообщили о розыске. {o Министерство внутренних дел} просит помощи.",
        "{o МВД России} и {o Министерство внутренних дел РФ} — одно ведомство, как и {o МВД}.",
        "{o Госдума} приняла закон. Депутаты {o Государственной думы} спорили. {o Дума} соберётся в мае.",
        "{o Сбербанк} снизил ставку. В {o Сбере} рады.",
        "Спектакль идёт в {o Александринке}, в {o Александринском театре} аншлаг.",
        "{o СКР} ведёт дело. В {o Следкоме} молчат. Глава {o Следкома} уехал.",
        "{o Организация Объединённых Наций} выпустила доклад. В {o ООН} встревожены.",
        "{o Пермский центр бизнеса} ({o ПЦБ}) открылся. В {o ПЦБ} ждут гостей.",
        "{o Институт степной экологии им. А. И. Белова} провёл опыт. В {o ИСЭ} рады.",
        "{o Центр степной экологии} провёл опыт. В {o ЦСЭе} довольны.",
        "{o Институт степной экологии} провёл опыт. Сотрудники {o ИСЭ} довольны.",
        "{o МКУ «Пермский центр бизнеса»} и {o «Пермский центр бизнеса»} подписали договор с {o ПЦБ}.",
        "{o ООО «Ромашка»} платит налоги. Владелец {o «Ромашки»} известен.",
        "{o АО «УК „Север“»} закрыло цех. Акции {o «Севера»} упали, {o Север} молчит.",
        "{o Компания «Север»} закрыла цех. Акции {o «Севера»} упали.",
        "{o газета «Утро»} вышла. В {o «Утре»} новый редактор.",
        "Акции {o Google} выросли. Юристы {o корпорации Google} подали иск.",
        "{o Росприроднадзору} поручили проверку. {o Росприроднадзор} начал её.",
        "{o Счётная палата РФ} нашла нарушения. {o Счётная палата} опубликовала отчёт.",
        "{o Федеральное авиационное управление} ведёт расследование. {o Авиационное управление} молчит.",
        "{o Российское правительство} собралось. {o Правительство России} приняло план.",
        "{o Северный фронт} и {o Севфронт} — одно движение.",
        "{o Кубанский государственный университет} ждёт гостей. В {o КубГУ} рады.",
        "Матч с {o «Автодором»} завершён. {o «Автодор»} ищет вратаря.",
        "{o Городская дума} заседала. Депутаты {o Думы} приняли бюджет.",
        "{o Комиссия по этике} заседала. {o Комиссия} признала вину.",
        "{o Центр защиты прессы Free Word} закрылся. Сайт {o Free Word} работает, {o центр Free Word} нет.",
        "{o Федеральная служба по надзору за лесом} ({o Росстройлес}) молчит. В {o Росстройлесе} отпуск.",
        "{o Школа бальных танцев «Ритм»} растёт. В {o школе «Ритм»} новый зал.",
    ],
)
def test_one_body(extractor: Extractor, text: str) -> None:
    assert len(names(extractor, text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "{o МВД России} ответило {o МВД Украины}.",
        "{o Газпром} купил {o Газпром нефть}.",
        "{o школа «Радуга»} соседствует с {o заводом «Радуга»}.",
        "{o «Спартак»} обыграл {o «Динамо»}.",
        "{o Пресс-служба Росгидромета} передала слова {o Росгидромета}.",
        "{o Playboy Russia} ушёл к {o Forbes}.",
    ],
)
def test_two_bodies(extractor: Extractor, text: str) -> None:
    assert len(names(extractor, text)) == 2


def test_a_duma_is_the_state_duma_where_that_is_named(extractor: Extractor) -> None:
    text = "{o Городская дума} ждёт. {o Дума} приняла закон о городах. {o Госдума} ждёт поправок."
    assert names(extractor, text) == ["Городская дума", "Дума"]


def test_a_form_that_fits_several_goes_to_the_last_named(extractor: Extractor) -> None:
    found = entities(
        extractor,
        "{o МВД Украины} возбудило дело. В {o МВД} уточнили сроки. Позже {o МВД Грузии} помогло коллегам. "
        "{o МВД} передало бумаги.",
    )
    assert [len(mentions) for mentions in found.values()] == [2, 2]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{o ПЦБ} растёт. {o МКУ «Пермский центр бизнеса»} ждёт заявок.", "МКУ «Пермский центр бизнеса»"),
        ("В {o МВД} ждут. {o Министерство внутренних дел} ответит.", "Министерство внутренних дел"),
        ("{o «Открытая школа»} учит. Фото: {o МАОУ Открытая школа}", "МАОУ Открытая школа"),
    ],
)
def test_the_fullest_form_is_the_name(extractor: Extractor, text: str, name: str) -> None:
    assert names(extractor, text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "{l Россия}, {l РФ} и {l Российская Федерация} — одна страна. Гости {l России} рады.",
        "Из {l США} прилетели гости. {l Соединённые Штаты} ответили. {l Америка} ждёт.",
        "{l Пермь} растёт. В {l Перми} снег. {l Город Пермь} чистят.",
        "В {l Прикамье} паводок. {l Пермский край} готов.",
        "В {l Приамурье} паводок. {l Амурская область} готова.",
        "Выборы в {l Беларуси}. {l Белоруссия} голосует.",
    ],
)
def test_one_place(extractor: Extractor, text: str) -> None:
    assert len(names(extractor, text)) == 1


def test_places_stay_apart(extractor: Extractor) -> None:
    assert (
        len(names(extractor, "{l Южная Корея} спорит с {l Северной Кореей}. {l Пермь} — не {l Омск}.")) == 4
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Глава республики выступил с посланием Верховному Хуралу.", "Верховный Хурал"),
        ("Она показала корреспонденту «Урал-пресс» термометр.", "«Урал-пресс»"),
        ("О новой схеме предупредили в Почта Банке.", "Почта Банк"),
        ("Партнёр бюро «Забейда» Алина Фёдорова молчала.", "«Забейда»"),
        ("В матче с «Автодором» он забил мяч.", "«Автодор»"),
        ("В матче с «Локомотивом-Кубанью» он забил мяч.", "«Локомотив-Кубань»"),
        ("Депутаты Жогорку Кенеша спорили.", "Жогорку Кенеш"),
    ],
)
def test_rare_names_in_the_nominative(extractor: Extractor, text: str, name: str) -> None:
    assert name in [body.name for body in extractor.extract(text).organizations]


def test_an_accusative_that_looks_like_the_nominative(extractor: Extractor) -> None:
    assert extractor.extract("Он возглавил Южный военный округ.").entities[0].name == "Южный военный округ"


def test_a_body_is_named_by_its_name_not_by_what_it_is(extractor: Extractor) -> None:
    text = "Спикер нижней палаты парламента уехал. В Госдуме не обсуждали закон."
    assert [e.name for e in extractor.extract(text).entities if e.type == "organization"] == ["Госдума"]


def test_a_body_is_called_by_its_name_without_a_noun_before_it(extractor: Extractor) -> None:
    text = "Он попал в команду Microsoft. В Microsoft довольны."
    assert [body.name for body in extractor.extract(text).organizations] == ["Microsoft"]
