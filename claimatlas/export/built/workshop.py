"""Where a record folder is made, what is handed from step to step, and how pieces are written.

Comes in: content and a path. Goes out: files, each whole.
Refuses to know what a step does.
"""

from __future__ import annotations

import io
import secrets
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from claimatlas.load.sources import Chunk

ROWS_IN_GROUP = 16_384
"""Rows that a part is read by: as few as make a page quick, as many as pack well."""
NO_PROVINCE = "none"
REPORT = pa.schema(
    [
        ("file", pa.large_string()), ("sha256", pa.large_string()), ("line", pa.int64()), ("raw", pa.large_string()),
        ("column", pa.large_string()), ("found", pa.large_string()), ("expected", pa.large_string()),
        ("severity", pa.large_string()),
    ]
)  # fmt: skip
"""One row for each problem; the text of a row stands with each of its problems, and is empty where it was kept."""


@dataclass(frozen=True)
class Workshop:
    """Where a build is made."""

    workspace: Path
    """Folder with events.csv and geodata/."""
    folder: Path
    """Folder of the pieces; every worker must reach it under this path."""
    words: str
    """SHA-256 of the vocabulary with which the build was begun."""

    @property
    def out(self) -> Path:
        """The record folder, as far as it is."""
        return self.folder / "record"


@dataclass(frozen=True)
class Piece:
    """A chunk and its number among those of all sources."""

    number: int
    """From 0, in the order of the files' names."""
    chunk: Chunk
    """What is to be read."""


@dataclass(frozen=True)
class Part:
    """Claims of one province that begin in one month, as they lie in the pieces."""

    number: int
    """From 0, by province and month."""
    province: str
    """P-code, or empty text."""
    month: str
    """``YYYY-MM``."""
    slices: tuple[tuple[int, int], ...]
    """Number of the piece, and of the batch in it."""

    @property
    def file(self) -> str:
        """Its path in the record folder."""
        return f"parts/{self.province or NO_PROVINCE}/{self.month}.parquet"


@dataclass(frozen=True)
class Gathering:
    """Parts that stand beside each other, and where claims of other parts wait that name claims of theirs."""

    first: int
    """Number of the first part."""
    files: tuple[str, ...]
    """Path of each part's file of such claims, in the record folder; empty text for a part that nobody names."""
    slices: tuple[tuple[int, int, int], ...]
    """Number of the part that waits, first row and number of rows."""


@dataclass(frozen=True)
class Held:
    """What a check left of a piece."""

    rows: int
    """Rows read."""
    accepted: int
    """Rows kept."""
    refused: int
    """Rows kept aside."""
    flags: int
    """Problems of rows that were kept."""
    groups: tuple[tuple[str, str, int], ...]
    """Province, month and rows of every batch."""


@dataclass(frozen=True)
class Written:
    """What a part holds."""

    about: dict[str, Any]
    """Its line of the manifest."""
    cube: pd.DataFrame
    """Columns ``event_date``, ``district``, ``camp``; ``claims``, ``long`` (int64); ``reached`` (datetime64)."""
    ends: pd.DataFrame
    """Columns ``last_event_date``, ``district``; ``claims`` (int64)."""
    milestones: pd.DataFrame
    """Columns ``event_id``, ``province``, ``reported_date``; ``claims`` (int64); ``first`` (datetime64)."""
    publishers: Counter[str]
    """Claims by publisher, where one is stated."""


def write(path: Path, content: bytes) -> None:
    """Put a file in its place, whole; a second worker that does the same does no harm."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    part.write_bytes(content)
    part.replace(path)


def write_numbers(path: Path, numbers: npt.NDArray[Any]) -> None:
    """Put a file of numbers in its place, whole."""
    buffer = io.BytesIO()
    np.save(buffer, numbers)
    write(path, buffer.getvalue())


def parquet(table: pa.Table) -> bytes:
    """Write a table as Parquet; the same bytes for the same rows and versions."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer, row_group_size=ROWS_IN_GROUP, compression="zstd", write_page_index=True)
    return buffer.getvalue()


def as_table(frame: pd.DataFrame) -> pa.Table:
    """Return a frame of days, numbers, texts and tuples of texts as a table whose bytes depend on nothing else."""
    return pa.table({str(name): _stored(frame[name]) for name in frame.columns})


def _stored(cells: pd.Series) -> pa.Array:
    if cells.dtype.kind == "M":
        return pa.array(cells.to_numpy().astype("datetime64[D]"))
    if cells.dtype == "object":
        return pa.array(cells.map(list).tolist(), pa.list_(pa.large_string()))
    return pa.array(cells, pa.large_string()) if cells.dtype == "str" else pa.array(cells.to_numpy())


def numbers_of(shop: Workshop, kind: str, number: int) -> Path:
    """Return where the numbers of a piece or a part lie."""
    return shop.folder / kind / f"{number:08d}.npy"
