"""Measure a cold start: ``python -m benchmarks.cold_start``.

Comes in: how often. Goes out: a table, and JSON with every single measurement.
Refuses to leave the server or the browser's memory running between two measurements.

The clock starts when the command ``streamlit run app.py`` is given. It stops for *answers* when the server says that it
is healthy, and for *map* two frames after the districts of the first view are filled, that is when they are on the
screen. Chromium is open before, with nothing in its cache; the files of Python have been read before, so the first
start after switching a machine on takes longer.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
from importlib.metadata import version
from time import perf_counter

from playwright.sync_api import Browser

from tests.browser.driving import open_chromium, reader_of, running_dashboard

PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))"


def measure(chromium: Browser) -> dict[str, float]:
    """Start the dashboard once and return the seconds until it answers and until the map is painted."""
    begin = perf_counter()
    with running_dashboard() as address:
        answers = perf_counter() - begin
        with reader_of(chromium, address) as reader:
            reader.open().wait_for_map()
            reader.map.locator("#map_div").evaluate(PAINTED)
            painted = perf_counter() - begin
    return {"answers": round(answers, 2), "map": round(painted, 2)}


def summary(seconds: list[float]) -> dict[str, float]:
    """Return median, least and greatest."""
    return {"median": round(statistics.median(seconds), 2), "min": min(seconds), "max": max(seconds)}


def main() -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description="Seconds from `streamlit run` to the first map on the screen.")
    parser.add_argument("--repeats", type=int, default=5, help="how often to start the dashboard (default 5)")
    repeats = parser.parse_args().repeats
    if repeats < 1:
        parser.error("--repeats must be 1 or more")
    with open_chromium() as chromium:
        runs = [measure(chromium) for _ in range(repeats)]
        browser_version = chromium.version
    figures = {point: summary([run[point] for run in runs]) for point in ("answers", "map")}
    lines = ["seconds from start   median     min     max"]
    for point, words in (("answers", "server answers"), ("map", "map painted")):
        one = figures[point]
        lines.append(f"{words:<18} {one['median']:>8.2f}{one['min']:>8.2f}{one['max']:>8.2f}")
    about = {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "streamlit": version("streamlit"),
        "chromium": browser_version,
        "runs": runs,
        "seconds": figures,
    }
    sys.stdout.write("\n".join([*lines, "", json.dumps(about, indent=2), ""]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
