"""Starting a real dashboard on loopback, and being a person in front of it."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_MS = 30_000
STANDS = "() => [map.getZoom(), map.getCenter().lat, map.getCenter().lng]"
"""Script of the map's frame: zoom, latitude, longitude."""
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nobody else can be reached. Routes of Playwright would say the same, and turn the browser's cache off.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Start the Chromium that CLAIMATLAS_CHROMIUM names, or the one on the path; end it afterwards."""
    path = os.environ.get("CLAIMATLAS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.fail("The browser tests need Chromium: install it, or name it in CLAIMATLAS_CHROMIUM.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        try:
            yield chromium
        finally:
            _IDLE.clear()
            chromium.close()


def apart(work: Coroutine[Any, Any, Any]) -> Any:
    """Do work of asyncio in a thread of its own: in this one the browser's loop is running, when there is a browser."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_dashboard(workspace: Path | None = None, *arguments: str, module: str = "claimatlas") -> Iterator[str]:
    """Start the dashboard as `make run` does, on a free port; yield its address; stop it by its id."""
    port = free_port()
    environment = dict(os.environ)
    if workspace:
        environment["CLAIMATLAS_WORKSPACE"] = str(workspace)
    command = [sys.executable, "-m", module, "serve", "--tiles", f"--port={port}", *arguments]
    with running_server(command, port, environment) as address:
        yield address


@contextmanager
def running_server(command: Sequence[str], port: int, environment: Mapping[str, str]) -> Iterator[str]:
    """Start a server of Streamlit that listens on a port; yield its address; stop it by its id."""
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        wait_for_health(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=20)


def wait_for_health(port: int, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"The dashboard ended at once: {server.communicate()[1]}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail("The dashboard did not answer within a minute.")


@dataclass
class Reader:
    """A person at a browser that reaches 127.0.0.1 and nothing else."""

    page: Page
    address: str
    foreign: list[str] = field(default_factory=list)
    """Addresses elsewhere that something asked for; every one was blocked."""
    errors: list[str] = field(default_factory=list)
    """Errors of scripts."""
    refused: list[str] = field(default_factory=list)
    """What the browser refused because of the page's own policy; empty when a visit ends, or the visit fails."""

    def open(self, path: str = "/") -> "Reader":
        self.page.goto(self.address + path)
        return self

    @property
    def map(self) -> FrameLocator:
        # A map that is put in place of another stands before it for a moment.
        return self.page.frame_locator("iframe[title*='st_folium']").first

    def wait_for_map(self, on: str = "") -> "Reader":
        wanted = f"[data-shown='{on}']" if on else "[data-shown]"
        self.map.locator(wanted).wait_for(timeout=PATIENCE_MS)
        return self

    def wait_for_query(self, part: str) -> None:
        self.page.wait_for_function(
            "part => decodeURIComponent(location.search).includes(part)", arg=part, timeout=PATIENCE_MS
        )

    def district(self, pcode: str):
        return self.map.locator(f"path[data-pcode='{pcode}']")

    def look_of(self, pcode: str) -> str:
        return self.district(pcode).get_attribute("data-look")


_IDLE: dict[str, BrowserContext] = {}
"""Browsers that nobody sits at, by what was asked of them. Who comes next finds the app in the cache, and no more."""


@contextmanager
def reader_of(browser: Browser, address: str, **options) -> Iterator[Reader]:
    """Be somebody who has never been here, at a desktop screen unless told otherwise."""
    options = {"viewport": {"width": 1440, "height": 1000}, **options}
    asked = repr(sorted(options.items()))
    context = _IDLE.pop(asked, None) or browser.new_context(**options)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    reader = Reader(page, address)

    def note_foreign(request):
        if urlsplit(request.url).hostname not in ("127.0.0.1", None):
            reader.foreign.append(request.url)

    def note_refused(line):
        if "Content Security Policy" in line.text:
            reader.refused.append(line.text)

    context.on("request", note_foreign)
    context.on("console", note_refused)
    page.on("pageerror", lambda error: reader.errors.append(str(error)))
    try:
        yield reader
        assert reader.refused == []
    finally:
        context.remove_listener("request", note_foreign)
        context.remove_listener("console", note_refused)
        _forget(context, page, address)
        for one in context.pages:
            one.close()
        if asked in _IDLE:
            context.close()
        else:
            _IDLE[asked] = context


def _forget(context: BrowserContext, page: Page, address: str) -> None:
    """Leave nothing behind that a page could read: no cookie, no store of the browser."""
    context.clear_cookies()
    stores = {"origin": address, "storageTypes": "local_storage,indexeddb,service_workers,cache_storage"}
    context.new_cdp_session(page).send("Storage.clearDataForOrigin", stores)
