"""A record folder, asked under one selection: counts from its cube, rows by what they must hold.

Comes in: a ``Folder`` and a ``Selection``. Goes out: the answers that a record in memory gives.
Refuses to read more than ``folder`` allows, and to leave something out instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from claimatlas import stored
from claimatlas import vocabulary as voc
from claimatlas.answers.counting import batch_counts, merged, most_claims, summed
from claimatlas.course import clipped, course
from claimatlas.disputes.rules import CONSULTED, DAYS_APART
from claimatlas.folder import Folder
from claimatlas.folder.where import Where, too_many
from claimatlas.foretold import foretell
from claimatlas.histogram import CAMPS
from claimatlas.passing import Near
from claimatlas.references import named_by
from claimatlas.selection import FILTERS, Selection, filters_alone, is_filtered, known_by
from claimatlas.state import is_fine, is_ground
from claimatlas.stored import LINKING, NARROW

_COUNTED = ("event_date", "last_event_date", "span_days", "district", "province", "camp")
_DISPUTING = (*dict.fromkeys([*stored.ORDER, *CONSULTED, "camp", "party", "claimant", "counters", "confirms"]),)
_OF_CUBE = {"camp", "province", "district"}
"""Filters that the cube itself can answer."""


def where_of(selection: Selection) -> Where:
    """Return which claims pass the filters and the knowledge clock; the same as ``selection.select``."""
    among = tuple((f.column, f.wanted(selection)) for f in FILTERS if f.wanted(selection))
    return Where(among=among, lasts_from=selection.since, begins_by=selection.until, known_by=selection.known_by)


@dataclass(frozen=True)
class Read:
    """Answers of a record folder; see ``Answers``."""

    record: Folder
    """What is asked."""
    selection: Selection
    """Under what."""

    @property
    def _where(self) -> Where:
        return where_of(self.selection)

    @property
    def _filters(self) -> Selection:
        return filters_alone(self.selection)

    def rows(self) -> pd.DataFrame:
        """Read them all, where these are not too many."""
        return self.record.kept(("rows", self._filters), lambda: self.record.rows(self._where))

    def within(self, on: dt.date, window: int | None) -> Near:
        """Read those about events in the ``window`` days up to ``on``, with the columns that decide a map."""
        where = self._where
        begins_by = min(on, where.begins_by) if where.begins_by else on
        asked = replace(where, begins_by=begins_by)
        if window is not None:
            first = on - dt.timedelta(days=window - 1)
            asked = replace(asked, lasts_from=max(first, where.lasts_from or first))
        key = ("near", self._filters, on, window)
        claims = self.record.kept(key, lambda: self.record.rows(asked, NARROW, self.record.most_narrow))
        return ReadWindow(self, claims, window)

    @cached_property
    def _cube(self) -> pd.DataFrame:
        return self.record.kept(("cube", self._filters), self._counted)

    def _counted(self) -> pd.DataFrame:
        """Count what passes: from the cube where that knows the filters, else from the few columns that decide."""
        selection = self.selection
        others = any(f.wanted(selection) for f in FILTERS if f.column not in _OF_CUBE)
        if others or selection.since or selection.known_by:
            pieces = [batch_counts(batch) for batch in self.record.batches(self._where, _COUNTED)]
            return summed(pd.concat(pieces, ignore_index=True)) if pieces else self.record.cube.iloc[:0]
        cube = self.record.cube
        keep = np.ones(len(cube), dtype=bool)
        for column, codes in self._where.among:
            keep &= cube[column].isin(list(codes)).to_numpy()
        if selection.until:
            keep &= (cube["event_date"] <= pd.Timestamp(selection.until)).to_numpy()
        return cube[keep]

    @cached_property
    def count(self) -> int:
        """How many claims pass."""
        return int(self._cube["claims"].sum())

    @property
    def statement_count(self) -> int | None:
        """How many statements they were split out of; None where counting them would mean reading too much."""
        if not is_filtered(self.selection) and self.selection.known_by is None:
            return self.record.statement_count
        if self.count > self.record.most_narrow:
            return None
        return self.record.kept(("statements", self._filters), self._count_statements)

    def _count_statements(self) -> int:
        batches = self.record.batches(self._where, ["statement_id"])
        seen = [stored.keys_of(batch.column(0).to_pylist()) for batch in batches]
        return len(np.unique(np.concatenate(seen))) if seen else 0

    @property
    def unplaced_count(self) -> int:
        """How many of them name no district."""
        return self.counts_about().get("", 0)

    @property
    def long_or_coarse_count(self) -> int:
        """How many are about several days or know their day less finely than a day."""
        return int(self._cube["long"].sum())

    def counts_about(self) -> Mapping[str, int]:
        """Count those about each district; under the empty text those about none."""
        districts = self._cube.groupby("district")["claims"].sum()
        return {str(pcode): int(number) for pcode, number in districts.items()}

    def days_about(self, pcode: str) -> pd.DataFrame:
        """Return the first days of those about a district, and how many ``claims`` begin on each."""
        here = self._cube[self._cube["district"] == pcode]
        return here.groupby("event_date")["claims"].sum().reset_index()

    def daily_counts(self) -> pd.DataFrame:
        """Count those of each camp that begin on each day."""
        counts = self._cube.pivot_table("claims", "event_date", "camp", aggfunc="sum", fill_value=0)
        return counts.reindex(columns=list(CAMPS), fill_value=0).astype("int64").rename_axis(columns=None)

    def spans(self) -> pd.DataFrame:
        """Return the days on which claims begin, each with the latest last day of these claims."""
        return self._cube[["event_date", "reached"]].rename(columns={"reached": "last_event_date"})

    def about(self, pcode: str) -> pd.DataFrame:
        """Read those about a district, on any day; without some columns where they are many."""
        where = self._where
        asked = replace(where, among=(*where.among, ("district", (pcode,))))
        columns = stored.COLUMNS if self.counts_about().get(pcode, 0) <= self.record.most_whole else NARROW
        most = self.record.most_narrow if columns is NARROW else self.record.most_whole
        return self.record.kept(("about", self._filters, pcode), lambda: self.record.rows(asked, columns, most))

    def course(self, pcode: str, first: dt.date, last: dt.date) -> pd.DataFrame:
        """Follow the status of a district: as worked out while building, or from the claims that pass."""
        record, selection = self.record, self.selection
        if not is_filtered(selection) and selection.known_by is None:
            found = record.course(pcode, selection.window)
            if found is not None:
                return clipped(found, first, last)
        return course(self.about(pcode), selection, pcode, first, last)

    def page(self, first: int, most: int) -> pd.DataFrame:
        """Read some of them, counted from 0 in the order of the record."""
        per_day = self._cube.groupby("event_date")["claims"].sum()
        passed = per_day.cumsum().to_numpy()
        if not len(passed) or first >= passed[-1]:
            return self.record.none()
        begin, end = np.searchsorted(passed, [first, min(first + most, passed[-1]) - 1], side="right")
        skipped = int(passed[begin - 1]) if begin else 0
        days = [per_day.index[place].date() for place in (begin, end)]
        keys = self.record.rows(
            replace(self._where, begins_from=days[0], begins_by=days[1]), stored.ORDER, self.record.most_narrow
        )
        return self.whole(keys.iloc[first - skipped : first - skipped + most])

    def pieces(self, columns: Sequence[str] = stored.COLUMNS) -> Iterator[pd.DataFrame]:
        """Read them all, some days after the other, in the order of the record."""
        per_day = self._cube.groupby("event_date")["claims"].sum()
        # Half of what may be read at once: while they are put in order they are held twice.
        stretch = (per_day.cumsum() - per_day) // max(self.record.most_whole // 2, 1)
        for _, days in per_day.groupby(stretch):
            first, last = days.index[0].date(), days.index[-1].date()
            yield self.record.rows(replace(self._where, begins_from=first, begins_by=last), columns, most=self.count)

    def whole(self, claims: pd.DataFrame) -> pd.DataFrame:
        """Read all columns of claims; rows and order stay."""
        if set(stored.COLUMNS) <= set(claims.columns):
            return claims
        if claims.empty:
            return self.record.none()
        if len(claims) > self.record.most_whole:
            raise too_many(self.record.most_whole)
        return self.record.by_id(claims.index.tolist()).loc[claims.index]

    def ahead(self, window: int | None, first: dt.date, last: dt.date) -> dict[str, Any] | None:
        """Follow the fill of every district from day to day, where the claims that decide it are not too many."""
        if self.count > self.record.most_narrow:
            return None
        return dict(foretell(self, window, first, last, self.record.places.districts.index))

    @property
    def district_numbers(self) -> Mapping[str, int]:
        """Number of each district by P-code, as ``deciding`` gives them."""
        return {str(pcode): number for number, pcode in enumerate(self.record.places.districts.index)}

    def deciding(self, window: int | None) -> tuple[npt.NDArray[Any], ...]:
        """Read what decides statuses on whatever day; see ``Passing.deciding``."""
        claims = self.record.rows(self._where, NARROW, self.record.most_narrow)
        claims = claims[is_ground(claims) & is_fine(claims, window)]
        sides = {camp.value: number for number, camp in enumerate(voc.BELLIGERENTS)}
        return (
            claims["district"].map(self.district_numbers).to_numpy(dtype=np.int64),
            *(claims[day].to_numpy().astype("datetime64[D]") for day in ("event_date", "last_event_date")),
            claims["beneficiary"].map(sides).to_numpy(dtype=np.int64),
        )

    def known(self) -> pd.DataFrame:
        """Return every claim published by the knowledge clock, where these are not too many."""
        return known_by(self.record.claims, self.selection.known_by)

    def around(self, claim_ids: Sequence[str]) -> pd.DataFrame:
        """Read some claims and who names them, as far as they were published by the knowledge clock."""
        ids = list(claim_ids)
        if not ids:
            return self.record.none()
        return known_by(merged(self.record.by_id(ids, LINKING), self.record.makers(ids)), self.selection.known_by)

    def circle(self, claim_id: str) -> pd.DataFrame:
        """Read a claim, who names it and whom it names, its statement, and who names these."""
        record = self.record
        own = record.by_id([claim_id])
        if own.empty:
            return own
        claim, named = own.iloc[0], named_by(own.iloc[0])
        found = merged(own, record.makers([claim_id], stored.COLUMNS), record.of_statement(str(claim["statement_id"])))
        others = [*dict.fromkeys([*found.index, *named])]
        return merged(found, record.by_id(others), record.makers(others, stored.COLUMNS))

    def against(self, *claim_ids: str) -> pd.DataFrame:
        """Read some claims, who names them and whom they name, and those of their districts and days or milestones."""
        record = self.record
        own = record.by_id(claim_ids)
        if own.empty:
            return own
        named = [other for _, claim in own.iterrows() for other in named_by(claim)]
        found = [own, record.makers(claim_ids, _DISPUTING), record.by_id(list(dict.fromkeys(named)))]
        around = dt.timedelta(days=DAYS_APART)
        for district, claims in own[own["district"] != ""].groupby("district"):
            here = (("district", (str(district),)),)
            first, last = claims["event_date"].min().date() - around, claims["event_date"].max().date() + around
            asked = [Where(among=here, begins_from=first, begins_by=last)]
            if event_ids := tuple(claims.loc[claims["event_id"] != "", "event_id"].unique()):
                asked.append(Where(among=(*here, ("event_id", event_ids))))
            found += [record.rows(where, _DISPUTING, self.record.most_narrow) for where in asked]
        return merged(*(frame[list(_DISPUTING)] for frame in found))

    def those(self, claim_ids: Sequence[str]) -> pd.DataFrame:
        """Read claims by their identifiers."""
        return self.record.by_id(list(claim_ids))

    def holds(self, claim_id: str) -> bool:
        """Whether a claim is on record."""
        return bool(claim_id) and len(self.record.by_id([claim_id], stored.ORDER)) == 1

    def of_claimant(self, party: str, claimant: str) -> bool:
        """Whether a claimant is on record."""
        where = Where(among=(("party", (party,)), ("claimant", (claimant,))))
        return any(True for _ in self.record.batches(where, ["claim_id"]))

    def speaks(self, camp: str) -> bool:
        """Whether a claim of a camp is on record."""
        return bool((self.record.cube["camp"] == camp).any())

    def publishers(self) -> Mapping[str, int]:
        """Count the claims on record by publisher where one is stated: most first, then by name."""
        named: Mapping[str, int] = self.record.manifest["publishers"]
        return named

    def most_claims(self, window: int | None) -> int:
        """Return the most claims that a district has in any window of the record, from the cube."""
        return most_claims(self.record.cube, self.record.ends, window)


@dataclass(frozen=True, eq=False)
class ReadWindow(Near):
    """Those of the claims that pass which are about the days of a window, read from the parts."""

    _read: Read
    _claims: pd.DataFrame
    _days: int | None

    @property
    def cells(self) -> pd.DataFrame:
        """What statuses and marks are made of, on the index of the claims and in the order of the record."""
        return self._claims

    def rows(self, mask: pd.Series) -> pd.DataFrame:
        """Read all columns of some of them; ``mask`` is on the index of ``cells``."""
        return self._read.whole(self._claims[mask])
