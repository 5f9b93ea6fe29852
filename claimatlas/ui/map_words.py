"""The map in words: every district in the map's own order, with all that its colour and its marks say.

Comes in: a ``Screen``. Goes out: the element ``track``.
Refuses to leave out a silent district: that nobody reports is part of the map.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.selection import long_day
from claimatlas.ui import track_table
from claimatlas.ui.shell import Screen
from claimatlas.ui.track_table import Part, Table
from claimatlas.view import counted

PLACE = "map-in-words"
"""Key of the container on the page, to which a skip link leads."""
_COLUMNS = ("District", "On the map", "Latest live claim", "Live claims for", "Latest of each side")


def show(screen: Screen) -> None:
    """Draw the table, folded until it is asked for."""
    states, latest = screen.view.states, _latest(screen)
    spoken = int(states["claim_ids"].map(bool).sum())
    silent = len(states) - spoken
    table = Table(
        columns=[track_table.column(label, long=label == _COLUMNS[-1]) for label in _COLUMNS],
        rows=[
            _row(screen, str(pcode), day, latest.get(str(pcode), []))
            for pcode, day in states["latest_event_date"].items()
        ],
        caption=f"{screen.view.title}. Silence is not control.",
        fold=f"The map in words: {counted(spoken, 'district')} with a live claim, {silent} without",
        sortable=False,
        reflow=True,
    )
    with st.container(key=PLACE):
        track_table.mount(table, key="map-words")


def brief(screen: Screen) -> None:
    """Name the districts with a live claim, for whom, and how lately: each leads to its claims."""
    states, names = screen.view.states, screen.record.places.gazetteer.district_names
    spoken = states[states["claim_ids"].map(bool)]
    if spoken.empty:
        st.text("No district has a live claim on this day for this selection. Silence is not control.")
        return
    rows = [
        track_table.row(
            [
                track_table.cell([track_table.link(names[str(pcode)], "", {"place": [str(pcode)]})], head=True),
                track_table.cell([track_table.words(", ".join(_by_side(screen, str(pcode))))]),
                track_table.cell([track_table.words(long_day(latest.date()))]),
            ]
        )
        for pcode, latest in spoken["latest_event_date"].items()
    ]
    columns = [track_table.column(label) for label in ("District", "Live claims for", "Latest")]
    caption = f"{counted(len(spoken), 'district')} with a live claim"
    track_table.mount(Table(columns, rows, caption, sortable=False), key="map-brief")


def _by_side(screen: Screen, pcode: str) -> list[str]:
    by_camp: dict[str, list[str]] = screen.view.states["claim_ids"][pcode]
    return [f"{voc.Camp(camp).label} {len(claim_ids)}" for camp, claim_ids in by_camp.items()]


def _row(screen: Screen, pcode: str, day: pd.Timestamp, said: list[list[Part]]) -> dict[str, Any]:
    view, gazetteer = screen.view, screen.record.places.gazetteer
    name = track_table.link(gazetteer.district_names[pcode], "", {"place": [pcode]})
    age = view.freshness[pcode]
    latest = f"{long_day(day.date())}, {voc.Freshness(age).in_sentence}" if age else "None"
    by_side = _by_side(screen, pcode)
    return track_table.row(
        [
            track_table.cell([name, track_table.words(gazetteer.district_names_fa[pcode], language="fa")], head=True),
            track_table.cell([track_table.words(view.fill_label(pcode))], *_marks(screen, pcode)),
            track_table.cell([track_table.words(latest)]),
            track_table.cell(*([track_table.words(side)] for side in by_side or ["None"])),
            track_table.cell(*(said or [[track_table.words("Nobody on record")]])),
        ],
        few=not by_side,
    )


def _marks(screen: Screen, pcode: str) -> list[list[Part]]:
    """Return lines for what stands at the middle of a district: concession, milestones, approaches."""
    view = screen.view
    said = [f"Conceded by {voc.Camp(camp).in_sentence}" for camp in [view.conceding.get(pcode)] if camp]
    said += [f"Milestone: {_title(screen, mark.event_id)}" for mark in view.milestones if mark.district == pcode]
    for arrow in view.arrows:
        if arrow.district == pcode:
            who = voc.Camp(arrow.camp).label if arrow.camp else "A force"
            said.append(f"{who} said to approach {voc.Approach(arrow.approach).label}")
    return [[track_table.words(line, "small")] for line in said]


def _title(screen: Screen, event_id: str) -> str:
    return str(screen.record.events.loc[event_id, "title"])


def _latest(screen: Screen) -> dict[str, list[list[Part]]]:
    """Return, by district, one line for each camp that speaks of it: how many claims, and its latest."""
    lines: dict[str, list[list[Part]]] = {}
    for one in screen.view.latest.reset_index().to_dict("records"):
        speaker, party = voc.Camp(one["camp"]), voc.Party(one["party"])
        who = f" ({party.in_sentence})" if party.label != speaker.label else ""
        day, kind = long_day(one["last_event_date"].date()), voc.ClaimType(one["claim_type"]).in_sentence
        said = f"{speaker.label}, {counted(int(one['claims']), 'claim')}; latest: {day}, {kind}{who},"
        line = [track_table.words(said), track_table.claim_link(str(one["claim_id"]))]
        lines.setdefault(str(one["district"]), []).append(line)
    return lines
