"""Pages: templates filled, style and script put in, nothing else let in."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from newsnlp._version import __version__
from newsnlp.report.picture import picture
from newsnlp.report.speakers import speakers
from newsnlp.report.visible import visible
from newsnlp.report.wording import Language, Wording
from newsnlp.schema import Article

FRAME_HEIGHT = 640  # pixels of the frame in a notebook


def to_html(articles: Article | Iterable[Article], *, language: Language = "ru") -> str:
    """The page of an article, or of many articles with an index of who is quoted how often.

    The page is one file: it loads nothing from the network and its policy forbids that anything does.
    Whatever stands in the articles is shown as text. `language` is that of the interface. All articles
    are held in memory, as the page is.

    Raises `TypeError` for what is no `Article` and `ValueError` for another language.

    >>> from newsnlp import extract
    >>> page = to_html([extract("Мост открыт, сказал мэр Иван Орлов."), extract("Мэр Орлов уехал.")])
    >>> page.startswith("<!doctype html>"), "Иван Орлов" in page
    (True, True)
    """
    wording = Wording(language)
    if isinstance(articles, Article):
        return _render("article.html", wording, article=picture(articles, wording))
    several = [_checked(article) for article in articles]
    pictures = [picture(article, wording, place) for place, article in enumerate(several, 1)]
    return _render("index.html", wording, articles=pictures, speakers=speakers(several, wording))


def frame(page: str, title: str) -> str:
    """A page in a frame, to be put into another page: neither can see or style the other.

    >>> frame("<p>Мост</p>", "Мост")[:32]
    '<iframe sandbox="allow-scripts" '
    """
    return (
        f'<iframe sandbox="allow-scripts" width="100%" height="{FRAME_HEIGHT}" frameborder="0" '
        f'title="{escape(visible(title))}" srcdoc="{escape(page)}"></iframe>'
    )


def _checked(article: Article) -> Article:
    if not isinstance(article, Article):
        raise TypeError(f"a report shows Articles, as extract() gives them, not {type(article).__name__}")
    return article


def _render(template: str, wording: Wording, **values: Any) -> str:
    return (
        _templates()
        .get_template(template)
        .render(
            t=wording,
            style=Markup(_asset("report.css")),
            script=Markup(_asset("report.js")),
            policy=_policy(),
            version=__version__,
            **values,
        )
    )


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("newsnlp.report"),
        autoescape=True,
        finalize=_finalized,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _finalized(value: object) -> object:
    """What a template writes: text without control characters, which is then escaped."""
    return visible(value) if type(value) is str else value


@cache
def _asset(name: str) -> str:
    return (resources.files("newsnlp.report") / "templates" / name).read_text(encoding="utf-8")


@cache
def _policy() -> str:
    """A content security policy: our own style and script by their hashes, and nothing else at all."""
    style, script = (
        base64.b64encode(hashlib.sha256(_asset(name).encode()).digest()).decode()
        for name in ("report.css", "report.js")
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
