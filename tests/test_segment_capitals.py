"""Sentences all in capitals, spelled as in running text."""

import pytest

from newsnlp.extractor import Extractor
from newsnlp.segment.capitals import names_written, recased

EXTRACTOR = Extractor(model="fast")


@pytest.mark.parametrize(
    ("shouted", "spelled"),
    [
        ("В НИЖНЕМ НОВГОРОДЕ ОТКРЫЛИ МОСТ", "В Нижнем Новгороде открыли мост"),
        ("ПОЖАР В РОСТОВЕ-НА-ДОНУ", "Пожар в Ростове-на-Дону"),
        ("МЭРА ОРЛОВСКОЙ ОБЛАСТИ НЕТ", "Мэра Орловской области нет"),
        ("ГЛАВА ГОРОДСКОГО ОКРУГА ТОЛЬЯТТИ УШЁЛ", "Глава городского округа Тольятти ушёл"),
        # people: by the dictionary, and by a word beside that tells
        ("РОМАН ПЕТРОВ И ВЕРА ОРЛОВА РИСУЮТ", "Роман Петров и Вера Орлова рисуют"),
        ("ПРИЕХАЛИ ПЕТРОВА ВЕРА ПАВЛОВНА И Б . ШЕЛЕСТОВА", "Приехали Петрова Вера Павловна и Б . Шелестова"),
        ("ЭТО И . О . МЭРА", "Это и . о . мэра"),
        # abbreviations, known and unknown, and titles in marks
        ("МВД РОССИИ СБИЛО БПЛА", "МВД России сбило БПЛА"),
        ("« ЗЕНИТ » ВЫИГРАЛ", "« Зенит » выиграл"),
        # what the article has with a capital elsewhere
        ("НАШЕСТВИЕ МЕДВЕДЕЙ", "Нашествие медведей"),
        ("ВОЛКОВ И МЕДВЕДЕВ УЕХАЛИ", "Волков и Медведев уехали"),
        # names and abbreviations alone are as they are
        ("ГИБДД МВД РФ", "ГИБДД МВД РФ"),
        ("ИВАН ПЕТРОВ", "ИВАН ПЕТРОВ"),
    ],
)
def test_only_names_keep_their_capitals(shouted: str, spelled: str) -> None:
    written = names_written("Вчера депутат Волков уехал.")
    _, morphology = EXTRACTOR._models()
    assert recased(shouted.split(), morphology, written) == spelled.split()


def test_a_headline_in_capitals_is_read_like_any_other() -> None:
    text = "ВЕРА ОРЛОВА ПРИЕХАЛА В ВЕЛИКИЙ НОВГОРОД\n\nОрлова посетила музей. Её встретил мэр."
    article = EXTRACTOR.extract(text)
    assert [(e.name, e.mentions[0].text) for e in article.entities] == [
        ("Вера Орлова", "ВЕРА ОРЛОВА"),
        ("Великий Новгород", "ВЕЛИКИЙ НОВГОРОД"),
    ]
