"""What several commands print in the same way: aligned columns, long lists piece by piece, a word on refused rows.

Comes in: cells, a record. Goes out: lines on standard output, and one line on standard error.
Refuses to shorten a cell.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from claimatlas.errors import UsageError
from claimatlas.folder import Folder
from claimatlas.record import Record


def is_large(record: Record) -> bool:
    """Whether a record has more claims than are held at once."""
    return isinstance(record, Folder) and record.claim_count > record.most_whole


def stream(form: str, header: Sequence[str]) -> Callable[[Sequence[Any] | None], None]:
    """Return what prints entries as they come, as JSON or CSV, and ends when it is given None.

    Raises
    ------
    UsageError
        For a table: the width of its columns is known only when all of it is.
    """
    if form == "table":
        raise UsageError("This record is too large for a table. Choose --format csv or --format json.")
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(header)
        return lambda rows: writer.writerows(rows or ())
    begun = False

    def write(entries: Sequence[Any] | None) -> None:
        nonlocal begun
        for entry in entries or ():
            sys.stdout.write((",\n" if begun else "[\n") + json.dumps(entry, ensure_ascii=False, indent=2))
            begun = True
        if entries is None:
            sys.stdout.write("\n]\n" if begun else "[]\n")

    return write


def print_columns(rows: Sequence[Sequence[str]]) -> None:
    """Print rows with their cells below each other; the first row is the header."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(map(str.ljust, row, widths)).rstrip())


def tell_refused(record: Record) -> None:
    """Say on standard error how many rows of claims.csv are not in the record; silent when there are none."""
    refused = len(record.checked_claims.refused)
    if refused:
        print(f"{refused:,} rows of claims.csv were refused and are not in it; see check.", file=sys.stderr)
