"""Where on earth the map is: the country's outline, and the map's rectangle on it.

Comes in: the places of a record and a ``Frame``. Goes out: strokes on the page.
Refuses detail: it is an orientation and no map.
"""

from __future__ import annotations

import math

import shapely
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from claimatlas.export.frame import Frame
from claimatlas.export.labels import Box
from claimatlas.export.page import Page
from claimatlas.record import Places
from claimatlas.symbology import LIGHT

_EDGE = 4.0
_SIGHT_WIDTH = 1.0


def draw_locator(page: Page, places: Places, frame: Frame, box: Box) -> None:
    """Draw the inset into a box: left, bottom, right, top, in points."""
    country = places.layers["country"].union_all()
    west, south, east, north = country.bounds
    left, bottom, right, top = box
    # A degree of longitude is shorter than one of latitude by this much.
    shrink = math.cos(math.radians((south + north) / 2))
    scale = min((right - left - 2 * _EDGE) / ((east - west) * shrink), (top - bottom - 2 * _EDGE) / (north - south))
    x = (left + right) / 2 - scale * shrink * (west + east) / 2
    y = (bottom + top) / 2 - scale * (south + north) / 2

    def placed(shape: BaseGeometry) -> BaseGeometry:
        moved: BaseGeometry = affine_transform(shape, [scale * shrink, 0, 0, scale, x, y])
        return moved

    ground = shapely.box(*box)
    page.area(ground, LIGHT.paper)
    page.area(placed(country.simplify(0.5 / scale)), LIGHT.land)
    page.line(placed(country.simplify(0.5 / scale)), LIGHT.quiet_ink, 0.5)
    page.line(shapely.intersection(placed(shapely.box(*frame.degrees)), ground), LIGHT.chosen, _SIGHT_WIDTH)
    page.line(ground, LIGHT.quiet_ink, 0.5)
