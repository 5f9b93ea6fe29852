"""The claims that the filters leave, as a table, with each claim in words and a download."""

import streamlit as st

from claimatlas.ui import controls, counts, rows_view, shell, tables

screen = shell.enter("claims")

counts.show(screen, "Claims")
left, right = st.columns(2)
with left:
    controls.rows()
with right:
    tables.order()
rows_view.show(screen)
if screen.selection.claim:
    rows_view.show_chosen(screen)
