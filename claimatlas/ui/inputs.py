"""What the reader changed since the last run, told apart from what the browser had not heard of yet.

Several controls can stand for one field: the day is on the slider, in the date box and in the list of milestones.
When one is moved, the others are set to follow; a message that left the browser before it heard of that still carries
their old values, which Streamlit reports as changes. Such an echo must not undo what the reader did.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from claimatlas.ui import address

_EVENTS = "claimatlas.events"
_SENT = "claimatlas.sent"


def key_of(name: str) -> str:
    """Return the key of a control in the session."""
    return f"control-{name}"


def seed(name: str, value: object) -> None:
    """Set a control to the selection's value before it is drawn.

    Only when it differs: a value that is set is sent to the browser, and would undo what the reader does meanwhile.
    """
    key, sent = key_of(name), st.session_state.setdefault(_SENT, {})
    if key in st.session_state and st.session_state[key] == value:
        sent[name] = []
        return
    # What the browser may still show, or may show by the time of its next message.
    sent[name] = [*sent.get(name, []), st.session_state.get(key), value]
    st.session_state[key] = value


def optional_choice(
    label: str,
    options: Mapping[str, str],
    name: str,
    *,
    placeholder: str,
    on_change: Callable[..., None],
    args: Any = (),
) -> None:
    """Draw a list from which the reader chooses one code or none; ``options`` holds the words of each code.

    Without ``index=None`` Streamlit reads a message that carries no choice as the first of the list. The words must
    stay the same from run to run: the browser answers with them.
    """
    st.selectbox(
        label,
        list(options),
        index=None,
        key=key_of(name),
        format_func=options.__getitem__,
        placeholder=placeholder,
        on_change=on_change,
        args=args,
    )


def value_of(name: str) -> Any:
    """Return the value of a control as the browser last reported it."""
    return st.session_state[key_of(name)]


def take(field: str, name: str) -> None:
    """Put the value of a control into a field of the selection; for ``on_change``."""
    note(name, {field: value_of(name)})


def note(name: str, fields: dict[str, Any]) -> None:
    """Remember that a control reports a change; ``settle`` decides whether the reader made it."""
    _events().append((name, value_of(name), fields))


def act(**fields: Any) -> None:
    """Change the selection at once: a button, a click on the map or on a row is never an echo."""
    _events().append(None)
    address.change(**fields)


def settle() -> None:
    """Apply what controls reported since the last run, without echoes.

    One event alone is the reader's. Where several came with one message, or one with an address that the page did not
    write (the back button), a control that reports a value which it was itself sent a moment ago only repeats it.
    """
    is_sure = not address.is_opened()
    events = _events()
    st.session_state[_EVENTS] = []
    sent = st.session_state.get(_SENT, {})
    for event in events:
        if event is None:
            continue
        name, value, fields = event
        if (is_sure and len(events) == 1) or value not in sent.get(name, []):
            address.change(**fields)


def _events() -> list[tuple[str, Any, dict[str, Any]] | None]:
    events: list[tuple[str, Any, dict[str, Any]] | None] = st.session_state.setdefault(_EVENTS, [])
    return events
