"""A web server on this machine that answers as badly as those of the world do."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ARTICLE = (
    "Russia on Thursday became the first country to recognise the Taliban government of Afghanistan.",
    "The foreign ministry in Moscow said that the step would help trade between the two countries, energy above all.",
    "Afghanistan’s foreign minister, Amir Khan Muttaqi, called the decision “brave” and hoped others would follow.",
)
TEXT = "\n\n".join(ARTICLE)


def page(head: str = "", byline: str = "", foot: str = "", paragraphs: tuple[str, ...] = ARTICLE) -> str:
    """An article's page with what stands around it on real ones."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html><html><head><title>Moscow recognises Kabul</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/world'>World</a> <a href='/sport'>Sport</a></nav>"
        f"<article><h1>Moscow recognises Kabul</h1>{byline}{body}</article>"
        f"<footer>{foot} All rights reserved</footer></body></html>"
    )


class Handler(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        self.server.seen.append(dict(self.headers))  # type: ignore[attr-defined]
        answer = ANSWERS.get(self.path)
        if answer is None:
            self.send_error(404)
        else:
            answer(self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its parent's name for it
        """Keep quiet."""

    def give(self, data: bytes, kind: str, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def drip(self, wait: float) -> None:
        """A byte now and then, so that no single wait is ever long."""
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(wait)
        except OSError:
            return  # the reader has given up, as it should

    def drip_headers(self, wait: float) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\n")
        try:
            for number in range(100):
                self.wfile.write(b"X-%d: a\r\n" % number)
                self.wfile.flush()
                time.sleep(wait)
        except OSError:
            return

    def flood(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        try:
            for _ in range(1000):
                self.wfile.write(b"word " * 2000)
        except OSError:
            return

    def go(self, place: str) -> None:
        self.give(b"", "", 302, Location=place)

    def cookie(self) -> None:
        if "seen=yes" in self.headers.get("Cookie", ""):
            self.give(TEXT.encode(), "text/plain; charset=utf-8")
        else:
            self.give(b"", "", 302, Location="/cookie", Set_Cookie="seen=yes")


CHINESE = "俄罗斯周四成为第一个承认阿富汗塔利班政府的国家，外交部在一份声明中说，此举将促进双边合作。"

ANSWERS: dict[str, Callable[[Handler], None]] = {
    "/article": lambda h: h.give(page('<meta property="og:site_name" content="The Courier">').encode(), "text/html"),
    "/2025/07/04/article": lambda h: h.give(page().encode(), "text/html; charset=utf-8"),
    "/plain": lambda h: h.give(TEXT.encode(), "text/plain; charset=utf-8"),
    "/untyped": lambda h: h.give(TEXT.encode(), ""),
    "/gzip": lambda h: h.give(gzip.compress(TEXT.encode()), "text/plain", Content_Encoding="gzip"),
    "/broken-gzip": lambda h: h.give(b"not gzip at all", "text/plain", Content_Encoding="gzip"),
    "/bomb": lambda h: h.give(gzip.compress(b"word " * 1_000_000), "text/plain", Content_Encoding="gzip"),
    "/latin-1": lambda h: h.give(
        page(paragraphs=("The café in Malmö was shut.", *ARTICLE)).encode("cp1252"), "text/html; charset=iso-8859-1"
    ),
    "/latin-1-by-meta": lambda h: h.give(
        page('<meta charset="latin1">', paragraphs=("The café in Malmö was shut.", *ARTICLE)).encode("cp1252"),
        "text/html",
    ),
    "/utf-16": lambda h: h.give(page().encode("utf-16"), "text/html"),
    "/utf-16-by-header": lambda h: h.give(page().encode("utf-16-le"), "text/html; charset=utf-16le"),
    "/gb2312": lambda h: h.give(
        page('<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', paragraphs=(CHINESE,) * 3).encode(
            "gb2312"
        ),
        "text/html",
    ),
    "/wrongly-declared": lambda h: h.give(page().encode(), "text/html; charset=iso-8859-1"),
    "/unknown-charset": lambda h: h.give(page().encode(), "text/html; charset=klingon"),
    "/pdf": lambda h: h.give(b"%PDF-1.7 ...", "application/pdf"),
    "/hidden-pdf": lambda h: h.give(b"%PDF-1.7 ...", "text/html"),
    "/image": lambda h: h.give(b"\x89PNG", "image/png"),
    "/empty-page": lambda h: h.give(b"<html><body><script>draw()</script></body></html>", "text/html"),
    "/flood": Handler.flood,
    "/drip": lambda h: h.drip(0.2),
    "/drip-headers": lambda h: h.drip_headers(0.2),
    "/silent": lambda h: time.sleep(20),
    "/broken": lambda h: h.send_error(503),
    "/circle": lambda h: h.go("/circle/back"),
    "/circle/back": lambda h: h.go("/circle"),
    "/moved": lambda h: h.go("/plain"),
    "/inward": lambda h: h.go("http://inner.example/plain"),
    "/cookie": Handler.cookie,
    "/nowhere": lambda h: h.give(b"", "text/html", 302),
    "/to-ftp": lambda h: h.go("ftp://example.org/page"),
    **{f"/hop/{number}": partial(Handler.go, place=f"/hop/{number + 1}") for number in range(30)},
}


def server() -> ThreadingHTTPServer:
    """A server on a free port; `seen` holds the headers of each request."""
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    made.seen = []  # type: ignore[attr-defined]
    return made
