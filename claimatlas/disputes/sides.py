"""Whose claims a dispute sets against each other, and who concedes what the own side denies.

Comes in: claims and the disputes found among them. Goes out: for each dispute its two speakers' camps and, within one
camp, which claim concedes.
Refuses to say who is right: conceding is a claim as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.disputes import Between, Rule, find_disputes
from claimatlas.distinct import is_one_of
from claimatlas.kinds import identifiers
from claimatlas.state import is_conceded

_GROUND = [kind.value for kind in voc.GROUND_TYPES]
_PLACE = {camp: place for place, camp in enumerate(voc.ACROSS)}
"""Where a camp stands when two are opposed, from left to right."""


def opposed(claims: pd.DataFrame, disputes: pd.DataFrame) -> pd.DataFrame:
    """Say how the two claims of each dispute stand to each other.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record`` with every claim of the disputes; uses ``claim_id``, ``camp``, ``claim_type``,
        ``beneficiary`` and ``counters``.
    disputes : DataFrame
        Rows of ``find_disputes``; uses ``claim_ids``.

    Returns
    -------
    DataFrame
        On the index of ``disputes``. Columns: ``left`` and ``right`` (claim ids: the first camp left, the second
        right, observers right of either; of one camp the claim published earlier left); ``camp`` and ``other_camp``
        (of both); ``conceding`` and ``denying`` (claim ids where both speak for one fighting camp and one of them
        alone gives ground to another camp, else empty text); ``is_named`` (bool: whether the denying claim names the
        conceding one, and not only the other way round).
    """
    involved = {key for pair in disputes["claim_ids"] for key in pair}
    about = claims[is_one_of(claims["claim_id"], pd.Series(sorted(involved), dtype="str"))]
    consulted = about.assign(concedes=_concedes(about))[list(_CONSULTED)]
    rows = {row["claim_id"]: row for row in consulted.to_dict("records")}
    pairs = [_pair(*(rows[key] for key in ids)) for ids in disputes["claim_ids"]]
    return pd.DataFrame(pairs, index=disputes.index, columns=list(_COLUMNS)).astype(_COLUMNS)


def concessions(
    claims: pd.DataFrame, about: pd.Series | None = None, linked: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find disputes within one camp of which one claim alone gives ground to another camp.

    By the other rules than ``explicit_counter`` two claims of one camp give ground to the same side, so that both
    concede or neither.

    Parameters
    ----------
    claims, about
        As for ``find_disputes``.
    linked : DataFrame, optional
        Those among which the disputes are found, where not every link of ``claims`` is meant.

    Returns
    -------
    DataFrame
        Rows of ``find_disputes`` with what ``opposed`` says of them.
    """
    # One claim of each pair concedes, so that the pairs of all others need not be found.
    among = claims if linked is None else linked
    found = find_disputes(among, _concedes(among), (Rule.EXPLICIT_COUNTER,), Between.ONE_SIDE)
    if about is not None:
        meant = set(claims["claim_id"][about.loc[claims.index]])
        # As a column of truths even when there are none: a bare empty list would mean no columns.
        is_meant = pd.Series([not meant.isdisjoint(pair) for pair in found["claim_ids"]], found.index, dtype=bool)
        found = found[is_meant].reset_index(drop=True)
    together = found.join(opposed(claims, found))
    return together[together["conceding"] != ""]


def _concedes(claims: pd.DataFrame) -> pd.Series:
    return is_conceded(claims) & claims["claim_type"].isin(_GROUND)


_CONSULTED = ("claim_id", "camp", "counters", "concedes")
_COLUMNS = dict.fromkeys(("left", "right", "camp", "other_camp", "conceding", "denying"), "str") | {"is_named": "bool"}


def _pair(earlier: Mapping[Any, Any], later: Mapping[Any, Any]) -> tuple[Any, ...]:
    left, right = sorted((earlier, later), key=lambda claim: _PLACE[voc.Camp(claim["camp"])])
    ends = (left["claim_id"], right["claim_id"], left["camp"], right["camp"])
    if left["camp"] != right["camp"] or left["concedes"] == right["concedes"]:
        return (*ends, "", "", False)
    conceding, denying = (left, right) if left["concedes"] else (right, left)
    is_named = conceding["claim_id"] in identifiers(denying["counters"])
    return (*ends, conceding["claim_id"], denying["claim_id"], is_named)
