"""What moves first with each step: the map, and what it is called.

Comes in: a ``Screen``, and the place of the title. Goes out: the early part of the map's page.
Refuses what can follow a moment later, and whatever a reader can change: after a new start of the server a part of a
page is not there to be asked.
"""

from __future__ import annotations

from streamlit.delta_generator import DeltaGenerator

from claimatlas.ui import counts, map_view, shell
from claimatlas.ui.shell import Screen


def show(screen: Screen, head: DeltaGenerator) -> None:
    """Draw the map first, then what it is called in ``head``."""

    def draw(screen: Screen) -> None:
        map_view.show(screen)
        with head:
            counts.named(screen)

    shell.early_part(draw, screen)
