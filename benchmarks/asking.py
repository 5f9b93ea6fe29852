"""How long the questions take that a page asks of an open record: a step, a filter, states, disputes.

Comes in: a workspace. Goes out: seconds by question.
Refuses to ask twice what is remembered: each step is another day, each filter another one.
"""

from __future__ import annotations

import datetime as dt
import gc
from itertools import count
from pathlib import Path

from benchmarks.apart import measured, seconds
from claimatlas import vocabulary as voc
from claimatlas.disputes import Group, count_disputes, list_group
from claimatlas.draw.message import message
from claimatlas.passing import passing
from claimatlas.record import Record, open_record
from claimatlas.selection import Selection
from claimatlas.state import district_states
from claimatlas.view import View

DAY = dt.date(2016, 4, 17)
_PARTIES = [party.value for party in voc.Party]
_PAGE = 50


def step(record: Record, day: dt.date, **filters: tuple[str, ...]) -> None:
    """Work out all that the map and the line above it say of a day."""
    view = View(record, Selection(on=day, **filters))
    message(view)
    view.counts  # noqa: B018  # worked out when it is asked for


def questions(folder: str) -> dict[str, float]:
    """Ask each question of a record."""
    record = open_record(Path(folder))
    gc.collect()
    gc.freeze()
    days, parties = count(1), iter(_PARTIES * 2)
    passing(record, Selection())
    found = {
        "a step, s": seconds(lambda: step(record, DAY + dt.timedelta(days=next(days))), 9),
        "a filter nobody asked for before, s": seconds(lambda: step(record, DAY, parties=(next(parties),)), 5),
        "state on a day, every claim looked at, s": seconds(
            lambda: district_states(record.claims, Selection(on=DAY), record.places.districts.index), 2
        ),
        "the claims about the busiest district, s": seconds(lambda: _about(record), 2),
    }
    groups = count_disputes(record.claims)
    found["disputes counted and grouped, s"] = seconds(lambda: count_disputes(record.claims), 1)
    busiest = groups.loc[groups["dispute_count"].idxmax()] if len(groups) else None
    if busiest is not None:
        day = None if busiest.isna()["event_date"] else busiest["event_date"].date()
        group = Group(busiest["rule"], busiest["adm2_pcode"], busiest["event_id"], day)
        found["a page of the busiest group, s"] = seconds(lambda: list_group(record.claims, group, 0, _PAGE), 1)
        found["disputes"] = int(groups["dispute_count"].sum())
    return found


def _about(record: Record) -> None:
    view = View(record, Selection(on=DAY))
    busiest = str(record.claims["district"].mode().iloc[0])
    view.claims_about(busiest)


def measure(folder: Path) -> dict[str, float]:
    """Ask in a process of its own."""
    found = measured("benchmarks.asking:questions", folder)
    return {("peak memory, MB" if name == "peak_mb" else name): value for name, value in found.items()}
