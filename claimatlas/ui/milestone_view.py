"""A milestone's page: what it is about, its claims with the sides opposed, its disputes and its neighbours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from claimatlas import permalink
from claimatlas import vocabulary as voc
from claimatlas.answers.by_milestone import milestone_claims, milestone_numbers
from claimatlas.kinds import identifiers
from claimatlas.milestones import NO_FINDING, days_of, districts_of
from claimatlas.selection import NO_FILTER, Selection, filters_alone, known_by, long_day, select
from claimatlas.stored import ORDER
from claimatlas.ui import downloads, ledger_view, partly, track_table
from claimatlas.ui.claim.fields import Row, is_stated, row_of
from claimatlas.ui.disputes.asked import Asked
from claimatlas.ui.inputs import act
from claimatlas.ui.shell import Screen, path_of
from claimatlas.ui.track_table import Table
from claimatlas.ui.words import plain
from claimatlas.view import counted

_MOST_LISTED = 200
"""So many claims of a milestone are read in words; of more, the latest."""


def show(screen: Screen) -> None:
    """Draw the page of the milestone in the selection, or the list of all."""
    if not screen.selection.event:
        _list(screen)
        return
    event = row_of(screen.record.events, screen.selection.event)
    st.title(plain(str(event["title"])))
    st.text(f"{days_of(event)} · {voc.EventKind(event['kind']).label}")
    st.text(str(event["summary"]))
    st.caption(NO_FINDING)
    _links(screen, event)
    _neighbours(screen)
    st.header("Its claims, the sides opposed")
    with partly.told():
        _claims(screen, event)


def _links(screen: Screen, event: Row) -> None:
    selection, names = screen.selection, screen.record.places.gazetteer.district_names
    districts, day = districts_of(event), event["date"].date()
    there = replace(selection, on=day, place=districts[0] if len(districts) == 1 else "")
    near = _near(selection, event)
    disputes = Asked(screen.record, filters_alone(near)).words
    with st.container(horizontal=True, gap="small"):
        st.page_link(path_of("map"), label=f"Show on the map: {long_day(day)}", query_params=permalink.encode(there))
        for pcode in districts:
            here = permalink.encode(replace(selection, place=pcode, on=day))
            st.page_link(path_of("district"), label=plain(f"District {names[pcode]}"), query_params=here)
        st.page_link(
            path_of("disputes"),
            label=f"{disputes} in its districts and days",
            query_params=permalink.encode(near),
        )
        downloads.briefing(screen, voc.Subject.MILESTONE)


def _near(selection: Selection, event: Row) -> Selection:
    """Limit a selection to the districts and days of a milestone, without any other filter."""
    last = event["date_end"] if is_stated(event["date_end"]) else event["date"]
    days = {"since": event["date"].date(), "until": last.date()}
    lists: dict[str, Any] = {"rules": (), "between": voc.Between.ANYONE.value, "dispute": "", "page": 1}
    return replace(selection, **{**NO_FILTER, **days, **lists, "districts": tuple(sorted(districts_of(event)))})


def _neighbours(screen: Screen) -> None:
    events = screen.record.events
    here = events.index.tolist().index(screen.selection.event)
    neighbours = [("Before", here - 1), ("After", here + 1)]
    with st.container(horizontal=True, gap="small"):
        for label, row in neighbours:
            if 0 <= row < len(events):
                event = row_of(events, str(events.index[row]))
                st.page_link(
                    path_of("milestone"),
                    label=f"{label}: {long_day(event['date'].date())}, {plain(str(event['title']))}",
                    query_params=permalink.encode(replace(screen.selection, event=event["event_id"])),
                )
        every = permalink.encode(replace(screen.selection, event=""))
        st.page_link(path_of("milestone"), label="All milestones", query_params=every)


def _claims(screen: Screen, event: Row) -> None:
    view = screen.view
    every = milestone_claims(screen.record, event)
    known, shown = known_by(every, screen.selection.known_by), select(every, screen.selection)
    named = [claim_id for claim_id in identifiers(event["claim_ids"]) if claim_id in known.index]
    said = [
        f"{counted(len(known), 'claim')} of this milestone",
        f"its text rests on {', '.join(named)}" if named else "",
        f"{len(known) - len(shown)} left out by the filters" if len(shown) < len(known) else "",
        f"{len(every) - len(known)} published after the knowledge clock's day" if len(known) < len(every) else "",
    ]
    st.text("; ".join(part for part in said if part) + ".")
    with st.container(horizontal=True, gap="small"):
        if len(known) < len(every):
            st.button("Clear the knowledge clock", on_click=act, kwargs={"known_by": None})
        if len(shown) < len(known):
            st.button("Show every claim of it", on_click=act, kwargs=dict(NO_FILTER))
    if shown.empty:
        st.text("None of them passes this selection.")
        return
    if len(shown) > _MOST_LISTED:
        ordered = shown.sort_values(["last_event_date", "reported_date", "claim_id"], ascending=False)
        shown = ordered.iloc[:_MOST_LISTED].sort_values(list(ORDER))
        st.text(f"The latest {_MOST_LISTED:,} of them stand here: choose a party, a district or days to read others.")
    around = view.answers.around(list(shown.index))
    ledger_view.show(view.answers.whole(shown), around, screen.palette, key="milestone-ledger")


def _list(screen: Screen) -> None:
    st.title("Milestones")
    st.text(NO_FINDING)
    if screen.record.events.empty:
        st.text("events.csv holds no milestone that passes the check.")
        return
    names = screen.record.places.gazetteer.district_names
    numbers = milestone_numbers(screen.record, screen.selection.known_by)
    rows = []
    for event in screen.record.events.to_dict("records"):
        event_id = str(event["event_id"])
        title = track_table.link(str(event["title"]), "milestone", {"event": [event_id]})
        number = track_table.link(f"{numbers[event_id]:,}", "milestone", {"event": [event_id]}, style="big")
        where = ", ".join(names[pcode] for pcode in districts_of(event)) or "No district named"
        kind = voc.EventKind(event["kind"]).label
        rows.append(
            track_table.row(
                [
                    track_table.cell(
                        [track_table.words(days_of(event))], sort=event["date"].date().isoformat(), head=True
                    ),
                    track_table.cell([title], sort=str(event["title"])),
                    track_table.cell([track_table.words(kind)], sort=kind),
                    track_table.cell([track_table.words(where)], sort=where),
                    track_table.cell([number], sort=numbers[event_id]),
                ]
            )
        )
    columns = (
        track_table.column("Days", order="ascending"),
        track_table.column("Milestone", long=True),
        track_table.column("Kind"),
        track_table.column("Districts"),
        track_table.column("Claims", "Known by the knowledge clock's day, whatever the filters.", number=True),
    )
    caption = f"{counted(len(rows), 'milestone')}, earliest first. Filters hide none of them."
    track_table.mount(Table(columns, rows, caption=caption, reflow=True), key="milestones")
