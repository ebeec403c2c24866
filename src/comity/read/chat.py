"""Asking a language model behind an OpenAI-compatible address, with retries and a cache of answers."""

from __future__ import annotations

import hashlib
import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from comity.errors import FetchError
from comity.model.ids import canonical_json

if TYPE_CHECKING:
    import httpx

TRIES = 5
FIRST_WAIT = 1.0
"""Seconds before the second try; doubled for each further one, with jitter, unless the server names a time."""
LONGEST_WAIT = 60.0
PASSING = frozenset({408, 409, 429, 500, 502, 503, 504})
"""HTTP statuses after which the same question may be answered later."""


@dataclass(slots=True)
class Usage:
    """What has been asked and what it cost.

    `cached` questions cost nothing; tokens are as the server counts them; `dropped` events of the answers had words
    that do not stand in the text.
    """

    asked: int = 0
    cached: int = 0
    retried: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    dropped: int = 0

    def cost(self, prompt_price: float, completion_price: float) -> float:
        """The cost at prices for a million tokens."""
        return (self.prompt_tokens * prompt_price + self.completion_tokens * completion_price) / 1e6


class Chat:
    """A model at `base` (".../v1"), asked for JSON of a given schema. `key` is sent as bearer token if there is one."""

    def __init__(
        self,
        base: str,
        model: str,
        *,
        key: str | None = None,
        cache: Path | None = None,
        usage: Usage | None = None,
        seconds: float = 120.0,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.model = model
        self.usage = usage if usage is not None else Usage()
        self._address = f"{base.rstrip('/')}/chat/completions"
        self._key = key
        self._cache = cache
        self._seconds = seconds
        self._wait = wait

    def ask(self, instructions: str, text: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        """The model's answer as JSON, from the cache if the same was asked before.

        Raises FetchError if the address does not answer, refuses, or answers with something else than JSON.
        """
        body = self._body(instructions, text, schema)
        place = self._place(body)
        if place and place.exists():
            self.usage.cached += 1
            kept: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
            return kept
        answer = self._content(self._post(body))
        if place:
            _write(place, answer)
        return answer

    def _body(self, instructions: str, text: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        form = {"name": "reports", "strict": True, "schema": dict(schema)}
        return {
            "model": self.model,
            "temperature": 0,
            "messages": [{"role": "system", "content": instructions}, {"role": "user", "content": text}],
            "response_format": {"type": "json_schema", "json_schema": form},
        }

    def _place(self, body: dict[str, Any]) -> Path | None:
        if self._cache is None:
            return None
        return self._cache / (hashlib.sha256(canonical_json([self._address, body]).encode()).hexdigest() + ".json")

    def _post(self, body: dict[str, Any]) -> object:
        import httpx  # slow to import, and needed only with a language model

        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        for attempt in range(1, TRIES + 1):
            self.usage.asked += 1
            try:
                response = httpx.post(self._address, json=body, headers=headers, timeout=self._seconds)
            except httpx.HTTPError as error:
                reason, pause = f"{type(error).__name__}: {error}".rstrip(": "), None
            else:
                if response.status_code == httpx.codes.OK:
                    return _json(response, self._address)
                reason, pause = _refusal(response), response.headers.get("retry-after")
                if response.status_code not in PASSING:
                    raise FetchError(f"{self._address} refused the question: {reason}.")
            if attempt < TRIES:
                self.usage.retried += 1
                self._wait(_pause(attempt, pause))
        raise FetchError(f"{self._address} gave no answer in {TRIES} tries ({reason}); try again later.")

    def _content(self, answer: object) -> dict[str, Any]:
        given = cast(Any, answer)  # whatever the server sent; a wrong shape is caught below
        try:
            content = json.loads(given["choices"][0]["message"]["content"])
            usage = given.get("usage") or {}
            self.usage.prompt_tokens += int(usage.get("prompt_tokens", 0))
            self.usage.completion_tokens += int(usage.get("completion_tokens", 0))
        except (AttributeError, LookupError, TypeError, ValueError):
            content = None
        if not isinstance(content, dict):
            raise FetchError(
                f"{self._address} did not answer with the JSON asked for; use a model that keeps to a JSON schema."
            )
        return content


def _json(response: httpx.Response, address: str) -> object:
    try:
        return cast(object, response.json())
    except ValueError:
        raise FetchError(f"{address} answered with something else than JSON; is it an OpenAI-compatible API?") from None


def _refusal(response: httpx.Response) -> str:
    words = " ".join(response.text.split())[:200]
    return f"HTTP status {response.status_code}" + (f", {words}" if words else "")


def _pause(attempt: int, asked: str | None) -> float:
    """Seconds until the next try: what the server asks for, else twice as long each time, with jitter."""
    if asked and asked.isdigit():
        return min(float(asked), LONGEST_WAIT)
    jitter = random.uniform(0.5, 1.5)  # noqa: S311 - no secret
    return min(FIRST_WAIT * 2.0 ** (attempt - 1) * jitter, LONGEST_WAIT)


def _write(place: Path, answer: dict[str, Any]) -> None:
    """Keep an answer; a reader never sees half of it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=place.parent, delete=False) as file:
        json.dump(answer, file)
    os.replace(file.name, place)  # noqa: PTH105 - the one atomic call
