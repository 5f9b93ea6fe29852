"""Read one sheet of a workbook (XLSX).

Comes in: bytes. Goes out: ``ForeignTable``; formulas as the value they were saved with.
Refuses an archive that unpacks beyond the limits, entities in its XML (defusedxml), and to choose between sheets.
"""

from __future__ import annotations

import datetime as dt
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from claimatlas.errors import UnreadableFileError
from claimatlas.load.foreign import MAX_COLUMNS, MAX_ROWS, Collector, ForeignTable, Reading, Tell, named, number_text

MAX_UNPACKED_BYTES = 400_000_000
MAX_PARTS = 2_000
_MAX_EMPTY_ROWS = 10_000
_TOLD_EVERY = 1_000
# What a broken archive makes zipfile raise, depending on which of its bytes are wrong.
ARCHIVE_ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, ValueError, KeyError, IndexError, EOFError, OSError,
    NotImplementedError, OverflowError, RuntimeError, MemoryError,
)  # fmt: skip
# The same with openpyxl and an XML parser above it.
_BROKEN = (*ARCHIVE_ERRORS, InvalidFileException, DefusedXmlException, ParseError, TypeError, AttributeError)


def check_archive(name: str, data: bytes) -> list[str]:
    """Hold a ZIP archive to the limits before anything in it is unpacked, and return the names of its parts.

    Raises
    ------
    UnreadableFileError
        When it is no archive, is encrypted, or says that it unpacks to more than ``MAX_UNPACKED_BYTES``. An archive
        that says less than it holds is no danger: no more than it says is ever read from it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except ARCHIVE_ERRORS as error:
        raise UnreadableFileError(f"{name} is no whole archive, as its ending says it is.") from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise UnreadableFileError(f"{name} unpacks to more than {MAX_UNPACKED_BYTES:,} bytes, or to too many parts.")
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFileError(f"{name} is protected by a password.")
    return [part.filename for part in parts]


def read(name: str, data: bytes, reading: Reading, tell: Tell) -> ForeignTable:
    """Read one sheet whose first row is the header; see ``foreign.read_foreign``."""
    check_archive(name, data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return _read_sheet(name, data, _sheet(name, book, reading.sheet), tell)
        finally:
            book.close()
    except _BROKEN as error:
        raise UnreadableFileError(f"{name} is no workbook that can be read ({type(error).__name__}).") from error


def sheet_names(name: str, data: bytes) -> list[str]:
    """Return the names of the sheets of a workbook."""
    check_archive(name, data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except _BROKEN as error:
        raise UnreadableFileError(f"{name} is no workbook that can be read ({type(error).__name__}).") from error
    names = [sheet.title for sheet in book.worksheets]
    book.close()
    return names


def _sheet(name: str, book: Any, asked: str) -> Any:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if asked in sheets:
        return sheets[asked]
    known = ", ".join(sheets)
    if asked:
        raise UnreadableFileError(f"{name} has no sheet of that name; it has {known}.")
    if len(sheets) != 1:
        raise UnreadableFileError(f"{name} has several sheets ({known}); say which one.")
    return next(iter(sheets.values()))


def _read_sheet(name: str, data: bytes, sheet: Any, tell: Tell) -> ForeignTable:
    rows = _rows(name, sheet)
    _, header = next(rows, (1, []))
    if not header:
        raise UnreadableFileError(f"{name} is empty: expected a header row.")
    found = Collector(name, data, named(header))
    width = len(found.columns)
    for count, (line, cells) in enumerate(rows):
        # A row ends at its last cell; what is missing there is empty, what is beyond the header is a cell too many.
        filled = cells + [""] * (width - len(cells))
        found.add(line, filled, "\t".join(cells))
        if count % _TOLD_EVERY == 0:
            tell(min(count / max(sheet.max_row or MAX_ROWS, 1), 1.0))
    return found.table()


def _rows(name: str, sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield number and cells of every row that is not empty; a sheet may claim a million empty ones."""
    empty = 0
    for line, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True), start=1):
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            empty = 0
            yield line, cells
        else:
            empty += 1
            if empty > _MAX_EMPTY_ROWS:
                raise UnreadableFileError(f"{name} has more than {_MAX_EMPTY_ROWS:,} empty rows in it; delete them.")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return number_text(float(value)) if isinstance(value, float) else str(value)
    return str(value)
