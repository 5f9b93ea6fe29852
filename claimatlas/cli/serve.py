"""``serve``: the dashboard for others to reach, with its door shut to all that a reader does not need.

Comes in: where to listen, under which names, for how many. Goes out: a server, until it is stopped.
Refuses a network without names, and what Streamlit would let pass.
"""

from __future__ import annotations

import argparse
import os

from claimatlas.cli.arguments import workspace_of
from claimatlas.errors import UsageError
from claimatlas.serve.options import PORT, SESSIONS, UPLOAD_MEGABYTES, options
from claimatlas.workspace import SHIPPED_WORKSPACE, WORKSPACE_VARIABLE

TILES_VARIABLE = "CLAIMATLAS_TILES"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``serve`` can be told."""
    parser.add_argument("--address", default="127.0.0.1", help="where to listen; by default this computer alone")
    parser.add_argument("--port", type=int, default=PORT, help=f"by default {PORT}")
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="HOST",
        help="name under which browsers reach it, such as that of the proxy in front; may be repeated",
    )
    parser.add_argument(
        "--sessions",
        type=int,
        default=_number("CLAIMATLAS_SESSIONS", SESSIONS),
        help=f"readers at a time, {SESSIONS} unless CLAIMATLAS_SESSIONS says otherwise; others see a page that says so",
    )
    parser.add_argument(
        "--upload-megabytes",
        type=int,
        default=UPLOAD_MEGABYTES,
        help=f"largest file a reader can hand in, by default {UPLOAD_MEGABYTES}",
    )
    parser.add_argument(
        "--tiles",
        action="store_true",
        help="let readers turn on pictures of the ground, which their browsers then ask of other hosts",
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    chosen = options(
        address=arguments.address,
        port=arguments.port,
        names=tuple(arguments.name),
        sessions=arguments.sessions,
        upload_megabytes=arguments.upload_megabytes,
        tiles=arguments.tiles,
    )
    workspace = workspace_of(arguments).resolve()
    # The pages read these, and Streamlit its theme, from where they stand.
    os.environ[WORKSPACE_VARIABLE] = str(workspace)
    os.environ[TILES_VARIABLE] = "on" if chosen.tiles else "off"
    os.chdir(SHIPPED_WORKSPACE)
    from claimatlas.serve import serve

    serve(chosen)
    return 0


def _number(variable: str, usual: int) -> int:
    text = os.environ.get(variable, "")
    if text and not text.isdecimal():
        raise UsageError(f"{variable} is '{text}', but must be a whole number.")
    return int(text) if text else usual
