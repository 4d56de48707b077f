"""Who speaks: the stage alone, on frames given by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsnlp import Extractor
from newsnlp.document import Document, Referent, Report, Span
from newsnlp.entities.link import link_entities
from newsnlp.language.morphology import Morphology
from newsnlp.models import Model
from newsnlp.names.find import find_names
from newsnlp.page.split import split_page
from newsnlp.reading import read
from newsnlp.roles.find import find_roles
from newsnlp.schema import QuoteKind
from newsnlp.speakers.resolve import Attribution, resolve_speakers


@cache
def models() -> tuple[Model, Morphology]:
    return Extractor(model="fast")._models()


class Quote:
    """A report written down by its words; each is looked for after the one before."""

    def __init__(
        self,
        content: str,
        cue: str | None = None,
        source: str | None = None,
        *,
        kind: QuoteKind = "indirect",
        pattern: str = "framed",
        via: str | None = None,
    ) -> None:
        self.content, self.cue, self.source, self.via = content, cue, source, via
        self.kind, self.pattern = kind, pattern


def resolve(text: str, *quotes: Quote) -> tuple[list[Attribution], list[Referent]]:
    document = read(text, split_page(text), *models())
    names, namesakes = find_names(document)
    roles = find_roles(document, names)
    referents, links = link_entities(document, names, roles, namesakes)
    return resolve_speakers(document, _reports(document, quotes), referents, links)[:2]


def _reports(document: Document, quotes: Sequence[Quote]) -> list[Report]:
    reports, at = [], 0
    for quote in quotes:
        content = _find(document.text, quote.content, at)
        assert content is not None, quote.content
        block = next(b for b in document.blocks if b.start <= content.start < b.end)
        low = max(at, block.start)
        cue, source, via = (
            _find(document.text, words, low) for words in (quote.cue, quote.source, quote.via)
        )
        spans = [span for span in (content, cue, source) if span is not None]
        frame = Span(min(s.start for s in spans), max(s.end for s in spans))
        reports.append(
            Report(
                quote.kind,
                content.start,
                content.end,
                (content,),
                quote.pattern,
                frame,
                cue,
                quote.cue,
                source,
                via,
                0.9,
            )
        )
        at = frame.end
    return reports


def _find(text: str, words: str | None, start: int) -> Span | None:
    if words is None:
        return None
    i = text.index(words, start)
    return Span(i, i + len(words))


def names(text: str, *quotes: Quote) -> list[tuple[str | None, str | None]]:
    """The kind and the name of the speaker of each quote."""
    attributions, _ = resolve(text, *quotes)
    return [(a.speaker and a.speaker.kind, a.speaker and a.speaker.name) for a in attributions]


OPENING = "Директор музея Анна Седова встретилась с журналистами. "


@pytest.mark.parametrize(
    ("text", "quote", "kind", "name"),
    [
        (
            "Мэр Перми Иван Орлов заявил, что мост откроют в мае.",
            Quote("мост откроют", "заявил", "Иван Орлов"),
            "person",
            "Иван Орлов",
        ),
        (
            "Мэр Перми Иван Орлов заявил, что мост откроют в мае.",
            Quote("мост откроют", "заявил", "Мэр Перми Иван Орлов"),
            "person",
            "Иван Орлов",
        ),
        (
            OPENING + "По её словам, ремонт закончен.",
            Quote("ремонт закончен", "словам", "её"),
            "person",
            "Анна Седова",
        ),
        (
            OPENING + "Директор сообщила, что ремонт закончен.",
            Quote("ремонт закончен", "сообщила", "Директор"),
            "person",
            "Анна Седова",
        ),
        (
            OPENING + "Посетители считают, что билеты дороги.",
            Quote("билеты дороги", "считают", "Посетители"),
            "group",
            None,
        ),
        (
            OPENING + "Источник в мэрии рассказал, что денег нет.",
            Quote("денег нет", "рассказал", "Источник в мэрии"),
            "anonymous",
            None,
        ),
        (
            OPENING + "Один из рабочих признался, что краски не хватило.",
            Quote("краски не хватило", "признался", "Один из рабочих"),
            "anonymous",
            None,
        ),
        (
            OPENING + "Её водитель уточнил, что дорога закрыта.",
            Quote("дорога закрыта", "уточнил", "Её водитель"),
            "anonymous",
            None,
        ),
        (
            OPENING + "Местные власти обещают, что дорогу откроют.",
            Quote("дорогу откроют", "обещают", "Местные власти"),
            "group",
            None,
        ),
        (
            OPENING + "Сообщается, что ремонт закончен.",
            Quote("ремонт закончен", "Сообщается"),
            None,
            None,
        ),
        (
            "Москва считает, что переговоры нужны.",
            Quote("переговоры нужны", "считает", "Москва"),
            "organization",
            "Москва",
        ),
        (
            "СМИ пишут, что переговоры сорваны.",
            Quote("переговоры сорваны", "пишут", "СМИ"),
            "group",
            None,
        ),
    ],
)
def test_source(text: str, quote: Quote, kind: str | None, name: str | None) -> None:
    assert names(text, quote) == [(kind, name)]


def test_the_mention_of_a_person_is_the_name() -> None:
    [attribution], _ = resolve(
        "Мэр Перми Иван Орлов заявил, что мост откроют в мае.",
        Quote("мост откроют", "заявил", "Мэр Перми Иван Орлов"),
    )
    assert attribution.speaker is not None
    assert (attribution.speaker.text, attribution.speaker.role) == ("Иван Орлов", "мэр Перми")
    assert attribution.rule == "name"


def test_pronouns_follow_gender() -> None:
    text = (
        "Министр Пётр Лыков и губернатор Анна Седова осмотрели мост. «Мост готов», — сказал он. "
        "«Открываем в мае», — добавила она."
    )
    assert names(
        text,
        Quote("Мост готов", "сказал", "он", kind="direct"),
        Quote("Открываем в мае", "добавила", "она", kind="direct"),
    ) == [("person", "Пётр Лыков"), ("person", "Анна Седова")]


def test_the_last_speaker_comes_before_whom_he_speaks_about() -> None:
    text = "Иван Орлов заявил, что поддерживает назначение Петра Лыкова. Он добавил, что решение принято."
    assert names(
        text,
        Quote("поддерживает назначение Петра Лыкова", "заявил", "Иван Орлов"),
        Quote("решение принято", "добавил", "Он"),
    )[1] == ("person", "Иван Орлов")


def test_a_person_inside_a_quote_is_not_meant() -> None:
    text = "Иван Орлов провёл совещание. «Спасибо Петру Лыкову за помощь», — сказал он."
    assert names(text, Quote("Спасибо Петру Лыкову за помощь", "сказал", "он", kind="direct")) == [
        ("person", "Иван Орлов")
    ]


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Он рассказал, что Орлов обещал помочь.", "Роман Лыков"),
        ("По его словам, Орлов обещал помочь.", "Роман Лыков"),
        ("Мужчина рассказал, что знаком с Орловым.", "Роман Лыков"),
        ("«Орлов обещал помочь», — рассказал он.", "Роман Лыков"),
        ("Орлов, по его словам, обещал помочь.", "Иван Орлов"),
        ("«Я, мэр города Иван Орлов, помогу», — сказал он.", "Иван Орлов"),
    ],
)
def test_nobody_calls_themselves_by_name(words: str, speaker: str) -> None:
    assert named(f"Мэр Иван Орлов встретился с тренером Романом Лыковым. {words}") == [speaker]


def test_whoever_is_alone_may_say_their_own_name() -> None:
    text = "Анна Седова просила не звать её великой. «Пишите просто: Анна Седова», — сказала она."
    assert named(text)[-1] == "Анна Седова"


def test_a_dropped_subject_is_the_running_speaker() -> None:
    text = "Анна Седова сообщила, что ремонт закончен. Также добавила, что билеты подорожают."
    attributions, _ = resolve(
        text,
        Quote("ремонт закончен", "сообщила", "Анна Седова"),
        Quote("билеты подорожают", "добавила"),
    )
    speaker = attributions[1].speaker
    assert speaker is not None
    assert (speaker.name, speaker.start, speaker.text) == ("Анна Седова", None, None)
    assert attributions[1].rule == "running speaker"


def test_people_in_general_are_nobody() -> None:
    text = "Анна Седова сообщила, что ремонт закончен. В городе говорят, что билеты подорожают."
    assert names(
        text,
        Quote("ремонт закончен", "сообщила", "Анна Седова"),
        Quote("билеты подорожают", "говорят"),
    )[1] == (None, None)


def test_the_next_quote_without_a_frame_has_the_same_speaker() -> None:
    text = "«Мы откроем школу в мае», — сказала Анна Седова. «Деньги на ремонт выделены». Потом она уехала."
    attributions, _ = resolve(
        text,
        Quote("Мы откроем школу в мае", "сказала", "Анна Седова", kind="direct"),
        Quote("Деньги на ремонт выделены", kind="direct", pattern="marks"),
    )
    assert attributions[1].speaker is not None
    assert attributions[1].speaker.name == "Анна Седова"


def test_turns_alternate() -> None:
    text = (
        "Иван Орлов и Анна Седова спорили в коридоре.\n\n"
        "– Мост надо закрыть, – сказал Иван Орлов.\n\n"
        "– Мост надо чинить, – возразила Анна Седова.\n\n"
        "– Денег на ремонт нет.\n\n"
        "– Деньги на ремонт найдём."
    )
    assert [
        name
        for _, name in names(
            text,
            Quote("Мост надо закрыть", "сказал", "Иван Орлов", kind="direct", pattern="dash, framed"),
            Quote("Мост надо чинить", "возразила", "Анна Седова", kind="direct", pattern="dash, framed"),
            Quote("Денег на ремонт нет", kind="direct", pattern="dash"),
            Quote("Деньги на ремонт найдём", kind="direct", pattern="dash"),
        )
    ] == ["Иван Орлов", "Анна Седова", "Иван Орлов", "Анна Седова"]


def test_a_common_noun_takes_up_an_organisation() -> None:
    text = (
        "Газета «Вечерний Томск» пишет о ремонте моста. По данным издания, мост закроют. "
        "Компания «Сибмост» выиграла торги. В компании пообещали закончить к маю."
    )
    paper, company = names_of(text)
    answers = names(
        text,
        Quote("мост закроют", "данным", "издания"),
        Quote("закончить к маю", "пообещали", "В компании"),
    )
    assert answers == [("organization", paper), ("organization", company)]


def names_of(text: str) -> list[str]:
    """The names of the organisations of a text, in order."""
    _, referents = resolve(text)
    return [r.name for r in referents if r.type == "organization"]


def test_a_body_without_a_name_becomes_an_organisation() -> None:
    text = "По версии следствия, пожар начался ночью. В аэропорту это подтвердили."
    attributions, referents = resolve(
        text,
        Quote("пожар начался ночью", "версии", "следствия"),
        Quote("это", "подтвердили", "В аэропорту"),
    )
    speakers = [a.speaker for a in attributions]
    assert [s and s.name for s in speakers] == ["следствие", "аэропорт"]
    made = {r.id: r for r in referents}
    for speaker in speakers:
        assert speaker is not None
        assert speaker.entity is not None
        referent = made[speaker.entity]
        assert (referent.type, referent.name) == ("organization", speaker.name)
        assert [r.kind for r in referent.references] == ["nominal"]


def test_pronouns_become_mentions() -> None:
    text = "Анна Седова возглавила музей. Она сообщила, что ремонт закончен."
    _, referents = resolve(text, Quote("ремонт закончен", "сообщила", "Она"))
    person = next(r for r in referents if r.type == "person")
    assert [(r.kind, r.normal) for r in person.references if r.kind == "pronoun"] == [("pronoun", "она")]


def test_a_pronoun_that_may_mean_a_thing_is_no_mention() -> None:
    text = "Иван Орлов осмотрел завод. Завод стоит с мая. Он принадлежит банку."
    _, referents = resolve(text)
    assert not [r for p in referents for r in p.references if r.kind == "pronoun"]


def test_a_headline_takes_the_speaker_of_the_same_words() -> None:
    text = (
        "«Мост не закроют никогда»: в Перми спорят о реке\n\n"
        "Жители вышли на митинг. «Мост не закроют никогда», — сказал Иван Орлов."
    )
    attributions, _ = resolve(
        text,
        Quote("Мост не закроют никогда", kind="direct", pattern="marks"),
        Quote("Мост не закроют никогда", "сказал", "Иван Орлов", kind="direct"),
    )
    assert [a.speaker and a.speaker.name for a in attributions] == ["Иван Орлов", "Иван Орлов"]


def test_candidates_and_confidence() -> None:
    text = "Иван Орлов принял Петра Лыкова. Он сказал, что мост готов."
    [attribution], referents = resolve(text, Quote("мост готов", "сказал", "Он"))
    known = {r.id for r in referents}
    assert len(attribution.candidates) == 2
    assert {candidate.entity for candidate in attribution.candidates} <= known
    scores = [candidate.score for candidate in attribution.candidates]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= attribution.confidence <= 1


WORDS = ["Иван Орлов", "Анна Седова", "он", "она", "их", "который", "сказал", "министр", "МВД", "что"]
WORDS += ["в", "по словам", "🙂", ",", ".", "«", "»", "—", "\n\n"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS),
        min_size=1,
        max_size=40,
    ),
    st.data(),
)
def test_any_frame_has_an_answer(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    document = read(text, split_page(text), *models())
    tokens = document.tokens
    if not tokens:
        return
    found, _ = find_names(document)
    referents, links = link_entities(document, found, find_roles(document, found))
    places = st.integers(0, len(tokens) - 1)

    def span() -> Span:
        first = data.draw(places)
        last = min(len(tokens) - 1, first + data.draw(st.integers(0, 3)))
        return Span(tokens[first].start, tokens[last].end)

    reports = []
    for _ in range(data.draw(st.integers(0, 4))):
        content = span()
        cue = span() if data.draw(st.booleans()) else None
        source = span() if data.draw(st.booleans()) else None
        kind = data.draw(st.sampled_from(["direct", "mixed", "indirect"]))
        pattern = data.draw(st.sampled_from(["marks", "dash", "turn", "block", "headline", "framed"]))
        reports.append(
            Report(kind, content.start, content.end, (content,), pattern, content, cue, "", source)
        )
    attributions, after, _ = resolve_speakers(document, reports, referents, links)
    assert len(attributions) == len(reports)
    entities = {r.id: r for r in after}
    assert len(entities) == len(after)
    for attribution in attributions:
        assert 0 <= attribution.confidence <= 1
        speaker = attribution.speaker
        if speaker is None:
            continue
        if speaker.start is not None and speaker.end is not None:
            assert text[speaker.start : speaker.end] == speaker.text
        if speaker.entity is None:
            assert speaker.name is None
        else:
            assert speaker.name == entities[speaker.entity].name
            assert speaker.kind in ("person", "organization")
    for referent in after:
        places_ = [(r.start, r.end) for r in referent.references]
        assert places_ == sorted(places_)


def speakers(text: str) -> list[str | None]:
    """Who speaks in each quote of an article: the name, else the words, else the kind."""
    found = [quote.speaker for quote in extractor().extract(text).quotes]
    return [s and (s.name or s.text or s.kind) for s in found]


def named(text: str) -> list[str | None]:
    """The name of who speaks in each quote of an article, None where it gives none."""
    return [quote.speaker and quote.speaker.name for quote in extractor().extract(text).quotes]


@cache
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # verbs that share a subject
        (
            "Чемпион мира Иван Орлов отказался назвать фаворита в матче Лыков — Седов, но сказал: "
            "«Победит тот, кто лучше готов».",
            "Иван Орлов",
        ),
        ("Большинство жителей считают, что мост нужен.", "Большинство жителей"),
        ("Пресс-служба городского управления МЧС сообщила, что крыша цела.", None),
        # whose site it is, speaks
        ("Мост закрыт до мая, говорится на сайте МЧС.", "МЧС"),
        # a name at the end of a row of titles
        (
            "«Это хорошая смена», — отметил заместитель главного судьи турнира, чемпион страны (1996), "
            "призёр кубка Николай Крюков.",
            "Николай Крюков",
        ),
        (
            "О новости поведала подруга певицы и её коллега по группе Ольга Орлова: «Мы очень рады!»",
            "Ольга Орлова",
        ),
        # «который» takes up the noun beside it
        (
            "Память Петра Лыкова почтил его шофёр, который утверждает, что писателя отравили.",
            "который",
        ),
        # a name that does not inflect is whose agent it is
        ("Агент Мадонны сообщил, что концерт отменён. Певица Мадонна молчит.", "Агент Мадонны"),
    ],
)
def test_who_is_meant_in_a_whole_article(text: str, speaker: str | None) -> None:
    if speaker is None:
        assert speakers(text)[0] is not None
    else:
        assert speakers(text)[0] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Совет Европы опубликовал доклад о судах. «Судьи независимы», — говорится в документе.",
            "Совет Европы",
        ),
        (
            "Мэр Иван Орлов направил в Москву письмо. В нём говорится, что денег на мост нет.",
            "Иван Орлов",
        ),
        (
            "Юбиляра поздравил губернатор Пётр Лыков. В поздравлении говорится, что он пример для всех.",
            "Пётр Лыков",
        ),
        (
            "Судья Анна Седова огласила решение. Хвалынский суд признал Лыкова виновным. "
            "«Исправление возможно», — говорится в приговоре.",
            "Хвалынский суд",
        ),
    ],
)
def test_whoever_issued_a_document_speaks_in_it(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


def test_two_media_are_a_group() -> None:
    [quote] = extractor().extract("Пятый канал и НТВ сообщают, что мост закрыт.").quotes
    assert quote.speaker is not None
    assert quote.speaker.kind == "group"


def test_a_title_of_one_country_is_of_no_other() -> None:
    text = (
        "Президент Франции Жан Морель встретился с президентом Польши Анджеем Ковальским. "
        "Переговоры шли два часа. Французский лидер сообщил, что договор готов."
    )
    assert speakers(text) == ["Жан Морель"]


def test_reports_from_anybody_have_no_author() -> None:
    text = "Иван Орлов приехал в город. По сообщениям, мост закрыт."
    assert speakers(text) in ([], [None])


def test_a_phrase_may_stand_for_a_role() -> None:
    text = (
        "Президент Иван Орлов прилетел в Омск. Его встретил мэр Пётр Лыков. "
        "«Мост построят», — сказал глава государства. «Мы ждём», — ответил глава города."
    )
    assert speakers(text) == ["Иван Орлов", "Пётр Лыков"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("— Я пришла просто спросить, — смеётся хозяйка мастерской Людмила Орлова.", "Людмила Орлова"),
        ("— Хрипы с обеих сторон, — Ринат уже слушает спину. — Лежать можете?", "Ринат"),
        ("Пришёл Иван Орлов. Помолчав, добавил: «Боюсь за мост».", "Иван Орлов"),
    ],
)
def test_frames_whose_verb_is_hard_to_read(text: str, speaker: str) -> None:
    assert speakers(text)[0] == speaker


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("собеседник агентства", "Пётр Лыков"),
        ("собеседник «Тульских ведомостей»", "Пётр Лыков"),
        ("наш собеседник", "Пётр Лыков"),
        ("источник агентства", None),
        ("другой собеседник агентства", None),
        ("собеседник агентства в мэрии", None),
        ("собеседник агентства, знакомый с ходом проверки", None),
        ("собеседник агентства, который видел документы", None),
    ],
)
def test_whom_a_medium_hears_is_who_has_just_spoken(source: str, speaker: str | None) -> None:
    text = f"Цены вырастут, считает аналитик Пётр Лыков. «Рост составит 5%», – отметил {source}."
    assert named(text) == ["Пётр Лыков", speaker]


def test_a_participle_modifies_whom_it_agrees_with() -> None:
    text = (
        "Солидарен с ним партнёр консалтинговой компании Baltic & Partners Игорь Лыков, полагающий, "
        "что собирается лишь треть."
    )
    assert named(text) == ["Игорь Лыков"]


def test_an_agency_of_a_region_is_an_agency() -> None:
    text = "В ГУМЧС по Якутии сообщили, что лёд тонок. Как уточнили в ведомстве, люди не пострадали."
    assert named(text) == ["ГУМЧС по Якутии"] * 2


def test_whom_a_medium_hears_may_be_its_source() -> None:
    text = (
        "Источник агентства сообщил, что мост закроют. «Это неправда», – заявил мэр Пётр Лыков. "
        "«Решение принято», – настаивает собеседник агентства."
    )
    assert named(text) == [None, "Пётр Лыков", None]


def pronouns(text: str) -> list[tuple[str, str]]:
    """The pronouns of a text with whom they mean."""
    _, referents = resolve(text)
    return [(text[r.start : r.end], p.name) for p in referents for r in p.references if r.kind == "pronoun"]


def test_a_pronoun_between_two_people_is_no_mention() -> None:
    assert not pronouns("Иван Орлов требует, чтобы мэр обратился к Петру Лыкову и уговорил его уйти.")


def test_only_people_say_things() -> None:
    text = "Иван Орлов осмотрел завод. Завод стоит с мая. Он рассказал, что денег нет."
    assert pronouns(text) == [("Он", "Иван Орлов")]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (
            "Родители обратились в прокуратуру из-за холода. По данным ведомства, в классах 14 градусов.",
            "прокуратура",
        ),
        ("Мужчина обратился в полицию. Там сообщили, что дело возбуждено.", "полиция"),
        ("Суд признал Лыкова виновным. «Исправление возможно», — говорится в приговоре.", "суд"),
    ],
)
def test_a_body_that_only_a_noun_names_may_speak(text: str, body: str) -> None:
    article = extractor().extract(text)
    assert speakers(text) == [body]
    [entity] = [entity for entity in article.entities if entity.name == body]
    assert entity.mentions[0].start < article.quotes[0].end


def test_a_pronoun_tells_the_gender() -> None:
    text = (
        "Судья Т. Н. Черных открыла заседание. «Встаньте», — сказала она Сергею Голову. «Вы поняли?» — "
        "уточнила Черных. «Понял», — подтвердил подсудимый."
    )
    assert speakers(text)[-1] != "Т. Н. Черных"


def test_a_noun_is_the_body_that_has_a_name() -> None:
    text = "Хвалынский суд признал Лыкова виновным. Суд учёл явку. «Он исправится», — говорится в приговоре."
    assert speakers(text) == ["Хвалынский суд"]


@pytest.mark.parametrize(
    "text",
    [
        "Собравшиеся на площади начали кричать: «Долой!»",
        "По данным прессы Литвы, после матча сидящие в зале начали кричать: «Судью на мыло!»",
        "После приговора присутствующие в зале кричали: «Свободу!»",
    ],
)
def test_participles_stand_for_people(text: str) -> None:
    speaker = extractor().extract(text).quotes[-1].speaker
    assert speaker is not None
    assert (speaker.kind, speaker.text.split()[0].lower()) in [
        ("group", word) for word in ("собравшиеся", "сидящие", "присутствующие")
    ]


def test_a_document_put_on_a_page_is_its_owner_s() -> None:
    text = (
        "Лекарство завода «Витамин» помогает. Об этом говорится в результатах исследования, опубликованных "
        "во вторник на сайте завода.\n\n«Ремонт не нужен», — говорится в сообщении."
    )
    assert named(text) == ["«Витамин»"]
    text = (
        "В отчёте, размещённом на сайте Росстата, говорится, что цены выросли. В нём сказано, что еды хватит."
    )
    assert set(named(text)) == {"Росстат"}


def test_a_study_of_several_people_is_of_the_group() -> None:
    text = (
        "Врачи Анна Белова, Пётр Орлов и Иван Лыков утверждают: вино вредно.\n\n"
        "«Пить не стоит», — говорится в исследовании."
    )
    assert [q.speaker and (q.speaker.kind, q.speaker.name) for q in extractor().extract(text).quotes] == [
        ("group", None)
    ] * 2


def test_his_father_is_somebody_else() -> None:
    text = "Подозреваемый Иван Лыков молчит. Его отец сказал, что удивлён. По его словам, сын любил книги."
    assert named(text) == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "Актриса Анна Лыкова получила письмо, в котором сообщалось, что её снимки украдены.",
        "Иван Лыков обвиняется в краже. В петиции говорится, что среди жертв Лыкова были старики.",
        "Иван Лыков задумал побег. Согласно материалам уголовного дела, Лыков готовил его год.",
    ],
)
def test_whoever_a_document_is_about_has_not_written_it(text: str) -> None:
    assert named(text) == [None]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Сегодня из правительства поступили заявления, что ведомство не закроют.", "правительство"),
        ("Замоскворецкий суд Москвы признал вину. В приговоре отмечается, что свидетели молчали.", None),
        (
            "Анна Лыкова получила письмо. Злоумышленник утверждал, что снимки украдены.",
            "Злоумышленник",
        ),
    ],
)
def test_who_stands_behind_words(text: str, speaker: str | None) -> None:
    assert speakers(text)[-1] == (speaker or "Замоскворецкий суд Москвы")


def test_a_line_may_tell_who_speaks_without_a_name() -> None:
    text = (
        "Иван Орлов, слесарь:\n— Кризиса я не вижу.\nПенсионер, бывший токарь:\n— А я вижу.\n"
        "Студентка третьего курса:\n— Денег нет."
    )
    assert speakers(text) == ["Иван Орлов", "Пенсионер", "Студентка третьего курса"]


def test_a_line_may_take_up_somebody_by_their_role() -> None:
    text = "Мэр Иван Орлов приехал на стройку. Его спросили о мосте.\nМэр:\n— Я обещаю, что откроем в мае."
    assert speakers(text) == ["Иван Орлов"]


def test_whom_a_clause_about_a_noun_names_is_another() -> None:
    text = "Режиссёр, который работал с Анной Седовой, рассказал журналистам, что она ушла из театра."
    assert named(text) == [None]


def test_behind_an_answer_comes_who_asks() -> None:
    text = (
        "Хавбек «Зари» Иван Орлов ответил на вопросы.\n— Тяжёлый был матч?\n— Очень.\n"
        "— В первом тайме казалось, что силы равны.\n— Да, мы устали.\n— Когда финал?\n— В мае.\n"
        "— Спасибо за беседу."
    )
    assert named(text) == [None, "Иван Орлов"] * 3 + [None]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        (
            "О певце вспоминает директор музея Роман Орлов. По его словам, Пётр Лыков был примером. "
            "Пётр Лыков немного не дожил до юбилея.",
            "Роман Орлов",
        ),
        (
            "Капитан «Зари» Роман Орлов прокомментировал победу, передаёт Sports.kz со ссылкой на Denik.cz.",
            "Роман Орлов",
        ),
        ("Как сообщили в мэрии Перми, мост закроют до конца мая.", "мэрия Перми"),
    ],
)
def test_a_paragraph_in_marks_goes_on_with_who_has_spoken(before: str, speaker: str) -> None:
    assert named(f"{before}\n\n«Мы только теперь это понимаем».")[-1] == speaker


@pytest.mark.parametrize(
    ("where", "kind", "words"),
    [
        ("В СМИ", "group", "СМИ"),
        ("Вчера в ряде СМИ", "group", "ряде СМИ"),
        ("Ранее", "unknown", "сообщения о том"),
    ],
)
def test_reports_are_of_the_media_they_appear_in(where: str, kind: str, words: str) -> None:
    [quote] = extractor().extract(f"{where} появились сообщения о том, что мост закроют.").quotes
    assert quote.speaker is not None
    assert (quote.speaker.kind, quote.speaker.text) == (kind, words)


def test_a_noun_for_whom_a_medium_hears_takes_up_who_has_spoken() -> None:
    text = (
        "Автобус занесло, рассказала пассажирка Анна Седова. Собеседница издания вернулась за вещами. "
        "«Он молчал», — добавила она."
    )
    assert named(text) == ["Анна Седова"] * 2


def test_a_compound_for_a_role_is_no_name() -> None:
    assert named("Экс-чиновница рассказала, что работала в мэрии.") == [None]


@pytest.mark.parametrize(
    ("title", "source", "speaker"),
    [
        ("начальник отдела Минздрава", "представитель министерства", "Иван Орлов"),
        ("директор по связям компании «Азимут»", "представитель авиакомпании", "Иван Орлов"),
        ("директор компании «Заря»", "представитель компании «Азимут»", None),
        ("директор аэропорта", "представитель министерства", None),
    ],
)
def test_who_speaks_for_a_body_is_of_that_sort_of_body(title: str, source: str, speaker: str | None) -> None:
    text = f"«Рейс задержан», — сообщил {title} Иван Орлов. «Пассажиров накормили», — отметил {source}."
    assert named(text) == ["Иван Орлов", speaker]


@pytest.mark.parametrize(
    "quote", [" «Это было для нас сюрпризом».", "\n«Это сюрприз для нас».", "\n— Это сюрприз. Мы его ждём."]
)
def test_whom_a_sentence_announces_speaks_next(quote: str) -> None:
    text = f"Тренер «Зари» Иван Орлов высказался об уходе защитника Романа Лыкова.{quote}"
    assert named(text) == ["Иван Орлов"]


def test_a_noun_means_nobody_whom_only_the_quote_names() -> None:
    assert named("«Когда Лыков придёт, мы решим», — пояснил чиновник.") == [None]


@pytest.mark.parametrize("quote", ["Мы устали. Соперник был лучше.", "— Мы устали.", "«Мы устали. Всё»."])
@pytest.mark.parametrize(
    "line",
    [
        "Тренер «Зари» Иван Орлов — о поражении:",
        "Иван Орлов – о том, почему проиграла «Заря»:",
        "Тренер Иван Орлов:",
    ],
)
def test_a_line_names_who_speaks_of_what(line: str, quote: str) -> None:
    assert named(f"Вчера закончился матч.\n{line}\n{quote}")[-1] == "Иван Орлов"


def test_who_hears_words_has_not_said_them() -> None:
    assert speakers("«Ваш сын в полиции», — услышала Анна Седова в трубке.") == [None]


@pytest.mark.parametrize("verb", ["добавил", "уточнил"])
def test_who_adds_has_just_spoken(verb: str) -> None:
    text = f"По словам Ивана Орлова, Роман Лыков пострадал при пожаре. Он {verb}, что ожоги лёгкие."
    assert named(text) == ["Иван Орлов"] * 2


def test_behind_but_stands_a_subject_of_its_own() -> None:
    text = "Пётр Лосев и Иван Чижов уехали в Омск, а министр спорта Олег Зубов сообщил, что зал закроют."
    assert named(text) == ["Олег Зубов"]


def test_who_called_herself_something_speaks() -> None:
    who = "Девушка, назвавшаяся соседкой Мартина, сообщила врачам, что дочь ее мужа назвала иную причину ран."
    assert speakers("Газета назвала имя Антонио Мартина. " + who) == ["Девушка"]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("знакомого с ним торговца", "знакомого с ним торговца"),
        ("близкого к правительству дипломата", "близкого к правительству дипломата"),
        ("самой матери Егора Лыкова", "самой матери Егора Лыкова"),
        ("супруги Егора Лыкова", "супруги Егора Лыкова"),
    ],
)
def test_whose_words_are_not_those_of_whom_they_know(source: str, speaker: str) -> None:
    assert speakers(f"Вчера видели Егора Лыкова. По словам {source}, цена выросла.") == [speaker]


def test_an_agency_is_no_council() -> None:
    text = "МИД России ответил на слова Совета Безопасности ООН. В ведомстве отметили, что всё ясно."
    assert named(text) == ["МИД России"]


def test_the_press_office_of_whom_the_clause_explains() -> None:
    assert named("Приехал мэр Олег Зубов, в пресс-службе которого сообщили, что он рад.") == ["пресс-служба"]


def test_a_mark_that_closes_the_line_before_opens_no_name() -> None:
    text = "«Курай» извинился.\nОфис «Курая»\nМедиахолдинг «Курай» заявил, что не смог донести решение."
    assert named(text) == ["«Курай»"]
