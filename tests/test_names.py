"""Names: what the tagger finds, set right."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsnlp.document import Document
from newsnlp.extractor import Extractor
from newsnlp.names.draft import Draft, name_of
from newsnlp.names.find import _cut, find_names
from newsnlp.names.organizations import mend
from newsnlp.page.split import split_page
from newsnlp.reading import read

EXTRACTOR = Extractor(model="fast")  # the rules by themselves
PIECES = (
    *("Иван", "Петров", "И.", "А", "МВД", "России", "«", "»", '"', "(", ")", "министерство", "обороны", "по"),
    *("Москве", "имени", "№", "5", ",", "и", "Smith", "ООО", "«Ромашка»", "суд", "\n", "аль-", "ХХ"),
)


def document(text: str) -> Document:
    tagger, morphology = EXTRACTOR._models()
    return read(text, split_page(text), tagger, morphology)


def names(text: str, kind: str) -> list[str]:
    doc = document(text)
    return [doc.words(name) for name in find_names(doc)[0] if name.type == kind]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        # initials before and behind, with and without spaces
        ("Об этом сообщил И. И. Соколов.", ["И. И. Соколов"]),
        ("Об этом сообщил И.И.Соколов.", ["И.И.Соколов"]),
        ("Договор подписал Соколов И.И.", ["Соколов И.И."]),
        # patronymics, double surnames, particles
        ("Приказ подписала Анна Петровна Белова-Крамер.", ["Анна Петровна Белова-Крамер"]),
        ("Выступил министр Халид аль-Фалих.", ["Халид аль-Фалих"]),
        # the same name in Latin letters is a mention of its own
        ("Директором стал Йохан Бруннер (Johan Brunner).", ["Йохан Бруннер", "Johan Brunner"]),
        # a number belongs to a monarch, a title does not
        ("Король Карл XVI Густав открыл выставку.", ["Карл XVI Густав"]),
        ("Сэр Эндрю Кларк приехал в Лондон.", ["Эндрю Кларк"]),
        # two people side by side: their cases tell them apart
        ("Адвокат Гаева Александр Фомин подал жалобу.", ["Гаева", "Александр Фомин"]),
        ("Сын А.Петренко Виктор возглавит клуб.", ["А.Петренко", "Виктор"]),
        ("Об этом рассказал человек из окружения Б.Шелеста А.Комаров.", ["Б.Шелеста", "А.Комаров"]),
        # nobody has a surname on both sides of the first name
        ("Адвокат Салманова Эльвира Кох пришла.", ["Салманова", "Эльвира Кох"]),
        ("Вдова Игоря Турсунова Алла Кох ждёт.", ["Игоря Турсунова", "Алла Кох"]),
        ("Выступила Салманова Алла Гурбановна.", ["Салманова Алла Гурбановна"]),
        ("Вместе с Андреем Пуниным Рейзман основал театр.", ["Андреем Пуниным", "Рейзман"]),
        # a relative's first name follows the name of whom she or he is a relative
        ("В совет вошла внучка Шелестова Анна.", ["Шелестова", "Анна"]),
        ("Дочь Шелестовой Татьяна рассказала о матери.", ["Шелестовой", "Татьяна"]),
        ("Его жена Шелестова Анна приехала.", ["Шелестова Анна"]),
        ("Второй сын Марии Пётр Шелестов живёт в Омске.", ["Марии", "Пётр Шелестов"]),
        ("На открытии была супруга мэра Анна Шелестова.", ["Анна Шелестова"]),
        # a nickname belongs to the name
        ("Чемпионом стал Сергей «Гром» Шелестов.", ["Сергей «Гром» Шелестов"]),
        ("Песню записал Александр (Саша) Шелестов.", ["Александр (Саша) Шелестов"]),
        ("На сцену вышли Сергей («Гром») и Анна Шелестова.", ["Сергей", "Анна Шелестова"]),
        # whose son or daughter it is
        (
            "Задержаны Азиз Шариф угли Каримов и Айбек Токтогул уулу.",
            ["Азиз Шариф угли Каримов", "Айбек Токтогул уулу"],
        ),
        # a call sign or a nickname behind the noun that says so
        ("Рядовой с позывным «Тыва» отошёл.", ["Тыва"]),
        ("Врач (позывной «Баба Зоя») отошла.", ["Баба Зоя"]),
        ("Вор по прозвищу Крот бежал. Позывной Первого канала прозвучал.", ["Крот"]),
        # a surname that is the name of a town, too
        ("Бывшим министром был Алехандро Толедо. Толедо уехал.", ["Алехандро Толедо", "Толедо"]),
        # a first name joined by «и»
        ("В зал вошли Андрей Белов и Ирина Чернова.", ["Андрей Белов", "Ирина Чернова"]),
        ("Позвонила мама Насти Елена.", ["Насти", "Елена"]),
        # a doctor by two nouns; a pupil and his mother; a daughter's patronymic
        ("Медиаюрист Галина Арапова советует подождать.", ["Галина Арапова"]),
        ("Врач-гастроэнтеролог Нурия Дианова советует подождать.", ["Нурия Дианова"]),
        ("Мама пятиклассника Данила Ольга Сергеевна рада.", ["Данила", "Ольга Сергеевна"]),
        ("Её зовут Жылдыз Таалайбек кызы.", ["Жылдыз Таалайбек кызы"]),
        # no town behind its sort, no title; a strange patronymic belongs to the name
        ("Умер гражданин города Днепр Георгий Львович Дзяк.", ["Георгий Львович Дзяк"]),
        ("Указ президента Шамырканов Урматбек Муслинович ждал.", ["Шамырканов Урматбек Муслинович"]),
        # a bishop's see is no part of his name, and none of its adjectives is a person or a place
        ("Гостей встретил митрополит Донской и Задонский Пимен.", ["Пимен"]),
        ("Ему сослужил епископ Макаровский Лука.", ["Лука"]),
        ("Говорили с архиепископом Кентерберийским Джоном Ленгли.", ["Джоном Ленгли"]),
    ],
)
def test_people(text: str, people: list[str]) -> None:
    assert names(text, "person") == people


@pytest.mark.parametrize(
    "text",
    [
        "Пожар начался на улице Ленина в два часа ночи.",
        "Учёный получил премию имени Сахарова.",
        "Племянник рассказал о пожаре.",
        "Корр.: Когда откроют мост?",
        "Туда несут икону Сергия Радонежского.",
    ],
)
def test_no_people(text: str) -> None:
    assert names(text, "person") == []


def test_a_name_of_adjectives_goes_on_to_their_noun() -> None:
    doc = document("Солисты Губернаторской русской капеллы поют.")
    (found,) = mend(doc, [Draft(1, 2, "organization")])
    assert doc.words(name_of(doc, found)) == "Губернаторской русской капеллы"


def test_a_body_ends_before_a_post() -> None:
    doc = document("Для Службы новостей директор клуба писал.")
    (found,) = mend(doc, [Draft(1, 5, "organization")])
    assert doc.words(name_of(doc, found)) == "Службы новостей"


def test_a_foreign_street_or_hall_is_a_place() -> None:
    text = "В заявлении Даунинг-стрит нет ответа. Концерт прошёл в Карнеги-холле."
    doc = document(text)
    drafts = [Draft(2, 3, "person"), Draft(9, 10, "organization")]
    assert [draft.type for draft in mend(doc, drafts)] == ["location", "location"]


def test_a_see_is_no_place() -> None:
    text = "Епископа Ливенского и Чадского Нектария видели с патриархом Московским и всея Руси Пименом."
    assert names(text, "person") == ["Нектария", "Пименом"]
    assert set(names(text, "location")) <= {"Руси"}


def test_common_word_before_a_name() -> None:
    assert names("Племянник Андрея Белова приехал в Пермь.", "person") == ["Андрея Белова"]


def test_a_person_once_is_a_person_everywhere() -> None:
    text = (
        "Директором назначен Пётр Кудымкаров.\n\nВчера Кудымкарова видели в театре. КУДЫМКАРОВ отрицает это."
    )
    assert names(text, "person") == ["Пётр Кудымкаров", "Кудымкарова", "КУДЫМКАРОВ"]


def test_a_game_of_two_words() -> None:
    text = "Сборная России по хоккею с мячом осталась без вратаря."
    assert names(text, "organization") == ["Сборная России по хоккею с мячом"]


def test_a_surname_that_looks_like_a_noun_for_many() -> None:
    text = "Блогер Никита Рассказов снял ролик. Рассказов решение считает ударом. Рассказов было много."
    assert names(text, "person") == ["Никита Рассказов", "Рассказов"]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        # quotation marks and legal forms
        ("Договор подписал МКУ «Пермский центр бизнеса».", ["МКУ «Пермский центр бизнеса»"]),
        ("Двадцать человек входили в ОПГ «Лесные».", ["ОПГ «Лесные»"]),
        ("Сообщение директора театра им. Вахтангова Кирилла Гатова.", ["театра им. Вахтангова"]),
        ('Директор ООО "Ромашка" уволен.', ['ООО "Ромашка"']),
        ("Партия «Зелёный берег» провела съезд.", ["«Зелёный берег»"]),
        ("Он работал в газетах «Утро» и «Вечер».", ["«Утро»", "«Вечер»"]),
        # official bodies with all that belongs to them
        ("МВД России опровергло слухи.", ["МВД России"]),
        ("Об этом сообщили в ГУ МВД по Пермскому краю.", ["ГУ МВД по Пермскому краю"]),
        ("Министерство внутренних дел РФ опубликовало отчёт.", ["Министерство внутренних дел РФ"]),
        (
            "Доклад подготовило министерство труда и социальной защиты Коми.",
            ["министерство труда и социальной защиты Коми"],
        ),
        ("Иск рассмотрит Арбитражный суд Пермского края.", ["Арбитражный суд Пермского края"]),
        ("Мэрия Москвы закрыла парк.", ["Мэрия Москвы"]),
        ("Курултай Башкирии принял закон.", ["Курултай Башкирии"]),
        ("Об этом сообщает пресс-служба главы республики.", ["пресс-служба главы республики"]),
        ("Учёные спорят с комитетом по борьбе с наводнениями.", ["комитетом по борьбе с наводнениями"]),
        ("В комитете по культуре и спорту рассказали о планах.", ["комитете по культуре и спорту"]),
        ("Жалобу подали в Европейский суд по правам человека.", ["Европейский суд по правам человека"]),
        ("Совет Безопасности ООН собрался ночью.", ["Совет Безопасности ООН"]),
        ("Матч выиграла сборная Норвегии.", ["сборная Норвегии"]),
        ("Премьера пройдёт в театре имени Вахтангова.", ["театре имени Вахтангова"]),
        ("Уроки отменили в школе № 5.", ["школе № 5"]),
        # the short name in brackets is a mention of its own
        (
            "Следственный комитет (СК) начал проверку. В СК не ответили.",
            ["Следственный комитет", "СК", "СК"],
        ),
        # beside an adjective made of a town; the same in marks anywhere else, too
        ("Сила в «Буране». Тульский «Буран» обыграл пермскую «Зарю».", ["«Буране»", "«Буран»", "«Зарю»"]),
        ("В детском саду «Теремок» ждут гостей.", ["«Теремок»"]),
        ("Повесть выпустило изд-во «Верба».", ["«Верба»"]),
        # a place or a person to the tagger, a body in marks
        ("Суда ушли на Ленрыбпром. АО «Ленрыбпром» ждёт.", ["Ленрыбпром", "АО «Ленрыбпром»"]),
        # what belongs to somebody or something else: standards, a person before a body, a preposition
        ("Прибыль ВТБ по МСФО выросла.", ["ВТБ"]),
        ("Выпускница лицея имени Пушкина сдала экзамен.", ["лицея имени Пушкина"]),
        ("Деньги вложил ЗПИФ «Вектор».", ["ЗПИФ «Вектор»"]),
        ("Он окончил Омский институт культуры по специальности «Хор».", ["Омский институт культуры"]),
        ("Отчёт городской Думы отложили.", ["городской Думы"]),
        # the head of a body is no part of its name
        ("Вручил её помощник Председателя Правительства Коми.", ["Правительства Коми"]),
        ("Приехал главком Военно-морского флота.", ["Военно-морского флота"]),
        ("Ректор «Русского репортёра» не читает.", ["«Русского репортёра»"]),
        # the party whose congress it is; a verb that the tagger takes for an adjective
        ("На Национальном съезде Демократической партии голосуют.", ["Демократической партии"]),
        ("Он молод. Окончил философский факультет МГУ.", ["философский факультет МГУ"]),
        ("Он пришёл с группой СМИ «Говорит Москва».", ["«Говорит Москва»"]),
        ("Он возглавлял РГТРК «Ромашка».", ["РГТРК «Ромашка»"]),
        # all that it deals with
        ("Это решил комитет по безопасности и обороне.", ["комитет по безопасности и обороне"]),
        # the place behind its sort; people beside a body
        (
            "В дежурную часть отдела полиции УМВД России по городу Омску обратилась бухгалтер.",
            ["отдела полиции УМВД России по городу Омску"],
        ),
    ],
)
def test_organizations(text: str, bodies: list[str]) -> None:
    assert names(text, "organization") == bodies


@pytest.mark.parametrize(
    "text",
    [
        "Фильм «Спартак» вышел на экраны.",
        "Певица исполнила песни «Утро», «Вечер» и «Полдень».",
        "Об этом сообщили СМИ.",
        "Он написал об этом в Facebook.",
        "Экипаж отправился на МКС.",
        "Китайский «Рассвет» взлетел.",
        "Огонь вёл оператор БПЛА Рустам.",
        "Подразделения группировки войск продвинулись.",
        "Исаакиевский собор открыт для всех.",
        "Драка произошла в центре Киева.",
        "Он не видел ни правительства, ни полиции.",
        "Власти Москвы закрыли парк.",  # a group, no body
        "Команда выиграла чемпионат Европы.",
    ],
)
def test_no_organizations(text: str) -> None:
    assert names(text, "organization") == []


def test_a_body_behind_a_noun_for_its_heads_or_its_house() -> None:
    assert names("Об этом сообщило руководство МВД.", "organization") == ["МВД"]
    doc = document("Послы собрались в штаб-квартире НАТО.")
    (found,) = mend(doc, [Draft(3, 5, "organization")])
    assert doc.words(name_of(doc, found)) == "НАТО"


def test_a_quotation_with_a_name_is_no_name() -> None:
    assert names("Он сказал: «Мы уважаем ООН и её решения».", "organization") == ["ООН"]


def test_a_place_may_lie_inside_an_organization() -> None:
    doc = document("Правительство Пермского края объявило конкурс.")
    assert [(doc.words(name), name.type) for name in find_names(doc)[0]] == [
        ("Правительство Пермского края", "organization"),
        ("Пермского края", "location"),
    ]


def test_countries_stay() -> None:
    assert names("Россия и Франция подписали договор в Москве.", "location") == [
        "Россия",
        "Франция",
        "Москве",
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=30,
    ).map(" ".join)
)
def test_spans_are_in_order_and_do_not_cross(text: str) -> None:
    doc = document(text)
    found, _ = find_names(doc)
    tokens = doc.tokens
    for name in found:
        assert (name.start, name.end) == (tokens[name.first].start, tokens[name.last - 1].end)
        assert tokens[name.first].sentence == tokens[name.last - 1].sentence
    for one, two in pairwise(found):
        assert (one.start, -one.end) <= (two.start, -two.end)
        assert not one.overlaps(two) or (one.covers(two) and two.type == "location")


def test_a_name_at_the_end_of_the_text_ends_there(extractor: Extractor) -> None:
    text = "А ООО ) ООО"
    for entity in extractor.extract(text).entities:
        assert all(text[m.start : m.end] == m.text for m in entity.mentions)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("городского совета Верой Беловой", "городского совета"),
        ("Комитета спорта и.о. декана", "Комитета спорта"),
        ("музея генерала Карбышева", "музея генерала Карбышева"),
        ("суда по правам человека от России", "суда по правам человека"),
    ],
)
def test_a_body_ends_where_somebody_else_begins(text: str, body: str) -> None:
    doc = document(f"С нами был депутат {text}.")
    draft = Draft(4, len(doc.tokens) - 1, "organization")
    ((found, _),) = _cut(doc, {draft: 0.9})
    assert doc.text[doc.tokens[found.first].start : doc.tokens[found.last - 1].end] == body


def test_a_list_of_bodies_is_not_one() -> None:
    text = (
        "В спор втянуты школа, Государственная служба качества образования, сиротский суд, соцслужба, Центр "
        "защиты детей, полиция, Министерство образования и омбудсмен."
    )
    bodies = [e.name for e in Extractor(model="default").extract(text).entities if e.type == "organization"]
    assert "Центр защиты детей" in bodies
    assert "Министерство образования" in bodies


def test_what_is_said_of_a_body_is_no_part_of_it(extractor: Extractor) -> None:
    article = extractor.extract("В Росгидромете рады помочь.")
    assert [body.name for body in article.organizations] == ["Росгидромет"]


def test_a_name_behind_a_compound_noun(extractor: Extractor) -> None:
    article = extractor.extract("Рейс отменили, сообщила компания-перевозчик «Полесье».")
    assert [body.name for body in article.organizations] == ["«Полесье»"]
