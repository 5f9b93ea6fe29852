"""What several commands print in the same way: aligned columns, and a word on refused rows.

Comes in: cells, a record. Goes out: lines on standard output, and one line on standard error.
Refuses to shorten a cell.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from claimatlas.record import Record


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
