"""How many requests may be in progress, and how large and how slow their bodies may be."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from newsnlp.service.messages import Refusal
from newsnlp.service.pool import RETRY_AFTER
from newsnlp.service.requests import answer
from newsnlp.service.settings import Settings

LIMITED = "/v1/"


class Limits:
    """Turns away what the settings do not allow, before the application sees it.

    The body is counted while it is read, so that no more than `max_body` of it is ever held.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self._in_progress = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request, as ASGI has it."""
        if scope["type"] != "http" or not scope["path"].startswith(LIMITED):
            return await self.app(scope, receive, send)
        try:
            if self._in_progress >= self.settings.max_concurrent:
                raise Refusal(
                    503,
                    f"{self.settings.max_concurrent} requests are in progress, as many as this service "
                    "takes: send it again later",
                    retry_after=RETRY_AFTER,
                )
            self._in_progress += 1
            try:
                body = await self._body(scope, receive)
                if body is not None:  # else the client has gone
                    await self.app(scope, _replayed(body, receive), send)
            finally:
                self._in_progress -= 1
        except Refusal as refusal:
            await answer(refusal, scope)(scope, receive, send)

    async def _body(self, scope: Scope, receive: Receive) -> bytes | None:
        limit = self.settings.max_body
        length = dict(scope["headers"]).get(b"content-length", b"")
        too_large = Refusal(
            413,
            f"the body has more than {limit} bytes: send fewer articles at once, or run the service with a "
            "higher --max-body",
        )
        if length.isdigit() and int(length) > limit:
            raise too_large
        body = bytearray()
        try:
            async with asyncio.timeout(self.settings.timeout):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return None
                    body += message.get("body", b"")
                    if len(body) > limit:
                        raise too_large
                    if not message.get("more_body", False):
                        return bytes(body)
        except TimeoutError:
            raise Refusal(
                408,
                f"the body did not arrive within {self.settings.timeout:g} s: send it faster, or less",
            ) from None


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body in one piece, then what else comes."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay
