"""A view as a workbook: what was asked, the claims, the districts, the milestones, each on a sheet.

Comes in: a ``View``. Goes out: XLSX.
Refuses formulas and links: free text is neutralised as in the CSV, and a sheet never holds less than it was given. More
claims than one sheet has rows are refused: several sheets cannot be sorted, filtered or counted as one.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError, FileSizeError
from xlsxwriter.format import Format
from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.worksheet import Worksheet

from claimatlas.errors import UsageError
from claimatlas.export.about import about
from claimatlas.export.columns import Texts
from claimatlas.export.layers import district_layer, event_layer
from claimatlas.export.listed import pieces, survey
from claimatlas.export.request import Request
from claimatlas.export.sheet import (
    LETTERS,
    Cells,
    ReadySheet,
    as_inline,
    as_number,
    as_shared,
    head_row,
    is_number,
    number_of,
    rows_of,
    spans_of,
    texts_of,
)
from claimatlas.export.table import neutralised
from claimatlas.kinds import Day
from claimatlas.load.parts import parts_of_file
from claimatlas.schema import CLAIMS, Column
from claimatlas.view import View

# Excel's own limits: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
ROWS = 1_048_576
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
SHARED = 100_000
"""Claims whose texts are numbered in one table; of more, each text stands in its cell, since a table has to be held."""
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_Kind = TypeVar("_Kind", bound=Worksheet)
# Any day will do, as long as it is the same for every file.
_MADE = dt.datetime(2000, 1, 1)


def pour_workbook(view: View, request: Request, file: BinaryIO) -> None:
    """Write the sheets About, Claims, Districts and Milestones.

    Of many claims the sheets take shape in the folder for temporary files.

    Raises
    ------
    UsageError
        When there are more rows than a sheet can hold, or a cell holds more letters than it can.
    """
    count = view.row_count
    if count >= ROWS:
        raise UsageError(
            f"A sheet holds {ROWS - 1:,} rows; there are {count:,}. Write .csv, .parquet or .gpkg, or choose fewer."
        )
    said = about(view, request.address)
    with tempfile.TemporaryDirectory() as folder:
        # Not as a context: that would put together and write what an error has left unfinished.
        book = xlsxwriter.Workbook(file, {**_OPTIONS, "in_memory": count <= SHARED, "tmpdir": folder})
        book.set_properties(
            {"title": said["title"], "comments": said["caution"], "author": said["producer"], "created": _MADE}
        )
        sheets = _Sheets(book)
        sheets.about(said.items())
        sheets.claims(view, request, Path(folder))
        sheets.table("Districts", district_layer(view))
        sheets.table("Milestones", event_layer(view, survey(view).event_ids))
        try:
            book.close()
        except FileCreateError as error:
            raise error.args[0] from None
        except FileSizeError as error:
            raise UsageError(
                f"A workbook of {count:,} claims would hold a sheet of more than 2 GB. Write .csv, .parquet or .gpkg."
            ) from error


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

    def claims(self, view: View, request: Request, folder: Path) -> None:
        """Write the claims that are listed; their rows are put in when the workbook is put together."""
        sheet = self._sheet("Claims", CLAIMS.names, view.row_count, ReadySheet)
        if view.row_count <= SHARED:
            sheet.ready = self._shared(view, request, sheet.str_table)
            return
        heads = [number_of(name, sheet.str_table) for name in CLAIMS.names]
        # Written before: what goes wrong while a workbook is put together leaves its parts open.
        with (folder / "rows").open("xb") as file:
            file.writelines(self._inline(view, request, heads))
        sheet.ready = parts_of_file(folder / "rows")

    def _inline(self, view: View, request: Request, heads: list[int]) -> Iterator[bytes]:
        yield head_row(heads, self._head)
        row = 2
        for piece in pieces(view, request):
            yield from rows_of([self._column(one, piece[one.name], as_inline) for one in CLAIMS.columns], row)
            row += len(piece)

    def _shared(self, view: View, request: Request, texts: SharedStringTable) -> Iterator[bytes]:
        """Give all texts their numbers, a column after the other; rows come later, when the looks have theirs."""
        claims = next(pieces(view, request, SHARED)) if view.row_count else view.rows
        heads: list[int] = []
        columns: list[Cells] = []
        for column in CLAIMS.columns:
            heads.append(number_of(column.name, texts))
            columns.append(self._column(column, claims[column.name], partial(as_shared, table=texts)))

        def rows() -> Iterator[bytes]:
            spans = spans_of(columns, len(claims))
            yield head_row(heads, self._head, spans[0])
            yield from rows_of(columns, 2, spans)

        return rows()

    def _column(self, column: Column, cells: pd.Series, write: Callable[[Texts], Texts]) -> Cells:
        if is_number(column):
            return Cells(self._day if isinstance(column.kind, Day) else self._text, as_number(column, cells))
        return Cells(self._text, write(texts_of(cells)))

    def table(self, name: str, rows: pd.DataFrame) -> None:
        plain = pd.DataFrame(rows).drop(columns="geometry", errors="ignore")
        sheet = self._sheet(name, list(plain.columns), len(plain), Worksheet)
        for number, column in enumerate(plain.columns):
            sheet.write_string(0, number, column, self._head)
            self._cells(sheet, number, plain[column].tolist())

    def _sheet(self, name: str, columns: Sequence[str], count: int, kind: type[_Kind]) -> _Kind:
        sheet: _Kind = self._book.add_worksheet(name, kind)
        sheet.freeze_panes(1, 1)
        for number, column in enumerate(columns):
            width = _WIDE.get(column, min(max(len(column) + 3, _NARROWEST), _WIDEST))
            sheet.set_column(number, number, width)
        sheet.autofilter(0, 0, count, len(columns) - 1)
        return sheet

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
