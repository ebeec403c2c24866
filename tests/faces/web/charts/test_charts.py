"""Charts are pure functions: what they are given is where it should be."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from comity.actors.registry import registry
from comity.faces.web.charts.axis import MOST_TICKS, Axis
from comity.faces.web.charts.climate import climate
from comity.faces.web.charts.projection import HEIGHT, WIDTH, project
from comity.faces.web.charts.reliability import EDGE, SIZE, plot
from comity.faces.web.charts.reliability import MARGIN as PLOT_MARGIN
from comity.faces.web.charts.timeline import MARGIN, RIGHT, timeline
from comity.faces.web.charts.tones import Tone
from comity.faces.web.charts.window import SPANS, Window, window_over
from comity.faces.web.charts.world import places, shapes
from comity.ledger.compare import Month
from comity.model.document import Document, Span
from comity.model.event import Event, Recorded
from comity.model.report import Precision, Report, Status, When
from comity.model.standing import Dimension, Standing
from comity.outlook.score import Bin

TODAY = date(2026, 3, 12)
UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = some.dates(min_value=date(1700, 1, 1), max_value=date(2200, 1, 1))


def event(
    day: date | None, act: str = "recognise", status: Status = Status.ASSERTED, *, uncertain: bool = False
) -> Event:
    text = "Fiji recognised Kosovo."
    span = Span.of(text, 0, len(text))
    report = Report("d", act, status, (), (), When(), span, span, uncertain=uncertain)
    told = (Recorded(report, Document(text), datetime(2026, 3, 12, tzinfo=UTC)),)
    when = day.isoformat() if day else None
    return Event(f"{act}/{when}", act, status, "FJI", "XKX", when, Precision.DAY, day, day, 1, 6.0, told)


def standing(start: date, end: date | None, state: str = "formal", *, disputed: bool = False) -> Standing:
    other = "withdrawn" if disputed else ""
    where = ("FJI", "XKX", Dimension.RECOGNITION, "", state, start, start, end, end)
    return Standing("id", *where, "recognise", disputed, other, 1, int(disputed))


@UNTIMED
@given(DAYS, some.integers(min_value=6, max_value=200_000))
def test_an_axis_carries_ticks_in_order_and_not_too_many(start: date, length: int) -> None:
    axis = Axis(start, date.fromordinal(start.toordinal() + length), 0, 900)
    ticks = axis.ticks()
    assert 1 <= len(ticks) <= MOST_TICKS
    assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)
    assert all(0 <= tick.x <= 900 and tick.label for tick in ticks)


def test_ticks_name_days_months_and_years() -> None:
    week, year, century = (
        Axis(*span, 0, 900).ticks()
        for span in ((date(2026, 3, 6), TODAY), (date(2025, 3, 12), TODAY), (date(1926, 3, 12), TODAY))
    )
    assert [tick.label for tick in week][-1] == "12 Mar"
    assert "Jul 2025" in [tick.label for tick in year]
    assert [tick.label for tick in century] == [str(year) for year in range(1930, 2021, 10)]


@UNTIMED
@given(some.lists(DAYS, max_size=5), some.none() | DAYS, some.none() | DAYS)
def test_a_window_is_at_least_a_week_and_ends_where_it_is_asked_to(
    days: list[date], start: date | None, end: date | None
) -> None:
    window = window_over(days, start, end, TODAY)
    assert window.days >= 7
    assert end is None or window.end == end
    assert all(window.around(length).days == length for length in SPANS.values())
    assert window.earlier().days == window.later().days == window.days


def test_a_window_at_the_ends_of_time_stays_there() -> None:
    assert Window(date(1, 1, 1), date(1, 1, 7)).earlier().start == date(1, 1, 1)
    assert Window(date(9999, 12, 1), date(9999, 12, 31)).later().end <= date.max


def test_a_timeline_places_states_and_events_by_day_and_warmth() -> None:
    window = Window(date(2020, 1, 1), date(2029, 12, 31))
    states = [standing(date(2010, 1, 1), date(2024, 12, 31)), standing(date(2024, 12, 31), None, "withdrawn")]
    events = [
        event(date(2025, 1, 1)),
        event(date(2025, 1, 1), "attack", Status.DENIED),
        event(None),
        event(date(2019, 1, 1)),
        event(date(2029, 12, 31), "meet", Status.PLANNED, uncertain=True),
    ]
    chart = timeline(states, events, window, TODAY)
    assert [bar.tone for bar in chart.lanes[0].bars] == [Tone.GOOD, Tone.BAD]
    first, second = chart.lanes[0].bars
    assert first.x == MARGIN and abs(first.x + first.width - second.x) < 0.2 and second.x + second.width == RIGHT
    recognised, attacked, met = chart.marks
    assert recognised.x == attacked.x and recognised.y < chart.zero < attacked.y <= chart.height
    assert met.x < RIGHT and met.uncertain and met.status is Status.PLANNED
    assert chart.day is not None and recognised.x < chart.day < met.x


def test_disputed_states_are_drawn_as_such() -> None:
    chart = timeline([standing(date(2010, 1, 1), None, disputed=True)], [], Window(date(2009, 1, 1), TODAY), TODAY)
    [bar] = chart.lanes[0].bars
    assert bar.disputed and bar.text == "formal ?" and "1 for «formal», 1 for «withdrawn»" in bar.label


def test_the_climate_rises_above_nought_and_falls_below() -> None:
    months = [Month("2025-01", 2, 5.0), Month("2025-12", 1, -10.0)]
    chart = climate(months, Window(date(2025, 1, 1), date(2025, 12, 31)))
    warm, cold = chart.columns
    assert chart.by == "month" and (warm.x, warm.y + warm.height) == (MARGIN, chart.zero)
    assert cold.y == chart.zero and cold.height == 2 * warm.height


def test_a_long_climate_is_of_years_and_each_act_weighs_the_same() -> None:
    months = [Month("1999-01", 3, 2.0), Month("1999-05", 1, -2.0), Month("2000-01", 1, 1.0)]
    chart = climate(months, Window(date(1926, 1, 1), date(2025, 12, 31)))
    assert chart.by == "year"
    assert [(column.period, column.acts, column.goldstein) for column in chart.columns] == [
        ("1999", 4, 1.0),
        ("2000", 1, 1.0),
    ]


@UNTIMED
@given(some.floats(min_value=-180, max_value=180), some.floats(min_value=-55, max_value=83))
def test_the_projection_keeps_the_world_on_the_map(longitude: float, latitude: float) -> None:
    x, y = project(longitude, latitude)
    assert 0 <= x <= WIDTH and 0 <= y <= HEIGHT


def test_every_present_state_has_a_place_on_the_map() -> None:
    mapped = {shape.code for shape in shapes()}
    present = {row.code for row in registry().actors if row.is_state and row.kind == "state" and row.until is None}
    assert present <= mapped
    assert {"XKX", "PSE", "TWN", "ESH", "NCY", "SML", "ABK", "OST", "TRN"} <= mapped
    assert {shape.code for shape in shapes() if shape.point} >= {"VAT", "TUV", "NRU", "MCO", "SGP", "MLT"}


def test_points_without_land_are_shown_only_where_something_is_said_of_them() -> None:
    bare = {place.shape.code for place in places({}, {})}
    said = {place.shape.code: place for place in places({"SUN": "good"}, {"SUN": "Soviet Union: formal"})}
    assert "SUN" not in bare and "FRA" in bare
    assert said["SUN"].state == "good"


SHARES = some.floats(0, 1)
BINS = some.builds(Bin, some.integers(1, 10_000), SHARES, SHARES)


@UNTIMED
@given(some.lists(BINS, max_size=9))
def test_the_axes_of_a_reliability_plot_hold_what_is_on_it(bins: list[Bin]) -> None:
    drawn = plot(bins)
    assert drawn.across(drawn.most) == SIZE - EDGE and drawn.up(0) == SIZE - PLOT_MARGIN
    for dot in drawn.dots:
        assert PLOT_MARGIN <= dot.x <= SIZE - EDGE
        assert EDGE <= dot.top <= dot.bottom <= SIZE - PLOT_MARGIN


def test_a_reliability_plot_is_as_large_as_its_figures_need() -> None:
    assert plot([Bin(1000, 0.02, 0.03)]).most == 0.1
    assert plot([Bin(3, 0.02, 0.0)]).most == 0.6
    assert plot([]).most == 1.0
