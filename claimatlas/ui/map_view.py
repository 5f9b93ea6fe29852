"""The folium map on the page: one base for the life of the page, restyled by what changes."""

from __future__ import annotations

import streamlit as st
import streamlit.components.v1 as components
from streamlit_folium import st_folium

from claimatlas.draw import HEIGHT, base_map, base_settings, changes
from claimatlas.record import Places, chosen_workspace
from claimatlas.symbology import PALETTES
from claimatlas.ui import address
from claimatlas.ui.inputs import act
from claimatlas.ui.shell import Screen

_KEY = "map"


def show(screen: Screen) -> None:
    """Draw the map; a click on a district chooses it."""
    places = screen.record.places
    st_folium(
        base_map(places, screen.palette, _settings(places.sha256, screen.palette.name, places)),
        key=_KEY,
        height=HEIGHT["screen"],
        use_container_width=True,
        # Nothing is asked of Leaflet itself: a pan or zoom must not run the page again.
        returned_objects=[],
        feature_group_to_add=changes(screen.view, address.opened()),
        on_change=_choose,
    )


@st.cache_data(max_entries=4)
def _settings(version: str, theme: str, _places: Places) -> str:
    return base_settings(_places, PALETTES[theme], _geodata_address(version))


def _geodata_address(version: str) -> str:
    """Return where the map's frame finds a layer: streamlit serves the folder of a component by its name."""
    folder = chosen_workspace() / "geodata"
    served = components.declare_component("geodata", path=str(folder.resolve()))
    return f"../{served.name}/LAYER.geojson?v={version[:16]}"


def _choose() -> None:
    answer = st.session_state.get(_KEY) or {}
    district = answer.get("district")
    if isinstance(district, str):
        act(place=district)
