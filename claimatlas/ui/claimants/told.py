"""What the claimants page says of a selection, kept for a while: another page of a table needs no second count.

Comes in: a view. Goes out: what became of its claims, counted by speaker and by publisher.
Refuses to hold more than the last few selections, and to be changed: all sessions see the same frames.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from claimatlas.selection import Selection, filters_alone
from claimatlas.track import denied_concessions, outcomes, publishers_of, statements_of, track_record
from claimatlas.view import View

_KEPT = 8


@dataclass(frozen=True)
class Told:
    """Everything that is counted of the claims of one view; not the claims themselves, which may be many."""

    outcomes: pd.DataFrame
    """What became of the claims, as ``track.outcomes`` tells it."""
    statements: pd.DataFrame
    """The statements of every claimant, as of ``track.statements_of``."""
    parties: pd.DataFrame
    """The track record of every party."""
    claimants: pd.DataFrame
    """The track record of every claimant."""
    denied_concessions: pd.DataFrame
    """Concessions that the own side denies, as of ``track.denied_concessions``."""
    publishers: pd.DataFrame
    """What was read of every publisher, as of ``track.publishers_of``."""


def told_of(view: View) -> Told:
    """Return what is told of a view; the same for all views with the same filters and knowledge clock."""
    return _told(filters_alone(view.selection), tuple(view.record.sums.values()), view)


@st.cache_resource(max_entries=_KEPT, show_spinner="Counting statements …")
def _told(filters: Selection, sums: tuple[str, ...], _view: View) -> Told:  # noqa: ARG001  # part of the key
    claims, known = _view.claims, _view.known
    done = outcomes(claims, known)
    return Told(
        outcomes=done,
        statements=statements_of(claims, done),
        parties=track_record(claims, done, by=("party",)),
        claimants=track_record(claims, done),
        denied_concessions=denied_concessions(claims, known),
        publishers=publishers_of(claims),
    )
