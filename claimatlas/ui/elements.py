"""Elements of our own on a page: plain data goes to the browser, and what the reader asks for comes back.

An element is a JavaScript and a CSS file in ``components/``, behind the parts that all share. It writes every word
through ``textContent``. What comes back is a page and parameters, read by the same reader as an address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import streamlit as st

from claimatlas import permalink
from claimatlas import vocabulary as voc
from claimatlas.errors import ClaimAtlasError
from claimatlas.load import read_bytes
from claimatlas.ui import address, cached
from claimatlas.ui.inputs import act

_FOLDER = Path(__file__).parent / "components"
_SHARED = ("links", "card")


@cache
def _component(name: str) -> Callable[..., Any]:
    return st.components.v2.component(
        f"claimatlas_{name}",
        html=f'<div class="{name}"></div>',
        css="\n".join([_camp_colours(), *(_text(f"{part}.css") for part in (*_SHARED, name))]),
        js="\n".join(_text(f"{part}.js") for part in (*_SHARED, name)),
    )


def _camp_colours() -> str:
    """Give what belongs to a camp its colour, which each element sets on its root."""
    codes = [camp.value for camp in voc.Camp]
    return "\n".join(f".lane-{code}, .camp-{code} {{ --side: var(--camp-{code}); }}" for code in codes)


def _text(file: str) -> str:
    return read_bytes(_FOLDER / file).decode()


def mount(name: str, data: Mapping[str, Any], *, key: str) -> None:
    """Draw an element.

    Parameters
    ----------
    name : str
        Name of its files in ``components/``, and class of its root.
    data : mapping
        What it shows: JSON only.
    key : str
        Key in the session, unlike any other on the page.
    """
    _component(name)(key=key, data=data, height="content", on_go_change=partial(_go, key))


def _go(key: str) -> None:
    asked = st.session_state[key].go
    if not isinstance(asked, dict):
        return
    parameters = {str(name): [str(value) for value in values] for name, values in asked.get("parameters", {}).items()}
    try:
        gazetteer = cached.record().places.gazetteer
    except ClaimAtlasError:
        return  # the frame, which runs next, says what is wrong with the record
    before = address.current()
    after = permalink.follow(before, parameters, gazetteer)
    act(**{field: value for field, value in vars(after).items() if value != getattr(before, field)})
    if asked.get("page"):
        address.turn_to(str(asked["page"]))
