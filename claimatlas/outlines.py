"""From the content of a GeoJSON layer to a table with geometry.

Comes in: what JSON holds. Goes out: a frame in EPSG:4326.
Refuses what GDAL would follow: a hostile file can name paths and addresses, so only json and shapely see it.
"""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.errors import ShapelyError
from shapely.geometry import shape

from claimatlas.errors import UnreadableFileError

_FARTHEST = (360, 90, 360, 90)
"""Degrees; longitudes run on past 180 where the districts lie across that meridian."""
_COLUMNS = {
    "boundaries.geojson": ["country_left", "country_right"],
    "rivers.geojson": ["name"],
    "towns.geojson": ["name", "country", "kind", "scale_rank", "adm2_pcode"],
}
_WORDS, _NUMBERS = (
    {
        "districts.geojson": ("adm2_pcode", "adm1_pcode", "name_en", "name_fa"),
        "provinces.geojson": ("role", "name_en"),
        "country.geojson": ("name_en",),
        **{name: tuple(columns[:2]) for name, columns in _COLUMNS.items()},
    },
    {"districts.geojson": ("centre_longitude", "centre_latitude"), "towns.geojson": ("scale_rank",)},
)
"""Properties that every feature of a layer must have: as texts, and as numbers."""
_NEVER_EMPTY = ("districts.geojson", "provinces.geojson", "country.geojson")


def layer_of(name: str, content: Any) -> gpd.GeoDataFrame:
    """Read the content of a layer's file.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, one row per feature in the order of the file, its properties as columns; no row where a surrounding
        is not known.

    Raises
    ------
    UnreadableFileError
        When it is no feature collection, in another reference system, invalid, or not in degrees.
    """
    # GDAL follows paths and addresses that a hostile file names, so GeoJSON is parsed with json and shapely only.
    try:
        features = content["features"]
        geometries = [shape(feature["geometry"]) for feature in features]
        # A surrounding that is not known is an empty layer, and still has its columns.
        columns = _COLUMNS.get(name) if not features else None
        properties = pd.DataFrame([dict(feature["properties"]) for feature in features], columns=columns)
        frame = gpd.GeoDataFrame(properties, geometry=geometries, crs="EPSG:4326")
        named = content.get("crs")
        bounds = frame.geometry.total_bounds
    except (KeyError, IndexError, TypeError, AttributeError, ValueError, OverflowError, ShapelyError) as error:
        raise UnreadableFileError(f"{name} is not a GeoJSON feature collection.") from error
    if named is not None and not any(known in str(named) for known in ("CRS84", "EPSG::4326", "EPSG:4326")):
        raise UnreadableFileError(
            f"{name} is in another reference system: expected longitude and latitude (EPSG:4326)."
        )
    if not frame.geometry.is_valid.all() or frame.geometry.is_empty.any():
        raise UnreadableFileError(f"{name} has an outline that crosses itself or is empty.")
    if len(frame) and not (np.isfinite(bounds).all() and (np.abs(bounds) <= _FARTHEST).all()):
        raise UnreadableFileError(f"{name} has coordinates that are no degrees of longitude and latitude (EPSG:4326).")
    _hold_properties(name, properties)
    return frame


def _hold_properties(name: str, properties: pd.DataFrame) -> None:
    """Refuse a layer that lacks what everybody who draws it asks for."""
    if properties.empty:
        if name in _NEVER_EMPTY:
            raise UnreadableFileError(f"{name} has no outline.")
        return
    for words in _WORDS.get(name, ()):
        if words not in properties or not properties[words].map(lambda value: isinstance(value, str)).all():
            raise UnreadableFileError(f"{name} has an outline without a text as {words}.")
    for number in _NUMBERS.get(name, ()):
        if number not in properties or not properties[number].map(_is_number).all():
            raise UnreadableFileError(f"{name} has an outline without a number as {number}.")


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and bool(np.isfinite(value))
