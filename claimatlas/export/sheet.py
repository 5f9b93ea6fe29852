"""The sheet of claims in a workbook, written a column at a time.

Comes in: columns of claims. Goes out: rows of SpreadsheetML, the same that XlsxWriter would write cell by cell.
Refuses formulas, markup in texts, and a text that is longer than a cell can hold.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from xlsxwriter.format import Format
from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from claimatlas.distinct import arrow
from claimatlas.errors import UsageError
from claimatlas.export.columns import Texts, beside, each_once, joined, where
from claimatlas.export.table import neutralised_texts
from claimatlas.kinds import Day, Degrees, Whole
from claimatlas.schema import Column

# Excel's own limits: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
LETTERS = 32_767
_ROWS_AT_ONCE = 20_000
_SPAN = 16
"""Rows whose reach is said together."""
_ODD = r"[\x00-\x08\x0b-\x1f\x{fffe}\x{ffff}]|_x[0-9a-fA-F]{4}_"
"""What SpreadsheetML writes as ``_xHHHH_``, and what looks as if it were."""


@dataclass(frozen=True)
class Cells:
    """Some cells of one column."""

    look: Format
    """How they look."""
    tails: Texts
    """What stands behind the name and the look of each cell; empty for a cell without anything."""


class ReadySheet(Worksheet):  # type: ignore[misc]  # it has no types
    """A sheet whose rows are written here; everything around them is XlsxWriter's."""

    def __init__(self) -> None:
        super().__init__()
        self.ready: Iterable[bytes] = ()
        """The rows, the first among them."""

    def _write_dimension(self) -> None:
        # It knows the cells that it was given, and was given none of ours.
        self._xml_empty_tag("dimension", [("ref", self.autofilter_ref)])

    def _write_sheet_data(self) -> None:
        self._xml_start_tag("sheetData")
        for rows in codecs.iterdecode(self.ready, "utf-8"):
            self.fh.write(rows)
        self._xml_end_tag("sheetData")


def as_number(column: Column, cells: pd.Series) -> Texts:
    """Write days and numbers; a day is the number that Excel counts it by."""
    is_day = isinstance(column.kind, Day)
    numbers = each_once(cells, (lambda day: str(_serial(day))) if is_day else (lambda number: f"{number:.16G}"))
    return where(_is_stated(numbers), lambda some: beside("><v>", some, "</v></c>"), numbers)


def is_number(column: Column) -> bool:
    """Whether a column holds days or numbers, and no text."""
    return isinstance(column.kind, (Day, Degrees, Whole))


def _serial(day: Any) -> int:
    # Excel counts from the last day of 1899, and takes 1900 for a leap year.
    days = int(day.toordinal()) - 693_595
    return days + 1 if days > 59 else days


def texts_of(cells: pd.Series) -> Texts:
    """Return the texts of a column as a sheet may hold them.

    Raises
    ------
    UsageError
        When one is longer than a cell can hold.
    """
    texts = neutralised_texts(arrow(cells).fill_null(""))
    long = texts.filter(pc.greater(pc.binary_length(texts), LETTERS))
    # Excel counts UTF-16, in which some letters are two.
    most = max((len(text.encode("utf-16-le")) // 2 for text in long.to_pylist()), default=0)
    if most > LETTERS:
        raise UsageError(f"A cell holds {LETTERS:,} letters; one has {most:,}. Take another format.")
    return texts


def number_of(text: str, table: SharedStringTable) -> int:
    """Return the number of a text in the workbook's table of texts."""
    number: int = table._get_shared_string_index(text)
    return number


def as_shared(texts: Texts, table: SharedStringTable) -> Texts:
    """Write texts by their numbers in the workbook's table of texts, which counts how often it is asked."""
    is_markup = _is_taken_for_markup(texts)
    tails = where(is_markup, as_inline, texts)
    is_shared = pc.and_(_is_stated(texts), pc.invert(is_markup))
    found = texts.filter(is_shared).dictionary_encode()
    if not len(found):
        return tails
    numbers = [str(number_of(text, table)) for text in found.dictionary.to_pylist()]
    table.count += len(found) - len(numbers)
    cells = beside(' t="s"><v>', pa.array(numbers, pa.large_string()), "</v></c>").take(found.indices)
    return pc.replace_with_mask(tails, is_shared, cells)


def _is_taken_for_markup(texts: Texts) -> pa.BooleanArray:
    # XlsxWriter would write such a text as it is, as formatted runs.
    return pc.match_substring_regex(texts, r"(?s)\A<r>.*</r>\z")


def as_inline(texts: Texts) -> Texts:
    """Write texts where they stand; what is empty stays so."""
    inner = where(pc.match_substring_regex(texts, _ODD), _escaped, texts)
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        inner = pc.replace_substring(inner, sign, name)
    opened = pc.if_else(pc.match_substring_regex(texts, r"\A\s|\s\z"), '<t xml:space="preserve">', "<t>")
    tails = beside(' t="inlineStr"><is>', opened.cast(pa.large_string()), inner, "</t></is></c>")
    return pc.if_else(_is_stated(texts), tails, pa.scalar("", pa.large_string()))


def _escaped(texts: Texts) -> Texts:
    plain = (re.sub(r"_(?=x[0-9a-fA-F]{4}_)", "_x005F_", text) for text in texts.to_pylist())
    signs = r"[\x00-\x08\x0b-\x1f\ufffe\uffff]"
    return pa.array([re.sub(signs, lambda sign: f"_x{ord(sign[0]):04X}_", text) for text in plain], pa.large_string())


def _is_stated(texts: Texts) -> pa.BooleanArray:
    return pc.not_equal(texts, "")


def spans_of(columns: Sequence[Cells], count: int) -> list[str]:
    """Say how far each row reaches, as XlsxWriter does: sixteen rows together, the row of heads among the first."""
    first, last = np.full(count + 1, len(columns)), np.zeros(count + 1, dtype=np.int64)
    first[0], last[0] = 1, len(columns)
    for number, cells in enumerate(columns, start=1):
        reaches: npt.NDArray[np.bool_] = _is_stated(cells.tails).to_numpy(zero_copy_only=False)
        first[1:][reaches & (first[1:] > number)] = number
        last[1:][reaches] = number
    begins = np.arange(0, count + 1, _SPAN)
    lowest, highest = np.minimum.reduceat(first, begins), np.maximum.reduceat(last, begins)
    said = [f' spans="{low}:{high}"' for low, high in zip(lowest, highest, strict=True)]
    return [said[row // _SPAN] for row in range(count + 1)]


def head_row(numbers: Sequence[int], look: Format, span: str = "") -> bytes:
    """Write the row of heads by the numbers of their texts."""
    cells = "".join(
        f'<c r="{xl_col_to_name(place)}1" s="{look._get_xf_index()}" t="s"><v>{number}</v></c>'
        for place, number in enumerate(numbers)
    )
    return f'<row r="1"{span}>{cells}</row>'.encode()


def rows_of(columns: Sequence[Cells], first: int, spans: Sequence[str] = ()) -> Iterator[bytes]:
    """Write rows, the first of which has the number ``first`` on the sheet; ``spans`` by row, counted from 0."""
    for begin in range(0, len(columns[0].tails), _ROWS_AT_ONCE):
        some = [Cells(column.look, column.tails.slice(begin, _ROWS_AT_ONCE)) for column in columns]
        numbers = np.arange(first + begin, first + begin + len(some[0].tails))
        names = pa.array(numbers).cast(pa.large_string())
        reach = pa.array(spans[begin + first - 1 :][: len(numbers)], pa.large_string()) if spans else ""
        cells = [_named(xl_col_to_name(place), names, column) for place, column in enumerate(some)]
        yield joined(beside('<row r="', names, '"', reach, ">", *cells, "</row>"))


def _named(letters: str, rows: Texts, column: Cells) -> Texts:
    is_stated = _is_stated(column.tails)
    if not pc.any(is_stated).as_py():
        return column.tails
    before = f'" s="{column.look._get_xf_index()}"'
    return where(is_stated, lambda some: beside(f'<c r="{letters}', rows.filter(is_stated), before, some), column.tails)
