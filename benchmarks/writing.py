"""How long files take, and how much memory: each format, from memory and from a record folder, and a published site.

Comes in: a workspace. Goes out: seconds, bytes and memory by format.
Refuses to write a file that nobody could open: what is published holds all claims, with their words.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.apart import measured, seconds
from claimatlas import export
from claimatlas.export.built import build
from claimatlas.export.published.publication import publish
from claimatlas.opening import open_record
from claimatlas.selection import Selection
from claimatlas.view import View

DAY = dt.date(2016, 4, 17)
LISTING = ("csv", "xlsx", "gpkg", "parquet")
"""Formats that hold every claim."""
_CELL_BY_CELL = 100_000
"""Claims above which a workbook is not written cell by cell: it would take minutes."""


def one_format(folder: str, ending: str) -> dict[str, float]:
    """Write one format as the command line does; loading what draws is not writing."""
    record = open_record(Path(folder))
    export.render(View(record, Selection(on=DAY)), "svg", export.Request())
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / f"file.{ending}"
        begun = perf_counter()
        export.write_snapshot(View(record, Selection(on=DAY)), path)
        return {"s": perf_counter() - begun, "MB": path.stat().st_size / 1e6}


def others(folder: str) -> dict[str, float]:
    """Write the claims with pandas, as tables: to CSV, and to a workbook through the same library."""
    claims = open_record(Path(folder)).claims
    with tempfile.TemporaryDirectory() as place:
        csv, xlsx = Path(place) / "file.csv", Path(place) / "file.xlsx"
        found = {"pandas to_csv, s": seconds(lambda: claims.to_csv(csv, index=False), 1)}
        if len(claims) <= _CELL_BY_CELL:
            found["pandas to_excel, s"] = seconds(lambda: claims.to_excel(xlsx, index=False, engine="xlsxwriter"), 1)
        return found


def built(folder: str, out: str) -> dict[str, float]:
    """Make a record folder."""
    return {"s": seconds(lambda: build([Path(folder) / "claims.csv"], Path(folder), Path(out)), 1)}


def site(folder: str) -> dict[str, float]:
    """Publish a record."""
    record = open_record(Path(folder))
    with tempfile.TemporaryDirectory() as place:
        begun = perf_counter()
        written = publish(View(record, Selection(on=DAY)), Path(place) / "site")
        return {"s": perf_counter() - begun, "MB": sum(written.values()) / 1e6}


def measure_formats(folder: Path) -> dict[str, float]:
    """Write every format, each in a process of its own that has opened the record."""
    found: dict[str, float] = {}
    for ending in export.FORMATS:
        if ending != "html":  # the published page, measured as a site
            found |= _named(ending, measured("benchmarks.writing:one_format", folder, ending))
    beside = measured("benchmarks.writing:others", folder)
    return found | {name: value for name, value in beside.items() if name != "peak_mb"}


def measure_folder(folder: Path) -> dict[str, float]:
    """Make a record folder, and write from it what lists every claim."""
    with tempfile.TemporaryDirectory() as place:
        record = Path(place) / "record"
        found = _named("build", measured("benchmarks.writing:built", folder, record))
        for ending in LISTING:
            found |= _named(ending, measured("benchmarks.writing:one_format", record, ending))
        return found


def measure_site(folder: Path) -> dict[str, float]:
    """Publish in a process of its own."""
    return _named("site", measured("benchmarks.writing:site", folder))


def _named(what: str, found: dict[str, float]) -> dict[str, float]:
    return {f"{what}, {'peak memory, MB' if name == 'peak_mb' else name}": value for name, value in found.items()}
