"""From text to `Document`: blocks, sentences, tokens with tags, quotation marks."""

from __future__ import annotations

from newsnlp.document import Document, Quoted, Sentence, Token
from newsnlp.encoder.encoding import Encoding
from newsnlp.language.morphology import Morphology, mended
from newsnlp.language.syntax import Syntax
from newsnlp.language.tags import parse_tag
from newsnlp.models import Model
from newsnlp.page.split import Page
from newsnlp.segment.capitals import names_written, recased
from newsnlp.segment.quotation import pair_quotes
from newsnlp.segment.sentences import split_sentences
from newsnlp.segment.tokens import clean, is_unusual, rejoin, tokenize

UNTAGGED = parse_tag("X")


def read(text: str, page: Page, model: Model, morphology: Morphology) -> Document:
    """The document of a text whose page structure is known."""
    unusual = is_unusual(text)
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    quoted: list[Quoted] = []
    words: list[list[str]] = []
    written: frozenset[str] | None = None  # found for the first sentence in capitals
    syntax = Syntax(model.tagger, words)
    for number, block in enumerate(page.blocks):
        pairs = pair_quotes(text, block)
        quoted += pairs
        for span in split_sentences(text, block, pairs):
            first, index = len(tokens), len(sentences)
            for i, (start, end) in enumerate(tokenize(text, span), first):
                word = text[start:end]
                if unusual:
                    word = clean(rejoin(word, morphology.knows))
                tokens.append(Token(i, start, end, word, UNTAGGED, index, morphology, syntax))
            if text[span.start : span.end].isupper():
                written = names_written(text) if written is None else written
                spelled = recased([token.text for token in tokens[first:]], morphology, written)
                for token, word in zip(tokens[first:], spelled, strict=True):
                    token.text = word
            sentences.append(Sentence(span.start, span.end, index, number, first, len(tokens)))
            words.append([token.text for token in tokens[first:]])
    for sentence, tags in zip(sentences, model.tagger.tag(words), strict=True):
        for token, tag in zip(tokens[sentence.first : sentence.last], tags, strict=True):
            token.tag = mended(token.text, tag, morphology)
    return Document(
        text,
        page.blocks,
        sentences,
        tokens,
        quoted,
        model,
        morphology,
        _encoding(model, text, sentences, tokens),
    )


def _encoding(model: Model, text: str, sentences: list[Sentence], tokens: list[Token]) -> Encoding | None:
    """What the encoder reads, where the model has one."""
    if model.encoder is None or not tokens:
        return None
    return model.encoder(
        [token.text for token in tokens],
        [token.start == 0 or text[token.start - 1].isspace() for token in tokens],
        [token.sentence for token in tokens],
        [sentences[token.sentence].block for token in tokens],
    )
