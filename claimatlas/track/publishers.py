"""What was read of every publisher: numbers, each with the first of the claims behind it.

Comes in: claims. Goes out: numbers by publisher, copy, agency and grade; those of several pieces are added up.
Refuses to average grades, and to name every claim of a large number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from claimatlas.stored import ORDER, order_of

MOST_NAMED = 60
"""So many of the claims behind a number are named, the first ones."""
_READ_OF = ("source_copy", "agency", "source_reliability")
NEEDED = (*ORDER, "publisher", *_READ_OF)
"""Columns of the claims that are consulted."""
_KEYS = ["publisher", "of", "value"]


@dataclass(frozen=True)
class Behind:
    """A number, and the claims behind it."""

    count: int
    """How many there are."""
    claim_ids: tuple[str, ...]
    """The first of them, in the order of the record."""


def readings_of(claims: pd.DataFrame) -> pd.DataFrame:
    """Count claims by publisher, and each publisher's by copy, agency and grade.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record``, in its order. Uses ``NEEDED``.

    Returns
    -------
    DataFrame
        A row for each of the first claims behind a number. Columns ``publisher``, ``of`` (column that is told apart;
        empty text for the publisher's own number), ``value`` (in that column), those of ``ORDER``, and ``claims`` (the
        number, in the row of its first claim; else 0).
    """
    plain = claims[list(NEEDED)].reset_index(drop=True)
    found = []
    for column in ("", *_READ_OF):
        rows = plain[[*ORDER, "publisher"]].assign(of=column, value=plain[column] if column else "")
        grouped = rows.groupby(["publisher", "value"], sort=False)["claim_id"]
        place = grouped.cumcount()
        named = rows[place < MOST_NAMED]
        found.append(named.assign(claims=grouped.transform("size").where(place == 0, 0)[named.index]))
    return pd.concat(found, ignore_index=True).astype({"of": "str", "value": "str", "claims": "int64"})


def summed_readings(readings: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Add up what was counted of several pieces of a record."""
    together = pd.concat(list(readings), ignore_index=True)
    ordered = together.iloc[order_of(together)].reset_index(drop=True)
    grouped = ordered.groupby(_KEYS, sort=False)["claims"]
    place, totals = grouped.cumcount(), grouped.transform("sum")
    return ordered.assign(claims=totals.where(place == 0, 0))[place < MOST_NAMED].reset_index(drop=True)


def publishers_from(readings: pd.DataFrame) -> pd.DataFrame:
    """Tell what was read of every publisher.

    Parameters
    ----------
    readings : DataFrame
        As ``readings_of`` gives them.

    Returns
    -------
    DataFrame
        One row per publisher, most claims first, then by name; empty text for claims that name none. Columns
        ``publisher``, ``claims`` (``Behind``), and ``source_copy``, ``agency`` and ``source_reliability`` (dict: value
        as it stands in the column, or empty text, to ``Behind``; those of each column add up to all).
    """
    ids: dict[tuple[str, str, str], list[str]] = {}
    counts: dict[tuple[str, str, str], int] = {}
    for *key, claim_id, number in zip(*(readings[name] for name in (*_KEYS, "claim_id", "claims")), strict=True):
        group = (key[0], key[1], key[2])
        ids.setdefault(group, []).append(claim_id)
        counts[group] = counts.get(group, 0) + int(number)
    found: dict[str, dict[str, dict[str, Behind]]] = {}
    for (publisher, column, value), named in ids.items():
        behind = Behind(counts[publisher, column, value], tuple(named))
        found.setdefault(publisher, {of: {} for of in ("", *_READ_OF)})[column][value] = behind
    names = sorted(found, key=lambda name: (-found[name][""][""].count, name))
    rows = [
        {"publisher": name, "claims": found[name][""][""], **{column: found[name][column] for column in _READ_OF}}
        for name in names
    ]
    return pd.DataFrame(rows, columns=["publisher", "claims", *_READ_OF])
