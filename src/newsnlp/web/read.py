"""A page, as bytes or text, to the text of its article."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass

from newsnlp.decoding import Decoded, decode
from newsnlp.page.split import split_page
from newsnlp.web.article import choose
from newsnlp.web.blocks import find_blocks

MONTHS = [
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
]
HEAD = 4096  # bytes in which a page declares its encoding; the HTML standard reads 1024
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_NUL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # what XML cannot hold


@dataclass(frozen=True, slots=True)
class WebPage:
    """The article of a web page.

    `text` is its title, its date and its paragraphs, a line each, blank lines between: what `extract()`
    takes. `title` and `date` (ISO 8601, a day) are `None` where the page does not tell them; `encoding` is
    what the bytes were in, `None` if the page came as text.
    """

    text: str
    title: str | None
    date: str | None
    encoding: str | None


def html_to_text(page: str | bytes, *, encoding: str | None = None, content_type: str | None = None) -> str:
    """The article of a news page as text: `read_html(...)` has more about it.

    >>> page = "<h1>Мост открыт</h1><p>Мост через Каму открыли 30 августа 2020 года, сообщила мэрия.</p>"
    >>> print(html_to_text(page))
    Мост открыт
    <BLANKLINE>
    Мост через Каму открыли 30 августа 2020 года, сообщила мэрия.
    """
    return read_html(page, encoding=encoding, content_type=content_type).text


def read_html(page: str | bytes, *, encoding: str | None = None, content_type: str | None = None) -> WebPage:
    """Read the article of a news page.

    The encoding of bytes is found as browsers find it (byte order mark, `content_type` as the HTTP header
    has it, `<meta>`), but a declaration under which the text is no Russian yields to what charset-normalizer
    and the dictionary say. `encoding` overrides all of that.

    Raises `TypeError` for what is neither `str` nor bytes, `ValueError` for bytes whose encoding cannot be
    told, `ImportError` without the extra `html`.

    >>> page = "<meta charset=koi8-r><h1>Мост открыт</h1><p>Мост через Каму открыт, сообщила мэрия.</p>"
    >>> read = read_html(page.encode("cp1251"))
    >>> read.title, read.encoding
    ('Мост открыт', 'windows-1251')
    """
    if isinstance(page, str):
        decoded = Decoded(page, "")
    elif isinstance(page, bytes | bytearray | memoryview):
        data = bytes(page)
        declared = () if encoding else _declared(data, content_type)
        decoded = decode(data, encoding=encoding, declared=declared)
    else:
        raise TypeError(f"the page must be str or bytes, not {type(page).__name__}")
    text, title, date = _article(decoded.text)
    return WebPage(text, title, date, decoded.encoding or None)


def _declared(data: bytes, content_type: str | None) -> list[str]:
    """The encodings that the header and the page name, in the order of the HTML standard."""
    try:
        from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding
    except ImportError as error:
        raise _missing(error) from None
    told = http_content_type_encoding(content_type), html_body_declared_encoding(data[:HEAD])
    return [label for label in told if label]


def _article(html: str) -> tuple[str, str | None, str | None]:
    """Text, title and date."""
    try:
        import trafilatura
        from htmldate import find_date
        from lxml.etree import ParserError
        from lxml.html import HTMLParser, document_fromstring
    except ImportError as error:
        raise _missing(error) from None
    html = _NUL.sub("", html)
    if not html.strip():
        return "", None, None
    try:
        tree = document_fromstring(html.encode(), HTMLParser(encoding="utf-8", huge_tree=True))
    except ParserError:  # nothing but comments
        return "", None, None
    blocks = find_blocks(tree)
    told = [*tree.xpath("//meta[@property='og:title']/@content"), tree.findtext(".//title")]
    date = find_date(deepcopy(tree), extensive_search=False, original_date=True)
    main = trafilatura.extract(html, include_comments=False, include_tables=True, favor_recall=True) or ""
    title, chosen = choose(blocks, main, [" ".join(each.split()) for each in told if each])
    lines = [block.text for block in chosen]
    text = _join(title, lines)
    shown = split_page(text).date
    if date and shown != date:
        text = _join(title, [_in_words(date), *lines])
    return text, title, date or shown


def _join(title: str | None, lines: list[str]) -> str:
    return "\n\n".join(([title] if title else []) + lines)


def _in_words(date: str) -> str:
    """«2020-08-30» as «30 августа 2020»."""
    found = _DAY.fullmatch(date)
    assert found is not None
    year, month, day = found.groups()
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}"


def _missing(error: ImportError) -> ImportError:
    return ImportError(f"{error}; reading HTML takes an extra: pip install 'newsnlp[html]'")
