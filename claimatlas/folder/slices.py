"""A record folder looked through piece by piece: some parts beside each other, with who names their claims.

Comes in: a ``Folder``. Goes out: stretches of parts, and of each its claims and those of other parts that name them.
Refuses to hold more than one stretch, and words: only the columns that count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from claimatlas import stored
from claimatlas.folder import Folder
from claimatlas.folder.where import Where
from claimatlas.load.parts import read_rows
from claimatlas.stored import NAMING


@dataclass(frozen=True)
class Stretch:
    """Parts of one province, month after month."""

    province: str
    """P-code, or empty text."""
    parts: tuple[int, ...]
    """Their numbers."""
    first: dt.date
    """First day on which a claim of them begins."""


@dataclass(frozen=True)
class Slice:
    """The claims of a stretch that were known, and those of other parts that name one of them, without words."""

    own: pd.DataFrame
    """Those of the stretch, in the order of the record."""
    elsewhere: pd.DataFrame
    """Those that lie elsewhere, each once."""

    @property
    def together(self) -> pd.DataFrame:
        """Return all of them, in no order."""
        return pd.concat([self.own, self.elsewhere]) if len(self.elsewhere) else self.own


def stretches(record: Folder) -> tuple[Stretch, ...]:
    """Cut a record into stretches of about as many claims as are read at once; a part is not cut."""
    found: list[list[int]] = []
    rows, before = 0, None
    for number, part in enumerate(record.manifest["parts"]):
        if part["province"] != before or rows + part["rows"] > record.most_whole:
            found.append([])
            rows = 0
        found[-1].append(number)
        rows, before = rows + part["rows"], part["province"]
    parts = record.manifest["parts"]
    return tuple(
        Stretch(
            province=parts[numbers[0]]["province"],
            parts=tuple(numbers),
            first=min(dt.date.fromisoformat(parts[number]["first"]) for number in numbers),
        )
        for numbers in found
    )


def loose_statements(record: Folder, cut: Sequence[Stretch]) -> stored.Keys:
    """Return, sorted, the numbers of statements whose rows lie in several stretches."""
    of_part = np.zeros(len(record.manifest["parts"]), dtype=np.int64)
    for number, stretch in enumerate(cut):
        of_part[list(stretch.parts)] = number
    keys, parts = record.index("statements")
    where = of_part[parts]
    found: stored.Keys = np.unique(keys[1:][(keys[1:] == keys[:-1]) & (where[1:] != where[:-1])])
    return found


def slice_of(record: Folder, stretch: Stretch, known_by: dt.date | None = None) -> Slice:
    """Read a stretch, as far as it was published by a day."""
    where = Where(known_by=known_by)
    own = record.rows(where, NAMING, most=record.claim_count, parts=list(stretch.parts))
    parts = (record.manifest["parts"][number]["links"] for number in stretch.parts)
    paths = [record.root / links for links in parts if links]
    named = stored.claims_of(read_rows(paths, NAMING, where.condition(), stored.SCHEMA))
    named = named[~named.index.duplicated() & ~named.index.isin(own.index)]
    return Slice(own, named)
