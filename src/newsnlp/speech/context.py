"""What the finders of reported speech look at: the document, indexed by token."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property

from newsnlp.document import Document, Name, Quoted, RoleMention, Span, Token
from newsnlp.language.spelling import fold
from newsnlp.lexicon import column
from newsnlp.schema import BlockKind
from newsnlp.speech.cues import NONE, Classes, opens_phrase, phrase_classes, verb_classes

BLANK_LINE = re.compile(r"\n[ \t\r]*\n[ \t\r]*\S")
DASHES = frozenset("-–—―−‒")
FINAL = frozenset({".", "!", "?", "…", "...", "?!", "!!", "!!!", "..", "!?", "?..", "!..", "???", "⁉", "‼"})


class Context:
    """A document with its names, roles and quotation marks at each token."""

    def __init__(
        self, document: Document, names: list[Name], roles: list[RoleMention], cues: Collection[str] = ()
    ) -> None:
        self.document = document
        self.tokens = document.tokens
        self.own_cues = frozenset(map(fold, cues))
        self.starts = [token.start for token in document.tokens]
        self.name_at: list[Name | None] = [None] * len(self.tokens)
        for name in names:
            for i in range(name.first, name.last):
                own = name.type != "location" or self.tokens[i].tag.pos != "ADJ"  # «российский» names nobody
                if self.name_at[i] is None and own:  # the outer of nested names comes first
                    self.name_at[i] = name
        self.role_at: list[RoleMention | None] = [None] * len(self.tokens)
        for role in roles:
            for i in range(role.first, role.last):
                self.role_at[i] = role
        self.pairs = [pair for pair in document.quoted if pair.depth == 0]
        self.pair_at: list[Quoted | None] = [None] * len(self.tokens)
        for pair in self.pairs:
            for i in range(self.index(pair.start), self.index(pair.end)):
                self.pair_at[i] = pair

    def index(self, offset: int) -> int:
        """The first token that starts at or after an offset."""
        return bisect_left(self.starts, offset)

    @cached_property
    def blocks(self) -> list[tuple[int, int]]:
        """The tokens of each block: first, after the last."""
        return [(self.index(block.start), self.index(block.end)) for block in self.document.blocks]

    @cached_property
    def has_blank_lines(self) -> bool:
        """Whether the page parts its paragraphs by blank lines."""
        return BLANK_LINE.search(self.document.text) is not None

    def newlines_before(self, block: int) -> int:
        """How many lines part a block from the one before."""
        start, text = self.document.blocks[block].start, self.document.text
        return text.count("\n", self.document.blocks[block - 1].end, start) if block else 0

    @cached_property
    def usual_gap(self) -> int:
        """How many lines mostly part the blocks of this page."""
        gaps = Counter(map(self.newlines_before, range(1, len(self.document.blocks))))
        return gaps.most_common(1)[0][0] if gaps else 1

    @cached_property
    def cues(self) -> list[Classes]:
        """The classes of each token as a cue verb."""
        return [
            verb_classes(token, self.own_cues)
            or (phrase_classes(token, self._beside(token)) if opens_phrase(token) else NONE)
            for token in self.tokens
        ]

    def _beside(self, verb: Token) -> tuple[str, ...]:
        """The word behind a verb, the two words behind it, and the word that opens its sentence."""
        behind = [fold(token.text) for token in self.tokens[verb.i + 1 : verb.i + 3]]
        return " ".join(behind[:1]), " ".join(behind), fold(self.tokens[self.sentence_range(verb.i)[0]].text)

    def span(self, first: int, last: int) -> Span:
        """The stretch from token `first` to the token before `last`."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def title_of(self, i: int) -> Quoted | None:
        """The quotation marks that open right before token `i`."""
        pair = self.pair_at[i]
        return pair if pair is not None and i and self.tokens[i - 1].start == pair.start else None

    def sentence_range(self, i: int) -> tuple[int, int]:
        """The tokens of the sentence of token `i`."""
        sentence = self.document.sentences[self.tokens[i].sentence]
        return sentence.first, sentence.last

    def kind_at(self, i: int) -> BlockKind:
        """The kind of the block of token `i`."""
        return self.document.blocks[self.document.sentences[self.tokens[i].sentence].block].kind

    def block_range(self, i: int) -> tuple[int, int]:
        """The tokens of the block of token `i`."""
        return self.blocks[self.document.sentences[self.tokens[i].sentence].block]


def is_dash(token: Token) -> bool:
    """Whether the token is a dash or a hyphen that stands alone."""
    return token.text in DASHES or token.text in ("--", "---")


def is_colon(tokens: Sequence[Token], i: int) -> bool:
    """Whether the token is a colon that no time or score has: «17:00», «1:0»."""
    if tokens[i].text != ":":
        return False
    beside = [
        t.text for t in tokens[max(0, i - 1) : i + 2] if t.start <= tokens[i].end and t.end >= tokens[i].start
    ]
    return not (len(beside) == 3 and beside[0].isdigit() and beside[2].isdigit())


def speaks_of_himself(token: Token) -> bool:
    """Whether the word is of the first or second person."""
    return token.tag.person in ("1", "2") or fold(token.text) in column("first_second_person")


def is_final(token: Token) -> bool:
    """Whether the token can end a sentence."""
    return token.text in FINAL


def is_finite(token: Token) -> bool:
    """Whether the token can be the predicate of a clause."""
    tag = token.tag
    return tag.form == "Fin" or tag.variant == "Short"
