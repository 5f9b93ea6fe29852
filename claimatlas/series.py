"""The days of a series: at a step, or those of the milestones.

Comes in: first and last day, a step, milestones. Goes out: days, each once, in their order.
Refuses a series without an end, and one that nobody could look through.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

import pandas as pd

from claimatlas.errors import UsageError, shown

MOST_DAYS = 4000
"""More than ten years of single days."""
_STEP = re.compile(r"(?P<number>[1-9]\d{0,3})(?P<unit>[dwm])", flags=re.ASCII)


def days_at(step: str, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """Return the days from ``first`` to ``last`` at a step.

    Parameters
    ----------
    step : str
        ``7d`` (days), ``2w`` (weeks) or ``1m`` (months; in a shorter month its last day).
    first, last : date
        Inclusive; ``last`` is a member only when the step meets it.

    Raises
    ------
    UsageError
        When the step is none, when the last day is before the first, or when there are too many days.
    """
    found = _STEP.fullmatch(step)
    if not found:
        raise UsageError(f"--every {shown(step)} is no step; expected days, weeks or months such as 7d, 2w or 1m.")
    if last < first:
        raise UsageError(f"A series ends on {last}, before its first day {first}.")
    days: list[dt.date] = []
    day = first
    while day <= last:
        if len(days) == MOST_DAYS:
            raise UsageError(f"A series has at most {MOST_DAYS:,} days; take a longer step or a shorter time.")
        days.append(day)
        day = _after(first, found["unit"], int(found["number"]) * len(days))
    return tuple(days)


def spread(first: dt.date, last: dt.date, most: int) -> str:
    """Return the finest usual step at which a time has at most so many days: a day, a week, or some months."""
    length = (last - first).days
    if length < most:
        return "1d"
    if length // 7 < most:
        return "7d"
    months = 12 * (last.year - first.year) + last.month - first.month
    return f"{months // most + 1}m"


def step_words(step: str) -> str:
    """Say a step in words: ``every day``, ``every 7 days``, ``every 3 months``."""
    number, unit = int(step[:-1]), {"d": "day", "w": "week", "m": "month"}[step[-1]]
    return f"every {unit}" if number == 1 else f"every {number} {unit}s"


def _after(first: dt.date, unit: str, number: int) -> dt.date:
    if unit != "m":
        return first + dt.timedelta(days=number * (7 if unit == "w" else 1))
    years, month = divmod(first.month - 1 + number, 12)
    year = first.year + years
    return dt.date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))


def milestones_between(events: pd.DataFrame, first: dt.date | None, last: dt.date | None) -> pd.Series:
    """Return the first day of each milestone between two days, inclusive, by its identifier, in their order."""
    days = events["date"].sort_values(kind="stable")
    if first:
        days = days[days >= pd.Timestamp(first)]
    return days[days <= pd.Timestamp(last)] if last else days
