"""Who is who across articles: accuracy of `newsnlp.people`, and its time for 10,000 and 100,000 entities.

    python benchmarks/people.py                 # accuracy on tests/people, as Markdown tables
    python benchmarks/people.py --errors        # also what was joined wrongly, and what was not joined
    python benchmarks/people.py --confidence    # how often joins of each confidence are right
    python benchmarks/people.py --time          # the ratio of the times
    python benchmarks/people.py --model best    # another model than the default

The articles of tests/people are read by an `Extractor`, and people and organisations that are marked in
them are looked up in the profiles. An item is one of them in one article. Pairwise precision is the share
of pairs of items in one profile that are the same in truth, recall the share of pairs of the same that are
in one profile; B-cubed takes, for each item, the share of its profile that is the same (precision) and the
share of the same that is in its profile (recall), and averages. Items that the extraction misses are
counted but not scored. Times are of the processor, the best of three runs, without Python's garbage
collector.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from newsnlp import Article, Entity, Extractor, Mention, PersonRole, Profile, people

ARTICLES = Path(__file__).resolve().parent.parent / "tests" / "people"
HALVES = {"before": "made before the rules", "more": "made to correct them", "after": "held out"}
MARK = re.compile(r"\[([a-z0-9-]+)\|([^][]*)\]")
SMALL, LARGE = 10_000, 100_000


@dataclass(frozen=True)
class Item:
    """One marked person or organisation in one article; `profile` is its id, `None` where it was missed."""

    truth: str
    article: int
    words: str
    profile: str | None


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("halves", nargs="*", metavar="HALF", help=", ".join(HALVES))
    parser.add_argument("--errors", action="store_true", help="show what is wrong")
    parser.add_argument(
        "--confidence", action="store_true", help="how often joins of each confidence are right"
    )
    parser.add_argument("--time", action="store_true", help="measure the time instead")
    parser.add_argument("--model", default="default", help="of newsnlp: best, default, fast")
    options = parser.parse_args()
    if unknown := set(options.halves) - set(HALVES):
        parser.error(f"no such half: {', '.join(sorted(unknown))}")
    if options.time:
        return measure_time()
    extractor = Extractor(model=options.model)
    joins: list[tuple[float, bool]] = []
    print("| articles | of | items | missed | pairs P | pairs R | B³ P | B³ R |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for half in options.halves or HALVES:
        marked = read(half)
        articles = list(extractor.extract_many(text for text, _ in marked))
        profiles = people(articles)
        items = find(profiles, marked, articles)
        for kind in ("person", "organization"):
            print(row(half, kind, items))
        if options.errors:
            show_errors(items, profiles)
        joins += confidences(items, profiles)
    if options.confidence:
        show_confidences(joins)
    return 0


def read(half: str) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """The articles of a half, each with the spans that are marked and who they are."""
    source = (ARTICLES / f"{half}.txt").read_text(encoding="utf-8")
    return [unmark(part.strip()) for part in source.split("===\n")[1:]]


def unmark(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, at, spans = "", 0, []
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        at = mark.end()
    return text + marked[at:], spans


def find(
    profiles: tuple[Profile, ...],
    marked: list[tuple[str, list[tuple[int, int, str]]]],
    articles: list[Article],
) -> list[Item]:
    """The profile of every item."""
    of_entity = {(a.article, a.entity): profile for profile in profiles for a in profile.appearances}
    items: dict[tuple[int, str], Item] = {}
    for at, ((text, spans), article) in enumerate(zip(marked, articles, strict=True)):
        for start, end, truth in spans:
            entity = overlapping(article, start, end)
            profile = of_entity[at, entity.id] if entity else None
            item = Item(truth, at, text[start:end], profile.id if profile else None)
            if items.get((at, truth), item).profile is None or (at, truth) not in items:
                items[at, truth] = item
    return list(items.values())


def overlapping(article: Article, start: int, end: int) -> Entity | None:
    """The person or organisation whose name covers most of a span."""
    best, found = 0, None
    for entity in article.entities:
        for mention in entity.mentions:
            shared = min(end, mention.end) - max(start, mention.start)
            if entity.type != "location" and mention.kind == "name" and shared > best:
                best, found = shared, entity
    return found


def row(half: str, kind: str, items: list[Item]) -> str:
    of_kind = [item for item in items if item.truth.startswith("org-") == (kind == "organization")]
    scored = [item for item in of_kind if item.profile is not None]
    same = pairs(scored, "truth")
    joined = pairs(scored, "profile")
    right = len(same & joined)
    cubed = [b_cubed(item, scored) for item in scored]
    figures = [
        right / max(1, len(joined)),
        right / max(1, len(same)),
        sum(p for p, _ in cubed) / max(1, len(cubed)),
        sum(r for _, r in cubed) / max(1, len(cubed)),
    ]
    shown = " | ".join(f"{figure:.3f}" for figure in figures)
    return f"| {HALVES[half]} | {kind} | {len(of_kind)} | {len(of_kind) - len(scored)} | {shown} |"


def pairs(items: list[Item], by: str) -> set[tuple[int, int]]:
    groups = defaultdict(list)
    for n, item in enumerate(items):
        groups[getattr(item, by)].append(n)
    return {pair for group in groups.values() for pair in combinations(group, 2)}


def b_cubed(item: Item, items: list[Item]) -> tuple[float, float]:
    profile = [other for other in items if other.profile == item.profile]
    truth = [other for other in items if other.truth == item.truth]
    both = sum(other.truth == item.truth for other in profile)
    return both / len(profile), both / len(truth)


def show_errors(items: list[Item], profiles: tuple[Profile, ...]) -> None:
    by_id = {profile.id: profile for profile in profiles}
    of_profile, of_truth = defaultdict(list), defaultdict(list)
    for item in items:
        if item.profile is None:
            print(f"  missed: {item.truth} «{item.words}» in {item.article}")
            continue
        of_profile[item.profile].append(item)
        of_truth[item.truth].append(item)
    for id, group in of_profile.items():
        if len({item.truth for item in group}) > 1:
            print(f"  joined: {by_id[id].name}:", *(f"{i.truth}@{i.article} «{i.words}»" for i in group))
    for truth, group in of_truth.items():
        if len({item.profile for item in group}) > 1:
            print(f"  apart: {truth}:", *(f"{i.profile}@{i.article} «{i.words}»" for i in group))


def confidences(items: list[Item], profiles: tuple[Profile, ...]) -> list[tuple[float, bool]]:
    """For each appearance in a profile of several: its confidence, and whether most others are the same."""
    stated = {
        (p.id, a.article): a.confidence for p in profiles if len(p.appearances) > 1 for a in p.appearances
    }
    groups = defaultdict(list)
    for item in items:
        groups[item.profile].append(item)
    found = []
    for item in items:
        others = [other for other in groups[item.profile] if other is not item]
        if (item.profile, item.article) in stated and others:
            same = sum(other.truth == item.truth for other in others)
            found.append((stated[item.profile, item.article], 2 * same >= len(others)))
    return found


def show_confidences(joins: list[tuple[float, bool]]) -> None:
    print("\n| confidence | joins | right |\n| --- | --- | --- |")
    bins = defaultdict(list)
    for confidence, right in joins:
        bins[min(int(confidence * 10), 9) if confidence < 1 else 10].append(right)
    for lower, right in sorted(bins.items(), reverse=True):
        label = "1.0" if lower == 10 else f"{lower / 10:.1f} to {(lower + 1) / 10:.1f}"
        print(f"| {label} | {len(right)} | {sum(right) / len(right):.2f} |")


def measure_time() -> int:
    people(synthetic(100))
    short, long = (min(seconds(size) for _ in range(3)) for size in (SMALL, LARGE))
    print(f"{SMALL:,} entities {short:.2f} s, {LARGE:,} {long:.2f} s: ratio {long / short:.1f}")
    return 0


def seconds(size: int) -> float:
    articles = list(synthetic(size))
    gc.collect()
    gc.disable()  # it costs more the more objects there are, whoever made them
    start = time.process_time()
    people(articles)
    taken = time.process_time() - start
    gc.enable()
    return taken


FIRST = (
    "Иван",
    "Пётр",
    "Сергей",
    "Олег",
    "Денис",
    "Павел",
    "Антон",
    "Юрий",
    "Глеб",
    "Роман",
    "Игорь",
    "Артём",
    "Лев",
    "Марк",
    "Илья",
    "Егор",
)
MIDDLE = (
    "Иванович",
    "Петрович",
    "Сергеевич",
    "Олегович",
    "Денисович",
    "Павлович",
    "Юрьевич",
    "Игоревич",
)
POSTS = (
    "мэр",
    "директор",
    "нападающий",
    "певец",
    "врач",
    "депутат",
    "адвокат",
    "тренер",
    "экономист",
)
PLACES = (
    "Перми",
    "Омска",
    "Твери",
    "Тулы",
    "Пскова",
    "Казани",
    "Самары",
    "Орла",
    "Читы",
    "Сочи",
)


def synthetic(size: int) -> Iterator[Article]:
    """Articles of ten entities each, with many namesakes; a tenth of the surnames is that of one family."""
    draw = random.Random(7)
    for _ in range(size // 10):
        entities = []
        for n in range(10):
            surname = (
                "Иванов"
                if draw.random() < 0.1
                else f"{draw.choice('БВГДКЛМНПРСТ')}{draw.randrange(size // 50)}ов"
            )
            first, middle = draw.choice(FIRST), draw.choice(MIDDLE)
            form = draw.randrange(5)
            name = [
                surname,
                f"{first} {surname}",
                f"{first} {middle} {surname}",
                f"{first[0]}. {surname}",
                f"{first} {surname}",
            ][form]
            post, place = draw.choice(POSTS), draw.choice(PLACES)
            role = PersonRole(title=f"{post} {place}", post=post)
            if n == 9:
                entities.append(organization(f"o{n}", f"ООО «Ромашка-{draw.randrange(size // 20)}»"))
                continue
            entities.append(
                Entity(
                    id=f"e{n}",
                    type="person",
                    name=name,
                    confidence=1,
                    mentions=(mention(name),),
                    first=first if form in (1, 2, 4) else None,
                    middle=middle if form == 2 else None,
                    last=surname,
                    gender="male",
                    roles=(role,) if draw.random() < 0.6 else (),
                )
            )
        yield Article(version="", model="", text="", entities=tuple(entities))


def organization(id: str, name: str) -> Entity:
    return Entity(id=id, type="organization", name=name, confidence=1, mentions=(mention(name),))


def mention(name: str) -> Mention:
    return Mention(start=0, end=len(name), text=name, kind="name", normal=name)


if __name__ == "__main__":
    sys.exit(main())
