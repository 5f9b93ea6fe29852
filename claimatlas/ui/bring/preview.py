"""The accepted claims on the map, before anybody has said yes: where they would stand, and how many.

Comes in: an ``Import``. Goes out: nothing. Refuses to mix them with the record: the map shows these claims alone.
"""

from __future__ import annotations

import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.importers import Import
from claimatlas.record import Places, Record, with_claims
from claimatlas.selection import Selection, long_day
from claimatlas.symbology import Palette
from claimatlas.ui import map_view, tables
from claimatlas.ui.shell import Screen
from claimatlas.view import View, counted


def show(made: Import, places: Places, record: Record, palette: Palette) -> None:
    """Draw the map and the table of the accepted claims."""
    st.header("How it would look")
    if made.claims.empty:
        st.text("No row was accepted, so there is nothing to show.")
        return
    brought = with_claims(record, made.checked, places)
    selection = Selection(on=brought.last_day, window=None, layers=(voc.Layer.CLAIMS.value,))
    view = View(brought, selection)
    without = int((brought.claims["district"] == "").sum())
    st.text(
        f"{counted(len(brought.claims), 'claim')} from {long_day(brought.first_day)} to {long_day(brought.last_day)}, "
        f"all days at once; {counted(without, 'has', 'have')} no district and {'is' if without == 1 else 'are'} on no "
        "map. A circle counts the claims of a district; a colour is a claim about ground."
    )
    map_view.show(Screen(brought, selection, view, palette))
    tables.claims_table(brought.claims, places.gazetteer.district_names, key="bring-claims")
