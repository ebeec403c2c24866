from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.faces.cli.running import PROGRAM, check_sentence, comity, environment

TOKEN = "a-token-for-the-tests"


@contextmanager
def running(folder: Path, *arguments: str, **more: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """`comity serve` in a process of its own, the address that it prints, and its token."""
    process = subprocess.Popen(
        [PROGRAM, "serve", "--port", "0", *arguments],
        cwd=folder,
        env=environment(folder, PYTHONUNBUFFERED="1", **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        said = process.stdout.readline()
        address = re.search(r"http://\S+/", said)
        assert address, said + (process.stderr.read() if process.stderr else "")
        line = process.stdout.readline()
        yield process, address[0], line.removeprefix("Token for writing: ").strip()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        if process.stderr:
            process.stderr.close()


def get(address: str, **headers: str) -> httpx.Response:
    return httpx.get(address, headers=headers, trust_env=False, timeout=60)


@pytest.mark.parametrize(("sign", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_it_says_where_it_answers_and_ends_when_told(tmp_path: Path, sign: signal.Signals, status: int) -> None:
    with running(tmp_path, "--access-log") as (process, address, token):
        assert get(f"{address}api/v1/about").status_code == 200
        body = {"text": "Fiji recognised Kosovo on 10 March 2026."}
        sent = httpx.post(
            f"{address}api/v1/documents",
            json=body,
            headers={"Authorization": f"Bearer {token}"},
            trust_env=False,
            timeout=60,
        )
        assert sent.status_code == 201
        get(f"{address}api/v1/about?token={token}")
        process.send_signal(sign)
        assert process.wait(60) == status
        assert process.stderr
        said = process.stderr.read()
    assert "GET /api/v1/about 200" in said and token not in said and "Traceback" not in said
    assert comity(tmp_path, "who", "recognises", "XKX").stdout.count("FJI") > 0


def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        check_sentence(comity(tmp_path, "serve", "--port", port), 2, f"Port {port} of 127.0.0.1 is in use", "--port")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--public"], "A public server needs a token"),
        (["--host", "0.0.0.0"], "give --public"),
        (["--host", "nothing.invalid"], "give --public"),
        (["--open-reading"], "open already"),
        (["--public", "--token-file", "missing"], "missing cannot be read"),
        (["--token-file", "short"], "at least 16 characters"),
    ],
)
def test_what_it_does_not_start_with(tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "short").write_text("secret")
    check_sentence(comity(tmp_path, "serve", *arguments), 2, words)


def test_a_public_server_answers_with_its_token_by_any_name(tmp_path: Path) -> None:
    with running(tmp_path, "--public", COMITY_TOKEN=TOKEN) as (_, address, line):
        assert TOKEN not in line
        address = address.replace("0.0.0.0", "127.0.0.1")
        assert get(f"{address}api/v1/about").status_code == 401
        assert get(f"{address}api/v1/about", Authorization=f"Bearer {TOKEN}", Host="x.example").status_code == 200


def test_the_ledger_is_asked_while_somebody_else_writes(tmp_path: Path) -> None:
    with running(tmp_path) as (_, address, _):
        (tmp_path / "news.txt").write_text("Fiji recognised Kosovo on 10 March 2026.")
        before = get(f"{address}api/v1/who?verb=recognises&name=XKX")
        assert comity(tmp_path, "add", "news.txt").returncode == 0
        after = get(f"{address}api/v1/who?verb=recognises&name=XKX", **{"If-None-Match": before.headers["etag"]})
    assert (before.json()["items"], [one["actor"] for one in after.json()["items"]]) == ([], ["FJI"])


def test_help_does_not_wait_for_the_server() -> None:
    code = "import sys; import comity.faces.cli; sys.exit('fastapi' in sys.modules or 'uvicorn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
