"""What every result promises, whatever the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from newsnlp import Article, Span


def check(article: Article, text: str) -> None:
    """Assert every promise of the result that can be checked without knowing Russian."""
    assert article.text == text
    for span in spans(article):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
    _check_cover(article)
    _check_entities(article)
    _check_quotes(article)
    assert Article.model_validate_json(article.model_dump_json()) == article


def spans(value: Any) -> Iterator[Any]:
    """Everything in the result that has offsets and the text between them."""
    if isinstance(value, Span) or (hasattr(value, "start") and hasattr(value, "text") and _is_speaker(value)):
        yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from spans(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)


def _is_speaker(value: Any) -> bool:
    return type(value).__name__ == "Speaker" and value.start is not None


def _check_cover(article: Article) -> None:
    """Blocks and sentences stand in order, apart, sentences in blocks; nothing visible is left out."""
    for parts in (article.blocks, article.sentences):
        assert all(one.end <= two.start for one, two in pairwise(parts))
        covered = set[int]().union(*(range(part.start, part.end) for part in parts))
        left = {c for i, c in enumerate(article.text) if i not in covered}
        assert not any(c.isprintable() and not c.isspace() for c in left), left
    blocks = iter(article.blocks)
    block = next(blocks, None)
    for sentence in article.sentences:
        while block is not None and block.end <= sentence.start:
            block = next(blocks, None)
        assert block is not None
        assert block.start <= sentence.start < sentence.end <= block.end
        for one, two in pairwise(sentence.tokens or ()):
            assert one.end <= two.start


def _check_entities(article: Article) -> None:
    ids = [entity.id for entity in article.entities]
    assert len(set(ids)) == len(ids)
    assert _ordered([entity.mentions[0].start for entity in article.entities])
    for entity in article.entities:
        assert entity.name.strip()
        assert _ordered([mention.start for mention in entity.mentions])
        assert all(mention.normal.strip() for mention in entity.mentions)
        if entity.type != "person":
            personal = (entity.first, entity.middle, entity.last, entity.gender)
            assert personal == (None, None, None, None)
            assert entity.roles == ()
        assert "" not in (entity.first, entity.middle, entity.last)
    assert _ordered([role.start for role in article.roles])
    for role in article.roles:
        assert role.title.strip()
        assert role.post.strip()
        assert role.person is None or article.entity(role.person).type == "person"
        assert role.organization is None or role.organization in ids


def _check_quotes(article: Article) -> None:
    ids = [quote.id for quote in article.quotes]
    assert len(set(ids)) == len(ids)
    assert _ordered([quote.segments[0].start for quote in article.quotes])
    names = {entity.id: entity.name for entity in article.entities}
    for quote in article.quotes:
        assert quote.text == " ".join(segment.text for segment in quote.segments)
        assert all(one.end <= two.start for one, two in pairwise(quote.segments))
        assert quote.start <= quote.segments[0].start
        assert quote.segments[-1].end <= quote.end
        assert all(_block_at(article, s.start) is _block_at(article, s.end - 1) for s in quote.segments)
        assert quote.cue is None or quote.cue.lemma
        speaker = quote.speaker
        if speaker is not None:
            assert (speaker.start is None) == (speaker.end is None) == (speaker.text is None)
            assert speaker.name == (names[speaker.entity] if speaker.entity else None)
            if speaker.kind in ("group", "anonymous", "unknown"):
                assert speaker.name is None
            assert speaker.role is None or speaker.role.strip()
        assert all(names[candidate.entity] == candidate.name for candidate in quote.evidence.candidates)


def _block_at(article: Article, offset: int) -> object:
    return next(block for block in article.blocks if block.start <= offset < block.end)


def _ordered(starts: Sequence[int]) -> bool:
    return all(one <= two for one, two in pairwise(starts))
