from __future__ import annotations

from datetime import date

import pytest

from comity.errors import DateError
from comity.read.dates import parse_day


def test_a_day() -> None:
    assert parse_day(" 2024-02-29 ") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tomorrow", "'tomorrow' is not a date; write it as year-month-day, for instance 2025-07-04."),
        ("04/07/2025", "'04/07/2025' is not a date; write it as year-month-day, for instance 2025-07-04."),
        ("2025-7-4", "'2025-7-4' is not a date; write it as year-month-day, for instance 2025-07-04."),
        ("", "'' is not a date; write it as year-month-day, for instance 2025-07-04."),
        ("٢٠٢٥-٠٧-٠٤", "'٢٠٢٥-٠٧-٠٤' is not a date; write it as year-month-day, for instance 2025-07-04."),
        ("2025-02-30", "'2025-02-30' is a day that no calendar has."),
        ("2023-02-29", "'2023-02-29' is a day that no calendar has."),
        ("2025-13-01", "'2025-13-01' is a day that no calendar has."),
        ("1799-12-31", "The year of '1799-12-31' lies outside 1800 to 2200."),
        ("2201-01-01", "The year of '2201-01-01' lies outside 1800 to 2200."),
        ("0000-01-01", "The year of '0000-01-01' lies outside 1800 to 2200."),
    ],
)
def test_what_is_no_day(text: str, message: str) -> None:
    with pytest.raises(DateError) as raised:
        parse_day(text)
    assert str(raised.value) == message
