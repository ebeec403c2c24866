from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from urllib.parse import quote, unquote_plus

import httpx
import pytest
from fastapi.routing import APIRoute

from comity.faces.server.access import COOKIE, Access
from comity.faces.server.app import create_app
from comity.faces.server.options import Options, Rates
from comity.faces.server.rate import Rate
from comity.service import Service
from tests.faces.serving import TOKEN, WRITER, answering, served

RETRACTION = {"id": "0123456789abcdef", "by": "Eve", "reason": "none"}
READS = {"/api/v1/read", "/read", "/sign-in", "/sign-out"}
"""Addresses that take what is sent without writing it."""

HOSTILE = (
    "Russia recognised <script>alert(1)</script> the Taliban government of Afghanistan on 3 July 2025. "
    '<img src=x onerror=alert(2)> "><svg onload=alert(3)> \u202eecnaillA\u202c {{ 7 * 7 }} javascript:alert(4)'
)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[httpx.Client]:
    """A server over an empty ledger of its own."""
    with served(tmp_path / "ledger.sqlite") as client:
        yield client


def signed_in(client: httpx.Client) -> str:
    """Sign `client` in; returns what its forms must send."""
    answer = client.post("/sign-in", data={"token": TOKEN, "next": "/review"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    return Access(Options(TOKEN)).csrf(client.cookies[COOKIE])


def writing_addresses() -> list[tuple[str, str]]:
    """Every method and address of the application that is not for reading."""
    app = create_app(None, Options(TOKEN))  # type: ignore[arg-type]
    return [
        (method, address)
        for address, methods in addresses(app.routes)
        for method in sorted(methods - {"GET", "HEAD"})
        if address not in READS
    ]


def addresses(routes: list[object], prefix: str = "") -> Iterator[tuple[str, set[str]]]:
    from fastapi import routing

    for route in routes:
        if isinstance(route, APIRoute):
            yield prefix + route.path, set(route.methods or ())
        elif isinstance(route, routing._IncludedRouter):
            yield from addresses(route.original_router.routes, prefix + route.include_context.prefix)


def test_there_are_addresses_to_test() -> None:
    found = {address for _, address in writing_addresses()}
    assert {"/api/v1/retractions", "/api/v1/documents", "/api/v1/verify", "/retract"} <= found


@pytest.mark.parametrize(("method", "address"), writing_addresses())
def test_nothing_is_written_without_the_token(fresh: httpx.Client, method: str, address: str) -> None:
    if address.startswith("/api/"):
        assert fresh.request(method, address, json={}).status_code == 401
        assert fresh.request(method, address, json={}, headers={"Authorization": "Bearer wrong"}).status_code == 401
        assert fresh.request(method, address, json={}, headers={"Authorization": f"Basic {TOKEN}"}).status_code == 401
    else:
        assert fresh.request(method, address, data={"csrf": "x"}).status_code in (401, 422)
        csrf = signed_in(fresh)
        assert fresh.request(method, address, data={"csrf": ""}).status_code in (403, 422)
        assert fresh.request(method, address, data={"csrf": csrf[:-1]}).status_code in (403, 422)


def test_writing_with_the_token(fresh: httpx.Client) -> None:
    text = {"text": "Fiji recognised Kosovo on 10 March 2026.", "title": "Pacific news"}
    added = fresh.post("/api/v1/documents", json=text, headers=WRITER)
    assert (added.status_code, added.json()["new"], added.json()["added"]) == (201, True, 1)
    again = fresh.post("/api/v1/documents", json=text, headers=WRITER).json()
    assert (again["new"], again["added"]) == (False, 0)
    [standing] = fresh.get("/api/v1/standing?one=FJI&two=XKX").json()["items"]
    retracted = fresh.post("/api/v1/retractions", json={**RETRACTION, "id": standing["id"]}, headers=WRITER)
    assert retracted.status_code == 201
    assert not fresh.get("/api/v1/standing?one=FJI&two=XKX").json()["items"]
    undo = f"/api/v1/entries/{retracted.json()['entry']}/undo"
    assert fresh.post(undo, json={"by": "Eve", "reason": "wrong"}, headers=WRITER).status_code == 201
    assert fresh.get("/api/v1/standing?one=FJI&two=XKX").json()["items"] == [standing]
    changed = {"id": standing["id"], "target": "Serbia", "by": "Eve", "reason": "misread"}
    assert fresh.post("/api/v1/corrections", json=changed, headers=WRITER).status_code == 201
    fact = {"source": "Tonga", "act": "recognise", "target": "Kosovo", "when": "2026-03", "address": "https://x.org/"}
    told = fresh.post("/api/v1/assertions", json={**fact, "by": "Eve", "reason": "known"}, headers=WRITER)
    assert told.status_code == 201
    assert [one["actor"] for one in fresh.get("/api/v1/who?verb=recognises&name=XKX").json()["items"]] == ["TON"]
    assert fresh.post("/api/v1/verify", headers=WRITER).json()["problems"] == []


def test_a_session_writes_with_what_its_forms_carry(fresh: httpx.Client) -> None:
    csrf = signed_in(fresh)
    text = {"text": "Fiji recognised Kosovo on 10 March 2026."}
    assert fresh.post("/api/v1/documents", json=text).status_code == 403
    assert fresh.post("/api/v1/documents", json=text, headers={"X-CSRF-Token": csrf}).status_code == 201
    fresh.post("/sign-out")
    assert COOKIE not in fresh.cookies


def test_the_cookie_of_a_session(fresh: httpx.Client) -> None:
    cookie = fresh.post("/sign-in", data={"token": TOKEN}).headers["set-cookie"]
    assert TOKEN not in cookie and "HttpOnly" in cookie and "SameSite=strict" in cookie


@pytest.mark.parametrize("cookie", ["", "x", "a.b.c", "a.99999999999.0" * 9, "é.1.2"])
def test_a_session_that_nobody_opened(fresh: httpx.Client, cookie: str) -> None:
    headers = {"Cookie": f"{COOKIE}={cookie}".encode(), "X-CSRF-Token": "x"}
    assert fresh.post("/api/v1/retractions", json=RETRACTION, headers=headers).status_code == 401


def test_sessions_end() -> None:
    now = 1_000_000.0
    known = Access(Options(TOKEN), clock=lambda: now)
    session = known.new_session()
    assert known.is_session(session) and not Access(Options("another token 123")).is_session(session)
    now += 13 * 3600
    assert not known.is_session(session)


@pytest.mark.parametrize(
    "where", ["//evil.example", "https://evil.example", "/\\evil.example", "/\n//evil.example", ""]
)
def test_signing_in_leads_nowhere_else(fresh: httpx.Client, where: str) -> None:
    assert fresh.post("/sign-in", data={"token": TOKEN, "next": where}).headers["location"] == "/"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_elsewhere_sends_nothing_here(fresh: httpx.Client, headers: dict[str, str]) -> None:
    signed_in(fresh)
    assert fresh.post("/api/v1/read", json={"text": "Fiji recognised Kosovo."}, headers=headers).status_code == 403
    assert fresh.post("/api/v1/retractions", json=RETRACTION, headers={**WRITER, **headers}).status_code == 403
    assert fresh.get("/api/v1/about", headers=headers).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::", "localhost.evil"])
def test_a_name_that_was_made_to_point_here(client: httpx.Client, host: str) -> None:
    answer = client.get("/api/v1/about", headers={"Host": host})
    assert answer.status_code == 400 and "comity serve --name" in answer.text


def test_headers_that_keep_a_browser_safe(client: httpx.Client) -> None:
    for address in ("/", "/api/v1/about", "/nothing/at/all", "/api/v1/nothing", "/static/nothing.css"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
        assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
        assert "server" not in headers and "access-control-allow-origin" not in headers


def test_a_hostile_article_stays_text(fresh: httpx.Client) -> None:
    text = {
        "text": HOSTILE,
        "title": "<script>alert(5)</script>",
        "publisher": '"><img src=x onerror=alert(6)>',
    }
    told = fresh.post("/api/v1/documents", json=text, headers=WRITER)
    assert told.status_code == 201 and told.headers["content-type"] == "application/json"
    assert told.json()["text"] == HOSTILE
    event = fresh.get("/api/v1/events").json()["items"][0]
    assert "<script>alert(1)</script>" in event["reports"][0]["words"]
    pages = [f"/why/{event['id']}", f"/why/{event['reports'][0]['id']}", "/RUS/AFG", "/RUS", "/review"]
    for address in pages:
        page = fresh.get(address)
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        for sign in ("<script>alert", "<img src=x", "<svg onload", "\u202e", 'href="javascript:'):
            assert sign not in page.text, (address, sign)


def test_an_address_that_would_run_is_none(fresh: httpx.Client) -> None:
    text = {"text": "Fiji recognised Kosovo.", "address": "javascript:alert(1)"}
    assert fresh.post("/api/v1/documents", json=text, headers=WRITER).status_code == 422


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://localhost/", "http://169.254.169.254/latest/"])
def test_nobody_looks_through_the_server(client: httpx.Client, address: str) -> None:
    answer = client.post("/api/v1/read", json={"address": address})
    assert answer.status_code == 422 and "only public addresses are fetched" in answer.json()["detail"]


def test_files_of_the_server_are_not_read(client: httpx.Client) -> None:
    assert client.post("/api/v1/read", json={"address": "/etc/passwd"}).status_code == 422
    assert client.post("/api/v1/read", json={"address": "file:///etc/passwd"}).status_code == 422
    assert client.get("/static/..%2f__init__.py").status_code == 404


def test_what_is_too_large(service: Service) -> None:
    with answering(service, Options(TOKEN, upload_bytes=1000)) as client:
        text = {"text": "a" * 2000}
        assert client.post("/api/v1/read", json=text).status_code == 413
        assert client.post("/read", data=text).status_code == 413

        def dripping() -> Iterator[bytes]:
            for _ in range(100):
                yield b"a" * 100

        answer = client.post("/api/v1/read", content=dripping(), headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
        assert "1,000 bytes" in client.post("/api/v1/read", json=text).json()["detail"]


def test_rates(service: Service) -> None:
    with answering(service, Options(TOKEN, rates=Rates(asking=20, reading=1, guessing=2))) as client:
        text = {"text": "Fiji recognised Kosovo."}
        assert client.post("/api/v1/read", json=text).status_code == 200
        refused = client.post("/api/v1/read", json=text)
        assert refused.status_code == 429 and int(refused.headers["retry-after"]) > 0
        guesses = [client.post("/sign-in", data={"token": f"guess {n}"}).status_code for n in range(4)]
        assert guesses == [401, 401, 429, 429]
        assert client.post("/sign-in", data={"token": TOKEN}).status_code == 429
        statuses = [client.get("/api/v1/about").status_code for _ in range(20)]
        assert statuses[0] == 200 and statuses[-1] == 429


def test_permits_come_back_and_are_forgotten() -> None:
    now = 0.0
    rate = Rate(60, clock=lambda: now)
    assert [rate.take("a") for _ in range(61)] == [True] * 60 + [False]
    assert rate.take("b")
    now += 1.0
    assert rate.take("a") and not rate.take("a")


def test_a_closed_server_answers_only_with_its_token(service: Service) -> None:
    with answering(service, Options(TOKEN, open_reading=False)) as client:
        assert client.get("/api/v1/about").status_code == 401
        first = client.get("/api/v1/about", headers=WRITER)
        assert first.status_code == 200
        kept = {"If-None-Match": first.headers["etag"]}
        assert client.get("/api/v1/about", headers=kept).status_code == 401
        assert client.get("/api/v1/about", headers={**kept, **WRITER}).status_code == 304
        assert client.get("/api/v1/openapi.json").status_code == 401
        assert client.get("/RUS/AFG").status_code == 401
        assert client.post("/api/v1/read", json={"text": "Fiji recognised Kosovo."}).status_code == 401
        signed_in(client)
        assert client.get("/RUS/AFG").status_code == 200


def test_no_trace_reaches_a_client(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger fails in a way that nobody foresaw: its questions are not there."""
    monkeypatch.setattr(service, "ask", None)
    with answering(service) as client:
        for address in ("/api/v1/about", "/api/v1/standing?one=RUS&two=AFG", "/RUS/AFG"):
            answer = client.get(address)
            assert answer.status_code == 500
            assert "nobody foresaw" in answer.text
            assert "Traceback" not in answer.text and "NoneType" not in answer.text and ".py" not in answer.text
            assert "content-security-policy" in answer.headers


def written(caplog: pytest.LogCaptureFixture, log: str, number: int) -> list[str]:
    """The lines of the logs whose names begin with `log`, once there are so many: they are written after the answer."""
    lines: list[str] = []
    for _ in range(100):
        lines = [one.getMessage() for one in caplog.records if one.name.startswith(log)]
        if len(lines) >= number:
            break
        sleep(0.1)
    return lines


def test_the_access_log_holds_no_tokens(fresh: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        signed_in(fresh)
        fresh.get("/api/v1/about", headers=WRITER)
        fresh.get("/api/v1/about", params={"token": TOKEN, "q": "x\nforged line"})
        fresh.get(f"/{TOKEN}")
        fresh.post("/api/v1/documents", json={"text": TOKEN}, headers=WRITER)
    lines = written(caplog, "comity.access", 5)
    assert len(lines) == 5 and all("\n" not in line for line in lines)
    assert "/api/v1/about?token=[token]&q=x%0Aforged+line 200" in lines[2]
    session = fresh.cookies[COOKIE]
    # The client of the test writes to the log of this process too.
    for record in (one for one in caplog.records if not one.name.startswith("http")):
        assert TOKEN not in record.getMessage() and session not in record.getMessage()


def test_no_log_holds_a_token_however_it_is_written(
    service: Service, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = "a+token/with=signs & spaces"
    monkeypatch.setattr(service, "ask", None)
    with caplog.at_level(logging.INFO), answering(service, Options(token)) as client:
        client.get("/api/v1/about", params={"token": token})
        client.get(f"/api/v1/about?token={quote(token, safe='').lower()}")
        client.get(f"/{quote(token)}")
    lines = written(caplog, "comity.", 6)
    assert len(lines) == 6 and all("[token]" in line and "token/with" not in unquote_plus(line) for line in lines)


def test_counters(fresh: httpx.Client) -> None:
    fresh.get("/api/v1/about")
    fresh.get("/api/v1/nothing")
    fresh.request("MADEUP", "/api/v1/about")
    told = fresh.get("/metrics")
    assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'comity_requests_total{method="GET",status="200"} 1' in told.text
    assert 'comity_requests_total{method="GET",status="404"} 1' in told.text
    assert 'comity_requests_total{method="OTHER",status="405"} 1' in told.text
    assert "# TYPE comity_articles gauge" in told.text


def test_bytes_that_are_no_http(client: httpx.Client) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port or 80)) as bare:
        bare.sendall(b"\x16\x03\x01\x00nonsense\r\n\r\n")
        assert b"400" in bare.recv(1000)
    assert client.get("/api/v1/about").status_code == 200
