"""What a reader is answered first: one part of a page is drawn again on its own, before the whole page is.

Comes in: how the part is drawn. Goes out: the part, and after a change of the reader's a run of it alone.
Refuses to be the whole answer: the page runs after its early part, and what it draws is what stays.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

from claimatlas.errors import ClaimAtlasError

_IS_THERE = "claimatlas.early"
_KEY = "early"
_SENT_SECONDS = 0.03
"""So long the page waits for its early part to be sent and painted: its own run takes back what is not on its way."""


@dataclass
class _Turn:
    is_whole: bool = True
    trouble: ClaimAtlasError | None = None


def begin() -> None:
    """Forget the part of the page before: a run of the whole page begins."""
    st.session_state[_IS_THERE] = False


def part(draw: Callable[[], None], again: Callable[[], None]) -> None:
    """Draw a part of the page that is drawn first after a change; a page has one, at most.

    Parameters
    ----------
    draw : callable
        Draws it as a part of the whole page.
    again : callable
        Draws it on its own, with what the reader changed meanwhile.
    """
    turn = _Turn()

    @st.fragment(key=_KEY)
    def drawn() -> None:
        if turn.is_whole:
            try:
                draw()
            except ClaimAtlasError as error:
                # Streamlit would tell it in this place, in its own words; the page has better ones.
                turn.trouble = error
            return
        # What is wrong is told by the whole page, which follows.
        with suppress(ClaimAtlasError):
            again()
        time.sleep(_SENT_SECONDS)
        st.rerun()

    try:
        drawn()
    finally:
        turn.is_whole = False
    if turn.trouble:
        raise turn.trouble
    st.session_state[_IS_THERE] = True


def ask() -> None:
    """Ask for the early part of the page, if it has one: the last thing that a callback does."""
    if st.session_state.get(_IS_THERE):
        st.rerun(_KEY)
