"""Web addresses: whose they are, and when two of them mean one article."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urljoin, urlsplit

_PORTS = {"http": 80, "https": 443}
_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_LONGEST = 2_000
"""Characters of an address; what is longer is a mistake or an attack."""


def host_of(address: str) -> str:
    """The host that `address` names, with its port unless that is the usual one."""
    parts = urlsplit(address)
    name = parts.hostname or ""
    return name if parts.port in (None, _PORTS.get(parts.scheme)) else f"{name}:{parts.port}"


def site_of(address: str) -> str:
    """The host without what only tells its views for screens and phones apart."""
    return _PREFIX.sub("", host_of(address))


def key_of(address: str) -> str:
    """What stays of an address when all is left out that does not say which article it means.

    That is the scheme, "www." and its like, what campaigns append, the order of a query and a fragment.
    """
    from courlan import normalize_url

    plain = urldefrag(normalize_url(address)).url
    _, _, rest = plain.partition("://")
    host, slash, path = rest.partition("/")
    return _PREFIX.sub("", host) + (slash + path).rstrip("/")


def web_address(link: str | None, base: str) -> str | None:
    """`link`, which stands in a page at `base`, as a whole address without fragment; None where it is none."""
    try:
        whole = urldefrag(urljoin(base, (link or "").strip())).url
        fit = bool(link) and urlsplit(whole).scheme in _PORTS and bool(host_of(whole))
    except ValueError:
        return None
    return whole if fit and len(whole) <= _LONGEST and whole.isprintable() and " " not in whole else None
