"""Check what a row says of other rows, of milestones and of places.

Comes in: typed rows, the gazetteer, the polygons. Goes out: rules for ``validate``.
Refuses to mend a reference that leads nowhere: it is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

import geopandas as gpd
import numpy as np
import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.distinct import Mask, are_same, is_one_of, is_text, replaced
from claimatlas.kinds import identifiers
from claimatlas.places import PLACED_BY, Gazetteer, district_at, place_claims
from claimatlas.validate import Report, Rule, where

Known = Callable[[pd.Series], Mask]
"""Says of every text whether it is known."""


def place_rule(gazetteer: Gazetteer, districts: gpd.GeoDataFrame) -> Rule:
    """Build the rule on places: P-codes are known, agree with each other, and with the point if one is given."""

    def check(claims: pd.DataFrame, report: Report) -> None:
        adm1, adm2 = claims["adm1_pcode"], claims["adm2_pcode"]
        has_adm1, has_adm2 = ~is_text(adm1, ""), ~is_text(adm2, "")
        unknown_adm1 = has_adm1 & ~is_one_of(adm1, gazetteer.province_names)
        where(claims, unknown_adm1, report.refuse, "adm1_pcode", "a province of the gazetteer")
        unknown_adm2 = has_adm2 & ~is_one_of(adm2, gazetteer.district_names)
        where(claims, unknown_adm2, report.refuse, "adm2_pcode", "a district of the gazetteer")
        elsewhere = has_adm1 & has_adm2 & ~unknown_adm1 & ~unknown_adm2
        elsewhere &= ~are_same(replaced(adm2, gazetteer.province_of), adm1)
        where(claims, elsewhere, report.refuse, "adm2_pcode", "a district of province {adm1_pcode}")
        no_place = is_one_of(
            claims["place_precision"], [code.value for code in voc.PlacePrecision if code.has_no_place]
        )
        placed_anyway = no_place & (has_adm1 | has_adm2)
        where(
            claims, placed_anyway, report.flag, "place_precision", "province, district or site, since a P-code is given"
        )
        is_pointed = (claims["longitude"].notna() & claims["latitude"].notna()).to_numpy() & ~unknown_adm2
        pointed = claims[list(PLACED_BY)].iloc[np.flatnonzero(is_pointed)]
        if len(pointed):
            _check_points(pointed, gazetteer, districts, report)

    return check


def _check_points(pointed: pd.DataFrame, gazetteer: Gazetteer, districts: gpd.GeoDataFrame, report: Report) -> None:
    placed = place_claims(pointed, gazetteer, districts)
    nowhere = placed["point_district"] == ""
    turned = {"longitude": "latitude", "latitude": "longitude"}
    swapped = district_at(pointed.loc[nowhere, list(turned)].rename(columns=turned), districts)
    swapped = swapped.reindex(pointed.index, fill_value="")
    where(
        pointed,
        nowhere & (swapped != ""),
        report.refuse,
        "longitude",
        "a point in a district; longitude and latitude are probably swapped (latitude is {latitude})",
    )
    where(
        pointed,
        nowhere & (swapped == ""),
        report.refuse,
        "longitude",
        "a point inside one of the districts (latitude is {latitude})",
    )
    other = ~nowhere & (placed["district"] != placed["point_district"])
    where(
        pointed[other].assign(point_district=placed["point_district"], district=placed["district"]),
        other[other],
        report.refuse,
        "longitude",
        "a point in district {district}, as the row says; this one lies in {point_district}",
    )


def known_rule(column: str, known: pd.Series | Collection[str] | Known, what: str) -> Rule:
    """Build the rule that each identifier in ``column`` is one of ``known``; others are flagged, the row is kept."""
    is_known = known if callable(known) else partial(_is_among, _texts(known))

    def check(rows: pd.DataFrame, report: Report) -> None:
        named = rows[column][~is_text(rows[column], "")]
        # Most cells name one that is known: only the others are taken apart.
        doubtful = ~is_known(named)
        if not doubtful.any():
            return
        single = named[doubtful].str.split(";").explode()
        unknown = single[~is_known(single)].groupby(level=0, sort=False).agg(", ".join)
        odd = rows.loc[unknown.index].assign(unknown=unknown)
        where(odd, pd.Series(data=True, index=odd.index), report.flag, column, f"{what}; not found: {{unknown}}")

    return check


def _texts(known: pd.Series | Collection[str]) -> pd.Series:
    return known if isinstance(known, pd.Series) else pd.Series(list(known), dtype="str")


def _is_among(known: pd.Series, named: pd.Series) -> Mask:
    # What is asked for is fewer than is known.
    return is_one_of(named, known[is_one_of(known, named)])


def linked_rules(known: pd.Series | Collection[str] | Known) -> list[Rule]:
    """Build the rules that ``counters`` and ``confirms`` name claims of the file."""
    return [known_rule(column, known, "claims of this file") for column in ("counters", "confirms")]


def named_by(claim: pd.Series) -> list[str]:
    """Return the claims that a claim counters or confirms, in the order in which it names them."""
    return [one for column in ("counters", "confirms") for one in identifiers(claim[column])]
