"""The classes of error of docs/accuracy.md: what is right by now in each, in whole sentences of news."""

from __future__ import annotations

import pytest

from newsnlp import Article, Extractor, Quote


def only(article: Article) -> Quote:
    """The one quote of an article."""
    assert len(article.quotes) == 1, [quote.text for quote in article.quotes]
    return article.quotes[0]


def framed(quote: Quote) -> tuple[str, str | None]:
    """The content and the mention of the speaker in the frame."""
    assert quote.speaker is not None
    return quote.text, quote.speaker.text


def last_name(article: Article) -> str | None:
    """The name of who speaks last."""
    speaker = article.quotes[-1].speaker
    assert speaker is not None
    return speaker.name


def said(extractor: Extractor, text: str) -> dict[str, str | None]:
    """Each content with the name of its speaker."""
    quotes = extractor.extract(text).quotes
    return {quote.text: quote.speaker.name if quote.speaker else None for quote in quotes}


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Сварщик уверен, что разницы между трубами никакой: «и те, и другие проржавеют к осени».",
            "разницы между трубами никакой: «и те, и другие проржавеют к осени»",
        ),
        (
            "Тренер просит не ругать защитников: «они и так играют на уколах».",
            "не ругать защитников: «они и так играют на уколах»",
        ),
    ],
)
def test_marks_inside_retold_speech_belong_to_it(extractor: Extractor, text: str, content: str) -> None:
    quote = only(extractor.extract(text))
    assert (quote.text, quote.kind) == (content, "mixed")


def test_a_whole_sentence_after_a_colon_is_direct_speech_of_its_own(extractor: Extractor) -> None:
    text = "Мэр Анна Седова сказала, что мост закроют: «Опоры не выдержат паводка. Рисковать нельзя»."
    assert said(extractor, text) == {
        "мост закроют": "Анна Седова",
        "Опоры не выдержат паводка. Рисковать нельзя": "Анна Седова",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Об этом сообщил заместитель мэра Вологды Олег Тарасов, передаёт «Интерфакс».",
        "Об этом заявила глава комитета Инна Бурцева, пишет «Коммерсантъ».",
        "Такой прогноз дала глава комитета Инна Бурцева, передаёт «Интерфакс».",
        "Соответствующее заявление сделал мэр Вологды Олег Тарасов, пишет «Коммерсантъ».",
    ],
)
def test_that_somebody_has_spoken_is_no_content(extractor: Extractor, text: str) -> None:
    assert extractor.extract(text).quotes == ()


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Водитель, попросивший не называть фамилию, считает, что дорогу не починят никогда.",
            "дорогу не починят никогда",
        ),
        (
            "По словам соседей, которые вызвали пожарных, дом горел больше часа.",
            "дом горел больше часа",
        ),
        (
            "По данным газеты, принадлежащей холдингу «Волна», завод остановят в мае.",
            "завод остановят в мае",
        ),
    ],
)
def test_a_clause_about_the_speaker_is_no_content(extractor: Extractor, text: str, content: str) -> None:
    assert content in said(extractor, text)
    assert not any(
        content in quote.text and quote.text != content for quote in extractor.extract(text).quotes
    )


def test_where_the_page_has_lost_a_post_the_next_paragraph_is_no_quote(extractor: Extractor) -> None:
    page = (
        "Певец отменил гастроли\n\nПевец Руслан Жуков отменил гастроли в Сибири.\n\n"
        "На своей странице он написал:\n\n\n\n"
        "Концерты должны были пройти в Омске и Томске. Билеты продавали с марта.\n\n"
        "Деньги вернут до конца месяца."
    )
    assert not any("Концерты" in quote.text for quote in extractor.extract(page).quotes)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("По словам протоиерея Игоря Вышинского: «Служба прошла торжественно».", "Игорь Вышинский"),
        ("Слова директора Петра Орлова из интервью: «Мы продаём привычку».", "Пётр Орлов"),
        ("Денис Рощин поблагодарил трибуны такими словами: «Без вас мы проиграли бы».", "Денис Рощин"),
    ],
)
def test_nouns_of_speech_name_the_speaker(extractor: Extractor, text: str, name: str) -> None:
    assert [(n or "").replace("ё", "е") for n in said(extractor, text).values()] == [name.replace("ё", "е")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("— Она и врач, и почтальон, — загибает пальцы Антонина Семёновна.", "Антонина Семёновна"),
        ("«Хоть свет во дворе повесили!» — пожала плечами Дора Наумовна с третьего этажа.", "Дора Наумовна"),
        ("— А кто поедет? — кричит из сеней Илья Баирович. — Овцы поедут?", "Илья Баирович"),
    ],
)
def test_the_speaker_behind_a_gesture(extractor: Extractor, text: str, name: str) -> None:
    assert only(extractor.extract(text)).speaker.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "«Труднее всего было с шумом», — вспоминает соавтор работы, младший научный сотрудник института "
            "Тимур Абдукаримов.",
            "Тимур Абдукаримов",
        ),
        ("Адвокат Гребенюка, Борис Штерн, напомнил, что картину его подзащитный вернул сам.", "Борис Штерн"),
        ("Подрядчик, ООО «Мостремонт-2», обещает, что закончит к июню.", "ООО «Мостремонт-2»"),
    ],
)
def test_who_is_named_behind_a_comma(extractor: Extractor, text: str, name: str) -> None:
    assert name in said(extractor, text).values()


@pytest.mark.parametrize(
    "text",
    [
        "Актриса Мия Фарроу отменила встречу. Менеджер Мии Фарроу сообщил, что интервью не будет.",
        "Сенатор Хиллари Клинтон заболела. Помощник Хиллари Клинтон заявил, что поездка отложена.",
    ],
)
def test_whose_man_speaks_has_not_spoken(extractor: Extractor, text: str) -> None:
    quote = only(extractor.extract(text))
    assert quote.speaker.kind == "anonymous"
    assert quote.speaker.name is None


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Итальянская газета La Stampa сообщила, что переговоры сорваны.", "organization", "La Stampa"),
        ("Российский прокурор заявил, что арест продлят.", "anonymous", None),
        ("Как отмечает британская пресса, министр уйдёт в отставку.", "group", None),
    ],
)
def test_the_adjective_of_a_place_does_not_speak(
    extractor: Extractor, text: str, kind: str, name: str | None
) -> None:
    speaker = only(extractor.extract(text)).speaker
    assert (speaker.kind, speaker.name) == (kind, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("«Рыбы стало больше», — приводятся в сообщении слова инженера Баира Дугарова.", "Баир Дугаров"),
        ("Грунт чист, говорит Анна Бурцева. «Чудес нет», — передаёт её слова издание.", "Анна Бурцева"),
    ],
)
def test_who_passes_the_words_on_has_not_spoken(extractor: Extractor, text: str, name: str) -> None:
    assert [q.speaker.name for q in extractor.extract(text).quotes if q.kind == "direct"] == [name]


def test_a_noun_that_has_taken_somebody_up_does_so_again(extractor: Extractor) -> None:
    text = (
        "Колумбия готова закупать мёд, заявил посол Хоакин Ринкон. Дипломат прилетел в Уфу впервые.\n\n"
        "На встречу пришёл обозреватель «Вечерней Демы» Салават Хисматуллин.\n\n"
        "По словам дипломата, первая партия уйдёт морем уже в феврале."
    )
    assert said(extractor, text)["первая партия уйдёт морем уже в феврале"] == "Хоакин Ринкон"


def test_court_reports_leave_the_prosecutor_without_a_name(extractor: Extractor) -> None:
    text = (
        "Суд рассматривает дело бывшего директора водоканала Ованеса Григоряна. Вину он не признал.\n\n"
        "Прокурор настаивал, что деньги потрачены на личные нужды."
    )
    quote = only(extractor.extract(text))
    assert (quote.speaker.kind, quote.speaker.name) == ("anonymous", None)


def test_the_headline_of_an_interview_quotes_the_guest(extractor: Extractor) -> None:
    page = (
        "«Лёд в апреле обманывает даже опытных»\n\n"
        "Почему рыбаков снимают со льда, рассказал спасатель Тойво Лехтинен.\n\n"
        "— Сколько выездов было за неделю?\n\n— Семь. Из них три ложных.\n\n"
        "— Рыбаки жалуются, что вы их гоните. Это правда?\n\n— Жалуются. А потом мы их вытаскиваем.\n\n"
        "— Что делать тому, кто провалился?\n\n— Не кричать, а дышать."
    )
    headline = extractor.extract(page).quotes[0]
    assert headline.text == "Лёд в апреле обманывает даже опытных"
    assert headline.speaker.name == "Тойво Лехтинен"


def test_a_line_that_names_the_speaker(extractor: Extractor) -> None:
    page = (
        "Матч закончился со счётом 3:4. Гости отыгрались за десять минут.\n\n"
        "Геннадий Сундуков, главный тренер «Кузнеца»:\n"
        "– Отдали сами. К судьям вопросов нет. Вернее, есть, но толку их задавать?"
    )
    assert only(extractor.extract(page)).speaker.name == "Геннадий Сундуков"


def test_why_a_candidate_was_chosen(extractor: Extractor) -> None:
    text = "Депутат Иван Орлов принял жителей. Парламентарий пообещал, что мост починят."
    evidence = only(extractor.extract(text)).evidence
    best = evidence.candidates[0]
    assert best.name == "Иван Орлов"
    assert best.reasons
    assert evidence.speaker_rule == "noun"


def test_quoted_words_come_without_their_marks(extractor: Extractor) -> None:
    text = (
        "🩺 «Клещ не знает, что у вас шашлык»: минздрав об укусах\n\n💬 «Нашли клеща — маслом не заливаем!»"
    )
    quotes = extractor.extract(text).quotes
    assert quotes
    for quote in quotes:
        assert quote.kind != "direct" or quote.text[0] not in "«\"“„'"


def test_confidence_tells_sure_from_doubtful(extractor: Extractor) -> None:
    sure = only(extractor.extract("«Мост откроют в мае», — сказал мэр Перми Иван Орлов."))
    doubtful = extractor.extract(
        "На встречу пришли Иван Орлов, Пётр Лыков и Денис Рощин. Также он отметил, что мост откроют в мае."
    ).quotes
    assert sure.confidence > 0.85
    assert all(quote.confidence < sure.confidence - 0.1 for quote in doubtful)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Депутат Светлана Дурнова предложила публиковать списки в сети, но поддержки не нашла.",
            "публиковать списки в сети",
        ),
        (
            "Губернатор Артур Плетнёв призвал жителей не снимать взрывы, в 6:40 он вышел в эфир.",
            "не снимать взрывы",
        ),
        (
            "Журналист попросил посла уточнить, о каких объёмах мёда идёт речь.",
            "уточнить, о каких объёмах мёда идёт речь",
        ),
    ],
)
def test_a_request_ends_where_the_reporter_goes_on(extractor: Extractor, text: str, content: str) -> None:
    assert [quote.text for quote in extractor.extract(text).quotes][:1] == [content]


def test_by_somebodys_count_and_in_their_words(extractor: Extractor) -> None:
    text = (
        "Аналитик Глеб Вайнер с чиновниками не согласен. По его подсчётам, к декабрю рынок недополучит "
        "60 тысяч тонн: «Министерство складывает всё, что собрали. А треть собранного — мокрая»."
    )
    found = said(extractor, text)
    assert found["Министерство складывает всё, что собрали. А треть собранного — мокрая"] == "Глеб Вайнер"
    assert found["к декабрю рынок недополучит 60 тысяч тонн"] == "Глеб Вайнер"


def test_speech_that_goes_on_after_more_words_of_the_author(extractor: Extractor) -> None:
    text = (
        "— Двенадцать минут, — спокойно поправляет Вера Лунина. Она младше фельдшера, но на вызовах за "
        "старшую. — Окно откройте, пожалуйста. И кота уберите."
    )
    quote = only(extractor.extract(text))
    assert [segment.text for segment in quote.segments] == [
        "Двенадцать минут",
        "Окно откройте, пожалуйста. И кота уберите.",
    ]
    assert quote.speaker.name == "Вера Лунина"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # «тот» and «последний» mean whoever was named last and was no subject
        ("Иван Седов позвонил Олегу Тарасову. Тот ответил, что занят.", "Олег Тарасов"),
        ("Анна Седова спросила об этом Марию Белову. Та сказала, что ничего не знает.", "Мария Белова"),
        (
            "Иван Седов встретился с Олегом Тарасовым. По словам последнего, разговор был коротким.",
            "Олег Тарасов",
        ),
        # where nobody can be meant, an organisation is
        ("Еврокомиссия изучает сделку. В мае она заявила, что не видит препятствий.", "Еврокомиссия"),
        # people are called by where they work
        (
            "С инициативой выступил член комитета Госдумы по транспорту Олег Тарасов. "
            "«Дороги не готовы», — пояснил депутат.",
            "Олег Тарасов",
        ),
        # a document is its author's, also with a capital
        (
            "Губернатор Иван Седов своим Указом освободил министра от должности.\n\n"
            "В Указе отмечается, что министр уходит сам.",
            "Иван Седов",
        ),
        # the adjective of a place is part of the medium's name
        ("По данным миланской газеты Corriere della Sera, мост открыт.", "Corriere della Sera"),
        # whose words are relayed, not who relays them
        ("«Судья ошибся», — приводит слова форварда пресс-служба клуба.", None),
    ],
)
def test_who_is_meant(extractor: Extractor, text: str, name: str | None) -> None:
    assert last_name(extractor.extract(text)) == name


def test_where_news_comes_from_does_not_speak(extractor: Extractor) -> None:
    assert said(extractor, "По сообщениям из Сеула, переговоры отложены.") == {"переговоры отложены": None}


@pytest.mark.parametrize(
    ("text", "content", "name"),
    [
        (
            "Мэр Анна Седова молчала. По её словам, подрядчик, ООО «Опора», обещает закончить работы в мае.",
            "подрядчик, ООО «Опора», обещает закончить работы в мае",
            "Анна Седова",
        ),
        ("По данным подрядчика, ООО «Опора», работы идут.", "работы идут", "ООО «Опора»"),
        (
            "По словам мэра, ООО «Опора», которое строит мост, отстаёт от графика.",
            "ООО «Опора», которое строит мост, отстаёт от графика",
            None,
        ),
    ],
)
def test_what_explains_a_noun_ends_no_content(
    extractor: Extractor, text: str, content: str, name: str | None
) -> None:
    assert said(extractor, text) == {content: name}


@pytest.mark.parametrize(
    "text",
    [
        "Как рассказал источник, близкий к компании, опоры моста в плохом состоянии.",
        "Как рассказал эксперт, который работает в институте, опоры моста в плохом состоянии.",
        "Как рассказал эксперт, опоры моста в плохом состоянии.",
    ],
)
def test_what_is_said_of_the_speaker_is_no_content(extractor: Extractor, text: str) -> None:
    assert only(extractor.extract(text)).text == "опоры моста в плохом состоянии"


@pytest.mark.parametrize(
    ("text", "content", "name"),
    [
        (  # the subject of a gerund is that of the last main verb, not whoever a parser finds
            "Спикер Сергей Нарымов пообещал поднять вопрос, а депутат Антон Хинев назвал его «вруном», "
            "заявив, что «слово ранит сильнее».",
            "«слово ранит сильнее»",
            "Антон Хинев",
        ),
        (
            "«Я возвращаюсь в Омск», — процитировал Петра Амелина собеседник агентства, добавив, что "
            "министр освобождён указом.",
            "министр освобождён указом",
            None,
        ),
        (
            "Пётр Лыков был против того, чтобы марку забрали у завода, полагая, что она принадлежит городу.",
            "она принадлежит городу",
            "Пётр Лыков",
        ),
        (  # a name that can be nothing but genitive owns the noun
            "Пресс-секретарь президента Аргентины Кристины Фернандес заявила, что диагноз ошибочен.",
            "диагноз ошибочен",
            None,
        ),
        (  # the verb is feminine, the president is not
            "Как сообщила пресс-секретарь главы государства, президент Дмитрий Орлов позвонил певице.",
            "президент Дмитрий Орлов позвонил певице",
            None,
        ),
        ("Как рассказали Сергею Орлову, мост закрыт.", "мост закрыт", None),
    ],
)
def test_grammar_tells_who_cannot_be_the_subject(
    extractor: Extractor, text: str, content: str, name: str | None
) -> None:
    assert said(extractor, text)[content] == name


@pytest.mark.parametrize(
    "text",
    [
        "Бабушки (их пятеро) машут с мостков платками и кричат, чтобы не забыли про хлеб.",
        "Израиль и США отвергают этот шаг, заявляя, что мир возможен.",
    ],
)
def test_a_plural_verb_tells_of_several_speakers(extractor: Extractor, text: str) -> None:
    speaker = only(extractor.extract(text)).speaker
    assert speaker is not None
    assert (speaker.kind, speaker.name) == ("group", None)


@pytest.mark.parametrize(
    ("text", "content", "name"),
    [
        (  # the author's «спрашиваю» is no content, whatever the tagger takes it for
            "Орлов снял кепку.\n— Лицензии на отстрел есть? — спрашиваю.\n— Есть, — кивает Орлов.",
            "Лицензии на отстрел есть?",
            None,
        ),
        (
            "Орлов снял кепку.\n— Лицензии на отстрел есть? — спрашиваю.\n"
            "— Есть. — Орлов смеётся, но недолго. — Шучу.",
            "Есть. Шучу.",
            "Орлов",
        ),
        (  # what is said holds no subject for the frame
            "Николай Гончаров попросил перевести.\n— Сэр! Ты слыхала? — и подмигивает: — Ужинаем в зале.",
            "Сэр! Ты слыхала? Ужинаем в зале.",
            "Николай Гончаров",
        ),
        (  # a report of its own behind a colon, and behind a comma
            "Компания «Север» предложила договор: она заявила, что готова платить.",
            "готова платить",
            "«Север»",
        ),
        (
            "Мэр Анна Седова и губернатор Пётр Лыков открыли мост. Она сказала, что мост нужен, он добавил, "
            "что стройка стоила дорого.",
            "мост нужен",
            "Анна Седова",
        ),
        (
            "Представители аэроклуба «Авиа» выразили соболезнования. В заявлении говорится: «Мы скорбим "
            "вместе с родными».",
            "Мы скорбим вместе с родными",
            "«Авиа»",
        ),
    ],
)
def test_what_is_said_ends_where_the_next_report_begins(
    extractor: Extractor, text: str, content: str, name: str | None
) -> None:
    assert said(extractor, text)[content] == name


def test_who_is_called_by_name_does_not_ask(extractor: Extractor) -> None:
    text = (
        "Глава комитета Ильдар Маратович Гареев — о мосте и дороге\n\n"
        "— Ильдар Маратович, когда откроют мост?\n— В мае, если не подведёт подрядчик.\n"
        "— А дорогу, Ильдар Маратович?\n— Осенью, если дадут денег."
    )
    names = [quote.speaker.name if quote.speaker else None for quote in extractor.extract(text).quotes]
    assert names == [None, "Ильдар Маратович Гареев"] * 2


def test_a_relative_clause_is_no_content(extractor: Extractor) -> None:
    text = "Доцент кафедры Андрей Лыков, чья лаборатория закрыта, уверен: «Деньги найдутся»."
    assert said(extractor, text) == {"Деньги найдутся": "Андрей Лыков"}


@pytest.mark.parametrize(
    ("text", "content", "name"),
    [
        (
            "«Мама продала дом. До квартиры она не дожила», — рассказала одна из пайщиц, Анна.",
            "Мама продала дом. До квартиры она не дожила",
            "Анна",
        ),
        (  # «исполком» is a body of its own, no word for any authority
            "В управлении Роспотребнадзора ждут проверки. Линию запустят в мае, сообщили в исполкоме.",
            "Линию запустят в мае",
            "исполком",
        ),
    ],
)
def test_which_phrase_names_the_speaker(
    extractor: Extractor, text: str, content: str, name: str | None
) -> None:
    assert said(extractor, text)[content] == name


def test_who_acts_in_a_headline_speaks_after_its_colon(extractor: Extractor) -> None:
    text = (
        "Маршрутчики Улан-Удэ не вышли на линию: «Работаем в минус»\n\n"
        "Сегодня с утра на остановках толпы людей, которые едут на работу."
    )
    speaker = only(extractor.extract(text)).speaker
    assert speaker is not None
    assert (speaker.kind, speaker.text) == ("group", "Маршрутчики Улан-Удэ")


@pytest.mark.parametrize(
    ("text", "content", "name"),
    [
        (  # marks, a comma and a dash make speech of words without a verb
            "Горожане не верят: «Третий раз за месяц, а вы всё про бригады», – пишет Светлана Петрова.",
            "Третий раз за месяц, а вы всё про бригады",
            "Светлана Петрова",
        ),
        (  # marks alone tell of a body, but not of a network
            "В «Водоканале» говорят, что лопнула труба 1974 года.",
            "лопнула труба 1974 года",
            "«Водоканал»",
        ),
        ("В «Одноклассниках» пишут, что воды нет третий день.", "воды нет третий день", None),
        (  # who reports for a medium stands for it
            "Мост закрыт до мая, передаёт корреспондент ТАСС.",
            "Мост закрыт до мая",
            "ТАСС",
        ),
        (
            "Как передаёт корреспондент «Новостей Поволжья» из зала суда, решение принято по ходатайству "
            "прокурора.",
            "решение принято по ходатайству прокурора",
            "«Новости Поволжья»",
        ),
        (
            "Подрядчик, как утверждает Пётр Лыков, пообещал «догнать график».",
            "Подрядчик пообещал «догнать график»",
            "Пётр Лыков",
        ),
    ],
)
def test_frames_of_regional_news(extractor: Extractor, text: str, content: str, name: str | None) -> None:
    assert said(extractor, text)[content] == name


def test_who_is_put_into_a_programme_is_not_on_air(extractor: Extractor) -> None:
    text = (
        "Губернатор Пётр Лыков поручил включить мост в программу «Безопасные дороги», отметив, что "
        "«откладывать дальше нельзя»."
    )
    assert [quote.via for quote in extractor.extract(text).quotes] == [None, None]


def test_an_initial_is_no_label_of_a_question(extractor: Extractor) -> None:
    text = (
        "В эфире — Вячеслав Дудин, который вытащил из автобуса шестерых детей\n\n"
        "ВЕДУЩАЯ: Вы уже привыкли к вниманию?\n\nВ. ДУДИН: Нет. Телефон я прячу в холодильник.\n\n"
        "ВЕДУЩАЯ: У нас звонок. Говорите, вы в эфире.\n\nСЛУШАТЕЛЬ: Это Марина из Вельска. Спасибо вам!\n\n"
        "В. ДУДИН: Соню я помню. Она мне про хомяка рассказывала."
    )
    article = extractor.extract(text)
    names = [quote.speaker.name if quote.speaker else None for quote in article.quotes]
    assert names == [None, "Вячеслав Дудин", None, None, "Вячеслав Дудин"]
    assert not any(role.person for role in article.roles)


def test_a_regulator_is_the_central_bank(extractor: Extractor) -> None:
    text = (
        "ЦБ сохранил ставку. Совет директоров Банка России взял паузу, говорится в сообщении регулятора. "
        "Инфляция, по прогнозу регулятора, снизится."
    )
    [*_, quote] = extractor.extract(text).quotes
    assert quote.speaker is not None
    assert quote.speaker.name == "ЦБ"


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        (
            "Если к вам пришли без звонка, советуют газовики, не открывайте и наберите 104.",
            "Если к вам пришли без звонка не открывайте и наберите 104",
            "газовики",
        ),
        (
            "Второй, по словам его адвоката, «просто водитель» и о подмене не знал.",
            "Второй «просто водитель» и о подмене не знал",
            "его адвоката",
        ),
    ],
)
def test_frames_inside_what_they_frame(extractor: Extractor, text: str, content: str, speaker: str) -> None:
    assert framed(only(extractor.extract(text))) == (content, speaker)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (  # «назвал» cannot go with «достроят», so that it has the speaker for its subject
            "Чиновник Кирилл Жданов заверил, что дом достроят за счёт бюджета, однако срок не назвал.",
            "дом достроят за счёт бюджета",
        ),
        (
            "Высказался и директор Пётр Лыков: по его мнению, судья «потерял нить игры».",
            "судья «потерял нить игры»",
        ),
    ],
)
def test_content_without_what_the_reporter_says(extractor: Extractor, text: str, content: str) -> None:
    assert only(extractor.extract(text)).text == content


def test_attention_is_drawn_to_what_is_said(extractor: Extractor) -> None:
    text = (
        "Президента сменила Керсти Каск. Тоомас Ильвес обратил внимание на то, что сосед «подрывает давние "
        "соглашения»."
    )
    assert said(extractor, text) == {"сосед «подрывает давние соглашения»": "Тоомас Ильвес"}


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        # the dictionary has «уверены» and «убеждена» as participles only
        ("Жители двора уверены, что парк вырубят к весне.", "парк вырубят к весне", "Жители двора"),
        ("Мария Седова убеждена, что рост продолжится.", "рост продолжится", "Мария Седова"),
        # the tagger takes rare nouns for verbs
        ("Другой, проходчик со стажем, считает, что шахту закроют.", "шахту закроют", "проходчик"),
        (  # a clause about the speaker before the colon
            "Краевед Инна Шустова спорила. Мэр Мария Щёголева осторожнее: деньги, по её словам, ищут.",
            "деньги ищут",
            "её",
        ),
        (
            "Он предостерёг коллег от выводов: прошлый сезон, напомнил биолог, был сухим.",
            "прошлый сезон был сухим",
            "биолог",
        ),
        # marks are content whole
        ("Анна Орлова призвала стороны «не торговаться».", "«не торговаться»", "Анна Орлова"),
    ],
)
def test_frames_of_federal_news(extractor: Extractor, text: str, content: str, speaker: str) -> None:
    assert framed(only(extractor.extract(text))) == (content, speaker)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Открыть окна невозможно, говорит Ольга Рябинина. «А дышать чем?» — спрашивает женщина.",
            "Ольга Рябинина",
        ),
        (
            "Краевед Инна Шустова спорила. Мэр Мария Щёголева осторожнее: деньги, по её словам, ищут.",
            "Мария Щёголева",
        ),
        (
            "На странице мэра Ивана Орлова опубликован пост: «Воду дадут к вечеру, ремонт завершён».",
            "Иван Орлов",
        ),
        ("В аккаунте клуба «Заря» появилось объявление: «Матч перенесён на среду».", "«Заря»"),
    ],
)
def test_who_is_meant_in_federal_news(extractor: Extractor, text: str, name: str) -> None:
    assert last_name(extractor.extract(text)) == name


def test_who_speaks_of_the_guest_asks(extractor: Extractor) -> None:
    text = (
        "Вратарь «Енисея» Максим Дорохов рассказал о победе.\n\n"
        "— Вы готовились специально?\n\n— Тренер вратарей принёс распечатку.\n\n"
        "— Главный тренер Андрей Лазутин вас хвалил.\n\n— Он преувеличивает.\n\n"
        "— Вас звали в «Ростов»?\n\n— Мне никто не звонил."
    )
    article = extractor.extract(text)
    speakers = [quote.speaker.name if quote.speaker else None for quote in article.quotes]
    assert speakers == [None, "Максим Дорохов"] * 3
    coach = next(role for role in article.roles if role.text == "Тренер вратарей")
    assert coach.person is None  # nor is he the head coach


def test_a_verb_tells_the_gender_of_a_role(extractor: Extractor) -> None:
    text = (
        "Олега Тарасенко обвиняют во взятке, сообщила руководитель пресс-службы Дарья Ким. "
        "По версии следствия, чиновник получил деньги."
    )
    article = extractor.extract(text)
    dasha = next(person for person in article.entities if person.name == "Дарья Ким")
    assert [mention.text for mention in dasha.mentions] == ["Дарья Ким"]


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("«Я не герой»: пожарный Иван Орлов — о работе", "Я не герой", "Иван Орлов"),
        ("«Страшно всегда». Интервью с пожарным Иваном Орловым", "Страшно всегда", "Иваном Орловым"),
        ("«Дайте светофор»: родители написали губернатору", "Дайте светофор", "родители"),
        ("Тренер «Авангарда» Ги Буше: мы выглядели как туристы", "мы выглядели как туристы", "Ги Буше"),
    ],
)
def test_headlines_with_who_says_it(extractor: Extractor, text: str, content: str, speaker: str) -> None:
    article = extractor.extract(f"{text}\n\nОб этом рассказала газета. Подробностей пока нет.")
    assert framed(article.quotes[0]) == (content, speaker)


@pytest.mark.parametrize(
    "text",
    [
        "«Чайка» — премьера сезона в театре",
        "«Мы не сдадимся»: почему закрылась школа",
    ],
)
def test_headlines_in_which_nobody_speaks(extractor: Extractor, text: str) -> None:
    article = extractor.extract(f"{text}\n\nТеатр открыл сезон. Школу закрыли на ремонт.")
    assert all(quote.speaker is None for quote in article.quotes)


def test_speech_below_a_line_that_names_somebody(extractor: Extractor) -> None:
    text = (
        "Почему дорожает масло\n\n«Правда» спросила двух человек.\n\n"
        "Екатерина Захарова, доцент:\n— Дело не в жадности. Подорожали корма и электричество.\n\n"
        "Павел Ситников, владелец фермы в Ленинградской области:\n— За литр платят 38 рублей."
    )
    assert said(extractor, text) == {
        "Дело не в жадности. Подорожали корма и электричество.": "Екатерина Захарова",
        "За литр платят 38 рублей.": "Павел Ситников",
    }


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        # no verb behind the colon
        ("В Минздраве уточнили: пострадавших четверо.", "пострадавших четверо", "Минздраве"),
        ("Врач Иван Орлов подчеркнул: состояние — тяжёлое.", "состояние — тяжёлое", "Иван Орлов"),
        # no verb but an adjective behind «что»
        ("Школьница Дарья считает, что победа заслуженная.", "победа заслуженная", "Дарья"),
        # another frame behind the colon
        (
            "Иван Орлов напомнил о законе: запреты, по его убеждению, рождают чёрный рынок.",
            "запреты рождают чёрный рынок",
            "его",
        ),
        (
            "▪️Под завалами могут находиться ещё двое, сообщает МЧС",
            "Под завалами могут находиться ещё двое",
            "МЧС",
        ),
        (
            "Начальник Рафаэль Ильдарович просит ничего не записывать.",
            "ничего не записывать",
            "Рафаэль Ильдарович",
        ),
        ("Первый зампред комитета Иван Орлов призвал не торопиться.", "не торопиться", "Иван Орлов"),
        (  # what comes after «что» is no subject of «кричит»
            "Первый, мужчина в пуховике, требует адвоката и кричит, что он знает губернатора.",
            "он знает губернатора",
            "Первый",
        ),
    ],
)
def test_colons_and_rows_of_verbs(extractor: Extractor, text: str, content: str, speaker: str) -> None:
    assert framed(only(extractor.extract(text))) == (content, speaker)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Гособвинитель запросил для Артёма Кулагина семь лет. «Вина доказана», — сказал он.", None),
        (
            "Пресс-секретарь президента Дмитрий Песков назвал решение ошибкой. «Это не поможет», — сказал "
            "представитель Кремля.",
            "Дмитрий Песков",
        ),
        ("Хор сменил Георгия Цхвираву. Цхвирава рассказал: «Я устал».", "Георгий Цхвирава"),
    ],
)
def test_who_is_meant_in_courts_and_theatres(extractor: Extractor, text: str, name: str | None) -> None:
    assert last_name(extractor.extract(text)) == name


def test_a_gerund_reports_on_its_own(extractor: Extractor) -> None:
    text = "«Запреты не помогут», — подчеркнул Иван Орлов, добавив, что коллеги «торопят события»."
    assert said(extractor, text) == {
        "Запреты не помогут": "Иван Орлов",
        "коллеги «торопят события»": "Иван Орлов",
    }


def test_a_name_that_only_its_place_shows(extractor: Extractor) -> None:
    text = "Макрон: Европа должна говорить с Москвой напрямую\n\nЗаседание прошло в Париже."
    assert said(extractor, text) == {"Европа должна говорить с Москвой напрямую": "Макрон"}


def test_a_noun_means_one_person(extractor: Extractor) -> None:
    text = (
        "Глава Tesla Илон Маск откликнулся в сети: «Вы крутые!»\n\n"
        "В Партии прогресса это опровергли. Как пояснил её представитель Харальд Нильсен, речь идёт о цели. "
        "«Запретов мы не поддерживаем», — подчеркнул политик."
    )
    article = extractor.extract(text)
    harald = next(person for person in article.entities if person.name == "Харальд Нильсен")
    assert [role.person for role in article.roles if role.text == "политик"] == [harald.id]
    assert [e.name for e in article.entities for m in e.mentions if m.text == "политик"] == [harald.name]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            "В пользу этой версии, считает Орлов, говорят находки.",
            {"В пользу этой версии говорят находки": "Орлов"},
        ),
        (
            "Мэр Анна Седова предложила пустить маршрутку: деньги, по её расчётам, в бюджете есть.",
            {"пустить маршрутку": "Анна Седова", "деньги в бюджете есть": "Анна Седова"},
        ),
        (
            "Депутат Ирина Крысина предлагает отдать мост региону: у города, подчёркивает она, нет денег.",
            {"отдать мост региону": "Ирина Крысина", "у города нет денег": "Ирина Крысина"},
        ),
        (
            "Прокурор Алёна Бекк просила увеличить срок: по её мнению, суд не учёл последствий.",
            {"увеличить срок": "Алёна Бекк", "суд не учёл последствий": "Алёна Бекк"},
        ),
        (
            "Когда министр Кашин сказал, что библиотека станет «местом силы», директора насторожились.",
            {"библиотека станет «местом силы»": "Кашин"},
        ),
        (
            "Если Орлов говорит, что дом, который строят, сдадут в мае, значит, так и будет.",
            {"дом, который строят, сдадут в мае": "Орлов"},
        ),
    ],
)
def test_a_clause_beside_another(extractor: Extractor, text: str, quotes: dict[str, str | None]) -> None:
    assert said(extractor, text) == quotes


@pytest.mark.parametrize(
    ("text", "name", "via"),
    [
        (
            "В самой прокуратуре «Вечернему Омску» сообщили, что жалоба поступила.",
            "прокуратура",
            "Вечернему Омску",
        ),
        ("По данным ТАСС, мэр Иван Орлов выразил надежду, что мост откроют.", "Иван Орлов", "ТАСС"),
        ("По данным «Труда», депутат Орлов уехал из города.", "«Труд»", None),
        ("«Пойдём через Италию», — заявил глава испанского правительства El País.", None, "El País"),
    ],
)
def test_the_medium_and_who_speaks(
    extractor: Extractor, text: str, name: str | None, via: str | None
) -> None:
    quote = only(extractor.extract(text))
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.via.text if quote.via else None) == (name, via)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Американский предприниматель Илон Маск сообщил, что покидает департамент.", "Илон Маск"),
        ("На вопрос о травме Масленникова Ташуев ответил, что снимки сделают завтра.", "Ташуев"),
        ("«Дойдём до Верховного суда», — пообещал адвокат Рябых.", "Рябых"),
        (
            "Лев Орлов назвал ленту честной, а вот Анна Седова не удержалась: «Я ушла с середины».",
            "Анна Седова",
        ),
        ("Иван ОРЛОВ сказал, что мост закроют.", "Иван Орлов"),
        (
            "Мать Ольги Самсоновой рада.\n\n«Он знал моё имя, — рассказала потерпевшая. — Я поверила».",
            "Ольга Самсонова",
        ),
    ],
)
def test_names_in_a_frame(extractor: Extractor, text: str, name: str) -> None:
    assert last_name(extractor.extract(text)) == name


def test_labels_of_one_letter(extractor: Extractor) -> None:
    text = (
        "Хирург Лео Бокерия ответил на вопросы редакции.\n\n"
        "Корреспондент: Вы помните первую операцию?\n\nБокерия: Помню руки.\n\n"
        "К.: Министр говорит, что очередей нет.\n\nБ.: Министр давно не болел. У нас запись на март."
    )
    assert said(extractor, text)["Министр давно не болел. У нас запись на март."] == "Лео Бокерия"


def test_a_noun_is_the_role_of_who_speaks_by_it(extractor: Extractor) -> None:
    text = (
        "Колумнист Роман Ушаков — о турникетах и здравом смысле\n\n"
        "На прошлой неделе мэр Челнов Наиль Седов сказал: «Наш город станет умным».\n\n"
        "Начальник управления информатизации уверяет, что камер уже две тысячи. "
        "«Каждый двор под присмотром», — хвастается чиновник."
    )
    article = extractor.extract(text)
    speaker = article.quotes[-1].speaker
    assert speaker is not None
    assert {role.person for role in article.roles if role.text == speaker.text} == {speaker.entity}


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (  # two roles of one person in the frame
            "Как поясняет руководитель экспедиции, доктор исторических наук Андрей Зольников, «даты "
            "повторились трижды».",
            {"«даты повторились трижды»": "Андрей Зольников"},
        ),
        (  # a noun that has the content
            "Выступил Дмитрий Ольхин. Он выразил сожаление, что за рекой «предпочитают язык ультиматумов».",
            {"за рекой «предпочитают язык ультиматумов»": "Дмитрий Ольхин"},
        ),
        (  # another cue in a relative clause
            "Мария Зорина прокомментировала высказывание главы дипломатии Анны Каллас, которая назвала планы "
            "соседей «реваншем за девяностые».",
            {"планы соседей «реваншем за девяностые»": "Анна Каллас"},
        ),
        (  # a body in brackets says nothing
            "В ответе, который жителям прислали из округа (копия есть в редакции), сказано, что средств на "
            "мост «не предусмотрено».",
            {"средств на мост «не предусмотрено»": None},
        ),
        (  # whom «через» governs says nothing
            "Глава города Эдуард Соснин на заседании не присутствовал. Однако через пресс-службу передал, "
            "что схема «не догма».",
            {"схема «не догма»": "Эдуард Соснин"},
        ),
        (  # «что» that asks
            "Депутат Ирина Горбунова поинтересовалась, что будет с предпринимателями.",
            {"что будет с предпринимателями": "Ирина Горбунова"},
        ),
        (  # a quote with its frame in brackets
            "У стены стоят бочки («такая у меня работа», — говорит бондарь Иван Шумилов).",
            {"такая у меня работа": "Иван Шумилов"},
        ),
        (  # no verb in the words themselves
            "В министерстве ответили, что не комментируют следствие. Бывший замминистра Алексей Мохов был "
            "краток: «Без комментариев. Всего доброго».",
            {"не комментируют следствие": "министерство", "Без комментариев. Всего доброго": "Алексей Мохов"},
        ),
        (  # what somebody does between dashes
            "Посол Хуан Ривера приехал в Уфу.\n\n– Двадцать тонн для начала, – посол загнул палец. – Если "
            "понравится нашим бабушкам, будет двести.",
            {"Двадцать тонн для начала Если понравится нашим бабушкам, будет двести.": "Хуан Ривера"},
        ),
        (  # a dash paragraph alone
            "Капитан «Ростова» Кирилл Щетинин был немногословен.\n\n— Упустили победу. Всё.\n\nМатч прошёл в "
            "субботу.",
            {"Упустили победу. Всё.": "Кирилл Щетинин"},
        ),
        (  # a caller is nobody's name
            "Звонивший убедил потерпевшую, что для спасения сбережений их нужно перевести на "
            "«безопасный счёт».",
            {"для спасения сбережений их нужно перевести на «безопасный счёт»": None},
        ),
        (  # a call sign is a name
            "Боец с позывным «Гранит» рассказал, что расчёт дежурит круглосуточно.",
            {"расчёт дежурит круглосуточно": "Гранит"},
        ),
    ],
)
def test_frames_with_more_than_a_verb_and_a_name(
    extractor: Extractor, text: str, quotes: dict[str, str | None]
) -> None:
    assert said(extractor, text) == quotes


def test_a_list_of_items_is_no_speech(extractor: Extractor) -> None:
    text = "Мэрия купила технику.\n\n— Снегоуборщики вышли на улицы.\n\n— Погрузчики ждут ремонта."
    assert extractor.extract(text).quotes == ()


def test_words_for_one_office(extractor: Extractor) -> None:
    text = "Обвинение огласила прокурор Анна Донцова. Гособвинитель возразила, что нарушений нет."
    assert last_name(extractor.extract(text)) == "Анна Донцова"


def test_a_relative_between_commas(extractor: Extractor) -> None:
    text = "Клавдия Сморчкова рада. Внучка Сморчковой, Татьяна, рассказала, что бабушка вяжет носки."
    assert said(extractor, text) == {"бабушка вяжет носки": "Татьяна"}


def test_a_surname_before_a_colon_stands_in_the_nominative(extractor: Extractor) -> None:
    text = "Тренер «Трактора» Гру: «Это худший период в моей карьере»\n\nТренер Бенуа Гру вышел к прессе."
    assert said(extractor, text) == {"Это худший период в моей карьере": "Бенуа Гру"}


def test_a_dash_behind_a_dateline_opens_no_speech(extractor: Extractor) -> None:
    text = "Банк открыл центр\n\nТверь, 1 октября 2024 года. – Банк «Верхневолжский» открыл центр разработки."
    assert extractor.extract(text).quotes == ()


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            "«Маски не помогут»: минздрав — о новой вспышке\n\nВ больницы пришли 200 человек.",
            {"Маски не помогут": "минздрав"},
        ),
        ("Капитан гостей Илья Пестов был немногословен: «Обидно».", {"Обидно": "Илья Пестов"}),
        (  # «ей» is another than the subject
            "Пенсии нет, говорит Валентина Егоровна. Охранник советует ей ждать: «Всё вернут, мать».",
            {"Пенсии нет": "Валентина Егоровна", "ждать": None, "Всё вернут, мать": None},
        ),
        (
            "Тёща экс-министра, 71-летняя Патимат Омарова, в разговоре с прессой удивилась: «Какой зал?».",
            {"Какой зал?": "Патимат Омарова"},
        ),
        (  # a manager of nobody knows what
            "Эксперт Максим Дёмин считает, что рынок вырос. Узлы везут «как запчасти», рассказывает менеджер "
            "одного из подмосковных заводов.",
            {"рынок вырос": "Максим Дёмин", "Узлы везут «как запчасти»": None},
        ),
        (  # a family is nobody of it
            "Алсу Вахитова режет стекло двадцать лет, а витражами дома Стахеевых занимается последние "
            "три.\n\n— Куда смотрят? — перечисляет мастер.",
            {"Куда смотрят?": "Алсу Вахитова"},
        ),
    ],
)
def test_who_speaks_and_who_does_not(extractor: Extractor, text: str, quotes: dict[str, str | None]) -> None:
    assert said(extractor, text) == quotes


def test_a_subject_behind_its_verb_is_news(extractor: Extractor) -> None:
    text = "Американка Анна Смит упала. Третьей финишировала чешка."
    person = next(e for e in extractor.extract(text).entities if e.type == "person")
    assert [mention.text for mention in person.mentions] == ["Анна Смит"]


def test_whom_an_answer_only_mentions_asks_no_question(extractor: Extractor) -> None:
    text = (
        "— Вы двадцать лет снимали войну. Устали?\n\n"
        "— Не устал, а заскучал. Я это ещё Герману говорил, а он смеялся.\n\n"
        "— Продюсеры не боялись?\n\n— Боялись, но дали денег.\n\n"
        "Режиссёр Алексей Учаев — о новом фильме и старых друзьях"
    )
    assert list(said(extractor, text).values()) == [None, "Алексей Учаев", None, "Алексей Учаев"]


def test_a_press_service_of_courts_is_no_court(extractor: Extractor) -> None:
    text = (
        "Магаданский городской суд обязал порт выплатить 180 тысяч рублей. Об этом сообщили в объединённой "
        "пресс-службе судов области.\n\nКак установил суд, истица гуляла по причалу, когда сивуч «внезапно "
        "вышел из воды»."
    )
    assert last_name(extractor.extract(text)) == "Магаданский городской суд"


def test_a_remark_in_brackets_stays_in_the_frame(extractor: Extractor) -> None:
    text = "По мнению инвестора Тимура (он попросил не называть фамилию), продавать акции поздно."
    assert "продавать акции поздно" in said(extractor, text)


def test_a_title_in_marks_is_nobody(extractor: Extractor) -> None:
    text = "Главврач Роман Бабкин ждёт помощи. Двое приедут по программе «Земский доктор»."
    person = next(e for e in extractor.extract(text).entities if e.type == "person")
    assert [mention.text for mention in person.mentions] == ["Роман Бабкин"]


@pytest.mark.parametrize(
    ("body", "phrase"),
    [
        ("Минобороны", "В оборонном ведомстве"),
        ("МИД РФ", "Во внешнеполитическом ведомстве"),
        ("Прокуратура Омской области", "В надзорном ведомстве"),
    ],
)
def test_a_body_by_its_field(extractor: Extractor, body: str, phrase: str) -> None:
    text = f"{body} начало проверку. {phrase} уточнили, что нарушений нет."
    assert last_name(extractor.extract(text)) == body


def test_a_frame_behind_the_colon_of_a_clause_about_a_body(extractor: Extractor) -> None:
    text = "Минсельхоз оснований для паники не видит: запасы влаги, по данным ведомства, в норме."
    assert said(extractor, text) == {"запасы влаги в норме": "Минсельхоз"}


def test_so_and_not_is_one_clause(extractor: Extractor) -> None:
    text = "Юрист Антон Фомин рассказал, что Фаизов так и не извинился."
    assert said(extractor, text) == {"Фаизов так и не извинился": "Антон Фомин"}


def test_who_asks_does_not_answer(extractor: Extractor) -> None:
    text = (
        "Машину показал доцент Салимжан Гафуров. «А ямы видит?» — спросил вице-премьер Пётр Чернышев. "
        "«Видит», — ответил он."
    )
    assert said(extractor, text) == {"А ямы видит?": "Пётр Чернышев", "Видит": "Салимжан Гафуров"}


def test_a_verb_is_nobody(extractor: Extractor) -> None:
    text = (
        "Спасатель Марат Искандаров объезжает дворы с пяти утра. Уговаривает, говорит, по-разному: кого — "
        "по-хорошему, кого — матом."
    )
    people = [entity.name for entity in extractor.extract(text).entities if entity.type == "person"]
    assert people == ["Марат Искандаров"]


def test_who_speaks_for_a_body_is_its_officer(extractor: Extractor) -> None:
    text = (
        "Пожар тушат, заявил начальник ГУ МЧС по Ростовской области Валерий Синьков. По словам представителя "
        "МЧС, сгорели сто домов."
    )
    assert last_name(extractor.extract(text)) == "Валерий Синьков"


def test_verbs_in_a_row_have_one_subject(extractor: Extractor) -> None:
    text = (
        "По словам Дмитрия Фукалова, людей выводили по одному. Один мужчина уходить отказался: заявил, что "
        "без кота не пойдёт."
    )
    assert said(extractor, text) == {
        "людей выводили по одному": "Дмитрий Фукалов",
        "без кота не пойдёт": None,
    }


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (  # a street is named after nobody in the nominative
            "«Роза ветров — на нас!» — спросила жительница улицы Юбилейной Наталья Оплетаева.",
            {"Роза ветров — на нас!": "Наталья Оплетаева"},
        ),
        (
            "Более 70% россиян завтракают каждый день, свидетельствуют данные опроса ВЦИОМ.",
            {"Более 70% россиян завтракают каждый день": "ВЦИОМ"},
        ),
    ],
)
def test_whose_the_words_are(extractor: Extractor, text: str, quotes: dict[str, str | None]) -> None:
    assert said(extractor, text) == quotes


def test_whose_attention_is_drawn_says_nothing() -> None:
    text = (
        "Адвокат Лосевой Марк Гринберг обратил внимание суда на то, что журнал осмотров вёлся «карандашом и "
        "через раз»."
    )
    assert last_name(Extractor().extract(text)) == "Марк Гринберг"


def test_a_frame_goes_on_with_another_role_and_the_name(extractor: Extractor) -> None:
    text = "Хлеб подорожает, считает агроном, кандидат сельскохозяйственных наук Пётр Ласкин."
    assert said(extractor, text) == {"Хлеб подорожает": "Пётр Ласкин"}


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (  # a participle that modifies another noun is no clause about who speaks
            "Как рассказывает Лидия Гатова, управляющая компания моет полы, но только на первом этаже.",
            {"управляющая компания моет полы, но только на первом этаже": "Лидия Гатова"},
        ),
        (
            "Полы моют раз в год, сообщила Лидия Гатова в четверг, 29 августа.",
            {"Полы моют раз в год": "Лидия Гатова"},
        ),
        (  # a verb in the plural is that of several people, in the body, not of the medium
            "Как рассказали «ПМ» в мэрии Тулы, в школе моют полы.",
            {"в школе моют полы": "мэрия Тулы"},
        ),
        (  # a dash that no other one closes parts two clauses
            "Лидия Гатова проверила запись – по её словам, подозрения подтвердились.",
            {"подозрения подтвердились": "Лидия Гатова"},
        ),
        (  # what stands in brackets has a subject of its own
            "Павел Гатов перечислил события года (о них писала «Искра»), отметив, что полы вымыты.",
            {"полы вымыты": "Павел Гатов"},
        ),
    ],
)
def test_where_a_frame_ends_and_whose_it_is(extractor: Extractor, text: str, quotes: dict[str, str]) -> None:
    assert said(extractor, text) == quotes


@pytest.mark.parametrize(
    "text",
    [
        "По предварительной информации, под обломками остаются люди.",
        "Губернатор приехал в Тулу. На встрече с врачами пообещал построить больницу.",
    ],
)
def test_an_adjective_and_whom_one_meets_say_nothing(text: str) -> None:
    quote = Extractor(model="default").extract(text).quotes[-1]
    assert quote.speaker is None or quote.speaker.text is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Директор Пётр Орлов закрыл завод. Слесарь стоит у ворот. «Мы тут давно», — говорит он.",
            None,
        ),
        ("Ирина Седова ушла домой. Соседка ждёт у подъезда. «Холодно», — вздыхает она.", None),
        (
            "Директор Пётр Орлов закрыл завод. Слесарей он не жалеет. «Уедут», — говорит он.",
            "Пётр Орлов",
        ),
        ("Мэр Иван Орлов болен. Сосед сказал, что Орлов кашляет. «Не сплю», — пожаловался он.", None),
        ("Лётчик Пётр Орлов вернулся. Мужчина долго молчал. «Спасибо всем», — сказал он.", "Пётр Орлов"),
    ],
)
def test_a_pronoun_takes_up_the_subject_without_a_name(
    extractor: Extractor, text: str, name: str | None
) -> None:
    assert last_name(extractor.extract(text)) == name


@pytest.mark.parametrize(
    ("frame", "speaker", "via"),
    [
        ("сказал депутат ТАСС", "депутат", "ТАСС"),
        ("пояснил эксперт РИА Новости", "эксперт", "РИА Новости"),
        ("заявил глава комитета «Парламентской газете»", "глава комитета", "Парламентской газете"),
        ("рассказал учёный The New York Times", "учёный", "The New York Times"),
        ("сказал журналист Reuters", "журналист Reuters", None),
        ("сообщил глава ТАСС", "глава ТАСС", None),
        ("сказал аналитик инвесткомпании «Финам»", "аналитик инвесткомпании «Финам»", None),
    ],
)
def test_no_official_is_a_medium_s(extractor: Extractor, frame: str, speaker: str, via: str | None) -> None:
    quote = only(extractor.extract(f"«Это ошибка», — {frame}."))
    assert framed(quote) == ("Это ошибка", speaker)
    assert (quote.via.text if quote.via else None) == via


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Зампред Олег Леонов, в свою очередь, пообещал учесть поправки.", "учесть поправки"),
        ("Тренер Олег Леонов, однако, предложил сыграть ещё раз.", "сыграть ещё раз"),
    ],
)
def test_a_verb_behind_a_parenthesis_keeps_its_infinitive(
    extractor: Extractor, text: str, content: str
) -> None:
    assert said(extractor, text) == {content: "Олег Леонов"}


@pytest.mark.parametrize("frame", ["Её брат Тимур тоже за", "Её брат Тимур"])
def test_whose_relative_speaks_before_a_colon_does_not(extractor: Extractor, frame: str) -> None:
    text = f"Ученица Полина против запрета. {frame}: «Мы не дураки, звоним только маме»."
    assert last_name(extractor.extract(text)) == "Тимур"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Гол забил Данил Хусаинов. Тренер Вячеслав Ушаев доволен. «Парень молодец», — сказал он. "
            "«Мне отдали на пустой угол», — признал сам форвард.",
            "Данил Хусаинов",
        ),
        (
            "По словам водителя Ивана Орлова, отказали тормоза. Сам водитель заявил, что не пострадал.",
            "Иван Орлов",
        ),
        ("По словам тренера Ивана Орлова, лёд мягкий. Сам мужчина заявил, что не упал.", "Иван Орлов"),
    ],
)
def test_himself_is_set_against_who_has_spoken(extractor: Extractor, text: str, name: str) -> None:
    assert last_name(extractor.extract(text)) == name


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("Мэр Томска", "мэр Омска", None),
        ("Депутат Госдумы", "депутат Мосгордумы", None),
        ("Тренер «Спартака»", "тренер «Динамо»", None),
        ("Директор завода «Восход»", "директор завода «Закат»", None),
        ("Мэр Томска", "мэр города", "Иван Орлов"),
        ("Глава Приморского края", "глава Приморья", "Иван Орлов"),
        ("Вице-президент США", "вице-президент Штатов", "Иван Орлов"),
    ],
)
def test_a_post_elsewhere_is_another_s(
    extractor: Extractor, first: str, second: str, name: str | None
) -> None:
    text = f"{first} Иван Орлов рассказал о планах. «Денег нет», — заявил {second}."
    assert last_name(extractor.extract(text)) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Завуч Ирина Орлова молчит. «Сын боится», — рассказала мать. По словам женщины, его бьют.",
            None,
        ),
        (
            "Завуч Ирина Орлова молчит. «Сын боится», — сказал источник. По словам женщины, его не бьют.",
            "Ирина Орлова",
        ),
        ("Замминистра Анна Седова ждёт денег. Министр сообщила, что денег нет.", None),
        ("Дело вёл Иван Орлов. Судили Глеба Седова. Осуждённый молчал. «Всё ложь», — бросил он.", None),
    ],
)
def test_who_is_another(extractor: Extractor, text: str, name: str | None) -> None:
    assert last_name(extractor.extract(text)) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("На сайте газеты «Вечерний Омск» появилась информация о том, что мост закроют.", "«Вечерний Омск»"),
        ("На сайте мэрии Омска появилась информация, что мост закроют.", "мэрия Омска"),
        ("Прокуратура Омска опубликовала заявление. В нём сказано, что лагерь закроют.", "Прокуратура Омска"),
        ("Мэр Иван Орлов написал письмо. В нём сказано: «Денег нет».", "Иван Орлов"),
    ],
)
def test_whose_the_page_or_the_letter_is(extractor: Extractor, text: str, name: str) -> None:
    assert last_name(extractor.extract(text)) == name


@pytest.mark.parametrize(
    "text",
    [
        "Прокуратура Омска опубликовала заявление. Пришла жалоба. В ней сказано, что лагерь плох.",
        "Мэр Иван Орлов получил жалобу жителей. В ней сказано, что денег нет.",
    ],
)
def test_a_letter_of_people_without_a_name(extractor: Extractor, text: str) -> None:
    assert only(extractor.extract(text)).speaker is None


def test_a_vet_is_a_doctor(extractor: Extractor) -> None:
    text = "Ветеринар Ольга Синицына осмотрела кошку. «Будет жить», — ответила врач."
    assert last_name(extractor.extract(text)) == "Ольга Синицына"


@pytest.mark.parametrize(
    "text",
    [
        "«Ворота заварили. Ключ у сторожа.\n\nКатер стоит на мели», — написал Олег Ивин в блоге. Он капитан.",
        "«Ворота заварили. Ключ у сторожа.\n\n«Катер стоит на мели», — написал Олег Ивин в блоге.",
        '"Ворота заварили. Ключ у сторожа.\nКатер стоит на мели," - приводит слова Олега Ивина сайт порта.',
    ],
)
def test_a_frame_behind_the_last_paragraph_of_a_quote(extractor: Extractor, text: str) -> None:
    quote = only(extractor.extract(text))
    content, speaker = framed(quote)
    assert content == "Ворота заварили. Ключ у сторожа. Катер стоит на мели"
    assert speaker in ("Олег Ивин", "Олега Ивина")


@pytest.mark.parametrize(
    "text",
    [
        "«Катер стоит на мели,» — сказал боцман.",
        '"Катер стоит на мели,"- сказал боцман.',
    ],
)
def test_a_comma_inside_the_marks_leads_to_the_frame(extractor: Extractor, text: str) -> None:
    assert framed(only(extractor.extract(text))) == ("Катер стоит на мели", "боцман")


def test_a_mark_closes_a_title_and_a_quote_over_paragraphs(extractor: Extractor) -> None:
    text = "«Ребята молодцы. Гнали хорошо.\n\nПовезло больше, чем «Искре», – отметил тренер Олег Ивин."
    content, speaker = framed(only(extractor.extract(text)))
    assert content.startswith("Ребята молодцы. Гнали хорошо. Повезло больше, чем «Искре")
    assert speaker == "Олег Ивин"


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("«Винт цел», — сказал боцман Олег Ивин: «Рейс будет».", ["Винт цел Рейс будет"]),
        ("«Винт цел», — сказал боцман Олег Ивин и добавил: «Рейс будет».", ["Винт цел", "Рейс будет"]),
    ],
)
def test_marks_behind_the_colon_of_a_frame(extractor: Extractor, text: str, contents: list[str]) -> None:
    quotes = extractor.extract(text).quotes
    assert [quote.text for quote in quotes] == contents
    assert {quote.speaker.name for quote in quotes if quote.speaker} == {"Олег Ивин"}


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Рейс закрыт, сообщил боцман Олег Ивин: винт не выдержал.", "Рейс закрыт винт не выдержал"),
        ("Боцман Олег Ивин вышел на причал, сказал: винт не выдержал.", "винт не выдержал"),
    ],
)
def test_a_clause_before_a_frame_with_a_colon(extractor: Extractor, text: str, content: str) -> None:
    assert framed(only(extractor.extract(text))) == (content, "Олег Ивин")


def test_what_is_not_told(extractor: Extractor) -> None:
    assert extractor.extract("Боцман Олег Ивин не уточнил, на какой срок закрыли рейс.").quotes == ()


def test_a_quote_has_one_frame(extractor: Extractor) -> None:
    text = (
        '"Катер стоит на мели. Винт цел, - сказал боцман Олег Ивин.\n'
        '"Буксир вышел из Кимр. Ждём к утру", - добавила капитан Инна Седова.'
    )
    assert said(extractor, text) == {
        "Катер стоит на мели. Винт цел": "Олег Ивин",
        "Буксир вышел из Кимр. Ждём к утру": "Инна Седова",
    }


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Рыбаки скандировали: «Верните лёд!» и «Мы не уйдём!».", "Верните лёд! Мы не уйдём!"),
        ("Рыбаки кричали «Позор!» и стучали вёдрами.", "Позор!"),
        ("Рыбаки кричали «Долой!», «Уходите!». Потом разошлись.", "Долой! Уходите!"),
    ],
)
def test_marks_in_a_row_behind_one_verb(extractor: Extractor, text: str, content: str) -> None:
    quote = only(extractor.extract(text))
    assert (quote.kind, framed(quote)) == ("direct", (content, "Рыбаки"))


def test_a_noun_with_a_clause_about_it_is_no_content(extractor: Extractor) -> None:
    text = "Ботаник Инна Седова, которая ведёт кружок, считает мох «лучшим барометром» тундры."
    assert said(extractor, text) == {"мох «лучшим барометром»": "Инна Седова"}


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Паром продадут, следует из отчёта «Волготранса».", {"Паром продадут": "Волготранс"}),
        ("Паром продадут, следует из данных мэрии Кимр.", {"Паром продадут": "мэрия Кимр"}),
        ("Из отчёта «Волготранса» следует, что паром продадут.", {"паром продадут": "Волготранс"}),
        ("Как следует из отчёта «Волготранса», паром продадут.", {"паром продадут": "Волготранс"}),
        ("Мэр Олег Ивин дал понять, что паром продадут.", {"паром продадут": "Олег Ивин"}),
        ("Мэр Олег Ивин склоняется к тому, что паром продадут.", {"паром продадут": "Олег Ивин"}),
        ("Следует отметить, что паром следует в Кимры.", {}),
    ],
)
def test_verbs_that_report_with_another_word(
    extractor: Extractor, text: str, quotes: dict[str, str | None]
) -> None:
    assert {content: name and name.strip("«»") for content, name in said(extractor, text).items()} == quotes


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Критик Инна Седова обращает внимание: маяк не чинили.", {"маяк не чинили": "Инна Седова"}),
        ("Критик Инна Седова пришла к выводу: маяк не чинили.", {"маяк не чинили": "Инна Седова"}),
        ("Инна Седова обратила внимание: маяк, говорит она, закрыт.", {"маяк закрыт": "Инна Седова"}),
    ],
)
def test_a_noun_of_speech_before_a_colon(
    extractor: Extractor, text: str, quotes: dict[str, str | None]
) -> None:
    assert said(extractor, text) == quotes


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Паром продадут, рассказал «Искре» источник, знакомый с условиями.", ["Паром продадут"]),
        ("Паром, рассказал источник, близкий к порту, продадут.", ["Паром продадут"]),
        ("Паром продадут, сообщили в порту Кимр, закрытом на зиму.", ["Паром продадут"]),
        (
            "Паром продадут, сообщила Инна Седова, и добавила, что баржу оставят.",
            ["Паром продадут", "баржу оставят"],
        ),
        ("Паром продадут, сообщила Инна Седова, и баржа уйдёт.", ["Паром продадут и баржа уйдёт"]),
    ],
)
def test_where_an_inserted_frame_ends(extractor: Extractor, text: str, contents: list[str]) -> None:
    assert [quote.text for quote in extractor.extract(text).quotes] == contents


@pytest.mark.parametrize(
    "text",
    [
        "08:15 Капитан Олег Ивин: «Лёд тронулся. Пароход вышел».",
        "08:15 «Лёд тронулся. Пароход вышел», — сообщил капитан Олег Ивин.",
    ],
)
def test_a_time_before_an_entry_is_nobody(text: str, extractor: Extractor) -> None:
    assert framed(only(extractor.extract(text))) == ("Лёд тронулся. Пароход вышел", "Олег Ивин")


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Мэр Олег Ивин прокомментировал слухи о том, что паром продадут.", {}),
        (
            "Мэр Олег Ивин не стал комментировать заявление министра Инны Седовой о том, что паром продадут.",
            {"паром продадут": "Инна Седова"},
        ),
    ],
)
def test_what_is_commented_on_is_not_what_is_said(
    extractor: Extractor, text: str, quotes: dict[str, str | None]
) -> None:
    assert said(extractor, text) == quotes


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Адвокат Инна Седова считает, что «поправка Ивина» никому не поможет.", "indirect"),
        ("По словам Инны Седовой, завод купил так называемые «серые» моторы.", "indirect"),
        ("Адвокат Инна Седова считает, что поправка «никому не поможет».", "mixed"),
        ("Дело возбудили по статье «кража с незаконным проникновением», сообщила Инна Седова.", "indirect"),
        ("Дело возбудили по ст. 158 УК РФ («кража со взломом»), сообщила Инна Седова.", "indirect"),
        ("Инна Седова сказала, что в статье «всё переврали».", "mixed"),
    ],
)
def test_a_term_in_marks_is_nobodys_own_words(extractor: Extractor, text: str, kind: str) -> None:
    assert only(extractor.extract(text)).kind == kind


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Критик Инна Седова назвала роман «очень честной» книгой.", "роман «очень честной» книгой"),
        ("Критик Инна Седова назвала «провалом» перевод романа.", "«провалом» перевод романа"),
        ("Критик Инна Седова назвала роман «провалом» в интервью радио.", "роман «провалом»"),
    ],
)
def test_what_something_is_called_goes_on_behind_the_marks(
    extractor: Extractor, text: str, content: str
) -> None:
    assert only(extractor.extract(text)).text == content


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Певица Инна Седова рассказала о песне «Не плачь, Маруся!» и уехала.", {}),
        (
            "Олег Ивин заявил корреспонденту радиостанции «Говорит Ока», что паром продадут.",
            {"паром продадут": "Олег Ивин"},
        ),
        (
            "Неясно, признаёт ли боцман вину, сказала Инна Седова.",
            {"Неясно, признаёт ли боцман вину": "Инна Седова"},
        ),
        ("Рыбаки попросили у порта катер, якобы для поездки на остров.", {}),
        ("О продаже парома информирует портал kimry.ru.", {}),
        (
            "Согласно письму мэрии Кимр от 3 мая, паром продадут.",
            {"паром продадут": "мэрия Кимр"},
        ),
    ],
)
def test_titles_questions_and_topics_are_not_said(
    extractor: Extractor, text: str, quotes: dict[str, str | None]
) -> None:
    assert said(extractor, text) == quotes


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Боцман рассказал, что делать при шторме.", "что делать при шторме"),
        ("Боцман сказал, что спорить он не намерен.", "спорить он не намерен"),
        ("Боцман Олег Ивин закрыл трюм, сказав, что там сыро, и ушёл.", "там сыро"),
        ("Боцман Олег Ивин ушёл, сказав, что трюм закрыли, и ключ у него.", "трюм закрыли, и ключ у него"),
        ("Мэр просил службы порта «спасти паром любой ценой» до зимы.", "«спасти паром любой ценой» до зимы"),
    ],
)
def test_where_a_clause_begins_and_ends(extractor: Extractor, text: str, content: str) -> None:
    assert only(extractor.extract(text)).text == content


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Боцман призвал команду следить за тем, что течёт в трюме.", "следить за тем, что течёт в трюме"),
        ("На пароме шли работы, которые, по мнению Инны Седовой, опасны для команды.", "опасны для команды"),
        ("Капитан известен делами, которые, как считает Инна Седова, вредят порту.", "вредят порту"),
        (
            "— Паром ушёл, — сказал боцман на причале (на реке туман: паром шёл с гудком — прим. ред.).",
            "Паром ушёл",
        ),
    ],
)
def test_clauses_of_infinitives_and_relatives(extractor: Extractor, text: str, content: str) -> None:
    assert only(extractor.extract(text)).text == content


@pytest.mark.parametrize(
    ("text", "content"),
    [
        # the reporter goes on
        ("Боцман, который говорил, что паром исправен, вчера ушёл в море.", "паром исправен"),
        ("Боцман сказал, что уходит с парома, после чего собрал вещи.", "уходит с парома"),
        ("После того как боцман сказал, что паром исправен, рейс открыли.", "паром исправен"),
        ("Паром исправен, сообщили в среду, 8 июля 2020 года, матросы порта.", "Паром исправен"),
        # the content goes on
        (
            "Боцман добавил, что, несмотря на туман, он продолжит рейс.",
            "несмотря на туман, он продолжит рейс",
        ),
        ("Критик назвал самую честную книгу года «провалом».", "самую честную книгу года «провалом»"),
        # a frame that cuts a clause in two
        (
            "Паром чинят давно, но опасности для людей, по мнению боцмана, течь не представляет.",
            "опасности для людей течь не представляет",
        ),
    ],
)
def test_what_is_beside_the_content(extractor: Extractor, text: str, content: str) -> None:
    assert next(q.text for q in extractor.extract(text).quotes) == content


def test_an_opinion_behind_a_colon_is_another_report(extractor: Extractor) -> None:
    text = "Рыбаки заявили, что лёд крепок: по их мнению, трактор он выдержит."
    assert [q.text for q in extractor.extract(text).quotes] == ["лёд крепок", "трактор он выдержит"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Порт закрыли, поскольку, по словам боцмана, лёд «не выдержит трактор».",
            "лёд «не выдержит трактор»",
        ),
        ("Отдел переехал в порт, где, по словам боцмана, теплее и тише.", "теплее и тише"),
        (
            "По словам Олега Ивина, капитаны возьмут «другие карты, без ошибок».",
            "капитаны возьмут «другие карты, без ошибок»",
        ),
    ],
)
def test_what_is_before_a_frame(extractor: Extractor, text: str, content: str) -> None:
    assert only(extractor.extract(text)).text == content


def test_a_frame_between_two_whole_clauses(extractor: Extractor) -> None:
    text = "Олег Ивин сказал, что паром продадут, по его словам, покупатель нашёлся."
    assert [q.text for q in extractor.extract(text).quotes] == ["паром продадут", "покупатель нашёлся"]


def test_sentences_in_the_marks_of_a_clause(extractor: Extractor) -> None:
    quote = only(extractor.extract("Олег Ивин заявил, что «лёд крепок. Рыба клюёт. Бояться нечего»."))
    assert (quote.kind, quote.text) == ("mixed", "«лёд крепок. Рыба клюёт. Бояться нечего»")


@pytest.mark.parametrize("link", ["Отметим, что ", "Стоит отметить, что ", "Известно, что "])
def test_what_the_reporter_notes_is_not_said(extractor: Extractor, link: str) -> None:
    quote = only(extractor.extract(f"{link}паром продадут до мая, сообщили в мэрии Кимр."))
    assert quote.text == "паром продадут до мая"


@pytest.mark.parametrize(
    ("paragraph", "content"),
    [
        (
            "Паром стоит на мели. Воды мало, — сообщил капитан Олег Ивин.",
            "Паром стоит на мели. Воды мало",
        ),
        ("На пристани тихо. — Воды мало, — сообщил капитан Олег Ивин.", "Воды мало"),
        ("Паром стоит на мели, — так говорится в отчёте порта.", None),
    ],
)
def test_speech_that_has_lost_its_dash(extractor: Extractor, paragraph: str, content: str | None) -> None:
    article = extractor.extract(f"Паром остановился.\n\n{paragraph}\n\nНа пристани ждут люди.")
    contents = [quote.text for quote in article.quotes if quote.kind == "direct"]
    assert contents == ([] if content is None else [content])


def test_links_to_other_articles_say_nothing(extractor: Extractor) -> None:
    text = (
        "Паром вышел в рейс\n\nМэр Олег Ивин сказал, что паром вышел в рейс. На борту тридцать человек.\n\n"
        "Читайте также:\n«Я не тонул»: капитан рассказал о шторме\nБоцман Седов: «Мы всё починили»\n"
    )
    assert said(extractor, text) == {"паром вышел в рейс": "Олег Ивин"}


def test_somebody_in_a_crowd_speaks(extractor: Extractor) -> None:
    text = "Паром опоздал.\n– И сирены не было, – кивает кто-то из пассажиров."
    assert framed(only(extractor.extract(text))) == ("И сирены не было", "кто-то")


def test_verbs_that_own_up_and_vouch(extractor: Extractor) -> None:
    text = "Боцман Олег Ивин сознался, что проспал рейс. Капитан Инна Седова гарантирует, что паром исправен."
    assert said(extractor, text) == {"проспал рейс": "Олег Ивин", "паром исправен": "Инна Седова"}


@pytest.mark.parametrize(
    "text",
    [
        "Тем не менее паром, по словам Олега Ивина, вышел вовремя.",
        "При этом паром вышел вовремя, отметил Олег Ивин.",
        "Как бы то ни было, заключает Олег Ивин, паром вышел вовремя.",
    ],
)
def test_what_links_sentences_is_the_reporters(extractor: Extractor, text: str) -> None:
    assert only(extractor.extract(text)).text == "паром вышел вовремя"


def test_what_a_request_is_for_belongs_to_it(extractor: Extractor) -> None:
    text = "Боцман Олег Ивин пообещал перекрасить катер, чтобы порадовать пассажиров."
    assert said(extractor, text) == {"перекрасить катер, чтобы порадовать пассажиров": "Олег Ивин"}


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Боцман Олег Ивин обещал сделать так, чтобы туристам, взошедшим на борт, выдали жилеты.",
            "сделать так, чтобы туристам, взошедшим на борт, выдали жилеты",
        ),
        (
            "Боцман Олег Ивин просит не кормить чаек, которые, по его мнению, разносят заразу.",
            "не кормить чаек",
        ),
        ("Боцман Олег Ивин обещал покрасить катер, сообщает ТАСС.", "покрасить катер"),
    ],
)
def test_where_a_request_ends(extractor: Extractor, text: str, content: str) -> None:
    quote = extractor.extract(text).quotes[0]
    assert framed(quote) == (content, "Олег Ивин")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Шкипер Олег Ивин спросил у матросов, не замёрзла ли бухта.", "не замёрзла ли бухта"),
        ("Шкипер Олег Ивин рассказал туристам, почему бухта замёрзла.", "почему бухта замёрзла"),
        ("Шкипер Олег Ивин уточнил, замёрзла ли бухта.", "замёрзла ли бухта"),
    ],
)
def test_questions_behind_who_is_asked(extractor: Extractor, text: str, content: str) -> None:
    assert said(extractor, text) == {content: "Олег Ивин"}


def test_a_story_about_a_place_is_no_question(extractor: Extractor) -> None:
    assert extractor.extract("Шкипер Олег Ивин рассказал о бухте, где стоит катер.").quotes == ()


def test_a_clause_behind_a_bare_comma(extractor: Extractor) -> None:
    text = "Шкипер Олег Ивин собирает вещи. Говорит, нашёл работу в порту. Пишет, рисует и поёт."
    assert said(extractor, text) == {"нашёл работу в порту": "Олег Ивин"}


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("То, что баркас протекает, признал и шкипер Олег Ивин.", "баркас протекает"),
        ("То, что вышло, ужасно, считает шкипер Олег Ивин.", "То, что вышло, ужасно"),
    ],
)
def test_a_clause_that_stands_before_its_verb(extractor: Extractor, text: str, content: str) -> None:
    assert said(extractor, text) == {content: "Олег Ивин"}


def test_a_quote_over_paragraphs_with_a_title_in_the_first(extractor: Extractor) -> None:
    text = (
        "Тренер Пётр Ласкин доволен игрой.\n\n"
        "«Сыграли ровно, хорош был вратарь «Динамо». Забили дважды.\n\n"
        "Ребят я поблагодарил. Едем домой», – цитирует Ласкина сайт «Лады»."
    )
    quote = only(extractor.extract(text))
    assert [segment.text for segment in quote.segments] == [
        "Сыграли ровно, хорош был вратарь «Динамо». Забили дважды.",
        "Ребят я поблагодарил. Едем домой",
    ]
    assert quote.speaker
    assert quote.speaker.name == "Пётр Ласкин"


def test_dash_speech_over_paragraphs_has_its_frame_in_the_last(extractor: Extractor) -> None:
    text = (
        "Тренер «Мотора» Олег Гатов прокомментировал игру.\n\n"
        "– Матч был тяжёлый. Ребята не опустили рук.\n\n"
        "Рад победе и тому, что пришли болельщики. Всех с праздником, – сказал Гатов.\n\n"
        "Следующую игру «Мотор» проведёт в среду."
    )
    quote = only(extractor.extract(text))
    assert [segment.text for segment in quote.segments] == [
        "Матч был тяжёлый. Ребята не опустили рук.",
        "Рад победе и тому, что пришли болельщики. Всех с праздником",
    ]
    assert quote.speaker
    assert quote.speaker.text == "Гатов"


def test_whom_only_the_quote_names_does_not_say_it(extractor: Extractor) -> None:
    text = "Артист Иван Гатов умер.\n«Мне позвонил Миша. Как быть, я не знаю», – сказал он агентству."
    speaker = only(extractor.extract(text)).speaker
    assert speaker is not None
    assert speaker.name != "Миша"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Агент Иван Гатов, представляющий интересы вратаря, заявил «Искре», что уходит.", "Иван Гатов"),
        ("Агент Иван Гатов, представляющий интересы вратаря, заявил «Матч ТВ», что уходит.", "Иван Гатов"),
        ("Визит отложен, заявил сегодня, 20 июня, министр Иван Гатов.", "Иван Гатов"),
        ("Прививки помогают, рассказал «Искре» академик РАН, директор центра Иван Гатов.", "Иван Гатов"),
    ],
)
def test_who_speaks_far_from_the_verb(extractor: Extractor, text: str, name: str) -> None:
    quote = only(extractor.extract(text))
    assert (last_name(extractor.extract(text)), "Гатов" in quote.text) == (name, False)


def test_who_took_the_pictures_does_not_answer(extractor: Extractor) -> None:
    text = (
        "В театре ставят новый спектакль режиссёра Юлии Гатовой. Мы поговорили с ней о критике.\n"
        "Фотографии Анны Лыковой\n\n"
        "— Начать хотелось бы с вопроса. Какие спектакли нужно ставить?\n\n"
        "— Разные. Не могу сказать, что мой особенный."
    )
    names = {quote.speaker.name for quote in extractor.extract(text).quotes if quote.speaker}
    assert "Анна Лыкова" not in names


def test_who_is_news_is_nobody_before(extractor: Extractor) -> None:
    text = "Об этом сообщил губернатор Иван Гатов. Погибли подросток и взрослый мужчина."
    [person] = extractor.extract(text).persons
    assert [mention.text for mention in person.mentions] == ["Иван Гатов"]


def test_they_are_the_people_told_of(extractor: Extractor) -> None:
    text = "Как рассказали в мэрии Тулы, жалоба поступила от граждан. Они заявили, что подвал затоплен."
    speaker = extractor.extract(text).quotes[-1].speaker
    assert speaker is not None
    assert (speaker.kind, speaker.name) == ("group", None)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Как рассказал Иван Гатов на встрече, состоявшейся после обеда, внук молчал.",
            "внук молчал",
        ),
        ("Как сообщила мэрия, на 17:00 среды мост закрыт.", "на 17:00 среды мост закрыт"),
        ("По официальным данным Иван Гатов скончался в мае.", "Иван Гатов скончался в мае"),
        (
            "Гатова сообщила, что Лыков уйдёт, в ответ Лыков назвал её «странной дамой».",
            "Лыков уйдёт",
        ),
        (
            "Гатов заявил, что договор, подписанный в мае, не действует, призвал подождать и сообщил, что "
            "ответит на вопросы.",
            "договор, подписанный в мае, не действует",
        ),
        (
            "Врач Гатов сообщил, что «состояние тяжёлое, говорят медсёстры, но стабильное».",
            "«состояние тяжёлое, говорят медсёстры, но стабильное»",
        ),
    ],
)
def test_where_content_begins_and_ends(extractor: Extractor, text: str, content: str) -> None:
    assert extractor.extract(text).quotes[0].text == content


def test_a_clause_of_a_gerund_is_not_the_verb_s(extractor: Extractor) -> None:
    text = "Гатов дал меньше, чем требовала защита, сославшись на то, что денег в кассе нет."
    assert "защита" not in [quote.speaker and quote.speaker.text for quote in extractor.extract(text).quotes]


def test_whose_story_a_medium_tells(extractor: Extractor) -> None:
    text = "Иван Гатов вернулся. «Ока ньюс» приводит его рассказ о пути: «Я шёл пешком»."
    quote = extractor.extract(text).quotes[-1]
    assert quote.speaker
    assert (quote.speaker.text, quote.speaker.name) == ("его", "Иван Гатов")


def test_who_is_only_met_does_not_speak(extractor: Extractor) -> None:
    text = "«Неважно», — заявил актёр в ходе встречи с главным врачом «Ока-центра» Соной Ованнисян."
    speaker = only(extractor.extract(text)).speaker
    assert speaker is not None
    assert (speaker.text, speaker.name) == ("актёр", None)


def test_speech_without_its_opening_mark(extractor: Extractor) -> None:
    text = (
        "Внучка барда, певица Анна Гатова, рассказала о деде.\n\n"
        "В песнях для меня – весь он. Всё это я слышу — сказала Анна Гатова.\n\n"
        "Это живой репортаж, сделанный с любовью — рассказала певица.\n\n"
        "Мы ещё вернёмся, — пообещал продюсер Иван Лыков."
    )
    found = [(q.kind, q.text, q.speaker and q.speaker.name) for q in extractor.extract(text).quotes[-3:]]
    assert found == [
        ("direct", "В песнях для меня – весь он. Всё это я слышу", "Анна Гатова"),
        ("indirect", "Это живой репортаж, сделанный с любовью", "Анна Гатова"),
        ("direct", "Мы ещё вернёмся", "Иван Лыков"),
    ]


def test_a_frame_between_two_blocks(extractor: Extractor) -> None:
    text = (
        "Вчера задержали водителя.\n\nАдвокат Иван Гатов сообщил:\nОн не сопротивлялся.\n"
        "При этом он добавил:\nЯ просил его прийти самому."
    )
    assert [quote.text for quote in extractor.extract(text).quotes] == [
        "Он не сопротивлялся.",
        "Я просил его прийти самому.",
    ]


def test_a_block_after_whose_words_it_is(extractor: Extractor) -> None:
    text = "После аварии, по словам Ивана Гатова, он убежал:\n\nЯ и сейчас боюсь. Меня вытащили люди."
    quote = extractor.extract(text).quotes[-1]
    assert (quote.kind, quote.speaker and quote.speaker.name) == ("direct", "Иван Гатов")


def test_words_in_marks_over_sentences_stay_whole(extractor: Extractor) -> None:
    text = "По словам очевидцев, он «зашёл и взял нож. Хозяин не мог помешать. Нож был большой».\n\nВсе ушли."
    quote = only(extractor.extract(text))
    assert (quote.kind, quote.text) == ("mixed", text.removeprefix("По словам очевидцев, ").split(".\n")[0])


def test_a_frame_inside_a_relative_clause(extractor: Extractor) -> None:
    text = "Адвокат Иван Гатов показал записку, которую, по его словам, Лыкова передала при встрече."
    assert only(extractor.extract(text)).text == "Лыкова передала при встрече"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Пресс-служба губернатора разослала сообщение, в котором уведомила, что визита не будет.",
            ("organization", "Пресс-служба губернатора"),
        ),
        (
            "Приехал представитель немецкого правительства, который заявил, что договор подпишут.",
            ("anonymous", None),
        ),
    ],
)
def test_who_speaks_in_a_relative_clause(
    extractor: Extractor, text: str, speaker: tuple[str, str | None]
) -> None:
    found = extractor.extract(text).quotes[-1].speaker
    assert found is not None
    assert (found.kind, found.name) == speaker


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Анна Гатова, чемпионка мира, рассказала, как готовится к сезону.", "как готовится к сезону"),
        (
            "На просьбу «Оки» уточнить, какие города выбрали, Иван Гатов пояснил, что список готовится.",
            "список готовится",
        ),
    ],
)
def test_a_subject_before_a_comma_is_not_said(extractor: Extractor, text: str, content: str) -> None:
    assert extractor.extract(text).quotes[-1].text == content


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Орлов рассказал, что назвали команду случайно: «Мы просто бросили монету».", "рассказал"),
        ("Завод «Маяк» заявил, что намерен подать жалобу:\n\nМы уверены в своей правоте.", "заявил"),
        (
            "По словам Орлова, закрыли бы мост, который город считает старым:\n\nМы этого не сделали.",
            "словам",
        ),
        ("Клуб объявил об уходе тренера:\n\nВ заявлении клуба говорится:\n\nТренер уволен.", "говорится"),
    ],
)
def test_the_frame_before_a_colon_is_none_of_what_is_told(extractor: Extractor, text: str, cue: str) -> None:
    direct = [quote for quote in extractor.extract(text).quotes if quote.kind == "direct"]
    assert [quote.cue and quote.cue.text for quote in direct] == [cue]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("В письме, в котором он сообщил о переменах, Орлов признал, что мост закрыт.", ["мост закрыт"]),
        ("Певица Лыкова, утверждающая, что директор угрожал ей, уехала.", ["директор угрожал ей"]),
        (
            "Орлов молчит, утверждая, что дело подделали, и заявлял, что его могут убить.",
            ["дело подделали", "его могут убить"],
        ),
        (
            "Адвокат признал, что клиент был в доме, но, по его словам, выстрелил другой человек.",
            ["клиент был в доме", "выстрелил другой человек"],
        ),
        ("Мост могут закрыть, не исключает мэр Орлов.", ["Мост могут закрыть"]),
        ("Мэр сообщил, что мост закроют, не уточнив сроков.", ["мост закроют"]),
        ("Мэр заявил, что, по его мнению, мост закроют зимой.", ["мост закроют зимой"]),
        ("Орлов призвал жителей города в воскресенье остаться дома.", ["в воскресенье остаться дома"]),
        ("Жители требуют от мэра немедленно закрыть свалку.", ["немедленно закрыть свалку"]),
        ("По некоторым сообщениям у мэра случился приступ.", ["у мэра случился приступ"]),
        (
            "Мэр просит суд «не судить Орлова, ведь он болен, а штраф мал. Прошу о милости».",
            ["«не судить Орлова, ведь он болен, а штраф мал. Прошу о милости»"],
        ),
        (
            "США назвали шаг «угрозой» миру между властями и повстанцами.",
            ["шаг «угрозой» миру между властями и повстанцами"],
        ),
        ("Эту идею Орлов назвал «полезной».", ["Эту идею «полезной»"]),
        ("Решение судьи Лыкова тренер назвал «цирком».", ["Решение судьи Лыкова «цирком»"]),
    ],
)
def test_where_what_is_told_begins_and_ends(extractor: Extractor, text: str, contents: list[str]) -> None:
    assert [quote.text for quote in extractor.extract(text).quotes] == contents


@pytest.mark.parametrize(
    "text",
    [
        "Последнее говорит о том, что рынок растёт.",
        "Итоги матча свидетельствуют о том, что клуб слаб.",
        "Говорить о том, что команда сложилась, пока рано.",
    ],
)
def test_what_things_tell_of_is_said_by_nobody(extractor: Extractor, text: str) -> None:
    assert extractor.extract(text).quotes == ()


def test_a_source_near_somebody(extractor: Extractor) -> None:
    text = "Мост закроют, сообщает «Ока» со ссылкой на источник, близкий к мэрии."
    assert only(extractor.extract(text)).text == "Мост закроют"


@pytest.mark.parametrize(
    "text",
    [
        "По словам Гатовой, мост закроют, однако точных сроков она не назвала.",
        "Гатов заявил, что мост закроют, но точную дату он не назвал.",
    ],
)
def test_what_somebody_has_left_open_is_the_reporter_s(extractor: Extractor, text: str) -> None:
    assert only(extractor.extract(text)).text == "мост закроют"
