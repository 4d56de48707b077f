"""The left border of a role phrase: adjectives that belong to the role, and «и. о.» before it.

«главный редактор» is all role, «известный редактор» is not; «российская певица» is a role with an
origin, which belongs to the title only, «российский министр» is all role.
"""

from __future__ import annotations

from functools import cache

from newsnlp import lexicon
from newsnlp.document import Token
from newsnlp.language.inflection import same_case
from newsnlp.roles.context import Context
from newsnlp.roles.heads import FORMER_PREFIX, Head

FORMER = f"{FORMER_PREFIX}-"  # «экс-художественный руководитель»
ADJECTIVE_POS = ("ADJ", "DET", "VERB", "NUM")
STATE_KINDS = ("office", "clergy", "noble")  # whose lands belong to the role
MAX_BEFORE = 16  # tokens of a phrase before its head


class Modifiers:
    """Finds where role phrases begin, in one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.tokens = context.tokens

    def left(self, head: Head) -> tuple[int, int, bool]:
        """Where the phrase begins, where its title begins, whether the role is past."""
        first = head.i
        i = head.i - 1
        reach = max(head.i - MAX_BEFORE, 0)
        while i >= reach and self._modifies(i, head):
            use = self._use(i, head)
            if use == "inside":
                first = i
            elif not (use == "joined" and i - 1 >= 0 and self._modifies(i - 1, head)):
                break
            i -= 1
        wide, former = first, False
        while i >= reach and self._modifies(i, head):
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
        name = self.context.name_at.get(i)
        if token.sentence != noun.sentence or (name is not None and name.type == "person"):
            return False
        if token.text in ("и", ","):
            return i + 1 < head.i or token.text == "и"
        if token.tag.pos == "VERB" and (token.tag.form != "Part" or not token.tag.case):
            return False
        if token.tag.variant == "Short" or (token.tag.pos in ("ADJ", "VERB") and not self._adjective(token)):
            return False
        if token.tag.pos == "PROPN":  # «Наследный принц»
            role = self.context.nouns.entry(token.text.lower()) is not None  # «Писатель-сатирик и драматург»
            return name is None and not role and self._adjective(token) and same_case(token, noun)
        if token.tag.pos not in ADJECTIVE_POS or not token.is_word:
            return token.text.endswith("-") and len(token.text) > 2  # «теле- и радиоведущая»
        return not token.tag.case or not noun.tag.case or same_case(token, noun)

    def _adjective(self, token: Token) -> bool:
        """Whether the dictionary bears out that the word is an adjective; the tagger may err."""
        parses = token.morphology.parses(token.text)
        return any(p.tag.POS in ("ADJF", "PRTF") for p in parses) or not any(p.is_known for p in parses)

    def _use(self, i: int, head: Head) -> str:
        """What an adjective does to the role phrase: inside, origin, former, joined; else outside."""
        token = self.tokens[i]
        if token.text in ("и", ","):
            return "joined"
        if token.text.endswith("-"):
            return "inside"
        lemma = _dictionary_form(token)
        lemma = lemma.removeprefix(FORMER)
        known, *nouns = _modifiers().get(lemma, (None,))
        if known == "order":
            return "inside" if head.entry.lemma.startswith(tuple(nouns[0].split())) else "outside"
        if known in ("inside", "former"):
            return known
        if known is not None or token.tag.pos in ("DET", "NUM"):
            return "outside"
        if lemma[0].isdigit() or lemma.endswith("летний"):
            return "outside"
        parse = token.parse
        if parse.tag.POS == "PRTF" or any(mark in parse.tag for mark in ("Qual", "Apro", "Supr")):
            return "outside"
        if lemma.endswith(("ский", "цкий")) and not lemma.endswith("ический"):
            return "inside" if head.entry.kind in STATE_KINDS else "origin"
        return "inside"

    def acting(self, first: int) -> int | None:
        """Where «и. о.», «врио», «временно исполняющий обязанности» before token `first` begins."""
        i = first - 1
        tokens = self.tokens
        if i < 0:
            return None
        word = tokens[i].text.lower()
        start: int | None
        if word in ("врио", "врид", "ио"):
            start = i
        elif word in ("обязанности", "должность"):
            start = i - 1 if i > 0 and self._performs(tokens[i - 1]) else None
        else:
            start = self._initials(i)
        if start is None:
            return None
        if start > 0 and tokens[start - 1].text.lower() in ("временно", "временный"):
            start -= 1
        return start if tokens[start].sentence == tokens[first].sentence else None

    def _performs(self, token: Token) -> bool:
        """«исполняющий», also as a noun."""
        participle = token.tag.form in ("Part", "") and token.tag.pos in ("VERB", "ADJ", "NOUN")
        return participle and token.lemma in ("исполняющий", "исполнять")

    def _initials(self, i: int) -> int | None:
        """Where the abbreviation «и. о.» that ends with token `i` begins."""
        tokens = self.tokens
        letters, start = "", i + 1
        while start > max(i - 6, 0) and tokens[start - 1].text.lower() in ("и", "о", "вр", "и.о", "."):
            start -= 1
            letters = tokens[start].text.lower() + letters
        while start <= i and tokens[start].text == ".":  # the end of the sentence before
            start, letters = start + 1, letters[1:]
        if letters.startswith("ии"):  # «Орлов и и. о. мэра»
            start, letters = start + 1, letters[1:]
        return start if letters.replace(".", "") in ("ио", "врио") and "." in letters else None


def _dictionary_form(token: Token) -> str:
    """The nominative masculine singular of an adjective or participle («высшего»: «высший»)."""
    parse = token.parse
    if parse.tag.POS not in ("ADJF", "PRTF"):
        return token.lemma
    return parse.inflect("nomn", "sing", "masc") or parse.normal_form


@cache
def _modifiers() -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in lexicon.table("role_modifiers")}
