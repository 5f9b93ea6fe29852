"""Read layers of any origin in one piece, across the 180th meridian where they lie there, and cut them to a region."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from build_error import BuildError
from shapely.affinity import translate
from sources import read_layer

__all__ = ["around", "in_one_piece", "read_layer", "seam_of"]

_COLUMNS = {
    "rivers": ("name", "name_en"),
    "boundaries": ("adm0_left", "adm0_right"),
    "places": ("name", "featurecla", "scalerank", "adm0name"),
}
_MARGIN = 0.5
"""What is kept around the districts, as a share of their width and height."""


def seam_of(shapes: gpd.GeoDataFrame) -> float | None:
    """Find where longitudes must begin so that polygons across the 180th meridian are in one piece.

    Returns
    -------
    float or None
        Middle of the widest stretch without a polygon; None where that stretch contains the 180th meridian, or where
        longitudes run on beyond it already, so that nothing has to be moved.
    """
    west, _, east, _ = shapes.total_bounds
    if west < -180 or east > 180:
        return None
    intervals = sorted((part.bounds[0], part.bounds[2]) for part in shapely.get_parts(list(shapes.geometry)))
    widest, seam, reached = west + 360 - east, None, intervals[0][1]
    for begin, end in intervals[1:]:
        if begin - reached > widest:
            widest, seam = begin - reached, float(begin + reached) / 2
        reached = max(reached, end)
    return seam


def in_one_piece(shapes: gpd.GeoDataFrame, seam: float | None) -> gpd.GeoDataFrame:
    """Count longitudes west of the seam on from 180, and join what was cut there; every other vertex stays as it is."""
    if seam is None:
        return shapes
    return shapes.set_geometry([_joined(shape, seam) for shape in shapes.geometry], crs=shapes.crs)


def _joined(shape: Any, seam: float) -> Any:
    if shape.bounds[0] >= seam:
        return shape
    parts = [translate(part, xoff=360) if part.centroid.x < seam else part for part in shapely.get_parts(shape)]
    joined = shapely.union_all(parts)
    return shapely.line_merge(joined) if joined.geom_type == "MultiLineString" else joined


def around(files: dict[str, Path | None], bounds: Any, seam: float | None) -> dict[str, gpd.GeoDataFrame]:
    """Read the surroundings and cut them to a region; a layer without a file is empty.

    Parameters
    ----------
    files : dict
        Natural Earth files by layer: ``rivers``, ``boundaries``, ``places``.
    bounds : array
        West, south, east and north of the districts, in degrees; east may be beyond 180.
    seam : float or None
        Where the longitudes of the districts begin, from ``seam_of``.
    """
    west, south, east, north = map(float, bounds)
    across, up = max((east - west) * _MARGIN, 1.0), max((north - south) * _MARGIN, 1.0)
    region = shapely.box(west - across, south - up, east + across, north + up)
    found = {}
    for layer, path in files.items():
        columns = list(_COLUMNS[layer])
        if path is None:
            found[layer] = gpd.GeoDataFrame(columns=[*columns, "geometry"], geometry="geometry", crs=4326)
            continue
        read = in_one_piece(read_layer(path, tuple(columns)), seam)
        inside = read[read.geometry.intersects(region)]
        found[layer] = inside.set_geometry(inside.geometry.intersection(region))
        if layer == "places" and not set(inside.geom_type) <= {"Point"}:
            raise BuildError(f"{path.name} holds other geometries than points.")
    return found
