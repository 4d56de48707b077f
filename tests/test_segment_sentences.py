"""Sentences."""

from __future__ import annotations

import itertools

import pytest
import razdel
from hypothesis import given
from hypothesis import strategies as st

import newsnlp
from newsnlp.document import Span
from newsnlp.segment.quotation import pair_quotes
from newsnlp.segment.sentences import split_sentences


def cut(text: str) -> list[str]:
    block = Span(0, len(text))
    return [text[s.start : s.end] for s in split_sentences(text, block, pair_quotes(text, block))]


@pytest.mark.parametrize(
    "marked",  # | where a sentence ends
    [
        # initials
        "Директор И. И. Иванов и А.С. Петров ушли.| Их ждали.",
        "Писатель Дж. Смит и М.Ганнучи рады.",
        "Это гепатит С. |По данным врачей, он опасен.",
        "Дворец построен при Николае I. |Дом сгорел.",
        # abbreviations before what they belong to
        "Встреча в г. Перми на ул. Ленина, д. 5, кв. 7.| Её ждали.",
        "Школа им. Пушкина, театр им. А. П. Чехова и парк им. 50-летия Октября.",
        "Проф. Иванов, акад. Петров и св. Николай, см. Приложение и ст. 159 УК.",
        "Статью написал к.ф.-м.н. Иван Орлов, рецензию — д. и. н. Анна Седова.| Её ждали.",
        "Осуждён по ч. 2 ст. 5 и п. 1 УК.",
        # abbreviations after it
        "Приехали врачи, учителя и т. д. |Потом все ушли.",
        "Были Иванов и др. |Потом ушли и они.",
        "Цена 5 тыс. руб. |Это много.",
        "В банке 2 млн. |Россия растёт.",
        "Длина 5 см. |Ширина 10 м. |Масса 2 т. |Все рады.",
        "Это 250 г. до н. э. |Рим рос.",
        # years
        "Завод открыт в 2013 г. |Директором стал Иванов.",
        "В 2020 г. Пермь отметила юбилей.",
        "Он уйдёт 30 апреля 2011г. |По словам Орлова, в 2012г. Пермь ждёт юбилей.",
        "Как сообщалось, в августе 2013 г. Иванов ушёл.",
        "Указ от 12.05.2020 г. № 5 отменён.",
        "Они правили в 2001-2006 гг. |Потом ушли.",
        "Это XX в. |Он прошёл.",
        # ordinary words that look like abbreviations
        "Он помогает им. |Это важно.",
        "Так говорится в нем. |Под письмом стоят подписи.",
        # the space is missing
        "Итоги голосования.|Иванов победил.",
        "Это всё.|Он ушёл!|Она осталась.",
        "Открыта в 2020.|Её ждали.",
        "Вышла «Искра».|Её ждали.",
        "Сервис Яндекс.Такси и сайт Газета.Ру выросли.",
        "Адрес: г.Пермь, ул.Ленина, просп.Мира, пгт.Яйва.",
        "Сайт perm.ru и 12.08.2020 г. в 09.50.| Всё.",
        # dots and other ends
        "Он ушёл… |Но вернулся.",
        "Он… ушёл, но... вернулся.",
        "Как?! |Так!.. |Вот.",
        "Первый; Второй; Третий.",
        "1. Первое.| 2. Второе.",
        "Счёт 2:1. |Зенит рад.",
        # marks and brackets
        "«Ура!» — Иванов не скрывал радости.",
        "«Вы готовы?» — спросил он.",
        "«Мы ждём…» — Иванов ушёл.",
        "(Это важно.) |Она ушла («Да!») |Они тут.",
        "“Мы готовы!” |Он ушёл. |''Мы готовы!'' |Он ушёл.| <<Мы готовы!>> |Он ушёл.",
        "„Мы готовы!“ |Он ушёл.",
        "Игра «Что? Где? Когда?» вышла в эфир.",
        "«Кто? Где?» вышла в эфир.",
        "Сериал «Граница. Роман» и фильм «Матч! Арена».",
        "«Мы готовы. |Мы идём», — сказал он.",  # one only when the quote is known
        "Он сказал: «Да! |Мы готовы».",
        "«Мы готовы, — сказал он. |— Мы идём».",
        "Он сказал. |«Мы идём».",
        # dialogue
        "– Как дела? |– Хорошо.",
    ],
)
def test_sentences(marked):
    assert cut(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


def test_plain_prose_is_cut_as_razdel_cuts_it():
    text = (
        "Мост откроют в мае. Об этом сообщил мэр! «Мы успеем», — добавил он. Почему? Никто не знает... "
        "Работы (их ведёт трест) идут с марта; погода хорошая. Движение — с 1 июня."
    )
    assert cut(text) == [sentence.text for sentence in razdel.sentenize(text)]


@given(st.text(st.sampled_from("аБвГ .,!?…—-:;5()\n«»„“\"'ти\u200b\u00ad"), max_size=100), st.integers(0, 9))
def test_sentences_cover_what_is_visible_and_nothing_else(text, start):
    block = Span(min(start, len(text)), len(text))
    sentences = list(split_sentences(text, block, pair_quotes(text, block)))
    assert all(block.start <= s.start < s.end <= block.end for s in sentences)
    assert all(one.end <= two.start for one, two in itertools.pairwise(sentences))
    covered = {i for s in sentences for i in range(s.start, s.end)}
    left = {text[i] for i in range(block.start, block.end) if i not in covered}
    assert left <= set(" \n\u200b\u00ad")
    assert all(text[i] not in " \n\u200b\u00ad" for s in sentences for i in (s.start, s.end - 1))


@pytest.mark.parametrize(
    "marked",
    [
        "Мэр устал. |«Мы готовы. Налоги не вырастут», — добавил Дюков. |Его ждали.",
        "Он сказал: «Да! Мы готовы». |Его ждали.",
        "«Мы готовы, — сказал Дюков. — Мы идём. Все рады». |Его ждали.",
        "– Мы готовы. Мы идём, – сказал Дюков.",
    ],
)
def test_a_direct_quote_and_its_frame_are_one_sentence(marked):
    article = newsnlp.extract(marked.replace("|", ""))
    assert [sentence.text for sentence in article.sentences] == [part.strip() for part in marked.split("|")]


def test_a_quote_of_two_paragraphs_joins_no_sentences_across_them():
    text = "«Мы готовы. Мы идём.\n\n«Налоги не вырастут. Все рады», — сказал мэр Иван Дюков. Его ждали."
    sentences = [sentence.text for sentence in newsnlp.extract(text).sentences]
    assert sentences[-2:] == ["«Налоги не вырастут. Все рады», — сказал мэр Иван Дюков.", "Его ждали."]
    assert all("\n" not in sentence for sentence in sentences)
