"""The benches by name, and what ``python -m claimatlas bench`` does with them.

Comes in: names, sizes, where invented claims are kept. Goes out: what was found, printed as it is found.
Refuses to run what would take hours: each bench has a size above which it is left out, and that is said.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.report import Found
from benchmarks.workspaces import write_workspace


@dataclass(frozen=True)
class Bench:
    """One kind of measurement."""

    function: str
    """``module:function`` of this folder."""
    summary: str
    """What it measures."""
    most: int
    """Claims above which it is left out."""
    counted: bool = False
    """Whether it is told how many claims there are."""
    needs: tuple[str, ...] = ()
    """Packages beyond those of the atlas."""

    def measure(self, folder: Path, count: int) -> dict[str, float]:
        """Measure on one workspace."""
        module, function = self.function.split(":")
        work: Callable[..., dict[str, float]] = getattr(import_module(module), function)
        return work(folder, count) if self.counted else work(folder)


_MAPS = ("playwright", "pydeck", "plotly", "altair", "mapclassify")
BENCHES: dict[str, Bench] = {
    "load": Bench(
        "benchmarks.reading:measure", "open a record; polars only reads its file", 10_000_000, needs=("polars",)
    ),
    "place": Bench(
        "benchmarks.placing:measure", "find the districts of as many points, as do geopandas and DuckDB", 10_000_000,
        counted=True, needs=("duckdb", "duckdb_extension_spatial"),
    ),
    "ask": Bench("benchmarks.asking:measure", "steps, filters, states and disputes of an open record", 10_000_000),
    "screen": Bench(
        "benchmarks.screen:measure", "first map, step and filter in Chromium; others draw the same", 1_000_000,
        counted=True, needs=_MAPS,
    ),
    "export": Bench("benchmarks.writing:measure_formats", "each format of a snapshot", 1_000_000),
    "stream": Bench("benchmarks.writing:measure_folder", "files of a record folder, which is made first", 1_000_000),
    "publish": Bench("benchmarks.writing:measure_site", "a record as a site", 100_000),
}  # fmt: skip
SIZES = (1_000, 10_000, 100_000, 1_000_000)
KEPT = Path(tempfile.gettempdir()) / "claim-atlas-bench"
"""Where invented claims are kept, and found again by the next run."""


def missing(names: Sequence[str]) -> list[str]:
    """Return the packages that some benches need and that are not installed."""
    return sorted({package for name in names for package in BENCHES[name].needs if find_spec(package) is None})


def run(names: Sequence[str], sizes: Sequence[int], districts: int = 18) -> dict[str, Any]:
    """Run benches, print their tables, and return everything they found.

    Parameters
    ----------
    names : sequence of str
        Of ``BENCHES``.
    sizes : sequence of int
        How many claims, each.
    districts : int, optional
        18 for those that ship, else a made-up country.
    """
    found: dict[str, Found] = {}
    loads: dict[str, list[float]] = {"before": report.load()}
    for name in names:
        found[name] = {}
        for size in sorted(sizes):
            if size > BENCHES[name].most:
                _say(f"{name}: {size:,} claims are left out, {BENCHES[name].most:,} is the most.")
                continue
            folder = write_workspace(KEPT / f"{size}-{districts}", size, districts)
            found[name][size] = BENCHES[name].measure(folder, size)
            _say(f"{name}: {size:,} claims measured")
        loads[name] = report.load()
        sys.stdout.write(f"\n{report.table(name, found[name])}\n")
    told = report.ratios(found)
    if told:
        sys.stdout.write(f"\n{report.ratio_table(told)}\n")
    return {"machine": report.machine(), "load": loads, "districts": districts, "ratios": told, "found": found}


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def written(found: dict[str, Any]) -> str:
    """Write what was found as JSON."""
    return json.dumps(found, indent=2)
