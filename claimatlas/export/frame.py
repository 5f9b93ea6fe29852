"""From degrees to points on the sheet: the projection of a picture, its scale, its room.

Comes in: districts in EPSG:4326 and the rectangle that the map may fill. Goes out: geometry in points.
Refuses projections that make one side's ground look larger: it is equal-area.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from claimatlas.meridian import beside, usual

MARGIN = 0.045
"""Space left around the districts, as a share of the map's width and height."""


@dataclass(frozen=True)
class Frame:
    """Where the map lies on the sheet, and how degrees get there."""

    left: float
    """Left edge, in points."""
    bottom: float
    """Lower edge, in points."""
    width: float
    """In points."""
    height: float
    """In points."""
    centre_longitude: float
    """Degrees; the projection is true here, and north is up."""
    centre_latitude: float
    """Degrees."""
    middle: tuple[float, float]
    """Projected metres that fall on the middle of the rectangle."""
    points_per_metre: float
    """Scale."""

    @cached_property
    def room(self) -> shapely.Polygon:
        """The rectangle of the map, in points."""
        return shapely.box(self.left, self.bottom, self.left + self.width, self.bottom + self.height)

    @cached_property
    def _transformer(self) -> Transformer:
        return _projection(self.centre_longitude, self.centre_latitude)

    def placed(self, shape: BaseGeometry) -> BaseGeometry:
        """Bring a geometry from degrees (EPSG:4326) to points; what lies outside the map stays."""
        placed: BaseGeometry = shapely.transform(shape, self._points)
        return placed

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Bring one place from degrees (EPSG:4326) to points."""
        x, y = self._points(np.array([[longitude, latitude]]))[0]
        return float(x), float(y)

    def cut(self, shape: BaseGeometry) -> BaseGeometry:
        """Bring a geometry to points and cut it at the edge of the map."""
        return shapely.intersection(shapely.make_valid(self.placed(shape)), self.room)

    def _points(self, degrees: np.ndarray) -> np.ndarray:
        metres = np.column_stack(self._transformer.transform(degrees[:, 0], degrees[:, 1]))
        corner = np.array([self.left + self.width / 2, self.bottom + self.height / 2])
        points: np.ndarray = (metres - np.array(self.middle)) * self.points_per_metre + corner
        return points

    @cached_property
    def degrees(self) -> tuple[float, float, float, float]:
        """West, south, east and north of what is in sight, in degrees (EPSG:4326)."""
        corner = np.array([self.left + self.width / 2, self.bottom + self.height / 2])
        edge = shapely.get_coordinates(shapely.segmentize(self.room.exterior, self.width / 20))
        metres = (edge - corner) / self.points_per_metre + np.array(self.middle)
        longitudes, latitudes = self._transformer.transform(metres[:, 0], metres[:, 1], direction="INVERSE")
        longitudes = beside(longitudes, self.centre_longitude)
        return float(min(longitudes)), float(min(latitudes)), float(max(longitudes)), float(max(latitudes))

    @property
    def projection(self) -> str:
        """The projection in words."""
        north = "N" if self.centre_latitude >= 0 else "S"
        longitude = usual(self.centre_longitude)
        east = "E" if longitude >= 0 else "W"
        return (
            "Projection: Lambert azimuthal equal-area, WGS 84, "
            f"centred on {abs(self.centre_latitude):.1f}° {north}, {abs(longitude):.1f}° {east}."
        )


def _projection(longitude: float, latitude: float) -> Transformer:
    target = f"+proj=laea +lon_0={longitude} +lat_0={latitude} +datum=WGS84 +units=m +no_defs"
    return Transformer.from_crs("EPSG:4326", target, always_xy=True)


def fit(districts: gpd.GeoDataFrame, left: float, bottom: float, width: float, height: float) -> Frame:
    """Fit all districts into a rectangle.

    Parameters
    ----------
    districts : GeoDataFrame
        EPSG:4326.
    left, bottom, width, height : float
        The rectangle, in points.
    """
    west, south, east, north = districts.total_bounds
    # One decimal, so that the words on the picture are the whole truth.
    longitude, latitude = round(float(west + east) / 2, 1), round(float(south + north) / 2, 1)
    transformer = _projection(longitude, latitude)
    degrees = shapely.get_coordinates(districts.geometry)
    x, y = transformer.transform(degrees[:, 0], degrees[:, 1])
    inner = 1 - 2 * MARGIN
    scale = min(width * inner / max(np.ptp(x), 1.0), height * inner / max(np.ptp(y), 1.0))
    middle = (float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2)
    return Frame(left, bottom, width, height, longitude, latitude, middle, float(scale))
