"""Pages of HTML about articles: what they show, and that nothing in an article can change them."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsnlp import (
    Article,
    Block,
    Cue,
    Entity,
    Evidence,
    Extractor,
    Mention,
    Quote,
    Role,
    Span,
    Speaker,
    extract,
    report,
)
from newsnlp.cli import main
from newsnlp.report.marks import Mark, paint
from newsnlp.report.visible import visible
from newsnlp.report.wording import Wording
from samples import SAMPLES

pytest.importorskip("html5lib")
from pages import classes, find, parse, shown_text, skeleton

TEXT = """\
Мост откроют в мае

Директор завода «Уралмаш-Прибор» Ольга Седова рассказала, что мост готов.
«Мы успели, — сказала Седова. — Спасибо всем».

По словам мэра Ивана Орлова, движение пустят в мае.
"""


@cache
def sample(name: str) -> Article:
    return extract(SAMPLES[name])


@pytest.fixture(scope="module")
def article() -> Article:
    return extract(TEXT, meta={"source": "мост.txt"})


@pytest.fixture(scope="module")
def page(article: Article) -> Any:
    return parse(article.to_html())


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


# --- what a page shows --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_the_text_is_shown_to_the_last_character(name: str) -> None:
    article = sample(name)
    [block] = find(parse(article.to_html()), "text")
    assert shown_text(block) == article.text


def test_people_organisations_roles_and_quotes_are_marked_in_place(article: Article, page: Any) -> None:
    def marked(name: str) -> list[str]:
        [block] = find(page, "text")
        return [shown_text(element) for element in find(block, name)]

    assert marked("person") == ["Ольга Седова", "Седова", "Ивана Орлова"]
    assert "завода «Уралмаш-Прибор»" in "".join(marked("role"))
    assert "«Уралмаш-Прибор»" in marked("organization")
    assert marked("quote") == [segment.text for quote in article.quotes for segment in quote.segments]


def test_a_role_may_hold_an_organisation_and_a_quote_a_person() -> None:
    page = parse(
        extract("Мэр Иван Орлов сообщил, что директор завода «Прибор» Анна Седова уехала.").to_html()
    )
    [quote] = find(find(page, "text")[0], "quote")
    assert "Анна Седова" in [shown_text(element) for element in find(quote, "person")]
    roles = [element for element in find(quote, "role") if find(element, "organization")]
    assert [shown_text(role) for role in roles] == ["директор завода «Прибор»"]


def test_each_quote_has_a_note_with_its_speaker_and_the_reasons(article: Article, page: Any) -> None:
    notes = find(page, "note")
    assert len(notes) == len(article.quotes)
    direct = next(n for n, quote in enumerate(article.quotes) if quote.kind == "direct")
    note = text_of(notes[direct])
    for said in ("Ольга Седова", "директор завода «Уралмаш-Прибор»", "прямая речь", "«сказала»", "«Седова»"):
        assert said in note
    assert "назван по имени" in note
    assert f"{round(100 * article.quotes[direct].confidence)} %" in note


def test_speech_over_several_paragraphs_is_marked_in_each() -> None:
    article = sample("interview-labels")
    page = parse(article.to_html())
    over_two = next(q for q in article.quotes if "\n" in article.text[q.start : q.end])
    place = str(article.quotes.index(over_two) + 1)
    marks = [mark for mark in find(page, "quote") if mark.get("data-q") == place]
    assert [shown_text(mark) for mark in marks] == [segment.text for segment in over_two.segments]
    assert len({mark.get("data-n") for mark in marks}) == 1, "each paragraph tells who speaks"
    assert [note.get("data-q") for note in find(page, "continued")] == [place]


def test_a_card_for_each_person_with_roles_and_links_to_the_quotes(page: Any) -> None:
    cards = {text_of(find(card, "person")[0]): card for card in find(page, "card") if find(card, "person")}
    assert set(cards) == {"Ольга Седова", "Иван Орлов"}
    card = cards["Ольга Седова"]
    assert [text_of(item) for item in find(card, "held")] == ["директор завода «Уралмаш-Прибор»"]
    assert len(list(find(card, "said")[0])) == 2
    assert len(list(find(card, "places")[0])) == 2


@pytest.mark.parametrize("make", [Article.to_html, lambda a: report.to_html([a, a])], ids=["one", "many"])
def test_ids_are_unique_and_every_link_leads_somewhere(make: Callable[[Article], str]) -> None:
    for name in SAMPLES:
        page = parse(make(sample(name)))
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        wanted = [element.get("href")[1:] for element in page.iter("a")]
        for name in ("aria-details", "aria-labelledby", "aria-describedby", "for"):
            wanted += [element.get(name) for element in page.iter() if element.get(name)]
        assert set(wanted) <= set(ids)


@given(st.data())
def test_marks_that_overlap_cover_each_its_own_text(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from("ab<&\r"), min_size=1, max_size=20))
    offsets = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(offsets, offsets).map(sorted), max_size=8))
    cuts = sorted({0, len(text), *data.draw(st.lists(offsets, max_size=3))})
    stretches = [pair for pair in pairwise(cuts) if data.draw(st.booleans())]
    marks = [Mark(start, end, 0, "i", f'class="m{n}"') for n, (start, end) in enumerate(spans) if start < end]
    html = "".join(f"<p>{one}</p>" for one in paint(text, stretches, marks))
    shown = list(letters(parse(html), frozenset()))
    places = [place for start, end in stretches for place in range(start, end)]
    assert [letter for letter, _ in shown] == [text[place] for place in places]
    for place, (_, names) in zip(places, shown, strict=True):
        assert names == {f"m{n}" for n, (start, end) in enumerate(spans) if start <= place < end}


def letters(element: Any, names: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Every letter in an element, with the classes of the elements around it."""
    names |= set(classes(element))
    for letter in element.text or "":
        yield letter, names
    for child in element:
        yield from letters(child, names)
        for letter in child.tail or "":
            yield letter, names


def test_text_in_no_block_is_a_paragraph() -> None:
    page = parse(Article(version="0", model="none", text="Мост открыт.\n").to_html())
    assert [shown_text(row) for row in find(page, "words")] == ["Мост открыт.\n"]


def test_the_title_of_the_text_is_the_heading_of_the_page(page: Any) -> None:
    [heading] = page.iter("h1")
    assert text_of(heading) == "Мост откроют в мае"
    [heading] = parse(extract("Мост открыт.").to_html()).iter("h1")
    assert text_of(heading) == "Статья без заголовка"


def test_an_empty_article_has_a_page() -> None:
    assert "Текста нет." in extract("").to_html()
    assert "Цитат не найдено." in report.to_html([])


def test_the_language_is_that_of_the_interface(article: Article) -> None:
    russian, english = parse(article.to_html()), parse(article.to_html(language="en"))
    assert (russian.get("lang"), english.get("lang")) == ("ru", "en")
    assert find(english, "text")[0].get("lang") == "ru"
    assert "direct speech" in text_of(english)
    assert "прямая речь" not in text_of(english)
    with pytest.raises(ValueError, match='"ru" or "en"'):
        article.to_html(language="de")  # type: ignore[arg-type]


def test_reasons_are_in_words_for_every_pattern_and_rule_of_the_samples() -> None:
    for language in ("ru", "en"):
        wording = Wording(language)
        for name in SAMPLES:
            for quote in sample(name).quotes:
                assert wording("pattern", quote.evidence.pattern) != quote.evidence.pattern
                rule = quote.evidence.speaker_rule
                assert rule is None or wording("rule", rule) != rule


def test_a_reason_without_words_is_shown_as_it_is() -> None:
    assert Wording("ru")("rule", "by a rule of tomorrow") == "by a rule of tomorrow"


# --- what an article cannot do ------------------------------------------------------------------------------

HOSTILE = (
    "«Мост <script>alert(1)</script> открыт», — сказал мэр Иван <b onclick='x'>Орлов</b>. "
    "</p></div></style><img src=//example.org onerror=alert(1)>&lt;&amp; {{ 7 * 7 }} {% raw %} --> ]]>"
)


def test_markup_in_an_article_is_text() -> None:
    article = extract(HOSTILE, meta={"source": "<script>alert(2)</script>"})
    page = parse(article.to_html())
    assert shown_text(find(page, "text")[0]) == HOSTILE
    assert len(list(page.iter("script"))) == 1
    assert not list(page.iter("img"))
    assert not [e for e in page.iter() if any(name.startswith("on") for name in e.attrib)]


def test_control_characters_are_seen_and_turn_nothing() -> None:
    text = "Мост\x00 \x1b[31m\u202eоткрыт\u202c, сказал Иван Орлов.\x7f\x85\r\nВсё."
    [block] = find(parse(extract(text).to_html()), "text")
    assert shown_text(block) == "Мост␀ ␛[31m�открыт�, сказал Иван Орлов.␡�\r\nВсё."


BREAKS = ["\n", "\r", "\r\n", "\n\n", *"\x0b\x0c\x1c\x85\u2028"]
MARKUP = ["<b>", "</p>", "</script>", "<!--", "&lt;", "&#13;", '"', "'", "={{"]
PIECES = st.sampled_from(
    [*BREAKS, *MARKUP, *" \t\0\xa0\xad\u200b\u200e\u202e\u2066\ufeff\ufffe😀а", "Мост ", "«", "»"]
)
TEXTS_OF_ANY_KIND = st.one_of(
    st.lists(PIECES, min_size=8, max_size=30).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Any text with any spans in it."""
    text = draw(TEXTS_OF_ANY_KIND)
    offsets = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    pairs = offsets.filter(lambda pair: pair[0] != pair[1]).map(sorted)
    spans = st.lists(pairs, max_size=5)

    def span(pair: list[int]) -> dict[str, Any]:
        return {"start": pair[0], "end": pair[1], "text": text[pair[0] : pair[1]]}

    entities = tuple(
        Entity(
            id=f"e{n}",
            type=draw(st.sampled_from(["person", "organization", "location"])),
            name=text,
            confidence=0.9,
            mentions=tuple(Mention(**span(p), kind="name", normal="x") for p in sorted(draw(spans))),
        )
        for n in range(draw(st.integers(0, 3)))
    )
    ids = st.sampled_from([None, *(entity.id for entity in entities)])
    roles = tuple(
        Role(**span(p), title=text, post="x", person=draw(ids), confidence=0.5) for p in sorted(draw(spans))
    )
    quotes = []
    for n in range(draw(st.integers(0, 3))):
        segments = tuple(Span(**span(pair)) for pair in draw(st.lists(pairs, min_size=1, max_size=3)))
        speaker = draw(st.sampled_from([None, "anonymous", "person"]))
        quotes.append(
            Quote(
                id=f"q{n}",
                start=min(s.start for s in segments),
                end=max(s.end for s in segments),
                text=text,
                kind=draw(st.sampled_from(["direct", "mixed", "indirect"])),
                segments=segments,
                cue=Cue(**span(draw(pairs)), lemma=text),
                via=Span(**span(draw(pairs))),
                speaker=speaker and Speaker(**span(draw(pairs)), kind=speaker, entity=draw(ids), role=text),
                confidence=0.5,
                evidence=Evidence(pattern=text, speaker_rule=text),
            )
        )
    cuts = sorted(set(draw(st.lists(st.integers(0, len(text)), max_size=6))))
    kinds = st.sampled_from(["headline", "dateline", "paragraph", "boilerplate"])
    blocks = tuple(Block(**span([*pair]), kind=draw(kinds)) for pair in pairwise(cuts) if draw(st.booleans()))
    return Article(
        version="0", model="none", text=text, title=text, date=text, place=text, meta={"source": text},
        blocks=blocks, entities=entities, roles=roles, quotes=tuple(quotes),
    )  # fmt: skip


def masked(value: Any) -> Any:
    """The same article, with another letter for every visible character of every text."""
    if isinstance(value, dict):
        return {key: masked(one) if key not in FIXED else one for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [masked(one) for one in value]
    if isinstance(value, str):
        return "".join(c if c.isspace() or unicodedata.category(c) == "Cc" else "ж" for c in value)
    return value


FIXED = {"id", "type", "kind", "entity", "person", "organization", "schema_version", "status"}


@settings(max_examples=50)
@given(articles())
def test_any_text_with_any_spans_is_shown_and_makes_no_element_or_attribute(article: Article) -> None:
    page = article.to_html()
    [block] = find(parse(page), "text")
    assert shown_text(block) == visible(article.text)
    other = Article.model_validate(masked(article.model_dump()))
    assert skeleton(page) == skeleton(other.to_html())


@settings(max_examples=20)
@given(st.lists(articles(), max_size=2))
def test_an_index_of_any_articles(several: list[Article]) -> None:
    page = report.to_html(several)
    assert [shown_text(block) for block in find(parse(page), "text")] == [visible(a.text) for a in several]
    others = [Article.model_validate(masked(article.model_dump())) for article in several]
    tags = [element for element, _ in skeleton(page)]
    if not any(entity for article in several for entity in article.entities):  # names decide on the table
        assert tags == [element for element, _ in skeleton(report.to_html(others))]
    assert tags.count("script") == 1


@given(TEXTS_OF_ANY_KIND)
def test_what_is_visible_has_as_many_characters(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


def test_a_page_forbids_all_but_its_own_style_and_script(article: Article) -> None:
    for page in (article.to_html(), report.to_html([article])):
        root = parse(page)
        [policy] = [
            m.get("content") for m in root.iter("meta") if m.get("http-equiv") == "Content-Security-Policy"
        ]
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'"
        for name in ("style", "script"):
            [element] = root.iter(name)
            digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
            assert rules[f"{name}-src"] == f"'sha256-{digest}'"
        assert not re.search(r"https?:|\burl\(|@import", page)
        assert not [e for e in root.iter() if "style" in e.attrib]


# --- in a notebook ------------------------------------------------------------------------------------------


def test_a_notebook_gets_the_page_in_a_frame(article: Article) -> None:
    root = parse(article._repr_html_())
    [frame] = root.iter("iframe")
    assert frame.get("srcdoc") == article.to_html()
    assert frame.get("title") == "Мост откроют в мае"
    assert frame.get("sandbox") == "allow-scripts"
    assert not list(root.iter("style"))


# --- many articles ------------------------------------------------------------------------------------------

TEXTS = [
    "Мэр Перми Анна Седова заявила, что мост откроют. «Он готов», — добавила Седова.",
    "«Мост красят», — сказала Анна Седова. Иван Орлов отметил, что краски хватит.",
]


def test_the_index_counts_the_quotes_of_each_speaker_and_says_where() -> None:
    page = parse(report.to_html(extract(text) for text in TEXTS))
    [body] = page.iter("tbody")
    rows = [[text_of(cell) for cell in row] for row in body]
    assert rows[0][0].startswith("Анна Седова")
    assert rows[0][1:] == ["мэр Перми", "3", "Статья 1 2 Статья 2 1"]
    assert rows[1] == ["Иван Орлов", "", "1", "Статья 2 1"]
    bars = [(text_of(item), find(item, "bar")[0][0].get("width")) for item in find(page, "chart")[0]]
    assert bars == [("Анна Седова3", "100.00"), ("Иван Орлов1", "33.33")]


def test_what_is_no_article_is_refused() -> None:
    with pytest.raises(TypeError, match="as extract"):
        report.to_html(["Мост откроют."])  # type: ignore[list-item]


# --- the command --------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extractor: Extractor) -> list[str]:
    """Two articles; the command takes the extractor of all tests, as loading another takes its time."""
    monkeypatch.setattr("newsnlp.cli.report.make_extractor", lambda *_: extractor)
    paths = [tmp_path / f"{n}.txt" for n in range(len(TEXTS))]
    for path, text in zip(paths, TEXTS, strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in paths]


def test_one_file_gives_its_page(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert main(["report", files[0], "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == extract(TEXTS[0], meta={"source": files[0]}).to_html()


def test_several_files_give_an_index(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert main(["report", *files, "-o", str(out), "--language", "en"]) == 0
    page = parse(out.read_text(encoding="utf-8"))
    assert page.get("lang") == "en"
    assert len(find(page, "one")) == 2


def test_without_a_name_the_page_goes_to_standard_output(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", files[0]]) == 0
    assert capsys.readouterr().out == extract(TEXTS[0], meta={"source": files[0]}).to_html()


def test_files_that_fail_are_told_and_left_out(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.html"
    assert main(["report", files[0], str(tmp_path / "missing.txt"), "-o", str(out)]) == 1
    assert "missing.txt: No such file" in capsys.readouterr().err
    assert len(find(parse(out.read_text(encoding="utf-8")), "one")) == 1
    out.unlink()
    assert main(["report", str(tmp_path / "missing.txt"), "-o", str(out)]) == 1
    assert not out.exists()


def test_a_page_that_cannot_be_written(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", files[0], "-o", str(tmp_path / "no" / "report.html")]) == 1
    assert "No such file or directory" in capsys.readouterr().err


def test_a_page_is_not_printed_to_a_terminal(
    files: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    with pytest.raises(SystemExit):
        main(["report", files[0]])
    assert "-o report.html" in capsys.readouterr().err


def test_classes_of_a_mark_are_our_own_words(page: Any) -> None:
    [block] = find(page, "text")
    used = {name for element in block.iter() for name in classes(element)}
    assert all(re.fullmatch("[a-z]+[0-9]?", name) for name in used)
