"""The borders of a role phrase around its head noun.

To the left: adjectives that belong to the role («главный редактор»), not those of praise or time
(«известный», «нынешний»). To the right: the genitive chain («заместитель председателя
правительства Пермского края»), names and titles in quotation marks in it, and what the nouns of the
chain take by their valency («по обороне», «в Совете Федерации»).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from newsnlp import lexicon
from newsnlp.document import Document, Name, Quoted, Token
from newsnlp.language.inflection import CASE_OF
from newsnlp.roles.heads import Entry, Head, RoleNouns

ADJECTIVE_POS = ("ADJ", "DET", "VERB", "NUM")
DEPUTIES = ("заместитель", "заместительница", "помощник", "секретарь", "вице-", "зам", "пом", "советник", "леди")
STATE_KINDS = ("office", "clergy", "noble")  # «российский министр» is a role, «российский певец» origin and role
MAX_TITLE = 12  # tokens of a title in quotation marks


@dataclass(frozen=True, slots=True)
class Phrase:
    """A role phrase: tokens `first` to `last` (half open) around `head`.

    `wide` is where the phrase begins with the words of origin and time that belong to the title but
    not to the role: «(бывший российский) певец».
    """

    head: Head
    first: int
    last: int
    wide: int
    former: bool
    acting: bool


class Extents:
    """Finds the borders of role phrases in one document."""

    def __init__(self, document: Document, names: list[Name], nouns: RoleNouns) -> None:
        self.document = document
        self.tokens = document.tokens
        self.nouns = nouns
        self.name_at: dict[int, Name] = {i: name for name in names for i in range(name.first, name.last)}
        self.quoted_at: dict[int, Quoted] = {quoted.start: quoted for quoted in document.quoted}

    def phrase(self, head: Head) -> Phrase:
        """The phrase around a head noun."""
        first, wide, former = self._left(head)
        acting_from = self._acting(first)
        if acting_from is not None:
            first = wide = acting_from
        last = self._right(head)
        former = former or head.entry.skip > 0
        return Phrase(head, first, last, wide, former, acting_from is not None)

    # To the left.

    def _left(self, head: Head) -> tuple[int, int, bool]:
        """Where the phrase begins, where its title begins, whether the role is past."""
        first = head.i
        i = head.i - 1
        while i >= 0 and self._modifies(i, head):
            use = self._use(i, head)
            if use == "inside":
                first = i
            elif not (use == "joined" and i - 1 >= 0 and self._modifies(i - 1, head)):
                break
            i -= 1
        wide, former = first, False
        while i >= 0 and self._modifies(i, head):
            use = self._use(i, head)
            if use not in ("origin", "former", "inside"):
                break
            former = former or use == "former"
            wide = i
            i -= 1
        return first, wide, former

    def _modifies(self, i: int, head: Head) -> bool:
        """Whether token `i` may be an adjective of the head, or «и» between two of them."""
        token, noun = self.tokens[i], self.tokens[head.i]
        if token.sentence != noun.sentence or i in self.name_at and self.name_at[i].type == "person":
            return False
        if token.text in ("и", ","):
            return i + 1 < head.i or token.text == "и"
        if token.tag.pos == "VERB" and token.tag.form != "Part" or token.tag.variant == "Short":
            return False
        if token.tag.pos not in ADJECTIVE_POS or not token.is_word:
            return token.text.endswith("-") and len(token.text) > 2  # «теле- и радиоведущая»
        return not token.tag.case or not noun.tag.case or _same_case(token, noun)

    def _use(self, i: int, head: Head) -> str:
        """What an adjective does to the role phrase: inside, origin, former, joined; else outside."""
        token = self.tokens[i]
        if token.text in ("и", ","):
            return "joined"
        if token.text.endswith("-"):
            return "inside"
        lemma = token.lemma
        known = _modifiers().get(lemma)
        if known == "order":
            return "inside" if head.entry.lemma.startswith(DEPUTIES) else "outside"
        if known in ("inside", "former"):
            return known
        if known is not None or token.tag.pos in ("DET", "NUM") or lemma[0].isdigit() or lemma.endswith("летний"):
            return "outside"
        parse = token.parse
        if parse.tag.POS == "PRTF" or "Qual" in parse.tag or "Apro" in parse.tag or "Supr" in parse.tag:
            return "outside"
        if lemma.endswith(("ский", "цкий")) and not lemma.endswith("ический"):
            return "inside" if head.entry.kind in STATE_KINDS else "origin"
        return "inside"

    def _acting(self, first: int) -> int | None:
        """Where «и. о.», «врио», «временно исполняющий обязанности» before token `first` begins."""
        i = first - 1
        tokens = self.tokens
        if i < 0:
            return None
        word = tokens[i].text.lower()
        if word in ("врио", "врид", "ио"):
            start = i
        elif word in ("обязанности", "должность") and i > 0 and tokens[i - 1].lemma in ("исполняющий", "исполнять"):
            if tokens[i - 1].tag.form not in ("Part", "") or tokens[i - 1].tag.pos not in ("VERB", "ADJ", "NOUN"):
                return None
            start = i - 1
        else:
            letters, start = "", i + 1
            while start > 0 and start > i - 6 and tokens[start - 1].text.lower() in ("и", "о", "вр", "и.о", "."):
                start -= 1
                letters = tokens[start].text.lower() + letters
            while start <= i and tokens[start].text == ".":  # the end of the sentence before
                start, letters = start + 1, letters[1:]
            if letters.replace(".", "") not in ("ио", "врио") or "." not in letters:
                return None
        if start > 0 and tokens[start - 1].text.lower() in ("временно", "временный"):
            start -= 1
        return start if tokens[start].sentence == tokens[first].sentence else None

    # To the right.

    def _right(self, head: Head) -> int:
        """Where the phrase ends."""
        end = head.i + 1
        noun = head.i  # the noun that governs what comes next
        while True:
            step = self._complement(end, noun, head)
            if step is None:
                return end
            end, noun = step

    def _complement(self, i: int, noun: int, head: Head) -> tuple[int, int] | None:
        """The end of what token `noun` governs from token `i` on, and its own noun."""
        tokens = self.tokens
        if i >= len(tokens) or tokens[i].sentence != tokens[head.i].sentence:
            return None
        return (
            self._name(i, noun, head)
            or self._quoted(i, noun)
            or self._number(i, noun)
            or self._nominal(i, noun, head, "Gen")
            or self._joined(i, noun, head)
            or self._prepositional(i, noun, head)
        )

    def _name(self, i: int, noun: int, head: Head) -> tuple[int, int] | None:
        name = self.name_at.get(i)
        if name is None or name.first != i:
            return None
        if name.type == "person":
            takes = "person" in self._valency(noun) and noun == head.i
            if not takes or not self._only(name, "Gen") or self.tokens[head.i].tag.case in ("Gen", "Acc"):
                return None
            return name.last, name.last - 1
        return (name.last, name.last - 1) if self._fits(name, noun, head) else None

    def _only(self, name: Name, case: str) -> bool:
        cases = {token.tag.case for token in self.tokens[name.first : name.last] if token.tag.case}
        return cases == {case}

    def _fits(self, name: Name, noun: int, head: Head) -> bool:
        """Whether the name of an organisation or place belongs to the noun before it."""
        first = self.tokens[name.first]
        if not first.is_word or not first.text[0].isalpha() or "А" > first.text[0].upper():
            return True  # quotation marks, Latin letters
        if first.text.isupper() or not first.tag.case:
            return True
        cases = {t.tag.case for t in self.tokens[name.first : name.last] if t.tag.pos in ("NOUN", "PROPN", "ADJ")}
        if "Gen" in cases or any(p.tag.case == "gent" for p in first.morphology.parses(first.text)):
            return True
        wanted = "Ins" if "ins" in self._valency(noun) else self.tokens[noun].tag.case
        return noun != head.i and wanted in cases or "ins" in self._valency(noun) and "Ins" in cases

    def _quoted(self, i: int, noun: int) -> tuple[int, int] | None:
        """A title in quotation marks: «директор „Открытой школы“»."""
        quoted = self.quoted_at.get(self.tokens[i].start)
        if quoted is None or not quoted.closed:
            return None
        for j in range(i + 1, min(i + MAX_TITLE, len(self.tokens))):
            if self.tokens[j].end >= quoted.end:
                inner = self.tokens[i + 1]
                title = inner.text[:1].isupper() or inner.text[:1].isdigit()
                return (j + 1, noun) if title and self.tokens[j].end == quoted.end else None
        return None

    def _number(self, i: int, noun: int) -> tuple[int, int] | None:
        """«школы № 5», «батальона 12»."""
        tokens = self.tokens
        if tokens[i].text == "№" and i + 1 < len(tokens) and tokens[i + 1].text[0].isdigit():
            return i + 2, noun
        return None

    def _nominal(self, i: int, noun: int, head: Head, case: str) -> tuple[int, int] | None:
        """Adjectives and a noun in the genitive: «сводного экономического департамента»."""
        if case == "Gen" and "ins" in self._valency(noun) and noun == head.i:
            found = self._noun_phrase(i, "Ins", head)
            if found is not None:
                return found[1], found[0]
        found = self._noun_phrase(i, case, head)
        if found is None:
            return None
        at, end = found
        if self.name_at.get(at) is not None:  # a name after adjectives: «японского МИД»
            return end, end - 1
        if at == i and noun == head.i and not self._belongs(at, head):
            return None
        return end, at

    def _noun_phrase(self, i: int, case: str, head: Head) -> tuple[int, int] | None:
        """The noun and the end of a noun phrase in this case from token `i` on."""
        tokens = self.tokens
        sentence = tokens[head.i].sentence
        for j in range(i, min(i + 8, len(tokens))):
            token = tokens[j]
            if token.sentence != sentence:
                return None
            name = self.name_at.get(j)
            if name is not None and name.first == j and (name.type != "person" or j > i):
                if name.type == "person" or j == i:
                    return None
                return name.first, name.last
            if token.tag.pos == "ADJ" or token.tag.pos in ("NUM", "DET") and token.tag.case:
                if not self._in_case(token, case) or token.lemma in ("который", "его", "её", "их", "этот", "тот"):
                    return None
                continue
            if token.text in ("и", ",") and j > i and tokens[j - 1].tag.pos == "ADJ":
                continue
            if token.text[0].isdigit() and j == i and "-" in token.text:  # «9-го управления»
                continue
            if token.tag.pos == "VERB" and token.tag.form == "Part" and j == i and self._in_case(token, case):
                continue
            if token.tag.pos not in ("NOUN", "PROPN") or not self._in_case(token, case):
                return None
            if token.lemma in _stops() or name is not None and name.type == "person":
                return None
            return j, j + 1
        return None

    def _in_case(self, token: Token, case: str) -> bool:
        if token.tag.case == case:
            return True
        if token.tag.case and token.tag.pos not in ("PROPN", "NUM"):
            return False
        parses = token.morphology.parses(token.text)
        return any(CASE_OF.get(p.tag.case) == case or "Fixd" in p.tag for p in parses)

    def _belongs(self, at: int, head: Head) -> bool:
        """Whether a bare noun in the genitive right after the head belongs to it."""
        token = self.tokens[at]
        entry = self.nouns.entry(token.text.lower())
        if entry is not None and entry.kind not in ("held",):
            person = "person" in self._valency(head.i) or head.entry.kind in ("post", "member")
            same = token.tag.case == self.tokens[head.i].tag.case
            return person and not (same and at + 1 in self.name_at and self.name_at[at + 1].type == "person" and False)
        if token.tag.animacy == "Anim" and entry is None:
            return head.entry.kind in ("post", "member", "office") or "person" in self._valency(head.i)
        return True

    def _joined(self, i: int, noun: int, head: Head) -> tuple[int, int] | None:
        """«связи и массовых коммуникаций», «образования, науки и культуры»."""
        tokens = self.tokens
        if noun == head.i or tokens[i].text not in ("и", ",") or i + 1 >= len(tokens):
            return None
        if tokens[i].text == "," and not self._list_goes_on(i, head):
            return None
        name = self.name_at.get(i + 1)
        if name is not None:
            if name.type == "person" or name.first != i + 1 or tokens[i].text == ",":
                return None
            same = self.name_at.get(i - 1)
            return (name.last, name.last - 1) if same is not None and self._only(name, "Gen") else None
        case = tokens[noun].tag.case
        found = self._noun_phrase(i + 1, case or "Gen", head)
        if found is None or noun in self.name_at or tokens[found[0]].tag.animacy == "Anim":
            return None
        if self.nouns.entry(tokens[found[0]].text.lower()) is not None:
            return None
        return found[1], found[0]

    def _list_goes_on(self, i: int, head: Head) -> bool:
        """Whether the comma at `i` opens a list of nouns that «и» ends: «…, науки и культуры»."""
        found = self._noun_phrase(i + 1, "Gen", head)
        return found is not None and found[1] < len(self.tokens) and self.tokens[found[1]].text in ("и", ",")

    def _prepositional(self, i: int, noun: int, head: Head) -> tuple[int, int] | None:
        """What nouns take with a preposition: «по обороне», «в Совете Федерации»."""
        tokens = self.tokens
        word = tokens[i].text.lower()
        if tokens[i].tag.pos != "ADP" or i + 1 >= len(tokens) or tokens[i + 1].sentence != tokens[i].sentence:
            return None
        name = self.name_at.get(i + 1)
        place = name is not None and name.first == i + 1 and name.type != "person"
        takes = word in self._valency(noun) or word in self._valency(head.i)
        organized = noun in self.name_at and self.name_at[noun].type == "organization"
        if not takes and not (word == "по" and place and (organized or noun != head.i)):
            return None
        if place and name is not None:
            return name.last, name.last - 1
        if head.entry.lemma.startswith("кандидат") and word in ("в", "на"):
            return self._candidacy(i + 1)
        if word in ("в", "на", "при") and not (word == "при" and self._institution(i + 1)):
            return self._place(i + 1, head, noun)
        for case in PREPOSITION_CASES.get(word, ()):
            found = self._noun_phrase(i + 1, case, head)
            if found is not None and tokens[found[0]].lemma not in NO_SUBJECT:
                return found[1], found[0]
        return None

    def _candidacy(self, i: int) -> tuple[int, int] | None:
        """«(кандидат в) президенты», «(кандидат на) пост президента»."""
        token = self.tokens[i]
        entry = self.nouns.entry(token.text.lower())
        if entry is not None or token.lemma in ("пост", "должность"):
            return i + 1, i
        return None

    def _institution(self, i: int) -> bool:
        return self.nouns.entry(self.tokens[i].text.lower()) is not None

    def _place(self, i: int, head: Head, noun: int) -> tuple[int, int] | None:
        """Where a post is held: «в Северо-Западном федеральном округе»."""
        found = self._noun_phrase(i, "Loc", head)
        if found is None:
            return None
        at, end = found
        named = any(self.tokens[j].text[0].isupper() for j in range(i, end))
        return (end, at) if named or self.tokens[at].lemma in PLACES else None

    def _valency(self, i: int) -> frozenset[str]:
        return _valency().get(self.tokens[i].lemma, frozenset()) | (
            _valency().get(entry.lemma, frozenset())
            if (entry := self.nouns.entry(self.tokens[i].text.lower())) is not None
            else frozenset()
        )


PREPOSITION_CASES = {
    "по": ("Dat",),
    "при": ("Loc",),
    "от": ("Gen",),
    "с": ("Ins",),
    "за": ("Ins", "Acc"),
    "над": ("Ins",),
    "против": ("Gen",),
    "среди": ("Gen",),
}
NO_SUBJECT = frozenset(
    "образование профессия специальность подозрение обвинение повод итог результат мнение слово "
    "данные случай причина приказ поручение решение просьба имя прозвище кличка приглашение телефон".split()
)
PLACES = frozenset("округ парламент сенат край область республика регион".split())


def _same_case(token: Token, noun: Token) -> bool:
    if token.tag.case == noun.tag.case:
        return True
    cases = {p.tag.case for p in token.morphology.parses(token.text)}
    return bool(cases & {p.tag.case for p in noun.morphology.parses(noun.text)} - {None})


@cache
def _modifiers() -> dict[str, str]:
    return {row[0]: row[1] for row in lexicon.table("role_modifiers")}


@cache
def _valency() -> dict[str, frozenset[str]]:
    return {row[0]: frozenset(row[1].split()) for row in lexicon.table("role_valency")}


@cache
def _stops() -> frozenset[str]:
    return lexicon.column("role_stops")
