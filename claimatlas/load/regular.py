"""Read a regular CSV file column by column, which is many times as fast as row by row.

Comes in: the bytes of a file. Goes out: its rows' lines and texts, and its cells as columns of text.
Refuses every file that two readers could read differently: a quote inside an unquoted cell, a carriage return alone, a
NUL, a byte that is not UTF-8. Such a file is read row by row, and told what is wrong with it (``load``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import csv as arrow_csv

from claimatlas import texts
from claimatlas.texts import Texts

Numbers: TypeAlias = npt.NDArray[np.int64]
_Bytes: TypeAlias = npt.NDArray[np.uint8]

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LINE_FEED, _CARRIAGE_RETURN, _QUOTE, _COMMA = b'\n\r",'
_LOOKED_AT_ONCE = 2**18
"""Bytes looked at in one step, few enough for the processor's cache; decides speed, not results."""
_BLOCK_BYTES = 2**23


@dataclass(frozen=True, eq=False)
class RowTexts(Mapping[int, str]):
    """Text of every row by its line, as it stands in the file, line end included; cut out when it is asked for."""

    data: bytes
    """The file."""
    lines: Numbers
    """Line on which each row begins, ascending; the header is no row."""
    starts: Numbers
    """Where each row begins."""
    ends: Numbers
    """Where the next line begins."""

    def __getitem__(self, line: int) -> str:
        """Return the text of the row that begins on ``line``."""
        row = int(np.searchsorted(self.lines, line))
        if row == len(self.lines) or self.lines[row] != line:
            raise KeyError(line)
        return self.data[self.starts[row] : self.ends[row]].decode()

    def __iter__(self) -> Iterator[int]:
        """Go through the lines."""
        return iter(self.lines.tolist())

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.lines)

    def head(self) -> tuple[str, RowTexts]:
        """Return the text of the first row, and all other rows."""
        is_other = np.arange(len(self)) > 0
        return self[int(self.lines[0])], self.but(is_other)

    @property
    def reach_over_lines(self) -> bool:
        """Whether a row may hold a line feed inside a cell."""
        return bool((np.diff(self.lines) > 1).any())

    def but(self, is_kept: npt.NDArray[np.bool_]) -> RowTexts:
        """Return some of the rows."""
        return RowTexts(self.data, self.lines[is_kept], self.starts[is_kept], self.ends[is_kept])


def rows_of(data: bytes) -> RowTexts | None:
    """Find the rows of a regular file, the header's among them; None when the file is not regular."""
    if b"\x00" in data or (b"\r" in data and data.count(b"\r") != data.count(b"\r\n")):
        return None
    seen = np.frombuffer(data, dtype=np.uint8)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        quotes, breaks = pool.map(_where, (seen, seen), (_QUOTE, _LINE_FEED))
    begin = len(_BYTE_ORDER_MARK) if data.startswith(_BYTE_ORDER_MARK) else 0
    if not _is_well_quoted(seen, quotes, begin):
        return None
    # A line feed between an opening and a closing quote belongs to a cell.
    ends = breaks[np.searchsorted(quotes, breaks) % 2 == 0] if len(quotes) else breaks
    starts = np.concatenate([np.array([begin], dtype=np.int64), ends + 1])
    ends = np.append(ends + 1, len(data))
    lines = np.searchsorted(breaks, starts) + 1 if len(starts) != len(breaks) + 1 else np.arange(1, len(starts) + 1)
    # A blank line is no row, and neither is the nothing after the last line feed.
    is_blank = np.isin(ends - starts, [0, 1, 2])
    is_blank[is_blank] = [
        not data[at:end].strip(b"\r\n") for at, end in zip(starts[is_blank], ends[is_blank], strict=True)
    ]
    rows = RowTexts(data, lines.astype(np.int64), starts, ends)
    return rows.but(~is_blank) if is_blank.any() else rows


def _where(seen: _Bytes, byte: int) -> Numbers:
    found = [
        np.flatnonzero(seen[at : at + _LOOKED_AT_ONCE] == byte) + at for at in range(0, len(seen), _LOOKED_AT_ONCE)
    ]
    return np.concatenate([np.empty(0, dtype=np.int64), *found])


def _is_well_quoted(seen: _Bytes, quotes: Numbers, begin: int) -> bool:
    """Whether every quote opens a cell, closes one, or stands twice inside one."""
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    before = seen[np.maximum(opening - 1, 0)]
    opens = (opening == begin) | (before == _COMMA) | (before == _LINE_FEED)
    # The second of two quotes that stand for one: the one before it seemed to close the cell.
    opens[1:] |= opening[1:] == closing[:-1] + 1
    after = seen[np.minimum(closing + 1, len(seen) - 1)]
    closes = (closing == len(seen) - 1) | np.isin(after, [_COMMA, _LINE_FEED, _CARRIAGE_RETURN, _QUOTE])
    return bool(opens.all() and closes.all())


@dataclass(frozen=True)
class Cells:
    """The cells of a file."""

    columns: dict[str, Texts]
    """Text of every column, of the rows that have as many cells as the header."""
    is_whole: npt.NDArray[np.bool_]
    """Whether each row has as many cells as the header."""


def cells_of(rows: RowTexts, header: Sequence[str]) -> Cells | None:
    """Read the cells of a regular file.

    Parameters
    ----------
    rows : RowTexts
        Rows of the file without the header's.
    header : sequence of str
        Names of the columns, none twice.

    Returns
    -------
    Cells or None
        None when the file is not regular after all, as when a byte in it is not UTF-8.
    """
    is_whole = np.ones(len(rows), dtype=bool)
    columns = _columns(rows, header, len(rows))
    if columns is None:
        is_whole = _field_counts(rows) == len(header)
        columns = _columns(rows, header, int(is_whole.sum())) if _is_text(rows.data) and not is_whole.all() else None
    return Cells(columns, is_whole) if columns else None


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _field_counts(rows: RowTexts) -> Numbers:
    seen = np.frombuffer(rows.data, dtype=np.uint8)
    quotes, commas = _where(seen, _QUOTE), _where(seen, _COMMA)
    between = commas[np.searchsorted(quotes, commas) % 2 == 0]
    return np.searchsorted(between, rows.ends) - np.searchsorted(between, rows.starts) + 1


def _columns(rows: RowTexts, header: Sequence[str], row_count: int) -> dict[str, Texts] | None:
    """Read the columns of the rows that are whole, which must be ``row_count``."""
    options = arrow_csv.ParseOptions(
        newlines_in_values=rows.reach_over_lines,
        # Only where it is needed: with a handler the rows are looked at one by one.
        invalid_row_handler=(lambda _: "skip") if row_count < len(rows) else None,
    )
    try:
        table = arrow_csv.read_csv(
            pa.py_buffer(rows.data),
            read_options=arrow_csv.ReadOptions(block_size=_BLOCK_BYTES),
            parse_options=options,
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(header, pa.string()), strings_can_be_null=False, null_values=[]
            ),
        )
    except pa.ArrowInvalid:
        return None
    if len(table) != row_count or table.column_names != list(header):
        return None
    pieces = {name: table.column(name) for name in header}
    del table

    def held(name: str) -> Texts:
        column = texts.column(pieces.pop(name))
        # Texts of which numbers were made go back to the machine.
        pa.default_memory_pool().release_unused()
        return column

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(header, pool.map(held, header), strict=True))
