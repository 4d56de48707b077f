"""The linguistic knowledge: tables in `newsnlp/data`, plus what the user adds.

A table is a UTF-8 text file: one entry a line, columns separated by tabs, `#` starts a comment,
the first comment says where the knowledge comes from.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from os import PathLike
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Lexicon(BaseModel):
    """Words of yours that the library should know beside its own.

    - `cues`: verbs that introduce speech, in the infinitive («отчеканить»);
    - `roles`: nouns for posts, professions, titles, in the nominative singular («сити-фермер»);
    - `organizations`: names of organisations in the nominative («Ромашка»);
    - `boilerplate`: beginnings of lines that are no part of an article («Наш канал в»).

    All may be left out. Raises `ValueError` (pydantic's `ValidationError`) for unknown fields and
    for entries that are no strings or empty.

    >>> Lexicon(cues=["отчеканить"]).cues
    ('отчеканить',)
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    cues: tuple[Phrase, ...] = ()
    roles: tuple[Phrase, ...] = ()
    organizations: tuple[Phrase, ...] = ()
    boilerplate: tuple[Phrase, ...] = ()

    @classmethod
    def from_file(cls, path: str | PathLike[str]) -> Self:
        """The lexicon in a TOML or JSON file (UTF-8) with these fields.

        Raises `OSError` where the file cannot be read and `ValueError`, which names the file and
        the fault, where it holds no lexicon.
        """
        file = Path(path)
        try:
            text = file.read_text(encoding="utf-8-sig")
            return cls.model_validate(_parse(file.suffix.lower(), text))
        except ValidationError as error:
            faults = (f"{'.'.join(map(str, e['loc'])) or 'the file'}: {e['msg']}" for e in error.errors())
            raise ValueError(f"{file}: {'; '.join(faults)}") from None
        except ValueError as error:
            raise ValueError(f"{file}: {error}") from None


def _parse(suffix: str, text: str) -> Any:
    if suffix == ".toml":
        return tomllib.loads(text)
    if suffix == ".json":
        return json.loads(text)
    raise ValueError("a lexicon is a .toml or a .json file")


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/NAME.tsv`, each a tuple of its cells.

    >>> ("«", "»") in table("quotation_marks")
    True
    """
    return tuple(_rows(name))


@cache
def column(name: str) -> frozenset[str]:
    """The first cells of the rows of `data/NAME.tsv`."""
    return frozenset(row[0] for row in table(name))


def _rows(name: str) -> Iterator[tuple[str, ...]]:
    source = resources.files("newsnlp") / "data" / f"{name}.tsv"
    for line in source.read_text(encoding="utf-8").splitlines():
        entry = line.split("#", 1)[0].rstrip()
        if entry:
            yield tuple(cell.strip() for cell in entry.split("\t"))
