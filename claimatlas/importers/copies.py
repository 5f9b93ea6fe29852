"""Rows that say the same: the same row twice, one id with two contents, two reports that look like one statement.

Comes in: checked claims, and those of the record. Goes out: flags, and which ids the record has already.
Refuses to merge: a likely copy is shown to a person, who gives both rows one ``statement_id`` or leaves them.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from claimatlas.errors import Problem, Severity
from claimatlas.places import spelling_key
from claimatlas.schema import CLAIMS, FIGURES

_BOUNDS = tuple(f"{figure}_{bound}" for figure in FIGURES for bound in ("min", "max"))


@dataclass(frozen=True)
class OnRecord:
    """What of an import the record holds already."""

    same: tuple[str, ...]
    """Ids with the same content: nothing to add."""
    different: tuple[str, ...]
    """Ids with other content: a conflict that a person has to settle."""


def copy_flags(file: str, claims: pd.DataFrame) -> list[Problem]:
    """Flag claims that look like copies of one report: same agency, day, place and figures, other statement.

    Parameters
    ----------
    file : str
        Name of the file, for the flags.
    claims : DataFrame
        Typed claims; index ``line``. Only those with an agency, a place and a figure are compared.

    Returns
    -------
    list of Problem
        One for each row that comes after the one it looks like.
    """
    place = claims["adm2_pcode"].where(claims["adm2_pcode"] != "", claims["place_as_reported"].map(spelling_key))
    has_figures = claims[list(_BOUNDS)].notna().any(axis=1)
    compared = claims[(claims["agency"] != "") & (place != "") & has_figures]
    keys = compared[["event_date", *_BOUNDS]].astype("str")
    keys["agency"] = compared["agency"].map(spelling_key)
    keys["place"] = place.loc[compared.index]
    first: dict[tuple[str, ...], int] = {}
    flags = []
    for line, key in zip(keys.index, keys.itertuples(index=False, name=None), strict=True):
        before = first.setdefault(key, int(line))
        here, there = str(compared.loc[line, "statement_id"]), str(compared.loc[before, "statement_id"])
        if here != there:
            told = f"the statement_id of line {before} ({there}), if both are copies of one report: "
            told += "agency, day, place and figures are the same"
            flags.append(Problem(file, int(line), "statement_id", here, told, Severity.FLAGGED))
    return flags


def on_record(claims: pd.DataFrame, record: pd.DataFrame) -> OnRecord:
    """Compare imported claims with those of a record by their id and content."""
    shared = sorted(set(claims["claim_id"]) & set(record["claim_id"]))
    new = claims.set_index("claim_id", drop=False).loc[shared, list(CLAIMS.names)]
    old = record.set_index("claim_id", drop=False).loc[shared, list(CLAIMS.names)]
    differs = _as_text(new).ne(_as_text(old)).any(axis=1)
    return OnRecord(tuple(new.index[~differs]), tuple(new.index[differs]))


def _as_text(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.astype("object").where(rows.notna(), "").astype("str")


Conflict = tuple[str, tuple[int, ...], tuple[tuple[str, tuple[str, ...]], ...]]
"""An id, the lines that bear it, and each column in which they differ with what stands there, in the order of lines."""


def conflicts(rows: pd.DataFrame) -> tuple[Conflict, ...]:
    """Return what rows with one id and several contents say against each other.

    Parameters
    ----------
    rows : DataFrame
        Text columns of the contract; index ``line``.
    """
    bearing = rows[(rows["claim_id"] != "") & rows["claim_id"].duplicated(keep=False)]
    found: list[Conflict] = []
    for key, same in bearing.groupby("claim_id", sort=False):
        differing = [str(name) for name in same.columns if len(set(same[name])) > 1]
        if differing:
            lines = tuple(int(str(line)) for line in same.index)
            found.append((str(key), lines, tuple((name, tuple(same[name])) for name in differing)))
    return tuple(found)
