"""What stands beside the map: the chosen district and its claims, or how to choose one."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from claimatlas import permalink
from claimatlas import vocabulary as voc
from claimatlas.days import day_after, day_before
from claimatlas.selection import long_day
from claimatlas.symbology import LOOKS
from claimatlas.ui import ledger_view
from claimatlas.ui.inputs import act, key_of, note, seed, value_of
from claimatlas.ui.shell import Screen, path_of


def show(screen: Screen) -> None:
    """Draw the panel beside the map."""
    names = screen.record.places.gazetteer.district_names
    place = screen.selection.place
    seed("place", place or None)
    st.selectbox(
        "District",
        list(names),
        key=key_of("place"),
        format_func=lambda pcode: f"{names[pcode]} · {_status_word(screen, pcode)}",
        placeholder="Choose on the map or here",
        on_change=_take_place,
    )
    if place:
        _district(screen, place)
    else:
        _overview(screen)


def _take_place() -> None:
    note("place", {"place": value_of("place") or ""})


def _status_word(screen: Screen, pcode: str) -> str:
    look = LOOKS[screen.view.looks[pcode]]
    if not look.camps:
        return "no report"
    return "contested" if len(look.camps) > 1 else f"claimed for {voc.Camp(look.camps[0]).label}"


def _district(screen: Screen, pcode: str) -> None:
    state = screen.view.states.loc[pcode]
    claims = screen.view.claims_about(pcode)
    st.text(screen.view.fill_label(pcode))
    said = f"{len(claims)} claims of any type in the window, latest first."
    if len(claims) and not (claims["claim_type"] == voc.ClaimType.DENIAL.value).any():
        said += " None of them is a denial."
    if state["conceded"]:
        said += " The latest live claim goes against its speaker's own side."
    st.caption(said)
    if state["latest_claim_id"]:
        latest = state["latest_claim_id"]
        st.page_link(
            path_of("claims"),
            label=f"Latest live claim: {latest}, about {long_day(state['latest_event_date'].date())}",
            query_params=permalink.encode(replace(screen.selection, claim=latest)),
        )
    if claims.empty:
        _nothing_here(screen, pcode)
    else:
        with st.container(height=620, border=False):
            ledger_view.show(claims, screen.palette, key="ledger")


def _nothing_here(screen: Screen, pcode: str) -> None:
    """Say that nothing is on record, and where the nearest days with claims are."""
    about = screen.view.claims[screen.view.claims["district"] == pcode]
    name = screen.record.places.gazetteer.district_names[pcode]
    st.text(f"No claim about {name} in these days for this selection. Silence is not control.")
    on = screen.selection.on
    for label, day in (("Latest before", day_before(about, on)), ("First after", day_after(about, on))):
        if day:
            st.button(f"{label}: {long_day(day)}", on_click=act, kwargs={"on": day})


def _overview(screen: Screen) -> None:
    view = screen.view
    names = screen.record.places.gazetteer.district_names
    st.caption("The map in words: districts with a live claim, and how many claims stand for each side.")
    rows = [
        {
            "District": names[str(pcode)],
            "Claimed for": ", ".join(f"{voc.Camp(camp).label} {len(ids)}" for camp, ids in state["claim_ids"].items()),
            "Latest": state["latest_event_date"],
            "Conceded": "yes" if state["conceded"] else "",
        }
        for pcode, state in view.states.iterrows()
        if state["claim_ids"]
    ]
    if not rows:
        st.text("No district has a live claim on this day for this selection. Silence is not control.")
        return
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        column_config={"Latest": st.column_config.DateColumn("Latest", format="D MMM YYYY")},
    )
