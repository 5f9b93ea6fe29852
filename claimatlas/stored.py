"""Claims as a record folder keeps them: the columns of a ``Record``, typed, as Arrow.

Comes in: claims of a ``Record``, or rows of a part. Goes out: the other of the two, cell for cell the same.
Refuses to keep a column twice or to leave one out: what was read back is what was checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from claimatlas.distinct import arrow, sort_keys
from claimatlas.kinds import Day, Degrees, Whole
from claimatlas.schema import CLAIMS

Keys: TypeAlias = npt.NDArray[np.uint64]

ORDER = ("event_date", "reported_date", "claim_id")
"""Order of the claims of a record."""
SOURCE = "source"
"""Column of a part that a ``Record`` does not have: the file a claim comes from."""
NARROW = (
    "claim_id", "event_date", "last_event_date", "reported_date", "span_days", "party", "camp", "claim_type",
    "beneficiary", "approach", "district", "province",
)  # fmt: skip
"""Columns that decide a map and its filters."""

LINKING = (
    *ORDER, "statement_id", "party", "camp", "claimant", "agency", "claim_type", "beneficiary", "counters", "confirms",
)  # fmt: skip
"""Columns that say how claims stand to each other."""
NAMING = (*LINKING, "last_event_date", "district", "province", "event_id")
"""The same with what disputes are counted by and filters look at."""


def _type_of(name: str) -> pa.DataType:
    kind = CLAIMS.by_name[name].kind
    if isinstance(kind, Day):
        return pa.date32()
    if isinstance(kind, Whole):
        return pa.int64()
    return pa.float64() if isinstance(kind, Degrees) else pa.large_string()


_ADDED = {
    "line": pa.int64(),
    "camp": pa.large_string(),
    "district": pa.large_string(),
    "province": pa.large_string(),
    "placed_by": pa.large_string(),
    "last_event_date": pa.date32(),
    "span_days": pa.int64(),
}
SCHEMA = pa.schema([*((name, _type_of(name)) for name in CLAIMS.names), *_ADDED.items(), (SOURCE, pa.large_string())])
"""Columns of a part: those of the contract, those a ``Record`` adds, and the file."""
COLUMNS = tuple(name for name in SCHEMA.names if name != SOURCE)
"""Columns of the claims of a ``Record``."""
_NUMBERS = {name for name in CLAIMS.names if isinstance(CLAIMS.by_name[name].kind, Whole)}


def table_of(claims: pd.DataFrame, source: str) -> pa.Table:
    """Return claims as rows of a part."""
    columns = {name: _stored(claims[name], SCHEMA.field(name).type) for name in COLUMNS}
    columns[SOURCE] = pa.array([source], pa.large_string()).take(pa.array(np.zeros(len(claims), dtype=np.int32)))
    return pa.table(columns, schema=SCHEMA)


def _stored(cells: pd.Series, kind: pa.DataType) -> pa.Array:
    if pa.types.is_large_string(kind):
        return arrow(cells)
    if pa.types.is_date32(kind):
        return pa.array(cells.to_numpy().astype("datetime64[D]"), kind)
    if pa.types.is_floating(kind):
        return pa.array(cells.to_numpy(), kind, from_pandas=True)
    return pa.array(cells, kind)


def claims_of(table: pa.Table) -> pd.DataFrame:
    """Return rows of a part, or some of their columns with ``claim_id``, as claims of a ``Record``."""
    columns: dict[str, Any] = {}
    for name in table.column_names:
        columns[name] = _cells(name, table.column(name))
    claims = pd.DataFrame(columns, copy=False)
    return claims.set_index("claim_id", drop=False).rename_axis(None)


def _cells(name: str, column: pa.ChunkedArray) -> Any:
    kind = column.type
    if pa.types.is_date32(kind):
        return column.to_numpy().astype("datetime64[s]")
    if pa.types.is_large_string(kind):
        return pd.array(column.combine_chunks(), dtype="str")
    if name in _NUMBERS:
        return pd.array(column.to_pandas(), dtype="Int64") if not column.null_count else _with_gaps(column)
    return column.to_numpy()


def _with_gaps(column: pa.ChunkedArray) -> Any:
    is_missing = column.is_null().to_numpy()
    return pd.arrays.IntegerArray(column.fill_null(1).to_numpy().astype(np.int64), is_missing)


def keys_of(texts: pd.Series | Iterable[str]) -> Keys:
    """Return a number of 64 bits for each text, the same for the same text on every machine.

    Two texts may share one: whoever finds by number looks at the text afterwards.
    """
    cells = np.array(list(texts), dtype=object)
    return pd.util.hash_array(cells, categorize=False) if len(cells) else np.empty(0, dtype=np.uint64)


def found_in(keys: Keys, known: Keys) -> npt.NDArray[np.bool_]:
    """Say of every number whether it is among sorted ones."""
    if not len(known):
        return np.zeros(len(keys), dtype=bool)
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    is_there: npt.NDArray[np.bool_] = known[at] == keys
    return is_there


def order_of(claims: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return the places of claims in the order of a record."""
    event, reported = (claims[name].to_numpy().astype("datetime64[D]").view(np.int64) for name in ORDER[:2])
    # Both days as one number: each key that is sorted by costs the same.
    return np.lexsort((*sort_keys(claims["claim_id"]), event * _MORE_THAN_ALL_DAYS + reported))


_MORE_THAN_ALL_DAYS = 2**22
"""More days than lie between 1970 and any day that a claim may have."""


def schema_of(columns: Sequence[str]) -> pa.Schema:
    """Return the schema of some columns of a part."""
    return pa.schema([SCHEMA.field(name) for name in columns])
