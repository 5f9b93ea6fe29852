"""The status of each district on a day, exactly as the contract defines it.

Comes in: claims. Goes out: which of them are live, and one row per district.
Refuses to weigh claims, to count assessments, or to read silence as control.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.selection import Selection, known_by, select

_GROUND = frozenset(kind.value for kind in voc.GROUND_TYPES)
_BELLIGERENTS = tuple(camp.value for camp in voc.BELLIGERENTS)


def ground_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """Keep the ground claims that have a district and a beneficiary; columns, index values and order stay."""
    return claims[claims["claim_type"].isin(_GROUND) & (claims["beneficiary"] != "") & (claims["district"] != "")]


def in_window(claims: pd.DataFrame, on: dt.date, window: int | None) -> pd.DataFrame:
    """Keep the claims about events in the ``window`` days up to ``on``.

    Parameters
    ----------
    claims : DataFrame
        Uses ``event_date`` and ``last_event_date``.
    on : date
        Last day, inclusive.
    window : int or None
        Days; a claim counts when its last event day is after ``on - window``. None has no lower limit.

    Returns
    -------
    DataFrame
        Same columns, index values and order; may be empty.
    """
    keep = claims["event_date"] <= pd.Timestamp(on)
    if window is not None:
        keep &= claims["last_event_date"] > pd.Timestamp(on) - pd.Timedelta(days=window)
    return claims[keep]


def _is_fine(claims: pd.DataFrame, window: int | None) -> pd.Series:
    """Whether a claim's day is known at least as finely as the window is wide."""
    if window is None:
        return pd.Series(data=True, index=claims.index)
    return claims["span_days"] <= window


def live_claims(claims: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Keep the claims that decide the status of a district on ``selection.on``.

    These are ground claims with a district and a beneficiary, about events in the window, published by ``known_by``,
    whose day is known at least as finely as the window is wide. Filters of the selection are not applied here.
    """
    near = _near(claims, selection)
    return near[_is_fine(near, selection.window)]


def coarse_claims(claims: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Keep the claims that are not live only because their day is known less finely than the window is wide."""
    near = _near(claims, selection)
    return near[~_is_fine(near, selection.window)]


def _near(claims: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    known = known_by(ground_claims(claims), selection.known_by)
    return in_window(known, selection.on, selection.window)


def is_conceded(claims: pd.DataFrame) -> pd.Series:
    """Whether each claim was made by a belligerent camp against its own interest; an observer never concedes.

    Returns
    -------
    Series
        bool, named ``conceded``, on the index of ``claims``. Uses ``camp`` and ``beneficiary``.
    """
    against = claims["camp"].isin(_BELLIGERENTS) & (claims["beneficiary"] != "")
    return (against & (claims["camp"] != claims["beneficiary"])).rename("conceded")


def district_states(claims: pd.DataFrame, selection: Selection, pcodes: Iterable[str]) -> pd.DataFrame:
    """Work out the status of every district on a day.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record``; the filters of ``selection`` are applied.
    selection : Selection
        Filters, day, window and knowledge clock.
    pcodes : iterable of str
        Districts to answer for, in the order wanted.

    Returns
    -------
    DataFrame
        Index ``adm2_pcode``; columns ``status`` (code of ``Status``), ``conceded`` (bool: whether the latest live claim
        was made against its speaker's own interest), ``latest_claim_id`` (empty text when there is none),
        ``latest_event_date`` (datetime64, NaT when there is none) and ``claim_ids`` (dict: beneficiary to the list of
        its live claims, earliest first).
    """
    order = ["last_event_date", "reported_date", "claim_id"]
    live = live_claims(select(claims, selection), selection).sort_values(order)
    live = live.assign(conceded=is_conceded(live))
    by_district = dict(iter(live.groupby("district", sort=False)))
    rows = [_one_state(pcode, by_district.get(pcode)) for pcode in pcodes]
    states = pd.DataFrame(rows, columns=["adm2_pcode", *_STATE_COLUMNS]).set_index("adm2_pcode")
    states["latest_event_date"] = pd.to_datetime(states["latest_event_date"]).astype("datetime64[s]")
    return states


_STATE_COLUMNS = ("status", "conceded", "latest_claim_id", "latest_event_date", "claim_ids")


def _one_state(
    pcode: str, live: pd.DataFrame | None
) -> tuple[str, str, bool, str, pd.Timestamp | None, dict[str, list[str]]]:
    if live is None:
        return pcode, voc.Status.NO_REPORT.value, False, "", None, {}
    claim_ids = {
        camp: live.index[live["beneficiary"] == camp].tolist()
        for camp in _BELLIGERENTS
        if (live["beneficiary"] == camp).any()
    }
    status = next(iter(claim_ids)) if len(claim_ids) == 1 else voc.Status.CONTESTED.value
    latest = live.iloc[-1]
    return pcode, status, bool(latest["conceded"]), str(latest["claim_id"]), latest["last_event_date"], claim_ids
