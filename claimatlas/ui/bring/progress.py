"""How far the reading of a brought file is, and a button that ends it.

Comes in: where to draw, what is being done. Goes out: a function that is told how much is done.
Refuses to keep what a stopped run had read: the file is let go, as after a no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from claimatlas.errors import ClaimAtlasError
from claimatlas.ui.bring import held


@contextmanager
def shown(place: Any, words: str, key: str) -> Iterator[Callable[[float], None]]:
    """Show a bar and a button while something is done; both are gone when it is done, or could not be.

    Parameters
    ----------
    place : DeltaGenerator
        Where they stand.
    words : str
        What is being done.
    key : str
        Unlike that of any other button.

    Yields
    ------
    callable
        Takes the share that is done, from 0 to 1. Each call is a moment at which Streamlit lets the button come first.
    """
    box = place.empty()
    with box.container():
        bar = st.progress(0.0, words)
        st.button("Stop", key=key, icon=":material/stop:", on_click=held.discard)

    def told(share: float) -> None:
        bar.progress(min(share, 1.0), words)

    try:
        yield told
    except ClaimAtlasError:
        box.empty()
        raise
    box.empty()
