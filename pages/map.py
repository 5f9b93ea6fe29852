"""The map is the home: timeline under it, the claims about the chosen district beside it."""

import streamlit as st

from claimatlas.ui import controls, counts, downloads, map_view, place_view, shell, timeline

screen = shell.enter("map")

counts.show(screen)
left, right = st.columns([0.57, 0.43], gap="medium")
with left:
    map_view.show(screen)
    timeline.show(screen)
    with st.container(horizontal=True):
        downloads.snapshot(screen)
        controls.tiles_toggle()
with right:
    place_view.show(screen)
