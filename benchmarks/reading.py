"""How long it takes to open a record, and what a library takes that only reads the file.

Comes in: a workspace. Goes out: seconds by step.
Refuses to leave a part out: opened is a record that is read, checked, placed and ready for its first map.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from benchmarks.apart import measured, seconds
from claimatlas.passing import passing
from claimatlas.record import open_record
from claimatlas.selection import Selection

_STEPS = {
    "outlines": "outlines",
    "claims": "read",
    "milestones": "read",
    "checking claims": "check",
    "checking milestones": "check",
    "placing claims": "place and sort",
}


def atlas(folder: str) -> dict[str, float]:
    """Open a record as the dashboard does."""
    begun = perf_counter()
    told: list[tuple[str, float]] = []
    record = open_record(Path(folder), lambda step: told.append((_STEPS[step], perf_counter())))
    opened = perf_counter()
    passing(record, Selection())
    ready = perf_counter()
    ends = [moment for _, moment in told[1:]] + [opened]
    found = dict.fromkeys(dict.fromkeys(_STEPS.values()), 0.0)
    for (step, start), end in zip(told, ends, strict=True):
        found[step] += end - start
    return {**found, "arrays of filters and windows": ready - opened, "whole": ready - begun}


def polars(folder: str) -> dict[str, float]:
    """Read the file with polars and do nothing with it; every cell a text."""
    import polars as pl

    path = Path(folder) / "claims.csv"
    return {"read": seconds(lambda: pl.read_csv(path, infer_schema=False), 1)}


def measure(folder: Path) -> dict[str, float]:
    """Measure both, each in a process of its own."""
    own, others = measured("benchmarks.reading:atlas", folder), measured("benchmarks.reading:polars", folder)
    size = (folder / "claims.csv").stat().st_size / 1e6
    return {
        **{f"{step}, s": value for step, value in own.items() if step != "peak_mb"},
        "polars, read alone, s": others["read"],
        "peak memory, MB": own["peak_mb"],
        "polars, peak memory, MB": others["peak_mb"],
        "file, MB": size,
    }
