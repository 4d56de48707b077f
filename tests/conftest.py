"""Settings that all tests share."""

import os

import pytest
from hypothesis import HealthCheck, settings

from newsnlp import Extractor

settings.register_profile(  # an article takes its time, and the first one loads the models
    "articles",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,  # there a change is judged, not luck; at home every run tries other texts
)
settings.load_profile("articles")


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """One extractor for all tests, as loading its models takes a second."""
    return Extractor()
