"""Write invented claims as a workspace that the atlas opens.

Comes in: a folder, how many claims, for how many districts, a seed. Goes out: the folder, the same bytes each time.
Refuses to hold more than a part of the claims at once, and to leave half a file where a whole one is looked for.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from benchmarks.country import Country, country, write_geodata
from benchmarks.generator import Texts, claims_table, days, milestones, numbered, take
from claimatlas.schema import CLAIMS, EVENTS

ROWS_AT_ONCE = 1_000_000


def events_table(country: Country, seed: int) -> pa.Table:
    """Invent the milestones in the form of ``events.csv``, as text."""
    named = milestones(country, seed)
    numbers = np.arange(len(named.days))
    columns = {
        "event_id": numbered("EV-", numbers),
        "date": days(named.days),
        "title": numbered("Milestone ", numbers),
        "adm2_pcodes": take(country.pcodes, named.districts),
        "kind": take(["capture", "offensive", "recapture", "strike"], numbers),
        "summary": numbered("Both sides speak of milestone ", numbers),
    }
    empty = pa.array([""] * len(numbers))
    return pa.table({name: columns.get(name, empty) for name in EVENTS.names})


def write_claims(path: Path, count: int, made: Country, seed: int = 0) -> None:
    """Write ``claims.csv``, part by part, so that the size of the file is no question of memory."""
    with path.open("wb") as file:
        file.write(f"{','.join(CLAIMS.names)}\n".encode())
        for first in range(0, count, ROWS_AT_ONCE):
            file.write(_csv_rows(claims_table(min(ROWS_AT_ONCE, count - first), made, seed, first)))


def _csv_rows(table: pa.Table) -> bytes:
    """Write rows; a cell is quoted where it must be, as most programs do it."""
    columns = [column.combine_chunks() for column in table.columns]
    cells = [pc.if_else(pc.match_substring(cell, ","), _between(cell), cell) for cell in columns]
    lines = pc.binary_join_element_wise(*cells, ",")
    return pc.binary_join_element_wise(lines, "\n", "").cast(pa.binary()).buffers()[2].to_pybytes()


def _between(cells: Texts) -> Texts:
    return pc.binary_join_element_wise('"', cells, '"', "")


def write_workspace(folder: Path, count: int, districts: int, seed: int = 0) -> Path:
    """Write a workspace that the atlas opens, unless it is there already; return it."""
    if (folder / "claims.csv").exists():
        return folder
    made = country(districts, seed)
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "geodata").exists():
        write_geodata(folder / "geodata", made)
    pyarrow.csv.write_csv(events_table(made, seed), folder / "events.csv")
    partial = folder / "claims.csv.part"
    write_claims(partial, count, made, seed)
    partial.replace(folder / "claims.csv")
    return folder
