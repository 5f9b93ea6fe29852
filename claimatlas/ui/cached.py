"""The record, read once per state of its files and shared by every session."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from claimatlas.record import OPENING, Record, chosen_workspace, open_record, signature

_KEPT = 2
_Key = tuple[str, tuple[tuple[str, int, int], ...]]


@dataclass
class _Shelf:
    """The records that are open, the latest last. No more than one is read at a time."""

    records: dict[_Key, Record] = field(default_factory=dict)
    reading: Lock = field(default_factory=Lock)


@st.cache_resource(show_spinner=False)
def _shelf() -> _Shelf:
    return _Shelf()


def record(place: DeltaGenerator | None = None) -> Record:
    """Return the record of the chosen workspace as its files are now.

    Parameters
    ----------
    place : DeltaGenerator, optional
        Where to say how far the reading is. Each word there is a moment at which the reader can stop it.
    """
    workspace = chosen_workspace()
    key = (str(workspace), signature(workspace))
    shelf = _shelf()
    found = shelf.records.get(key)
    return found if found else _read(shelf, key, workspace, place)


def _read(shelf: _Shelf, key: _Key, workspace: Path, place: DeltaGenerator | None) -> Record:
    def tell(step: str) -> None:
        if place:
            place.progress(OPENING.index(step) / len(OPENING), f"Reading the record: {step} …")

    if place:
        place.progress(0.0, "Reading the record …")
    with shelf.reading:
        # Another session may have read it while this one waited.
        found = shelf.records.get(key)
        if found is None:
            found = open_record(workspace, tell)
            # What a record holds lives as long as the server: later collections need not look through it again.
            gc.collect()
            gc.freeze()
            shelf.records[key] = found
            while len(shelf.records) > _KEPT:
                del shelf.records[next(iter(shelf.records))]
    if place:
        place.empty()
    return found
