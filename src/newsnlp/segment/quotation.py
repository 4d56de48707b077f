"""Pairs of quotation marks: of every shape, nested, unbalanced, unclosed.

Whether a mark opens or closes is told by its neighbours (it «leans» on a word), else by its shape («, »),
else by whether anything is open. Marks are paired on a stack in one pass. What then is left over is
mended by what Russian printing does: one mark may open or close two levels («Компания «Ромашка»;
"Спартак" — команда", — сказал он), a quote may run on in the next paragraph, and a mark may just be
missing; then the quote ends as early as the text suggests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from newsnlp.document import Quoted, Span
from newsnlp.lexicon import table

MAX_ROW = 3  # marks that touch; a longer row is an ornament
MAX_DEPTH = 8  # of marks that are open at once; bounds how much text all pairs cover together
LATER = 4000  # characters of the paragraphs behind a quote that may go on in them
NAME = 2  # words between two opening marks that one mark closes, where they are one name

DASH = "‐‑‒–—―−-"
NEAR_OPENING = frozenset("([{<>:/|=*•■▪#" + DASH)  # what stands before an opening mark, like white space
NEAR_CLOSING = frozenset(".,;:!?…)]}</|*" + DASH)  # what stands after a closing mark, like white space
AFTER_SPACED = frozenset(".,;:!?)")  # after a closing mark that has white space before it: «слово »,
UNSEEN = frozenset("\ufeff\u200b\u200c\u200d\u2060\u00ad\ufe0f")

AUTHOR = re.compile(rf"(?:,|[!?…])\s+[{DASH}]\s+(?=[а-яё])")  # «…, — сказал»
FRAME = re.compile(rf"\s*,\s*[{DASH}]")
EMPHATIC_FRAME = re.compile(rf"\s*,?\s*[{DASH}]")
SENTENCE_END = re.compile(r"[.!?…](?=\s+[^\sа-яё])")
BLOCK_END = re.compile(r"[\s.!?…)]*")
LEAD = re.compile(rf"[>*•\s{DASH}]*")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quotation mark. `lean`: 1 its neighbours make it open, -1 close, 0 they do not tell."""

    start: int
    end: int
    shape: str
    lean: int


@dataclass(frozen=True, slots=True)
class _Pair:
    """An opening mark and where its closing mark begins and ends (the same, if it has none)."""

    opening: _Mark
    stop: int
    end: int


@dataclass(frozen=True, slots=True)
class _Shapes:
    """The marks: a pattern of them all, the closing ones by opening one, and those that must be sure."""

    pattern: re.Pattern[str]
    closers: dict[str, frozenset[str]]
    closing: frozenset[str]
    sure: frozenset[str]


@cache
def _shapes() -> _Shapes:
    closers: dict[str, set[str]] = {}
    sure: set[str] = set()
    for opening, closing, *note in table("quotation_marks"):
        closers.setdefault(opening, set()).add(closing)
        if note:
            sure |= {opening, closing}
    closing_marks = frozenset(mark for found in closers.values() for mark in found)
    marks = sorted(closing_marks | set(closers), key=len, reverse=True)
    return _Shapes(
        re.compile("|".join(map(re.escape, marks))),
        {opening: frozenset(found) for opening, found in closers.items()},
        closing_marks,
        frozenset(sure),
    )


def pair_quotes(text: str, block: Span) -> list[Quoted]:
    """The pairs of quotation marks in one block, ordered by their start; none crosses another.

    >>> [(q.start, q.end, q.depth) for q in pair_quotes('«Завод «Искра» закрыт»', Span(0, 22))]
    [(0, 22, 0), (7, 14, 1)]
    """
    pairing = _Pairing(text, block)
    for mark in _marks(text, block):
        pairing.read(mark)
    return _nested(text, pairing.finish())


def _nested(text: str, pairs: list[_Pair]) -> list[Quoted]:
    """The pairs that are not empty, with their depth."""
    found: list[Quoted] = []
    ends: list[int] = []
    for pair in sorted(pairs, key=lambda pair: (pair.opening.start, -pair.end)):
        start, inner = pair.opening.start, Span(pair.opening.end, pair.stop)
        if text[inner.start : inner.end].strip():
            while ends and ends[-1] <= start:
                ends.pop()
            found.append(Quoted(start, pair.end, inner, pair.stop < pair.end, len(ends)))
            ends.append(pair.end)
    return found


def _marks(text: str, block: Span) -> Iterator[_Mark]:
    """The marks of a block; those that touch lean by what stands before and after all of them."""
    row: list[re.Match[str]] = []
    end = -1
    for match in _shapes().pattern.finditer(text, block.start, block.end):
        if match.start() != end:
            yield from _leaning(text, block, row)
            row = []
        if len(row) <= MAX_ROW:
            row.append(match)
        end = match.end()
    yield from _leaning(text, block, row)


def _leaning(text: str, block: Span, row: list[re.Match[str]]) -> list[_Mark]:
    if not row or len(row) > MAX_ROW:
        return []
    i, j = row[0].start() - 1, row[-1].end()
    while i >= block.start and text[i] in UNSEEN:
        i -= 1
    while j < block.end and text[j] in UNSEEN:
        j += 1
    before = text[i] if i >= block.start else " "
    after = text[j : min(j + 2, block.end)] or " "
    lean = _lean(before, after)
    return [_Mark(match.start(), match.end(), match.group(), lean) for match in row]


def _lean(before: str, after: str) -> int:
    free_left = before.isspace() or before in NEAR_OPENING
    free_right = after[0].isspace() or after[0] in NEAR_CLOSING
    if free_left != free_right:
        return 1 if free_left else -1
    if before.isspace() and (after[0] == "…" or after == ".."):
        return 1  # «…и вот
    if before.isspace() and after[0] in AFTER_SPACED:
        return -1
    return 0


class _Pairing:
    """The marks of one block, on their way to pairs."""

    def __init__(self, text: str, block: Span) -> None:
        self.text, self.block, self.shapes = text, block, _shapes()
        self.pairs: list[_Pair] = []  # in the order of their ends
        self.open: list[tuple[_Mark, int]] = []  # marks, with the number of pairs found before each
        self.lost: list[tuple[_Mark, int]] = []  # the same of opening marks that nothing closes
        self.leader: _Pair | None = None  # the last pair that opens where a quote would
        self.misfits: dict[
            _Mark, _Mark
        ] = {}  # for an open mark the first that would close it, but for its shape

    def read(self, mark: _Mark) -> None:
        """Take the next mark to open or close, or pass it by."""
        partner = self._partner(mark)
        if self._opens(mark, partner):
            if len(self.open) == MAX_DEPTH:
                self.lost.append(self.open.pop(0))
            self.open.append((mark, len(self.pairs)))
        elif partner is not None:
            self._close(partner, mark)
        elif mark.lean < 0 and mark.shape not in self.shapes.sure:
            self._close_nothing(mark)

    def _partner(self, mark: _Mark) -> int | None:
        """The place among the open marks of the one that this one may close."""
        sure = mark.shape in self.shapes.sure
        if sure and mark.lean >= 0:
            return None
        for i in range(len(self.open) - 1, -1, -1):
            opening = self.open[i][0].shape
            if mark.shape in self.shapes.closers[opening] or (mark.shape == opening and mark.lean < 0):
                return i
            if sure:
                return None
        return None

    def _opens(self, mark: _Mark, partner: int | None) -> bool:
        if mark.shape not in self.shapes.closers:
            return False
        if mark.shape in self.shapes.sure or mark.shape == ",,":
            return mark.lean > 0
        if mark.shape not in self.shapes.closing:
            return mark.lean >= 0 or partner is None  # «слово« closes
        if mark.lean:
            return mark.lean > 0
        measure = mark.start > self.block.start and self.text[mark.start - 1].isdigit()  # 5"
        return partner is None and not measure

    def _close(self, place: int, mark: _Mark) -> None:
        """Pair an open mark with this one; what was opened between the two is passed by."""
        pair = _Pair(self.open[place][0], mark.start, mark.end)
        del self.open[place:]
        self.pairs.append(pair)
        if not self.open and self._leads(pair.opening.start):
            self.leader = pair

    def _close_nothing(self, mark: _Mark) -> None:
        """A closing mark without an opening one: "Спартак" — наша команда", — сказал он."""
        if self.open:
            self.misfits.setdefault(self.open[-1][0], mark)
            return
        leader, self.leader = self.leader, None
        if leader is None or leader.end == mark.start or self._framed(leader.stop, leader.end):
            return
        colon = not LEAD.fullmatch(self.text, self.block.start, leader.opening.start)
        ends = BLOCK_END.fullmatch(self.text, mark.end, self.block.end)
        if mark.shape in self.shapes.closers[leader.opening.shape] and (
            self._framed(mark.start, mark.end) or (colon and ends)
        ):
            self.pairs.append(_Pair(leader.opening, mark.start, mark.end))

    def _leads(self, start: int) -> bool:
        """Whether the block begins here, or a colon stands before."""
        i = start - 1
        while i >= self.block.start and (self.text[i].isspace() or self.text[i] in DASH):
            i -= 1
        return i < self.block.start or self.text[i] == ":"

    def _framed(self, stop: int, end: int) -> bool:
        """Whether the author's words follow a closing mark: «…», — сказал; «…!» — сказал."""
        after = EMPHATIC_FRAME if self.text[stop - 1] in "!?…" else FRAME
        return after.match(self.text, end, self.block.end) is not None

    def finish(self) -> list[_Pair]:
        """All pairs, the mended ones among them."""
        lost = self.lost + self.open
        mended = []
        for k, (mark, since) in enumerate(lost):
            limit, until = (
                (lost[k + 1][0].start, lost[k + 1][1]) if k + 1 < len(lost) else (self.block.end, None)
            )
            if mark.shape not in self.shapes.sure:
                mended.append(self._mend(mark, _outermost(self.pairs[since:until]), limit))
        return self.pairs + mended

    def _mend(self, mark: _Mark, inside: list[_Pair], limit: int) -> _Pair:
        """Where a quote ends whose closing mark is missing; `inside` are the pairs up to `limit`."""
        text, start = self.text, mark.end
        if mark in self.misfits:
            closing = self.misfits[mark]
            return _Pair(mark, closing.start, closing.end)
        clear = inside[0].opening.start if inside else limit  # up to here there are no marks
        author = AUTHOR.search(text, start, limit if not inside else clear)
        if author and clear < self.block.end:
            stop = author.start() + (text[author.start()] != ",")
            return _Pair(mark, stop, stop)
        shared = next((pair for pair in inside if self._framed(pair.stop, pair.end)), None)
        if shared is None and inside:
            one_name = len(text[start:clear].split()) <= NAME
            if one_name or not self._runs_on(mark, limit):
                if not SENTENCE_END.search(text, start, clear):
                    shared = inside[0]
                elif BLOCK_END.fullmatch(text, inside[-1].end, self.block.end):
                    shared = inside[-1]
        if shared is not None:
            return _Pair(mark, shared.stop, shared.end)
        if limit == self.block.end and (not inside or self._runs_on(mark, limit)):
            stop = limit
        else:
            stop = max((end.end() for end in SENTENCE_END.finditer(text, start, clear)), default=clear)
        stop -= len(text[start:stop]) - len(text[start:stop].rstrip())
        return _Pair(mark, stop, stop)

    def _runs_on(self, mark: _Mark, limit: int) -> bool:
        """Whether the quote goes on in the next paragraph, which begins with its own mark, or a later one."""
        if limit < self.block.end or not self._leads(mark.start):
            return False
        lead = LEAD.match(self.text, self.block.end)
        following = self.shapes.pattern.match(self.text, lead.end()) if lead else None
        return (following is not None and following.group() == mark.shape) or self._closes_later(mark)

    def _closes_later(self, mark: _Mark) -> bool:
        """Whether a later paragraph has a closing mark too many; straight marks do not tell."""
        closers = self.shapes.closers[mark.shape]
        if mark.shape in closers:
            return False
        depth = 0
        for found in self.shapes.pattern.finditer(self.text, self.block.end, self.block.end + LATER):
            depth += 1 if found.group() == mark.shape else -(found.group() in closers)
            if not 0 <= depth < MAX_DEPTH:
                return depth < 0
        return False


def _outermost(pairs: list[_Pair]) -> list[_Pair]:
    """Of pairs in the order of their ends those that no other covers."""
    found: list[_Pair] = []
    for pair in pairs:
        while found and found[-1].opening.start >= pair.opening.start:
            found.pop()
        found.append(pair)
    return found
