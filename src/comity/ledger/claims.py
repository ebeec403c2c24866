"""Claims of a pair of actors, as the rules take them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, or_, select

from comity.ledger.knowledge import is_known
from comity.ledger.rows import Vocabulary
from comity.ledger.rules import moving_acts
from comity.ledger.schema import CLAIM
from comity.ledger.words import Words
from comity.model.report import COLLECTIVE


class Claim(NamedTuple):
    """One report's word on one pair: its codes, act, kind ('' if none), status, first and last day, and number."""

    source: str
    target: str
    act: str
    kind: str
    status: str
    first: int
    last: int
    report: int


def moving_claims(
    connection: Connection, words: Words, one: int, two: int, entry: int | None, *, uncertain: Iterable[int] = ()
) -> list[Claim]:
    """The certain claims on a pair that can move its standing, as known after `entry`.

    Of the uncertain ones only those of the reports `uncertain` are among them.
    """
    sides = or_(
        (CLAIM.c.source == one) & (CLAIM.c.target == two),
        (CLAIM.c.source == two) & (CLAIM.c.target == one),
    )
    acts = words.all_known(connection, moving_acts())
    certain = or_(CLAIM.c.uncertain == 0, CLAIM.c.report.in_(list(uncertain)))
    return claims_where(connection, words, sides & CLAIM.c.act.in_(acts) & certain & is_known(CLAIM, entry))


def claims_where(connection: Connection, words: Words, condition: ColumnElement[bool]) -> list[Claim]:
    """The claims whose rows meet `condition`."""
    rows = connection.execute(select(*_COLUMNS).where(condition))
    return [_claim(row, Vocabulary(words, connection)) for row in rows]


def stands_for_none(code: str) -> bool:
    """Whether `code` is a side that the text does not name or does not list; it has no standing."""
    return code in ("", COLLECTIVE)


_COLUMNS = (
    CLAIM.c.source,
    CLAIM.c.target,
    CLAIM.c.act,
    CLAIM.c.kind,
    CLAIM.c.status,
    CLAIM.c.first,
    CLAIM.c.last,
    CLAIM.c.report,
)


def _claim(row: Sequence[Any], words: Vocabulary) -> Claim:
    source, target, act, kind, status, first, last, report = row
    return Claim(
        words.text(source),
        words.text(target),
        words.text(act),
        words.text(kind) if kind else "",
        words.text(status),
        first,
        last,
        report,
    )
