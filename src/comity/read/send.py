"""Messages sent, each tried once: JSON to a web address, and e-mail."""

from __future__ import annotations

import json
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

from comity.errors import FetchError, UnreachableError
from comity.read.visit import agent, reason

SECONDS = 20.0
"""How long a receiver is waited for."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mail is handed over: `smtps` speaks TLS from the start, else it is begun where the server offers it."""

    host: str
    port: int
    smtps: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, address: str, password: str | None) -> MailServer:
        """The server at smtp://user@host:port or smtps://…; raises ValueError for what is none."""
        parts = urlsplit(address)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError(address)
        secure = parts.scheme == "smtps"
        return cls(parts.hostname, parts.port or (465 if secure else 587), secure, parts.username, password)


def post_json(address: str, content: Mapping[str, Any], headers: Mapping[str, str]) -> None:
    """Send `content` to `address`, which must answer with a status from 200 to 299.

    Raises UnreachableError for what may go better another time, and FetchError for what will not.
    """
    import httpx

    given = {"Content-Type": "application/json", "User-Agent": agent(), **headers}
    try:
        body = json.dumps(content, ensure_ascii=False).encode()
        response = httpx.post(address, content=body, headers=given, timeout=SECONDS)
    except httpx.InvalidURL:
        raise FetchError(f"{address} is not an address that can be sent to.") from None
    except httpx.TimeoutException:
        raise UnreachableError(f"{address} did not answer within {SECONDS:g} seconds.") from None
    except httpx.HTTPError as error:
        raise UnreachableError(f"{address} could not be sent to: {reason(error)}.") from None
    if not response.is_success:
        lasting = 300 <= response.status_code < 500 and response.status_code not in (408, 425, 429)
        kind = FetchError if lasting else UnreachableError
        raise kind(f"{address} answered {response.status_code} {response.reason_phrase}".rstrip() + ".")


def send_mail(server: MailServer, message: EmailMessage) -> None:
    """Hand `message` to `server`; raises UnreachableError or FetchError as `post_json` does.

    It is a FetchError too if only some recipients are refused: sent again, it would reach the others twice.
    """
    where = f"The mail server {server.host}:{server.port}"
    try:
        with _connection(server) as connection:
            if server.user and server.password:
                connection.login(server.user, server.password)
            refused = connection.send_message(message)
    except smtplib.SMTPAuthenticationError:
        raise FetchError(f"{where} refused the user or password.") from None
    except smtplib.SMTPRecipientsRefused as error:
        raise _refused(where, next(iter(error.recipients.values()))) from None
    except smtplib.SMTPResponseException as error:
        raise _refused(where, (error.smtp_code, error.smtp_error)) from None
    except smtplib.SMTPNotSupportedError as error:
        raise FetchError(f"{where} cannot do what is asked: {error}.") from None
    except (smtplib.SMTPException, OSError) as error:
        raise UnreachableError(f"{where} could not be spoken with: {reason(error)}.") from None
    for recipient, answer in refused.items():
        raise FetchError(f"{where} refused {recipient} ({_said(*answer)}); the other recipients have the message.")


def _connection(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.smtps:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    try:
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=context)
        elif server.password:
            raise smtplib.SMTPNotSupportedError("it offers no TLS, and a password is not sent without")
    except BaseException:
        connection.close()
        raise
    return connection


def _refused(where: str, answer: tuple[int, bytes | str]) -> FetchError:
    kind = UnreachableError if 400 <= answer[0] < 500 else FetchError
    return kind(f"{where} refused the message: {_said(*answer)}.")


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"
