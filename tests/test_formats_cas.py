"""UIMA CAS, read back by dkpro-cassis and, for the offsets in the file, by lxml."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings

from anyarticles import articles, sample
from newsnlp import Article, extract
from newsnlp.formats import Annotation, Annotations, ForbiddenCharacters, from_cas, to_cas
from newsnlp.formats.cas import CUSTOM, SEGMENTATION, type_system
from newsnlp.formats.xml import FORBIDDEN
from samples import SAMPLES

cassis = pytest.importorskip("cassis")
etree = pytest.importorskip("lxml.etree")

TEXT = "👩‍⚕️ «Мост 😀 откроют, — сообщила мэр Ольга Седова. — Дорогу тоже»."


def from_xmi(article: Article) -> object:
    """The article after a way through the files that INCEpTION reads and writes."""
    types = cassis.load_typesystem(io.BytesIO(type_system().to_xml().encode()))
    return cassis.load_cas_from_xmi(io.BytesIO(to_cas(article).to_xmi().encode()), types)


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_come_back_whole(name: str) -> None:
    article = sample(name)
    marked = Annotations.of(article)
    assert from_cas(from_xmi(article)) == marked
    assert from_cas(cassis.load_cas_from_json(to_cas(article).to_json())) == marked


def test_files_count_utf16_units() -> None:
    article = extract(TEXT)
    offsets = article.offsets()
    root = etree.fromstring(to_cas(article).to_xmi().encode())
    [person] = [one for one in root.iter() if one.get("value") == "person"]
    [mention] = article.persons[0].mentions
    assert offsets.utf16(mention.start) == mention.start + 2
    assert int(person.get("begin")) == offsets.utf16(mention.start)
    assert int(person.get("end")) == offsets.utf16(mention.end)
    sofa = next(one for one in root.iter() if one.get("sofaString"))
    assert sofa.get("sofaString") == TEXT
    structures = json.loads(to_cas(article).to_json())["%FEATURE_STRUCTURES"]
    [person] = [one for one in structures if one.get("value") == "person"]
    assert person["begin"] == offsets.utf16(mention.start)


def test_tokens_have_lemmas_and_parts_of_speech() -> None:
    article = extract("Мост открыла Ольга Седова.", tokens=True)
    cas = from_xmi(article)
    tokens = cas.select(SEGMENTATION + "Token")
    assert [token.get_covered_text() for token in tokens] == ["Мост", "открыла", "Ольга", "Седова", "."]
    assert (tokens[1].lemma.value, tokens[1].pos.coarseValue) == ("открыть", "VERB")
    assert len(cas.select(SEGMENTATION + "Sentence")) == 1
    assert not from_xmi(extract("Мост открыт.")).select(SEGMENTATION + "Token")


def test_a_quote_links_to_its_speaker() -> None:
    cas = from_xmi(extract(TEXT))
    first, second = cas.select(CUSTOM + "NewsQuote")
    assert (first.get_covered_text(), second.get_covered_text()) == ("Мост 😀 откроют", "Дорогу тоже")
    assert first.part == second.part
    assert first.says.elements[0].target.get_covered_text() == "Ольга Седова"
    assert first.kind == "direct"


def test_a_persons_corrections_are_read() -> None:
    """A mention is added by hand, and the speaker of the quote is it now."""
    cas = from_xmi(extract("Мост откроют, сообщила мэр Ольга Седова коллеге Ивану Орлову."))
    types = cas.typesystem
    [old] = [one for one in cas.select(CUSTOM + "NewsMention") if one.entity == "e2"]
    cas.remove(old)
    new = types.get_type(CUSTOM + "NewsMention")(begin=old.begin, end=old.end, value="person", entity="mine")
    cas.add(new)
    quote = cas.select(CUSTOM + "NewsQuote")[0]
    quote.says.elements[0].target = new
    marked = from_cas(cas)
    speaker = marked.speaker_of("q1")
    assert speaker is not None
    assert (speaker.text, speaker.entity, speaker.kind) == ("Ивану Орлову", "mine", None)


def test_a_mention_of_no_type_is_named() -> None:
    cas = to_cas(extract("Мост открыла Ольга Седова."))
    cas.select(CUSTOM + "NewsMention")[0].value = "PER"
    with pytest.raises(ValueError, match=r"'Ольга Седова' at 13 has the value 'PER'.*person, organization"):
        from_cas(cas)


def test_a_cas_of_somebody_elses_has_no_annotations() -> None:
    cas = cassis.Cas(sofa_string="Мост")
    assert from_cas(cas) == Annotations(text="Мост")


def test_forbidden_characters_are_shown_and_announced() -> None:
    with pytest.warns(ForbiddenCharacters, match="1 characters"):
        cas = to_cas(extract("Мост\x00 открыла мэр Ольга Седова."))
    assert cas.sofa_string == "Мост\ufffd открыла мэр Ольга Седова."


@pytest.mark.filterwarnings("ignore::newsnlp.formats.xml.ForbiddenCharacters")
@settings(max_examples=30)
@given(article=articles())
def test_any_article_comes_back(article: Article) -> None:
    marked = Annotations.of(article)
    read = from_cas(from_xmi(article))
    assert read.text == FORBIDDEN.sub("\ufffd", article.text)
    assert [what(one) for one in read.annotations] == [what(one) for one in marked.annotations]
    assert read.links == marked.links
    assert from_cas(cassis.load_cas_from_json(to_cas(article).to_json())) == read


def what(one: Annotation) -> tuple[object, ...]:
    """What there is to an annotation besides the text."""
    places = [(segment.start, segment.end) for segment in one.segments]
    return one.id, one.type, one.kind, one.entity, one.confidence, places
