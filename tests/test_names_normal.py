"""Names in the nominative."""

import pytest

from newsnlp.document import Document
from newsnlp.extractor import Extractor
from newsnlp.names.find import find_names
from newsnlp.names.normal import nominative, nominatives
from newsnlp.page.split import split_page
from newsnlp.reading import read
from newsnlp.schema import EntityType

EXTRACTOR = Extractor(model="fast")  # the rules by themselves


def document(text: str) -> Document:
    tagger, morphology = EXTRACTOR._models()
    return read(text, split_page(text), tagger, morphology)


def normals(text: str, kind: EntityType) -> list[str]:
    doc = document(text)
    found = [name for name in find_names(doc)[0] if name.type == kind]
    forms = nominatives(doc, found)
    return [forms[name] for name in found]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("По словам Руслана Ахметзянова, всё готово.", "Руслан Ахметзянов"),
        ("Вопрос задали Наталье Жуковой.", "Наталья Жукова"),
        ("Письмо отправили Д. Кашину.", "Д. Кашин"),
        ("Ответа ждут от Соколова И.И.", "Соколов И.И."),
        # double names: each part as the grammar demands
        ("Вечер памяти Николая Римского-Корсакова.", "Николай Римский-Корсаков"),
        ("Книга Михаила Салтыкова-Щедрина вышла вновь.", "Михаил Салтыков-Щедрин"),
        ("Премию дали Анне-Марии Беловой.", "Анна-Мария Белова"),
        # adjectives, fleeting vowels, nouns
        ("Дело Алексея Толстого.", "Алексей Толстой"),
        ("Её сменила Ольга Зеленская. Об Ольге Зеленской писали.", "Ольга Зеленская"),
        ("Встреча с Олегом Кравцом.", "Олег Кравец"),
        ("Приговор Льву Зайцу.", "Лев Заяц"),
        # what does not decline
        ("Песня на стихи Тараса Шевченко.", "Тарас Шевченко"),
        ("С Эдуардом Шеварднадзе поговорили.", "Эдуард Шеварднадзе"),
        ("Он обратился к Ивану Черных.", "Иван Черных"),
        ("Он говорил с Биньямином Нетаньяху.", "Биньямин Нетаньяху"),
        # a man's surname declines, a woman's does not
        ("Он встретился с Ангелой Меркель.", "Ангела Меркель"),
        ("Он спорил с Виктором Меркелем.", "Виктор Меркель"),
        ("Встреча с Мариной Кравец.", "Марина Кравец"),
        # foreign names
        ("Он говорил с Реджепом Тайипом Эрдоганом.", "Реджеп Тайип Эрдоган"),
        ("Он обратился к Халеду аль-Масри.", "Халед аль-Масри"),
        ("Он обратился к Людвигу ван Бетховену.", "Людвиг ван Бетховен"),
        ("Режим Ким Чен Ына осудили.", "Ким Чен Ын"),
        ("Он обратился к королеве Елизавете II.", "Елизавета II"),
        ("Рассказ Айталины Слепцовой вышел в мае.", "Айталина Слепцова"),
        # ё and capitals as the text writes them
        ("Он обратился к Алле Пугачёвой.", "Алла Пугачёва"),
        ("Он обратился к Алле Пугачевой.", "Алла Пугачева"),
        ("Матч с Иваном СЁМИНЫМ.", "Иван СЁМИН"),
    ],
)
def test_people(text: str, person: str) -> None:
    assert normals(text, "person")[-1] == person


def test_forms_of_one_article_agree() -> None:
    text = "Жюри возглавит Хутыз. Спорить с Хутызом никто не стал. Речь Хутыза была краткой."
    assert set(normals(text, "person")) == {"Хутыз"}


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("Сотрудники Пермского центра бизнеса рассказали о планах.", "Пермский центр бизнеса"),
        ("Встреча с «Открытой школой» прошла.", "«Открытая школа»"),
        ("Договор заключили с МКУ «Пермский центр бизнеса».", "МКУ «Пермский центр бизнеса»"),
        ("Иск подан Министерством внутренних дел России.", "Министерство внутренних дел России"),
        ("Сообщение МВД России опровергли.", "МВД России"),
        ("Игрок подписал договор со «Спартаком».", "«Спартак»"),
        ("Члены партии «Зелёный берег» собрались.", "«Зелёный берег»"),
        ("Акции «Газпрома» выросли.", "«Газпром»"),
        ("Закон передали в Госдуму.", "Госдума"),
        ("Он работал в японском МИДе.", "японский МИД"),
        ("По данным ВЦИОМа, рейтинг вырос.", "ВЦИОМ"),
        ("Игру выиграли у сборной Финляндии.", "сборная Финляндии"),
        ("Сотрудники «Экрана-5» бастуют.", "«Экран-5»"),
        ("С компанией Microsoft подписан договор.", "Microsoft"),
        ("В сервисе «Мигом» уверены в успехе.", "«Мигом»"),  # beside a noun a title stays nominative
        ("На сайте «Фонтанки» сказано иное.", "«Фонтанка»"),
        ("Вопрос задал корреспондент БелТА.", "БелТА"),
        ("Уволен главврач Мытищинской больницы.", "Мытищинская больница"),
        ("Ребёнка привезли к врачам Клинской ЦРБ.", "Клинская ЦРБ"),
        ("Доехали бойцы Магаданского ПСО.", "Магаданский ПСО"),
        ("«Ростех» показал робота.", "«Ростех»"),
        ("Корпорация «РСК» построила завод.", "«РСК»"),
    ],
)
def test_organizations(text: str, organization: str) -> None:
    assert normals(text, "organization") == [organization]


def test_places() -> None:
    text = "В Перми, Нижнем Новгороде, Ростове-на-Дону и Набережных Челнах, в Пермском крае и США."
    assert normals(text, "location") == [
        "Пермь",
        "Нижний Новгород",
        "Ростов-на-Дону",
        "Набережные Челны",
        "Пермский край",
        "США",
    ]


@pytest.mark.parametrize("place", ["Приамурье", "Прионежье", "Верхоянье", "Закарпатье"])
def test_regions_that_the_dictionary_lacks(place: str) -> None:
    stem = place[:-1]
    assert set(normals(f"Губернатор {stem}я уехал. Он едет по {stem}ю. В {place} тепло.", "location")) == {
        place
    }


def test_one_mention_alone() -> None:
    doc = document("Об этом сообщил Иван Петров.")
    assert [nominative(doc, name) for name in find_names(doc)[0]] == ["Иван Петров"]
