"""Forecasts that are kept, and what came of them: rows that are only ever added, each within the chain of entries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select

from comity.ledger.foreseen import FORECAST, RESOLUTION
from comity.ledger.knowledge import AsKnown, last_entry
from comity.ledger.ledger import Ledger
from comity.ledger.load import entry_times
from comity.ledger.problems import Problem
from comity.model.forecast import Forecast, Kept, Reason, Resolution

_CHUNK = 500


def keep(ledger: Ledger, forecasts: Iterable[Forecast]) -> int:
    """Record `forecasts` in one entry; those that are kept already change nothing. Returns how many were new."""
    wanted = {forecast.id: forecast for forecast in forecasts}
    with ledger.entering() as entry:
        known = _known(entry.connection, list(wanted))
        new = {name: forecast for name, forecast in wanted.items() if name not in known}
        rows = []
        for number, (name, forecast) in enumerate(new.items(), _last(entry.connection, FORECAST) + 1):
            entry.digest.add("forecast", name.encode())
            rows.append({**_row(forecast), "id": name, "seq": number, "known_from": entry.seq})
        if rows:
            entry.connection.execute(insert(FORECAST), rows)
            entry.finish("forecast")
    return len(rows)


def settle(ledger: Ledger, resolutions: Sequence[Resolution]) -> None:
    """Record what came of forecasts, in one entry."""
    if not resolutions:
        return
    with ledger.entering() as entry:
        rows = []
        for number, resolution in enumerate(resolutions, _last(entry.connection, RESOLUTION) + 1):
            entry.digest.add("resolution", resolution.id.encode())
            day = resolution.day.isoformat() if resolution.day else None
            fields = asdict(resolution) | {"day": day, "happened": int(resolution.happened)}
            rows.append({**fields, "id": resolution.id, "seq": number, "known_from": entry.seq})
        entry.connection.execute(insert(RESOLUTION), rows)
        entry.finish("resolve")


def kept(ledger: Ledger, *, as_known: AsKnown = None) -> list[Kept]:
    """The forecasts that were kept by then, in the order in which they were, each with its last resolution by then."""
    with ledger.reading() as connection:
        entry = last_entry(connection, as_known)
        rows = connection.execute(select(FORECAST).where(FORECAST.c.known_from <= entry).order_by(FORECAST.c.seq)).all()
        last = _last_resolutions(connection, entry)
        numbers = {row.known_from for row in (*rows, *last.values())}
        times = {number: datetime.fromisoformat(at) for number, at in entry_times(connection, numbers).items()}
        return [_kept(row, last.get(row.id), times) for row in rows]


def kept_since(connection: Connection, entry: int) -> list[tuple[Forecast, float | None]]:
    """The forecasts kept after `entry`, each with the probability kept before for the same question, None for none."""
    rows = connection.execute(select(FORECAST).where(FORECAST.c.known_from > entry).order_by(FORECAST.c.seq)).all()
    return [(_forecast(row), _probability_before(connection, row)) for row in rows]


def forecast_problems(connection: Connection) -> Iterable[Problem]:
    """Forecasts and resolutions that are not as they were recorded."""
    for row in connection.execute(select(FORECAST)):
        if _readable_id(row, _forecast) != row.id:
            yield Problem(f"forecast {row.id}", "is not as it was recorded")
    for row in connection.execute(select(RESOLUTION)):
        if _readable_id(row, _resolution) != row.id:
            yield Problem(f"the resolution of forecast {row.forecast}", "is not as it was recorded")


def _readable_id(row: Row[Any], read: Any) -> str | None:  # noqa: ANN401
    try:
        return str(read(row).id)
    except (ValueError, TypeError):
        return None


def _known(connection: Connection, names: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(names), _CHUNK):
        chunk = FORECAST.c.id.in_(names[start : start + _CHUNK])
        found |= set(connection.execute(select(FORECAST.c.id).where(chunk)).scalars())
    return found


def _last(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.coalesce(func.max(table.c.seq), 0))).scalar_one())


def _last_resolutions(connection: Connection, entry: int) -> dict[str, Row[Any]]:
    query = select(RESOLUTION).where(RESOLUTION.c.known_from <= entry).order_by(RESOLUTION.c.seq)
    return {row.forecast: row for row in connection.execute(query)}


def _probability_before(connection: Connection, row: Row[Any]) -> float | None:
    same = [FORECAST.c[name] == getattr(row, name) for name in ("source", "act", "target", "horizon")]
    query = select(FORECAST.c.probability).where(*same, FORECAST.c.seq < row.seq)
    return connection.execute(query.order_by(FORECAST.c.seq.desc()).limit(1)).scalar()


def _row(forecast: Forecast) -> dict[str, Any]:
    fields = asdict(forecast)
    reasons = json.dumps([[reason.words, reason.factor] for reason in forecast.reasons], ensure_ascii=False)
    known = forecast.as_known.isoformat() if forecast.as_known else None
    signal = int(forecast.signal)
    return fields | {"made": forecast.made.isoformat(), "as_known": known, "reasons": reasons, "signal": signal}


def _forecast(row: Row[Any]) -> Forecast:
    fields = row._asdict()
    del fields["seq"], fields["id"], fields["known_from"]
    fields["made"] = date.fromisoformat(row.made)
    fields["as_known"] = date.fromisoformat(row.as_known) if row.as_known else None
    fields["reasons"] = tuple(Reason(words, factor) for words, factor in json.loads(row.reasons))
    fields["signal"] = bool(row.signal)
    return Forecast(**fields)


def _resolution(row: Row[Any]) -> Resolution:
    day = date.fromisoformat(row.day) if row.day else None
    return Resolution(row.forecast, bool(row.happened), day, row.rests_on)


def _kept(row: Row[Any], last: Row[Any] | None, times: dict[int, datetime]) -> Kept:
    at = times[row.known_from]
    if last is None:
        return Kept(_forecast(row), at)
    return Kept(_forecast(row), at, _resolution(last), times[last.known_from])
