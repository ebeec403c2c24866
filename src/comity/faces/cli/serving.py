"""`comity serve` and `comity mcp`: for browsers and programs, and for assistants."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Annotated

import typer

from comity.errors import InputError
from comity.faces.cli.options import BaseUrl, LedgerPath, ReaderName, Threshold, settings

TOKEN = "COMITY_TOKEN"  # noqa: S105  the name of a variable
SHORTEST = 16
"""Characters that a token must have: fewer could be guessed."""


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("serve")(serve)
    app.command("mcp")(mcp)


def serve(
    host: Annotated[
        str | None, typer.Option(help="The address to listen at. [127.0.0.1; with --public 0.0.0.0, which is all]")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")] = 8321,
    public: Annotated[
        bool,
        typer.Option("--public", help="Answer other machines too; every request then needs the token."),
    ] = False,
    open_reading: Annotated[
        bool, typer.Option("--open-reading", help="With --public: let everybody read; writing needs the token.")
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help="A name by which browsers call this server, such as its domain."),
    ] = None,
    token_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=f"A file that holds the token. [{TOKEN}, else a new one at each start]"),
    ] = None,
    rate: Annotated[
        int | None,
        typer.Option(min=1, help="Requests a minute from one client. [any number; with --public 600]"),
    ] = None,
    access_log: Annotated[
        bool, typer.Option("--access-log", help="Print a line a request to standard error; it holds no tokens.")
    ] = False,
    ledger: LedgerPath = None,
    threshold: Threshold = None,
    reader: ReaderName = None,
    base_url: BaseUrl = None,
) -> None:
    """Serve the pages and the API; Ctrl-C ends it.

    It answers this machine only, where reading is open and writing needs the token that it prints.
    """
    from comity.faces.cli.terminal import say
    from comity.faces.server.app import create_app
    from comity.faces.server.log import to_standard_error
    from comity.faces.server.options import Options, Rates
    from comity.faces.server.run import is_loopback, listening, run
    from comity.service import serving

    token = _token(token_file)
    if public and token is None:
        raise InputError(f"A public server needs a token that stays; set {TOKEN} or give --token-file.")
    if open_reading and not public:
        raise InputError("Reading is open already where only this machine is answered; give --public too.")
    address = host or ("0.0.0.0" if public else "127.0.0.1")  # noqa: S104  that is what --public says
    if not public and not is_loopback(address):
        raise InputError(f"{address} can be reached from other machines; give --public too if that is meant.")
    options = Options(
        token=token or secrets.token_urlsafe(24),
        open_reading=open_reading or not public,
        hosts=frozenset(name or ()) if public else Options.LOOPBACK | frozenset(name or ()),
        rates=Rates(asking=rate or (600 if public else None)),
    )
    chosen = settings(ledger=ledger, threshold=threshold, reader=reader, base_url=base_url)
    with listening(address, port) as taken, serving(chosen) as service:

        def ready() -> None:
            say(f"Comity answers at http://{_shown(taken.getsockname())}/ from {service.ledger}.")
            if token is None:
                say(f"Token for writing: {options.token}")
            say("Ctrl-C ends it.")

        to_standard_error(accesses=access_log)
        run(create_app(service, options), taken, ready)


def mcp(
    ledger: LedgerPath = None,
    threshold: Threshold = None,
    reader: ReaderName = None,
    base_url: BaseUrl = None,
) -> None:
    """Answer an assistant on standard input and output, by the Model Context Protocol.

    Its tools read and ask; they write nothing. Needs the extra mcp.
    """
    from comity.faces.mcp.server import tool_server
    from comity.service import serving

    with serving(settings(ledger=ledger, threshold=threshold, reader=reader, base_url=base_url)) as service:
        tool_server(service).run("stdio")


def _token(path: Path | None) -> str | None:
    """The token that the user keeps, None for none."""
    try:
        token = path.read_text(encoding="utf-8").strip() if path else os.environ.get(TOKEN)
    except (OSError, UnicodeDecodeError):
        raise InputError(f"{path} cannot be read; name a file that holds the token.") from None
    if token is not None and (len(token) < SHORTEST or not token.isascii() or not token.isprintable()):
        raise InputError(f"A token has at least {SHORTEST} characters of ASCII; make one with: openssl rand -hex 24.")
    return token


def _shown(name: tuple[str, int]) -> str:
    host, port = name[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
