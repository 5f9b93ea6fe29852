"""A long list of disputes in the order of time, under headings, page by page.

Comes in: counts of disputes, milestones, claims. Goes out: chapters, one page of them, the neighbours of a dispute.
Refuses to write out a crowded group in order to sort it: such a group keeps the order in which it is found.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from claimatlas.disputes import Between, Group, list_group, no_disputes

Among: TypeAlias = Callable[[Group], tuple[pd.DataFrame, pd.Series | None]]
"""Claims among which the disputes of a group are found, and which of them are meant; see ``find_disputes``."""

SORTED_AT_MOST = 500
"""Disputes of one group that are put in the order of their days; a larger group is listed as it is found."""


@dataclass(frozen=True)
class Chapter:
    """Disputes under one heading: about one milestone or else of one day, in one district."""

    event_id: str
    """Milestone; empty text where the claims do not belong to the same one."""
    adm2_pcode: str
    """District; empty text where the claims do not name the same one."""
    day: dt.date
    """First day of the milestone, or the day of the disputes."""
    groups: tuple[tuple[Group, int], ...]
    """Groups, in the order of the rules, each with the number of its disputes."""

    @property
    def dispute_count(self) -> int:
        """Number of disputes under the heading."""
        return sum(count for _, count in self.groups)


@dataclass(frozen=True)
class Neighbours:
    """Where a dispute stands among those of its chapter."""

    number: int
    """From 1."""
    dispute_count: int
    """Disputes of the chapter."""
    before: str
    """Identifier of the dispute before it; empty text for the first."""
    after: str
    """Identifier of the dispute after it; empty text for the last."""


def narrow(counts: pd.DataFrame, rules: Collection[str] = (), between: Between = Between.ANYONE) -> pd.DataFrame:
    """Keep the counts of some rules, and of some camps against each other.

    Parameters
    ----------
    counts : DataFrame
        As ``count_by_camps`` gives them.
    rules : collection of str
        Codes of ``Rule``; empty for every rule.
    between : Between
        Whose claims are set against each other.

    Returns
    -------
    DataFrame
        Same columns and order; the rows that are meant.
    """
    keep = counts["rule"].isin(list(rules)) if rules else pd.Series(data=True, index=counts.index)
    same = counts["camp"] == counts["other_camp"]
    if between is not Between.ANYONE:
        keep &= same if between is Between.ONE_SIDE else ~same
    return counts[keep]


def first_days(claims: pd.DataFrame, events: pd.DataFrame) -> dict[str, dt.date]:
    """Return the first day of every milestone: its own, or that of its earliest claim where no file describes it."""
    of_claims = claims[claims["event_id"] != ""].groupby("event_id")["event_date"].min()
    return {str(key): day.date() for days in (of_claims, events["date"]) for key, day in days.items()}


def chapters_of(counts: pd.DataFrame, days: Mapping[str, dt.date]) -> tuple[Chapter, ...]:
    """Put groups under headings.

    Parameters
    ----------
    counts : DataFrame
        As ``count_by_camps`` or ``count_disputes`` gives them.
    days : mapping of str to date
        First day of every milestone that the groups name.

    Returns
    -------
    tuple of Chapter
        In the order of their days; of one day, milestones before the disputes without one, then by district.
    """
    found: dict[tuple[dt.date, bool, str, str], dict[Group, int]] = {}
    columns = (counts[name] for name in ("rule", "adm2_pcode", "event_id", "event_date", "dispute_count"))
    for rule, pcode, event_id, moment, count in zip(*columns, strict=True):
        group = Group(rule, pcode, event_id, None if pd.isna(moment) else moment.date())
        groups = found.setdefault((group.day or days[event_id], not event_id, event_id, pcode), {})
        groups[group] = groups.get(group, 0) + int(count)
    return tuple(
        Chapter(event_id, pcode, day, tuple(groups.items()))
        for (day, _, event_id, pcode), groups in sorted(found.items(), key=lambda item: item[0])
    )


def list_page(
    among: Among, chapters: tuple[Chapter, ...], first: int, most: int, between: Between = Between.ANYONE
) -> pd.DataFrame:
    """List one page of the disputes of all chapters.

    Parameters
    ----------
    among : callable
        Given a group, returns ``claims`` and ``about`` for ``find_disputes``; the chapters are made of counts for the
        same.
    between : Between, optional
        As for ``find_disputes``.
    chapters : tuple of Chapter
        As ``chapters_of`` gives them.
    first : int
        How many disputes stand on earlier pages.
    most : int
        How many stand on a page.

    Returns
    -------
    DataFrame
        Rows as those of ``find_disputes``, chapter by chapter and rule by rule; of one group in the order of their
        days when it is no larger than ``SORTED_AT_MOST``. With ``chapter``: position in ``chapters``.
    """
    pages, passed = [], 0
    for number, chapter in enumerate(chapters):
        for group, count in chapter.groups:
            begin, end = max(first - passed, 0), min(first + most - passed, count)
            if begin < end:
                pages.append(_part(among(group), group, count, begin, end, between).assign(chapter=number))
            passed += count
    return pd.concat([no_disputes().assign(chapter=pd.Series(dtype="int64")), *pages], ignore_index=True)


def _part(
    found: tuple[pd.DataFrame, pd.Series | None], group: Group, count: int, begin: int, end: int, between: Between
) -> pd.DataFrame:
    claims, about = found
    if count > SORTED_AT_MOST:
        return list_group(claims, group, begin, end - begin, about, between)
    whole = list_group(claims, group, 0, count, about, between)
    return whole.sort_values(["event_date", "claim_ids"]).iloc[begin:end]


def neighbours(
    among: Among, chapters: tuple[Chapter, ...], dispute: pd.Series, between: Between = Between.ANYONE
) -> Neighbours | None:
    """Find where a dispute stands among those of its chapter.

    Parameters
    ----------
    among, chapters, between
        As for ``list_page``.
    dispute : Series
        A row of ``find_disputes``, whether or not the chapters hold it.

    Returns
    -------
    Neighbours or None
        None when no chapter holds the dispute, or when its chapter is too large to be counted out.
    """
    day = None if dispute["event_id"] else dispute["event_date"].date()
    group = Group(dispute["rule"], dispute["adm2_pcode"], dispute["event_id"], day)
    for chapter in chapters:
        if group in dict(chapter.groups) and chapter.dispute_count <= SORTED_AT_MOST:
            ids = list_page(among, (chapter,), 0, SORTED_AT_MOST, between)["dispute_id"].tolist()
            return _place(ids, dispute["dispute_id"])
    return None


def _place(ids: list[str], dispute_id: str) -> Neighbours | None:
    if dispute_id not in ids:
        return None
    here = ids.index(dispute_id)
    around = ["", *ids, ""]
    return Neighbours(here + 1, len(ids), around[here], around[here + 2])
