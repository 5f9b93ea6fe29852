"""Controls that change the selection: filters and clocks beside every page."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.kinds import FIRST_YEAR, LAST_YEAR
from claimatlas.record import Record
from claimatlas.selection import FILTERS, NO_FILTER, WINDOWS, CodeFilter, Selection, is_filtered
from claimatlas.ui import address
from claimatlas.ui.inputs import act, key_of, note, seed, take, value_of


def _take_codes(field: str, name: str) -> None:
    note(name, {field: tuple(value_of(name))})


def sidebar(record: Record) -> None:
    """Draw the clocks and filters that all pages share."""
    selection = address.current()
    with st.sidebar:
        st.subheader("Clocks")
        _clocks(selection, record)
        st.subheader("Filters")
        for code_filter in FILTERS:
            _code_filter(code_filter, selection, record)
        _range(selection)
        st.button(
            "Clear filters",
            icon=":material/filter_alt_off:",
            on_click=_clear_filters,
            disabled=not is_filtered(selection),
            width="stretch",
        )


def _clocks(selection: Selection, record: Record) -> None:
    _day_input("On", "on", selection.on, record, words="Event clock: the day the map shows.", optional=False)
    # 0 stands for the whole record: Streamlit takes None for nothing chosen.
    options = list(dict.fromkeys(days or 0 for days in (*WINDOWS, selection.window)))
    seed("window", selection.window or 0)
    st.selectbox(
        "Window",
        options,
        key=key_of("window"),
        format_func=lambda days: f"{days} days" if days else "The whole record",
        on_change=_take_window,
        help="How many days up to the day shown a claim stays live.",
    )
    _day_input(
        "Known by",
        "known_by",
        selection.known_by,
        record,
        words="Knowledge clock: only claims published by this day. Empty: no limit.",
    )


def _take_window() -> None:
    note("window", {"window": value_of("window") or None})


def _day_input(
    label: str, field: str, day: dt.date | None, record: Record | None = None, *, words: str, optional: bool = True
) -> None:
    seed(field, day)
    limits: dict[str, Any] = {"min_value": dt.date(FIRST_YEAR, 1, 1), "max_value": dt.date(LAST_YEAR, 12, 31)}
    if record and not optional:
        limits = day_limits(record, day)
    st.date_input(
        label, key=key_of(field), format="YYYY-MM-DD", on_change=take, args=(field, field), help=words, **limits
    )


def day_limits(record: Record, day: dt.date | None) -> dict[str, Any]:
    """Return the first and last day that a control over event days offers: the record's, and ``day`` itself."""
    days = [record.first_day, record.last_day, *([day] if day else [])]
    return {"min_value": min(days), "max_value": max(days)}


def _code_filter(code_filter: CodeFilter, selection: Selection, record: Record) -> None:
    labels = code_filter.choices(record.places.gazetteer)
    seed(code_filter.key, list(code_filter.wanted(selection)))
    st.multiselect(
        code_filter.label,
        list(labels),
        key=key_of(code_filter.key),
        format_func=labels.__getitem__,
        placeholder="All",
        on_change=_take_codes,
        args=(code_filter.field, code_filter.key),
    )


def _range(selection: Selection) -> None:
    _day_input("From", "since", selection.since, words="First event day. Empty: no limit.")
    _day_input("To", "until", selection.until, words="Last event day. Empty: no limit.")


def _clear_filters() -> None:
    act(**NO_FILTER)


def rows() -> None:
    """Draw the choice of which rows a table lists."""
    seed("rows", address.current().rows)
    st.selectbox(
        "Rows",
        [code.value for code in voc.Rows],
        key=key_of("rows"),
        format_func=lambda code: voc.Rows(code).label,
        on_change=take,
        args=("rows", "rows"),
    )
