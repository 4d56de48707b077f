"""Each request has an id, a line in the log when it is done, and an answer whatever happens."""

from __future__ import annotations

import logging
import re
import time
import uuid

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from newsnlp.service.messages import MISTAKE, Refusal

HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[\w.:-]{1,128}", re.ASCII)  # a client's own id; nothing that could forge a log line

log = logging.getLogger(__name__)


def request_id(scope: Scope) -> str:
    """The id of a request, once `Requests` has seen it."""
    return str(scope["state"]["request_id"])


def answer(refusal: Refusal, scope: Scope) -> JSONResponse:
    """The response to a request that is refused."""
    headers = {} if refusal.retry_after is None else {"Retry-After": str(refusal.retry_after)}
    return JSONResponse(
        refusal.problem(request_id(scope)).model_dump(mode="json"),
        refusal.status,
        headers,
        media_type="application/problem+json",
    )


class Requests:
    """The outermost middleware: gives ids, writes the log, answers 500 where the application failed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request, as ASGI has it."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        began = time.perf_counter()
        status: int | None = None
        identity = _id_of(scope)
        scope.setdefault("state", {})["request_id"] = identity

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (HEADER.lower().encode(), identity.encode())]
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        except Exception:
            log.exception("the request failed", extra={"fields": {"request_id": identity}})
            if status is None:
                await answer(Refusal(500, MISTAKE), scope)(scope, receive, send_with_id)
        finally:
            told = {
                "request_id": identity,
                "method": scope["method"],
                "path": scope["path"],
                "status": status,  # None: the client has gone before it was answered
                "ms": round((time.perf_counter() - began) * 1000, 1),
            }
            log.info("request", extra={"fields": told})


def _id_of(scope: Scope) -> str:
    for name, value in scope["headers"]:
        given: str = value.decode("latin-1")
        if name == HEADER.lower().encode() and _GIVEN.fullmatch(given):
            return given
    return uuid.uuid4().hex
