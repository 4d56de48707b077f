"""The right border of a role phrase: what the role noun and the nouns after it govern.

The genitive chain («заместитель председателя правительства Пермского края»), names and titles in
quotation marks in it, lists («образования и науки»), and what the nouns take by their valency («по
обороне», «в Совете Федерации»).
"""

from __future__ import annotations

from functools import cache

from newsnlp import lexicon
from newsnlp.document import Name, Token
from newsnlp.language.inflection import CASE_OF, is_dative, same_case
from newsnlp.language.spelling import fold
from newsnlp.names.draft import QUOTATION_MARKS
from newsnlp.names.sees import end_of_lands
from newsnlp.roles.context import Context
from newsnlp.roles.heads import Head
from newsnlp.roles.valency import takes

Step = tuple[int, int]  # the end of a complement and its noun, which governs what comes next

TITLED_KINDS = ("clergy", "noble")  # «папа Римский»
# Kinds of roles that nobody has at a newspaper, but for those of `media_people.tsv`.
OUTSIDE = ("office", "public", "law", "clergy", "sport", "noble", "profession", "crowd")
MAX_TITLE = 12  # tokens of a title in quotation marks
MAX_TITLES = 10  # of a list
MAX_ADJECTIVES = 10
MAX_RANK = 5  # tokens from a rank to the name: «капитана 2-го ранга»
MAX_AFTER = 60  # tokens of a phrase after its head: bounds the work on odd texts
THIS = ("этот", "данный")  # «глава этой компании»
VARIANTS = {"со": "с", "во": "в", "ко": "к"}
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


class Complements:
    """Finds where role phrases end, in one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.tokens = context.tokens
        self.nouns = context.nouns
        self.name_at = context.name_at

    def right(self, head: Head) -> int:
        """Where the phrase ends."""
        end = self._postposed(head)
        noun = head.i  # the noun that governs what comes next
        taken = self._valency(head.i)  # what the nouns of the chain take
        while True:
            step = self._complement(end, noun, head, taken) if end < head.i + MAX_AFTER else None
            if step is None:
                return self._without_bracket(head.i, end)
            end, noun = step
            taken = taken | self._valency(noun)

    def _postposed(self, head: Head) -> int:
        """The end of the head and of the name of a see or land after it: «папа Римский»."""
        name = self.name_at.get(head.i + 1)
        if head.entry.kind not in TITLED_KINDS or (name is not None and name.type != "location"):
            return head.i + 1
        return end_of_lands(self.context.document, head.i)

    def _without_bracket(self, first: int, end: int) -> int:
        """The end without an abbreviation in brackets: «глава Следственного комитета (СК)»."""
        if self.tokens[end - 1].text == ")" or (end < len(self.tokens) and self.tokens[end].text == ")"):
            for i in range(end - 1, first, -1):
                if self.tokens[i].text == "(":
                    return i
        return end

    def _complement(self, i: int, noun: int, head: Head, taken: frozenset[str]) -> Step | None:
        """The end of what token `noun` governs from token `i` on, and its own noun."""
        tokens = self.tokens
        if i >= len(tokens) or tokens[i].sentence != tokens[head.i].sentence:
            return None
        return (
            self._titles(i, noun)
            or self._name(i, noun, head)
            or self._quoted(i, noun)
            or self._described(i, noun)
            or self._number(i, noun)
            or self._dedication(i, noun)
            or self._nominal(i, noun, head, "Gen")
            or self._one_of(i, head)
            or self._joined(i, noun, head)
            or self._further(i, noun, head, taken)
            or self._prepositional(i, noun, head, taken)
        )

    def _name(self, i: int, noun: int, head: Head) -> Step | None:
        name, outer = self.name_at.get(i), self.name_at.get(i + 1)
        if outer is not None and outer.first == i:  # a body that a place begins: «Балтийским флотом»
            name = outer
        if name is None or name.first != i or self._describes(i):
            return None
        if name.type == "person":
            return (name.last, name.last - 1) if self._whose(name, noun, head) else None
        fits = self._fits(name, noun, head) and not (self._is_cited(noun) and not self._only(name, "Gen"))
        return (name.last, name.last - 1) if fits else None

    def _describes(self, i: int) -> bool:
        """Whether a name of one word is the adjective of the noun after it: «Балтийским (флотом)»."""
        if self.tokens[i].tag.pos != "ADJ" or i + 1 >= len(self.tokens) or i + 1 in self.name_at:
            return False
        after = self.tokens[i + 1]
        return after.tag.pos == "NOUN" and same_case(self.tokens[i], after)

    def _whose(self, name: Name, noun: int, head: Head) -> bool:
        """Whether a person is the one whom the holder of the role serves: «советник Трампа»."""
        if "person" not in self._valency(noun) or noun != head.i or not self._only(name, "Gen"):
            return False
        after = self.name_at.get(name.last)
        if after is not None and after.type == "person":
            return True  # «советника Путина Михаила Лесина»
        return self.tokens[head.i].tag.case not in ("Gen", "Acc")

    def _only(self, name: Name, case: str) -> bool:
        cases = {token.tag.case for token in self.tokens[name.first : name.last] if token.tag.case}
        return cases == {case}

    def _fits(self, name: Name, noun: int, head: Head) -> bool:
        """Whether the name of an organisation or place belongs to the noun before it."""
        first = self.tokens[name.first]
        if self._hears(name, head):
            return False
        if first.start in self.context.quoted_at and name.last - name.first > 1:
            return self._entitles(self.tokens[name.first + 1])
        if not first.is_word or not first.text[0].isalpha() or first.text[0].upper() < "А":
            latin = first.text[0].isalpha()  # «глава правительства | El País» told the paper
            return not (latin and fold(self.tokens[noun].lemma) in _state_bodies())
        if first.text.isupper() or not first.tag.case:
            return True
        if self._is_nominative(first):  # «(цитирует слова) министра | пресс-служба президента»
            return False
        cases = {
            t.tag.case for t in self.tokens[name.first : name.last] if t.tag.pos in ("NOUN", "PROPN", "ADJ")
        }
        if "Gen" in cases or any(p.tag.case == "gent" for p in first.morphology.parses(first.text)):
            return True
        if "ins" in self._valency(noun) and "Ins" in cases:
            return True
        return (
            noun != head.i and noun not in self.name_at and bool(cases & {"Nom", self.tokens[noun].tag.case})
        )

    def _is_nominative(self, noun: Token) -> bool:
        """Whether a noun that the dictionary knows can stand in no other case than the nominative."""
        if (noun.tag.pos, noun.tag.case, noun.tag.gender) != ("NOUN", "Nom", "Fem"):
            return False
        return {p.tag.case for p in noun.morphology.parses(noun.text)} == {"nomn"}

    def _hears(self, name: Name, head: Head) -> bool:
        """Whether it is no body of the head: «сказал депутат | «Новой газете»», «пояснил эксперт | ТАСС»."""
        words = [token for token in self.tokens[name.first : name.last] if token.is_word]
        if not self.tokens[name.first].is_word and _is_told(words):
            return True
        after = self.name_at.get(name.last)
        if after is not None and after.type == "person":
            return False  # «эксперт Bloomberg Иван Орлов»
        texts = [token.text.lower() for token in words]
        medium = not lexicon.column("media").isdisjoint([*texts, " ".join(texts)])
        staff = head.entry.kind not in OUTSIDE or head.entry.lemma in lexicon.column("media_people")
        return medium and not staff

    def _quoted(self, i: int, noun: int) -> Step | None:
        """A title in quotation marks: «директор „Открытой школы“»."""
        quoted = self.context.quoted_at.get(self.tokens[i].start)
        if quoted is None or not quoted.closed or self._is_cited(noun):
            return None
        first = None
        for j in range(i, min(i + MAX_TITLE, len(self.tokens))):
            token = self.tokens[j]
            if first is None and token.start >= quoted.inner.start:
                first = token
            if token.end >= quoted.end:
                whole = token.end == quoted.end and first is not None and self._entitles(first)
                return (j + 1, noun) if whole and not _is_told(self.tokens[i + 1 : j]) else None
        return None

    def _titles(self, i: int, noun: int) -> Step | None:
        """Several titles in marks behind one noun: «тренер клубов „Старт“, „Волна“ и „Искра“»."""
        end = None
        if self.tokens[noun].tag.number != "Plur" or noun != i - 1:
            return None
        for at in range(MAX_TITLES):
            title = self._quoted(i, noun)
            if title is None:
                return end
            end = title if at else None
            i = title[0] + 1
            if i >= len(self.tokens) or self.tokens[i - 1].text not in (",", "и"):
                return end
        return end

    def _described(self, i: int, noun: int) -> Step | None:
        """A title in quotation marks after its adjectives: «лидер местного „Яблока“»."""
        at = i
        while at < min(i + MAX_ADJECTIVES, len(self.tokens)) and self._is_genitive_adjective(at):
            at += 1
        found = i < at < len(self.tokens) and at not in self.name_at
        return self._quoted(at, noun) if found else None

    def _is_genitive_adjective(self, i: int) -> bool:
        return self.tokens[i].tag.pos == "ADJ" and self.tokens[i].tag.case == "Gen"

    def _is_cited(self, i: int) -> bool:
        """«цитирует директора „Новая газета“»: the title is the paper's, not the director's."""
        return i > 0 and self.tokens[i - 1].lemma == "цитировать"

    def _entitles(self, first: Token) -> bool:
        """Whether a title may begin with this word: a capital, in the nominative or genitive."""
        if not (first.text[0].isupper() or first.text[0].isdigit() or first.tag.case == "Gen"):
            return False
        cases = {p.tag.case for p in first.morphology.parses(first.text)} - {""}
        return not cases or bool(cases & {"nomn", "gent"})

    def _number(self, i: int, noun: int) -> Step | None:
        """«школы № 5», «батальона 12»."""
        tokens = self.tokens
        if tokens[i].text == "№" and i + 1 < len(tokens) and tokens[i + 1].text[0].isdigit():
            return i + 2, noun
        return None

    def _dedication(self, i: int, noun: int) -> Step | None:
        """«университета имени Пушкина», «НИИ им. Н. В. Склифосовского»."""
        tokens = self.tokens
        if tokens[i].text not in ("им", "имени") or (noun != i - 1 and noun not in self.name_at):
            return None
        for j in range(i + 1, min(i + 8, len(tokens))):
            name = self.name_at.get(j)
            if name is not None and name.first == j:
                return name.last, noun
            if tokens[j].text != "." and not tokens[j].text[0].isupper():
                return None
            if len(tokens[j].text) > 2:
                return j + 1, noun
        return None

    def _nominal(self, i: int, noun: int, head: Head, case: str) -> Step | None:
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
        return (end, at) if self._belongs(at, noun, head) else None

    def _one_of(self, i: int, head: Head) -> Step | None:
        """«(глава) одной из районных администраций»."""
        tokens = self.tokens
        if tokens[i].lemma != "один" or tokens[i].tag.case != "Gen" or i + 2 >= len(tokens):
            return None
        found = self._noun_phrase(i + 2, "Gen", head) if tokens[i + 1].text == "из" else None
        return None if found is None else (found[1], found[0])

    def _noun_phrase(self, i: int, case: str, head: Head) -> Step | None:
        """The noun and the end of a noun phrase in this case from token `i` on."""
        tokens = self.tokens
        sentence = tokens[head.i].sentence
        inserted = i  # the end of a place inside: «правящего (в Египте) совета»
        for j in range(i, min(i + MAX_ADJECTIVES, len(tokens))):
            token = tokens[j]
            if token.sentence != sentence:
                return None
            if j < inserted:
                continue
            name = None if self._describes(j) else self.name_at.get(j)
            if name is not None and name.first == j and (name.type != "person" or j > i):
                if name.type == "person" or j == i:
                    return None
                return name.first, name.last
            if token.tag.pos == "ADJ" or (token.tag.pos in ("NUM", "DET") and token.tag.case):
                if not self._in_case(token, case) or (token.tag.pos == "DET" and token.lemma not in THIS):
                    return None
                continue
            if token.text in ("и", ",") and j > i and tokens[j - 1].tag.pos == "ADJ":
                continue
            if token.text[0].isdigit() and j == i and "-" in token.text:  # «9-го управления»
                continue
            if token.text == "особо" and j == i:  # «по особо важным делам»
                continue
            if token.tag.pos == "VERB" and token.tag.form == "Part" and j == i and self._in_case(token, case):
                if j + 1 < len(tokens) and tokens[j + 1].tag.pos == "ADP":  # «правящего в Египте совета»
                    inserted = self._inserted(j + 2)
                continue
            if token.tag.pos not in ("NOUN", "PROPN") or not self._in_case(token, case):
                return None
            if token.lemma in _stops("genitive") or (name is not None and name.type == "person"):
                return None
            if token.text == "гвардии" and self._is_rank(j + 1):  # «командир полка | гвардии майор»
                return None
            return j, j + 1
        return None

    def _is_rank(self, i: int) -> bool:
        """Whether token `i` is a rank or degree that stands right before a name: «подполковника полиции»."""
        if i >= len(self.tokens) or self.tokens[i].lemma not in lexicon.column("role_ranks"):
            return False
        for after in self.tokens[i + 1 : i + 1 + MAX_RANK]:
            name = self.name_at.get(after.i)
            if after.sentence != self.tokens[i].sentence or after.text == ",":
                return False
            if name is not None and name.first == after.i and name.type == "person":
                return True
        return False

    def _inserted(self, i: int) -> int:
        """The end of the place named after a participle and a preposition."""
        name = self.name_at.get(i)
        if name is not None:
            return name.last
        for j in range(i, min(i + MAX_ADJECTIVES, len(self.tokens))):
            if self.tokens[j].tag.pos != "ADJ":
                return j + 1
        return i + 1

    def _in_case(self, token: Token, case: str) -> bool:
        if token.tag.case == case:
            return True
        misread = case == "Gen" and token.tag.case == "Nom" and token.tag.animacy == "Inan"
        if token.tag.case and token.tag.pos not in ("PROPN", "NUM") and not misread:
            return False  # a thing in the nominative right after a role is none: «лидер рок-группы»
        parses = token.morphology.parses(token.text)
        return any(CASE_OF.get(p.tag.case) == case or "Fixd" in p.tag for p in parses)

    def _belongs(self, at: int, noun: int, head: Head) -> bool:
        """Whether a noun in the genitive that names people belongs to the noun before it."""
        token = self.tokens[at]
        role = self.nouns.role(self.context.document, token)
        if noun != head.i:  # «председатель совета директоров», not «главы МВД генерала»
            if self.tokens[head.i].tag.case in ("Gen", "Acc") and self._is_rank(at):
                return False  # «начальника отдела полиции майора Седова»
            if role is None:
                return True
            before = self.tokens[noun]
            return noun not in self.name_at and (
                before.tag.animacy != "Anim" or "person" in self._valency(noun)
            )
        if role is None and token.tag.animacy != "Anim":
            return head.entry.kind != "sport" or at in self.name_at or self._named_soon(at)
        if "person" in self._valency(noun):
            return True
        if role is not None and role.unchanging and head.entry.kind == "post":
            return False  # «(представил) нового руководителя замминистра»
        return head.entry.kind in ("post", "member", "staff", "held", "standing") or (
            role is None and head.entry.kind == "office"
        )

    def _named_soon(self, at: int) -> bool:
        """Whether a name follows the noun: «тренер сборной России», not «тренер команды»."""
        return at + 1 in self.name_at or (
            at + 1 < len(self.tokens) and self.tokens[at + 1].start in self.context.quoted_at
        )

    def _joined(self, i: int, noun: int, head: Head) -> Step | None:
        """«связи и массовых коммуникаций», «образования, науки и культуры»."""
        tokens = self.tokens
        if noun == head.i or tokens[i].text not in ("и", ",") or i + 1 >= len(tokens):
            return None
        if tokens[i].text == "," and not self._list_goes_on(i, head):
            return None
        name = self.name_at.get(i + 1)
        if name is not None:
            if name.type == "person" or name.first != i + 1:
                return None
            same = self.name_at.get(i - 1)
            return (name.last, name.last - 1) if same is not None and self._alike(same, name) else None
        case = tokens[noun].tag.case
        found = self._noun_phrase(i + 1, case or "Gen", head)
        if found is None or tokens[found[0]].tag.animacy == "Anim":
            return None
        if noun in self.name_at and not self._is_field(i, found[0]):
            return None
        if self.nouns.role(self.context.document, tokens[found[0]]) is not None:
            return None
        return found[1], found[0]

    def _further(self, i: int, noun: int, head: Head, taken: frozenset[str]) -> Step | None:
        """One more field of a post: «(министр культуры) и по делам молодёжи»."""
        further = self.tokens[i].text == "и" and i + 1 < len(self.tokens) and self.tokens[i + 1].text == "по"
        return self._prepositional(i + 1, noun, head, taken) if further else None

    def _is_field(self, i: int, at: int) -> bool:
        """Whether the noun behind «и» is one more field behind a place: «развития Арктики и экономики»."""
        place, noun = self.name_at.get(i - 1), self.tokens[at]
        return (
            place is not None
            and place.type == "location"
            and noun.tag.case == "Gen"
            and noun.text.islower()
            and self.tokens[place.first - 1].tag.case == "Gen"
        )

    def _alike(self, name: Name, other: Name) -> bool:
        """Whether two names may stand in one list: «России и Сербии»."""
        cases = [{t.tag.case for t in self.tokens[n.first : n.last] if t.tag.case} for n in (name, other)]
        latin = not any("а" <= self.tokens[n.first].text[0].lower() <= "я" for n in (name, other))
        return latin or bool(cases[0] & cases[1] - {"Nom"})

    def _list_goes_on(self, i: int, head: Head) -> bool:
        """Whether the comma at `i` opens a list of nouns that «и» ends: «…, науки и культуры»."""
        if self.tokens[i + 1].tag.pos == "VERB":
            return False
        name = self.name_at.get(i + 1)
        if name is not None and self.tokens[i - 1].text in QUOTATION_MARKS:  # «„Старта“, „Волны“ и „Искры“»
            marked = self.tokens[name.last - 1].text in QUOTATION_MARKS
            return marked and name.last < len(self.tokens) and self.tokens[name.last].text in ("и", ",")
        found = self._noun_phrase(i + 1, self.tokens[i - 1].tag.case or "Gen", head)
        return found is not None and found[1] < len(self.tokens) and self.tokens[found[1]].text in ("и", ",")

    def _prepositional(self, i: int, noun: int, head: Head, taken: frozenset[str]) -> Step | None:
        """What nouns take with a preposition: «по обороне», «в Совете Федерации»."""
        tokens = self.tokens
        word = VARIANTS.get(tokens[i].text.lower(), tokens[i].text.lower())
        if tokens[i].tag.pos != "ADP" or i + 1 >= len(tokens) or tokens[i + 1].sentence != tokens[i].sentence:
            return None
        name = self.name_at.get(i + 1)
        place = name is not None and name.first == i + 1 and name.type != "person"
        organized = noun in self.name_at and self.name_at[noun].type == "organization"
        if word not in taken and not (word == "по" and place and (organized or noun != head.i)):
            return None
        if place and name is not None:
            return name.last, name.last - 1
        if head.entry.lemma.startswith("кандидат") and word in ("в", "на"):
            return self._candidacy(i + 1)
        if word in ("в", "на", "при") and not (word == "при" and self._institution(i + 1)):
            return self._place(i + 1, head, noun)
        for case in PREPOSITION_CASES.get(word, ()):
            found = self._noun_phrase(i + 1, case, head)
            if found is not None and not self._idiom(found[0]):
                return found[1], found[0]
        return None

    def _idiom(self, i: int) -> bool:
        """Whether a noun after «по» says how or why: «по образованию», «по делу»."""
        token = self.tokens[i]
        return token.lemma in _stops("по") or (token.lemma == "дело" and token.tag.number == "Sing")

    def _candidacy(self, i: int) -> Step | None:
        """«(кандидат в) президенты», «(кандидат на) пост президента»."""
        token = self.tokens[i]
        if self.nouns.entry(token.text.lower()) is not None or token.lemma in ("пост", "должность"):
            return i + 1, i
        return None

    def _institution(self, i: int) -> bool:
        return self.nouns.entry(self.tokens[i].text.lower()) is not None

    def _place(self, i: int, head: Head, noun: int) -> Step | None:
        """Where a post is held: «в Северо-Западном федеральном округе»."""
        found = self._noun_phrase(i, "Loc", head)
        if found is None:
            return None
        at, end = found
        named = any(self.tokens[j].text[0].isupper() for j in range(i, end))
        return (end, at) if named or self.tokens[at].lemma in lexicon.column("role_places") else None

    def _valency(self, i: int) -> frozenset[str]:
        """What a noun takes."""
        entry = self.nouns.entry(self.tokens[i].text.lower())
        return takes(self.tokens[i].lemma) | (takes(entry.lemma) if entry is not None else frozenset())


def _is_told(title: list[Token]) -> bool:
    """Whether a title is the dative of words that the dictionary knows; of «Финам» it only guesses."""
    parses = (parse for token in title for parse in token.morphology.parses(token.text))
    return is_dative(title) and any(parse.is_known and parse.tag.case == "datv" for parse in parses)


@cache
def _state_bodies() -> frozenset[str]:
    """Nouns for bodies of the state, which bear no foreign names."""
    rows = lexicon.table("organization_nouns")
    return frozenset(
        fold(row[0]) for row in rows if set(row[1].split()) <= {"state", "own", "court", "ministry"}
    )


@cache
def _stops(use: str) -> frozenset[str]:
    return frozenset(row[0] for row in lexicon.table("role_stops") if row[1] == use)
