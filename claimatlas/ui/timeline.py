"""The timeline under the map: claims day by day, milestones, the days shown and the days kept; milestones by name."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.answers import Answers, answers_of
from claimatlas.histogram import CAMPS, quiet_stretches
from claimatlas.load import read_bytes
from claimatlas.record import Record
from claimatlas.selection import Selection, filters_alone, long_day
from claimatlas.ui import elements
from claimatlas.ui.controls import day_limits
from claimatlas.ui.inputs import note, optional_choice, seed, value_of
from claimatlas.ui.shell import Screen
from claimatlas.view import counted

_PLACES = {voc.FIRST: "up", voc.SECOND: "down"}
"""Where a camp's bars stand; every other camp has a lane of its own on the axis."""


_BROKEN = "The timeline could not be loaded. Reload the page; the day can be set beside it."
_NOTHING = "No day has a claim that passes: take a filter or the limit of knowledge away."
_STATIC = Path(__file__).resolve().parents[2] / "static"


def show(screen: Screen) -> None:
    """Draw the timeline."""
    told, kept = data(screen)
    elements.mount("days", {"key": told["days"], "told": kept}, key="days")
    elements.mount("timeline", told, key="timeline")
    _milestones(screen.record, screen.selection)


def data(screen: Screen) -> tuple[Mapping[str, Any], str]:
    """Return what the timeline is given: days, counts by day, milestones, our own words; no word of a claim.

    Returns
    -------
    tuple of mapping and str
        What may differ at each step; and as JSON what stays until filters or record change: counts, milestones, and the
        fills of the map; they go with the number of days, not with that of claims. The first names it under ``days``.
    """
    record, selection = screen.record, screen.selection
    first, last = _axis(record, selection.on)
    key, kept = _kept(filters_alone(selection), selection.window, first, last, tuple(record.sums.values()), record)
    told = {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "on": selection.on.isoformat(),
        "window": selection.window,
        "from": _iso(selection.since),
        "to": _iso(selection.until),
        "camps": _camps(record),
        "colours": dict(screen.palette.camps),
        "days": key,
        "script": _script(),
        "words": {"empty": _empty(is_filtered=screen.view.is_filtered), "nothing": _NOTHING, "broken": _BROKEN},
    }
    return told, kept


@cache
def _script() -> str:
    """Return where the browser finds the script; its sum in the address keeps an old one out of the browser's cache."""
    name = "atlas/timeline.js"
    return f"app/static/{name}?v={hashlib.sha256(read_bytes(_STATIC / name)).hexdigest()[:16]}"


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _axis(record: Record, on: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the axis: the record's, those of its milestones, and the day shown."""
    limits, events = day_limits(record, on), record.events
    begins, ends = events["date"].dropna(), events["date_end"].dropna()
    named = [moment.date() for days in (begins, ends) if len(days) for moment in (days.min(), days.max())]
    return min(limits["min_value"], *named, on), max(limits["max_value"], *named, on)


def _camps(record: Record) -> list[dict[str, str]]:
    """Name the camps in the order of the counts, each with its place; further camps only where they speak."""
    every = answers_of(record, Selection())
    return [
        {
            "camp": camp.value,
            "label": camp.label,
            "place": _PLACES.get(camp, "lane" if every.speaks(camp.value) else ""),
        }
        for camp in voc.Camp
    ]


def _named_days(record: Record) -> list[dict[str, Any]]:
    events = record.events
    rows = zip(events.index, events["date"], events["date_end"], events["title"], strict=True)
    return [
        {
            "id": str(event_id),
            "day": first.date().isoformat(),
            "end": (first if pd.isna(last) else last).date().isoformat(),
            "title": str(title),
        }
        for event_id, first, last, title in rows
    ]


def _empty(*, is_filtered: bool) -> str:
    return "no claims for this selection" if is_filtered else "no claims on record"


@st.cache_data(show_spinner=False, max_entries=64)
def _kept(
    selection: Selection,
    window: int | None,
    first: dt.date,
    last: dt.date,
    sums: tuple[str, ...],  # noqa: ARG001  # part of the key
    _record: Record,
) -> tuple[str, str]:
    """Count what passes; beside it, where a range is set, what only the range leaves out. A sum, and the JSON."""
    whole, kept = answers_of(_record, selection, whole_range=True), answers_of(_record, selection)
    counts, every = kept.daily_counts(), whole.daily_counts()
    quiet = quiet_stretches(whole.spans(), first, last)
    told = {
        "days": _rows(counts, first),
        "beyond": _rows(beyond(every, counts), first),
        # A day outside the range is not quiet because nobody looks at it.
        "quiet": [list(pair) for pair in zip(*(_offsets(quiet[name], first) for name in quiet), strict=True)],
        "note": _note(kept),
        "milestones": _named_days(_record),
        "ahead": kept.ahead(window, first, last),
    }
    written = json.dumps(told, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:16], written


def beyond(every: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    """Count what is left out of some daily counts, on the days of which any claim is."""
    left = every - kept.reindex(every.index, fill_value=0)
    return left[(left > 0).any(axis=1)]


def _rows(counts: pd.DataFrame, first: dt.date) -> list[list[int]]:
    """Write one row per day with claims: days since ``first``, then the count of each camp."""
    days = _offsets(counts.index.to_series(), first)
    return [[day, *map(int, row)] for day, row in zip(days, counts[list(CAMPS)].to_numpy(), strict=True)]


def _offsets(days: pd.Series, first: dt.date) -> list[int]:
    return [int(count) for count in (days - pd.Timestamp(first)).dt.days]


def _note(claims: Answers) -> str:
    said = f"{counted(claims.count, 'claim')} of every type, each counted once, on the first day it is about."
    coarse = claims.long_or_coarse_count
    if not coarse:
        return said
    what = "is about several days or knows its" if coarse == 1 else "are about several days or know their"
    return f"{said} {coarse:,} of them {what} day less finely than a day."


def _milestones(record: Record, selection: Selection) -> None:
    events = record.events
    labels = {
        str(event_id): f"{long_day(date.date())}: {title}"
        for event_id, date, title in zip(events.index, events["date"], events["title"], strict=True)
    }
    here = events.index[events["date"] == pd.Timestamp(selection.on)]
    seed("milestone", str(here[0]) if len(here) else None)
    optional_choice(
        "Milestone",
        labels,
        "milestone",
        placeholder="Jump to a milestone",
        on_change=_take_milestone,
        args=(record,),
    )


def _take_milestone(record: Record) -> None:
    event_id = value_of("milestone")
    if event_id:
        note("milestone", {"on": record.events.loc[event_id, "date"].date()})
