"""Read a Parquet file into text cells.

Comes in: bytes. Goes out: ``ForeignTable``; days as YYYY-MM-DD.
Refuses by the file's own account of itself what would unpack beyond the limits. Text stays a dictionary while it is
counted: a few bytes of Parquet can stand for one long text a million times.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from claimatlas.errors import UnreadableFileError
from claimatlas.load.foreign import (
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROWS,
    Collector,
    ForeignTable,
    Tell,
    number_text,
)

_BATCH = 1_024
# What a broken file makes Arrow raise.
_BROKEN = (pa.ArrowException, OSError, ValueError, KeyError, IndexError, TypeError, OverflowError, MemoryError)


def read(name: str, data: bytes, tell: Tell) -> ForeignTable:
    """Read the flat columns of a Parquet file; see ``foreign.read_foreign``."""
    try:
        file = pq.ParquetFile(io.BytesIO(data))
        _check_size(name, file.metadata)
        schema = file.schema_arrow
        flat = [field.name for field in schema if _is_flat(field.type)]
        texts = [
            field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)
        ]
        # Opened once more, now that the columns are known: text is kept as a dictionary.
        file = pq.ParquetFile(io.BytesIO(data), read_dictionary=texts)
        return _read_batches(name, data, file, flat, tell)
    except _BROKEN as error:
        raise UnreadableFileError(f"{name} is no Parquet file that can be read ({type(error).__name__}).") from error


def _check_size(name: str, metadata: Any) -> None:
    if metadata.num_rows > MAX_ROWS or metadata.num_columns > MAX_COLUMNS:
        raise UnreadableFileError(f"{name} has more than {MAX_ROWS:,} rows or {MAX_COLUMNS} columns; split it.")
    unpacked = sum(metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups))
    if unpacked > MAX_CHARACTERS:
        raise UnreadableFileError(f"{name} unpacks to more than {MAX_CHARACTERS:,} bytes; split it.")


def _is_flat(kind: Any) -> bool:
    types = pa.types
    if types.is_dictionary(kind):
        return _is_flat(kind.value_type)
    tests = (
        types.is_string, types.is_large_string, types.is_integer, types.is_floating, types.is_boolean, types.is_date,
        types.is_timestamp, types.is_decimal, types.is_null,
    )  # fmt: skip
    return any(test(kind) for test in tests)


def _read_batches(name: str, data: bytes, file: Any, flat: list[str], tell: Tell) -> ForeignTable:
    found = Collector(name, data, tuple(flat))
    expected = max(file.metadata.num_rows, 1)
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH, columns=flat):
        columns = [_texts(name, column) for column in batch.columns]
        for values in zip(*columns, strict=True) if columns else ([] for _ in range(batch.num_rows)):
            number += 1
            found.add(number, values, json.dumps(dict(zip(flat, values, strict=True)), ensure_ascii=False))
        tell(min(number / expected, 1.0))
    if number != file.metadata.num_rows:
        raise UnreadableFileError(f"{name} says that it has {file.metadata.num_rows:,} rows, and has {number:,}.")
    return found.table(field.name for field in file.schema_arrow if field.name not in flat)


def _texts(name: str, column: Any) -> list[str]:
    if not pa.types.is_dictionary(column.type):
        return [_text(value) for value in column.to_pylist()]
    known = [_text(value) for value in column.dictionary.to_pylist()]
    places = column.indices.to_pylist()
    if sum(len(known[place]) for place in places if place is not None) > MAX_CHARACTERS:
        raise UnreadableFileError(f"{name} unpacks to more than {MAX_CHARACTERS:,} characters; split it.")
    return ["" if place is None else known[place] for place in places]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        plain = value.tzinfo is None and value.time() == dt.time()
        return value.date().isoformat() if plain else value.isoformat(sep=" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return "" if value != value else number_text(value)  # noqa: PLR0124  # NaN is how a missing number is stored
    return str(value)
