"""Read files of other people's making into text cells, one row at a time.

Comes in: a name and its bytes, which nobody vouches for. Goes out: ``ForeignTable``: rows with their line and own text.
Refuses what is larger, deeper or more than the limits below, before it is unpacked where the format allows.

No type is guessed: a cell is the text of the file, or the one way in which a typed cell of a workbook or of Parquet is
written (days as YYYY-MM-DD, numbers with a point).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from claimatlas.errors import Problem, UnreadableFileError
from claimatlas.load import RefusedRow, sha256, shape_problem

MAX_BYTES = 100_000_000
"""Of the file as it comes."""
MAX_ROWS = 500_000
MAX_COLUMNS = 500
MAX_CHARACTERS = 400_000_000
"""Of all cells together, unpacked."""

Tell = Callable[[float], None]
"""Told how far a reading is, from 0 to 1; what it raises ends the reading."""


@dataclass(frozen=True)
class Reading:
    """How a file is to be read, where it does not say so itself."""

    sheet: str = ""
    """Sheet of a workbook; by default its only one."""
    encoding: str = ""
    """Encoding of a text file; by default UTF-8."""
    separator: str = ""
    """One character; by default a comma, or a tab in .tsv files."""


@dataclass(frozen=True)
class ForeignRow:
    """One row, before anything is made of it."""

    line: int
    """Line on which it begins; number of the row in a workbook; number of the entry in JSON, KML and Parquet."""
    values: tuple[str, ...]
    """Its cells, in the order of the table's columns."""
    raw: str
    """Its own text, as near to the file as the format allows."""


@dataclass(frozen=True)
class ForeignTable:
    """A file, read and not yet understood: ``len(rows) + len(refused)`` is the number of rows in it."""

    file: str
    """Name of the file."""
    sha256: str
    """SHA-256 of its bytes, hexadecimal."""
    columns: tuple[str, ...]
    """Names of its columns, in order, each once."""
    rows: tuple[ForeignRow, ...]
    """Rows whose shape is right."""
    refused: tuple[RefusedRow, ...]
    """Rows whose shape is wrong."""
    unread: tuple[str, ...] = ()
    """Columns that hold no text, number or day, and were left out."""


@dataclass
class Collector:
    """Rows as they come in, held to the limits."""

    file: str
    data: bytes
    columns: tuple[str, ...]
    rows: list[ForeignRow] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    characters: int = 0

    def __post_init__(self) -> None:
        """Hold the header to the limits."""
        self.sum = sha256(self.data)
        if len(self.columns) > MAX_COLUMNS:
            raise UnreadableFileError(f"{self.file} has more than {MAX_COLUMNS} columns.")
        if not all(map(writable, self.columns)):
            raise UnreadableFileError(f"{self.file}: the header holds what cannot be written as UTF-8.")
        doubled = sorted({name for name in self.columns if self.columns.count(name) > 1})
        if doubled:
            raise UnreadableFileError(f"{self.file}: the header names {', '.join(doubled)} more than once.")

    def add(self, line: int, values: Sequence[str], raw: str) -> None:
        """Take a row in; a wrong shape refuses it."""
        problem = shape_problem(self.file, line, values, self.columns) or self._unwritable(line, values)
        if problem:
            self.refuse(line, raw, problem)
            return
        self._count(raw)
        self.rows.append(ForeignRow(line, tuple(values), raw))

    def refuse(self, line: int, raw: str, problem: Problem) -> None:
        """Keep a row aside."""
        self._count(raw)
        self.refused.append(RefusedRow(self.file, self.sum, line, raw, (problem,)))

    def refuse_entry(self, line: int, raw: str, found: str, expected: str) -> None:
        """Keep an entry aside that is no row at all."""
        self.refuse(line, raw, Problem(self.file, line, "row", found, expected))

    def table(self, unread: Iterable[str] = ()) -> ForeignTable:
        """Return what came in."""
        return ForeignTable(self.file, self.sum, self.columns, tuple(self.rows), tuple(self.refused), tuple(unread))

    def _unwritable(self, line: int, values: Sequence[str]) -> Problem | None:
        """Say which cell holds half of a pair of surrogates: JSON can spell it out, and no file can hold it."""
        for column, cell in zip(self.columns, values, strict=True):
            if not writable(cell):
                return Problem(self.file, line, column, readable(cell), "text that can be written as UTF-8")
        return None

    def _count(self, raw: str) -> None:
        self.characters += len(raw)
        if self.characters > MAX_CHARACTERS:
            raise UnreadableFileError(f"{self.file} unpacks to more than {MAX_CHARACTERS:,} characters; split it.")
        if len(self.rows) + len(self.refused) >= MAX_ROWS:
            raise UnreadableFileError(f"{self.file} has more than {MAX_ROWS:,} rows; split it.")


def writable(text: str) -> bool:
    """Whether a text can be written as UTF-8."""
    return text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)


def readable(text: str) -> str:
    """Spell out what cannot be written as UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode()


def named(header: Iterable[str]) -> tuple[str, ...]:
    """Return the names of columns; one without a name is called by its place: ``column 3``."""
    return tuple(name.strip() or f"column {place}" for place, name in enumerate(header, start=1))


def number_text(value: float) -> str:
    """Write a number of a typed cell: whole ones without a point, others as briefly as they can be read back."""
    return str(int(value)) if math.isfinite(value) and value == int(value) and abs(value) < 1e15 else repr(value)


ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".jsonl", ".ndjson", ".json", ".parquet", ".kml", ".kmz", ".zip")
"""Endings of the files that can be read."""


def read_foreign(name: str, data: bytes, reading: Reading | None = None, tell: Tell = lambda _: None) -> ForeignTable:
    """Read a file by the ending of its name.

    Parameters
    ----------
    name : str
        Name of the file, without its folder.
    data : bytes
        All of it.
    reading : Reading, optional
        What the file does not say itself.
    tell : callable, optional
        Told how far it is.

    Raises
    ------
    UnreadableFileError
        When nothing in the file can be trusted, or it is beyond a limit. The text says what to do.
    """
    # Only what is needed is imported: a workbook's reader takes longer to load than a table takes to read.
    from claimatlas.load import columnar, delimited, entries, kml, workbook

    reading = reading or Reading()
    if len(data) > MAX_BYTES:
        raise UnreadableFileError(f"{name} is larger than {MAX_BYTES:,} bytes; split it.")
    ending = PurePath(name).suffix.lower()
    if ending in (".csv", ".tsv", ".txt"):
        return delimited.read(name, data, reading, tell)
    if ending == ".xlsx":
        return workbook.read(name, data, reading, tell)
    if ending in (".jsonl", ".ndjson"):
        return entries.read_lines(name, data, tell)
    if ending == ".json":
        return entries.read_list(name, data, tell)
    if ending == ".parquet":
        return columnar.read(name, data, tell)
    if ending in (".kml", ".kmz", ".zip"):
        return kml.read(name, data, tell)
    raise UnreadableFileError(f"{name} has an ending that is not known; known are {', '.join(ENDINGS)}.")
