"""The map is the home: timeline under it, the claims about the chosen district beside it."""

from dataclasses import replace

import streamlit as st

from claimatlas import permalink
from claimatlas import vocabulary as voc
from claimatlas.ui import (
    assessments,
    counts,
    downloads,
    layers,
    map_view,
    map_words,
    place_view,
    shell,
    skip,
    timeline,
)

screen = shell.enter("map")

head = st.container()
left, right = st.columns([0.57, 0.43], gap="medium")
with left:
    # First what a reader waits for, map and sentence: they are on their way while the rest is worked out.
    map_view.show(screen)
with head:
    counts.show(screen)
with left:
    timeline.show(screen)
    with st.container(horizontal=True):
        downloads.snapshot(screen)
        layers.choose(screen)
        st.page_link(
            shell.path_of("compare"),
            label="What could be known that evening?",
            query_params=permalink.encode(replace(screen.selection, compare=voc.Comparison.KNOWLEDGE.value)),
        )
    assessments.show(screen)
with right:
    place_view.show(screen)
map_words.show(screen)
skip.show()
