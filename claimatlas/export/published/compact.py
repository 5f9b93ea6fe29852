"""Columns of small whole numbers as text: one sign for most of them.

Comes in: whole numbers, about days and codes. Goes out: letters that need no escape in JSON, HTML or script.
Refuses fractions. ``static/published/state.js`` reads them again.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_BITS = 5
_MORE = 1 << _BITS


def packed(numbers: Iterable[int]) -> str:
    """Write whole numbers, from -16 to 15 as one sign each, others as more.

    The sign of a number is its lowest bit; then come five bits for each letter, the lowest first, and a sixth that says
    whether another letter follows: the way source maps write their numbers.
    """
    return "".join(map(_signs, numbers))


@cache
def _signs(number: int) -> str:
    left = number << 1 if number >= 0 else (-number << 1) - 1
    written = []
    while True:
        left, low = left >> _BITS, left & (_MORE - 1)
        written.append(_SIGNS[low | _MORE if left else low])
        if not left:
            return "".join(written)
