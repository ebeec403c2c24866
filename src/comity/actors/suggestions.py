"""What to say of a name that no actor bears."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher, get_close_matches

from comity.actors.folding import key

_MOST = 3
_CLOSE = 0.75
_AS_CLOSE = 0.1
"""How like a name must be to be suggested, and how little less like than the best."""


def unknown_name(name: str, names: Iterable[str], describe: Callable[[str], str]) -> str:
    """One sentence that says so, with the actors whose names are closest, as `describe` puts them."""
    folded = key(name)
    close = get_close_matches(folded, names, n=3 * _MOST, cutoff=_CLOSE)
    if not close:
        return f"No actor is called “{name}”; give a name or code such as “Russia” or RUS."
    least = SequenceMatcher(None, close[0], folded).ratio() - _AS_CLOSE
    close = [found for found in close if SequenceMatcher(None, found, folded).ratio() >= least]
    hints = list(dict.fromkeys(map(describe, close)))[:_MOST]
    return f"No actor is called “{name}”; did you mean {' or '.join(hints)}?"
