"""Take the picture of the README from a real dashboard: ``python -m scripts.picture``.

Comes in: nothing. Goes out: docs/images/dashboard.png.
Refuses to take a picture of a page that has asked another host for anything, or whose scripts failed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.browser.driving import ROOT, open_chromium, reader_of, running_dashboard

PICTURE = ROOT / "docs" / "images" / "dashboard.png"
VIEW = "/?on=2016-04-17&window=7&place=AF1904"
"""The day of the report, one week back, so that its arrows stand out; Khan Abad, which both sides claim."""
SIZE = {"width": 1440, "height": 1080}


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
