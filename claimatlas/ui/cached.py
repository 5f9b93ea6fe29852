"""What is worked out once and shared by every session: the record for each state of its files, and slow counts."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from claimatlas.disputes import count_disputes
from claimatlas.record import Record, chosen_workspace, open_record, signature
from claimatlas.selection import FILTERS, Selection, known_by, select


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


def dispute_count(record: Record, selection: Selection) -> int:
    """Return how many disputes hold a claim that passes the filters, among what was known."""
    # Only what decides the number is part of the key: it is the same on every day shown.
    asked = Selection(known_by=selection.known_by, since=selection.since, until=selection.until)
    filters: dict[str, Any] = {code_filter.field: code_filter.wanted(selection) for code_filter in FILTERS}
    return _dispute_count(replace(asked, **filters), tuple(record.sums.values()), record)


@st.cache_data(show_spinner=False, max_entries=256)
def _dispute_count(selection: Selection, sums: tuple[str, ...], _record: Record) -> int:  # noqa: ARG001  # part of the key
    known = known_by(_record.claims, selection.known_by)
    about = known.index.isin(select(known, selection).index)
    return int(count_disputes(known, about=pd.Series(about, known.index))["dispute_count"].sum())
