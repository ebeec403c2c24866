"""What a language model was asked, said once at the end of a command."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from comity.errors import InputError
from comity.faces.cli.terminal import counted, note
from comity.read.chat import Usage

PRICES = "COMITY_PRICES"
"""Names the variable that holds the prices of a million prompt tokens and of a million completion tokens: 0.15,0.6."""


@contextmanager
def noting_usage() -> Iterator[Usage]:
    """Counts for the block, then says what was asked, the tokens and, if prices are known, the cost."""
    usage, prices = Usage(), _prices()
    try:
        yield usage
    finally:
        if usage.asked or usage.cached:
            note(_sentence(usage, prices))


def _sentence(usage: Usage, prices: tuple[float, float] | None) -> str:
    tokens = f"{usage.prompt_tokens:,} + {usage.completion_tokens:,} tokens"
    cost = f" for {usage.cost(*prices):.4f}" if prices else ""
    return (
        f"Asked the language model {counted(usage.asked, 'time')}, {usage.cached:,} answers from the cache: "
        f"{tokens}{cost}; {counted(usage.dropped, 'event')} dropped whose words do not stand in the text."
    )


def _prices() -> tuple[float, float] | None:
    text = os.environ.get(PRICES)
    if not text:
        return None
    try:
        prompt, completion = (float(part) for part in text.split(","))
    except ValueError:
        raise InputError(f"{PRICES} is {text!r}; set it to two prices for a million tokens, as in 0.15,0.6.") from None
    return prompt, completion
