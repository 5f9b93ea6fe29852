"""What is done on the dashboard to measure it: a step of the timeline, a filter.

Comes in: a page. Goes out: acts.
Refuses to call a step answered before the map itself shows the day.
"""

from __future__ import annotations

from playwright.sync_api import Page

from benchmarks.driven import Act, settle

_FRAME = "document.querySelector(\"iframe[title*='st_folium']\")"
_MAP = f"({_FRAME} && {_FRAME}.contentDocument && {_FRAME}.contentDocument.querySelector('[data-shown]'))"
_PAINTING = f"Boolean({_MAP} && {_FRAME}.contentDocument.querySelector('path[data-look]'))"
# It says which claims are shown. A filter may leave the map as it is; the sentence stands after the map and changes.
_SENTENCE = 'document.querySelector(\'[data-testid="stMain"] [data-testid="stText"]\')'
_STANDS = f"() => {{ const {{ map }} = {_FRAME}.contentWindow; return [map.getZoom(), map.getCenter().lat]; }}"


def open_at(page: Page, address: str, day: str) -> None:
    """Open the dashboard on a day, and wait until its map is there."""
    page.goto(f"{address}/?on={day}")
    page.frame_locator("iframe[title*='st_folium']").first.locator("[data-shown]").wait_for()
    page.get_by_role("slider", name="Day shown").evaluate("node => (window.day = node)")
    settle(page)


def steps(count: int) -> list[Act]:
    """Press the key for the next day."""
    press = "window.day.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))"
    return [Act(press, f"{_MAP} && {_MAP}.dataset.shown", _PAINTING)] * count


def moves(count: int) -> list[Act]:
    """Press the key for the next day, and wait only for the fills, which do not wait for the server."""
    press = "window.day.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))"
    return [Act(press, f"{_MAP} && ({_MAP}.dataset.foretold || {_MAP}.dataset.shown)", _PAINTING)] * count


def filters(count: int) -> list[Act]:
    """Choose one party after the other."""
    return [Act("", f"{_SENTENCE} && {_SENTENCE}.textContent", _PAINTING, _open_list, _take_one)] * count


def _open_list(page: Page) -> None:
    page.get_by_role("combobox", name="Party", exact=True).click()
    page.get_by_role("option").first.wait_for()


def _take_one(page: Page) -> None:
    # The first takes all of them.
    page.get_by_role("option").nth(1).click()


def zoom(page: Page) -> list[float]:
    """Return where the map stands."""
    found: list[float] = page.evaluate(_STANDS)
    return found
