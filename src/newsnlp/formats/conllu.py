"""CoNLL-U: tokens with lemmas, parts of speech and features, names in MISC.

The syntax columns (HEAD, DEPREL, DEPS) are empty, as newsnlp gives none. `SpaceAfter`, `SpacesAfter` and
`SpacesBefore` keep what stands between tokens, so that the text can be put together again.
https://universaldependencies.org/format.html, https://ufal.mff.cuni.cz/udpipe/1/users-manual (spaces)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from newsnlp.schema import Article, Token

TAGS = {"person": "PER", "organization": "ORG", "location": "LOC"}
ESCAPES = {" ": r"\s", "\t": r"\t", "\r": r"\r", "\n": r"\n", "|": r"\p", "\\": r"\\"}


def to_conllu(article: Article) -> str:
    """The sentences of the article in CoNLL-U; blocks are paragraphs (`# newpar`).

    MISC has `TokenRange` (offsets, as in Python), `NER` (B-PER, I-ORG, …: names, the longest where they
    nest, not pronouns and nouns), `Entity` (the id of whose name it is), and the spaces. In
    `SpacesAfter`, `\\s`, `\\t`, `\\r`, `\\n`, `\\p` (a bar) and `\\\\` are UDPipe's; other characters that do
    not print are `\\U` with eight hexadecimal digits. An article without tokens (a blank text) gives "".

    Raises `ValueError` if the article was read without `tokens=True`.

    >>> from newsnlp import extract
    >>> conllu = to_conllu(extract("Мост открыла Ольга Седова.", tokens=True))
    >>> for line in conllu.splitlines()[7:9]:
    ...     print(line.split("\\t")[1:4], line.split("\\t")[9])
    ['Ольга', 'ольга', 'PROPN'] Entity=e1|NER=B-PER|TokenRange=13:18
    ['Седова', 'седов', 'PROPN'] Entity=e1|NER=I-PER|SpaceAfter=No|TokenRange=19:25
    """
    if any(sentence.tokens is None for sentence in article.sentences):
        raise ValueError("the article has no tokens: read it with extract(text, tokens=True)")
    tokens = [token for sentence in article.sentences for token in sentence.tokens or ()]
    if not tokens:
        return ""
    misc = dict(zip((token.start for token in tokens), _misc(article, tokens), strict=True))
    return "".join(_lines(article, misc))


def _lines(article: Article, misc: dict[int, str]) -> Iterator[str]:
    begins = {block.start for block in article.blocks}
    yield "# newdoc\n# language = ru\n"
    number = 0
    for sentence in article.sentences:
        if not sentence.tokens:
            continue
        number += 1
        if number == 1 or sentence.start in begins:
            yield "# newpar\n"
        words = [(token, misc[token.start]) for token in sentence.tokens]
        text = "".join(token.text + ("" if "SpaceAfter=No" in more else " ") for token, more in words)
        yield f"# sent_id = {number}\n# text = {text.rstrip(' ')}\n"
        for n, (token, more) in enumerate(words, start=1):
            feats = "|".join(f"{name}={value}" for name, value in sorted(token.feats.items(), key=_by_name))
            columns = [str(n), token.text, token.lemma, token.pos, "_", feats or "_", "_", "_", "_", more]
            yield "\t".join(columns) + "\n"
        yield "\n"


def _by_name(feature: tuple[str, str]) -> str:
    return feature[0].lower()  # the order that CoNLL-U wants


def _misc(article: Article, tokens: Sequence[Token]) -> Iterator[str]:
    """The last column of every token."""
    text, names = article.text, _names(article, tokens)
    next_starts = [*(token.start for token in tokens[1:]), len(text)]
    for n, (token, next_start) in enumerate(zip(tokens, next_starts, strict=True)):
        gap = text[token.end : next_start]
        parts = [f"TokenRange={token.start}:{token.end}", *names.get(n, ())]
        if n == 0 and token.start:
            parts.append(f"SpacesBefore={_escaped(text[: token.start])}")
        if gap != " ":
            parts.append(f"SpacesAfter={_escaped(gap)}" if gap else "SpaceAfter=No")
        yield "|".join(sorted(parts, key=str.lower))


def _escaped(gap: str) -> str:
    return "".join(ESCAPES.get(c) or (c if c.isprintable() else f"\\U{ord(c):08x}") for c in gap)


def _names(article: Article, tokens: Sequence[Token]) -> dict[int, list[str]]:
    """What MISC says of the names, by the number of the token."""
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    names = [(mention, entity) for entity in article.entities for mention in entity.mentions]
    found: dict[int, list[str]] = {}
    for mention, entity in sorted(names, key=lambda pair: pair[0].start - pair[0].end):  # the longest first
        covered = range(bisect_right(ends, mention.start), bisect_left(starts, mention.end))
        if mention.kind == "name" and not any(n in found for n in covered):
            for n in covered:
                tag = f"{'B' if n == covered[0] else 'I'}-{TAGS[entity.type]}"
                found[n] = [f"Entity={entity.id}", f"NER={tag}"]
    return found
