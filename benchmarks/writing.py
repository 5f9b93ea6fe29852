"""How long files take: each format of a snapshot, and a record published as a site.

Comes in: a workspace. Goes out: seconds and bytes by format.
Refuses to write a file that nobody could open: what is published holds all claims, with their words.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.apart import measured
from claimatlas import export
from claimatlas.export.published.publication import publish
from claimatlas.record import open_record
from claimatlas.selection import Selection
from claimatlas.view import View

DAY = dt.date(2016, 4, 17)


def formats(folder: str) -> dict[str, float]:
    """Write every format once, after a first picture: loading what draws is not writing."""
    record = open_record(Path(folder))
    export.render(View(record, Selection(on=DAY)), "svg", export.Request())
    found: dict[str, float] = {}
    for ending in export.FORMATS:
        if ending == "html":
            continue  # the published page, measured as a site
        begun = perf_counter()
        content = export.render(View(record, Selection(on=DAY)), ending, export.Request())
        found[f"{ending}, s"] = perf_counter() - begun
        found[f"{ending}, MB"] = len(content) / 1e6
    return found


def site(folder: str) -> dict[str, float]:
    """Publish a record."""
    record = open_record(Path(folder))
    with tempfile.TemporaryDirectory() as place:
        begun = perf_counter()
        written = publish(View(record, Selection(on=DAY)), Path(place) / "site")
        return {"site, s": perf_counter() - begun, "site, MB": sum(written.values()) / 1e6}


def measure_formats(folder: Path) -> dict[str, float]:
    """Write every format in a process of its own."""
    return _named(measured("benchmarks.writing:formats", folder))


def measure_site(folder: Path) -> dict[str, float]:
    """Publish in a process of its own."""
    return _named(measured("benchmarks.writing:site", folder))


def _named(found: dict[str, float]) -> dict[str, float]:
    return {("peak memory, MB" if name == "peak_mb" else name): value for name, value in found.items()}
