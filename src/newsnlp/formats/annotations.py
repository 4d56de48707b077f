"""What an article says, as annotations of its text: what annotation tools show and let people correct."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field

from newsnlp.schema import Article, Quote, Role, Span, Speaker

AnnotationType = Literal["person", "organization", "location", "role", "quote", "cue", "speaker", "medium"]
LinkType = Literal["says", "introduces", "relays", "holder", "workplace"]

TYPES: tuple[AnnotationType, ...] = get_args(AnnotationType)
LINKS: tuple[LinkType, ...] = get_args(LinkType)
MENTIONS: tuple[AnnotationType, ...] = ("person", "organization", "location")
KINDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(MENTIONS, ("name", "nominal", "pronoun")),
    "role": ("current", "former", "acting"),
    "quote": ("direct", "mixed", "indirect"),
    "speaker": ("person", "organization", "group", "anonymous", "unknown"),
}


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Annotation(_Model):
    """A marked place of a text: one segment, or several where something stands in between.

    `type` is person, organization or location for a mention of one; role; quote; cue (the word that
    introduces a quote); speaker and medium, where who says or relays a quote is no entity («врачи»).
    `kind` is that of the mention (name, nominal, pronoun), of the quote (direct, mixed, indirect), of the
    speaker (group, anonymous, …), the status of the role (current, former, acting). `name` is the
    nominative: the entity's name, the title of the role, the lemma of the cue. Mentions of one `entity`
    share its id.
    """

    id: str
    type: AnnotationType
    segments: tuple[Span, ...]
    kind: str | None = None
    name: str | None = None
    entity: str | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)

    @property
    def start(self) -> int:
        """Where the first segment begins."""
        return self.segments[0].start

    @property
    def end(self) -> int:
        """Where the last segment ends."""
        return self.segments[-1].end

    @property
    def text(self) -> str:
        """The segments, joined by one space."""
        return " ".join(segment.text for segment in self.segments)


class Link(_Model):
    """What two annotations have to do with each other; `source` and `target` are their ids.

    says: from the speaker's mention to the quote; introduces: from the cue to the quote; relays: from the
    medium to the quote; holder: from the role to a mention of the person; workplace: from the role to a
    mention of the organisation.
    """

    type: LinkType
    source: str
    target: str


class Annotations(_Model):
    """The annotations of a text, in its order: of an article, or as somebody has corrected them.

    >>> from newsnlp import extract
    >>> marked = Annotations.of(extract("Мост откроют в мае, сообщила мэр Ольга Седова."))
    >>> for annotation in marked.annotations:
    ...     print(annotation.id, annotation.type, annotation.text)
    q1 quote Мост откроют в мае
    c1 cue сообщила
    r1 role мэр
    m1 person Ольга Седова
    >>> [(link.source, link.type, link.target) for link in marked.links]
    [('c1', 'introduces', 'q1'), ('r1', 'holder', 'm1'), ('m1', 'says', 'q1')]
    """

    text: str
    annotations: tuple[Annotation, ...] = ()
    links: tuple[Link, ...] = ()

    @classmethod
    def of(cls, article: Article) -> Annotations:
        """The annotations of an article. Mentions of one entity have the entity's id.

        A speaker whom no framing clause names is linked from the nearest mention.
        """
        return _Collector(article).collect()

    def of_type(self, type: AnnotationType) -> tuple[Annotation, ...]:
        """The annotations of one type, in the order of the text."""
        return tuple(annotation for annotation in self.annotations if annotation.type == type)

    def annotation(self, id: str) -> Annotation:
        """The annotation with this id. Raises `KeyError` if there is none."""
        try:
            return self._by_id[id]
        except KeyError:
            raise KeyError(f"no annotation {id!r}") from None

    def linked(self, source: Annotation | str, type: LinkType) -> tuple[Annotation, ...]:
        """Where the links of a type lead from an annotation (or its id): the holder of a role, …"""
        return tuple(self.annotation(target) for target in self._ends.get((type, "to", _id(source)), ()))

    def speaker_of(self, quote: Annotation | str) -> Annotation | None:
        """Whose mention says a quote (the annotation or its id); `None` where nobody is marked.

        >>> from newsnlp import extract
        >>> marked = Annotations.of(extract("Мост откроют в мае, сообщила мэр Ольга Седова."))
        >>> marked.speaker_of("q1").name
        'Ольга Седова'
        """
        sources = self._ends.get(("says", "from", _id(quote)), ())
        return self.annotation(sources[0]) if sources else None

    def __copy__(self) -> Self:
        copied = super().__copy__()
        for name in ("_by_id", "_ends"):  # of what may be another content now
            copied.__dict__.pop(name, None)
        return copied

    @cached_property
    def _by_id(self) -> dict[str, Annotation]:
        return {one.id: one for one in self.annotations}

    @cached_property
    def _ends(self) -> dict[tuple[str, str, str], list[str]]:
        """The other ends of the links of an annotation, by their type, direction and its id."""
        ends: dict[tuple[str, str, str], list[str]] = {}
        for link in self.links:
            ends.setdefault((link.type, "to", link.source), []).append(link.target)
            ends.setdefault((link.type, "from", link.target), []).append(link.source)
        return ends


def _id(annotation: Annotation | str) -> str:
    return annotation if isinstance(annotation, str) else annotation.id


def _place(one: Annotation) -> tuple[int, int, int, str, list[tuple[int, int]]]:
    """Where an annotation stands among the others: the order is the same whatever order they come in."""
    segments = [(segment.start, segment.end) for segment in one.segments]
    return one.start, -one.end, TYPES.index(one.type), one.entity or "", segments


def arranged(text: str, annotations: Iterable[Annotation], links: Iterable[Link]) -> Annotations:
    """Annotations in the order of the text, with new ids: m1 and on for mentions, q1 for quotes, …"""
    ordered = sorted(annotations, key=_place)
    counts: dict[str, int] = {}
    ids: dict[str, str] = {}
    for annotation in ordered:
        letter = "m" if annotation.type in MENTIONS else annotation.type[0]
        letter = "medium" if annotation.type == "medium" else letter
        counts[letter] = counts.get(letter, 0) + 1
        ids[annotation.id] = f"{letter}{counts[letter]}"
    places = {one.id: n for n, one in enumerate(ordered)}
    in_order = sorted(
        links, key=lambda link: (places[link.source], LINKS.index(link.type), places[link.target])
    )
    return Annotations(
        text=text,
        annotations=tuple(one.model_copy(update={"id": ids[one.id]}) for one in ordered),
        links=tuple(
            Link(type=link.type, source=ids[link.source], target=ids[link.target]) for link in in_order
        ),
    )


def entities_in_order(marked: Annotations) -> Annotations:
    """The same with new ids of the entities: e1, e2 and on, by their first mentions."""
    ids: dict[str, str] = {}
    for one in marked.annotations:
        if one.entity is not None:
            ids.setdefault(one.entity, f"e{len(ids) + 1}")
    renamed = (one.model_copy(update={"entity": ids.get(one.entity or "")}) for one in marked.annotations)
    return marked.model_copy(update={"annotations": tuple(renamed)})


def segments_of(text: str, places: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Spans of the text between these offsets, in order. Raises `ValueError` where they cannot be."""
    ordered = sorted(places)
    for start, end in ordered:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no span from {start} to {end} in a text of {len(text)} characters")
    return tuple(Span(start=start, end=end, text=text[start:end]) for start, end in ordered)


def joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places in order, those that touch as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and found[-1][1] == start:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


class _Collector:
    """Collects the annotations of one article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.names = {entity.id: entity.name for entity in article.entities}
        self.types = {entity.id: entity.type for entity in article.entities}
        self.mentioned = {
            (mention.start, mention.end): entity.id
            for entity in article.entities
            for mention in entity.mentions
        }
        self.links: set[Link] = set()
        self.made: dict[tuple[AnnotationType, tuple[tuple[int, int], ...], str | None], Annotation] = {}
        self.of_entity: dict[str, list[Annotation]] = {}

    def collect(self) -> Annotations:
        for entity in self.article.entities:
            self.of_entity[entity.id] = [
                self.add(entity.type, [one], kind=one.kind, entity=entity.id, confidence=entity.confidence)
                for one in entity.mentions
            ]
        for quote in self.article.quotes:
            self.add_quote(quote)
        for role in self.article.roles:
            self.add_role(role)
        return arranged(self.article.text, self.made.values(), self.links)

    def add(
        self,
        type: AnnotationType,
        spans: Sequence[Span],
        *,
        kind: str | None = None,
        name: str | None = None,
        entity: str | None = None,
        confidence: float | None = None,
    ) -> Annotation:
        """The annotation of this type at this place, made where there is none."""
        places = joined((span.start, span.end) for span in spans)
        key = type, tuple(places), entity
        if key not in self.made:
            self.made[key] = Annotation(
                id=str(len(self.made)),
                type=type,
                segments=segments_of(self.article.text, places),
                kind=kind,
                name=self.names.get(entity or "", name),
                entity=entity,
                confidence=confidence,
            )
        return self.made[key]

    def link(self, type: LinkType, source: Annotation | None, target: Annotation | None) -> None:
        if source is not None and target is not None:
            self.links.add(Link(type=type, source=source.id, target=target.id))

    def add_quote(self, quote: Quote) -> None:
        added = self.add("quote", quote.segments, kind=quote.kind, confidence=quote.confidence)
        if quote.speaker is not None:
            self.link("says", self.speaker(quote.speaker, quote.start), added)
        if quote.cue is not None:
            self.link("introduces", self.add("cue", [quote.cue], name=quote.cue.lemma), added)
        if quote.via is not None:
            self.link("relays", self.medium(quote.via), added)

    def speaker(self, speaker: Speaker, offset: int) -> Annotation | None:
        """The mention in the framing clause, else the nearest of who speaks."""
        if speaker.start is None or speaker.end is None or speaker.text is None:
            return self.nearest(speaker.entity, offset)
        span = Span(start=speaker.start, end=speaker.end, text=speaker.text)
        if speaker.entity is None:
            return self.add("speaker", [span], kind=speaker.kind)
        return self.add(self.types[speaker.entity], [span], kind="nominal", entity=speaker.entity)

    def medium(self, via: Span) -> Annotation:
        entity = self.mentioned.get((via.start, via.end))
        if entity is not None:
            return self.add(self.types[entity], [via], entity=entity)
        return self.add("medium", [via])

    def add_role(self, role: Role) -> None:
        added = self.add("role", [role], kind=role.status, name=role.title, confidence=role.confidence)
        self.link("holder", added, self.nearest(role.person, role.end))
        self.link("workplace", added, self.nearest(role.organization, role.end))

    def nearest(self, entity: str | None, offset: int) -> Annotation | None:
        mentions = self.of_entity.get(entity or "", [])
        place = bisect_left(mentions, offset, key=lambda mention: mention.start)
        around = mentions[max(place - 1, 0) : place + 1]
        return min(around, key=lambda one: max(one.start - offset, offset - one.end), default=None)
