"""Marks in a text: stretches that nest and overlap, painted as elements that only nest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from newsnlp.report.visible import escaped, visible


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text and the element that shows it.

    `attributes` is HTML of our own making and holds nothing from the text. Where another mark overlaps
    this one or a row ends inside it, it is shown by several elements: `first` are further attributes
    of the first one, `resumed` of one that goes on in a new row. Of two marks of the same stretch the one
    with the lower `layer` holds the other.
    """

    start: int
    end: int
    layer: int
    tag: str
    attributes: str
    first: str = ""
    resumed: str = ""

    def opened(self, more: str = "") -> str:
        """The tag that opens an element."""
        return f"<{self.tag} {self.attributes}{more}>"

    @property
    def closed(self) -> str:
        """The tag that closes it."""
        return f"</{self.tag}>"


def paint(text: str, stretches: Sequence[tuple[int, int]], marks: Iterable[Mark]) -> list[Markup]:
    """The HTML of each stretch of the text, with the marks in it; the stretches are in order and apart.

    Takes time linear in the text and the marks, times the marks that lie over one place.
    """
    text = visible(text)
    waiting = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.layer))
    waiting.reverse()
    open_marks: list[Mark] = []
    painted = []
    for start, end in stretches:
        open_marks = [mark for mark in open_marks if mark.end > start]
        html = [mark.opened(mark.resumed) for mark in open_marks]
        at = start
        while at < end:
            while waiting and waiting[-1].start <= at:
                mark = waiting.pop()
                if mark.end > at:
                    open_marks.append(mark)
                    html.append(mark.opened(mark.first))
            until = min([end, *(mark.end for mark in open_marks), *(mark.start for mark in waiting[-1:])])
            html.append(escaped(text[at:until]))
            at = until
            if at < end:
                _close(html, open_marks, at)
        html += [mark.closed for mark in reversed(open_marks)]
        painted.append(Markup("".join(html)))
    return painted


def _close(html: list[str], open_marks: list[Mark], at: int) -> None:
    """Close the marks that end here; what was opened inside one and goes on, is opened again."""
    ended = next((i for i, mark in enumerate(open_marks) if mark.end <= at), None)
    if ended is None:
        return
    html += [mark.closed for mark in reversed(open_marks[ended:])]
    open_marks[ended:] = [mark for mark in open_marks[ended:] if mark.end > at]
    html += [mark.opened() for mark in open_marks[ended:]]
