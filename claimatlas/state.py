"""The status of each district on a day, exactly as the contract defines it.

Comes in: claims. Goes out: which of them are live, and one row per district.
Refuses to weigh claims, to count assessments, or to read silence as control.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.distinct import sort_keys
from claimatlas.selection import Selection, is_known_by, select

GROUND = frozenset(kind.value for kind in voc.GROUND_TYPES)
"""Claim types that are about ground."""
DECIDING = ("claim_id", "last_event_date", "reported_date", "camp", "beneficiary", "district")
"""Columns of live claims that decide the status of a district, and which claim is its latest."""
_BELLIGERENTS = tuple(camp.value for camp in voc.BELLIGERENTS)


def is_ground(claims: pd.DataFrame) -> pd.Series:
    """Whether each claim is about ground, has a district and has a beneficiary; bool on the index of ``claims``."""
    return claims["claim_type"].isin(GROUND) & (claims["beneficiary"] != "") & (claims["district"] != "")


def is_in_window(claims: pd.DataFrame, on: dt.date, window: int | None) -> pd.Series:
    """Whether each claim is about an event in the ``window`` days up to ``on``.

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
    Series
        bool, on the index of ``claims``.
    """
    inside = claims["event_date"] <= pd.Timestamp(on)
    if window is not None:
        inside &= claims["last_event_date"] > pd.Timestamp(on) - pd.Timedelta(days=window)
    return inside


def is_fine(claims: pd.DataFrame, window: int | None) -> pd.Series:
    """Whether each claim's day is known at least as finely as the window is wide; bool on the index of ``claims``."""
    if window is None:
        return pd.Series(data=True, index=claims.index)
    return claims["span_days"] <= window


def live_claims(claims: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Keep the claims that decide the status of a district on ``selection.on``.

    These are ground claims with a district and a beneficiary, about events in the window, published by ``known_by``,
    whose day is known at least as finely as the window is wide. Filters of the selection are not applied here.
    """
    return claims[_is_near(claims, selection) & is_fine(claims, selection.window)]


def coarse_claims(claims: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Keep the claims that are not live only because their day is known less finely than the window is wide."""
    return claims[_is_near(claims, selection) & ~is_fine(claims, selection.window)]


def _is_near(claims: pd.DataFrame, selection: Selection) -> pd.Series:
    inside = is_in_window(claims, selection.on, selection.window)
    return is_ground(claims) & inside & is_known_by(claims, selection.known_by)


def assessments(claims: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Keep third parties' judgements of control: what lies over a map of the day and never decides a status.

    These are claims of type ``assessment`` about events in the window, published by ``known_by``, whose day is known at
    least as finely as the window is wide; with or without a district. Filters of the selection are not applied here.
    """
    inside = is_in_window(claims, selection.on, selection.window) & is_fine(claims, selection.window)
    return claims[is_assessment(claims) & inside & is_known_by(claims, selection.known_by)]


def is_assessment(claims: pd.DataFrame) -> pd.Series:
    """Whether each claim is a third party's judgement of control; bool on the index of ``claims``."""
    return claims["claim_type"] == voc.ClaimType.ASSESSMENT.value


def is_conceded(claims: pd.DataFrame) -> pd.Series:
    """Whether each claim was made by a belligerent camp against its own interest; an observer never concedes.

    Returns
    -------
    Series
        bool, named ``conceded``, on the index of ``claims``. Uses ``camp`` and ``beneficiary``.
    """
    against = claims["camp"].isin(_BELLIGERENTS) & (claims["beneficiary"] != "")
    return (against & (claims["camp"] != claims["beneficiary"])).rename("conceded")


def freshness(latest: pd.Series, on: dt.date) -> pd.Series:
    """Say how old the latest live claim of each district is on a day.

    Parameters
    ----------
    latest : Series
        Days, NaT where there is none: ``latest_event_date`` of ``states_of``.
    on : date
        Day shown; a claim about days after it is fresh.

    Returns
    -------
    Series
        Code of ``Freshness``, empty text where there is no claim; on the index of ``latest``.
    """
    days = latest.to_numpy()
    age = (np.datetime64(on, "D") - days).astype("timedelta64[D]").astype(np.int64)
    steps = {step.value: step.days for step in voc.Freshness if step.days is not None}
    codes = np.select([age <= most for most in steps.values()], list(steps), voc.Freshness.STALE.value)
    return pd.Series(np.where(np.isnat(days), "", codes), index=latest.index, dtype="str")


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
    return states_of(live_claims(select(claims, selection), selection), pcodes)


def states_of(live: pd.DataFrame, pcodes: Iterable[str]) -> pd.DataFrame:
    """Work out the status of every district from ``DECIDING`` of its live claims; columns as in ``district_states``."""
    days = (live[name].to_numpy() for name in ("reported_date", "last_event_date"))
    order = np.lexsort((*sort_keys(live["claim_id"]), *days))
    said = (live[name].take(order).tolist() for name in ("claim_id", "district", "beneficiary"))
    claim_ids: dict[tuple[str, str], list[str]] = {}
    latest: dict[str, int] = {}
    # One walk over lists: grouping so few rows costs a frame many times as much.
    for place, (claim_id, district, beneficiary) in enumerate(zip(*said, strict=True)):
        claim_ids.setdefault((district, beneficiary), []).append(claim_id)
        latest[district] = place
    by_camp = {pcode: _by_camp(pcode, claim_ids) for pcode in pcodes}
    spoken = [pcode for pcode in by_camp if pcode in latest]
    last = live.take(order[[latest[pcode] for pcode in spoken]])
    latest_ids, conceded = (
        dict(zip(spoken, column, strict=True)) for column in (last["claim_id"].tolist(), is_conceded(last).tolist())
    )
    said_days = last["last_event_date"].to_numpy()
    latest_days = np.full(len(by_camp), np.datetime64("NaT"), dtype=said_days.dtype)
    latest_days[[pcode in latest for pcode in by_camp]] = said_days
    return pd.DataFrame(
        {
            "status": [_status(found) for found in by_camp.values()],
            "conceded": [bool(found) and conceded[pcode] for pcode, found in by_camp.items()],
            "latest_claim_id": pd.array([latest_ids.get(pcode, "") for pcode in by_camp], dtype="str"),
            "latest_event_date": latest_days,
            "claim_ids": list(by_camp.values()),
        },
        index=pd.Index(by_camp, name="adm2_pcode"),
    )


def _by_camp(pcode: str, claim_ids: Mapping[Any, list[str]]) -> dict[str, list[str]]:
    return {camp: claim_ids[pcode, camp] for camp in _BELLIGERENTS if (pcode, camp) in claim_ids}


def _status(claim_ids: Mapping[str, list[str]]) -> str:
    if not claim_ids:
        return voc.Status.NO_REPORT.value
    return next(iter(claim_ids)) if len(claim_ids) == 1 else voc.Status.CONTESTED.value
