"""A view as a workbook: what was asked, the claims, the districts, the milestones, each on a sheet.

Comes in: a ``View``. Goes out: XLSX bytes.
Refuses formulas and links: free text is neutralised as in the CSV, and a sheet never holds less than it was given.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from claimatlas.errors import UsageError
from claimatlas.export.about import about
from claimatlas.export.layers import claim_layer, district_layer, event_layer
from claimatlas.export.request import Request
from claimatlas.export.table import neutralised
from claimatlas.view import View

# Excel's own limits: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
ROWS = 1_048_576
LETTERS = 32_767
_WIDE = {
    "summary": 70,
    "quote": 40,
    "notes": 50,
    "claimant": 28,
    "claimant_role": 28,
    "source_title": 40,
    "source_url": 40,
}
_NARROWEST, _WIDEST = 9, 26
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# Any day will do, as long as it is the same for every file.
_MADE = dt.datetime(2000, 1, 1)


def write_workbook(view: View, request: Request) -> bytes:
    """Write the sheets About, Claims, Districts and Milestones.

    Raises
    ------
    UsageError
        When there are more rows than a sheet can hold, or a cell holds more letters than it can.
    """
    said = about(view, request.address)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties(
            {"title": said["title"], "comments": said["caution"], "author": said["producer"], "created": _MADE}
        )
        sheets = _Sheets(book)
        sheets.about(said.items())
        layers = (("Claims", claim_layer), ("Districts", district_layer), ("Milestones", event_layer))
        for number, (name, layer) in enumerate(layers, start=1):
            request.told(number / (len(layers) + 1))
            rows = pd.DataFrame(layer(view)).drop(columns="geometry", errors="ignore")
            sheets.table(name, rows)
    return buffer.getvalue()


class _Sheets:
    """Writes sheets of one look."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        base = {"valign": "top", "font_name": "Calibri", "font_size": 10}
        self._text = book.add_format({**base, "text_wrap": True})
        self._day = book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "left"})
        self._head = book.add_format({**base, "bold": True, "bottom": 1, "bg_color": "#EFEEE9"})
        self._title = book.add_format({**base, "bold": True, "font_size": 14})

    def about(self, said: Iterable[tuple[str, str]]) -> None:
        sheet = self._book.add_worksheet("About")
        sheet.set_column(0, 0, 22, self._text)
        sheet.set_column(1, 1, 110, self._text)
        for row, (name, text) in enumerate(said):
            sheet.write_string(row, 0, name, self._head)
            self._words(sheet, row, 1, text, self._title if name == "title" else self._text)

    def table(self, name: str, rows: pd.DataFrame) -> None:
        if len(rows) >= ROWS:
            raise UsageError(
                f"A sheet holds {ROWS - 1:,} rows; there are {len(rows):,}. Take another format or filter."
            )
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for number, column in enumerate(rows.columns):
            width = _WIDE.get(column, min(max(len(column) + 3, _NARROWEST), _WIDEST))
            sheet.set_column(number, number, width)
            sheet.write_string(0, number, column, self._head)
            self._cells(sheet, number, rows[column].tolist())
        sheet.autofilter(0, 0, len(rows), len(rows.columns) - 1)

    def _cells(self, sheet: Worksheet, column: int, cells: Sequence[Any]) -> None:
        for row, cell in enumerate(cells, start=1):
            if pd.isna(cell) or cell == "":
                continue
            if isinstance(cell, dt.date):
                sheet.write_datetime(row, column, cell, self._day)
            elif isinstance(cell, bool):
                sheet.write_boolean(row, column, cell, self._text)
            elif isinstance(cell, int | float):
                sheet.write_number(row, column, cell, self._text)
            else:
                self._words(sheet, row, column, neutralised(cell), self._text)

    @staticmethod
    def _words(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
        if len(text) > LETTERS:
            raise UsageError(f"A cell holds {LETTERS:,} letters; one has {len(text):,}. Take another format.")
        sheet.write_string(row, column, text, look)
