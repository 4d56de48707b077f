"""Contacts: telephone numbers and addresses to turn to, with their heading."""

from __future__ import annotations

import re

from newsnlp.page.labels import label_of, starts_with_label
from newsnlp.page.lines import Line
from newsnlp.page.shapes import ends_sentence, starts_with_dash, starts_with_quote

LONGEST_HEADING = 80
LONGEST = 140  # characters of a line of contacts
MOST_WORDS = 7  # beside the numbers
MOST_LINES = 6
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{2,20}){1,4}")
_PHONE = re.compile(
    r"(?<!\d)(?:\d{1,3}-\d\d-\d{2,3}(?!\d)|\+7\W{0,2}\d{3}|8\W{1,2}\d{3,5}\W{1,2}\d)|\(\d{3,5}\) ?\d"
)
_SHORT_PHONE = re.compile(r"\b\d{3}(?: \(доб\. ?\d+\))?\.?$")
_SITE = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:ru|рф|com|org|net)\b")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def has_address(line: Line) -> bool:
    """Whether there is a telephone number or an e-mail address in the line."""
    return _PHONE.search(line.plain) is not None or EMAIL.search(line.plain) is not None


def is_contact(line: Line) -> bool:
    """Whether the line is little else than a number or an address: «Наталья Жукова — 212-93-52»."""
    if len(line.plain) > LONGEST or starts_with_dash(line.plain) or starts_with_quote(line.plain):
        return False
    if not has_address(line):
        return _is_labelled(line) and _SHORT_PHONE.search(line.plain) is not None
    rest = _SITE.sub(" ", EMAIL.sub(" ", line.plain))
    return len(_LETTERS.findall(rest)) <= MOST_WORDS


def _is_labelled(line: Line) -> bool:
    found = label_of(line)
    return (found is not None and found[0] == "contact") or line.key.startswith(("телефон", "тел."))


def contact_end(lines: list[Line], first: int) -> int:
    """The index after the last line of the contacts that begin at `first`; `first` itself where none do."""
    if _is_heading(lines[first]):
        last = _last_below(lines, first)
        if last is not None:
            return last + 1
    end = first
    while end < len(lines) and is_contact(lines[end]) and not (end > first and lines[end].gap):
        end += 1
    return end


def _is_heading(line: Line) -> bool:
    """Whether the line may announce contacts: «Дополнительная информация для СМИ:», «Пресс-служба завода»."""
    found = label_of(line)
    if found is not None:
        return found[0] == "contact" and not ends_sentence(found[1])
    named = starts_with_label(line, "contact") and not ends_sentence(line.plain)
    return len(line.plain) <= LONGEST_HEADING and (named or line.plain.endswith(":"))


def _last_below(lines: list[Line], heading: int) -> int | None:
    """The last line with a number or an address below a heading, names and posts between them allowed."""
    last = heading if label_of(lines[heading]) and has_address(lines[heading]) else None
    for i in range(heading + 1, min(len(lines), heading + MOST_LINES)):
        reached = has_address(lines[i]) and is_contact(lines[i])
        if not reached and (lines[i].gap or not _may_be_between(lines[i])):
            break
        last = i if reached else last
    return last


def _may_be_between(line: Line) -> bool:
    speech = starts_with_dash(line.plain) or starts_with_quote(line.plain)
    return len(line.plain) <= LONGEST_HEADING and not speech and not ends_sentence(line.plain)
