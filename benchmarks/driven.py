"""Drive a dashboard in Chromium and measure, in the page, from a key or a click to what is painted.

Comes in: an address, and where its map and its controls are. Goes out: milliseconds, bytes, frames.
Refuses to measure with a clock outside the browser: what Playwright needs to pass a key on is not the reader's waiting.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, Page

PATIENCE_MS = 120_000

_WATCH = """({ ask, shown, painting, patience }) => {
  // What the reader sees, and whether it is there at all: the frame of the map may be taken away and put up again.
  const inside = new Function('return (' + shown + ')');
  const there = new Function('return (' + painting + ')');
  const before = inside();
  const found = { changed: null, painted: null, blank: 0, frames: 0 };
  window.watched = new Promise((done) => {
    const watch = () => {
      const begun = performance.now();
      const look = () => {
        found.frames += 1;
        if (!there()) found.blank += 1;
        const now = inside();
        if (now !== null && now !== before && there()) {
          found.changed = performance.now() - begun;
          // Two frames on, what was drawn is on the screen.
          requestAnimationFrame(() => requestAnimationFrame(() => done({ ...found, painted: performance.now() - begun })));
        } else if (performance.now() - begun > patience) done(found);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    if (ask) {
      watch();
      new Function(ask)();
    } else addEventListener('pointerup', watch, { capture: true, once: true });
  });
}"""  # noqa: E501  # a script


@dataclass(frozen=True)
class Act:
    """One act of a reader: scripts that run in the page."""

    ask: str
    """Statement that acts; empty text where a hand does."""
    shown: str
    """Expression: a text that changes when the act is answered, null while there is none."""
    painting: str = "true"
    """Expression: whether the map is on the screen."""
    prepare: Callable[[Page], None] = lambda _: None
    """What is done before, unmeasured."""
    by_hand: Callable[[Page], None] = lambda _: None
    """What a hand does; the clock starts when the page hears that it lets go."""


@dataclass
class Bytes:
    """What the page is sent over its WebSocket, and in answer to its requests."""

    session: CDPSession
    down: int = 0
    frames: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to count."""
        self.session.send("Network.enable")
        self.session.on("Network.webSocketFrameReceived", self._message)
        self.session.on("Network.dataReceived", self._data)

    def _message(self, event: dict[str, Any]) -> None:
        # Binary messages come in base64: three bytes in four characters. Before compression.
        size = len(event["response"]["payloadData"]) * 3 // 4
        self.down += size
        self.frames.append(size)

    def _data(self, event: dict[str, Any]) -> None:
        self.down += event["dataLength"]


def repeat(page: Page, acts: list[Act], warm_up: int = 2) -> dict[str, Any]:
    """Act again and again; return milliseconds to the change and to its painting, bytes and blank frames.

    Parameters
    ----------
    page : Page
        The dashboard, at rest.
    acts : list of Act
        One after the other; each begins when the page has come to rest after the one before.
    warm_up : int, optional
        How many of the first are not counted.
    """
    counter = Bytes(page.context.new_cdp_session(page))
    found, sizes = [], []
    for act in acts:
        settle(page)
        act.prepare(page)
        counter.down = 0
        asked = {"ask": act.ask, "shown": act.shown, "painting": act.painting, "patience": PATIENCE_MS}
        page.evaluate(_WATCH, asked)
        act.by_hand(page)
        answer = page.evaluate("window.watched")
        if answer["painted"] is None:
            raise RuntimeError(f"nothing came of {act.ask[:80] or act.by_hand}")
        settle(page)
        found.append(answer)
        sizes.append(counter.down)
    counted, sizes = found[warm_up:], sizes[warm_up:]
    return {
        "changed_ms": spread([one["changed"] for one in counted]),
        "painted_ms": spread([one["painted"] for one in counted]),
        "bytes": int(statistics.median(sizes)),
        "frames": spread([one["frames"] for one in counted]),
        "blank_frames": max(one["blank"] for one in counted),
        "steps": len(counted),
    }


def settle(page: Page) -> None:
    """Wait until the page's script has run and nothing more is on the way."""
    page.wait_for_function(
        "() => { const app = document.querySelector('[data-testid=\"stApp\"]');"
        " return app && app.dataset.testScriptState === 'notRunning'; }",
        timeout=PATIENCE_MS,
    )
    page.wait_for_timeout(150)


def spread(milliseconds: list[float]) -> dict[str, float]:
    """Return median and 95th percentile."""
    ordered = sorted(milliseconds)
    return {
        "p50": round(statistics.median(ordered), 1),
        "p95": round(ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)], 1),
    }
