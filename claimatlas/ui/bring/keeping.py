"""A yes or a no: files to save, claims to add to one's own record, or everything forgotten.

Comes in: an ``Import``. Goes out: what was asked for. Refuses to keep anything that nobody asked for.
"""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from claimatlas.errors import ClaimAtlasError
from claimatlas.export.keep import add_claims, add_spellings, is_own, spellings_bytes
from claimatlas.export.table import table_bytes
from claimatlas.importers import Import
from claimatlas.schema import CLAIMS
from claimatlas.ui.bring import held
from claimatlas.view import counted
from claimatlas.workspace import chosen_workspace


def show(made: Import) -> None:
    """Draw what can be kept, and the way out."""
    st.header("Keep or discard")
    one = held.current()
    if one.kept:
        st.text(one.kept)
    new = made.new
    st.text("Nothing has been kept. Leaving this page forgets it.")
    with st.container(horizontal=True, key="bring-keep"):
        st.download_button(
            "Save the claims (CSV)",
            partial(table_bytes, made.claims, CLAIMS),
            file_name="claims.csv",
            mime="text/csv",
            disabled=made.claims.empty,
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            "Save the report (JSON)",
            made.report.as_bytes,
            file_name="claims.csv.report.json",
            mime="application/json",
            on_click="ignore",
        )
        if one.spellings:
            st.download_button(
                "Save the accepted names (CSV)",
                spellings_bytes(one.spellings),
                file_name="spellings.csv",
                mime="text/csv",
                on_click="ignore",
            )
        if is_own(chosen_workspace()):
            st.button(
                f"Add {counted(len(new), 'claim')} to the record",
                type="primary",
                disabled=new.empty or bool(made.report.on_record.different),
                on_click=partial(_add, new),
                icon=":material/library_add:",
                key="bring-add",
            )
        st.button("Discard", on_click=held.discard, icon=":material/delete:", key="bring-discard")
    if not is_own(chosen_workspace()):
        st.caption("The record that ships with the atlas is not added to; with a workspace of your own it can be.")


def _add(claims: pd.DataFrame) -> None:
    one = held.current()
    workspace = chosen_workspace()
    try:
        if one.spellings:
            add_spellings(workspace, one.spellings)
        rows = add_claims(workspace, claims)
    except ClaimAtlasError as error:
        one.kept = str(error)
        return
    one.kept = f"Added. claims.csv has {rows:,} rows now, and every page shows them."
    one.made = None
