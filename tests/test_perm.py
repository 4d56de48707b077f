"""The reference article, field by field against what a reader takes from it.

The article is not part of the repository: it lies in ../shared/articles beside it.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from newsnlp import Article, Speaker, extract
from samples import ROOT

FOLDER = ROOT.parent / "shared" / "articles"
STEM = "perm-2020-08-30"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"the reference article is not here: there is no folder {FOLDER}"
)


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FOLDER / f"{STEM}.json").read_text(encoding="utf-8"))
    return data


@pytest.fixture(scope="module")
def article() -> Article:
    with (FOLDER / f"{STEM}.txt").open(encoding="utf-8", newline="") as file:
        return extract(file.read())


def test_title_and_date(article: Article, expected: dict[str, Any]) -> None:
    assert (article.title, article.date) == (expected["title"], expected["date"])


def test_blocks(article: Article, expected: dict[str, Any]) -> None:
    assert [block.kind for block in article.blocks] == [block["kind"] for block in expected["blocks"]]
    for found, wanted in zip(article.blocks, expected["blocks"], strict=True):
        assert found.text == wanted.get("text", found.text)
        assert found.text.startswith(wanted.get("starts", ""))
        assert found.text.endswith(wanted.get("ends", ""))


def test_persons(article: Article, expected: dict[str, Any]) -> None:
    found = [
        {
            "name": person.name,
            "gender": person.gender,
            "roles": [
                {"title": role.title, "post": role.post, "organization": role.organization}
                for role in person.roles
            ],
        }
        for person in article.persons
    ]
    assert found == expected["persons"]


def test_organizations(article: Article, expected: dict[str, Any]) -> None:
    found = {organization.name: organization for organization in article.organizations}
    assert set(found) == {wanted["name"] for wanted in expected["organizations"]}
    for wanted in expected["organizations"]:
        mentions = {mention.text for mention in found[wanted["name"]].mentions}
        assert mentions >= set(wanted.get("mentions_include", []))


def test_quotes(article: Article, expected: dict[str, Any]) -> None:
    found = [
        {
            "kind": quote.kind,
            "text": quote.text,
            "cue": quote.cue and {"text": quote.cue.text, "lemma": quote.cue.lemma},
            "speaker": _speaker(quote.speaker),
            "via": quote.via and quote.via.text,
        }
        for quote in article.quotes
    ]
    assert found == expected["quotes"]


def _speaker(speaker: Speaker | None) -> dict[str, Any] | None:
    if speaker is None:
        return None
    return {"text": speaker.text, "name": speaker.name, "kind": speaker.kind, "role": speaker.role}


def test_roles_point_to_their_holders_and_houses(article: Article, expected: dict[str, Any]) -> None:
    names = {entity.id: entity.name for entity in article.entities}
    found = {
        (role.title, names.get(role.person or ""), names.get(role.organization or ""))
        for role in article.roles
    }
    wanted = {
        (role["title"], person["name"], role["organization"])
        for person in expected["persons"]
        for role in person["roles"]
    }
    assert wanted <= found
