"""Read a number of people as it is said: "20", "20-25", "at least 20", "up to 20".

Comes in: a cell. Goes out: the least and the greatest number, either of which may be missing.
Refuses words that are no number: "dozens" stays with whoever wrote it.
"""

from __future__ import annotations

import re

from claimatlas.kinds import UnexpectedError

_EXACT = re.compile(r"(\d{1,9})", flags=re.ASCII)
_RANGE = re.compile(r"(?:between )?(\d{1,9})\s*(?:-|–|—|to|and)\s*(\d{1,9})", flags=re.ASCII)
_LEAST = re.compile(r"(?:at least|min\.?|≥|>=|not less than)\s*(\d{1,9})|(\d{1,9})\s*(?:\+|or more)", flags=re.ASCII)
_MOST = re.compile(r"(?:up to|at most|max\.?|≤|<=|no more than)\s*(\d{1,9})", flags=re.ASCII)
_OVER = re.compile(r"(?:more than|over|>)\s*(\d{1,9})", flags=re.ASCII)
_UNDER = re.compile(r"(?:fewer than|less than|under|<)\s*(\d{1,9})", flags=re.ASCII)


def bounds(text: str) -> tuple[str, str]:
    """Return the least and the greatest number that a cell states, as text; empty where it states none.

    Raises
    ------
    UnexpectedError
        When the cell is not empty and cannot be read in one way.
    """
    said = " ".join(text.casefold().split())
    if not said:
        return "", ""
    if found := _EXACT.fullmatch(said):
        return found.group(1), found.group(1)
    if found := _RANGE.fullmatch(said):
        return found.group(1), found.group(2)
    if found := _LEAST.fullmatch(said):
        return found.group(1) or found.group(2), ""
    if found := _MOST.fullmatch(said):
        return "", found.group(1)
    if found := _OVER.fullmatch(said):
        return str(int(found.group(1)) + 1), ""
    if (found := _UNDER.fullmatch(said)) and int(found.group(1)):
        return "", str(int(found.group(1)) - 1)
    raise UnexpectedError("a number: 20, 20-25, at least 20, or up to 20")
