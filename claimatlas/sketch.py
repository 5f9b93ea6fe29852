"""The outlines of the districts as small drawings: one for provinces that lie together, all at one scale.

Comes in: districts. Goes out: outlines as SVG path data, and a place in each for a number.
Refuses to put far provinces at their true distance: a map of their ground has no room for what lies between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

ROOM = (430.0, 420.0)
"""Width that all drawings beside each other may take, and height of the highest, in units."""
GAP = 16.0
"""Units between two drawings."""
MARGIN = 3.0
"""Units around the outlines of a drawing, for their strokes."""
TOGETHER_KM = 50.0
"""Provinces at most this far apart share a drawing."""
_FINENESS = 0.6
"""Bends smaller than this, in units, are left out."""


@dataclass(frozen=True)
class Outline:
    """One district in a drawing."""

    adm2_pcode: str
    """P-code."""
    path: str
    """SVG path data, to be filled by the even-odd rule."""
    across: float
    """Where a number stands well inside the district: units from the left edge."""
    down: float
    """Units from the upper edge."""


@dataclass(frozen=True)
class Drawing:
    """Provinces that lie together, north up."""

    provinces: tuple[str, ...]
    """P-codes, from west to east."""
    width: float
    """In units."""
    height: float
    """In units."""
    outlines: tuple[Outline, ...]
    """Districts, in the order of their P-codes."""


@dataclass(frozen=True)
class Sketch:
    """Every district of a record."""

    drawings: tuple[Drawing, ...]
    """From west to east."""
    units_per_km: float
    """Scale of all drawings."""


def sketch(districts: gpd.GeoDataFrame) -> Sketch:
    """Draw the outlines of districts.

    Parameters
    ----------
    districts : GeoDataFrame
        Polygons in EPSG:4326 with columns ``adm2_pcode`` and ``adm1_pcode``; at least one.

    Returns
    -------
    Sketch
        Every district once. Lambert azimuthal equal-area on the middle of all of them, so that no side's ground looks
        larger. Neighbours share their border after bends are left out.
    """
    shapes = _in_km(districts)
    groups = _together(shapes, districts)
    sizes = [_size(shapes, pcodes) for _, pcodes in groups]
    scale = min(
        (ROOM[0] - GAP * (len(groups) - 1) - 2 * MARGIN * len(groups)) / sum(width for width, _ in sizes),
        (ROOM[1] - 2 * MARGIN) / max(height for _, height in sizes),
    )
    simple = dict(zip(shapes, shapely.coverage_simplify(list(shapes.values()), _FINENESS / scale), strict=True))
    drawings = [_drawing(provinces, {key: simple[key] for key in pcodes}, scale) for provinces, pcodes in groups]
    return Sketch(tuple(drawings), scale)


def groups_of(districts: gpd.GeoDataFrame) -> list[tuple[str, ...]]:
    """Put districts into groups of provinces that lie together; P-codes, from west to east."""
    return [pcodes for _, pcodes in _together(_in_km(districts), districts)]


def _in_km(districts: gpd.GeoDataFrame) -> dict[str, BaseGeometry]:
    west, south, east, north = districts.total_bounds
    centre = f"+proj=laea +lat_0={(south + north) / 2} +lon_0={(west + east) / 2} +datum=WGS84 +units=km"
    ordered = districts.sort_values("adm2_pcode")
    return dict(zip(ordered["adm2_pcode"].astype("str"), ordered.geometry.to_crs(centre), strict=True))


def _together(
    shapes: Mapping[str, BaseGeometry], districts: gpd.GeoDataFrame
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Put provinces that lie near each other into one group: their P-codes, and those of their districts."""
    province_of = dict(zip(districts["adm2_pcode"], districts["adm1_pcode"], strict=True))
    ground = {
        province: shapely.union_all([shape for key, shape in shapes.items() if province_of[key] == province])
        for province in sorted(set(province_of.values()))
    }
    groups: list[set[str]] = []
    for province, shape in ground.items():
        near = [group for group in groups if any(shapely.dwithin(shape, ground[one], TOGETHER_KM) for one in group)]
        groups = [group for group in groups if group not in near] + [{province}.union(*near)]
    west_first = [tuple(sorted(group, key=lambda one: float(ground[one].centroid.x))) for group in groups]
    west_first.sort(key=lambda group: float(ground[group[0]].centroid.x))
    return [(group, tuple(key for key in shapes if province_of[key] in group)) for group in west_first]


def _size(shapes: Mapping[str, BaseGeometry], pcodes: tuple[str, ...]) -> tuple[float, float]:
    west, south, east, north = shapely.total_bounds([shapes[key] for key in pcodes])
    return float(east - west), float(north - south)


def _drawing(provinces: tuple[str, ...], shapes: Mapping[str, BaseGeometry], scale: float) -> Drawing:
    west, south, east, north = shapely.total_bounds(list(shapes.values()))
    corner, turned = np.array([west, north]), np.array([scale, -scale])

    def placed(shape: BaseGeometry) -> BaseGeometry:
        moved: BaseGeometry = shapely.transform(shape, lambda km: (km - corner) * turned + MARGIN)
        return moved

    outlines = tuple(_outline(key, placed(shape)) for key, shape in shapes.items())
    size = [round(float(km) * scale + 2 * MARGIN, 1) for km in (east - west, north - south)]
    return Drawing(provinces, size[0], size[1], outlines)


def _outline(pcode: str, shape: BaseGeometry) -> Outline:
    largest = max(shapely.get_parts(shape), key=lambda part: float(part.area))
    middle = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=0.5), 0)
    rings = shapely.get_rings(shapely.get_parts(shape))
    path = "".join(_ring(shapely.get_coordinates(ring)) for ring in rings)
    return Outline(pcode, path, round(float(middle.x), 1), round(float(middle.y), 1))


def _ring(points: np.ndarray) -> str:
    return "M" + "L".join(f"{across:.1f},{down:.1f}" for across, down in points[:-1]) + "Z"
