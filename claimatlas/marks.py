"""What stands at the middle of a district: approaches, assessments, who speaks of it, milestones of the day.

Comes in: claims and milestones. Goes out: marks of codes and numbers.
Refuses a claim's words, and to let any mark change a status.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.distinct import sort_keys
from claimatlas.kinds import identifiers


@dataclass(frozen=True)
class Arrow:
    """A side from which forces are said to approach a district's centre."""

    district: str
    """P-code."""
    approach: str
    """Code of ``Approach``."""
    camp: str
    """Camp the claim benefits; empty text when it names none."""
    claim_ids: tuple[str, ...]
    """Claims that say so."""


@dataclass(frozen=True)
class Assessment:
    """What third parties judge of who controls or influences a district; never part of its status."""

    district: str
    """P-code."""
    camp: str
    """Camp they name; empty text when they name none."""
    claim_ids: tuple[str, ...]
    """Claims that say so."""


@dataclass(frozen=True)
class Disc:
    """How many claims about a district each camp made."""

    district: str
    """P-code."""
    counts: Mapping[str, int]
    """Claims by code of ``Camp`` of the speaker, in the order of the vocabulary; no camp without a claim."""

    @property
    def total(self) -> int:
        """Claims of all camps."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Milestone:
    """What the timeline names in a district on the day."""

    district: str
    """P-code."""
    kind: str
    """Code of ``EventKind``."""
    event_id: str
    """Milestone."""


def arrows(claims: pd.DataFrame) -> tuple[Arrow, ...]:
    """Return the approaches that claims name, ordered by district, side and camp; a claim without a district has none.

    Uses ``approach``, ``district`` and ``beneficiary``.
    """
    named = claims[(claims["approach"] != "") & (claims["district"] != "")]
    said = _sayers(named, "district", "approach", "beneficiary")
    return tuple(Arrow(district, approach, camp, ids) for (district, approach, camp), ids in said)


def assessments(judgements: pd.DataFrame) -> tuple[Assessment, ...]:
    """Return one mark for each camp assessed in a district, ordered by district and camp.

    Parameters
    ----------
    judgements : DataFrame
        What ``state.assessments`` gave. Uses ``district`` and ``beneficiary``.
    """
    placed = judgements[judgements["district"] != ""]
    return tuple(
        Assessment(district, camp, ids) for (district, camp), ids in _sayers(placed, "district", "beneficiary")
    )


def _sayers(claims: pd.DataFrame, *columns: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return what some columns say, in its order, each with the claims that say so, in theirs."""
    sayers: dict[tuple[str, ...], list[str]] = {}
    rows = zip(*(claims[name].tolist() for name in columns), strict=True)
    for claim_id, said in zip(claims.index.tolist(), rows, strict=True):
        sayers.setdefault(said, []).append(claim_id)
    return [(said, tuple(sayers[said])) for said in sorted(sayers)]


def latest_by_camp(claims: pd.DataFrame) -> pd.DataFrame:
    """Find the latest claim of each camp about each district, and how many the camp made.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record``, in any order; those without a district are left out. Uses ``district``, ``camp``,
        ``party``, ``claim_type``, ``last_event_date`` and ``reported_date``.

    Returns
    -------
    DataFrame
        Index ``district``, ``camp`` (in the order of ``Camp``); columns ``claims`` (int64), ``claim_id``, ``party``,
        ``claim_type`` and ``last_event_date`` of the latest: greatest last event day, then publication, then claim_id.
    """
    named = ["claim_id", "last_event_date", "reported_date", "district", "camp", "party", "claim_type"]
    placed = claims[named].take(np.flatnonzero((claims["district"] != "").to_numpy()))
    # Numbers are sorted many times as fast as texts, and few rows are walked over many times as fast as grouped.
    days = (placed[name].to_numpy() for name in ("reported_date", "last_event_date"))
    order = np.lexsort((*sort_keys(placed["claim_id"]), *days))
    counts: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], int] = {}
    who = zip(*(placed[name].take(order).tolist() for name in ("district", "camp")), strict=True)
    for position, said in zip(order.tolist(), who, strict=True):
        counts[said] += 1
        last[said] = position
    camps = [camp.value for camp in voc.Camp]
    found = sorted(last, key=lambda said: (said[0], camps.index(said[1])))
    latest = placed[["claim_id", "party", "claim_type", "last_event_date"]].take([last[said] for said in found])
    speakers = pd.Categorical([camp for _, camp in found], categories=camps)
    index = pd.MultiIndex.from_arrays(
        [pd.array([district for district, _ in found], dtype="str"), speakers], names=["district", "camp"]
    )
    latest.index = index
    latest.insert(0, "claims", np.array([counts[said] for said in found], dtype=np.int64))
    return latest


def discs(latest: pd.DataFrame) -> tuple[Disc, ...]:
    """Return one disc for each district that somebody speaks of, in the order of what ``latest_by_camp`` gave."""
    counts: dict[str, dict[str, int]] = {}
    districts, camps = (latest.index.get_level_values(level) for level in ("district", "camp"))
    for district, camp, number in zip(districts, camps, latest["claims"], strict=True):
        counts.setdefault(str(district), {})[str(camp)] = int(number)
    return tuple(Disc(district, by_camp) for district, by_camp in counts.items())


def most_claims(claims: pd.DataFrame, window: int | None) -> int:
    """Return the most claims that any district has in any window of the record: what the largest disc stands for.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record``. Uses ``district``, ``event_date`` and ``last_event_date``.
    window : int or None
        Days; None has no lower limit.

    Returns
    -------
    int
        0 where no claim names a district.
    """
    placed = claims[claims["district"] != ""]
    if window is None:
        return int(placed.groupby("district").size().max()) if len(placed) else 0
    most = 0
    for _, rows in placed.groupby("district"):
        begins, ends = np.sort(rows["event_date"].to_numpy()), np.sort(rows["last_event_date"].to_numpy())
        # A window is fullest on a day on which a claim begins.
        begun = np.searchsorted(begins, begins, side="right")
        over = np.searchsorted(ends, begins - np.timedelta64(window, "D"), side="right")
        most = max(most, int((begun - over).max()))
    return most


def milestones(events: pd.DataFrame, on: dt.date) -> tuple[Milestone, ...]:
    """Return the milestones of a day, one for each of their districts, ordered by district and identifier.

    Parameters
    ----------
    events : DataFrame
        Milestones of a ``Record``. Uses ``date``, ``date_end``, ``kind`` and ``adm2_pcodes``.
    on : date
        A milestone of several days is one of each of them.
    """
    today = events_on(events, on)
    rows = zip(today.index, today["kind"], today["adm2_pcodes"], strict=True)
    found = [
        Milestone(district, str(kind), str(event_id))
        for event_id, kind, pcodes in rows
        for district in identifiers(pcodes)
    ]
    return tuple(sorted(found, key=lambda mark: (mark.district, mark.event_id)))


def events_on(events: pd.DataFrame, on: dt.date) -> pd.DataFrame:
    """Keep the milestones that a day belongs to; columns and order stay."""
    day, first, last = np.datetime64(on, "D"), events["date"].to_numpy(), events["date_end"].to_numpy()
    return events[(first <= day) & (np.where(np.isnat(last), first, last) >= day)]
