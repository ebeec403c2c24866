from __future__ import annotations

import asyncio
import socket
from dataclasses import replace
from http.server import ThreadingHTTPServer

import pytest

from comity.errors import FetchError
from comity.read.fetch import fetch
from comity.read.outside import is_public
from comity.read.visit import client
from comity.settings import Settings

INSIDE = ["127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"]
INSIDE += ["100.64.0.1", "192.0.2.7", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0"]
INSIDE += ["fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1"]
OUTSIDE = ["1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]


@pytest.fixture
def guarded(settings: Settings) -> Settings:
    return replace(settings, fetch_inside=False)


@pytest.mark.parametrize("address", INSIDE)
def test_inside(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_outside(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "0x7f.0.0.1", "2130706433", "[::1]", "0"])
def test_a_server_does_not_fetch_from_itself_however_it_is_called(
    web: ThreadingHTTPServer, guarded: Settings, host: str
) -> None:
    before = len(web.seen)  # type: ignore[attr-defined]
    with pytest.raises(FetchError, match=r"lies inside this machine or its network|no server of that name"):
        fetch(f"http://{host}:{web.server_port}/plain", guarded)
    assert len(web.seen) == before  # type: ignore[attr-defined]


def test_the_command_line_fetches_what_its_user_names(at: str, settings: Settings) -> None:
    assert fetch(f"{at}/plain", settings).data


class Names:
    """What the machine's resolver answers: for each name its addresses, the next ones at each question."""

    def __init__(self, **names: list[list[str]]) -> None:
        self.names = names
        self.asked: list[str] = []

    def __call__(self, host: str, port: int, *_: object, **__: object) -> list[object]:
        self.asked.append(host)
        answers = self.names[host.partition(".")[0]]
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]


def test_a_name_that_changes_what_it_stands_for(
    web: ThreadingHTTPServer, guarded: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first answer of the name server is public, as is checked; each later one is this machine (DNS rebinding)."""
    names = Names(rebinding=[["127.0.0.1"], ["1.1.1.1"]], public=[["1.1.1.1"], ["127.0.0.1"]])
    monkeypatch.setattr(socket, "getaddrinfo", names)
    before = len(web.seen)  # type: ignore[attr-defined]
    with pytest.raises(FetchError):
        fetch(f"http://public.example:{web.server_port}/plain", replace(guarded, fetch_seconds=1))
    with pytest.raises(FetchError, match="lies inside"):
        fetch(f"http://rebinding.example:{web.server_port}/plain", guarded)
    # The name was asked for once: had the connection asked again, it would have come to this machine.
    assert names.asked.count("public.example") == 1
    assert len(web.seen) == before  # type: ignore[attr-defined]


def test_a_name_with_one_address_inside(guarded: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names(mixed=[["1.1.1.1", "10.0.0.1"]]))
    with pytest.raises(FetchError, match=r"mixed\.example lies inside"):
        fetch("http://mixed.example/", guarded)


def test_a_redirect_into_the_network(
    web: ThreadingHTTPServer, at: str, guarded: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public page that leads here; its host is let through by saying that the address of the server is public."""
    monkeypatch.setattr("comity.read.outside.is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr(socket, "getaddrinfo", Names(public=[["127.0.0.1"]], inner=[["10.0.0.1"]]))
    with pytest.raises(FetchError, match=r"inner\.example lies inside"):
        fetch(f"http://public.example:{web.server_port}/inward", guarded)
    assert web.seen[-1]["Host"] == f"public.example:{web.server_port}"  # type: ignore[attr-defined]


def test_the_guarded_client_takes_no_proxy(guarded: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")

    async def mounts() -> int:
        async with client(guarded) as through:
            return len(through._mounts)

    assert asyncio.run(mounts()) == 0
