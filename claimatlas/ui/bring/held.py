"""What the session holds of an import until there is a yes or a no; nothing else does.

Comes in and goes out: the rows of the file, what was made of them, spellings that were accepted.
Refuses to outlive its file: another file, or none, and everything of the one before is forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import streamlit as st

from claimatlas.importers import Import
from claimatlas.load.foreign import ForeignTable, Reading
from claimatlas.record import Places

_HELD = "claimatlas.brought"
_ROUND = "claimatlas.brought-round"
_SESSION = "claimatlas.brought-session"


@dataclass
class Held:
    """One file, and what came of it."""

    key: tuple[str, Reading]
    table: ForeignTable
    spellings: list[tuple[str, str]] = field(default_factory=list)
    made: tuple[Any, Import, Places] | None = None
    """What was asked, what came of it, and the places it was brought to."""
    kept: str = ""
    """What was said after something was kept."""


def table(file_id: str, reading: Reading) -> ForeignTable | None:
    """Return the rows of a file that was read so already."""
    one = st.session_state.get(_HELD)
    return one.table if one is not None and one.key == (file_id, reading) else None


def hold_table(file_id: str, reading: Reading, rows: ForeignTable) -> None:
    """Hold the rows of a file in place of whatever was held."""
    st.session_state[_HELD] = Held((file_id, reading), rows)


def current() -> Held:
    """Return what is held."""
    held: Held = st.session_state[_HELD]
    return held


def round_of_files() -> int:
    """Return how many files were discarded: an upload under another key is another one, and the browser lets go too."""
    count: int = st.session_state.get(_ROUND, 0)
    return count


def session() -> str:
    """Return a name by which the page tells this session from one that the server has lost."""
    name: str = st.session_state.setdefault(_SESSION, uuid4().hex)
    return name


def discard() -> None:
    """Forget the file and everything that came of it."""
    forget()
    st.session_state[_ROUND] = round_of_files() + 1


def forget() -> None:
    """Hold nothing any more."""
    st.session_state.pop(_HELD, None)
