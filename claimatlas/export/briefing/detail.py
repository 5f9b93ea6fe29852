"""The map of a briefing: the provinces of its districts, close enough to read, and samples of exactly its marks.

Comes in: a ``View`` and P-codes. Goes out: SVG drawings, and the words of the legend.
Refuses to explain a mark that is out of sight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from claimatlas.export.frame import Frame, fit
from claimatlas.export.mapface import draw_map, in_sight
from claimatlas.export.page import Page
from claimatlas.export.samples import WIDTH as SAMPLE_WIDTH
from claimatlas.export.samples import draw_sample, height_of
from claimatlas.legend import LegendEntry
from claimatlas.symbology import LIGHT
from claimatlas.view import View

WIDTH = 330.0
"""Width of the map, in points."""
HEIGHTS = (190.0, 300.0)
"""Least and greatest height of the map, in points: it follows the shape of what it shows."""
MAP = "map.svg"
_RIM = 1.0


@dataclass(frozen=True)
class Detail:
    """The map of a briefing and its legend."""

    drawings: Mapping[str, bytes] = field(repr=False)
    """SVG files by name: the map, and a sample for each entry of the legend."""
    legend: tuple[tuple[str, str], ...]
    """Name of the drawing and words of each entry; a title has no drawing."""
    projection: str
    """The projection in words."""


def draw_detail(view: View, pcodes: Sequence[str]) -> Detail:
    """Draw the provinces of some districts; without a district, all provinces of the record."""
    frame = _frame(view, pcodes)
    page = Page(LIGHT.border, frame.width, frame.height)
    absent = draw_map(page, view, frame)
    entries = (*view.legend_of(frozenset(in_sight(view, frame)), absent), *view.overlay_legend)
    samples = {
        f"sample-{number}.svg": _sample(entry) for number, entry in enumerate(entries) if entry.symbol != "title"
    }
    names = [f"sample-{number}.svg" for number in range(len(entries))]
    legend = [(name if name in samples else "", entry.label) for name, entry in zip(names, entries, strict=True)]
    return Detail({MAP: page.svg({"Date": None}), **samples}, tuple(legend), frame.projection)


def _frame(view: View, pcodes: Sequence[str]) -> Frame:
    places = view.record.places
    provinces = {places.gazetteer.province_of[pcode] for pcode in pcodes}
    near = [not provinces or places.gazetteer.province_of[str(pcode)] in provinces for pcode in places.districts.index]
    districts = places.districts[near]
    west, south, east, north = districts.total_bounds
    across = (east - west) * np.cos(np.radians((south + north) / 2))
    height = float(np.clip(WIDTH * (north - south) / max(across, 0.01) + 10, *HEIGHTS))
    return fit(districts, 0, 0, WIDTH, height)


def _sample(entry: LegendEntry) -> bytes:
    height = height_of(entry) + 2 * _RIM
    page = Page(LIGHT.border, SAMPLE_WIDTH + 2 * _RIM, height)
    draw_sample(page, entry, _RIM, height / 2)
    return page.svg({"Date": None})
