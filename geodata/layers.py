"""Turn checked geometries into the shipped GeoJSON: RFC 7946, one feature a line, the same bytes every time."""

import json
from typing import Any

import geopandas as gpd
import shapely
from facts import District, Province
from generalise import geodesic_area_km2, round_coordinates

BOUNDARY_CREDIT = "geoBoundaries (Runfola et al. 2020), www.geoboundaries.org, CC BY 4.0"
NAMED_CREDIT = f"{BOUNDARY_CREDIT}; names and P-codes: OCHA COD-AB"
NATURAL_EARTH_CREDIT = "Made with Natural Earth"


def feature(geometry: Any, properties: dict[str, Any], identifier: str | None = None) -> dict[str, Any]:
    """One GeoJSON feature; ``id`` only where there is a stable one."""
    made: dict[str, Any] = {"type": "Feature"}
    if identifier:
        made["id"] = identifier
    return made | {"properties": properties, "geometry": json.loads(shapely.to_geojson(geometry))}


def collection_bytes(features: list[dict[str, Any]], credit: str) -> bytes:
    """Write a feature collection as compact UTF-8, one feature a line so that a change can be read in a diff."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":"), allow_nan=False) for one in features)
    head = json.dumps({"type": "FeatureCollection", "credit": credit}, ensure_ascii=False, separators=(",", ":"))
    return f'{head[:-1]},"features":[\n{lines}\n]}}\n'.encode()


def district_features(districts: list[District], polygons: list[Any], sources: list[Any]) -> list[dict[str, Any]]:
    """Districts in the order given; ``area_km2`` is the geodesic area of the source polygon."""
    return [
        feature(
            polygon,
            {
                "adm2_pcode": district.adm2_pcode,
                "adm1_pcode": district.adm1_pcode,
                "name_en": district.name_en,
                "name_fa": district.name_fa,
                "centre_longitude": district.centre_longitude,
                "centre_latitude": district.centre_latitude,
                "area_km2": round(geodesic_area_km2(source), 1),
            },
            district.adm2_pcode,
        )
        for district, polygon, source in zip(districts, polygons, sources, strict=True)
    ]


def province_features(
    record: list[tuple[Province, Any]], neighbours: list[tuple[str, Province | None, Any]]
) -> list[dict[str, Any]]:
    """Provinces of the record by P-code, then their neighbours by name (null P-code where it is not known)."""
    rows: list[tuple[str, str, Province | None, Any]] = []
    rows += [("record", province.name_en, province, outline) for province, outline in record]
    rows += [("neighbour", known.name_en if known else name, known, outline) for name, known, outline in neighbours]
    return [
        feature(
            outline,
            {
                "role": role,
                "adm1_pcode": province.adm1_pcode if province else None,
                "name_en": name,
                "name_fa": province.name_fa if province else None,
            },
            province.adm1_pcode if province else None,
        )
        for role, name, province, outline in rows
    ]


def river_features(rivers: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Named rivers, by name; each as Natural Earth draws it."""
    named = rivers[rivers["name"].notna()].assign(label=lambda rows: rows["name"].map(_one_spaced))
    return [
        feature(round_coordinates([row.geometry])[0], {"name": row.label})
        for row in named.sort_values("label").itertuples()
    ]


def boundary_features(boundaries: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """International boundaries, by the two countries that they part."""
    ordered = boundaries.sort_values(["adm0_left", "adm0_right"])
    return [
        feature(
            round_coordinates([row.geometry])[0],
            {"country_left": row.adm0_left, "country_right": row.adm0_right},
        )
        for row in ordered.itertuples()
    ]


def town_features(towns: gpd.GeoDataFrame, districts: list[District], sources: list[Any]) -> list[dict[str, Any]]:
    """Towns, the most important first; ``adm2_pcode`` of the district that the point lies in, null outside."""
    made = []
    for row in towns.astype({"scalerank": int}).sort_values(["scalerank", "name"]).itertuples():
        inside = [d.adm2_pcode for d, polygon in zip(districts, sources, strict=True) if polygon.covers(row.geometry)]
        properties = {
            "name": _one_spaced(str(row.name)),
            "country": row.adm0name,
            "kind": row.featurecla,
            "scale_rank": int(str(row.scalerank)),
            "adm2_pcode": inside[0] if inside else None,
        }
        made.append(feature(round_coordinates([row.geometry])[0], properties))
    return made


def _one_spaced(name: str) -> str:
    # Natural Earth writes "Amu  Darya" with two spaces.
    return " ".join(name.split())
