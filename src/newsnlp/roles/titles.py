"""The title of a role in the nominative, its post and its status."""

from __future__ import annotations

from newsnlp.document import Document, Name
from newsnlp.language.inflection import phrase_nominative, same_case, spell_like
from newsnlp.names.sees import LANDS
from newsnlp.roles.complements import TITLED_KINDS
from newsnlp.roles.extent import Phrase
from newsnlp.schema import RoleStatus


def title(document: Document, phrase: Phrase) -> str:
    """«бывшим мэром Владивостока» gives «бывший мэр Владивостока».

    It begins with the words of origin and time that stand before the role.
    """
    head = phrase.head.i
    if phrase.head.entry.unchanging and phrase.wide == head:  # «завкафедрой ботаники»
        words = document.text[document.tokens[head].start : document.tokens[phrase.last - 1].end]
        return _lower_first(" ".join(words.split()))
    if phrase.acting:  # «исполняющему обязанности главы»: the participle changes
        head = next((i for i in range(phrase.wide, head) if document.tokens[i].tag.form == "Part"), head)
    found = phrase_nominative(document, phrase.wide, phrase.last, head, singular=True)
    if phrase.head.entry.kind in TITLED_KINDS:
        found = _with_lands(document, phrase, found)
    for token in document.tokens[phrase.head.i + 1 : phrase.last]:
        if token.tag.pos == "DET" and token.text != "всея":  # «глава (этой) компании»
            found = found.replace(f" {token.text} ", " ", 1)
    return _lower_first(found)


def _with_lands(document: Document, phrase: Phrase, found: str) -> str:
    """The title with the lands behind it in the nominative: «папой Римским» gives «папа Римский»."""
    tokens = document.tokens
    female = tokens[phrase.head.i].tag.gender == "Fem"
    for token in tokens[phrase.head.i + 1 : phrase.last]:
        if token.text in ("и", ","):
            continue
        if not token.lemma.endswith(LANDS) or not same_case(token, tokens[phrase.head.i]):
            break
        ending = "ая" if female else "ой" if token.lemma.endswith("ой") else "ий"
        found = found.replace(token.text, spell_like(token.text, token.lemma[:-2] + ending), 1)
    return found


def shares(document: Document, phrase: Phrase, title: str, name_at: dict[int, Name]) -> tuple[str, ...]:
    """The titles of two who share a phrase: «президенты России и Турции» are one of each."""
    last = name_at.get(phrase.last - 1)
    first = name_at.get(last.first - 2) if last is not None else None
    if last is None or first is None or first.first <= phrase.head.i:
        return ()
    if "person" in (first.type, last.type) or document.tokens[last.first - 1].text != "и":
        return ()
    if document.tokens[first.last - 1].tag.pos == "ADJ":  # «губернаторы Омской и Томской областей»
        return ()
    one, two = document.words(first), document.words(last)
    if first.type != last.type:  # «главы МИД России и Турции»
        one = document.tokens[first.last - 1].text
    rest = title.removesuffix(f"{one} и {two}")
    return () if rest == title else (rest + one, rest + two)


def post(document: Document, phrase: Phrase) -> str:
    """The head noun in the nominative: «директор»."""
    word = document.text[document.tokens[phrase.head.i].start + phrase.head.entry.skip :]
    word = word[: document.tokens[phrase.head.i].end - document.tokens[phrase.head.i].start]
    return _lower_first(spell_like(word, phrase.head.entry.lemma))


def status(phrase: Phrase, *, past: bool) -> RoleStatus:
    """Whether the role is held, was held, or is held for a time."""
    if phrase.former or past:
        return "former"
    return "acting" if phrase.acting else "current"


def _lower_first(title: str) -> str:
    """«Директор школы» at the start of a sentence is «директор школы», «И. о. мэра» too; «CEO» stays."""
    rest = title.split(" ", 1)[0][1:]
    return title[:1].lower() + title[1:] if rest.islower() or rest in ("", ".") else title
