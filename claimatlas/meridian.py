"""Places around the 180th meridian: one map in one piece, and files as other programs read them.

Comes in: degrees. Goes out: degrees. Inside, the longitudes of a workspace run on without a break, past 180 where its
districts do; a claim's point is counted beside them, and what is written for others goes back to -180 to 180.
Refuses a reference system of its own: it is EPSG:4326 on both sides.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

Longitudes = npt.NDArray[np.float64]


def beside(longitudes: npt.ArrayLike, middle: float) -> Longitudes:
    """Return the same longitudes, counted so that each lies within half a turn of a middle."""
    given = np.asarray(longitudes, dtype="float64")
    turned = (given - middle + 180) % 360 - 180 + middle
    # What lies near already keeps its digits.
    beside_it: Longitudes = np.where(np.abs(given - middle) <= 180, given, turned)
    return beside_it


def usual(longitude: float) -> float:
    """Return a longitude as others write it, from -180 to 180."""
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180


def cut(shape: BaseGeometry) -> BaseGeometry:
    """Cut polygons at the 180th meridian, each part from -180 to 180 (RFC 7946, 3.1.9).

    Parameters
    ----------
    shape : Polygon or MultiPolygon
        Degrees, EPSG:4326; longitudes from -540 to 540. One that lies in range comes back as it is.
    """
    west, south, east, north = shape.bounds
    if west >= -180 and east <= 180:
        return shape
    polygons: list[Any] = []
    for turn in (-360, 0, 360):
        world = shapely.box(turn - 180, south - 1, turn + 180, north + 1)
        inside = translate(shapely.intersection(shape, world), xoff=-turn)
        # Where a shape only touches the meridian there is a line or a point, and no ground.
        polygons += [part for part in shapely.get_parts(inside) if part.area > 0]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def bbox(bounds: npt.ArrayLike) -> tuple[float, float, float, float]:
    """Write bounds as RFC 7946 (5.2) does: west is greater than east where they span the 180th meridian."""
    west, south, east, north = map(float, np.asarray(bounds))
    return usual(west), south, usual(east), north
