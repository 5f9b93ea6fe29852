"""How to read the map, in one screen: open on a reader's first visit.

Comes in: a ``Screen``. Goes out: the element ``guide``.
Refuses to stand in the way of the map, and to keep on the server who has read it.
"""

from __future__ import annotations

from claimatlas import vocabulary as voc
from claimatlas.symbology import FADED
from claimatlas.ui import elements
from claimatlas.ui.shell import Screen

_LINES = (
    ("one", "One colour: only that side is said to gain or hold ground here. It is a claim, not a fact."),
    ("both", "Two colours: both sides claim ground here. That is what this atlas is for."),
    ("silent", "Dots: nobody reported in these days. Silence is not control."),
    ("pale", "Paler: the latest claim is older."),
    ("conceded", "Give way: the losing side itself says so."),
    ("arrow", "An arrow: forces are said to approach from there."),
)
_ACTS = (
    "Drag the day under the map, or press play. Black marks above it are milestones.",
    "Choose a district for who said so, by which source, and who denies it.",
    "The address of this page is the view: copy it, and hand it on.",
)


def show(screen: Screen, *, wanted: bool) -> None:
    """Draw the guide; ``wanted`` opens it for a reader who has not folded it yet."""
    palette = screen.palette
    one, other = (palette.camps[camp] for camp in (voc.FIRST, voc.SECOND))
    colours = {"one": one, "other": other, "tint": palette.tints[voc.FIRST], "silent": palette.silent}
    colours |= {"dot": palette.silent_mark, "land": palette.land, "ink": palette.ink}
    data = {
        "title": "How to read this map",
        "lines": [{"sample": sample, "text": text} for sample, text in _LINES],
        "acts": list(_ACTS),
        "colours": colours,
        "faded": list(FADED.values()),
        "wanted": wanted,
    }
    elements.mount("guide", data, key="guide")
