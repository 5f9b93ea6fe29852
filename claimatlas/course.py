"""The status of one district through all its days, worked out from the days on which it changes.

Comes in: claims, a selection, a district and the days of interest. Goes out: stretches of days that say the same.
Refuses to ask for each day, to leave a day out, and to say anything else than ``state.district_states`` says.
"""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.selection import Selection, select
from claimatlas.state import is_conceded, is_fine, is_ground

Numbers: TypeAlias = npt.NDArray[np.int64]

_CAMPS = tuple(camp.value for camp in voc.BELLIGERENTS)
_NEVER = 10**9  # days after 1970: later than any day of the contract


def course(claims: pd.DataFrame, selection: Selection, pcode: str, first: dt.date, last: dt.date) -> pd.DataFrame:
    """Follow the status of a district from day to day.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record``, in any order; the filters of ``selection`` are applied.
    selection : Selection
        Filters, window and knowledge clock; its day decides nothing here.
    pcode : str
        District.
    first, last : date
        Days of interest, inclusive. ``last`` before ``first`` gives no row.

    Returns
    -------
    DataFrame
        One row per stretch of days with the same live claims, in time order and without gaps. Columns ``first_day``
        and ``last_day`` (datetime64, inclusive); ``status`` (code of ``Status``); ``camps`` (tuple: beneficiaries of
        its live claims, in the order of ``BELLIGERENTS``); one column for each code of ``BELLIGERENTS`` (int: live
        claims by beneficiary); ``claim_count`` (int: their sum); ``begun_count`` (int: claims that are live from the
        first day of the stretch on); ``conceded``, ``latest_claim_id`` and
        ``latest_event_date`` as in ``state.district_states``.

    Notes
    -----
    With a window of W days a claim is live from its ``event_date`` to ``last_event_date + W - 1``. Whatever ends last
    began with the latest claim: so the latest of all claims begun is live as long as any is.
    """
    deciding = _deciding(claims, selection, pcode)
    begins, ends = _numbers(deciding["event_date"]), _ends(deciding, selection.window)
    low, high = _number(first), _number(last)
    turns = np.unique(np.concatenate([np.array([low]), begins, ends + 1]))
    turns = turns[(turns >= low) & (turns <= high)]
    beneficiary = deciding["beneficiary"].to_numpy()
    counts = {camp: _live_on(turns, begins[beneficiary == camp], ends[beneficiary == camp]) for camp in _CAMPS}
    live = np.sum(list(counts.values()), axis=0)
    started = np.sort(begins)
    present = np.stack([counts[camp] > 0 for camp in _CAMPS], axis=1)
    camps = [tuple(camp for camp, is_there in zip(_CAMPS, row, strict=True) if is_there) for row in present]
    rows = pd.DataFrame(
        {
            "first_day": _days(turns),
            "last_day": _days(np.append(turns[1:] - 1, [high] * (len(turns) > 0))),
            "status": pd.Series([_status(found) for found in camps], dtype="str"),
            "camps": pd.Series(camps, dtype="object"),
            **counts,
            "claim_count": live,
            "begun_count": np.searchsorted(started, turns, "right") - np.searchsorted(started, turns, "left"),
        }
    )
    return rows.join(_latest(deciding, begins, turns, live > 0))


def _deciding(claims: pd.DataFrame, selection: Selection, pcode: str) -> pd.DataFrame:
    """Claims of the district that are live on some day, sorted from the earliest to the latest."""
    here = select(claims[claims["district"] == pcode], selection)
    order = ["last_event_date", "reported_date", "claim_id"]
    return here[is_ground(here) & is_fine(here, selection.window)].sort_values(order)


def _ends(deciding: pd.DataFrame, window: int | None) -> Numbers:
    if window is None:
        return np.full(len(deciding), _NEVER, dtype=np.int64)
    return _numbers(deciding["last_event_date"]) + window - 1


def _live_on(turns: Numbers, begins: Numbers, ends: Numbers) -> Numbers:
    """Count the claims that have begun and not ended on each day."""
    begun, ended = np.searchsorted(np.sort(begins), turns, "right"), np.searchsorted(np.sort(ends), turns, "left")
    live: Numbers = (begun - ended).astype(np.int64)
    return live


def _latest(deciding: pd.DataFrame, begins: Numbers, turns: Numbers, is_live: npt.NDArray[np.bool_]) -> pd.DataFrame:
    by_begin = np.argsort(begins, kind="stable")
    # Claims are sorted, so the place of a claim is its rank.
    latest_so_far = np.maximum.accumulate(by_begin)
    begun = np.searchsorted(begins[by_begin], turns, "right")
    found = deciding.iloc[latest_so_far[begun[is_live] - 1]]
    stretches = np.flatnonzero(is_live)
    chosen = pd.DataFrame(
        {
            "conceded": is_conceded(found).to_numpy(),
            "latest_claim_id": found["claim_id"].to_numpy(),
            "latest_event_date": found["last_event_date"].to_numpy(),
        },
        index=stretches,
    ).reindex(range(len(turns)))
    return chosen.assign(
        conceded=chosen["conceded"].eq(other=True),
        latest_claim_id=chosen["latest_claim_id"].fillna("").astype("str"),
    )


def _status(camps: tuple[str, ...]) -> str:
    if not camps:
        return voc.Status.NO_REPORT.value
    return camps[0] if len(camps) == 1 else voc.Status.CONTESTED.value


def runs(course: pd.DataFrame) -> pd.DataFrame:
    """Join neighbouring stretches of a course in which the same camps have live claims.

    Returns
    -------
    DataFrame
        In time order and without gaps. Columns ``first_day``, ``last_day``, ``status``, ``camps``; ``claim_count``
        (int: different claims that are live on any of these days); ``conceded_days`` (int: days on which the latest
        live claim goes against its speaker's own side).
    """
    run = (course["camps"] != course["camps"].shift()).cumsum()
    is_first = run != run.shift()
    days = (course["last_day"] - course["first_day"]).dt.days + 1
    counted = course.assign(
        claim_count=course["claim_count"].where(is_first, course["begun_count"]),
        conceded_days=days.where(course["conceded"], 0),
    ).groupby(run, sort=False)
    joined = counted.agg(
        first_day=("first_day", "first"),
        last_day=("last_day", "last"),
        status=("status", "first"),
        camps=("camps", "first"),
        claim_count=("claim_count", "sum"),
        conceded_days=("conceded_days", "sum"),
    )
    return joined.reset_index(drop=True)


def clipped(course: pd.DataFrame, first: dt.date, last: dt.date) -> pd.DataFrame:
    """Cut a course down to some of its days: what ``course`` gives for these days alone.

    Parameters
    ----------
    course : DataFrame
        As ``course`` gives it.
    first, last : date
        Days of interest, inclusive, all of them days of ``course``.
    """
    low, high = pd.Timestamp(first), pd.Timestamp(last)
    kept = course[(course["last_day"] >= low) & (course["first_day"] <= high)].reset_index(drop=True)
    return kept.assign(
        # What began on an earlier day of a stretch did not begin on the first day that is left of it.
        begun_count=kept["begun_count"].where(kept["first_day"] >= low, 0),
        first_day=kept["first_day"].where(kept["first_day"] >= low, low),
        last_day=kept["last_day"].where(kept["last_day"] <= high, high),
    )


def spans(course: pd.DataFrame, is_meant: pd.Series) -> pd.DataFrame:
    """Join neighbouring stretches of a course that are meant.

    Parameters
    ----------
    course : DataFrame
        As ``course`` gives it.
    is_meant : Series
        bool on its index, as ``course[camp] > 0``.

    Returns
    -------
    DataFrame
        In time order. Columns ``first_day`` and ``last_day``; the days between two rows are not meant.
    """
    run = (is_meant != is_meant.shift()).cumsum()[is_meant]
    joined = (
        course[is_meant].groupby(run, sort=False).agg(first_day=("first_day", "first"), last_day=("last_day", "last"))
    )
    return joined.reset_index(drop=True)


def _number(day: dt.date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))


def _numbers(days: pd.Series) -> Numbers:
    numbers: Numbers = days.to_numpy().astype("datetime64[D]").astype(np.int64)
    return numbers


def _days(numbers: Numbers) -> pd.Series:
    return pd.Series(numbers.astype("datetime64[D]").astype("datetime64[s]"))
