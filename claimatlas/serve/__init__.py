"""The dashboard as a server that others may reach: Streamlit's own, behind a door of ours.

Comes in: ``Options``. Goes out: nothing; it serves until it is stopped.
Refuses names it was not given, requests to other hosts, telemetry, error details, and more readers than it can hold.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route

from claimatlas.draw import ANSWER_PATH
from claimatlas.serve.answering import Answering
from claimatlas.serve.headers import SecurityHeaders
from claimatlas.serve.options import Options
from claimatlas.serve.outlines import Outlines
from claimatlas.serve.readiness import PATH as READY
from claimatlas.serve.readiness import Readiness
from claimatlas.serve.returning import Returning
from claimatlas.serve.seats import SeatKeeper, Seats

SCRIPT = Path(__file__).resolve().parents[2] / "app.py"


def application(options: Options) -> st.App:
    """Make the dashboard as an ASGI application, with its door in front."""
    seats = Seats(options.sessions)
    return st.App(
        SCRIPT,
        routes=[
            Route(READY, Readiness(seats).answer, methods=["GET", "HEAD"]),
            Route(ANSWER_PATH, Answering(seats).answer, methods=["GET"]),
        ],
        middleware=[
            Middleware(SecurityHeaders, tiles=options.tiles),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(options.names), www_redirect=False),
            Middleware(SeatKeeper, seats=seats),
            Middleware(Returning),
            Middleware(Outlines),
        ],
    )


def settings(options: Options) -> dict[str, object]:
    """Return what Streamlit is told, over anything its file or the environment says."""
    return {
        "server.address": options.address,
        "server.port": options.port,
        "server.headless": True,
        "server.allowedHosts": list(options.names),
        "server.enableCORS": True,
        "server.enableXsrfProtection": True,
        "server.enableStaticServing": True,
        "server.maxUploadSize": options.upload_megabytes,
        "server.fileWatcherType": "none",
        "server.runOnSave": False,
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "none",
        "client.toolbarMode": "viewer",
        "global.developmentMode": False,
        "logger.hideWelcomeMessage": True,
    }


def serve(options: Options) -> None:
    """Serve the dashboard until the process is told to end."""
    application(options).run(config=settings(options))
