"""The days on which a record has claims.

Comes in: claims and a day. Goes out: the nearest day with claims before or after it.
Refuses to count a day as quiet: a day without claims is only a day without claims on record.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd


def day_before(claims: pd.DataFrame, day: dt.date) -> dt.date | None:
    """Return the last ``event_date`` before ``day``; None when there is none."""
    days = claims["event_date"]
    return _date(days[days < pd.Timestamp(day)].max())


def day_after(claims: pd.DataFrame, day: dt.date) -> dt.date | None:
    """Return the first ``event_date`` after ``day``; None when there is none."""
    days = claims["event_date"]
    return _date(days[days > pd.Timestamp(day)].min())


def _date(moment: pd.Timestamp) -> dt.date | None:
    return None if pd.isna(moment) else moment.date()
