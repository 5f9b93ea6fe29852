"""The head of a district's page: its names, its status in words, and where to go from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from claimatlas import permalink
from claimatlas import vocabulary as voc
from claimatlas.selection import Selection, long_day
from claimatlas.ui import counts, downloads, elements
from claimatlas.ui.inputs import note, optional_choice, seed, value_of
from claimatlas.ui.shell import Screen, path_of
from claimatlas.ui.words import plain
from claimatlas.view import counted

_CHOOSER = "district-place"


def show(screen: Screen) -> None:
    """Draw the head; without a chosen district, say so and offer all of them."""
    place = screen.selection.place
    gazetteer = screen.record.places.gazetteer
    counts.heading(screen, gazetteer.district_names[place] if place else "District")
    native = gazetteer.district_names_fa.get(place)
    if native:
        # A reader's device is told the language, or it spells the letters out in English.
        elements.mount("native", {"name": native, "language": "fa"}, key="native")
    _chooser(screen)
    if place:
        _status(screen, place)
        _links(screen, place)
    else:
        _every_district(screen)


def _chooser(screen: Screen) -> None:
    names = screen.record.places.gazetteer.district_names
    seed(_CHOOSER, screen.selection.place or None)
    optional_choice("District", names, _CHOOSER, placeholder="Choose a district", on_change=_take_place)


def _take_place() -> None:
    note(_CHOOSER, {"place": value_of(_CHOOSER) or "", "page": 1})


def _status(screen: Screen, pcode: str) -> None:
    view, on = screen.view, long_day(screen.selection.on)
    state: dict[Any, Any] = view.states.loc[pcode].to_dict()
    st.markdown(f"**{plain(on)}: {plain(view.fill_label(pcode))}.**")
    said = [f"{voc.Camp(camp).label}: {counted(len(ids), 'live claim')}" for camp, ids in state["claim_ids"].items()]
    if not said:
        return
    if state["conceded"]:
        said.append("The latest live claim is conceded: it goes against its speaker's own side")
    latest = str(state["latest_claim_id"])
    st.text(f"{'. '.join(said)}.")
    with st.container(horizontal=True, gap="small"):
        _link(
            "claim",
            f"Latest live claim: {latest}, about {long_day(state['latest_event_date'].date())}",
            replace(screen.selection, claim=latest),
        )
        number = sum(len(ids) for ids in state["claim_ids"].values())
        live = replace(screen.selection, districts=(pcode,), rows=voc.Rows.LIVE.value, page=1)
        words = {1: "1 live claim", 2: "Both live claims"}.get(number, f"All {number} live claims")
        _link("claims", f"{words} in the table", live)


def _links(screen: Screen, pcode: str) -> None:
    name = screen.record.places.gazetteer.district_names[pcode]
    number = screen.view.answers.counts_about().get(pcode, 0)
    here = replace(screen.selection, districts=(pcode,), rows=voc.Rows.ALL.value, page=1)
    with st.container(horizontal=True, gap="small"):
        _link("map", "Show on the map", replace(screen.selection, place=pcode))
        _link("disputes", f"Disputes in {name}", here)
        _link("claims", f"{counted(number, 'claim')} about {name} on any day", here)
        downloads.briefing(screen, voc.Subject.DISTRICT)
    st.markdown("On this page: [Day by day](#strip), [Chronicle](#chronicle), [Casualty figures](#figures)")


def _every_district(screen: Screen) -> None:
    st.text("No district is chosen. Choose one above or here; the number is that of the claims that pass the filters.")
    gazetteer = screen.record.places.gazetteer
    numbers = screen.view.answers.counts_about()
    for column, (province, title) in zip(
        st.columns(len(gazetteer.province_names)), gazetteer.province_names.items(), strict=True
    ):
        with column:
            st.header(plain(title))
            for pcode, name in gazetteer.district_names.items():
                if gazetteer.province_of[pcode] == province:
                    number = int(numbers.get(pcode, 0))
                    _link("district", f"{name}: {counted(number, 'claim')}", replace(screen.selection, place=pcode))


def _link(page: str, label: str, selection: Selection) -> None:
    st.page_link(path_of(page), label=plain(label), query_params=permalink.encode(selection))
