"""How the dashboard is served.

Comes in: what the operator asked for. Goes out: ``Options``.
Refuses to be reached from a network under names nobody has given it.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from claimatlas.errors import UsageError

SESSIONS = 50
"""Readers at a time, unless told otherwise: what two cores hold at one step in 15 seconds each."""
UPLOAD_MEGABYTES = 20
PORT = 8501
_LOOPBACK = ("127.0.0.1", "localhost")
_NAME = re.compile(r"(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)


@dataclass(frozen=True)
class Options:
    """What the operator decides; everything else is fixed."""

    address: str = "127.0.0.1"
    """Where to listen."""
    port: int = PORT
    """Port."""
    names: tuple[str, ...] = _LOOPBACK
    """Names under which browsers may reach it: the ``Host`` they send."""
    sessions: int = SESSIONS
    """Readers at a time; one more is shown a page that says so."""
    upload_megabytes: int = UPLOAD_MEGABYTES
    """Largest file that a reader can hand in."""
    tiles: bool = False
    """Whether readers may turn on pictures of the ground, which their browsers ask of other hosts."""


def options(
    *, address: str, port: int, names: tuple[str, ...], sessions: int, upload_megabytes: int, tiles: bool
) -> Options:
    """Check what was asked for.

    Raises
    ------
    UsageError
        When a number is out of range, a name is none, or a network is opened without a name.
    """
    for what, number, most in (
        ("The port", port, 2**16 - 1),
        ("The number of sessions", sessions, 10_000),
        ("The size of an upload in megabytes", upload_megabytes, 1_000),
    ):
        if not 0 < number <= most:
            raise UsageError(f"{what} is {number}, but must be from 1 to {most:,}.")
    if not _is_loopback(address) and not names:
        raise UsageError(
            f"{address} can be reached from a network: give the names under which browsers will, with --name."
        )
    for name in names:
        if not _NAME.fullmatch(name):
            raise UsageError(f"'{name}' is no name of a host, such as atlas.example.org.")
    known = dict.fromkeys((*_LOOPBACK, *(name.lower() for name in names)))
    return Options(address, port, tuple(known), sessions, upload_megabytes, tiles)


def _is_loopback(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError as error:
        raise UsageError(f"'{address}' is no address to listen on, such as 127.0.0.1.") from error
