"""The folium map: one constant base, and a small message for what changes.

Comes in: a ``View``. Goes out: folium elements.
Refuses free text: what folium is given is geometry by address, P-codes, our own codes and words, numbers, and names of
the gazetteer; ``inert.as_script`` is the one gate, and the type of what it gives is asked for wherever folium writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import folium
from branca.element import MacroElement
from folium.plugins.pattern import StripePattern
from folium.template import Template

from claimatlas import permalink
from claimatlas.draw.inert import Inert, as_script
from claimatlas.draw.message import message
from claimatlas.draw.settings import ANSWER_PATH, CREDIT, HEIGHT, TILE_ADDRESSES, base_settings
from claimatlas.load import read_bytes, sha256
from claimatlas.record import Places
from claimatlas.symbology import LOOKS, Look, Palette
from claimatlas.view import View

__all__ = [
    "ANSWER_PATH",
    "CREDIT",
    "HEIGHT",
    "SCRIPTS",
    "STYLES",
    "TILE_ADDRESSES",
    "Inert",
    "as_script",
    "base_map",
    "base_settings",
    "changes",
    "message",
]

# Where the map's frame finds what the app serves under static/.
_STATIC = "../../app/static"
_FOLDER = Path(__file__).resolve().parents[2] / "static"
SCRIPTS = (
    "leaflet/leaflet.pattern.js",
    "atlas/marks.js",
    "atlas/tooltip.js",
    "atlas/locator.js",
    "atlas/names.js",
    "atlas/map.js",
)
STYLES = ("leaflet/leaflet.css", "fonts/fonts.css", "atlas/map.css")
"""What the map needs of ``static/`` beside Leaflet itself, in the order in which it is read."""


@cache
def _served(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Name files of static/ with their addresses; the sum of each keeps an old one out of the browser's cache."""
    return [(name, f"{_STATIC}/{name}?v={sha256(read_bytes(_FOLDER / name))[:16]}") for name in names]


class _BaseMap(folium.Map):
    """A folium map that takes Leaflet from the app and nothing from elsewhere."""

    def __init__(self, **options: Any) -> None:
        self.default_js = _served(("leaflet/leaflet.js",))
        self.default_css = _served(STYLES)
        super().__init__(**options)


class _CampStripes(StripePattern):
    """folium's stripe pattern with one stripe for each colour instead of two; dots where no side is claimed.

    All patterns of a map are one element: branca compiles a template for each.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            {% for pattern in this.patterns %}
            new claimatlas.CampStripes({{ pattern }}).addTo({{ this.parent_map.get_name() }});
            {% endfor %}
        {% endmacro %}
        """
    )

    patterns: list[Inert]

    def __init__(self, looks: Mapping[Look, tuple[str, ...]]) -> None:
        self.default_js = _served(SCRIPTS)
        super().__init__()  # type: ignore[no-untyped-call]  # folium leaves it untyped
        self.patterns = [as_script(_pattern(look, colours)) for look, colours in looks.items()]


def _pattern(look: Look, colours: tuple[str, ...]) -> dict[str, Any]:
    height = look.width * len(colours)
    return {
        "key": look.key,
        "dots": not look.camps,
        "angle": look.angle,
        "weight": look.width,
        "colors": colours,
        "width": height,
        "height": height,
    }


class _Call(MacroElement):
    """Calls one function of static/atlas/map.js with one inert value."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            claimatlas.{{ this.function }}({{ this.arguments }});
        {% endmacro %}
        """
    )

    function: Literal["mount", "show"]
    arguments: Inert

    def __init__(self, function: Literal["mount", "show"], arguments: Inert) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca leaves it untyped
        self._name = "Call"
        self.function = function
        self.arguments = arguments


class _Mount(_Call):
    """Hands the map itself to the script, with its settings."""

    arguments: Inert

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            claimatlas.mount({{ this._parent.get_name() }}, {{ this.arguments }});
        {% endmacro %}
        """
    )


def base_map(places: Places, palette: Palette, settings: Inert) -> folium.Map:
    """Make the map that stays for the life of the page: no status, no claim, no tiles.

    Parameters
    ----------
    places : Places
        Extent of the workspace.
    palette : Palette
        Theme.
    settings : Inert
        What ``base_settings`` gave for the same places and theme.

    Returns
    -------
    folium.Map
        Made anew at each call: streamlit-folium changes the map it is given. Its script is the same for the same
        arguments, so that the browser keeps the map, its zoom and its centre.
    """
    west, south, east, north = places.districts.total_bounds
    base = _BaseMap(
        location=[round((south + north) / 2, 3), round((west + east) / 2, 3)],
        zoom_start=7,
        tiles=None,
        zoom_snap=0.1,
        zoom_delta=0.5,
    )
    base.add_child(_CampStripes({look: look.colours(palette) for look in LOOKS.values()}))
    base.add_child(_Mount("mount", settings))
    return base


def changes(view: View, opened: int = 0) -> folium.FeatureGroup:
    """Make the message that restyles the base map for one view; its size does not grow with the number of claims.

    Parameters
    ----------
    view : View
        What is to be seen.
    opened : int, optional
        How many addresses the reader has opened so far. The map moves to the view's extent when the number is
        a new one; as long as it stays, zoom and centre are the reader's own.
    """
    group = folium.FeatureGroup(name="view", control=False)
    told = message(view) | {"opened": opened, "asked": permalink.without_day(view.selection)}
    group.add_child(_Call("show", as_script(told)))
    return group
