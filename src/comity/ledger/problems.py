"""What a verification finds wrong, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was recorded: `where` names it, `what` says in words what is wrong."""

    where: str
    what: str

    def __str__(self) -> str:
        """The problem in one sentence."""
        return f"{self.where} {self.what}."
