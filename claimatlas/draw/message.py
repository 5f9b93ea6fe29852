"""What the map is told of one view: codes and numbers, no word of a claim.

Comes in: a ``View``. Goes out: JSON whose size does not grow with the number of claims.
Refuses free text.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from claimatlas import vocabulary as voc
from claimatlas.symbology import LOOKS, disc_radius, fill_label
from claimatlas.view import View


def message(view: View) -> dict[str, Any]:
    """Return what the map is told of one view: codes and numbers, no word of a claim."""
    selection = view.selection
    return {
        "on": selection.on.isoformat(),
        "districts": _districts(view),
        "arrows": [
            {"district": arrow.district, "bearing": voc.Approach(arrow.approach).bearing, "camp": arrow.camp}
            for arrow in view.arrows
        ],
        "legend": [asdict(entry) for entry in view.legend],
        "shown": [layer.value for layer in voc.Layer if selection.shows(layer)],
        "discs": [
            {
                "district": disc.district,
                "counts": dict(disc.counts),
                "radius": round(disc_radius(disc.total, view.most_claims), 1),
            }
            for disc in view.discs
        ],
        "milestones": [{"district": mark.district, "kind": mark.kind} for mark in view.milestones],
        "assessments": [{"district": mark.district, "camp": mark.camp} for mark in view.assessment_marks],
        "overlay_legend": [asdict(entry) for entry in view.overlay_legend],
        "silent": fill_label(LOOKS[voc.Status.NO_REPORT.value], is_filtered=view.is_filtered),
        "place": selection.place,
        "extent": selection.extent,
        "tiles": selection.tiles,
    }


def _districts(view: View) -> dict[str, Any]:
    states, said = view.states, _said(view)
    rows = zip(states.index, states["claim_ids"], states["latest_event_date"], strict=True)
    return {
        pcode: {
            "look": view.looks[pcode],
            "age": view.freshness[pcode],
            "counts": {camp: len(claim_ids) for camp, claim_ids in by_camp.items()},
            "latest": f"{latest:%Y-%m-%d}" if by_camp else "",
            "conceded": view.conceding.get(pcode, ""),
            "said": said.get(pcode, {}),
        }
        for pcode, by_camp, latest in rows
    }


def _said(view: View) -> dict[str, dict[str, list[Any]]]:
    """Return, by district and camp: number of claims in the window; day, party and type of the latest."""
    latest = view.latest
    said: dict[str, dict[str, list[Any]]] = {}
    columns = (latest[name] for name in ("claims", "last_event_date", "party", "claim_type"))
    districts, camps = (latest.index.get_level_values(level) for level in ("district", "camp"))
    for district, camp, number, day, party, kind in zip(districts, camps, *columns, strict=True):
        said.setdefault(str(district), {})[str(camp)] = [int(number), f"{day:%Y-%m-%d}", party, kind]
    return said
