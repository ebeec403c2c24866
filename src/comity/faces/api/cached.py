"""Answers that a client may keep: each has a tag, which stays the same until the ledger or the day changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from functools import cache
from importlib.metadata import version
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from comity.faces.server.access import bearer, reading
from comity.faces.server.asking import service


class Cached(APIRoute):
    """A route whose answers follow from the ledger, the day and what is asked, so that the tag is known before."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Answer 304 to a client that has the answer already."""
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            if request.method != "GET":
                return await handle(request)
            tag = await _tag(request)
            headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
            if tag in _kept(request):
                await self._let_through(request)
                return Response(status_code=304, headers=headers)
            response = await handle(request)
            response.headers.update(headers)
            return response

        return answer

    async def _let_through(self, request: Request) -> None:
        """Raise a Problem for who may not read: what is kept is no way around the token."""
        await reading(request, await bearer(request))


async def _tag(request: Request) -> str:
    state = await run_in_threadpool((await service(request)).state)
    asked = f"{_version()} {state} {request.url.path}?{request.url.query}"
    return f'W/"{hashlib.sha256(asked.encode()).hexdigest()[:32]}"'


@cache
def _version() -> str:
    """The version of Comity, which is read from a file."""
    return version("comity")


def _kept(request: Request) -> list[str]:
    return [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]
