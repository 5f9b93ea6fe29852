"""What a record says of its milestones, in memory or in a record folder.

Comes in: a ``Record``, a milestone, a day of knowledge. Goes out: the claims of a milestone, and how many each has.
Refuses to count a claim twice that names a milestone and is named by it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from claimatlas import stored
from claimatlas.answers.counting import merged
from claimatlas.folder import Folder
from claimatlas.folder.where import Where
from claimatlas.kinds import identifiers
from claimatlas.milestones import claims_of
from claimatlas.record import Record
from claimatlas.selection import known_by
from claimatlas.stored import NARROW


def milestone_claims(record: Record, event: Mapping[Any, Any]) -> pd.DataFrame:
    """Return the claims of a milestone, whenever published and whatever the filters; at least the columns of a map.

    Parameters
    ----------
    record : Record
        In memory or a folder.
    event : mapping
        Row of ``events.csv``.

    Raises
    ------
    TooManyClaimsError
        When a folder has more of them than it reads at once.
    """
    if not isinstance(record, Folder):
        return claims_of(record.claims, event)
    where = Where(among=(("event_id", (str(event["event_id"]),)),))
    own = record.rows(where, NARROW, record.most_narrow)
    return merged(own, record.by_id(identifiers(event["claim_ids"]), NARROW))


def milestone_numbers(record: Record, day: dt.date | None) -> dict[str, int]:
    """Count the claims of every milestone that were published by the end of a day; None has no limit."""
    events = record.events
    named = [(str(key), one) for key, cell in events["claim_ids"].items() for one in identifiers(cell)]
    ids = [one for _, one in named]
    if isinstance(record, Folder):
        numbers = known_by(record.milestones, day).groupby("event_id")["claims"].sum().to_dict()
        ends = known_by(record.by_id(ids, (*stored.ORDER, "event_id")), day)["event_id"].to_dict()
    else:
        known = known_by(record.claims, day)
        numbers = known["event_id"].value_counts().to_dict()
        ends = known.loc[known.index.isin(ids), "event_id"].to_dict()
    counted = Counter({str(key): int(number) for key, number in numbers.items()})
    # A claim that names the milestone itself is counted already.
    counted.update(key for key, one in dict.fromkeys(named) if one in ends and ends[one] != key)
    return {str(key): counted[str(key)] for key in events.index}
