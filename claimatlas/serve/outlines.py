"""The outlines of the record that is shown, also when other ones lie in the folder by now.

Comes in: what a map asks for: a layer, and the sum of the geodata it goes with. Goes out: that layer.
Refuses to keep bytes of which it is not sure that they belong to the sum.

While the files are good they are handed out from the disk, as without this. When they are bad the last good record
stays on the screen (``shelf``), and a map that is drawn anew is given the outlines that this record was read with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from claimatlas.errors import ClaimAtlasError
from claimatlas.load import read_bytes
from claimatlas.record import GEODATA_FILES
from claimatlas.shelf import shelf
from claimatlas.workspace import chosen_workspace

_LAYER = re.compile(r"/component/[\w.]+\.geodata/(\w+\.geojson)")
_KEPT = 2


class Outlines:
    """ASGI middleware for the layers that a map fetches."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[str, Mapping[str, bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it from what is kept."""
        found = _LAYER.fullmatch(scope["path"]) if scope["type"] == "http" else None
        version = parse_qs(scope["query_string"].decode("latin-1")).get("v", [""])[0] if found else ""
        # Not in the event loop: a record that has changed is read there and then.
        content = await run_in_threadpool(self.content, found[1], version) if found and version else None
        if content is None:
            await self._app(scope, receive, send)
        else:
            # The next state of the files has another sum; nobody needs to keep this one.
            await Response(content, 200, {"Cache-Control": "no-store"}, "application/json")(scope, receive, send)

    def content(self, name: str, version: str) -> bytes | None:
        """Return a layer that the disk does not have any more; None while it is to be had from there."""
        try:
            standing = shelf().standing(chosen_workspace())
            if not standing.record.places.sha256.startswith(version):
                return None
            if standing.trouble:
                return self._kept.get(version, {}).get(name)
            if version not in self._kept:
                folder = chosen_workspace() / "geodata"
                layers = {file: read_bytes(folder / file) for file in GEODATA_FILES if file.endswith(".geojson")}
                # Only when nothing has changed meanwhile are they what the record was read from.
                if shelf().standing(chosen_workspace()).record is standing.record:
                    self._kept = dict([*self._kept.items(), (version, layers)][-_KEPT:])
        except ClaimAtlasError:
            return None  # the page says what is wrong
        return None
