"""The record, read once per state of its files and shared by every session."""

from __future__ import annotations

import gc
from pathlib import Path

import streamlit as st

from claimatlas.record import Record, chosen_workspace, open_record, signature


def record() -> Record:
    """Return the record of the chosen workspace; read anew when a file has changed."""
    workspace = chosen_workspace()
    return _open(str(workspace.resolve()), signature(workspace))


@st.cache_resource(show_spinner="Reading the record …", max_entries=2)
def _open(workspace: str, state_of_files: tuple[tuple[str, int, int], ...]) -> Record:  # noqa: ARG001  # part of the key
    opened = open_record(Path(workspace))
    # Streamlit collects garbage after every run: what stays for good need not be walked through each time.
    gc.collect()
    gc.freeze()
    return opened
