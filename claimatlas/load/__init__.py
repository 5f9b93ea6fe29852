"""Read files: strictly, as text, and nothing else reads them.

Comes in: a path. Goes out: raw text rows with their line, the file's SHA-256, and what was wrong with a row's shape.
Refuses to guess an encoding, a separator or a type.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pandas as pd

from claimatlas.errors import Problem, UnreadableFileError
from claimatlas.load import regular
from claimatlas.load.header import check_header

MAX_CELL_CHARACTERS = 1_000_000
MAX_FILE_BYTES = 1_000_000_000


class Table(Protocol):
    """What reading needs to know of a file of the contract; ``schema`` has the tables."""

    @property
    def key(self) -> str:
        """Column that identifies a row."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in the order in which they are written."""
        ...


_TableT = TypeVar("_TableT", bound=Table)


@dataclass(frozen=True)
class RefusedRow:
    """A row kept aside, with everything needed to look at it again."""

    file: str
    """Name of the file."""
    sha256: str
    """SHA-256 of the whole file, hexadecimal."""
    line: int
    """Line on which the row begins; the header is line 1."""
    raw: str
    """The row's text as it stands in the file, line ends included."""
    problems: tuple[Problem, ...]
    """Why it was refused."""


@dataclass(frozen=True)
class RawTable:
    """A file of the contract, read but not yet checked."""

    file: str
    """Name of the file."""
    sha256: str
    """SHA-256 of the bytes, hexadecimal."""
    rows: pd.DataFrame
    """Text columns of the table; the index is the line on which a row begins (``line``)."""
    raw: Mapping[int, str]
    """Text of every row by its line, as it stands in the file."""
    refused: tuple[RefusedRow, ...]
    """Rows whose shape is wrong: number of fields, oversized field, NUL."""


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    UnreadableFileError
        When there is no such file, it is no file, it may not be read, or it is larger than ``MAX_FILE_BYTES``.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UnreadableFileError(f"{path.name} is larger than {MAX_FILE_BYTES:,} bytes.", path.parent)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path.name} cannot be read: {error.strerror}.", path.parent) from error


def sha256(data: bytes) -> str:
    """Return the SHA-256 of ``data``, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def decode(name: str, data: bytes, encoding: str = "") -> str:
    """Decode UTF-8, or the encoding that somebody declares; a byte order mark is taken off.

    Raises
    ------
    UnreadableFileError
        When the bytes are not UTF-8; encodings that would fit are named, none is tried on the reader's behalf.
    """
    if encoding:
        return _decoded_as(name, data, encoding)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fits = [e for e in ("utf-16", "cp1256") if _decodes(data, e)]
        hint = f" It may be {' or '.join(fits)}: save it again as UTF-8." if fits else ""
        raise UnreadableFileError(f"{name} is not UTF-8 (byte {error.start + 1:,}).{hint}") from error


def _decoded_as(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except (LookupError, UnicodeError) as error:
        raise UnreadableFileError(f"{name} cannot be read as {encoding}.") from error


def _decodes(data: bytes, encoding: str) -> bool:
    if encoding == "utf-16" and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return False
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def read_table(path: Path, table: Table) -> RawTable:
    """Read one CSV file of the contract as text.

    Parameters
    ----------
    path : Path
        UTF-8, RFC 4180, one header row with the columns of ``table`` in any order.
    table : Table
        The contract.

    Returns
    -------
    RawTable
        ``len(rows) + len(refused)`` is the number of rows of the file.

    Raises
    ------
    UnreadableFileError
        When the bytes, the quoting or the header are wrong, so that no row can be trusted.
    """
    data = read_bytes(path)
    return parse_table(path.name, data, table)


def parse_table(name: str, data: bytes, table: Table) -> RawTable:
    """Read the bytes of one CSV file of the contract as text; see ``read_table``."""
    return _by_column(name, data, table) or _by_row(name, data, table)


def _by_column(name: str, data: bytes, table: Table) -> RawTable | None:
    """Read a regular file; None when it has to be read row by row, which also says what is wrong with a whole file."""
    with ThreadPoolExecutor(1) as beside:
        summed = beside.submit(sha256, data)
        rows = regular.rows_of(data)
    if not rows or (rows.ends - rows.starts).max() > MAX_CELL_CHARACTERS:
        return None
    try:
        head, rows = rows.head()
    except UnicodeDecodeError:
        return None
    header = next(csv.reader([head], strict=True))
    cells = regular.cells_of(rows, header) if sorted(header) == sorted(table.names) else None
    if cells is None:
        return None
    digest, is_whole = summed.result(), cells.is_whole
    refused = []
    for line in rows.lines[~is_whole].tolist():
        (fields,) = csv.reader(io.StringIO(rows[line], newline=""), strict=True)
        problem = shape_problem(name, line, fields, header)
        if problem is None:
            return None
        refused.append(RefusedRow(name, digest, line, rows[line], (problem,)))
    columns = {column: cells.columns[column] for column in table.names}
    index = pd.Index(rows.lines[is_whole], name="line", dtype="int64")
    return RawTable(name, digest, pd.DataFrame(columns, index=index, copy=False), rows, tuple(refused))


def _by_row(name: str, data: bytes, table: Table) -> RawTable:
    digest = sha256(data)
    rows = csv_rows(name, decode(name, data))
    _, header, _ = next(rows, (1, [], ""))
    check_header(name, header, table.key, table.names)
    lines: list[int] = []
    kept: list[list[str]] = []
    raw: dict[int, str] = {}
    refused: list[RefusedRow] = []
    for line, fields, text in rows:
        raw[line] = text
        problem = shape_problem(name, line, fields, header)
        if problem:
            refused.append(RefusedRow(name, digest, line, text, (problem,)))
        else:
            lines.append(line)
            kept.append(fields)
    frame = pd.DataFrame(kept, columns=header, index=pd.Index(lines, name="line", dtype="int64"), dtype="str")
    return RawTable(name, digest, frame[list(table.names)], raw, tuple(refused))


def recognise(name: str, data: bytes, tables: Sequence[_TableT]) -> _TableT:
    """Tell by the header which of ``tables`` a file is meant to be: the one it shares most columns with.

    Parameters
    ----------
    name : str
        Name of the file, for messages.
    data : bytes
        The file; only its header counts.
    tables : sequence of Table
        What it may be. The first one when nothing points to another, so that its header is asked for.

    Raises
    ------
    UnreadableFileError
        When the bytes are not UTF-8 or the quoting of the header is broken.
    """
    _, header, _ = next(csv_rows(name, decode(name, data)), (1, [], ""))
    words = {word for field in header for word in re.split(r"[;\t|]", field)}
    return max(tables, key=lambda table: len(words.intersection(table.names)))


def csv_rows(name: str, text: str, separator: str = ",") -> Iterator[tuple[int, list[str], str]]:
    """Yield the line on which each row begins, its fields and its own text; blank lines are no rows."""
    physical = list(io.StringIO(text, newline=""))
    reader = csv.reader(iter(physical), strict=True, delimiter=separator)
    csv.field_size_limit(MAX_FILE_BYTES)
    begin = 0
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableFileError(f"{name} line {begin + 1}: the quoting is broken ({error}).") from error
        if fields:
            yield begin + 1, fields, "".join(physical[begin : reader.line_num])
        begin = reader.line_num


def shape_problem(name: str, line: int, fields: Sequence[str], header: Sequence[str]) -> Problem | None:
    """Say what is wrong with the shape of a row: number of fields, a NUL, an oversized field."""
    if len(fields) != len(header):
        return Problem(name, line, "row", f"{len(fields)} fields", f"{len(header)} fields, as in the header")
    for column, cell in zip(header, fields, strict=True):
        if "\x00" in cell:
            return Problem(name, line, column, cell, "text without NUL characters")
        if len(cell) > MAX_CELL_CHARACTERS:
            return Problem(name, line, column, cell, f"at most {MAX_CELL_CHARACTERS:,} characters")
    return None


def read_text_table(path: Path) -> tuple[pd.DataFrame, str]:
    """Return a CSV file without a contract, such as the gazetteer, as text columns, and the SHA-256 of its bytes.

    Raises
    ------
    UnreadableFileError
        When the bytes or the quoting are wrong, or a row has another number of fields than the header.
    """
    data = read_bytes(path)
    rows = csv_rows(path.name, decode(path.name, data))
    _, header, _ = next(rows, (1, [], ""))
    fields = []
    for line, cells, _ in rows:
        problem = shape_problem(path.name, line, cells, header)
        if problem:
            raise UnreadableFileError(f"{problem}.")
        fields.append(cells)
    return pd.DataFrame(fields, columns=header, dtype="str"), sha256(data)


def read_json(path: Path) -> tuple[Any, str]:
    """Return the content of a JSON file and the SHA-256 of its bytes.

    Raises
    ------
    UnreadableFileError
        When the file is not UTF-8 or not JSON.
    """
    data = read_bytes(path)
    try:
        return json.loads(decode(path.name, data)), sha256(data)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableFileError(f"{path.name} is not JSON: {error}.") from error
