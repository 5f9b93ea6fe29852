"""Generalise shared borders once, so that neighbours still meet. Works on whole coverages, never on single polygons."""

import math
from dataclasses import dataclass
from typing import Any

import shapely
from build_error import BuildError
from pyproj import Geod

COORDINATE_DECIMALS = 5
"""About one metre on the ground."""
_WGS84 = Geod(ellps="WGS84")
_EARTH_RADIUS_M = 6_371_008.8  # Mean radius R1 of the IUGG.


@dataclass(frozen=True)
class Plane:
    """A local plane in metres: equirectangular, true to scale at one latitude.

    Good for tolerances and distances over some hundred kilometres. Areas are never measured in it.
    """

    latitude: float
    """Decimal degrees."""

    @property
    def _metres_per_degree(self) -> list[float]:
        north = math.radians(_EARTH_RADIUS_M)
        return [north * math.cos(math.radians(self.latitude)), north]

    def from_degrees(self, geometries: list[Any]) -> list[Any]:
        """Project from EPSG:4326."""
        return list(shapely.transform(geometries, lambda degrees: degrees * self._metres_per_degree))

    def to_degrees(self, geometries: list[Any]) -> list[Any]:
        """Project back to EPSG:4326."""
        return list(shapely.transform(geometries, lambda metres: metres / self._metres_per_degree))


def generalise_tiers(tiers: list[list[Any]], tolerances_m: list[float]) -> list[list[Any]]:
    """Simplify a coverage in tiers, each coarser than the one before, every shared border staying shared.

    Visvalingam-Whyatt over the whole coverage (GEOS ``CoverageSimplifier``). A border takes the tolerance of
    the finest tier that it touches.

    Parameters
    ----------
    tiers : list of list of Polygon or MultiPolygon
        One valid coverage in metres, finest tier first; a tier may be empty.
    tolerances_m : list of float
        One per tier, in metres: the square root of the smallest triangle that is kept.

    Returns
    -------
    list of list of Polygon or MultiPolygon
        Same tiers, same order.

    Raises
    ------
    BuildError
        The tiers are not a coverage to begin with.
    """
    members = [geometry for tier in tiers for geometry in tier]
    if not shapely.coverage_is_valid(members):
        raise BuildError("The districts of the ADM2 file do not share their borders: some overlap or are not matched.")
    # What lies around becomes a member too. Holding the edge of a coverage then holds only this frame and the
    # finer tiers, which are finished, while coasts and state borders are generalised like any other border.
    covered = shapely.coverage_union_all(members)
    frame = shapely.box(*covered.bounds).buffer(max(tolerances_m) * 10, join_style="mitre").difference(covered)
    done: list[list[Any]] = []
    open_members = [*members, frame]
    for tier, tolerance_m in zip(tiers, tolerances_m, strict=True):
        open_members = list(shapely.coverage_simplify(open_members, tolerance_m, simplify_boundary=False))
        done.append(open_members[: len(tier)])
        open_members = open_members[len(tier) :]
    return done


def round_coordinates(geometries: list[Any]) -> list[Any]:
    """Round to the shipped decimals, in canonical order, rings as in RFC 7946 (outer counterclockwise).

    Points that two neighbours share are rounded alike, so a coverage stays one; ``check_coverage`` proves it.
    """
    rounded = shapely.transform(geometries, lambda degrees: degrees.round(COORDINATE_DECIMALS))
    return [oriented(geometry) for geometry in shapely.remove_repeated_points(rounded)]


def oriented(geometry: Any) -> Any:
    """Canonical starting points and order; outer rings counterclockwise, holes clockwise."""
    return shapely.orient_polygons(shapely.normalize(geometry), exterior_cw=False)


def check_coverage(geometries: list[Any], what: str) -> None:
    """Fail unless every polygon is valid and all of them together are a coverage."""
    if not shapely.is_valid(geometries).all():
        raise BuildError(f"Generalising made an invalid polygon among the {what}; choose a smaller tolerance.")
    if not shapely.coverage_is_valid(geometries):
        raise BuildError(f"Generalising parted borders that the {what} share; choose a smaller tolerance.")


def enclosed_gaps(geometries: list[Any]) -> list[Any]:
    """Holes that a coverage encloses, as polygons, sorted by position."""
    parts = shapely.get_parts(shapely.coverage_union_all(geometries))
    gaps = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
    return sorted(gaps, key=lambda gap: tuple(gap.bounds))


def without_holes(geometry: Any, holes: list[Any]) -> Any:
    """Close those holes of a polygon that stand in ``holes``; keep every other one."""
    parts = [
        shapely.Polygon(
            part.exterior,
            [ring for ring in part.interiors if not any(shapely.Polygon(ring).equals(hole) for hole in holes)],
        )
        for part in shapely.get_parts(geometry)
    ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def geodesic_area_km2(geometry: Any) -> float:
    """Area on the WGS 84 ellipsoid of a geometry in EPSG:4326, in square kilometres."""
    area_m2, _ = _WGS84.geometry_area_perimeter(oriented(geometry))
    return abs(float(area_m2)) / 1e6
