"""Hosts on this machine that misbehave as those of the world do, and keep a record of who asked when.

Each is a server on a port of its own, for which a plan says by path what is answered; a path may have a list of
answers, of which the last one stays.
"""

from __future__ import annotations

import math
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

ROBOTS = "/robots.txt"


@dataclass(slots=True)
class Asked:
    """A request: when it came and was answered, by the monotonic clock; `status` is 0 where nothing was said yet."""

    path: str
    headers: dict[str, str]
    began: float = field(default_factory=time.monotonic)
    ended: float = math.inf
    status: int = 0


class Handler(BaseHTTPRequestHandler):
    """Answers by the plan of the host, and notes what it was asked."""

    protocol_version = "HTTP/1.1"
    host: Host

    def do_GET(self) -> None:
        self.asked = Asked(self.path, dict(self.headers))
        self.host.note(self.asked)
        self.close_connection = True
        with suppress(OSError):  # whoever asked has gone, by a kill or for having waited enough
            self.host.answer(self.path)(self)
        self.asked.ended = time.monotonic()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its parent's name for it
        """Keep quiet."""

    def give(self, data: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> None:
        self.asked.status = status
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        if "Content_Length" not in headers:
            headers["Content_Length"] = str(len(data))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def reset(self) -> None:
        """Break the connection off as a crashing server does."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


Answer = Callable[[Handler], None]


@dataclass
class Host:
    """One host: what it answers by path, and what it was asked."""

    plan: dict[str, Answer | list[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        handler = type("HandlerOfOneHost", (Handler,), {"host": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def name(self) -> str:
        return f"127.0.0.1:{self.server.server_port}"

    def at(self, path: str) -> str:
        return f"http://{self.name}{path}"

    def answer(self, path: str) -> Answer:
        with self._lock:
            planned = self.plan.get(path, missing)
            if isinstance(planned, list):
                return planned.pop(0) if len(planned) > 1 else planned[0]
            return planned

    def note(self, asked: Asked) -> None:
        with self._lock:
            self.asked.append(asked)

    def times(self, path: str) -> int:
        """How often `path` was asked for."""
        return sum(one.path == path for one in self.asked)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def missing(handler: Handler) -> None:
    handler.give(b"nothing here", status=404)


def hang(handler: Handler) -> None:
    time.sleep(30)


def gives(data: bytes | str, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Answer:
    content = data.encode() if isinstance(data, str) else data
    return lambda handler: handler.give(content, kind, status, **headers)


def goes(place: str, status: int = 302) -> Answer:
    return gives(b"", status=status, Location=place)


def busy(seconds: int | str | None, status: int = 503) -> Answer:
    return gives(b"later", status=status, **({} if seconds is None else {"Retry_After": str(seconds)}))


def truncated(data: str) -> Answer:
    """Half of what its length says."""
    content = data.encode()
    return gives(content[: len(content) // 2], Content_Length=str(len(content)))


def tagged(data: str, tag: str, kind: str = "application/rss+xml") -> Answer:
    """What is not sent again to who has it, by its ETag."""

    def answer(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == tag:
            handler.give(b"", kind, 304, ETag=tag)
        else:
            handler.give(data.encode(), kind, ETag=tag)

    return answer


def story(number: int | str, *sentences: str) -> str:
    """The page of an article that no other one is like."""
    said = sentences or (
        f"Fiji on Tuesday recognised Kosovo, said the foreign ministry in Suva in its note number {number}.",
        f"The two countries will open talks on trade, and on what else is in paper {number} of the delegation.",
        "The minister called the step long overdue and said that he hoped that other islands would follow it soon.",
    )
    body = "".join(f"<p>{sentence}</p>" for sentence in said)
    return (
        f"<!DOCTYPE html><html><head><title>Story {number}</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>Story {number}</h1>{body}</article></body></html>"
    )


def rss(links: Iterable[str], title: str = "News", end: str = "</channel></rss>") -> str:
    items = "".join(
        f"<item><title>Item {n}</title><link>{link.replace('&', '&amp;')}</link>"
        "<pubDate>Thu, 12 Mar 2026 21:30:00 -0500</pubDate></item>"
        for n, link in enumerate(links)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{title}</title>{items}{end}'


RSS = "application/rss+xml"


def too_close(asked: Sequence[Asked], seconds: float) -> list[tuple[Asked, Asked]]:
    """Pairs of requests of which the second came too soon after the first.

    The time is counted from when the host took the first up, before it answered: a busy host notes the end of its
    answers late, which nobody who waits for them can know.
    """
    ordered = sorted(asked, key=lambda one: one.began)
    return [(one, two) for one, two in pairwise(ordered) if two.began - one.began < seconds]
