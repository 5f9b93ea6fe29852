"""Figures of killed, wounded and captured as opposed bars, each with its claim, and none added to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st

from claimatlas import permalink
from claimatlas import vocabulary as voc
from claimatlas.figures import Figure, FigureGroup, figure_groups
from claimatlas.ledger import days
from claimatlas.selection import long_day
from claimatlas.ui import elements
from claimatlas.ui.district.chronicle import side_of
from claimatlas.ui.shell import Screen, path_of
from claimatlas.view import counted

MOST_GROUPS = 60
"""So many groups are drawn; of more, the latest."""
NOT_TO_BE_ADDED = (
    "Each bar is what one claim says. They must not be added up: the same dead stand in several claims, and a claim "
    "may count what another has left out."
)


def show(screen: Screen) -> None:
    """Draw the figures of the claims that the chronicle tells of."""
    st.header("Casualty figures", anchor="figures")
    place = screen.selection.place
    claims = screen.view.claims_about(place)
    groups = figure_groups(claims)
    if not groups:
        st.text(_nothing(screen, place))
        if screen.selection.window is not None:
            whole = replace(screen.selection, window=None, page=1)
            st.page_link(
                path_of("district"),
                label="Look in the whole record up to the day",
                query_params=permalink.encode(whole),
            )
        return
    st.text(NOT_TO_BE_ADDED)
    if len(groups) > MOST_GROUPS:
        left_off = counted(len(groups) - MOST_GROUPS, "earlier group")
        st.text(f"{left_off} of figures are left off here. A narrower window or an earlier day shows them.")
    elements.mount("bars", bars_data(screen, claims, groups[-MOST_GROUPS:]), key="bars")


def _nothing(screen: Screen, place: str) -> str:
    name = screen.record.places.gazetteer.district_names[place]
    return f"No claim about {name} in these days names a number of killed, wounded or captured."


def bars_data(screen: Screen, claims: pd.DataFrame, groups: Sequence[FigureGroup]) -> dict[str, Any]:
    """Put together what the bars are given: occasions, in them groups, in them one bar for each claim."""
    titles = screen.record.events["title"]
    occasions = []
    for (event_id, day), some in groupby(groups, key=lambda group: (group.event_id, group.day)):
        title = f"{long_day(day)}: {titles[event_id]}" if event_id in titles.index else long_day(day)
        occasions.append(
            {
                "title": title,
                "event": event_id if event_id in titles.index else "",
                "day": day.isoformat(),
                "groups": [_group(screen, claims, group) for group in some],
            }
        )
    return {"occasions": occasions, "colours": dict(screen.palette.camps)}


def _group(screen: Screen, claims: pd.DataFrame, group: FigureGroup) -> dict[str, Any]:
    whose = voc.CasualtyParty(group.whose).label if group.whose else "whose is not stated"
    note, disputes = "", {}
    if group.camps_differ and group.event_id:
        note = "Figures of different camps do not meet."
        disputes = {"rule": [voc.Rule.FIGURES_DIFFER.value], "district": [screen.selection.place], "page": []}
    elif group.camps_differ:
        note = "Figures of different camps do not meet. No milestone says that they speak of the same event."
    return {
        "title": f"{group.figure.capitalize()}: {whose}",
        "greatest": group.greatest,
        "note": note,
        "disputes": disputes,
        "bars": [_bar(one, claims.loc[one.claim_id].to_dict()) for one in group.figures],
    }


def _bar(figure: Figure, row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "claim": figure.claim_id,
        "camp": figure.camp,
        "side": side_of(figure.camp),
        "sideName": voc.Camp(figure.camp).label,
        "claimant": str(row["claimant"]),
        "days": days(row),
        "least": figure.least,
        "most": figure.most,
        "words": figure.words,
        "same": figure.same_statement,
    }
