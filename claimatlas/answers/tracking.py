"""What a record is asked of those who speak and publish under one selection, in memory or in a record folder.

Comes in: a ``Record`` and a ``Selection``. Goes out: ``Tracking``: counts by party, claimant and publisher, and the
statements behind a number.
Refuses to list more statements at once than a page can be made of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from claimatlas.answers.tracked_parts import Told, TrackingParts
from claimatlas.folder import Folder
from claimatlas.record import Record
from claimatlas.selection import Selection, known_by, select
from claimatlas.track import denied_concessions, outcomes, publishers_of, statements_of, track_record

__all__ = ["Told", "Tracking", "tracking_of"]


class Tracking(Protocol):
    """Who speaks in the claims that pass, what became of it, and who published it."""

    def told(self) -> Told:
        """Count it all."""
        ...

    def statements(self, party: str = "", claimant: str = "") -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the statements of a claimant, or of everybody, and what became of their claims.

        They are as ``track.statements_of`` and ``track.outcomes`` give them.
        """
        ...


@dataclass(frozen=True)
class TrackingHeld:
    """The same for a record in memory; see ``Tracking``."""

    record: Record
    """What is asked."""
    selection: Selection
    """Under what."""

    def _claims(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        claims = self.record.claims
        return select(claims, self.selection), known_by(claims, self.selection.known_by)

    def told(self) -> Told:
        """Count it all."""
        claims, known = self._claims()
        done = outcomes(claims, known)
        return Told(
            parties=track_record(claims, done, by=("party",)),
            claimants=track_record(claims, done),
            denied_concessions=denied_concessions(claims, known),
            publishers=publishers_of(claims),
        )

    def statements(self, party: str = "", claimant: str = "") -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the statements of a claimant, or of everybody, and what became of their claims."""
        claims, known = self._claims()
        if claimant:
            claims = claims[(claims["party"] == party) & (claims["claimant"] == claimant)]
        done = outcomes(claims, known)
        return statements_of(claims, done), done


def tracking_of(record: Record, selection: Selection) -> Tracking:
    """Return what a record answers under the filters and the knowledge clock of a selection."""
    return TrackingParts(record, selection) if isinstance(record, Folder) else TrackingHeld(record, selection)
