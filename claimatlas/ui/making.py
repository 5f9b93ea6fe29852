"""Files that the reader asks for: made after the rest of the page stands, with a bar, and a way to stop.

Comes in: what can be made. Goes out: the file, saved by the browser as soon as it is ready.
Refuses to keep half a file, and a file of another selection than the one on the screen.

A file is made at the very end of a run. Each word of how far it is is a moment at which Streamlit lets the reader's
next act come first: the button that stops it, or anything else on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from claimatlas.errors import ClaimAtlasError
from claimatlas.export import Told
from claimatlas.selection import Selection
from claimatlas.ui import address, elements, progress

_ASKED = "claimatlas.making.asked"
_BEGUN = "claimatlas.making.begun"
_MADE = "claimatlas.making.made"
_SAVE = "save-file"


@dataclass(frozen=True)
class Choice:
    """One kind of file."""

    key: str
    """Unlike any other on the page."""
    label: str
    """What it is, on its button."""
    file: str
    """Name under which it is saved."""
    media_type: str
    """As browsers know it."""
    write: Callable[[Told], tuple[bytes, bytes]]
    """Gives the file and its sidecar, and says how far it is, from 0 to 1."""


@dataclass(frozen=True)
class _Made:
    choice: Choice
    selection: Selection
    content: bytes
    sidecar: bytes
    number: int
    """One more than that of the file before: the browser saves each by itself once."""


def offer(choices: Iterable[Choice], *, key: str) -> None:
    """Draw a button for each kind of file: one click makes it and saves it."""
    with st.container(key=f"offer-{key}"):
        for choice in choices:
            st.button(
                choice.label,
                key=f"make-{choice.key}",
                on_click=partial(_ask, choice),
                icon=":material/download:",
                width="stretch",
            )


def _ask(choice: Choice) -> None:
    st.session_state[_ASKED] = choice


def tray() -> None:
    """Make what was asked for, and show it; the last thing of a page."""
    asked: Choice | None = st.session_state.pop(_ASKED, None)
    unfinished: Choice | None = st.session_state.pop(_BEGUN, None)
    made: _Made | None = st.session_state.get(_MADE)
    is_shown = made is not None and made.selection == address.current()
    if not (asked or unfinished or is_shown):
        return
    with st.container(key="making"):
        if asked:
            made = _make(asked, made.number + 1 if made else 1)
        elif unfinished:
            st.text(f"Stopped: {unfinished.file} was not made.")
            return
        if made:
            _show(made)


def _make(choice: Choice, number: int) -> _Made | None:
    # It stays there when the reader's next act ends this run.
    st.session_state[_BEGUN] = choice
    try:
        with progress.shown(st.container(), f"Making {choice.file} …", "stop-making") as told:
            content, sidecar = choice.write(told)
    except ClaimAtlasError as error:
        del st.session_state[_BEGUN]
        st.text(str(error))
        return None
    del st.session_state[_BEGUN]
    made = _Made(choice, address.current(), content, sidecar, number)
    st.session_state[_MADE] = made
    return made


def _show(made: _Made) -> None:
    choice = made.choice
    st.text(f"{choice.file}, {_size(len(made.content))}, is saved where your browser keeps downloads.")
    with st.container(horizontal=True):
        st.download_button(
            "Save again", made.content, file_name=choice.file, mime=choice.media_type, key=_SAVE, on_click="ignore"
        )
        st.download_button(
            "Sidecar",
            made.sidecar,
            file_name=f"{choice.file}.json",
            mime="application/json",
            key="save-sidecar",
            on_click="ignore",
            help="What was asked, of which data, by which version, and the file's SHA-256.",
        )
        st.button("Close", key="close-making", on_click=_forget)
    elements.mount("saver", {"button": f".st-key-{_SAVE} button", "number": made.number}, key="saver")


def _forget() -> None:
    st.session_state.pop(_MADE, None)


def _size(number: int) -> str:
    return f"{number / 1_000_000:.1f} MB" if number >= 1_000_000 else f"{max(number / 1000, 0.1):.1f} kB"
