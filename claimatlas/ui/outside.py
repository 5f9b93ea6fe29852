"""Whether readers may turn on what their browsers ask of other hosts.

Comes in: what the operator of ``serve`` decided. Goes out: the answer, and a selection that keeps to it.
Refuses to offer what the server's own policy would block.
"""

from __future__ import annotations

import os
from dataclasses import replace

from claimatlas import vocabulary as voc
from claimatlas.selection import Selection

VARIABLE = "CLAIMATLAS_TILES"
SHUT = "Pictures of the ground from outside are shut off on this server: no page of it asks another host for anything."


def may_be_asked() -> bool:
    """Whether other hosts may be asked for pictures of the ground, once a reader turns them on."""
    return os.environ.get(VARIABLE, "on") != "off"


def kept_inside(selection: Selection) -> Selection:
    """Return the selection without pictures from outside, where they are shut off."""
    return selection if may_be_asked() else replace(selection, tiles=voc.Tiles.OFF.value)
