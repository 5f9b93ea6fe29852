"""Track records: what became of the statements of a party or a claimant, and what copies of a publisher were read.

Comes in: claims. Goes out: counts of statements with the days until something was done to them, and the rows behind.
Refuses to make a score or a ranking, to average grades, and to take two names for one person because they are alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from claimatlas.disputes.sides import concessions
from claimatlas.life import deeds
from claimatlas.stored import keys_of
from claimatlas.track.publishers import publishers_from, readings_of
from claimatlas.track.tally import FINDINGS, Loose, record_of, tally_of
from claimatlas.vocabulary import Deed, Outcome

__all__ = [
    "FEW",
    "FINDINGS",
    "SPEAKER",
    "denied_concessions",
    "loose_of",
    "outcomes",
    "publishers_of",
    "statements_of",
    "track_record",
    "with_rows",
]

SPEAKER = ("party", "claimant")
"""Columns that tell speakers apart: a name stands for itself, letter by letter."""
FEW = 5
"""Under so many statements a number says nothing about who made them."""
_DONE = {Deed.COUNTERED: Outcome.COUNTERED, Deed.CORROBORATED: Outcome.CORROBORATED, Deed.CONCEDED: Outcome.CONCEDED}


def outcomes(claims: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Tell what became of claims, by whom, and how many days after their statement was first published.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record`` to tell of, all of them in ``known``.
    known : DataFrame
        Every claim published by then, whatever the filters: the doers may be anyone.

    Returns
    -------
    DataFrame
        One row per claim, outcome and doer, sorted by claim, day, outcome and doer. Columns: ``claim_id``, ``outcome``
        (code of ``Outcome``; a claim that itself gives ground to another camp ``concedes``, one that another claim of
        the losing camp bears out is ``conceded``), ``date`` (datetime64), ``days`` (int: from the first publication of
        any known row of its statement) and ``by`` (the claim that did it; for ``concedes`` the claim itself).
    """
    done = deeds(known, claim_ids=claims["claim_id"].tolist())
    done = done[done["did"].isin([deed.value for deed in _DONE])]
    is_own = (done["claim_id"] == done["by"]).to_numpy()
    outcome = np.where(is_own, Outcome.CONCEDES.value, done["did"].map({d.value: o.value for d, o in _DONE.items()}))
    published = known.groupby("statement_id")["reported_date"].transform("min").reindex(done["claim_id"])
    days = (done["date"].to_numpy() - published.to_numpy()).astype("timedelta64[D]").astype("int64")
    told = done.assign(outcome=pd.Series(outcome, done.index, dtype="str"), days=days)
    return told[["claim_id", "outcome", "date", "days", "by"]].reset_index(drop=True)


def statements_of(claims: pd.DataFrame, told: pd.DataFrame, by: Sequence[str] = SPEAKER) -> pd.DataFrame:
    """Put rows that were split out of one statement together again.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record``.
    told : DataFrame
        ``outcomes`` of these claims.
    by : sequence of str
        Columns of ``claims`` that say whose statement it is.

    Returns
    -------
    DataFrame
        One row per speaker and statement, in the order in which its first row comes. Columns: ``by``, ``statement_id``,
        ``claim_ids`` (tuple: its rows among ``claims``), and for each of ``FINDINGS`` a column of its code: days until
        the first such deed to any of these rows (Int64; NA when there is none).
    """
    keys = [*by, "statement_id"]
    plain = claims[[*dict.fromkeys([*keys, "claim_id"])]].reset_index(drop=True)
    numbers = plain.groupby(keys, sort=False).ngroup().to_numpy()
    statements = plain[~pd.Series(numbers).duplicated()].assign(claim_ids=_by_number(plain["claim_id"], numbers))
    statements = statements.set_index(keys)[["claim_ids"]]
    whose = told.merge(plain, on="claim_id", validate="many_to_one")
    for finding in FINDINGS:
        done = whose[whose["outcome"] == finding.value]
        statements[finding.value] = done.groupby(keys)["days"].min().reindex(statements.index).astype("Int64")
    return statements.reset_index()


def _by_number(cells: pd.Series, numbers: npt.NDArray[np.integer[Any]]) -> pd.Series:
    """Put cells of one number together, in the order of the numbers; each a tuple on the row it first stands in."""
    order = np.argsort(numbers, kind="stable")
    in_order, sizes = cells.iloc[order].tolist(), np.bincount(numbers)
    ends = np.cumsum(sizes)
    together = [tuple(in_order[end - size : end]) for size, end in zip(sizes.tolist(), ends.tolist(), strict=True)]
    return pd.Series(together, index=cells.index[order[ends - sizes]], dtype="object")


def track_record(claims: pd.DataFrame, told: pd.DataFrame, by: Sequence[str] = SPEAKER) -> pd.DataFrame:
    """Count the statements of every speaker, and of these what became of how many.

    Parameters
    ----------
    claims, told, by
        As for ``statements_of``.

    Returns
    -------
    DataFrame
        One row per speaker, most statements first, then by name. Columns: ``by``, ``statements`` and ``claims`` (int:
        statements and the rows they were split into), and for each of ``FINDINGS`` two columns: its code (int: how many
        statements) and its code with ``_days`` (float: median of the days until the first such deed over these
        statements; NaN when there is none). How many stand behind a median is the count beside it.
    """
    return record_of(tally_of(with_rows(statements_of(claims, told, by)), by), by)


def with_rows(statements: pd.DataFrame) -> pd.DataFrame:
    """Count the ``rows`` of statements, and name them no more."""
    return statements.assign(rows=statements["claim_ids"].map(len).astype("int64")).drop(columns="claim_ids")


def loose_of(claims: pd.DataFrame, told: pd.DataFrame, known: pd.DataFrame, by: Sequence[str] = SPEAKER) -> Loose:
    """Tell what a piece of a record knows of statements whose other rows lie elsewhere.

    Parameters
    ----------
    claims, told, by
        As for ``statements_of``.
    known : DataFrame
        Every row of these statements that the piece has, whatever the filters.
    """
    on_calendar = told.assign(days=told["date"].to_numpy().astype("datetime64[D]").astype("int64"))
    statements = with_rows(statements_of(claims, on_calendar, by))
    first = known.groupby("statement_id")["reported_date"].min()
    days = first.to_numpy().astype("datetime64[D]").astype("int64")
    published = pd.DataFrame({"statement": keys_of(first.index), "first": days})
    return Loose(
        statements.assign(statement=keys_of(statements["statement_id"])).drop(columns="statement_id"), published
    )


def denied_concessions(claims: pd.DataFrame, known: pd.DataFrame, linked: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find claims that give ground to another camp and are countered within their own by a claim that does not.

    Parameters
    ----------
    claims, known
        As for ``outcomes``; ``claims`` are those that concede.
    linked : DataFrame, optional
        As for ``disputes.sides.concessions``.

    Returns
    -------
    DataFrame
        One row per concession and claim that counters it, sorted by day and claims. Columns: ``claim_id``, ``by``,
        ``camp`` (of both), ``date`` (datetime64: day by which both were published) and ``dispute_id``.
    """
    pairs = concessions(known, pd.Series(known["claim_id"].isin(claims["claim_id"]), known.index), linked)
    denied = pairs[pairs["is_named"] & pairs["conceding"].isin(claims["claim_id"])]
    published = known.set_index("claim_id")["reported_date"]
    ends = [published.reindex(denied[end]).set_axis(denied.index) for end in ("conceding", "denying")]
    found = denied.assign(date=ends[0].where(ends[0] > ends[1], ends[1]))
    found = found.rename(columns={"conceding": "claim_id", "denying": "by"})
    kept = found[["claim_id", "by", "camp", "date", "dispute_id"]]
    return kept.sort_values(["date", "claim_id", "by"], ignore_index=True)


def publishers_of(claims: pd.DataFrame) -> pd.DataFrame:
    """Tell what was read of every publisher of claims in the order of a record; see ``publishers.publishers_from``."""
    return publishers_from(readings_of(claims))
