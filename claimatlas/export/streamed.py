"""Tables of more claims than are held at once: written piece by piece, complete or absent like every other file.

Comes in: a ``View`` of a record folder. Goes out: CSV or Parquet on the disk, and its sidecar beside it.
Refuses every other format: what must be laid out as a whole has to be held as a whole.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from claimatlas.errors import ClaimAtlasError
from claimatlas.export.columnar import KEY, as_table, described
from claimatlas.export.files import staged
from claimatlas.export.layers import layer_of_claims
from claimatlas.export.request import Request
from claimatlas.export.sidecar import Sum
from claimatlas.export.table import table_bytes
from claimatlas.folder import Folder
from claimatlas.listing import pieces_of
from claimatlas.schema import CLAIMS
from claimatlas.view import View

_HEADER = f"{','.join(CLAIMS.names)}\r\n".encode()


def is_too_large(view: View) -> bool:
    """Whether a view lists more claims than are read at once, so that a table of them has to be streamed."""
    return isinstance(view.record, Folder) and view.row_count > view.record.most_whole


def _write_csv(view: View, request: Request, file: BinaryIO) -> None:  # noqa: ARG001  # as the format that is not streamed
    file.write(_HEADER)
    for piece in pieces_of(view):
        file.write(table_bytes(piece, CLAIMS).removeprefix(_HEADER))


def _write_parquet(view: View, request: Request, file: BinaryIO) -> None:
    writer = None
    for piece in pieces_of(view):
        table = as_table(layer_of_claims(piece))
        if writer is None:
            writer = pq.ParquetWriter(file, table.schema.with_metadata(_said(view, request, table)))
        writer.write_table(table.replace_schema_metadata(writer.schema.metadata))
    if writer:
        writer.close()


def _said(view: View, request: Request, table: pa.Table) -> dict[bytes, bytes]:
    """Say what the file is; the first piece cannot tell how far the points of all others reach."""
    geography = json.loads(table.schema.metadata[b"geo"])
    for column in geography["columns"].values():
        column.pop("bbox", None)
    return {**table.schema.metadata, b"geo": json.dumps(geography).encode(), KEY: described(view, request)}


STREAMED: Mapping[str, Callable[[View, Request, BinaryIO], None]] = {"csv": _write_csv, "parquet": _write_parquet}
"""Formats that can be written piece by piece."""


class _Summing:
    """A file that knows size and sum of what was written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._digest, self.size = file, hashlib.sha256(), 0
        self.closed = False

    def write(self, content: Any) -> int:
        """Write, and take it into the sum."""
        data = memoryview(content).cast("B")
        self._digest.update(data)
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        """Hand on what is held back."""
        self._file.flush()

    def tell(self) -> int:
        """Say how much was written."""
        return self.size

    def close(self) -> None:
        """Leave the file to whoever opened it."""

    @property
    def sum(self) -> Sum:
        """Size and SHA-256 of all of it."""
        return Sum(self.size, self._digest.hexdigest())


def write_streamed(view: View, kind: str, path: Path, request: Request, about: Callable[[Sum], bytes]) -> None:
    """Write the claims that a view lists, and the sidecar that ``about`` makes of the file's size and sum.

    Raises
    ------
    ClaimAtlasError
        When the format cannot be streamed, or the folder cannot be written to.
    """
    if kind not in STREAMED:
        raise ClaimAtlasError(
            f"A .{kind} file of {view.row_count:,} claims would have to be held at once. Write .csv or .parquet, "
            "or choose fewer claims."
        )
    with staged(path, path.with_name(f"{path.name}.json")) as (file, beside):
        summing = _Summing(file)
        STREAMED[kind](view, request, summing)  # type: ignore[arg-type]  # what writers need of a file
        beside.write(about(summing.sum))
