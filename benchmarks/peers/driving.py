"""Measure a step and a filter change of the dashboards of ``drawing``.

Comes in: a workspace and a library's name. Goes out: what ``driven.repeat`` gives for both acts.
Refuses an unfair start: the server has the configuration of the atlas, without the collection after each run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.driven import PATIENCE_MS, Act, repeat, settle
from tests.browser.driving import free_port, running_server

_FRAME = "document.querySelector(\"iframe[title*='st_folium']\")"
_IN_FRAME = f"({_FRAME} && {_FRAME}.contentDocument && {_FRAME}.contentDocument.querySelector('.day'))"
_TEXT = "document.querySelector('[data-testid=\"stText\"]')"
_MAPS = ("st_folium", "st_folium, districts alone", "geopandas.explore")


@contextmanager
def dashboard(drawn_by: str, workspace: Path, day: str) -> Iterator[str]:
    """Start the dashboard of a library on a day; yield its address."""
    port = free_port()
    script = Path(__file__).with_name("drawing.py")
    told = {"WORKSPACE": str(workspace), "BENCH_DRAWN_BY": drawn_by, "BENCH_DAY": day}
    environment = os.environ | {f"CLAIMATLAS_{name}": value for name, value in told.items()}
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true", f"--server.port={port}"]
    with running_server(command, port, environment) as address:
        yield address


def measure(browser: Browser, drawn_by: str, workspace: Path, count: int, day: str) -> dict[str, Any]:
    """Press each of the two buttons ``count`` times, from a day on."""
    with dashboard(drawn_by, workspace, day) as address:
        context = browser.new_context(viewport={"width": 1440, "height": 1000})
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto(address)
        page.get_by_test_id("stText").wait_for()
        settle(page)
        if drawn_by in _MAPS:
            page.frame_locator("iframe[title*='st_folium']").first.locator(".day").wait_for()
        found = {
            "step": repeat(page, _acts(page, drawn_by, "Next day", count)),
            "filter": repeat(page, _acts(page, drawn_by, "Next party", count)),
        }
        context.close()
    return found


def _acts(page: Page, drawn_by: str, button: str, count: int) -> list[Act]:
    page.get_by_role("button", name=button).evaluate("node => (window.pressed = node)")
    shown, painting = f"{_TEXT} && {_TEXT}.textContent", "true"
    if drawn_by in _MAPS:
        shown, painting = f"{_IN_FRAME} && {_IN_FRAME}.textContent", f"Boolean({_IN_FRAME})"
    return [Act("window.pressed.click()", shown, painting)] * count
