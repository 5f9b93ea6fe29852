"""What the claimants page says of a selection, kept for a while: another page of a table needs no second count.

Comes in: a view. Goes out: what became of its claims, counted by speaker and by publisher.
Refuses to hold more than the last few selections, and to be changed: all sessions see the same frames.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from claimatlas.answers.tracking import Told, tracking_of
from claimatlas.selection import Selection, filters_alone
from claimatlas.view import View

_KEPT = 8


def told_of(view: View) -> Told:
    """Return what is told of a view; the same for all views with the same filters and knowledge clock."""
    return _told(filters_alone(view.selection), tuple(view.record.sums.values()), view)


def statements_of(view: View, party: str, claimant: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the statements of a claimant, or of everybody in a view, and what became of them."""
    return _statements(filters_alone(view.selection), tuple(view.record.sums.values()), party, claimant, view)


@st.cache_resource(max_entries=_KEPT, show_spinner="Counting statements …")
def _told(filters: Selection, sums: tuple[str, ...], _view: View) -> Told:  # noqa: ARG001  # part of the key
    return tracking_of(_view.record, filters).told()


@st.cache_resource(max_entries=_KEPT, show_spinner="Reading statements …")
def _statements(
    filters: Selection,
    sums: tuple[str, ...],  # noqa: ARG001  # part of the key
    party: str,
    claimant: str,
    _view: View,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    return tracking_of(_view.record, filters).statements(party, claimant)
