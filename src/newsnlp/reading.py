"""From text to `Document`: blocks, sentences, tokens with tags, quotation marks."""

from __future__ import annotations

from newsnlp.document import Document, Sentence, Token
from newsnlp.language.morphology import Morphology
from newsnlp.language.tagger import Tagger
from newsnlp.language.tags import parse_tag
from newsnlp.page.split import Page
from newsnlp.segment.quotation import pair_quotes
from newsnlp.segment.sentences import split_sentences
from newsnlp.segment.tokens import tokenize

UNTAGGED = parse_tag("X")


def read(text: str, page: Page, tagger: Tagger, morphology: Morphology) -> Document:
    """The document of a text whose page structure is known."""
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    quoted = []
    for number, block in enumerate(page.blocks):
        quoted += pair_quotes(text, block)
        for span in split_sentences(text, block):
            first = len(tokens)
            for part in tokenize(text, span):
                word = text[part.start : part.end]
                tokens.append(
                    Token(len(tokens), part.start, part.end, word, UNTAGGED, len(sentences), morphology)
                )
            sentences.append(Sentence(span.start, span.end, len(sentences), number, first, len(tokens)))
    words = [[token.text for token in tokens[s.first : s.last]] for s in sentences]
    for sentence, tags in zip(sentences, tagger.tag(words), strict=True):
        for token, tag in zip(tokens[sentence.first : sentence.last], tags, strict=True):
            token.tag = tag
    return Document(text, page.blocks, sentences, tokens, quoted, tagger, morphology)
