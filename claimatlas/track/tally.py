"""Statements counted by whose they are, what became of them and after how many days: counts that can be added up.

Comes in: statements, or what was told of pieces of a record. Goes out: tallies, and the track record that they make.
Refuses to count a statement twice whose rows lie in several pieces: it is put together first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from claimatlas.vocabulary import Outcome

FINDINGS = (Outcome.COUNTERED, Outcome.CORROBORATED, Outcome.CONCEDED, Outcome.CONCEDES)
"""What can have become of a statement."""
_CODES = [finding.value for finding in FINDINGS]


def tally_of(statements: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Count statements by whose they are, and those of which something became by what and after how many days.

    Parameters
    ----------
    statements : DataFrame
        One row per speaker and statement: ``by``, ``rows`` (int) and for each of ``FINDINGS`` a column of its code.
    by : sequence of str
        Columns that say whose statement it is.

    Returns
    -------
    DataFrame
        Columns ``by``, ``finding`` (code of ``Outcome``; ``any`` for all statements), ``days`` (int; 0 for all),
        ``statements`` and ``claims`` (int: the rows they were split into; 0 but for all).
    """
    every = statements.groupby(list(by), as_index=False).agg(statements=("rows", "size"), claims=("rows", "sum"))
    counted = [every.assign(finding=Outcome.ANY.value, days=0)]
    for code in _CODES:
        done = statements.loc[statements[code].notna(), [*by, code]].rename(columns={code: "days"})
        numbers = done.groupby([*by, "days"], as_index=False).size().rename(columns={"size": "statements"})
        counted.append(numbers.assign(finding=code, claims=0))
    return summed_tallies(counted, by)


def summed_tallies(tallies: Sequence[pd.DataFrame], by: Sequence[str]) -> pd.DataFrame:
    """Add up tallies of different statements."""
    keys = [*by, "finding", "days"]
    numbers = dict.fromkeys(("days", "statements", "claims"), "int64")
    together = pd.concat(list(tallies), ignore_index=True).astype({**dict.fromkeys([*by, "finding"], "str"), **numbers})
    return together.groupby(keys, as_index=False)[["statements", "claims"]].sum()


def record_of(tally: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return the track record that a tally makes; see ``track.track_record``."""
    keys = list(by)
    every = tally[tally["finding"] == Outcome.ANY.value].set_index(keys)[["statements", "claims"]].sort_index()
    counted: dict[str, Any] = {name: every[name] for name in every.columns}
    for code in _CODES:
        done = tally[tally["finding"] == code].sort_values([*keys, "days"])
        numbers = done.groupby(keys)["statements"].sum()
        medians = pd.Series(
            _medians(done["days"].to_numpy(), done["statements"].to_numpy(), numbers.to_numpy()), numbers.index
        )
        counted[code] = numbers.reindex(every.index, fill_value=0).astype("int64")
        counted[f"{code}_days"] = medians.reindex(every.index).astype("float64")
    record = pd.DataFrame(counted, index=every.index).reset_index()
    return record.sort_values(["statements", *by], ascending=[False, *[True] * len(by)], ignore_index=True)


def _medians(
    days: npt.NDArray[np.int64], numbers: npt.NDArray[np.int64], totals: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Return the median day of every speaker; ``days`` stand speaker after speaker, each in order."""
    passed, before = numbers.cumsum(), totals.cumsum() - totals
    middle = [days[np.searchsorted(passed, before + at, side="right")] for at in ((totals - 1) // 2, totals // 2)]
    medians: npt.NDArray[np.float64] = (middle[0] + middle[1]) / 2
    return medians


@dataclass(frozen=True)
class Loose:
    """Statements of which a piece of the record has some rows and another piece the others."""

    statements: pd.DataFrame
    """As for ``tally_of``, with ``statement`` (number of it) and days on the calendar in place of days that passed."""
    published: pd.DataFrame
    """``statement``, and ``first``: the first of the piece's days on which a row of it was published."""


def tally_of_loose(loose: Sequence[Loose], by: Sequence[str]) -> pd.DataFrame:
    """Put statements together whose rows lie in several pieces, and count them."""
    rows = pd.concat([one.statements for one in loose], ignore_index=True)
    published = pd.concat([one.published for one in loose]).groupby("statement")["first"].min()
    grouped = rows.groupby([*by, "statement"])
    statements = grouped[["rows", *_CODES]].agg({"rows": "sum", **dict.fromkeys(_CODES, "min")}).reset_index()
    first = statements["statement"].map(published)
    return tally_of(statements.assign(**{code: statements[code] - first for code in _CODES}), by)
