"""How long it takes to find the districts of points, with our own way and with two others.

Comes in: a workspace, and how many points. Goes out: seconds by way.
Refuses to compare ways that do not find the same: the counts by district must agree.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from benchmarks.apart import measured, seconds
from claimatlas.places import district_at
from claimatlas.record import open_places


def points(folder: str, count: int) -> tuple[pd.DataFrame, gpd.GeoDataFrame]:
    """Invent points over the districts and around them."""
    districts = open_places(Path(folder) / "geodata").districts
    west, south, east, north = districts.total_bounds
    rng = np.random.default_rng(count)
    places = {
        "longitude": np.round(rng.uniform(west, east, count), 5),
        "latitude": np.round(rng.uniform(south, north, count), 5),
    }
    return pd.DataFrame(places), districts.reset_index(drop=True)


def compare(folder: str, count: int) -> dict[str, float]:
    """Find the districts in each way."""
    places, districts = points(folder, count)
    found = {"atlas": district_at(places, districts)}
    wanted = found["atlas"][found["atlas"] != ""].value_counts().sort_index()
    ways = {
        "atlas": lambda: district_at(places, districts),
        "geopandas sjoin": lambda: _by_sjoin(places, districts),
        "DuckDB spatial": lambda: _by_duckdb(places, districts),
    }
    for name in ("geopandas sjoin", "DuckDB spatial"):
        _agree(name, ways[name](), wanted)
    return {f"{name}, s": seconds(way, 2) for name, way in ways.items()}


def _by_sjoin(places: pd.DataFrame, districts: gpd.GeoDataFrame) -> pd.Series:
    located = gpd.GeoDataFrame(geometry=gpd.points_from_xy(places["longitude"], places["latitude"]), crs=districts.crs)
    joined = located.sjoin(districts[["adm2_pcode", "geometry"]], predicate="intersects")
    return joined["adm2_pcode"].value_counts().sort_index()


def _by_duckdb(places: pd.DataFrame, districts: gpd.GeoDataFrame) -> pd.Series:
    import duckdb
    import duckdb_extension_spatial

    (extension,) = Path(duckdb_extension_spatial.__file__).parent.rglob("spatial.duckdb_extension")
    outlines = pd.DataFrame({"adm2_pcode": districts["adm2_pcode"], "shape": shapely.to_wkb(districts.geometry)})
    with duckdb.connect(config={"allow_unsigned_extensions": "true"}) as session:
        session.execute(f"LOAD '{extension}'")
        session.register("places", places)
        session.register("outlines", outlines)
        counted: Any = session.execute(
            "SELECT adm2_pcode, count(*) AS n FROM places JOIN (SELECT adm2_pcode, ST_GeomFromWKB(shape) AS shape"
            " FROM outlines) ON ST_Intersects(shape, ST_Point(longitude, latitude)) GROUP BY 1 ORDER BY 1"
        ).df()
    return counted.set_index("adm2_pcode")["n"]


def _agree(name: str, counts: pd.Series, wanted: pd.Series) -> None:
    # A point on a border belongs to one district of ours, and to both of theirs.
    apart = (counts.reindex(wanted.index, fill_value=0) - wanted).abs().sum()
    if apart > max(2, len(wanted) * 2e-5 * wanted.sum()):
        raise RuntimeError(f"{name} finds other districts for {apart} points")


def measure(folder: Path, count: int) -> dict[str, float]:
    """Measure as many points as the record has claims, in a process of its own."""
    found = measured("benchmarks.placing:compare", folder, count)
    return {name: value for name, value in found.items() if name != "peak_mb"}
