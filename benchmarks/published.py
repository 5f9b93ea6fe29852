"""Count what a published record costs: ``python -m benchmarks.published [WORKSPACE]``.

Comes in: a workspace, by default the shipped one. Goes out: a table, and JSON.
Refuses to estimate: the record is published into a folder that is thrown away, every file of it is weighed as it is and
as a host that compresses sends it, and Chromium opens it from the disk.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from claimatlas.export.published.publication import publish
from claimatlas.record import SHIPPED_WORKSPACE, open_record
from claimatlas.selection import Selection
from claimatlas.view import View
from tests.browser.driving import open_chromium

_STEPS = 40
_DRAG = """async (steps) => {
  const handle = document.querySelector('#timeline').shadowRoot.querySelector('.handle-on');
  const shown = document.querySelector('[data-shown]');
  handle.focus();
  const waits = [];
  for (let step = 0; step < steps; step += 1) {
    const before = shown.dataset.shown;
    const begun = performance.now();
    handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    let frames = 0;
    while (shown.dataset.shown === before && frames < 600) {
      await new Promise(requestAnimationFrame);
      frames += 1;
    }
    waits.push([frames, performance.now() - begun]);
  }
  return waits;
}"""


def weigh(folder: Path) -> dict[str, Any]:
    """Add up the files of a published folder by what a reader needs them for: as they are, and compressed."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    sizes = {path.relative_to(folder).as_posix(): _sizes(path) for path in files}

    def total(*starts: str) -> tuple[int, int]:
        own = [size for path, size in sizes.items() if path.startswith(starts)]
        return sum(size[0] for size in own), sum(size[1] for size in own)

    years = [size for path, size in sizes.items() if path.startswith("words/")]
    return {
        "page": total("index.html"),
        "assets": total("assets/site.", "assets/fonts/source-sans-3-latin-wght", "assets/fonts/vazirmatn"),
        "largest_year": max(years, default=(0, 0)),
        "years": total("words/"),
        "downloads": total("files/"),
        "all": total(""),
    }


def _sizes(path: Path) -> tuple[int, int]:
    content = path.read_bytes()
    return len(content), min(len(content), len(gzip.compress(content, mtime=0)))


def drive(browser: Browser, folder: Path) -> dict[str, float]:
    """Open the page and press a key on its timeline: until the map is there, and from a press to the map of its day."""
    page: Page = browser.new_page(viewport={"width": 1440, "height": 1000}, offline=True)
    begun = time.perf_counter()
    page.goto((folder / "index.html").as_uri())
    page.locator("[data-shown]").wait_for()
    opened = time.perf_counter() - begun
    page.locator("body[data-settled]").wait_for()
    waits = page.evaluate(_DRAG, _STEPS)
    page.close()
    milliseconds = sorted(wait for _, wait in waits)
    return {
        "first_map_s": round(opened, 2),
        "step_frames_most": max(frames for frames, _ in waits),
        "step_ms_median": round(statistics.median(milliseconds), 1),
        "step_ms_p95": round(milliseconds[int(0.95 * len(milliseconds))], 1),
    }


def main() -> None:
    """Publish, weigh, open, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspace", nargs="?", type=Path, default=SHIPPED_WORKSPACE)
    view = View(open_record(parser.parse_args().workspace), Selection())
    with tempfile.TemporaryDirectory() as place, open_chromium() as browser:
        begun = time.perf_counter()
        publish(view, Path(place, "site"))
        taken = round(time.perf_counter() - begun, 1)
        found = {"claims": len(view.claims), "publish_s": taken, **weigh(Path(place, "site"))}
        found |= drive(browser, Path(place, "site"))
    lines = [f"{name:<18} {_written(value)}" for name, value in found.items()]
    sys.stdout.write("\n".join([*lines, "", json.dumps(found), ""]))


def _written(value: Any) -> str:
    return f"{value[0]:>12,} {value[1]:>12,} compressed" if isinstance(value, tuple) else f"{value}"


if __name__ == "__main__":
    main()
