"""Lay beside each part the claims elsewhere that name claims of it: then how its claims stand is read in one place.

Comes in: parts and the index. Goes out: one file for each part that others name, and which parts have one.
Refuses to hold all links at once: each part sorts its own by the part they lead to, and parts gather theirs in turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from claimatlas import stored
from claimatlas.export.built.workshop import Gathering, Workshop, parquet, write
from claimatlas.kinds import identifiers
from claimatlas.load.parts import read_batch, read_numbers, read_rows

Stretch: TypeAlias = tuple[int, int, int]
"""Number of the part that is named, first row and number of rows that wait for it."""
_TO = "to"
_WAITING = pa.schema([*stored.schema_of(stored.NAMING), (_TO, pa.int64())])
_ROWS_AT_ONCE = 250_000


def send_links(shop: Workshop, part: tuple[int, str]) -> tuple[Stretch, ...]:
    """Sort the claims of a part that name others by the part in which these lie; return where which part's stand."""
    number, file = part
    names_some = (pc.field("counters") != "") | (pc.field("confirms") != "")
    makers = read_rows([shop.out / file], stored.NAMING, names_some, stored.SCHEMA)
    cells = zip(makers["counters"].to_pylist(), makers["confirms"].to_pylist(), strict=True)
    named = [(row, one) for row, both in enumerate(cells) for cell in both for one in identifiers(cell)]
    rows = np.array([row for row, _ in named], dtype=np.int64)
    which, parts = _parts_of(shop, [one for _, one in named])
    pairs = np.unique(np.stack([parts, rows[which]], axis=1)[parts != number], axis=0)
    waiting = makers.take(pa.array(pairs[:, 1])).append_column(_TO, pa.array(pairs[:, 0])).combine_chunks()
    content = pa.BufferOutputStream()
    with pa.ipc.new_file(content, _WAITING) as writer:
        for batch in waiting.cast(_WAITING).to_batches() or [pa.RecordBatch.from_pylist([], _WAITING)]:
            writer.write_batch(batch)
    write(shop.folder / "links-sent" / f"{number:08d}.arrow", content.getvalue().to_pybytes())
    targets, starts, counts = np.unique(pairs[:, 0], return_index=True, return_counts=True)
    return tuple(zip(targets.tolist(), starts.tolist(), counts.tolist(), strict=True))


def _parts_of(shop: Workshop, ids: list[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Find the parts that hold some claims: the place of each in ``ids``, and a part; unknown ones have none."""
    keys, parts = (read_numbers(shop.out / "index" / f"claims.{what}.npy") for what in ("keys", "parts"))
    wanted = stored.keys_of(ids)
    begins, ends = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
    which = np.repeat(np.arange(len(ids), dtype=np.int64), ends - begins)
    passed = (ends - begins).cumsum() - (ends - begins)
    within = np.arange(len(which), dtype=np.int64) - passed[which]
    return which, parts[begins[which] + within].astype(np.int64)


def gatherings(files: Sequence[str], sent: Sequence[Sequence[Stretch]]) -> tuple[list[str], list[Gathering]]:
    """Say which parts are named by claims of others, and put parts together whose links are gathered at once.

    Parameters
    ----------
    files : sequence of str
        Path of each part in the record folder.
    sent : sequence
        What ``send_links`` returned for each part.

    Returns
    -------
    tuple of two lists
        Path of each part's links, empty text where there are none; and what is to be gathered.
    """
    counts = np.zeros(len(files), dtype=np.int64)
    for stretches in sent:
        for target, _, count in stretches:
            counts[target] += count
    paths = [f"links/{file.removeprefix('parts/')}" * bool(n) for file, n in zip(files, counts, strict=True)]
    group = (counts.cumsum() - counts) // _ROWS_AT_ONCE
    made = []
    for one in np.unique(group).tolist():
        first, last = np.flatnonzero(group == one)[[0, -1]].tolist()
        slices = [(number, *_together(stretches, first, last)) for number, stretches in enumerate(sent)]
        wanted = tuple(found for found in slices if found[2])
        if wanted:
            made.append(Gathering(first, tuple(paths[first : last + 1]), wanted))
    return paths, made


def _together(stretches: Sequence[Stretch], first: int, last: int) -> tuple[int, int]:
    """Return first row and number of rows that wait for any of some parts beside each other."""
    found = [(start, count) for target, start, count in stretches if first <= target <= last]
    return (found[0][0], sum(count for _, count in found)) if found else (0, 0)


def gather_links(shop: Workshop, gathering: Gathering) -> int:
    """Write the links of some parts, each in the order of the record; return how many rows there are."""
    batches = [
        read_batch(shop.folder / "links-sent" / f"{number:08d}.arrow", 0).slice(start, count)
        for number, start, count in gathering.slices
    ]
    order: list[tuple[str, Any]] = [(name, "ascending") for name in (_TO, *stored.ORDER)]
    table = pa.Table.from_batches(batches, _WAITING).sort_by(order)
    targets = table[_TO].to_numpy()
    for place, file in enumerate(gathering.files):
        if file:
            begin, end = np.searchsorted(targets, [gathering.first + place, gathering.first + place + 1])
            rows = table.slice(begin, end - begin).drop_columns([_TO]).combine_chunks()
            write(shop.out / file, parquet(rows))
    return int(table.num_rows)
