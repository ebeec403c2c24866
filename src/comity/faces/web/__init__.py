"""The pages, made on the server.

`pages` are for whoever may read, `forms` write and so need a session with the value of `access.csrf` in each form.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, FastAPI, Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from comity.faces.server.access import reading, writing

if TYPE_CHECKING:
    from comity.faces.server.problems import Problem

_HERE = Path(__file__).parent
templates = Jinja2Templates(_HERE / "templates")
pages = APIRouter(include_in_schema=False)
forms = APIRouter(include_in_schema=False)


def mount(app: FastAPI) -> None:
    """Add the pages and what they load to `app`."""
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    app.include_router(forms, dependencies=[Depends(writing)])
    app.include_router(pages, dependencies=[Depends(reading)])


def error_page(request: Request, problem: Problem) -> Response:
    """The page that tells of `problem`; with status 401 it offers to sign in."""
    return templates.TemplateResponse(request, "error.html", {"problem": problem}, status_code=problem.status)


@pages.get("/")
def home(request: Request) -> HTMLResponse:
    """The first page."""
    return templates.TemplateResponse(request, "home.html")
