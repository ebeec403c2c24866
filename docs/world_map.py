"""Make the shapes of the world map from Natural Earth's countries at 1:50 million, which are in the public domain.

`python docs/world_map.py countries-50m.json` writes `src/comity/faces/web/charts/data/world.csv`. The countries come as
TopoJSON with the npm package `world-atlas` (`npm pack world-atlas`). Borders are thinned arc by arc, so that neighbours
keep theirs in common. `POINTS` adds those without a shape of their own, each at its seat of government.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from comity.actors.registry import registry
from comity.errors import ActorError
from comity.faces.web.charts.projection import HEIGHT, WIDTH, project

WORLD = Path(__file__).parents[1] / "src/comity/faces/web/charts/data/world.csv"
TOLERANCE = 0.45
"""How far, in units of the map, a thinned border may lie from the true one."""
LEAST_AREA = 0.6
"""What an island must cover, in square units, to be drawn; a state's largest part is always kept."""
SMALL = 7.0
"""The extent in units below which a state gets a point on top of its shape."""

Point = tuple[float, float]
Row = tuple[str, float, float, str, str]

NAMES = {
    "N. Cyprus": "NCY",
    "W. Sahara": "ESH",
    "Macedonia": "MKD",
    "Dem. Rep. Congo": "COD",
    "Congo": "COG",
    "Cabo Verde": "CPV",
    "Central African Rep.": "CAF",
    "Dominican Rep.": "DOM",
    "Bosnia and Herz.": "BIH",
    "Eq. Guinea": "GNQ",
    "S. Sudan": "SSD",
    "eSwatini": "SWZ",
    "Marshall Is.": "MHL",
    "Solomon Is.": "SLB",
    "St. Kitts and Nevis": "KNA",
    "St. Vin. and Gren.": "VCT",
    "Antigua and Barb.": "ATG",
    "Micronesia": "FSM",
    "Vatican": "VAT",
    "Cook Is.": "COK",
    "Greenland": "DNK",
    "Faeroe Is.": "DNK",
    "Siachen Glacier": "",
    "Antarctica": "",
    "Indian Ocean Ter.": "",
}
"""Names that the registry does not bear, or means otherwise; an empty code is land that is drawn for nobody."""

POINTS = {
    "TUV": (179.2, -8.5),
    "ABK": (41.0, 43.0),
    "OST": (43.97, 42.23),
    "TRN": (29.63, 46.84),
    "ARTS": (46.75, 39.82),
    "UKR:DNR": (37.8, 48.0),
    "UKR:LNR": (39.3, 48.57),
    "UKR:CRIMEA": (34.1, 44.95),
    "SUN": (37.62, 55.75),
    "DDR": (13.4, 52.52),
    "YUG": (20.46, 44.81),
    "SCG": (20.46, 44.81),
    "CSK": (14.42, 50.08),
    "RVN": (106.7, 10.78),
    "YMD": (45.03, 12.79),
    "AFG:TALIBAN": (65.7, 31.61),
    "NGA:BIAFRA": (7.5, 6.44),
    "COD:KATANGA": (27.48, -11.66),
    "RUS:ICHKERIA": (45.7, 43.32),
    "LBY:HOR": (20.07, 32.12),
    "YEM:SPC": (44.21, 15.35),
    "ZAF:TRANSKEI": (28.78, -31.59),
    "CHN:TIBETEXILE": (76.32, 32.22),
    "TIB": (91.13, 29.65),
    "MCK": (125.32, 43.88),
}
"""Longitude and latitude of the seat of those that the countries' file does not draw."""


def main() -> None:
    """Write the table from the file named on the command line."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    found = sorted(shapes(topology))
    seen = {row[0] for row in found if not row[3]}
    rows = [_settled(row, row[0] in seen) for row in found if row[4] or row[0] not in seen | {""}]
    rows += [(code, *rounded(project(*place)), "yes", "") for code, place in sorted(POINTS.items())]
    with WORLD.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "x", "y", "point", "path"))
        writer.writerows(rows)
    print(f"{len(rows)} rows, {WORLD.stat().st_size:,} bytes, map of {WIDTH} × {HEIGHT}")


def shapes(topology: dict[str, Any]) -> Iterator[Row]:
    """A row for each country: code, the middle of its largest part, whether it needs a point, and its outline."""
    arcs = [thinned(arc) for arc in decoded(topology)]
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        if name == "Antarctica":
            continue
        parts = (half for part in outlines(geometry) for half in halves(ring(part, arcs)))
        rings = sorted(parts, key=area, reverse=True)
        drawn = [rings[0], *(one for one in rings[1:] if area(one) >= LEAST_AREA)]
        x, y = rounded(middle(rings[0]))
        yield code(name), x, y, "yes" if extent(drawn) < SMALL else "", "".join(map(outline, drawn))


def _settled(row: Row, seen: bool) -> Row:
    """`row` without a point if another of its actor can be seen."""
    return (*row[:3], "", row[4]) if seen else row


def code(name: str) -> str:
    """The actor that bears `name`, empty if none of its own does."""
    if name in NAMES:
        return NAMES[name]
    try:
        return registry().lookup(name.replace("St.", "Saint").replace("Is.", "Islands"))
    except ActorError:
        return ""


def decoded(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """The arcs, whose steps are whole numbers in the file, as degrees; past the date line they go on past 180."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append(onward(points, (x * sx + tx, y * sy + ty)))
        yield points


def onward(points: list[Point], point: Point) -> Point:
    """`point` moved around the globe to where it lies nearest to the last of `points`."""
    if not points:
        return point
    turns = round((points[-1][0] - point[0]) / 360)
    return point[0] + 360 * turns, point[1]


def thinned(points: list[Point]) -> list[Point]:
    """`points` without those that lie on the map within TOLERANCE of the line (Douglas and Peucker 1973)."""
    if len(points) < 3:
        return points
    start, end = project(*points[0]), project(*points[-1])
    far, place = max((off(project(*point), start, end), place) for place, point in enumerate(points[1:-1], 1))
    if far <= TOLERANCE:
        return [points[0], points[-1]]
    return thinned(points[: place + 1])[:-1] + thinned(points[place:])


def off(point: Point, start: Point, end: Point) -> float:
    """The distance of `point` from the line, or from its start if the line is none."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if not length:
        return math.dist(point, start)
    return abs(dx * (point[1] - start[1]) - dy * (point[0] - start[0])) / length


def outlines(geometry: dict[str, Any]) -> list[list[int]]:
    """The outer ring of each part, as numbers of arcs; lakes are left out."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"][0]]
    return [polygon[0] for polygon in geometry["arcs"]]


def ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The degrees of a ring; a number below nought is an arc walked backwards."""
    points: list[Point] = []
    for number in numbers:
        for point in (arcs[number] if number >= 0 else arcs[~number][::-1])[:-1]:
            points.append(onward(points, point))
    return points


def halves(points: list[Point]) -> Iterator[list[Point]]:
    """A ring as the map shows it: cut at the date line if it passes it, each part on its own side."""
    for turns in (-360, 0, 360):
        moved = [(x + turns, y) for x, y in points]
        inside = cut(cut(moved, 180, 1), -180, -1)
        if inside:
            yield [project(*point) for point in inside]


def cut(points: list[Point], meridian: float, sign: int) -> list[Point]:
    """The part of a ring west of `meridian`, or east of it for a `sign` of -1 (Sutherland and Hodgman 1974)."""
    kept: list[Point] = []
    for a, b in zip(points[-1:] + points[:-1], points, strict=True):
        inside = [(meridian - point[0]) * sign >= 0 for point in (a, b)]
        if inside[0] != inside[1]:
            share = (meridian - a[0]) / (b[0] - a[0])
            kept.append((meridian, a[1] + share * (b[1] - a[1])))
        if inside[1]:
            kept.append(b)
    return kept


def area(points: list[Point]) -> float:
    """The area of a ring in square units."""
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def middle(points: list[Point]) -> Point:
    """The middle of the box around a ring."""
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def extent(rings: list[list[Point]]) -> float:
    """The larger side of the box around the largest ring."""
    xs, ys = [point[0] for point in rings[0]], [point[1] for point in rings[0]]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def rounded(point: Point) -> Point:
    """A place of the map to a tenth of a unit."""
    return round(point[0], 1), round(point[1], 1)


def outline(points: list[Point]) -> str:
    """A ring as an SVG path in steps of tenths, written without spaces that it can do without."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = [f"{b[0] - a[0]},{b[1] - a[1]}" for a, b in pairwise(tenths) if a != b]
    if not steps:
        return ""
    return f"M{tenths[0][0]},{tenths[0][1]}l{' '.join(steps)}z".replace(" -", "-").replace(",-", "-")


if __name__ == "__main__":
    main()
