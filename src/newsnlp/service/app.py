"""The paths of the service."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse

from newsnlp._version import __version__
from newsnlp.extractor import Extractor
from newsnlp.inputs import checked
from newsnlp.schema import Article
from newsnlp.service.docs_page import docs_page
from newsnlp.service.limits import Limits
from newsnlp.service.messages import (
    Batch,
    Outcome,
    Outcomes,
    Problem,
    Refusal,
    State,
    Submission,
    explain,
)
from newsnlp.service.pool import RETRY_AFTER, Pool
from newsnlp.service.requests import Requests, answer
from newsnlp.service.settings import Settings

DESCRIPTION = """\
Reads Russian news articles: people with their roles, organisations, places, and quotes with their
speakers. Offsets are those of Unicode characters (code points), half open."""

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {
        "model": Problem,
        "description": description,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status, description in {
        408: "The body came too slowly.",
        413: "The body, the text or the batch is too large.",
        422: "The body is not what the schema asks for.",
        500: "The article could not be read.",
        503: "Overloaded, or the article took too long; the header Retry-After says when to send it again.",
    }.items()
}

log = logging.getLogger(__name__)


def create_app(
    extractor: Extractor | None = None,
    settings: Settings | None = None,
    *,
    on_failure: Callable[[], None] | None = None,
) -> FastAPI:
    """The service as an ASGI application, for uvicorn or another server.

    Its worker processes start with the application and load the models of `extractor` once; they end with
    it. `on_failure` is called if they cannot load. Run one server process: `settings.workers` are what
    uses the processors.

    >>> app = create_app(Extractor(model="fast"), Settings(workers=2))
    >>> sorted(app.openapi()["paths"])
    ['/health', '/ready', '/v1/extract', '/v1/extract_many']
    """
    extractor = extractor or Extractor()
    settings = settings or Settings()
    pool = Pool(extractor, settings.workers)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        loading = asyncio.create_task(_load(pool, on_failure))
        try:
            yield
        finally:
            loading.cancel()
            pool.close()

    app = FastAPI(
        title="newsnlp",
        version=__version__,
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        middleware=[Middleware(Requests), Middleware(Limits, settings=settings)],
        exception_handlers=_HANDLERS,
    )

    @app.post("/v1/extract", response_model=Article, responses=PROBLEMS)
    async def extract(submission: Submission) -> Response:
        """Read one article."""
        return _json(await _read(pool, extractor, settings, submission))

    @app.post("/v1/extract_many", response_model=Outcomes, responses=PROBLEMS)
    async def extract_many(batch: Batch) -> Response:
        """Read several articles.

        The answer is 200 if the batch itself is sound. Each result is an article or, in its place, a
        problem with the status that the article would have had alone.
        """
        if len(batch.articles) > settings.max_batch:
            raise Refusal(
                413,
                f"the batch has {len(batch.articles)} articles, more than {settings.max_batch}: send it in "
                "parts, or run the service with a higher --max-batch",
            )

        async def outcome(article: Submission | Refusal) -> bytes:
            try:
                if isinstance(article, Refusal):
                    raise article
                return b'{"article":' + await _read(pool, extractor, settings, article) + b"}"
            except Refusal as refusal:
                return Outcome(problem=refusal.problem()).model_dump_json(exclude_none=True).encode()

        results = await _some_at_once(outcome, batch.articles, pool.workers)
        return _json(b'{"results":[' + b",".join(results) + b"]}")

    @app.get("/health")
    async def health() -> State:
        """Whether the service lives."""
        return State(status="alive", version=__version__, model=extractor.model)

    @app.get("/ready", responses={503: PROBLEMS[503]})
    async def ready() -> State:
        """Whether the models are loaded."""
        if not pool.ready:
            raise Refusal(503, "the models are being loaded: ask again later", retry_after=RETRY_AFTER)
        return State(status="ready", version=__version__, model=extractor.model)

    @app.get("/docs", include_in_schema=False)
    @app.get("/", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return HTMLResponse(docs_page(app.openapi(), settings))

    return app


async def _load(pool: Pool, on_failure: Callable[[], None] | None) -> None:
    try:
        await pool.start()
    except RuntimeError as error:
        log.error("%s", error)
        if on_failure:
            on_failure()
    else:
        log.info("ready: models loaded in %d worker processes", pool.workers)


async def _read(pool: Pool, extractor: Extractor, settings: Settings, article: Submission) -> bytes:
    """Refuse what cannot be read, here and not in a worker; else the result as JSON."""
    if len(article.text) > extractor.max_chars:
        raise Refusal(
            413,
            f"the text has {len(article.text)} characters, more than {extractor.max_chars}: split it, or "
            "run the service with a higher --max-chars",
        )
    try:
        checked(article.text, article.meta, extractor.max_chars)
    except (TypeError, ValueError) as error:
        raise Refusal(422, str(error)) from None
    return await pool.read(article, settings.timeout)


async def _some_at_once(
    work: Callable[[Submission | Refusal], Awaitable[bytes]],
    items: Sequence[Submission | Refusal],
    number: int,
) -> list[bytes]:
    """Results in order, `number` in work at a time: a batch leaves others their turn at the workers."""
    results = [b""] * len(items)
    waiting = iter(enumerate(items))

    async def some() -> None:
        for n, item in waiting:
            results[n] = await work(item)

    await asyncio.gather(*(some() for _ in range(number)))
    return results


def _json(content: bytes) -> Response:
    return Response(content, media_type="application/json")


def _refused(request: Request, refusal: Refusal) -> JSONResponse:
    return answer(refusal, request.scope)


def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        detail = "send JSON, with the header Content-Type: application/json"
    else:
        detail = f"{explain(error.errors())}. The schema is at /openapi.json"
    return answer(Refusal(422, detail), request.scope)


def _http_error(request: Request, error: HTTPException) -> JSONResponse:
    told = {
        400: (422, "the body is no JSON in UTF-8, or nested too deeply"),  # the only one that FastAPI raises
        404: (404, "there is nothing here: /docs lists the paths"),
        405: (405, "this path takes another method: /docs lists them"),
    }
    response = answer(Refusal(*told.get(error.status_code, (error.status_code, error.detail))), request.scope)
    response.headers.update(error.headers or {})
    return response


_HANDLERS: Any = {  # FastAPI's own type for it admits coroutines only
    Refusal: _refused,
    RequestValidationError: _invalid,
    HTTPException: _http_error,
}
