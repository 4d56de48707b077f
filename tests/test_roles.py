"""Roles: where the phrase begins and ends, its title, its status, its holder, its workplace."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsnlp import Extractor
from newsnlp.document import Document, Name, Nominal, RoleMention
from newsnlp.language.morphology import Morphology
from newsnlp.models import Model
from newsnlp.names.find import find_names
from newsnlp.page.split import split_page
from newsnlp.reading import read
from newsnlp.roles.find import find_roles


@pytest.fixture(scope="module")
def models() -> tuple[Model, Morphology]:
    extractor = Extractor(model="fast")  # the rules by themselves
    extractor.load()
    return extractor._models()  # type: ignore[return-value]


@pytest.fixture
def roles_of(models):
    def find(text: str, **options) -> tuple[Document, list[RoleMention]]:
        document = read(text, split_page(text), *models)
        return document, find_roles(document, find_names(document)[0], **options)

    return find


def texts(found: tuple[Document, list[RoleMention]]) -> list[str]:
    document, roles = found
    return [document.words(role) for role in roles]


def only(found: tuple[Document, list[RoleMention]]) -> RoleMention:
    assert len(found[1]) == 1, texts(found)
    return found[1][0]


def holder(found: tuple[Document, list[RoleMention]], number: int = 0) -> str | None:
    document, roles = found
    name = roles[number].holder
    return None if name is None else document.words(name)


# Borders.


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Об этом рассказал директор бизнес-инкубатора.", "директор бизнес-инкубатора"),
        (
            "С докладом выступил заместитель председателя правительства Пермского края.",
            "заместитель председателя правительства Пермского края",
        ),
        ("Законопроект внёс депутат Госдумы Пётр Лесков.", "депутат Госдумы"),
        ("На встречу приехал глава комитета по обороне.", "глава комитета по обороне"),
        (
            "Отчёт представила директор сводного экономического департамента Банка России.",
            "директор сводного экономического департамента Банка России",
        ),
        (
            "Главу пресс-службы сменит министр связи и массовых коммуникаций.",
            "министр связи и массовых коммуникаций",
        ),
        ("Соглашение подписал посол Украины в Венгрии.", "посол Украины в Венгрии"),
        ("С ним встретился полпред президента в Уральском федеральном округе.", None),
        (
            "Её сын — командующий войсками Сибирского военного округа.",
            "командующий войсками Сибирского военного округа",
        ),
        ("В драке пострадал управляющий банком.", "управляющий банком"),
        ("Пожар тушил директор школы № 5 вместе с детьми.", "директор школы № 5"),
        ("Приехал и чрезвычайный и полномочный посол Италии.", "чрезвычайный и полномочный посол Италии"),
        ("Стадион открыл первый заместитель министра спорта.", "первый заместитель министра спорта"),
        ("Площадку осмотрел старший научный сотрудник института.", "старший научный сотрудник института"),
        (
            "Проректор по науке и трансферу технологий Иван Орлов уехал.",
            "Проректор по науке и трансферу технологий",
        ),
        ("Тренер-преподаватель спортшколы Анна Седова уехала.", "Тренер-преподаватель спортшколы"),
        (
            "Конкурс открыл директор театра имени Ермоловой вместе с труппой.",
            "директор театра имени Ермоловой",
        ),
        # a rank behind a post in the genitive is a role of its own
        ("Он видел проректора по науке профессора Ивана Орлова.", "проректора по науке"),
        ("Нет главы пресс-службы флота капитана 2-го ранга Ивана Орлова.", "капитана 2-го ранга"),
        ("Вошёл командир полка гвардии майор Иван Орлов.", "командир полка"),
        # lands of the clergy, titles in quotation marks
        ("Служил епископ Зареченский и Горский.", "епископ Зареченский и Горский"),
        ("Уехал лидер местного «Яблока».", "лидер местного «Яблока»"),
        ("О болезни учёного «Коммерсанту» рассказал брат.", "учёного"),
        ("Скончался основатель группы Red Fox Том Харрис.", "основатель группы Red Fox"),
        ("Пришли мэр и и. о. главы района.", "и. о. главы района"),
    ],
)
def test_the_whole_phrase(roles_of, text, phrase):
    assert (phrase or "полпред президента в Уральском федеральном округе") in texts(roles_of(text))


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Известный режиссёр приехал в Омск.", "режиссёр"),
        ("Нынешний мэр города не ответил на вопросы.", "мэр города"),
        ("В больницу попал 45-летний водитель автобуса.", "водитель автобуса"),
        ("На сцену вышла российская певица.", "певица"),
        ("Первый президент страны жил здесь.", "президент страны"),
        ("Экс-президент клуба не приехал.", "президент клуба"),
        ("Умерла актриса польского происхождения.", "актриса"),
        ("Директор школы в понедельник ушёл в отпуск.", "Директор школы"),
        ("Экономист по образованию, она вышивает.", "Экономист"),
    ],
)
def test_what_stays_outside(roles_of, text, phrase):
    assert texts(roles_of(text)) == [phrase]


def test_a_ruler_keeps_the_adjective_of_his_land(roles_of):
    assert texts(roles_of("На саммит прибыл французский президент.")) == ["французский президент"]


def test_plural_and_generic_roles(roles_of):
    found = roles_of("Врачи и учителя получат прибавку, обещал министр.")
    assert texts(found) == ["Врачи", "учителя", "министр"]
    assert [role.title for role in found[1]] == ["врач", "учитель", "министр"]


@pytest.mark.parametrize(
    "text",
    [
        "Глава 3 кодекса посвящена отпускам.",
        "Группа во главе с Ивановым ушла в горы.",
        "Новая техника поступила в парк, политика цен изменится.",
        "Критика проекта прозвучала вновь.",
        "Рабочий день сократят, а ведущий канал отключат.",
        "Премьера спектакля прошла с успехом.",
        "Картина «Таксист» выйдет в мае.",
        "Дорога, ведущая в город, закрыта.",
        "По мнению экспертов, цены вырастут.",
        "Его друг и коллега, брат и отец пришли в гости.",
    ],
)
def test_what_is_no_role(roles_of, text):
    assert texts(roles_of(text)) == []


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("Назначен вице-губернатор.", "вице-губернатор"),
        ("Уволен замминистра.", "замминистра"),
        ("Пришёл гендиректор.", "гендиректор"),
        ("Победил кикбоксёр-тяжеловес.", "кикбоксёр-тяжеловес"),
        ("Погиб лётчик-испытатель.", "лётчик-испытатель"),
        ("Вышел вулканолог.", "вулканолог"),
        ("Заболела воспитательница.", "воспитательница"),
        ("Спела рок-певица.", "рок-певица"),
    ],
)
def test_compounds_and_women(roles_of, text, post):
    assert only(roles_of(text)).post == post


# Titles, status.


@pytest.mark.parametrize(
    ("text", "title", "status"),
    [
        ("Он встретился с директором бизнес-инкубатора.", "директор бизнес-инкубатора", "current"),
        ("Суд оправдал бывшего мэра Владивостока.", "бывший мэр Владивостока", "former"),
        ("Экс-министра финансов задержали.", "экс-министр финансов", "former"),
        ("Указ подписал врио губернатора.", "врио губернатора", "acting"),
        ("Решение принял и. о. главы района.", "и. о. главы района", "acting"),
        (
            "Его представили исполняющему обязанности ректора.",
            "исполняющий обязанности ректора",
            "acting",
        ),
        ("Директор школы ушёл.", "директор школы", "current"),
        ("Песню исполнили с американской певицей.", "американская певица", "current"),
    ],
)
def test_title_and_status(roles_of, text, title, status):
    role = only(roles_of(text))
    assert (role.title, role.status) == (title, status)


def test_the_prefix_is_outside_the_span(roles_of):
    found = roles_of("Вчера экс-глава банка Игорь Ломов уехал.")
    assert texts(found) == ["глава банка"]
    assert only(found).post == "глава"


# Holders.


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Открыл праздник директор школы Денис Кашин.", "Денис Кашин"),
        ("Денис Кашин, директор школы, открыл праздник.", "Денис Кашин"),
        ("Денис Кашин, известный певец и актёр, открыл праздник.", "Денис Кашин"),
        ("Денис Кашин (директор школы) открыл праздник.", "Денис Кашин"),
        ("Денис Кашин — директор школы.", "Денис Кашин"),
        ("Денис Кашин является директором школы.", "Денис Кашин"),
        ("Денис Кашин был назначен директором школы.", "Денис Кашин"),
        ("Совет избрал Дениса Кашина директором школы.", "Дениса Кашина"),
        ("Денис Кашин работает врачом.", "Денис Кашин"),
        ("Денис Кашин занимает пост директора школы.", "Денис Кашин"),
        ("На сцену вышел врач из Омска Денис Кашин.", "Денис Кашин"),
        ("Говорит директор школы, 45-летний Денис Кашин.", "Денис Кашин"),
        ("Бывший директор школы (Пермь) Денис Кашин уехал.", "Денис Кашин"),
        ("Главный редактор: Кашин Д. С.", "Кашин Д. С"),
        ("Пресс-секретарь главы Ольга Седова молчит.", "Ольга Седова"),
    ],
)
def test_the_holder(roles_of, text, name):
    found = roles_of(text)
    assert holder(found, len(found[1]) - 1 if "Пресс" not in text else 0) in (name, name + ".")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # the subject by order, where the parser finds none
        ("Иван Орлов ранее возглавлял завод, а в 2010 году был мэром Перми.", "Иван Орлов"),
        ("После отъезда мужа Корасон Акино стала лидером оппозиции.", "Корасон Акино"),
        ("68-летний Э. Петров был временным главным управляющим банка с мая.", "Э. Петров"),
        ("Директором театра станет близкий друг мэра пианист Олег Зубов.", "Олег Зубов"),
        ("Ольга Седова, назначенная в мае главным врачом, отказалась.", "Ольга Седова"),
        ("Олег Кашин, который в юности работал в порту грузчиком, молчит.", "Олег Кашин"),
        # the subject of the sentence before
        ("Иван Орлов родился в Перми. Он был послом в Японии.", "Иван Орлов"),
        ("Анна Седова окончила институт. С 2010 года работала там врачом.", "Анна Седова"),
        ("Анна Седова окончила институт. В 2010—2015 годах — главный врач больницы.", "Анна Седова"),
        ("Умер Иван Орлов. Выдающийся хирург.", "Иван Орлов"),
        ("Иван Орлов окончил институт. В мае совет назначил его на должность ректора.", "Иван Орлов"),
        # a post
        ("Иван Орлов объявил о своём уходе с поста директора завода.", "Иван Орлов"),
        ("Первым делом Анны Седовой на посту мэра стал бюджет.", "Анны Седовой"),
        ("Мэр поздравил Анну Седову с избранием на пост ректора.", "Анну Седову"),
        ("Вместо него пост министра занял вчера Иван Орлов.", "Иван Орлов"),
        ("Преемником Ломова на посту мэра станет Иван Орлов.", "Иван Орлов"),
        ("Седов останется, сохранив за собой место председателя комитета.", "Седов"),
        ("Олег Зубов был в Омске в качестве волонтёра Красного Креста.", "Олег Зубов"),
        # an object
        ("Совет назначил И. Орлова руководителем клиники.", "И. Орлова"),
        ("Избрание Ольги Седовой ректором удивило всех.", "Ольги Седовой"),
        # one of several, «как»
        ("Олег Зубов был одним из самых известных врачей Перми.", "Олег Зубов"),
        ("Олег Зубов дебютировал как певец в 2001 году.", "Олег Зубов"),
        ("Анна Седова, известная также как певица, уехала.", "Анна Седова"),
        # several
        ("Иван Орлов и Анна Седова стали депутатами.", "Анна Седова"),
        ("Авторами фильма выступили Иван Орлов и Анна Седова.", "Иван Орлов"),
        # beside the name
        ("Олег Зубов, — директор театра.", "Олег Зубов"),
        ("Анна Седова — 54 года, врач.", "Анна Седова"),
        ("Иван Орлов и Олег Зубов — депутаты Госдумы.", "Олег Зубов"),
        ("С ними говорил руководитель отдела Windows Олег Зубов.", "Олег Зубов"),
        ("Лидер известной рок-группы «Алиса» Олег Зубов выступил.", "Олег Зубов"),
        ("Приехал экс-пограничник Олег Зубов.", "Олег Зубов"),
        ("Главный редактор: Гаврилова А. В. Адрес редакции: Омск.", "Гаврилова А. В."),
    ],
)
def test_the_holder_by_order(roles_of, text, name):
    found = roles_of(text)
    held = [holder(found, n) for n in range(len(found[1]))]
    assert name in held, held


@pytest.mark.parametrize(
    "text",
    [
        "Дочь известного писателя Мария Седова приехала.",
        "Дочь писателя, актёра и режиссёра Мария Седова приехала.",
        "Газета цитирует мать пограничника Светлану Седову.",
        "Иван Орлов говорил вместе с бывшим министром.",
        "Иван Орлов окончил институт. Мы были там врачами.",
        "Иван Орлов приехал в порт. Его отец работал там грузчиком.",
        "Анна Седова приехала в порт. Он работал там грузчиком.",
        "Иван Орлов не стал директором школы.",
        "Иван Орлов не был назначен директором школы.",
        "Иван Орлов не захотел стать директором школы.",
        "Премьером станет разведчица. Иван Орлов рад.",
        "Иван Орлов рад, что его соседи стали депутатами.",
    ],
)
def test_the_role_of_somebody_else(roles_of, text):
    _, roles = roles_of(text)
    wrong = [role.title for role in roles if role.holder is not None]
    assert wrong == [], wrong


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Начальник управления — заместитель министра генерал Андрей Седов молчит.", 3),
        ("Выступил глава «Движения за мир» (ДМ) депутат Олег Зубов.", 2),
        ("Это вице-президент завода, а ныне член Совета Федерации Олег Зубов.", 2),
        ("Олег Зубов стал директором, а затем ректором.", 2),
        ("Олег Зубов работал министром, зампредседателя комитета.", 2),
        ("Олег Зубов занял два поста — директора театра и ректора школы.", 2),
    ],
)
def test_all_roles_of_a_list(roles_of, text, count):
    found = roles_of(text)
    held = [holder(found, n) for n in range(len(found[1]))]
    assert [name for name in held if name in ("Олег Зубов", "Андрей Седов")] == held
    assert len(held) == count


def test_the_workplace_of_a_role_that_a_verb_says(roles_of):
    document, roles = roles_of("Олег Зубов работал адвокатом в компании «Вектор».")
    assert roles[0].workplace is not None
    assert "Вектор" in document.words(roles[0].workplace)
    assert only(roles_of("Олег Зубов работал врачом в Перми.")).workplace is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("В суде выступил адвокат экс-министра Иван Орлов.", "Иван Орлов"),
        ("Помощница Вахитовой, студентка Лиза Седова, уехала.", "Лиза Седова"),
        ("Рулевой хозяев Иван Орлов доволен.", "Иван Орлов"),
        ("Банк возглавил внук президента Петра Седова Иван Орлов.", "Петра Седова"),
    ],
)
def test_whose_doctor_and_who(roles_of, text, name):
    assert holder(roles_of(text)) == name


def test_agreement_decides_whose_role_it_is(roles_of):
    assert holder(roles_of("Жена директора школы Ольга Седова приехала.")) is None
    assert holder(roles_of("Адвокат Игоря Ломова отказался говорить.")) is None
    assert holder(roles_of("Игорь Ломов не является директором школы.")) is None


def test_several_roles_of_one_person(roles_of):
    found = roles_of("Пришёл президент клуба, депутат Госдумы Игорь Ломов.")
    assert [holder(found, n) for n in (0, 1)] == ["Игорь Ломов"] * 2
    found = roles_of("Игорь Ломов — писатель, публицист и переводчик.")
    assert [holder(found, n) for n in (0, 1, 2)] == ["Игорь Ломов"] * 3


def test_nouns_that_count_only_with_a_holder(roles_of):
    assert texts(roles_of("Он встретил основателя компании.")) == []
    assert texts(roles_of("Он встретил основателя компании Игоря Ломова.")) == ["основателя компании"]
    assert texts(roles_of("Члены экипажа выжили.")) == []
    assert texts(roles_of("Выступил член совета директоров.")) == ["член совета директоров"]


# Workplaces.


def test_the_workplace_is_a_name_or_a_common_noun(roles_of):
    document, roles = roles_of("Приехал директор «Газпрома» и директор бизнес-инкубатора.")
    first, second = (role.workplace for role in roles)
    assert isinstance(first, Name)
    assert "Газпром" in document.words(first)
    assert isinstance(second, Nominal)
    assert (second.normal, document.words(second)) == ("бизнес-инкубатор", "бизнес-инкубатора")


def test_what_a_deputy_deals_with_is_no_part_of_the_workplace(roles_of):
    workplace = only(roles_of("Уволен заместитель директора завода по кадрам.")).workplace
    assert isinstance(workplace, Nominal)
    assert workplace.normal == "завод"


def test_a_land_is_no_workplace(roles_of):
    assert only(roles_of("Прибыл президент Франции.")).workplace is None
    assert only(roles_of("Прибыл губернатор Пермского края.")).workplace is None


def test_the_users_own_roles(roles_of):
    text = "Урожай собрал сити-фермер Игорь Ломов."
    assert only(roles_of(text, more=["сити-фермер"])).post == "сити-фермер"
    assert texts(roles_of("Пришёл ковбоец.", more=["ковбоец"])) == ["ковбоец"]


# Any text.

WORDS = st.sampled_from(
    [
        "директор",
        "экс-глава",
        "и",
        "о",
        ".",
        "врио",
        "«",
        "»",
        "(",
        ")",
        "—",
        ",",
        "бывший",
        "Иванов",
        "Газпрома",
        "управляющий",
        "заместителя",
        "по",
        "в",
        "кандидат",
        "президенты",
        "имени",
        "им.",
        "№",
        "5",
        ":",
        "замминистра",
    ]
)


@given(st.lists(WORDS, max_size=30))
@settings(max_examples=60, deadline=None)
def test_mentions_are_in_order_and_apart(models, words):
    text = " ".join(words)
    document = read(text, split_page(text), *models)
    roles = find_roles(document, find_names(document)[0])
    for role in roles:
        assert document.text[role.start : role.end].strip()
        assert role.first <= role.head < role.last
        assert (
            document.tokens[role.first].start <= role.start < role.end == document.tokens[role.last - 1].end
        )
        assert role.holder is None or not role.overlaps(role.holder)
        assert role.title
    assert all(one.end <= two.start for one, two in itertools.pairwise(roles))


@pytest.mark.parametrize(
    "text",
    [
        "экс-" * 3000 + "мэр",
        "«Директор " * 500,
        "членов " * 2000,
        "и. о. " * 500 + "мэра",
        "Ань, директор школы, уехала.",  # a vocative
    ],
)
def test_odd_texts_work(roles_of, text):
    roles_of(text)
