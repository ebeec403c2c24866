"""The pages: what a browser shows, made on the server and complete without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI, Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from comity.faces.server.access import reading, writing
from comity.faces.web import actor, article, exports, home, mending, outlook, pair, review, searching
from comity.faces.web.routes import HERE, actors, forms, page, pages
from comity.faces.web.words import ERRORS

if TYPE_CHECKING:
    from comity.faces.server.problems import Problem

__all__ = [
    "actor",
    "article",
    "error_page",
    "exports",
    "home",
    "mending",
    "mount",
    "outlook",
    "pair",
    "review",
    "searching",
]


def mount(app: FastAPI) -> None:
    """Add the pages and what they load to `app`."""
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.include_router(forms, dependencies=[Depends(writing)])
    for router in (pages, actors):
        app.include_router(router, dependencies=[Depends(reading)])


def error_page(request: Request, problem: Problem) -> Response:
    """The page that tells of `problem`; with status 401 it offers to sign in."""
    heading = ERRORS.get(problem.status, problem.title)
    return page(request, "error.html", {"problem": problem, "heading": heading}, status=problem.status)
