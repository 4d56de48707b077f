"""News pages of the web to text."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("trafilatura")

from newsnlp import Extractor, html_to_text
from newsnlp.web import WebPage, read_html
from newsnlp.web.read import _declared
from web_pages import PAGES, Page

MAY_STAY = 0.05  # share of lines that are not of the article


@pytest.fixture(scope="module")
def fast() -> Extractor:
    return Extractor(model="fast")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_nothing_of_an_article_is_lost(page: Page) -> None:
    lines = html_to_text(page.data)
    assert [line for line in page.kept if line not in " ".join(lines.split())] == []


def test_hardly_anything_else_is_kept() -> None:
    stays = [line for page in PAGES for line in page.dropped if line in html_to_text(page.data)]
    assert len(stays) <= MAY_STAY * sum(len(page.dropped) for page in PAGES), stays


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_title_date_and_encoding(page: Page, fast: Extractor) -> None:
    read = read_html(page.data)
    assert (read.title, read.date, read.encoding) == (page.title, page.date, page.encoding)
    article = fast.extract(read.text)  # finds the same
    assert (article.title, article.date) == (page.title, page.date)


def test_speakers_are_found_in_a_page(fast: Extractor) -> None:
    [page] = [page for page in PAGES if page.name == "old_table"]
    article = fast.extract(html_to_text(page.data))
    said = {quote.speaker.name for quote in article.quotes if quote.speaker}
    assert {"Геннадий Лыков", "Нина Ершова", "Иван Петрович Дёмин"} <= said


BODY = "<h1>Мост открыт</h1><p>Мост через Каму открыли в среду, сообщил мэр Перми.</p>"


@pytest.mark.parametrize("real", ["utf-8", "windows-1251", "koi8-r", "utf-16"])
@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1251", "koi8-r", "iso-8859-1", "nonsense"])
@pytest.mark.parametrize("where", ["meta", "header"])
def test_a_wrong_declaration_does_no_harm(real: str, declared: str | None, where: str) -> None:
    meta = f"<meta charset={declared}>" if declared and where == "meta" else ""
    header = f"text/html; charset={declared}" if declared and where == "header" else None
    read = read_html((meta + BODY).encode(real), content_type=header)
    assert (read.title, read.encoding) == ("Мост открыт", real)


def test_a_declaration_counts_where_the_text_does_not_tell() -> None:
    page = "<meta charset=windows-1251><p>Є ґанок</p>"
    assert read_html(page.encode("cp1251")).encoding == "windows-1251"
    assert read_html(page.encode("cp1251")).text == "Є ґанок"


def test_the_header_precedes_the_meta_tag() -> None:
    assert _declared(b"<meta charset=koi8-r>", "text/html; charset=windows-1251") == ["cp1251", "koi8-r"]


def test_an_encoding_that_is_given_is_obeyed() -> None:
    assert read_html(BODY.encode("cp1251"), encoding="cp1251").title == "Мост открыт"
    with pytest.raises(ValueError, match="is not in utf-8"):
        read_html(BODY.encode("cp1251"), encoding="utf-8")
    with pytest.raises(ValueError, match="unknown encoding 'windows-1521'"):
        read_html(b"", encoding="windows-1521")


def test_text_needs_no_encoding() -> None:
    read = read_html("<?xml version='1.0' encoding='koi8-r'?><html><meta charset=utf-16>" + BODY)
    assert (read.title, read.encoding) == ("Мост открыт", None)


def test_what_is_no_page() -> None:
    with pytest.raises(TypeError, match="must be str or bytes, not int"):
        read_html(7)  # type: ignore[arg-type]
    assert read_html("") == read_html("<!-- -->") == WebPage("", None, None, None)
    assert html_to_text("просто текст") == "просто текст"


def test_hidden_and_inline_elements() -> None:
    page = (
        "<h1>Мост <b>от</b>крыт</h1><p style='display: none'>Тайна.</p><script>let a = 'Код.'</script>"
        "<div><span>30 августа 2020</span><span>Пермь</span></div>"
        "<p>Мост&nbsp;от&shy;крыли&#44; и&nbsp;это хорошо.</p>"
    )
    assert html_to_text(page).split("\n\n") == [
        "Мост открыт",
        "30 августа 2020 Пермь",
        "Мост открыли, и это хорошо.",
    ]


def test_a_date_that_only_machines_see_is_written_out() -> None:
    page = "<meta property='article:published_time' content='2021-09-01T08:15:00+05:00'>" + BODY
    assert html_to_text(page).split("\n\n")[:2] == ["Мост открыт", "1 сентября 2021"]


@settings(max_examples=30)
@given(st.text(alphabet=st.sampled_from("<>/ap&;!-\x00\x0b\ud83d😀 Мо\"'=\n"), max_size=60))
def test_any_text_gives_some_text(page: str) -> None:
    assert isinstance(html_to_text(page), str)


@settings(max_examples=15)
@given(
    st.lists(
        st.sampled_from(["<div>", "</p>", "<table>", "<td>", "<b>", "<br>", "Мост открыт. "]), max_size=40
    )
)
def test_broken_markup_loses_no_words(pieces: list[str]) -> None:
    source = "".join(pieces)
    assert html_to_text(source).split() == ["Мост", "открыт."] * source.count("Мост")


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("trafilatura", "w3lib.encoding"):
        with monkeypatch.context() as context:
            context.setitem(sys.modules, module, None)
            with pytest.raises(ImportError, match=r"pip install 'newsnlp\[html\]'"):
                html_to_text(BODY.encode())
