"""The timeline under the map: slider, steps, milestones."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from claimatlas.days import day_after, day_before
from claimatlas.record import Record
from claimatlas.selection import Selection, long_day, select
from claimatlas.ui import address
from claimatlas.ui.controls import day_limits
from claimatlas.ui.inputs import act, key_of, note, seed, take, value_of
from claimatlas.ui.shell import Screen

_STEPS = {
    "Claims before": ("first_page", "The day before with claims"),
    "Day back": ("chevron_left", "One day back"),
    "Day on": ("chevron_right", "One day on"),
    "Claims after": ("last_page", "The next day with claims"),
}


def show(screen: Screen) -> None:
    """Draw the timeline."""
    record, selection = screen.record, screen.selection
    limits = day_limits(record, selection.on)
    seed("slider", selection.on)
    st.slider(
        "Day shown",
        key=key_of("slider"),
        format="D MMM YYYY",
        step=dt.timedelta(days=1),
        on_change=take,
        args=("on", "slider"),
        **limits,
    )
    with st.container(horizontal=True, gap="small"):
        for step, (icon, words) in _STEPS.items():
            day = _day_of(step, record, selection)
            st.button(
                step,
                key=key_of(icon),
                icon=f":material/{icon}:",
                help=f"{words}: {long_day(day)}" if day else "There is none.",
                disabled=day is None,
                on_click=_go,
                args=(step, record),
            )
    _milestones(record, selection)


def _day_of(step: str, record: Record, selection: Selection) -> dt.date | None:
    claims = select(record.claims, selection)
    if step == "Claims before":
        return day_before(claims, selection.on)
    if step == "Claims after":
        return day_after(claims, selection.on)
    limits = day_limits(record, selection.on)
    day = selection.on + dt.timedelta(days=1 if step == "Day on" else -1)
    return day if limits["min_value"] <= day <= limits["max_value"] else None


def _go(step: str, record: Record) -> None:
    # Worked out when the button is pressed: a quick second press counts from where the first one led.
    day = _day_of(step, record, address.current())
    if day:
        act(on=day)


def _milestones(record: Record, selection: Selection) -> None:
    events = record.events
    labels = {
        str(event_id): f"{long_day(date.date())}: {title}"
        for event_id, date, title in zip(events.index, events["date"], events["title"], strict=True)
    }
    here = events.index[events["date"] == pd.Timestamp(selection.on)]
    seed("milestone", str(here[0]) if len(here) else None)
    st.selectbox(
        "Milestone",
        list(labels),
        key=key_of("milestone"),
        format_func=labels.__getitem__,
        placeholder="Jump to a milestone",
        on_change=_take_milestone,
        args=(record,),
    )


def _take_milestone(record: Record) -> None:
    event_id = value_of("milestone")
    if event_id:
        note("milestone", {"on": record.events.loc[event_id, "date"].date()})
