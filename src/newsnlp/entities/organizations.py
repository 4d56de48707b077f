"""Which mentions by name are one organisation.

An article writes an organisation in several forms: in full, abbreviated, with and without legal
form, label («компания») and country. Forms are linked first, by rules that say when two are of one
body. A form that fits several bodies («министерство») goes, mention by mention, to the one that was
named last before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from newsnlp import lexicon
from newsnlp.document import Document, Name, Token
from newsnlp.entities.phrases import PhraseTable
from newsnlp.entities.places import adjective_place, place_table
from newsnlp.entities.words import Keys, content, lemmas
from newsnlp.entities.workplaces import noun_sorts
from newsnlp.language.inflection import CASE_OF
from newsnlp.language.morphology import Morphology
from newsnlp.language.spelling import fold

Key = tuple[str, ...]

MAX_WORDS = 12  # of a name that are compared, and
MAX_PARENTS = 12  # bodies that a form is compared with: they bound the cost
MARKS = "«\"“„‘'`<"
INNER = "„"  # «УК „Север“»
VAGUE = frozenset(
    {"компания", "организация", "предприятие", "объединение", "учреждение", "фирма", "общество", "группа"}
)
OBLIQUE = frozenset({"Gen", "Dat", "Ins", "Loc"})
PROPER = ("Orgn", "Trad", "Geox", "Name", "Surn", "Abbr")  # pymorphy3's marks of proper nouns
ENDING = re.compile(r"(?<=[А-ЯЁ])-?(?:а|у|е|ы|и|ом|ой)$")
HONOURS = frozenset({"имени", "им", "им."})  # «ИЯФ» of «Институт ядерной физики имени Будкера»
JOINING = frozenset(
    {"и", "в", "во", "по", "при", "на", "о", "об", "для", "с", "со", "за", "от", "из", "к", "у", "под"}
)


@dataclass(slots=True, eq=False)
class Form:
    """One way in which the article writes an organisation, and its mentions so written.

    `key` are the words as they are compared, without legal form; `core` is the proper name without
    the label: «Газпром нефть» in «компания «Газпром нефть»»; `proper` the number of words that are
    no label; `legal` the number of words of the legal form.
    """

    key: Key
    tokens: list[Token]
    core: Key
    label: str
    proper: int
    legal: int
    words: Key  # the key of each token
    starts: tuple[int, ...]  # the token at which each part of `key` begins
    names: list[Name] = field(default_factory=list)
    parent: Form | None = None
    vague: bool = False  # a common noun that takes up a name: «комиссия»
    described: bool = False  # what it is, for its name: «нижняя палата парламента»

    @property
    def root(self) -> Form:
        """The form that stands for all that are linked to it."""
        form = self
        while form.parent is not None:
            form = form.parent
        return form

    @property
    def abbreviated(self) -> bool:
        """One word, mostly of capitals: «МВД», «БелТА»."""
        word = self.tokens[0].text
        capitals = sum(c.isupper() for c in word)
        return len(self.tokens) == 1 and 1 < len(word) < 9 and 2 * capitals > len(word)

    @property
    def fullness(self) -> int:
        """How much of the name it gives, in words: its label counts only as an abbreviation."""
        if self.described:
            return -1
        label = self.tokens[: len(self.tokens) - self.proper]
        return 0 if self.abbreviated else self.proper + self.legal + sum(t.text.isupper() for t in label)


@dataclass(slots=True, eq=False)
class Body:
    """An organisation: its mentions in order, each with how much of the name it gives.

    `known`: it is one of the well-known ones.
    """

    mentions: list[tuple[Name, int]]
    known: bool = False


def gather_organizations(document: Document, names: Sequence[Name]) -> list[Body]:
    """The organisations that these names (of type organization) mention, in order of first mention."""
    reader = _Reader(document)
    forms: dict[Key, Form] = {}
    form_of: list[Form] = []
    fullness: list[int] = []
    for name in names:
        own = reader.form(name)
        form = forms.setdefault(own.key, own)
        fullness.append(own.fullness)
        form.names.append(name)
        form_of.append(form)
    ambiguous = _link(document, list(forms.values()), names, form_of)
    return _bodies(names, form_of, fullness, ambiguous)


def _bodies(
    names: Sequence[Name], form_of: Sequence[Form], fullness: Sequence[int], ambiguous: dict[Form, list[Form]]
) -> list[Body]:
    """The mentions of each body; an ambiguous form's go to the body mentioned last before, or next."""
    first: dict[Form, int] = {}
    for place, form in enumerate(form_of):
        if form not in ambiguous:
            first.setdefault(form.root, place)
    bodies: dict[Form, Body] = {}
    last: dict[Form, int] = {}
    for place, (name, form) in enumerate(zip(names, form_of, strict=True)):
        root = form.root
        if form in ambiguous:
            parents = [parent.root for parent in ambiguous[form] if parent.root in first]
            seen = [parent for parent in parents if parent in last]
            if seen:
                root = max(seen, key=last.__getitem__)
            elif parents:
                root = min(parents, key=first.__getitem__)
        last[root] = place
        full = -1 if form.vague else fullness[place]
        body = bodies.setdefault(root, Body([]))
        body.mentions.append((name, full))
        body.known |= form.key[0].startswith("#")
    return list(bodies.values())


class _Reader:
    """Makes forms of names."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._morphology = document.morphology
        self._key = Keys(document.morphology)

    def form(self, name: Name) -> Form:
        """The form that a mention has."""
        tokens = self._document.tokens[name.first : name.last]
        words = content(tokens)[: 2 * MAX_WORDS] or tokens[:1]
        bare = self._without_legal_form(words)
        marks = [i for i, token in enumerate(tokens) if i and token.text[0] in MARKS and token.i < bare[-1].i]
        quoted = next((i for i in marks[1:] if tokens[i].text == INNER), marks[0] if marks else None)
        if quoted is not None:
            size = sum(token.i < tokens[quoted].i for token in bare)
        else:
            size = self._label_size(bare) or _foreign_tail(bare)
        label = self._key(_head_noun(bare[:size]).text) if size else ""
        key, starts = self._canonical(bare)
        core = self._canonical(bare[size:])[0] if size else key
        if label in _parts():
            core = key  # «Русская служба «Голоса Америки»»
        return Form(
            key,
            bare,
            core,
            label,
            len(bare) - size,
            len(words) - len(bare),
            tuple(map(self._word, bare)),
            starts,
            described=description_table(self._morphology).longest([t.text for t in bare])[0] == len(bare),
        )

    def _word(self, token: Token) -> str:
        return self._key(token.text)

    def _without_legal_form(self, words: list[Token]) -> list[Token]:
        start, end = 0, len(words)
        while start < end - 1:
            size = (
                1
                if words[start].text in _legal()
                else _legal_phrases(self._morphology).longest(
                    [token.text for token in words[start : start + MAX_WORDS]]
                )[0]
            )
            if not size or start + size >= end:
                break
            start += size
        while (
            end - 1 > start and words[end - 1].text.rstrip(".") in _legal() and words[end - 1].text[0] < "А"
        ):
            end -= 1
        return words[start:end]

    def _label_size(self, words: list[Token]) -> int:
        """How many words before a name without marks are its label: «американская компания Google»."""
        for size in range(1, min(4, len(words))):
            phrase = " ".join(lemmas(token.text, self._morphology)[0] for token in words[size - 1 : size])
            if phrase in _labels() and words[size].text[0].isupper() and words[size].tag.pos != "ADJ":
                return size
            if words[size - 1].tag.pos not in ("ADJ", "DET") or (
                words[size - 1].text[0].isupper() and size > 1
            ):
                return 0
        return 0

    def _canonical(self, tokens: Sequence[Token]) -> tuple[Key, tuple[int, ...]]:
        """The words as they are compared: known names and countries each as one, «российское» as «России».

        With the place of the first word of each.
        """
        words = [token.text for token in tokens[:MAX_WORDS]]
        key: list[str] = []
        starts: list[int] = []
        at, country = 0, None
        while at < len(words):
            size, found = self._known(words[at:], place=at > 0)
            if not found and at == 0 and len(words) > 1:
                country = adjective_place(words[0], self._morphology)
                at = 1 if country else 0
                if country or words[0] == "The":
                    at = 1
                    size, found = self._known(words[1:], place=False)
            key.append(found or self._key(words[at]))
            starts.append(at)
            at += size or 1
        if country and country not in key:
            key.append(country)
            starts.append(0)
        return tuple(key), tuple(starts)

    def _known(self, words: Sequence[str], *, place: bool) -> tuple[int, str]:
        """The well-known organisation, or place, that the words begin with; and how many words that is."""
        for table in (place_table, alias_table) if place else (alias_table,):
            size, values = table(self._morphology).longest(words)
            if len(values) == 1:
                return size, next(iter(values))
        return 0, ""


def _link(
    document: Document, forms: list[Form], names: Sequence[Name], form_of: Sequence[Form]
) -> dict[Form, list[Form]]:
    """Link the forms of one body; returns the forms that fit several, with what they fit."""
    for one, two in _bracketed(document, names, form_of):
        _unite(one, two)
    ambiguous: dict[Form, list[Form]] = {}
    _link_cores(forms, ambiguous)
    prefixes, initials, heads, tails = (defaultdict[Key, list[Form]](list) for _ in range(4))
    for form in forms:
        for size in range(1, len(form.key)):
            if _continues(form, size):
                prefixes[form.key[:size]].append(form)
        for letters in _initials(form):
            initials[(letters,)].append(form)
        for head in _heads(form):
            heads[(head,)].append(form)
        for tail in _tails(form):
            tails[tail].append(form)
    for form in sorted(forms, key=lambda f: -len(f.key)):
        parents = [*prefixes[form.key], *(tails[form.key] if len(form.key) > 1 else ())]
        if len(form.tokens) == 1 and form.parent is None:
            parents += (
                initials[form.words] if not form.abbreviated else initials[(_letters(form.tokens[0].text),)]
            )
        if not parents and len(form.key) == 1 and form.parent is None:
            parents = heads[form.words if _is_bare(document, form) else form.key]
            form.vague = bool(parents)
        roots = list(
            dict.fromkeys(parent.root for parent in parents[-MAX_PARENTS:] if parent.root is not form.root)
        )
        if len(roots) == 1:
            _unite(roots[0], form)
        elif roots and form not in ambiguous:
            ambiguous[form] = roots
    return ambiguous


def _letters(abbreviation: str) -> str:
    """The letters of an abbreviation without its ending: «ИЯФе»."""
    return fold(ENDING.sub("", abbreviation))


def _unite(one: Form, two: Form) -> None:
    one, two = one.root, two.root
    if one is not two:
        two.parent = one


def _link_cores(forms: list[Form], ambiguous: dict[Form, list[Form]]) -> None:
    """One proper name is one body, unless the labels differ: школа «Радуга», завод «Радуга»."""
    by_core: dict[Key, list[Form]] = defaultdict(list)
    for form in forms:
        by_core[form.core].append(form)
    for group in by_core.values():
        by_label: dict[str, list[Form]] = defaultdict(list)
        for form in group:
            by_label["" if form.label in VAGUE else form.label].append(form)
        vague = by_label.pop("", [])
        for same in [vague, *by_label.values()]:
            for form in same[1:]:
                _unite(same[0], form)
        if vague and len(by_label) == 1:
            _unite(next(iter(by_label.values()))[0], vague[0])
        elif vague and by_label:
            for form in vague:
                ambiguous[form] = [same[0] for same in by_label.values()][:MAX_PARENTS]


def _continues(form: Form, size: int) -> bool:
    """Whether what follows the first words of a name only says whose or what for: «МВД | России».

    «Газпром нефть», «RT America» are names of their own.
    """
    token = form.tokens[form.starts[size]]
    if form.key[size].startswith(("@", "#")) or token.tag.pos == "ADP":
        return True
    if size == len(form.key) - 1 and fold(token.text) in _company_words():  # «Sinovac Biotech»
        return True
    russian = "а" <= fold(token.text)[:1] <= "я"
    cases = (
        {CASE_OF.get(parse.tag.case) for parse in token.morphology.parses(token.text)} if russian else set()
    )
    return token.tag.case in OBLIQUE and token.tag.case in cases


def _initials(form: Form) -> Iterable[str]:
    """The abbreviations that a name may have, in lower case: «пцб» of «Пермский центр бизнеса»."""
    if len(form.tokens) < 2:
        return
    first, second = (fold(token.text) for token in form.tokens[:2])
    for size in range(2, 6):  # «Нацфронт», «Минобороны»
        yield first[:size] + second
        yield first[:size] + form.words[1]
    named = next((i for i, token in enumerate(form.tokens) if token.text in HONOURS), len(form.tokens))
    parts = [part for token in form.tokens[:named] for part in fold(token.text).split("-") if part]
    full = [part for part in parts if part not in JOINING]
    letters = [part[0] for part in full]
    yield "".join(letters)
    if len(full) > 2:
        yield "".join(letters[:-1])  # without «России»
        for size in range(2, 6):  # «НовГУ»
            yield first[:size] + "".join(letters[1:])
    if len(full) < len(parts):
        yield "".join(part[0] for part in parts)


def _heads(form: Form) -> Iterable[str]:
    """The common nouns by which an organisation may be called later: «комиссия», «банк»."""
    if form.label:
        yield form.label
    if form.key[0].startswith("#"):
        yield _alias_head(form.key[0], form.tokens[0].morphology)
    for key, token in zip(form.words, form.tokens, strict=True):
        if token.tag.pos == "ADJ":
            continue
        if len(form.tokens) > 1 and _is_common(token):
            yield key
        return


def _is_bare(document: Document, form: Form) -> bool:
    """Whether only a common noun names a well-known body, so that it may be another's: «(городская) Дума»."""
    noun = form.tokens[0]
    known = form.key[0].startswith("#") and len(form.tokens) == 1 and _is_common(noun)
    return known and all(document.tokens[name.last - 1].lemma == noun.lemma for name in form.names)


def _is_common(token: Token) -> bool:
    """Whether the dictionary knows a word as a common noun."""
    tags = [parse.tag for parse in token.morphology.parses(token.text) if parse.is_known]
    return any(tag.POS == "NOUN" for tag in tags) and not any(mark in tag for tag in tags for mark in PROPER)


def _foreign_tail(words: Sequence[Token]) -> int:
    """How many words stand before a foreign name at the end: «Центр защиты прессы | Free Word»."""
    size = len(words)
    while size and words[size - 1].text[0] < "А":
        size -= 1
    return size if 0 < size < len(words) and _is_common(_head_noun(words[:size])) else 0


def _head_noun(label: Sequence[Token]) -> Token:
    """The noun that tells what a body is: «центр» of «Пермский центр защиты прессы»."""
    return next((token for token in label if token.tag.pos not in ("ADJ", "DET")), label[-1])


def _tails(form: Form) -> Iterable[Key]:
    """A name without its first adjectives: «(федеральное) авиационное управление»."""
    for size in (1, 2):
        if (
            len(form.key) > size + 1
            and form.tokens[size - 1].tag.pos == "ADJ"
            and form.tokens[0].tag.pos == "ADJ"
        ):
            yield form.key[size:]


def _bracketed(
    document: Document, names: Sequence[Name], form_of: Sequence[Form]
) -> Iterable[tuple[Form, Form]]:
    """A name and the abbreviation or foreign name in brackets after it: «Пермский центр бизнеса (ПЦБ)»."""
    tokens = document.tokens
    for place in range(len(names) - 1):
        one, two = names[place], names[place + 1]
        gap = tokens[one.last : min(two.first, one.last + 4)]
        if (
            not gap
            or len(gap) > 3
            or two.first != one.last + len(gap)
            or gap[-1].text not in ("(", "«", '"', ",", "-", "—")
        ):
            continue
        if "(" in {token.text for token in gap} and sum(token.is_word for token in gap) <= 1:
            other = form_of[place + 1]
            latin = other.tokens[0].text[0] < "А" <= form_of[place].tokens[0].text[0]
            if other.abbreviated or latin or _is_short_name(tokens, form_of[place], two):
                yield form_of[place], other


def _is_short_name(tokens: Sequence[Token], long: Form, name: Name) -> bool:
    """Whether a word in brackets is short for all before: «Федеральная служба по тарифам (Ростариф)».

    Only of the state: in brackets behind a firm stands whose it is, «моторный завод (Роснефть)».
    """
    alone = name.last == name.first + 1 and tokens[name.first - 1].text == "("
    closed = name.last < len(tokens) and tokens[name.last].text == ")"
    head = lemmas(_head_noun(long.tokens).text, long.tokens[0].morphology)
    of_state = len(long.tokens) > 2 and "state" in noun_sorts().get(head[0], ())
    return alone and closed and of_state and not _is_common(tokens[name.first])


@cache
def _legal() -> frozenset[str]:
    return frozenset(form for form in lexicon.column("legal_forms") if " " not in form)


@lru_cache(maxsize=4)
def _legal_phrases(morphology: Morphology) -> PhraseTable:
    return PhraseTable(((form, form) for form in lexicon.column("legal_forms") if " " in form), morphology)


@cache
def _parts() -> frozenset[str]:
    """Nouns for a part of an organisation."""
    return frozenset(fold(noun) for noun in lexicon.column("body_parts"))


@cache
def _company_words() -> frozenset[str]:
    return frozenset(fold(word) for word in lexicon.column("company_words"))


@cache
def _labels() -> frozenset[str]:
    return frozenset(fold(label) for label in lexicon.column("organization_labels"))


@lru_cache(maxsize=1000)
def _alias_head(value: str, morphology: Morphology) -> str:
    """The head noun of the full name of a well-known organisation: «лига» for «НХЛ»."""
    for word in value[1:].split():
        parses = morphology.parses(word)
        if not any(parse.tag.POS in ("ADJF", "PRTF") for parse in parses):
            return lemmas(word, morphology)[0]
    return ""


@lru_cache(maxsize=4)
def alias_table(morphology: Morphology) -> PhraseTable:
    """The well-known names of organisations; each stands for the full name, with # before it."""
    return PhraseTable(
        ((name, f"#{row[0]}") for row in lexicon.table("organization_aliases") for name in row if name),
        morphology,
    )


@lru_cache(maxsize=4)
def description_table(morphology: Morphology) -> PhraseTable:
    """What news calls well-known organisations without naming them; a small letter begins such an entry."""
    names = (name for row in lexicon.table("organization_aliases") for name in row if name[:1].islower())
    return PhraseTable(((name, name) for name in names), morphology)
