"""The status of a district through the whole record, as a strip on which the reader chooses the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.course import runs, spans
from claimatlas.days import day_after, day_before
from claimatlas.kinds import identifiers
from claimatlas.selection import long_day
from claimatlas.symbology import LOOKS, fill_label, look_of
from claimatlas.ui import elements
from claimatlas.ui.shell import Screen
from claimatlas.view import counted

_ALWAYS = (voc.FIRST.value, voc.SECOND.value)
"""Camps that have a lane even where they have no claim, so that districts can be compared."""


def show(screen: Screen) -> None:
    """Draw the strip of the chosen district."""
    st.header("Day by day", anchor="strip")
    window = screen.selection.window
    reach = f"with a window of {counted(window, 'day')}" if window else "with every claim up to it"
    st.caption(
        f"What the live claims of each day say together, {reach}: who claims the ground, never who holds it. "
        "Choose a day on the strip, or with the arrow keys on its handle."
    )
    elements.mount("strip", strip_data(screen), key="strip")


def strip_data(screen: Screen) -> dict[str, Any]:
    """Put together what the strip is given: days as ISO text, numbers and words."""
    pcode, on = screen.selection.place, screen.selection.on
    about = screen.view.days_about(pcode)
    events = _milestones_of(screen.record.events, pcode)
    first, last = _days_of_interest(screen, events)
    followed = screen.view.answers.course(pcode, first, last)
    joined = runs(followed)
    keys = [look_of(camps).key for camps in joined["camps"]]
    words = {key: fill_label(LOOKS[key], is_filtered=screen.view.is_filtered) for key in LOOKS if key in keys}
    steps = (
        ("Claims before", day_before(about, on)),
        ("Day back", on - dt.timedelta(days=1)),
        ("Day on", on + dt.timedelta(days=1)),
        ("Claims after", day_after(about, on)),
    )
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "on": on.isoformat(),
        "runs": [_run(row, key) for row, key in zip(joined.to_dict("records"), keys, strict=True)],
        "conceded": _pairs(spans(followed, followed["conceded"])),
        "lanes": [
            {"camp": camp, "label": voc.Camp(camp).label, "spans": _pairs(spans(followed, followed[camp] > 0))}
            for camp in voc.BELLIGERENTS
            if camp in _ALWAYS or followed[camp].any()
        ],
        "ticks": [[f"{day:%Y-%m-%d}", int(count)] for day, count in about.itertuples(index=False)],
        "milestones": [_milestone(row) for row in events.to_dict("records")],
        "looks": {
            key: {"colours": LOOKS[key].colours(screen.palette), "angle": LOOKS[key].angle, "width": LOOKS[key].width}
            for key in words
        },
        "legend": [{"look": key, "words": words[key]} for key in words],
        "colours": dict(screen.palette.camps),
        "steps": [
            {"label": label, "day": day.isoformat() if day and first <= day <= last else ""} for label, day in steps
        ],
    }


def _days_of_interest(screen: Screen, events: pd.DataFrame) -> tuple[dt.date, dt.date]:
    """First and last day of the record, and of what the strip must show beside it."""
    begins, ends = events["date"].dt.date, events["date_end"].fillna(events["date"]).dt.date
    days = [screen.record.first_day, screen.record.last_day, screen.selection.on, *begins, *ends]
    return min(days), max(days)


def _milestones_of(events: pd.DataFrame, pcode: str) -> pd.DataFrame:
    names_it = [pcode in identifiers(cell) for cell in events["adm2_pcodes"]]
    return events[pd.Series(names_it, index=events.index, dtype="bool")]


def _milestone(event: Mapping[Any, Any]) -> dict[str, str]:
    first, last = event["date"].date(), (event["date"] if pd.isna(event["date_end"]) else event["date_end"]).date()
    days = long_day(first) if first == last else f"{long_day(first)} to {long_day(last)}"
    return {
        "id": str(event["event_id"]),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "title": str(event["title"]),
        "days": days,
    }


def _run(row: Mapping[Any, Any], key: str) -> dict[str, Any]:
    length = (row["last_day"] - row["first_day"]).days + 1
    conceded = row["conceded_days"]
    if conceded:
        conceded = "throughout" if conceded == length else f"on {counted(conceded, 'day')} of {length:,}"
    return {
        "first": f"{row['first_day']:%Y-%m-%d}",
        "last": f"{row['last_day']:%Y-%m-%d}",
        "look": key,
        "claims": int(row["claim_count"]),
        "conceded": conceded or "",
    }


def _pairs(found: pd.DataFrame) -> list[list[str]]:
    return [[f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"] for first, last in found.itertuples(index=False)]
