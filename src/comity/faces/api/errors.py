"""The one body of errors, as the description of the API shows it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field


class Fault(BaseModel):
    """One field of the request that cannot be used."""

    where: str = Field(description="Where it stands in the request.", examples=["query.on"])
    what: str = Field(description="What is wrong with it.", examples=["a day is written as 2025-07-04"])


class Problem(BaseModel):
    """What went wrong, by RFC 9457; every error of the API has this body."""

    type: str = Field(description="Always about:blank: the status says what kind it is.", examples=["about:blank"])
    title: str = Field(description="The status in words.", examples=["Unprocessable Entity"])
    status: int = Field(description="The HTTP status.", examples=[422])
    detail: str = Field(
        description="One sentence: what is wrong, where, what to do.",
        examples=["No actor is called “Afghanistann”; did you mean Afghanistan (AFG)?"],
    )
    errors: list[Fault] = Field(description="The fields that cannot be used, if it is about fields.", examples=[[]])


_MEANINGS = {
    400: "The request cannot be understood.",
    401: "The token is missing or wrong.",
    403: "The request comes from a page of another site, or from a form of another session.",
    404: "There is nothing of that id.",
    413: "The request is too large.",
    422: "What is asked cannot be used: a name that no actor bears, a day that is none.",
    429: "Too many requests from this client.",
    500: "Something that nobody foresaw.",
    503: "The ledger cannot be read or written now, or too many wait.",
}

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": meaning} for status, meaning in _MEANINGS.items()
}
"""The answers that every operation may give beside its own."""
