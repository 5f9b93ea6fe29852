"""What a record is asked under one selection, in one way for a record in memory and for a record folder.

Comes in: a ``Record`` and a ``Selection``. Goes out: ``Answers``: claims of a window, of a district, one
claim with what counters it, counts. Whoever asks does not learn where the claims lie.
Refuses to answer with some of the claims where all are meant: a folder raises ``TooManyClaimsError``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

import pandas as pd

from claimatlas import stored
from claimatlas.answers.held import Held
from claimatlas.answers.read import Read
from claimatlas.compare import Days, days_of
from claimatlas.folder import Folder
from claimatlas.passing import Near
from claimatlas.record import Record
from claimatlas.selection import Selection

__all__ = ["Answers", "answers_of", "days_asked"]


class Answers(Protocol):
    """A record under the filters and clocks of one selection: what passes, and what is on record beside it."""

    @property
    def count(self) -> int:
        """How many claims pass."""
        ...

    @property
    def statement_count(self) -> int | None:
        """How many statements they were split out of; None where counting them would mean reading too much."""
        ...

    @property
    def unplaced_count(self) -> int:
        """How many of them name no district."""
        ...

    @property
    def long_or_coarse_count(self) -> int:
        """How many are about several days or know their day less finely than a day."""
        ...

    def rows(self) -> pd.DataFrame:
        """Return them all."""
        ...

    def within(self, on: dt.date, window: int | None) -> Near:
        """Find those about events in the ``window`` days up to ``on``."""
        ...

    def page(self, first: int, most: int) -> pd.DataFrame:
        """Return some of them, counted from 0 in the order of the record."""
        ...

    def pieces(self, columns: Sequence[str] = stored.COLUMNS) -> Iterator[pd.DataFrame]:
        """Yield them all in the order of the record, not all of them at once, with some columns at least."""
        ...

    def whole(self, claims: pd.DataFrame) -> pd.DataFrame:
        """Give claims all their columns; rows and order stay."""
        ...

    def about(self, pcode: str) -> pd.DataFrame:
        """Return those about a district, on any day, or about none for the empty text."""
        ...

    def days_about(self, pcode: str) -> pd.DataFrame:
        """Return the first days of those about a district, ``event_date``, and how many ``claims`` begin on each."""
        ...

    def counts_about(self) -> Mapping[str, int]:
        """Count those about each district; under the empty text those about none."""
        ...

    def course(self, pcode: str, first: dt.date, last: dt.date) -> pd.DataFrame:
        """Follow the status of a district through all days; see ``course.course``."""
        ...

    def daily_counts(self) -> pd.DataFrame:
        """Count those of each camp that begin on each day; see ``histogram.daily_counts``."""
        ...

    def spans(self) -> pd.DataFrame:
        """Return first and last days, ``event_date`` and ``last_event_date``, that together cover the same days."""
        ...

    def ahead(self, window: int | None, first: dt.date, last: dt.date) -> dict[str, Any] | None:
        """Follow the fill of every district from day to day, see ``foretold.foretell``; None where it is too much."""
        ...

    def known(self) -> pd.DataFrame:
        """Return every claim published by the knowledge clock, whatever the filters."""
        ...

    def around(self, claim_ids: Sequence[str]) -> pd.DataFrame:
        """Return the known claims that say how some claims stand: themselves, and who names them.

        Columns: those of ``stored.LINKING``, at least.
        """
        ...

    def circle(self, claim_id: str) -> pd.DataFrame:
        """Return the claims, whenever published, that one claim's page speaks of, its own among them."""
        ...

    def against(self, *claim_ids: str) -> pd.DataFrame:
        """Return the claims, whenever published, that can stand in a dispute with one of some, these among them.

        Columns: those that ``disputes`` consults, and ``claimant``, at least.
        """
        ...

    def those(self, claim_ids: Sequence[str]) -> pd.DataFrame:
        """Return claims by their identifiers, whatever the filters; those that are not on record are left out."""
        ...

    def holds(self, claim_id: str) -> bool:
        """Whether a claim is on record, whatever the filters."""
        ...

    def of_claimant(self, party: str, claimant: str) -> bool:
        """Whether a claimant is on record, whatever the filters."""
        ...

    def speaks(self, camp: str) -> bool:
        """Whether a claim of a camp is on record, whatever the filters."""
        ...

    def publishers(self) -> Mapping[str, int]:
        """Count the claims on record by publisher where one is stated: most first, then by name."""
        ...

    def most_claims(self, window: int | None) -> int:
        """Return the most claims that a district has in any window of the record; see ``marks.most_claims``."""
        ...


def answers_of(record: Record, selection: Selection, *, whole_range: bool = False) -> Answers:
    """Return what a record answers under a selection.

    Parameters
    ----------
    record : Record
        In memory or a folder.
    selection : Selection
        Filters and the knowledge clock; its day and window restrict nothing by themselves.
    whole_range : bool, optional
        Leave the range of days out of the filters.
    """
    asked = replace(selection, since=None, until=None) if whole_range else selection
    return Read(record, asked) if isinstance(record, Folder) else Held(record, asked)


def days_asked(record: Record) -> Days:
    """Return the days of a record, as a comparison asks for them."""
    if not isinstance(record, Folder):
        return days_of(record.claims)
    published = dt.date.fromisoformat(record.manifest["published"])
    return Days(published, lambda selection: answers_of(record, selection).spans())
