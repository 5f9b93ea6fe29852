"""A record in memory, asked under one selection.

Comes in: a ``Record`` and a ``Selection``. Goes out: answers, from its frame of claims.
Refuses nothing: everything is there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from claimatlas.course import course
from claimatlas.foretold import foretell
from claimatlas.passing import Near, Passing, passing
from claimatlas.record import Record
from claimatlas.selection import Selection, known_by


@dataclass(frozen=True)
class Held:
    """Answers of a record in memory; see ``Answers``."""

    record: Record
    """What is asked."""
    selection: Selection
    """Under what."""

    @cached_property
    def _passing(self) -> Passing:
        return passing(self.record, self.selection)

    @property
    def count(self) -> int:
        """How many claims pass."""
        return self._passing.count

    @property
    def statement_count(self) -> int | None:
        """How many statements they were split out of."""
        return self._passing.statement_count

    @property
    def unplaced_count(self) -> int:
        """How many of them name no district."""
        return self._passing.unplaced_count

    @property
    def long_or_coarse_count(self) -> int:
        """How many are about several days or know their day less finely than a day."""
        return self._passing.long_or_coarse_count

    def rows(self) -> pd.DataFrame:
        """Return them all."""
        return self._passing.rows()

    def within(self, on: dt.date, window: int | None) -> Near:
        """Find those about events in the ``window`` days up to ``on``."""
        return self._passing.within(on, window)

    def page(self, first: int, most: int) -> pd.DataFrame:
        """Return some of them, counted from 0 in the order of the record."""
        return self._passing.rows().iloc[first : first + most]

    def pieces(self, columns: Sequence[str] = ()) -> Iterator[pd.DataFrame]:  # noqa: ARG002  # all columns are at hand
        """Yield them all, in one piece: they are held anyway."""
        yield self.rows()

    def whole(self, claims: pd.DataFrame) -> pd.DataFrame:
        """Give claims all their columns."""
        return (
            claims if len(claims.columns) == len(self.record.claims.columns) else self.record.claims.loc[claims.index]
        )

    def about(self, pcode: str) -> pd.DataFrame:
        """Return those about a district, with all their columns."""
        return self._passing.at(self._passing.about(pcode))

    def days_about(self, pcode: str) -> pd.DataFrame:
        """Return the first days of those about a district, and how many ``claims`` begin on each."""
        days = self._passing.cells(self._passing.about(pcode), ["event_date"])
        return days.groupby("event_date").size().rename("claims").reset_index()

    def counts_about(self) -> Mapping[str, int]:
        """Count those about each district; under the empty text those about none."""
        return {str(pcode): int(number) for pcode, number in self.rows()["district"].value_counts().items()}

    def course(self, pcode: str, first: dt.date, last: dt.date) -> pd.DataFrame:
        """Follow the status of a district through all days."""
        return course(self.about(pcode), self.selection, pcode, first, last)

    def daily_counts(self) -> pd.DataFrame:
        """Count those of each camp that begin on each day."""
        return self._passing.daily_counts()

    def spans(self) -> pd.DataFrame:
        """Return first and last day of each."""
        return self._passing.spans()

    def ahead(self, window: int | None, first: dt.date, last: dt.date) -> dict[str, Any] | None:
        """Follow the fill of every district from day to day."""
        return dict(foretell(self._passing, window, first, last, self.record.places.districts.index))

    def known(self) -> pd.DataFrame:
        """Return every claim published by the knowledge clock."""
        return known_by(self.record.claims, self.selection.known_by)

    def around(self, claim_ids: Sequence[str]) -> pd.DataFrame:  # noqa: ARG002  # all claims are at hand
        """Return every claim published by the knowledge clock."""
        return self.known()

    def circle(self, claim_id: str) -> pd.DataFrame:  # noqa: ARG002  # all claims are at hand
        """Return every claim of the record."""
        return self.record.claims

    def against(self, *claim_ids: str) -> pd.DataFrame:  # noqa: ARG002  # all claims are at hand
        """Return every claim of the record."""
        return self.record.claims

    def those(self, claim_ids: Sequence[str]) -> pd.DataFrame:
        """Return claims by their identifiers."""
        return self.record.claims[self.record.claims.index.isin(list(claim_ids))]

    def holds(self, claim_id: str) -> bool:
        """Whether a claim is on record."""
        return claim_id in self.record.claims.index

    def of_claimant(self, party: str, claimant: str) -> bool:
        """Whether a claimant is on record."""
        claims = self.record.claims
        return bool(((claims["party"] == party) & (claims["claimant"] == claimant)).any())

    def speaks(self, camp: str) -> bool:
        """Whether a claim of a camp is on record."""
        return self._passing.speaks(camp)

    def publishers(self) -> Mapping[str, int]:
        """Count the claims on record by publisher where one is stated: most first, then by name."""
        named = self.record.claims["publisher"]
        numbers = named[named != ""].value_counts().to_dict()
        return dict(sorted(((str(name), int(n)) for name, n in numbers.items()), key=lambda one: (-one[1], one[0])))

    def most_claims(self, window: int | None) -> int:
        """Return the most claims that a district has in any window of the record."""
        return self._passing.most_claims(window)
