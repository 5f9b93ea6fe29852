"""Which claims of a record pass the filters, and which of these a window reaches: arrays that are made once.

Comes in: a ``Record`` and a ``Selection``. Goes out: ``Passing``, with numbers and the positions of rows.
Refuses to copy claims in order to count them, and to look at claims that a window cannot reach.

A record is sorted by day, so a window is a stretch of it, and a step of the timeline costs what that stretch holds,
however many claims lie before and after. What passes the same filters is worked out once for all steps and sessions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
import pandas as pd

from claimatlas import marks
from claimatlas.distinct import Mask, arrow
from claimatlas.histogram import CAMPS, first_days_by_camp
from claimatlas.record import Record
from claimatlas.selection import FILTERS, Selection, filters_alone
from claimatlas.state import is_assessment, is_fine, is_ground

Positions: TypeAlias = npt.NDArray[np.intp]

_DECISIVE = (
    "claim_id", "last_event_date", "reported_date", "span_days", "district", "camp", "party", "claim_type",
    "beneficiary", "approach",
)  # fmt: skip
_KEPT = 32
"""How many filters of a record are remembered; each costs a byte for every claim."""


@dataclass(frozen=True)
class _Coded:
    """A column of few texts as numbers."""

    texts: dict[str, int]
    numbers: npt.NDArray[np.int16]

    def is_one_of(self, wanted: Iterable[str]) -> Mask:
        """Whether each row's text is one of those wanted."""
        hits = np.zeros(len(self.texts) + 1, dtype=bool)
        hits[[self.texts[text] for text in wanted if text in self.texts]] = True
        found: Mask = hits[self.numbers]
        return found


class _Columns:
    """What filters and windows look at, of all claims of a record."""

    def __init__(self, claims: pd.DataFrame) -> None:
        self.begins = _days(claims["event_date"])
        self.ends = _days(claims["last_event_date"])
        # The latest day that any claim so far reaches: what ends before a window does so in one piece.
        self.reached = np.maximum.accumulate(self.ends) if len(claims) else self.ends
        self.reported = _days(claims["reported_date"])
        self.coded = {name: _coded(claims[name]) for name in {"camp", "district", *(one.column for one in FILTERS)}}
        self.is_long_or_coarse = (self.ends > self.begins) | (claims["span_days"].to_numpy() > 1)
        statements = arrow(claims["statement_id"]).dictionary_encode()
        self.statements: npt.NDArray[np.int32] = statements.indices.to_numpy(zero_copy_only=False)
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


def _coded(cells: pd.Series) -> _Coded:
    encoded = arrow(cells).dictionary_encode()
    texts = {text: number for number, text in enumerate(encoded.dictionary.to_pylist())}
    numbers = encoded.indices.to_numpy(zero_copy_only=False)
    return _Coded(texts, numbers.astype(np.int16 if len(texts) < 2**15 else np.int32))


@dataclass(frozen=True, eq=False)
class Passing:
    """The claims of a record that pass some filters and the knowledge clock."""

    _claims: pd.DataFrame
    _columns: _Columns = field(repr=False)
    _keep: Mask | None = field(repr=False)

    @cached_property
    def count(self) -> int:
        """How many they are."""
        return len(self._claims) if self._keep is None else int(np.count_nonzero(self._keep))

    @cached_property
    def statement_count(self) -> int:
        """How many statements they were split out of."""
        return int(np.count_nonzero(np.bincount(self._kept(self._columns.statements))))

    @cached_property
    def unplaced_count(self) -> int:
        """How many name no district."""
        return int(np.count_nonzero(self._kept(self._columns.coded["district"].is_one_of([""]))))

    def rows(self) -> pd.DataFrame:
        """Return them all; a copy of their cells unless every claim of the record passes."""
        return self._claims if self._keep is None else self._claims[self._keep]

    def within(self, on: dt.date, window: int | None) -> Window:
        """Find those about events in the ``window`` days up to ``on``, as ``state.is_in_window`` says it."""
        return Window(self, self._near(on, window), window)

    def _near(self, on: dt.date, window: int | None) -> Positions:
        columns, day = self._columns, np.datetime64(on, "D")
        stop = int(np.searchsorted(columns.begins, day, side="right"))
        if window is None:
            return self._stretch(0, stop)
        before = day - np.timedelta64(window, "D")
        start = min(int(np.searchsorted(columns.reached, before, side="right")), stop)
        return self._stretch(start, stop, columns.ends[start:stop] > before)

    def _stretch(self, start: int, stop: int, inside: Mask | None = None) -> Positions:
        if self._keep is not None:
            kept = self._keep[start:stop]
            inside = kept if inside is None else inside & kept
        return np.arange(start, stop) if inside is None else start + np.flatnonzero(inside)

    def about(self, pcode: str) -> Positions:
        """Find those about a district."""
        here = self._columns.coded["district"].is_one_of([pcode])
        return np.flatnonzero(here if self._keep is None else here & self._keep)

    def cells(self, positions: Positions, names: Iterable[str]) -> pd.DataFrame:
        """Take some columns of the claims at some positions: taking costs by the column."""
        columns = {name: self._claims[name].array.take(positions) for name in names}
        return pd.DataFrame(columns, index=self._claims.index.take(positions), copy=False)

    def at(self, positions: Positions) -> pd.DataFrame:
        """Take all columns of the claims at some positions."""
        return self._claims.iloc[positions]

    def without(self, other: Passing) -> Passing:
        """Return those that do not pass other filters of the same record."""
        whole = np.ones(len(self._claims), dtype=bool)
        left_out = (whole if self._keep is None else self._keep) & ~(whole if other._keep is None else other._keep)
        return Passing(self._claims, self._columns, left_out)

    def daily_counts(self) -> pd.DataFrame:
        """Count those of each camp that begin on each day; see ``histogram.daily_counts``."""
        camps = self._columns.coded["camp"]
        in_order = np.zeros(len(camps.texts) + 1, dtype=np.int64)
        for camp, number in camps.texts.items():
            in_order[number] = CAMPS.index(camp)
        return first_days_by_camp(self._kept(self._columns.begins), in_order[self._kept(camps.numbers)])

    def spans(self) -> pd.DataFrame:
        """Return first and last day of each, ``event_date`` and ``last_event_date``."""
        days = {"event_date": self._kept(self._columns.begins), "last_event_date": self._kept(self._columns.ends)}
        return pd.DataFrame({name: found.astype("datetime64[s]") for name, found in days.items()}, copy=False)

    @cached_property
    def long_or_coarse_count(self) -> int:
        """How many are about several days or know their day less finely than a day."""
        return int(np.count_nonzero(self._kept(self._columns.is_long_or_coarse)))

    def most_claims(self, window: int | None) -> int:
        """Return the most claims that a district has in any window of the whole record; see ``marks.most_claims``."""
        if window not in self._columns.most:
            self._columns.most[window] = marks.most_claims(self._claims, window)
        return self._columns.most[window]

    def speaks(self, camp: str) -> bool:
        """Whether any claim of the record, passing or not, is by a camp."""
        return camp in self._columns.coded["camp"].texts

    def _kept(self, column: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return column if self._keep is None else column[self._keep]


@dataclass(frozen=True, eq=False)
class Window:
    """Those of the claims that pass which are about the days of a window."""

    _passing: Passing
    positions: Positions
    """Where they stand in the record, in its order."""
    _days: int | None

    @cached_property
    def cells(self) -> pd.DataFrame:
        """What statuses and marks are made of, on the index of the claims."""
        return self._passing.cells(self.positions, _DECISIVE)

    @cached_property
    def is_fine(self) -> pd.Series:
        """Whether each claim's day is known at least as finely as the window is wide."""
        return is_fine(self.cells, self._days)

    @cached_property
    def _is_ground(self) -> pd.Series:
        return is_ground(self.cells)

    @cached_property
    def is_live(self) -> pd.Series:
        """Whether each claim decides a status; see ``state.live_claims``."""
        return self._is_ground & self.is_fine

    @cached_property
    def is_coarse(self) -> pd.Series:
        """Whether each claim is left off only because its day is known too coarsely; see ``state.coarse_claims``."""
        return self._is_ground & ~self.is_fine

    @cached_property
    def is_assessment(self) -> pd.Series:
        """Whether each claim is an assessment that may be shown; see ``state.assessments``."""
        return is_assessment(self.cells) & self.is_fine

    def rows(self, mask: pd.Series) -> pd.DataFrame:
        """Take all columns of some of them; ``mask`` is on the index of ``cells``."""
        return self._passing.at(self.positions[mask.to_numpy()])


class _Shelf:
    """What was worked out, as long as its record is there."""

    def __init__(self) -> None:
        self._columns: WeakKeyDictionary[Record, _Columns] = WeakKeyDictionary()
        self._passing: WeakKeyDictionary[Record, dict[Selection, Passing]] = WeakKeyDictionary()
        self._lock = Lock()

    def passing(self, record: Record, filters: Selection) -> Passing:
        with self._lock:
            kept = self._passing.setdefault(record, {})
            found = kept.pop(filters, None) or self._made(record, filters)
            kept[filters] = found  # the one asked for last stands last
            while len(kept) > _KEPT:
                del kept[next(iter(kept))]
        return found

    def _made(self, record: Record, filters: Selection) -> Passing:
        if record not in self._columns:
            self._columns[record] = _Columns(record.claims)
        columns = self._columns[record]
        return Passing(record.claims, columns, columns.is_selected(filters))


_SHELF = _Shelf()


def passing(record: Record, selection: Selection, *, whole_range: bool = False) -> Passing:
    """Return the claims that pass the filters and the knowledge clock of a selection.

    Parameters
    ----------
    record : Record
        Sorted by day, as ``open_record`` leaves it.
    selection : Selection
        The day shown and its window restrict nothing here; see ``Passing.within``.
    whole_range : bool, optional
        Leave the range of days out of the filters.
    """
    filters = filters_alone(selection)
    return _SHELF.passing(record, replace(filters, since=None, until=None) if whole_range else filters)
