"""The districts of a view as GeoJSON (RFC 7946), each with what is claimed of it.

Comes in: a ``View``. Goes out: UTF-8 bytes.
Refuses free text of claims: a feature names claims by their identifiers.
"""

from __future__ import annotations

import json
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from claimatlas import vocabulary as voc
from claimatlas.export.credits import PRODUCER, credit_sentences
from claimatlas.export.request import Request
from claimatlas.meridian import bbox, cut
from claimatlas.permalink import encode
from claimatlas.view import NOT_FACTS, View

DECIMALS = 5
"""Decimals of a degree: about one metre."""


def write_geojson(view: View, request: Request) -> bytes:
    """Write every district, and beside the features what was asked, of which data, by which version."""
    return (json.dumps(collection(view, request.address), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def collection(view: View, address: str) -> dict[str, Any]:
    """Build the feature collection; what RFC 7946 does not know are its foreign members."""
    selection = view.selection
    return {
        "type": "FeatureCollection",
        "bbox": [round(float(degrees), DECIMALS) for degrees in bbox(view.record.places.districts.total_bounds)],
        "features": [_feature(view, pcode) for pcode in view.states.index],
        "title": view.title,
        "on": selection.on.isoformat(),
        "known_by": selection.known_by.isoformat() if selection.known_by else None,
        "window_days": selection.window,
        "filters": {
            key: values for key, values in encode(selection).items() if key not in ("on", "window", "known-by")
        },
        "filter_sentence": view.filter_sentence,
        "clock_sentence": view.clock_sentence,
        "count_sentence": view.count_sentence,
        "caution": NOT_FACTS,
        "legend": [entry.label for entry in (*view.legend, *view.overlay_legend)],
        "credits": list(credit_sentences(view)),
        "address": address,
        "producer": PRODUCER,
        "sha256": view.record.sums,
    }


def _feature(view: View, pcode: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": pcode,
        "geometry": geometry_of(cut(view.record.places.districts.geometry[pcode])),  # RFC 7946, 3.1.9
        "properties": properties(view, pcode),
    }


def properties(view: View, pcode: str) -> dict[str, Any]:
    """Say of a district what a view says of it: names, status, and the claims behind it by their identifiers."""
    state = view.states.loc[pcode]
    latest = state["latest_claim_id"]
    gazetteer = view.record.places.gazetteer
    province = gazetteer.province_of[pcode]
    return {
        "adm2_pcode": pcode,
        "adm2_name_en": gazetteer.district_names[pcode],
        "adm2_name_fa": gazetteer.district_names_fa[pcode],
        "adm1_pcode": province,
        "adm1_name_en": gazetteer.province_names[province],
        "status": str(state["status"]),
        "conceded": bool(state["conceded"]),
        "latest_claim_id": latest or None,
        "latest_event_date": f"{state['latest_event_date']:%Y-%m-%d}" if latest else None,
        "freshness": view.freshness[pcode] or None,
        "conceded_by": view.conceding.get(pcode),
        "claim_ids": state["claim_ids"],
        "claims_by_camp": _claims_by_camp(view, pcode),
        "milestone_ids": [mark.event_id for mark in view.milestones if mark.district == pcode],
        **_assessed(view, pcode),
    }


def _claims_by_camp(view: View, pcode: str) -> dict[str, int]:
    """Count the claims of any type about a district in the window, by camp of the speaker."""
    here = view.latest[view.latest.index.get_level_values("district") == pcode]
    camps = here.index.get_level_values("camp")
    return {str(camp): int(number) for camp, number in zip(camps, here["claims"], strict=True)}


def _assessed(view: View, pcode: str) -> dict[str, Any]:
    """Name the assessments of a district where that layer is on; the status above does not know them."""
    if not view.selection.shows(voc.Layer.ASSESSMENTS):
        return {}
    marks = {mark.camp or "no_side": list(mark.claim_ids) for mark in view.assessment_marks if mark.district == pcode}
    return {"assessment_claim_ids": marks}


def geometry_of(geometry: BaseGeometry, decimals: int = DECIMALS) -> dict[str, Any]:
    """Write a shape as RFC 7946 wants it: outer rings counterclockwise, holes clockwise (3.1.6), rounded."""
    wound = shapely.orient_polygons(shapely.remove_repeated_points(geometry))
    written: dict[str, Any] = shapely.geometry.mapping(wound)
    return {"type": written["type"], "coordinates": _rounded(written["coordinates"], decimals)}


def _rounded(coordinates: Any, decimals: int) -> Any:
    if isinstance(coordinates, float):
        return round(coordinates, decimals)
    return [_rounded(part, decimals) for part in coordinates]
