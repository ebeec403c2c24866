"""Where the pages' routes are gathered, and how a page is made.

`pages` are for whoever may read; `forms` write, and so need a session with the value of `access.csrf` in each form.
`actors` are the pages whose addresses are names of actors, which come after all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from pydantic import BeforeValidator
from starlette.templating import Jinja2Templates

from comity.errors import DateError
from comity.faces.api import PREFIX
from comity.faces.server.access import csrf, session
from comity.faces.web import words
from comity.faces.wording import safe
from comity.read.days import parse_day

HERE = Path(__file__).parent

pages = APIRouter(include_in_schema=False)
forms = APIRouter(include_in_schema=False)
actors = APIRouter(include_in_schema=False)


def blank(value: object) -> object:
    """The value, None for what a form sends for an empty field."""
    return None if value == "" else value


def _day(value: object) -> object:
    """The day that a text gives, None for an empty one; pydantic alone would take a number for seconds since 1970."""
    if not isinstance(value, str) or not value:
        return blank(value)
    try:
        return parse_day(value)
    except DateError as error:
        raise ValueError(str(error)) from None


Day = Annotated[date | None, BeforeValidator(_day), Query()]
"""A day in the address; what a form sends for an empty field is none."""


Word = Annotated[str | None, BeforeValidator(blank), Query()]
"""A word in the address; what a form sends for an empty field is none."""


def with_query(request: Request, **changes: object) -> str:
    """The address of this page with some of what is asked changed; None leaves a question out."""
    asked = {**request.query_params, **changes}
    kept = {name: str(value) for name, value in asked.items() if value not in (None, "")}
    return quote(request.url.path) + (f"?{urlencode(kept)}" if kept else "")


def with_days(request: Request, *names: str) -> str:
    """The query that asks another page about the same days as this one."""
    asked = {name: request.query_params[name] for name in names if request.query_params.get(name)}
    return f"?{urlencode(asked)}" if asked else ""


def api_address(question: str, **asked: object) -> str:
    """The address at which the API answers a question, to be had as a file; what is None or empty is not asked."""
    kept = {name: str(value) for name, value in asked.items() if value is not None and str(value)}
    return f"{PREFIX}/{question}?{urlencode(kept)}"


def _finished(value: object) -> object:
    """Text as it may be shown: without characters that turn the direction of writing."""
    return safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _templates() -> Jinja2Templates:
    templates = Jinja2Templates(HERE / "templates")
    templates.env.trim_blocks = templates.env.lstrip_blocks = True
    templates.env.finalize = _finished
    templates.env.globals |= {
        **words.SHOWN,
        "with_query": with_query,
        "with_days": with_days,
        "api_address": api_address,
    }
    return templates


_TEMPLATES = _templates()


def page(request: Request, name: str, shown: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
    """The page that the template `name` makes of what is `shown`."""
    frame = {
        "csrf": csrf(request),
        "signed_in": session(request) is not None,
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
    }
    return _TEMPLATES.TemplateResponse(request, name, {**frame, **shown}, status_code=status)
