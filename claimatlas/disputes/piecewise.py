"""Disputes of a record of which one piece is looked at after the other: each pair is found in one piece alone.

Comes in: the claims of a piece, and those of others that can be in a pair with one of them. Goes out: claims to find or
count pairs among, or counts.
Refuses to know where the others come from.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from claimatlas.disputes import Rule, count_by_camps, no_disputes, summed_counts
from claimatlas.kinds import identifiers

About = Callable[[pd.DataFrame], pd.Series | None]
"""Says which claims are meant: of a pair one is enough; None for all."""


def linked_here(own: pd.DataFrame, elsewhere: pd.DataFrame) -> pd.DataFrame:
    """Keep the links that belong to a piece: those to its own claims.

    Parameters
    ----------
    own : DataFrame
        Claims of the piece.
    elsewhere : DataFrame
        All claims of other pieces that counter one of them.

    Returns
    -------
    DataFrame
        The claims at both ends of such links, ``counters`` naming no others. Of two claims in two pieces that name each
        other, the link to the one whose identifier comes first counts.
    """
    both = pd.concat([own, elsewhere])
    makers = both.loc[both["counters"] != "", ["claim_id", "counters"]]
    links = makers.assign(named=makers["counters"].map(identifiers)).explode("named")
    links = links[links["named"].isin(own.index)]
    makers_of, named = links["claim_id"].to_numpy(), links["named"].to_numpy()
    # A claim of another piece can be named back from here, and the pair is then found there as well.
    doubtful = np.flatnonzero(~links["claim_id"].isin(own.index).to_numpy() & (named > makers_of))
    cells = own["counters"].reindex(named[doubtful])
    counts_there = np.zeros(len(links), dtype=bool)
    counts_there[doubtful] = [
        maker in identifiers(cell) for maker, cell in zip(makers_of[doubtful], cells, strict=True)
    ]
    links = links[~counts_there]
    cut = links.groupby("claim_id", sort=False)["named"].agg(";".join)
    ends = both[both.index.isin(links["claim_id"]) | both.index.isin(links["named"])]
    return ends.assign(counters=cut.reindex(ends.index).fillna("").astype("str"))


def count_opposed(own: pd.DataFrame, before: pd.DataFrame, about: About) -> pd.DataFrame:
    """Count the disputes by days of which the later claim is of a piece.

    Parameters
    ----------
    own : DataFrame
        Claims of the piece: those of some districts that begin in some days.
    before : DataFrame
        Claims of these districts that begin in the few days before.
    about : callable
        Which claims are meant.
    """
    rule = (Rule.OPPOSED_GROUND,)
    both = pd.concat([before, own])
    counted, earlier = count_by_camps(both, about(both), rule), count_by_camps(before, about(before), rule)
    return summed_counts([counted, earlier.assign(dispute_count=-earlier["dispute_count"])])


def in_order(pieces: list[pd.DataFrame]) -> pd.DataFrame:
    """Put disputes of several pieces into the order of ``find_disputes``."""
    ranks = {rule.value: rank for rank, rule in enumerate(Rule)}
    some = pd.concat(pieces or [no_disputes()], ignore_index=True)
    ranked = some.assign(rank=some["rule"].map(ranks).astype("int64"))
    order = ranked.sort_values(["event_date", "adm2_pcode", "rank", "claim_ids"]).index
    return some.loc[order].reset_index(drop=True)
