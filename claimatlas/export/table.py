"""The claims of a view as CSV, by the contract, and safe to open in a spreadsheet.

Comes in: a ``View`` or claims. Goes out: UTF-8 that ``load.parse_table`` reads back.
Refuses to leave a text cell that a spreadsheet would calculate.

The rule for such cells: a text cell that begins with ``=``, ``+``, ``-``, ``@``, their full-width forms, a tab or
a line break gets one apostrophe in front; so does one that begins with apostrophes and then with one of these, so that
taking one apostrophe off again (``restored``) gives every text back letter for letter. Codes, days and numbers are
never touched: the check lets nothing through there that a spreadsheet would calculate, and a negative longitude is a
number.
"""

from __future__ import annotations

import re
from functools import partial
from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from claimatlas.distinct import arrow
from claimatlas.export.columns import Texts, beside, each_once, joined, where
from claimatlas.export.listed import pieces
from claimatlas.export.request import Request
from claimatlas.kinds import Day, Degrees, Kind, Text, WebAddress, Whole
from claimatlas.schema import CLAIMS, Table
from claimatlas.view import View

# OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection
_CALCULATED = r"[=+\-@\t\r\n＝＋－＠]"
_DANGEROUS = re.compile(f"'*{_CALCULATED}")
_NEUTRALISED = re.compile(f"'+{_CALCULATED}")


def neutralised(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would calculate; all else stays."""
    return f"'{cell}" if _DANGEROUS.match(cell) else cell


def restored(cell: str) -> str:
    """Undo ``neutralised``: ``restored(neutralised(cell)) == cell`` for every text."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


def pour_csv(view: View, request: Request, file: BinaryIO) -> None:
    """Write the claims that a view lists, piece by piece; see ``table_bytes``."""
    file.write(_header(CLAIMS))
    for piece in pieces(view, request):
        file.write(_lines(piece, CLAIMS))


def table_bytes(rows: pd.DataFrame, table: Table, *, neutral: bool = True) -> bytes:
    """Write rows as a CSV file of the contract.

    Parameters
    ----------
    rows : DataFrame
        Typed as the check leaves them; columns beyond the contract are left out.
    table : Table
        Contract of the rows.
    neutral : bool, optional
        Whether text that a spreadsheet would calculate gets an apostrophe in front.

    Returns
    -------
    bytes
        UTF-8, RFC 4180, header first, rows in the order of ``rows``.
    """
    return _header(table) + _lines(rows, table, neutral=neutral)


def _header(table: Table) -> bytes:
    return f"{','.join(table.names)}\r\n".encode()


def _lines(rows: pd.DataFrame, table: Table, *, neutral: bool = True) -> bytes:
    """Write rows column by column: a cell at a time takes ten times as long."""
    if rows.empty:
        return b""
    columns = [_quoted(cells_as_text(rows[column.name], column.kind, neutral=neutral)) for column in table.columns]
    return joined(beside(beside(*columns, between=","), "\r\n"))


def cells_as_text(cells: pd.Series, kind: Kind, *, neutral: bool = True) -> Texts:
    """Write the cells of a column; what is not stated is an empty text.

    Parameters
    ----------
    cells : Series
        Typed as the check leaves them.
    kind : Kind
        What the column holds.
    neutral : bool, optional
        Whether free text that a spreadsheet would calculate gets an apostrophe in front.
    """
    if isinstance(kind, (Day, Degrees, Whole)):
        return each_once(cells, partial(_as_text, kind=kind))
    texts = arrow(cells).fill_null("")
    return neutralised_texts(texts) if neutral and isinstance(kind, (Text, WebAddress)) else texts


def neutralised_texts(texts: Texts) -> Texts:
    """Do to every text of a column what ``neutralised`` does to one."""
    is_calculated = pc.match_substring_regex(texts, rf"\A{_DANGEROUS.pattern}")
    return where(is_calculated, lambda some: beside("'", some), texts)


def _as_text(value: object, kind: Kind) -> str:
    if isinstance(kind, Day):
        return f"{value:%Y-%m-%d}"
    if isinstance(kind, Degrees):
        return np.format_float_positional(float(str(value)), trim="-")
    return str(value)


def _quoted(texts: Texts) -> Texts:
    """Put quotes around what needs them, as RFC 4180 has it."""
    needs = pc.match_substring_regex(texts, '[,"\r\n]')
    return where(needs, lambda some: beside('"', pc.replace_substring(some, '"', '""'), '"'), texts)
