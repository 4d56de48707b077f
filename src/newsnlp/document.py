"""The document that the stages of the pipeline read: blocks, sentences, tokens, marks.

Plain values with offsets into the text as given (half open). A `Document` is built once, by
`newsnlp.reading.read`; no later stage changes it. Each later stage is a function from the document
and the values of earlier stages to new values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsnlp.language.morphology import Morphology
from newsnlp.language.parses import Parse
from newsnlp.language.syntax import Syntax
from newsnlp.language.tags import Tag
from newsnlp.schema import BlockKind, EntityType, Gender, MentionKind, QuoteKind, RoleStatus

if TYPE_CHECKING:
    from newsnlp.encoder.encoding import Encoding
    from newsnlp.models import Model


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether `other` lies inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Block(Span):
    """A part of the news page."""

    kind: BlockKind


@dataclass(slots=True, eq=False)
class Token:
    """A word, number or punctuation mark. `i` is its place in `Document.tokens`.

    `text` is the word as a dictionary spells it: without soft hyphens and stress marks, in one alphabet,
    '' as ", and of a sentence all in capitals with these for names only. The article itself may have it
    otherwise between `start` and `end`.

    Its lemma and its syntax are found when they are asked for.
    """

    i: int
    start: int
    end: int
    text: str
    tag: Tag
    sentence: int
    morphology: Morphology
    syntax: Syntax
    _lemma: str | None = None

    @property
    def lemma(self) -> str:
        """The dictionary form in lower case, by the tag that the context gives."""
        if self._lemma is None:
            self._lemma = self.morphology.lemma(self.text, self.tag)
        return self._lemma

    @property
    def parse(self) -> Parse:
        """pymorphy3's parse that agrees best with the tag."""
        return self.morphology.parse(self.text, self.tag)

    @property
    def head(self) -> int:
        """The index in `Document.tokens` of what governs it; -1: root of its sentence, or not parsed."""
        return self.syntax.arc(self.i, self.sentence)[0]

    @property
    def rel(self) -> str:
        """The relation to its head in the terms of Universal Dependencies; "" if it is not parsed."""
        return self.syntax.arc(self.i, self.sentence)[1]

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[0].isalpha()


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """A sentence of one block: tokens `first` to `last` (half open)."""

    index: int
    block: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Quoted(Span):
    """A pair of quotation marks: `start` to `end` with the marks, `inner` without.

    `closed` is false where the mark that should close it is missing (it then ends with its
    block). `depth` is 0 for the outermost pair.
    """

    inner: Span
    closed: bool
    depth: int


@dataclass(slots=True)
class Document:
    """A text with its page structure, sentences, tokens and quotation marks."""

    text: str
    blocks: list[Block]
    sentences: list[Sentence]
    tokens: list[Token]
    quoted: list[Quoted]
    model: Model
    morphology: Morphology
    encoding: Encoding | None = None  # what the model's encoder has read, where it has one

    def tokens_of(self, span: Sentence) -> list[Token]:
        """The tokens of a sentence."""
        return self.tokens[span.first : span.last]

    def words(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Name(Span):
    """A mention by name: tokens `first` to `last` (half open)."""

    type: EntityType
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Nominal(Span):
    """A mention of an organisation by a common noun only: «бизнес-инкубатора»."""

    first: int
    last: int
    normal: str


@dataclass(frozen=True, slots=True)
class RoleMention(Span):
    """A role phrase: tokens `first` to `last` (half open), its head noun at token `head`.

    `title` and `post` are nominative. `holder` is the name that the phrase is attached to by
    syntax, `workplace` the organisation it names; both are left to the entity stage where the
    phrase stands alone; `likely` is then the person to whom the encoder gives it. `others` hold it, too:
    «врачи Орлов и Седов»; `shares` are the titles of each, where they differ: «президенты России и Турции».
    """

    first: int
    last: int
    head: int
    title: str
    post: str
    status: RoleStatus = "current"
    holder: Name | None = None
    others: tuple[Name, ...] = ()
    shares: tuple[str, ...] = ()
    likely: Name | None = None
    workplace: Name | Nominal | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Reference(Span):
    """A mention that has found its entity."""

    kind: MentionKind
    normal: str


@dataclass(slots=True)
class Referent:
    """An entity while the pipeline works on it: what `newsnlp.Entity` is to the user."""

    id: str
    type: EntityType
    name: str
    confidence: float
    references: list[Reference]
    first: str | None = None
    middle: str | None = None
    last: str | None = None
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class RoleLink:
    """A role mention with the ids of the entities that hold and house it."""

    role: RoleMention
    person: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A piece of reported speech, before anybody knows who the speaker is.

    `start` and `end` take in the outer marks; `segments` are the content. `source` is the phrase
    in the framing clause that names the speaker («он», «директор школы», «Денис Кашин»), `via` the
    medium. `frame` is the stretch from the first quoted word to the end of the frame, which must
    stand in one sentence. `pattern` names the construction.
    """

    kind: QuoteKind
    start: int
    end: int
    segments: tuple[Span, ...]
    pattern: str
    frame: Span
    cue: Span | None = None
    cue_lemma: str | None = None
    source: Span | None = None
    via: Span | None = None
    confidence: float = 0.5
