"""How far a quote can be trusted: the table that corrects what the stages think of themselves."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from newsnlp.document import Report, Span
from newsnlp.lexicon import table
from newsnlp.speakers.attribution import Attribution
from newsnlp.speakers.trust import confidence

REPORT = Report("direct", 0, 5, (Span(0, 5),), "marks", Span(0, 5), confidence=0.9)
KNOWN = [row[0].partition(": ")[2] for row in table("trust") if ": " in row[0]]


@given(
    st.sampled_from([*KNOWN, "a pattern of tomorrow"]),
    st.sampled_from(KNOWN),
    st.floats(0, 1),
    st.floats(0, 1),
    st.booleans(),
)
def test_it_is_a_probability_and_grows_with_what_the_stages_think(
    pattern: str, rule: str, one: float, two: float, alone: bool
) -> None:
    low, high = sorted((one, two))
    found = [
        confidence(replace(REPORT, pattern=pattern), Attribution(None, rule, (), estimate), alone=alone)
        for estimate in (low, high)
    ]
    assert 0 < found[0] <= found[1] < 1


def test_what_only_the_encoder_finds_is_trusted_less() -> None:
    attribution = Attribution(None, "name", (), 0.95)
    assert confidence(replace(REPORT, pattern="encoder"), attribution, alone=False) < confidence(
        replace(REPORT, pattern="marks, frame after"), attribution, alone=False
    )
