"""Admiralty grades in words, and claims in the order of a scale.

Comes in: codes, or claims. Goes out: words, and claims by grade, with those that cannot be judged apart.
Refuses to read F and 6 as the bottom of a scale, and to average grades.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from claimatlas import vocabulary as voc

GRADES: Mapping[str, type[voc.Reliability] | type[voc.Credibility]] = {
    "source_reliability": voc.Reliability,
    "information_credibility": voc.Credibility,
}
"""Vocabulary of every column that holds grades."""
COLUMN: Mapping[voc.Order, str] = {
    voc.Order.RELIABILITY: "source_reliability",
    voc.Order.CREDIBILITY: "information_credibility",
}
"""Column of every order that is a scale."""
_UNJUDGED = (voc.Reliability.F, voc.Credibility.UNJUDGED)


@dataclass(frozen=True)
class ByGrade:
    """Claims by one of their grades."""

    judged: pd.DataFrame
    """Claims with a grade on the scale, from its top down; claims of one grade in the order in which they came."""
    unjudged: pd.DataFrame
    """Claims whose grade cannot be judged, in the order in which they came; no part of the scale."""


def grade_words(grade: voc.Reliability | voc.Credibility) -> str:
    """Write an Admiralty grade as its sign and its words: ``F, cannot be judged``."""
    return f"{grade.value}, {grade.label.lower()}"


def is_on_scale(grade: voc.Reliability | voc.Credibility) -> bool:
    """Whether a grade is a step of its scale; F and 6 are none."""
    return grade not in _UNJUDGED


def by_grade(claims: pd.DataFrame, order: voc.Order) -> ByGrade:
    """Put claims in the order of a scale.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record``. Uses ``source_reliability`` or ``information_credibility``.
    order : Order
        ``RELIABILITY`` or ``CREDIBILITY``.

    Returns
    -------
    ByGrade
        Both parts together are all of ``claims``, with the same columns and index values.

    Raises
    ------
    KeyError
        For an order that is no scale.
    """
    column = COLUMN[order]
    steps = [grade.value for grade in GRADES[column] if is_on_scale(grade)]
    step = claims[column].map({code: rank for rank, code in enumerate(steps)})
    judged = step.dropna().sort_values(kind="stable").index
    return ByGrade(claims.loc[judged], claims[step.isna()])
