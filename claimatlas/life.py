"""The life of a claim: what other claims have done to it, on which day, and how it stands.

Comes in: claims. Goes out: for every claim its dated deeds, and one word.
Refuses to let a link count before both its ends were published, and to let a camp bear itself out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Set

import numpy as np
import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.distinct import contains, is_one_of
from claimatlas.kinds import identifiers
from claimatlas.selection import known_by
from claimatlas.state import is_conceded
from claimatlas.vocabulary import Deed, Life

_DEED_COLUMNS = ("claim_id", "date", "did", "by", "copies")
_GROUND = [kind.value for kind in voc.GROUND_TYPES]
_BELLIGERENTS = [camp.value for camp in voc.BELLIGERENTS]
_RANK = {deed.value: rank for rank, deed in enumerate(Deed)}
_ENDS = ["claim_id", "camp", "beneficiary", "claimant", "agency", "statement_id", "reported_date"]


def lives(claims: pd.DataFrame, day: dt.date | None = None, claim_ids: Collection[str] | None = None) -> pd.Series:
    """Say how each claim stood, as known by the end of a day.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record``, in any order.
    day : date, optional
        Last day of publication; by default whenever published.
    claim_ids : collection of str, optional
        Claims to answer for; by default all.

    Returns
    -------
    Series
        Codes of ``Life``, named ``life``, on the index of the claims published by then.
    """
    known = known_by(claims, day)
    done = deeds(known, claim_ids=claim_ids)
    known = known if claim_ids is None else known[is_one_of(known["claim_id"], _texts(claim_ids))]
    has = {deed: is_one_of(known["claim_id"], done.loc[done["did"] == deed.value, "claim_id"]) for deed in Deed}
    is_borne_out = has[Deed.CORROBORATED] | has[Deed.CONCEDED]
    standing = [
        (Life.DISPUTED, has[Deed.COUNTERED] & is_borne_out),
        (Life.CONCEDED, has[Deed.CONCEDED]),
        (Life.CORROBORATED, has[Deed.CORROBORATED]),
        (Life.COUNTERED, has[Deed.COUNTERED]),
    ]
    words = np.select([when for _, when in standing], [life.value for life, _ in standing], Life.CLAIMED.value)
    return pd.Series(words, index=known.index, name="life", dtype="str")


def _texts(claim_ids: Collection[str]) -> pd.Series:
    return pd.Series(list(claim_ids), dtype="str")


def standing_of(did: Set[str]) -> Life:
    """Say how a claim stands to which all this was done; ``did`` holds codes of ``Deed``, as ``lives`` weighs them."""
    is_borne_out = bool(did & {Deed.CORROBORATED.value, Deed.CONCEDED.value})
    if Deed.COUNTERED.value in did:
        return Life.DISPUTED if is_borne_out else Life.COUNTERED
    if Deed.CONCEDED.value in did:
        return Life.CONCEDED
    return Life.CORROBORATED if is_borne_out else Life.CLAIMED


def deeds(claims: pd.DataFrame, day: dt.date | None = None, claim_ids: Collection[str] | None = None) -> pd.DataFrame:
    """Tell what was done to each claim, as known by the end of a day.

    A link counts from the day on which both claims were published: from the ``reported_date`` of the claim that makes
    it, or of the claim it names when that one came out later.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record``, in any order.
    day : date, optional
        Last day of publication; by default whenever published. A later day only adds deeds.
    claim_ids : collection of str, optional
        Claims to tell of; by default all.

    Returns
    -------
    DataFrame
        One row per deed, sorted by claim, day, kind of deed and doer. Columns: ``claim_id`` (to which it was done),
        ``date`` (datetime64), ``did`` (code of ``Deed``), ``by`` (identifier of the claim that did it; for ``claimed``
        the claim itself) and ``copies`` (tuple: identifiers of other rows of the same agency's report of the same
        statement, which did the same and count with the first).
    """
    known = known_by(claims, day)
    own = known if claim_ids is None else known[is_one_of(known["claim_id"], _texts(claim_ids))]
    concedes = own[is_conceded(own) & own["claim_type"].isin(_GROUND)]
    done = [
        _done_by_itself(own, Deed.CLAIMED),
        _done_by_itself(concedes, Deed.CONCEDED),
        _counted_once(_countering(_links(known, "counters", own))),
        _counted_once(_confirming(_links(known, "confirms", own))),
    ]
    together = pd.concat(done, ignore_index=True).astype({"claim_id": "str", "did": "str", "by": "str"})
    order = together.assign(did=together["did"].map(_RANK)).sort_values(["claim_id", "date", "did", "by"]).index
    return together.loc[order].reset_index(drop=True)


def _done_by_itself(claims: pd.DataFrame, deed: Deed) -> pd.DataFrame:
    ids = claims["claim_id"].to_numpy()
    copies = pd.Series([()] * len(ids), dtype="object")
    cells = {"claim_id": ids, "date": claims["reported_date"].to_numpy(), "did": deed.value, "by": ids}
    return pd.DataFrame(cells | {"copies": copies}, columns=list(_DEED_COLUMNS))


def _links(claims: pd.DataFrame, column: str, own: pd.DataFrame) -> pd.DataFrame:
    """Both ends of every link to one of ``own``: ``_ENDS`` of the claim, and of the maker with ``_maker`` behind."""
    # A cell names one claim, or several: those are taken apart.
    may_be_meant = is_one_of(claims[column], own["claim_id"]) | contains(claims[column], ";")
    makers = claims.loc[may_be_meant, [*_ENDS, column]]
    links = makers.assign(named=makers[column].map(identifiers)).explode("named").drop(columns=column)
    links = links[links["named"] != links["claim_id"]]
    ends = own.loc[is_one_of(own["claim_id"], links["named"].astype("str")), _ENDS]
    both = ends.merge(links, left_on="claim_id", right_on="named", suffixes=("", "_maker"), validate="one_to_many")
    later = both[["reported_date", "reported_date_maker"]].max(axis=1)
    return both.assign(date=later, by=both["claim_id_maker"])


def _countering(links: pd.DataFrame) -> pd.DataFrame:
    is_within = links["camp"] == links["camp_maker"]
    return links.assign(did=np.where(is_within, Deed.DENIED_WITHIN.value, Deed.COUNTERED.value))


def _confirming(links: pd.DataFrame) -> pd.DataFrame:
    """Keep the confirmations that count: not those of its own camp, nor a copy of the same report."""
    is_copy = (links["agency"] == links["agency_maker"]) & (links["statement_id"] == links["statement_id_maker"])
    maker, is_another_camp = links["camp_maker"], links["camp_maker"] != links["camp"]
    concedes = maker.isin(_BELLIGERENTS) & (links["beneficiary"] != "") & (links["beneficiary"] != maker)
    is_another_name = _plain(links["claimant"]) != _plain(links["claimant_maker"])
    counts = concedes | is_another_camp | ((maker == voc.Camp.OBSERVER.value) & is_another_name)
    did = np.where(concedes, Deed.CONCEDED.value, Deed.CORROBORATED.value)
    return links.assign(did=did)[counts & ~is_copy]


def _plain(names: pd.Series) -> pd.Series:
    """Names without what tells nobody apart: case, and blanks around them."""
    return names.str.strip().str.casefold()


def _counted_once(links: pd.DataFrame) -> pd.DataFrame:
    """Make deeds of links; copies of one agency's report of one statement stand with the first of them."""
    same = ["claim_id", "did", "agency_maker", "statement_id_maker"]
    ordered = links.sort_values(["date", "by"])
    is_copy = ordered.duplicated(same)
    first = ordered[~is_copy]
    copies = ordered[is_copy].groupby(same)["by"].agg(tuple)
    found = copies.reindex(pd.MultiIndex.from_frame(first[same])).to_numpy()
    with_copies = pd.Series([some if isinstance(some, tuple) else () for some in found], first.index, dtype="object")
    return first.assign(copies=with_copies)[list(_DEED_COLUMNS)]
