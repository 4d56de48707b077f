"""From the values of the stages to the typed result."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newsnlp import schema
from newsnlp._version import __version__
from newsnlp.document import Document, Referent, Report, RoleLink, Sentence, Span, Token
from newsnlp.entities.titles import titles
from newsnlp.page.split import Page
from newsnlp.speakers.resolve import Attribution
from newsnlp.speakers.trust import confidence


def assemble(
    document: Document,
    page: Page,
    referents: list[Referent],
    roles: list[RoleLink],
    reports: list[Report],
    attributions: list[Attribution],
    *,
    meta: Any,
    tokens: bool,
) -> schema.Article:
    """The article that the user gets."""
    text = document.text
    names = {referent.id: referent.name for referent in referents}
    held = titles(roles, names)
    quotes = [
        _quote(text, f"q{n}", report, attribution, names, alone=document.encoding is None)
        for n, (report, attribution) in enumerate(zip(reports, attributions, strict=True), 1)
    ]
    quoted = _quoted_ranges(quotes)
    return schema.Article(
        version=__version__,
        model=document.model.name,
        text=text,
        meta=meta,
        title=page.title,
        date=page.date,
        place=page.place,
        blocks=tuple(schema.Block(**_span(text, b), kind=b.kind) for b in document.blocks),
        sentences=tuple(_sentences(document, reports, tokens)),
        entities=tuple(_entity(text, r, held, quoted) for r in sorted(referents, key=_first_mention)),
        roles=tuple(_role(text, link) for link in roles),
        quotes=tuple(quotes),
    )


def _first_mention(referent: Referent) -> int:
    return referent.references[0].start


def _span(text: str, span: Any) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}


def _sentences(document: Document, reports: Sequence[Report], tokens: bool) -> Iterator[schema.Sentence]:
    """The sentences; those of a block that one direct quote and its frame stand in are one."""
    text = document.text
    frames = sorted((r.frame for r in reports if r.kind == "direct"), key=lambda frame: frame.start)
    groups: list[list[Sentence]] = []
    begun, reach = 0, 0  # how many frames begin before the end of the last sentence; how far they go
    for sentence in document.sentences:
        if groups and groups[-1][-1].block == sentence.block and sentence.start < reach:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
        while begun < len(frames) and frames[begun].start < sentence.end:
            reach = max(reach, frames[begun].end)
            begun += 1
    for group in groups:
        words = document.tokens[group[0].first : group[-1].last] if tokens else None
        yield schema.Sentence(
            **_span(text, Span(group[0].start, group[-1].end)),
            tokens=None if words is None else tuple(_token(text, word) for word in words),
        )


def _token(text: str, token: Token) -> schema.Token:
    return schema.Token(
        **_span(text, token),
        lemma=token.lemma,
        pos=token.tag.pos,
        feats=token.tag.feats,
    )


def _entity(
    text: str,
    referent: Referent,
    roles: Mapping[str, tuple[schema.PersonRole, ...]],
    quoted: Sequence[tuple[int, int]],
) -> schema.Entity:
    return schema.Entity(
        id=referent.id,
        type=referent.type,
        name=referent.name,
        confidence=referent.confidence,
        mentions=tuple(
            schema.Mention(**_span(text, r), kind=r.kind, normal=r.normal, in_quote=_inside(quoted, r.start))
            for r in referent.references
        ),
        first=referent.first,
        middle=referent.middle,
        last=referent.last,
        gender=referent.gender,
        roles=roles.get(referent.id, ()),
    )


def _quoted_ranges(quotes: Sequence[schema.Quote]) -> list[tuple[int, int]]:
    """The segments of direct and mixed quotes, in order."""
    return sorted((s.start, s.end) for q in quotes if q.kind != "indirect" for s in q.segments)


def _inside(ranges: Sequence[tuple[int, int]], start: int) -> bool:
    """Whether an offset lies in one of the ranges, which are in order and do not overlap."""
    at = bisect_right(ranges, (start, sys.maxsize)) - 1
    return at >= 0 and ranges[at][0] <= start < ranges[at][1]


def _role(text: str, link: RoleLink) -> schema.Role:
    role = link.role
    return schema.Role(
        **_span(text, role),
        title=role.title,
        post=role.post,
        status=role.status,
        person=link.person,
        organization=link.organization,
        confidence=role.confidence,
    )


def _quote(
    text: str, id: str, report: Report, attribution: Attribution, names: Mapping[str, str], *, alone: bool
) -> schema.Quote:
    cue = schema.Cue(**_span(text, report.cue), lemma=report.cue_lemma or "") if report.cue else None
    via = schema.Span(**_span(text, report.via)) if report.via else None
    segments = tuple(schema.Span(**_span(text, segment)) for segment in report.segments)
    candidates = tuple(
        schema.Candidate(entity=c.entity, name=names[c.entity], score=c.score, reasons=c.reasons)
        for c in attribution.candidates
    )
    return schema.Quote(
        id=id,
        start=report.start,
        end=report.end,
        text=" ".join(segment.text for segment in segments),
        kind=report.kind,
        segments=segments,
        cue=cue,
        speaker=attribution.speaker,
        via=via,
        confidence=confidence(report, attribution, alone=alone),
        evidence=schema.Evidence(
            pattern=report.pattern, speaker_rule=attribution.rule, candidates=candidates
        ),
    )
