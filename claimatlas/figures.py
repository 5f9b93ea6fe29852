"""Figures of killed, wounded and captured, put beside those they can be compared with.

Comes in: claims. Goes out: groups of figures about the same losses of the same people, each figure with its bounds.
Refuses to add, to average or to choose: the same dead stand in several claims.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.schema import FIGURES

_WHOSE = ["", *(whose.value for whose in voc.CasualtyParty)]


@dataclass(frozen=True)
class Figure:
    """One number of one claim."""

    claim_id: str
    """Who says it, and where."""
    camp: str
    """Camp of the speaker."""
    least: int | None
    """Least number; None when the claim has no lower bound."""
    most: int | None
    """Greatest number; None when the claim has no upper bound."""
    words: str
    """The number and whose it is: ``at least 20 civilians``."""
    same_statement: str
    """First claim of the group that is a row of the same statement by the same agency; empty text when this is it."""


@dataclass(frozen=True)
class FigureGroup:
    """Figures that can be set against each other."""

    event_id: str
    """Milestone; empty text for claims of one day that belong to none."""
    day: dt.date
    """First event day of these claims."""
    figure: str
    """``killed``, ``wounded`` or ``captured``."""
    whose: str
    """Code of ``CasualtyParty``; empty text when not stated."""
    figures: tuple[Figure, ...]
    """By event day, day of publication and claim; one for each claim, never summed."""
    greatest: int
    """Greatest bound that any of them names: the end of the common scale."""
    camps_differ: bool
    """Whether two camps give ranges that do not meet; never so where it is not stated whose casualties are counted."""


def figure_groups(claims: pd.DataFrame) -> tuple[FigureGroup, ...]:
    """Group the figures of claims by milestone, or else event day, by kind and by whose casualties they count.

    Parameters
    ----------
    claims : DataFrame
        Claims of one district, in any order. Uses ``claim_id``, ``statement_id``, ``agency``, ``camp``, ``event_id``,
        ``event_date``, ``reported_date`` and the columns of ``schema.FIGURES``.

    Returns
    -------
    tuple of FigureGroup
        In time order; all groups of one milestone or day follow each other, in the order of ``FIGURES`` and of
        ``CasualtyParty``.
    """
    told = pd.concat([_told(claims, figure) for figure in FIGURES], ignore_index=True)
    # Claims without a milestone belong together by their day alone.
    told["of_day"] = told["event_date"].where(told["event_id"] == "")
    occasion = told.groupby(["event_id", "of_day"], dropna=False)
    told["begins"] = occasion["event_date"].transform("min")
    told["rank"] = told["whose"].map(_WHOSE.index)
    told["kind"] = told["figure"].map(FIGURES.index)
    grouped = told.groupby(["begins", "event_id", "kind", "rank"], sort=True)
    return tuple(_group(rows.to_dict("records")) for _, rows in grouped)


def _told(claims: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Rows that name a number of one kind, with the columns of that kind under names that all kinds share."""
    named = claims[claims[f"{figure}_min"].notna() | claims[f"{figure}_max"].notna()]
    ordered = named.sort_values(["event_date", "reported_date", "claim_id"])
    columns = ["claim_id", "statement_id", "agency", "camp", "event_id", "event_date"]
    return ordered[columns].assign(
        figure=figure,
        least=ordered[f"{figure}_min"],
        most=ordered[f"{figure}_max"],
        whose=ordered[f"{figure}_party"],
    )


def _group(rows: list[dict[Any, Any]]) -> FigureGroup:
    statements: dict[tuple[str, str], str] = {}
    figures = []
    for row in rows:
        first = statements.setdefault((row["statement_id"], row["agency"]), row["claim_id"])
        least, most = _bound(row["least"]), _bound(row["most"])
        same = first if first != row["claim_id"] else ""
        words = figure_sentence(least, most, row["whose"])
        figures.append(Figure(row["claim_id"], row["camp"], least, most, words, same))
    head = rows[0]
    return FigureGroup(
        event_id=head["event_id"],
        day=head["begins"].date(),
        figure=head["figure"],
        whose=head["whose"],
        figures=tuple(figures),
        greatest=max(bound for one in figures for bound in (one.least, one.most) if bound is not None),
        camps_differ=bool(head["whose"]) and _differ(figures),
    )


def _bound(cell: Any) -> int | None:
    return None if cell is None or pd.isna(cell) else int(cell)


def _differ(figures: list[Figure]) -> bool:
    """Whether a range of one camp ends below the beginning of another camp's; an empty bound is open."""
    lowest_end: dict[str, int] = {}
    highest_begin: dict[str, int] = {}
    for one in figures:
        if one.most is not None:
            lowest_end[one.camp] = min(one.most, lowest_end.get(one.camp, one.most))
        if one.least is not None:
            highest_begin[one.camp] = max(one.least, highest_begin.get(one.camp, one.least))
    return any(
        end < begin for camp, end in lowest_end.items() for other, begin in highest_begin.items() if other != camp
    )


def figure_words(claim: Mapping[str, Any], figure: str) -> str:
    """Write one kind of figure of a claim as ``figure_sentence`` does; empty text when it names none."""
    least, most = _bound(claim[f"{figure}_min"]), _bound(claim[f"{figure}_max"])
    return "" if least is None and most is None else figure_sentence(least, most, claim[f"{figure}_party"])


def figure_sentence(least: int | None, most: int | None, whose: str) -> str:
    """Write a number and whose it is: ``at least 20 civilians``, ``14 to 22 civilians``."""
    if most is None:
        number = f"at least {least:,}"
    elif least is None:
        number = f"at most {most:,}"
    else:
        number = f"{least:,}" if least == most else f"{least:,} to {most:,}"
    if not whose:
        return f"{number}, whose is not stated"
    counted = voc.CasualtyParty(whose)
    is_one = (least if most is None else most) == 1
    return f"{number} {counted.one if is_one else counted.many}"
