"""The layer of assessments in words, under the map: who judged, of which place, from which source."""

from __future__ import annotations

import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.ui import ledger_view
from claimatlas.ui.shell import Screen
from claimatlas.view import counted


def show(screen: Screen) -> None:
    """Show the assessments of the window while their layer is on; those of no single district stand here alone."""
    if not screen.selection.shows(voc.Layer.ASSESSMENTS):
        return
    found = screen.view.assessments
    if found.empty:
        st.text("No third party's assessment is on record in these days for this selection.")
        return
    wide = int((found["district"] == "").sum())
    said = f"{counted(len(found), 'assessment')} in the window: third parties' judgements, not part of any status."
    if wide:
        said += f" {wide} of them name no single district and stand here alone."
    with st.expander(said):
        around = screen.view.answers.around(list(found.index))
        ledger_view.show_one(found, around, screen.palette, key="assessments")
