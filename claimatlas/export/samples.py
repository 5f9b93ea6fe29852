"""Samples of the marks of a map, as its legend shows them.

Comes in: a ``LegendEntry`` and a place. Goes out: strokes on the page.
Refuses a mark of its own: each is drawn by what draws it on the map.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import shapely
from shapely.affinity import translate

from claimatlas import vocabulary as voc
from claimatlas.export import context
from claimatlas.export.arrows import arrow_colour, arrow_from
from claimatlas.export.fills import fill
from claimatlas.export.mapface import CHOSEN_WIDTH
from claimatlas.export.marks import draw_diamond, draw_disc, draw_pin, draw_triangle
from claimatlas.export.page import PIXEL, Page
from claimatlas.legend import LegendEntry
from claimatlas.symbology import LIGHT, LOOKS, faded

WIDTH, HEIGHT = 22.0, 9.5
"""Size of a sample, in points; only a disc may be higher."""

_Drawer = Callable[[Page, LegendEntry, shapely.Polygon], None]


def draw_sample(page: Page, entry: LegendEntry, left: float, middle: float) -> None:
    """Draw the sample of an entry from ``left`` on, with its middle on a line; a title has none."""
    box = shapely.box(left, middle - HEIGHT / 2, left + WIDTH, middle + HEIGHT / 2)
    if entry.symbol in _SAMPLES:
        _SAMPLES[entry.symbol](page, entry, box)


def height_of(entry: LegendEntry) -> float:
    """Return the height of the sample of an entry, in points."""
    return max(HEIGHT, 2 * entry.radius * PIXEL)


def _centre(box: shapely.Polygon) -> tuple[float, float]:
    return box.centroid.x, box.centroid.y


def _line(box: shapely.Polygon) -> shapely.LineString:
    left, _, right, _ = box.bounds
    return shapely.LineString([(left, box.centroid.y), (right, box.centroid.y)])


def _fill(page: Page, entry: LegendEntry, box: shapely.Polygon) -> None:
    fill(page, box, LOOKS[entry.code])
    page.line(box, LIGHT.quiet_ink, 0.4)


def _age(page: Page, entry: LegendEntry, box: shapely.Polygon) -> None:
    left, bottom, right, top = box.bounds
    middle = (left + right) / 2
    page.area(shapely.box(left, bottom, middle, top), faded(LIGHT.camps[voc.FIRST.value], entry.code, LIGHT))
    page.area(shapely.box(middle, bottom, right, top), faded(LIGHT.camps[voc.SECOND.value], entry.code, LIGHT))


def _arrow(page: Page, entry: LegendEntry, box: shapely.Polygon) -> None:
    arrow = arrow_from(270)
    x, y = _centre(box)
    page.area(translate(arrow, x - shapely.box(*arrow.bounds).centroid.x, y), arrow_colour(entry.code))


def _outline(page: Page, _: LegendEntry, box: shapely.Polygon) -> None:
    page.line(box.buffer(-CHOSEN_WIDTH / 2, join_style="mitre"), LIGHT.chosen, CHOSEN_WIDTH)


def _disc(page: Page, entry: LegendEntry, box: shapely.Polygon) -> None:
    page.line(box.centroid.buffer(entry.radius * PIXEL), LIGHT.ink, 0.8)


def _sector(page: Page, entry: LegendEntry, box: shapely.Polygon) -> None:
    draw_disc({entry.code: 1}, HEIGHT / 2, page, *_centre(box))


def _frontier(page: Page, _: LegendEntry, box: shapely.Polygon) -> None:
    page.line(_line(box), LIGHT.quiet_ink, context.FRONTIER_WIDTH, context.FRONTIER_DASHES)


_SAMPLES: Mapping[str, _Drawer] = {
    "fill": _fill,
    "age": _age,
    "arrow": _arrow,
    "outline": _outline,
    "disc": _disc,
    "sector": _sector,
    "frontier": _frontier,
    "conceded": lambda page, entry, box: draw_triangle(entry.code, page, *_centre(box)),
    "milestone": lambda page, _, box: draw_pin(page, *_centre(box)),
    "assessment": lambda page, entry, box: draw_diamond(entry.code, page, *_centre(box)),
    "province": lambda page, _, box: page.line(_line(box), LIGHT.province_border, context.PROVINCE_WIDTH),
    "river": lambda page, _, box: page.line(_line(box), LIGHT.water, context.RIVER_WIDTH),
    "town": lambda page, _, box: page.dots(np.array([_centre(box)]), context.TOWN_RADIUS, LIGHT.ink),
}
