"""What to say of a name that no actor bears."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from comity.actors.folding import key


def unknown_name(name: str, names: Iterable[str], code: Callable[[str], str]) -> str:
    """One sentence that says so, with the closest names that there are."""
    close = get_close_matches(key(name), names, n=3, cutoff=0.75)
    if not close:
        return f"No actor is called “{name}”; give a name or code such as “Russia” or RUS."
    hints = list(dict.fromkeys(f"{found.title()} ({code(found)})" for found in close))
    return f"No actor is called “{name}”; did you mean {' or '.join(hints)}?"
