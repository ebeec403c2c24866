"""Fetching for others: only what everybody can reach, so that nobody looks through a server into its network."""

from __future__ import annotations

import asyncio
import ipaddress
import socket

import httpx

from comity.errors import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Outside(httpx.AsyncBaseTransport):
    """Connects to public addresses only.

    A name is looked up once for each request, and the connection goes to the very address that was checked: what the
    name stands for a moment later (DNS rebinding) does not matter, and redirects are requests like others. Proxies of
    the environment are not used, since they would look the name up by themselves.
    """

    def __init__(self) -> None:
        """Keep no connection open: addresses are shared by many hosts, and a connection is one host's."""
        self._inner = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send `request` to a public address of its host; raises FetchError if that has another one."""
        host = request.url.host
        checked = await _public(host, request.url.port or {"https": 443}.get(request.url.scheme, 80))
        return await self._inner.handle_async_request(
            httpx.Request(
                request.method,
                request.url.copy_with(host=checked),
                headers=request.headers,
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
        )

    async def aclose(self) -> None:
        """Let go of what is open."""
        await self._inner.aclose()


def is_public(address: str) -> bool:
    """Whether everybody can reach `address`: it is not of this machine, of a private network, or of none."""
    return all(one.is_global and not one.is_multicast for one in _meant(ipaddress.ip_address(address.split("%")[0])))


async def _public(host: str, port: int) -> str:
    """An address of `host`, all of whose addresses are public."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise httpx.ConnectError(str(error)) from error
    addresses = [str(one[4][0]) for one in found]
    if not all(map(is_public, addresses)):
        raise FetchError(f"{host} lies inside this machine or its network; only public addresses are fetched here.")
    return addresses[0]


def _meant(address: Address) -> list[Address]:
    """The address, and those of the older protocol that some new ones stand for."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in inner if one is not None] if address.ipv4_mapped else [address, *filter(None, inner)]


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
