"""Read claims files of any size in chunks that depend on the file alone.

Comes in: a path to a CSV file of the contract, or to Parquet with the same columns. Goes out: ``Source`` with its
chunks, and each chunk as a ``RawTable`` whose lines are those of the whole file.
Refuses a large CSV file that is not regular (``regular``): where its rows end, two readers could disagree. A file of
one chunk is read like any other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from claimatlas.errors import UnreadableFileError, UsageError
from claimatlas.load import RawTable, RefusedRow, Table, csv_rows, decode, parse_table, shape_problem
from claimatlas.load.header import check_header
from claimatlas.load.regular import RowTexts

CHUNK_BYTES = 2**26
_GEOMETRY = "geometry"
"""What a Parquet file of the atlas has beside the columns of the contract."""
_ENDING = ".parquet"


@dataclass(frozen=True)
class Chunk:
    """A stretch of whole rows of one file."""

    path: Path
    """The file."""
    sha256: str
    """SHA-256 of the whole file, hexadecimal."""
    number: int
    """Place among the chunks of the file."""
    first: int
    """Byte at which its rows begin, or number of the group of rows in Parquet."""
    end: int
    """Byte after its last row; in Parquet the next group."""
    lines_before: int
    """Lines of the file before it, or rows in Parquet."""
    head: bytes = b""
    """Header row of the file, when the chunk is not all of it."""

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from all other chunks: name of the file and number."""
        return self.path.name, self.number


@dataclass(frozen=True)
class Source:
    """One claims file."""

    name: str
    """Name of the file."""
    sha256: str
    """SHA-256 of its bytes, hexadecimal."""
    size: int
    """Bytes."""
    chunks: tuple[Chunk, ...]
    """In their order; together they are the file."""


def survey(path: Path, chunk_bytes: int = CHUNK_BYTES) -> Source:
    """Read a file once to sum it and to find where its chunks begin.

    Raises
    ------
    UnreadableFileError
        When it cannot be read.
    """
    try:
        with path.open("rb") as file:
            if path.suffix.lower() == _ENDING:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                return Source(path.name, digest, path.stat().st_size, _row_groups(path, digest))
            return _survey_csv(path, file, chunk_bytes)
    except (OSError, pa.ArrowInvalid) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is no Parquet file"
        raise UnreadableFileError(f"{path.name} cannot be read: {reason}.", path.parent) from error


def _row_groups(path: Path, digest: str) -> tuple[Chunk, ...]:
    about = pq.read_metadata(path)
    sizes = [about.row_group(number).num_rows for number in range(about.num_row_groups)]
    before = [0, *np.cumsum(sizes).tolist()]
    return tuple(Chunk(path, digest, number, number, number + 1, before[number]) for number in range(len(sizes)))


def _survey_csv(path: Path, file: BinaryIO, chunk_bytes: int) -> Source:
    digest = hashlib.sha256()
    cuts: list[tuple[int, int]] = [(0, 0)]
    at, line_count, is_quoted = 0, 0, 0
    while block := file.read(chunk_bytes):
        digest.update(block)
        seen = np.frombuffer(block, dtype=np.uint8)
        breaks, quotes = np.flatnonzero(seen == ord("\n")), np.flatnonzero(seen == ord('"'))
        ends = breaks[(np.searchsorted(quotes, breaks) + is_quoted) % 2 == 0]
        if len(ends):
            cuts.append((at + int(ends[-1]) + 1, line_count + int(np.searchsorted(breaks, ends[-1])) + 1))
        at, line_count, is_quoted = at + len(block), line_count + len(breaks), (is_quoted + len(quotes)) % 2
    total = digest.hexdigest()
    if at <= chunk_bytes:
        return Source(path.name, total, at, (Chunk(path, total, 0, 0, at, 0),))
    if cuts[-1][0] < at:
        cuts.append((at, line_count))
    file.seek(0)
    head = file.readline()
    begun = (len(head), 1)
    starts = [begun, *(cut for cut in cuts if begun < cut < (at, 0))]
    ends_at = [*(start for start, _ in starts[1:]), at]
    chunks = [
        Chunk(path, total, number, start, end, lines, head)
        for number, ((start, lines), end) in enumerate(zip(starts, ends_at, strict=True))
    ]
    return Source(path.name, total, at, tuple(chunks))


def read_chunk(chunk: Chunk, table: Table) -> RawTable:
    """Read the rows of a chunk as text.

    Raises
    ------
    UnreadableFileError
        When the file has changed since it was surveyed, its header is not that of the contract, or a large CSV file is
        not regular here.
    """
    if chunk.path.suffix.lower() == _ENDING:
        return _row_group(chunk, table)
    try:
        with chunk.path.open("rb") as file:
            file.seek(chunk.first)
            data = chunk.head + file.read(chunk.end - chunk.first)
    except OSError as error:
        raise UnreadableFileError(f"{chunk.path.name} cannot be read: {error.strerror}.", chunk.path.parent) from error
    if len(data) != len(chunk.head) + chunk.end - chunk.first:
        raise UnreadableFileError(f"{chunk.path.name} has changed while it was read; begin again.", chunk.path.parent)
    if not chunk.head:
        return parse_table(chunk.path.name, data, table)
    _, header, _ = next(csv_rows(chunk.path.name, decode(chunk.path.name, chunk.head)), (1, [], ""))
    check_header(chunk.path.name, header, table.key, table.names)
    try:
        found = parse_table(chunk.path.name, data, table)
    except UnreadableFileError as error:
        raise _irregular(chunk) from error
    if not isinstance(found.raw, RowTexts):
        raise _irregular(chunk)
    return _moved(found, chunk)


def _irregular(chunk: Chunk) -> UnreadableFileError:
    return UnreadableFileError(
        f"{chunk.path.name} has rows after line {chunk.lines_before:,} whose quoting or bytes can be read in two ways; "
        f"a file of more than {CHUNK_BYTES:,} bytes must be regular CSV in UTF-8. Save it again, or split it.",
        chunk.path.parent,
    )


@dataclass(frozen=True)
class _Moved(Mapping[int, str]):
    """Texts of rows under the lines they have in the whole file."""

    texts: Mapping[int, str]
    by: int

    def __getitem__(self, line: int) -> str:
        return self.texts[line - self.by]

    def __iter__(self) -> Iterator[int]:
        return (line + self.by for line in self.texts)

    def __len__(self) -> int:
        return len(self.texts)


def _moved(found: RawTable, chunk: Chunk) -> RawTable:
    """Give the rows of a chunk, read under a header of one line, the lines that they have in the whole file."""
    by = chunk.lines_before - 1
    refused = tuple(
        RefusedRow(
            row.file,
            chunk.sha256,
            row.line + by,
            row.raw,
            tuple(replace(problem, line=problem.line + by) for problem in row.problems),
        )
        for row in found.refused
    )
    rows = found.rows.set_axis(found.rows.index + by)
    return RawTable(found.file, chunk.sha256, rows, _Moved(found.raw, by), refused)


@dataclass(frozen=True)
class _Entries(Mapping[int, str]):
    """Texts of the rows of a Parquet file: each as JSON, written when it is asked for."""

    rows: pd.DataFrame

    def __getitem__(self, line: int) -> str:
        return json.dumps(self.rows.loc[line].to_dict(), ensure_ascii=False)

    def __iter__(self) -> Iterator[int]:
        return iter(self.rows.index.tolist())

    def __len__(self) -> int:
        return len(self.rows)


def _row_group(chunk: Chunk, table: Table) -> RawTable:
    """Read one group of rows; its lines are the numbers of its rows, from 1."""
    try:
        # Not by its path: that would be taken for a data set with columns in the names of its folders.
        file = pq.ParquetFile(chunk.path)
        names = [name for name in file.schema_arrow.names if name != _GEOMETRY]
        check_header(chunk.path.name, names, table.key, table.names)
        read = file.read_row_group(chunk.first, columns=list(table.names))
    except (OSError, pa.ArrowException) as error:
        raise UnreadableFileError(f"{chunk.path.name} cannot be read as Parquet.", chunk.path.parent) from error
    lines = pd.RangeIndex(chunk.lines_before + 1, chunk.lines_before + 1 + len(read), name="line")
    columns = {name: pd.array(_texts(chunk, name, read.column(name)), dtype="str") for name in table.names}
    rows = pd.DataFrame(columns, index=pd.Index(lines, dtype="int64", name="line"), copy=False)
    return _without_misshapen(RawTable(chunk.path.name, chunk.sha256, rows, _Entries(rows), ()), table)


_WRITTEN_AS_THEY_ARE = (
    pa.types.is_string, pa.types.is_large_string, pa.types.is_integer, pa.types.is_date, pa.types.is_null,
)  # fmt: skip


def _texts(chunk: Chunk, name: str, column: pa.ChunkedArray) -> pa.Array:
    """Write the cells of a column as claims.csv has them; what is not stated is an empty text."""
    whole = column.combine_chunks()
    kind = whole.type
    if pa.types.is_dictionary(kind):
        return _texts(chunk, name, pa.chunked_array([whole.cast(kind.value_type)]))
    if pa.types.is_floating(kind):
        numbers = [None if value is None or value != value else value for value in whole.to_pylist()]  # noqa: PLR0124
        whole = pa.array(
            [None if value is None else np.format_float_positional(value, trim="-") for value in numbers],
            pa.large_string(),
        )
    elif pa.types.is_timestamp(kind):
        whole = pc.strftime(whole, format="%Y-%m-%d")
    elif not any(is_kind(kind) for is_kind in _WRITTEN_AS_THEY_ARE):
        raise UnreadableFileError(
            f"{chunk.path.name}, {name}: cells of type {kind}, expected text, days or whole numbers."
        )
    return pc.fill_null(whole.cast(pa.large_string()), "")


def _without_misshapen(raw: RawTable, table: Table) -> RawTable:
    """Keep rows aside that no CSV file could hold: with a NUL, or a cell that is too long."""
    wrong = np.zeros(len(raw.rows), dtype=bool)
    for name in table.names:
        cells = pa.array(raw.rows[name], type=pa.large_string())
        cells = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
        is_long = pc.greater(pc.binary_length(cells), 1_000_000)
        wrong |= pc.or_(is_long, pc.match_substring(cells, "\x00")).to_numpy(zero_copy_only=False)
    if not wrong.any():
        return raw
    refused = []
    for line, cells in raw.rows[wrong].iterrows():
        problem = shape_problem(raw.file, int(str(line)), list(cells), table.names)
        if problem is None:
            wrong[raw.rows.index.get_loc(line)] = False
        else:
            refused.append(RefusedRow(raw.file, raw.sha256, int(str(line)), raw.raw[int(str(line))], (problem,)))
    return RawTable(raw.file, raw.sha256, raw.rows[~wrong], raw.raw, tuple(refused))


def different_names(paths: list[Path]) -> list[Path]:
    """Put paths in the order of their names, whatever order they came in.

    Raises
    ------
    UsageError
        When two files have one name: a problem could not say which of them it is in.
    """
    ordered = sorted(paths, key=lambda path: path.name)
    for one, other in pairwise(ordered):
        if one.name == other.name:
            raise UsageError(f"Two sources are called {one.name}: rename one, so that a problem can name its file.")
    return ordered
