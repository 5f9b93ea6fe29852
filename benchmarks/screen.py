"""What a reader waits for in Chromium: the first map, a step, a filter; beside it the same of other libraries.

Comes in: a workspace. Goes out: milliseconds, bytes and blank frames by way.
Refuses to compare what was not measured side by side: every way is measured in this run, on this record.
"""

from __future__ import annotations

import math
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd
from playwright.sync_api import Browser, Page

from benchmarks import atlas_acts
from benchmarks.driven import PATIENCE_MS, repeat
from benchmarks.peers import driving
from tests.browser.driving import open_chromium, running_dashboard

DAY = "2016-04-17"
STEPS, FILTERS, PRESSES, BURST_PRESSES = 22, 8, 12, 7
PEERS = ("st_folium", "st_folium, districts alone", "geopandas.explore", "pydeck", "plotly", "altair")
PEERS_UP_TO = 100_000
"""More claims than this are not drawn by others: a step of the stock way takes tens of seconds then."""


def measure(folder: Path, count: int) -> dict[str, float]:
    """Measure the atlas, Streamlit's own floor, and the others where the record is small enough for them."""
    with open_chromium() as chromium:
        found = _atlas(chromium, folder)
        for drawn_by in ("floor", *(PEERS if count <= PEERS_UP_TO else ())):
            found |= _flat(drawn_by, driving.measure(chromium, drawn_by, folder, PRESSES, DAY))
        if count <= PEERS_UP_TO:
            told = driving.measure(chromium, PEERS[0], folder, BURST_PRESSES, _before_burst(folder))
            found |= _flat(PEERS[0], {"step of a burst": told["step"]})
    return found


def _before_burst(folder: Path) -> str:
    """Return the day from which the steps of a burst start: their last window holds more claims than any other."""
    begins = pd.read_csv(folder / "claims.csv", usecols=["event_date"])["event_date"]
    by_day = pd.to_datetime(begins, errors="coerce").value_counts().sort_index().asfreq("D", fill_value=0)
    fullest = by_day.rolling(30).sum().idxmax()
    return f"{fullest - pd.Timedelta(days=BURST_PRESSES):%Y-%m-%d}"


def _atlas(chromium: Browser, folder: Path) -> dict[str, float]:
    begun = perf_counter()
    with running_dashboard(folder) as address:
        page = _page(chromium)
        atlas_acts.open_at(page, address, DAY)
        found = {"atlas, first map after start, s": perf_counter() - begun}
        before = atlas_acts.zoom(page)
        acts = {
            "step": repeat(page, atlas_acts.steps(STEPS)),
            "fills follow": repeat(page, atlas_acts.moves(STEPS)),
            "filter": repeat(page, atlas_acts.filters(FILTERS)),
        }
        kept = all(map(math.isclose, before, atlas_acts.zoom(page)))
        atlas_acts.open_at(page, address, _before_burst(folder))
        acts["step of a burst"] = repeat(page, atlas_acts.steps(BURST_PRESSES))
        acts["fills of a burst"] = repeat(page, atlas_acts.moves(BURST_PRESSES))
        page.context.close()
    return found | _flat("atlas", acts) | {"atlas, zoom kept": int(kept)}


def _page(chromium: Browser) -> Page:
    context = chromium.new_context(viewport={"width": 1440, "height": 1000})
    context.set_default_timeout(PATIENCE_MS)
    return context.new_page()


def _flat(name: str, acts: dict[str, dict[str, Any]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for act, one in acts.items():
        for point in ("p50", "p95"):
            found[f"{name}, {act} painted, {point}, ms"] = one["painted_ms"][point]
        found[f"{name}, {act}, frames to the change, p50"] = one["frames"]["p50"]
        found[f"{name}, {act}, kB"] = one["bytes"] / 1000
        found[f"{name}, {act}, blank frames"] = one["blank_frames"]
    return found
