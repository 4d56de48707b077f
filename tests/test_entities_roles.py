"""Who holds a role and where: names, common nouns, roles that stand alone."""

from __future__ import annotations

import pytest

from marked import holders, linked
from newsnlp import Extractor
from newsnlp.document import Referent, RoleLink, RoleMention
from newsnlp.entities.titles import titles


def people(extractor: Extractor, text: str) -> list[tuple[str, str | None]]:
    return [(phrase, person) for phrase, person, _ in holders(extractor, text)]


@pytest.mark.parametrize(
    ("text", "phrase", "person"),
    [
        (
            "Директор школы {p Анна Седова} открыла музей. Директор сообщила, что вход бесплатный.",
            "Директор",
            "Анна Седова",
        ),
        (
            "Губернатор {l Прикамья} {p Иван Орлов} уехал. Губернатор вернётся в мае.",
            "Губернатор",
            "Иван Орлов",
        ),
        (
            "Новый директор школы {p Анна Седова} открыла музей. Новый директор сообщила, что он платный.",
            "директор",
            "Анна Седова",
        ),
        (
            "Совет назначил директором школы {p Анну Седову}. Новый директор открыла музей.",
            "директор",
            "Анна Седова",
        ),
        (
            "Президент {l Франции} {p Жан Ренар} прилетел утром. Французский лидер выступит завтра.",
            "Французский лидер",
            "Жан Ренар",
        ),
        (
            "Министр обороны {l России} {p Олег Титов} провёл смотр. Глава {o Минобороны} остался доволен.",
            "Глава Минобороны",
            "Олег Титов",
        ),
    ],
)
def test_a_role_alone_goes_to_its_holder(extractor: Extractor, text: str, phrase: str, person: str) -> None:
    found = people(extractor, text)
    assert found[-1] == (phrase, person)


@pytest.mark.parametrize(
    "text",
    [
        "Директор школы {p Анна Седова} открыла музей. Любой директор мечтает о музее.",
        "Директор школы {p Анна Седова} открыла музей. Директора соседних школ ей помогли.",
        "Президент {l Франции} {p Жан Ренар} прилетел. Президент {l Польши} его встретил.",
        "Бывший мэр {p Олег Титов} судится. Мэр с ним не согласен.",
        "Директор школы {p Анна Седова} открыла музей. На пост директора претендуют двое.",
        "Президент {l Франции} {p Жан Ренар} прилетел. В мае назначены выборы президента.",
        "Губернатор {l Прикамья} {p Иван Орлов} уходит. Новому губернатору достанутся его долги.",
        "Врачи спасли мальчика.",
    ],
)
def test_a_role_of_nobody_in_particular(extractor: Extractor, text: str) -> None:
    assert people(extractor, text)[-1][1] is None


def test_the_adjective_of_a_place_is_no_complement_by_itself(extractor: Extractor) -> None:
    text = "Пришёл командующий {l Балтийским} флотом {p Иван Орлов}."
    assert people(extractor, text) == [("командующий Балтийским флотом", "Иван Орлов")]


def test_a_lasting_status_beside_a_name_is_a_role(extractor: Extractor) -> None:
    text = "Сделку одобрил партнёр фирмы {p Олег Титов}, он же член совета директоров."
    assert people(extractor, text) == [
        ("партнёр фирмы", "Олег Титов"),
        ("член совета директоров", "Олег Титов"),
    ]
    text = "Школу открыл двукратный чемпион мира по самбо {p Олег Титов}, основатель фонда."
    assert people(extractor, text) == [
        ("двукратный чемпион мира по самбо", "Олег Титов"),
        ("основатель фонда", "Олег Титов"),
    ]


def test_a_role_alone_is_a_mention_of_its_holder(extractor: Extractor) -> None:
    text = "Директор школы {p Анна Седова} открыла музей. О планах директора узнали все."
    person = next(r for r in linked(extractor, text)[0] if r.type == "person")
    assert [(r.kind, r.normal) for r in person.references] == [
        ("name", "Анна Седова"),
        ("nominal", "директор"),
    ]


def test_a_post_speaks_not_against_a_woman() -> None:
    article = Extractor().extract("Главный редактор: Гаврилова А. В. Адрес редакции: Омск, Мира, 5.")
    assert [(entity.gender, entity.roles[0].title) for entity in article.persons] == [
        ("female", "главный редактор")
    ]


def test_two_holders_of_one_post_are_told_apart_by_country(extractor: Extractor) -> None:
    found = people(
        extractor,
        "Президент {l Франции} {p Жан Ренар} принял президента {l Польши} {p Яна Вольского}. "
        "Французский президент показал гостю сад. Польский президент поблагодарил хозяина.",
    )
    assert found[-2:] == [
        ("Французский президент", "Жан Ренар"),
        ("Польский президент", "Ян Вольский"),
    ]


def test_workplace_by_a_common_noun_is_an_organisation(extractor: Extractor) -> None:
    referents, links, text = linked(
        extractor, "По словам директора бизнес-инкубатора {p Руслана Габидуллина}, всё готово."
    )
    organization = next(r for r in referents if r.type == "organization")
    assert organization.name == "бизнес-инкубатор"
    assert [(text[r.start : r.end], r.kind) for r in organization.references] == [
        ("бизнес-инкубатора", "nominal")
    ]
    assert links[0].organization == organization.id


def test_a_common_noun_takes_up_the_organisation_named_before(extractor: Extractor) -> None:
    found = holders(
        extractor, "{o «Новая школа»} открыла музей. Директор школы {p Анна Седова} провела экскурсию."
    )
    assert found == [("Директор школы", "Анна Седова", "«Новая школа»")]


def test_the_post_keeps_its_workplace(extractor: Extractor) -> None:
    found = holders(extractor, "Директор {o «Новой школы»} {p Анна Седова} рада. Директор ждёт гостей.")
    assert found[-1] == ("Директор", "Анна Седова", "«Новая школа»")


def test_a_country_is_no_workplace(extractor: Extractor) -> None:
    assert holders(extractor, "Президент {l Франции} {p Жан Ренар} прилетел.")[0][2] is None


def link(title: str, organization: str | None = None) -> RoleLink:
    return RoleLink(RoleMention(0, 1, 0, 1, 0, title, title.split()[0]), "e1", organization)


def test_longer_and_shorter_form_are_one_title() -> None:
    found = titles(
        [link("директор", "e2"), link("директор школы"), link("депутат"), link("депутат")], {"e2": "Школа"}
    )
    assert [(role.title, role.organization) for role in found["e1"]] == [
        ("директор школы", "Школа"),
        ("депутат", None),
    ]


def test_empty(extractor: Extractor) -> None:
    referents: list[Referent]
    referents, links, _ = linked(extractor, "Снег идёт.")
    assert referents == []
    assert links == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Немецкие экономисты {p Юстус Хаук}, {p Анника Герр} и {p Бьёрн Франк} изучили спрос.",
            ["Юстус Хаук", "Анника Герр", "Бьёрн Франк"],
        ),
        ("Врачи {p Иван Орлов} и {p Пётр Седов} спорят.", ["Иван Орлов", "Пётр Седов"]),
        ("{p Иван Орлов} и {p Пётр Седов} — врачи.", ["Иван Орлов", "Пётр Седов"]),
        ("Врач {p Иван Орлов} и {p Пётр Седов} спорят.", ["Иван Орлов"]),
        ("Врачи {p Иван Орлов} и {p Пётр Седов} навестили {p Анну Лыкову}.", ["Иван Орлов", "Пётр Седов"]),
    ],
)
def test_a_role_in_the_plural_is_of_all_whom_it_names(
    extractor: Extractor, text: str, names: list[str]
) -> None:
    assert [person for _, person in people(extractor, text)] == names


def test_nobody_holds_what_one_may_become(extractor: Extractor) -> None:
    text = "{p Анна Седова}, которая скоро может стать членом жюри, продаёт дом."
    assert people(extractor, text) == [("членом жюри", None)]


def test_subject_and_object_of_a_verb_are_two(extractor: Extractor) -> None:
    text = "Бывший нападающий «Спартака» сменил {p Дениса Бояринцева}."
    assert people(extractor, text) == [("нападающий «Спартака»", None)]
    text = (
        "{p Анна Седова} заведует отделением онкологии. Кандидат наук, она самая молодая в клинике. "
        "С врачом поговорила корреспондент «Таких дел» {p Жанна Бирюкова}."
    )
    assert people(extractor, text)[1] == ("врачом", None)
    text = (
        "Тренер {p Олег Титов} уволен. Вратарь {p Анна Седова} и врач {p Вера Орлова} ушли вслед за тренером."
    )
    assert people(extractor, text)[-1] == ("тренером", "Олег Титов")


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        (
            "Президенты {l Польши} и {l Франции} {p Олег Титов} и {p Иван Орлов} поговорили.",
            [("Олег Титов", "президент Польши"), ("Иван Орлов", "президент Франции")],
        ),
        (
            "Он видел тренеров {o «Маяка»} и {o «Искры»} {p Олега Титова} и {p Ивана Орлова}.",
            [("Олег Титов", "тренер «Маяка»"), ("Иван Орлов", "тренер «Искры»")],
        ),
        (
            "Врачи {o «Маяка»} {p Олег Титов} и {p Иван Орлов} уехали.",
            [("Олег Титов", "врач «Маяка»"), ("Иван Орлов", "врач «Маяка»")],
        ),
    ],
)
def test_two_share_a_role_in_two_places(
    extractor: Extractor, text: str, shares: list[tuple[str, str]]
) -> None:
    referents, links, _ = linked(extractor, text)
    names = {referent.id: referent.name for referent in referents}
    assert [(names[link.person or ""], link.role.title) for link in links] == shares


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Суд признал начальника отдела по борьбе с кражами УМВД по городу майора полиции Ивана Орлова "
            "виновным.",
            ["начальника отдела по борьбе с кражами УМВД по городу", "майора полиции"],
        ),
        (
            "На параде стояли командующий Северным флотом адмирал Олег Зубов и гости.",
            ["командующий Северным флотом", "адмирал"],
        ),
    ],
)
def test_roles_beside_names_of_bodies(text: str, roles: list[str]) -> None:
    assert [role.text for role in Extractor().extract(text).roles] == roles


def test_who_acts_is_no_part_of_the_body_before() -> None:
    text = "Совет избрал главой Комитета по вопросам спорта и.о. декана факультета Олега Зубова."
    roles = {role.text: role.status for role in Extractor().extract(text).roles}
    assert roles == {"главой Комитета по вопросам спорта": "current", "и.о. декана факультета": "acting"}


def test_the_subject_is_not_whom_it_shows_something(extractor: Extractor) -> None:
    text = (
        "В «ТГК» уверяют, что тепло подано везде.\n\nЖители с этим не согласны. Пенсионерка Валентина "
        "Доржиева показала корреспонденту «Инфпола» термометр. «В шубе спим», — пожаловалась она."
    )
    article = extractor.extract(text)
    assert {role.title: role.person for role in article.roles} == {"корреспондент «Инфпола»": None}


def test_this_company_is_the_one_spoken_of(extractor: Extractor) -> None:
    text = "Лекарство создал «Фармсинтез». Глава этой уральской компании Олег Зубов рад."
    article = extractor.extract(text)
    assert [body.name for body in article.organizations] == ["«Фармсинтез»"]
    assert article.roles[0].organization == article.organizations[0].id


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (
            "Режиссёр поспорил на встрече с директором театра Анной Лыковой.",
            {"Режиссёр": None, "директором театра": "Анна Лыкова"},
        ),
        ("До встречи с футболистом Родригес работала в лавке.", {"футболистом": None}),
        (
            "Как заявил Джейсон Лыков, член комитета, следователи молчат.",
            {"член комитета": "Джейсон Лыков", "следователи": None},
        ),
        ("Приехал механик со звучной фамилией Ревун.", {"механик": "Ревун"}),
    ],
)
def test_roles_of_others_in_one_clause(extractor: Extractor, text: str, held: dict[str, str | None]) -> None:
    article = extractor.extract(text)
    people = {entity.id: entity.name for entity in article.entities}
    assert {role.text: people.get(role.person or "") for role in article.roles} == held


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (
            "Олег Зубов объявил о назначении Ивана Лосева своим советником.",
            {"советником": "Иван Лосев"},
        ),
        (
            "Делегация, которую возглавит Олег Зубов, летит без кандидатуры на пост генсека.",
            {"генсека": None},
        ),
        (
            "Об этом сказано в словах турецкого министра. Цитирует слова министра пресс-служба парламента.",
            {"турецкого министра": None, "министра": None},
        ),
        (
            "Бывший агент ГРУ 70-летний Сергей Зубарь и его 33-летняя дочь Юлия были найдены на лавочке.",
            {"агент ГРУ": "Сергей Зубарь"},
        ),
    ],
)
def test_borders_and_holders_of_roles(extractor: Extractor, text: str, held: dict[str, str | None]) -> None:
    article = extractor.extract(text)
    people = {entity.id: entity.name for entity in article.entities}
    assert {role.text: people.get(role.person or "") for role in article.roles} == held


def test_a_field_is_no_workplace(extractor: Extractor) -> None:
    article = extractor.extract("Директором по управлению рисками стал Иван Орлов.")
    assert [role.organization for role in article.roles] == [None]


def test_a_role_noun_is_no_adjective_of_another(extractor: Extractor) -> None:
    article = extractor.extract("Умер Егор Лыков.\nПисатель-сатирик и драматург написал десять книг.")
    assert [role.text for role in article.roles] == ["Писатель-сатирик", "драматург"]


@pytest.mark.parametrize("body", ["«Орбиты»", "Lockheed Martin", "завода"])
def test_president_and_director_is_one_person_in_a_company(extractor: Extractor, body: str) -> None:
    text = f"Премию получил президент и исполнительный директор {body} Иван Орлов."
    article = extractor.extract(text)
    names = {entity.id: entity.name for entity in article.entities}
    assert [names.get(role.person or "") for role in article.roles] == ["Иван Орлов"] * 2
