"""The file that somebody brings, and what it does not say itself.

Comes in: an upload. Goes out: ``Brought``: its rows and its format. Refuses what ``load.foreign`` refuses.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast, get_args

import streamlit as st

from claimatlas.errors import UnreadableFileError
from claimatlas.importers import DATASETS, recognised
from claimatlas.importers.mapping import Asked, Disagreement, Importer
from claimatlas.kinds import FIRST_YEAR, LAST_YEAR
from claimatlas.load.foreign import ENDINGS, ForeignTable, Reading, read_foreign
from claimatlas.load.workbook import sheet_names
from claimatlas.ui import elements, progress
from claimatlas.ui.bring import held

TABLE = "table"
_READING = "Reading the file …"
_LOST = (
    "The server no longer has this file, and nothing of it was kept: it was started anew, or the line was down for "
    "more than two minutes. Take the file away below, and choose it again."
)
_FORMATS = {**{name: one.label for name, one in DATASETS.items()}, TABLE: "A table of your own"}
_SEPARATORS = {"": "As the ending says", ",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Bar"}
_ENCODINGS = {
    "": "UTF-8",
    "utf-16": "UTF-16 (Excel's Unicode text)",
    "cp1252": "Windows, Western Europe (cp1252)",
    "cp1256": "Windows, Arabic and Persian (cp1256)",
    "cp1251": "Windows, Cyrillic (cp1251)",
}
_DISAGREEMENTS = {
    "refuse": "Refuse the row, and show both",
    "name": "Go by the name; the point goes into the notes",
    "point": "Go by the point; the name stays in the notes",
}


@dataclass(frozen=True)
class Brought:
    """An upload that could be read."""

    table: ForeignTable
    """Its rows."""
    importer: Importer | None
    """The dataset it is; None for a table of one's own."""
    reading: Reading
    """How it was read."""
    asked: Asked
    """What was said of the whole file."""


def choose() -> Brought | None:
    """Draw the upload and the questions about it; None until there is a file that can be read."""
    lost = st.container()
    upload = st.file_uploader(
        "A file with one claim or one event in each row",
        type=[ending.removeprefix(".") for ending in ENDINGS],
        key=f"bring-file-{held.round_of_files()}",
        help="CSV, TSV, XLSX, JSON lines or Parquet of your own; UCDP GED; ACLED; GeoConfirmed as JSON, KML or KMZ.",
    )
    with lost:
        named = {"file": upload.name if upload else "", "session": held.session(), "words": _LOST}
        elements.mount("lost", named, key="lost")
    if upload is None:
        held.forget()
        return None
    try:
        return _read(upload)
    except UnreadableFileError as error:
        st.error("The file cannot be read.", icon=":material/error:")
        st.text(str(error))
        return None


def _read(upload: Any) -> Brought:
    place = st.container()
    with st.expander("About the file", icon=":material/tune:"):
        reading = _reading(upload)
        asked = _asked()
    table = _table(upload, reading, place)
    found = recognised(table)
    place.text(f"{table.file}: {len(table.rows) + len(table.refused):,} rows, {len(table.columns):,} columns.")
    chosen = place.selectbox(
        "Format",
        list(_FORMATS),
        index=list(_FORMATS).index(found.name if found else TABLE),
        format_func=_FORMATS.__getitem__,
        key=f"bring-format-{table.sha256[:12]}",
        help="Recognised by the names of the columns; choose another if it is not that.",
    )
    return Brought(table, DATASETS.get(chosen), reading, asked)


def _table(upload: Any, reading: Reading, place: Any) -> ForeignTable:
    known = held.table(upload.file_id, reading)
    if known is not None:
        return known
    with progress.shown(place, _READING, "stop-reading", held.discard) as told:
        read = read_foreign(upload.name, upload.getvalue(), reading, told)
    held.hold_table(upload.file_id, reading, read)
    return read


def _reading(upload: Any) -> Reading:
    name = upload.name.lower()
    if name.endswith(".xlsx"):
        sheets = sheet_names(upload.name, upload.getvalue())
        return Reading(sheet=st.selectbox("Sheet", sheets, key=f"bring-sheet-{upload.file_id}") if sheets else "")
    if not name.endswith((".csv", ".tsv", ".txt")):
        return Reading()
    separator = st.selectbox("Separator", list(_SEPARATORS), format_func=_SEPARATORS.__getitem__, key="bring-separator")
    encoding = st.selectbox("Encoding", list(_ENCODINGS), format_func=_ENCODINGS.__getitem__, key="bring-encoding")
    return Reading(separator=separator, encoding=encoding)


def _asked() -> Asked:
    published = st.date_input(
        "Day of publication, for rows that state none",
        value=None,
        min_value=dt.date(FIRST_YEAR, 1, 1),
        max_value=dt.date(LAST_YEAR, 12, 31),
        format="YYYY-MM-DD",
        key="bring-published",
        help="From this day on anybody could know of the claims. GeoConfirmed and older exports of ACLED state none.",
    )
    disagreement = st.radio(
        "Where the named district and the point differ",
        get_args(Disagreement),
        format_func=_DISAGREEMENTS.__getitem__,
        key="bring-disagreement",
    )
    day = published.isoformat() if isinstance(published, dt.date) else ""
    return Asked(day, cast("Disagreement", disagreement))
