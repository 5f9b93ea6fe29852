"""Join names and points to districts: by P-code, by spelling, by point in polygon. Never by distance.

Comes in: the gazetteer and the district polygons. Goes out: P-codes, or nothing.
Refuses to match what is only similar; similar spellings are offered as suggestions to a person.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from claimatlas import vocabulary as voc
from claimatlas.distinct import distinct, first_said, is_one_of, is_text
from claimatlas.meridian import beside
from claimatlas.texts import few

# Letters that Arabic, Dari and Pashto keyboards write differently for one sound, and the forms without dots.
_SAME_LETTERS = str.maketrans(
    {
        "ي": "ی", "ى": "ی", "ئ": "ی", "ې": "ی", "ۍ": "ی", "ك": "ک", "ګ": "گ", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ە": "ه",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ړ": "ر", "ښ": "ش", "ڼ": "ن",
    }
)  # fmt: skip
PLACED_BY = ("adm1_pcode", "adm2_pcode", "place_as_reported", "place_precision", "longitude", "latitude")
"""Columns of a claim that decide its district."""
_PROVINCE_WORDS = ("province", "ولایت")
_DISTRICT_WORDS = ("district", "ولسوالی")


def spelling_key(spelling: str) -> str:
    """Return what counts of a spelling: letters and digits, without case, accents, blanks, hyphens, apostrophes.

    Arabic and Persian variants of a letter become one; joiners and vowel marks are taken off.
    """
    decomposed = unicodedata.normalize("NFKD", spelling.translate(_SAME_LETTERS)).casefold()
    letters = decomposed.translate(_SAME_LETTERS)
    # Unicode counts modifier letters as letters; here they are apostrophes (ʼ, ʿ) or a stroke that widens a word (ـ).
    return "".join(c for c in letters if c.isalnum() and unicodedata.category(c) != "Lm")


@dataclass(frozen=True)
class PlaceMatch:
    """What the gazetteer knows of a spelling."""

    spelling: str
    """As it was asked for."""
    pcode: str | None
    """P-code of the one place that is spelt so, or None."""
    name: str
    """English name of that place; empty without a match."""
    is_province: bool
    """Whether the P-code is a province's."""
    suggestions: tuple[str, ...]
    """Similar known spellings with their P-code, for a person to choose from; empty with a match."""


@dataclass(frozen=True)
class Gazetteer:
    """Known places: districts and provinces with their spellings."""

    districts: pd.DataFrame
    """Text columns adm2_pcode, adm1_pcode, name_en, name_fa, centre_longitude, centre_latitude, spellings_seen."""
    provinces: pd.DataFrame
    """Text columns adm1_pcode, name_en, name_fa, spellings_seen."""

    @cached_property
    def district_names(self) -> dict[str, str]:
        """English name by district P-code, in the order of the gazetteer."""
        return dict(zip(self.districts["adm2_pcode"], self.districts["name_en"], strict=True))

    @cached_property
    def district_names_fa(self) -> dict[str, str]:
        """Dari name by district P-code, in the order of the gazetteer."""
        return dict(zip(self.districts["adm2_pcode"], self.districts["name_fa"], strict=True))

    @cached_property
    def province_names(self) -> dict[str, str]:
        """English name by province P-code, in the order of the gazetteer."""
        return dict(zip(self.provinces["adm1_pcode"], self.provinces["name_en"], strict=True))

    @cached_property
    def province_of(self) -> dict[str, str]:
        """Province P-code by district P-code."""
        return dict(zip(self.districts["adm2_pcode"], self.districts["adm1_pcode"], strict=True))

    @cached_property
    def districts_by_key(self) -> dict[str, tuple[str, ...]]:
        """District P-codes by the key of every known spelling; see ``spelling_key``."""
        return _by_key(self.districts, "adm2_pcode")

    @cached_property
    def provinces_by_key(self) -> dict[str, tuple[str, ...]]:
        """Province P-codes by the key of every known spelling; see ``spelling_key``."""
        return _by_key(self.provinces, "adm1_pcode")

    def with_spellings(self, spellings: Iterable[tuple[str, str]]) -> Gazetteer:
        """Return a gazetteer that also knows these spellings, each with the P-code of a place it knows already."""
        added: dict[str, list[str]] = {}
        for spelling, pcode in spellings:
            added.setdefault(pcode, []).append(spelling)
        return Gazetteer(_spelt(self.districts, "adm2_pcode", added), _spelt(self.provinces, "adm1_pcode", added))

    def district(self, spelling: str, province: str = "") -> str | None:
        """Return the P-code of the one district that is spelt so.

        Parameters
        ----------
        spelling : str
            Any spelling; see ``spelling_key`` for what does not matter.
        province : str, optional
            Province P-code the place must lie in. Several provinces have a Fayzabad: without it the name alone decides.

        Returns
        -------
        str or None
            None when no district or more than one is spelt so.
        """
        for key in _keys_without(spelling, _DISTRICT_WORDS):
            found = self.districts_by_key.get(key, ())
            inside = [pcode for pcode in found if not province or self.province_of[pcode] == province]
            if len(inside) == 1:
                return inside[0]
        return None

    def province(self, spelling: str) -> str | None:
        """Return the P-code of the one province that is spelt so, or None."""
        for key in _keys_without(spelling, _PROVINCE_WORDS):
            found = self.provinces_by_key.get(key, ())
            if len(found) == 1:
                return found[0]
        return None

    def match(self, spelling: str) -> PlaceMatch:
        """Look up one spelling as a person types it: a P-code, a name, or "name, province".

        A name that a district and its province share is read as the district; "… province" as the province.
        """
        text = spelling.strip()
        if text in self.district_names:
            return PlaceMatch(spelling, text, self.district_names[text], False, ())
        if text in self.province_names:
            return PlaceMatch(spelling, text, self.province_names[text], True, ())
        name, comma, province_name = text.rpartition(",")
        if comma and name:
            province = self.province(province_name)
            pcode = self.district(name, province) if province else None
        else:
            pcode = self.district(text)
        if pcode:
            return PlaceMatch(spelling, pcode, self.district_names[pcode], False, ())
        province = None if comma else self.province(text)
        if province:
            return PlaceMatch(spelling, province, self.province_names[province], True, ())
        return PlaceMatch(spelling, None, "", False, self.suggestions(text))

    def suggestions(self, spelling: str, count: int = 3) -> tuple[str, ...]:
        """Return similar known spellings, most similar first, as ``"Khan Abad (AF1904)"``; never a match."""
        key = spelling_key(spelling.partition(",")[0])
        known = {**self.provinces_by_key, **self.districts_by_key}
        names = {**self.province_names, **self.district_names}
        similar = difflib.get_close_matches(key, known, n=count * 3, cutoff=0.6)
        pcodes = dict.fromkeys(pcode for found in similar for pcode in known[found])
        return tuple(f"{names[pcode]} ({pcode})" for pcode in pcodes)[:count]


def _spelt(places: pd.DataFrame, pcode: str, added: Mapping[str, list[str]]) -> pd.DataFrame:
    known = zip(places[pcode], places["spellings_seen"], strict=True)
    seen = ["|".join([*filter(None, [before]), *added.get(code, [])]) for code, before in known]
    return places.assign(spellings_seen=pd.Series(seen, index=places.index, dtype="str"))


def _by_key(places: pd.DataFrame, pcode: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for row in places.to_dict("records"):
        for spelling in (row["name_en"], row["name_fa"], *row["spellings_seen"].split("|")):
            key = spelling_key(spelling)
            if key:
                found.setdefault(key, {})[row[pcode]] = None
    return {key: tuple(pcodes) for key, pcodes in found.items()}


def _keys_without(spelling: str, words: tuple[str, ...]) -> list[str]:
    """Keys of a spelling as it stands, then without a leading or closing word for its kind."""
    parts = spelling.split()
    keys = [spelling_key(spelling)]
    if len(parts) > 1 and parts[-1].casefold() in words:
        keys.append(spelling_key(" ".join(parts[:-1])))
    if len(parts) > 1 and parts[0].casefold() in words:
        keys.append(spelling_key(" ".join(parts[1:])))
    return [key for key in keys if key]


def district_at(points: pd.DataFrame, districts: gpd.GeoDataFrame) -> pd.Series:
    """Find the district in which each point lies.

    Parameters
    ----------
    points : DataFrame
        Columns ``longitude`` and ``latitude`` in decimal degrees, EPSG:4326; may be missing.
    districts : GeoDataFrame
        Polygons in EPSG:4326 with column ``adm2_pcode``.

    Returns
    -------
    Series
        P-codes named ``adm2_pcode`` on the index of ``points``; empty text where there is no point, where it lies in
        no district, or where it lies on the border of several.
    """
    longitudes, latitudes = (points[name].to_numpy(dtype="float64") for name in ("longitude", "latitude"))
    west, _, east, _ = districts.total_bounds
    longitudes = beside(longitudes, float(west + east) / 2)
    # One polygon after the other: each looks only at the points in its own box, and finds its edges in an index.
    found, holders = np.full(len(points), -1), np.zeros(len(points), dtype=np.int64)
    given = np.flatnonzero(~np.isnan(longitudes) & ~np.isnan(latitudes))
    strips = _strips(longitudes[given], west, east)
    order, in_order = given[np.argsort(strips, kind="stable")], np.sort(strips, kind="stable")
    for number, (polygon, box) in enumerate(zip(districts.geometry, districts.bounds.to_numpy(), strict=True)):
        first, last = _strips(box[[0, 2]], west, east)
        near = order[np.searchsorted(in_order, first, "left") : np.searchsorted(in_order, last, "right")]
        near = near[(latitudes[near] >= box[1]) & (latitudes[near] <= box[3])]
        shapely.prepare(polygon)
        inside = near[shapely.intersects_xy(polygon, longitudes[near], latitudes[near])]
        found[inside] = number
        holders[inside] += 1
    cells = few([*districts["adm2_pcode"], ""], np.where(holders == 1, found, len(districts)))
    return pd.Series(cells, index=points.index, name="adm2_pcode")


def _strips(longitudes: npt.NDArray[np.float64], west: float, east: float) -> npt.NDArray[np.uint16]:
    """Return the north-south strip of each longitude: numbers of 16 bits are sorted by counting, which is quick."""
    last = np.iinfo(np.uint16).max
    return np.clip((longitudes - west) / (east - west) * last, 0, last).astype(np.uint16)


def place_claims(claims: pd.DataFrame, gazetteer: Gazetteer, districts: gpd.GeoDataFrame) -> pd.DataFrame:
    """Join claims to districts: by P-code, else by spelling, else by point.

    A spelling counts only where the source speaks of a district or a place in one (``place_precision``) and the row
    names its province: "Kunduz" of a province-wide claim is not Kunduz district, and several provinces have a Fayzabad.

    Parameters
    ----------
    claims : DataFrame
        Uses the columns ``PLACED_BY``.
    gazetteer : Gazetteer
        Known spellings.
    districts : GeoDataFrame
        Polygons in EPSG:4326 with column ``adm2_pcode``.

    Returns
    -------
    DataFrame
        Columns ``district`` (P-code or empty text), ``placed_by`` (code of ``PlacedBy``) and ``point_district``
        (district of the point, or empty text) on the index of ``claims``.
    """
    by_code, by_spelling, by_point = (
        claims["adm2_pcode"],
        _by_spelling(claims, gazetteer),
        district_at(claims, districts),
    )
    codes = [way.value for way in (voc.PlacedBy.PCODE, voc.PlacedBy.SPELLING, voc.PlacedBy.POINT, voc.PlacedBy.NONE)]
    way = np.select([~is_text(cells, "") for cells in (by_code, by_spelling, by_point)], [0, 1, 2], 3)
    return pd.DataFrame(
        {
            "district": first_said([by_code, by_spelling, by_point]),
            "placed_by": pd.Series(few(codes, way), claims.index),
            "point_district": by_point,
        },
        index=claims.index,
        copy=False,
    )


def _by_spelling(claims: pd.DataFrame, gazetteer: Gazetteer) -> pd.Series:
    """Look up each pair of spelling and province once; empty text without a match, or where there is a P-code."""
    names_one = [code.value for code in voc.PlacePrecision if code.names_district]
    is_spelt = is_text(claims["adm2_pcode"], "") & is_one_of(claims["place_precision"], names_one)
    is_spelt &= ~is_text(claims["adm1_pcode"], "") & ~is_text(claims["place_as_reported"], "")
    names, provinces = distinct(claims["place_as_reported"]), distinct(claims["adm1_pcode"])
    pairs, rows = np.unique(
        names.numbers[is_spelt].astype(np.int64) * len(provinces.texts) + provinces.numbers[is_spelt],
        return_inverse=True,
    )
    found = [
        gazetteer.district(names.texts[name], provinces.texts[province]) or ""
        for name, province in zip(*np.divmod(pairs, max(len(provinces.texts), 1)), strict=True)
    ]
    numbers = np.full(len(claims), len(found))
    numbers[is_spelt] = rows
    return pd.Series(few([*found, ""], numbers), claims.index)
