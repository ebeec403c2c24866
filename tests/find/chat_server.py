"""A local HTTP server that speaks the chat protocol and answers as the test tells it to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

EVENT: dict[str, Any] = {
    "evidence": "Fiji recognised Kosovo on Wednesday.",
    "trigger": "recognised",
    "act": "recognise",
    "status": "asserted",
    "source": [{"text": "Fiji", "codes": ["FJI"]}],
    "target": [{"text": "Kosovo", "codes": ["XKX"]}],
    "when": "Wednesday",
    "contexts": ["diplomatic"],
}
"""An event as a model should give it, of a text that holds its evidence."""

Answer = tuple[int, dict[str, str], bytes]
"""HTTP status, headers and body."""


def completion(content: object) -> Answer:
    """A good answer that holds `content` as JSON, having cost 1,000 and 100 tokens."""
    message = {"role": "assistant", "content": json.dumps(content)}
    usage = {"prompt_tokens": 1000, "completion_tokens": 100}
    return 200, {}, json.dumps({"choices": [{"message": message}], "usage": usage}).encode()


class ChatServer(ThreadingHTTPServer):
    """Gives its answers in turn, the last one for ever, and keeps what it was asked."""

    def __init__(self, answers: list[Answer]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []

    @property
    def base(self) -> str:
        """The address that a client is given."""
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: ChatServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.asked.append(json.loads(body))
        self.server.keys.append(self.headers.get("authorization"))
        answers = self.server.answers
        status, headers, content = answers.pop(0) if len(answers) > 1 else answers[0]
        if self.path != "/v1/chat/completions":
            status, content = 404, b"no such path"
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def chat_server(*answers: Answer) -> Iterator[ChatServer]:
    """A running server that gives `answers`."""
    server = ChatServer(list(answers))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
