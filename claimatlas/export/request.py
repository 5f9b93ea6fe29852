"""What is asked of a file beside the view itself.

Comes in: nothing. Goes out: ``Request``, which every writer is given.
Refuses anything that changes what a file says: that is the selection's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from claimatlas import vocabulary as voc

Told = Callable[[float], None]
"""Is told how far the writing is, from 0 to 1; what it raises ends the writing, and nothing is left behind."""


def _silent(share: float) -> None:
    """Say nothing of how far the writing is."""


@dataclass(frozen=True)
class Request:
    """How a view is to be written."""

    address: str = ""
    """Address under which the view opens; without one, the path and query that ``permalink`` gives it."""
    resolution: voc.Resolution = voc.Resolution.SCREEN
    """Of formats made of pixels."""
    paper: voc.Paper = voc.Paper.A4
    """Of formats made of pages."""
    subject: voc.Subject = voc.Subject.DISTRICT
    """Of a briefing: what it is about."""
    days: tuple[dt.date, ...] = ()
    """Of files made of several days: which ones, in their order."""
    told: Told = field(default=_silent, compare=False, repr=False)
    """Changes nothing of what is written."""

    def telling(self, told: Told) -> Request:
        """Return the same request that tells somebody how far the writing is."""
        return replace(self, told=told)
