"""The reliability plot as SVG: what was said against what came true, drawn without a library."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import sqrt
from pathlib import Path

from comity.outlook.score import Bin, Score
from comity.records.files import whole_file

SIZE, MARGIN = 320, 48
"""Pixels of the square, and around it."""

_WHOLE = SIZE + 2 * MARGIN


def write_plot(score: Score, path: Path, title: str) -> None:
    """Write the plot to `path`, which appears only once it is complete."""
    with whole_file(path) as file:
        file.write(svg(score, title).encode())


def svg(score: Score, title: str) -> str:
    """A dot for each bin, its area as the logarithm of its number of forecasts; on the line what was said came true."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WHOLE} {_WHOLE}" font-family="sans-serif"'
        f' font-size="12" role="img"><title>{escape(title)}</title>',
        f'<rect width="{_WHOLE}" height="{_WHOLE}" fill="white"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="grey" stroke-dasharray="4"/>',
        *_axes(),
        *(_dot(one) for one in score.bins),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _axes() -> Iterator[str]:
    yield f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" stroke="black" fill="none"/>'
    for tenth in range(0, 11, 2):
        share = tenth / 10
        yield f'<text x="{_x(share)}" y="{_y(0) + 18}" text-anchor="middle">{share:.0%}</text>'
        yield f'<text x="{_x(0) - 6}" y="{_y(share) + 4}" text-anchor="end">{share:.0%}</text>'
    yield f'<text x="{_x(0.5)}" y="{_WHOLE - 10}" text-anchor="middle">said</text>'
    yield f'<text x="{_x(0)}" y="{MARGIN - 14}" text-anchor="middle">came true</text>'


def _dot(one: Bin) -> str:
    radius = 3 + sqrt(max(len(str(one.forecasts)) - 1, 0)) * 3
    told = f"{one.forecasts} forecasts: said {one.said:.3f}, came true {one.happened:.3f}"
    return (
        f'<circle cx="{_x(one.said):.1f}" cy="{_y(one.happened):.1f}" r="{radius:.1f}" fill="steelblue"'
        f' fill-opacity="0.8"><title>{told}</title></circle>'
    )


def _x(share: float) -> float:
    return MARGIN + share * SIZE


def _y(share: float) -> float:
    return MARGIN + (1 - share) * SIZE
