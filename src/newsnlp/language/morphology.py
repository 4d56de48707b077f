"""Morphology by pymorphy3, with the tagger's reading of the context to choose among its parses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from newsnlp.language.parses import CACHED, Dictionary, Grammemes, Parse
from newsnlp.language.tags import Tag, parse_tag

# Universal Dependencies (the tagger) to OpenCorpora (pymorphy3).
POS = {
    "NOUN": ("NOUN",),
    "PROPN": ("NOUN", "ADJF"),  # Зеленский is an adjective to the dictionary
    "ADJ": ("ADJF", "ADJS", "COMP", "PRTF"),
    "DET": ("ADJF", "NPRO"),
    "PRON": ("NPRO",),
    "VERB": ("VERB", "INFN", "PRTF", "PRTS", "GRND"),
    "AUX": ("VERB", "INFN", "GRND"),
    "ADV": ("ADVB", "COMP", "PRED", "GRND"),
    "NUM": ("NUMR", "ADJF"),
    "ADP": ("PREP",),
    "CCONJ": ("CONJ",),
    "SCONJ": ("CONJ",),
    "PART": ("PRCL",),
    "INTJ": ("INTJ",),
}
VERB_FORM = {"Fin": ("VERB",), "Inf": ("INFN",), "Part": ("PRTF", "PRTS"), "Conv": ("GRND",)}
CASE = {
    "Nom": "nomn",
    "Gen": "gent",
    "Dat": "datv",
    "Acc": "accs",
    "Ins": "ablt",
    "Loc": "loct",
    "Par": "gen2",
}
VARIANT_CASE = {"gen1": "gent", "gen2": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct"}
NUMBER = {"Sing": "sing", "Plur": "plur"}
GENDER = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
ANIMACY = {"Anim": "anim", "Inan": "inan"}

FINITE = ("ет", "ёт", "ит", "ут", "ют", "ат", "ят", "л", "ла", "ли", "ся", "сь", "ю")  # ends of finite verbs
SECOND = ("шь", "шься", "те", "тесь")  # the same in the second person
SURE = frozenset({"PROPN", "ADP", "CCONJ", "SCONJ", "PART", "PRON", "DET", "NUM"})  # tags not put in question
UD_CASE = {value: key for key, value in CASE.items()}
UD = {
    "anim": "Anim",
    "inan": "Inan",
    "masc": "Masc",
    "femn": "Fem",
    "neut": "Neut",
    "sing": "Sing",
    "plur": "Plur",
    "1per": "1",
    "2per": "2",
    "3per": "3",
    "past": "Past",
    "pres": "Pres",
    "futr": "Fut",
}


class Morphology:
    """Lemmas and parses behind a cache. Safe to share between threads: nothing in it changes."""

    def __init__(self) -> None:
        self._dictionary = Dictionary()
        self.parses = lru_cache(maxsize=CACHED)(lambda word: self._dictionary.parses(word.lower()))
        self._best_of = lru_cache(maxsize=CACHED)(self._choose)

    def parse(self, word: str, tag: Tag) -> Parse:
        """The parse of `word` that agrees best with the tagger's `tag`."""
        return self._best_of(word.lower(), tag)

    def knows(self, word: str) -> bool:
        """Whether the dictionary has the word; else it is read by its ending."""
        return any(parse.is_known for parse in self.parses(word))

    def lemma(self, word: str, tag: Tag) -> str:
        """The dictionary form of `word` in lower case, as its `tag` reads it."""
        low = word.lower()
        return self._best_of(low, tag).normal_form if low[:1].isalpha() else low

    def _choose(self, word: str, tag: Tag) -> Parse:
        parses = self._dictionary.parses(word)
        return parses[0] if len(parses) == 1 else max(parses, key=lambda p: agreement(p.tag, tag))


def finite_verb(word: str, tag: Tag, morphology: Morphology) -> Tag | None:
    """The tag of a word that the dictionary knows as a finite verb only, where the tagger says another thing.

    The tagger takes rare verbs before their subject («смеётся хозяйка») for adverbs and gerunds, or puts
    them into another person.
    """
    you = tag.person == "2" and tag.mood != "Imp" and not word.endswith(SECOND)
    if (tag.form == "Fin" and not you) or tag.pos in SURE or not word.endswith(FINITE) or not word.islower():
        return None
    parses = morphology.parses(word)
    if not all(p.tag.POS == "VERB" and p.is_known and p.tag.mood == "indc" for p in parses):
        return None
    read = parses[0].tag
    feats = {
        "Gender": UD.get(read.gender),
        "Mood": "Ind",
        "Number": UD.get(read.number),
        "Person": UD.get(read.person),
        "Tense": UD.get(read.tense),
        "VerbForm": "Fin",
        "Voice": "Act",
    }
    return _tag("VERB", feats)


def mended(word: str, tag: Tag, morphology: Morphology) -> Tag:
    """The tag of a word, mended where the dictionary leaves no doubt that it is wrong."""
    return finite_verb(word, tag, morphology) or sure_noun(word, tag, morphology) or tag


def sure_noun(word: str, tag: Tag, morphology: Morphology) -> Tag | None:
    """The tag of a word that the dictionary knows as a noun only, where the tagger says adjective or verb.

    It does so with rare nouns: «проходчик со стажем считает», «болен коронавирусом».
    """
    if tag.pos not in ("ADJ", "VERB") or not word.islower():
        return None
    if not all(p.tag.POS == "NOUN" and p.is_known for p in morphology.parses(word)):
        return None
    read = morphology.parse(word, tag).tag
    feats = {
        "Animacy": UD.get(read.animacy),
        "Case": UD_CASE.get(VARIANT_CASE.get(read.case, read.case)),
        "Gender": UD.get(read.gender),
        "Number": UD.get(read.number),
    }
    return _tag("NOUN", feats)


def _tag(pos: str, feats: Mapping[str, str | None]) -> Tag:
    """The tag with these features, as far as they have a value."""
    return parse_tag("|".join([pos, *(f"{name}={value}" for name, value in feats.items() if value)]))


@lru_cache(maxsize=CACHED)
def agreement(parsed: Grammemes, tag: Tag) -> float:
    """How well a pymorphy3 tag fits the tagger's; higher is better."""
    wanted = POS.get(tag.pos, ())
    if tag.form and tag.pos in ("VERB", "AUX"):
        wanted = VERB_FORM.get(tag.form, wanted)
    score = 0.0
    if parsed.POS in wanted:
        score += 4 if wanted[0] == parsed.POS else 3.5
    case = VARIANT_CASE.get(parsed.case, parsed.case)
    score += 2 * (case == CASE.get(tag.case, ""))
    score += 1.5 * (parsed.number == NUMBER.get(tag.number, ""))
    score += 1 * (parsed.gender == GENDER.get(tag.gender, ""))
    score += 0.5 * (parsed.animacy == ANIMACY.get(tag.animacy, ""))
    if tag.pos == "PROPN":
        score += 0.5 * any(mark in parsed for mark in ("Name", "Surn", "Patr", "Geox", "Orgn"))
    return float(score)
