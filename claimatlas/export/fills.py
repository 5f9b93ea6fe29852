"""How a district is filled: true stripes of every camp's colour, or dots.

Comes in: a polygon in points and a ``Look``. Goes out: strokes on the page.
Refuses to know what the colours mean.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely.affinity import rotate
from shapely.geometry.base import BaseGeometry

from claimatlas.export.page import PIXEL, Page
from claimatlas.symbology import LIGHT, Look, faded

_GRID = 1e-6
"""Finest step of a stripe's corner, in points."""
DOT_SPACING = 9 * PIXEL
"""Distance between the dots of a silent district, in points."""
DOT_RADIUS = 0.9 * PIXEL
"""Radius of such a dot, in points."""


def fill(page: Page, area: BaseGeometry, look: Look, age: str = "", finer: float = 1.0) -> None:
    """Fill an area as the screen does, paler by ``age``, a code of ``Freshness``; ``finer`` narrows the stripes."""
    colours = [faded(colour, age, LIGHT) for colour in look.colours(LIGHT)]
    page.area(area, colours[0])
    if not look.camps:
        page.dots(dots(area), DOT_RADIUS, colours[1])
        return
    width = look.width * PIXEL * finer
    for place, colour in enumerate(colours[1:], start=1):
        page.area(bands(area, look.angle, width, place, len(colours)), colour)


def bands(area: BaseGeometry, angle: float, width: float, place: int, count: int) -> BaseGeometry:
    """Cut an area into stripes of ``count`` kinds and return those of one kind.

    Parameters
    ----------
    area : polygon
        In points.
    angle : float
        Degrees, clockwise from the horizontal as on a screen.
    width : float
        Width of one stripe, in points.
    place : int
        Which of the kinds, from 0.
    count : int
        How many kinds take turns.

    Returns
    -------
    geometry
        The stripes of all ``place`` together are the area. They start from the corner of the sheet, so that stripes of
        neighbours meet.
    """
    level = rotate(area, angle, origin=(0, 0))
    left, bottom, right, top = level.bounds
    period = width * count
    first = math.floor(bottom / period)
    bottoms = (np.arange(first, math.ceil(top / period) + 1) * count + place) * width
    sides = np.full_like(bottoms, left - 1), np.full_like(bottoms, right + 1)
    strips = shapely.box(sides[0], bottoms, sides[1], bottoms + width)
    cut = shapely.intersection(shapely.union_all(strips), level)
    # Turning leaves noise in the last digit, and with it slivers that touch themselves: off they come.
    return shapely.set_precision(rotate(cut, -angle, origin=(0, 0)), _GRID)


def dots(area: BaseGeometry) -> np.ndarray:
    """Return the centres of the dots inside an area: every second row is moved by half a step."""
    inner = area.buffer(-1.6 * DOT_RADIUS)
    if inner.is_empty:
        return np.empty((0, 2))
    left, bottom, right, top = inner.bounds
    columns = np.arange(math.floor(left / DOT_SPACING), math.ceil(right / DOT_SPACING) + 1)
    rows = np.arange(math.floor(bottom / DOT_SPACING), math.ceil(top / DOT_SPACING) + 1)
    across, up = np.meshgrid(columns, rows)
    points = np.column_stack([(across + 0.5 * (up % 2)).ravel() * DOT_SPACING, up.ravel() * DOT_SPACING])
    return points[shapely.contains_xy(inner, points)]
