"""What stands beside the map: the chosen district and its claims, or how to choose one."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from claimatlas import permalink
from claimatlas import vocabulary as voc
from claimatlas.days import day_after, day_before
from claimatlas.life import deeds
from claimatlas.selection import filters_alone, long_day
from claimatlas.ui import guide, ledger_view, map_words
from claimatlas.ui.disputes.asked import Asked
from claimatlas.ui.inputs import act, note, optional_choice, seed, value_of
from claimatlas.ui.shell import Screen, path_of
from claimatlas.ui.words import plain
from claimatlas.view import counted

PANEL = "place-panel"
"""Key of the panel on the page, to which the map leads where the two are far apart."""
MOST_LISTED = 200
"""So many claims are read in a panel; of more, the latest."""


def show(screen: Screen) -> None:
    """Draw the panel beside the map."""
    with st.container(key=PANEL):
        _show(screen)


def _show(screen: Screen) -> None:
    names = screen.record.places.gazetteer.district_names
    place = screen.selection.place
    seed("place", place or None)
    optional_choice("District", names, "place", placeholder="Choose on the map or here", on_change=_take_place)
    guide.show(screen, wanted=not place)
    if place:
        _district(screen, place)
    else:
        map_words.brief(screen)


def _take_place() -> None:
    note("place", {"place": value_of("place") or ""})


def _district(screen: Screen, pcode: str) -> None:
    state = screen.view.states.loc[pcode]
    every = screen.view.about(pcode)
    st.text(screen.view.fill_label(pcode))
    if every.empty:
        _links(screen, pcode)
        _nothing_here(screen, pcode)
        return
    claims = screen.view.latest_of(every, MOST_LISTED)
    known = screen.view.answers.around(list(claims.index))
    st.caption(_said(every, claims, known, conceded=bool(state["conceded"])))
    _links(screen, pcode)
    with st.container(height=620, border=False):
        ledger_view.show(claims, known, screen.palette, key="ledger")


def _said(every: pd.DataFrame, claims: pd.DataFrame, known: pd.DataFrame, *, conceded: bool) -> str:
    done = deeds(known, claim_ids=list(claims.index))
    countered = done.loc[done["did"] == voc.Deed.COUNTERED.value, "claim_id"].nunique()
    denials = int((claims["claim_type"] == voc.ClaimType.DENIAL.value).sum())
    said = [f"{counted(len(every), 'claim')} of any type in the window, latest first."]
    if len(claims) < len(every):
        said.append(f"The latest {len(claims):,} stand here, all of them on the district's page. Of these,")
    said.append(f"{countered or 'None'} countered by another camp; {denials or 'none'} of type denial.")
    if conceded:
        said.append("The latest live claim goes against its speaker's own side.")
    return " ".join(said)


def _links(screen: Screen, pcode: str) -> None:
    """Lead to everything on record about the district."""
    selection, name = screen.selection, screen.record.places.gazetteer.district_names[pcode]
    latest = screen.view.states.loc[pcode]
    here = replace(selection, districts=(pcode,), dispute="", page=1)
    links = [
        ("district", f"{name}: the whole record", selection),
        ("disputes", Asked(screen.record, filters_alone(here)).words, here),
    ]
    claim = latest["latest_claim_id"]
    if claim:
        about = f"Latest live claim: {claim}, about {long_day(latest['latest_event_date'].date())}"
        links.append(("claim", about, replace(selection, claim=claim)))
    with st.container(horizontal=True, gap="small"):
        for page, label, asked in links:
            st.page_link(path_of(page), label=plain(label), query_params=permalink.encode(asked))


def _nothing_here(screen: Screen, pcode: str) -> None:
    """Say that nothing is on record, and where the nearest days with claims are."""
    about = screen.view.days_about(pcode)
    name = screen.record.places.gazetteer.district_names[pcode]
    st.text(f"No claim about {name} in these days for this selection. Silence is not control.")
    on = screen.selection.on
    for label, day in (("Latest before", day_before(about, on)), ("First after", day_after(about, on))):
        if day:
            st.button(f"{label}: {long_day(day)}", on_click=act, kwargs={"on": day})
