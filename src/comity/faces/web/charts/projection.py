"""The projection of the world map: Equal Earth, which keeps areas (Šavrič, Patterson and Jenny 2018)."""

from __future__ import annotations

import math

WIDTH, HEIGHT = 1000, 440
"""The size of the map in its own units."""

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2
_NORTH = 84.0
"""The parallel at the upper edge; the map ends north of Antarctica."""


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees east and north as units from the upper left corner of the map."""
    x, y = _equal_earth(longitude, latitude)
    edge, _ = _equal_earth(180, 0)
    _, top = _equal_earth(0, _NORTH)
    scale = WIDTH / (2 * edge)
    return (x + edge) * scale, (top - y) * scale


def _equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    angle = math.asin(_M * math.sin(math.radians(latitude)))
    square = angle * angle
    sixth = square**3
    y = angle * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
    slope = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    return math.radians(longitude) * math.cos(angle) / (_M * slope), y
