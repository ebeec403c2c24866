"""How warm a state between two parties is, which charts show by pattern and colour."""

from __future__ import annotations

from enum import StrEnum

from comity.model.standing import NONE, Dimension, Standing


class Tone(StrEnum):
    """What a state does to relations."""

    GOOD = "good"
    PART = "part"
    BAD = "bad"
    NONE = "none"


_PART = frozenset(
    {"de facto contacts", "suspended", "downgraded", "named", "recalled", "chargé only", "signed", "ended"}
)
_BAD = frozenset({"withdrawn", "severed", "closed", "expelled"})
_WORSE_WHEN_IN_FORCE = frozenset({Dimension.SANCTIONS, Dimension.CONFLICT})
_OVER = frozenset({"lifted", "ended", "ceasefire"})


def tone(standing: Standing) -> Tone:
    """The tone of a standing's state."""
    if standing.state == NONE:
        return Tone.NONE
    if standing.dimension in _WORSE_WHEN_IN_FORCE:
        return Tone.PART if standing.state in _OVER else Tone.BAD
    if standing.state in _BAD:
        return Tone.BAD
    return Tone.PART if standing.state in _PART else Tone.GOOD
