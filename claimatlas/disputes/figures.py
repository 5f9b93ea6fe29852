"""Figures that cannot both be right, of one district and milestone: as pairs, or counted without a pair.

Comes in: claims with figures. Goes out: blocks of pairs, or the number of pairs by group and camps.
Refuses to compare figures of different parties, and figures that one camp states twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from claimatlas.disputes.blocks import Blocks, Numbers, cells_of, codes, ordered_camps
from claimatlas.disputes.dominance import Points, count_greater
from claimatlas.schema import FIGURES
from claimatlas.vocabulary import Camp

Rows: TypeAlias = npt.NDArray[np.integer[Any]]

_GROUP = ["district", "event_id"]
_NO_UPPER_BOUND = 10**9  # a figure has at most nine digits
_TESTS_AT_ONCE = 2**22
"""Pairs of cells looked at in one step; decides memory, not results."""


def blocks_of(claims: pd.DataFrame, together: np.ufunc) -> Iterator[Blocks]:
    """Find the pairs of claims of two camps whose figures do not meet.

    Parameters
    ----------
    claims : DataFrame
        Claims with a district, a milestone and a figure.
    together : ufunc
        ``logical_or``: one kind of figure is enough; ``logical_and``: all kinds have to be apart.
    """
    bounds = _bounds(claims)
    cells = cells_of(claims.assign(**bounds), [*_GROUP, "camp", *bounds, "is_meant"])
    kinds, camp = [_Figure.of(cells.table, figure) for figure in FIGURES], codes(cells.table["camp"])
    waiting: list[npt.NDArray[np.int64]] = []
    groups = cells.table.groupby(_GROUP, sort=True).ngroup().to_numpy().astype(np.int64)
    for rows, columns in _tiles(groups):
        apart = together.reduce([kind.is_apart(rows, columns) for kind in kinds])
        apart &= camp[rows, None] != camp[columns]
        waiting.append(np.stack(np.nonzero(np.triu(apart, 1))) + rows.start)
        if sum(pairs.shape[1] for pairs in waiting) > _TESTS_AT_ONCE:
            yield Blocks(cells, *np.concatenate(waiting, axis=1))
            waiting = []
    yield Blocks(cells, *np.concatenate([np.empty((2, 0), dtype=np.int64), *waiting], axis=1))


def _bounds(claims: pd.DataFrame) -> dict[str, pd.Series]:
    bounds: dict[str, pd.Series] = {}
    for figure in FIGURES:
        least, most = claims[f"{figure}_min"], claims[f"{figure}_max"]
        bounds[f"{figure}_least"] = least.fillna(0).astype("int64")
        bounds[f"{figure}_most"] = most.fillna(_NO_UPPER_BOUND).astype("int64")
        bounds[f"{figure}_whose"] = claims[f"{figure}_party"].where(least.notna() | most.notna(), "")
    return bounds


@dataclass(frozen=True)
class _Figure:
    """One kind of figure of some rows."""

    least: Numbers
    most: Numbers
    whose: Numbers
    is_told: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, table: pd.DataFrame, figure: str) -> _Figure:
        least, most, whose = (table[f"{figure}_{part}"] for part in ("least", "most", "whose"))
        return cls(least.to_numpy(), most.to_numpy(), codes(whose), (whose != "").to_numpy())

    def is_apart(self, rows: slice, columns: slice) -> npt.NDArray[np.bool_]:
        """Whether the figures of each two rows are of the same party and do not meet."""
        same = self.is_told[rows, None] & (self.whose[rows, None] == self.whose[columns])
        less, more = self.most[rows, None] < self.least[columns], self.least[rows, None] > self.most[columns]
        apart: npt.NDArray[np.bool_] = same & (less | more)
        return apart

    def at(self, rows: Rows) -> _Figure:
        return _Figure(self.least[rows], self.most[rows], self.whose[rows], self.is_told[rows])

    def ways(self, other: _Figure) -> tuple[tuple[Numbers, Numbers], tuple[Numbers, Numbers]]:
        """Return what lies on the one side and the other where figures do not meet: below them, and above them.

        Either way two figures are apart when the second number is greater.
        """
        return (self.most, other.least), (-self.least, -other.most)


def _tiles(groups: Numbers) -> Iterator[tuple[slice, slice]]:
    """Cut the square of each group into strips, each from its own diagonal to the right; ``groups`` is sorted."""
    bounds = [0, *(np.flatnonzero(np.diff(groups)) + 1).tolist(), len(groups)]
    for begin, end in pairwise(bounds):
        height = max(_TESTS_AT_ONCE // max(end - begin, 1), 1)
        for first in range(begin, end, height):
            yield slice(first, min(first + height, end)), slice(first, end)


def count_pairs(claims: pd.DataFrame) -> pd.DataFrame:
    """Count the pairs of ``blocks_of`` of which at least one claim is meant, without making them.

    Pairs apart in each kind of figure are added up, those apart in two kinds are taken off again, and those apart in
    all three, which few claims state, are found as pairs and added.

    Parameters
    ----------
    claims : DataFrame
        Claims with a district, a milestone and a figure.

    Returns
    -------
    DataFrame
        Columns ``district``, ``event_id``, ``camp`` and ``other_camp`` (the one that stands first in the vocabulary
        first) and ``dispute_count``. The counts of the rows of a group belong together; one alone may be negative.
    """
    grouped = claims.groupby(_GROUP, sort=True)
    names, numbers = grouped.size().reset_index()[_GROUP], grouped.ngroup().to_numpy().astype(np.int64)
    told = claims[[]].assign(**_bounds(claims))
    kinds = [_Figure.of(told, figure) for figure in FIGURES]
    camp, is_meant = claims["camp"].to_numpy(), claims["is_meant"].to_numpy(dtype=bool)
    parts = list(_apart_in_all(claims[np.logical_and.reduce([kind.is_told for kind in kinds])]))
    present = [one.value for one in Camp if (camp == one.value).any()]
    for one, other in combinations(present, 2):
        ends = np.flatnonzero(camp == one), np.flatnonzero(camp == other)
        idle = ends[0][~is_meant[ends[0]]], ends[1][~is_meant[ends[1]]]
        counts: Numbers = _apart(kinds, numbers, ends, len(names)) - _apart(kinds, numbers, idle, len(names))
        parts.append(names.assign(camp=one, other_camp=other, dispute_count=counts)[counts != 0])
    return pd.concat(parts, ignore_index=True)


def _apart_in_all(claims: pd.DataFrame) -> Iterator[pd.DataFrame]:
    for found in blocks_of(claims, np.logical_and):
        left, right = found.column("is_meant")
        blocks = found.where(left | right)
        groups = {name: blocks.column(name)[0] for name in _GROUP}
        yield pd.DataFrame({**groups, **ordered_camps(blocks), "dispute_count": blocks.counts})


def _apart(kinds: list[_Figure], groups: Numbers, ends: tuple[Rows, Rows], group_count: int) -> Numbers:
    """Count by group the pairs apart in one kind of figure or more, less those apart in all three."""
    total = np.zeros(group_count, dtype=np.int64)
    for sign, size in ((1, 1), (-1, 2)):
        for some in combinations(kinds, size):
            ours, theirs = (rows[np.logical_and.reduce([kind.is_told[rows] for kind in some])] for rows in ends)
            segments = groups
            for kind in some:
                segments = segments * (int(kind.whose.max(initial=0)) + 1) + kind.whose
            counts = np.zeros(len(ours), dtype=np.int64)
            # Two figures are apart in one of two ways, never in both.
            for ways in product(*(kind.at(ours).ways(kind.at(theirs)) for kind in some)):
                ours_end, theirs_end = zip(*ways, strict=True)
                counts += count_greater(Points(segments[ours], ours_end), Points(segments[theirs], theirs_end))
            np.add.at(total, groups[ours], sign * counts)
    return total
