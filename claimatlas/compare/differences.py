"""Where two pictures differ, and why a claim that decides one has no part in the other.

Comes in: live claims of both pictures, a ``Selection``. Goes out: the districts that differ with the claims that make
the difference, reasons, and both in words.
Refuses to say which picture is right, and to take what was published later for what was wrong before.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from claimatlas.compare.sides import voice_name
from claimatlas.selection import Selection, is_known_by, long_day, select
from claimatlas.state import is_fine, is_in_window, states_of
from claimatlas.vocabulary import Absence, Difference


def differences(left: pd.DataFrame, right: pd.DataFrame, pcodes: Iterable[str]) -> pd.DataFrame:
    """Find the districts in which two pictures differ, and the claims that make the difference.

    Parameters
    ----------
    left, right : DataFrame
        Live claims of each picture; see ``state.live_claims``.
    pcodes : iterable of str
        Districts to compare.

    Returns
    -------
    DataFrame
        One row per district that differs, those with another status first, else in the order of ``pcodes``. Index
        ``adm2_pcode``; columns ``difference`` (code of ``Difference``), ``shared`` (tuple of the claims live in both)
        and for each side, with ``left_`` or ``right_`` before: ``status`` (code of ``Status``), ``conceded`` (bool),
        ``latest`` (claim), ``only`` (tuple of the claims live on this side alone) and ``turning`` (tuple of those among
        them for a camp that has no live claim on the other side). Claims stand by camp, earliest first.
    """
    districts = list(pcodes)
    pairs = zip(districts, _rows(left, districts), _rows(right, districts), strict=True)
    rows = {
        pcode: {
            "difference": _difference(one["claim_ids"], other["claim_ids"]),
            "shared": _common(one["claim_ids"], other["claim_ids"]),
            **_half("left", one, other),
            **_half("right", other, one),
        }
        for pcode, one, other in pairs
        if one["claim_ids"] != other["claim_ids"]
    }
    order = sorted(rows, key=lambda pcode: rows[pcode]["difference"] != Difference.STATUS.value)
    halves = [f"{side}_{name}" for side in ("left", "right") for name in _HALF]
    found = pd.DataFrame([rows[pcode] for pcode in order], columns=["difference", "shared", *halves])
    return found.set_index(pd.Index(order, name="adm2_pcode", dtype="str"))


_HALF = ("status", "conceded", "latest", "only", "turning")


def _rows(live: pd.DataFrame, districts: list[str]) -> list[dict[Hashable, Any]]:
    return states_of(live, districts).to_dict("records")


def _half(side: str, here: Mapping[Hashable, Any], there: Mapping[Hashable, Any]) -> dict[str, Any]:
    ids, others = here["claim_ids"], _all(there["claim_ids"])
    only = tuple(claim_id for claim_id in _all(ids) if claim_id not in set(others))
    turning = tuple(claim_id for camp in ids if camp not in there["claim_ids"] for claim_id in ids[camp])
    cells = (here["status"], bool(here["conceded"]), here["latest_claim_id"], only, turning)
    return {f"{side}_{name}": cell for name, cell in zip(_HALF, cells, strict=True)}


def _difference(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> str:
    return (Difference.CLAIMS if set(one) == set(other) else Difference.STATUS).value


def _common(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> tuple[str, ...]:
    others = set(_all(other))
    return tuple(claim_id for claim_id in _all(one) if claim_id in others)


def _all(claim_ids: Mapping[str, list[str]]) -> list[str]:
    return [claim_id for ids in claim_ids.values() for claim_id in ids]


def absences(claims: pd.DataFrame, there: Selection) -> pd.Series:
    """Say why claims have no part in another picture.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record`` that are in one picture.
    there : Selection
        The other picture.

    Returns
    -------
    Series
        Tuple of ``Absence`` for each claim, named ``absence``, on the index of ``claims``; empty for a claim that is in
        the other picture too, else every reason that holds.
    """
    not_yet = claims["event_date"] > pd.Timestamp(there.on)
    is_another = ~claims["party"].isin(there.parties) if there.parties else pd.Series(data=False, index=claims.index)
    passing = select(claims, replace(there, parties=(), known_by=None))
    holds = {
        Absence.PUBLISHED_LATER: ~is_known_by(claims, there.known_by),
        Absence.NOT_YET: not_yet,
        Absence.NO_LONGER: ~is_in_window(claims, there.on, there.window) & ~not_yet,
        Absence.TOO_COARSE: ~is_fine(claims, there.window),
        Absence.OTHER_PARTY: is_another,
        Absence.FILTERED: ~claims.index.isin(passing.index),
    }
    table = zip(*holds.values(), strict=True)
    reasons = [tuple(why for why, is_so in zip(holds, row, strict=True) if is_so) for row in table]
    return pd.Series(reasons, index=claims.index, name="absence", dtype="object")


def absence_words(claim: Mapping[str, Any], reasons: Sequence[Absence], there: Selection) -> str:
    """Say in words why a claim has no part in another picture: ``published 3 days later, on 1 October 2015``."""
    return "; ".join(_why(claim, reason, there) for reason in reasons)


def _why(claim: Mapping[str, Any], reason: Absence, there: Selection) -> str:
    if reason is Absence.PUBLISHED_LATER and there.known_by:
        days = (claim["reported_date"] - pd.Timestamp(there.known_by)).days
        return f"published {days:,} day{'' if days == 1 else 's'} later, on {long_day(claim['reported_date'].date())}"
    if reason is Absence.NOT_YET:
        return f"about days after {long_day(there.on)}"
    if reason is Absence.NO_LONGER:
        return f"about days before the {there.window} days up to {long_day(there.on)}"
    if reason is Absence.TOO_COARSE:
        return f"its day is known less finely than the window of {there.window} days"
    return f"made by {voice_name(claim['party'])}" if reason is Absence.OTHER_PARTY else "left out by the filters"


def summary(found: pd.DataFrame, district_count: int) -> str:
    """Say in words how many districts differ, and how many claims are live in one picture alone.

    Parameters
    ----------
    found : DataFrame
        From ``differences``.
    district_count : int
        Districts that were compared.
    """
    if found.empty:
        return f"Nothing differs: in all {district_count} districts the same claims are live in both pictures."
    status = int((found["difference"] == Difference.STATUS.value).sum())
    only = [int(found[f"{side}_only"].map(len).sum()) for side in ("left", "right")]
    return (
        f"{len(found)} of {district_count} districts differ: in {status or 'none'} the status differs, in "
        f"{len(found) - status or 'none'} the status is the same and other claims are live. "
        f"The other {district_count - len(found)} do not differ. "
        f"Claims live in the left picture alone: {only[0]:,}; in the right picture alone: {only[1]:,}."
    )
