"""Reports in a real browser: they open, show, filter and sort, by mouse and by keyboard, and load nothing.

Needs playwright and a Chromium of the system (Debian: chromium or chromium-headless-shell); skipped without.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsnlp import extract, report

api = pytest.importorskip("playwright.sync_api")
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")

TEXT = """\
Мост откроют в мае

Директор завода «Уралмаш-Прибор» Ольга Седова рассказала, что мост готов.
«Мы успели, — сказала она. — Спасибо всем».

По словам мэра Перми Ивана Орлова, движение пустят в мае.
"""
OTHERS = [
    "Мэр Перми Иван Орлов заявил, что мост красят. Семён Ёлкин отметил, что краски хватит.",
    "«Дождь не помешает», — сказал Иван Орлов.",
    "<script>document.title = 'взлом'</script> «Мост <img src=x onerror=alert(1)> цел», — сказала Анна Ким.",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages, as files: an article, an index, a notebook's cell."""
    folder = tmp_path_factory.mktemp("pages")
    article, others = extract(TEXT), [extract(text) for text in OTHERS]
    (folder / "article.html").write_text(article.to_html(), encoding="utf-8")
    (folder / "index.html").write_text(report.to_html([article, *others]), encoding="utf-8")
    cell = f"<!doctype html><meta charset=utf-8><title>cell</title><h1>Тетрадь</h1>{article._repr_html_()}"
    (folder / "cell.html").write_text(cell, encoding="utf-8")
    return folder


class Visit:
    """A page that is open, with all that it asked for and complained of."""

    def __init__(self, browser: Any, path: Path, **settings: Any) -> None:
        self.context = browser.new_context(**({"viewport": {"width": 1300, "height": 900}} | settings))
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.goto(path.as_uri())


@pytest.fixture
def visit(browser: Any, folder: Path) -> Iterator[Any]:
    """Opens pages; afterwards none of them has asked for anything but itself, or complained."""
    visits = []

    def visit(name: str, **settings: Any) -> Any:
        visits.append(Visit(browser, folder / name, **settings))
        return visits[-1].page

    yield visit
    for one in visits:
        asked = [url for url in one.requests if not url.startswith(("data:", "about:"))]
        assert len(asked) == 1
        assert asked[0].startswith("file:")
        assert one.complaints == []
        one.context.close()


def style(locator: Any, name: str) -> str:
    return str(locator.evaluate("(element, name) => getComputedStyle(element)[name]", name))


def test_the_text_stands_there_with_its_marks(visit: Any) -> None:
    page = visit("article.html")
    assert "Директор завода «Уралмаш-Прибор» Ольга Седова рассказала" in page.locator(".text").inner_text()
    assert style(page.locator(".text .person").first, "textDecorationStyle") == "solid"
    assert style(page.locator(".text .organization").first, "textDecorationStyle") == "double"
    assert style(page.locator(".text .role").first, "textDecorationStyle") == "dotted"
    assert page.locator(".text .quote").count() == 4


def test_pointing_at_a_quote_shows_who_and_why(visit: Any) -> None:
    page = visit("article.html")
    peek = page.locator("#peek")
    assert not peek.is_visible()
    page.get_by_text("Спасибо всем").first.hover()
    assert peek.is_visible()
    shown = peek.inner_text()
    for said in ("Ольга Седова", "«она»", "«сказала»", "местоимение", "%"):
        assert said in shown
    assert page.locator(".text .reason.lit").all_inner_texts() == ["сказала", "она"]
    assert "Ольга Седова" in page.locator(".card.lit").inner_text()
    peek.hover()
    page.wait_for_timeout(400)
    assert peek.is_visible(), "it stays while the pointer is on it"
    page.keyboard.press("Escape")
    assert not peek.is_visible()
    page.locator("header").hover()
    assert page.locator(".lit").count() == 0


def test_a_click_keeps_it_until_escape(visit: Any) -> None:
    page = visit("article.html")
    page.get_by_text("Спасибо всем").first.click()
    page.locator("header").hover()
    page.wait_for_timeout(400)
    assert page.locator("#peek").is_visible()
    assert page.locator("button[aria-expanded=true]").count() == 1
    page.keyboard.press("Escape")
    assert not page.locator("#peek").is_visible()
    assert page.locator("button[aria-expanded=true]").count() == 0


def test_pointing_at_a_person_lights_all_that_is_theirs(visit: Any) -> None:
    page = visit("article.html")
    page.locator(".text .person", has_text="Ивана Орлова").hover()
    lit = page.locator(".text .lit").all_inner_texts()
    assert "Ивана Орлова" in lit
    assert "движение пустят в мае" in lit
    assert "Ольга Седова" not in lit


def test_the_keyboard_is_enough(visit: Any) -> None:
    page = visit("article.html")
    focused = page.locator(":focus")
    page.keyboard.press("Tab")
    assert focused.inner_text() == "Перейти к тексту"
    page.keyboard.press("Enter")
    assert focused.get_attribute("id") == "text"
    page.keyboard.press("Tab")
    assert focused.evaluate("element => element.tagName") == "BUTTON"
    assert page.locator("#peek").is_visible()
    assert "мост готов" in page.locator(".text .quote.lit").all_inner_texts()
    while focused.get_attribute("href") is None:  # the other notes, then the first link on a card
        page.keyboard.press("Tab")
    assert not page.locator("#peek").is_visible()
    page.keyboard.press("Enter")
    assert focused.evaluate("element => element.tagName") == "MARK"
    assert focused.inner_text() == "мост готов"


def test_kinds_of_marks_can_be_hidden(visit: Any) -> None:
    page = visit("article.html")
    page.get_by_role("checkbox", name="Должности").uncheck()
    assert style(page.locator(".text .role").first, "textDecorationLine") == "none"
    assert style(page.locator(".text .person").first, "textDecorationLine") == "underline"
    page.get_by_role("checkbox", name="Цитаты").uncheck()
    assert not page.locator(".notes").first.is_visible()


def names(page: Any) -> list[str]:
    return [cell.split("\n")[0] for cell in page.locator("tbody tr:visible th").all_inner_texts()]


def test_the_table_filters(visit: Any) -> None:
    page = visit("index.html")
    everybody = names(page)
    assert everybody[0] == "Иван Орлов"
    assert len(everybody) == 4
    field = page.get_by_label("Найти в таблице")
    field.fill("елкин")
    assert names(page) == ["Семён Ёлкин"]
    assert page.locator("output").inner_text() == "Показано 1 из 4"
    field.fill("пермь орлов")
    assert names(page) == []
    assert page.get_by_text("Ничего не нашлось").is_visible()
    field.fill("перми ОРЛОВ")
    assert names(page) == ["Иван Орлов"]
    field.fill("")
    assert names(page) == everybody


def test_the_table_sorts(visit: Any) -> None:
    page = visit("index.html")
    head = page.locator("th", has_text="Имя")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert names(page) == ["Анна Ким", "Иван Орлов", "Ольга Седова", "Семён Ёлкин"]
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert names(page)[0] == "Семён Ёлкин"
    page.get_by_role("button", name="Цитаты").click()
    assert head.get_attribute("aria-sort") is None
    assert names(page)[0] == "Иван Орлов"
    counts = [int(text) for text in page.locator("td.number").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)


def test_a_link_of_the_table_opens_its_article(visit: Any) -> None:
    page = visit("index.html")
    assert not page.locator("#a1 .text").is_visible()
    page.locator("tbody a", has_text="Мост откроют в мае").first.click()
    assert page.locator("#a1 .text").is_visible()
    assert page.locator(":focus").evaluate("element => element.tagName") == "SUMMARY"


def test_the_chart_tells_who_is_quoted_most(visit: Any) -> None:
    page = visit("index.html")
    rows = page.locator(".chart li")
    assert rows.first.inner_text().split() == ["Иван", "Орлов", "3"]
    widths = [bar.bounding_box()["width"] for bar in page.locator(".chart rect").all()]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > widths[-1] > 0


def test_what_an_article_says_does_not_run(visit: Any) -> None:
    page = visit("index.html")
    page.locator("#a4 > summary").click()
    assert "<script>document.title = 'взлом'</script>" in page.locator("#a4 .text").text_content()
    assert "взлом" not in page.title()
    assert page.locator("img").count() == 0


def test_the_policy_lets_nothing_out_and_no_other_script_in(browser: Any, folder: Path) -> None:
    one = Visit(browser, folder / "article.html")
    refused = one.page.evaluate(
        """async () => {
            const violated = [];
            document.addEventListener("securitypolicyviolation", (e) => violated.push(e.effectiveDirective));
            await fetch("http://127.0.0.1:9/").catch(() => 0);
            const script = document.createElement("script");
            script.textContent = "window.intruder = 1";
            document.body.append(script);
            document.body.setAttribute("style", "color: red");
            await new Promise((done) => setTimeout(done, 100));
            return [violated, window.intruder === undefined];
        }"""
    )
    assert refused == [["connect-src", "script-src-elem", "style-src-attr"], True]
    one.context.close()


def test_light_and_dark(visit: Any) -> None:
    def brightness(scheme: str, name: str) -> float:
        colour = style(visit("article.html", color_scheme=scheme).locator("body"), name)
        return sum(map(int, re.findall(r"\d+", colour))) / (3 * 255)

    assert brightness("light", "backgroundColor") > 0.9 > 0.3 > brightness("light", "color")
    assert brightness("dark", "backgroundColor") < 0.2 < 0.8 < brightness("dark", "color")


def test_a_telephone_needs_no_scrolling_sideways(visit: Any) -> None:
    for name in ("article.html", "index.html"):
        page = visit(name, viewport={"width": 320, "height": 640})
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_on_paper_stand_the_text_and_who_speaks(visit: Any) -> None:
    page = visit("article.html", color_scheme="dark")
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="print")
    assert style(page.locator("body"), "backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".note", has_text="Иван Орлов").is_visible()
    assert page.locator(".note .gist").first.is_visible()
    assert not page.locator(".skip").is_visible()


def test_without_scripts_all_can_be_read(visit: Any) -> None:
    page = visit("article.html", java_script_enabled=False)
    note = page.locator(".note", has_text="Иван Орлов")
    note.hover()
    assert note.locator(".why").is_visible()
    index = visit("index.html", java_script_enabled=False)
    assert index.locator("tbody tr").count() == 4
    assert not index.locator(".finder").is_visible()


def test_in_a_notebook_it_works_and_styles_nothing_outside(visit: Any) -> None:
    page = visit("cell.html")
    outside = page.locator("h1").first
    assert "Times" in style(outside, "fontFamily")
    inside = page.frame_locator("iframe")
    inside.get_by_text("Спасибо всем").first.hover()
    assert inside.locator("#peek").is_visible()
    inside.locator(".said a").first.click()
    assert inside.locator("mark:focus").inner_text() == "мост готов"
    assert page.url.endswith("cell.html")
