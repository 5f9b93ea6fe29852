"""Disputes: pairs of claims that do not go together, each with the rule that sets them against each other.

Comes in: claims. Goes out: pairs, or their numbers by group and one group's pairs page by page.
Refuses to say who is right, and to write out every pair of a busy day in order to count them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from claimatlas.disputes.blocks import Blocks, ordered_camps
from claimatlas.disputes.figures import count_pairs
from claimatlas.disputes.rules import CONSULTED, DAYS_APART, blocks_of, counting_claims
from claimatlas.vocabulary import Between, Camp, Rule

__all__ = [
    "Between",
    "Group",
    "Rule",
    "count_by_camps",
    "count_disputes",
    "find_dispute",
    "find_disputes",
    "list_group",
    "no_disputes",
    "summed_counts",
]

_LISTED = {
    "rule": "str",
    "claim_ids": "object",
    "adm2_pcode": "str",
    "event_id": "str",
    "event_date": "datetime64[s]",
    "dispute_id": "str",
}
_GROUP = ["rule", "adm2_pcode", "event_id", "event_date"]
_CAMPS = ["camp", "other_camp"]
_KINDS = _LISTED | dict.fromkeys(_CAMPS, "str") | {"dispute_count": "int64"}
_RANK = {rule.value: rank for rank, rule in enumerate(Rule)}
_CAMP_RANK = {camp.value: rank for rank, camp in enumerate(Camp)}


@dataclass(frozen=True)
class Group:
    """Disputes that are counted together: of one rule, in one district, about one milestone or else of one day."""

    rule: str
    """Code of ``Rule``."""
    adm2_pcode: str
    """District; empty text for claims that do not name the same one."""
    event_id: str
    """Milestone; empty text for claims that do not belong to the same one."""
    day: dt.date | None = None
    """Day where there is no milestone, else None."""


def find_disputes(
    claims: pd.DataFrame,
    about: pd.Series | None = None,
    rules: tuple[Rule, ...] = tuple(Rule),
    between: Between = Between.ANYONE,
) -> pd.DataFrame:
    """Find every dispute among claims.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record`` as far as they were known, in any order.
    about : Series, optional
        bool on the index of ``claims``: only pairs of which at least one claim is meant. By default every pair.
    rules : tuple of Rule
        Rules to look by.
    between : Between, optional
        Whose claims the pairs set against each other; by default anyone's.

    Returns
    -------
    DataFrame
        One row per rule and pair, sorted by day, district, rule and claims. Columns: ``rule`` (code);
        ``claim_ids`` (tuple of two, the claim published earlier first, then by identifier); ``adm2_pcode`` and
        ``event_id`` (empty text unless both claims name the same one); ``event_date`` (the later of the two first
        event days: on the days before it only one of the claims is about something that had happened); ``dispute_id``
        (made of the rule and both identifiers, so the same on every run).
    """
    ordered = _numbered(claims, about).sort_values("claim_id", ignore_index=True)
    ordered["row"] = ordered.index
    pages = [_listed(ordered, rule, blocks) for rule in rules for blocks in blocks_of(ordered, rule, between)]
    return _sorted(_together(pages, _LISTED), ["event_date", "adm2_pcode", "rule", "claim_ids"])


def no_disputes() -> pd.DataFrame:
    """Return no dispute, with the columns of ``find_disputes``."""
    return _together([], _LISTED)


def find_dispute(claims: pd.DataFrame, dispute_id: str) -> pd.DataFrame:
    """Return the dispute of that identifier as one row of ``find_disputes``; no row when there is none."""
    rule, *pair = dispute_id.split(".")
    wanted = tuple(known for known in Rule if known.value == rule)
    found = find_disputes(claims[claims["claim_id"].isin(pair)], rules=wanted)
    return found[found["dispute_id"] == dispute_id]


def count_disputes(claims: pd.DataFrame, about: pd.Series | None = None) -> pd.DataFrame:
    """Count the disputes of every group without listing a pair.

    Parameters
    ----------
    claims, about
        As for ``find_disputes``.

    Returns
    -------
    DataFrame
        One row per group with a dispute, in the order of the rules, then of district, milestone and day. Columns
        ``rule``, ``adm2_pcode``, ``event_id``, ``event_date`` (NaT where there is a milestone) and ``dispute_count``;
        the counts add up to the rows of ``find_disputes``.
    """
    return _count(claims, about, _GROUP)


def count_by_camps(
    claims: pd.DataFrame, about: pd.Series | None = None, rules: tuple[Rule, ...] = tuple(Rule)
) -> pd.DataFrame:
    """Count the disputes of every group by the camps that they set against each other, without listing a pair.

    Parameters
    ----------
    claims, about, rules
        As for ``find_disputes``.

    Returns
    -------
    DataFrame
        The rows of ``count_disputes``, each split by ``camp`` and ``other_camp``: codes of ``Camp`` of both speakers,
        the one that stands first in the vocabulary first. They are the same where a camp contradicts itself.
    """
    return _count(claims, about, [*_GROUP, *_CAMPS], rules)


def summed_counts(counts: list[pd.DataFrame]) -> pd.DataFrame:
    """Add up counts of ``count_by_camps``, each of other pairs; negative ones take pairs off again."""
    return _summed(counts, [*_GROUP, *_CAMPS])


def _count(
    claims: pd.DataFrame, about: pd.Series | None, keys: list[str], rules: tuple[Rule, ...] = tuple(Rule)
) -> pd.DataFrame:
    numbered, counted = _numbered(claims, about), []
    for rule in rules:
        counted += [_counted(groups, keys) for groups in _numbers_by_group(numbered, rule)]
    return _summed(counted, keys)


def _summed(counted: list[pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    columns = {name: _KINDS[name] for name in (*keys, "dispute_count")}
    together = _counted(_together(counted, columns), keys)
    return _sorted(_together([together[together["dispute_count"] != 0]], columns), keys)


def _numbers_by_group(numbered: pd.DataFrame, rule: Rule) -> Iterator[pd.DataFrame]:
    """Count the pairs of a rule by group and camps, in as many rows as it takes."""
    if rule is Rule.FIGURES_DIFFER:
        counts = count_pairs(counting_claims(numbered)).rename(columns={"district": "adm2_pcode"})
        yield counts.assign(rule=rule.value, event_date=pd.Timestamp("NaT"))
        return
    for blocks in blocks_of(numbered, rule):
        yield _groups(blocks, rule).assign(**ordered_camps(blocks))


def list_group(
    claims: pd.DataFrame,
    group: Group,
    first: int = 0,
    most: int = 100,
    about: pd.Series | None = None,
    between: Between = Between.ANYONE,
) -> pd.DataFrame:
    """List one page of the disputes of a group.

    Parameters
    ----------
    claims, about, between
        As for ``find_disputes``.
    group : Group
        One row of ``count_disputes``.
    first : int
        How many disputes of the group stand on earlier pages.
    most : int
        How many stand on a page. A page costs the same however many pairs there are.

    Returns
    -------
    DataFrame
        Rows as those of ``find_disputes``, in an order that is the same for all pages.
    """
    near = _is_near(claims, group)
    ordered = _numbered(claims, about)[near.to_numpy()].sort_values("claim_id", ignore_index=True)
    ordered["row"] = ordered.index
    rule, pages, passed = Rule(group.rule), [], 0
    for found in blocks_of(ordered, rule, between):
        blocks = found.where(_is_of(_groups(found, rule), group))
        pages.append(_listed(ordered, rule, blocks, max(first - passed, 0), max(first + most - passed, 0)))
        passed += int(blocks.counts.sum())
        if passed >= first + most:
            break
    return _together(pages, _LISTED)


def _numbered(claims: pd.DataFrame, about: pd.Series | None) -> pd.DataFrame:
    is_meant = np.ones(len(claims), dtype=bool) if about is None else about.loc[claims.index].to_numpy(dtype=bool)
    # Rules that look at links or days alone are asked of claims without figures.
    consulted = [name for name in CONSULTED if name in claims.columns]
    return claims[consulted].reset_index(drop=True).assign(row=np.arange(len(claims)), is_meant=is_meant)


def _is_near(claims: pd.DataFrame, group: Group) -> pd.Series:
    """Whether each claim can be in a dispute of the group at all."""
    if group.rule == Rule.EXPLICIT_COUNTER:
        return pd.Series(data=True, index=claims.index)
    near = claims["district"] == group.adm2_pcode
    if group.event_id:
        return near & (claims["event_id"] == group.event_id)
    if group.day is None:
        return near & False
    last = pd.Timestamp(group.day)
    return near & (claims["event_date"] <= last) & (claims["event_date"] >= last - pd.Timedelta(days=DAYS_APART))


def _is_of(groups: pd.DataFrame, group: Group) -> npt.NDArray[np.bool_]:
    same = (groups["adm2_pcode"] == group.adm2_pcode) & (groups["event_id"] == group.event_id)
    day = groups["event_date"]
    same &= day.isna() if group.day is None else day == pd.Timestamp(group.day)
    return same.to_numpy(dtype=bool)


def _groups(blocks: Blocks, rule: Rule) -> pd.DataFrame:
    """Tell the group of every block, and the number of its pairs."""
    event_id = _shared(*blocks.column("event_id"))
    # A cell that reaches over several days belongs to a milestone, and then no day is asked for.
    day = pd.Series(np.maximum(*blocks.column("event_date")))
    return pd.DataFrame(
        {
            "rule": rule.value,
            "adm2_pcode": _shared(*blocks.column("district")),
            "event_id": event_id,
            "event_date": day.where(event_id == ""),
            "dispute_count": blocks.counts,
        }
    )


def _counted(groups: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    return groups.groupby(keys, dropna=False)[["dispute_count"]].sum().reset_index()


def _listed(claims: pd.DataFrame, rule: Rule, blocks: Blocks, first: int = 0, last: int | None = None) -> pd.DataFrame:
    """Write out pairs; a claim's row is its rank among the identifiers."""
    one, other = blocks.pairs(first, int(blocks.counts.sum()) if last is None else last)
    low, high = np.minimum(one, other), np.maximum(one, other)
    ids, reported, days = (claims[name].to_numpy() for name in ("claim_id", "reported_date", "event_date"))
    turned = reported[high] < reported[low]
    earlier, later = ids[np.where(turned, high, low)], ids[np.where(turned, low, high)]
    district, event_id = claims["district"].to_numpy(), claims["event_id"].to_numpy()
    return pd.DataFrame(
        {
            "rule": rule.value,
            "claim_ids": pd.Series(list(zip(earlier, later, strict=True)), dtype="object"),
            "adm2_pcode": _shared(district[low], district[high]),
            "event_id": _shared(event_id[low], event_id[high]),
            "event_date": np.maximum(days[low], days[high]),
            "dispute_id": [f"{rule.value}.{a}.{b}" for a, b in zip(ids[low], ids[high], strict=True)],
        }
    )


def _shared(left: npt.NDArray[Any], right: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return np.where(left == right, left, "")


def _together(pages: list[pd.DataFrame], columns: dict[str, str]) -> pd.DataFrame:
    return pd.concat([pd.DataFrame(columns=list(columns)).astype(columns), *pages], ignore_index=True).astype(columns)


def _sorted(found: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    ranks = {"rule": _RANK} | dict.fromkeys(_CAMPS, _CAMP_RANK)
    ranked = found.assign(**{key: found[key].map(ranks[key]) for key in keys if key in ranks})
    order = ranked.sort_values(keys).index
    return found.loc[order].reset_index(drop=True)
