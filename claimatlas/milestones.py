"""What belongs to a milestone: its claims, its districts, its days.

Comes in: a row of ``events.csv``, and claims. Goes out: fewer claims, P-codes, words.
Refuses to say what happened: a milestone is a place on the timeline, not a finding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from claimatlas.kinds import identifiers
from claimatlas.selection import long_day

NO_FINDING = "A milestone is a place on the timeline, not a finding. Where the sides differ, its text says so."


def claims_of(claims: pd.DataFrame, event: Mapping[Any, Any]) -> pd.DataFrame:
    """Keep the claims that a milestone names as support, and those that name it as theirs.

    Uses ``claim_id`` and ``event_id``. Columns, index values and order stay.
    """
    event_id = str(event["event_id"])
    belongs = (claims["event_id"] == event_id) | claims["claim_id"].isin(list(identifiers(event["claim_ids"])))
    return claims[belongs]


def first_days(events: pd.DataFrame) -> dict[str, dt.date]:
    """Return the first day of every milestone by its identifier."""
    return {str(event_id): day.date() for event_id, day in events["date"].items()}


def districts_of(event: Mapping[Any, Any]) -> list[str]:
    """Return the P-codes that a milestone names, in its order."""
    return list(identifiers(event["adm2_pcodes"]))


def days_of(event: Mapping[Any, Any]) -> str:
    """Write the days of a milestone: ``17 April 2016``, or a span."""
    begin, end = event["date"], event["date_end"]
    first = long_day(begin.date())
    return first if pd.isna(end) or end == begin else f"{first} to {long_day(end.date())}"
