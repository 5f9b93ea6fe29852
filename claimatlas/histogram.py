"""How many claims each day of a record has from each camp, and which days no claim is about.

Comes in: claims. Goes out: one row per day with claims, and the stretches of days without.
Refuses to count a claim twice, to spread it over several days, and to take a day that a longer claim covers for quiet.
"""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from claimatlas import vocabulary as voc

Numbers: TypeAlias = npt.NDArray[np.int64]

CAMPS = tuple(camp.value for camp in voc.Camp)
"""Columns of ``daily_counts``."""


def daily_counts(claims: pd.DataFrame) -> pd.DataFrame:
    """Count the claims of each camp that begin on each day.

    A claim counts once, on its ``event_date``, whatever its ``event_date_end`` and however coarsely its day is known:
    so that the sum of all rows is the number of claims. Which days a longer claim reaches into is said by
    ``quiet_stretches``; how many are coarse, by ``is_long_or_coarse``.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record``, in any order. Uses ``event_date`` and ``camp``.

    Returns
    -------
    DataFrame
        Index ``event_date`` (datetime64), ascending, without days that no claim begins on; one int64 column for each
        camp, in the order of ``Camp``. Empty for no claims.
    """
    codes = pd.Categorical(claims["camp"], categories=list(CAMPS)).codes.astype(np.int64)
    return first_days_by_camp(claims["event_date"].to_numpy().astype("datetime64[D]"), codes)


def first_days_by_camp(days: npt.NDArray[np.datetime64], camps: Numbers) -> pd.DataFrame:
    """Count as ``daily_counts`` does, from the first day of each claim and its camp's position in ``CAMPS``."""
    numbers = days.astype(np.int64)
    first = int(numbers.min(initial=_FARTHEST))
    cells = np.bincount((numbers - first) * len(CAMPS) + camps, minlength=len(CAMPS))
    counts = np.append(cells, np.zeros(-len(cells) % len(CAMPS), dtype=cells.dtype)).reshape(-1, len(CAMPS))
    spoken = np.flatnonzero(counts.any(axis=1))
    index = pd.Index(_days(first + spoken), name="event_date")
    return pd.DataFrame(counts[spoken].astype(np.int64), index=index, columns=list(CAMPS))


_FARTHEST = 2**31
"""A day that no claim begins on, in days since 1970."""


def is_long_or_coarse(claims: pd.DataFrame) -> pd.Series:
    """Whether each claim is about several days or its day is known less finely than a day; bool on the claims' index.

    Uses ``event_date``, ``last_event_date`` and ``span_days``. These are the claims of which a bar shows only the first
    day.
    """
    return (claims["last_event_date"] > claims["event_date"]) | (claims["span_days"] > 1)


def quiet_stretches(claims: pd.DataFrame, first: dt.date, last: dt.date) -> pd.DataFrame:
    """Find the stretches of days that no claim says anything about.

    A day inside a claim about several days is not quiet, though no claim begins on it. A quiet day is one without
    claims on record and nothing more: silence is not control, nor peace.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record``, in any order. Uses ``event_date`` and ``last_event_date``.
    first, last : date
        Days of interest, inclusive. ``last`` before ``first`` gives no row.

    Returns
    -------
    DataFrame
        Columns ``first_day`` and ``last_day`` (datetime64, inclusive), in time order; two stretches never touch.
    """
    low, high = _number(first), _number(last)
    order = np.argsort(_numbers(claims["event_date"]), kind="stable")
    begins = _numbers(claims["event_date"])[order]
    # The latest day that any claim begun so far reaches.
    reached = np.maximum.accumulate(_numbers(claims["last_event_date"])[order])
    after = np.maximum(np.concatenate([np.array([low], dtype=np.int64), reached + 1]), low)
    before = np.minimum(np.concatenate([begins - 1, np.array([high], dtype=np.int64)]), high)
    is_quiet = after <= before
    return pd.DataFrame({"first_day": _days(after[is_quiet]), "last_day": _days(before[is_quiet])})


def _number(day: dt.date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))


def _numbers(days: pd.Series) -> Numbers:
    numbers: Numbers = days.to_numpy().astype("datetime64[D]").astype(np.int64)
    return numbers


def _days(numbers: Numbers) -> npt.NDArray[np.datetime64]:
    return numbers.astype("datetime64[D]").astype("datetime64[s]")
