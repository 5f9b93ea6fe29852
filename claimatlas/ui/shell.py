"""The frame around every page: navigation, shared filters, and what the address asked for in vain."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from claimatlas.errors import ClaimAtlasError, short
from claimatlas.record import Record
from claimatlas.selection import Selection
from claimatlas.settings import SETTINGS
from claimatlas.symbology import DARK, LIGHT, Palette
from claimatlas.ui import address, cached, controls, elements, inputs, making, outside, partly, stale
from claimatlas.view import View

_FRAMED = "claimatlas.framed"
_SIDEBAR_WIDTH = 250
_ROOT = Path(__file__).resolve().parents[2]
_STATIC = _ROOT / "static" / "atlas"
PAGES = {
    "map": ("Map", "map"),
    "disputes": ("Disputes", "compare_arrows"),
    "compare": ("Compare", "splitscreen_right"),
    "claims": ("Claims", "format_list_bulleted"),
    "claimants": ("Claimants", "record_voice_over"),
    "data": ("Data", "fact_check"),
    "method": ("Method", "menu_book"),
}
"""Title and icon of every page of the navigation."""
HIDDEN = {"district": "District", "claim": "Claim", "milestone": "Milestone", "bring": "Bring your data"}
"""Title of every page that is reached from what it belongs to."""


@dataclass(frozen=True)
class Screen:
    """What a page is given."""

    record: Record
    """The record of the workspace."""
    selection: Selection
    """What the reader asked for."""
    view: View
    """The selection, worked out."""
    palette: Palette
    """Colours of the reader's theme."""


def path_of(name: str) -> str:
    """Return the file of a page, as links to it need it."""
    return str(_ROOT / "pages" / f"{name}.py")


def pages() -> list[StreamlitPage]:
    """Return every page; each is reached under the name of its file."""
    home, *others = PAGES
    return [
        # The default page answers at the root alone, whatever its own path: a hidden one answers to its name.
        _page(home, path="home", default=True),
        *(_page(name, path=name) for name in others),
        *(
            st.Page(path_of(name), title=title, url_path=name, visibility="hidden")
            for name, title in ({home: PAGES[home][0]} | HIDDEN).items()
        ),
    ]


def _page(name: str, *, path: str, default: bool = False) -> StreamlitPage:
    title, icon = PAGES[name]
    return st.Page(path_of(name), title=title, icon=f":material/{icon}:", url_path=path, default=default)


def run(now: dt.datetime) -> None:
    """Run the page the reader asked for inside the shared frame.

    Parameters
    ----------
    now : datetime
        The moment, with its zone: an old record that stands in for a bad one is shown with its age.
    """
    _set_up()
    st.html(_STATIC / "page.css")
    st.logo(_STATIC / "icon.svg", size="large")
    page = st.navigation(pages(), position="top")
    st.session_state[_FRAMED] = True
    try:
        standing = cached.standing(st.empty())
        record = standing.record
        inputs.settle()
        address.read(record)
        asked = address.turned()
        if asked in {*PAGES, *HIDDEN}:
            st.switch_page(path_of(asked), query_params=address.carried())
        controls.sidebar(record)
        stale.show(standing, now)
        _name_ignored()
        with partly.told():
            page.run()
        query = urlencode(address.write(), doseq=True)
        elements.mount("keeper", {"query": query, "opened": address.opened()}, key="keeper")
        with partly.told():
            making.tray()
    except ClaimAtlasError as error:
        st.error("The record cannot be shown.", icon=":material/error:")
        st.text(str(error))
        st.text("Correct the file, then reload this page.")


def _set_up() -> None:
    # Without an icon of its own the page takes the navigation's, which Streamlit fetches from another host.
    st.set_page_config(
        page_title=SETTINGS.title, page_icon=_STATIC / "icon.svg", layout="wide", initial_sidebar_state=_SIDEBAR_WIDTH
    )


def enter(name: str) -> Screen:
    """Open a page inside the frame and return what it shows.

    On a server that nobody has visited yet, a deep link runs the page's file alone: then the reader is sent through the
    frame, with everything the address asked for.
    """
    if not st.session_state.get(_FRAMED):
        _set_up()
        framed = pages()
        st.navigation(framed, position="hidden")
        asked = {key: st.query_params.get_all(key) for key in st.query_params}
        # By its address and not by its file: the map's file answers to two.
        st.switch_page(next(page for page in framed if page.url_path == name), query_params=asked)
    record = cached.record()
    selection = outside.kept_inside(address.current())
    return Screen(record, selection, View(record, selection), palette())


def palette() -> Palette:
    """Return the colours that go with the reader's theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def _name_ignored() -> None:
    named = address.ignored()
    if not named:
        return
    with st.container(border=True, key="ignored"):
        st.markdown("**The address asks for something that does not exist.** The rest of it is shown.")
        for one in named:
            st.text(f"{one.key}={short(one.value)} {short(one.reason)}.")
