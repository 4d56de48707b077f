"""Reports as a browser reads them: parsed by html5lib, which follows the standard to the letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import html5lib


def parse(page: str) -> Any:
    """The root element of a page."""
    return html5lib.parse(page, namespaceHTMLElements=False)


def classes(element: Any) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def find(root: Any, name: str) -> list[Any]:
    """The elements with a class, in the order of the page."""
    return [element for element in root.iter() if isinstance(element.tag, str) and name in classes(element)]


def shown_text(element: Any) -> str:
    """The text in an element, without the notes beside it."""
    return "".join(_texts(element))


def _texts(element: Any) -> Iterator[str]:
    if "notes" not in classes(element):
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def skeleton(page: str) -> list[tuple[str, dict[str, str]]]:
    """All elements with their attributes, in order: everything of a page but its text."""
    return [(str(element.tag), dict(element.attrib)) for element in parse(page).iter()]
