"""The claims that the filters leave, as a table, with each claim in words and a download."""

import streamlit as st

from claimatlas import permalink, vocabulary
from claimatlas.ui import controls, counts, downloads, ledger_view, shell, tables

screen = shell.enter("claims")
view, selection = screen.view, screen.selection

counts.show(screen, "Claims")
left, right = st.columns(2)
with left:
    controls.rows()
with right:
    tables.order()
if view.rows.empty:
    st.text("No claim on record passes this selection.")
else:
    names = screen.record.places.gazetteer.district_names
    tables.claims_in_order(view.rows, names, vocabulary.Order(selection.order))
    downloads.snapshot(screen, "claims")
if selection.claim:
    st.page_link(
        shell.path_of("claim"),
        label=f"The page of {selection.claim}: its history, and the claims around it",
        query_params=permalink.encode(selection),
    )
    ledger_view.show_one(screen.record.claims.loc[[selection.claim]], view.known, screen.palette, key="claim")
