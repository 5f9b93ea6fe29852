"""Join boundary shapes to P-codes by name inside the province. Never by nearness, never by part of a name."""

from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from build_error import BuildError
from facts import District, Province, normalise_spelling


def assign_provinces(districts: gpd.GeoDataFrame, provinces: gpd.GeoDataFrame) -> pd.Series:
    """Name the province in which the representative point of each district lies.

    Parameters
    ----------
    districts, provinces : GeoDataFrame
        EPSG:4326; ``provinces`` with unique ``shapeName``.

    Returns
    -------
    Series of str
        ``shapeName`` of the province on the index of ``districts``; missing where the point lies in none.

    Raises
    ------
    BuildError
        Two provinces bear one name, or a point lies in two provinces.
    """
    if provinces["shapeName"].duplicated().any():
        raise BuildError("The ADM1 file gives the same shapeName to two provinces.")
    points = districts[["geometry"]].set_geometry(districts.geometry.representative_point())
    inside = gpd.sjoin(points, provinces[["shapeName", "geometry"]], predicate="within", how="left")
    twice = inside.index[inside.index.duplicated()]
    if len(twice):
        name = districts.loc[twice[0], "shapeName"]
        raise BuildError(f"The district {name!r} of the ADM2 file lies in two provinces of the ADM1 file.")
    return inside["shapeName"].rename("province_shape_name")


def match_provinces(wanted: list[Province], provinces: gpd.GeoDataFrame) -> dict[str, str]:
    """Find the ADM1 shape of each province by ISO 3166-2 code or, failing that, by a known spelling.

    Returns
    -------
    dict
        ADM1 P-code to ``shapeName``.

    Raises
    ------
    BuildError
        No shape, or several, answer to a province.
    """
    matched = {}
    for province in wanted:
        found = provinces[provinces["shapeISO"] == province.iso_3166_2] if province.iso_3166_2 else provinces.iloc[:0]
        if found.empty:
            found = provinces[provinces["shapeName"].map(normalise_spelling).isin(province.spellings)]
        if len(found) != 1:
            raise BuildError(
                f"provinces.csv line {province.line}: the ADM1 file has {len(found)} shapes for {province.name_en} "
                f"(ISO 3166-2 {province.iso_3166_2 or 'not given'}); expected one."
            )
        matched[province.adm1_pcode] = str(found["shapeName"].iloc[0])
    return matched


def match_districts(wanted: list[District], districts: gpd.GeoDataFrame, province_names: dict[str, str]) -> list[Any]:
    """Find the ADM2 shape of each district: same name, same province, centre inside.

    Parameters
    ----------
    wanted : list of District
        Rows of the gazetteer.
    districts : GeoDataFrame
        EPSG:4326; ``shapeName``, ``province_shape_name``.
    province_names : dict
        ADM1 P-code to the ``shapeName`` of the province.

    Returns
    -------
    list
        Index labels of ``districts``, in the order of ``wanted``.

    Raises
    ------
    BuildError
        A name is not found or found twice in its province, a centre lies outside its district, or a
        province has a district that the gazetteer does not name.
    """
    labels = []
    for district in wanted:
        province_name = province_names[district.adm1_pcode]
        in_province = districts[districts["province_shape_name"] == province_name]
        found = in_province[in_province["shapeName"] == district.shape_name]
        if len(found) != 1:
            number = "no district" if found.empty else f"{len(found)} districts"
            names = ", ".join(sorted(set(in_province["shapeName"]))) or "nothing"
            raise BuildError(
                f"gazetteer.csv line {district.line}, geoboundaries_shape_name: the ADM2 file has {number} called "
                f"{district.shape_name!r} in {province_name}, expected one; it has {names} there."
            )
        if not centre_inside(district, found.geometry.iloc[0]):
            raise BuildError(
                f"gazetteer.csv line {district.line}: the centre of {district.name_en} ({district.adm2_pcode}) does "
                f"not lie inside the district called {district.shape_name!r}."
            )
        labels.append(found.index[0])
    inside = districts[districts["province_shape_name"].isin(set(province_names.values()))]
    unnamed = inside[~inside.index.isin(labels)]
    if len(unnamed):
        names = ", ".join(f"{row.shapeName} ({row.province_shape_name})" for row in unnamed.itertuples())
        raise BuildError(f"The ADM2 file has districts that gazetteer.csv does not name: {names}.")
    return labels


def centre_inside(district: District, polygon: Any) -> bool:
    """Tell whether the centre given by the gazetteer lies inside a polygon (EPSG:4326)."""
    return bool(shapely.contains_xy(polygon, district.centre_longitude, district.centre_latitude))
