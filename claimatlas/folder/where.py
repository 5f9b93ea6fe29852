"""Which claims of a record folder are asked for, and how many of them are read at once.

Comes in: what they must hold. Goes out: a condition for Arrow.
Refuses words: no part of a claim's text is searched.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from claimatlas.errors import TooManyClaimsError

MOST_WHOLE = 100_000
"""Claims that are read at once with all their columns."""
MOST_NARROW = 1_500_000
"""Claims that are read at once with the columns that decide a map."""


@dataclass(frozen=True)
class Where:
    """Which claims are asked for; every condition must hold."""

    among: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Column and the texts that it may have."""
    begins_from: dt.date | None = None
    """First ``event_date``."""
    begins_by: dt.date | None = None
    """Last ``event_date``."""
    lasts_from: dt.date | None = None
    """First ``last_event_date``."""
    known_by: dt.date | None = None
    """Last ``reported_date``."""

    def condition(self) -> Any:
        """Return the condition for Arrow; None for all claims."""
        days = (
            ("event_date", pc.greater_equal, self.begins_from),
            ("event_date", pc.less_equal, self.begins_by),
            ("last_event_date", pc.greater_equal, self.lasts_from),
            ("reported_date", pc.less_equal, self.known_by),
        )
        found = [pc.field(name).isin(pa.array(texts, pa.large_string())) for name, texts in self.among]
        found += [compare(pc.field(name), pa.scalar(day, pa.date32())) for name, compare, day in days if day]
        whole = None
        for one in found:
            whole = one if whole is None else whole & one
        return whole


def too_many(most: int) -> TooManyClaimsError:
    """Say that more claims were asked for than are read at once, and what can be done."""
    return TooManyClaimsError(
        f"This asks for more than {most:,} claims at once, which is as many as a record folder reads. "
        "Choose a district, a shorter window, or days with From and To."
    )
