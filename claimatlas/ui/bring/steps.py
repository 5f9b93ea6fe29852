"""The steps of bringing data, one under the other: each appears when the one above it is done.

Comes in: the screen of the page. Goes out: nothing. Refuses to go on without a file, and without a yes to a mapping.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from claimatlas.errors import UnreadableFileError
from claimatlas.importers import Import, import_table
from claimatlas.importers.mapping import Asked, Importer
from claimatlas.importers.mapping_file import mapping_text
from claimatlas.importers.table import importer_of
from claimatlas.record import Places, Record
from claimatlas.ui import progress
from claimatlas.ui.bring import columns, file, held, keeping, preview, told
from claimatlas.ui.bring.file import Brought
from claimatlas.ui.shell import Screen

_WORDS = "Bringing the rows …"


def show(screen: Screen) -> None:
    """Draw the page."""
    st.title("Bring your data")
    st.text("A spreadsheet of yours, UCDP GED, ACLED or GeoConfirmed. Nothing is kept until you say so at the end.")
    brought = file.choose()
    if brought is None:
        return
    if brought.importer is not None:
        importer, asked, key = brought.importer, brought.asked, brought.importer.name
    else:
        mapping = columns.agreed(brought)
        if mapping is None:
            return
        importer, asked, key = importer_of(mapping, brought.table), mapping.asked, mapping_text(mapping)
    try:
        made, places = _made(screen.record, brought, importer, asked, key)
    except UnreadableFileError as error:
        st.error("The file cannot be read in this format.", icon=":material/error:")
        st.text(str(error))
        return
    told.show(made, places.gazetteer)
    preview.show(made, places, screen.record, screen.palette)
    keeping.show(made)


def _made(record: Record, brought: Brought, importer: Importer, asked: Asked, key: str) -> tuple[Import, Places]:
    """Bring the rows, once for each way in which that is asked for."""
    one = held.current()
    wanted = (key, asked, tuple(one.spellings), tuple(record.sums.values()))
    if one.made is None or one.made[0] != wanted:
        places = replace(record.places, gazetteer=record.places.gazetteer.with_spellings(one.spellings))
        with progress.shown(st.container(), _WORDS, "stop-import", held.discard) as told_share:
            made = import_table(brought.table, importer, places, asked, record.claims, told_share)
        one.made = (wanted, made, places)
    return one.made[1], one.made[2]
