"""Small maps of a series: the districts alone, at one scale, provinces that lie far apart moved together.

Comes in: districts, and a ``View`` for each small map. Goes out: strokes on the page.
Refuses names, arrows and marks: they could not be read.
"""

from __future__ import annotations

import geopandas as gpd
import shapely
from shapely.affinity import affine_transform, translate
from shapely.geometry.base import BaseGeometry

from claimatlas.export.frame import fit
from claimatlas.export.mapface import draw_chosen, draw_districts
from claimatlas.export.page import Page
from claimatlas.sketch import groups_of
from claimatlas.symbology import LIGHT
from claimatlas.view import View

_GAP = 6.0
"""Points between provinces that lie far apart."""
_HIGHEST = 1.1
"""Greatest height, as a multiple of the width."""
_FINER = 0.5
"""Width of stripes and borders, as a share of those of a large map."""
_OUTLINE = 0.6


class Thumbnail:
    """The outlines of all districts in a small rectangle."""

    def __init__(self, districts: gpd.GeoDataFrame, width: float) -> None:
        whole = fit(districts, 0, 0, 1000, 1000)
        placed = {str(pcode): whole.placed(shape) for pcode, shape in districts.geometry.items()}
        groups = groups_of(districts)
        bounds = [shapely.total_bounds([placed[pcode] for pcode in group]) for group in groups]
        room = width - _GAP * (len(groups) - 1)
        highest = max(top - bottom for _, bottom, _, top in bounds)
        scale = float(min(room / sum(right - left for left, _, right, _ in bounds), _HIGHEST * width / highest))
        self.points_per_metre = whole.points_per_metre * scale
        """Scale of all small maps."""
        self.height = float(highest) * scale
        """In points."""
        self._shapes: dict[str, BaseGeometry] = {}
        across = 0.0
        for group, (left, bottom, right, top) in zip(groups, bounds, strict=True):
            up = (self.height - (top - bottom) * scale) / 2
            moved = [scale, 0, 0, scale, across - left * scale, up - bottom * scale]
            self._shapes |= {pcode: affine_transform(placed[pcode], moved) for pcode in group}
            across += (right - left) * scale + _GAP
        self._provinces = [
            shapely.union_all([self._shapes[pcode] for pcode in group]) for group in _by_province(districts)
        ]

    def draw(self, page: Page, view: View, left: float, bottom: float) -> None:
        """Draw a view with its lower left corner at a point."""
        shapes = {pcode: translate(shape, left, bottom) for pcode, shape in self._shapes.items()}
        draw_districts(page, view, shapes, _FINER)
        for outline in self._provinces:
            page.line(translate(outline, left, bottom), LIGHT.province_border, _OUTLINE)
        draw_chosen(page, shapes.get(view.selection.place), _FINER)


def _by_province(districts: gpd.GeoDataFrame) -> list[list[str]]:
    return [[str(pcode) for pcode in rows.index] for _, rows in districts.groupby("adm1_pcode")]
