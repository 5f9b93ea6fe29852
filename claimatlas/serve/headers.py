"""What every answer tells the browser it may do with the page.

Comes in: an answer. Goes out: the same answer with security headers.
Refuses every other host in every kind of request, except tile servers when the operator allows them.

The page itself runs no script but Streamlit's and those of our elements. The frame of the map is laxer because
streamlit-folium runs the script it is sent as text: it is told codes and numbers only (``draw/inert``), and it is
kept from other hosts like the rest.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimatlas.draw import TILE_ADDRESSES
from claimatlas.load import read_bytes

_MAP_FRAME = "/component/streamlit_folium."
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
}


class SecurityHeaders:
    """ASGI middleware that sets the headers, over any that stood there."""

    def __init__(self, app: ASGIApp, *, tiles: bool) -> None:
        self._app = app
        hosts = tile_hosts() if tiles else ()
        self._page = policy(page_scripts(), hosts)
        self._frame = policy(("'unsafe-inline'", "'unsafe-eval'"), hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        chosen = self._frame if scope["path"].startswith(_MAP_FRAME) else self._page

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", chosen)
            await send(message)

        await self._app(scope, receive, with_headers)


def policy(scripts: tuple[str, ...], image_hosts: tuple[str, ...] = ()) -> str:
    """Write a Content-Security-Policy.

    Parameters
    ----------
    scripts : tuple of str
        What may run beside scripts of this server's own files.
    image_hosts : tuple of str
        Other hosts that may be asked for pictures.
    """
    directives = {
        "default-src": ("'none'",),
        "script-src": ("'self'", *scripts),
        "style-src": ("'self'", "'unsafe-inline'"),
        "img-src": ("'self'", "data:", "blob:", *image_hosts),
        "font-src": ("'self'", "data:"),
        "connect-src": ("'self'",),
        "frame-src": ("'self'",),
        "worker-src": ("'self'", "blob:"),
        "media-src": ("'self'",),
        "manifest-src": ("'self'",),
        "base-uri": ("'none'",),
        "form-action": ("'self'",),
        "frame-ancestors": ("'self'",),
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


@cache
def page_scripts() -> tuple[str, ...]:
    """Return the sums of the scripts that stand in Streamlit's page itself, and where our elements' scripts come from.

    Streamlit gives the script of an element to the browser as a ``blob:`` of its own making.
    """
    page = read_bytes(Path(st.__file__).parent / "static" / "index.html")
    sums = [base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE.findall(page)]
    return (*(f"'sha256-{one}'" for one in sums), "blob:")


def tile_hosts() -> tuple[str, ...]:
    """Return the hosts of all pictures of the ground a reader can choose."""
    hosts = {urlsplit(address).netloc for address in TILE_ADDRESSES}
    return tuple(sorted(f"https://{host}" for host in hosts))
