"""The Compare page: two maps that move together, and what the one says that the other does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from claimatlas import permalink
from claimatlas import vocabulary as voc
from claimatlas.answers import days_asked
from claimatlas.compare import differences, presets, sides, summary, swapped, voice_name
from claimatlas.days import day_after, day_before
from claimatlas.kinds import FIRST_YEAR, LAST_YEAR
from claimatlas.record import Record
from claimatlas.selection import long_day
from claimatlas.ui import address, elements, map_view
from claimatlas.ui.compare import table as by_district
from claimatlas.ui.compare.table import Picture, steps
from claimatlas.ui.controls import day_limits
from claimatlas.ui.inputs import act, key_of, seed, take
from claimatlas.ui.shell import Screen, path_of
from claimatlas.ui.words import plain
from claimatlas.view import NOT_FACTS, View, counted

_STYLE = Path(__file__).resolve().parents[3] / "static" / "atlas" / "compare.css"


def show(screen: Screen) -> None:
    """Draw the page."""
    st.html(_STYLE)
    st.title("Compare")
    _question(screen)
    record = screen.record
    left, right = (Picture(side, View(record, side.selection)) for side in sides(screen.selection, days_asked(record)))
    with st.container(key="compare-sides"):
        for name, picture, column in zip(("left", "right"), (left, right), st.columns(2, gap="medium"), strict=True):
            with column:
                _controls(screen, name)
                _picture(picture)
                map_view.show_beside(picture.view, screen.palette, name)
    _differences(screen, (left, right))
    _chosen(screen, (left, right))


def _question(screen: Screen) -> None:
    """Say what can be asked, in general and of the day shown."""
    selection = screen.selection
    seed("compare", selection.compare)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.radio(
            "What the two pictures differ in",
            [code.value for code in voc.Comparison],
            key=key_of("compare"),
            format_func=lambda code: voc.Comparison(code).label,
            horizontal=True,
            label_visibility="collapsed",
            on_change=take,
            args=("compare", "compare"),
        )
        st.button("Swap sides", icon=":material/swap_horiz:", on_click=_swap, args=(screen.record,))
    elements.mount("questions", {"title": "Typical questions", "questions": _presets(screen)}, key="questions")
    said = voc.Comparison(selection.compare).description
    if selection.compare == voc.Comparison.VOICES and selection.parties:
        said += " The party filter is set aside here: each picture is of one party."
    st.text(f"{said} {NOT_FACTS}")


def _presets(screen: Screen) -> list[dict[str, Any]]:
    days, now = days_asked(screen.record), screen.selection
    here = (now.compare, sides(now, days))
    return [
        {
            "label": label,
            "parameters": steps(now, asked),
            "is_current": (asked.compare, sides(asked, days)) == here,
        }
        for label, asked in presets(now)
    ]


def _swap(record: Record) -> None:
    # Worked out when the button is pressed: a quick second press starts from where the first one led.
    act(**swapped(address.current(), days_asked(record)))


def _controls(screen: Screen, side: str) -> None:
    selection, is_left = screen.selection, side == "left"
    if selection.compare == voc.Comparison.VOICES:
        _voice_box("voice" if is_left else "versus_voice", side)
    elif selection.compare == voc.Comparison.DAYS and is_left:
        _day_box("on", "Day of the left picture", **day_limits(screen.record, selection.on))
    elif selection.compare == voc.Comparison.DAYS:
        limits = day_limits(screen.record, selection.versus_on)
        _day_box("versus_on", "Day of the right picture (empty: the next day with claims)", value=None, **limits)
    elif is_left:
        _knowledge_box("known_by", f"Left picture known by (empty: the evening of {long_day(selection.on)})")
    else:
        _knowledge_box("versus_known_by", "Right picture known by (empty: no limit, as known today)")


def _knowledge_box(field: str, label: str) -> None:
    _day_box(field, label, value=None, min_value=dt.date(FIRST_YEAR, 1, 1), max_value=dt.date(LAST_YEAR, 12, 31))


def _day_box(field: str, label: str, **limits: Any) -> None:
    name = f"compare-{field}"
    seed(name, getattr(address.current(), field))
    st.date_input(label, key=key_of(name), format="YYYY-MM-DD", on_change=take, args=(field, name), **limits)


def _voice_box(field: str, side: str) -> None:
    name, party = f"compare-{field}", getattr(address.current(), field)
    seed(name, party)
    st.selectbox(
        f"Party of the {side} picture",
        [code.value for code in voc.Party],
        key=key_of(name),
        format_func=_voice_label,
        on_change=take,
        args=(field, name),
    )
    st.caption(plain(voc.Party(party).description))


def _voice_label(party: str) -> str:
    name = voice_name(party).removeprefix("the ")
    return f"{name[:1].upper()}{name[1:]}"


def _picture(picture: Picture) -> None:
    """Say what one map shows, with its number of live claims."""
    view = picture.view
    st.subheader(plain(picture.side.title), anchor=False)
    st.text(f"{view.filter_sentence} {view.clock_sentence}")
    numbers = [(f"{counted(view.counts.live, 'claim')} decide{'s' * (view.counts.live == 1)} this map", voc.Rows.LIVE)]
    if view.counts.coarse:
        numbers.append((f"{view.counts.coarse:,} known too coarsely for the window", voc.Rows.COARSE))
    with st.container(horizontal=True, gap="small"):
        for label, rows in numbers:
            asked = replace(picture.side.selection, rows=rows.value)
            st.page_link(path_of("claims"), label=label, query_params=permalink.encode(asked))


def _differences(screen: Screen, pictures: tuple[Picture, Picture]) -> None:
    left, right = pictures
    districts = screen.record.places.districts.index
    found = differences(left.view.live, right.view.live, districts)
    st.header("Districts that differ", anchor=False)
    if left.view.live.empty and right.view.live.empty:
        _nothing(screen, (left.view, right.view))
        return
    if left.side.selection == right.side.selection:
        st.text("Both pictures are the same: change one side, or take one of the questions above.")
        return
    st.text(summary(found, len(districts)))
    if not found.empty:
        by_district.show(screen.selection, pictures, found, screen.palette)


def _nothing(screen: Screen, views: tuple[View, View]) -> None:
    """Say that neither picture has a live claim, and where the nearest days with claims are."""
    st.text("No district has a live claim in either picture. Silence is not control.")
    on = screen.selection.on
    begun = [view.answers.spans() for view in views]
    before = [day for days in begun if (day := day_before(days, on))]
    after = [day for days in begun if (day := day_after(days, on))]
    for label, days, nearest in (("Latest before", before, max), ("First after", after, min)):
        if days:
            st.button(f"{label}: {long_day(nearest(days))}", on_click=act, kwargs={"on": nearest(days)})


def _chosen(screen: Screen, pictures: tuple[Picture, Picture]) -> None:
    place = screen.selection.place
    if not place:
        st.caption("Choose a district on either map to compare every claim about it, of any type.")
        return
    name = screen.record.places.gazetteer.district_names[place]
    st.header(plain(f"Everything said of {name}"), anchor=False)
    left, right = (set(picture.view.claims_about(place).index) for picture in pictures)
    live = {claim_id for picture in pictures for claim_id in picture.view.live.index}
    if not left | right:
        st.text(f"No claim about {name} in these days in either picture. Silence is not control.")
    elif left == right:
        st.text(f"Both pictures have the same {counted(len(left), 'claim')} about {name}, of any type.")
    else:
        st.text(
            f"Claims about {name} in the window, also those that decide no status, such as losses and denials: "
            f"{len(left & right):,} in both pictures, {len(left - right):,} in the left alone, "
            f"{len(right - left):,} in the right alone."
            f"{' All of those in one picture alone are live, and listed above.' if left ^ right <= live else ''}"
        )
    if not left ^ right <= live:
        by_district.show_place(screen.selection, pictures, screen.palette)
    st.button("Choose no district", icon=":material/close:", on_click=act, kwargs={"place": ""})
