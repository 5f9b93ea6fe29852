"""Scale bar, north arrow and the sentence that belongs on every map.

Comes in: a ``Frame``. Goes out: strokes on the page, and the boxes that they take.
Refuses to leave the caution off.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from claimatlas.export.frame import Frame
from claimatlas.export.labels import Box
from claimatlas.export.page import LINE, Page, Style
from claimatlas.symbology import LIGHT
from claimatlas.view import NOT_FACTS

EDGE = 10.0
"""Distance of what stands on the map from its edge, in points."""
LOCATOR = (72.0, 56.0)
"""Width and height of the locator, in points."""
_BAR_SHARE = 0.16
_LEAST_BAR = 76.0
"""Room for a bar whose figures do not touch, in points: a round length is at least two fifths of it."""
_CAUTION = Style(8.6, LIGHT.ink, bold=True)
_FIGURE = Style(6.4, LIGHT.ink, halo=LIGHT.land)
_NORTH = Style(7, LIGHT.ink, halo=LIGHT.land, bold=True)


def bar_length_km(points_per_metre: float, width: float) -> float:
    """Return a round length (1, 2 or 5 times a power of ten, in km) of at most ``width`` points."""
    room_km = width / points_per_metre / 1000
    power = 10.0 ** math.floor(math.log10(room_km))
    return max(step * power for step in (1, 2, 5) if step * power <= room_km)


@dataclass(frozen=True)
class Furniture:
    """Where caution, scale and locator stand: at the lower edge, or at the upper if they would cover a district."""

    caution: Box
    """Left, bottom, right, top, in points."""
    caution_lines: tuple[str, ...]
    """The sentence, in one line or, on a small map, in two."""
    scale: Box
    """Left, bottom, right, top, in points; the north arrow is in it."""
    locator: Box | None
    """Left, bottom, right, top, in points; None where no corner is free."""
    bar_km: float
    """Length of the scale bar, in kilometres."""


def arrange(frame: Frame, districts: BaseGeometry) -> Furniture:
    """Find room for caution, scale and locator."""
    kilometres = bar_length_km(frame.points_per_metre, max(frame.width * _BAR_SHARE, _LEAST_BAR))
    bar = kilometres * 1000 * frame.points_per_metre
    scale = _free(frame, bar + 46, 32, [districts], 1.0) or _edge_box(frame, bar + 46, 32, 1.0)
    lines, caution = _caution(frame, districts, shapely.box(*scale))
    locator = _corner(frame, [districts, shapely.box(*scale), shapely.box(*caution)])
    return Furniture(caution, lines, scale, locator, kilometres)


def _caution(frame: Frame, districts: BaseGeometry, scale: BaseGeometry) -> tuple[tuple[str, ...], Box]:
    """Break the sentence as it finds room: in one line, else in two; over a district where there is no other."""
    halves = NOT_FACTS.partition("; ")
    for lines in ((NOT_FACTS,), (f"{halves[0]};", halves[2])):
        width = max(map(_CAUTION.width, lines)) + 14
        height = 19 + (len(lines) - 1) * _CAUTION.size * LINE
        box = _free(frame, width, height, [districts, scale], 0.5)
        if box:
            break
    return lines, box or _free(frame, width, height, [scale], 0.5) or _edge_box(frame, width, height, 0.5)


def _corner(frame: Frame, kept_free: list[BaseGeometry]) -> Box | None:
    """Find a free corner for the locator: lower left, lower right, upper left, upper right."""
    width, height = LOCATOR
    covered = shapely.union_all(kept_free).buffer(4)
    for bottom in (frame.bottom + EDGE, frame.bottom + frame.height - EDGE - height):
        for left in (frame.left + EDGE, frame.left + frame.width - EDGE - width):
            if not covered.intersects(shapely.box(left, bottom, left + width, bottom + height)):
                return left, bottom, left + width, bottom + height
    return None


def _free(frame: Frame, width: float, height: float, kept_free: list[BaseGeometry], aim: float) -> Box | None:
    """Find the free box at the lower edge, else at the upper, that is nearest to ``aim`` (0 left, 1 right)."""
    first, last = frame.left + EDGE, frame.left + frame.width - EDGE - width
    lefts = sorted(np.linspace(first, last, 61), key=lambda left: abs(left - (first + aim * (last - first))))
    bottoms = (frame.bottom + EDGE, frame.bottom + frame.height - EDGE - height)
    boxes = [(float(left), bottom, float(left) + width, bottom + height) for bottom in bottoms for left in lefts]
    covered = shapely.union_all(kept_free).buffer(4)
    return next((box for box in boxes if not covered.intersects(shapely.box(*box))), None)


def _edge_box(frame: Frame, width: float, height: float, aim: float) -> Box:
    """Return the box at the lower edge, free or not."""
    left = frame.left + EDGE + aim * (frame.width - 2 * EDGE - width)
    return left, frame.bottom + EDGE, left + width, frame.bottom + EDGE + height


def draw_caution(page: Page, furniture: Furniture) -> None:
    """Say on the map what it is not."""
    left, bottom, right, top = furniture.caution
    page.area(shapely.box(left, bottom, right, top), LIGHT.border)
    page.line(shapely.box(left, bottom, right, top), LIGHT.silent_mark, 0.6)
    for number, line in enumerate(reversed(furniture.caution_lines)):
        page.words(left + 7, bottom + 6.2 + number * _CAUTION.size * LINE, line, _CAUTION)


def draw_scale(page: Page, frame: Frame, furniture: Furniture) -> None:
    """Draw the scale bar, in quarters, and the north arrow beside it."""
    length = furniture.bar_km * 1000 * frame.points_per_metre
    _, bottom, right, _ = furniture.scale
    end = right - 12
    start, base = end - length, bottom + 3
    page.area(shapely.box(start, base, end, base + 4), LIGHT.border)
    for quarter in (0, 2):
        begin = start + length * quarter / 4
        page.area(shapely.box(begin, base, begin + length / 4, base + 4), LIGHT.ink)
    page.line(shapely.box(start, base, end, base + 4), LIGHT.ink, 0.6)
    for share in (0.0, 0.5, 1.0):
        figure = f"{furniture.bar_km * share:g}" + (" km" if share == 1 else "")
        page.words(start + length * share, base + 7.5, figure, _FIGURE, "center")
    _draw_north(page, start - 16, bottom + 2)


def _draw_north(page: Page, x: float, y: float) -> None:
    dart = [(x, y + 17), (x - 4.5, y), (x, y + 4), (x + 4.5, y)]
    page.line(shapely.Polygon(dart), LIGHT.land, 2)
    page.area(shapely.Polygon(dart), LIGHT.ink)
    page.area(shapely.Polygon([dart[0], dart[2], dart[3]]), LIGHT.border)
    page.line(shapely.Polygon(dart), LIGHT.ink, 0.6)
    page.words(x, y + 19, "N", _NORTH, "center")
