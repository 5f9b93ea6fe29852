"""The districts in which two pictures differ, left beside right, with the claims that only one of them has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from claimatlas import permalink
from claimatlas import vocabulary as voc
from claimatlas.compare import Side, absence_words, absences
from claimatlas.ledger import days
from claimatlas.selection import Selection
from claimatlas.symbology import LOOKS, Palette
from claimatlas.ui import elements
from claimatlas.view import View, counted

_NAMED = 12
"""Claims named in one cell; beyond them a link leads to the list."""


@dataclass(frozen=True)
class Picture:
    """One side, worked out."""

    side: Side
    """What it shows."""
    view: View
    """The same, worked out."""


def steps(now: Selection, wanted: Selection) -> dict[str, list[str]]:
    """Return the parameters of a link from one selection to another; an empty list takes a parameter away."""
    before, after = permalink.encode(now), permalink.encode(wanted)
    return {key: after.get(key, []) for key in permalink.KEYS if before.get(key) != after.get(key)}


def show(now: Selection, pictures: Sequence[Picture], found: pd.DataFrame, palette: Palette) -> None:
    """Show the districts that differ, each with the claims that are live in one picture alone."""
    rows = [
        _row(now, pictures, palette, str(pcode), voc.Difference(row["difference"]).label, _live_halves(row))
        for pcode, row in found.iterrows()
    ]
    _mount(pictures, rows, palette, "Districts that differ", "differences")


def show_place(now: Selection, pictures: Sequence[Picture], palette: Palette) -> None:
    """Show the chosen district with every claim about it, of any type, that only one picture has."""
    about = [list(picture.view.claims_about(now.place).index) for picture in pictures]
    halves = [
        _Half([one for one in here if one not in set(there)], (), "Only in this picture", "", "")
        for here, there in (about, about[::-1])
    ]
    row = _row(now, pictures, palette, now.place, "Claims of any type", halves)
    _mount(pictures, [row], palette, "Claims about the chosen district that only one picture has", "differences-place")


@dataclass(frozen=True)
class _Half:
    """What one picture alone has of a district."""

    claim_ids: Sequence[str]
    turning: Sequence[str]
    words: str
    note: str
    latest: str


def _live_halves(row: pd.Series) -> list[_Half]:
    changed = row["left_conceded"] != row["right_conceded"]
    halves = []
    for side in ("left", "right"):
        latest, turning = row[f"{side}_latest"], row[f"{side}_turning"]
        only = sorted(row[f"{side}_only"], key=lambda claim_id: claim_id not in turning)
        conceded = "Conceded: the latest live claim goes against its speaker's own side."
        note = conceded if row[f"{side}_conceded"] else "Not conceded by the latest live claim." if changed else ""
        halves.append(_Half(only, turning, "Live only in this picture", note if latest else "", latest))
    return halves


def _row(
    now: Selection, pictures: Sequence[Picture], palette: Palette, pcode: str, kind: str, halves: Iterable[_Half]
) -> dict[str, Any]:
    others = pictures[::-1]
    names = pictures[0].view.record.places.gazetteer.district_names
    return {
        "pcode": pcode,
        "name": names[pcode],
        "kind": kind,
        "is_chosen": pcode == now.place,
        "sides": [
            _cell(now, picture, other.side.selection, palette, pcode, half)
            for picture, other, half in zip(pictures, others, halves, strict=True)
        ],
    }


def _cell(
    now: Selection, picture: Picture, there: Selection, palette: Palette, pcode: str, half: _Half
) -> dict[str, Any]:
    view, selection = picture.view, replace(picture.side.selection, place=pcode)
    live = int((view.live["district"] == pcode).sum())
    about = len(view.claims_about(pcode))
    decisive = replace(selection, districts=(pcode,), rows=voc.Rows.LIVE.value)
    whole = {"page": "district", "parameters": steps(now, selection)}
    look = LOOKS[view.looks[pcode]]
    count = len(half.claim_ids)
    return {
        "swatch": {
            "colours": look.colours(palette),
            "angle": look.angle,
            "width": look.width,
            "is_silent": not look.camps,
        },
        "words": view.fill_label(pcode),
        "links": [
            *(
                [{"label": counted(live, "live claim"), "page": "claims", "parameters": steps(now, decisive)}]
                * bool(live)
            ),
            *([{"label": f"{counted(about, 'claim')} of any type", **whole}] * bool(about)),
        ],
        "notes": [{"words": half.note, "claim_id": half.latest}] if half.note else [],
        "only": f"{half.words}: {counted(count, 'claim')}" if count else f"{half.words}: none",
        "claims": _claims(_named(view, half.claim_ids), half.turning, there),
        "more": {"label": f"and {count - _NAMED:,} more: read the district in this picture", **whole}
        if count > _NAMED
        else None,
    }


def _named(view: View, claim_ids: Sequence[str]) -> pd.DataFrame:
    named = list(claim_ids[:_NAMED])
    return view.answers.those(named).loc[named]


def _claims(claims: pd.DataFrame, turning: Sequence[str], there: Selection) -> list[dict[str, str]]:
    return [
        {
            "claim_id": str(claim["claim_id"]),
            "camp": str(claim["camp"]),
            "claimant": str(claim["claimant"]),
            "party": voc.Party(claim["party"]).label,
            "type": voc.ClaimType(claim["claim_type"]).label,
            "days": days(claim),
            "why": _reason(claim, reasons, there),
            "turning": "Makes the status differ" if claim["claim_id"] in turning else "",
            "summary": str(claim["summary"]),
        }
        for claim, reasons in zip(_records(claims), absences(claims, there), strict=True)
    ]


def _records(claims: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in claims.to_dict("records")]


def _reason(claim: Mapping[str, Any], reasons: Sequence[voc.Absence], there: Selection) -> str:
    # A day too coarse keeps a claim off the map, not out of the district; and the speaker stands above already.
    said = [one for one in reasons if one not in (voc.Absence.TOO_COARSE, voc.Absence.OTHER_PARTY)]
    return absence_words(claim, said, there)


def _mount(pictures: Sequence[Picture], rows: list[dict[str, Any]], palette: Palette, title: str, key: str) -> None:
    heads = ["District", *(picture.side.title for picture in pictures)]
    data = {"title": title, "heads": heads, "rows": rows, "colours": dict(palette.camps)}
    elements.mount("differences", data, key=key)
