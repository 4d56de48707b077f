"""brat standoff, read back by bratly, by the rules of brat's own reader, and by newsnlp."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings

from anyarticles import articles, sample
from newsnlp import Article, extract
from newsnlp.formats import Annotation, Annotations, Brat, from_brat, to_brat
from newsnlp.formats.brat import CONF, LABELS, RELATIONS
from samples import SAMPLES

TEXT = "«Мост 😀 откроют, — сообщила мэр Ольга Седова. — Дорогу тоже». Седова рада."


@pytest.fixture(scope="module")
def brat() -> Brat:
    return to_brat(extract(TEXT))


def places(one: Annotation) -> tuple[tuple[int, int], ...]:
    return tuple((segment.start, segment.end) for segment in one.segments)


def as_brat_has_it(marked: Annotations) -> set[tuple[object, ...]]:
    """What the format keeps: places between line ends, confidence in tenths, names on one line."""
    text = re.sub("\r\n?", lambda ends: " \n"[-len(ends.group()) :], marked.text)
    return {
        (
            one.type,
            tuple(
                (start + piece.start(), start + piece.end())
                for start, end in places(one)
                for piece in re.finditer("[^\n]+", text[start:end])
            ),
            one.kind,
            " ".join((one.name or "").split()) or None,
            one.confidence if one.confidence is None else round(one.confidence, 1),
        )
        for one in marked.annotations
        if text[one.start : one.end].strip("\n")
    }


def entities(marked: Annotations) -> set[frozenset[tuple[tuple[int, int], ...]]]:
    """The mentions, by their places, of each entity."""
    ids = {one.entity for one in marked.annotations if one.entity}
    return {frozenset(places(one) for one in marked.annotations if one.entity == id) for id in ids}


def test_a_discontinuous_quote_has_fragments(brat: Brat) -> None:
    assert "\tQuote 1 15;48 59\tМост 😀 откроют Дорогу тоже\n" in brat.ann
    assert TEXT[1:15] == "Мост 😀 откроют"


def test_relations_lead_from_the_speaker_to_the_quote_and_from_the_role_to_the_person(brat: Brat) -> None:
    ids = {line.split("\t")[2]: line.split("\t")[0] for line in brat.ann.splitlines() if line[0] == "T"}
    quote, person, role = ids["Мост 😀 откроют Дорогу тоже"], ids["Ольга Седова"], ids["мэр"]
    assert f"\tSays Arg1:{person} Arg2:{quote}\n" in brat.ann
    assert f"\tHolder Arg1:{role} Arg2:{person}\n" in brat.ann
    assert f"*\tEquiv {person} {ids['Седова']}\n" in brat.ann
    assert f"\tQuoteKind {quote} direct\n" in brat.ann


def test_the_configuration_has_every_name_that_is_used() -> None:
    lines = [line.split("\t") for name in SAMPLES for line in to_brat(sample(name)).ann.splitlines()]
    names = set(re.findall(r"^[A-Z]\w+", CONF, re.MULTILINE))
    assert {data.split()[0] for id, data, *_ in lines if id[0] in "TRA*"} <= names
    values = dict(re.findall(r"^(\w+)\tArg:.*Value:(.*)$", CONF, re.MULTILINE))
    attributes = [data.split() for id, data, *_ in lines if id[0] == "A"]
    assert attributes
    assert all(value in values[name].split("|") for name, _, value in attributes)


def test_a_persons_corrections_are_read() -> None:
    """The name made longer, a quote removed, a mention added, and it is the same person."""
    text = "Мост откроют в мае, сообщила Седова. Она добавила, что дорога готова."
    ann = (
        "T1\tPerson 29 35\tСедова\nT7\tPerson 37 40\tОна\nT3\tQuote 55 68\tдорога готова\n"
        "R1\tSays Arg1:T7 Arg2:T3\nA1\tQuoteKind T3 indirect\nA2\tMentionKind T7 pronoun\n"
        "*\tEquiv T1 T7\n#1\tAnnotatorNotes T1\tСедова Ольга\nT9\tShip 0 4\tМост\nE1\tSail:T9\n"
    )
    marked = from_brat(text, ann)
    assert [(one.id, one.type, one.text, one.kind) for one in marked.annotations] == [
        ("m1", "person", "Седова", None),
        ("m2", "person", "Она", "pronoun"),
        ("q1", "quote", "дорога готова", "indirect"),
    ]
    assert {one.entity for one in marked.of_type("person")} == {"e1"}
    speaker = marked.speaker_of("q1")
    assert speaker is not None
    assert speaker.text == "Она"
    assert marked.annotations[0].name == "Седова Ольга"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("T1 Person 0 4 Мост", "a tab must follow the id"),
        ("T1\tPerson 0 99\tМост", "no span from 0 to 99 in a text of 18 characters"),
        ("T1\tPerson 0 5\tМост", "is it the .txt file"),
        ("T1\tPerson 0\tМост", "two offsets"),
        ("R1\tSays T1", "not enough values"),
        ("?1\tSays T1", "an id begins with"),
    ],
)
def test_a_line_that_is_none_is_named(line: str, what: str) -> None:
    with pytest.raises(ValueError, match=r"line 2 of the \.ann file") as error:
        from_brat("Мост открыт, мэр Я", f"T5\tRole 13 16\tмэр\n{line}\n")
    assert what in str(error.value)


@settings(max_examples=50)
@given(article=articles())
def test_any_article_is_read_back(article: Article) -> None:
    files = to_brat(article)
    read, marked = from_brat(*files), Annotations.of(article)
    assert as_brat_has_it(read) == as_brat_has_it(marked)
    assert len(files.txt) == len(article.text)
    if not re.search("[\r\n]", article.text):
        assert files.txt == article.text
        assert entities(read) == entities(marked)
        assert len(read.links) == len(marked.links)


@settings(max_examples=50)
@given(article=articles())
def test_the_files_keep_brats_rules(article: Article) -> None:
    """What brat's reader checks of a text-bound annotation, with the text as it opens it."""
    txt, ann = to_brat(article)
    text = re.sub("\r\n?", "\n", txt)
    assert text == txt
    for line in ann.split("\n"):
        if line.startswith("T"):
            _, data, content = line.split("\t", 2)
            spans = [tuple(map(int, place.split(" "))) for place in data.split(" ", 1)[1].split(";")]
            assert content == " ".join(text[start:end] for start, end in spans)
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert all(end < start or stop < begin for (begin, end), (start, stop) in combinations(spans, 2))


@pytest.mark.parametrize("name", SAMPLES)
def test_another_library_reads_every_annotation(name: str, tmp_path: Path) -> None:
    bratly = pytest.importorskip("bratly")
    reader = pytest.importorskip("bratly.io")
    article = sample(name)
    txt, ann = to_brat(article)
    (tmp_path / "a.ann").write_text(ann, encoding="utf-8", newline="")
    read = reader.read_and_load_ann_file(
        str(tmp_path / "a.ann"), no_duplicates=False, renumerotize=False
    ).annotations
    marked = Annotations.of(article)
    found = [one for one in read if isinstance(one, bratly.EntityAnnotation)]
    assert sorted((one.label, tuple((f.start, f.end) for f in one.fragments)) for one in found) == sorted(
        (LABELS[one.type], places(one)) for one in marked.annotations
    )
    assert all(one.content == " ".join(txt[f.start : f.end] for f in one.fragments) for one in found)
    relations = [one.label for one in read if isinstance(one, bratly.RelationAnnotation)]
    assert sorted(relations) == sorted(RELATIONS[link.type] for link in marked.links)
