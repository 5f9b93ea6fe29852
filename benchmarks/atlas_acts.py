"""What is done on the dashboard to measure it: a step of the timeline, a filter.

Comes in: a page. Goes out: acts.
Refuses to call an act answered before the map itself has drawn what it was told.
"""

from __future__ import annotations

from playwright.sync_api import Page

from benchmarks.driven import Act, settle

_FRAME = "document.querySelector(\"iframe[title*='st_folium']\")"
_MAP = f"({_FRAME} && {_FRAME}.contentDocument && {_FRAME}.contentDocument.querySelector('[data-shown]'))"
_PAINTING = f"Boolean({_MAP} && {_FRAME}.contentDocument.querySelector('path[data-look]'))"
# The map writes the day whenever it has drawn what it was told, be it the same day.
_COUNT_DRAWINGS = f"""() => {{
  window.drawings = 0;
  new MutationObserver(() => (window.drawings += 1)).observe({_MAP}, {{ attributes: true, attributeFilter: ['data-shown'] }});
}}"""  # noqa: E501
_STANDS = f"() => {{ const {{ map }} = {_FRAME}.contentWindow; return [map.getZoom(), map.getCenter().lat]; }}"
PARTIES = ("Taliban", "Government", "Local official", "Media", "Analyst", "Resident", "UN", "NGO")


def open_at(page: Page, address: str, day: str) -> None:
    """Open the dashboard on a day, and wait until its map is there."""
    page.goto(f"{address}/?on={day}")
    page.frame_locator("iframe[title*='st_folium']").first.locator("[data-shown]").wait_for()
    page.get_by_role("slider", name="Day shown").evaluate("node => (window.day = node)")
    settle(page)
    page.evaluate(_COUNT_DRAWINGS)


def steps(count: int) -> list[Act]:
    """Press the key for the next day."""
    press = "window.day.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))"
    return [Act(press, f"{_MAP} && {_MAP}.dataset.shown", _PAINTING)] * count


def filters() -> list[Act]:
    """Choose one party after the other."""
    return [
        Act("window.option.click()", "window.drawings", _PAINTING, lambda page, party=party: _point_at(page, party))
        for party in PARTIES
    ]


def _point_at(page: Page, party: str) -> None:
    page.get_by_role("combobox", name="Party", exact=True).click()
    page.get_by_role("option", name=party, exact=True).first.evaluate("node => (window.option = node)")


def zoom(page: Page) -> list[float]:
    """Return where the map stands."""
    found: list[float] = page.evaluate(_STANDS)
    return found
