"""Claims of a pair of actors, as the rules take them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    literal_column,
    or_,
    select,
)

from comity.ledger.knowledge import is_known
from comity.ledger.rules import moving_acts
from comity.ledger.schema import CLAIM
from comity.ledger.words import Vocabulary, Words
from comity.model.report import COLLECTIVE

Side = int | BindParameter[int] | None


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
    connection: Connection, words: Words, one: int, two: int, entry: int, *, uncertain: int = 0
) -> list[Claim]:
    """The certain claims on a pair that can move its standing, as known after `entry`.

    Of the uncertain ones only those of the report numbered `uncertain` are among them.
    """
    return moving_claims_with(connection, words, one, [two], entry, uncertain=uncertain)[two]


def moving_claims_with(
    connection: Connection, words: Words, one: int, others: Sequence[int], entry: int, *, uncertain: int = 0
) -> dict[int, list[Claim]]:
    """The `moving_claims` of `one` with each of `others`, by its number."""
    statement = _moving(tuple(words.all_known(connection, moving_acts())))
    asked = {"one": one, "others": others, "entry": entry, "uncertain": uncertain}
    vocabulary = Vocabulary(words, connection)
    found: dict[int, list[Claim]] = {other: [] for other in others}
    for row in connection.execute(statement, asked):
        found[row[1] if row[0] == one else row[0]].append(claim_of(row, vocabulary))
    return found


def claims_where(connection: Connection, words: Words, condition: ColumnElement[bool]) -> list[Claim]:
    """The claims whose rows meet `condition`."""
    vocabulary = Vocabulary(words, connection)
    return [claim_of(row, vocabulary) for row in connection.execute(select(*CLAIM_COLUMNS).where(condition))]


def either_way(table: Table, one: Side, two: Side) -> ColumnElement[bool]:
    """The condition that a row of `table` is about these two actors, whichever is the source."""
    return or_(
        (table.c.source == one) & (table.c.target == two),
        (table.c.source == two) & (table.c.target == one),
    )


def with_any(table: Table, one: Side, others: BindParameter[int]) -> ColumnElement[bool]:
    """The condition that a row of `table` is about an actor and one of `others`, whichever is the source."""
    return or_(
        (table.c.source == one) & table.c.target.in_(others),
        (table.c.target == one) & table.c.source.in_(others),
    )


def stands_for_none(code: str) -> bool:
    """Whether `code` is a side that the text does not name or does not list; it has no standing."""
    return code in ("", COLLECTIVE)


CLAIM_COLUMNS = (
    CLAIM.c.source,
    CLAIM.c.target,
    CLAIM.c.act,
    CLAIM.c.kind,
    CLAIM.c.status,
    CLAIM.c.first,
    CLAIM.c.last,
    CLAIM.c.report,
)


@cache
def _moving(acts: tuple[int, ...]) -> Select[Any]:
    """The query for claims of pairs by one of `acts`, which are written into it: it is asked again and again."""
    among = CLAIM.c.act.in_([literal_column(str(act)) for act in acts])
    certain = or_(CLAIM.c.uncertain == 0, CLAIM.c.report == bindparam("uncertain"))
    sides = with_any(CLAIM, bindparam("one"), bindparam("others", expanding=True))
    return select(*CLAIM_COLUMNS).where(sides, among, certain, is_known(CLAIM, bindparam("entry")))


def claim_of(row: Sequence[Any], words: Vocabulary) -> Claim:
    """The claim of the values of CLAIM_COLUMNS."""
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
