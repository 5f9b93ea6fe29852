"""The folium map on the page: one base for the life of the page, restyled by what changes; or two of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st
import streamlit.components.v1 as components
from streamlit_folium import st_folium

from claimatlas.draw import HEIGHT, Inert, base_map, base_settings, changes
from claimatlas.record import Places, chosen_workspace
from claimatlas.symbology import PALETTES, Palette
from claimatlas.ui import address
from claimatlas.ui.inputs import act
from claimatlas.ui.place_view import PANEL
from claimatlas.ui.shell import Screen
from claimatlas.view import View

_LOW = {"screen": 330, "phone": 330}
"""Heights of a map beside another, in pixels: both fit on a laptop, with their controls and legends."""
# What the base map of each place is told of itself; the left one of two keeps the address for both.
_OWN: Mapping[str, Mapping[str, Any]] = {
    "map": {"height": HEIGHT, "panel": PANEL},
    "map-left": {"height": _LOW, "label": "Left map of claims by district", "pair": {"id": "pair", "writes": True}},
    "map-right": {"height": _LOW, "label": "Right map of claims by district", "pair": {"id": "pair", "writes": False}},
}


def show(screen: Screen) -> None:
    """Draw the map; a click on a district chooses it."""
    _draw(screen.view, screen.palette, "map")


def show_beside(view: View, palette: Palette, side: str) -> None:
    """Draw one of two maps that move together, ``left`` or ``right``; a click on a district chooses it on both."""
    _draw(view, palette, f"map-{side}")


def _draw(view: View, palette: Palette, name: str) -> None:
    places = view.record.places
    st_folium(
        base_map(places, palette, _settings(places.sha256, palette.name, name, places)),
        key=name,
        height=_OWN[name]["height"]["screen"],
        use_container_width=True,
        # It renders the map by itself; asked to, it does so a second time.
        render=False,
        # Nothing is asked of Leaflet itself: a pan or zoom must not run the page again.
        returned_objects=[],
        feature_group_to_add=changes(view, address.opened()),
        on_change=partial(_choose, name),
    )


@st.cache_data(max_entries=12)
def _settings(version: str, theme: str, name: str, _places: Places) -> Inert:
    return base_settings(_places, PALETTES[theme], _geodata_address(version), **_OWN[name])


def _geodata_address(version: str) -> str:
    """Return where the map's frame finds a layer: streamlit serves the folder of a component by its name."""
    folder = chosen_workspace() / "geodata"
    served = components.declare_component("geodata", path=str(folder.resolve()))
    return f"../{served.name}/LAYER.geojson?v={version[:16]}"


def _choose(name: str) -> None:
    answer = st.session_state.get(name) or {}
    district = answer.get("district")
    if isinstance(district, str):
        act(place=district)
