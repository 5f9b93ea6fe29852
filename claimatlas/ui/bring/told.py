"""The report of an import on a page: what was accepted, what was refused and why, spellings to decide one by one.

Comes in: an ``Import``. Goes out: nothing; an accepted spelling is held, and the file is brought once more.
Refuses to accept a spelling by itself. Words of the file stand in data grids and in ``st.text``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import pandas as pd
import streamlit as st

from claimatlas.errors import UsageError
from claimatlas.importers import Import
from claimatlas.importers.locating import Unknown
from claimatlas.importers.report import Reason, Report, line_ranges
from claimatlas.importers.spellings import Suggestion, accepted
from claimatlas.places import Gazetteer
from claimatlas.ui import tables
from claimatlas.ui.bring import held
from claimatlas.view import counted

_DECIDED = 12
"""So many spellings are decided at a time: the list is by how many rows they place."""


def show(made: Import, gazetteer: Gazetteer) -> None:
    """Draw the report."""
    report = made.report
    st.header("What came of it")
    st.text(f"{report.summary}.")
    if report.terms:
        st.text(report.terms)
    _counts(report)
    _reasons("Refused", report.reasons, "Every row is right.")
    if report.conflicts:
        st.header("One id, several contents")
        st.dataframe(pd.DataFrame(_conflict_rows(report)), hide_index=True)
    if report.flagged:
        _reasons("Flagged, and kept", report.flagged, "")
    _spellings(report.unknown, gazetteer)
    with st.expander("Every refused row, and how the file was read", icon=":material/list:"):
        if report.refused:
            tables.problems_table(problem for row in made.checked.refused for problem in row.problems)
            tables.refused_table(made.checked.refused)
        st.text("Columns of the contract, and what they were read from:")
        st.dataframe(pd.DataFrame(report.columns, columns=["Column", "Read from"]), hide_index=True)
        if report.unread:
            st.text(f"Nothing was read of: {', '.join(report.unread)}.")


def _counts(report: Report) -> None:
    placed = report.placed.most_common()
    if placed:
        st.dataframe(pd.DataFrame(placed, columns=["Placed", "Claims"]), hide_index=True)
    for remark, count in report.remarks.most_common():
        st.caption(f"{remark} ({counted(count, 'row')})")
    same, different = report.on_record.same, report.on_record.different
    if same:
        st.text(f"{len(same):,} of these claims are on record already, with the same content.")
    if different:
        st.text(f"{len(different):,} have an id that the record gives to another content: {', '.join(different[:5])}.")


def _reasons(title: str, reasons: Iterable[Reason], none: str) -> None:
    rows = [
        {
            "Column": reason.column,
            "Expected": reason.expected,
            "Found": reason.found_words,
            "Rows": len(reason.lines),
            "Which": line_ranges(reason.lines),
        }
        for reason in reasons
    ]
    st.header(title)
    if rows:
        st.dataframe(pd.DataFrame(rows), hide_index=True, key=f"bring-{title}")
    else:
        st.text(none)


def _conflict_rows(report: Report) -> list[dict[str, str]]:
    return [
        {"Id": key, "Which": line_ranges(lines), "Column": column, "Stands there": " | ".join(cells)}
        for key, lines, columns in report.conflicts
        for column, cells in columns
    ]


def _spellings(unknown: tuple[tuple[Unknown, tuple[Suggestion, ...]], ...], gazetteer: Gazetteer) -> None:
    agreed = held.current().spellings
    if not unknown and not agreed:
        return
    st.header("Names of places that are not known")
    for spelling, pcode in agreed:
        name = gazetteer.district_names.get(pcode) or gazetteer.province_names[pcode]
        st.text(f"Accepted: {spelling} is another spelling of {name} ({pcode}).")
    if not unknown:
        return
    st.text("Nothing is matched because it is similar. Accept what you know to be the same place, one by one.")
    for one, similar in unknown[:_DECIDED]:
        _decide(one, similar, gazetteer)
    if len(unknown) > _DECIDED:
        st.text(f"{len(unknown) - _DECIDED:,} more names, used by fewer rows, come after these.")


def _decide(unknown: Unknown, similar: tuple[Suggestion, ...], gazetteer: Gazetteer) -> None:
    names = gazetteer.province_names if unknown.is_province else gazetteer.district_names
    inside = [p for p in names if unknown.is_province or gazetteer.province_of[p] == unknown.province]
    first = [suggestion.pcode for suggestion in similar]
    choices = [*first, *(pcode for pcode in inside if pcode not in first)]
    key = f"{unknown.spelling}-{unknown.province}"
    where = "a province" if unknown.is_province else f"in {gazetteer.province_names[unknown.province]}"
    with st.container(border=True, key=f"bring-spelling-{unknown.lines[0]}-{len(unknown.lines)}"):
        st.text(f"{unknown.spelling}, {where}: {counted(len(unknown.lines), 'row')} ({line_ranges(unknown.lines)})")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(
                "is another spelling of",
                choices,
                index=None,
                format_func=lambda pcode: f"{names[pcode]} ({pcode}){', similar' if pcode in first else ''}",
                placeholder="Choose a place, or leave it",
                key=f"bring-place-{key}",
            )
            st.button(
                "Accept",
                key=f"bring-accept-{key}",
                disabled=chosen is None,
                on_click=partial(_accept, unknown.spelling, f"bring-place-{key}", gazetteer),
            )


def _accept(spelling: str, chosen: str, gazetteer: Gazetteer) -> None:
    one = held.current()
    try:
        one.spellings.append(accepted(spelling, st.session_state[chosen], gazetteer))
        one.kept = ""
    except UsageError as error:
        one.kept = str(error)
    one.made = None
