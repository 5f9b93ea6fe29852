"""Draw the three parts of the country, districts, neighbours and the rest, as one generalised coverage.

Judges gaps of the source aloud. Refuses those that touch a district of the record.
"""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import shapely
from build_error import BuildError
from facts import District
from generalise import (
    Plane,
    check_coverage,
    enclosed_gaps,
    generalise_tiers,
    geodesic_area_km2,
    round_coordinates,
    without_holes,
)
from match import centre_inside

MAX_AREA_CHANGE_PERCENT = 0.5
# A gap up to that size is a slip of the digitiser; a larger one may be a lake and stays open.
MAX_CLOSED_GAP_KM2 = 0.1


@dataclass(frozen=True)
class Outlines:
    """One coverage of the country in three parts (EPSG:4326)."""

    districts: list[Any]
    """Polygons of the record, by P-code."""
    neighbours: list[Any]
    """Provinces that touch the record, by name."""
    rest: list[Any]
    """What is neither: none or one geometry."""

    @property
    def all(self) -> list[Any]:
        """Every member, finest first."""
        return [*self.districts, *self.neighbours, *self.rest]


@dataclass(frozen=True)
class DistrictSum:
    """How generalising changed one district."""

    adm2_pcode: str
    name_en: str
    source_area_km2: float
    area_km2: float
    shift_m: float
    """Farthest that a point of the source border lies from the generalised one."""

    @property
    def change_percent(self) -> float:
        """Area gained (+) or lost (-)."""
        return (self.area_km2 / self.source_area_km2 - 1) * 100


def neighbour_names(shapes: gpd.GeoDataFrame, record_names: set[str]) -> list[str]:
    """Name the provinces that touch the record, sorted.

    Parameters
    ----------
    shapes : GeoDataFrame
        Districts of the whole country; ``shapeName``, ``province_shape_name``, EPSG:4326.
    record_names : set of str
        ``province_shape_name`` of the provinces of the record.

    Raises
    ------
    BuildError
        A district that belongs to no province touches the record.
    """
    in_record = shapes["province_shape_name"].isin(record_names)
    record = shapely.coverage_union_all(list(shapes.geometry[in_record]))
    touching = shapes[~in_record & shapes.geometry.intersects(record)]
    stray = sorted(touching["shapeName"][touching["province_shape_name"].isna()])
    if stray:
        raise BuildError(
            f"The ADM2 file has districts that lie in no province of the ADM1 file and touch one that is to be built: "
            f"{', '.join(stray)}."
        )
    return sorted(set(touching["province_shape_name"]))


def judge_gaps(shapes: gpd.GeoDataFrame, record_names: set[str]) -> tuple[list[Any], list[str]]:
    """Find the gaps that the source coverage encloses and decide what becomes of each.

    Returns
    -------
    tuple of (list of Polygon, list of str)
        Gaps to close, small and inside one province outside the record; then a sentence on every gap found.

    Raises
    ------
    BuildError
        A gap touches a district of the record.
    """
    closed, sentences = [], []
    for gap in enclosed_gaps(list(shapes.geometry)):
        around = shapes[shapes.geometry.intersects(gap)]
        provinces = sorted(set(around["province_shape_name"].fillna("no province")))
        area_km2 = geodesic_area_km2(gap)
        where = (
            f"a gap of {area_km2 * 1e6:.0f} m² between {' and '.join(sorted(around['shapeName']))} "
            f"({', '.join(provinces)}) at {gap.centroid.x:.4f}, {gap.centroid.y:.4f}"
        )
        if record_names & set(provinces):
            raise BuildError(f"The ADM2 file leaves {where}: it touches a province that is to be built.")
        small = len(provinces) == 1 and area_km2 <= MAX_CLOSED_GAP_KM2
        if small:
            closed.append(gap)
        verdict = "It was closed in the outline of that province." if small else "It was left open."
        sentences.append(f"The source leaves {where}. {verdict} No district of the record touches it.")
    return closed, sentences


def source_outlines(
    shapes: gpd.GeoDataFrame, labels: list[Any], record_names: set[str], neighbours: list[str], closed: list[Any]
) -> Outlines:
    """Gather the districts of the record and dissolve the neighbours and the rest, nothing generalised yet.

    Parameters
    ----------
    shapes : GeoDataFrame
        Districts of the whole country; ``province_shape_name``, EPSG:4326.
    labels : list
        Index labels of the districts of the record, in the order wanted.
    record_names : set of str
        ``province_shape_name`` of the provinces of the record.
    neighbours : list of str
        ``province_shape_name`` of each neighbour.
    closed : list of Polygon
        Gaps to close, from ``judge_gaps``.
    """

    def dissolved(chosen: Any) -> Any:
        return without_holes(shapely.coverage_union_all(list(shapes.geometry[chosen])), closed)

    names = shapes["province_shape_name"]
    elsewhere = ~names.isin(record_names | set(neighbours))
    return Outlines(
        districts=list(shapes.geometry.loc[labels]),
        neighbours=[dissolved(names == name) for name in neighbours],
        rest=[dissolved(elsewhere)] if elsewhere.any() else [],
    )


def generalised_outlines(whole: Outlines, plane: Plane, tolerances_m: list[float]) -> Outlines:
    """Generalise and round all three parts together; what shared a border still shares every vertex of it.

    Raises
    ------
    BuildError
        A polygon became invalid or borders parted.
    """
    parts = (whole.districts, whole.neighbours, whole.rest)
    tiers = [plane.from_degrees(part) if part else [] for part in parts]
    simplified = generalise_tiers(tiers, tolerances_m)
    drawn = Outlines(*(round_coordinates(plane.to_degrees(part)) if part else [] for part in simplified))
    check_coverage(drawn.all, "districts and provinces")
    return drawn


def district_sums(districts: list[District], before: Outlines, after: Outlines, plane: Plane) -> list[DistrictSum]:
    """Measure what generalising changed.

    Raises
    ------
    BuildError
        A district lost its centre or changed its area by more than ``MAX_AREA_CHANGE_PERCENT``.
    """
    sums = []
    for district, source, drawn in zip(districts, before.districts, after.districts, strict=True):
        if not centre_inside(district, drawn):
            raise BuildError(f"Generalising put the centre of {district.name_en} outside it; lower --tolerance.")
        shift_m = float(shapely.hausdorff_distance(*plane.from_degrees([source.boundary, drawn.boundary])))
        areas_km2 = geodesic_area_km2(source), geodesic_area_km2(drawn)
        one = DistrictSum(district.adm2_pcode, district.name_en, *areas_km2, shift_m)
        if abs(one.change_percent) > MAX_AREA_CHANGE_PERCENT:
            raise BuildError(
                f"Generalising changed the area of {district.name_en} by {one.change_percent:+.3f} %, more than "
                f"{MAX_AREA_CHANGE_PERCENT} %; lower --tolerance."
            )
        sums.append(one)
    return sums
