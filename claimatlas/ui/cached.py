"""The record, read once per state of its files and shared by every session."""

from __future__ import annotations

from streamlit.delta_generator import DeltaGenerator

from claimatlas.record import OPENING, Record
from claimatlas.shelf import Standing, shelf
from claimatlas.workspace import chosen_workspace


def standing(place: DeltaGenerator | None = None) -> Standing:
    """Return the record of the chosen workspace as its files are now, or the last good one and what is wrong.

    Parameters
    ----------
    place : DeltaGenerator, optional
        Where to say how far the reading is. Each word there is a moment at which the reader can stop it.
    """
    told = False

    def tell(step: str) -> None:
        nonlocal told
        told = True
        if place:
            share = OPENING.index(step) / len(OPENING) if step else 0.0
            place.progress(share, f"Reading the record: {step} …" if step else "Reading the record …")

    found = shelf().standing(chosen_workspace(), tell)
    if place and told:
        place.empty()
    return found


def record() -> Record:
    """Return the record that is shown."""
    return standing().record
