"""Running the server, from taking its port to Ctrl-C."""

from __future__ import annotations

import errno
import ipaddress
import logging
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from comity.errors import InputError

if TYPE_CHECKING:
    from fastapi import FastAPI

_REASONS = {
    errno.EADDRINUSE: "is in use; name another with --port, or stop what uses it",
    errno.EACCES: "may not be taken by this user; name one above 1023 with --port",
    errno.EADDRNOTAVAIL: "is of an address that this machine does not have; name another with --host",
}


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listening(host: str, port: int) -> socket.socket:
    """A socket that takes `port` of `host`, any free one for 0; raises InputError if it cannot be taken."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except socket.gaierror:
        raise InputError(f"{host} is no host of this machine; name another with --host.") from None
    # asyncio switches the waiting of small packets off only for sockets that say that they are of TCP.
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except OSError as error:
        taken.close()
        reason = _REASONS.get(error.errno or 0, f"cannot be taken: {error.strerror}")
        raise InputError(f"Port {port} of {host} {reason}.") from None
    return taken


def run(app: FastAPI, taken: socket.socket, ready: Callable[[], None]) -> None:
    """Answer at `taken` until Ctrl-C or SIGTERM, letting what is under way end; `ready` is called when it begins."""
    # uvicorn raises it once all is closed, so that a program around it ends too; here nothing is around it.
    with suppress(KeyboardInterrupt):
        server(app, ready).run([taken])


def server(app: FastAPI, ready: Callable[[], None]) -> uvicorn.Server:
    """A server of `app` that is yet to be run."""

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready()

    # Its own access log would hold tokens that a client wrongly puts into an address; ours stands in log.py.
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    config = uvicorn.Config(
        app, access_log=False, log_config=None, server_header=False, timeout_graceful_shutdown=10, proxy_headers=False
    )
    return Server(config)
