"""Count while a record folder is built what its pages tell of all claims: disputes, track records, publishers.

Comes in: the folder as far as it is, opened as a page opens it. Goes out: the tables of ``told/``.
Refuses to count in another way than a page does under filters: it asks the same functions, stretch by stretch.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from claimatlas.answers.disputed_parts import DisputingParts
from claimatlas.answers.tracked_parts import Counted, TrackingParts, added
from claimatlas.disputes import summed_counts
from claimatlas.disputes.piecewise import in_order
from claimatlas.export.built.workshop import Workshop, as_table, parquet, write
from claimatlas.folder import Folder
from claimatlas.folder.slices import loose_statements, stretches
from claimatlas.load import read_json
from claimatlas.record import open_places
from claimatlas.selection import Selection
from claimatlas.track.publishers import summed_readings

_SO_FAR = "so-far.json"


@dataclass(frozen=True)
class Task:
    """One stretch, by its number, or some milestones of a province."""

    stretch: int = -1
    """Number of a stretch; -1 for milestones."""
    province: str = ""
    """Province of the milestones."""
    event_ids: tuple[str, ...] = ()
    """Milestones."""


@dataclass(frozen=True)
class Told:
    """What a task found."""

    disputes: pd.DataFrame
    """Counts by group and camps."""
    concessions: pd.DataFrame | None = None
    """Disputes in which a claim concedes."""
    counted: Counted | None = None
    """Statements."""
    readings: pd.DataFrame | None = None
    """Publishers."""


@lru_cache(maxsize=1)
def _record(shop: Workshop) -> Folder:
    return Folder(shop.out, read_json(shop.folder / _SO_FAR)[0], open_places(shop.workspace / "geodata"))


def tasks_of(shop: Workshop, manifest: dict[str, Any]) -> list[Task]:
    """Note what the folder holds so far, and return what is to be counted."""
    write(shop.folder / _SO_FAR, json.dumps(manifest).encode())
    record = _record(shop)
    some = DisputingParts(record, Selection()).milestones()
    return [
        *(Task(stretch=number) for number in range(len(stretches(record)))),
        *(Task(province=province, event_ids=event_ids) for province, event_ids in some),
    ]


def tell(shop: Workshop, task: Task) -> Told:
    """Count what a page without filters says of some claims."""
    record = _record(shop)
    disputing, tracking = DisputingParts(record, Selection()), TrackingParts(record, Selection())
    if task.stretch < 0:
        return Told(disputing.count_milestones(task.province, task.event_ids))
    cut = stretches(record)
    stretch = cut[task.stretch]
    return Told(
        disputes=disputing.count_stretch(stretch),
        concessions=disputing.concessions_in(stretch),
        counted=tracking.count(stretch, loose_statements(record, cut)),
        readings=tracking.readings(stretch),
    )


def write_told(shop: Workshop, found: Iterable[Told]) -> None:
    """Add up what was counted, and write it."""
    every = list(found)
    tallies, denied = added([one.counted for one in every if one.counted])
    tables = {
        "disputes": summed_counts([one.disputes for one in every]),
        "concessions": in_order([one.concessions for one in every if one.concessions is not None]),
        "parties": tallies[0],
        "claimants": tallies[1],
        "denied": denied,
        "publishers": summed_readings([one.readings for one in every if one.readings is not None]),
    }
    for name, table in tables.items():
        write(shop.out / "told" / f"{name}.parquet", parquet(as_table(table)))
