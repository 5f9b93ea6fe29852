"""What filters and windows look at, of all claims of a record, as arrays.

Comes in: the claims of a ``Record``. Goes out: ``Columns``: days, and columns of few texts as numbers.
Refuses to hold a claim's words, or anything that no filter and no window asks for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from claimatlas.distinct import Mask, distinct
from claimatlas.selection import FILTERS, Selection
from claimatlas.texts import numbers


@dataclass(frozen=True)
class Coded:
    """A column of few texts as numbers."""

    texts: dict[str, int]
    numbers: npt.NDArray[np.int16]

    def is_one_of(self, wanted: Iterable[str]) -> Mask:
        """Whether each row's text is one of those wanted."""
        hits = np.zeros(len(self.texts) + 1, dtype=bool)
        hits[[self.texts[text] for text in wanted if text in self.texts]] = True
        found: Mask = hits[self.numbers]
        return found


class Columns:
    """What filters and windows look at, of all claims of a record."""

    def __init__(self, claims: pd.DataFrame) -> None:
        self.begins = _days(claims["event_date"])
        self.ends = _days(claims["last_event_date"])
        # The latest day that any claim so far reaches: what ends before a window does so in one piece.
        self.reached = np.maximum.accumulate(self.ends) if len(claims) else self.ends
        self.reported = _days(claims["reported_date"])
        coded = {"camp", "district", "beneficiary", "claim_type", *(one.column for one in FILTERS)}
        self.coded = {name: _coded(claims[name]) for name in coded}
        self.spans = claims["span_days"].to_numpy()
        self.is_long_or_coarse = (self.ends > self.begins) | (self.spans > 1)
        self.statements = numbers(claims["statement_id"])
        self.most: dict[int | None, int] = {}

    def is_selected(self, selection: Selection) -> Mask | None:
        """Whether each claim passes; None when all do. The same as ``selection.is_selected``."""
        tests = [
            self.coded[code_filter.column].is_one_of(codes)
            for code_filter in FILTERS
            if (codes := code_filter.wanted(selection))
        ]
        if selection.since:
            tests.append(self.ends >= np.datetime64(selection.since))
        if selection.until:
            tests.append(self.begins <= np.datetime64(selection.until))
        if selection.known_by:
            tests.append(self.reported <= np.datetime64(selection.known_by))
        keep = np.logical_and.reduce(tests) if tests else None
        return None if keep is None or keep.all() else keep


def _days(days: pd.Series) -> npt.NDArray[np.datetime64]:
    return days.to_numpy().astype("datetime64[D]")


def _coded(cells: pd.Series) -> Coded:
    found = distinct(cells)
    texts = {text: number for number, text in enumerate(found.texts)}
    return Coded(texts, found.numbers.astype(np.int16 if len(texts) < 2**15 else np.int32))
