"""Seats for readers: no more at a time than the server can hold, and a clear page for the next one.

Comes in: requests for pages and connections of open pages. Goes out: the same, or "busy".
Refuses to turn away who is already in: a reload and a broken line find their seat again.

A page holds a seat from the moment it is given out, for the short while until its connection comes; then as long as
the connection lives. Whoever asks for anything but a page (health, files) needs none.
"""

from __future__ import annotations

import time
from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from uuid import uuid4

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

HELD_SECONDS = 20
"""How long a page that was given out may take to connect."""
RETRY_SECONDS = 15
_COOKIE = "_streamlit_xsrf"
"""Streamlit's own cookie, random for each browser: it tells who is already in."""
_NO_PAGES = ("/_stcore/", "/static/", "/media/", "/component/", "/app/static/", "/ready", "/vendor/")
_STREAM = "/_stcore/stream"
_BUSY = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Claim Atlas is busy</title>
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="{RETRY_SECONDS}">
<style>body {{ max-width: 34rem; margin: 18vh auto; padding: 0 1.2rem; font: 1.1rem/1.5 sans-serif;
color: #1d2329; background: #fbfaf6; }} h1 {{ font-size: 1.5rem; }}
@media (prefers-color-scheme: dark) {{ body {{ color: #e9e6de; background: #17191b; }} }}</style></head>
<body><h1>Claim Atlas is busy</h1>
<p>As many people are reading as this server can hold. The address you opened keeps all that it asks for.</p>
<p>This page tries again by itself every {RETRY_SECONDS} seconds.</p></body></html>
"""


@dataclass
class Seats:
    """Who is in. One event loop uses it; no locks."""

    most: int
    """Readers at a time."""
    connected: Counter[str] = field(default_factory=Counter)
    """Open connections by browser."""
    held: OrderedDict[str, float] = field(default_factory=OrderedDict)
    """Seats of pages that have not connected yet, by browser, with the moment each is given up."""

    @property
    def taken(self) -> int:
        """Seats that nobody else can have."""
        return self.connected.total() + len(self.held)

    def hold(self, browser: str, now: float) -> bool:
        """Hold a seat for a page that is asked for; False when there is none."""
        self._give_up(now)
        known = bool(browser) and (browser in self.held or self.connected[browser] > 0)
        if not known and self.taken >= self.most:
            return False
        self.held[browser or uuid4().hex] = now + HELD_SECONDS
        return True

    def sit(self, browser: str, now: float) -> bool:
        """Give a seat to a connection: the one held for it, or a free one; False when there is none."""
        self._give_up(now)
        if browser in self.held:
            del self.held[browser]
        elif self.held:
            # A first visit has no cookie when it asks for the page: any held seat is as good as another.
            self.held.popitem(last=False)
        elif self.taken >= self.most:
            return False
        self.connected[browser] += 1
        return True

    def is_in(self, scope: Scope) -> bool:
        """Whether a request comes from a browser that has a page open."""
        return self.connected[_browser(scope)] > 0

    def leave(self, browser: str) -> None:
        """Free the seat of a connection that ended."""
        self.connected[browser] -= 1
        if self.connected[browser] <= 0:
            del self.connected[browser]

    def _give_up(self, now: float) -> None:
        for browser in [one for one, until in self.held.items() if until <= now]:
            del self.held[browser]


class SeatKeeper:
    """ASGI middleware that lets in as many readers as there are seats."""

    def __init__(self, app: ASGIApp, *, seats: Seats) -> None:
        self._app = app
        self._seats = seats

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer that the server is busy."""
        if scope["type"] == "websocket" and scope["path"].endswith(_STREAM):
            await self._connection(scope, receive, send)
        elif _asks_for_page(scope) and not self._seats.hold(_browser(scope), time.monotonic()):
            busy = HTMLResponse(_BUSY, 503, {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"})
            await busy(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _connection(self, scope: Scope, receive: Receive, send: Send) -> None:
        browser = _browser(scope)
        if not self._seats.sit(browser, time.monotonic()):
            await PlainTextResponse("busy", 503)(scope, receive, send)
            return
        try:
            await self._app(scope, receive, send)
        finally:
            self._seats.leave(browser)


def _asks_for_page(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and not scope["path"].startswith(_NO_PAGES)
        and "text/html" in Headers(scope=scope).get("accept", "")
    )


def _browser(scope: Scope) -> str:
    try:
        cookies = SimpleCookie(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return ""
    return cookies[_COOKIE].value if _COOKIE in cookies else ""
