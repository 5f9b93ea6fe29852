"""The first row of a file of the contract.

Comes in: its cells. Goes out: nothing, or what is wrong with them.
Refuses to take a file for another one than it says it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimatlas.errors import UnreadableFileError


def check_header(name: str, header: Sequence[str], key: str, names: Sequence[str]) -> None:
    """Hold the header of a file to the columns that it must have, in any order.

    Raises
    ------
    UnreadableFileError
        When a column is missing, unknown or named twice, or the cells are separated by something else than commas.
    """
    if not header:
        raise UnreadableFileError(f"{name} is empty: expected a header row with {key} and the other columns.")
    if len(header) == 1 and len(names) > 1:
        for separator, word in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
            if len(set(header[0].split(separator)).intersection(names)) > 1:
                raise UnreadableFileError(f"{name} is separated by {word}: expected commas.")
    if not set(header).intersection(names):
        raise UnreadableFileError(f"{name} line 1 is no header row: expected {key} and the other columns.")
    doubled = sorted({column for column in header if header.count(column) > 1})
    if doubled:
        raise UnreadableFileError(f"{name} line 1: the header names {', '.join(doubled)} more than once.")
    missing = [column for column in names if column not in header]
    if missing:
        raise UnreadableFileError(f"{name} line 1: the header lacks {', '.join(missing)}.")
    unknown = [column for column in header if column not in names]
    if unknown:
        raise UnreadableFileError(f"{name} line 1: the header has columns that are not known: {', '.join(unknown)}.")
