"""The blocks of an HTML document in order: what a browser shows as a line or paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

BLOCKS = frozenset(
    [
        *(
            "address",
            "amp-img",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
        ),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"),
        *(
            "h5",
            "h6",
            "header",
            "hr",
            "legend",
            "li",
            "main",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
        ),
        *("tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    ]
)
HIDDEN = frozenset(
    [
        *("amp-ad", "amp-sidebar", "amp-social-share", "button", "canvas", "head", "iframe", "input", "nav"),
        *("noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title"),
    ]
)
APART = frozenset(["a", "span", "time"])  # styled to stand apart where one follows right upon another
NOT_SHOWN = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")  # soft hyphens and the like, of layout only


@dataclass(frozen=True, slots=True)
class Block:
    """Text without white space around it or in excess; the tag of its element.

    `linked` is the share of its characters that are in links; `holder` tells the element around its own.
    """

    text: str
    tag: str
    linked: float
    holder: int


def find_blocks(tree: Any) -> list[Block]:
    """The blocks of an lxml tree, those that are not shown left out.

    >>> from lxml.html import fromstring
    >>> page = fromstring("<div><h1>Мост</h1>Мост <a href='/'>открыт</a>.<br>Им <b>довольны</b>.</div>")
    >>> [(block.tag, block.text) for block in find_blocks(page)]
    [('h1', 'Мост'), ('div', 'Мост открыт.'), ('div', 'Им довольны.')]
    """
    blocks: list[Block] = []
    pieces: list[tuple[str, bool]] = []  # of the block that is open: text, and whether it is in a link

    def close(element: Any) -> None:
        text = _clean("".join(piece for piece, _ in pieces))
        if text:
            linked = sum(len(piece.strip()) for piece, link in pieces if link)
            whole = sum(len(piece.strip()) for piece, _ in pieces)
            parent = element.getparent()
            blocks.append(Block(text, element.tag, linked / whole, id(element if parent is None else parent)))
        pieces.clear()

    links = 0
    around: list[Any] = []  # the elements that make blocks
    ended = False  # whether the last that came was the end of an element that stands apart
    for event, element in _events(tree):
        if event == "text":
            pieces.append((element, links > 0))
            ended = False
            continue
        tag = element.tag
        if ended and event == "start" and tag in APART:
            pieces.append((" ", False))
        ended = event == "end" and tag in APART
        if tag == "a":
            links += 1 if event == "start" else -1
        elif tag == "br" and event == "start" and around:
            close(around[-1])
        elif _makes_block(element):
            if around:
                close(around[-1])
            if event == "start":
                around.append(element)
            else:
                around.pop()
    return blocks


def _makes_block(element: Any) -> bool:
    if element.tag == "cite":  # the source below a quotation
        parent = element.getparent()
        return parent is not None and parent.tag == "blockquote"
    return element.tag in BLOCKS


def _events(tree: Any) -> Iterator[tuple[str, Any]]:
    """Starts, texts and ends of what is shown; without recursion, as pages nest without measure."""
    stack: list[tuple[str, Any]] = [("enter", tree)]
    while stack:
        event, element = stack.pop()
        if event != "enter":
            yield event, element
        elif not isinstance(element.tag, str) or _is_hidden(element):
            continue
        else:
            yield "start", element
            if element.text:
                yield "text", element.text
            stack.append(("end", element))
            for child in reversed(element):
                if child.tail:
                    stack.append(("text", child.tail))
                stack.append(("enter", child))


def _is_hidden(element: Any) -> bool:
    return (
        element.tag in HIDDEN
        or element.get("hidden") is not None
        or NOT_SHOWN.search(element.get("style") or "") is not None
    )


def _clean(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", text).split())
