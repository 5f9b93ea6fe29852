"""The claims that the filters leave, as a table, with each claim in words and a download."""

import streamlit as st

from claimatlas.ui import controls, counts, downloads, ledger_view, shell, tables

screen = shell.enter("claims")
view = screen.view

counts.show(screen, "Claims")
controls.rows()
if view.rows.empty:
    st.text("No claim on record passes this selection.")
else:
    st.caption(f"{len(view.rows):,} rows. Choose a row to read the claim in words.")
    chosen = tables.claims_table(view.rows, screen.record.places.gazetteer.district_names, key="claims-table")
    downloads.snapshot(screen, "claims")
    if chosen:
        ledger_view.show(view.rows.loc[[chosen]], screen.palette, key="claim")
