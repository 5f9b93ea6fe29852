"""Files from the page: what is on the screen as a snapshot, a district or a milestone as a briefing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import product
from typing import Any

import streamlit as st

from claimatlas import export, permalink
from claimatlas import vocabulary as voc
from claimatlas.export import Told
from claimatlas.milestones import first_days
from claimatlas.series import days_at, spread, step_words
from claimatlas.ui.making import Choice, offer
from claimatlas.ui.shell import Screen
from claimatlas.view import View, counted

_VARIANTS: dict[str, type[voc.Code]] = {"resolution": voc.Resolution, "paper": voc.Paper}

MOST_DRAWN = 60
"""Most days that a page makes a sheet or a film of; the command line knows no such bound."""


def snapshot(screen: Screen, page: str = "") -> None:
    """Draw the snapshot menu of a page, by default the map's, which is the root: two clicks to a file."""
    with st.popover("Snapshot", icon=":material/photo_camera:"):
        st.caption("A file of exactly what is selected, with its day, filters, credits and the data's SHA-256.")
        for group in voc.Group:
            st.caption(f"**{group.label}**")
            formats = [ending for ending, kind in export.FORMATS.items() if kind.group is group]
            offer((choice for ending in formats for choice in _choices(screen.view, ending, page)), key=group.value)
        _many_days(screen, page)


def _many_days(screen: Screen, page: str) -> None:
    """Offer what is made of several days: those of the range that is drawn on the timeline."""
    selection = screen.selection
    st.caption("**Many days**")
    if not (selection.since and selection.until and selection.since <= selection.until):
        st.caption("Draw a range of days on the timeline, or fill in From and To: its days make a sheet or a film.")
        return
    step = spread(selection.since, selection.until, MOST_DRAWN)
    days = days_at(step, selection.since, selection.until)
    st.caption(f"{counted(len(days), 'map')}, one {step_words(step)}. The range is then no filter of claims.")
    # The days of a series are no filter: the first of them would lose all that was claimed before.
    view = View(screen.record, replace(selection, on=days[0], since=None, until=None))
    kinds = (export.CONTACT_SHEET, export.FILM)
    asked = {"resolution": voc.Resolution.SCREEN}
    choices = (choice for kind in kinds for choice in _choices(view, kind, page, asked, f"-{kind}", days))
    offer(choices, key="many-days")


def briefing(screen: Screen, subject: voc.Subject) -> None:
    """Draw the briefing menu of a district's or a milestone's page: two clicks to a file."""
    view = screen.view
    named = view.selection.place
    if subject is voc.Subject.MILESTONE:
        # The day of the map is the milestone's, as in the link to the map.
        named = view.selection.event
        view = View(screen.record, replace(view.selection, on=first_days(screen.record.events)[named], place=""))
    with st.popover("Briefing", icon=":material/article:"):
        st.caption("One or two pages to print: the map, what the sides say, disputes, sources.")
        asked = {"subject": subject}
        offer(_choices(view, export.BRIEFING, subject.value, asked, f"-{named}"), key=export.BRIEFING)


def _choices(
    view: View,
    kind: str,
    page: str,
    given: Mapping[str, voc.Code] | None = None,
    named: str = "",
    days: tuple[dt.date, ...] = (),
) -> Iterator[Choice]:
    """Give one choice for each way in which a kind of file can be written."""
    known, given = export.KINDS[kind], given or {}
    day, address = view.selection.on.isoformat(), permalink.address(view.selection, page)
    label = known.label.format(count=f"{view.row_count:,}")
    asks = [name for name in known.asks if name not in given and name in _VARIANTS]
    given = {name: code for name, code in given.items() if name in known.asks}
    for wanted in product(*(_VARIANTS[name] for name in asks)):
        asked: dict[str, Any] = {**given, **dict(zip(asks, wanted, strict=True))}
        request = export.Request(address, days=days, **asked)
        told = "".join(f", {code.label}" for code in wanted)
        # The first of each is the usual one and needs no word of it in the file's name.
        unusual = "".join(f"-{code.value}" for code in wanted if code is not next(iter(type(code))))
        yield Choice(
            "-".join((kind, *(code.value for code in wanted))),
            f"{label}{told}",
            f"claim-atlas-{day}{named}{unusual}.{export.ending_of(kind)}",
            known.media_type,
            partial(_written, view, kind, request),
        )


def _written(view: View, kind: str, request: export.Request, told: Told) -> tuple[bytes, bytes]:
    asked = request.telling(told)
    content = export.render(view, kind, asked)
    return content, export.sidecar_of(view, kind, content, asked)
