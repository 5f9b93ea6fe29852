"""Marks at the middle of a district: discs, concessions, milestones and assessments, side by side.

Comes in: a ``View`` and a ``Frame``. Goes out: rows of marks in their places, and strokes on the page.
Refuses to fill ground: no mark is a status.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import shapely
from shapely.affinity import rotate, translate
from shapely.geometry.base import BaseGeometry

from claimatlas import vocabulary as voc
from claimatlas.export.arrows import arrow_colour
from claimatlas.export.fills import fill
from claimatlas.export.frame import Frame
from claimatlas.export.labels import Box
from claimatlas.export.page import PIXEL, Page
from claimatlas.symbology import LIGHT, LOOKS, STRIPE_ANGLE, disc_radius
from claimatlas.view import View

# All as on the screen, in points.
_REACH = 8 * PIXEL
_WIDTH = 2.4 * PIXEL
_HALO = 5 * PIXEL
_GAP = 2 * PIXEL
_RIM = 1.6 * PIXEL

_DIAMOND = shapely.Polygon([(0, 8), (8, 0), (0, -8), (-8, 0)])
_TRIANGLE = shapely.Polygon([(-8, 6), (8, 6), (0, -8)])
_PIN = shapely.Polygon([(-5, 6.5), (5, 6.5), (5, -1), (0, -7), (-5, -1)])

Drawer = Callable[[Page, float, float], None]
"""Draws a mark with its middle at a point."""


@dataclass(frozen=True)
class Mark:
    """A mark in its place."""

    x: float
    """In points."""
    y: float
    """In points."""
    half: float
    """Half of its width, in points."""
    draw: Drawer
    """How it is drawn."""

    @property
    def box(self) -> Box:
        """Left, bottom, right, top, in points."""
        half = max(self.half, _REACH)
        return self.x - self.half, self.y - half, self.x + self.half, self.y + half


def marks_on_map(view: View, frame: Frame) -> list[Mark]:
    """Set the marks of each district side by side, the row's middle on the district's centre."""
    districts = view.record.places.districts
    placed = []
    for pcode, longitude, latitude in zip(
        districts.index, districts["centre_longitude"], districts["centre_latitude"], strict=True
    ):
        row = _row(view, str(pcode))
        x, y = frame.point(float(longitude), float(latitude))
        left = x - (sum(2 * half + _GAP for half, _ in row) - _GAP) / 2
        for half, draw in row:
            placed.append(Mark(left + half, y, half, draw))
            left += 2 * half + _GAP
    return placed


def _row(view: View, pcode: str) -> list[tuple[float, Drawer]]:
    """Return half width and drawing of each mark of a district, in the order of the screen."""
    row: list[tuple[float, Drawer]] = []
    for disc in view.discs:
        if disc.district == pcode:
            radius = disc_radius(disc.total, view.most_claims) * PIXEL
            row.append((radius + PIXEL, partial(draw_disc, disc.counts, radius)))
    conceding = view.conceding.get(pcode) if view.selection.shows(voc.Layer.STATUS) else None
    if conceding:
        row.append((9 * PIXEL, partial(draw_triangle, conceding)))
    if any(mark.district == pcode for mark in view.milestones):
        row.append((7 * PIXEL, draw_pin))
    row += [(_REACH, partial(draw_diamond, mark.camp)) for mark in view.assessment_marks if mark.district == pcode]
    return row


def draw_diamond(camp: str, page: Page, x: float, y: float) -> None:
    """Draw an assessment; it is empty where no side is named."""
    _outlined(page, _at(_DIAMOND, x, y), camp, (x, y), 4 * PIXEL)


def draw_triangle(camp: str, page: Page, x: float, y: float) -> None:
    """Draw a concession: give way, in the colour of the camp that concedes."""
    _outlined(page, _at(_TRIANGLE, x, y), camp, (x, y + 1.6 * PIXEL), 3 * PIXEL)


def draw_pin(page: Page, x: float, y: float) -> None:
    """Draw a milestone."""
    shape = _at(_PIN, x, y)
    page.line(shape, LIGHT.border, 4 * PIXEL)
    page.area(shape, LIGHT.ink)


def draw_disc(counts: Mapping[str, int], radius: float, page: Page, x: float, y: float) -> None:
    """Draw how many claims each camp makes; what the first camp says is around the west, as in every ledger."""
    page.area(shapely.Point(x, y).buffer(radius + _RIM), LIGHT.border)
    total = sum(counts.values())
    begin = 270 - 180 * counts.get(voc.FIRST.value, 0) / total
    for camp in (camp.value for camp in voc.Camp if counts.get(camp.value)):
        end = begin + 360 * counts[camp] / total
        shape = translate(_sector(begin, end, radius), x, y)
        if camp in LOOKS:
            fill(page, shape, LOOKS[camp])
        else:
            page.area(shape, LIGHT.camps[camp])
        if len(counts) > 1:
            page.line(shape, LIGHT.border, PIXEL)
        begin = end


def _sector(begin: float, end: float, radius: float) -> BaseGeometry:
    """Return a part of a disc around the origin, from one bearing clockwise to another."""
    if end - begin >= 360:
        return shapely.Point(0, 0).buffer(radius)
    bearings = np.radians(np.linspace(begin, end, max(2, round((end - begin) / 6))))
    arc = np.column_stack([np.sin(bearings), np.cos(bearings)]) * radius
    return shapely.Polygon([(0, 0), *arc.tolist()])


def _at(shape: BaseGeometry, x: float, y: float) -> BaseGeometry:
    corners = shapely.get_coordinates(shape) * PIXEL
    return shapely.Polygon(corners + np.array([x, y]))


def _outlined(page: Page, outline: BaseGeometry, camp: str, middle: tuple[float, float], half: float) -> None:
    """Draw an outline in a camp's colour with a bar in the direction of its stripes: told apart in grey as well."""
    page.line(outline, LIGHT.border, _HALO)
    page.area(outline, LIGHT.border)
    page.line(outline, arrow_colour(camp), _WIDTH)
    if camp:
        x, y = middle
        bar = shapely.LineString([(x - half, y), (x + half, y)])
        # Angles are counted as on the screen, where y grows downwards.
        page.line(rotate(bar, -STRIPE_ANGLE[camp], origin=(x, y)), arrow_colour(camp), _WIDTH)
