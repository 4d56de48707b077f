"""Whether words are retold speech: the balance of what the rules and the encoder see of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnlp import Extractor
from newsnlp.lexicon import table
from newsnlp.speech.acceptance import probability

KNOWN = [row[0] for row in table("acceptance")]


@given(st.dictionaries(st.sampled_from([*KNOWN, "pattern: of tomorrow"]), st.floats(-5, 5)))
def test_it_is_a_probability(facts: dict[str, float]) -> None:
    assert 0 <= probability(facts) <= 1


@given(st.floats(-4, 4), st.floats(-4, 4))
def test_the_encoder_speaks_for_what_it_sees(one: float, two: float) -> None:
    low, high = sorted((one, two))
    for fact in ("begins", "support"):
        assert probability({fact: low}) <= probability({fact: high})


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Мэр сообщил, что мост откроют в мае.", ["мост откроют в мае"]),
        # a verb that often reports, and here reports nothing
        ("Завод обещал и построил людям новый дом.", []),
        ("Комиссия назвала победителей конкурса.", []),
    ],
)
def test_verbs_that_report_and_such_that_do_not(extractor: Extractor, text: str, contents: list[str]) -> None:
    assert [quote.text for quote in extractor.extract(text).quotes] == contents
