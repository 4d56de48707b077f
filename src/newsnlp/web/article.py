"""Which blocks of a page are the article: trafilatura says roughly, the blocks around it exactly.

trafilatura finds the article among menus, comments and other articles, but leaves out some of its lines (the
lead, captions, quotations that are set apart) and keeps links to other articles. So its text marks out a
stretch of the page, and the blocks in this stretch are judged by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from newsnlp.page.dates import find_dates
from newsnlp.web.blocks import Block

HEADINGS = ("h1", "h2", "h3", "h4")
QUOTED = frozenset(["blockquote", "cite", "figcaption", "caption"])
LINKED = 0.5  # share of a block in links from which it leads elsewhere
PROSE = 4  # words of a sentence, not of a label
LONGEST_DATE = 60  # characters of a line that says when
BESIDE = 4  # words beside the date there
SHORTEST_TITLE = 3  # words
FAR = 12  # blocks above the article in which a heading may be its title
NEAR = 4  # blocks above the title or below the article in which a date or a signature stands
LONGEST_SIGNATURE = 60
RUN = 4  # words in a row that show that a block is in trafilatura's text
ENOUGH = 0.8  # of the runs of a block
_CREDIT = re.compile(r"фото|иллюстрац|изображени|снимок|кадр", re.IGNORECASE)
_CAPITALIZED = re.compile(r"\b[А-ЯЁA-Z]")
_NO_NAME = re.compile(r"[\d!?©:]")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"\w+")
_SENTENCE_END = tuple('.!?…:;»"”')


def choose(blocks: Sequence[Block], main: str, titles: Sequence[str]) -> tuple[str | None, list[Block]]:
    """The title and the blocks below it.

    `main` is trafilatura's text, `titles` what the page says of its title elsewhere, the best first.
    """
    kept = _kept(blocks, main)
    body = [i for i in kept if is_prose(blocks[i])] or kept
    if not body:
        return next(iter(titles), None), list(blocks)
    at = _title(blocks, body, titles)
    first = next((i for i in body if at is None or i > at), body[0])
    keeping = set(kept)
    while at is None and first - 1 in keeping and _ends_sentence(blocks[first - 1]):  # «Мост открыт.»
        first -= 1
    last = body[-1]
    while last + 1 in keeping and _ends_sentence(blocks[last + 1]):  # «Пострадавших нет.»
        last += 1
    title = next(iter(titles), None) if at is None else blocks[at].text
    top = first if at is None else at
    chosen: list[Block] = []
    for i in range(first if at is None else at + 1, last + 1):
        source = bool(chosen) and _is_quotation(chosen[-1]) and _is_source(blocks[i])
        if source or _belongs(blocks[i], i in keeping, before=i < first):
            chosen.append(blocks[i])
    return title, [*_dates(blocks[max(0, top - NEAR) : top]), *chosen, *_signature(blocks, last, keeping)]


def is_prose(block: Block) -> bool:
    """Whether a block is a sentence or more of its own, and no link."""
    return (
        _ends_sentence(block)
        and len(block.text.split()) >= PROSE
        and not block.text.startswith("©")
        and not is_date(block)
    )


def _ends_sentence(block: Block) -> bool:
    return block.linked <= LINKED and block.text.endswith(_SENTENCE_END)


def _kept(blocks: Sequence[Block], main: str) -> list[int]:
    """The positions of the blocks whose words trafilatura has kept, in whatever order it gives them."""
    words = _words(main)
    runs = {n: {tuple(words[i : i + n]) for i in range(len(words) - n + 1)} for n in range(1, RUN + 1)}

    def is_kept(block: Block) -> bool:
        own = _words(block.text)
        n = min(RUN, len(own))
        found = [tuple(own[i : i + n]) in runs[n] for i in range(len(own) - n + 1)] if n else []
        return bool(found) and sum(found) >= ENOUGH * len(found)

    return [i for i, block in enumerate(blocks) if is_kept(block)]


def _title(blocks: Sequence[Block], body: Sequence[int], titles: Sequence[str]) -> int | None:
    """The block that is the article's title: what the page calls itself elsewhere, else a heading."""
    told = [letters for title in titles if (letters := _letters(title))]
    middle = body[len(body) // 2]
    named = [
        i
        for i, block in enumerate(blocks[: middle + 1])
        if len(block.text.split()) >= SHORTEST_TITLE and any(_letters(block.text) in title for title in told)
    ]
    if named:
        return next((i for i in named if blocks[i].tag in HEADINGS), named[-1])
    above = range(body[0] - 1, max(-1, body[0] - 1 - FAR), -1)
    headings = [i for i in above if blocks[i].tag in HEADINGS]  # the nearest first
    return next((i for i in headings if blocks[i].tag == "h1"), next(iter(headings), None))


def _belongs(block: Block, kept: bool, *, before: bool) -> bool:
    """Whether a block between the title and the end of the article is part of it."""
    if block.linked > LINKED:
        return before and is_date(block)
    if kept or is_prose(block):
        return True
    if block.tag in QUOTED or block.tag in HEADINGS or _CREDIT.search(block.text):
        return True
    return before  # date, author, subtitle


def is_date(block: Block) -> bool:
    """Whether a block is a line that says when, and little else."""
    if len(block.text) > LONGEST_DATE:
        return False
    days = find_dates(block.text.lower())
    return (
        bool(days)
        and len(_LETTERS.findall(block.text[: days[0].start] + block.text[days[0].end :])) <= BESIDE
    )


def _dates(blocks: Sequence[Block]) -> list[Block]:
    """The date above a title, without what else stands in its line."""
    for block in reversed(blocks):
        if is_date(block):
            day = find_dates(block.text.lower())[0]
            return [replace(block, text=block.text[day.start : day.end])]
    return []


def _is_quotation(block: Block) -> bool:
    return block.tag in QUOTED or (block.text.startswith("«") and block.text.rstrip(".").endswith("»"))


def _is_source(block: Block) -> bool:
    """Whether a line below a quotation that is set apart tells whose it is: «Анна Ким, бухгалтер»."""
    return block.linked == 0 and len(block.text) <= LONGEST_SIGNATURE and ", " in block.text


def _signature(blocks: Sequence[Block], last: int, kept: set[int]) -> list[Block]:
    """The author's name right below the article."""
    return [
        block
        for block in blocks[last + 1 : last + 2]
        if block.linked == 0
        and len(block.text) <= LONGEST_SIGNATURE
        and len(_CAPITALIZED.findall(block.text)) >= 2
        and not _NO_NAME.search(block.text)
        and (last + 1 in kept or block.holder == blocks[last].holder)
    ]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _letters(text: str) -> str:
    return "".join(_words(text))
