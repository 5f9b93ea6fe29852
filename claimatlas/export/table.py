"""The claims of a view as CSV, by the contract, and safe to open in a spreadsheet.

Comes in: a ``View`` or claims. Goes out: UTF-8 bytes that ``load.parse_table`` reads back.
Refuses to leave a text cell that a spreadsheet would calculate.

The rule for such cells: a text cell that begins with ``=``, ``+``, ``-``, ``@``, their full-width forms, a tab or
a line break gets one apostrophe in front; so does one that begins with apostrophes and then with one of these, so that
taking one apostrophe off again (``restored``) gives every text back letter for letter. Codes, days and numbers are
never touched: the check lets nothing through there that a spreadsheet would calculate, and a negative longitude is a
number.
"""

from __future__ import annotations

import csv
import io
import re

import numpy as np
import pandas as pd

from claimatlas.export.request import Request
from claimatlas.kinds import Day, Degrees, Kind, Text, WebAddress
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


def write_csv(view: View, request: Request) -> bytes:  # noqa: ARG001  # a table has no place for the address
    """Write the claims that a view lists; see ``table_bytes``."""
    return table_bytes(view.rows, CLAIMS)


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
    columns = []
    for column in table.columns:
        cells = [_as_text(value, column.kind) for value in rows[column.name]]
        free = isinstance(column.kind, (Text, WebAddress))
        columns.append([neutralised(cell) for cell in cells] if free and neutral else cells)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.names)
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode()


def _as_text(value: object, kind: Kind) -> str:
    if pd.isna(value):  # type: ignore[call-overload]  # cells are scalars
        return ""
    if isinstance(kind, Day):
        return f"{value:%Y-%m-%d}"
    if isinstance(kind, Degrees):
        return np.format_float_positional(float(str(value)), trim="-")
    return str(value)
