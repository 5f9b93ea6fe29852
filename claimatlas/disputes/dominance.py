"""How many numbers, or pairs of numbers, are greater than others: counted without comparing each with each.

Comes in: points in segments. Goes out: for each of ours how many of theirs lie above it.
Refuses to look across segments.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from claimatlas.disputes.blocks import Numbers

_REACH = 2**31
"""Values lie between minus and plus this; segments are laid end to end so far apart."""


@dataclass(frozen=True)
class Points:
    """Points of one or two values."""

    segment: Numbers
    """Only points of one segment are compared."""
    values: tuple[Numbers, ...]
    """First, and perhaps second, value of every point."""


def count_greater(ours: Points, theirs: Points) -> Numbers:
    """Count for each of our points those of theirs, in its segment, that are greater in every value."""
    along = theirs.segment * (2 * _REACH) + theirs.values[0]
    order = np.argsort(along, kind="stable")
    in_order = along[order]
    begin = np.searchsorted(in_order, ours.segment * (2 * _REACH) + ours.values[0], side="right")
    end = np.searchsorted(in_order, ours.segment * (2 * _REACH) + _REACH, side="left")
    if len(ours.values) == 1:
        return end - begin
    second = theirs.values[1][order]
    distinct = np.unique(second)
    least = np.searchsorted(distinct, ours.values[1], side="right")
    return _count_ranks(np.searchsorted(distinct, second), begin, end, least, len(distinct).bit_length())


def _count_ranks(ranks: Numbers, begin: Numbers, end: Numbers, least: Numbers, bits: int) -> Numbers:
    """Count for each stretch of ``ranks`` those that are at least so great.

    Bit by bit from the highest, those with a 0 are put before those with a 1 in an order that stays the same
    otherwise: ranks alike so far stand together, and a stretch is narrowed to those alike with its own ``least``
    (a wavelet matrix: Claude, Navarro and Ordonez, Information Systems 47, 2015).
    """
    count = np.zeros(len(begin), dtype=np.int64)
    for bit in reversed(range(bits)):
        is_one = (ranks >> bit & 1).astype(bool)
        ones = np.concatenate([[0], np.cumsum(is_one)])
        before, within = ones[begin], ones[end]
        asks_one = (least >> bit & 1).astype(bool)
        count += np.where(asks_one, 0, within - before)
        zeros = len(ranks) - int(ones[-1])
        begin = np.where(asks_one, zeros + before, begin - before)
        end = np.where(asks_one, zeros + within, end - within)
        ranks = np.concatenate([ranks[~is_one], ranks[is_one]])
    return count + (end - begin)
