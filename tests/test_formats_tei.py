"""TEI, read back by lxml, by the rules of the TEI schema, and by newsnlp."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from anyarticles import articles, sample
from newsnlp import Article, extract
from newsnlp.formats import Annotations, ForbiddenCharacters, from_tei, to_tei
from newsnlp.formats.xml import FORBIDDEN
from samples import SAMPLES

etree = pytest.importorskip("lxml.etree")

NS = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
TEXT = "«Мост <откроют> 😀, — сообщила мэр Ольга Седова. — Дорогу тоже»."

# No test may lose characters unnoticed; these write of any text.
quietly = pytest.mark.filterwarnings("ignore::newsnlp.formats.xml.ForbiddenCharacters")


def body_text(root: etree._Element) -> str:
    return "".join(root.find("t:text/t:body", NS).itertext())


def pointers(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        for name in ("who", "ref", "corresp", "source", "next", "prev"):
            yield from element.get(name, "").split()


def test_a_quote_says_who_speaks_and_goes_on_in_parts() -> None:
    root = etree.fromstring(to_tei(extract(TEXT)))
    first, second = root.iterfind(".//t:said", NS)
    assert (first.text, second.text) == ("Мост <откроют> 😀", "Дорогу тоже")
    assert first.get("next") == f"#{second.get(ID)}"
    assert second.get("prev") == f"#{first.get(ID)}"
    [person] = root.iterfind(".//t:listPerson/t:person", NS)
    assert first.get("who") == f"#{person.get(ID)}"
    assert person.findtext("t:persName", namespaces=NS) == "Ольга Седова"
    [name] = root.iterfind(".//t:body//t:persName", NS)
    assert (name.text, name.get("ref")) == ("Ольга Седова", f"#{person.get(ID)}")
    assert root.findtext(".//t:roleName", namespaces=NS) == "мэр"


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_come_back_whole(name: str) -> None:
    article = sample(name)
    tei = to_tei(article)
    assert body_text(etree.fromstring(tei)) == article.text
    assert from_tei(tei) == Annotations.of(article)


def test_a_changed_speaker_is_read() -> None:
    article = extract("Мэр Анна Седова уехала. Мост откроют, сообщил Иван Орлов.")
    tei = to_tei(article)
    [speaker, other] = (
        person.id for person in sorted(article.persons, key=lambda one: one.name != "Иван Орлов")
    )
    assert f'who="#{speaker}"' in tei
    corrected = from_tei(tei.replace(f'who="#{speaker}"', f'who="#{other}"'))
    said = corrected.speaker_of("q1")
    assert said is not None
    assert said.name == "Анна Седова"


@pytest.mark.parametrize("text", ["<p>", "<TEI/>", ""])
def test_what_is_no_tei_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no XML|no TEI"):
        from_tei(text)


def test_forbidden_characters_are_shown_and_announced() -> None:
    text = "Мост\x00 открыла\x1b мэр Ольга Седова."
    with pytest.warns(ForbiddenCharacters, match="2 characters"):
        tei = to_tei(extract(text))
    assert body_text(etree.fromstring(tei)) == text.replace("\x00", "\ufffd").replace("\x1b", "\ufffd")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        to_tei(extract("Мост\t\r\nоткрыт"))


@quietly
@settings(max_examples=50)
@given(article=articles())
def test_any_text_comes_back_to_the_last_character(article: Article) -> None:
    tei = to_tei(article)
    shown = FORBIDDEN.sub("\ufffd", article.text)
    assert body_text(etree.fromstring(tei.encode())) == shown
    read, marked = from_tei(tei), Annotations.of(article)
    assert read.text == shown
    assert [(one.type, [(s.start, s.end) for s in one.segments]) for one in read.annotations] == [
        (one.type, [(s.start, s.end) for s in one.segments]) for one in marked.annotations
    ]
    assert [one.entity for one in read.annotations] == [one.entity for one in marked.annotations]


@quietly
@settings(max_examples=50)
@given(article=articles())
def test_every_pointer_leads_to_one_element(article: Article) -> None:
    root = etree.fromstring(to_tei(article).encode())
    ids = [element.get(ID) for element in root.iter() if element.get(ID)]
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in pointers(root)} <= set(ids)
    blocks = [child.tag.rpartition("}")[2] for child in root.find("t:text/t:body", NS)]
    assert set(blocks) <= {"p", "ab"}


@pytest.mark.skipif("TEI_SCHEMA" not in os.environ, reason="TEI_SCHEMA names no tei_all.rng")
@quietly
def test_the_schema_of_tei_allows_it() -> None:
    """TEI_SCHEMA=tei_all.rng python -m pytest tests/test_formats_tei.py (it takes lxml 15 s to load)."""
    schema = etree.RelaxNG(etree.parse(os.environ["TEI_SCHEMA"]))
    for name in SAMPLES:
        schema.assertValid(etree.fromstring(to_tei(sample(name)).encode()))

    @settings(max_examples=300)
    @given(article=articles())
    def check(article: Article) -> None:
        schema.assertValid(etree.fromstring(to_tei(article).encode()))

    check()
