"""Addresses as a picture writes them.

Comes in: an address from outside. Goes out: letters that every font has.
Refuses anything that could be read as something else.
"""

from __future__ import annotations

from urllib.parse import quote


def plain_address(address: str) -> str:
    """Write an address, which may hold anything, in letters that the font has."""
    return quote(address, safe="/:?#[]@!$&'()*+,;=%~")
