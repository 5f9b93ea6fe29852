"""Take the picture of the README from a real dashboard: ``python -m scripts.picture``.

Comes in: nothing. Goes out: docs/images/dashboard.png.
Refuses to take a picture of a page that has asked another host for anything, or whose scripts failed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import CHROMIUM_FLAGS
from tests.browser.driving import ROOT, reader_of, running_dashboard

PICTURE = ROOT / "docs" / "images" / "dashboard.png"
VIEW = "/?on=2016-04-17&window=7&place=AF1904"
"""The day of the report, one week back, so that its arrows stand out; Khan Abad, which both sides claim."""
SIZE = {"width": 1440, "height": 1080}


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Start the Chromium that ``CLAIMATLAS_CHROMIUM`` names, and end it afterwards."""
    path = os.environ.get("CLAIMATLAS_CHROMIUM")
    if not path:
        sys.exit("CLAIMATLAS_CHROMIUM must name a Chromium; make sets it.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        try:
            yield chromium
        finally:
            chromium.close()


def take_picture(path: Path) -> None:
    """Write what a reader sees at ``VIEW`` on a light screen of ``SIZE``."""
    with (
        running_dashboard() as address,
        open_chromium() as chromium,
        reader_of(chromium, address, viewport=SIZE, color_scheme="light", reduced_motion="reduce") as reader,
    ):
        reader.open(VIEW).wait_for_map("2016-04-17")
        reader.page.locator(".ledger .card").first.wait_for()
        reader.page.locator("[data-testid='stStatusWidget']").wait_for(state="detached")
        reader.page.evaluate("() => document.fonts.ready.then(() => null)")
        picture = reader.page.screenshot(animations="disabled")
        if reader.foreign or reader.errors:
            sys.exit(f"No picture taken: {'; '.join([*reader.foreign, *reader.errors])}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture)


if __name__ == "__main__":
    take_picture(PICTURE)
    print(PICTURE.relative_to(ROOT))
