"""Count what goes over the wire: ``python -m benchmarks.wire``.

Comes in: nothing. Goes out: a table, and JSON.
Refuses to guess: a relay stands between Chromium and the server and counts every byte of every connection, headers,
compression and messages of the WebSocket included.

A first visit has nothing in the browser's cache, a second one what the first left there. The rest is what one
act of a reader costs, on a page that is open.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.browser.driving import PATIENCE_MS, Reader, open_chromium, running_dashboard

_QUIET_MS = 1500
"""How long nothing may move before an act counts as over, in milliseconds."""


@dataclass
class Count:
    """What went by since it was last emptied."""

    down: int = 0
    """Bytes to the browser."""
    up: int = 0
    """Bytes from the browser."""
    requests: int = 0
    """Files asked for; what the browser took from its cache was not."""


class Relay:
    """Passes everything on to a server, and counts it."""

    def __init__(self, server: int) -> None:
        self.server = server
        self.port = 0
        self.count = Count()

    async def open(self) -> asyncio.Server:
        """Listen on a free port of loopback."""
        listener = await asyncio.start_server(self._join, "127.0.0.1", 0)
        self.port = listener.sockets[0].getsockname()[1]
        return listener

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self.server)
        await asyncio.gather(self._pass(reader, there_writer, "up"), self._pass(there_reader, writer, "down"))

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, way: str) -> None:
        try:
            while chunk := await source.read(65536):
                setattr(self.count, way, getattr(self.count, way) + len(chunk))
                target.write(chunk)
                await target.drain()
        except ConnectionError:
            pass  # the browser left: what went by stays counted
        finally:
            target.close()


@contextmanager
def counted(address: str) -> Iterator[Relay]:
    """Stand a relay before the dashboard at ``address``."""
    relay = Relay(urlsplit(address).port or 80)
    loop = asyncio.new_event_loop()
    listener = loop.run_until_complete(relay.open())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield relay
    finally:
        loop.call_soon_threadsafe(listener.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def over(relay: Relay, reader: Reader, act: Callable[[], object]) -> Count:
    """Return what an act costs, until nothing has moved for a while."""
    relay.count = Count()
    act()
    before = None
    while before != asdict(relay.count):
        before = asdict(relay.count)
        reader.page.wait_for_timeout(_QUIET_MS)
    return relay.count


def measure(chromium: Browser, relay: Relay) -> dict[str, Count]:
    """Visit twice and act like a reader."""
    # A context of its own: Playwright switches the cache off in one whose requests it looks at.
    context = chromium.new_context(viewport={"width": 1440, "height": 1000})
    context.set_default_timeout(PATIENCE_MS)
    reader = Reader(context.new_page(), f"http://127.0.0.1:{relay.port}")
    day = reader.page.get_by_role("slider", name="Day shown")
    acts: dict[str, Callable[[], object]] = {
        "first visit": lambda: reader.open().wait_for_map(),
        "second visit": lambda: reader.open().wait_for_map(),
        "one day on": lambda: day.press("ArrowRight"),
        "another district": lambda: reader.district("AF1901").click(),
        "one filter": lambda: _filter(reader),
        "zoom and pan": lambda: _move(reader),
        "another page": reader.page.get_by_role("link", name="Disputes").first.click,
    }
    counts = {}
    for name, act in acts.items():
        asked: list[str] = []
        reader.page.on("requestfinished", lambda request, asked=asked: asked.append(request.url))
        counts[name] = over(relay, reader, act)
        counts[name].requests = len(asked)
    context.close()
    return counts


def _filter(reader: Reader) -> None:
    reader.page.get_by_role("combobox", name="Camp of the speaker").click()
    reader.page.get_by_role("option", name="Taliban").click()


def _move(reader: Reader) -> None:
    reader.map.get_by_role("button", name="Kunduz", exact=True).click()
    reader.map.locator("#map_div").press("ArrowLeft")


def table(counts: dict[str, Count]) -> str:
    """Write the counts in kilobytes of 1,000 bytes."""
    lines = ["act                 down kB     up kB  requests"]
    for act, one in counts.items():
        lines.append(f"{act:<18}{one.down / 1000:9.1f} {one.up / 1000:9.1f} {one.requests:9d}")
    return "\n".join(lines)


def main() -> int:
    """Measure, and print."""
    argparse.ArgumentParser(description="Bytes over the wire: two visits, and what one act costs.").parse_args()
    with running_dashboard() as address, counted(address) as relay, open_chromium() as chromium:
        counts = measure(chromium, relay)
    print(table(counts))  # run by hand
    print(json.dumps({act: asdict(one) for act, one in counts.items()}))  # the same
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
