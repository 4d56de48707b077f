"""Who holds a role, by the words around it.

Before the name («директор школы Денис Кашин»), after it («Денис Кашин, директор школы,»; «Кашин
(директор школы)»; «Кашин — директор»), in a predicate («Кашин работает врачом», «назначен
директором», «избрали Кашина мэром»). Case, number and gender must agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from newsnlp import lexicon
from newsnlp.document import Document, Name
from newsnlp.language.inflection import CASE_OF
from newsnlp.roles.extent import Phrase

DASHES = ("—", "–", "-", "−")
MAX_BRACKET = 10  # tokens of a remark between a name and its role: «Кашин (на фото), директор»


@dataclass(frozen=True, slots=True)
class Holding:
    """A person who holds a role, and where the text says so: before, after, predicate."""

    name: Name
    where: str
    past: bool = False


class Holders:
    """Finds the holders of the role phrases of one document."""

    def __init__(self, document: Document, names: Iterable[Name]) -> None:
        self.document = document
        self.tokens = document.tokens
        people = [name for name in names if name.type == "person"]
        self.starting = {name.first: name for name in people}
        self.ending = {name.last: name for name in people}
        self.person_at = {i: name for name in people for i in range(name.first, name.last)}
        self.named = {self.tokens[name.first].sentence for name in people}
        self.children: dict[int, dict[int, list[int]]] = {}
        self.role_at: dict[int, int] = {}

    def find(self, phrases: list[Phrase]) -> list[Holding | None]:
        """The holder of each phrase. The phrases stand in order and do not overlap."""
        self.role_at = {phrase.head.i: n for n, phrase in enumerate(phrases)}
        held = self._before_names(phrases)
        self._after_names(phrases, held)
        self._predicates(phrases, held)
        return held

    # «директор школы Денис Кашин»

    def _before_names(self, phrases: list[Phrase]) -> list[Holding | None]:
        held: list[Holding | None] = [None] * len(phrases)
        for n in range(len(phrases) - 1, -1, -1):
            phrase = phrases[n]
            name = self._next_name(phrase)
            if name is not None:
                held[n] = Holding(name, "before")
            elif n + 1 < len(phrases) and self._leads_on(phrase, phrases[n + 1]):
                following = held[n + 1]
                if (
                    following is not None
                    and following.where == "before"
                    and self._agrees(phrase, following.name)
                ):
                    held[n] = following
        return held

    def _next_name(self, phrase: Phrase) -> Name | None:
        """The name right after the phrase, or after «45-летний», «г-н», «по имени», a bracket, a dash."""
        tokens = self.tokens
        i = phrase.last
        while (
            i < len(tokens)
            and i < phrase.last + 4
            and self._same_sentence(i, phrase)
            and self._fills(i, phrase)
        ):
            i += 1
        if not self._same_sentence(i, phrase):
            return None
        name = self.starting.get(i)
        if name is not None:
            return name if self._agrees(phrase, name) else self._past_genitive(phrase, name)
        if tokens[i].text == "(" and self._same_sentence(i + 1, phrase):
            name = self.starting.get(i + 1)
            closed = name is not None and self._text(name.last) in (")", ",")
            return name if closed and name is not None and self._agrees(phrase, name) else None
        if tokens[i].text in (",", *DASHES) and self._same_sentence(i + 1, phrase):
            name = self.starting.get(i + 1)
            if name is None or not self._agrees(phrase, name, strict=True):
                return None
            return name if tokens[i].text != "," or not self._goes_on(name.last) else None
        return None

    def _goes_on(self, i: int) -> bool:
        """Whether the clause goes on after an apposition that should have ended: no comma, no full stop."""
        return i < len(self.tokens) and (self.tokens[i].is_word or self.tokens[i].text[0].isdigit())

    def _past_genitive(self, phrase: Phrase, name: Name) -> Name | None:
        """«пресс-секретарь Путина Дмитрий Песков»: the second name, if the first is a complement."""
        after = self.starting.get(name.last)
        if after is None or not self._same_sentence(name.last, phrase):
            return None
        genitive = "Gen" in self._tagged(name) and self.tokens[phrase.head.i].tag.case != "Gen"
        return after if genitive and self._agrees(phrase, after) else None

    def _fills(self, i: int, phrase: Phrase) -> bool:
        """Whether a word may stand between a role and the name: «45-летний», «г-н», «по имени»."""
        token = self.tokens[i]
        word = token.text.lower()
        if i in self.starting:
            return False
        if word in FILLERS or token.lemma in FILLERS:
            return True
        if word in ("по", "имени", "фамилии"):
            return self._text(i + 1) in ("имени", "фамилии") or word != "по"
        return token.tag.pos in ("ADJ", "NUM") and (word[0].isdigit() or token.lemma.endswith("летний"))

    def _leads_on(self, phrase: Phrase, following: Phrase) -> bool:
        """Whether a list of roles goes on: «президент клуба, депутат Иван Орлов»."""
        between = [t.text for t in self.tokens[phrase.last : following.wide]]
        if not self._same_sentence(following.wide, phrase):
            return False
        if between in ([], [","]):
            return True
        office = "office" in (phrase.head.entry.kind, following.head.entry.kind)
        return between == ["и"] and not office

    # «Денис Кашин, директор школы,»

    def _after_names(self, phrases: list[Phrase], held: list[Holding | None]) -> None:
        for n, phrase in enumerate(phrases):
            if held[n] is not None and self._own_name_follows(phrase, held[n]):
                continue
            found = self._previous_name(phrase)
            previous = held[n - 1] if n else None
            if found is None and previous is not None and previous.where != "before":
                found = self._carried(phrases[n - 1], phrase, previous)
            if found is not None:
                held[n] = found

    def _own_name_follows(self, phrase: Phrase, holding: Holding | None) -> bool:
        return holding is not None and holding.name.first >= phrase.last

    def _previous_name(self, phrase: Phrase) -> Holding | None:
        """The name before the phrase, with a comma, dash or bracket between them."""
        tokens = self.tokens
        i = phrase.wide - 1
        past = False
        while (
            i >= 0
            and self._same_sentence(i, phrase)
            and (
                tokens[i].tag.pos == "ADV"
                or tokens[i].text.lower() in ("в", "прошлом", "один", "одна", "из", "же", "то")
            )
        ):
            past = past or tokens[i].text.lower() in ("прошлом", "некогда")
            i -= 1
        if i < 1 or not self._same_sentence(i, phrase) or tokens[i].text not in (",", "(", *DASHES):
            return None
        mark = tokens[i].text
        name = self.ending.get(self._over_remark(i))
        if name is None or not self._same_sentence(name.first, phrase):
            return None
        if mark == "(":
            return Holding(name, "after", past) if self._fits(phrase, name) else None
        if not self._agrees(phrase, name, strict=mark == ","):
            return None
        if mark == "," and not self._closes(phrase.last):
            return None
        return Holding(name, "after", past)

    def _over_remark(self, i: int) -> int:
        """The place before a remark that ends before token `i`: «Кашин (47 лет)», «Кашин, 47 лет»."""
        tokens = self.tokens
        if tokens[i - 1].text == ")":
            for j in range(i - 2, max(i - MAX_BRACKET, 0), -1):
                if tokens[j].text == "(":
                    return j
        if i >= 4 and tokens[i - 1].text in ("лет", "года", "год") and tokens[i - 3].text == ",":
            return i - 3
        return i

    def _closes(self, i: int) -> bool:
        """Whether an apposition may end before token `i`."""
        tokens = self.tokens
        if i >= len(tokens) or tokens[i].sentence != tokens[i - 1].sentence:
            return True
        return (
            not tokens[i].is_word
            or tokens[i].text in ("и", "а", "но")
            or tokens[i].tag.pos in ("ADP", "VERB", "ADV")
        )

    def _carried(self, previous: Phrase, phrase: Phrase, holding: Holding) -> Holding | None:
        """The holder of the role before, in a list of roles: «Кашин — директор школы и депутат»."""
        between = [t.text for t in self.tokens[previous.last : phrase.wide]]
        if between not in ([","], ["и"], [",", "а", "также"], ["и", "по", "совместительству"]):
            return None
        same = self.tokens[previous.head.i].tag.case == self.tokens[phrase.head.i].tag.case
        return holding if same and self._same_sentence(phrase.first, previous) else None

    # «Кашин работает врачом»

    def _predicates(self, phrases: list[Phrase], held: list[Holding | None]) -> None:
        open_ = [n for n, phrase in enumerate(phrases) if held[n] is None and self._may_be_predicate(phrase)]
        self.document.parse(self.tokens[phrases[n].head.i].sentence for n in open_)
        for n in open_:
            name = self._subject(phrases[n], held)
            if name is not None and self._fits(phrases[n], name):
                held[n] = Holding(name, "predicate")
        for n in range(1, len(phrases)):
            previous = held[n - 1]
            if held[n] is None and previous is not None and previous.where == "predicate":
                held[n] = self._carried(phrases[n - 1], phrases[n], previous)

    def _may_be_predicate(self, phrase: Phrase) -> bool:
        token = self.tokens[phrase.head.i]
        if token.sentence not in self.named or token.tag.number == "Plur":
            return False
        return token.tag.case in ("Ins", "") or self._position(phrase) is not None

    def _position(self, phrase: Phrase) -> int | None:
        """The token «пост», «должность» right before the phrase."""
        i = phrase.wide - 1
        if i >= 0 and self.tokens[i].lemma in _positions() and self._same_sentence(i, phrase):
            return i
        return None

    def _subject(self, phrase: Phrase, held: list[Holding | None]) -> Name | None:
        """The person of whom the predicate says the role."""
        tokens = self.tokens
        if phrase.wide and tokens[phrase.wide - 1].text.lower() == "не":
            return None
        at = self._position(phrase)
        top = at if at is not None else phrase.head.i
        if at is None and phrase.acting:
            top = phrase.head.i if tokens[phrase.head.i].head < phrase.first else tokens[phrase.head.i].head
        children = self._children_of(tokens[top].sentence)
        for i in children.get(top, ()):
            if tokens[i].rel.startswith("nsubj") and at is None:
                return self._named(i, held) if phrase.first > i or phrase.last <= i else None
        steps = 0
        while tokens[top].rel == "conj" and tokens[top].head >= 0 and steps < 5:
            top, steps = tokens[top].head, steps + 1
        verb = tokens[top].head
        if (tokens[top].rel in ("nsubj", "nsubj:pass", "obj", "iobj", "vocative") and at is None) or verb < 0:
            return None
        use = _predicates().get(tokens[verb].lemma)
        if use is None:
            return None
        passive = tokens[verb].tag.voice == "Pass" or tokens[verb].text.endswith(("ся", "сь"))
        wanted = ("obj", "iobj") if use == "object" and not passive else ("nsubj", "nsubj:pass", "csubj")
        for i in children.get(verb, ()):
            if tokens[i].rel in wanted:
                if tokens[i].lemma == "который":
                    return self._named(tokens[verb].head, held)
                return self._named(i, held)
        if tokens[verb].rel == "acl" and tokens[verb].tag.form == "Part":  # «Кашин, назначенный директором»
            return self._named(tokens[verb].head, held)
        if tokens[verb].rel == "conj" and (use == "subject" or passive):
            return self._shared_subject(verb, held)
        return None

    def _named(self, i: int, held: list[Holding | None]) -> Name | None:
        """The person at token `i`, named there or by a role: «мэром стал депутат Иван Орлов»."""
        if i in self.person_at:
            return self.person_at[i]
        holding = held[self.role_at[i]] if i in self.role_at else None
        return holding.name if holding is not None else None

    def _shared_subject(self, verb: int, held: list[Holding | None]) -> Name | None:
        """The subject of the verb that this one is joined to: «Кашин пришёл в 2010 году и стал директором»."""
        tokens = self.tokens
        children = self._children_of(tokens[verb].sentence)
        steps = 0
        while tokens[verb].rel == "conj" and tokens[verb].head >= 0 and steps < 5:
            verb, steps = tokens[verb].head, steps + 1
            for i in children.get(verb, ()):
                if tokens[i].rel in ("nsubj", "nsubj:pass"):
                    return self._named(i, held)
        return None

    def _children_of(self, sentence: int) -> dict[int, list[int]]:
        if sentence not in self.children:
            found: dict[int, list[int]] = {}
            for token in self.document.tokens_of(self.document.sentences[sentence]):
                found.setdefault(token.head, []).append(token.i)
            self.children[sentence] = found
        return self.children[sentence]

    # Agreement.

    def _agrees(self, phrase: Phrase, name: Name, *, strict: bool = False) -> bool:
        """Whether case, number and gender let the name stand beside the role."""
        if not self._fits(phrase, name):
            return False
        if phrase.acting or len(phrase.head.entry.cases) == len(set(CASE_OF.values())):
            return True
        case = self.tokens[phrase.head.i].tag.case
        tagged = self._tagged(name)
        if not case or not tagged or case in tagged:
            return True
        strict = strict or phrase.head.entry.key in _served()
        return not strict and bool(self._possible(name) & phrase.head.entry.cases)

    def _fits(self, phrase: Phrase, name: Name) -> bool:
        """Whether number and gender let the person hold the role."""
        if self.tokens[phrase.head.i].tag.number == "Plur" and not (
            self._several(name) or self._one_of(phrase)
        ):
            return False
        return not (phrase.head.entry.female and self._male(name))

    def _one_of(self, phrase: Phrase) -> bool:
        """«один из адвокатов — Оксана Михалкина»."""
        words = [self._text(i) for i in range(max(phrase.wide - 4, 0), phrase.wide)]
        return "из" in words and any(word.startswith("одн") or word == "один" for word in words)

    def _several(self, name: Name) -> bool:
        return self._text(name.last) in ("и", ",") and name.last + 1 in self.starting

    def _male(self, name: Name) -> bool:
        genders = {t.tag.gender for t in self.tokens[name.first : name.last] if t.tag.gender}
        return genders == {"Masc"} and self.tokens[name.first].tag.case not in (
            "",
            "Gen",
            "Dat",
            "Loc",
            "Ins",
        )

    def _tagged(self, name: Name) -> set[str]:
        return {t.tag.case for t in self.tokens[name.first : name.last] if t.tag.case}

    def _possible(self, name: Name) -> set[str]:
        """The cases in which all words of the name may stand."""
        cases: set[str] | None = None
        for token in self.tokens[name.first : name.last]:
            if not token.is_word or len(token.text) == 1:
                continue
            parses = token.morphology.parses(token.text)
            mine = {CASE_OF.get(p.tag.case, "") for p in parses if p.tag.case}
            cases = mine if cases is None else cases & mine
        return cases or set()

    def _same_sentence(self, i: int, phrase: Phrase) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].sentence == self.tokens[phrase.head.i].sentence

    def _text(self, i: int) -> str:
        return self.tokens[i].text.lower() if i < len(self.tokens) else ""


FILLERS = frozenset(["господин", "госпожа", "г-н", "г-жа", "г-на", "г-жи", "г-ну", "товарищ", "гражданин", "гражданка"])


@cache
def _predicates() -> dict[str, str]:
    return {row[0]: row[1] for row in lexicon.table("role_predicates")}


@cache
def _served() -> frozenset[str]:
    """Nouns that a genitive of a person follows: «советник Трампа», «адвокат Навального»."""
    served = (row[0] for row in lexicon.table("role_valency") if "person" in row[1].split())
    return frozenset(served) | {"адвокат", "адвокатесса"}


@cache
def _positions() -> frozenset[str]:
    return lexicon.column("role_positions")
