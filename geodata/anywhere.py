"""Make the geodata of a workspace from one polygon file of any country: ADM2, ADM1, or whatever has a column of names.

A file and the names of its columns in; layers, a gazetteer to be filled in, and a README.md out. Repairs no geometry
and guesses no spelling. A gazetteer that is there already is kept row by row: what people wrote into it is not lost.
"""

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import layers
import pandas as pd
import shapely
from build_error import BuildError
from facts import GAZETTEER_COLUMNS, PROVINCE_COLUMNS, District, Province, normalise_spelling, table_bytes
from generalise import Plane, check_coverage, oriented, round_coordinates
from match import assign_provinces, centre_inside
from outlines import Outlines, district_sums, generalised_outlines
from region import around, in_one_piece, read_layer, seam_of
from sources import sha256

MAX_DISTRICT_BYTES = 2_000_000
_PCODE = re.compile(r"[A-Z]{2}\d{2,8}", re.ASCII)


@dataclass(frozen=True)
class Wanted:
    """What the command line says of one polygon file."""

    source: Path
    country: str
    prefix: str
    """Two capital letters with which codes begin that are made here."""
    provinces: list[str]
    """Names or codes of the provinces of the record; empty for all."""
    name_column: str
    code_column: str
    """Column with P-codes; empty text to make them here."""
    province_column: str
    """Column with the province of each polygon; empty text where a file or nothing says it."""
    province_source: Path | None
    """Polygons of the provinces."""
    province_name_column: str
    surroundings: dict[str, Path | None]
    """Natural Earth files by layer: ``rivers``, ``boundaries``, ``places``."""
    tolerances_m: list[float]
    as_drawn: bool
    """Whether outlines are only rounded: for a source whose neighbours do not share their borders."""
    credit: str


def build_anywhere(wanted: Wanted, out: Path) -> dict[str, bytes]:
    """Make every file of the layer in memory; ``out`` is looked at for a gazetteer that is there already.

    Raises
    ------
    BuildError
        Anything that does not fit.
    """
    shapes, province_shapes, seam = _read(wanted)
    shapes = shapes.assign(province_shape_name=_province_names(wanted, shapes, province_shapes))
    provinces, districts, chosen = _places(wanted, shapes, out)
    in_record = shapes.index.isin(chosen)
    whole = _outlines(wanted, shapes, chosen, in_record)
    plane = Plane(round(float(shapes.geometry[in_record].total_bounds[[1, 3]].mean()), 2))
    drawn = _rounded(whole) if wanted.as_drawn else generalised_outlines(whole, plane, wanted.tolerances_m)
    for district, outline in zip(districts, drawn.districts, strict=True):
        if not centre_inside(district, outline):
            raise BuildError(f"The centre of {district.name_en} ({district.adm2_pcode}) does not lie inside it.")
    if not wanted.as_drawn:
        district_sums(districts, whole, drawn, plane)  # refuses what has changed too much
    surroundings = around(wanted.surroundings, shapely.total_bounds(drawn.districts), seam)
    files = _files(wanted, provinces, districts, (whole, drawn), _neighbours(shapes, in_record), surroundings)
    if len(files["districts.geojson"]) > MAX_DISTRICT_BYTES:
        raise BuildError(f"districts.geojson would take more than {MAX_DISTRICT_BYTES:,} bytes; raise --tolerance.")
    return files | {"README.md": _readme(wanted, files, districts, drawn)}


def _read(wanted: Wanted) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame | None, float | None]:
    columns = [wanted.name_column, *filter(None, (wanted.code_column, wanted.province_column))]
    shapes = read_layer(wanted.source, tuple(columns)).rename(columns={wanted.name_column: "shapeName"})
    if not set(shapes.geom_type) <= {"Polygon", "MultiPolygon"}:
        raise BuildError(f"{wanted.source.name} holds other geometries than polygons.")
    blank = shapes["shapeName"].isna() | (shapes["shapeName"].astype(str).str.strip() == "")
    if blank.any():
        raise BuildError(f"{wanted.source.name}: {int(blank.sum())} polygons have no name in {wanted.name_column}.")
    shapes = shapes.assign(shapeName=shapes["shapeName"].astype(str).str.strip())
    province_shapes = None
    if wanted.province_source:
        read = read_layer(wanted.province_source, (wanted.province_name_column,))
        province_shapes = read.rename(columns={wanted.province_name_column: "shapeName"})
    seam = seam_of(shapes)
    shapes = in_one_piece(shapes, seam)
    return shapes, None if province_shapes is None else in_one_piece(province_shapes, seam), seam


def _province_names(wanted: Wanted, shapes: gpd.GeoDataFrame, province_shapes: gpd.GeoDataFrame | None) -> pd.Series:
    if wanted.province_column:
        names = shapes[wanted.province_column].astype("str").str.strip().replace("", None)
    elif province_shapes is not None:
        names = assign_provinces(shapes, province_shapes)
    else:
        names = pd.Series(wanted.country, index=shapes.index)
    return names


def _places(wanted: Wanted, shapes: gpd.GeoDataFrame, out: Path) -> tuple[list[Province], list[District], list[Any]]:
    """Give every province and district its code, and choose those of the record; labels of ``shapes`` come last."""
    known = sorted(shapes["province_shape_name"].dropna().unique())
    codes = {name: f"{wanted.prefix}{number:02d}" for number, name in enumerate(known, start=1)}
    chosen = _chosen(wanted, codes)
    kept_provinces = _kept(out / "provinces.csv", PROVINCE_COLUMNS, "adm1_pcode")
    kept_districts = _kept(out / "gazetteer.csv", GAZETTEER_COLUMNS, "adm2_pcode")
    provinces = [_province(code, name, kept_provinces) for name, code in codes.items() if name in chosen]
    found = []
    for name in chosen:
        inside = shapes[shapes["province_shape_name"] == name].sort_values("shapeName")
        _require_one_of_each(wanted, inside, name)
        width = max(2, len(str(len(inside))))
        for number, (label, row) in enumerate(inside.iterrows(), start=1):
            code = str(row[wanted.code_column]) if wanted.code_column else f"{codes[name]}{number:0{width}d}"
            if not _PCODE.fullmatch(code):
                raise BuildError(
                    f"{wanted.source.name}, {wanted.code_column}: found {code!r}, expected a P-code such as AB0102; "
                    "leave --code-column out to have codes made."
                )
            found.append((_district(code, codes[name], row, kept_districts), label))
    found.sort(key=lambda pair: pair[0].adm2_pcode)
    twice = {one.adm2_pcode for one, _ in found if sum(one.adm2_pcode == other.adm2_pcode for other, _ in found) > 1}
    if twice:
        raise BuildError(f"{wanted.source.name}: two polygons have the code {min(twice)}.")
    return provinces, [district for district, _ in found], [label for _, label in found]


def _chosen(wanted: Wanted, codes: dict[str, str]) -> list[str]:
    if not wanted.provinces:
        return list(codes)
    by_key = {normalise_spelling(name): name for name in codes} | {code.casefold(): n for n, code in codes.items()}
    chosen = [by_key.get(normalise_spelling(asked)) for asked in wanted.provinces]
    if None in chosen:
        missing = wanted.provinces[chosen.index(None)]
        raise BuildError(f"--province {missing} is not in the source, which has {', '.join(codes)}.")
    return sorted(set(filter(None, chosen)), key=list(codes).index)


def _require_one_of_each(wanted: Wanted, inside: gpd.GeoDataFrame, province: str) -> None:
    twice = inside["shapeName"][inside["shapeName"].duplicated()]
    if len(twice) and not wanted.code_column:
        raise BuildError(
            f"{wanted.source.name} has two polygons called {twice.iloc[0]!r} in {province}; name a --code-column."
        )


def _kept(path: Path, columns: tuple[str, ...], key: str) -> dict[str, dict[str, str]]:
    """Rows of a table that is there already, by their code."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if tuple(reader.fieldnames or ()) != columns:
            raise BuildError(f"{path.name} in --out has other columns than {', '.join(columns)}; move it away.")
        return {row[key]: row for row in reader}


def _province(code: str, name: str, kept: dict[str, dict[str, str]]) -> Province:
    new = dict.fromkeys(PROVINCE_COLUMNS, "") | {"adm1_pcode": code, "name_en": name, "spellings_seen": name}
    row = kept.get(code, new)
    spellings = frozenset(normalise_spelling(one) for one in (row["name_en"], *row["spellings_seen"].split("|")))
    if normalise_spelling(name) not in spellings:
        raise BuildError(f"provinces.csv in --out says that {code} is {row['name_en']}, the source says {name}.")
    return Province(0, row, code, row["name_en"], row["name_fa"], row["iso_3166_2"], spellings)


def _district(code: str, province: str, row: pd.Series, kept: dict[str, dict[str, str]]) -> District:
    point, name = row["geometry"].representative_point(), str(row["shapeName"])
    new = dict.fromkeys(GAZETTEER_COLUMNS, "") | {
        "adm2_pcode": code,
        "adm1_pcode": province,
        "name_en": name,
        "centre_longitude": f"{point.x:.4f}",
        "centre_latitude": f"{point.y:.4f}",
        "geoboundaries_shape_name": name,
    }
    cells = kept.get(code, new)
    if cells["geoboundaries_shape_name"] != name:
        raise BuildError(
            f"gazetteer.csv in --out says that {code} is {cells['geoboundaries_shape_name']}, the source says {name}."
        )
    longitude, latitude = float(cells["centre_longitude"]), float(cells["centre_latitude"])
    return District(0, cells, code, province, cells["name_en"], cells["name_fa"], longitude, latitude, name)


def _neighbours(shapes: gpd.GeoDataFrame, in_record: Any) -> list[str]:
    record = shapely.union_all(list(shapes.geometry[in_record]))
    others = shapes[~in_record & shapes["province_shape_name"].notna()]
    return sorted(set(others["province_shape_name"][others.geometry.intersects(record)]))


def _outlines(wanted: Wanted, shapes: gpd.GeoDataFrame, chosen: list[Any], in_record: Any) -> Outlines:
    if not wanted.as_drawn and not shapely.coverage_is_valid(list(shapes.geometry)):
        edges = shapely.coverage_invalid_edges(list(shapes.geometry))
        faulty = shapes["shapeName"][[not edge.is_empty for edge in edges]]
        raise BuildError(
            f"{wanted.source.name}: {len(faulty)} polygons do not share borders with their neighbours, among them "
            f"{', '.join(sorted(faulty)[:3])}. Correct the source, or keep its outlines with --as-drawn."
        )
    names, neighbours = shapes["province_shape_name"], _neighbours(shapes, in_record)
    elsewhere = ~in_record & ~names.isin(neighbours)
    unite = shapely.union_all if wanted.as_drawn else shapely.coverage_union_all
    return Outlines(
        districts=list(shapes.geometry.loc[chosen]),
        neighbours=[unite(list(shapes.geometry[~in_record & (names == name)])) for name in neighbours],
        rest=[unite(list(shapes.geometry[elsewhere]))] if elsewhere.any() else [],
    )


def _rounded(whole: Outlines) -> Outlines:
    parts = (whole.districts, whole.neighbours, whole.rest)
    drawn = Outlines(*(round_coordinates(part) if part else [] for part in parts))
    if not shapely.is_valid(drawn.all).all():
        raise BuildError("Rounding to five decimals made an invalid polygon; correct the source.")
    return drawn


def _files(
    wanted: Wanted,
    provinces: list[Province],
    districts: list[District],
    outlines: tuple[Outlines, Outlines],
    near: list[str],
    surroundings: dict[str, gpd.GeoDataFrame],
) -> dict[str, bytes]:
    whole, drawn = outlines
    unite = shapely.union_all if wanted.as_drawn else shapely.coverage_union_all
    if not wanted.as_drawn:
        check_coverage(drawn.districts, "districts")
    by_province = [
        oriented(unite([p for d, p in zip(districts, drawn.districts, strict=True) if d.adm1_pcode == one.adm1_pcode]))
        for one in provinces
    ]
    country = layers.feature(oriented(unite(drawn.all)), {"iso3": "", "name_en": wanted.country})
    near_outlines = [(name, None, outline) for name, outline in zip(near, drawn.neighbours, strict=True)]
    collections = {
        "districts": layers.district_features(districts, drawn.districts, whole.districts),
        "provinces": layers.province_features(list(zip(provinces, by_province, strict=True)), near_outlines),
        "country": [country],
        "boundaries": layers.boundary_features(surroundings["boundaries"]),
        "rivers": layers.river_features(surroundings["rivers"]),
        "towns": layers.town_features(surroundings["places"], districts, whole.districts),
    }
    credited = dict.fromkeys(collections, layers.NATURAL_EARTH_CREDIT)
    credited |= dict.fromkeys(("districts", "provinces", "country"), wanted.credit)
    files = {
        f"{name}.geojson": layers.collection_bytes(features, credited[name]) for name, features in collections.items()
    }
    return files | {
        "gazetteer.csv": table_bytes(GAZETTEER_COLUMNS, [district.row for district in districts]),
        "provinces.csv": table_bytes(PROVINCE_COLUMNS, [province.row for province in provinces]),
    }


def _readme(wanted: Wanted, files: dict[str, bytes], districts: list[District], drawn: Outlines) -> bytes:
    west, _, east, _ = shapely.total_bounds(drawn.districts)
    sources = [wanted.source, wanted.province_source, *wanted.surroundings.values()]
    metres = ", ".join(f"{tolerance:g}" for tolerance in wanted.tolerances_m)
    drawing = "kept as the source draws them" if wanted.as_drawn else f"generalised as one coverage ({metres} metres)"
    lines = [
        "# Boundaries and context layers",
        "",
        f"Written by `geodata/build.py` for {wanted.country}: {len(districts)} districts, {drawing}, five decimals.",
        f"Outlines: {wanted.credit}. A boundary is no judgement on any claim to territory, and no line of control.",
        "Longitudes run on beyond 180: the districts lie across that meridian."
        if east > 180
        else f"Longitudes from {west:.2f} to {east:.2f}.",
        "Building again keeps what was written into `gazetteer.csv` and `provinces.csv`.",
        "",
        "| file | bytes | SHA-256 |",
        "|---|---|---|",
        *(f"| {name} | {len(content)} | {sha256(content)} |" for name, content in files.items()),
        "",
        "| source file | bytes | SHA-256 |",
        "|---|---|---|",
        *(f"| {path.name} | {path.stat().st_size} | {sha256(path.read_bytes())} |" for path in sources if path),
    ]
    return ("\n".join(lines) + "\n").encode()
