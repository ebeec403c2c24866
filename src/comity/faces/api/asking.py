"""The questions of the ledger over HTTP."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from comity.faces.server.asking import Asking

router = APIRouter()


@router.get("/standing")
def standing(ask: Asking, one: str, two: str) -> list[dict[str, Any]]:
    """How two parties stand toward each other."""
    return ask.standing(one, two).records()
