"""Read the tables and numbers of a record folder: some columns of the rows that are asked for, and nothing else.

Comes in: paths, columns, a condition. Goes out: Arrow tables, or numbers that stay on the disk.
Refuses to open a folder that is not whole: its manifest names every file with its sum.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from claimatlas.errors import UnreadableFileError
from claimatlas.load import read_json

MANIFEST = "manifest.json"
"""Says of a record folder what it holds; a folder without it is none."""
VERSION = 2
"""Of the layout. A folder of another version is refused."""
_AT_ONCE = 1 << 20
_BROKEN = (OSError, pa.ArrowException, ValueError)


def is_record_folder(folder: Path) -> bool:
    """Return whether a folder is a built record."""
    return (folder / MANIFEST).is_file()


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return what a record folder says of itself.

    Raises
    ------
    UnreadableFileError
        When it cannot be read, is of another version, or a file that it names is missing or has another size.
    """
    manifest, _ = read_json(folder / MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("version") != VERSION:
        raise UnreadableFileError(
            f"{MANIFEST} is not that of a record folder of version {VERSION}: build it again.", folder
        )
    for name, about in manifest["files"].items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != about["bytes"]:
            raise UnreadableFileError(f"{name} is missing or not whole: build the record again.", folder)
    return manifest


def read_rows(paths: Sequence[Path], columns: Sequence[str], condition: Any, schema: pa.Schema) -> pa.Table:
    """Return some columns of the rows that meet a condition, in the order of the files and of their rows."""
    wanted = pa.schema([schema.field(name) for name in columns])
    if not paths:
        return wanted.empty_table()
    try:
        found = _dataset(paths, schema).to_table(columns=list(columns), filter=condition, use_threads=True)
    except _BROKEN as error:
        raise _unreadable(paths) from error
    return found.cast(wanted)


def rows_in_batches(
    paths: Sequence[Path], columns: Sequence[str], condition: Any, schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    """Yield the same part by part, so that no more than a little of it is held."""
    if not paths:
        return
    try:
        scanner = _dataset(paths, schema).scanner(
            columns=list(columns), filter=condition, batch_readahead=2, fragment_readahead=1
        )
        for batch in scanner.to_batches():
            if batch.num_rows:
                yield batch
    except _BROKEN as error:
        raise _unreadable(paths) from error


def _dataset(paths: Sequence[Path], schema: pa.Schema) -> ds.Dataset:
    return ds.dataset([str(path) for path in paths], schema=schema, format="parquet")


def _unreadable(paths: Sequence[Path]) -> UnreadableFileError:
    return UnreadableFileError(f"A part of the record cannot be read ({paths[0].parent.name}): build it again.")


def read_whole(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Return a small table of a record folder."""
    try:
        return pq.ParquetFile(path).read(columns=list(columns) if columns else None)
    except _BROKEN as error:
        raise UnreadableFileError(f"{path.name} cannot be read: build the record again.", path.parent) from error


def read_numbers(path: Path) -> npt.NDArray[Any]:
    """Return the numbers of a file; they stay on the disk until they are looked at."""
    try:
        # An empty file cannot be mapped.
        numbers: npt.NDArray[Any] = np.load(path, mmap_mode="r" if path.stat().st_size > 128 else None)
    except _BROKEN as error:
        raise UnreadableFileError(f"{path.name} cannot be read: build the record again.", path.parent) from error
    return numbers


def read_batch(path: Path, number: int) -> pa.RecordBatch:
    """Return one batch of an Arrow file."""
    with pa.memory_map(str(path)) as file:
        return pa.ipc.open_file(file).get_batch(number)


def read_all_batches(path: Path, schema: pa.Schema) -> pa.Table:
    """Return all batches of an Arrow file."""
    with pa.memory_map(str(path)) as file:
        reader = pa.ipc.open_file(file)
        return pa.Table.from_batches([reader.get_batch(n) for n in range(reader.num_record_batches)], schema)


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file of any size, hexadecimal."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFileError(f"{path.name} cannot be read: {error.strerror}.", path.parent) from error


def parts_of_file(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file, so many at a time that they are no question of memory."""
    with path.open("rb") as file:
        while part := file.read(_AT_ONCE):
            yield part


def changed_files(folder: Path, manifest: Mapping[str, Any]) -> list[str]:
    """Name the files of a record folder whose bytes are no longer those of its manifest."""
    return [name for name, about in manifest["files"].items() if sum_of(folder / name) != about["sha256"]]
