"""Tables of claims and problems; cells are drawn as text on a canvas, never as markup."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.errors import Problem
from claimatlas.grades import COLUMN, GRADES, by_grade, grade_words, is_on_scale
from claimatlas.kinds import Coded, Day, Degrees, Whole, is_link
from claimatlas.load import RefusedRow
from claimatlas.schema import CLAIMS, Column
from claimatlas.ui import address
from claimatlas.ui.inputs import act, key_of, seed, take
from claimatlas.view import counted

_FIRST = ("event_date", "party", "claimant", "claim_type", "beneficiary", "district", "summary", "link")


def claims_table(claims: pd.DataFrame, names: dict[str, str], *, key: str) -> None:
    """Show claims as a table."""
    st.dataframe(**_as_table(claims, names), key=key)


def claims_to_choose_from(claims: pd.DataFrame, names: dict[str, str], *, key: str, first: str = "") -> None:
    """Show claims as a table; a row that the reader chooses becomes the claim of the selection.

    A column may be asked to stand ``first``.
    """
    st.dataframe(
        **_as_table(claims, names, first),
        key=key,
        selection_mode="single-row",
        on_select=partial(_take_claim, key, tuple(claims.index)),
    )


def order() -> None:
    """Draw the choice of the order in which a table lists claims."""
    seed("order", address.current().order)
    st.selectbox(
        "Order",
        [code.value for code in voc.Order],
        key=key_of("order"),
        format_func=lambda code: voc.Order(code).label,
        on_change=take,
        args=("order", "order"),
        help="By a grade: claims whose grade cannot be judged stand apart, as they are no step of the scale.",
    )


def claims_in_order(claims: pd.DataFrame, names: dict[str, str], order: voc.Order) -> None:
    """Show claims to choose from in an order: by a grade as two tables, the scale and what cannot be judged."""
    if order is voc.Order.DAY:
        st.caption(f"{counted(len(claims), 'row')}, by event day. Choose a row to read the claim in words.")
        claims_to_choose_from(claims, names, key="claims-table")
        return
    graded, column = by_grade(claims, order), COLUMN[order]
    st.header(f"{order.label}: on the scale ({len(graded.judged):,})")
    if graded.judged.empty:
        st.text("No claim of this selection has a grade on the scale.")
    else:
        st.caption("From the top of the scale down. Choose a row to read the claim in words.")
        claims_to_choose_from(graded.judged, names, key=f"claims-table-{order.value}", first=column)
    st.header(f"{order.label}: cannot be judged ({len(graded.unjudged):,})")
    if graded.unjudged.empty:
        st.text("Every claim of this selection has a grade on the scale.")
    else:
        st.caption("No step of the scale, so neither better nor worse than the claims above; by event day.")
        claims_to_choose_from(graded.unjudged, names, key=f"claims-table-{order.value}-apart", first=column)


def _take_claim(key: str, claim_ids: tuple[str, ...]) -> None:
    rows = st.session_state[key].selection.rows
    act(claim=claim_ids[rows[0]] if rows else "")


def _as_table(claims: pd.DataFrame, names: dict[str, str], first: str = "") -> dict[str, Any]:
    shown = claims.assign(
        district=claims["district"].map(names).fillna(""),
        party=claims["party"].map(_labels(voc.Party)),
        claim_type=claims["claim_type"].map(_labels(voc.ClaimType)),
        beneficiary=claims["beneficiary"].map(_labels(voc.Camp)).fillna(""),
        **{column: claims[column].map(_grade_cells(codes)) for column, codes in GRADES.items()},
        link=claims["source_url"].where(claims["source_url"].map(is_link).astype(bool)),
    )
    order = list(dict.fromkeys([*([first] if first else []), *_FIRST, *CLAIMS.names]))
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


def _grade_cells(codes: Iterable[voc.Reliability | voc.Credibility]) -> dict[str, str]:
    # The grid sorts cells as text. With a blank before them, those that cannot be judged come before the top of the
    # scale, or after it when the order is turned, and never beside its bottom.
    return {grade.value: grade_words(grade) if is_on_scale(grade) else f" {grade_words(grade)}" for grade in codes}


def _column_config(column: Column) -> Any:
    make: Any = st.column_config.TextColumn
    options: dict[str, Any] = {}
    if isinstance(column.kind, Day):
        make, options = st.column_config.DateColumn, {"format": "YYYY-MM-DD"}
    elif isinstance(column.kind, (Whole, Degrees)):
        make = st.column_config.NumberColumn
    elif column.name == "summary":
        options = {"width": "large"}
    elif column.name in GRADES:
        options = {"width": "medium"}
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
