"""Snapshots from the page: what is on the screen, as a file, with its sidecar."""

from __future__ import annotations

from functools import partial

import streamlit as st

from claimatlas import export, permalink
from claimatlas.selection import Selection
from claimatlas.ui.shell import Screen
from claimatlas.view import View


def _render(view: View, ending: str, address: str) -> bytes:
    return _files(view.selection, tuple(view.record.sums.values()), ending, address, _view=view)[0]


def _sidecar(view: View, ending: str, address: str) -> bytes:
    return _files(view.selection, tuple(view.record.sums.values()), ending, address, _view=view)[1]


@st.cache_data(max_entries=8, show_spinner="Drawing the snapshot …")
def _files(
    selection: Selection,  # noqa: ARG001  # with the sums the key under which the files are kept
    sums: tuple[str, ...],  # noqa: ARG001
    ending: str,
    address: str,
    _view: View,
) -> tuple[bytes, bytes]:
    """Return a snapshot and its sidecar; the sidecar's sum needs the picture, which takes seconds to draw."""
    request = export.Request(address)
    content = export.render(_view, ending, request)
    return content, export.sidecar_of(_view, ending, content, request)


def snapshot(screen: Screen, page: str = "") -> None:
    """Draw the snapshot menu of a page, by default the map's, which is the root: two clicks to a file."""
    with st.popover("Snapshot", icon=":material/photo_camera:"):
        st.caption("A file of exactly what is selected, with its day, filters, credits and the data's SHA-256.")
        address = permalink.address(screen.selection, page)
        for ending in export.FORMATS:
            file_button(screen.view, ending, address)


def file_button(view: View, ending: str, address: str) -> None:
    """Draw the buttons for one format: the file, and the sidecar that says what was asked of which data."""
    name = f"claim-atlas-{view.selection.on.isoformat()}.{ending}"
    with st.container(horizontal=True, key=f"snapshot-{ending}"):
        st.download_button(
            export.FORMATS[ending].label.format(count=f"{len(view.rows):,}"),
            partial(_render, view, ending, address),
            file_name=name,
            key=f"download-{ending}",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            "Sidecar",
            partial(_sidecar, view, ending, address),
            file_name=f"{name}.json",
            mime="application/json",
            key=f"download-{ending}-sidecar",
            on_click="ignore",
        )
