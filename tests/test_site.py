"""The site of the documentation: it builds without warnings, its links lead somewhere, nothing is fetched."""

from __future__ import annotations

import functools
import http.server
import importlib
import pkgutil
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest

import newsnlp
from samples import ROOT

for package in ("mkdocs", "material", "mkdocstrings_handlers.python"):
    pytest.importorskip(package)

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
PUBLIC = ("newsnlp", "newsnlp.formats", "newsnlp.report", "newsnlp.service", "newsnlp.tables", "newsnlp.web")
NO_PAGE = {"newsnlp.__version__", "newsnlp.web.html_to_text"}  # the latter is newsnlp.html_to_text


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    # With --quiet, --strict would find no fault.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert run.returncode == 0, run.stderr
    return folder


class Page(HTMLParser):
    """What a page links to, what it loads, and where it can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loads: set[str] = set()
        self.anchors = {"", "__skip"}
        self.lang = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        self.lang = given["lang"] if tag == "html" else self.lang
        if "src" in given or (tag == "link" and given.get("rel") != "canonical"):
            self.loads.add(given.get("src") or given["href"])
        elif tag == "a" and "href" in given:
            self.links.add(given["href"])


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return {
        path.relative_to(site).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in site.rglob("*.html")
        if path.name != "404.html"  # whose links begin at the root of a host
    }


def test_all_links_within_the_site_lead_somewhere(site: Path, pages: dict[str, Page]) -> None:
    lost = []
    for name, page in pages.items():
        for link in page.links | page.loads:
            if not urlsplit(link).scheme:
                target = urlsplit(urljoin(name, link))
                path = unquote(target.path) or name
                known = pages[path].anchors if path in pages else {""} if (site / path).is_file() else set()
                if unquote(target.fragment) not in known:
                    lost.append((name, link))
    assert not lost
    assert len(pages) > 30


def test_no_page_loads_anything_from_another_host(site: Path, pages: dict[str, Page]) -> None:
    loads = {load for page in pages.values() for load in page.loads}
    assert [load for load in loads if urlsplit(load).scheme not in ("", "data")] == []
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert "url(http" not in styles
    assert "@import" not in styles


def test_every_public_name_is_in_the_reference(pages: dict[str, Page]) -> None:
    named = set().union(*(page.anchors for name, page in pages.items() if name.startswith("reference/")))
    for module in PUBLIC:
        for name in importlib.import_module(module).__all__:
            if f"{module}.{name}" not in NO_PAGE:
                assert f"{module}.{name}" in named


def test_the_public_modules_are_those_that_state_their_names() -> None:
    """So that a new one is not forgotten above."""
    packages = [m.name for m in pkgutil.iter_modules(newsnlp.__path__, "newsnlp.") if m.ispkg]
    public = [name for name in packages if hasattr(importlib.import_module(name), "__all__")]
    assert {"newsnlp", *public} == set(PUBLIC)


def test_russian_pages_are_in_russian(site: Path, pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert page.lang == ("ru" if name.startswith("ru/") else "en")
    assert "Содержание" in (site / "ru" / "cookbook.html").read_text(encoding="utf-8")
    assert "ru/cookbook.html" in pages["cookbook.html"].links
    assert "../cookbook.html" in pages["ru/cookbook.html"].links


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no Chromium here")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module", params=["from a server", "from a folder"])
def address(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    if request.param == "from a folder":
        yield site.as_uri()
        return
    handler = functools.partial(Quiet, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Any]:
    """A tab that must neither complain nor ask another host."""
    tab, faults = browser.new_page(viewport={"width": 390, "height": 844}), []
    tab.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: faults.append(str(error)))
    ours = (address, "data:", "blob:", "about:")
    tab.on("request", lambda asked: None if asked.url.startswith(ours) else faults.append(asked.url))
    yield tab
    tab.close()
    assert not faults


@pytest.mark.parametrize("name", ["index", "ru/cookbook", "reference/article", "concepts", "changelog"])
def test_pages_open_fit_a_telephone_and_ask_no_other_host(tab: Any, address: str, name: str) -> None:
    tab.goto(f"{address}/{name}.html")
    assert tab.locator("h1").first.is_visible()
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("word", "page"), [("цитируют", "ru/cookbook"), ("standoff", "formats")])
def test_search_finds_words_of_both_languages(tab: Any, address: str, word: str, page: str) -> None:
    tab.set_viewport_size({"width": 1200, "height": 800})
    tab.goto(f"{address}/index.html")
    field = tab.locator("input.md-search__input")
    field.click()  # which loads the index
    tab.wait_for_function("!document.querySelector('.md-search-result__meta').textContent.includes('Init')")
    field.fill(word)
    field.press("End")  # the theme listens to keys
    tab.locator(f".md-search-result__item a[href*='{page}']").first.wait_for(timeout=10_000)
