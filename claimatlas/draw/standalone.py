"""The base map for a page without a server: folium's own script, the same letters at every run.

Comes in: ``Places`` and a ``Palette``. Goes out: JavaScript.
Refuses free text, as the base map does.
"""

from __future__ import annotations

import re
from typing import Any, cast

from claimatlas.draw import base_map
from claimatlas.draw.settings import base_settings
from claimatlas.record import Places
from claimatlas.symbology import Palette

# folium names each element by 32 random digits, and its container like the map.
_NAMED = re.compile(r"\b([a-z_]+)_([0-9a-f]{32})\b")


def standalone_script(places: Places, palette: Palette, container: str) -> str:
    """Return the script that makes the base map in a container of a page.

    Parameters
    ----------
    places : Places
        Extent and names.
    palette : Palette
        Theme.
    container : str
        Identifier of the element that becomes the map.
    """
    figure = base_map(places, palette, base_settings(places, palette, "", published=True)).get_root()
    figure.render()
    names: dict[str, str] = {}

    def plain(found: re.Match[str]) -> str:
        return names.setdefault(found[0], container if found[1] == "map" else f"{found[1]}_{len(names)}")

    # folium's figure gathers there what its elements write.
    script = _NAMED.sub(plain, str(cast(Any, figure).script.render()))
    return re.sub(r"\s*\n\s*", "\n", script).strip()
