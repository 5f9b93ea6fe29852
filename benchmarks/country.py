"""Countries to invent claims for: the shipped districts, or a made-up country of as many districts as are wanted.

Comes in: the shipped geodata, or a number and a seed. Goes out: ``Country``, and the files of a ``geodata/``.
Refuses straight borders: an invented district has about as many corners as a generalised real one, and neighbours meet.
"""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from claimatlas.record import SHIPPED_WORKSPACE, open_places

Numbers: TypeAlias = npt.NDArray[np.int64]

SHIPPED_DISTRICTS = 18
_BOX = shapely.box(60.5, 29.4, 71.9, 38.5)
_STEP_DEGREES = 0.01
"""Corners of an invented border stand about as far apart as those of the shipped ones."""


@dataclass(frozen=True)
class Country:
    """Districts that claims can be invented about."""

    districts: gpd.GeoDataFrame
    """Columns ``adm2_pcode``, ``adm1_pcode``, ``name_en`` and geometry, in the order of the P-codes."""

    def __len__(self) -> int:
        """Return the number of districts."""
        return len(self.districts)

    @cached_property
    def pcodes(self) -> list[str]:
        """P-codes."""
        return [str(pcode) for pcode in self.districts["adm2_pcode"]]

    @cached_property
    def provinces(self) -> list[str]:
        """Province of each district."""
        return [str(pcode) for pcode in self.districts["adm1_pcode"]]

    @cached_property
    def names(self) -> list[str]:
        """Name of each district."""
        return [str(name) for name in self.districts["name_en"]]

    @cached_property
    def shares(self) -> npt.NDArray[np.float64]:
        """Share of each district in what is claimed: the first one has about a third, as Kunduz has."""
        weights = 1 / (1 + np.arange(len(self))) ** 1.1
        return weights / weights.sum()

    @cached_property
    def _triangles(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], Numbers]:
        """Corners of the triangles of all districts, what has passed of their areas, and where each district begins."""
        parts = [shapely.get_parts(shapely.constrained_delaunay_triangles(shape)) for shape in self.districts.geometry]
        starts = np.cumsum([0, *(len(part) for part in parts)])
        areas = [shapely.area(part) for part in parts]
        # District by district from its number to the next one, so that one search finds both.
        passed = np.concatenate([number + np.cumsum(area) / area.sum() for number, area in enumerate(areas)])
        corners = shapely.get_coordinates(np.concatenate(parts)).reshape(-1, 4, 2)[:, :3]
        return corners, passed, starts

    def points(self, district: Numbers, rng: np.random.Generator) -> tuple[Any, Any]:
        """Return longitude and latitude as text, evenly spread over each claim's district; no point for -1."""
        corners, passed, starts = self._triangles
        meant = np.maximum(district, 0)
        found = np.searchsorted(passed, meant + rng.random(len(district)))
        triangle = corners[np.clip(found, starts[meant], starts[meant + 1] - 1)]
        along, across = np.sqrt(rng.random((len(district), 1))), rng.random((len(district), 1))
        weights = np.concatenate([1 - along, along * (1 - across), along * across], axis=1)
        places = np.round(np.einsum("nc,ncd->nd", weights, triangle), 5)
        there = pa.array(district >= 0)
        longitude, latitude = (pc.if_else(there, pa.array(places[:, axis]).cast(pa.string()), "") for axis in (0, 1))
        return longitude, latitude


def country(count: int, seed: int = 0) -> Country:
    """Return the shipped districts for 18, else a made-up country of ``count`` districts."""
    if count == SHIPPED_DISTRICTS:
        return Country(open_places(SHIPPED_WORKSPACE / "geodata").districts.reset_index(drop=True))
    rng = np.random.default_rng([seed, count])
    sites = shapely.MultiPoint(rng.random((count, 2)) * np.array([11.4, 9.1]) + np.array([60.5, 29.4]))
    cells = shapely.get_parts(shapely.voronoi_polygons(sites, extend_to=_BOX, ordered=True))
    shapes = shapely.segmentize(shapely.intersection(cells, _BOX), _STEP_DEGREES)
    bent = shapely.transform(shapes, _bend)
    numbers = np.arange(count)
    provinces = 1 + numbers // 12
    frame = {
        "adm2_pcode": [
            f"ZZ{province:02d}{1 + number % 12:02d}" for number, province in zip(numbers, provinces, strict=True)
        ],
        "adm1_pcode": [f"ZZ{province:02d}" for province in provinces],
        "name_en": [f"Made Up {number}" for number in numbers],
    }
    return Country(gpd.GeoDataFrame(frame, geometry=bent, crs="EPSG:4326"))


def _bend(places: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Move a point by what depends on the point alone, so that a border is bent the same way from both sides."""
    longitude, latitude = places.T
    bent = places.copy()
    for waves, height in ((7.0, 0.02), (31.0, 0.006), (97.0, 0.002)):
        bent[:, 0] += height * np.sin(waves * latitude + 3 * longitude)
        bent[:, 1] += height * np.sin(waves * longitude - 5 * latitude)
    return np.round(bent, 5)


def write_geodata(folder: Path, made: Country) -> None:
    """Write the ``geodata/`` of a workspace: the country's districts; surroundings are those that ship."""
    shutil.copytree(SHIPPED_WORKSPACE / "geodata", folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    if len(made) == SHIPPED_DISTRICTS:
        return
    centres = made.districts.geometry.representative_point()
    rows = [
        {
            "adm2_pcode": pcode, "adm1_pcode": province, "name_en": name, "name_fa": name,
            "centre_longitude": round(centre.x, 4), "centre_latitude": round(centre.y, 4),
        }
        for pcode, province, name, centre in zip(made.pcodes, made.provinces, made.names, centres, strict=True)
    ]  # fmt: skip
    features = [
        {
            "type": "Feature", "id": row["adm2_pcode"], "properties": row | {"area_km2": 1600.0},
            "geometry": shapely.geometry.mapping(shape),
        }
        for row, shape in zip(rows, made.districts.geometry, strict=True)
    ]  # fmt: skip
    collection = {"type": "FeatureCollection", "credit": "made up", "features": features}
    (folder / "districts.geojson").write_text(json.dumps(collection), encoding="utf-8")
    spelt = {"geoboundaries_shape_name": "", "spellings_seen": ""}
    _write_rows(folder / "gazetteer.csv", [row | spelt for row in rows])
    named = [
        {"adm1_pcode": pcode, "name_en": f"Province {pcode}", "name_fa": "", "iso_3166_2": "", "spellings_seen": ""}
        for pcode in dict.fromkeys(made.provinces)
    ]
    _write_rows(folder / "provinces.csv", named)


def _write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
