"""brat standoff: a text (.txt), its annotations (.ann), and what an annotator may choose (annotation.conf).

Offsets count Unicode characters, as Python's do. brat reads files with line ends translated, so a
carriage return would shift every offset behind it: `to_brat` writes `\\r\\n` as space and `\\n`, a
lone `\\r` as `\\n`, and every offset stays.
https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from newsnlp.formats.annotations import (
    KINDS,
    MENTIONS,
    Annotation,
    Annotations,
    AnnotationType,
    Link,
    LinkType,
    arranged,
    entities_in_order,
    segments_of,
)
from newsnlp.schema import Article, Span

LABELS: dict[AnnotationType, str] = {
    "person": "Person",
    "organization": "Organization",
    "location": "Location",
    "role": "Role",
    "quote": "Quote",
    "cue": "Cue",
    "speaker": "Speaker",
    "medium": "Medium",
}
RELATIONS: dict[LinkType, str] = {
    "says": "Says",
    "introduces": "Introduces",
    "relays": "Relays",
    "holder": "Holder",
    "workplace": "Workplace",
}
ATTRIBUTES = {"quote": "QuoteKind", "role": "RoleStatus", "speaker": "SpeakerKind"}  # else MentionKind
CONFIDENCE = "Confidence"  # in tenths, as brat lets people choose from a list only
TENTHS = [f"{n / 10:.1f}" for n in range(11)]

_LINES = "\n".join(LABELS.values())
CONF = f"""\
# What newsnlp marks in Russian news, for brat: put this file beside the articles.
[entities]
{_LINES}

[relations]
Says\tArg1:Person|Organization|Location|Speaker, Arg2:Quote
Introduces\tArg1:Cue, Arg2:Quote
Relays\tArg1:Person|Organization|Location|Medium, Arg2:Quote
Holder\tArg1:Role, Arg2:Person
Workplace\tArg1:Role, Arg2:Organization
Equiv\tArg1:Person, Arg2:Person, <REL-TYPE>:symmetric-transitive
Equiv\tArg1:Organization, Arg2:Organization, <REL-TYPE>:symmetric-transitive
Equiv\tArg1:Location, Arg2:Location, <REL-TYPE>:symmetric-transitive
<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
MentionKind\tArg:Person|Organization|Location, Value:{"|".join(KINDS["person"])}
RoleStatus\tArg:Role, Value:{"|".join(KINDS["role"])}
QuoteKind\tArg:Quote, Value:{"|".join(KINDS["quote"])}
SpeakerKind\tArg:Speaker, Value:{"|".join(KINDS["speaker"])}
{CONFIDENCE}\tArg:<ENTITY>, Value:{"|".join(TENTHS)}
"""


class Brat(NamedTuple):
    """The two files of an article. Write them in UTF-8 and with `newline=""`."""

    txt: str
    ann: str


def to_brat(article: Article) -> Brat:
    """The article as the two files of brat; `CONF` is the annotation.conf to put beside them.

    Mentions, roles, quotes and cues are text-bound annotations, those with line ends or with words of the
    author inside in several fragments. Relations lead from speaker, cue and medium to the quote
    and from the role to its holder and organisation; mentions of one entity are equivalent. Attributes hold
    kind and confidence (in tenths), notes the nominative.

    >>> from newsnlp import extract
    >>> txt, ann = to_brat(extract("Мост откроют в мае, сообщила мэр Ольга Седова."))
    >>> print("\\n".join(line for line in ann.splitlines() if line[0] in "TR"))
    T1	Quote 0 18	Мост откроют в мае
    T2	Cue 20 28	сообщила
    T3	Role 29 32	мэр
    T4	Person 33 45	Ольга Седова
    R1	Introduces Arg1:T2 Arg2:T1
    R2	Holder Arg1:T3 Arg2:T4
    R3	Says Arg1:T4 Arg2:T1
    """
    marked = Annotations.of(article)
    txt = _without_returns(marked.text)
    return Brat(txt, "".join(f"{line}\n" for line in _lines(marked, txt)))


def _lines(marked: Annotations, txt: str) -> Iterator[str]:
    shown = {one: fragments for one in marked.annotations if (fragments := _fragments(one, txt))}
    ids = {one.id: f"T{n}" for n, one in enumerate(shown, start=1)}
    for one, fragments in shown.items():
        places = ";".join(f"{start} {end}" for start, end in fragments)
        content = " ".join(txt[start:end] for start, end in fragments)
        yield f"{ids[one.id]}\t{LABELS[one.type]} {places}\t{content}"
    links = [link for link in marked.links if link.source in ids and link.target in ids]
    for n, link in enumerate(links, start=1):
        yield f"R{n}\t{RELATIONS[link.type]} Arg1:{ids[link.source]} Arg2:{ids[link.target]}"
    for group in _equivalent(shown):
        yield f"*\tEquiv {' '.join(ids[one.id] for one in group)}"
    for n, (name, one, value) in enumerate(_attributes(shown), start=1):
        yield f"A{n}\t{name} {ids[one.id]} {value}"
    notes = [(one, note) for one in shown if (note := " ".join((one.name or "").split()))]
    for n, (one, note) in enumerate(notes, start=1):
        yield f"#{n}\tAnnotatorNotes {ids[one.id]}\t{note}"


def _without_returns(text: str) -> str:
    return text.replace("\r\n", " \n").replace("\r", "\n")


def _fragments(annotation: Annotation, txt: str) -> list[tuple[int, int]]:
    """The pieces of an annotation between line ends, which a fragment must not hold."""
    return [
        (segment.start + piece.start(), segment.start + piece.end())
        for segment in annotation.segments
        for piece in re.finditer(r"[^\n]+", txt[segment.start : segment.end])
    ]


def _equivalent(annotations: Iterable[Annotation]) -> Iterator[list[Annotation]]:
    mentions = [one for one in annotations if one.type in MENTIONS and one.entity]
    by_entity = sorted(mentions, key=lambda one: one.entity or "")  # sorted() keeps the order of the text
    for _, group in groupby(by_entity, key=lambda one: one.entity):
        members = list(group)
        if len(members) > 1:
            yield members


def _attributes(annotations: Iterable[Annotation]) -> Iterator[tuple[str, Annotation, str]]:
    for one in annotations:
        if one.kind is not None:
            yield ATTRIBUTES.get(one.type, "MentionKind"), one, one.kind
        if one.confidence is not None:
            yield CONFIDENCE, one, f"{one.confidence:.1f}"


def from_brat(text: str, ann: str) -> Annotations:
    """The annotations of an .ann file, as a person may have corrected them, of the text of the .txt file.

    Fragments come back as segments, notes as names, and mentions that are equivalent, or share nothing but
    themselves, as entities e1, e2 and on. What newsnlp does not know (events, other labels, relations and
    attributes) is left out.

    Raises `ValueError` for a line that is no brat standoff and for offsets outside the text, naming the
    line.

    >>> corrected = from_brat("Мост открыла мэр Седова.", "T1\\tPerson 17 23\\tСедова\\n")
    >>> [(one.type, one.text) for one in corrected.annotations]
    [('person', 'Седова')]
    """
    return _Reader(text).read(ann)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: dict[str, tuple[AnnotationType, tuple[Span, ...]]] = {}
        self.values: dict[str, dict[str, str]] = {}  # attributes and the note, by id
        self.links: list[Link] = []
        self.entity: dict[str, str] = {}  # of a mention, the first equivalent one

    def read(self, ann: str) -> Annotations:
        for n, line in enumerate(re.split(r"\r?\n", ann), start=1):
            if line.strip():
                try:
                    self.line(line)
                except (ValueError, IndexError) as error:
                    raise ValueError(f"line {n} of the .ann file, {line!r}: {error}") from error
        known = [link for link in self.links if {link.source, link.target} <= self.spans.keys()]
        return entities_in_order(arranged(self.text, map(self.annotation, self.spans), known))

    def line(self, line: str) -> None:
        id, _, rest = line.partition("\t")
        data, _, tail = rest.partition("\t")
        if not rest:
            raise ValueError("a tab must follow the id")
        if id[0] == "T":
            label, places = data.split(" ", 1)
            pairs = [tuple(map(int, place.split())) for place in places.split(";")]
            if any(len(pair) != 2 for pair in pairs):
                raise ValueError("a place is two offsets, start and end")
            segments = segments_of(self.text, [(pair[0], pair[1]) for pair in pairs])
            marked = " ".join(self.text[start:end] for start, end in pairs)
            if tail and tail != _without_returns(marked) and tail != marked.replace("\r", " "):
                raise ValueError(f"the text has {marked!r} there: is it the .txt file of these annotations?")
            if label in _TYPES:
                self.spans[id] = (_TYPES[label], segments)
        elif id[0] == "R":
            label, source, target = data.split()
            if label in _LINKS:
                self.links.append(
                    Link(type=_LINKS[label], source=_argument(source), target=_argument(target))
                )
        elif id[0] in "AM":
            label, target, *value = data.split()
            self.values.setdefault(target, {})[label] = value[0] if value else ""
        elif id[0] == "*":
            label, *members = data.split()
            if label == "Equiv":
                self.join(members)
        elif id[0] == "#":
            self.values.setdefault(data.split()[1], {})["note"] = tail
        elif id[0] not in "EN":
            raise ValueError("an id begins with T, R, E, A, M, N, * or #")

    def join(self, members: list[str]) -> None:
        first = min((self.entity.get(one, one) for one in members), key=_number)
        old = {self.entity.get(one, one) for one in members}
        self.entity.update({one: first for one, entity in self.entity.items() if entity in old})
        self.entity.update(dict.fromkeys(members, first))

    def annotation(self, id: str) -> Annotation:
        type, segments = self.spans[id]
        values = self.values.get(id, {})
        kind = values.get(ATTRIBUTES.get(type, "MentionKind"))
        return Annotation(
            id=id,
            type=type,
            segments=segments,
            kind=kind if kind in KINDS.get(type, ()) else None,
            name=values.get("note") or None,
            entity=self.entity.get(id, id).replace("T", "e") if type in MENTIONS else None,
            confidence=float(values[CONFIDENCE]) if CONFIDENCE in values else None,
        )


_TYPES = {label: type for type, label in LABELS.items()}
_LINKS = {label: type for type, label in RELATIONS.items()}


def _argument(argument: str) -> str:
    return argument.partition(":")[2]


def _number(id: str) -> tuple[int, str]:
    digits = id[1:]
    return (int(digits), id) if digits.isdecimal() else (0, id)
