"""How every district is filled on every day, for a browser that does not wait for the answer of the server.

Comes in: the claims that pass, a window, districts, the days of an axis. Goes out: the days on which a fill changes.
Refuses to say more than the fill: marks, counts and words of a day come from the server, which also says it again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from claimatlas import vocabulary as voc
from claimatlas.symbology import look_of

Numbers: TypeAlias = npt.NDArray[np.int64]

_CAMPS = tuple(camp.value for camp in voc.BELLIGERENTS)
_AGES = tuple(voc.Freshness)


class Deciding(Protocol):
    """Claims that pass, as far as they decide statuses."""

    @property
    def district_numbers(self) -> Mapping[str, int]:
        """Number of each district by P-code."""
        ...

    def deciding(self, window: int | None) -> tuple[npt.NDArray[Any], ...]:
        """Return what decides statuses on whatever day; see ``Passing.deciding``."""
        ...


def foretell(passing: Deciding, window: int | None, first: dt.date, last: dt.date, pcodes: Iterable[str]) -> Any:
    """Follow the fill of every district from day to day.

    Parameters
    ----------
    passing : Deciding
        Claims that pass the filters and the knowledge clock.
    window : int or None
        Days in which a claim is live; None has no lower limit.
    first, last : date
        Days of interest, inclusive; no claim begins before ``first``.
    pcodes : iterable of str
        Districts to answer for.

    Returns
    -------
    dict
        ``fills``: pairs of a key of ``symbology.LOOKS`` and a code of ``Freshness``, empty text where no claim is live;
        ``districts``: by P-code the days on which the fill changes, as days since ``first``, each followed by the
        position of its fill. The first day is always there. It says what ``View.looks`` and ``View.freshness`` say.
    """
    length = (last - first).days + 1
    places, begins, ends, camps = passing.deciding(window)
    begins, ends = (_offsets(days, first) for days in (begins, ends))
    order = np.argsort(places, kind="stable")
    bounds = np.searchsorted(places[order], np.arange(len(passing.district_numbers) + 1))
    districts: dict[str, list[int]] = {}
    for pcode in pcodes:
        number = passing.district_numbers.get(pcode)
        here = order[bounds[number] : bounds[number + 1]] if number is not None else order[:0]
        districts[pcode] = _turns(_fills(begins[here], ends[here], camps[here], window, length))
    return {"fills": _FILLS, "districts": districts}


def _offsets(days: npt.NDArray[np.datetime64], first: dt.date) -> Numbers:
    offsets: Numbers = (days - np.datetime64(first, "D")).astype(np.int64)
    return offsets


def _fills(begins: Numbers, ends: Numbers, camps: Numbers, window: int | None, length: int) -> Numbers:
    """Return the position of the fill on each day; claims are sorted by their first day."""
    present = np.zeros(length, dtype=np.int64)
    for number in range(len(_CAMPS)):
        mine = camps == number
        begun = np.bincount(np.minimum(begins[mine], length), minlength=length + 1)[:length].cumsum()
        # Live to the last event day and the rest of the window after it.
        over = ends[mine] + window if window is not None else np.full(mine.sum(), length)
        gone = np.bincount(np.minimum(over, length), minlength=length + 1)[:length].cumsum()
        present |= (begun > gone).astype(np.int64) << number
    days = np.arange(length)
    begun_count = np.searchsorted(begins, days, side="right")
    # The latest of all claims begun is live as long as any is.
    reached = np.maximum.accumulate(np.concatenate([np.array([-(2**31)]), ends]))
    age = days - reached[begun_count]
    step = np.select([age <= one.days for one in _AGES if one.days is not None], range(len(_AGES) - 1), len(_AGES) - 1)
    fills: Numbers = np.where(present > 0, 1 + (present - 1) * len(_AGES) + step, 0)
    return fills


def _turns(fills: Numbers) -> list[int]:
    days = np.flatnonzero(np.diff(fills, prepend=-1))
    return [int(one) for pair in zip(days, fills[days], strict=True) for one in pair]


def _fill_table() -> list[list[str]]:
    sets = [[camp for number, camp in enumerate(_CAMPS) if bits >> number & 1] for bits in range(1, 1 << len(_CAMPS))]
    return [[look_of(()).key, ""], *([look_of(camps).key, age.value] for camps in sets for age in _AGES)]


_FILLS = _fill_table()
"""The fills, in the order of the numbers that ``_fills`` gives."""
