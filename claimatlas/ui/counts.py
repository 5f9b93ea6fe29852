"""The line of numbers above a view; every number leads to its claims."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from claimatlas import permalink
from claimatlas import vocabulary as voc
from claimatlas.selection import long_day
from claimatlas.ui.shell import Screen, path_of
from claimatlas.ui.words import plain
from claimatlas.view import counted


def heading(screen: Screen, title: str) -> None:
    """Say under a title which claims a page is about that does not show the map's day."""
    known_by = screen.selection.known_by
    st.title(plain(title))
    published = f"Published by {long_day(known_by)}." if known_by else "Whenever published."
    st.text(f"{screen.view.filter_sentence} {published}")


def show(screen: Screen, title: str = "") -> None:
    """Say what is shown under a title, by default the map's, and link each count to the rows behind it."""
    view = screen.view
    st.title(plain(title or view.title))
    st.text(f"{view.filter_sentence} {view.clock_sentence}")
    counts = view.counts
    links = [
        (counted(counts.live, "decides the map", "decide the map"), voc.Rows.LIVE),
        (f"{counts.passing} {'passes' if counts.claims == 1 else 'pass'} the filters", voc.Rows.ALL),
        (counted(counts.no_district, "names no district", "name no district"), voc.Rows.NO_DISTRICT),
        (f"{counts.coarse:,} known too coarsely for the window", voc.Rows.COARSE),
    ]
    with st.container(horizontal=True, gap="small", key="counts"):
        for label, rows in links:
            selection = replace(screen.selection, rows=rows.value)
            st.page_link(path_of("claims"), label=label, query_params=permalink.encode(selection))
        st.page_link(
            path_of("data"),
            label=f"{counted(counts.refused, 'row')} refused",
            query_params=permalink.encode(screen.selection),
            icon=":material/warning:" if counts.refused else None,
        )
