"""Parts of a page that are told by their shape: menus, counters, tags, hashtags, buttons, tickers."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from newsnlp.lexicon import column, table
from newsnlp.page.lines import Line, key_of
from newsnlp.page.shapes import ends_sentence, looks_like_title, starts_with_dash, starts_with_quote

Shape = Literal["navigation", "widget", "number", "rubric"]

LONGEST_MENU = 200  # characters
MENU_ITEM = 3  # words
MENU_ITEMS = 4  # that show a menu by themselves
TAGS = 3
LONGEST_TICKER = 80

_BORDER = re.compile(r"\s*[|·•●→▸►▾☰]+\s*|\s+[/»>]+\s+|\s{2,}|\t")
_TRAIL_BORDER = re.compile(r"\s+(?:→|»|>|/|\\|▸|►|::)\s+")
_HASHTAGS = re.compile(r"(?:[^\w#]*#[\w-]+)+[^\w#]*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_BUTTON = re.compile(r"\[[^\[\]]*\]|[☰×✕].*")
_RELATED = re.compile(r"(?:>>+|→|➡|▶|►|👉|⏩)\s*\w?")
_TICKER = re.compile(r"[▲▼☀☁☂☔⛅🌡₿]|[+-]?\d\s?°")
_COUNT = re.compile(r"[\d\s .,+-]*\d[\d\s .,]*(?:тыс\.?|к|k|млн)?(?!\w)")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|\(с\)|copyright)\D{0,40}\d{4}")
_CHOICE = ("◯", "○", "⚪", "☐", "⭕", "◻")
_DRAWN = re.compile(r"[^\w«»\"()…?!]+|_+")


def shape_of(line: Line) -> Shape | None:
    """What the line is by its shape alone.

    >>> from newsnlp.page.lines import split_lines
    >>> shape_of(split_lines("Главная / Экология")[0])
    'navigation'
    """
    if len(line.raw) > LONGEST_MENU:
        return "widget" if _is_tags(line) else None
    if not any(map(str.isalpha, line.plain)):
        return _without_letters(line)
    return _menu(line) or ("widget" if _is_widget(line) else None)


def _without_letters(line: Line) -> Shape | None:
    """Numbers and ornaments: «2 417», «❤ 3 😱 214», «* * *»; no scores («1:2»), no omissions («<…>»)."""
    if ":" in line.plain or "…" in line.plain or "..." in line.plain:
        return None
    return "widget" if _DRAWN.fullmatch(line.plain) or any(ord(c) > 0x2600 for c in line.plain) else "number"


def _is_widget(line: Line) -> bool:
    plain = line.plain
    return (
        _HASHTAGS.fullmatch(plain) is not None
        or _ADDRESS.fullmatch(plain) is not None
        or _BUTTON.fullmatch(plain) is not None
        or plain.startswith(_CHOICE)
        or _COPYRIGHT.match(line.key) is not None
        or _is_counter(line)
        or _is_tags(line)
        or (len(plain) <= LONGEST_TICKER and _TICKER.search(plain) is not None and not ends_sentence(plain))
        or (_RELATED.match(plain) is not None and not ends_sentence(plain))
    )


@cache
def _kinds() -> dict[str, Shape]:
    return {
        key_of(word): "navigation" if kind == "navigation" else "widget"
        for word, kind in table("page_sections")
    }


def _menu(line: Line) -> Shape | None:
    """Names of sections or networks with nothing between them, or a path («Главная > Политика»)."""
    if ends_sentence(line.plain) or starts_with_dash(line.plain) or starts_with_quote(line.plain):
        return None
    items = [item for item in (key_of(item).strip(" .:") for item in _BORDER.split(line.raw)) if item]
    if len(items) == 1:
        return _menu_of_words(items[0])
    known = [_kinds()[item] for item in items if item in _kinds()]
    if 2 * len(known) >= len(items):
        return "widget" if 2 * known.count("widget") > len(known) else "navigation"
    short = all(len(item.split()) <= MENU_ITEM for item in items)
    if short and "|" in line.plain:
        return "rubric"  # the site and its town: «Портал 24 | Бийск»
    capital = sum(item[0].isupper() for item in _BORDER.split(line.raw) if item)
    if short and ((len(items) >= MENU_ITEMS and capital >= MENU_ITEMS) or (known and capital == len(items))):
        return "rubric"
    return "rubric" if short and len(_TRAIL_BORDER.findall(line.plain)) >= 2 else None


def _menu_of_words(item: str) -> Shape | None:
    if item in _kinds():
        return "rubric" if _kinds()[item] == "navigation" else "widget"
    words = item.split()
    known = [_kinds()[word] for word in words if word in _kinds()]
    if len(words) >= TAGS and 5 * len(known) >= 3 * len(words):
        return "widget" if 2 * known.count("widget") > len(known) else "navigation"
    return None


def _is_counter(line: Line) -> bool:
    """«Просмотров: 2 418», «3 комментария», «Лайк 12 Дизлайк 87»."""
    if not any(map(str.isdigit, line.plain)) or ends_sentence(line.plain):
        return False
    rest = _COUNT.sub(" ", line.key)
    words = [word.strip(".,:;()|") for word in rest.split()]
    return bool(words) and all(not any(map(str.isalpha, word)) or word in _counter_words() for word in words)


@cache
def _counter_words() -> frozenset[str]:
    return frozenset(key_of(word) for word in column("page_counters"))


def _is_tags(line: Line) -> bool:
    """A row of key words: «маршрутки, проезд, гордума», nothing in capitals, no end of a sentence."""
    if not line.plain[0].islower() or ends_sentence(line.plain) or any(map(str.isupper, line.plain)):
        return False
    items = line.plain.split(", ")
    longest = MENU_ITEM + min(2, len(items) - TAGS)
    return len(items) >= TAGS and all(0 < len(item.split()) <= longest for item in items)


def breadcrumb_title(line: Line) -> int | None:
    """Where in the text the title starts that ends a path: «Главная > Общество > Мост через Каму открыли»."""
    stops = list(_TRAIL_BORDER.finditer(line.raw[: 2 * LONGEST_MENU]))
    if not stops:
        return None
    first, last = stops[0], stops[-1]
    title = line.raw[last.end() :]
    if (
        key_of(line.raw[: first.start()]) in _kinds()
        and len(title.split()) > MENU_ITEM
        and looks_like_title(title, LONGEST_MENU)
    ):
        return line.start + last.end()
    return None
