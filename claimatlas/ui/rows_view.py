"""The claims that the filters leave, as tables: all of them where they are few, else a page of them at a time."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from claimatlas import permalink
from claimatlas import vocabulary as voc
from claimatlas.listing import page_of
from claimatlas.ui import downloads, ledger_view, tables
from claimatlas.ui.shell import Screen, path_of
from claimatlas.view import counted

ROWS_ON_A_PAGE = 2_000
"""So many rows go to the browser at once."""


def show(screen: Screen) -> None:
    """Draw the rows that are asked for, in the order that is asked for."""
    view = screen.view
    if not view.row_count:
        st.text("No claim on record passes this selection.")
        return
    names = screen.record.places.gazetteer.district_names
    if view.row_count <= ROWS_ON_A_PAGE:
        tables.claims_in_order(view.rows, names, voc.Order(screen.selection.order))
    else:
        _page(screen)
    downloads.snapshot(screen, "claims")


def _page(screen: Screen) -> None:
    selection, count = screen.selection, screen.view.row_count
    last = -(-count // ROWS_ON_A_PAGE)
    page = min(selection.page, last)
    first = (page - 1) * ROWS_ON_A_PAGE
    rows = page_of(screen.view, first, ROWS_ON_A_PAGE)
    if selection.order != voc.Order.DAY.value:
        st.text(f"By a grade no more than {counted(ROWS_ON_A_PAGE, 'row')} are put in order: these stand by event day.")
    st.text(f"Rows {first + 1:,} to {first + len(rows):,} of {count:,}: page {page:,} of {last:,}.")
    turns = {"First": 1, "Before": page - 1, "Next": page + 1, "Last": last}
    with st.container(horizontal=True, gap="small"):
        for words, number in turns.items():
            if 1 <= number <= last and number != page:
                query = permalink.encode(replace(selection, page=number))
                st.page_link(path_of("claims"), label=f"{words}: page {number:,}", query_params=query)
    tables.claims_in_order(rows, screen.record.places.gazetteer.district_names, voc.Order.DAY)


def show_chosen(screen: Screen) -> None:
    """Draw the claim that is chosen, in words."""
    claim_id = screen.selection.claim
    st.page_link(
        path_of("claim"),
        label=f"The page of {claim_id}: its history, and the claims around it",
        query_params=permalink.encode(screen.selection),
    )
    answers = screen.view.answers
    ledger_view.show_one(answers.those([claim_id]), answers.around([claim_id]), screen.palette, key="claim")
