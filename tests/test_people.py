"""Who is who across articles."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnlp import (
    Article,
    Entity,
    ExtractionError,
    Extractor,
    Mention,
    PersonRole,
    Profile,
    Quote,
    Speaker,
    people,
    quote_counts,
)
from newsnlp.schema import Evidence


def entity(id: str, name: str, **fields: Any) -> Entity:
    mention = Mention(start=0, end=len(name), text=name, kind="name", normal=name)
    return Entity(id=id, name=name, confidence=1, mentions=(mention,), **fields)


def person(name: str, *titles: str, gender: str | None = "male", at: str = "") -> dict[str, Any]:
    """A person by name («И. С. Орлов», «Иван Орлов»), with titles whose first word is the post."""
    words = name.split()
    full = [word for word in words if not word.endswith(".")]
    first = full[0] if len(full) > 1 else None
    middle = full[1] if len(full) > 2 else None
    return {
        "name": name,
        "type": "person",
        "first": first,
        "middle": middle,
        "last": full[-1],
        "gender": gender,
        "roles": tuple(role(title, at) for title in titles),
    }


def role(title: str, at: str) -> PersonRole:
    former = title.startswith("бывший ")
    post = title.removeprefix("бывший ").split()[0]
    return PersonRole(
        title=title, post=post, organization=at or None, status="former" if former else "current"
    )


ANNA = person("Анна", "учительница", gender="female") | {"first": "Анна", "last": None}
PATRIARCH = person("Тихон", "патриарх") | {"first": "Тихон", "last": None}


def organization(name: str) -> dict[str, Any]:
    return {"name": name, "type": "organization"}


def place(name: str) -> dict[str, Any]:
    return {"name": name, "type": "location"}


def article(*entities: dict[str, Any], said: tuple[int, ...] = ()) -> Article:
    """An article with these entities; `said` are the places of the speakers of its quotes among them."""
    made = tuple(entity(f"e{n}", **fields) for n, fields in enumerate(entities))
    quotes = tuple(
        Quote(
            id=f"q{n}",
            start=0,
            end=0,
            text="",
            kind="indirect",
            segments=(),
            speaker=Speaker(kind="person", entity=f"e{speaker}"),
            confidence=1,
            evidence=Evidence(pattern="test"),
        )
        for n, speaker in enumerate(said)
    )
    return Article(version="", model="", text="", entities=made, quotes=quotes)


def groups(articles: list[Article]) -> set[frozenset[str]]:
    """What was joined, each appearance as «article: name»."""
    return {frozenset(f"{a.article}: {a.name}" for a in profile.appearances) for profile in people(articles)}


def joined(*persons: dict[str, Any]) -> Profile | None:
    """The one profile of the first entities of several articles; `None` where they are not all one."""
    found = people(article(one) for one in persons)
    return found[0] if len(found) == 1 else None


def test_forms_of_one_name_are_one_person() -> None:
    found = joined(
        person("Владимир Владимирович Путин", "президент России"),
        person("Владимир Путин", "президент"),
        person("В. Путин"),
        person("В. В. Путин"),
        person("Путин", "президент"),
    )
    assert found is not None
    assert (found.name, found.first, found.middle, found.last) == (
        "Владимир Владимирович Путин",
        "Владимир",
        "Владимирович",
        "Путин",
    )
    assert set(found.names) >= {"Путин", "В. Путин", "Владимир Путин"}
    assert found.gender == "male"
    assert [(held.title, held.articles) for held in found.roles] == [("президент России", 3)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Наталья Задонская", gender="female"), person("Наталия Задонская", gender="female")),
        (person("Семён Горшенёв"), person("Семен Горшенев")),
        (person("Дима Задонщинский"), person("Дмитрий Задонщинский")),
        (person("Дэвид Крамп"), person("Девид Крамп")),
        (person("Фуад Мбазаа"), person("Фуад Мебаза")),
        (person("Иван Орлов", "мэр Перми"), person("Орлов", "глава Перми")),
        (person("Иван Орлов", "губернатор Самарской области"), person("И. Орлов", "губернатор Самары")),
        (person("Иван Орлов", "нападающий"), person("Орлов", "форвард")),
        (PATRIARCH, PATRIARCH),
        (person("Иван Рябокляч", "боксёр"), person("Иван Рябокляч", "бывший боксёр", "депутат Госдумы")),
    ],
)
def test_spellings_and_posts_that_go_together_are_one(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert joined(one, other)
    assert joined(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Иван Петрович Орлов"), person("Иван Ильич Орлов")),  # patronymics
        (person("Саша Белова", gender="female"), person("Саша Белова", gender="male")),
        (person("Иван Орлов", "нападающий"), person("Иван Орлов", "министр транспорта")),
        (person("Нил Задонщинский", "нападающий"), person("Нил Задонщинский", "министр транспорта")),
        (person("Иван Орлов", "мэр Перми"), person("Иван Орлов", "мэр Омска")),
        (person("Иван Орлов"), person("Пётр Орлов")),
        (person("И. Орлов"), person("П. Орлов")),
        (person("Иван Орлов"), person("Орлов")),  # a surname that many have, and no evidence
        (person("Орлов"), person("Орлов")),
        (person("Иван Семёнов"), person("Иван Симонов")),
        (ANNA, ANNA),
    ],
)
def test_namesakes_stay_apart(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert joined(one, other) is None
    assert joined(other, one) is None


def test_a_surname_alone_joins_the_namesake_whose_post_it_has() -> None:
    found = groups(
        [
            article(person("Сергей Иванов", "нападающий «Спартака»")),
            article(person("Сергей Иванов", "министр обороны")),
            article(person("Иванов", "форвард")),
            article(person("Иванов", "министр")),
            article(person("Иванов")),
        ]
    )
    assert found == {
        frozenset({"0: Сергей Иванов", "2: Иванов"}),
        frozenset({"1: Сергей Иванов", "3: Иванов"}),
        frozenset({"4: Иванов"}),
    }


def test_names_without_post_that_fit_several_stay_apart() -> None:
    known = [article(person("Сергей Иванов", title)) for title in ("нападающий", "министр")]
    bare = [article(person("Сергей Иванов")) for _ in range(3)]
    assert len(groups(known + bare)) == 5
    assert len(groups(bare)) == 1


def test_a_former_post_is_told_from_the_present_one() -> None:
    found = joined(
        person("Нил Задонщинский", "мэр Перми"),
        person("Нил Задонщинский", "мэр"),
        person("Нил Задонщинский", "бывший мэр Перми"),
    )
    assert found is not None
    assert [(held.title, held.status, held.articles) for held in found.roles] == [
        ("мэр Перми", "current", 2),
        ("бывший мэр Перми", "former", 1),
    ]


def test_the_name_is_the_full_one() -> None:
    short = [person("Дима Задонщинский")] * 3
    found = joined(*short, person("Дмитрий Задонщинский"))
    assert found is not None
    assert (found.name, found.first) == ("Дмитрий Задонщинский", "Дмитрий")
    assert found.names[0] == "Дима Задонщинский"


def test_an_article_that_links_two_posts_links_the_people_who_hold_them() -> None:
    boxer, mayor = person("Виталий Кличко", "боксёр"), person("Виталий Кличко", "мэр Киева")
    assert joined(boxer, mayor) is None
    assert joined(boxer, mayor, person("Виталий Кличко", "мэр Киева", "боксёр"))


def test_what_articles_have_in_common_is_evidence() -> None:
    around = [organization("завод «Уралмаш-Прибор»"), place("Верхнекамск"), person("Лидия Задонская")]
    apart = [article(person("Иван Орлов")), article(person("Орлов"))]
    near = [article(person("Иван Орлов"), *around), article(person("Орлов"), *around)]
    assert len(groups(apart)) == 2
    assert frozenset({"0: Иван Орлов", "1: Орлов"}) in groups(near)


def test_a_doubtful_join_says_so() -> None:
    sure = joined(person("Иван Орлов", "мэр Перми"), person("Иван Орлов", "мэр Перми"))
    doubtful = joined(person("Иван Рябокляч"), person("Рябокляч"))
    alone = joined(person("Рябокляч"))
    assert sure is not None
    assert doubtful is not None
    assert alone is not None
    assert 0.5 <= doubtful.confidence < 0.8 < sure.confidence <= alone.confidence == 1
    assert doubtful.confidence == min(a.confidence for a in doubtful.appearances)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ООО «Ромашка»", "«Ромашка»"),
        ("МВД России", "МВД"),
        ("Министерство здравоохранения РФ", "Минздрав"),
        ("завод «Уралмаш-Прибор»", "АО „Уралмаш-Прибор“"),
        ("Газпром", "ПАО «Газпром»"),
        ("Администрация Перми", "администрация Перми"),
    ],
)
def test_forms_of_one_organization_are_one(one: str, other: str) -> None:
    assert joined(organization(one), organization(other))
    assert joined(organization(other), organization(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("МВД России", "МВД Украины"),
        ("МВД Украины", "МВД"),
        ("завод «Восток»", "кинотеатр «Восток»"),
        ("полиция", "полиция"),  # of some town
        ("Полиция", "Полиция"),
        ("пресс-служба «Спартака»", "«Спартак»"),
        ("Газпром", "Газпром нефть"),
    ],
)
def test_other_organizations_stay_apart(one: str, other: str) -> None:
    assert joined(organization(one), organization(other)) is None
    assert joined(organization(other), organization(one)) is None


def test_the_roles_name_the_organization_as_its_profile_does() -> None:
    found = people(
        [
            article(organization("«Ромашка»"), person("Анна Седова", "директор «Ромашки»", at="«Ромашка»")),
            article(organization("ООО «Ромашка»"), person("А. Седова", "директор", at="ООО «Ромашка»")),
        ]
    )
    names = {profile.type: profile.name for profile in found}
    (woman,) = (profile for profile in found if profile.type == "person")
    assert {role.organization for a in woman.appearances for role in a.roles} == {names["organization"]}


def test_the_most_quoted_come_first_then_by_name() -> None:
    found = people(
        [
            article(person("Борис Яшин"), person("Анна Удалова", gender="female"), said=(1,)),
            article(person("Глеб Ямов"), person("Анна Удалова", gender="female"), said=(0, 1, 1)),
            article(organization("«Аякс-Банк»")),
        ]
    )
    assert [(p.name, p.quotes, p.articles) for p in found] == [
        ("Анна Удалова", 3, 2),
        ("Глеб Ямов", 1, 1),
        ("«Аякс-Банк»", 0, 1),
        ("Борис Яшин", 0, 1),
    ]
    assert [p.id for p in found] == ["person1", "person2", "organization1", "person3"]
    assert [(a.article, a.entity, a.quotes) for a in found[0].appearances] == [(0, "e1", 1), (1, "e1", 2)]


NAMES = st.builds(
    lambda first, middle, last, titles: person(" ".join(filter(None, (first, middle, last))), *titles),
    st.sampled_from(["", "Иван", "Ваня", "Пётр", "И.", "И. П."]),
    st.sampled_from(["", ""]),
    st.sampled_from(["Иванов", "Задонщинский", "Отиено", "Отьено"]),
    st.lists(st.sampled_from(["мэр Перми", "мэр Омска", "нападающий", "врач"]), max_size=2, unique=True),
)
BODIES = st.sampled_from(
    ["МВД", "МВД России", "МВД Украины", "«Восток»", "завод «Восток»", "кинотеатр «Восток»", "полиция"]
).map(organization)
PLACES = st.sampled_from(["Пермь", "Омск", "Украина"]).map(place)
ARTICLES = st.lists(
    st.lists(NAMES | BODIES | PLACES, max_size=5).map(lambda entities: article(*entities)), max_size=12
)


@given(ARTICLES, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_makes_no_difference(articles: list[Article], draw: random.Random) -> None:
    order = list(range(len(articles)))
    draw.shuffle(order)
    shuffled = people(articles[n] for n in order)

    def content(profiles: tuple[Profile, ...], position: Any) -> set[frozenset[tuple[int, str, float]]]:
        return {
            frozenset((position(a.article), a.entity, a.confidence) for a in profile.appearances)
            for profile in profiles
        }

    assert content(shuffled, lambda n: order[n]) == content(people(articles), lambda n: n)


@given(ARTICLES)
def test_everybody_is_in_exactly_one_profile(articles: list[Article]) -> None:
    found = people(articles)
    seen = [(a.article, a.entity) for profile in found for a in profile.appearances]
    there = {(n, e.id) for n, one in enumerate(articles) for e in one.entities if e.type != "location"}
    assert len(seen) == len(set(seen))
    assert set(seen) == there
    assert len({profile.id for profile in found}) == len(found)
    for profile in found:
        assert profile.confidence == min(a.confidence for a in profile.appearances)
        assert {a.name for a in profile.appearances} <= set(profile.names)


def test_it_reads_any_iterable_once_and_keeps_no_text(extractor: Extractor) -> None:
    texts = iter(["Мэр Перми Анна Седова открыла мост.", "«Мост готов», — сказала мэр А. Седова.", ""])
    found = people(extractor.extract_many(texts))
    assert [(profile.name, profile.articles) for profile in found] == [("Анна Седова", 2)]
    assert people([]) == ()


def test_profiles_survive_json() -> None:
    found = joined(person("Иван Орлов", "мэр Перми"))
    assert found is not None
    assert Profile.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (article(), r"people\(\[article\]\)"),
        ("текст", "iterable of articles"),
        (["текст"], "item 0 must be an Article, not str: extract texts first"),
        ([article(), ExtractionError(1, "ValueError: too long")], "item 1 is an article that failed"),
    ],
)
def test_what_is_no_article_is_refused_with_advice(given: Any, says: str) -> None:
    with pytest.raises(TypeError, match=says):
        people(given)


def quoted() -> Iterator[Article]:
    mayor = person("Анна Удалова", "мэр Перми", gender="female", at="«Ромашка»")
    yield article(mayor, organization("«Ромашка»"), person("Глеб Ямов", gender=None), said=(0, 0, 1, 2))
    yield article(person("Анна Удалова", gender="female"), said=(0,))
    yield article(person("Борис Яшин", "мэр Омска"), said=(0,))


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("person", [("Анна Удалова", 3, 1, 2), ("Борис Яшин", 1, 1, 1), ("Глеб Ямов", 1, 1, 1)]),
        ("gender", [("female", 3, 1, 2), ("male", 1, 1, 1), (None, 1, 1, 1)]),
        ("role", [("мэр", 4, 2, 3), (None, 1, 1, 1)]),
        ("organization", [("«Ромашка»", 4, 1, 2), (None, 2, 2, 2)]),
    ],
)
def test_quotes_are_counted(by: Any, rows: list[tuple[str | None, int, int, int]]) -> None:
    counts = quote_counts(people(quoted()), by=by)
    assert [(row.key, row.quotes, row.people, row.articles) for row in counts] == rows


def test_namesakes_have_rows_of_their_own() -> None:
    articles = [article(person("Иван Орлов", title), said=(0,)) for title in ("нападающий", "министр")]
    rows = quote_counts(people(articles))
    assert [row.key for row in rows] == ["Иван Орлов", "Иван Орлов"]
    assert len({row.ids for row in rows}) == 2


def test_counting_refuses_what_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="'gender'"):
        quote_counts([], by="age")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="as people"):
        quote_counts([article()])  # type: ignore[list-item]
