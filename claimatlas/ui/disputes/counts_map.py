"""A small map of numbers: disputes by district, each a link that lists only these."""

from __future__ import annotations

from math import sqrt
from typing import Any

import pandas as pd
import streamlit as st

from claimatlas.record import Places, Record
from claimatlas.selection import long_day
from claimatlas.sketch import Sketch, sketch
from claimatlas.ui import elements
from claimatlas.ui.disputes.asked import Asked
from claimatlas.ui.shell import Screen
from claimatlas.view import counted

_LARGEST = 27.0
"""Radius of the largest circle, in units of the sketch."""
_NAMED = 20
"""Disputes without a district that are named beside the map."""


def show(screen: Screen, asked: Asked) -> None:
    """Draw the districts with the number of disputes of which both claims name them, whatever district is chosen."""
    anywhere = asked.under(districts=())
    by_place = anywhere.counts.groupby("adm2_pcode")["dispute_count"].sum()
    numbers = {str(pcode): int(count) for pcode, count in by_place.items()}
    nowhere = numbers.pop("", 0)
    data = {
        "title": "By district",
        "drawings": _drawings(screen.record, numbers),
        "rows": _rows(screen, numbers, asked.filters.districts),
        "hint": "A circle's area grows with the number of disputes whose two claims name the district. "
        "Choose a district to list its disputes; choose it again to take it away.",
        "every": "All districts" if asked.filters.districts else "",
        "resting": "Point at a district to read its name.",
        "nowhere": _nowhere(anywhere, nowhere) if nowhere else None,
    }
    elements.mount("counts_map", data, key="disputes-map")


@st.cache_data(max_entries=2, show_spinner=False)
def _sketch(sum_of_places: str, _places: Places) -> Sketch:  # noqa: ARG001  # part of the key
    return sketch(_places.districts)


def _drawings(record: Record, numbers: dict[str, int]) -> list[dict[str, Any]]:
    places = record.places
    names, peak = places.gazetteer.province_names, max(numbers.values(), default=0)
    drawings = _sketch(places.sha256, places).drawings
    widest = max(drawing.width for drawing in drawings)
    return [
        {
            "name": ", ".join(names.get(pcode, pcode) for pcode in drawing.provinces),
            "width": drawing.width,
            "height": drawing.height,
            "share": drawing.width / widest,
            "outlines": [
                {
                    "place": outline.adm2_pcode,
                    "path": outline.path,
                    "across": outline.across,
                    "down": outline.down,
                    "radius": _radius(numbers.get(outline.adm2_pcode, 0), peak),
                }
                for outline in drawing.outlines
            ],
        }
        for drawing in drawings
    ]


def _radius(count: int, peak: int) -> float:
    return round(_LARGEST * sqrt(count / peak), 1) if peak else 0.0


def _rows(screen: Screen, numbers: dict[str, int], chosen: tuple[str, ...]) -> list[dict[str, Any]]:
    """Every district of the gazetteer; the map finds its words here."""
    names = screen.record.places.gazetteer.district_names
    return [
        {
            "place": pcode,
            "name": name,
            "number": f"{numbers.get(pcode, 0):,}",
            "label": f"{name}: {counted(numbers.get(pcode, 0), 'dispute')}{', chosen' if pcode in chosen else ''}",
            "chosen": pcode in chosen,
            "parameters": {"district": _toggled(pcode, chosen), "page": [], "dispute": []},
        }
        for pcode, name in names.items()
    ]


def _toggled(code: str, chosen: tuple[str, ...]) -> list[str]:
    return [one for one in chosen if one != code] if code in chosen else [*chosen, code]


def _nowhere(asked: Asked, count: int) -> dict[str, Any]:
    found = asked.page(0, _NAMED, without_district=True)
    more = count - len(found)
    return {
        "title": f"{counted(count, 'dispute')} without a common district",
        "words": "One claim or both name no district, or each names another. They cannot stand on the map.",
        "items": [_item(row) for row in found.to_dict("records")],
        "more": f"{more:,} more stand in the list, under “No common district”." if more else "",
    }


def _item(dispute: dict[Any, Any]) -> dict[str, Any]:
    day = long_day(pd.Timestamp(dispute["event_date"]).date())
    return {"text": f"{day}: {' and '.join(dispute['claim_ids'])}", "parameters": {"dispute": [dispute["dispute_id"]]}}


def in_one_claim_only(asked: Asked) -> int:
    """Return how many of the disputes have a chosen district in one of their claims only."""
    counts, chosen = asked.counts, list(asked.filters.districts)
    return int(counts.loc[~counts["adm2_pcode"].isin(chosen), "dispute_count"].sum()) if chosen else 0
