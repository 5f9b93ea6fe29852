"""How far something is that takes its time, and a button that ends it.

Comes in: where to draw, what is being done. Goes out: a function that is told how much is done.
Refuses to stop anything itself: the click runs the page again, and Streamlit ends the run that was under way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from claimatlas.errors import ClaimAtlasError


@contextmanager
def shown(
    place: Any, words: str, key: str, on_stop: Callable[[], None] | None = None
) -> Iterator[Callable[[float], None]]:
    """Show a bar and a button while something is done; both are gone when it is done, or could not be.

    Parameters
    ----------
    place : DeltaGenerator
        Where they stand.
    words : str
        What is being done.
    key : str
        Unlike that of any other button.
    on_stop : callable, optional
        Called before the page runs again, when the button is pressed.

    Yields
    ------
    callable
        Takes the share that is done, from 0 to 1. Each call is a moment at which Streamlit lets the button come first.
    """
    box = place.empty()
    with box.container():
        bar = st.progress(0.0, words)
        st.button("Stop", key=key, icon=":material/stop:", on_click=on_stop)

    def told(share: float) -> None:
        bar.progress(min(share, 1.0), words)

    try:
        yield told
    except ClaimAtlasError:
        box.empty()
        raise
    box.empty()
