"""People: which mentions are one person, and what the person is called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marked import entities, linked
from newsnlp import Extractor
from newsnlp.entities import paradigms
from newsnlp.entities.variants import distance, variant


def test_all_forms_of_a_name_are_one_person(extractor: Extractor) -> None:
    text = (
        "Школу возглавил {p Денис Кашин}. Раньше {p Д. Кашин} работал в лицее. Коллеги хвалят {p Кашина}. "
        "«Мы верим {p Денису Сергеевичу}», — говорят они. Новый проект {p Дениса} готов."
    )
    assert list(entities(extractor, text)) == ["Денис Сергеевич Кашин"]


def test_parts_of_the_name(extractor: Extractor) -> None:
    (person,), _, _ = linked(extractor, "Слово дали {p Кашину Денису Сергеевичу}, и {p Кашин} выступил.")
    assert (person.name, person.first, person.middle, person.last, person.gender) == (
        "Денис Сергеевич Кашин",
        "Денис",
        "Сергеевич",
        "Кашин",
        "male",
    )
    assert [r.normal for r in person.references] == ["Кашин Денис Сергеевич", "Кашин"]


def test_husband_and_wife_stay_two(extractor: Extractor) -> None:
    found = entities(
        extractor,
        "{p Иван Петров} открыл пекарню, а {p Мария Петрова} ведёт счета. {p Петров} печёт хлеб. "
        "{p Петрова} рассказала, как всё начиналось. Соседи довольны {p Петровым}.",
    )
    assert found == {
        "Иван Петров": ["Иван Петров", "Петров", "Петровым"],
        "Мария Петрова": ["Мария Петрова", "Петрова"],
    }


def test_brothers_stay_two_and_the_surname_is_of_the_one_named_last(extractor: Extractor) -> None:
    found = entities(
        extractor,
        "{p Олег Рыбин} забил гол. Потом отличился {p Игорь Рыбин}. После матча {p Рыбин} благодарил отца.",
    )
    assert found == {"Олег Рыбин": ["Олег Рыбин"], "Игорь Рыбин": ["Игорь Рыбин", "Рыбин"]}


def test_surname_in_the_headline_joins_the_full_name_below(extractor: Extractor) -> None:
    found = entities(
        extractor, "{p Орлова}: мост откроют в мае\n\nМэр {p Анна Орлова} назвала срок открытия моста."
    )
    assert found == {"Анна Орлова": ["Орлова", "Анна Орлова"]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Он говорил с {p Зеленским}. {p Зеленскому} ответили.", "Зеленский"),
        ("Приз получил {p Роберт Мугабе}. Жюри поздравило {p Мугабе}.", "Роберт Мугабе"),
        ("Книга {p Сары Пэлин} вышла. {p Пэлин} подписала её.", "Сара Пэлин"),
        ("Встреча с {p Виктором Бабцом} прошла. {p Бабец} доволен.", "Виктор Бабец"),
        ("Роман {p Ильи Салтыкова-Щедрина} переиздан.", "Илья Салтыков-Щедрин"),
        ("По словам {p Карла-Георга Вельмана}, это так.", "Карл-Георг Вельман"),
        ("Стихи {p Льва Рубина} читали вслух. {p Рубин} слушал.", "Лев Рубин"),
        ("Слово взял {p Си Юньфэй}. Вопросы задали {p Си}.", "Си Юньфэй"),
    ],
)
def test_nominative(extractor: Extractor, text: str, name: str) -> None:
    assert list(entities(extractor, text)) == [name]


def test_short_first_names(extractor: Extractor) -> None:
    found = entities(extractor, "{p Джозеф Миллер} молчал. Потом {p Джо Миллер} ответил. {p Джо} улыбнулся.")
    assert list(found) == ["Джозеф Миллер"]


def test_latin_name_in_brackets_is_an_alias(extractor: Extractor) -> None:
    found = entities(extractor, "Пост занял {p Бен Кон} ({p Ben Kohn}). Раньше {p Кон} писал книги.")
    assert found == {"Бен Кон": ["Бен Кон", "Ben Kohn", "Кон"]}


def test_pseudonym(extractor: Extractor) -> None:
    found = entities(
        extractor,
        "Певец {p Гром}, настоящее имя {p Пётр Лисин}, даст концерт. {p Лисин} готов. {p Гром} споёт новое.",
    )
    assert len(found) == 1


def test_spellings_of_one_surname_beside_the_same_first_name(extractor: Extractor) -> None:
    assert len(entities(extractor, "{p Фуад Мбазаа} подал в отставку. {p Фуад Мебаза} уехал.")) == 1
    assert len(entities(extractor, "{p Иван Панин} пришёл. {p Иван Пенкин} ушёл.")) == 2


def test_different_first_names_and_patronymics_part(extractor: Extractor) -> None:
    found = entities(
        extractor, "{p Иван Ильич Лунин} встретил {p Ивана Петровича Лунина} и {p Олега Лунина}."
    )
    assert len(found) == 3


def test_shared_surname(extractor: Extractor) -> None:
    found = entities(extractor, "В зал вошли {p Алла} и {p Виктор Бутов}. {p Алла} улыбнулась.")
    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("{p Клинтон} заявила, что не согласна.", "female"),
        ("Певица {p Бейонсе} выступит в Перми.", "female"),
        ("Слово дали {p Шефферу}. {p Шеффер} отказался.", "male"),
        ("{p Эммануэль Шеффер} молчал. Книгу {p Шеффера} читали все.", "male"),
        ("{p А. В. Гаврилова} подписала письмо.", "female"),
        ("Письмо пришло от {p Ким}.", None),
    ],
)
def test_gender(extractor: Extractor, text: str, gender: str | None) -> None:
    (person,), _, _ = linked(extractor, text)
    if gender is not None:
        assert person.gender == gender


def test_every_mention_has_one_entity_and_ids_follow_the_text(extractor: Extractor) -> None:
    referents, _, _text = linked(
        extractor, "В {l Перми} {p Кашин} и {p Жукова} открыли {o ПЦБ}. {l Пермь} рада, {p Жукова} тоже."
    )
    spans = [(r.start, r.end) for referent in referents for r in referent.references]
    assert len(spans) == len(set(spans)) == 6
    assert [referent.id for referent in referents] == ["e1", "e2", "e3", "e4"]
    assert [referent.name for referent in referents] == ["Пермь", "Кашин", "Жукова", "ПЦБ"]


@given(st.sampled_from(["петров", "кашин", "зеленск", "лебедев"]), st.sampled_from("mf"))
def test_forms_of_a_lexeme_share_it(stem: str, gender: str) -> None:
    lexeme = next(r.lexeme for r in paradigms.readings(stem + ("ий" if stem.endswith("ск") else "")))
    name = paradigms.nominative(lexeme, gender)
    assert name is None or lexeme in paradigms.lexemes(name)


@given(st.text("абвгде", max_size=8), st.text("абвгде", max_size=8))
def test_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert distance(one, other, 3) == distance(other, one, 3) <= 4
    assert variant(one, other) == variant(other, one)
