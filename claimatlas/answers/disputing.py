"""What a record is asked of its disputes under one selection, in memory or in a record folder.

Comes in: a ``Record`` and a ``Selection``. Goes out: ``Disputing``: how many there are in which group, and the claims
among which those of a group are found.
Refuses to list every dispute in order to count them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from claimatlas.answers.disputed_parts import DisputingParts
from claimatlas.disputes import Group, count_by_camps
from claimatlas.disputes.chapters import first_days
from claimatlas.disputes.sides import concessions
from claimatlas.folder import Folder
from claimatlas.record import Record
from claimatlas.selection import Selection, is_filtered, is_selected, known_by

__all__ = ["Disputing", "disputing_of"]


class Disputing(Protocol):
    """Disputes of which at least one claim passes the filters, and both were published by the knowledge clock."""

    def counts(self) -> pd.DataFrame:
        """Count them by group and camps; see ``disputes.count_by_camps``."""
        ...

    def among(self, group: Group) -> tuple[pd.DataFrame, pd.Series | None]:
        """Return claims among which all disputes of a group are found, and which of them pass; None for all."""
        ...

    def concessions(self) -> pd.DataFrame:
        """Find those within one side of which one claim concedes; see ``disputes.sides.concessions``."""
        ...

    def first_days(self) -> Mapping[str, dt.date]:
        """Return the first day of every milestone; see ``disputes.chapters.first_days``."""
        ...


@dataclass(frozen=True)
class DisputingHeld:
    """Disputes of a record in memory; see ``Disputing``."""

    record: Record
    """What is asked."""
    selection: Selection
    """Under what."""

    def _known(self) -> tuple[pd.DataFrame, pd.Series | None]:
        known = known_by(self.record.claims, self.selection.known_by)
        return known, is_selected(known, self.selection) if is_filtered(self.selection) else None

    def counts(self) -> pd.DataFrame:
        """Count them by group and camps."""
        return count_by_camps(*self._known())

    def among(self, group: Group) -> tuple[pd.DataFrame, pd.Series | None]:  # noqa: ARG002  # all claims are at hand
        """Return every known claim, and which of them pass."""
        return self._known()

    def concessions(self) -> pd.DataFrame:
        """Find those within one side of which one claim concedes."""
        return concessions(*self._known())

    def first_days(self) -> Mapping[str, dt.date]:
        """Return the first day of every milestone."""
        return first_days(self.record.claims, self.record.events)


def disputing_of(record: Record, selection: Selection) -> Disputing:
    """Return what a record answers of its disputes under the filters and the knowledge clock of a selection."""
    return DisputingParts(record, selection) if isinstance(record, Folder) else DisputingHeld(record, selection)
