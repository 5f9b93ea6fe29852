"""What a build needs of all pieces at once: doubled identifiers, the index, the tables beside the parts.

Comes in: the pieces' files. Goes out: files of the record folder.
Refuses to hold the text of all claims: of an identifier it holds a number of 64 bits.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from claimatlas.errors import UnreadableFileError
from claimatlas.export.built.workshop import (
    REPORT,
    Workshop,
    Written,
    as_table,
    numbers_of,
    parquet,
    write,
    write_numbers,
)
from claimatlas.gazetteer import SPELLINGS_FILE
from claimatlas.load import read_bytes
from claimatlas.load.parts import read_all_batches, read_numbers, sum_of
from claimatlas.record import GEODATA_FILES
from claimatlas.schema import CLAIMS
from claimatlas.validate import rows_differ, same_row

MOST_DOUBLED = 1_000_000
"""Rows with an identifier that stands twice: more are no slip, and their report would not be read."""


def note_ids(shop: Workshop, piece_count: int) -> bool:
    """Sort the numbers of all identifiers; return whether some may stand twice."""
    keys = _together(shop, "ids", range(piece_count))
    keys.sort()
    is_double = keys[1:] == keys[:-1]
    suspects = np.unique(keys[1:][is_double])
    write_numbers(shop.folder / "suspects.npy", suspects)
    write_numbers(shop.folder / "known.npy", keys)
    return bool(len(suspects))


def _together(shop: Workshop, kind: str, numbers: Iterable[int]) -> npt.NDArray[Any]:
    found = [read_numbers(numbers_of(shop, kind, number)) for number in numbers]
    return np.concatenate([np.empty(0, dtype=np.uint64), *found])


def note_doubled(shop: Workshop, suspects: list[tuple[str, str, int, str]]) -> None:
    """Note what is wrong with each row whose identifier another row has, by file and line.

    Raises
    ------
    UnreadableFileError
        When there are more of them than ``MOST_DOUBLED``.
    """
    same: dict[str, list[tuple[str, int, str]]] = {}
    for claim_id, file, line, digest in suspects:
        same.setdefault(claim_id, []).append((file, line, digest))
    doubled = {claim_id: sorted(rows) for claim_id, rows in same.items() if len(rows) > 1}
    count = sum(map(len, doubled.values()))
    if count > MOST_DOUBLED:
        raise UnreadableFileError(f"{count:,} rows share their claim_id with others: is one source there twice?")
    told: dict[str, dict[str, str]] = {}
    for rows in doubled.values():
        lines = [
            str(line) if len({file for file, _, _ in rows}) == 1 else f"{line} of {file}" for file, line, _ in rows
        ]
        is_same = len({digest for _, _, digest in rows}) == 1
        for file, line, _ in rows[1:] if is_same else rows:
            expected = same_row(lines[0]) if is_same else rows_differ(CLAIMS.key, lines)
            told.setdefault(file, {})[str(line)] = expected
    write(shop.folder / "doubled.json", json.dumps(told).encode())


def write_tables(shop: Workshop, written: list[Written], piece_count: int) -> None:
    """Write the cube, the last days, and the report of all pieces."""
    keys = ["event_date", "district", "province", "camp"]
    cube = pd.concat([one.cube for one in written], ignore_index=True).sort_values(keys, ignore_index=True)
    write(shop.out / "cube.parquet", parquet(as_table(cube)))
    every = pd.concat([one.ends for one in written], ignore_index=True)
    ends = every.groupby(["district", "last_event_date"], as_index=False).agg(claims=("claims", "sum"))
    write(shop.out / "ends.parquet", parquet(as_table(ends)))
    named = pd.concat([one.milestones for one in written], ignore_index=True)
    milestones = named.groupby(["event_id", "province", "reported_date"], as_index=False).agg(
        claims=("claims", "sum"), first=("first", "min")
    )
    write(shop.out / "milestones.parquet", parquet(as_table(milestones)))
    reports = [
        read_all_batches(shop.folder / "report" / f"{number:08d}.arrow", REPORT) for number in range(piece_count)
    ]
    order = [(name, "ascending") for name in ("file", "line", "column", "expected", "found")]
    write(shop.out / "report.parquet", parquet(pa.concat_tables(reports).sort_by(order).combine_chunks()))


def write_index(shop: Workshop, part_count: int) -> None:
    """Write in which part each claim lies, in which others name it, and in which rows of each statement are.

    All are sorted by the numbers of identifiers.
    """
    for kind in ("claims", "links", "statements"):
        found = [read_numbers(numbers_of(shop, kind, number)) for number in range(part_count)]
        keys = np.concatenate([np.empty(0, dtype=np.uint64), *found])
        parts = np.repeat(np.arange(part_count, dtype=np.uint32), [len(one) for one in found])
        order = np.argsort(keys, kind="stable")
        write_numbers(shop.out / "index" / f"{kind}.keys.npy", keys[order])
        write_numbers(shop.out / "index" / f"{kind}.parts.npy", parts[order])


def count_statements(shop: Workshop, part_count: int) -> int:
    """Count the statements of all parts."""
    return len(np.unique(_together(shop, "statements", range(part_count))))


def copy_surroundings(shop: Workshop, words: Iterable[Path]) -> None:
    """Copy what belongs to the claims, so that the folder needs no other one."""
    for path in (shop.workspace / "events.csv", *words):
        write(shop.out / path.name, read_bytes(path))
    for name in (*GEODATA_FILES, SPELLINGS_FILE):
        path = shop.workspace / "geodata" / name
        if path.exists():
            write(shop.out / "geodata" / name, read_bytes(path))


def sums_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Return size and SHA-256 of every file, by its path in the folder."""
    return {
        path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": sum_of(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def flush(folder: Path) -> None:
    """Wait until all files of a folder are on the disk."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("r+b") as file:
                os.fsync(file.fileno())
