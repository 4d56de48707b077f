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


def test_whom_a_noun_belongs_to_is_in_the_genitive(extractor: Extractor) -> None:
    found = entities(
        extractor, "Защитница {p Тумасяна} {p Анна Кох} ждёт. Юрист {p Гаева} {p Олег Кох} тоже."
    )
    assert list(found) == ["Тумасян", "Анна Кох", "Гаев", "Олег Кох"]


def test_parts_of_east_asian_names(extractor: Extractor) -> None:
    people, _, _ = linked(extractor, "{p Мао Нин} заявила, что {p Ким Сын Мин}, {p Дин Рид} и {p Ли И} ждут.")
    assert [(p.first, p.last, p.gender) for p in people] == [
        ("Нин", "Мао", "female"),
        ("Сын", "Ким", "male"),
        ("Дин", "Рид", "male"),
        ("И", "Ли", "male"),
    ]


def test_a_patronymic_that_may_be_a_surname(extractor: Extractor) -> None:
    text = (
        "{p Сапар Ниязов} ждал. Сын {p Сапара Мяликовича} вошёл. {p Лев Козин} сел. {p Льву Адамовичу} лучше."
    )
    assert list(entities(extractor, text)) == ["Сапар Мяликович Ниязов", "Лев Адамович Козин"]
    text = "{p Роман Зобов} рад. {p Роман Абрамович} купил клуб. {p Абрамович} богат."
    assert list(entities(extractor, text)) == ["Роман Зобов", "Роман Абрамович"]


def test_a_strange_patronymic_behind_a_surname_and_a_first_name(extractor: Extractor) -> None:
    (person,), _, _ = linked(extractor, "Главой назначен {p Кожаев Дастан Токтогулович}.")
    assert (person.name, person.middle) == ("Дастан Токтогулович Кожаев", "Токтогулович")


def test_a_pilgrim_bears_the_same_name(extractor: Extractor) -> None:
    text = "{p Салах-Хаджи Шовхалов} выступил. {p Салаха Шовхалова} знают все, {p Муссу-Хаджи Ногаева} тоже."
    assert list(entities(extractor, text)) == ["Салах-Хаджи Шовхалов", "Мусса-Хаджи Ногаев"]


def test_names_joined_stand_in_one_case(extractor: Extractor) -> None:
    text = "Заняли {p Н. Шиянова} и {p А. Рыкин}. Ждут {p Л. Гаева} (Омск) и {p П. Чадов}."
    people, _, _ = linked(extractor, text)
    found = [(person.name, person.gender) for person in people]
    assert found[:2] == [("Н. Шиянова", "female"), ("А. Рыкин", "male")]
    assert found[2:] == [("Л. Гаева", "female"), ("П. Чадов", "male")]


def test_no_ending_is_a_womans(extractor: Extractor) -> None:
    text = "{p Татьяна Ковальчук} уехала. Без {p Татьяны Ковальчук} скучно. Выслушали {p Ковальчука}."
    people, _, _ = linked(extractor, text)
    assert people[0].name == "Татьяна Ковальчук"
    assert len(people) == 2


def test_a_call_sign_is_no_part_of_the_name(extractor: Extractor) -> None:
    found = entities(extractor, "Стрелял {p Рустам} (позывной «{p Казанец}»). Потом {p Казанец} отошёл.")
    assert found == {"Рустам": ["Рустам", "Казанец", "Казанец"]}


def test_the_father_of_a_turkic_name(extractor: Extractor) -> None:
    text = "{p Алиев Эльдар Расул оглы} и {p Севиндж Ариф кызы Алиева} ждут. {p Эльдара Алиева} позвали."
    people, _, _ = linked(extractor, text)
    assert [(p.name, p.gender, p.middle) for p in people] == [
        ("Эльдар Расул оглы Алиев", "male", "Расул"),
        ("Севиндж Ариф кызы Алиева", "female", "Ариф"),
    ]


def test_an_elder_one_is_a_man_or_a_woman(extractor: Extractor) -> None:
    text = (
        "{p Инна Багирова} и {p Рамиз Багиров} ушли. Юрист {p Багирова-старшего} ждал {p Багирову-старшую}."
    )
    found = entities(extractor, text)
    assert found == {
        "Инна Багирова": ["Инна Багирова", "Багирову-старшую"],
        "Рамиз Багиров": ["Рамиз Багиров", "Багирова-старшего"],
    }


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
        ("Завлит {p Марина Кротова} рассказала о гастролях.", "Марина Кротова"),
    ],
)
def test_nominative(extractor: Extractor, text: str, name: str) -> None:
    assert list(entities(extractor, text)) == [name]


def normals(extractor: Extractor, text: str) -> list[str]:
    people, _, _ = linked(extractor, text)
    references = sorted((r.start, r.normal) for p in people for r in p.references if r.kind == "name")
    return [normal for _, normal in references]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # surnames that are adjectives: of a man, of a woman, which one the dictionary knows
        ("Картину {p Юрия Гончарного} купил музей.", "Юрий Гончарный"),
        ("Концерт {p Данилы Поперечного} перенесли.", "Данила Поперечный"),
        ("Роман {p Льва Толстого} переиздали.", "Лев Толстой"),
        ("Гол {p Романа Мостового} засчитали.", "Роман Мостовой"),
        ("Поправку {p Ирины Яровой} одобрили.", "Ирина Яровая"),
        ("Роль {p Анны Громовой} сократили.", "Анна Громова"),
        # surnames that are nouns
        ("Приговор {p Глебу Зайцу} огласили.", "Глеб Заяц"),
        ("{p Зайца} искали. {p Глеб Заяц} уехал.", "Глеб Заяц"),
        ("Жена {p Алексея Дудки} ждала дома.", "Алексей Дудка"),
        ("Письмо передали {p Жерару Пике}.", "Жерар Пике"),
        ("Письмо передали {p Михаилу Приставке}.", "Михаил Приставка"),
        ("Суд над {p Аланом Гарсией} отложили, дело {p Алана Гарсии} закрыли.", "Алан Гарсия"),
        # first names that the dictionary lacks: of women in -а, never adjectives
        ("Сын {p Дариги Сулеевой} вернулся.", "Дарига Сулеева"),
        ("Награду вручили {p Паоле Ренци}.", "Паола Ренци"),
        ("Он приехал с {p Яффой Иссахар}.", "Яффа Иссахар"),
        ("С {p Голямрезой Ансари} спорили.", "Голямреза Ансари"),
        ("Он читал о {p Блаженном Августине}.", "Блаженный Августин"),
        # those that do not decline, or that another name seems to decline into
        ("Победил {p Аркади Чхеидзе}.", "Аркади Чхеидзе"),
        ("Золото взял {p Даниэле Гарди}.", "Даниэле Гарди"),
        ("Приз взял {p Исаму Танака}.", "Исаму Танака"),
        ("Министром стал {p Акира Амари}.", "Акира Амари"),
        ("Лучшей признали прозу {p Леи Гордон}.", "Лея Гордон"),
        ("Автограф дала {p Анна Белова}. Спросили и об {p Анне Беловой}.", "Анна Белова"),
        # of either gender
        ("Кубок вручили {p Саше Ивановой}.", "Саша Иванова"),
        ("Кубок вручили {p Саше Иванову}.", "Саша Иванов"),
        # a woman's surname does not decline, a man's does
        ("Судьи выбрали {p Александру Фишман}.", "Александра Фишман"),
        ("Фильм {p Сергея Черных} показали.", "Сергей Черных"),
        # a lone name is no form of a rarer one
        ("Об этом сказала всемирно известная {p Ванга}.", "Ванга"),
        # all the forms of an article count
        ("Слова актёра {p Энтони Роппа} удивили. {p Роппу} ответили. {p Роппом} гордятся.", "Энтони Ропп"),
        # a surname of East Asia stands first, a letter behind it is no initial
        ("Регион посетит {p Дин Сюэцзян}.", "Дин Сюэцзян"),
        ("Переговоры провёл {p Ван И}.", "Ван И"),
        ("Победила {p Ким Ё Сук}.", "Ким Ё Сук"),
        ("Роль досталась {p Дине Корзун}.", "Дина Корзун"),
        # the prepositional case needs a preposition
        ("Он гордится {p Олли Хейноненом}.", "Олли Хейнонен"),
    ],
)
def test_nominative_of_rare_names(extractor: Extractor, text: str, name: str) -> None:
    assert list(entities(extractor, text)) == [name]


def test_name_in_latin_letters_has_the_russian_nominative(extractor: Extractor) -> None:
    text = "Слово дали {p Рою Фоксли} ({p Roy Foxley}). {p Фоксли} ответил {p Jim Hale}."
    assert normals(extractor, text) == ["Рой Фоксли", "Рой Фоксли", "Фоксли", "Jim Hale"]


def test_rare_spelling_has_the_nominative_of_the_common_one(extractor: Extractor) -> None:
    text = "{p Фуад Мбазаа} ушёл. {p Фуад Мебаза} выступил. {p Мбазаа} молчал. {p Мбазаа} уехал."
    assert normals(extractor, text)[:2] == ["Фуад Мбазаа", "Фуад Мбазаа"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Подозреваемый Сергей М. признал вину. Сергей П. молчит. Сергею М. 30 лет.",
            ["Сергей М.", "Сергей П."],
        ),
        ("Полиция задержала Сергея М. и Анну К. Сергею М. 30 лет.", ["Сергей М.", "Анна К."]),
        ("Пишет Светлана К. Светлана Петрова с ней спорит.", ["Светлана К.", "Светлана Петрова"]),
        ("Задержан 19-летний Сергей Мохов. По словам Сергея М., он не виноват.", ["Сергей Мохов"]),
    ],
)
def test_a_letter_behind_a_first_name_is_of_the_surname(
    extractor: Extractor, text: str, names: list[str]
) -> None:
    people = [entity for entity in extractor.extract(text).entities if entity.type == "person"]
    assert [person.name for person in people] == names
    assert people[0].first == names[0].split()[0]


def test_initials_are_of_one_person(extractor: Extractor) -> None:
    assert normals(extractor, "Претензии {p Дж.Эшби} отклонили.") == ["Дж.Эшби"]


def test_a_short_first_name_is_no_middle_name(extractor: Extractor) -> None:
    text = "Умер {p Василий Громов}. С {p Васей} мы дружили. {p Василий Иванович} этого не любил."
    assert list(entities(extractor, text)) == ["Василий Иванович Громов"]


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
        ("{p Маттео Ренци} ждут в Риме.", "male"),
        ("{p Этери Гогуа} ждут в Риме.", "female"),
        ("Организатор фестиваля «Снежный Амур» {p Евгения Лопатина} не унывает.", "female"),
        ("{p Сидорова} режет стекло двадцать лет.", "female"),
    ],
)
def test_gender(extractor: Extractor, text: str, gender: str | None) -> None:
    (person,), _, _ = linked(extractor, text)
    if gender is not None:
        assert person.gender == gender


def test_a_verb_with_a_subject_of_its_own_tells_no_gender(extractor: Extractor) -> None:
    (person,), _, _ = linked(extractor, "От имени {p Ли Чжун} подписана программа развития.")
    assert person.gender is None


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


def test_a_nickname_is_in_the_mention_and_not_in_the_name() -> None:
    article = Extractor(model="fast").extract("Ринг покинул Сергей «Гром» Шелестов. Шелестова поздравили.")
    (person,) = (entity for entity in article.entities if entity.type == "person")
    assert person.name == "Сергей Шелестов"
    assert [m.text for m in person.mentions] == ["Сергей «Гром» Шелестов", "Шелестова"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Правительство Шелестова ушло в отставку.", ["Шелестов"]),  # who leads it
        ("Студенты Института имени Пушкина вышли на сцену.", []),  # a namesake
    ],
)
def test_people_in_the_names_of_bodies(text: str, people: list[str]) -> None:
    found = Extractor(model="default").extract(text).entities
    assert [entity.name for entity in found if entity.type == "person"] == people


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # a foreign first name that is also a form of a Russian one: the case of the mention decides
        ("Премию вручили Эдуарду Седову.", "Эдуард Седов"),
        ("Книга Зои Седовой вышла в мае.", "Зоя Седова"),
        ("Письмо передали Оле Седовой.", "Оля Седова"),
        ("Актриса Зои Салдана снялась в фильме.", "Зои Салдана"),
        ("Кахи Каладзе стал мэром.", "Кахи Каладзе"),
    ],
)
def test_first_names_that_look_like_forms_of_others(text: str, name: str) -> None:
    assert [person.name for person in Extractor(model="fast").extract(text).persons] == [name]


def test_a_patronymic_of_a_rare_name_joins_the_surname(extractor: Extractor) -> None:
    text = "Глава района Людмила Шабдарова попросила подождать. Людмила Эчановна ответила всем."
    assert [person.name for person in extractor.extract(text).persons] == ["Людмила Эчановна Шабдарова"]


def test_a_familiar_form_of_the_first_name(extractor: Extractor) -> None:
    text = "Ученик у мастера один — сосед Витька, девятиклассник. Сам Виктор учится второй год."
    assert [person.name for person in extractor.extract(text).persons] == ["Виктор"]


@pytest.mark.parametrize("name", ["Ирина", "Екатерина", "Константин"])
def test_a_first_name_that_ends_like_a_surname(extractor: Extractor, name: str) -> None:
    (person,) = extractor.extract(f"{name} пришла к школе. Всё было готово.").persons
    assert (person.first, person.last) == (name, None)


def test_a_first_name_and_one_letter(extractor: Extractor) -> None:
    (person,) = extractor.extract("Пассажирка рейса Ирина К. утверждает обратное.").persons
    assert (person.name, person.first) == ("Ирина К.", "Ирина")


@pytest.mark.parametrize(
    ("text", "first", "gender"),
    [
        ("Врач Гульназ рассказала о прививках, сообщили в клинике.", "Гульназ", "female"),
        ("На сцену вышла Чолпон.", "Чолпон", "female"),
        ("Ребята ждут возвращения Ильсура.", "Ильсур", "male"),
        ("О планах Айсылу Минхан рассказали в театре.", "Айсылу", "female"),
    ],
)
def test_first_names_of_the_peoples_of_russia_and_its_neighbours(
    extractor: Extractor, text: str, first: str, gender: str
) -> None:
    [person] = [entity for entity in extractor.extract(text).entities if entity.type == "person"]
    assert (person.first, person.gender) == (first, gender)


@pytest.mark.parametrize("body", ["Новой газеты", "Международного центра", "Нового фильма"])
def test_who_stands_behind_a_title_is_no_title(extractor: Extractor, body: str) -> None:
    text = f"Обозреватель «{body}» Дмитрий Гатов выступил в суде."
    assert [person.name for person in extractor.extract(text).persons] == ["Дмитрий Гатов"]


def test_first_name_and_patronymic_of_somebody_with_initials(extractor: Extractor) -> None:
    text = "Открыл собрание академик В.Н. Чарин. Поздравил учёных Валерий Николаевич стоя."
    assert [person.name for person in extractor.extract(text).persons] == ["Валерий Николаевич Чарин"]


def test_a_verb_before_the_title_tells_the_gender(extractor: Extractor) -> None:
    text = "Заявление сделала официальный представитель министерства иностранных дел Кореи Хуа Чу."
    [person] = extractor.extract(text).persons
    assert person.gender == "female"
