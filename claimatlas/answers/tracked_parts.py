"""Who speaks in a record folder, and what became of it: counted piece by piece, and added up.

Comes in: a ``Folder`` and a ``Selection``. Goes out: what ``Tracking`` promises, the same as from memory.
Refuses to hold more at once than a stretch of the record, its counts, and the statements that lie in several stretches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from claimatlas import stored
from claimatlas.answers.read import where_of
from claimatlas.disputes.piecewise import linked_here
from claimatlas.folder import Folder
from claimatlas.folder.slices import Slice, Stretch, loose_statements, slice_of, stretches
from claimatlas.folder.where import too_many
from claimatlas.selection import Selection, is_filtered, is_selected
from claimatlas.track import SPEAKER, denied_concessions, loose_of, outcomes, statements_of, with_rows
from claimatlas.track.publishers import NEEDED, publishers_from, readings_of, summed_readings
from claimatlas.track.tally import Loose, record_of, summed_tallies, tally_of, tally_of_loose

PARTY = ("party",)


@dataclass(frozen=True)
class Told:
    """Everything that is counted of the claims that pass; not the claims themselves, which may be many."""

    parties: pd.DataFrame
    """The track record of every party, as of ``track.track_record``."""
    claimants: pd.DataFrame
    """The track record of every claimant."""
    denied_concessions: pd.DataFrame
    """Concessions that the own side denies, as of ``track.denied_concessions``."""
    publishers: pd.DataFrame
    """What was read of every publisher, as of ``track.publishers_of``."""


@dataclass(frozen=True)
class Counted:
    """What was counted of one stretch."""

    tallies: tuple[pd.DataFrame, ...]
    """Statements that lie in it alone, by party and by speaker."""
    loose: tuple[Loose, ...]
    """What it knows of the others, by party and by speaker."""
    denied: pd.DataFrame
    """Concessions that the own side denies, of which a claim of the stretch is named."""


@dataclass(frozen=True)
class TrackingParts:
    """The same for a record folder; see ``Tracking``."""

    record: Folder
    """What is asked."""
    selection: Selection
    """Under what."""

    def told(self) -> Told:
        """Take what was counted while building, or count piece by piece."""
        if not is_filtered(self.selection) and self.selection.known_by is None:
            tallies = [self.record.told(name) for name in ("parties", "claimants")]
            denied, readings = self.record.told("denied"), self.record.told("publishers")
        else:
            cut = stretches(self.record)
            loose = loose_statements(self.record, cut)
            tallies, denied = added([self.count(stretch, loose) for stretch in cut])
            readings = summed_readings([self.readings(stretch) for stretch in cut])
        parties, claimants = (record_of(one, by) for one, by in zip(tallies, (PARTY, SPEAKER), strict=True))
        return Told(parties, claimants, denied, publishers_from(readings))

    def count(self, stretch: Stretch, loose: stored.Keys) -> Counted:
        """Count the statements of the claims of a stretch that pass; of ``loose`` ones, what it knows of them."""
        found = slice_of(self.record, stretch, self.selection.known_by)
        known, claims = found.together, self._passing(found.own)
        told = outcomes(claims, known)
        lies_apart = pd.Series(stored.found_in(stored.keys_of(found.own["statement_id"]), loose), found.own.index)
        is_loose = lies_apart.loc[claims.index]
        apart, whole = claims[is_loose], claims[~is_loose]
        done = told["claim_id"].isin(apart.index)
        return Counted(
            tallies=tuple(tally_of(with_rows(statements_of(whole, told[~done], by)), by) for by in (PARTY, SPEAKER)),
            loose=tuple(loose_of(apart, told[done], found.own[lies_apart], by) for by in (PARTY, SPEAKER)),
            denied=self._denied(found, known),
        )

    def _passing(self, claims: pd.DataFrame) -> pd.DataFrame:
        return claims[is_selected(claims, self.selection)] if is_filtered(self.selection) else claims

    def _denied(self, found: Slice, known: pd.DataFrame) -> pd.DataFrame:
        return denied_concessions(self._passing(known), known, linked_here(found.own, found.elsewhere))

    def readings(self, stretch: Stretch) -> pd.DataFrame:
        """Count the claims of a stretch that pass by who published them."""
        where, most = where_of(self.selection), self.record.claim_count
        return readings_of(self.record.rows(where, NEEDED, most, parts=list(stretch.parts)))

    def statements(self, party: str = "", claimant: str = "") -> tuple[pd.DataFrame, pd.DataFrame]:
        """Read the statements of a claimant, or of everybody, and what became of their claims, piece by piece."""
        claims: list[pd.DataFrame] = []
        told: list[pd.DataFrame] = []
        for stretch in stretches(self.record):
            found = slice_of(self.record, stretch, self.selection.known_by)
            own = self._passing(found.own)
            own = own[(own["party"] == party) & (own["claimant"] == claimant)] if claimant else own
            claims.append(own[[*stored.ORDER, "statement_id", *SPEAKER]])
            told.append(outcomes(own, found.together))
            if sum(map(len, claims)) > self.record.most_whole:
                raise too_many(self.record.most_whole)
        every = pd.concat(claims)
        every = every.iloc[stored.order_of(every)]
        done = self._since_published(every, pd.concat(told, ignore_index=True))
        return statements_of(every, done), done

    def _since_published(self, claims: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
        """Count days from the first publication of any row of a statement, wherever that row lies."""
        ids = claims["statement_id"].reindex(told["claim_id"])
        published = self.record.first_published(ids.unique().tolist()).reindex(ids)
        days = (told["date"].to_numpy() - published.to_numpy()).astype("timedelta64[D]").astype("int64")
        return told.assign(days=days).sort_values("claim_id", kind="stable", ignore_index=True)


def added(counted: Sequence[Counted]) -> tuple[list[pd.DataFrame], pd.DataFrame]:
    """Add up what was counted of all stretches: tallies by party and by speaker, and denied concessions."""
    tallies = []
    for at, by in enumerate((PARTY, SPEAKER)):
        apart = tally_of_loose([one.loose[at] for one in counted], by)
        tallies.append(summed_tallies([*(one.tallies[at] for one in counted), apart], by))
    denied = pd.concat([one.denied for one in counted], ignore_index=True)
    return tallies, denied.sort_values(["date", "claim_id", "by"], ignore_index=True)
