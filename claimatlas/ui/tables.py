"""Tables of claims and problems; cells are drawn as text on a canvas, never as markup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from claimatlas.errors import Problem
from claimatlas.kinds import Coded, Day, Degrees, Whole, is_link
from claimatlas.load import RefusedRow
from claimatlas.schema import CLAIMS, Column

_FIRST = ("event_date", "party", "claimant", "claim_type", "beneficiary", "district", "summary", "link")


def claims_table(claims: pd.DataFrame, names: dict[str, str], *, key: str) -> str | None:
    """Show claims as a table; return the ``claim_id`` of the row the reader chose, if any."""
    shown = claims.assign(
        district=claims["district"].map(names).fillna(""),
        link=claims["source_url"].where(claims["source_url"].map(is_link).astype(bool)),
    )
    order = [*_FIRST, *(name for name in CLAIMS.names if name not in _FIRST)]
    chosen: Any = st.dataframe(
        shown[order],
        key=key,
        hide_index=True,
        height=460,
        column_order=order,
        column_config={
            **{column.name: _column_config(column) for column in CLAIMS.columns},
            "district": st.column_config.TextColumn("district", help="District the claim was placed in."),
            "link": st.column_config.LinkColumn("source", display_text="Open", width="small"),
        },
        on_select="rerun",
        selection_mode="single-row",
    )
    rows = chosen.selection.rows
    return str(claims.index[rows[0]]) if rows and rows[0] < len(claims) else None


def _column_config(column: Column) -> Any:
    make: Any = st.column_config.TextColumn
    options: dict[str, Any] = {}
    if isinstance(column.kind, Day):
        make, options = st.column_config.DateColumn, {"format": "YYYY-MM-DD"}
    elif isinstance(column.kind, (Whole, Degrees)):
        make = st.column_config.NumberColumn
    elif column.name == "summary":
        options = {"width": "large"}
    elif isinstance(column.kind, Coded):
        options = {"width": "small"}
    return make(column.name, help=f"{column.meaning} ({column.kind.words})", **options)


def problems_table(problems: Iterable[Problem]) -> None:
    """Show problems, one a row."""
    rows = [
        {
            "File": problem.file,
            "Line": problem.line,
            "Column": problem.column,
            "Found": problem.found,
            "Expected": problem.expected,
            "Row": problem.severity.value,
        }
        for problem in problems
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True)


def refused_table(refused: Iterable[RefusedRow]) -> None:
    """Show rows kept aside, with their text as it stands in the file."""
    rows = [
        {
            "File": row.file,
            "Line": row.line,
            "Why": " ".join(f"{p}." for p in row.problems),
            "Row as it stands": row.raw,
        }
        for row in refused
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True)
