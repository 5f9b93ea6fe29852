"""Counts of a record folder: of what a batch holds, of several batches together, of windows.

Comes in: rows, or counts by day, place and camp. Goes out: counts.
Refuses to read.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from claimatlas import stored

_KEYS = ["event_date", "district", "province", "camp"]


def batch_counts(batch: pa.RecordBatch) -> pd.DataFrame:
    """Count the claims of a batch by day, place and camp, as ``Folder.cube`` does."""
    claims = pa.Table.from_batches([batch])
    is_long = pa.array(
        (claims["last_event_date"].to_numpy() > claims["event_date"].to_numpy()) | (claims["span_days"].to_numpy() > 1)
    ).cast(pa.int64())
    counted = (
        claims.append_column("long", is_long)
        .group_by(_KEYS)
        .aggregate([([], "count_all"), ("long", "sum"), ("last_event_date", "max")])
    )
    frame = pd.DataFrame({name: counted.column(name).to_pandas() for name in _KEYS})
    return frame.assign(
        event_date=counted.column("event_date").to_numpy().astype("datetime64[s]"),
        claims=counted.column("count_all").to_numpy(),
        long=counted.column("long_sum").to_numpy(),
        reached=counted.column("last_event_date_max").to_numpy().astype("datetime64[s]"),
    )


def summed(counts: pd.DataFrame) -> pd.DataFrame:
    """Add up counts of several batches."""
    together = {"claims": ("claims", "sum"), "long": ("long", "sum"), "reached": ("reached", "max")}
    return counts.groupby(_KEYS, as_index=False).agg(**together).sort_values(_KEYS, ignore_index=True)


def merged(*frames: pd.DataFrame) -> pd.DataFrame:
    """Put claims together, each once, in the order of the record."""
    some = pd.concat([frame for frame in frames if len(frame)] or frames[:1])
    once: pd.DataFrame = some[~some.index.duplicated()]
    return once.iloc[stored.order_of(once)]


def most_claims(cube: pd.DataFrame, ends: pd.DataFrame, window: int | None) -> int:
    """Return the most claims that any district has in any window, as ``marks.most_claims`` does from the claims.

    Parameters
    ----------
    cube, ends : DataFrame
        As ``Folder`` has them.
    window : int or None
        Days; None has no lower limit.
    """
    begun = cube[cube["district"] != ""].groupby(["district", "event_date"])["claims"].sum()
    if begun.empty:
        return 0
    if window is None:
        return int(begun.groupby("district").sum().max())
    ended = ends.set_index(["district", "last_event_date"])["claims"]
    most = 0
    for pcode, days in begun.groupby("district"):
        begins, last = days.droplevel(0), ended.loc[pcode]
        before = begins.index.to_numpy() - np.timedelta64(window, "D")
        over = np.searchsorted(last.index.to_numpy(), before, "right")
        gone = np.concatenate([[0], last.cumsum().to_numpy()])[over]
        most = max(most, int((begins.cumsum().to_numpy() - gone).max()))
    return most
