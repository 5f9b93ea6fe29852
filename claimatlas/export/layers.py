"""The layers of a view as tables with geometry: districts with what is claimed of them, claims, milestones.

Comes in: a ``View``. Goes out: frames in EPSG:4326 whose cells are texts, whole numbers, days or nothing.
Refuses points that no source gives: a claim without coordinates has no geometry, even where its district is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from claimatlas import vocabulary as voc
from claimatlas.export.features import properties
from claimatlas.kinds import Day
from claimatlas.meridian import cut
from claimatlas.schema import CLAIMS, EVENTS, Table
from claimatlas.view import View

CRS = "EPSG:4326"


def district_layer(view: View) -> gpd.GeoDataFrame:
    """Return one row for each district, in the order of the P-codes.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, multipolygons, index 0, 1, …. The properties of the GeoJSON, with one column for each camp instead of
        objects: ``claim_ids_CAMP`` (joined by ``;``) and ``claims_CAMP`` (number of claims in the window).
    """
    districts = view.record.places.districts
    rows = [_flat(properties(view, str(pcode))) for pcode in districts.index]
    outlines = [_multi(shape) for shape in districts.geometry]
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=outlines, crs=CRS)


def _flat(said: dict[str, Any]) -> dict[str, Any]:
    day = said["latest_event_date"]
    single = {key: value for key, value in said.items() if not isinstance(value, dict | list)}
    return {
        **single,
        "latest_event_date": dt.date.fromisoformat(day) if day else None,
        **{f"claim_ids_{camp.value}": ";".join(said["claim_ids"].get(camp.value, ())) for camp in voc.BELLIGERENTS},
        **{f"claims_{camp.value}": said["claims_by_camp"].get(camp.value, 0) for camp in voc.Camp},
        "milestone_ids": ";".join(said["milestone_ids"]),
        "assessment_claim_ids": ";".join(
            claim for claims in said.get("assessment_claim_ids", {}).values() for claim in claims
        ),
    }


def _multi(shape: BaseGeometry) -> shapely.MultiPolygon:
    # One kind of geometry for a layer; outer rings counterclockwise, as in the GeoJSON.
    return shapely.MultiPolygon(list(shapely.get_parts(shapely.orient_polygons(cut(shape)))))


def claim_layer(view: View) -> gpd.GeoDataFrame:
    """Return the claims that a view lists, by the contract, each with its point where its source gives one.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, points or nothing, index 0, 1, …; columns of the contract; days as ``datetime.date``.
    """
    return layer_of_claims(view.rows)


def layer_of_claims(claims: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return claims as ``claim_layer`` does those of a view."""
    located = claims["longitude"].notna() & claims["latitude"].notna()
    points = pd.Series(gpd.points_from_xy(claims["longitude"], claims["latitude"]), dtype=object)
    points[~located.to_numpy()] = None
    return gpd.GeoDataFrame(_by_contract(claims, CLAIMS), geometry=gpd.GeoSeries(points, crs=CRS), crs=CRS)


def event_layer(view: View, event_ids: Collection[str]) -> pd.DataFrame:
    """Return the milestones to which the claims that a view lists belong, by the contract; no geometry."""
    events = view.record.events
    return _by_contract(events[events["event_id"].isin(list(event_ids))], EVENTS)


def _by_contract(rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    columns = {}
    for column in table.columns:
        cells = rows[column.name].reset_index(drop=True)
        columns[column.name] = cells.dt.date.where(cells.notna(), None) if isinstance(column.kind, Day) else cells
    return pd.DataFrame(columns)
