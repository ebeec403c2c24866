"""Signing in with the token, which opens writing to the forms of a browser, and signing out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse

from comity.faces.server.access import COOKIE, SESSION_SECONDS, access, check_token

router = APIRouter(include_in_schema=False)


@router.post("/sign-in")
def sign_in(
    request: Request, token: Annotated[str, Form()] = "", then: Annotated[str, Form(alias="next")] = "/"
) -> RedirectResponse:
    """Open a session for who sends the token, and go on to the page `next`."""
    check_token(request, token.strip())
    response = RedirectResponse(local(then), 303)
    response.set_cookie(
        COOKIE,
        access(request).new_session(),
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return response


@router.post("/sign-out")
def sign_out() -> RedirectResponse:
    """End the session of this browser."""
    response = RedirectResponse("/", 303)
    response.delete_cookie(COOKIE)
    return response


def local(address: str) -> str:
    """`address` if it is a path of this server, else the first page: nobody is sent elsewhere by a link to us."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if inside else "/"
