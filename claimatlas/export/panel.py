"""What stands under the map: the legend and the credits.

Comes in: legend entries and sentences. Goes out: strokes on the page.
Refuses to explain a mark that is not on the map.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.affinity import translate

from claimatlas.export import context
from claimatlas.export.arrows import arrow_colour, arrow_from
from claimatlas.export.diamonds import draw_diamond
from claimatlas.export.fills import fill
from claimatlas.export.mapface import CHOSEN_WIDTH
from claimatlas.export.page import LINE, Page, Style
from claimatlas.symbology import LIGHT, LOOKS, LegendEntry

_LEGEND = Style(6.8, LIGHT.ink)
_CREDIT = Style(5.7, LIGHT.quiet_ink)
ROW = 13.5
"""Distance between two lines of the legend, in points."""
_SWATCH_WIDTH, _SWATCH_HEIGHT = 22.0, 9.5
_INDENT = 28.0
_COLUMN_GAP = 18.0


def _columns(entries: Sequence[LegendEntry]) -> list[list[LegendEntry]]:
    """Set fills into one column and all other marks into the next."""
    fills = [entry for entry in entries if entry.symbol == "fill"]
    return [fills, [entry for entry in entries if entry.symbol != "fill"]]


def _column_width(column: Sequence[LegendEntry]) -> float:
    return _INDENT + max((_LEGEND.width(entry.label) for entry in column), default=0)


def legend_size(entries: Sequence[LegendEntry]) -> tuple[float, float]:
    """Return width and height of the legend, in points."""
    columns = _columns(entries)
    width = sum(_column_width(column) for column in columns) + _COLUMN_GAP * (len(columns) - 1)
    return width, ROW * max(len(column) for column in columns)


def draw_legend(page: Page, entries: Sequence[LegendEntry], left: float, top: float) -> None:
    """Draw every entry, each with the mark as it stands on the map."""
    for column in _columns(entries):
        for number, entry in enumerate(column):
            middle = top - (number + 0.5) * ROW
            _draw_symbol(page, entry, left, middle)
            indent = 0 if entry.symbol == "title" else _INDENT
            page.words(left + indent, middle - _LEGEND.size * 0.36, entry.label, _LEGEND)
        left += _column_width(column) + _COLUMN_GAP


def _draw_symbol(page: Page, entry: LegendEntry, left: float, middle: float) -> None:
    right, centre = left + _SWATCH_WIDTH, left + _SWATCH_WIDTH / 2
    box = shapely.box(left, middle - _SWATCH_HEIGHT / 2, right, middle + _SWATCH_HEIGHT / 2)
    line = shapely.LineString([(left, middle), (right, middle)])
    match entry.symbol:
        case "fill":
            fill(page, box, LOOKS[entry.code])
            page.line(box, LIGHT.quiet_ink, 0.4)
        case "arrow":
            arrow = arrow_from(270)
            page.area(
                translate(arrow, centre - shapely.box(*arrow.bounds).centroid.x, middle), arrow_colour(entry.code)
            )
        case "assessment":
            draw_diamond(page, entry.code, centre, middle)
        case "outline":
            page.line(box.buffer(-CHOSEN_WIDTH / 2, join_style="mitre"), LIGHT.chosen, CHOSEN_WIDTH)
        case "province":
            page.line(line, LIGHT.province_border, context.PROVINCE_WIDTH)
        case "frontier":
            page.line(line, LIGHT.quiet_ink, context.FRONTIER_WIDTH, context.FRONTIER_DASHES)
        case "river":
            page.line(line, LIGHT.water, context.RIVER_WIDTH)
        case "town":
            page.dots(np.array([[centre, middle]]), context.TOWN_RADIUS, LIGHT.ink)


def credit_lines(sentences: Sequence[str], width: float) -> list[str]:
    """Break the credits into lines of at most ``width`` points; each sentence begins a line."""
    return [line for sentence in sentences for line in _CREDIT.wrapped(sentence, width)]


def credits_height(lines: Sequence[str]) -> float:
    """Return the height of the credits, in points."""
    return len(lines) * _CREDIT.size * LINE


def draw_credits(page: Page, lines: Sequence[str], left: float, top: float) -> None:
    """Write the credits."""
    for number, line in enumerate(lines):
        baseline = top - _CREDIT.size - number * _CREDIT.size * LINE
        page.words(left, baseline, line, _CREDIT)
