"""The ledger of a district in time order, with lines from each claim to those it counters or confirms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import pandas as pd
import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.days import day_after, day_before
from claimatlas.kinds import identifiers
from claimatlas.ledger import Entry, entries
from claimatlas.selection import WINDOWS, long_day
from claimatlas.ui import elements
from claimatlas.ui.ledger_view import WORDS
from claimatlas.ui.shell import Screen
from claimatlas.view import counted

CLAIMS_ON_A_PAGE = 60
"""So many cards can be read and drawn at once; the latest stand on the first page."""


def show(screen: Screen) -> None:
    """Draw the chronicle of the chosen district."""
    st.header("Chronicle", anchor="chronicle")
    elements.mount("chronicle", chronicle_data(screen), key="chronicle")


def chronicle_data(screen: Screen) -> dict[str, Any]:
    """Put together what the chronicle is given: claims in words, day by day, and the lines between them."""
    selection, pcode = screen.selection, screen.selection.place
    claims, about = screen.view.about(pcode), screen.view.days_about(pcode)
    name = screen.record.places.gazetteer.district_names[pcode]
    page_count = max(-(-len(claims) // CLAIMS_ON_A_PAGE), 1)
    page = min(selection.page, page_count)
    ordered = claims.sort_values(["event_date", "reported_date", "claim_id"], ascending=False)
    shown = screen.view.whole(ordered[(page - 1) * CLAIMS_ON_A_PAGE : page * CLAIMS_ON_A_PAGE][::-1])
    before, after = day_before(about, selection.on), day_after(about, selection.on)
    return {
        "on": selection.on.isoformat(),
        "onWords": long_day(selection.on),
        "days": _days(shown, entries(shown, screen.view.answers.around(list(shown.index)))),
        "columns": _columns(shown),
        "links": links(shown),
        "said": _said(screen, len(claims), shown, page, page_count),
        "windows": [
            {
                "label": f"{days} days" if days else "Whole record",
                "window": str(days or "all"),
                "chosen": days == selection.window,
            }
            for days in dict.fromkeys([*WINDOWS, selection.window])
        ],
        "page": page,
        "pageCount": page_count,
        "nothing": f"No claim about {name} in these days for this selection. Silence is not control.",
        "before": _nearest("Latest before", before),
        "after": _nearest("Next on record", after),
        "colours": dict(screen.palette.camps),
        "words": WORDS,
    }


def _nearest(label: str, day: Any) -> dict[str, str]:
    return {"label": f"{label}: {long_day(day)}", "day": day.isoformat()} if day else {}


def _said(screen: Screen, number: int, shown: pd.DataFrame, page: int, page_count: int) -> str:
    window = screen.selection.window
    reach = f"in the {window} days up to" if window else "up to"
    said = f"{counted(number, 'claim')} of any type {reach} {long_day(screen.selection.on)}, in time order."
    if page_count > 1:
        said += f" Part {page_count - page + 1} of {page_count}: the latest {CLAIMS_ON_A_PAGE} stand in the last part."
    if len(shown) and not (shown["counters"] != "").any():
        said += f" None of {'these' if page_count > 1 else 'them'} counters another."
    return said


def _days(claims: pd.DataFrame, written: Iterable[Entry]) -> list[dict[str, Any]]:
    days: dict[str, dict[str, Any]] = {}
    for day, entry in zip(claims["event_date"], written, strict=True):
        iso = f"{day:%Y-%m-%d}"
        one = days.setdefault(iso, {"day": iso, "words": long_day(day.date()), "claims": []})
        one["claims"].append(asdict(entry) | {"side": side_of(entry.camp), "sideName": voc.Camp(entry.camp).label})
    return list(days.values())


def side_of(camp: str) -> str:
    """Return where a camp's claims stand: ``left``, ``right`` or ``middle``."""
    return voc.Camp(camp).side


def _columns(claims: pd.DataFrame) -> list[dict[str, str]]:
    """Head each column with who speaks in it; the middle one only where somebody does."""
    columns = []
    for side in ("left", "middle", "right"):
        here = [camp for camp in voc.Camp if side_of(camp) == side]
        numbers = {camp: int((claims["camp"] == camp.value).sum()) for camp in here}
        said = [f"{camp.label} ({number})" for camp, number in numbers.items() if number or side != "middle"]
        if said:
            columns.append({"side": side, "title": ", ".join(said), "camp": here[0].value if len(here) == 1 else ""})
    return columns


def links(claims: pd.DataFrame) -> list[dict[str, Any]]:
    """List which of these claims counter or confirm which others of them.

    Returns
    -------
    list of dict
        ``maker`` and ``named`` (claim ids); ``kind``, the column it stands in; ``mutual``, whether both say so of each
        other, which is listed once; ``own``, whether both speakers belong to one camp.
    """
    camps = dict(zip(claims["claim_id"], claims["camp"], strict=True))
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for kind in ("counters", "confirms"):
        for maker, cell in zip(claims["claim_id"], claims[kind], strict=True):
            for named in identifiers(cell):
                if named not in camps or named == maker:
                    continue
                if (kind, named, maker) in found:
                    found[kind, named, maker]["mutual"] = True
                    continue
                own = camps[named] == camps[maker]
                one = {"maker": maker, "named": named, "kind": kind, "mutual": False, "own": own}
                found[kind, maker, named] = one
    return list(found.values())
