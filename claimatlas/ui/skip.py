"""Links past what is long: the first tab stops of the map page.

Comes in: nothing. Goes out: the element ``skip``.
Refuses to change anything but where the reader is.
"""

from __future__ import annotations

from claimatlas.ui import elements, map_words

# Selectors from the outside in: what the first finds may hold a shadow root.
_TARGETS = (
    ("To the map", ["iframe[title*='st_folium']"]),
    ("To the timeline", ["[role=slider][aria-label='Day shown']"]),
    ("To the map in words", [f".st-key-{map_words.PLACE}", "summary"]),
    ("To the claims beside it", [".st-key-control-place", "input"]),
)


def show() -> None:
    """Put the links before everything else of the page."""
    links = [{"label": label, "target": target} for label, target in _TARGETS]
    elements.mount("skip", {"label": "Skip links", "links": links}, key="skip")
