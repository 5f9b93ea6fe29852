"""Which claims of a record pass the filters, and which of these a window reaches: arrays that are made once.

Comes in: a ``Record`` and a ``Selection``. Goes out: ``Passing``, with numbers and the positions of rows.
Refuses to copy claims in order to count them, and to look at claims that a window cannot reach.

A record is sorted by day, so a window is a stretch of it, and a step of the timeline costs what that stretch holds,
however many claims lie before and after. What passes the same filters is worked out once for all steps and sessions.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
import pandas as pd

from claimatlas import marks
from claimatlas import vocabulary as voc
from claimatlas.arrays import Columns
from claimatlas.distinct import Mask
from claimatlas.histogram import CAMPS, first_days_by_camp
from claimatlas.record import Record
from claimatlas.selection import Selection, filters_alone
from claimatlas.state import GROUND, is_assessment, is_fine, is_ground

Positions: TypeAlias = npt.NDArray[np.intp]

_DECISIVE = (
    "claim_id", "event_date", "last_event_date", "reported_date", "span_days", "district", "camp", "party",
    "claim_type", "beneficiary", "approach",
)  # fmt: skip
_KEPT = 32
"""How many filters of a record are remembered; each costs a byte for every claim."""


@dataclass(frozen=True, eq=False)
class Passing:
    """The claims of a record that pass some filters and the knowledge clock."""

    _claims: pd.DataFrame
    _columns: Columns = field(repr=False)
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

    @property
    def district_numbers(self) -> Mapping[str, int]:
        """Number of each district of the record by P-code, as ``deciding`` gives them."""
        return self._columns.coded["district"].texts

    def deciding(self, window: int | None) -> tuple[npt.NDArray[Any], ...]:
        """Return what decides statuses on whatever day: see ``state.live_claims``.

        Returns
        -------
        tuple of four arrays
            Number of the district, first and last day, and position of the beneficiary among ``BELLIGERENTS``; in the
            order of the record, which is that of the first days.
        """
        columns, coded = self._columns, self._columns.coded
        sides = [camp.value for camp in voc.BELLIGERENTS]
        is_meant = coded["claim_type"].is_one_of(GROUND) & coded["beneficiary"].is_one_of(sides)
        is_meant &= ~coded["district"].is_one_of([""])
        if window is not None:
            is_meant &= columns.spans <= window
        if self._keep is not None:
            is_meant &= self._keep
        rows = np.flatnonzero(is_meant)
        position = np.zeros(len(coded["beneficiary"].texts) + 1, dtype=np.int64)
        for text, number in coded["beneficiary"].texts.items():
            position[number] = sides.index(text) if text in sides else -1
        return (
            coded["district"].numbers[rows],
            columns.begins[rows],
            columns.ends[rows],
            position[coded["beneficiary"].numbers[rows]],
        )

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


class Near(ABC):
    """Those of the claims that pass which are about the days of a window."""

    _days: int | None

    @property
    @abstractmethod
    def cells(self) -> pd.DataFrame:
        """What statuses and marks are made of, on the index of the claims and in the order of the record."""

    @abstractmethod
    def rows(self, mask: pd.Series) -> pd.DataFrame:
        """Take all columns of some of them; ``mask`` is on the index of ``cells``."""

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


@dataclass(frozen=True, eq=False)
class Window(Near):
    """The same, where they stand in a record in memory."""

    _passing: Passing
    positions: Positions
    """Where they stand in the record, in its order."""
    _days: int | None

    @cached_property
    def cells(self) -> pd.DataFrame:
        """What statuses and marks are made of, on the index of the claims."""
        return self._passing.cells(self.positions, _DECISIVE)

    def rows(self, mask: pd.Series) -> pd.DataFrame:
        """Take all columns of some of them; ``mask`` is on the index of ``cells``."""
        return self._passing.at(self.positions[mask.to_numpy()])


class _Shelf:
    """What was worked out, as long as its record is there."""

    def __init__(self) -> None:
        self._columns: WeakKeyDictionary[Record, Columns] = WeakKeyDictionary()
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
            self._columns[record] = Columns(record.claims)
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
