"""Articles for the tests of formats: the samples, and any text with anything marked anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from hypothesis import strategies as st

from newsnlp import (
    Article,
    Block,
    Cue,
    Entity,
    Evidence,
    Mention,
    Quote,
    Role,
    Sentence,
    Span,
    Speaker,
    Token,
    extract,
)
from samples import SAMPLES

ODD = [
    "\r\n",
    "\r",
    "\n",
    "\t",
    "\x00",
    "\x0b",
    "\x1b",
    "\x1e",
    "\x85",
    "\u00a0",
    "\u00ad",
    "\u2028",
    "\ufeff",
]
ODD += [
    "\ufffe",
    "😀",
    "👩‍⚕️",
    "e\u0301",
    "א",
    "<",
    ">",
    "&",
    '"',
    "'",
    "]]>",
    "|",
    "\\",
    "_",
    "#",
    ";",
    " ",
    "  ",
]
texts = st.lists(st.sampled_from([*"абвГД .", "слово", *ODD]), max_size=40).map("".join)
names = st.lists(st.sampled_from([*"абв", "Мэр", *ODD]), min_size=1, max_size=6).map("".join)


@cache
def sample(name: str, *, tokens: bool = False) -> Article:
    """A sample article, read once for all tests."""
    return extract(SAMPLES[name], tokens=tokens)


@st.composite
def articles(draw: st.DrawFn, text: st.SearchStrategy[str] = texts) -> Article:
    """An article whose blocks, mentions, roles and quotes stand anywhere, across each other too."""
    whole = draw(text)
    if not whole:
        return Article(version="1", model="none", text=whole)
    span = _spans(draw, whole)
    entities = tuple(_entity(draw, span, n) for n in range(1, draw(st.integers(0, 4)) + 1))
    ids = st.sampled_from([None, *(entity.id for entity in entities)])
    return Article(
        version="1",
        model="none",
        text=whole,
        title=draw(st.none() | names),
        date=draw(st.sampled_from([None, "2021", "2021-03", "2021-03-18", "--03-18", "вчера"])),
        place=draw(st.none() | names),
        blocks=_blocks(draw, whole),
        sentences=_sentences(whole),
        entities=entities,
        roles=tuple(
            Role(**span().model_dump(), title=draw(names), post="мэр", person=draw(ids), confidence=1.0)
            for _ in range(draw(st.integers(0, 2)))
        ),
        quotes=tuple(_quote(draw, whole, span, entities, n) for n in range(1, draw(st.integers(0, 3)) + 1)),
    )


def _spans(draw: st.DrawFn, whole: str) -> Callable[[], Span]:
    def span() -> Span:
        start = draw(st.integers(0, len(whole) - 1))
        end = draw(st.integers(start + 1, len(whole)))
        return Span(start=start, end=end, text=whole[start:end])

    return span


def _blocks(draw: st.DrawFn, whole: str) -> tuple[Block, ...]:
    kinds = st.sampled_from(["headline", "paragraph", "paragraph", "contact"])
    cuts = sorted({0, len(whole), *draw(st.lists(st.integers(0, len(whole)), max_size=3))})
    return tuple(
        Block(start=start, end=end, text=whole[start:end], kind=draw(kinds)) for start, end in pairwise(cuts)
    )


def _sentences(whole: str) -> tuple[Sentence, ...]:
    """Sentences end at full stops; tokens are runs of what is no space, and invisible ones lie between."""
    found = []
    for match in re.finditer(r"[^.]+\.?", whole):
        tokens = tuple(
            Token(
                start=match.start() + word.start(),
                end=match.start() + word.end(),
                text=word.group(),
                lemma=word.group().lower(),
                pos="NOUN",
                feats={"Number": "Sing", "Case": "Nom"},
            )
            for word in re.finditer(r"[\w<>&|\\_#;\"'😀]+|[.]", match.group())
        )
        found.append(Sentence(start=match.start(), end=match.end(), text=match.group(), tokens=tokens))
    return tuple(found)


def _entity(draw: st.DrawFn, span: Callable[[], Span], number: int) -> Entity:
    kinds = st.sampled_from(["name", "nominal", "pronoun"])
    spans = {(one.start, one.end): one for one in (span() for _ in range(draw(st.integers(1, 3))))}
    return Entity(
        id=f"e{number}",
        type=draw(st.sampled_from(["person", "organization", "location"])),
        name=draw(names),
        confidence=draw(st.floats(0, 1)),
        mentions=tuple(
            Mention(**one.model_dump(), kind=draw(kinds), normal="х") for _, one in sorted(spans.items())
        ),
    )


def _quote(
    draw: st.DrawFn, whole: str, span: Callable[[], Span], entities: tuple[Entity, ...], number: int
) -> Quote:
    cuts = sorted(draw(st.sets(st.integers(0, len(whole)), min_size=2, max_size=6)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    segments = tuple(Span(start=start, end=end, text=whole[start:end]) for start, end in pairs)
    return Quote(
        id=f"q{number}",
        start=segments[0].start,
        end=segments[-1].end,
        text=" ".join(segment.text for segment in segments),
        kind=draw(st.sampled_from(["direct", "mixed", "indirect"])),
        segments=segments,
        cue=Cue(**span().model_dump(), lemma=draw(names)) if draw(st.booleans()) else None,
        speaker=_speaker(draw, span, entities),
        via=span() if draw(st.booleans()) else None,
        confidence=draw(st.floats(0, 1)),
        evidence=Evidence(pattern="none"),
    )


def _speaker(draw: st.DrawFn, span: Callable[[], Span], entities: tuple[Entity, ...]) -> Speaker | None:
    if not draw(st.booleans()):
        return None
    place = span().model_dump() if draw(st.booleans()) else {}
    entity = draw(st.sampled_from([None, *entities]))
    if entity is None:
        return Speaker(**place, kind=draw(st.sampled_from(["group", "anonymous", "unknown"])))
    return Speaker(**place, kind="person", entity=entity.id, name=entity.name)
