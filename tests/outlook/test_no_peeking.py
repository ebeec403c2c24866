"""Knowledge of the future, planted in the ledger and in an archive, moves no feature and no forecast."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from comity.ledger import Ledger
from comity.ledger.happenings import happenings
from comity.ledger.history import changes
from comity.outlook.between import between
from comity.outlook.episodes import PURSUITS
from comity.outlook.features import describe
from comity.outlook.follow import follow
from comity.outlook.followers import learn
from comity.outlook.record import DIMENSIONS, of_changes
from comity.outlook.series import of_happenings, of_rows
from tests.ledger.making import said

NOW = date(2010, 6, 1)
LATER = ["2010-06-02", "2010-07-22", "2012-01-01", "2024-05-01"]


def plant(ledger: Ledger) -> None:
    """What is only known after NOW: that many follow, that some never had, talks, envoys and all kinds of acts."""
    ledger.add_many(
        said(act, source, "XKX", day)
        for act in ("recognise", "establish-relations", "appoint-envoy", "meet", "attack")
        for source in ("BRA", "RUS", "GRC", "IND", "SRB", "MEX")
        for day in LATER
    )
    ledger.add_many(
        said("recognise", source, "XKX", LATER[0], status="denied", words=f"{source} never did, XKX was told.")
        for source in ("ALB", "USA", "NGA")
    )
    ledger.add_many(said("withdraw-recognition", source, "XKX", LATER[1]) for source in ("ALB", "USA", "FRA"))
    ledger.add(*said("recognise", "BRA", "XKX", "2010"))  # some day of the year, which is not over


def test_what_comes_later_moves_no_forecast(own: Ledger) -> None:
    before = follow(own, "recognise", "XKX", on=NOW, horizons=[30, 365])
    plant(own)
    after = follow(own, "recognise", "XKX", on=NOW, horizons=[30, 365])
    assert after == before
    assert follow(own, "recognise", "XKX", on=NOW + timedelta(90), horizons=[30]) != before[: len(before) // 2]


def test_what_comes_later_moves_no_feature_of_the_backtest(own: Ledger) -> None:
    plant(own)
    every = changes(own, DIMENSIONS)
    whole = of_changes(every, PURSUITS["recognise"], date(2024, 6, 1))
    kosovo = whole.episode("XKX")
    for day in (date(2008, 2, 17), date(2008, 3, 20), NOW):
        past = of_changes([one for one in every if one.day <= day], PURSUITS["recognise"], day)
        seen = describe(whole.field, kosovo, whole.steps["XKX"], day.toordinal(), 1e-4)
        then = describe(past.field, past.episode("XKX"), past.steps["XKX"], day.toordinal(), 1e-4)
        assert [whole.field.codes[place] for place in seen.places] == [past.field.codes[place] for place in then.places]
        assert np.array_equal(seen.features, then.features)
        assert seen.pace == then.pace


def test_what_comes_later_teaches_nothing(own: Ledger) -> None:
    clean = of_changes(changes(own, DIMENSIONS), PURSUITS["recognise"], NOW)
    plant(own)
    planted = of_changes(changes(own, DIMENSIONS), PURSUITS["recognise"], NOW)
    assert planted.version == clean.version
    one, other = (learn(some.field, some.episodes, some.steps, some.until) for some in (clean, planted))
    assert one
    assert other
    for mine, theirs in zip(one.regressions, other.regressions, strict=True):
        assert np.array_equal(mine.weights, theirs.weights)


def test_an_archive_of_later_rows_moves_no_rate(own: Ledger) -> None:
    """The archive's rows are those of a busy pair, of which those after NOW are of the rarest act."""
    first = NOW.toordinal() - 400
    rows = [(first + day, "RUS", "meet" if day % 3 else "accuse", "UKR") for day in range(0, 400, 2)]
    future = [(NOW.toordinal() + day, "RUS", "attack", "UKR") for day in range(1, 200)]
    past, planted = of_rows(rows), of_rows(rows + future)
    asked = {"on": NOW, "horizons": [30, 365]}
    before = between(own, past, "RUS", "UKR", **asked)  # type: ignore[arg-type]
    after = between(own, planted, "RUS", "UKR", **asked)  # type: ignore[arg-type]
    assert [(one.act, one.probability, one.low, one.high, one.base, one.reasons) for one in after] == [
        (one.act, one.probability, one.low, one.high, one.base, one.reasons) for one in before
    ]


def test_the_series_of_the_ledger_ends_with_the_day(own: Ledger) -> None:
    plant(own)
    assert not of_happenings(happenings(own, on=NOW, of="SRB", acts=["meet"])).days.size
