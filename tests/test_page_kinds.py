"""Kinds of blocks: which line of a news page is what."""

from __future__ import annotations

import textwrap

import pytest

from newsnlp.page.split import Page, split_page

ARTICLE = """Мост через Чусовую откроют в июне

Строители уложили последнюю плиту моста через Чусовую, сообщили в дорожном агентстве.

«Осталось нанести разметку», — сказал прораб Олег Фирсов.

{}

Движение по мосту запустят двенадцатого июня, в День России.
"""


def kinds(text: str, boilerplate: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    page = split_page(text, boilerplate)
    return [(block.kind, text[block.start : block.end]) for block in page.blocks]


def kind_inside(lines: str, boilerplate: tuple[str, ...] = ()) -> list[str]:
    """The kinds of lines in the middle of an article."""
    return [kind for kind, _ in kinds(ARTICLE.format(lines), boilerplate)[3:-1]]


def kind_below(lines: str) -> list[str]:
    """The kinds of lines below an article."""
    found = kinds(ARTICLE.format("Плит было сорок две, каждая весит двенадцать тонн.") + "\n" + lines)
    return [kind for kind, _ in found[5:]]


@pytest.mark.parametrize(
    "line",
    [
        "Читайте также: В Кунгуре починили плотину",
        ">>> Смотрите также: Рейтинг мостов края",
        "[Вам может быть интересно: «Паром»: репортаж с переправы]",
        "Подписывайтесь на наш канал в Telegram!",
        "Нашли ошибку? Выделите её и нажмите Ctrl+Enter",
        "Главная / Общество / Дороги",
        "Политика Экономика Общество Спорт Культура",
        "ВКонтакте Одноклассники Telegram",
        "Поделиться:",
        "#Пермь #мосты",
        "Просмотров: 2 418",
        "❤ 12  👍 7",
        "Теги: мосты, Чусовая",
        "мосты, дороги, чусовая",
        "РЕКЛАМА • ООО «Плита» • Бетон от 3000 ₽. Узнать подробнее",
        "Мы используем файлы cookie. Оставаясь на сайте, вы соглашаетесь с этим.",
        "© 2020 Сетевое издание «Берег». Все права защищены",
        "Свидетельство о регистрации СМИ Эл № ФС77-00000 выдано в 2014 году.",
        "https://bereg.example/news/17",
        "* * *",
    ],
)
def test_furniture_inside_an_article_is_boilerplate(line: str) -> None:
    assert kind_inside(line) == ["boilerplate"]


@pytest.mark.parametrize(
    "line",
    [
        "Читайте нашу книгу жалоб, она у входа, — посоветовал прораб.",
        "Подписали договор и поставщики щебня, их двенадцать.",
        "Реклама на мосту запрещена, напомнили в агентстве.",
        "Комментировать сроки в ведомстве отказались.",
        "Фото пострадавших опубликовали в соцсетях, сообщает полиция.",
        "Видео Фирсов снимать не разрешил.",
        "Автор проекта Инна Лоскутова отметила, что мост простоит сто лет.",
        "Главный редактор районной газеты Пётр Ким сказал: «Ждём ленточку».",
        "Источник в мэрии утверждает: ленточку уже купили.",
        "Вопросы принимают по телефону 8 (342) 200-00-00, их уже больше сотни.",
        "— Звоните хоть ночью: 212-00-00, — смеётся прораб.",
        "По данным минтранса, плит было 42.",
        "01:40. Последняя машина ушла с берега.",
        "23 мая 2020 года агентство приняло опоры.",
        "- паспорт моста,",
        "1:2",
        "Олег Фирсов, прораб",
        "Инна Лоскутова, автор проекта:",
    ],
)
def test_what_only_resembles_furniture_stays_a_paragraph(line: str) -> None:
    assert kind_inside(line) == ["paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "Фото: Анна Ким",
        "Фото Анны Ким / «Берег»",
        "Фото автора",
        "Фото из архива школы",
        "© РИА Новости / Илья Быков",
        "Новая опора. Фото: Анна Ким",
        "Вид на мост с воды / Reuters",
        "Скриншот видео очевидца",
        "Изображение предоставлено пресс-службой агентства",
        "📷 чат «Берег. Соседи»",
        "мини|слева|Мост через Чусовую",
    ],
)
def test_credits(line: str) -> None:
    assert kind_inside(line) == ["credit"]


def test_a_credit_at_the_end_of_a_paragraph_is_a_block_of_its_own() -> None:
    line = (
        "Плиты везли из Березников на баржах, потому что дорогу размыло ещё в апреле, и каждая баржа "
        "брала по три плиты. Следующую партию ждут в среду. Фото: Анна Ким"
    )
    assert kind_inside(line) == ["paragraph", "credit"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Еремей ВИНОКУРОВ.", ["byline"]),
        ("Кирилл Ожегов", ["byline"]),
        ("Арсений Лунев, Кунгур", ["byline"]),
        ("Марта Ситникова, «Берег»", ["byline"]),
        ("Кристина БУГАКОВА, фото автора", ["byline"]),
        ("Автор: Яна Седых", ["byline"]),
        ("Беседовала Яна Седых", ["byline"]),
        ("Авторы\nЯна Седых", ["byline", "byline"]),
        ("Олег Фирсов", ["paragraph"]),  # the article speaks of him
        ("Источник: «Берег»", ["boilerplate"]),
        ("Дополняется", ["boilerplate"]),
    ],
)
def test_lines_below_the_article(lines: str, expected: list[str]) -> None:
    assert kind_below(lines) == expected


def test_a_name_below_a_quotation_is_its_speaker_not_the_author() -> None:
    text = "Что говорят о мосте\n\nЖители ждут моста с весны.\n\n«Без него как без рук».\n\nАлина Шмидт\n"
    assert kinds(text)[-1] == ("paragraph", "Алина Шмидт")


@pytest.mark.parametrize(
    "lines",
    [
        "Дополнительная информация для СМИ:\nНаталья Жук –\n212-00-00.",
        "Контакты для СМИ:\nАнна Ким, pr@bereg.example, +7 (342) 200-00-00",
        "Пресс-служба дорожного агентства\nТел.: 8 (342) 200-00-00\nE-mail: press@bereg.example",
        "Анна Ким – 212-00-00",
        "Телефон горячей линии: 112",
    ],
)
def test_contacts_are_one_block(lines: str) -> None:
    assert kinds(ARTICLE.format("Плит было сорок две.") + "\n\n" + lines)[-1] == ("contact", lines)


def test_links_below_their_heading_belong_to_it() -> None:
    lines = "ЧИТАЙТЕ ТАКЖЕ\nКак чинили паром\n«Плывём»: три истории с переправы"
    assert kind_inside(lines) == ["boilerplate"] * 3


def test_the_article_goes_on_below_links() -> None:
    lines = "По теме:\nКак чинили паром\n\nПаром уйдёт на ремонт, рассказали в порту."
    assert kind_inside(lines) == ["boilerplate", "boilerplate", "paragraph"]


def test_readers_comments_and_forms() -> None:
    comments = (
        "Комментарии (2)\nbereg_59\n18.11.2020 11:31\nОпять к выборам успели\nОтветить\n"
        "гость\n18.11.2020 12:10\n«Спасибо», — сказала мама.\nДобавить комментарий"
    )
    assert set(kind_below(comments)) == {"boilerplate"}


def test_a_heading_of_experts_comments_is_a_heading() -> None:
    text = ARTICLE.format("Комментарии\n\nИнженер Яна Седых считает, что плиты продержатся полвека.")
    assert kinds(text)[3:5][0] == ("headline", "Комментарии")


def test_subheads() -> None:
    text = ARTICLE.format("Что дальше\n\nПо словам прораба, осталось покрасить перила и поставить знаки.")
    assert ("headline", "Что дальше") in kinds(text)


def test_turns_of_an_interview_stay_paragraphs() -> None:
    text = (
        "Прораб: «Мосты любят тишину»\n\nО мосте рассказал прораб Олег Фирсов.\n\n"
        "— Когда откроют мост?\n\n— В июне\n\n— Точно?\n\nКогда покрасят перила?\n\nВ мае.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["headline"] + ["paragraph"] * 6


def test_a_headline_behind_a_dash_is_a_link_where_no_speech_has_dashes() -> None:
    assert kind_inside("- В Кунгуре починили старую плотину") == ["headline"]


@pytest.mark.parametrize(
    "head",
    [
        "Портал «Берег»\nМЕНЮ\nПолитика\nСпорт\nГлавная / Общество\n",
        "Этот сайт использует cookies. Принять все\nНовости Афиша Ещё\nОбщество\n12 марта 2021, 14:37\n",
        "Берег 24 | Пермь\nПермь +34 ☀\nUSD 91,20 ▲ EUR 98,87 ▼\nНовости / Дороги\n",
        "",
    ],
)
def test_the_title_stands_below_the_menus(head: str) -> None:
    page = split_page(head + ARTICLE.format("Плит было сорок две."))
    assert page.title == "Мост через Чусовую откроют в июне"


def test_the_title_at_the_end_of_a_path() -> None:
    text = (
        "БЕРЕГ\nКонтакты\nГлавная > Общество > Мост через Чусовую откроют в июне\n\n"
        "Строители уложили последнюю плиту моста, сообщили в агентстве.\n"
    )
    assert split_page(text).title == "Мост через Чусовую откроют в июне"
    assert [kind for kind, _ in kinds(text)] == ["boilerplate"] * 3 + ["headline", "paragraph"]


def test_a_subtitle_is_a_headline_and_a_caption_is_not() -> None:
    subtitle = "Мост открыт\nЛенточку над рекой перерезали дважды\n\nПо мосту через Чусовую пошли машины."
    assert [kind for kind, _ in kinds(subtitle)] == ["headline", "headline", "paragraph"]
    caption = "Мост открыт\nПрораб Олег Фирсов на мосту\nПо мосту через Чусовую пошли машины."
    assert [kind for kind, _ in kinds(caption)] == ["headline", "paragraph", "paragraph"]


def test_text_without_a_title_has_none() -> None:
    assert split_page("«Мы готовы», — сказал прораб.").title is None
    assert split_page("— Когда? — спросила Нина.\n— Завтра, — ответил прораб.").title is None


def test_phrases_of_the_user() -> None:
    line = "Береги берег: присоединяйся, нас уже тысяча!"
    assert kind_inside(line) == ["paragraph"]
    assert kind_inside(line, ("БЕРЕГИ  БЕРЕГ",)) == ["boilerplate"]
    assert kind_inside("Берегись моста, пошутил прораб.", ("Береги",)) == ["paragraph"]


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0c", "\n"])
def test_line_breaks(line_break: str) -> None:
    text = ARTICLE.format("Фото: Анна Ким").replace("\n", line_break)
    assert [kind for kind, _ in kinds(text)] == ["headline", "paragraph", "paragraph", "credit", "paragraph"]


def test_blocks_have_no_white_space_around() -> None:
    text = "\ufeff\u00a0Мост открыт\u200b \r\n\u00a0\r\n\tПо мосту через Чусовую пошли машины.\u00a0\u200d\n"
    assert [found for _, found in kinds(text)] == ["Мост открыт", "По мосту через Чусовую пошли машины."]


def test_a_paragraph_broken_to_a_width_is_one_block() -> None:
    paragraph = (
        "Строители уложили последнюю плиту моста через\n"
        "Чусовую и теперь наносят разметку, рассказали\n"
        "в дорожном агентстве края."
    )
    assert kinds("Мост открыт\n\n" + paragraph)[1] == ("paragraph", paragraph)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("width", [60, 80])
def test_paragraphs_of_a_text_broken_to_a_width_end_where_a_line_is_not_full(
    width: int, between: str
) -> None:
    paragraphs = [
        "После двух лет ремонта по мосту через Чусовую снова пошли машины, рассказала глава агентства.",
        "– Ехать стало вдвое быстрее, – подтвердил водитель рейсового автобуса Марат Галеев.",
        "Первым по мосту проехал автобус, в котором сидели те, кто его строил. На ремонт ушло три года.",
    ]
    broken = [textwrap.fill(paragraph, width) for paragraph in paragraphs]
    assert [found for _, found in kinds("Мост открыли\n\n" + between.join(broken))][1:] == broken


def test_verse_has_no_width() -> None:
    verse = [
        "мост стоит и дремлет над широкой рекой",
        "и молчит",
        "о тех кто не вернулся домой этой длинной",
        "зимой",
    ]
    assert len(split_page("О мосте\n\n" + "\n".join(verse)).blocks) == 5


def test_a_notice_that_the_law_demands_is_no_part_of_the_article() -> None:
    notice = (
        "НАСТОЯЩИЙ МАТЕРИАЛ (ИНФОРМАЦИЯ) ПРОИЗВЕДЕН И РАСПРОСТРАНЕН ИНОСТРАННЫМ АГЕНТОМ ООО «БЕРЕГ», ЛИБО "
        "КАСАЕТСЯ ДЕЯТЕЛЬНОСТИ ИНОСТРАННОГО АГЕНТА ООО «БЕРЕГ»."
    )
    assert kinds(f"Мост открыт\n\n{notice}\n\nПо мосту пошли машины.")[1][0] == "boilerplate"


def test_short_lines_are_no_broken_paragraph() -> None:
    text = "О мосте\n\nдлина 340 м\nширина 12 м\nвысота 9 м\n"
    assert len(split_page(text).blocks) == 4


def test_empty_and_blank() -> None:
    assert split_page("") == Page([])
    assert split_page(" \n\u00a0\ufeff\r\n") == Page([])
