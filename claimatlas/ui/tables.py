"""Tables of claims and problems; cells are drawn as text on a canvas, never as markup."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.errors import Problem
from claimatlas.kinds import Coded, Day, Degrees, Whole, is_link
from claimatlas.load import RefusedRow
from claimatlas.schema import CLAIMS, Column
from claimatlas.ui.inputs import act

_FIRST = ("event_date", "party", "claimant", "claim_type", "beneficiary", "district", "summary", "link")


def claims_table(claims: pd.DataFrame, names: dict[str, str], *, key: str) -> None:
    """Show claims as a table."""
    st.dataframe(**_as_table(claims, names), key=key)


def claims_to_choose_from(claims: pd.DataFrame, names: dict[str, str], *, key: str) -> None:
    """Show claims as a table; a row that the reader chooses becomes the claim of the selection."""
    st.dataframe(
        **_as_table(claims, names),
        key=key,
        selection_mode="single-row",
        on_select=partial(_take_claim, key, tuple(claims.index)),
    )


def _take_claim(key: str, claim_ids: tuple[str, ...]) -> None:
    rows = st.session_state[key].selection.rows
    act(claim=claim_ids[rows[0]] if rows else "")


def _as_table(claims: pd.DataFrame, names: dict[str, str]) -> dict[str, Any]:
    shown = claims.assign(
        district=claims["district"].map(names).fillna(""),
        party=claims["party"].map(_labels(voc.Party)),
        claim_type=claims["claim_type"].map(_labels(voc.ClaimType)),
        beneficiary=claims["beneficiary"].map(_labels(voc.Camp)).fillna(""),
        link=claims["source_url"].where(claims["source_url"].map(is_link).astype(bool)),
    )
    order = [*_FIRST, *(name for name in CLAIMS.names if name not in _FIRST)]
    return {
        "data": shown[order],
        "hide_index": True,
        "height": 340,
        "column_order": order,
        "column_config": {
            **{column.name: _column_config(column) for column in CLAIMS.columns},
            "district": st.column_config.TextColumn("district", help="District the claim was placed in."),
            "link": st.column_config.LinkColumn("source", display_text="Open", width="small"),
        },
    }


def _labels(codes: type[voc.Code]) -> dict[str, str]:
    return {member.value: member.label for member in codes}


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
