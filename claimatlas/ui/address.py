"""The session's selection and the page's address, kept the same.

The selection is the truth. An address replaces it when the reader opened it (a link, the back button); a control
changes it through ``change``, which also tells the two apart: a control may be moved before the address it wrote has
come back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from claimatlas import permalink
from claimatlas.answers import Answers, answers_of
from claimatlas.disputes import find_dispute
from claimatlas.record import Record
from claimatlas.selection import Selection

_SELECTION = "claimatlas.selection"
_IGNORED = "claimatlas.ignored"
_WRITTEN = "claimatlas.written"
_CHANGED = "claimatlas.changed"
_OPENED = "claimatlas.opened"
_EXTENT = "view"
_TURN = "claimatlas.turn"


def read(record: Record) -> Selection:
    """Return the selection of this run: from the address when it is new, else from the session."""
    asked = _asked()
    changed = st.session_state.pop(_CHANGED, False)
    is_known = _SELECTION in st.session_state
    # Navigation between pages empties the address; the reader's selection goes along.
    if is_known and (changed or not is_opened()):
        return _moved(record, asked)
    st.session_state[_OPENED] = opened() + 1
    decoded = permalink.decode(asked, record.places.gazetteer, first_view(record))
    unknown = _not_on_record(decoded.selection, record)
    cleared: dict[str, Any] = {one.key: "" for one in unknown}
    selection = replace(decoded.selection, **cleared)
    st.session_state[_SELECTION] = selection
    st.session_state[_IGNORED] = (*decoded.ignored, *unknown)
    return selection


def _asked() -> dict[str, list[str]]:
    return {key: st.query_params.get_all(key) for key in st.query_params}


def is_opened() -> bool:
    """Return whether the address of this run is another than the page wrote last."""
    asked = _asked()
    return bool(asked) and _without_extent(asked) != st.session_state.get(_WRITTEN)


def _not_on_record(selection: Selection, record: Record) -> list[permalink.Ignored]:
    """Name what is read on a page of its own and does not exist."""
    answers = answers_of(record, selection)
    party, _, claimant = selection.who.partition("/")
    # What nobody asked for is not looked for: each costs a walk through all claims.
    asked: tuple[tuple[str, str, str, Callable[[], bool]], ...] = (
        ("claim", selection.claim, "a claim", lambda: answers.holds(selection.claim)),
        ("event", selection.event, "a milestone", lambda: selection.event in record.events.index),
        ("dispute", selection.dispute, "a dispute", lambda: _is_dispute(answers, selection.dispute)),
        (
            "who",
            selection.who,
            "a claimant",
            lambda: answers.of_claimant(party, claimant),
        ),
    )
    return [
        permalink.Ignored(key, value, f"is not {what} on record")
        for key, value, what, is_there in asked
        if value and not is_there()
    ]


def _is_dispute(answers: Answers, dispute_id: str) -> bool:
    _, *pair = dispute_id.split(".")
    return len(find_dispute(answers.those(pair), dispute_id)) > 0


def _without_extent(asked: dict[str, list[str]]) -> dict[str, list[str]]:
    return {key: values for key, values in asked.items() if key != _EXTENT}


def _moved(record: Record, asked: dict[str, list[str]]) -> Selection:
    """Take over where the map stands: it writes that into the address itself, without running the page."""
    if _EXTENT in asked:
        decoded = permalink.decode({_EXTENT: asked[_EXTENT]}, record.places.gazetteer, current())
        st.session_state[_SELECTION] = decoded.selection
    return current()


def opened() -> int:
    """Return how many addresses the reader has opened in this session."""
    count: int = st.session_state.get(_OPENED, 0)
    return count


def first_view(record: Record) -> Selection:
    """Return what a reader sees who asked for nothing: the day of the report, or the last day of another record."""
    selection = Selection()
    inside = record.first_day <= selection.on <= record.last_day
    return selection if inside else replace(selection, on=record.last_day)


def write() -> dict[str, list[str]]:
    """Write the session's selection into the address, and return its parameters."""
    wanted = permalink.encode(current())
    st.session_state[_WRITTEN] = _without_extent(wanted)
    if _asked() != wanted:
        st.query_params.from_dict(wanted)
    return wanted


def current() -> Selection:
    """Return the session's selection."""
    selection: Selection = st.session_state[_SELECTION]
    return selection


def change(**fields: Any) -> None:
    """Change fields of the session's selection; what an earlier address asked for in vain is no longer named."""
    st.session_state[_SELECTION] = replace(current(), **fields)
    st.session_state[_CHANGED] = True
    st.session_state[_IGNORED] = ()


def ignored() -> tuple[permalink.Ignored, ...]:
    """Return what the address asked for that does not exist."""
    named: tuple[permalink.Ignored, ...] = st.session_state.get(_IGNORED, ())
    return named


def turn_to(page: str) -> None:
    """Ask for another page; ``shell`` turns to it before anything is drawn."""
    st.session_state[_TURN] = page


def turned() -> str:
    """Return the page asked for since the last run, once; empty text for none."""
    page: str = st.session_state.pop(_TURN, "")
    return page


def carried() -> dict[str, list[str]]:
    """Return the parameters with which the session goes to another page.

    They count as written: the page turned to is no address that the reader opened, and needs no second step in the
    browser's history.
    """
    parameters = permalink.encode(current())
    st.session_state[_WRITTEN] = _without_extent(parameters)
    return parameters
