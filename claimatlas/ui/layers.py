"""What the map is made of: each layer to be shown or not, and pictures of the ground from outside.

Comes in: the selection. Goes out: a change of it.
Refuses to load anything from outside before the reader asks for it and is told who then learns what.
"""

from __future__ import annotations

import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.ui import address, outside
from claimatlas.ui.inputs import key_of, note, seed, take, value_of
from claimatlas.ui.shell import Screen

_LEARNS = (
    "The servers of the provider learn your network address and which part of the map you look at, and when. "
    "The pictures show the ground of later years, not of the day on the map."
)


def choose(screen: Screen) -> None:
    """Draw the list of layers behind a button."""
    with st.popover("Layers", icon=":material/layers:"):
        for layer in voc.Layer:
            _switch(layer, screen)
        if outside.may_be_asked():
            _pictures_of_the_ground(screen)
        else:
            st.caption(outside.SHUT)


def _pictures_of_the_ground(screen: Screen) -> None:
    seed("tiles", screen.selection.tiles)
    st.selectbox(
        "Pictures of the ground from outside",
        [tiles.value for tiles in voc.Tiles],
        key=key_of("tiles"),
        format_func=lambda code: voc.Tiles(code).label,
        on_change=take,
        args=("tiles", "tiles"),
    )
    st.caption(voc.Tiles.OFF.description if screen.selection.tiles == voc.Tiles.OFF else _LEARNS)


def _switch(layer: voc.Layer, screen: Screen) -> None:
    name = f"layer-{layer.value}"
    seed(name, screen.selection.shows(layer))
    count = f" ({screen.view.assessment_count})" if layer is voc.Layer.ASSESSMENTS else ""
    st.toggle(
        f"{layer.label}{count}",
        key=key_of(name),
        on_change=_take,
        args=(layer, name),
        help=layer.description or None,
    )


def _take(layer: voc.Layer, name: str) -> None:
    field = "hidden" if layer.is_usual else "layers"
    wanted = not value_of(name) if layer.is_usual else value_of(name)
    now: tuple[str, ...] = getattr(address.current(), field)
    chosen = [one.value for one in voc.Layer if (wanted if one is layer else one.value in now)]
    note(name, {field: tuple(chosen)})
