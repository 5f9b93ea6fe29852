"""The outlines under a published map, as the map in the browser reads them.

Comes in: ``Places``. Goes out: GeoJSON by the name of each layer.
Refuses properties that the map does not read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd

from claimatlas.export.features import DECIMALS, geometry_of
from claimatlas.record import Places

CONTEXT_DECIMALS = 4
"""Decimals of a degree of what only surrounds the districts: about ten metres."""
_DISTRICTS = ("adm2_pcode", "adm1_pcode", "name_en", "name_fa", "centre_latitude", "centre_longitude")
_READ: Mapping[str, Sequence[str]] = {
    "country": (),
    "provinces": ("role",),
    "rivers": (),
    "boundaries": ("country_left", "country_right"),
    "towns": ("adm2_pcode", "name"),
}


def outlines(places: Places) -> dict[str, Any]:
    """Return the layers that the map draws."""
    context = {name: _collection(places.layers[name], read, CONTEXT_DECIMALS) for name, read in _READ.items()}
    return {**context, "districts": _collection(places.districts, _DISTRICTS, DECIMALS)}


def _collection(layer: gpd.GeoDataFrame, read: Sequence[str], decimals: int) -> dict[str, Any]:
    # A town outside the record has no district: an empty text, since JSON knows no missing number.
    properties = layer[list(read)].fillna("").to_dict("records") if read else [{}] * len(layer)
    features = [
        {"type": "Feature", "geometry": geometry_of(shape, decimals), "properties": said}
        for shape, said in zip(layer.geometry, properties, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}
