"""What goes in and out of the service, as pydantic models: the OpenAPI description is made from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, WrapValidator

from newsnlp.schema import Article

MISTAKE = "this is a mistake in newsnlp: report it, with the traceback that the service has logged"
MOST_ERRORS = 5  # in one message
LONGEST_NAME = 50  # characters of a field's name, which is the client's


class Submission(BaseModel):
    """An article to read: its text, JSON data of yours to carry along, and whether to give tokens."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    text: str = Field(description="The text of the article, as it stands on the page.")
    meta: Any = Field(None, description="JSON data of yours (an address, an id); the result has it too.")
    tokens: bool = Field(False, description="Whether sentences get their tokens with lemmas and tags.")


class Problem(BaseModel):
    """Why there is no result, in the form of RFC 9457; `detail` says what to do."""

    model_config = ConfigDict(frozen=True)

    status: int
    title: str
    detail: str
    request_id: str | None = None


class Refusal(Exception):
    """Ends a request, or one article of a batch, with a problem.

    >>> Refusal(413, "the text is too long: split it").problem().title
    'Content Too Large'
    """

    def __init__(self, status: int, detail: str, *, retry_after: int | None = None) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail
        self.retry_after = retry_after

    def problem(self, request_id: str | None = None) -> Problem:
        """The problem as it is sent."""
        detail = self.detail.encode(errors="replace").decode()  # it may name a field of the client's
        return Problem(status=self.status, title=_title(self.status), detail=detail, request_id=request_id)


def _title(status: int) -> str:
    """The name of a status by RFC 9110; Python's is older for two of them until 3.13."""
    newer = {413: "Content Too Large", 422: "Unprocessable Content"}
    return newer.get(status) or HTTPStatus(status).phrase


def explain(errors: Sequence[Any]) -> str:
    """What is wrong with a submission, from the errors of pydantic or FastAPI, without quoting it.

    >>> try:
    ...     Submission.model_validate({"txt": "Мост открыт."})
    ... except ValidationError as error:
    ...     print(explain(error.errors()))
    text: Field required; txt: Extra inputs are not permitted
    """
    told = []
    for error in errors[:MOST_ERRORS]:
        if error["type"] == "json_invalid":
            told.append(f"the body is no valid JSON: {error['ctx']['error']} at offset {error['loc'][-1]}")
        else:
            place = ".".join(str(part)[:LONGEST_NAME] for part in error["loc"])
            told.append(f"{place}: {error['msg']}" if place else error["msg"])
    return "; ".join(told)


def _or_refusal(value: Any, validate: Callable[[Any], Submission]) -> Submission | Refusal:
    """One bad article does not fail its batch."""
    try:
        return validate(value)
    except ValidationError as error:
        return Refusal(422, explain(error.errors()))


class Batch(BaseModel):
    """Articles to read."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True)

    articles: tuple[Annotated[Submission, WrapValidator(_or_refusal)], ...] = Field(strict=False)


class Outcome(BaseModel):
    """One article of a batch: an article, or the problem in its place."""

    model_config = ConfigDict(frozen=True)

    article: Article | None = None
    problem: Problem | None = None


class Outcomes(BaseModel):
    """The results of a batch: as many as articles came, in their order."""

    model_config = ConfigDict(frozen=True)

    results: tuple[Outcome, ...]


class State(BaseModel):
    """Whether the process lives, or is ready to read."""

    model_config = ConfigDict(frozen=True)

    status: str
    version: str
    model: str
