"""Make the shipped boundaries and context layers from geoBoundaries, Natural Earth and the gazetteer.

Source files in, the files of this folder and its README.md out. Guesses no name and repairs no geometry: what does not
fit stops the build with one sentence, and nothing is written.
"""

import argparse
import re
import sys
from pathlib import Path
from typing import Any

import layers
import shapely
from anywhere import Wanted, build_anywhere
from build_error import BuildError
from facts import GAZETTEER_COLUMNS, PROVINCE_COLUMNS, Facts, read_facts, table_bytes
from generalise import Plane, geodesic_area_km2, oriented
from match import assign_provinces, match_districts, match_provinces
from outlines import (
    MAX_AREA_CHANGE_PERCENT,
    Outlines,
    district_sums,
    generalised_outlines,
    judge_gaps,
    neighbour_names,
    source_outlines,
)
from readme import Findings, readme_bytes
from sources import Sources, read_sources

MAX_DISTRICT_BYTES = 150_000
_TOLERANCE_OPTIONS = (
    ("--tolerance", 75.0, "borders of districts"),
    ("--neighbour-tolerance", 150.0, "borders of neighbouring provinces"),
    ("--country-tolerance", 1000.0, "the rest of the country"),
)
HERE = Path(__file__).parent
_COLUMN_OPTIONS = (
    ("--name-column", "shapeName", "names of the polygons"),
    ("--code-column", "", "their P-codes; without it codes are made"),
    ("--province-column", "", "the province of each polygon"),
    ("--province-name-column", "shapeName", "names in --province-source"),
)
_FILE_OPTIONS = (
    ("--province-source", "polygons of the provinces, such as ADM1"),
    ("--rivers", "rivers of Natural Earth"),
    ("--frontiers", "international boundaries of Natural Earth"),
    ("--towns", "populated places of Natural Earth"),
)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 when everything is written, 2 after a sentence on standard error."""
    options = _parser().parse_args(arguments)
    try:
        written = _written(options)
        options.out.mkdir(parents=True, exist_ok=True)
        for name, content in written.items():
            (options.out / name).write_bytes(content)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{Path(error.filename or '').name or 'A file'} cannot be used: {error.strerror}.", file=sys.stderr)
        return 2
    for name, content in written.items():
        print(f"{name}: {len(content)} bytes")
    return 0


def _written(options: argparse.Namespace) -> dict[str, bytes]:
    tolerances_m = [options.tolerance, options.neighbour_tolerance, options.country_tolerance]
    if options.source.is_dir():
        if options.facts is None:
            raise BuildError("A folder of a release needs --facts, a folder with gazetteer.csv and provinces.csv.")
        return build(options.source, options.facts, options.province, tolerances_m)
    if not options.country or options.out == HERE:
        raise BuildError("A single file needs --country, the name of the country, and --out, the folder to write to.")
    if not re.fullmatch(r"[A-Z]{2}", options.prefix):
        raise BuildError(f"--prefix is two capital letters such as AF; found {options.prefix!r}.")
    wanted = Wanted(
        source=options.source,
        country=options.country,
        prefix=options.prefix,
        provinces=options.province,
        name_column=options.name_column,
        code_column=options.code_column,
        province_column=options.province_column,
        province_source=options.province_source,
        province_name_column=options.province_name_column,
        surroundings={"rivers": options.rivers, "boundaries": options.frontiers, "places": options.towns},
        tolerances_m=tolerances_m,
        as_drawn=options.as_drawn,
        credit=options.credit,
    )
    return build_anywhere(wanted, options.out)


def build(source: Path, facts_folder: Path, pcodes: list[str], tolerances_m: list[float]) -> dict[str, bytes]:
    """Make every file of the layer in memory.

    Parameters
    ----------
    source, facts_folder : Path
        Folders as ``sources.read_sources`` and ``facts.read_facts`` describe them.
    pcodes : list of str
        ADM1 P-codes of the record; empty for every province of ``provinces.csv``.
    tolerances_m : list of float
        For borders of districts, of neighbouring provinces, and of the rest of the country, in metres.

    Returns
    -------
    dict
        File name to content, ``README.md`` last.

    Raises
    ------
    BuildError
        Anything that does not fit.
    """
    if not 0 < tolerances_m[0] <= tolerances_m[1] <= tolerances_m[2] < float("inf"):
        raise BuildError("Tolerances must be above 0 and may not fall from districts to neighbours to country.")
    facts = read_facts(facts_folder, pcodes)
    sources = read_sources(source)
    names = match_provinces(facts.provinces, sources.provinces)
    record_names = set(names.values())
    shapes = sources.districts.assign(province_shape_name=assign_provinces(sources.districts, sources.provinces))
    labels = match_districts(facts.districts, shapes, names)
    neighbours = neighbour_names(shapes, record_names)
    closed, gap_sentences = judge_gaps(shapes, record_names)
    whole = source_outlines(shapes, labels, record_names, neighbours, closed)
    # The middle of the record, not of the country: metres should be true where the districts are.
    _, south, _, north = shapely.total_bounds(whole.districts)
    plane = Plane(round(float(south + north) / 2, 2))
    drawn = generalised_outlines(whole, plane, tolerances_m)
    written = _layer_files(facts, sources, whole, drawn, neighbours)
    if len(written["districts.geojson"][1]) > MAX_DISTRICT_BYTES:
        raise BuildError(f"districts.geojson would take more than {MAX_DISTRICT_BYTES} bytes; raise --tolerance.")
    findings = Findings(
        districts=district_sums(facts.districts, whole, drawn, plane),
        tolerances_m=tolerances_m,
        plane_latitude=plane.latitude,
        max_area_change_percent=MAX_AREA_CHANGE_PERCENT,
        max_district_bytes=MAX_DISTRICT_BYTES,
        gaps=gap_sentences,
        unassigned=sorted(shapes["shapeName"][shapes["province_shape_name"].isna()]),
        country_difference_km2=_country_difference_km2(sources),
        province_names=[province.name_en for province in facts.provinces],
        neighbour_names=neighbours,
        options=_options_line(facts, tolerances_m),
    )
    contents = {name: content for name, (_, content) in written.items()}
    return contents | {"README.md": readme_bytes(findings, written, sources, [*sources.files, *facts.files])}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Make the shipped boundaries and context layers.")
    parser.add_argument(
        "--source", type=Path, required=True, help="folder with a release of one country, or one file of polygons"
    )
    parser.add_argument("--facts", type=Path, help="folder with gazetteer.csv and provinces.csv (with a folder only)")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to (default with a folder: this)")
    parser.add_argument(
        "--province",
        action="append",
        default=[],
        metavar="P",
        help="code, or name with a file; repeatable; default all",
    )
    one = parser.add_argument_group("one file of polygons", "such as ADM2 or ADM1 of geoBoundaries")
    one.add_argument("--country", default="", metavar="NAME", help="name of the country")
    one.add_argument("--prefix", default="XX", metavar="AB", help="how codes begin that are made (default: XX)")
    for option, usual, what in _COLUMN_OPTIONS:
        one.add_argument(option, default=usual, metavar="COLUMN", help=f"{what} (default: {usual or 'none'})")
    for option, what in _FILE_OPTIONS:
        one.add_argument(option, type=Path, metavar="FILE", help=what)
    one.add_argument("--as-drawn", action="store_true", help="only round outlines: neighbours do not share borders")
    one.add_argument("--credit", default=layers.BOUNDARY_CREDIT, metavar="TEXT", help="whose outlines they are")
    for name, metres, what in _TOLERANCE_OPTIONS:
        parser.add_argument(name, type=float, default=metres, metavar="M", help=f"metres, {what} (default: {metres:g})")
    return parser


def _options_line(facts: Facts, tolerances_m: list[float]) -> str:
    named = [f"--province {province.adm1_pcode}" for province in facts.provinces]
    metres = [f"{name} {value:g}" for (name, _, _), value in zip(_TOLERANCE_OPTIONS, tolerances_m, strict=True)]
    return " ".join([*named, *metres])


def _country_difference_km2(sources: Sources) -> float:
    from_districts = shapely.coverage_union_all(list(sources.districts.geometry))
    published = shapely.union_all(list(sources.country.geometry))
    return geodesic_area_km2(shapely.symmetric_difference(from_districts, published))


def _layer_files(
    facts: Facts, sources: Sources, whole: Outlines, drawn: Outlines, neighbours: list[str]
) -> dict[str, tuple[int, bytes]]:
    outlines = [
        _union(
            [p for d, p in zip(facts.districts, drawn.districts, strict=True) if d.adm1_pcode == province.adm1_pcode]
        )
        for province in facts.provinces
    ]
    shape_names = match_provinces(facts.known_provinces, sources.provinces)
    known = {shape_names[province.adm1_pcode]: province for province in facts.known_provinces}
    provinces = layers.province_features(
        list(zip(facts.provinces, outlines, strict=True)),
        [(name, known.get(name), outline) for name, outline in zip(neighbours, drawn.neighbours, strict=True)],
    )
    country = {"iso3": sources.iso3, "name_en": str(sources.country["shapeName"].iloc[0])}
    districts = layers.district_features(facts.districts, drawn.districts, whole.districts)
    towns = layers.town_features(sources.towns, facts.districts, whole.districts)
    named, drawn_only, natural_earth = layers.NAMED_CREDIT, layers.BOUNDARY_CREDIT, layers.NATURAL_EARTH_CREDIT
    collections = (
        ("districts.geojson", districts, named),
        ("provinces.geojson", provinces, named),
        ("country.geojson", [layers.feature(_union(drawn.all), country, sources.iso3)], drawn_only),
        ("boundaries.geojson", layers.boundary_features(sources.boundaries), natural_earth),
        ("rivers.geojson", layers.river_features(sources.rivers), natural_earth),
        ("towns.geojson", towns, natural_earth),
    )
    files = {name: (len(features), layers.collection_bytes(features, credit)) for name, features, credit in collections}
    gazetteer = table_bytes(GAZETTEER_COLUMNS, [district.row for district in facts.districts])
    province_table = table_bytes(PROVINCE_COLUMNS, [province.row for province in facts.provinces])
    return files | {
        "gazetteer.csv": (len(facts.districts), gazetteer),
        "provinces.csv": (len(facts.provinces), province_table),
    }


def _union(polygons: list[Any]) -> Any:
    return oriented(shapely.coverage_union_all(polygons))


if __name__ == "__main__":
    sys.exit(main())
