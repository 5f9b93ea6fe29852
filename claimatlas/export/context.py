"""What surrounds the districts: land, neighbouring provinces, rivers, frontiers, towns.

Comes in: the places of a record and a ``Frame``. Goes out: strokes on the page, and names that look for a place.
Refuses to name what it cannot be sure of: a country is named where all frontiers around an area agree on it.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from claimatlas import vocabulary as voc
from claimatlas.export.frame import Frame
from claimatlas.export.labels import Box
from claimatlas.export.page import Page
from claimatlas.record import Places
from claimatlas.symbology import LIGHT

FRONTIER_DASHES = (7.0, 2.2, 1.4, 2.2)
"""Dash, gap, dot, gap of an international boundary, in points."""
FRONTIER_WIDTH = 0.8
RIVER_WIDTH = 1.3
PROVINCE_WIDTH = 1.2
NEIGHBOUR_WIDTH = 0.6
TOWN_RADIUS = 1.7


@dataclass(frozen=True)
class Town:
    """A town that lies on the map."""

    name: str
    """As Natural Earth spells it."""
    x: float
    """In points."""
    y: float
    """In points."""
    on_record: bool
    """Whether it lies in a district of the record, whose name stands there already."""

    @property
    def box(self) -> Box:
        """The dot: left, bottom, right, top, in points."""
        return self.x - TOWN_RADIUS, self.y - TOWN_RADIUS, self.x + TOWN_RADIUS, self.y + TOWN_RADIUS


def draw_ground(page: Page, frame: Frame, places: Places, shown: Set[voc.Layer]) -> None:
    """Draw what lies under the districts, of the layers that are shown."""
    page.area(frame.room, LIGHT.paper)
    land = home(frame, places)
    page.area(land, LIGHT.land)
    if voc.Layer.PROVINCES in shown:
        # The edge of the country is the frontier's to draw, and the two sources differ by a little.
        edge = land.boundary.buffer(0.4)
        lines = shapely.union_all([frame.cut(shape.boundary) for shape in _neighbours(places).geometry])
        page.line(shapely.line_merge(lines.difference(edge)), LIGHT.silent_mark, NEIGHBOUR_WIDTH)
    if voc.Layer.RIVERS in shown:
        page.line(frame.cut(places.layers["rivers"].union_all()), LIGHT.water, RIVER_WIDTH)


def draw_frontiers(page: Page, frame: Frame, places: Places, shown: Set[voc.Layer]) -> None:
    """Draw what lies over the districts: outlines of their provinces if shown, and always the frontiers."""
    if voc.Layer.PROVINCES in shown:
        for shape in record_outlines(frame, places):
            page.line(shape, LIGHT.province_border, PROVINCE_WIDTH)
    page.line(frontiers(frame, places), LIGHT.quiet_ink, FRONTIER_WIDTH, FRONTIER_DASHES)


def _neighbours(places: Places) -> gpd.GeoDataFrame:
    provinces = places.layers["provinces"]
    return provinces[provinces["role"] != "record"]


def frontiers(frame: Frame, places: Places) -> BaseGeometry:
    """Return the international boundaries on the map, in points."""
    return frame.cut(shapely.line_merge(places.layers["boundaries"].union_all()))


def absent(frame: Frame, places: Places) -> frozenset[str]:
    """Return the symbols of rivers and frontiers where none is on the map."""
    rivers = frame.cut(places.layers["rivers"].union_all())
    seen = {"river": rivers, "frontier": frontiers(frame, places)}
    return frozenset(symbol for symbol, shape in seen.items() if shape.is_empty)


def home(frame: Frame, places: Places) -> BaseGeometry:
    """Return what is to be seen of the record's own country, in points."""
    return frame.cut(places.layers["country"].union_all())


def neighbour_areas(frame: Frame, places: Places) -> list[tuple[str, BaseGeometry]]:
    """Return the neighbouring provinces with what is to be seen of them, in points."""
    neighbours = _neighbours(places)
    return _seen(frame, zip(neighbours["name_en"], neighbours.geometry, strict=True))


def record_outlines(frame: Frame, places: Places) -> list[BaseGeometry]:
    """Return the outlines of the provinces of the record, in points."""
    provinces = places.layers["provinces"]
    return [frame.cut(shape) for shape in provinces[provinces["role"] == "record"].geometry]


def record_provinces(frame: Frame, places: Places) -> list[tuple[str, BaseGeometry]]:
    """Return the provinces of the record, in points."""
    provinces = places.layers["provinces"]
    on_record = provinces[provinces["role"] == "record"]
    return _seen(frame, zip(on_record["name_en"], on_record.geometry, strict=True))


def _seen(frame: Frame, named: zip[tuple[str, BaseGeometry]]) -> list[tuple[str, BaseGeometry]]:
    seen = [(str(name), frame.cut(shape)) for name, shape in named]
    return [(name, largest(shape)) for name, shape in seen if shape.area > 0]


def largest(shape: BaseGeometry) -> BaseGeometry:
    """Return the largest part of a geometry."""
    parts: list[BaseGeometry] = list(shapely.get_parts(shape))
    return max(parts, key=lambda part: part.area)


def foreign_areas(frame: Frame, places: Places) -> list[tuple[str, BaseGeometry]]:
    """Return the countries around the record's, with what is to be seen of them, in points.

    The map is cut along the frontiers; an area belongs to the country that every frontier around it names.
    """
    own_names = set(places.layers["country"]["name_en"])
    boundaries = places.layers["boundaries"]
    lines = [frame.cut(shape) for shape in boundaries.geometry]
    pairs = [set(pair) for pair in zip(boundaries["country_left"], boundaries["country_right"], strict=True)]
    faces = shapely.get_parts(shapely.polygonize([*_noded([frame.room.exterior, *lines])]))
    ground = home(frame, places)
    found: dict[str, BaseGeometry] = {}
    for face in faces:
        if shapely.area(shapely.intersection(face, ground)) > face.area / 2:
            continue
        touching = [pair for line, pair in zip(lines, pairs, strict=True) if _borders(face, line)]
        common = set.intersection(*touching) - own_names if touching else set()
        if len(common) == 1:
            name = str(common.pop())
            found[name] = largest(shapely.union_all([found.get(name, face), face]))
    return [(name, shapely.difference(found[name], ground)) for name in sorted(found)]


def _noded(lines: list[BaseGeometry]) -> list[BaseGeometry]:
    return list(shapely.get_parts(shapely.union_all(lines)))


def _borders(face: BaseGeometry, line: BaseGeometry) -> bool:
    return bool(shapely.intersection(face.boundary.buffer(0.05), line).length > 1)


def towns(frame: Frame, places: Places, covered: Sequence[Box]) -> list[Town]:
    """Return the towns on the map that nothing covers, the most important first."""
    ranked = places.layers["towns"].sort_values(["scale_rank", "name"])
    room = frame.room.buffer(-6).difference(shapely.union_all([shapely.box(*box).buffer(4) for box in covered]))
    found = []
    degrees = shapely.get_coordinates(ranked.geometry)
    for name, pcode, (longitude, latitude) in zip(ranked["name"], ranked["adm2_pcode"], degrees, strict=True):
        x, y = frame.point(longitude, latitude)
        if shapely.contains_xy(room, x, y):
            found.append(Town(str(name), x, y, isinstance(pcode, str) and bool(pcode)))
    return found


def draw_towns(page: Page, found: Sequence[Town]) -> None:
    """Draw the dots of towns."""
    points = np.array([(town.x, town.y) for town in found]).reshape(-1, 2)
    page.dots(points, TOWN_RADIUS, LIGHT.ink, LIGHT.border, 0.7)
