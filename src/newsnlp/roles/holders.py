"""Who holds a role, by the words around it.

Before the name («директор школы Денис Кашин»), after it («Денис Кашин, директор школы,»; «Кашин
(директор школы)»; «Кашин — директор»), or by a verb (`newsnlp.roles.predicates`). Case, number and
gender must agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsnlp import lexicon
from newsnlp.document import Document, Name
from newsnlp.encoder.encoding import Encoding
from newsnlp.language.inflection import CASE_OF
from newsnlp.language.spelling import fold
from newsnlp.roles.agreement import Agreement, is_plural
from newsnlp.roles.encoded import Encoded, Shares
from newsnlp.roles.extent import Phrase
from newsnlp.roles.predicates import Predicates
from newsnlp.roles.valency import takes
from newsnlp.roles.verbs import DASHES

JOINS = (",", "и")  # between those who hold a role together
OWNERS = frozenset({"его", "ее", "их"})
NAMING = frozenset({"имя", "фамилия", "прозвище", "псевдоним"})
QUOTES = '«»"'
LIKELY = 0.7  # probability from which the encoder's answer counts,
LIKELY_SAID = 0.5  # and for one noun that is subject or predicate: of such it is told who it is
MAX_LETTERS = 6  # of a word in «д. филос. н.»
MAX_REMARK = 10  # tokens in brackets between a name and its role: «Кашин (на фото), директор»
SAID_OF = frozenset({"Nom", "Acc", "Gen"})  # cases of whom a verb makes something
REACH = 12  # tokens between a role and the name after it
ADDRESSED = tuple({"Nom", case} for case in ("Dat", "Acc", "Gen"))  # cases of a subject and an object
NOW = ("ныне", "теперь", "сейчас")
LEADING_MARKS = (
    *([], [","]),
    *([dash] for dash in DASHES),
    *([",", now] for now in NOW),
    *([",", "а", now] for now in NOW),
)
LIST_MARKS = (
    *([","], ["и"], ["и", "по", "совместительству"]),
    *([",", "а", then] for then in ("также", "потом", "затем", "позже", "позднее")),
    *(["и", then] for then in ("затем", "потом")),
    [",", "затем"],
)


@dataclass(frozen=True, slots=True)
class Holding:
    """A person who holds a role, and what says so: the text (before, after, predicate) or the encoder."""

    name: Name
    where: str
    past: bool = False


class Holders:
    """Finds the holders of the role phrases of one document."""

    def __init__(self, document: Document, names: Iterable[Name]) -> None:
        self.document = document
        self.tokens = document.tokens
        self.name_at = {name.first: name for name in names}
        people = [name for name in self.name_at.values() if name.type == "person"]
        self.starting = {name.first: name for name in people}
        self.ending = {name.last: name for name in people}
        self.agreement = Agreement(document, self.starting)
        person_at = {i: name for name in people for i in range(name.first, name.last)}
        self.predicates = Predicates(document, person_at)

    def find(self, phrases: list[Phrase]) -> list[Holding | None]:
        """The holder of each phrase. The phrases stand in order and do not overlap."""
        held = self._before_names(phrases)
        self._after_names(phrases, held)
        self._by_verbs(phrases, held)
        if self.document.encoding is not None:
            self._by_encoder(phrases, held, self.document.encoding)
        return held

    def others(self, phrase: Phrase, holding: Holding | None) -> tuple[Name, ...]:
        """Who else holds a role in the plural: «врачи Орлов, Седов и Лыков»."""
        if holding is None or holding.where == "encoder" or not is_plural(self.tokens[phrase.head.i]):
            return ()
        row = [*self._row(holding.name, forward=False)][::-1]
        return (*row, *self._row(holding.name, forward=True))

    def _row(self, name: Name, *, forward: bool) -> Iterator[Name]:
        """The names in one case that stand beside a name in its list, the nearest first."""
        cases = self.agreement.cases(name)
        beside = self._joined(name, forward=forward)
        while beside is not None and not cases.isdisjoint(self.agreement.cases(beside)):
            yield beside
            beside = self._joined(beside, forward=forward)

    def _joined(self, name: Name, *, forward: bool) -> Name | None:
        """The name that a comma or «и» joins to this one."""
        if forward:
            joins = self._text(name.last) in JOINS and self._same_sentence(name.first, name.last)
            return self.starting.get(name.last + 1) if joins else None
        joins = name.first > 1 and self._text(name.first - 1) in JOINS
        joins = joins and self._same_sentence(name.first, name.first - 2)
        return self.ending.get(name.first - 1) if joins else None

    def _same_sentence(self, one: int, two: int) -> bool:
        inside = two < len(self.tokens)
        return inside and self.tokens[one].sentence == self.tokens[two].sentence

    # «директор школы Денис Кашин»

    def _before_names(self, phrases: list[Phrase]) -> list[Holding | None]:
        held: list[Holding | None] = [None] * len(phrases)
        starts = {phrase.first: phrase for phrase in phrases}
        for n in range(len(phrases) - 1, -1, -1):
            name = self._next_name(phrases[n], starts)
            if name is not None:
                held[n] = Holding(name, "before")
            elif n + 1 < len(phrases) and self._leads_on(phrases[n], phrases[n + 1]):
                following = held[n + 1]
                if following is not None and following.where == "before":
                    held[n] = following if self.agreement.agree(phrases[n], following.name) else None
        return held

    def _next_name(self, phrase: Phrase, starts: dict[int, Phrase]) -> Name | None:
        """The name after the phrase, past «45-летний», a remark in brackets, a place, one comma or dash."""
        i = phrase.last
        strict, mark = False, ""
        while i < phrase.last + REACH and self._inside(i, phrase):
            if i in starts:
                if i > phrase.last or not self._owns(starts[i], phrase):
                    return None
                i, strict = starts[i].last, True  # «адвокат экс-министра Иван Орлов»
                continue
            name = self.starting.get(i)
            second = self.starting.get(name.last) if name is not None else None
            if second is not None and self._is_second(phrase, second):
                return second
            if name is not None and self.agreement.agree(phrase, name, strict=strict):
                return None if mark in (",", ":") and self._goes_on(name.last, labelled=mark == ":") else name
            if name is not None:
                if strict or not self.agreement.serves(phrase, name):
                    return None
                i, strict = name.last, True  # «пресс-секретарь Путина Дмитрий Песков»
                continue
            bracketed = self.starting.get(i + 1) if self.tokens[i].text == "(" else None
            if bracketed is not None and not mark and self._text(bracketed.last) in (")", ","):
                return bracketed if self.agreement.agree(phrase, bracketed, strict=strict) else None
            if self.tokens[i].text in (",", ":", *DASHES):
                if mark or (self.tokens[i].text == ":" and not self._labels(i)):
                    return None
                i, strict, mark = i + 1, True, self.tokens[i].text
            elif self._alike(i, phrase) and (
                self._fills(i) or (mark != "," and self._is_compatriot(i, phrase))
            ):
                i += 1
            else:
                past = self._remark(i) or self._degree(i) or (self._place(i, phrase) if not mark else None)
                if past is None:
                    return None
                i, strict = past, True
        return None

    def _is_second(self, phrase: Phrase, second: Name) -> bool:
        """Whether the second of two names is who holds the role: «врач Мэри Смит Анна Седова»."""
        case = {self.tokens[phrase.head.i].tag.case} & self.agreement.readings(phrase.head.i) - {"Gen"}
        return bool(case & self.agreement.cases(second)) and self._inside(second.first, phrase)

    def _owns(self, owner: Phrase, phrase: Phrase) -> bool:
        """Whether the noun of a role behind another one is a genitive that it takes: «рулевой хозяев»."""
        cases = self.tokens[owner.head.i].tag.case, self.tokens[phrase.head.i].tag.case
        return cases[0] == "Gen" and cases[1] not in ("", "Gen")

    def _labels(self, i: int) -> bool:
        """Whether a colon stands between a role and a name: «Главный редактор: Гаврилова А. В.»."""
        return i + 1 in self.starting

    def _fills(self, i: int) -> bool:
        """Whether a word may stand between a role and the name: «45-летний», «г-н», «по имени»."""
        token = self.tokens[i]
        if token.text.isascii() and token.is_word and i not in self.name_at:  # «руководитель отдела Windows»
            return True
        fillers = lexicon.column("role_fillers")
        if token.text.lower() in fillers or token.lemma in fillers:
            return True
        if token.text.lower() == "по":
            return self._text(i + 1) in fillers
        return token.tag.pos in ("ADJ", "NUM") and (token.text[0].isdigit() or token.lemma.endswith("летний"))

    def _is_compatriot(self, i: int, phrase: Phrase) -> bool:
        """Whether a noun right before a name says something else of the person: «тренер (испанец) Нойя»."""
        tag = self.tokens[i].tag
        one = tag.number == "Sing" and (tag.pos == "ADJ" or (tag.pos == "NOUN" and tag.animacy == "Anim"))
        same = tag.case == self.tokens[phrase.head.i].tag.case != "Gen"
        beside = i + 1 in self.starting and i not in self.name_at
        return one and same and beside

    def _alike(self, i: int, phrase: Phrase) -> bool:
        """Whether a word between may agree with the role: not in «тёща экс-министра, 71-летняя Омарова»."""
        cases = {CASE_OF.get(p.tag.case, "") for p in self.tokens[i].morphology.parses(self.tokens[i].text)}
        return not cases - {""} or not cases.isdisjoint(self.agreement.readings(phrase.head.i))

    def _remark(self, i: int) -> int | None:
        """Where a remark in brackets that begins at token `i` ends."""
        if self.tokens[i].text != "(":
            return None
        for j in range(i + 1, min(i + MAX_REMARK, len(self.tokens))):
            if self.tokens[j].text == ")":
                return j + 1
        return None

    def _degree(self, i: int) -> int | None:
        """Where the abbreviation of a degree that begins at token `i` ends: «к.ф.-м.н.», «д. э. н.»."""
        if self._text(i) not in ("к", "д"):
            return None
        letters = ""
        for j in range(i, min(i + MAX_REMARK, len(self.tokens))):
            if self.tokens[j].is_word and len(self.tokens[j].text) <= MAX_LETTERS:
                letters += self._text(j)
            elif self.tokens[j].text not in ".-":
                return None
            if letters[1:].endswith("н") and self._text(j) == ".":
                return j + 1
        return None

    def _place(self, i: int, phrase: Phrase) -> int | None:
        """Where a place or a noun in the genitive before the name ends: «(певец) из Омска (Егор Летов)»."""
        tokens = self.tokens
        if tokens[i].text == "под":  # «(дирижёр оркестра) под управлением (Орлова)»
            return None
        at = i + 1 if tokens[i].tag.pos == "ADP" else i
        for j in range(at, at + 4):
            if not self._inside(j, phrase) or j in self.starting:
                return None
            name = self.name_at.get(j)
            if name is not None:
                return name.last
            if tokens[j].tag.pos == "NOUN":
                return j + 1 if at > i or tokens[j].tag.case == "Gen" else None
            if tokens[j].tag.pos not in ("ADJ", "DET") and tokens[j].text != "же":
                return None
        return None

    def _goes_on(self, i: int, *, labelled: bool) -> bool:
        """Whether the clause goes on where an apposition should have ended with a comma.

        After a label («Главный редактор: Гаврилова А. В.») a capital begins the next one.
        """
        tokens = self.tokens
        if i >= len(tokens) or tokens[i].sentence != tokens[i - 1].sentence:
            return False
        if labelled and tokens[i].text[0].isupper():
            return False
        return tokens[i].is_word or tokens[i].text[0].isdigit()

    def _leads_on(self, phrase: Phrase, following: Phrase) -> bool:
        """Whether a list of roles goes on: «президент клуба, депутат Иван Орлов»."""
        if not self._inside(following.first, phrase):
            return False
        if self.tokens[phrase.last].text == "," and not self._in_one_case(phrase, following):
            return False
        begin = self._remark(phrase.last) or phrase.last  # «глава «Движения за мир» (ДМ), депутат»
        if begin == phrase.last and self.tokens[begin].text != ",":  # «врач девочки, кардиолог»
            begin = self._place(begin, phrase) or begin
        owner = self.starting.get(begin)
        if owner is not None and self.agreement.serves(phrase, owner):  # «помощница Орлова, студентка Лиза»
            begin = owner.last
        degree = self._degree(begin + 1)  # «директор института, д. э. н., профессор»
        if degree is not None and self._text(begin) == self._text(degree) == ",":
            begin = degree
        between = [t.text.lower() for t in self.tokens[begin : self._left(following)]]
        office = "office" in (phrase.head.entry.kind, following.head.entry.kind)
        if phrase.last == phrase.head.i + 1 and following.head.entry.lemma.endswith("директор"):
            office = False  # a company's: «президент и исполнительный директор «Зари» Орлов»
        return between in LEADING_MARKS or (between == ["и"] and not office)

    def _in_one_case(self, phrase: Phrase, following: Phrase) -> bool:
        """Whether two roles may stand in one case, by their forms."""
        cases = [
            set(p.head.entry.cases)
            if p.acting or p.head.entry.unchanging
            else self.agreement.readings(p.head.i)
            for p in (phrase, following)
        ]
        return not all(cases) or not cases[0].isdisjoint(cases[1])

    # «Денис Кашин, директор школы,»

    def _after_names(self, phrases: list[Phrase], held: list[Holding | None]) -> None:
        for n, phrase in enumerate(phrases):
            holding = held[n]
            if holding is not None and holding.name.first >= phrase.last:
                continue
            found = self._previous_name(phrase)
            previous = held[n - 1] if n else None
            if found is None and previous is not None and previous.where == "after":
                found = self._carried(phrases[n - 1], phrase, previous)
            held[n] = found or holding

    def _previous_name(self, phrase: Phrase) -> Holding | None:
        """The name before the phrase, with a comma, dash or bracket between them."""
        tokens = self.tokens
        i = self._left(phrase) - 1
        past = False
        reach = i - REACH
        while (
            i > reach
            and self._inside(i, phrase)
            and (tokens[i].tag.pos == "ADV" or tokens[i].text.lower() in BETWEEN)
        ):
            past = past or tokens[i].text.lower() in ("прошлом", "некогда")
            i -= 1
        if i < 1 or not self._inside(i, phrase) or tokens[i].text not in (",", "(", *DASHES):
            return None
        mark = tokens[i].text
        if mark in DASHES and tokens[i - 1].text == ",":  # «Кашин, — директор»
            i -= 1
        name = self.ending.get(self._over_remark(i))
        if name is None or not self._inside(name.first, phrase):
            return None
        if mark == "(":
            return Holding(name, "after", past) if self.agreement.fit(phrase, name) else None
        if not self.agreement.agree(phrase, name, strict=mark == ",") and not self._is_elliptic(phrase, name):
            return None
        return Holding(name, "after", past)

    def _is_elliptic(self, phrase: Phrase, name: Name) -> bool:
        """Whether a dash stands for a verb of the clause before: «(мэром избрали Орлова,) Седову — замом»."""
        tokens = self.tokens
        opening = name.first == 0 or not self._inside(name.first - 1, phrase)
        opens = opening or tokens[name.first - 1].text in (",", ";", "а", "и")
        dash = name.last == phrase.wide - 1 and tokens[name.last].text in DASHES
        cases = self.agreement.cases(name)
        return opens and dash and tokens[phrase.head.i].tag.case == "Ins" and cases <= SAID_OF

    def _left(self, phrase: Phrase) -> int:
        """Where the phrase begins with all adjectives before it: «(многолетний) капитан «Ромы»»."""
        i = phrase.wide
        case = self.tokens[phrase.head.i].tag.case
        while i > phrase.wide - REACH and self._inside(i - 1, phrase):
            tag = self.tokens[i - 1].tag
            if self.tokens[i - 1].text[0].isdigit() and "-" in self.tokens[i - 1].text:
                i -= 1  # «1-й зампред»
                continue
            if (
                tag.pos not in ("ADJ", "DET", "VERB")
                or tag.case != case
                or tag.variant == "Short"
                or not case
            ):
                break
            i -= 1
        return i

    def _over_remark(self, i: int) -> int:
        """The place before a remark that ends before token `i`: «Кашин (47 лет)», «Кашин, 47 лет»."""
        tokens = self.tokens
        if tokens[i - 1].text == ")":
            for j in range(i - 2, max(i - MAX_REMARK, 0), -1):
                if tokens[j].text == "(":
                    return j
        for j in range(i - 2, max(i - MAX_REMARK - 1, 0) if tokens[i - 1].text == "." else i, -1):
            if tokens[j].text == "," and self._degree(j + 1) == i:  # «Кашин, к. м. н., врач»
                return j
        if i >= 4 and tokens[i - 1].text in ("лет", "года", "год") and tokens[i - 3].text in (",", *DASHES):
            return i - 3
        return i

    def _carried(self, previous: Phrase, phrase: Phrase, holding: Holding) -> Holding | None:
        """The holder of the role before, in a list of roles: «Кашин — директор школы и депутат»."""
        between = [t.text.lower() for t in self.tokens[previous.last : self._left(phrase)]]
        same = self.tokens[previous.head.i].tag.case == self.tokens[phrase.head.i].tag.case
        same = (same or phrase.head.entry.unchanging) and self.agreement.fit(phrase, holding.name)
        joined = between in LIST_MARKS or self._is_double(previous, phrase)
        return holding if joined and same and self._inside(phrase.first, previous) else None

    def _is_double(self, previous: Phrase, phrase: Phrase) -> bool:
        """Whether a dash makes one office of two: «(назначен) статс-секретарём — заместителем министра»."""
        between = self.tokens[previous.last : phrase.wide]
        cases = {self.tokens[p.head.i].tag.case for p in (previous, phrase)}
        return len(between) == 1 and between[0].text in DASHES and len(cases) == 1 and cases != {"Nom"}

    # what the encoder has learned

    def _by_encoder(self, phrases: list[Phrase], held: list[Holding | None], encoding: Encoding) -> None:
        """The people to whom the encoder gives the roles that stand alone."""
        encoded = Encoded(encoding, self.starting.values())
        for n, phrase in enumerate(phrases):
            if held[n] is None and not self._is_other(phrase) and not self.predicates.is_wished(phrase):
                held[n] = self._likely(phrase, encoded.shares(phrase))

    def _likely(self, phrase: Phrase, shares: Shares) -> Holding | None:
        """The person whose mentions together have most of the encoder's trust, if that is enough."""
        owned = self.agreement.is_owned(phrase)
        by_name: dict[str, list[tuple[float, Name]]] = {}
        for name, share in shares:
            apart = self._is_complement(phrase, name) or self._is_addressed(phrase, name)
            apart = apart or self._is_joined(phrase, name) or self._is_partner(phrase, name)
            apart = apart or self._is_told_of(phrase, name)
            apart = apart or (name.first == phrase.last and self.agreement.is_subject(phrase, name))
            if not (apart or (owned and self._is_owner(phrase, name))):
                by_name.setdefault(fold(self.tokens[name.last - 1].text)[:5], []).append((share, name))
        best = max(by_name.values(), key=lambda found: sum(share for share, _ in found), default=[])
        one = self.predicates.may_be(phrase) and not is_plural(self.tokens[phrase.head.i])
        if sum(share for share, _ in best) < (LIKELY_SAID if one else LIKELY):
            return None
        name = max(best, key=lambda pair: pair[0])[1]
        plural = is_plural(self.tokens[phrase.head.i])
        if (plural or name.first == phrase.last) and not self.agreement.fit(phrase, name):
            return None  # «у друзей президента Орлова»
        return None if phrase.head.entry.female and self.agreement.male(name) else Holding(name, "encoder")

    def _is_owner(self, phrase: Phrase, name: Name) -> bool:
        """Whether a name behind may be of whom the role's noun belongs to: «дочь писателя и актёра Мария»."""
        if name.first < phrase.last or not self._inside(name.first, phrase):
            return False
        return name.first == phrase.last or "Gen" not in self.agreement.cases(name)

    def _is_complement(self, phrase: Phrase, name: Name) -> bool:
        """Whether a name right behind is a genitive inside the phrase: «помощником депутата Седова»."""
        if name.first != phrase.last or "Gen" not in self.agreement.cases(name):
            return False
        served = {"person", "client"} & takes(phrase.head.entry.lemma)  # «адвокат Маркива»
        return bool(served) or not self.agreement.may_agree(phrase, name)

    def _is_joined(self, phrase: Phrase, name: Name) -> bool:
        """Whether people without names stand beside somebody else: «главы фракций и спикер Седов»."""
        several = is_plural(self.tokens[phrase.head.i]) and name.first > phrase.last
        between = self.tokens[phrase.last : name.first]
        return several and self._text(phrase.last) == "и" and not any(not t.is_word for t in between)

    def _is_partner(self, phrase: Phrase, name: Name) -> bool:
        """Whether a preposition behind a subject governs the name: «режиссёр на встрече с Анной Седовой»."""
        between = self.tokens[phrase.last : name.first]
        if self.tokens[phrase.head.i].tag.case != "Nom" or "Nom" in self.agreement.cases(name):
            return False
        beside = self._inside(name.first, phrase) and all(t.is_word or t.text in QUOTES for t in between)
        named = bool(between) and between[-1].lemma in NAMING  # «механик по фамилии Орлов»
        return beside and not named and any(t.tag.pos == "ADP" for t in between)

    def _is_told_of(self, phrase: Phrase, name: Name) -> bool:
        """Whether a clause about who holds the role names somebody: «Продюсер, который знает Седову, …»."""
        i = phrase.last
        told = self._text(i) == "," and self._inside(i + 1, phrase) and self.tokens[i + 1].lemma == "который"
        behind = name.first > i and self._inside(name.first, phrase)
        return told and behind and self.tokens[name.first].tag.case != "Nom"

    def _is_addressed(self, phrase: Phrase, name: Name) -> bool:
        """Whether a verb has the one for its subject and the other not: «Седова показала врачу снимок»."""
        role, bearer = self.tokens[phrase.head.i].tag.case, self.tokens[name.first].tag.case
        first, last = sorted(((phrase.wide, phrase.last), (name.first, name.last)))
        between = self.tokens[first[1] : last[0]]
        clause = self._inside(name.first, phrase) and all(t.is_word or t.text in QUOTES for t in between)
        if not clause or not any(t.tag.form == "Fin" for t in between):
            return False
        if between[-1].tag.pos == "NOUN":  # «Орлов получил звание капитана»
            return False
        return {role, bearer} in ADDRESSED or self._with(phrase, bearer)

    def _with(self, phrase: Phrase, bearer: str) -> bool:
        """«С врачом поговорила (Анна Седова)», «(Анна Седова) ушла за тренером»."""
        before = self.tokens[phrase.wide - 1] if phrase.wide else self.tokens[0]
        return bearer == "Nom" and before.tag.pos == "ADP" and self._inside(before.i, phrase)

    def _is_other(self, phrase: Phrase) -> bool:
        """Whether the role is of somebody else or of nobody: «его шофёр», «в семье историка»."""
        if not phrase.wide or not self._inside(phrase.wide - 1, phrase):
            return False
        before = self.tokens[phrase.wide - 1]
        if fold(before.text) in OWNERS:
            return True
        return before.lemma in lexicon.column("indefinite_words") and before.lemma != "как"

    # «Кашин работает врачом»

    def _by_verbs(self, phrases: list[Phrase], held: list[Holding | None]) -> None:
        for n, phrase in enumerate(phrases):
            taker = self.predicates.order.taker(phrase) if held[n] is None else None
            if taker is not None and self.agreement.fit(phrase, taker):
                held[n] = Holding(taker, "predicate")
        todo = [
            n
            for n, phrase in enumerate(phrases)
            if held[n] is None
            and self.predicates.may_be(phrase)
            and not (n and self._is_double(phrases[n - 1], phrase))
        ]
        holder_at = {p.head.i: h.name for p, h in zip(phrases, held, strict=True) if h is not None}
        for n in todo:
            name = self.predicates.holder(phrases[n], holder_at)
            if name is not None and self.agreement.fit(phrases[n], name):
                held[n] = Holding(name, "predicate")
        for n in range(1, len(phrases)):
            previous = held[n - 1]
            if held[n] is None and previous is not None and previous.where == "predicate":
                held[n] = self._carried(phrases[n - 1], phrases[n], previous)

    def _inside(self, i: int, phrase: Phrase) -> bool:
        """Whether token `i` stands in the sentence of the phrase."""
        return 0 <= i < len(self.tokens) and self.tokens[i].sentence == self.tokens[phrase.head.i].sentence

    def _text(self, i: int) -> str:
        return self.tokens[i].text.lower() if i < len(self.tokens) else ""


BETWEEN = ("в", "прошлом", "один", "одна", "из", "же", "то", "он", "она")  # «Орлов, он же тренер»
