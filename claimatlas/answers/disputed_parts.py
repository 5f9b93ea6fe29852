"""The disputes of a record folder: counted piece by piece, a group's found in that group's claims alone.

Comes in: a ``Folder`` and a ``Selection``. Goes out: what ``Disputing`` promises, the same as from memory.
Refuses to hold more at once than a stretch of the record, or the claims of some milestones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from claimatlas.answers.counting import merged
from claimatlas.answers.read import where_of
from claimatlas.disputes import Group, count_by_camps, summed_counts
from claimatlas.disputes.piecewise import count_opposed, in_order, linked_here
from claimatlas.disputes.rules import BY_MILESTONE, CONSULTED, DAYS_APART, decisive
from claimatlas.disputes.sides import concessions
from claimatlas.folder import Folder
from claimatlas.folder.slices import Slice, Stretch, slice_of, stretches
from claimatlas.folder.where import Where
from claimatlas.kinds import identifiers
from claimatlas.selection import FILTERS, Selection, is_filtered, is_selected
from claimatlas.stored import NAMING
from claimatlas.vocabulary import Rule

_CONSULTED = (*dict.fromkeys([*CONSULTED, "last_event_date", "party", "province"]),)
_BY_PLACE = {"camp", "province", "district"}
"""Filters that say of a counted group whether its disputes pass, where both claims name one district."""
_DAYS_BEFORE = dt.timedelta(days=DAYS_APART)


@dataclass(frozen=True)
class DisputingParts:
    """Disputes of a record folder; see ``Disputing``."""

    record: Folder
    """What is asked."""
    selection: Selection
    """Under what."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out, so that what was counted while building answers."""
        return not is_filtered(self.selection) and self.selection.known_by is None

    def about(self, claims: pd.DataFrame) -> pd.Series | None:
        """Say which claims pass; None for all."""
        return is_selected(claims, self.selection) if is_filtered(self.selection) else None

    def counts(self) -> pd.DataFrame:
        """Count them by group and camps: as counted while building, or piece by piece."""
        if self.is_whole:
            return self.record.told("disputes")
        by_place = self._by_place()
        found = [self.count_stretch(one, with_days=by_place is None) for one in stretches(self.record)]
        found += [by_place] if by_place is not None else [self.count_milestones(*some) for some in self.milestones()]
        return summed_counts(found)

    def _by_place(self) -> pd.DataFrame | None:
        """Take what was counted while building of all rules but the first; None where the filters ask for more."""
        selection, others = self.selection, [one for one in FILTERS if one.column not in _BY_PLACE]
        if selection.since or selection.until or selection.known_by or any(one.wanted(selection) for one in others):
            return None
        counts, provinces = self.record.told("disputes"), self.record.places.gazetteer.province_of
        keep = counts["rule"] != Rule.EXPLICIT_COUNTER.value
        if selection.camps:
            keep &= counts["camp"].isin(selection.camps) | counts["other_camp"].isin(selection.camps)
        if selection.districts:
            keep &= counts["adm2_pcode"].isin(selection.districts)
        if selection.provinces:
            keep &= counts["adm2_pcode"].map(provinces).isin(selection.provinces)
        return counts[keep]

    def count_stretch(self, stretch: Stretch, *, with_days: bool = True) -> pd.DataFrame:
        """Count those by links to the claims of a stretch, and those by days of which the later claim is in it."""
        found = slice_of(self.record, stretch, self.selection.known_by)
        linked = linked_here(found.own, found.elsewhere)
        counts = [count_by_camps(linked, self.about(linked), (Rule.EXPLICIT_COUNTER,))]
        if with_days and stretch.province:
            opposed = dict(decisive(Rule.OPPOSED_GROUND))
            ground = found.own[np.logical_and.reduce([found.own[name].isin(some) for name, some in opposed.items()])]
            counts.append(count_opposed(ground, self._before(stretch), self.about))
        return summed_counts(counts)

    def _before(self, stretch: Stretch) -> pd.DataFrame:
        """Read the ground claims of the days before a stretch."""
        among = (("province", (stretch.province,)), *decisive(Rule.OPPOSED_GROUND))
        first, last = stretch.first - _DAYS_BEFORE, stretch.first - dt.timedelta(days=1)
        where = Where(among, begins_from=first, begins_by=last, known_by=self.selection.known_by)
        return self.record.rows(where, NAMING, most=self.record.claim_count)

    def milestones(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield a province and some milestones whose claims are counted together, as many as are read at once."""
        known, asked = self.record.milestones, self._milestones_asked()
        for province, rows in known.groupby("province"):
            if not province:
                continue
            sizes = rows.groupby("event_id")["claims"].sum()
            sizes = sizes if asked is None else sizes[sizes.index.isin(asked)]
            for _, some in sizes.groupby((sizes.cumsum() - sizes) // self.record.most_whole):
                yield str(province), tuple(map(str, some.index))

    def _milestones_asked(self) -> set[str] | None:
        """Return the milestones of the claims that pass; None for all."""
        if not is_filtered(self.selection):
            return None
        batches = self.record.batches(where_of(self.selection), ["event_id"])
        return {str(one) for batch in batches for one in batch.column(0).unique().to_pylist()}

    def count_milestones(self, province: str, event_ids: tuple[str, ...]) -> pd.DataFrame:
        """Count those between claims of some milestones in a province."""
        where = Where((("province", (province,)), ("event_id", event_ids)), known_by=self.selection.known_by)
        claims = self.record.rows(where, _CONSULTED, most=self.record.claim_count)
        return count_by_camps(claims, self.about(claims), BY_MILESTONE)

    def among(self, group: Group) -> tuple[pd.DataFrame, pd.Series | None]:
        """Read the claims among which all disputes of a group are found, and say which of them pass."""
        rule = Rule(group.rule)
        where = Where(decisive(rule), known_by=self.selection.known_by)
        if group.adm2_pcode:
            where = replace(where, among=(*where.among, ("district", (group.adm2_pcode,))))
        if group.event_id:
            where = replace(where, among=(*where.among, ("event_id", (group.event_id,))))
        elif group.day:
            before = _DAYS_BEFORE if rule is Rule.OPPOSED_GROUND else dt.timedelta(0)
            where = replace(where, begins_from=group.day - before, begins_by=group.day)
        claims = self.record.rows(where, _CONSULTED, self.record.most_narrow)
        if rule is Rule.EXPLICIT_COUNTER and not group.event_id:
            claims = self._around(claims)
        return claims, self.about(claims)

    def _around(self, claims: pd.DataFrame) -> pd.DataFrame:
        """Add whom some claims name, and who names them, as far as these were known."""
        ids, record = claims.index.tolist(), self.record
        named = [one for cell in claims["counters"] for one in identifiers(cell)]
        day = self.selection.known_by
        makers = record.makers(ids, (*_CONSULTED, "confirms"))[list(_CONSULTED)]
        found = merged(claims, record.by_id(named, _CONSULTED), makers)
        return found if day is None else found[found["reported_date"] <= pd.Timestamp(day)]

    def concessions(self) -> pd.DataFrame:
        """Find those within one side of which one claim concedes, piece by piece."""
        if self.is_whole:
            return self.record.told("concessions")
        return in_order([self.concessions_in(one) for one in stretches(self.record)])

    def concessions_in(self, stretch: Stretch) -> pd.DataFrame:
        """Find those by links to the claims of a stretch."""
        return conceded_in(slice_of(self.record, stretch, self.selection.known_by), self.about)

    def first_days(self) -> Mapping[str, dt.date]:
        """Return the first day of every milestone: its own, or that of its earliest claim."""
        of_claims = self.record.milestones.groupby("event_id")["first"].min()
        days = (of_claims, self.record.events["date"])
        return {str(key): day.date() for some in days for key, day in some.items()}


def conceded_in(found: Slice, about: Callable[[pd.DataFrame], pd.Series | None]) -> pd.DataFrame:
    """Find the concessions by links to the claims of a slice."""
    claims = found.together
    return concessions(claims, about(claims), linked_here(found.own, found.elsewhere))
