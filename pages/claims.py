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
    tables.claims_to_choose_from(view.rows, screen.record.places.gazetteer.district_names, key="claims-table")
    downloads.snapshot(screen, "claims")
if screen.selection.claim:
    ledger_view.show_one(screen.record.claims.loc[[screen.selection.claim]], screen.palette, key="claim")
