"""Pairs of claims held as rectangles: so many claims on one side, so many on the other, each with each.

Comes in: claims, and the columns that decide. Goes out: cells of claims alike, and blocks of pairs of such cells.
Refuses to make a pair before somebody asks for that pair: a block of a million pairs is two ranges.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from claimatlas.vocabulary import Camp

Numbers: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """Claims put together with those that a rule cannot tell from them."""

    table: pd.DataFrame
    """One row per cell, sorted by what decides: the columns of its claims, its ``start`` in ``members``, its ``size``.

    Only columns that all claims of a cell share mean anything.
    """
    members: Numbers
    """Values of ``row`` of the claims, cell after cell, each cell in the order of the claims."""


def cells_of(claims: pd.DataFrame, keys: list[str]) -> Cells:
    """Put claims together that agree in ``keys``; uses ``row``, the number by which a claim is found again."""
    grouped = claims.groupby(keys, sort=True)
    number = grouped.ngroup().to_numpy()
    order = np.argsort(number, kind="stable")
    sizes = np.bincount(number, minlength=grouped.ngroups).astype(np.int64)
    starts = sizes.cumsum() - sizes
    table = claims.iloc[order[starts]].reset_index(drop=True).assign(start=starts, size=sizes)
    return Cells(table, claims["row"].to_numpy(dtype=np.int64)[order])


@dataclass(frozen=True)
class Blocks:
    """Pairs of claims: every claim of a left cell with every claim of the right cell beside it."""

    cells: Cells
    """Where the claims are."""
    left: Numbers
    """Cell of each block."""
    right: Numbers
    """Another cell of each block; no two blocks have a pair in common."""

    @property
    def counts(self) -> Numbers:
        """Number of pairs of each block."""
        sizes = self.cells.table["size"].to_numpy(dtype=np.int64)
        counts: Numbers = sizes[self.left] * sizes[self.right]
        return counts

    def where(self, keep: npt.NDArray[np.bool_]) -> Blocks:
        """Keep some of the blocks."""
        return Blocks(self.cells, self.left[keep], self.right[keep])

    def column(self, name: str) -> tuple[Any, Any]:
        """Return what the left and the right cell of each block have in a column."""
        values = self.cells.table[name].to_numpy()
        return values[self.left], values[self.right]

    def pairs(self, first: int, last: int) -> tuple[Numbers, Numbers]:
        """Return ``row`` of both claims of the pairs numbered ``first`` up to ``last``, without making any other."""
        table, counts = self.cells.table, self.counts
        starts, sizes = table["start"].to_numpy(dtype=np.int64), table["size"].to_numpy(dtype=np.int64)
        ends = counts.cumsum()
        wanted = np.arange(first, min(last, ends[-1] if len(ends) else 0), dtype=np.int64)
        block = np.searchsorted(ends, wanted, side="right")
        within, across = wanted - (ends - counts)[block], sizes[self.right[block]]
        left = self.cells.members[starts[self.left[block]] + within // across]
        return left, self.cells.members[starts[self.right[block]] + within % across]


def ranges(starts: Numbers, sizes: Numbers) -> tuple[Numbers, Numbers]:
    """Write out ranges of numbers: the number of the range, and the number inside it."""
    which = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    passed = sizes.cumsum() - sizes
    return which, np.arange(len(which), dtype=np.int64) - (passed - starts)[which]


def codes(column: pd.Series) -> Numbers:
    """Return the rank of every value of a column among its distinct values."""
    return pd.factorize(column, sort=True)[0].astype(np.int64)


_CAMPS = np.array([camp.value for camp in Camp])
_CAMP_RANK = {camp.value: rank for rank, camp in enumerate(Camp)}


def ordered_camps(blocks: Blocks) -> dict[str, npt.NDArray[Any]]:
    """Tell both camps of every block, as ``camp`` and ``other_camp`` in the order of the vocabulary."""
    ranks = blocks.cells.table["camp"].map(_CAMP_RANK).to_numpy(dtype=np.int64)
    camp, other_camp = _CAMPS[np.sort([ranks[blocks.left], ranks[blocks.right]], axis=0)]
    return {"camp": camp, "other_camp": other_camp}
