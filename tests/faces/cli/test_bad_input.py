"""Input that cannot be used: one sentence each, and a fitting exit status."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sqlalchemy import insert

from comity.ledger import open_ledger
from comity.ledger.schema import STEP
from tests.faces.cli.running import CORPUS, EXAMPLE, check_sentence, comity

FRENCH = (
    "Le gouvernement des Fidji a reconnu mardi le Kosovo comme État indépendant, a annoncé le ministère des Affaires "
    "étrangères à Suva. La Serbie a condamné cette décision et rappelé son ambassadeur pour consultations."
)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", ("empty.txt",)),
        ("blank.txt", b" \n\t\n", ("blank.txt",)),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 40, ("photo.jpg",)),
        ("report.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", ("report.pdf", "PDF")),
        ("huge.txt", b"Fiji recognised Kosovo. " * 450_000, ("huge.txt", "10")),
        ("page.html", b"<!doctype html><html><body><script>x=1</script><nav></nav></body></html>", ("page.html",)),
        ("french.txt", FRENCH.encode(), ("French", "--force")),
    ],
)
def test_files(tmp_path: Path, name: str, content: bytes, words: tuple[str, ...]) -> None:
    (tmp_path / name).write_bytes(content)
    check_sentence(comity(tmp_path, "read", name), 2, *words)


def test_a_missing_file(tmp_path: Path) -> None:
    check_sentence(comity(tmp_path, "read", "none.txt"), 2, "none.txt")


def test_a_folder(tmp_path: Path) -> None:
    check_sentence(comity(tmp_path, "read", str(tmp_path)), 2, str(tmp_path))


def test_empty_standard_input(tmp_path: Path) -> None:
    check_sentence(comity(tmp_path, "read", "-"), 2)


@pytest.mark.parametrize("given", ["2026-02-30", "yesterday", "", "20260312x"])
def test_an_impossible_date(tmp_path: Path, given: str) -> None:
    check_sentence(comity(tmp_path, "read", EXAMPLE, "--published", given), 2, repr(given)[1:-1])


def test_a_force_reads_what_is_not_english(tmp_path: Path) -> None:
    (tmp_path / "french.txt").write_text(FRENCH, encoding="utf-8")
    done = comity(tmp_path, "read", "french.txt", "--force")
    assert (done.returncode, done.stderr) == (0, "")


def test_one_bad_source_among_good_ones(tmp_path: Path) -> None:
    done = comity(tmp_path, "read", "none.txt", EXAMPLE, "--published", "2026-03-12")
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
    assert all(json.loads(line)["act"] for line in done.stdout.splitlines())


class Misbehaving(BaseHTTPRequestHandler):
    """A web server that answers each path in its own bad way."""

    def do_GET(self) -> None:
        answers = {
            "/circle": (302, {"Location": "/circle"}, b""),
            "/pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
            "/broken": (500, {}, b"oops"),
            "/huge": (200, {"Content-Type": "text/plain", "Content-Length": "99000000"}, b"Fiji " * 2_100_000),
        }
        status, headers, body = answers.get(self.path, (404, {}, b"nothing here"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.mark.parametrize(
    ("path", "words"),
    [("/none", ("404",)), ("/circle", ()), ("/pdf", ("PDF",)), ("/broken", ("500",)), ("/huge", ("10",))],
)
def test_addresses(tmp_path: Path, server: str, path: str, words: tuple[str, ...]) -> None:
    check_sentence(comity(tmp_path, "read", server + path), 2, server + path, *words)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "http://no-such-host.invalid/", "https://"])
def test_an_address_where_nobody_answers(tmp_path: Path, address: str) -> None:
    check_sentence(comity(tmp_path, "read", address), 2)


def test_a_malformed_row_is_reported_and_the_rest_is_coded(tmp_path: Path) -> None:
    lines = CORPUS.read_bytes().splitlines(keepends=True)
    (tmp_path / "corpus.jsonl").write_bytes(lines[0] + b"{broken\n" + b"".join(lines[1:]))
    done = comity(tmp_path, "code", "corpus.jsonl", "-o", "events.jsonl")
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == "comity: corpus.jsonl, line 2: it is not JSON."
    assert "The rows left out are in events.jsonl.failed.jsonl, each with its reason." in done.stderr
    assert done.stderr.splitlines()[-1].endswith(" 1 row left out.")
    coded = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text().splitlines()]
    assert [row["id"] for row in coded] == ["embassy", "envoys", "harvest"]


@pytest.mark.parametrize("name", ["none.jsonl", "none.csv"])
def test_a_missing_corpus_leaves_no_output(tmp_path: Path, name: str) -> None:
    check_sentence(comity(tmp_path, "code", name, "-o", "out.jsonl"), 2, name)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    check_sentence(comity(tmp_path, "read", EXAMPLE, "-o", "no/folder/out.csv"), 2, "out.csv")


def test_a_table_is_not_for_a_file(tmp_path: Path) -> None:
    check_sentence(comity(tmp_path, "read", EXAMPLE, "-o", "out", "--format", "table"), 2, "jsonl")


def test_gold_that_is_malformed(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text('{"text": "x", "events": [{"act": "hug"}]}\n')
    check_sentence(comity(tmp_path, "eval", "gold.jsonl"), 2, "gold.jsonl, line 1", "hug")


@pytest.mark.parametrize("variable", ["COMITY_THRESHOLD"])
def test_a_setting_that_cannot_be_used(tmp_path: Path, variable: str) -> None:
    check_sentence(comity(tmp_path, "read", EXAMPLE, more={variable: "high"}), 2, variable)


@pytest.mark.parametrize("arguments", [("read",), ("read", "x", "--format", "xml"), ("hug",), ("show",)])
def test_wrong_use(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = comity(tmp_path, *arguments)
    assert done.returncode == 2 and "Usage: comity" in done.stderr and "Traceback" not in done.stderr


def test_a_name_that_nobody_bears(tmp_path: Path) -> None:
    check_sentence(comity(tmp_path, "show", "Ruritania"), 2, "Ruritania")


def test_no_ledger_yet(tmp_path: Path) -> None:
    check_sentence(comity(tmp_path, "show", "FJI"), 3, "ledger.sqlite")


def test_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"not a database, but longer than a header of one hundred bytes " * 4)
    for command in (("show", "FJI"), ("add", EXAMPLE)):
        check_sentence(comity(tmp_path, *command), 3, "ledger.sqlite")


def test_a_database_of_something_else(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "ledger.sqlite") as connection:
        connection.execute("CREATE TABLE something (it TEXT)")
    for command in (("show", "FJI"), ("add", EXAMPLE)):
        check_sentence(comity(tmp_path, *command), 3, "ledger.sqlite")


def test_a_newer_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with open_ledger(str(path)) as ledger, ledger.entering() as entry:
        entry.connection.execute(insert(STEP).values(name="9999 future", applied_at="2030"))
    for command in (("show", "FJI"), ("add", EXAMPLE)):
        check_sentence(comity(tmp_path, *command), 3, "newer")


@pytest.mark.parametrize("place", ["/proc/ledger.sqlite", "no/folder/ledger.sqlite", "."])
def test_a_place_where_no_ledger_can_be(tmp_path: Path, place: str) -> None:
    check_sentence(comity(tmp_path, "add", EXAMPLE, "--ledger", place), 3)


def test_an_unknown_ledger_address(tmp_path: Path) -> None:
    check_sentence(comity(tmp_path, "show", "FJI", "--ledger", "mysql://host/base"), 3)
